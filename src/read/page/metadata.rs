//! What a page says of itself: JSON-LD (schema.org), Open Graph (ogp.me), meta elements, microdata.

use serde_json::Value;

use super::dom::Dom;
use crate::read::html;

/// Everything that metadata gives, raw.
#[derive(Debug, Default)]
pub struct Metadata {
    /// `meta` elements: name, property or itemprop in lower case, and content.
    pub meta: Vec<(String, String)>,
    /// The JSON-LD node of the article.
    pub article: Option<Value>,
    /// All JSON-LD nodes, for references by `@id`.
    pub nodes: Vec<Value>,
}

/// Nodes taken from JSON-LD.
const MAX_NODES: usize = 500;

/// Bytes of one JSON-LD block.
const MAX_BLOCK: usize = 1 << 20;

/// Collects a page's metadata.
pub fn collect(dom: &Dom) -> Metadata {
    let mut metadata = Metadata::default();
    for at in dom.tags("meta").take(500) {
        let node = &dom.nodes[at];
        let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| node.attribute(key));
        if let (Some(name), Some(content)) = (name, node.attribute("content")) {
            metadata.meta.push((name.to_lowercase(), html::plain(content)));
        }
    }
    for at in dom.tags("script") {
        let ld = dom.nodes[at].attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
        if ld {
            let source: String = dom.inside(at).skip(1).map(|inner| dom.nodes[inner].text.as_str()).collect();
            if source.len() <= MAX_BLOCK {
                flatten(parse(&source), &mut metadata.nodes, 0);
            }
        }
    }
    metadata.article = metadata.nodes.iter().find(|node| is_article(node)).cloned();
    metadata
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
    if nodes.len() >= MAX_NODES || depth > 6 {
        return;
    }
    match value {
        Value::Array(list) => list.into_iter().for_each(|item| flatten(item, nodes, depth + 1)),
        Value::Object(mut object) => {
            let graph = object.remove("@graph");
            let main = object.get("mainEntity").filter(|entity| entity.is_object()).cloned();
            if object.contains_key("@type") {
                nodes.push(Value::Object(object));
            }
            graph.into_iter().chain(main).for_each(|inner| flatten(inner, nodes, depth + 1));
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

    /// What an `@id` refers to.
    fn follow(&self, value: Value) -> Value {
        let reference = value.as_object().filter(|object| object.len() == 1).and_then(|object| object.get("@id"));
        let target = reference.and_then(|id| self.nodes.iter().find(|node| node.get("@id") == Some(id)));
        target.cloned().unwrap_or(value)
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
