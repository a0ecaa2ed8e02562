//! An article as counted terms and event slots.

use rustc_hash::FxHashSet;

use super::Doc;
use super::copies::Sketch;
use super::facts::{self, Facts};
use super::genre;
use super::places::{self, Capitals, Places};
use super::slots::{self, Slots};
use super::terms::{self, Term, term};
use crate::text::numbers::{self, NumberKind};
use crate::text::words::{self, Word, first};

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
/// Fewer words than this are no headline by which a text could be known.
const HEADLINE: usize = 3;
/// The opening of a text is so many words; a teaser may have no more.
const OPENING: usize = 8;

/// The kinds of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words of title (twice) and body.
    Body = 0,
    /// Names.
    Names = 1,
    /// Numbers.
    Numbers = 2,
    /// Beginnings of words, across languages.
    Cognates = 3,
    /// Words of title (twice) and lead.
    Lead = 4,
}

/// All of them.
pub const KINDS: [Kind; 5] = [Kind::Body, Kind::Names, Kind::Numbers, Kind::Cognates, Kind::Lead];

/// Spaces of terms: the same letters mean other things in each.
pub mod space {
    /// Names of all languages.
    pub const NAMES: u64 = 1;
    /// Numbers.
    pub const NUMBERS: u64 = 2;
    /// Cognates of all languages.
    pub const COGNATES: u64 = 3;

    /// Words of one language.
    pub fn words(language: &str) -> u64 {
        language.bytes().fold(7, |space, byte| space.wrapping_mul(257).wrapping_add(u64::from(byte)))
    }
}

/// What is compared of an article.
pub struct Features {
    /// Terms and their counts by kind, sorted by term.
    pub terms: [Vec<(Term, u32)>; 5],
    /// Stems of capitalised words of the headline, and whether the text has them for names: whoever or whatever it is about is among them.
    pub headline: Vec<(Term, bool)>,
    /// Where the headline is a list: stems of what stands before it, as far as the text has them. What says nothing of the matters is in no text.
    pub label: Option<Vec<Term>>,
    /// Facts that an event has one of.
    pub slots: Slots,
    /// Facts that it mostly has one of.
    pub facts: Facts,
    /// A sample of every four words in a row.
    pub sketch: Sketch,
    /// Hash of the headline with the opening of the text; 0 where either is too short to know a text by.
    pub opening: u32,
    /// Characters of the text, [`BODY`] at most.
    pub length: usize,
}

/// Features of an article.
pub fn extract(doc: &Doc<'_>, language: &str) -> Features {
    let body = first(doc.text, BODY);
    let (lead_end, names_end) = (first(body, LEAD).len(), first(body, NAMES).len());
    let title = words::words(doc.title, language);
    let words = words::words(body, language);
    let own = space::words(language);

    let title_stems = stems(&title, language, own);
    let in_lead = until(&words, lead_end);
    let lead = [&*title_stems, &*title_stems, &*stems(in_lead, language, own)].concat();
    let whole = [&*lead, &*stems(&words[in_lead.len()..], language, own)].concat();
    // A headline in title case has no names of its own: every word is capitalised.
    let cased = !in_title_case(&title);
    let title_names = title.iter().filter(|word| word.name && cased);
    let body_names = until(&words, names_end).iter().filter(|word| word.name);
    let names = terms::count(title_names.chain(body_names).map(|word| term(space::NAMES, word.as_name())).collect());
    // In German every noun has a capital.
    let tells_names = |word: &&Word| word.name && language != "de";
    let names_of_text: FxHashSet<&str> = until(&words, names_end).iter().filter(tells_names).map(|word| &*word.folded).collect();
    let of_headline = title.iter().filter(|word| word.capital);
    let cognates = title.iter().chain(until(&words, names_end)).filter_map(Word::cognate);
    let cognates = terms::count(cognates.map(|letters| term(space::COGNATES, letters)).collect());
    let numerals = numerals(doc.title, language).into_iter().chain(numerals(first(body, NUMBERS), language));
    let numerals = terms::count(numerals.map(|numeral| term(space::NUMBERS, &numeral)).collect());
    let opening_text = first(body, places::REACH);
    let capitals = if cased { Capitals::Headline } else { Capitals::TitleCase };
    let places = Places::of((doc.title, &title, capitals), (opening_text, until(&words, opening_text.len())), language);
    let label = genre::label_of_list(doc.title, language).map(|label| {
        let of_text = stems(&words, language, own);
        let label = stems(&words::words(label, language), language, own);
        label.into_iter().filter(|stem| of_text.contains(stem)).collect()
    });
    Features {
        label,
        terms: [terms::count(whole), names, numerals, cognates, terms::count(lead)],
        headline: of_headline
            .filter_map(|word| Some((term(own, word.stem(language)?), names_of_text.contains(&*word.folded))))
            .collect(),
        slots: slots::extract((doc.title, &body[..lead_end], &body[lead_end..]), language, cased, &places),
        facts: facts::extract(
            doc.title,
            first(body, facts::REACH),
            title.iter().chain(until(&words, first(body, facts::REACH).len())),
            language,
            &places,
        ),
        opening: opening(&title, &words),
        sketch: sketch(&words),
        length: body.chars().count(),
    }
}

