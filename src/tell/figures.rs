//! What the reports of a story count, and where they disagree.
//!
//! Precise rather than complete: a figure is a number beside a word for what news counts (dead, injured, arrested, …), in any of
//! the languages of [`COUNTED`]. Reports conflict on it only if none of the numbers that one gives is among those of the other,
//! and neither says "about" or "at least" of a number that would fit.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Document;
use crate::model::{Figure, FigureValue};
use crate::text::fold::fold;
use crate::text::numbers::{self, NumberKind};
use crate::text::sentences;
use crate::text::words::first;

/// Characters of a report that are looked at: what it opens with is its own state of knowledge.
const DEPTH: usize = 1_200;

/// Characters of a headline that are.
const HEADLINE: usize = 300;

/// Words between a number and what it counts.
const REACH: usize = 4;

/// What may stand between a number and the word for what it counts, folded: people, auxiliaries. Anything else is counted itself:
/// in "three villages were evacuated" nobody says how many people were.
const BETWEEN: &str = " people persons others more soldiers civilians workers men women children pupils students passengers residents inhabitants guests firefighters of them were was are have has been had to be is \
    menschen personen weitere soldaten zivilisten arbeiter kinder einwohner bewohner fahrgaste wurden wurde sind haben worden seien davon \
    personnes autres soldats civils enfants passagers habitants ont ete sont etaient de \
    personas otras soldados civiles ninos pasajeros vecinos resultaron fueron han sido quedaron \
    chelovek cheloveka lyudey soldat voennyh detey passazhirov zhiteley byli bylo \
    ljudi osoba lica vojnika dece djece putnika stanovnika je su bilo mestana \
    persone soldati bambini sono state stati mensen personen zijn werden ";

/// Who was aboard, whatever became of them.
const ABOARD: &str = "passengers";

/// What news counts: a name, and beginnings of words for it, folded.
const COUNTED: [(&str, &str); 9] = [
    (
        "dead",
        "dead deaths died dies killed kills killing fatalit tote toten todesopfer getotet gestorben starben ums mort morts mortes tue tues tuees deces muert fallecid victimas-mortales mort decedut \
         pogib zhertv umer skonchal ubit poginu stradal preminu poginul smrtno mrtv doden omgekomen",
    ),
    ("injured", "injur wounded hurt verletz bless herid ranen raneny postradav povrij povredj ranjen ferit gewond rannyh"),
    ("missing", "missing vermiss dispar desaparecid propa nestal nestao dispers vermist"),
    (
        "arrested",
        "arrest detain detention festgenommen festnahme verhaftet interpell detenid zaderzhan arestova uhap privede aangehouden",
    ),
    ("evacuated", "evacuat evakui evacue evacuad evakuir evakuis geevacueerd"),
    ("homeless", "homeless obdachlos sans-abri damnificad beskucnik"),
    ("jobs", "jobs job-cuts stellen arbeitsplatz emplois empleos rabochih-mest radnih-mjesta radnih-mesta"),
    (ABOARD, "passengers passagier fahrgast fahrgaste insassen passagers pasajeros passazhir putnik putnika"),
    ("households", "households haushalt foyers hogares domohozyaystv domacinst domaćinst"),
];

/// Words that make a number a bound or an estimate, folded.
const VAGUE: &str = " about around roughly some nearly almost approximately up least more over than dozens etwa rund circa ca mindestens mehr als uber fast knapp bis environ pres plus moins quelque \
    unos unas alrededor cerca casi menos mas aproximadamente okolo primerno bolee menee pochti oko vise preko najmanje skoro priblizno ";

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
    let mut headed = of_sentence(first(document.title, HEADLINE));
    if headed.is_empty() && document.copy {
        return headed;
    }
    let mut found = mentions(text);
    let given: Vec<f64> = numbers::numbers(text).into_iter().map(|number| number.value).collect();
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

fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    for range in sentences::sentences(text) {
        if let Some(sentence) = text.get(range) {
            found.extend(of_sentence(sentence));
        }
    }
    found
}

fn of_sentence(sentence: &str) -> Vec<Mention> {
    let words = words_of(sentence);
    let numbers = numbers::numbers(sentence);
    let counts: Vec<&numbers::Number> = numbers
        .iter()
        .filter(|number| number.kind == NumberKind::Count && number.value.fract() == 0.0 && !is_age(sentence, number))
        .collect();
    // Every counting word takes the nearest number, rather before it than after it; every number is taken once.
    let mut taken: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (place, (_, word)) in words.iter().enumerate() {
        let Some(counted) = counted(word) else { continue };
        let near = counts.iter().enumerate().filter_map(|(at, number)| {
            let of_number = words.iter().position(|(span, _)| span.start >= number.span.start && span.start < number.span.end)?;
            let last = words.iter().rposition(|(span, _)| span.start < number.span.end)?;
            let distance = if place > last { place - last } else { (of_number.saturating_sub(place)) * 2 };
            let inner = if place > last { last + 1..place } else { place + 1..of_number };
            let plain =
                words[inner].iter().all(|(_, word)| [BETWEEN, VAGUE].iter().any(|list| list.contains(&format!(" {word} "))));
            (distance <= REACH * 2 && distance > 0 && plain).then_some((distance, at))
        });
        if let Some((distance, at)) = near.min() {
            // Of "four passengers died" the number says how many died.
            let distance = if COUNTED[counted].0 == ABOARD { distance + 2 * REACH } else { distance };
            let known = taken.entry(at).or_insert((distance, counted));
            if distance < known.0 {
                *known = (distance, counted);
            }
        }
    }
    taken
        .into_iter()
        .map(|(at, (_, counted))| {
            let number = counts[at];
            let before = words.iter().filter(|(span, _)| span.end <= number.span.start).rev().take(3);
            let vague = before.into_iter().any(|(_, word)| VAGUE.contains(&format!(" {word} ")));
            Mention { counted, value: number.value, written: sentence[number.span.clone()].to_owned(), vague }
        })
        .collect()
}

/// Whether a number stands between commas or in brackets behind a word, as ages do: "The driver, 34, died", "Der Fahrer (52) starb".
fn is_age(sentence: &str, number: &numbers::Number) -> bool {
    let (before, after) = (&sentence[..number.span.start], &sentence[number.span.end..]);
    let letters = |text: &str| text.ends_with(char::is_alphabetic);
    let set_off = before.strip_suffix(", ").is_some_and(letters) && after.starts_with(',')
        || before.strip_suffix(" (").is_some_and(letters) && after.starts_with(')');
    set_off && (10.0..120.0).contains(&number.value)
}

fn counted(word: &str) -> Option<usize> {
    COUNTED.iter().position(|(_, beginnings)| {
        beginnings.split_whitespace().any(|known| if known.len() < 5 { word == known } else { word.starts_with(known) })
    })
}

fn words_of(sentence: &str) -> Vec<(Range<usize>, String)> {
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

    #[test]
    fn what_is_counted() {
        fn check(text: &str, expected: &[(&str, f64)]) {
            let found: Vec<(&str, f64)> = mentions(text).iter().map(|found| (COUNTED[found.counted].0, found.value)).collect();
            assert_eq!(found, expected, "{text}");
        }
        check("Three people died and 12 were injured.", &[("dead", 3.0), ("injured", 12.0)]);
        check("The driver, 34, died at the scene.", &[]);
        check("Der Fahrer (52) wurde festgenommen.", &[]);
        check("In all, 34 people died.", &[("dead", 34.0)]);
        check("Four passengers died.", &[("dead", 4.0)]);
        check("There were 45 passengers on board.", &[("passengers", 45.0)]);
    }
}
