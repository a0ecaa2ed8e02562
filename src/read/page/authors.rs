//! Who wrote the article: a set of names.

use super::dom::Dom;
use super::metadata::{Metadata, text_of};
use crate::read::html;

/// The authors, no name twice.
pub fn authors(dom: &Dom, metadata: &Metadata, site: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        for name in split_names(text) {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(&name)) && names.len() < 12 {
                names.push(name);
            }
        }
    };
    for author in metadata.ld_objects("author") {
        if let Some(name) = text_of(&author).filter(|name| !name.starts_with("http")) {
            add(&name);
        }
    }
    if names.is_empty() {
        let mut add = |text: &str| names.extend(split_names(text));
        for name in ["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"] {
            metadata.all_meta(name).filter(|text| !text.starts_with("http")).for_each(&mut add);
        }
    }
    if names.is_empty() {
        let marked = dom.nodes.iter().enumerate().filter(|(_, node)| {
            node.attribute("rel") == Some("author")
                || node.attribute("itemprop") == Some("author")
                || node.hints(&["author-name", "author__name", "byline-name", "article-author"])
        });
        let found: Vec<String> = marked
            .map(|(at, _)| dom.text(at))
            .filter(|text| text.chars().count() < 80)
            .take(6)
            .flat_map(|text| split_names(&text))
            .collect();
        names.extend(found);
    }
    let mut met = std::collections::HashSet::new();
    names.retain(|name| {
        met.insert(name.to_lowercase()) && (names_a_person(name) || site.is_empty() || !name.eq_ignore_ascii_case(site))
    });
    names
}

fn names_a_person(name: &str) -> bool {
    name.split_whitespace().count() >= 2
}

/// "By Jo Doe and Ann Lee" is two names.
fn split_names(text: &str) -> Vec<String> {
    let text = html::squeeze(text);
    let text = ["By ", "by ", "BY ", "Von ", "von ", "Par ", "Por ", "Di ", "Автор: ", "Autor: "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(&text)
        .to_owned();
    let parts = text.split([',', ';', '|', '/', '&']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" und "));
    let parts = parts.flat_map(|part| part.split(" et ")).flat_map(|part| part.split(" y "));
    parts
        .map(|part| part.trim().trim_matches(['.', '-']).trim().to_owned())
        .filter(|name| (2..=60).contains(&name.chars().count()) && !name.contains('@'))
        .collect()
}
