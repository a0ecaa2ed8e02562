//! The numbers of a figure as readers compare them.

use std::borrow::Cow;

use crate::model::{Entry, Figure};
use crate::text::fold::fold;
use crate::text::numbers::{NumberKind, numbers};

/// Greater numbers in words stand as they are: nobody reads "two million" better in digits.
const WORDS: f64 = 1_000.0;

/// Words for numbers that are none to the letter, folded: beginnings.
const ROUND: [&str; 8] = ["dozen", "dutzend", "douzain", "dizain", "docena", "dozena", "dozzin", "desyat"];

/// A number, as it stands, and who gives it.
type Told<'a> = (Option<f64>, Cow<'a, str>, Vec<&'a str>);

/// Each number once, in digits whatever word a report has for it, with the publishers that give it; in the order of the figure.
pub fn values<'a>(entry: &'a Entry, figure: &'a Figure) -> Vec<(Cow<'a, str>, Vec<&'a str>)> {
    let mut told: Vec<Told<'a>> = Vec::new();
    for value in &figure.values {
        let Some(report) = entry.reports.get(value.report) else { continue };
        let written = value.value.as_str();
        let number = number(written, report.language.as_deref().unwrap_or_default());
        let same = |(known, text, _): &&mut Told<'a>| known.is_some() && *known == number || *text == written;
        match told.iter_mut().find(same) {
            Some((.., publishers)) if publishers.contains(&report.publisher.as_str()) => {}
            Some((.., publishers)) => publishers.push(&report.publisher),
            None => {
                let in_words = !written.contains(char::is_numeric);
                let digits = number.filter(|number| in_words && *number < WORDS).map(|number| Cow::Owned(number.to_string()));
                told.push((number, digits.unwrap_or(Cow::Borrowed(written)), vec![&report.publisher]));
            }
        }
    }
    told.into_iter().map(|(_, text, publishers)| (text, publishers)).collect()
}

/// What a report writes, if it is one number and means it to the letter.
fn number(written: &str, language: &str) -> Option<f64> {
    let round = fold(written).split_whitespace().any(|word| ROUND.iter().any(|round| word.starts_with(round)));
    let found = numbers(written, language);
    let [number] = found.as_slice() else { return None };
    (!round && number.kind == NumberKind::Count && number.span == (0..written.len())).then_some(number.value)
}
