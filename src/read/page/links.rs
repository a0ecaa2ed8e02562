//! The article links of a front page, by structure: what a headline looks like, not what a site calls it.

use std::collections::HashMap;

use url::Url;

use super::dom::Dom;
use crate::model::PageLink;

/// Links taken from one front page.
const MAX: usize = 150;

/// Path parts of addresses that are no articles.
const SECTIONS: [&str; 33] = [
    "tag",
    "tags",
    "topic",
    "topics",
    "author",
    "authors",
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
    "privacy",
    "terms",
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
];

struct Candidate {
    url: Url,
    title: String,
    score: i32,
}

/// Links that look like articles, in document order, none twice.
pub fn collect(dom: &Dom, base: &Url) -> Vec<PageLink> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut met: HashMap<String, usize> = HashMap::new();
    for at in dom.tags("a") {
        let Some(href) = dom.nodes[at].attribute("href") else { continue };
        let Ok(mut url) = base.join(href) else { continue };
        url.set_fragment(None);
        if !same_site(&url, base) || url.path().len() < 2 || url.as_str() == base.as_str() {
            continue;
        }
        let title = dom.text(at);
        let score = score(dom, at, &url, &title);
        match met.get(url.as_str()) {
            // A picture and a headline often lead to the same article: the longer text is its title.
            Some(known) => {
                let known = &mut found[*known];
                known.score = known.score.max(score);
                if title.chars().count() > known.title.chars().count() && title.chars().count() < 250 {
                    known.title = title;
                }
            }
            None => {
                met.insert(url.to_string(), found.len());
                found.push(Candidate { url, title, score });
            }
        }
    }
    let chosen = found.into_iter().filter(|candidate| candidate.score >= 4 && !candidate.title.is_empty());
    chosen.take(MAX).map(|candidate| PageLink { url: candidate.url.into(), title: candidate.title }).collect()
}

fn same_site(url: &Url, base: &Url) -> bool {
    let domain = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_owned();
        psl::domain_str(&host).map(str::to_owned).unwrap_or(host)
    };
    matches!(url.scheme(), "http" | "https") && domain(url) == domain(base)
}

fn score(dom: &Dom, at: usize, url: &Url, title: &str) -> i32 {
    let letters = title.chars().count();
    let words = title.split_whitespace().count();
    let wide = title.chars().any(|c| ('\u{2e80}'..='\u{9fff}').contains(&c));
    let mut score = match (letters, words) {
        (25.., 4..) => 3,
        (10.., _) if wide => 3,
        (15.., 3..) => 1,
        _ => -2,
    };
    let parts: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
    let last = parts.last().copied().unwrap_or_default();
    let slug = last.matches(['-', '_']).count() >= 2;
    let digits = last.chars().filter(char::is_ascii_digit).count() >= 4
        || parts.iter().any(|part| part.len() >= 4 && part.chars().all(|c| c.is_ascii_digit()));
    score += i32::from(slug) * 2 + i32::from(digits) * 2 + i32::from(last.ends_with(".html") || last.ends_with(".htm"));
    if parts.iter().any(|part| SECTIONS.contains(&part.to_lowercase().as_str())) {
        score -= 6;
    }
    let around: Vec<usize> = dom.around(at).take(7).collect();
    let within = |tags: &[&str]| around.iter().any(|at| tags.contains(&dom.nodes[*at].tag.as_str()));
    let headline = within(&["h1", "h2", "h3", "h4"])
        || dom.inside(at).any(|inner| matches!(dom.nodes[inner].tag.as_str(), "h1" | "h2" | "h3" | "h4"));
    score += i32::from(headline) * 2 + i32::from(within(&["article"]));
    let furniture = within(&["nav", "footer", "form"])
        || around.iter().any(|at| dom.nodes[*at].hints(&["breadcrumb", "menu", "navbar", "footer", "cookie"]));
    if furniture { score - 8 } else { score }
}
