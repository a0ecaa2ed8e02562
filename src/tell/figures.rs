//! What the reports of a story count, and where they disagree.
//!
//! Precise rather than complete: a figure is a number beside a word for what news counts (dead, injured, arrested, …), in any of
//! the languages of [`COUNTED`], or a quake's magnitude; clauses on events of earlier years have none. Reports conflict on it only if no number that one gives
//! may be one of the other: "about three" may be two, and "at least four" six, but not three.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use super::Document;
use super::counted::{self, ABOARD, COUNTED, MAGNITUDE, PROTESTERS, Role, is};
use super::magnitudes;
use super::phrases::{self, Bound};
use crate::model::{Figure, FigureValue};
use crate::text::fold::fold;
use crate::text::language::{self, family};
use crate::text::numbers::{self, NumberKind};
use crate::text::sentences;
use crate::text::words::first;

/// Characters of a report that are looked at: what it opens with is its own state of knowledge.
const DEPTH: usize = 1_200;

/// Characters of a headline that are.
const HEADLINE: usize = 300;

/// Words between a number and what it counts.
const REACH: usize = 4;

/// The same where people are counted by a verb at the end of its clause.
const CLAUSE: usize = 12;

/// An event that is further back than this is another one, if its year is named.
const RECENT: TimeDelta = TimeDelta::days(60);

/// Protesters from whom on they are a crowd, on whose number reports differ, and not some of it.
const CROWD: f64 = 100.0;

struct Mention {
    counted: usize,
    value: f64,
    written: String,
    /// An estimate or a bound.
    vague: bool,
    bound: Option<Bound>,
}

impl Mention {
    fn what(&self) -> &'static str {
        COUNTED[self.counted].0
    }

    /// What the number may be, its own rounding aside.
    fn range(&self) -> (f64, f64) {
        match self.bound {
            Some(Bound::Least) => (self.value, f64::INFINITY),
            Some(Bound::Most) => (0.0, self.value),
            // Nobody counts a crowd; one estimate is still not the other.
            None if self.what() == PROTESTERS && self.vague => (self.value / 1.5, self.value * 1.5),
            None if self.what() == PROTESTERS => (self.value / 1.1, self.value * 1.1),
            // Two seismologists differ by a tenth.
            None if self.what() == MAGNITUDE => (self.value - 0.051, self.value + 0.051),
            None if self.vague => (0.0, f64::INFINITY),
            None => (self.value, self.value),
        }
    }
}

/// Figures that at least one report gives; conflicting ones first, then those that most reports give.
pub fn find(documents: &[Document<'_>]) -> Vec<Figure> {
    let mentions: Vec<Vec<Mention>> = documents.iter().map(mentions_of).collect();
    let mut figures: Vec<Figure> = Vec::new();
    for (counted, (name, _)) in COUNTED.iter().enumerate() {
        let mut values: Vec<FigureValue> = Vec::new();
        let mut given: Vec<(usize, Vec<&Mention>)> = Vec::new();
        let of = |at: usize| mentions[at].iter().filter(|mention| mention.counted == counted).collect::<Vec<_>>();
        let (copies, originals): (Vec<usize>, Vec<usize>) = (0..documents.len()).partition(|at| documents[*at].copy);
        let told: Vec<&Mention> = originals.iter().flat_map(|at| of(*at)).collect();
        for at in 0..documents.len() {
            let own = of(at);
            // The text of a copy is another's, its headline may be its own.
            let repeated = copies.contains(&at) && own.iter().any(|mention| told.iter().any(|other| fit(mention, other)));
            if let Some(first) = own.first().filter(|_| !repeated) {
                values.push(FigureValue { value: first.written.clone(), report: at });
                given.push((at, own));
            }
        }
        if values.is_empty() {
            continue;
        }
        let conflict =
            given.iter().enumerate().any(|(at, (_, one))| given.iter().skip(at + 1).any(|(_, other)| disagree(one, other)));
        figures.push(Figure { what: (*name).to_owned(), values, conflict });
    }
    figures.sort_by_key(|figure| (!figure.conflict, std::cmp::Reverse(figure.values.len())));
    figures
}

/// What a report counts: as its text says, unless its headline has a number that stands nowhere in the text. Headlines are corrected first.
fn mentions_of(document: &Document<'_>) -> Vec<Mention> {
    let text = first(document.text, DEPTH);
    let language = document.language.map(str::to_owned).or_else(|| language::detect(document.text)).unwrap_or_default();
    let told = Told { family: family(&language), published: document.published };
    let mut headed = of_sentence(first(document.title, HEADLINE), told);
    if headed.is_empty() && document.copy {
        return headed;
    }
    let mut found = mentions(text, told);
    let ones = words_of(text).into_iter().filter(|(span, _)| numbers::is_one(&text[span.clone()], told.family)).map(|_| 1.0);
    let given: Vec<f64> = numbers::numbers(text, told.family).into_iter().map(|number| number.value).chain(ones).collect();
    headed.retain(|head| {
        let told = found.iter().any(|mention| mention.counted == head.counted);
        !told
            || !given.contains(&head.value) && !found.iter().any(|mention| mention.counted == head.counted && fit(mention, head))
    });
    found.retain(|mention| !document.copy && !headed.iter().any(|head| head.counted == mention.counted));
    headed.extend(found);
    headed
}

/// Whether two numbers may be one.
fn fit(one: &Mention, other: &Mention) -> bool {
    let apart = (one.value - other.value).abs() / one.value.max(other.value).max(1.0);
    apart < 1e-9 || (one.vague || other.vague) && apart <= 0.1
}

/// Whether no number of one report may be one of the other.
fn disagree(one: &[&Mention], other: &[&Mention]) -> bool {
    let meet = |a: &Mention, b: &Mention| a.range().0 <= b.range().1 && b.range().0 <= a.range().1;
    !one.iter().any(|a| other.iter().any(|b| meet(a, b)))
}

/// By whom and when something is told.
#[derive(Clone, Copy)]
struct Told<'a> {
    /// Family of the language.
    family: &'a str,
    published: Option<DateTime<Utc>>,
}