/// The words that begin before a byte position.
fn until<'w, 't>(words: &'w [Word<'t>], end: usize) -> &'w [Word<'t>] {
    &words[..words.partition_point(|word| word.at < end)]
}

fn stems(words: &[Word], language: &str, space: u64) -> Vec<Term> {
    let mut stems = Vec::with_capacity(words.len());
    for word in words {
        if word.wide {
            stems.extend(word.pairs().map(|pair| term(space, pair)));
        } else if let Some(stem) = word.stem(language) {
            stems.push(term(space, stem));
        }
    }
    stems
}

/// Whether nearly all longer words of a headline are capitalised.
fn in_title_case(words: &[Word]) -> bool {
    let long: Vec<&Word> = words.iter().filter(|word| word.folded.chars().nth(3).is_some() && !word.wide).collect();
    let capital = long.iter().filter(|word| word.capital).count();
    long.len() >= 4 && capital * 10 >= long.len() * 8
}

/// Numbers that could tell events apart: not one or two, not years.
fn numerals(text: &str, language: &str) -> Vec<String> {
    let telling = |number: &&numbers::Number| match number.kind {
        NumberKind::Year | NumberKind::Label => false,
        NumberKind::Count | NumberKind::Percent | NumberKind::Money => number.value >= 3.0 || number.value.fract() != 0.0,
    };
    numbers::numbers(text, language).iter().filter(telling).map(|number| format!("{}", number.value)).collect()
}

/// Words as numbers; of a script without spaces, each character is one.
fn parts(words: &[Word]) -> Vec<u64> {
    let mut parts: Vec<u64> = Vec::with_capacity(words.len());
    for word in words {
        if word.wide {
            parts.extend(word.folded.chars().map(|c| u64::from(u32::from(c))));
        } else {
            parts.push(word.folded.bytes().fold(5381, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)));
        }
    }
    parts
}

fn hash(parts: &[u64]) -> u32 {
    let joined = parts
        .iter()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, part| (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29));
    u32::try_from(joined.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32).unwrap_or_default()
}

/// A sample of all four words in a row.
fn sketch(words: &[Word]) -> Sketch {
    Sketch::new(parts(words).windows(SHINGLE).map(|shingle| hash(shingle) >> 8).collect())
}

/// One number for the headline and the opening of the text; 0 where either is too short.
fn opening(title: &[Word], words: &[Word]) -> u32 {
    let (mut headline, text) = (parts(title), parts(&words[..words.len().min(OPENING)]));
    if headline.len() < HEADLINE || text.len() < OPENING {
        return 0;
    }
    headline.extend(&text[..OPENING]);
    hash(&headline).max(1)
}
