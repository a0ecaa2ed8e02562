//! Counts that rise while reports come in: the latest one is told, not the first.

use chrono::{DateTime, TimeDelta, Utc};

use super::Document;
use super::counted::COUNTED;
use super::figures::Mention;

/// What is counted up as more becomes known, and hardly ever down.
const RISING: [&str; 5] = ["dead", "injured", "arrested", "evacuated", "homeless"];

/// Who counts more so much later does so for what is known since; of two reports of one hour, one may just be wrong.
const LATER: TimeDelta = TimeDelta::hours(1);

/// What is counted weeks after may be anything: a trial, a year, another event.
const SOON: TimeDelta = TimeDelta::days(4);

/// The same for saying that reports do not disagree: of two counts of one day readers want to know both.
const ANOTHER_DAY: TimeDelta = TimeDelta::days(1);

/// A count that rose.
pub struct Toll {
    counted: usize,
    value: f64,
    /// Of the report that has it.
    published: DateTime<Utc>,
}

impl Toll {
    /// Whether a sentence of a document gives this count.
    pub fn is_told(&self, sentence: &[Mention]) -> bool {
        sentence.iter().any(|mention| mention.counted == self.counted && mention.value == self.value)
    }

    /// Whether a sentence of a document gives a lower one, which was true when that was published.
    pub fn outdates(&self, sentence: &[Mention], document: &Document<'_>) -> bool {
        let before = document.published.is_some_and(|published| self.published - published >= LATER);
        before
            && !self.is_told(sentence)
            && sentence.iter().any(|mention| mention.counted == self.counted && mention.value < self.value)
    }
}

/// Whether one of two reports has a count of this kind that the other one, a day later, has raised since.
pub fn is_raised(counted: usize, one: (&Document<'_>, &[&Mention]), other: (&Document<'_>, &[&Mention])) -> bool {
    let Some((at, then)) = one.0.published.zip(other.0.published) else { return false };
    let (earlier, later) = if at <= then { (one.1, other.1) } else { (other.1, one.1) };
    let most = earlier.iter().map(|mention| mention.value).fold(0.0, f64::max);
    rises(counted) && (at - then).abs() >= ANOTHER_DAY && later.iter().all(|mention| mention.value > most)
}

fn rises(counted: usize) -> bool {
    RISING.contains(&COUNTED[counted].0)
}

/// The counts that the latest reports raised. Where an earlier one has more, reports disagree, and nothing has risen.
pub fn risen(documents: &[Document<'_>], mentions: &[Vec<Mention>]) -> Vec<Toll> {
    let toll = |counted: usize| {
        let given = documents.iter().zip(mentions).filter(|(document, _)| !document.copy).filter_map(|(document, mentions)| {
            let first = mentions.iter().find(|mention| mention.counted == counted)?;
            Some((document.published?, first.value))
        });
        let given: Vec<(DateTime<Utc>, f64)> = given.collect();
        let (published, value) = *given.iter().max_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)))?;
        let rose = given.iter().any(|(before, less)| (LATER..=SOON).contains(&(published - *before)) && *less < value);
        (rose && given.iter().all(|(_, other)| *other <= value)).then_some(Toll { counted, value, published })
    };
    (0..COUNTED.len()).filter(|counted| rises(*counted)).filter_map(toll).collect()
}