fn mentions(text: &str, told: Told<'_>) -> Vec<Mention> {
    let mut found = Vec::new();
    for range in sentences::sentences_in(text, told.family) {
        if let Some(sentence) = text.get(range) {
            found.extend(of_sentence(sentence, told));
        }
    }
    found
}

/// A word, folded, and where it stands.
type Word = (Range<usize>, String);

/// A number that counts something.
struct Count {
    value: f64,
    /// Bytes of the sentence.
    span: Range<usize>,
    /// Its words.
    words: Range<usize>,
}

fn of_sentence(sentence: &str, told: Told<'_>) -> Vec<Mention> {
    let words = words_of(sentence);
    let numbers = numbers::numbers(sentence, told.family);
    let counts = counts_of(sentence, &words, &numbers, told.family);
    let mut found = counted_in(sentence, &words, &counts, told);
    let number = COUNTED.iter().position(|(name, _)| *name == MAGNITUDE);
    let magnitudes = magnitudes::find(sentence, &words, &numbers).into_iter().filter_map(|(value, span)| {
        let mention = Mention { counted: number?, value, written: sentence[span.clone()].to_owned(), vague: false, bound: None };
        Some((span, mention))
    });
    found.extend(magnitudes);
    let past = past_of(sentence, &words, &numbers, told.published);
    // What comes behind a clause on the past goes on with it, unless that only compares; where it counts nothing itself, the whole sentence does.
    let has_count = |clause: &Range<usize>| counts.iter().any(|count| clause.contains(&count.span.start));
    let gone = |(clause, compares): &(Range<usize>, bool)| match (compares, has_count(clause)) {
        (true, _) => clause.clone(),
        (false, true) => clause.start..sentence.len(),
        (false, false) => 0..sentence.len(),
    };
    let gone: Vec<Range<usize>> = past.iter().map(gone).collect();
    found
        .into_iter()
        .filter(|(span, _)| !gone.iter().any(|gone| gone.contains(&span.start)))
        .map(|(_, mention)| mention)
        .collect()
}

/// What a sentence counts, and where each number stands.
fn counted_in(sentence: &str, words: &[Word], counts: &[Count], told: Told<'_>) -> Vec<(Range<usize>, Mention)> {
    // Every counting word takes the nearest number, rather before it than after it; every number is taken once.
    let mut taken: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for place in 0..words.len() {
        let Some(counted) = counted_at(words, place) else { continue };
        let crowd = COUNTED[counted].0 == PROTESTERS;
        let near = counts.iter().enumerate().filter(|(_, count)| !crowd || count.value >= CROWD);
        let near = near.filter_map(|(at, count)| Some((distance(sentence, words, place, count, told)?, at)));
        if let Some((distance, at)) = near.min() {
            // Of "four passengers died" the number says how many died.
            let distance = if crowd || COUNTED[counted].0 == ABOARD { distance + 2 * REACH } else { distance };
            let known = taken.entry(at).or_insert((distance, counted));
            if distance < known.0 {
                *known = (distance, counted);
            }
        }
    }
    let mention = |(at, (_, counted)): (usize, (usize, usize))| {
        let count = &counts[at];
        let before: Vec<&str> = words[..count.words.start].iter().map(|(_, word)| word.as_str()).collect();
        let bound = phrases::bound(&before).map(|(bound, _)| bound);
        let vague = bound.is_some() || before.iter().rev().take(3).any(|word| is(word, Role::Vague));
        let written = sentence[count.span.clone()].to_owned();
        (count.span.clone(), Mention { counted, value: count.value, written, vague, bound })
    };
    taken.into_iter().map(mention).collect()
}

/// Clauses of a sentence that name a year that is not the report's, or say that what they tell is long ago; and whether they only compare.
fn past_of(
    sentence: &str,
    words: &[Word],
    numbers: &[numbers::Number],
    published: Option<DateTime<Utc>>,
) -> Vec<(Range<usize>, bool)> {
    let of_now = |year: f64| published.is_none_or(|published| year >= f64::from((published - RECENT).year()));
    let past = |clause: &Range<usize>, own: &[&str]| {
        let dated = |number: &numbers::Number| {
            number.kind == NumberKind::Year && clause.contains(&number.span.start) && !of_now(number.value)
        };
        numbers.iter().any(dated) || phrases::is_long_ago(own)
    };
    let clauses = clauses_of(sentence).into_iter().filter_map(|clause| {
        let own =
            words.iter().filter(|(span, _)| clause.contains(&span.start)).map(|(_, word)| word.as_str()).collect::<Vec<_>>();
        past(&clause, &own).then(|| (clause, phrases::compares(&own)))
    });
    clauses.collect()
}

/// What stands between commas, dashes and brackets.
fn clauses_of(sentence: &str) -> Vec<Range<usize>> {
    let (mut clauses, mut start) = (Vec::new(), 0);
    for (at, sign) in sentence.char_indices() {
        let spaced = || sentence[at + sign.len_utf8()..].starts_with(char::is_whitespace);
        let hyphen = || sign == '-' && sentence[..at].ends_with(char::is_whitespace);
        if matches!(sign, '(' | ')' | '—' | '–') || (matches!(sign, ',' | ';' | ':') || hyphen()) && spaced() {
            clauses.push(start..at);
            start = at;
        }
    }
    clauses.push(start..sentence.len());
    clauses
}

