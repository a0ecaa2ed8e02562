//! The words of a sentence, and which of its numbers count nothing: ages, measures, shares.

use std::ops::Range;

use super::counted::{Role, is};
use super::people;
use crate::text::fold::fold;
use crate::text::language::joins;
use crate::text::numbers;

/// A word, folded, and where it stands.
pub type Word = (Range<usize>, String);

/// A number that may count something.
pub struct Count {
    /// How many.
    pub value: f64,
    /// Bytes of the sentence.
    pub span: Range<usize>,
    /// Its words.
    pub words: Range<usize>,
}

/// What stands between a part and the number that it is of: "eight of the 20 passengers", "osam od 20 putnika".
const OF: &str = "of out the their its der von den des les sur de los las dei delle dos das od van iz z ze";

/// Parts that are no number.
const SOME: &str = "one some many most several half third quarter few none each einer eine eines einige viele kaum jedan jedna jedno nekoliko vecina polovina un une uno una quelques plusieurs varios algunos alcuni een enkele";

/// "Eight of the 20": eight are counted, in the place of all; of "one of the 20", none.
pub fn take_parts(counts: &mut Vec<Count>, words: &[Word]) {
    let of = |word: &str| OF.split(' ').any(|known| known == word);
    counts.retain(|count| {
        let mut before = words[..count.words.start].iter().rev().map(|(_, word)| word.as_str()).peekable();
        let mut some = false;
        while before.next_if(|word| of(word)).is_some() {
            some = before.peek().is_some_and(|word| SOME.split(' ').any(|known| known == *word));
        }
        !some
    });
    let mut at = 1;
    while at < counts.len() {
        let (part, all) = (&counts[at - 1], &counts[at]);
        let between = words.get(part.words.end..all.words.start).unwrap_or_default();
        if part.value < all.value && (1..=3).contains(&between.len()) && between.iter().all(|(_, word)| of(word)) {
            let part = counts.remove(at - 1);
            counts[at - 1] = Count { words: part.words.start..counts[at - 1].words.end, ..part };
        } else {
            at += 1;
        }
    }
}

/// "Eight students and two teachers": ten.
pub fn add_up(counts: &mut Vec<Count>, words: &[Word], family: &str) {
    let kind = |at: usize| words.get(at).is_some_and(|(_, word)| people::kind(word).is_some());
    let mut at = 1;
    while at < counts.len() {
        let (one, other) = (&counts[at - 1], &counts[at]);
        let joined = other.words.start.checked_sub(1).is_some_and(|and| joins(&words[and].1, family));
        let gap = other.words.start.saturating_sub(one.words.end);
        let last = (other.words.end..other.words.end + 2).rfind(|at| kind(*at));
        match last.filter(|_| joined && (2..=3).contains(&gap) && kind(other.words.start - 2)) {
            Some(last) => {
                let (value, span) = (one.value + other.value, one.span.start..words[last].0.end);
                counts[at - 1] = Count { value, span, words: one.words.start..last + 1 };
                counts.remove(at);
            }
            None => at += 1,
        }
    }
}

/// "One in five", "nine in ten": shares.
pub fn drop_shares(counts: &mut Vec<Count>, words: &[Word]) {
    let spans: Vec<Range<usize>> = counts.iter().map(|count| count.words.clone()).collect();
    let word = |place: usize| words.get(place).map_or("", |(_, word)| word.as_str());
    let begins = |place: usize| spans.iter().any(|span| span.start == place);
    let ends =
        |place: usize| spans.iter().any(|span| span.end == place) || place.checked_sub(1).is_some_and(|at| word(at) == "one");
    counts.retain(|count| {
        let part = word(count.words.end) == "in" && begins(count.words.end + 1);
        let whole = count.words.start.checked_sub(1).is_some_and(|place| word(place) == "in" && ends(place));
        !part && !whole
    });
}

/// Whether the words behind a number say that it is a time, a length or how often: "two days", "6 a.m.", "five times".
pub fn measures(after: &[Word]) -> bool {
    let clock = || matches!(after, [(_, one), (_, other), ..] if matches!((one.as_str(), other.as_str()), ("a" | "p", "m") | ("o", "clock")));
    after.first().is_some_and(|(_, word)| is(word, Role::Measure)) || clock()
}

/// Whether a number stands between commas or in brackets behind a word, as ages do: "The driver, 34, died", "Der Fahrer (52) starb".
pub fn is_age(sentence: &str, number: &numbers::Number) -> bool {
    let (before, after) = (&sentence[..number.span.start], &sentence[number.span.end..]);
    let letters = |text: &str| text.ends_with(char::is_alphabetic);
    let set_off = before.strip_suffix(", ").is_some_and(letters) && after.starts_with(',')
        || before.strip_suffix(" (").is_some_and(letters) && after.starts_with(')');
    set_off && (10.0..120.0).contains(&number.value)
}

/// Whether a number is how old somebody is: "two boys aged 12 and 14".
pub fn is_aged(words: &[Word], place: usize, family: &str) -> bool {
    let before = |back: usize| place.checked_sub(back).and_then(|at| words.get(at)).map_or("", |(_, word)| word.as_str());
    let aged = |back: usize| ["aged", "ages", "age", "alter", "starosti", "dobi", "edad", "eta"].contains(&before(back));
    let named = |back: usize| aged(back) || ["von", "od", "de", "di"].contains(&before(back)) && aged(back + 1);
    named(1) || joins(before(1), family) && named(3)
}

/// Whether a word goes on behind a number, as ages and sizes do: "34-godišnjak", "34-летний", "a 12-car crash". An ending is no such word ("31-en").
pub fn is_part_of_word(sentence: &str, number: &numbers::Number, family: &str) -> bool {
    let rest = sentence[number.span.end..].strip_prefix(['-', '‑', '–']);
    let letters = rest.map_or(0, |rest| rest.chars().take_while(|c| c.is_alphabetic()).count());
    letters >= if family == "hu" { 5 } else { 4 }
}

/// Whether it is how old an English "woman of 71" is.
pub fn is_age_of(words: &[Word], place: usize, number: &numbers::Number) -> bool {
    let before = |back: usize| place.checked_sub(back).and_then(|at| words.get(at)).map_or("", |(_, word)| word.as_str());
    let single = |back: usize| matches!(before(back), "a" | "an" | "the");
    let many = [
        "crew", "crowd", "family", "group", "number", "party", "staff", "team", "toll", "total", "maximum", "minimum", "average",
        "mob",
    ];
    before(1) == "of"
        && (10.0..110.0).contains(&number.value)
        && (single(3) || single(4))
        && !many.contains(&before(2))
        && !is(before(2), Role::Toll)
}

/// The words of a sentence, in order.
pub fn words_of(sentence: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from..at, fold(&sentence[from..at])));
                start = None;
            }
            _ => {}
        }
    }
    words
}
