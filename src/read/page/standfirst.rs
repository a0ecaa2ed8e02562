//! The sentence or two between headline and body (German: Vorspann, French: chapô), or the points that stand there.

use super::body::Paragraph;
use super::dom::{Dom, Node};
use super::metadata::Metadata;
use crate::read::html;

/// Words of classes that a standfirst has.
const MARKS: [&str; 45] = [
    "standfirst",
    "stand-first",
    "article-lead",
    "article__lead",
    "article_lead",
    " lead ",
    "lead-text",
    "leadtext",
    "text-lead",
    "lead-in",
    "leadin",
    "_lead_",
    "lede",
    "article-intro",
    "article__intro",
    " intro ",
    "intro__text",
    "introtext",
    "introduction",
    "einleitung",
    "vorspann",
    "chapo",
    "chapeau",
    "subtitle",
    "sub-title",
    "sub_title",
    "subheadline",
    "sub-headline",
    "subheader",
    "subhead",
    "deck",
    " dek ",
    "-dek",
    "_dek",
    "entradilla",
    "epigraph",
    "excerpt",
    "strapline",
    "ingress",
    "sommaire",
    "summary",
    "synopsis",
    "teaser",
    "abstract",
    "bajada",
];

/// Words of classes of what stands near a headline and is none of the article's text.
const NOT: [&str; 22] = [
    "related",
    "recommend",
    "teaser-list",
    "teasers",
    "caption",
    "credit",
    "byline",
    "author",
    "comment",
    "share",
    "social",
    "breadcrumb",
    "image",
    "picture",
    "video",
    "player",
    "newsletter",
    "date",
    "menu",
    "nav",
    "label",
    "advert",
];

/// Characters of a standfirst.
const SIZE: std::ops::RangeInclusive<usize> = 16..=900;

/// Paragraphs of the body before which a standfirst stands.
const BEFORE: usize = 2;

/// The standfirst, empty if there is none, and whether it stands apart from the body's prose.
///
/// What is marked so or stands between headline and body comes first, then the page's description, unless that is how the body begins,
/// then a first paragraph that is all bold.
pub fn standfirst(
    dom: &Dom,
    metadata: &Metadata,
    headline: usize,
    paragraphs: &[Paragraph],
    container: Option<usize>,
) -> (String, bool) {
    let area = area(dom, headline, paragraphs, container);
    let described = descriptions(metadata);
    // A few words may be a label or a heading within the text, unless the description says them too.
    let trusted = |text: &String| {
        text.chars().count() >= 60 || described.is_empty() || described.iter().any(|known| known.contains(text.as_str()))
    };
    let body = container.map_or(0..0, |at| dom.inside(at));
    let about = || described.iter().find(|text| !begins_body(text, paragraphs)).cloned();
    let near = marked(dom, area.clone(), &trusted).or_else(|| under_headline(dom, area, &body).filter(&trusted));
    match near.or_else(|| repeated(paragraphs, &described).is_none().then(about).flatten()) {
        Some(text) => (text, true),
        None => (repeated(paragraphs, &described).or_else(|| bold(dom, paragraphs)).unwrap_or_default(), false),
    }
}

/// From the headline to the first paragraphs of the body.
fn area(dom: &Dom, headline: usize, paragraphs: &[Paragraph], container: Option<usize>) -> std::ops::Range<usize> {
    let end = container.map_or(dom.nodes.len(), |at| dom.inside(at).end);
    let long = paragraphs.iter().filter(|paragraph| paragraph.text.chars().count() >= 60 && paragraph.at > headline);
    let until = long.map(|paragraph| paragraph.at).nth(BEFORE).unwrap_or(end).min(end);
    headline..until.max(headline)
}

/// An element whose class says so.
fn marked(dom: &Dom, area: std::ops::Range<usize>, trusted: &dyn Fn(&String) -> bool) -> Option<String> {
    let at = area.clone().filter(|at| {
        let node = &dom.nodes[*at];
        !node.tag.is_empty()
            && *at > area.start
            && node.end <= area.end + 1
            && is_text(node)
            && (node.hints(&MARKS) || node.attribute("itemprop") == Some("description"))
    });
    at.filter(|at| dom.around(*at).take(6).all(|around| fits(&dom.nodes[around])))
        .map(|at| prose(dom, at))
        .find(|text| is_sized(text) && trusted(text))
}

fn is_text(node: &Node) -> bool {
    matches!(
        node.tag.as_str(),
        "p" | "div"
            | "span"
            | "h2"
            | "h3"
            | "h4"
            | "header"
            | "section"
            | "ul"
            | "strong"
            | "em"
            | "i"
            | "b"
            | "blockquote"
            | "hgroup"
    ) || node.tag.contains('-')
}

fn fits(node: &Node) -> bool {
    let holds = matches!(node.tag.as_str(), "main" | "article" | "body" | "html" | "#document" | "header");
    holds
        || !matches!(node.tag.as_str(), "figure" | "figcaption" | "aside" | "nav" | "footer" | "form" | "button")
            && !node.hints(&NOT)
}

fn is_sized(text: &str) -> bool {
    SIZE.contains(&text.chars().count()) || text.chars().count() >= 8 && text.chars().any(|c| c >= '\u{2e80}')
}

/// Text without what only machines, printers and people who want to share it see; points on lines of their own.
fn prose(dom: &Dom, at: usize) -> String {
    let points: Vec<String> = dom
        .inside(at)
        .filter(|inner| dom.nodes[*inner].tag == "li")
        .map(|inner| dom.text(inner))
        .filter(|text| !text.is_empty())
        .collect();
    if points.len() >= 2 {
        return points.join("\n");
    }
    dom.text_without(at, |inner| {
        let node = &dom.nodes[inner];
        !fits(node) || matches!(node.tag.as_str(), "h1" | "time" | "button" | "figure")
    })
}

