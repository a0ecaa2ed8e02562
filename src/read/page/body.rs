//! The article's own text, found by where the prose is.
//!
//! Paragraphs vote for what holds them, as in Arc90's Readability: a vote weighs by length and commas, less by how much of it is
//! links; classes and semantic elements tilt the balance. The text is then taken from the winner without what stands in it but
//! does not belong to it.

use super::boilerplate;
use super::dom::{Dom, silent};

/// Words of classes that article bodies have.
const BODY: [&str; 24] = [
    "articlebody",
    "article-body",
    "article__body",
    "article_body",
    "article-content",
    "article__content",
    "article-text",
    "article_text",
    "articletext",
    "entry-content",
    "post-content",
    "post-body",
    "story-body",
    "storybody",
    "story-content",
    "story__content",
    "story-text",
    "body-text",
    "bodytext",
    "field-name-body",
    "content-body",
    "news-text",
    "text-body",
    "rich-text",
];

/// Paragraphs shorter than this do not vote.
const VOTER: usize = 40;

/// A paragraph more than this share of which is links is a list of links.
const LINKS: f64 = 0.5;

/// A paragraph of the text.
pub struct Paragraph {
    /// The element that it stands in.
    pub at: usize,
    /// One line.
    pub text: String,
}

/// How text and links lie in an element's own paragraph, itself included.
struct Density {
    /// Characters.
    text: usize,
    /// Characters within links.
    links: usize,
}

/// The container of the article and the article's paragraphs in order.
pub fn extract(dom: &Dom, title: &str) -> (Option<usize>, Vec<Paragraph>) {
    let outside = outside(dom);
    let blocks = blocks(dom, &outside);
    let Some(container) = winner(dom, &blocks) else { return (None, Vec::new()) };
    let range = dom.inside(container);
    let folded = fold(title);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (at, text, density) in blocks {
        if !range.contains(&at) || boilerplate::line(&text) || boilerplate::says_translated(&text) {
            continue;
        }
        let linky = density.links as f64 > LINKS * density.text as f64;
        let heading = is_heading(&dom.nodes[at].tag);
        if linky && (density.text < 300 || density.links * 10 > density.text * 8) || heading && fold(&text) == folded {
            continue;
        }
        paragraphs.push(Paragraph { at, text });
    }
    trim_headings(dom, &mut paragraphs);
    (Some(container), paragraphs)
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_heading(tag: &str) -> bool {
    matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Headings over nothing: those at the end, and the first of two in a row.
fn trim_headings(dom: &Dom, paragraphs: &mut Vec<Paragraph>) {
    while paragraphs.last().is_some_and(|last| is_heading(&dom.nodes[last.at].tag)) {
        paragraphs.pop();
    }
}

/// For every node, whether it lies in something that is no part of an article.
fn outside(dom: &Dom) -> Vec<bool> {
    let prose = prose(dom);
    let mut outside = vec![false; dom.nodes.len()];
    for (at, node) in dom.nodes.iter().enumerate() {
        let inherited = at != node.parent && outside[node.parent];
        // A badly named wrapper around most of the prose is not boilerplate.
        let wraps = || !ALWAYS_OUTSIDE.contains(&node.tag.as_str()) && (node.hints(&BODY) || prose[at] * 5 > prose[0] * 2);
        outside[at] = inherited || !node.tag.is_empty() && boilerplate::outside(node) && !wraps();
    }
    outside
}

/// Elements that hold no article even if they hold most of a page's text.
const ALWAYS_OUTSIDE: [&str; 10] =
    ["nav", "footer", "button", "script", "style", "noscript", "svg", "iframe", "figure", "figcaption"];

/// Characters of paragraphs inside every node.
fn prose(dom: &Dom) -> Vec<usize> {
    let mut prose = vec![0; dom.nodes.len()];
    for at in (0..dom.nodes.len()).rev() {
        let node = &dom.nodes[at];
        if node.tag == "p" {
            let text: usize = dom.inside(at).map(|inner| dom.nodes[inner].text.len()).sum();
            prose[at] = if text >= VOTER { text } else { 0 };
        }
        if node.parent != at && !silent(&node.tag) {
            prose[node.parent] += prose[at];
        }
    }
    prose
}

/// Every run of text between block elements: its innermost block element, its text, its density.
fn blocks(dom: &Dom, outside: &[bool]) -> Vec<(usize, String, Density)> {
    let mut blocks: Vec<(usize, String, Density)> = Vec::new();
    let mut current: Option<(usize, String, Density)> = None;
    let mut block_of = vec![0usize; dom.nodes.len()];
    let mut linked = vec![false; dom.nodes.len()];
    let mut skip_to = 0;
    for (at, node) in dom.nodes.iter().enumerate() {
        if at < skip_to {
            continue;
        }
        if silent(&node.tag) {
            skip_to = node.end;
            continue;
        }
        let parent = node.parent;
        let (inherited_block, inherited_link) = if at == parent { (0, false) } else { (block_of[parent], linked[parent]) };
        let is_block = !node.tag.is_empty() && !is_inline(&node.tag);
        block_of[at] = if is_block { at } else { inherited_block };
        linked[at] = inherited_link || node.tag == "a";
        if node.tag == "br" || is_block {
            flush(&mut blocks, current.take());
        }
        if node.tag.is_empty() && !outside[at] {
            let block = block_of[at];
            if current.as_ref().is_some_and(|(owner, ..)| *owner != block) {
                flush(&mut blocks, current.take());
            }
            let (_, text, density) = current.get_or_insert_with(|| (block, String::new(), Density { text: 0, links: 0 }));
            let length = node.text.chars().filter(|c| !c.is_whitespace()).count();
            text.push_str(&node.text);
            density.text += length;
            density.links += if linked[at] { length } else { 0 };
        }
    }
    flush(&mut blocks, current);
    blocks
}

fn flush(blocks: &mut Vec<(usize, String, Density)>, current: Option<(usize, String, Density)>) {
    if let Some((at, text, density)) = current {
        let text = crate::read::html::squeeze(&text);
        if !text.is_empty() {
            blocks.push((at, text, density));
        }
    }
}

fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "cite"
            | "code"
            | "del"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "wbr"
            | "img"
            | "nobr"
            | "big"
            | "tt"
            | "dfn"
            | "var"
            | "samp"
    )
}

