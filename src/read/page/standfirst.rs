//! The sentence or two between headline and body.

use super::body::Paragraph;
use super::dom::Dom;
use super::metadata::Metadata;
use crate::read::html;

/// Words of classes that a standfirst has.
const STANDFIRST: [&str; 24] = [
    "standfirst",
    "article-lead",
    "article__lead",
    "article_lead",
    " lead ",
    "lead-text",
    "leadtext",
    "lede",
    "article-intro",
    "article__intro",
    " intro ",
    "introduction",
    "chapo",
    "chapeau",
    "vorspann",
    "subtitle",
    "sub-title",
    "subheadline",
    "sub-headline",
    "subhead",
    "deck",
    " dek ",
    "entradilla",
    "excerpt",
];

/// The text between headline and body: by its class, else the description, unless that is how the body begins.
pub fn standfirst(dom: &Dom, metadata: &Metadata, paragraphs: &[Paragraph], container: Option<usize>) -> String {
    let before = paragraphs.get(2).map_or(usize::MAX, |third| third.at);
    let titled = dom.tags("h1").next().unwrap_or(0);
    let scope = container.map_or(0..dom.nodes.len(), |at| 0..dom.inside(at).end);
    let marked = dom.nodes.iter().enumerate().filter(|(at, node)| {
        !node.tag.is_empty()
            && scope.contains(at)
            && *at > titled
            && *at < before
            && !matches!(
                node.tag.as_str(),
                "h1" | "a" | "img" | "figure" | "article" | "main" | "body" | "section" | "figcaption" | "time"
            )
            && (node.hints(&STANDFIRST) || node.attribute("itemprop") == Some("description"))
            && !node.hints(&["related", "teaser-list", "caption", "author"])
    });
    let by_class = marked.map(|(at, _)| dom.text(at)).find(|text| (20..=700).contains(&text.chars().count()));
    if let Some(text) = by_class {
        return text;
    }
    let described =
        metadata.meta(&["og:description", "description", "twitter:description"]).map(html::squeeze).unwrap_or_default();
    let first = paragraphs.iter().find(|paragraph| paragraph.text.chars().count() > 40);
    let opening: String = described.trim_end_matches(['.', '…', ' ']).chars().take(60).collect();
    let cut = described.ends_with('…') || described.ends_with("...");
    let repeats = first.is_some_and(|first| !opening.is_empty() && first.text.starts_with(&opening))
        || paragraphs.iter().take(4).any(|paragraph| paragraph.text.contains(&opening));
    if described.chars().count() < 40 || cut && repeats {
        return String::new();
    }
    described
}
