//! A page as a flat list of elements in document order: every question about it is a loop, however deep it nests.

use std::ops::Range;

use scraper::{Html, Node as ScraperNode};

use crate::read::html;

/// Bytes of a page that are looked at.
const MAX_PAGE: usize = 4 << 20;

/// Elements of a page that are looked at.
const MAX_ELEMENTS: usize = 150_000;

/// Nesting beyond this is taken as this deep.
const MAX_DEPTH: usize = 400;

/// A parsed page.
pub struct Dom {
    /// In document order; a parent stands before its children.
    pub nodes: Vec<Node>,
}

/// An element, or a run of text (with an empty tag).
#[derive(Default)]
pub struct Node {
    /// Lower-case tag; empty for text.
    pub tag: String,
    /// Attributes; names in lower case.
    pub attributes: Vec<(String, String)>,
    /// Text of a text node.
    pub text: String,
    /// Index of the parent; 0 is its own.
    pub parent: usize,
    /// One past the last node inside.
    pub end: usize,
    /// Class, id and role in lower case, between spaces.
    pub hint: String,
}

impl Dom {
    /// Parses a page (WHATWG HTML, section 13.2, by html5ever).
    pub fn parse(text: &str) -> Self {
        let mut end = text.len().min(MAX_PAGE);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let document = Html::parse_document(&html::shallow(&text[..end], MAX_DEPTH));
        let mut nodes: Vec<Node> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for edge in document.tree.root().traverse() {
            match edge {
                ego_tree::iter::Edge::Open(found) => {
                    if nodes.len() >= MAX_ELEMENTS {
                        break;
                    }
                    let parent = open.last().copied().unwrap_or(0);
                    let node = match found.value() {
                        ScraperNode::Element(element) => {
                            let attributes: Vec<(String, String)> =
                                element.attrs().map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
                            let hint = hint(&attributes);
                            Node { tag: element.name().to_ascii_lowercase(), attributes, hint, parent, ..Node::default() }
                        }
                        ScraperNode::Text(text) => Node { text: text.to_string(), parent, ..Node::default() },
                        ScraperNode::Document | ScraperNode::Fragment => {
                            Node { tag: "#document".into(), parent, ..Node::default() }
                        }
                        _ => continue,
                    };
                    let at = nodes.len();
                    let container = !node.tag.is_empty();
                    nodes.push(node);
                    if container {
                        open.push(if open.len() < MAX_DEPTH { at } else { parent });
                    }
                }
                ego_tree::iter::Edge::Close(found) => {
                    let container =
                        matches!(found.value(), ScraperNode::Element(_) | ScraperNode::Document | ScraperNode::Fragment);
                    if container {
                        open.pop();
                    }
                }
            }
        }
        let mut dom = Self { nodes };
        dom.set_ends();
        dom
    }

    fn set_ends(&mut self) {
        for at in 0..self.nodes.len() {
            self.nodes[at].end = at + 1;
        }
        for at in (1..self.nodes.len()).rev() {
            let (parent, end) = (self.nodes[at].parent, self.nodes[at].end);
            if self.nodes[parent].end < end {
                self.nodes[parent].end = end;
            }
        }
    }

    /// Indices of the elements with that tag.
    pub fn tags<'d>(&'d self, tag: &'d str) -> impl Iterator<Item = usize> + 'd {
        (0..self.nodes.len()).filter(move |at| self.nodes[*at].tag == tag)
    }

    /// Everything inside an element, itself included.
    pub fn inside(&self, at: usize) -> Range<usize> {
        at..self.nodes.get(at).map_or(at, |node| node.end)
    }

    /// The element and what it is inside of, innermost first.
    pub fn around(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(at), move |at| {
            let parent = self.nodes.get(*at)?.parent;
            (parent != *at).then_some(parent)
        })
        .take(MAX_DEPTH)
    }

    /// Text on one line, without what is never text.
    pub fn text(&self, at: usize) -> String {
        self.text_without(at, |_| false)
    }

    /// Text on one line, without what is never text and the elements inside for which `skip` holds.
    pub fn text_without(&self, at: usize, skip: impl Fn(usize) -> bool) -> String {
        let mut text = String::new();
        let mut next = at;
        let end = self.inside(at).end;
        while next < end {
            let node = &self.nodes[next];
            if next != at && (silent(&node.tag) || !node.tag.is_empty() && skip(next)) {
                if !silent(&node.tag) && !INLINE.contains(&node.tag.as_str()) {
                    text.push(' ');
                }
                next = node.end;
                continue;
            }
            if node.tag.is_empty() {
                text.push_str(&node.text);
            } else if !INLINE.contains(&node.tag.as_str()) {
                text.push(' ');
            }
            next += 1;
        }
        html::squeeze(&text)
    }
}

/// Elements that do not part words.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "time", "u", "wbr",
];

/// Elements whose content is no text.
pub fn silent(tag: &str) -> bool {
    matches!(
        tag,
        "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "object" | "math" | "select" | "textarea" | "head"
    )
}

impl Node {
    /// An attribute's value, if it is there and not empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Whether class, id or role hold one of these words or word parts.
    pub fn hints(&self, words: &[&str]) -> bool {
        !self.hint.is_empty() && words.iter().any(|word| self.hint.contains(word))
    }
}

fn hint(attributes: &[(String, String)]) -> String {
    let mut hint = String::new();
    for name in ["class", "id", "role", "itemprop", "data-testid", "data-component"] {
        if let Some((_, value)) = attributes.iter().find(|(known, _)| known == name) {
            hint.push(' ');
            hint.push_str(&value.to_lowercase());
        }
    }
    if !hint.is_empty() {
        hint.push(' ');
    }
    hint
}