/// The element that holds the article.
fn winner(dom: &Dom, blocks: &[(usize, String, Density)]) -> Option<usize> {
    let mut scores = vec![0.0f64; dom.nodes.len()];
    for (at, text, density) in blocks {
        // A character of a script without spaces says as much as three of another one.
        let wide =
            text.chars().filter(|c| ('\u{2e80}'..='\u{9fff}').contains(c) || ('\u{ac00}'..='\u{d7af}').contains(c)).count();
        let length = density.text + 2 * wide;
        if length < VOTER || boilerplate::line(text) || is_heading(&dom.nodes[*at].tag) {
            continue;
        }
        let commas = text.chars().filter(|c| matches!(c, ',' | '，' | '、' | ';' | '،')).count();
        let plain = 1.0 - density.links as f64 / density.text.max(1) as f64;
        let vote = (1.0 + commas.min(6) as f64 * 0.5 + (length as f64 / 100.0).min(5.0)) * plain * plain;
        let voter =
            if matches!(dom.nodes[*at].tag.as_str(), "p" | "pre" | "li" | "blockquote") { dom.nodes[*at].parent } else { *at };
        for (distance, holder) in dom.around(voter).take(6).enumerate() {
            let share = [1.0, 0.75, 0.45, 0.3, 0.2, 0.1][distance];
            scores[holder] += vote * share;
        }
    }
    let weight = |at: usize| {
        let node = &dom.nodes[at];
        let by_tag = match node.tag.as_str() {
            "article" => 1.25,
            "main" => 1.05,
            "body" | "html" | "#document" => 0.5,
            "li" | "ul" | "ol" | "td" | "blockquote" => 0.6,
            _ => 1.0,
        };
        by_tag * if node.hints(&BODY) { 1.5 } else { 1.0 }
    };
    let best = (0..dom.nodes.len())
        .filter(|at| scores[*at] > 0.0)
        .max_by(|one, other| (scores[*one] * weight(*one)).total_cmp(&(scores[*other] * weight(*other))).then(other.cmp(one)))?;
    Some(widen(dom, best, &scores))
}

/// Goes up while the parent holds clearly more of the prose: articles are cut into sections by advertisements.
fn widen(dom: &Dom, best: usize, scores: &[f64]) -> usize {
    let mut at = best;
    for parent in dom.around(best).skip(1).take(4) {
        if matches!(dom.nodes[parent].tag.as_str(), "body" | "html" | "#document") {
            break;
        }
        if scores[parent] > scores[at] * 0.95 {
            at = parent;
        } else {
            break;
        }
    }
    at
}
