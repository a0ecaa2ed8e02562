//! What a page says of itself: JSON-LD (schema.org), Open Graph (ogp.me), meta elements, microdata.

use std::collections::HashMap;

use serde_json::Value;

use super::dom::Dom;
use crate::read::html;

/// Everything that metadata gives, raw.
#[derive(Debug, Default)]
pub struct Metadata {
    /// `meta` elements, then microdata and RDFa of the article: name or property in lower case, and value.
    pub meta: Vec<(String, String)>,
    /// The JSON-LD node of the article.
    pub article: Option<Value>,
    /// All JSON-LD nodes, for references by `@id`.
    pub nodes: Vec<Value>,
    /// Place in `nodes` by `@id`.
    ids: HashMap<String, usize>,
}

/// Nodes taken from JSON-LD.
const MAX_NODES: usize = 500;

/// Bytes of one JSON-LD block.
const MAX_BLOCK: usize = 1 << 20;

/// Nodes within nodes are taken down to here.
const MAX_DEPTH: usize = 6;

/// Properties of a JSON-LD node behind which nodes of interest stand.
const BRANCHES: [&str; 5] = ["@graph", "mainEntity", "mainEntityOfPage", "image", "associatedMedia"];

/// Properties of an article that microdata and RDFa are read for (schema.org, in lower case).
const PROPERTIES: [&str; 7] = ["headline", "author", "creator", "datepublished", "datemodified", "description", "image"];

/// Collects a page's metadata.
pub fn collect(dom: &Dom) -> Metadata {
    let mut metadata = Metadata::default();
    for at in dom.tags("meta").take(500) {
        let node = &dom.nodes[at];
        let name = ["property", "name", "http-equiv"].iter().find_map(|key| node.attribute(key));
        if let (Some(name), Some(content)) = (name, node.attribute("content")) {
            metadata.meta.push((name.to_lowercase(), html::plain(content)));
        }
    }
    microdata(dom, &mut metadata.meta);
    for at in dom.tags("script") {
        let ld = dom.nodes[at].attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
        if ld {
            let source: String = dom.inside(at).skip(1).map(|inner| dom.nodes[inner].text.as_str()).collect();
            if source.len() <= MAX_BLOCK {
                flatten(parse(&source), &mut metadata.nodes, 0);
            }
        }
    }
    for (at, node) in metadata.nodes.iter().enumerate() {
        let size = |node: &Value| node.as_object().map_or(0, serde_json::Map::len);
        if let Some(id) = node.get("@id").and_then(Value::as_str) {
            let known = metadata.ids.entry(id.to_owned()).or_insert(at);
            // Of several, the one that says most.
            if size(node) > size(&metadata.nodes[*known]) {
                *known = at;
            }
        }
    }
    metadata.article = article(&metadata.nodes).cloned();
    metadata
}

/// The node of the article that the page is about: one with a headline before one without, then the first.
fn article(nodes: &[Value]) -> Option<&Value> {
    let weight = |node: &Value| ["headline", "datePublished", "author"].iter().filter(|key| node.get(**key).is_some()).count();
    let articles = nodes.iter().filter(|node| is_article(node));
    articles.reduce(|best, other| if weight(other) > weight(best) && best.get("headline").is_none() { other } else { best })
}

/// Microdata (HTML, section 5) and RDFa of the article, not of the photos, comments and people in it.
fn microdata(dom: &Dom, meta: &mut Vec<(String, String)>) {
    for (at, node) in dom.nodes.iter().enumerate() {
        let named = node.attribute("itemprop").or_else(|| node.attribute("property").filter(|_| node.tag != "meta"));
        let Some(named) = named else { continue };
        for name in named.split_whitespace().take(4) {
            let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
            if PROPERTIES.contains(&name.as_str())
                && meta.len() < 1_000
                && belongs_to_article(dom, at)
                && let Some(value) = value(dom, at)
            {
                meta.push((name, value));
            }
        }
    }
}

/// Whether the innermost item around an element is the article or the page.
fn belongs_to_article(dom: &Dom, at: usize) -> bool {
    let item = |around: &usize| dom.nodes[*around].attributes.iter().any(|(name, _)| name == "itemscope" || name == "typeof");
    let around = dom.around(at).skip(1).find(item);
    around.is_none_or(|around| {
        let kind = dom.nodes[around].attribute("itemtype").or_else(|| dom.nodes[around].attribute("typeof")).unwrap_or_default();
        kind.is_empty()
            || ["Article", "Posting", "WebPage", "CreativeWork", "Report", "Review"].iter().any(|known| kind.ends_with(known))
    })
}