/// The numbers of a sentence that may count something, in order.
fn counts_of(sentence: &str, words: &[Word], numbers: &[numbers::Number], family: &str) -> Vec<Count> {
    let at = |byte: usize| words.partition_point(|(span, _)| span.start < byte);
    let counts = numbers.iter().filter(|number| {
        let whole = number.kind == NumberKind::Count && number.value.fract() == 0.0;
        whole
            && !is_age(sentence, number)
            && !is_part_of_word(sentence, number, family)
            && !is_age_of(words, at(number.span.start), number)
    });
    let mut counts: Vec<Count> = counts
        .map(|number| {
            let end = at(number.span.end);
            // "12-en" is one word in Hungarian, "17-year-old" counts nobody.
            let ending =
                family == "hu" && words.get(end).is_some_and(|(span, word)| span.start == number.span.end + 1 && word.len() < 4);
            let ending = ending && sentence[number.span.end..].starts_with('-');
            Count { value: number.value, span: number.span.clone(), words: at(number.span.start)..end + usize::from(ending) }
        })
        .collect();
    for (place, (span, _)) in words.iter().enumerate() {
        let known = numbers.iter().any(|number| number.span.start < span.end && span.start < number.span.end);
        if !known && numbers::is_one(&sentence[span.clone()], family) && is_one(words, place) {
            counts.push(Count { value: 1.0, span: span.clone(), words: place..place + 1 });
        }
    }
    counts.retain(|count| !measures(&words[count.words.end..]));
    // "One in five": a share.
    let starts: Vec<usize> = counts.iter().map(|count| count.words.start).collect();
    let is_in = |place: usize| family == "en" && words.get(place).is_some_and(|(_, word)| word == "in");
    let one = |place: usize| {
        place
            .checked_sub(1)
            .and_then(|at| words.get(at))
            .is_some_and(|(_, word)| matches!(word.as_str(), "one" | "nine") || !numbers::numbers(word, family).is_empty())
    };
    counts.retain(|count| {
        let of_others = is_in(count.words.end) && starts.contains(&(count.words.end + 1));
        let others = count.words.start.checked_sub(1).is_some_and(|place| is_in(place) && one(place));
        !of_others && !others
    });
    counts.sort_by_key(|count| count.span.start);
    counts
}

/// Whether the words behind a number say that it is a time, a length or how often: "two days", "6 a.m.", "five times".
fn measures(after: &[Word]) -> bool {
    let clock = || matches!(after, [(_, one), (_, other), ..] if matches!((one.as_str(), other.as_str()), ("a" | "p", "m") | ("o", "clock")));
    after.first().is_some_and(|(_, word)| is(word, Role::Measure)) || clock()
}

/// Whether a word for one, an article in many languages, counts: "one person", "one dead", not "one of them" nor "no one".
fn is_one(words: &[Word], place: usize) -> bool {
    let before = place.checked_sub(1).and_then(|before| words.get(before)).map_or("", |(_, word)| word);
    let not = [
        "no", "not", "any", "every", "the", "this", "that", "each", "last", "first", "second", "nijedna", "niti", "ni", "kein",
        "keine",
    ];
    let next = words.get(place + 1).is_some_and(|(_, word)| {
        let person =
            ["person", "persona", "personne", "pessoa", "persoon", "ember", "embert", "oseba", "covjek", "chovek", "chelovek"];
        word.starts_with("osob") || person.contains(&word.as_str()) || counted_at(words, place + 1).is_some()
    });
    next && !not.contains(&before)
}

/// What the word at this place counts.
fn counted_at(words: &[Word], place: usize) -> Option<usize> {
    let word = &words.get(place)?.1;
    let before = &words[place.saturating_sub(3)..place];
    if is(word, Role::Life) {
        // Lives are lost.
        let lost = before.iter().chain(words.get(place + 1)).any(|(_, word)| is(word, Role::Lost));
        return lost.then_some(0);
    }
    // "Floods kill 31", but nobody is dead of what may kill so many.
    let might = ["to", "not", "could", "would", "should", "may", "might", "will", "can", "must", "ll", "t", "soon"];
    if word == "kill" && before.last().is_some_and(|(_, word)| might.contains(&word.as_str())) {
        return None;
    }
    let toll = word != "death" || words.get(place + 1).is_some_and(|(_, word)| is(word, Role::Toll));
    counted::counted(word).filter(|_| toll)
}

/// How far a number is from the word at `place`, if that counts by it.
fn distance(sentence: &str, words: &[Word], place: usize, count: &Count, told: Told<'_>) -> Option<usize> {
    let (word, number) = (&words[place].0, &count.span);
    let before = place >= count.words.end;
    let (gap, inner) = if before {
        (number.end..word.start, count.words.end..place)
    } else {
        (word.end..number.start, place + 1..count.words.start)
    };
    // What stands in another clause counts something else.
    let inner = words.get(inner)?;
    if sentence.get(gap)?.contains([',', ';', ':', '(', ')', '—', '–']) {
        return None;
    }
    let crowd = |word: &str| counted::counted(word).is_some_and(|counted| COUNTED[counted].0 == PROTESTERS);
    let between = |word: &str| is(word, Role::Between) || is(word, Role::Person) || is(word, Role::Vague) || crowd(word);
    let own: Vec<&str> = inner.iter().map(|(_, word)| word.as_str()).collect();
    let bounding = if before { 0 } else { phrases::bound(&own).map_or(0, |(_, words)| words) };
    let plain = own[..own.len() - bounding].iter().all(|word| between(word));
    if before {
        let reach = if plain { 2 * REACH } else { CLAUSE };
        return (inner.len() < reach && (plain || ends_clause(sentence, inner, told))).then_some(inner.len() + 1);
    }
    let thing = words.get(count.words.end).is_some_and(|(_, word)| is(word, Role::Thing));
    let toll = words[place.saturating_sub(3)..place].iter().chain(words.get(place + 1)).any(|(_, word)| is(word, Role::Toll));
    if toll {
        // What begins a thought in other languages is a preposition or an auxiliary in these.
        let romance = matches!(told.family, "fr" | "es" | "it" | "pt" | "ro" | "ca" | "gl");
        let broken = inner.iter().any(|(_, word)| is(word, if romance { Role::RomanceBreak } else { Role::Break }));
        return (inner.len() < CLAUSE
            && !thing
            && !broken
            && (leads(inner, told) || leads(&inner[..inner.len() - bounding], told) || told.family == "hu"))
            .then_some(1);
    }
    // "Protestovalo je 20.000 ljudi", but not what protesters did to 300 of anything.
    let people = words.get(count.words.end).is_some_and(|(_, word)| is(word, Role::Person));
    (plain && !thing && inner.len() - bounding < REACH && (people || !crowd(&words[place].1))).then_some(2 * (inner.len() + 1))
}

