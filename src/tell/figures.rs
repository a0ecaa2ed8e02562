//! What the reports of a story count, and where they disagree.
//!
//! Precise rather than complete: a figure is a number beside a word for what news counts (dead, injured, arrested, …), in any of
//! the languages of [`COUNTED`]; sentences on events of earlier years have none. Reports conflict on it only if none of the numbers that one gives is among those of the other,
//! and neither says "about" or "at least" of a number that would fit.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use super::Document;
use super::counted::{self, ABOARD, COUNTED, Role, is};
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

struct Mention {
    counted: usize,
    value: f64,
    written: String,
    vague: bool,
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
    let words = words_of(text).into_iter().filter_map(|(_, word)| counted::number(&word, told.family));
    let given: Vec<f64> = numbers::numbers(text).into_iter().map(|number| number.value).chain(words).collect();
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

fn disagree(one: &[&Mention], other: &[&Mention]) -> bool {
    !one.iter().any(|a| other.iter().any(|b| fit(a, b))) && !one.iter().any(|a| a.vague) && !other.iter().any(|b| b.vague)
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
    let numbers = numbers::numbers(sentence);
    if tells_another_event(&words, &numbers, told.published) {
        return Vec::new();
    }
    let counts = counts_of(sentence, &words, &numbers, told.family);
    // Every counting word takes the nearest number, rather before it than after it; every number is taken once.
    let mut taken: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for place in 0..words.len() {
        let Some(counted) = counted_at(&words, place) else { continue };
        let near =
            counts.iter().enumerate().filter_map(|(at, count)| Some((distance(sentence, &words, place, count, told)?, at)));
        if let Some((distance, at)) = near.min() {
            // Of "four passengers died" the number says how many died.
            let distance = if COUNTED[counted].0 == ABOARD { distance + 2 * REACH } else { distance };
            let known = taken.entry(at).or_insert((distance, counted));
            if distance < known.0 {
                *known = (distance, counted);
            }
        }
    }
    let mention = |(at, (_, counted)): (usize, (usize, usize))| {
        let count = &counts[at];
        let vague = words[..count.words.start].iter().rev().take(3).any(|(_, word)| is(word, Role::Vague));
        Mention { counted, value: count.value, written: sentence[count.span.clone()].to_owned(), vague }
    };
    taken.into_iter().map(mention).collect()
}

/// Whether a sentence names a year that is not the report's, or says that what it tells is long ago.
fn tells_another_event(words: &[Word], numbers: &[numbers::Number], published: Option<DateTime<Utc>>) -> bool {
    let of_now = |year: f64| published.is_none_or(|published| year >= f64::from((published - RECENT).year()));
    let folded: String = words.iter().flat_map(|(_, word)| [" ", word]).chain([" "]).collect();
    numbers.iter().any(|number| number.kind == NumberKind::Year && !of_now(number.value)) || counted::is_long_ago(&folded)
}

/// The numbers of a sentence that may count something, in order.
fn counts_of(sentence: &str, words: &[Word], numbers: &[numbers::Number], family: &str) -> Vec<Count> {
    let at = |byte: usize| words.partition_point(|(span, _)| span.start < byte);
    let counts = numbers.iter().filter(|number| {
        let whole = number.kind == NumberKind::Count && number.value.fract() == 0.0;
        whole && !is_age(sentence, number)
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
    for (place, (span, word)) in words.iter().enumerate() {
        let Some(value) = counted::number(word, family) else { continue };
        let known = numbers.iter().any(|number| number.span.start < span.end && span.start < number.span.end);
        if !known && (value != 1.0 || is_one(words, place)) {
            counts.push(Count { value, span: span.clone(), words: place..place + 1 });
        }
    }
    counts.sort_by_key(|count| count.span.start);
    counts.dedup_by(|unit, tens| {
        let small = sentence[tens.span.start..].starts_with(char::is_alphabetic) && unit.value < 10.0;
        let one =
            small && (20.0..100.0).contains(&tens.value) && tens.value % 10.0 == 0.0 && joined(words, &tens.words, &unit.words);
        if one {
            tens.value += unit.value;
            tens.span.end = unit.span.end;
            tens.words.end = unit.words.end;
        }
        one
    });
    counts
}

/// Whether two number words are one number: "twenty-two", "dvadeset i dva".
fn joined(words: &[Word], tens: &Range<usize>, unit: &Range<usize>) -> bool {
    match words.get(tens.end..unit.start) {
        Some([]) => true,
        Some([(_, and)]) => ["i", "y", "et", "e"].contains(&and.as_str()),
        _ => false,
    }
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
    let plain = inner.iter().all(|(_, word)| is(word, Role::Between) || is(word, Role::Person) || is(word, Role::Vague));
    if before {
        let reach = if plain { 2 * REACH } else { CLAUSE };
        return (inner.len() < reach && (plain || ends_clause(inner, told))).then_some(inner.len() + 1);
    }
    let toll = words[place.saturating_sub(3)..place].iter().chain(words.get(place + 1)).any(|(_, word)| is(word, Role::Toll));
    if toll {
        let lead = inner.iter().rev().find(|(_, word)| !is(word, Role::Vague)).is_some_and(|(_, word)| is(word, Role::Lead));
        let broken = inner.iter().any(|(_, word)| is(word, Role::Break));
        return (inner.len() < CLAUSE && !broken && (lead || told.family == "hu")).then_some(1);
    }
    let thing = words.get(count.words.end).is_some_and(|(_, word)| is(word, Role::Thing));
    (plain && !thing && inner.len() < REACH).then_some(2 * (inner.len() + 1))
}

/// Whether words behind a number are people, an auxiliary and where or how it happened, up to the verb: "Menschen sind bei einem Brand".
fn ends_clause(inner: &[Word], told: Told<'_>) -> bool {
    let mut rest = inner.iter().map(|(_, word)| word.as_str()).peekable();
    let early = rest.next_if(|word| is(word, Role::Auxiliary)).is_some();
    while rest.next_if(|word| is(word, Role::Between) && !is(word, Role::Auxiliary)).is_some() {}
    let people = rest.next().is_some_and(|word| is(word, Role::Person));
    let people = people && (early || told.family == "hu" || rest.next().is_some_and(|word| is(word, Role::Auxiliary)));
    // "a" is Serbian for "and", and the Hungarian article.
    let broken = |word: &str| is(word, Role::Break) && !(told.family == "hu" && word == "a");
    let number = |word: &str| counted::number(word, told.family).is_some() || word.starts_with(|c: char| c.is_ascii_digit());
    people && rest.all(|word| !broken(word) && !number(word))
}

/// Whether a number stands between commas or in brackets behind a word, as ages do: "The driver, 34, died", "Der Fahrer (52) starb".
fn is_age(sentence: &str, number: &numbers::Number) -> bool {
    let (before, after) = (&sentence[..number.span.start], &sentence[number.span.end..]);
    let letters = |text: &str| text.ends_with(char::is_alphabetic);
    let set_off = before.strip_suffix(", ").is_some_and(letters) && after.starts_with(',')
        || before.strip_suffix(" (").is_some_and(letters) && after.starts_with(')');
    set_off && (10.0..120.0).contains(&number.value)
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
    fn what_is_counted() {
        let check = |text: &str, expected: &[(&str, f64)]| check_in("en", text, expected);
        check("Three people died and 12 were injured.", &[("dead", 3.0), ("injured", 12.0)]);
        check("The driver, 34, died at the scene.", &[]);
        check("Der Fahrer (52) wurde festgenommen.", &[]);
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
}
