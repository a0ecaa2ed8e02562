//! The article links of a front page, by structure: what a headline looks like and that its neighbours look the same, not what a
//! site calls it.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use url::Url;

use super::blocks::{is_wide, weight};
use super::dom::Dom;
use crate::model::PageLink;

/// Links taken from one front page.
const MAX: usize = 150;

/// Links of a page that are looked at.
const MAX_SEEN: usize = 5000;

/// What a link must score to be taken for an article's.
const ENOUGH: i32 = 4;

/// Links that look alike and mostly are articles' vouch for each other from this many on.
const ALIKE: usize = 4;

/// Path parts of addresses that are no articles.
const SECTIONS: [&str; 43] = [
    "tag",
    "tags",
    "topic",
    "topics",
    "author",
    "authors",
    "autor",
    "category",
    "categories",
    "section",
    "login",
    "signin",
    "register",
    "account",
    "subscribe",
    "newsletter",
    "newsletters",
    "about",
    "contact",
    "kontakt",
    "privacy",
    "datenschutz",
    "terms",
    "agb",
    "imprint",
    "impressum",
    "search",
    "help",
    "faq",
    "advertise",
    "jobs",
    "careers",
    "cookies",
    "sitemap",
    "weather",
    "horoscope",
    "shop",
    "epaper",
    "rss",
    "archive",
    "sponsored",
    "advertorial",
    "promoted",
];

/// A link of the page that leads somewhere else on the site.
struct Candidate {
    url: Url,
    title: String,
    score: i32,
    /// Hash of tags and classes of the link and what it stands in.
    look: u64,
}

/// Links that look like articles, in document order, none twice.
pub fn collect(dom: &Dom, base: &Url) -> Vec<PageLink> {
    let candidates = candidates(dom, base);
    let trusted = trusted(&candidates);
    let mut found: Vec<(Candidate, i32)> = Vec::new();
    let mut met: HashMap<String, usize> = HashMap::new();
    for candidate in candidates {
        let score = candidate.score + if trusted.contains(&candidate.look) { 4 } else { 0 };
        match met.get(candidate.url.as_str()) {
            // A picture and a headline often lead to the same article: the better one names it.
            Some(known) => {
                let (known, best) = &mut found[*known];
                if known.title.is_empty() || score > *best && !candidate.title.is_empty() {
                    known.title = candidate.title;
                }
                *best = (*best).max(score);
            }
            None => {
                met.insert(candidate.url.to_string(), found.len());
                found.push((candidate, score));
            }
        }
    }
    let chosen = found.into_iter().filter(|(candidate, score)| *score >= ENOUGH && !candidate.title.is_empty());
    chosen.take(MAX).map(|(candidate, _)| PageLink { url: candidate.url.into(), title: candidate.title }).collect()
}

fn candidates(dom: &Dom, base: &Url) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for at in dom.tags("a").take(MAX_SEEN) {
        let node = &dom.nodes[at];
        let Some(Ok(mut url)) = node.attribute("href").map(|href| base.join(href)) else { continue };
        url.set_fragment(None);
        let paid = node.attribute("rel").is_some_and(|rel| rel.to_ascii_lowercase().contains("sponsored"));
        if paid || !same_site(&url, base) || url.path().len() < 2 || url.as_str() == base.as_str() {
            continue;
        }
        let title = headline(dom, at);
        let score = score(dom, at, &url, &title);
        candidates.push(Candidate { url, title, score, look: look(dom, at) });
    }
    candidates
}

/// Looks that most of several different links with which are articles'.
fn trusted(candidates: &[Candidate]) -> HashSet<u64> {
    let mut alike: HashMap<u64, (HashSet<&str>, HashSet<&str>)> = HashMap::new();
    for candidate in candidates {
        let (all, good) = alike.entry(candidate.look).or_default();
        all.insert(candidate.url.as_str());
        if candidate.score >= ENOUGH {
            good.insert(candidate.url.as_str());
        }
    }
    alike
        .into_iter()
        .filter(|(_, (all, good))| good.len() >= ALIKE && good.len() * 3 > all.len() * 2)
        .map(|(look, _)| look)
        .collect()
}

fn look(dom: &Dom, at: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    for at in dom.around(at).take(4) {
        let node = &dom.nodes[at];
        (&node.tag, node.attribute("class")).hash(&mut hasher);
    }
    hasher.finish()
}

/// The heading in a link that holds a whole card, else its text, else what it is labelled with.
fn headline(dom: &Dom, at: usize) -> String {
    let heading = dom.inside(at).find(|inner| matches!(dom.nodes[*inner].tag.as_str(), "h1" | "h2" | "h3" | "h4" | "h5"));
    let text = dom.text(heading.unwrap_or(at));
    if !text.is_empty() {
        return text;
    }
    let label = ["aria-label", "title"].iter().find_map(|name| dom.nodes[at].attribute(name));
    label.map(crate::read::html::squeeze).unwrap_or_default()
}

fn same_site(url: &Url, base: &Url) -> bool {
    let domain = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_owned();
        psl::domain_str(&host).map(str::to_owned).unwrap_or(host)
    };
    matches!(url.scheme(), "http" | "https") && domain(url) == domain(base)
}

fn score(dom: &Dom, at: usize, url: &Url, title: &str) -> i32 {
    let words = title.split_whitespace().count();
    let mut score = match (weight(title), words) {
        (400.., _) => -2,
        (20.., 4..) => 3,
        // Eight signs say as much as four words.
        (24.., _) if title.chars().any(is_wide) => 3,
        (12.., 3..) => 1,
        _ => -2,
    };
    let parts: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
    let last = parts.last().copied().unwrap_or_default();
    let slug = last.matches(['-', '_']).count() >= 2;
    let digits = last.chars().filter(char::is_ascii_digit).count() >= 4
        || parts.iter().any(|part| part.len() >= 4 && part.chars().all(|c| c.is_ascii_digit()))
        || url.query_pairs().any(|(_, value)| value.len() >= 3 && value.chars().all(|c| c.is_ascii_digit()));
    score += i32::from(slug) * 2 + i32::from(digits) * 2 + i32::from(last.ends_with(".html") || last.ends_with(".htm"));
    if parts.iter().any(|part| SECTIONS.contains(&part.to_lowercase().as_str())) {
        score -= 6;
    }
    let around: Vec<usize> = dom.around(at).take(7).collect();
    let within = |tags: &[&str]| around.iter().any(|at| tags.contains(&dom.nodes[*at].tag.as_str()));
    let heading = within(&["h1", "h2", "h3", "h4"])
        || dom.inside(at).any(|inner| matches!(dom.nodes[inner].tag.as_str(), "h1" | "h2" | "h3" | "h4"));
    score += i32::from(heading) * 2 + i32::from(within(&["article"]));
    let furniture = within(&["nav", "footer", "form"])
        || around.iter().any(|at| dom.nodes[*at].hints(&["breadcrumb", "menu", "navbar", "footer", "cookie"]));
    if furniture { score - 8 } else { score }
}