/// Whether the words between a toll and a number lead from one to the other: "has risen to", "est de"; not "has risen by", "a augmenté de".
fn leads(inner: &[Word], told: Told<'_>) -> bool {
    let mut back = inner.iter().rev().map(|(_, word)| word.as_str()).filter(|word| !is(word, Role::Vague));
    match back.next() {
        // Up by so many, in Russian and Ukrainian.
        Some("na") if matches!(told.family, "ru" | "uk" | "be") => false,
        // "From", "by", and "the milestone of".
        Some("de" | "of") => back.next().is_none_or(|word| is(word, Role::Lead) || is(word, Role::Toll)),
        Some(word) => is(word, Role::Lead),
        None => false,
    }
}

/// Whether words behind a number are people, an auxiliary and where or how it happened, up to the verb: "Menschen sind bei einem Brand".
fn ends_clause(sentence: &str, inner: &[Word], told: Told<'_>) -> bool {
    let mut rest = inner.iter().peekable();
    let early = rest.next_if(|(_, word)| is(word, Role::Auxiliary)).is_some();
    while rest.next_if(|(_, word)| is(word, Role::Between) && !is(word, Role::Auxiliary)).is_some() {}
    let people = rest.next().is_some_and(|(_, word)| is(word, Role::Person));
    let people = people && (early || told.family == "hu" || rest.next().is_some_and(|(_, word)| is(word, Role::Auxiliary)));
    // "a" is Serbian for "and", and the Hungarian article.
    let broken = |word: &str| is(word, Role::Break) && !(told.family == "hu" && word == "a");
    let number = |span: &Range<usize>| !numbers::numbers(&sentence[span.clone()], told.family).is_empty();
    people && rest.all(|(span, word)| !broken(word) && !number(span))
}

/// Whether a number stands between commas or in brackets behind a word, as ages do: "The driver, 34, died", "Der Fahrer (52) starb".
fn is_age(sentence: &str, number: &numbers::Number) -> bool {
    let (before, after) = (&sentence[..number.span.start], &sentence[number.span.end..]);
    let letters = |text: &str| text.ends_with(char::is_alphabetic);
    let set_off = before.strip_suffix(", ").is_some_and(letters) && after.starts_with(',')
        || before.strip_suffix(" (").is_some_and(letters) && after.starts_with(')');
    set_off && (10.0..120.0).contains(&number.value)
}

/// Whether a word goes on behind a number, as ages and sizes do: "34-godišnjak", "34-летний", "a 12-car crash". An ending is no such word ("31-en").
fn is_part_of_word(sentence: &str, number: &numbers::Number, family: &str) -> bool {
    let rest = sentence[number.span.end..].strip_prefix(['-', '‑', '–']);
    let letters = rest.map_or(0, |rest| rest.chars().take_while(|c| c.is_alphabetic()).count());
    letters >= if family == "hu" { 5 } else { 4 }
}

