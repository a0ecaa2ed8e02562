//! An article as sparse vectors and event slots.

use std::collections::{BTreeMap, HashMap};

use super::Doc;
use super::slots::{self, Slots};
use crate::text::numbers::{self, NumberKind};
use crate::text::words;

/// Characters of the text that count as its body.
const BODY: usize = 3_000;
/// Characters of the text that count as its lead.
const LEAD: usize = 400;
/// Characters in which names and cognates are looked for.
const NAMES: usize = 2_000;
/// Characters in which numbers are looked for.
const NUMBERS: usize = 1_500;
/// A shingle is so many words.
const SHINGLE: usize = 4;

/// The kinds of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words of title (twice) and body.
    Body = 0,
    /// Words of title (twice) and lead.
    Lead = 1,
    /// Names.
    Names = 2,
    /// Numbers.
    Numbers = 3,
    /// Beginnings of words, across languages.
    Cognates = 4,
}

/// All of them.
pub const KINDS: [Kind; 5] = [Kind::Body, Kind::Lead, Kind::Names, Kind::Numbers, Kind::Cognates];

/// Terms as numbers; a term of one kind and language is another than the same letters elsewhere.
#[derive(Default)]
pub struct Vocabulary {
    ids: HashMap<String, u32>,
}

impl Vocabulary {
    fn id(&mut self, space: &str, term: &str) -> u32 {
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        *self.ids.entry(format!("{space}\u{1}{term}")).or_insert(next)
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }
}

/// What is compared of an article.
pub struct Features {
    /// Term and number of occurrences, by kind, sorted by term.
    pub terms: [Vec<(u32, f32)>; 5],
    /// Names in the headline.
    pub title_names: Vec<u32>,
    /// Facts that an event has one of.
    pub slots: Slots,
    /// Hashes of every four words in a row, sorted.
    pub shingles: Vec<u64>,
    /// Characters of the text.
    pub length: usize,
}

/// At most so many characters.
pub fn head(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(at, _)| &text[..at])
}

/// Features of an article.
pub fn extract(doc: &Doc<'_>, language: &str, vocabulary: &mut Vocabulary) -> Features {
    let title = words::stems(doc.title, language);
    let body_space = format!("w{language}");
    let weighted = |text: &str| {
        let mut terms = title.clone();
        terms.extend_from_slice(&title);
        terms.extend(words::stems(text, language));
        terms
    };
    let body = weighted(head(doc.text, BODY));
    let lead = weighted(head(doc.text, LEAD));
    let opening = format!("{}\n{}", doc.title, head(doc.text, NAMES));
    // A headline in title case has no names of its own: every word is capitalised.
    let names = words::names(&format!("{}\n{}", untitle(doc.title), head(doc.text, NAMES)));
    let numerals = numerals(&format!("{}\n{}", doc.title, head(doc.text, NUMBERS)));
    let title_names = words::names(&format!("x {}", untitle(doc.title)));
    let mut title_names: Vec<u32> = title_names.iter().map(|name| vocabulary.id("n", name)).collect();
    title_names.sort_unstable();
    title_names.dedup();
    Features {
        terms: [
            count(&body, &body_space, vocabulary),
            count(&lead, &body_space, vocabulary),
            count(&names, "n", vocabulary),
            count(&numerals, "#", vocabulary),
            count(&words::cognates(&opening), "c", vocabulary),
        ],
        title_names,
        slots: slots::extract(doc.title, head(doc.text, LEAD)),
        shingles: shingles(doc.text),
        length: doc.text.chars().take(BODY).count(),
    }
}

/// A headline in Title Case as if it had none: its capitals mean nothing.
fn untitle(title: &str) -> String {
    let long: Vec<&str> =
        title.split_whitespace().filter(|word| word.chars().count() > 3 && word.chars().all(char::is_alphabetic)).collect();
    let capital = long.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    if long.len() >= 4 && capital * 10 >= long.len() * 8 { title.to_lowercase() } else { title.to_owned() }
}

/// Numbers that could tell events apart: not one or two, not years.
fn numerals(text: &str) -> Vec<String> {
    let telling = |number: &&numbers::Number| match number.kind {
        NumberKind::Year | NumberKind::Label => false,
        NumberKind::Count | NumberKind::Percent | NumberKind::Money => number.value >= 3.0 || number.value.fract() != 0.0,
    };
    numbers::numbers(text).iter().filter(telling).map(|number| format!("{}", number.value)).collect()
}

fn count(terms: &[String], space: &str, vocabulary: &mut Vocabulary) -> Vec<(u32, f32)> {
    let mut counts: BTreeMap<u32, f32> = BTreeMap::new();
    for term in terms {
        *counts.entry(vocabulary.id(space, term)).or_default() += 1.0;
    }
    counts.into_iter().collect()
}

/// FNV-1a over the letters of four words in a row.
fn shingles(text: &str) -> Vec<u64> {
    let text = head(text, BODY);
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .flat_map(|word| {
            if word.chars().any(words::is_wide) { word.chars().map(String::from).collect() } else { vec![word.to_lowercase()] }
        })
        .collect();
    let hash = |words: &[String]| {
        let bytes = words.iter().flat_map(|word| word.bytes().chain([0]));
        bytes.fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    let mut hashes: Vec<u64> = words.windows(SHINGLE).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}