/// What a property says: its attribute, the name or address of the item behind it, or its text.
fn value(dom: &Dom, at: usize) -> Option<String> {
    let node = &dom.nodes[at];
    let attribute = ["content", "datetime", "src"].iter().find_map(|name| node.attribute(name)).map(html::plain);
    let item = node.attributes.iter().any(|(name, _)| name == "itemscope" || name == "typeof");
    let inner = |prop: &str| {
        let inside = dom.inside(at).skip(1).find(|inner| dom.nodes[*inner].attribute("itemprop") == Some(prop))?;
        let node = &dom.nodes[inside];
        Some(node.attribute("content").map_or_else(|| dom.text(inside), html::plain))
    };
    let text = || if item { inner("name").or_else(|| inner("url")) } else { Some(dom.text(at)) };
    attribute.or_else(text).filter(|text| !text.is_empty() && text.len() < 4_000)
}

/// JSON as pages carry it: line breaks in strings, comments around it, semicolons behind it.
fn parse(source: &str) -> Value {
    let trimmed = source.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let trimmed = trimmed.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    serde_json::from_str(trimmed)
        .or_else(|_| {
            let clean: String = trimmed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            serde_json::from_str(&clean)
        })
        .unwrap_or(Value::Null)
}

fn flatten(value: Value, nodes: &mut Vec<Value>, depth: usize) {
    if nodes.len() >= MAX_NODES || depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(list) => list.into_iter().for_each(|item| flatten(item, nodes, depth + 1)),
        Value::Object(mut object) => {
            let graph = object.remove("@graph");
            let branches: Vec<Value> =
                BRANCHES.iter().filter_map(|key| object.get(*key).filter(|inner| !inner.is_string()).cloned()).collect();
            if object.contains_key("@type") {
                nodes.push(Value::Object(object));
            }
            graph.into_iter().chain(branches).for_each(|inner| flatten(inner, nodes, depth + 1));
        }
        _ => {}
    }
}

fn types(node: &Value) -> Vec<&str> {
    match node.get("@type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is_article(node: &Value) -> bool {
    types(node)
        .iter()
        .any(|name| name.ends_with("Article") || name.ends_with("Posting") || *name == "Report" || *name == "Review")
}

impl Metadata {
    /// The first `meta` of these names, in this order.
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        names
            .iter()
            .find_map(|name| self.meta.iter().find(|(known, value)| known == name && !value.is_empty()))
            .map(|(_, value)| value.as_str())
    }

    /// All `meta` of that name.
    pub fn all_meta<'m>(&'m self, name: &'m str) -> impl Iterator<Item = &'m str> {
        self.meta.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A text of the article's JSON-LD node.
    pub fn ld(&self, key: &str) -> Option<String> {
        self.article.as_ref().and_then(|article| text_of(article.get(key)?))
    }

    /// The object, or objects, behind a key of the article's node, references followed.
    pub fn ld_objects(&self, key: &str) -> Vec<Value> {
        let value = self.article.as_ref().and_then(|article| article.get(key));
        let list = match value {
            Some(Value::Array(list)) => list.clone(),
            Some(other) => vec![other.clone()],
            None => Vec::new(),
        };
        list.into_iter().map(|item| self.follow(item)).collect()
    }

    /// All nodes of a type.
    pub fn nodes_of<'m>(&'m self, kind: &'m str) -> impl Iterator<Item = &'m Value> {
        self.nodes.iter().filter(move |node| types(node).contains(&kind))
    }

    /// What an `@id` refers to, if the node there says more.
    fn follow(&self, value: Value) -> Value {
        let (id, known) = match &value {
            Value::Object(object) => (object.get("@id").and_then(Value::as_str), object.len()),
            Value::String(id) => (Some(id.as_str()), 0),
            _ => (None, 0),
        };
        let target = id.and_then(|id| self.ids.get(id)).map(|at| &self.nodes[*at]);
        target.filter(|node| node.as_object().is_some_and(|object| object.len() > known)).cloned().unwrap_or(value)
    }
}

/// A value as text: a string, the first of a list, or the name of an object.
pub fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => html::plain(text),
        Value::Array(list) => return list.iter().find_map(text_of),
        Value::Object(object) => return ["name", "url", "@id"].iter().find_map(|key| text_of(object.get(*key)?)),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}