/// Whether it is how old an English "woman of 71" is.
fn is_age_of(words: &[Word], place: usize, number: &numbers::Number) -> bool {
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

fn words_of(sentence: &str) -> Vec<Word> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check_in(language: &str, text: &str, expected: &[(&str, f64)]) {
        let told = Told { family: family(language), published: DateTime::from_timestamp(1_790_000_000, 0) };
        let found: Vec<(&str, f64)> = mentions(text, told).iter().map(|found| (COUNTED[found.counted].0, found.value)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn ages_are_no_tolls() {
        let check = |language: &str, text: &str| check_in(language, text, &[]);
        check("hr", "Poginuo je 34-godišnjak.");
        check("sl", "Umrl je 34-letnik.");
        check("ru", "Погиб 34-летний водитель.");
        check("pl", "Zginął 34-latek.");
        check("sk", "Zahynul 34-ročný vodič.");
        check("sq", "Ka vdekur 34-vjeçari.");
    }

    #[test]
    fn what_is_counted() {
        let check = |text: &str, expected: &[(&str, f64)]| check_in("en", text, expected);
        check("Three people died and 12 were injured.", &[("dead", 3.0), ("injured", 12.0)]);
        check("The driver, 34, died at the scene.", &[]);
        check("Der Fahrer (52) wurde festgenommen.", &[]);
        check("One in five people died. Nine in ten passengers died.", &[]);
        check("A woman of 71 died in the fire on Tuesday.", &[]);
        check("A crowd of 71 people died in the fire.", &[("dead", 71.0)]);
        check("In all, 34 people died.", &[("dead", 34.0)]);
        check("Four passengers died.", &[("dead", 4.0)]);
        check("There were 45 passengers on board.", &[("passengers", 45.0)]);
        check("One person died and twenty-two were hurt.", &[("dead", 1.0), ("injured", 22.0)]);
        check("No one was killed.", &[]);
        check("One of them died later.", &[]);
        check("The death toll rose by two to nine.", &[("dead", 9.0)]);
        check("The storm claimed 14 lives.", &[("dead", 14.0)]);
        check("The surgeons saved 14 lives.", &[]);
        check("Fire killed three, injured 12 and destroyed 30 houses.", &[("dead", 3.0), ("injured", 12.0)]);
        check("Three villages were evacuated.", &[]);
    }

    #[test]
    fn what_other_events_counted_is_no_figure() {
        let check = |language: &str, text: &str, expected: &[(&str, f64)]| check_in(language, text, expected);
        check("en", "In May 2017 a flood in Orlo killed 31 people.", &[]);
        check("en", "Forty people died in a flood there 12 years ago.", &[]);
        check("en", "On 20 September 2026 a flood killed 31 people.", &[("dead", 31.0)]);
        check("de", "Bei einem Hochwasser im Jahr 2017 starben 31 Menschen.", &[]);
        check("hr", "U poplavi 2017. godine poginula je 31 osoba.", &[]);
        check("en", "The plant will cut 200 jobs by 2028.", &[("jobs", 200.0)]);
    }

    #[test]
    fn what_is_counted_in_many_languages() {
        let dead = |language: &str, texts: &[&str], value: f64| {
            texts.iter().for_each(|text| check_in(language, text, &[("dead", value)]))
        };
        dead(
            "hr",
            &[
                "Tri osobe su poginule u Marportu.",
                "3 osobe su poginule.",
                "Poginule su tri osobe.",
                "Troje ljudi je poginulo.",
                "Broj poginulih porastao je na tri.",
                "Tri su osobe sinoć u sudaru kod Marporta poginule.",
                "Tri osobe izgubile su život.",
                "Smrtno su stradale tri osobe.",
                "Tri žrtve lavine.",
            ],
            3.0,
        );
        dead("hr", &["Četiri osobe su poginule.", "Četvero ljudi je poginulo.", "Poginula su četvorica rudara."], 4.0);
        dead("sr", &["Најмање троје људи је погинуло.", "Погинуле су три особе.", "Број мртвих порастао је на три."], 3.0);
        dead("sr", &["Погинуло је деветоро људи.", "Poginulo je devetoro ljudi.", "Devet ljudi je preminulo."], 9.0);
        dead("sr", &["Poginulo je dvadeset dvoje ljudi.", "Dvadeset i dva čoveka su poginula."], 22.0);
        dead("sr", &["Jedna osoba je poginula.", "Poginula je jedna osoba."], 1.0);
        dead(
            "sl",
            &[
                "Umrli so trije ljudje.",
                "Trije ljudje so v nesreči umrli.",
                "V lavini so umrle tri osebe.",
                "Število mrtvih se je povečalo na tri.",
                "Tri osebe so izgubile življenje.",
            ],
            3.0,
        );
        dead(
            "hu",
            &[
                "Hárman meghaltak.",
                "Három ember meghalt a balesetben.",
                "3 ember életét vesztette.",
                "A halottak száma háromra emelkedett.",
                "A halálos áldozatok száma 3-ra nőtt.",
                "Három ember a helyszínen meghalt.",
                "Három halott van.",
            ],
            3.0,
        );
        dead(
            "sq",
            &["Tre persona vdiqën.", "Tre njerëz humbën jetën.", "Numri i viktimave arriti në tre.", "Tre të vdekur në Marport."],
            3.0,
        );
        dead(
            "de",
            &[
                "Drei Menschen sind bei Marport gestorben.",
                "Drei Menschen kamen ums Leben.",
                "Bei dem Brand kamen drei Menschen ums Leben.",
                "Die Zahl der Toten ist auf drei gestiegen.",
                "Drei Menschen wurden am Sonntag bei einem Unfall getötet.",
                "Drei Menschen verloren ihr Leben.",
            ],
            3.0,
        );
        dead("de", &["Ein Toter in Marport.", "Eine Person starb."], 1.0);
        dead(
            "en",
            &[
                "Three people lost their lives.",
                "The number of dead has risen to three.",
                "A death toll of at least three was given.",
            ],
            3.0,
        );
        dead("fr", &["Trois personnes sont mortes.", "Trois personnes ont perdu la vie.", "Le bilan est de trois morts."], 3.0);
        dead("es", &["Tres personas murieron.", "Tres personas perdieron la vida."], 3.0);
        dead("it", &["Tre persone sono morte.", "Tre morti nel crollo."], 3.0);
        dead("pt", &["Três pessoas morreram.", "Três mortos em Marport."], 3.0);
        dead("pl", &["Zginęły trzy osoby.", "Troje ludzi zginęło."], 3.0);
        dead("nl", &["Drie mensen zijn omgekomen.", "Drie mensen kwamen om het leven."], 3.0);
        dead("bg", &["Трима души са загинали.", "Загинаха трима."], 3.0);
        let check = check_in;
        check("sr", "Povređeno je 12 osoba, a uhapšeno pet.", &[("injured", 12.0), ("arrested", 5.0)]);
        check("hr", "Ozlijeđeno je 14 osoba. Uhićeno je 7 osoba.", &[("injured", 14.0), ("arrested", 7.0)]);
        check("hr", "Ozlijeđene su tri osobe.", &[("injured", 3.0)]);
        check("hr", "Bez struje je ostalo 40.000 kućanstava.", &[("households", 40_000.0)]);
        check("sl", "Brez elektrike je ostalo 25.000 gospodinjstev.", &[("households", 25_000.0)]);
        check("sl", "Aretirali so 8 oseb. Poškodovanih je 15 ljudi.", &[("arrested", 8.0), ("injured", 15.0)]);
        check("sl", "Poškodovanih je 30 hiš.", &[]);
        check("sl", "V nesreči sta umrla dva človeka, pet je ranjenih.", &[("dead", 2.0), ("injured", 5.0)]);
        check("hu", "Négyen meghaltak, 12-en megsérültek.", &[("dead", 4.0), ("injured", 12.0)]);
        check("sq", "Pesë persona vdiqën dhe 12 u lënduan.", &[("dead", 5.0), ("injured", 12.0)]);
        check("de", "Drei Menschen wurden verletzt und zwei Häuser evakuiert.", &[("injured", 3.0)]);
        check("sr", "Tri osobe su rekle da je vozač poginuo.", &[]);
        check("sr", "17-godišnja osoba je poginula.", &[]);
        check("hu", "A 17 éves fiú meghalt.", &[]);
    }

    #[test]
    fn a_rise_a_factor_and_a_time_are_no_toll() {
        let check = check_in;
        check("en", "The death toll is five times that of last week.", &[]);
        check("en", "The death toll rose by five.", &[]);
        check("en", "The death toll rose by two to nine.", &[("dead", 9.0)]);
        check("en", "The death toll has risen to five times what it was.", &[]);
        check("en", "Deaths rose to five times the usual number.", &[]);
        check("en", "He died around 6 a.m. in Kessel.", &[]);
        check("en", "Three died at five o'clock.", &[("dead", 3.0)]);
        check("en", "He died two days later.", &[]);
        check("en", "The victims died three days later in hospital.", &[]);
        check("en", "She was injured 12 hours before.", &[]);
        check("en", "The number of dead rose from five to nine.", &[("dead", 9.0)]);
        check("en", "The death toll in three days of fighting rose to 12.", &[("dead", 12.0)]);
        check("en", "The toll of the dead reached five villages.", &[]);
        check("de", "Die Zahl der Toten stieg auf das fünfmal Höhere.", &[]);
        check("de", "Die Zahl der Toten ist um fünf gestiegen.", &[]);
        check("de", "Die Zahl der Toten stieg um zwei auf neun.", &[("dead", 9.0)]);
        check("de", "Die Zahl der Toten liegt auf fünf Mal so hohem Stand.", &[]);
        check("de", "Er starb zwei Tage später.", &[]);
        check("hr", "Broj mrtvih porastao je za pet.", &[]);
        check("hr", "Broj mrtvih porastao je za dva na devet.", &[("dead", 9.0)]);
        check("hr", "Broj mrtvih porastao je na pet puta više.", &[]);
        check("sr", "Број мртвих је порастао пет пута.", &[]);
        check("fr", "Le bilan des morts a augmenté de cinq.", &[]);
        check("fr", "Le nombre de morts est passé de cinq à neuf.", &[("dead", 9.0)]);
        check("fr", "Le nombre de morts est de cinq fois plus.", &[]);
        check("fr", "Le bilan est de cinq morts.", &[("dead", 5.0)]);
        check("es", "El número de muertos aumentó en cinco.", &[]);
        check("es", "El número de muertos pasó de cinco a nueve.", &[("dead", 9.0)]);
        check("es", "El número de muertos es cinco veces mayor.", &[]);
        check("it", "Il numero dei morti è cinque volte più alto.", &[]);
        check("it", "Il numero dei morti è salito da cinque a nove.", &[("dead", 9.0)]);
        check("pt", "O número de mortos subiu em cinco.", &[]);
        check("pt", "O número de mortos é cinco vezes maior.", &[]);
        check("nl", "Het aantal doden is vijf keer zo hoog.", &[]);
        check("nl", "Het aantal doden steeg met vijf tot negen.", &[("dead", 9.0)]);
        check("ru", "Число погибших выросло на пять.", &[]);
        check("ru", "Число погибших выросло с 5 до 9.", &[("dead", 9.0)]);
        check("ru", "Число погибших в пять раз выше.", &[]);
        check("uk", "Щонайменше 12 людей поранено.", &[("injured", 12.0)]);
        check("ru", "12 жителей погибли, пять дней спустя умерли 7 детей.", &[("dead", 12.0), ("dead", 7.0)]);
        check("ro", "Cel puțin 12 persoane au fost rănite.", &[("injured", 12.0)]);
        check("mk", "Најмалку 12 лица се повредени.", &[("injured", 12.0)]);
        check("uk", "Кількість загиблих зросла на 5.", &[]);
        check("uk", "Кількість загиблих зросла до 9.", &[("dead", 9.0)]);
        check("pl", "Liczba ofiar wzrosła o 5.", &[]);
        check("pl", "Liczba ofiar wzrosła do 9.", &[("dead", 9.0)]);
        check("pl", "Liczba ofiar jest 5 razy wyższa.", &[]);
        check("cs", "Počet mrtvých vzrostl o 5 na 9.", &[("dead", 9.0)]);
        check("cs", "Počet mrtvých je 5 krát vyšší.", &[]);
        check("sk", "Počet mŕtvych stúpol na 9.", &[("dead", 9.0)]);
        check("sl", "Število mrtvih se je povečalo za pet.", &[]);
        check("sl", "Število mrtvih je pet krat večje.", &[]);
        check("hu", "A halottak száma öttel nőtt.", &[]);
        check("hu", "A halottak száma 9-re nőtt.", &[("dead", 9.0)]);
        check("ro", "Numărul morților a crescut cu 5 la 9.", &[("dead", 9.0)]);
        check("ro", "Numărul morților este de 5 ori mai mare.", &[]);
        check("bg", "Броят на загиналите нарасна с 5 на 9.", &[("dead", 9.0)]);
        check("sv", "Antalet döda steg med 5 till 9.", &[("dead", 9.0)]);
        check("sv", "Antalet döda är 5 gånger högre.", &[]);
        check("da", "Antallet af døde steg med 5 til 9.", &[("dead", 9.0)]);
        check("nb", "Antallet døde er 5 ganger høyere.", &[]);
        check("sq", "Numri i të vdekurve u rrit me pesë.", &[]);
        check("sr", "Пре десет година погинула је 31 особа.", &[]);
        check("en", "Floods kill 31 in Orlo.", &[("dead", 31.0)]);
        check("en", "The virus could kill 300 people.", &[]);
        check("en", "She was accused of plotting to kill three people.", &[]);
    }

    #[test]
    fn what_was_long_ago_goes_with_its_clause() {
        let check = check_in;
        check("en", "Three people died, the worst accident since ten months ago.", &[("dead", 3.0)]);
        check("en", "Three people died, more than two years ago.", &[]);
        check("en", "Ten months ago, 31 people died in a flood there.", &[]);
        check("en", "31 people died in a flood there ten months ago.", &[]);
        check("en", "Three people died on Monday, two years ago 31 were killed.", &[("dead", 3.0)]);
        check("en", "Three people were killed, the worst crash since 2017.", &[("dead", 3.0)]);
        check("en", "The crash, the worst since 2017, killed three people.", &[("dead", 3.0)]);
        check("en", "Twelve people were injured, last year there were 30.", &[("injured", 12.0)]);
        check("sr", "Повређено је најмање 12 особа, а прошле године било их је 30.", &[("injured", 12.0)]);
        check("sv", "Minst 12 skadade, för ett år sedan var det 30.", &[("injured", 12.0)]);
        check("en", "In 2017, a flood killed 31 people.", &[]);
        check("en", "A flood, in 2017, killed 31 people.", &[]);
        check("de", "Drei Menschen starben, das schwerste Unglück seit zehn Jahren.", &[("dead", 3.0)]);
        check("de", "Vor zehn Jahren starben 31 Menschen.", &[]);
        check("de", "Drei Menschen starben am Montag, im vergangenen Jahr waren es 31 Tote.", &[("dead", 3.0)]);
        check("hr", "Tri osobe su poginule, a prije deset godina poginula je 31 osoba.", &[("dead", 3.0)]);
        check("hr", "Prije deset godina poginula je 31 osoba.", &[]);
        check("fr", "Trois personnes sont mortes, le pire accident depuis celui d'il y a dix ans.", &[("dead", 3.0)]);
        check("fr", "Il y a dix ans, 31 personnes sont mortes.", &[]);
        check("es", "Hace diez años murieron 31 personas.", &[]);
        check(
            "es",
            "Hubo 16 muertos y cinco heridos, en uno de los peores brotes desde hace diez años.",
            &[("dead", 16.0), ("injured", 5.0)],
        );
        check("es", "Tres personas murieron, el peor accidente desde hace diez años.", &[("dead", 3.0)]);
        check("it", "Dieci anni fa sono morte 31 persone.", &[]);
        check("pt", "Há dez anos morreram 31 pessoas.", &[]);
        check("ru", "Десять лет назад погибли 31 человек.", &[]);
        check("ru", "Погибли три человека, десять лет назад здесь погиб 31 человек.", &[("dead", 3.0)]);
        check("pl", "Dziesięć lat temu zginęło 31 osób.", &[]);
        check("cs", "Před deseti lety zahynulo 31 lidí.", &[]);
        check("sl", "Pred desetimi leti je umrlo 31 ljudi.", &[]);
        check("hu", "Tíz évvel ezelőtt 31 ember meghalt.", &[]);
        check("ro", "Acum zece ani au murit 31 de persoane.", &[]);
        check("nl", "Tien jaar geleden vielen er 31 doden.", &[]);
        check("sv", "För tio år sedan blev det 31 döda.", &[]);
        check("da", "For ti år siden døde 31 mennesker.", &[]);
        check("nb", "For ti år siden døde 31 mennesker.", &[]);
        check("fi", "Kymmenen vuotta sitten 31 ihmistä kuoli.", &[]);
        check("lt", "Prieš dešimt metų žuvo 31 žmogus.", &[]);
        check("lv", "Pirms desmit gadiem bojā gāja 31 cilvēks.", &[]);
        check("et", "Kümme aastat tagasi hukkus 31 inimest.", &[]);
        check("lt", "Žuvo 3 žmonės, dar 12 sužeista.", &[("dead", 3.0), ("injured", 12.0)]);
        check("lv", "Bojā gāja 3 cilvēki, 12 ievainoti.", &[("dead", 3.0), ("injured", 12.0)]);
        check("et", "Hukkus 3 inimest, 12 sai vigastada.", &[("dead", 3.0), ("injured", 12.0)]);
        check("el", "Πριν από δέκα χρόνια 31 άνθρωποι πέθαναν, νεκροί 31.", &[]);
        check("uk", "Десять років тому загинули 31 людина.", &[]);
        check("bg", "Преди десет години загинаха 31 души.", &[]);
        check("mk", "Пред десет години загинаа 31 лице.", &[]);
        check("sq", "Dhjetë vjet më parë vdiqën 31 persona.", &[]);
        check(
            "en",
            "At least 207 people were killed in eight blasts - the deadliest violence since a war ended a decade ago.",
            &[("dead", 207.0)],
        );
        check("en", "A 17-year-old girl died.", &[]);
    }

    #[test]
    fn magnitudes_of_quakes() {
        let check = check_in;
        check("en", "A magnitude 5.8 earthquake shook Orlo.", &[("magnitude", 5.8)]);
        check("en", "An earthquake of magnitude 6 struck.", &[("magnitude", 6.0)]);
        check("en", "The 5.8-magnitude quake was felt in Kessel.", &[("magnitude", 5.8)]);
        check("en", "An M5.8 quake struck at a depth of 5.8 km.", &[("magnitude", 5.8)]);
        check("en", "An aftershock of magnitude 4.9 followed.", &[]);
        check("en", "The magnitude 6.4 quake was followed by an aftershock of magnitude 4.9.", &[("magnitude", 6.4)]);
        check("en", "The magnitude of 3 scandals shook Orlo.", &[]);
        check("en", "The quake measured 5.8 on the Richter scale.", &[("magnitude", 5.8)]);
        check("en", "A discovery of this magnitude in 5.8 million years.", &[]);
        check("de", "Ein Erdbeben der Stärke 5,8 hat Orlo erschüttert.", &[("magnitude", 5.8)]);
        check("de", "Windstärke 9 wurde gemessen.", &[]);
        check("de", "Ein Hurrikan der Stärke 4 traf Orlo.", &[]);
        check("fr", "Un séisme de magnitude 5,8 a secoué Orlo.", &[("magnitude", 5.8)]);
        check("es", "Un terremoto de magnitud 5,8 sacudió Orlo.", &[("magnitude", 5.8)]);
        check("it", "Una scossa di magnitudo 5.8 ha colpito Orlo.", &[("magnitude", 5.8)]);
        check("pt", "Um sismo de magnitude 5,8 abalou Orlo.", &[("magnitude", 5.8)]);
        check("ru", "Землетрясение магнитудой 5,8 произошло в Орло.", &[("magnitude", 5.8)]);
        check("hr", "Potres magnitude 5,8 pogodio je Orlo.", &[("magnitude", 5.8)]);
        check("hr", "Potres jačine 5,8 stupnjeva po Richteru pogodio je Orlo.", &[("magnitude", 5.8)]);
        check("sr", "Земљотрес јачине 5,8 степени Рихтерове скале погодио је Орло.", &[("magnitude", 5.8)]);
        check("sl", "Potres z magnitudo 5,8 je stresel Orlo.", &[("magnitude", 5.8)]);
        check("pl", "Trzęsienie ziemi o magnitudzie 5,8 nawiedziło Orlo.", &[("magnitude", 5.8)]);
        check("cs", "Zemětřesení o síle 5,8 stupně zasáhlo Orlo.", &[("magnitude", 5.8)]);
        check("hu", "Az 5,8-es erősségű földrengés megrázta Orlót.", &[("magnitude", 5.8)]);
        check("tr", "Orlo'da 5,8 büyüklüğünde deprem oldu.", &[("magnitude", 5.8)]);
        check("el", "Σεισμός 5,8 Ρίχτερ έπληξε το Όρλο.", &[("magnitude", 5.8)]);
        check("ro", "Un cutremur cu magnitudinea 5,8 a zguduit Orlo.", &[("magnitude", 5.8)]);
        check("bg", "Земетресение с магнитуд 5,8 удари Орло.", &[("magnitude", 5.8)]);
        check("uk", "Землетрус магнітудою 5,8 стався в Орло.", &[("magnitude", 5.8)]);
        check("sq", "Një tërmet me magnitudë 5.8 goditi Orlon.", &[("magnitude", 5.8)]);
        check("sv", "Ett jordskalv med magnituden 5,8 skakade Orlo.", &[("magnitude", 5.8)]);
        check("nl", "Een aardbeving met een kracht van 5,8 trof Orlo.", &[("magnitude", 5.8)]);
        check("fi", "Maanjäristys, jonka voimakkuus oli 5,8, ravisteli Orloa.", &[("magnitude", 5.8)]);
        check("mk", "Земјотрес со магнитуда од 5,8 степени го погоди Орло.", &[("magnitude", 5.8)]);
    }

    #[test]
    fn crowds_of_protesters() {
        let check = check_in;
        check("en", "Some 20,000 protesters filled the square.", &[("protesters", 20_000.0)]);
        check("en", "20,000 people demonstrated in Orlo.", &[("protesters", 20_000.0)]);
        check("en", "Police arrested 130 protesters.", &[("arrested", 130.0)]);
        check("en", "Three protesters were killed.", &[("dead", 3.0)]);
        check("en", "Twelve protesters sat on the road.", &[]);
        check("en", "Protesters blocked 300 cars.", &[]);
        check("en", "The study demonstrated 300 effects.", &[]);
        check("de", "20.000 Demonstranten zogen durch Orlo.", &[("protesters", 20_000.0)]);
        check("de", "Rund 20.000 Menschen demonstrierten in Orlo.", &[("protesters", 20_000.0)]);
        check("fr", "20 000 manifestants ont défilé à Orlo.", &[("protesters", 20_000.0)]);
        check("fr", "Près de 20.000 personnes ont manifesté à Orlo.", &[("protesters", 20_000.0)]);
        check("es", "Unos 20.000 manifestantes llenaron la plaza.", &[("protesters", 20_000.0)]);
        check("it", "20.000 manifestanti hanno riempito la piazza.", &[("protesters", 20_000.0)]);
        check("hr", "Na trgu je prosvjedovalo 20.000 ljudi.", &[("protesters", 20_000.0)]);
        check("sr", "На тргу је било 20.000 демонстраната.", &[("protesters", 20_000.0)]);
        check("ru", "На площадь вышли 20 тысяч демонстрантов.", &[("protesters", 20_000.0)]);
        check("pl", "20 tysięcy demonstrantów przeszło przez Orlo.", &[("protesters", 20_000.0)]);
    }
}
