//! When the article was published and changed.
//!
//! What metadata states comes first; then `time` elements and datelines near the headline, then the day in the page's address.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, FixedOffset};
use regex::Regex;

use super::dom::{Dom, Node};
use super::metadata::Metadata;
use crate::read::dates;
use crate::text::words::is_wide;

/// JSON-LD keys and `meta` names of a date.
struct DateNames {
    ld: &'static [&'static str],
    meta: &'static [&'static str],
}

const PUBLISHED: DateNames = DateNames {
    ld: &["datePublished", "uploadDate"],
    meta: &[
        "article:published_time",
        "article:published",
        "og:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dc.date",
        "dcterms.created",
        "dcterms.date",
        "cxenseparse:recs:publishtime",
        "date.created",
        "article_date_original",
        "citation_publication_date",
        "citation_online_date",
        "prism.publicationdate",
    ],
};

const MODIFIED: DateNames = DateNames {
    ld: &["dateModified"],
    meta: &["article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "article:modified"],
};

/// Elements between the headline and a dateline over it, at most.
const ABOVE: usize = 60;

/// Elements between the headline and a dateline under it, at most.
const BELOW: usize = 300;

/// Words but names that stand beside a date in a line that is no sentence ("published by", "at", "reading time"), and signs of scripts without
/// spaces that are a word.
const BESIDE: usize = 8;
const WIDE: usize = 3;

/// A whole date within a line.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        \b(?:19|20)\d{2}-\d{2}-\d{2}(?:[T\x20]\d{1,2}:\d{2})?
        | \b\d{1,2}[./]\s?\d{1,2}[./]\s?(?:19|20)\d{2}\b
        | \b\d{1,2}(?:st|nd|rd|th|er|º|\.)?(?:\s+de|\s+of)?\s+\p{L}{3,12}\.?,?(?:\s+de|\s+del)?\s+(?:19|20)\d{2}\b
        | \b\p{L}{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{2}\b
        | (?:19|20)\d{2}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]",
    )
    .ok()
});

/// The day in an address: "/2026/02/03/", "-20260203-".
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[/_.-](?P<y>(?:19|20)\d{2})(?P<s>[/_.-]?)(?P<m>0[1-9]|1[0-2])[/_.-]?(?P<d>0[1-9]|[12]\d|3[01])(?:[/_.-]|$)").ok()
});

/// When it was published, with the zone that the page states.
pub fn published(
    dom: &Dom,
    metadata: &Metadata,
    headline: usize,
    (address, language): (&str, &str),
) -> Option<DateTime<FixedOffset>> {
    stated(metadata, &PUBLISHED).or_else(|| visible(dom, headline, language)).or_else(|| of_address(address))
}

/// When it was last changed, with the zone that the page states.
pub fn modified(metadata: &Metadata) -> Option<DateTime<FixedOffset>> {
    stated(metadata, &MODIFIED)
}

fn stated(metadata: &Metadata, names: &DateNames) -> Option<DateTime<FixedOffset>> {
    let of_article = || names.ld.iter().find_map(|key| metadata.ld(key).and_then(|text| dates::parse(&text)));
    let of_meta = || names.meta.iter().find_map(|name| metadata.all_meta(name).find_map(dates::parse));
    let of_any =
        || names.ld.iter().find_map(|key| metadata.nodes.iter().find_map(|node| dates::parse(node.get(*key)?.as_str()?)));
    of_article().or_else(of_meta).or_else(of_any)
}

/// A date that readers see near the headline.
fn visible(dom: &Dom, title: usize, language: &str) -> Option<DateTime<FixedOffset>> {
    let near = title.saturating_sub(ABOVE)..(title + BELOW).min(dom.nodes.len());
    let timed = |at: usize| {
        let node = &dom.nodes[at];
        node.attribute("datetime").and_then(dates::parse).or_else(|| dates::parse_in(&dom.text(at), language))
    };
    let times: Vec<usize> = dom.tags("time").filter(|at| !is_update(&dom.nodes[*at])).take(40).collect();
    let below = times.iter().filter(|at| near.contains(at) && **at > title);
    let first = below.chain(times.iter().filter(|at| near.contains(at))).find_map(|at| timed(*at));
    let marked = || {
        let dated = dom.nodes.iter().enumerate().filter(|(_, node)| {
            !node.tag.is_empty()
                && node.hints(&["date", "time", "published", "datum", "fecha", "byline", "meta"])
                && !is_update(node)
        });
        dated
            .take(80)
            .find_map(|(at, _)| Some(dom.text(at)).filter(|text| text.len() < 120).and_then(|text| in_line(&text, language)))
    };
    first.or_else(|| times.iter().find_map(|at| timed(*at))).or_else(marked).or_else(|| dateline(dom, near, language))
}

/// A short line near the headline with a whole date in it.
fn dateline(dom: &Dom, near: std::ops::Range<usize>, language: &str) -> Option<DateTime<FixedOffset>> {
    let mut texts =
        near.map(|at| &dom.nodes[at]).filter(|node| node.tag.is_empty() && (8..=160).contains(&node.text.trim().len()));
    texts.find_map(|node| in_line(&node.text, language))
}

