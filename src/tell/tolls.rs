//! Counts that rise while reports come in: the latest one is told, not the first.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::Document;
use super::counted::COUNTED;
use super::figures::Mention;
use super::phrases::Bound;
use crate::model::Figure;

/// Who counts more so much later does so for what is known since; of two reports of one hour, one may just be wrong.
const LATER: TimeDelta = TimeDelta::hours(1);

/// The same for saying that reports do not disagree: of two counts of one afternoon readers want to know both.
const NOT_AT_ONCE: TimeDelta = TimeDelta::hours(6);

/// What is counted weeks after may be anything: a trial, a year, another event.
const SOON: TimeDelta = TimeDelta::days(4);

/// What is more than so many times as much as before is a slip of the pen, a rumour, or the count of a whole war.
const STEEPEST: f64 = 10.0;

/// Whether what is counted (an index into [`COUNTED`]) is a count that rises while more becomes known.
pub fn rises(counted: usize) -> bool {
    Figure::rises(COUNTED[counted].0)
}

/// A count that rose.
pub struct Toll {
    counted: usize,
    value: f64,
}

impl Toll {
    /// What is counted: an index into [`COUNTED`].
    pub fn counted(&self) -> usize {
        self.counted
    }

    /// How many.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Whether a sentence gives this count.
    pub fn is_told(&self, sentence: &[Mention]) -> bool {
        sentence.iter().any(|mention| mention.counted == self.counted && mention.value == self.value && is_count(mention))
    }

    /// Whether a sentence gives a lower one.
    pub fn exceeds(&self, sentence: &[Mention]) -> bool {
        let lower = |mention: &Mention| mention.counted == self.counted && mention.value < self.value;
        sentence.iter().any(lower) && !self.is_told(sentence)
    }

    /// Whether a sentence gives a lower one, and a newer one everything else that it counts.
    pub fn outdates(&self, sentence: &[Mention], newer: &[Mention]) -> bool {
        let counted = |mention: &Mention| newer.iter().any(|other| other.counted == mention.counted);
        self.exceeds(sentence) && sentence.iter().all(counted)
    }
}

/// Whether a number says how many there are, and not how many there are at most or about.
fn is_count(mention: &Mention) -> bool {
    !mention.vague || mention.bound == Some(Bound::Least)
}

/// Whether a report has a count of this kind that a later one, `other`, has raised.
pub fn is_raised(counted: usize, one: (&Document<'_>, &[&Mention]), other: (&Document<'_>, &[&Mention])) -> bool {
    let Some((at, then)) = one.0.published.zip(other.0.published) else { return false };
    let most = |mentions: &[&Mention]| mentions.iter().map(|mention| mention.value).fold(0.0, f64::max);
    let (before, now) = (most(one.1), most(other.1));
    rises(counted) && (NOT_AT_ONCE..=SOON).contains(&(then - at)) && before < now && now <= before * STEEPEST
}

/// A count of one kind as reports give it: when, how many, by whom.
type Given<'a> = (DateTime<Utc>, f64, &'a str);

/// What dated reports count of a kind, each the first number that it gives; copies aside.
fn given<'a>(documents: &[Document<'a>], mentions: &[Vec<Mention>], counted: usize) -> Vec<Given<'a>> {
    let given = documents.iter().zip(mentions).filter(|(document, _)| !document.copy).filter_map(|(document, mentions)| {
        let first = mentions.iter().find(|mention| mention.counted == counted && is_count(mention))?;
        Some((document.published?, first.value, document.source))
    });
    given.collect()
}

/// Whether two publishers still give a lower count after this one, or its own does.
fn is_refuted(given: &[Given<'_>], (since, value, source): &Given<'_>) -> bool {
    let lower = given.iter().filter(|(at, less, _)| *at - *since >= LATER && less < value);
    let corrected: HashSet<&str> = lower.map(|(.., source)| *source).collect();
    corrected.len() >= 2 || corrected.contains(*source)
}

/// The counts that later reports raised, of each kind the greatest first. Where two publishers still give a lower one after that, or the same one does,
/// who knows.
pub fn risen(documents: &[Document<'_>], mentions: &[Vec<Mention>]) -> Vec<Toll> {
    let tolls = |counted: usize| {
        let given = given(documents, mentions, counted);
        let before = |since: DateTime<Utc>, value: f64| {
            let lower = given.iter().filter(move |(at, less, _)| (LATER..=SOON).contains(&(since - *at)) && *less < value);
            lower.map(|(_, less, _)| *less).fold(0.0, f64::max)
        };
        let mut credible: Vec<&Given<'_>> = given
            .iter()
            .filter(|(at, value, _)| {
                let before = before(*at, *value);
                before > 0.0 && *value <= before * STEEPEST
            })
            .collect();
        // Since when each was first given.
        credible.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        credible.dedup_by_key(|(_, value, _)| *value);
        let stand = credible.into_iter().filter(|count| !is_refuted(&given, count));
        stand.map(|(_, value, _)| Toll { counted, value: *value }).collect::<Vec<_>>()
    };
    (0..COUNTED.len()).filter(|counted| rises(*counted)).flat_map(tolls).collect()
}

/// The counts that stand where the report that gives `headed` is refuted: of each such kind the greatest that is lower, and that nobody refutes, first.
pub fn corrected(documents: &[Document<'_>], mentions: &[Vec<Mention>], lead: usize, headed: &[Mention]) -> Vec<Toll> {
    let Some((since, source)) = documents.get(lead).and_then(|lead| Some((lead.published?, lead.source))) else {
        return Vec::new();
    };
    let lower = |head: &Mention| {
        let given = given(documents, mentions, head.counted);
        let refuted = rises(head.counted) && is_refuted(&given, &(since, head.value, source));
        let mut stand: Vec<f64> = given
            .iter()
            .filter(|count| refuted && count.1 < head.value && !is_refuted(&given, count))
            .map(|(_, value, _)| *value)
            .collect();
        stand.sort_by(|one, other| other.total_cmp(one));
        stand.dedup();
        stand.into_iter().map(|value| Toll { counted: head.counted, value }).collect::<Vec<_>>()
    };
    headed.iter().flat_map(lower).collect()
}