/// A subheading or paragraph in the same element as the headline, or in the one that follows it, before the body begins.
fn under_headline(dom: &Dom, area: std::ops::Range<usize>, body: &std::ops::Range<usize>) -> Option<String> {
    let headline = area.start;
    if dom.nodes.get(headline).is_none_or(|node| node.tag != "h1") {
        return None;
    }
    let holder = dom.nodes[headline].parent;
    let end = dom.inside(holder).end.min(area.end);
    let near = (dom.inside(headline).end..end).filter(|at| {
        let tag = dom.nodes[*at].tag.as_str();
        matches!(tag, "h2" | "h3") || tag == "p" && !body.contains(at)
    });
    let near = near.take(3);
    let near = near.filter(|at| dom.around(*at).take_while(|around| *around != holder).all(|around| fits(&dom.nodes[around])));
    near.map(|at| prose(dom, at)).find(|text| text.chars().count() >= 40 && is_sized(text) && text.contains(' '))
}

/// What the page says that it is about, best first: whole texts only.
fn descriptions(metadata: &Metadata) -> Vec<String> {
    let data = metadata.ld("description").map(|text| html::squeeze(&text));
    let social = ["og:description", "twitter:description", "description"].map(|name| metadata.meta(&[name]).map(html::squeeze));
    let [social, other, plain] = social;
    let whole = |text: &String| !text.ends_with('…') && !text.ends_with("...") && !text.ends_with("[…]");
    let all: Vec<String> = [social, data, other, plain].into_iter().flatten().filter(|text| is_sized(text)).collect();
    let (whole, cut): (Vec<String>, Vec<String>) = all.into_iter().partition(whole);
    // A whole text of which another one is the beginning.
    let longer = |text: &String| {
        whole.iter().any(|other| other.len() > text.len() + 8 && other.starts_with(text.trim_end_matches(['.', '…', ' '])))
    };
    let mut best: Vec<String> = whole.iter().filter(|text| !longer(text)).cloned().collect();
    best.extend(cut);
    best
}

/// Whether a description is how the body begins, as machines fill it in.
fn begins_body(text: &str, paragraphs: &[Paragraph]) -> bool {
    let opening: String = text.trim_end_matches(['.', '…', ' ']).chars().take(60).collect();
    let cut =
        text.ends_with('…') || text.ends_with("...") || !text.ends_with(['.', '!', '?', '"', '”', '»', '。', '“', '’', ')']);
    cut && paragraphs.iter().take(4).any(|paragraph| paragraph.text.contains(&opening) && paragraph.text.len() > text.len())
}

/// A first paragraph that a description repeats.
fn repeated(paragraphs: &[Paragraph], described: &[String]) -> Option<String> {
    let first = paragraphs.iter().take(2).map(|paragraph| &paragraph.text);
    first.into_iter().find(|text| is_sized(text) && described.contains(text)).cloned()
}

/// A first paragraph that is bold from its first to its last character.
fn bold(dom: &Dom, paragraphs: &[Paragraph]) -> Option<String> {
    let first = paragraphs.first()?;
    let strong = dom.inside(first.at).filter(|at| matches!(dom.nodes[*at].tag.as_str(), "strong" | "b"));
    let weight: usize = strong.map(|at| dom.text(at).len()).max().unwrap_or(0);
    (weight * 10 >= first.text.len() * 9 && is_sized(&first.text) && paragraphs.len() > 2).then(|| first.text.clone())
}

#[cfg(test)]
mod tests {
    #[test]
    fn of_pages() {
        fn check(head: &str, body: &str, expected: &str) {
            let prose = "<p>The bridge over the Ilva was opened again on Tuesday, three years after a flood had carried away two of its piers.</p>".to_owned()
                + "<p>Some eighteen thousand cars are expected to cross it each day, among them many that had taken the motorway.</p>"
                + "<p>The work cost more than planned, and was paid for by the region, the city, and a fund for towns along the river.</p>";
            let html =
                format!("<html><head>{head}</head><body><main>{body}<div class=article-body>{prose}</div></main></body></html>");
            let page = super::super::read(html.as_bytes(), None, "https://a.example/").unwrap();
            assert_eq!(page.standfirst, expected, "{head}{body}");
        }
        let lead = "After three years of work the first cars crossed the river.";
        for class in ["standfirst", "lead", "chapo", "vorspann", "article__intro", "strapline", "entradilla"] {
            check("", &format!("<h1>Bridge reopens</h1><p class='{class}'>{lead}</p>"), lead);
        }
        check("", &format!("<header><h1>Bridge reopens</h1><h2>{lead}</h2></header>"), lead);
        check(
            "",
            "<h1>Bridge reopens</h1><ul class=summary-list><li>First cars cross.</li><li>It cost a lot.</li></ul>",
            "First cars cross.\nIt cost a lot.",
        );
        // A caption, a byline, a date are none.
        check(
            "",
            "<h1>Bridge reopens</h1><figure><div class=lead>The bridge at dawn, seen from the old town.</div></figure>",
            "",
        );
        check("", "<h1>Bridge reopens</h1><p class=byline>By Jo Doe, in the town by the river, at noon</p>", "");
        // The description, if it is a text of its own.
        let described = |text: &str| format!("<meta name=description content=\"{text}\">");
        check(&described(lead), "<h1>Bridge reopens</h1>", lead);
        check(&described("A small crisis."), "<h1>Bridge reopens</h1>", "");
        check(
            &described("The bridge over the Ilva was opened again on Tuesday, three years after…"),
            "<h1>Bridge reopens</h1>",
            "",
        );
    }
}