/// The date of a line that says little else, or begins as a dateline does. A date within a sentence is what the article is about.
fn in_line(text: &str, language: &str) -> Option<DateTime<FixedOffset>> {
    let found = DATE.as_ref()?.find(text)?;
    // A second date is that of an update.
    let rest = DATE.as_ref()?.replace_all(&text[found.end()..], " ");
    let (before, after) = (plain_words(&text[..found.start()]), plain_words(&rest));
    let begins = before * 2 <= BESIDE && text[found.end()..].trim_start().starts_with(['-', '–', '—', '|', '·', '•', ':', '(']);
    if before + after > BESIDE && !begins {
        return None;
    }
    // The time may follow.
    let rest: String = text[found.start()..].chars().take(60).collect();
    let date = dates::parse_in(&rest, language).or_else(|| dates::parse_in(found.as_str(), language));
    // Older dates in lines are what articles are about.
    date.filter(|date| date.year() >= 1970)
}

/// How many words are none that begin with a capital letter, as names do.
fn plain_words(text: &str) -> usize {
    let words = text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    let count = |word: &str| match word.chars().filter(|character| is_wide(*character)).count() {
        0 => usize::from(!word.starts_with(char::is_uppercase)),
        wide => wide.div_ceil(WIDE),
    };
    words.map(count).sum()
}

fn is_update(node: &Node) -> bool {
    node.hints(&["updated", "modified", "update"]) && !node.hints(&["publish"])
}

fn of_address(address: &str) -> Option<DateTime<FixedOffset>> {
    let path = address.split(['?', '#']).next()?;
    let path = &path[path.find("://").map_or(0, |at| at + 3)..];
    let found = ADDRESS.as_ref()?.captures(path)?;
    dates::parse(&format!("{}-{}-{}", &found["y"], &found["m"], &found["d"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_pages() {
        fn check(html: &str, expected: &str) {
            let dom = Dom::parse(html);
            let metadata = super::super::metadata::collect(&dom);
            let found = published(
                &dom,
                &metadata,
                dom.tags("h1").next().unwrap_or(0),
                ("https://a.example/news/2026/02/01/bridge", "fr"),
            );
            assert_eq!(found.map(|date| date.to_rfc3339()).unwrap_or_default(), expected, "{html}");
        }
        let day = "2026-02-03T00:00:00+00:00";
        check("<meta property=article:published_time content='2026-02-03T10:00:00+01:00'>", "2026-02-03T10:00:00+01:00");
        check("<time itemprop=datePublished datetime='2026-02-03T10:00+01:00'>yesterday</time>", "2026-02-03T10:00:00+01:00");
        // The article's own date, not that of a comment or of a teaser.
        check(
            "<div itemscope itemtype='https://schema.org/Comment'><time itemprop=datePublished datetime=2026-02-05></time></div><h1>Bridge</h1><time datetime=2026-02-03>",
            day,
        );
        check("<time datetime=2026-02-05>News</time>", "2026-02-05T00:00:00+00:00");
        for line in [
            "3. Februar 2026",
            "Published: February 3, 2026",
            "Datum: 03.02.2026",
            "3 février 2026",
            "Publié le 03/02/2026",
            "2026年2月3日",
        ] {
            check(&format!("<h1>Bridge</h1><p>{line}</p>"), day);
        }
        let of_address = "2026-02-01T00:00:00+00:00";
        check("<h1>Bridge</h1><p>No date, but 3 of 2026 things.</p>", of_address);
        // Dates in sentences are no datelines.
        for (line, expected) in [
            ("MARPORT, 3 février 2026 (Agence) – Le pont sur l'Ilva est ouvert, dit la mairie, trois ans après la crue", day),
            ("Par Tilda Ossen, le mardi 3 février 2026 à 0h00, mis à jour le 4 février 2026", day),
            ("Publicado el 3 de febrero de 2026 a las 0:00, actualizado el 4 de febrero de 2026", day),
            ("Par Tilda Ossen et Arno Blick, Marport, le 3 février 2026 à 0h00, lecture : trois minutes", day),
            ("Le bénéfice a crû de 78 pour cent au cours du trimestre qui s'est achevé le 30 décembre 2006.", of_address),
            ("2006年12月30日までの四半期の利益は前の年より78パーセント増加したと発表した", of_address),
            ("发布时间：2026年2月3日 10:00 来源：新华社 作者：王小明", "2026-02-03T10:00:00+00:00"),
            ("Le 30 décembre 2006 une crue avait emporté deux des piles du pont sur l'Ilva à Marport", of_address),
        ] {
            check(&format!("<h1>Bridge</h1><p>{line}</p>"), expected);
        }
    }

    #[test]
    fn of_addresses() {
        fn check(address: &str, expected: &str) {
            assert_eq!(of_address(address).map(|date| date.date_naive().to_string()).unwrap_or_default(), expected, "{address}");
        }
        check("https://a.example/2026/02/03/bridge", "2026-02-03");
        check("https://a.example/news/bridge-2026-02-03.html", "2026-02-03");
        check("https://a.example/20260203/bridge", "2026-02-03");
        check("https://a.example/bridge-120260203?d=2026/02/03", "");
        check("https://a.example/2026/02/", "");
    }
}
