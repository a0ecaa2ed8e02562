//! When the article was published and changed.

use chrono::{DateTime, FixedOffset};

use super::dom::Dom;
use super::metadata::Metadata;
use crate::read::dates;

/// JSON-LD key, `meta` names and `itemprop` of a date.
struct DateNames {
    ld: &'static str,
    meta: &'static [&'static str],
    itemprop: &'static str,
}

const PUBLISHED: DateNames = DateNames {
    ld: "datePublished",
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
    ],
    itemprop: "datepublished",
};

const MODIFIED: DateNames = DateNames {
    ld: "dateModified",
    meta: &["article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "article:modified"],
    itemprop: "datemodified",
};

/// When it was published, with the zone that the page states.
pub fn published(dom: &Dom, metadata: &Metadata) -> Option<DateTime<FixedOffset>> {
    stated(dom, metadata, &PUBLISHED).or_else(|| visible_date(dom))
}

/// When it was last changed, with the zone that the page states.
pub fn modified(dom: &Dom, metadata: &Metadata) -> Option<DateTime<FixedOffset>> {
    stated(dom, metadata, &MODIFIED)
}

fn stated(dom: &Dom, metadata: &Metadata, names: &DateNames) -> Option<DateTime<FixedOffset>> {
    let by_meta = || names.meta.iter().find_map(|name| metadata.all_meta(name).find_map(dates::parse));
    let by_element = || {
        let marked = dom
            .nodes
            .iter()
            .filter(|node| node.attribute("itemprop").is_some_and(|prop| prop.eq_ignore_ascii_case(names.itemprop)));
        marked.take(20).find_map(|node| dates::parse(node.attribute("datetime").or_else(|| node.attribute("content"))?))
    };
    let by_node = || metadata.nodes.iter().find_map(|node| dates::parse(node.get(names.ld)?.as_str()?));
    metadata.ld(names.ld).and_then(|text| dates::parse(&text)).or_else(by_meta).or_else(by_element).or_else(by_node)
}

/// A date that readers see: `time` elements first, then what stands in a dateline.
fn visible_date(dom: &Dom) -> Option<DateTime<FixedOffset>> {
    let timed = dom.tags("time").take(20).find_map(|at| {
        let node = &dom.nodes[at];
        node.attribute("datetime").and_then(dates::parse).or_else(|| dates::parse(&dom.text(at)))
    });
    let lines = || {
        let dated = dom.nodes.iter().enumerate().filter(|(_, node)| {
            !node.tag.is_empty() && node.hints(&["date", "time", "published", "datum", "fecha", "byline", "meta"])
        });
        dated.take(60).find_map(|(at, _)| Some(dom.text(at)).filter(|text| text.len() < 120).and_then(|text| dates::parse(&text)))
    };
    timed.or_else(lines)
}
