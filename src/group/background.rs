//! What was common before the stream began: document frequencies of words, by language.
//!
//! Without it the first ten articles of a stream would make every word look rare. The table is made from word frequencies by
//! `scripts/background.py`; `data/background.md` says whose.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::features::space;
use super::terms::{Term, term};
use crate::text::language::family;
use crate::text::words;

/// So many articles are taken to have gone before.
pub const ARTICLES: f32 = 1_000.0;

/// Words that a text has, as far as the presence of a word goes: repeated ones count once.
const LENGTH: f32 = 150.0;

/// `language` lines, each followed by its words, commonest first, as `word centibels`: −10 × log10 of its share of all words.
const TABLE: &str = include_str!("background.txt");

/// Document frequencies of one space, of [`ARTICLES`].
pub type Frequencies = FxHashMap<Term, f32>;

/// By language family, made when first asked for.
static LINES: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut languages: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in TABLE.lines() {
        if let Some((language, words)) = line.split_once('\t') {
            languages.entry(family(language)).or_default().push(words);
        }
    }
    languages
});

/// Names and cognates, over all languages alike.
static SHARED: LazyLock<Frequencies> = LazyLock::new(|| {
    let mut shares: Frequencies = Frequencies::default();
    let languages = LINES.len() as f32;
    for (language, text, share) in
        languages_in_order().flat_map(|(language, words)| entries(words).map(move |(text, share)| (language, text, share)))
    {
        for word in words::words(text, language) {
            *shares.entry(term(space::NAMES, word.as_name())).or_default() += share / languages;
            if let Some(cognate) = word.cognate() {
                *shares.entry(term(space::COGNATES, cognate)).or_default() += share / languages;
            }
        }
    }
    shares.into_iter().map(|(term, share)| (term, frequency(share))).collect()
});

/// All lines of the table, always in the same order: sums of floating-point numbers depend on it.
fn languages_in_order() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter_map(|line| line.split_once('\t')).map(|(language, words)| (family(language), words))
}

fn entries(words: &str) -> impl Iterator<Item = (&str, f32)> {
    let mut level = 0.0;
    words.split(' ').filter_map(move |word| {
        // "word" or "=level", which holds for the words behind it.
        match word.strip_prefix('=') {
            Some(value) => level = 10f32.powf(-value.parse::<f32>().unwrap_or(9.0) / 10.0),
            None => return Some((word, level)),
        }
        None
    })
}

/// In how many of [`ARTICLES`] a word stands that has this share of all words.
fn frequency(share: f32) -> f32 {
    ARTICLES * (1.0 - (-share * LENGTH).exp())
}

/// Of the words of a language family; empty for one that the table does not have.
pub fn of_language(language: &str) -> Frequencies {
    let mut shares: Frequencies = Frequencies::default();
    let own = space::words(language);
    for (text, share) in LINES.get(language).into_iter().flatten().flat_map(|words| entries(words)) {
        for word in words::words(text, language) {
            if word.wide {
                word.pairs().for_each(|pair| *shares.entry(term(own, pair)).or_default() += share);
            } else if let Some(stem) = word.stem(language) {
                *shares.entry(term(own, stem)).or_default() += share;
            }
        }
    }
    shares.into_iter().map(|(term, share)| (term, frequency(share))).collect()
}

/// Of a name or a cognate.
pub fn of_shared(term: Term) -> f32 {
    SHARED.get(&term).copied().unwrap_or(0.0)
}

/// Small and round numbers stand everywhere.
static NUMBERS: LazyLock<Frequencies> = LazyLock::new(|| {
    let small = (1..1_000u64).map(|value| (value, 0.6 / value as f32));
    let round = [1_000u64, 10_000, 100_000, 1_000_000, 10_000_000, 1_000_000_000];
    let round = round.into_iter().flat_map(|unit| (1..10).map(move |times| (times * unit, 0.02 / times as f32)));
    small.chain(round).map(|(value, share)| (term(space::NUMBERS, &value.to_string()), ARTICLES * share.min(0.2))).collect()
});

/// Of a number.
pub fn of_number(term: Term) -> f32 {
    NUMBERS.get(&term).copied().unwrap_or(0.0)
}
