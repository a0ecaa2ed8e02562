//! The article's text as the page's own metadata gives it (schema.org `articleBody`): it says which blocks of the page belong.
//!
//! It is not simply taken as the text: it often lacks paragraphs, subheadings, or everything behind the first sentence.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::blocks::is_wide;
use super::metadata::Metadata;
use crate::read::html;

/// Words in a row that must occur in the guide; of a shorter line all.
const SHINGLE: usize = 4;

/// Bytes of it that are looked at.
const MAX: usize = 200_000;

/// What JSON-LD says the article's text is.
pub struct Guide {
    /// Paragraphs, where it kept them apart; else one.
    pub paragraphs: Vec<String>,
    shingles: HashSet<u64>,
}

impl Guide {
    /// The longest `articleBody` of the page.
    pub fn find(metadata: &Metadata) -> Option<Self> {
        let bodies = metadata.nodes.iter().filter_map(|node| node.get("articleBody")?.as_str());
        let longest = bodies.max_by_key(|body| body.len()).filter(|body| (100..=MAX).contains(&body.len()))?;
        let text = if longest.contains("&lt;") { html::plain(longest) } else { longest.to_owned() };
        let text = html::text(&text.replace('\n', "<br>"));
        let paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
        let words = words(&paragraphs.join(" "));
        let shingles = (1..=SHINGLE).flat_map(|length| shingles(&words, length)).collect();
        Some(Self { paragraphs, shingles })
    }

    /// Whether nearly all of a text stands in the guide.
    pub fn vouches(&self, text: &str) -> bool {
        let words = words(text);
        let asked: HashSet<u64> = shingles(&words, words.len().min(SHINGLE)).collect();
        !asked.is_empty() && asked.iter().filter(|shingle| self.shingles.contains(shingle)).count() * 5 >= asked.len() * 4
    }
}

/// Hashes of words in lower case; every sign of a script without spaces is a word.
fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    let mut word: Option<DefaultHasher> = None;
    for c in text.chars() {
        let alone = is_wide(c);
        if alone || !c.is_alphanumeric() {
            words.extend(word.take().map(|word| word.finish()));
        }
        if c.is_alphanumeric() {
            let hasher = word.get_or_insert_with(DefaultHasher::new);
            c.to_lowercase().for_each(|c| c.hash(hasher));
        }
        if alone {
            words.extend(word.take().map(|word| word.finish()));
        }
    }
    words.extend(word.map(|word| word.finish()));
    words
}

/// Hashes of so many words in a row.
fn shingles(words: &[u64], length: usize) -> impl Iterator<Item = u64> {
    words.windows(length.max(1)).map(|window| {
        let mut hasher = DefaultHasher::new();
        window.hash(&mut hasher);
        hasher.finish()
    })
}
