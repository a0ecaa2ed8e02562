//! Counts that rise while reports come in: the latest one is told, not the first.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::Document;
use super::counted::COUNTED;
use super::figures;
use super::mention::{self, Mention};
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
    /// Whom alone it counts: see [`Mention::whom`].
    whom: Option<usize>,
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

    /// Whether a headline gives a lower one, be it of some: "Two tourists dead" above nine is the count of an earlier hour.
    pub fn exceeds(&self, headline: &[Mention]) -> bool {
        let lower = |mention: &Mention| mention.counted == self.counted && mention.value < self.value;
        headline.iter().any(lower) && !self.is_told(headline)
    }

    /// Whether a sentence gives a lower one of all: "two tourists are among the dead" stays true.
    pub fn raises(&self, sentence: &[Mention]) -> bool {
        let lower =
            |mention: &Mention| mention.counted == self.counted && mention.value < self.value && !mention.is_part(self.whom);
        sentence.iter().any(lower) && !self.is_told(sentence)
    }

    /// Whether a sentence gives a lower one, and a newer one everything else that it counts.
    pub fn outdates(&self, sentence: &[Mention], newer: &[Mention]) -> bool {
        let counted = |mention: &Mention| newer.iter().any(|other| other.counted == mention.counted);
        self.raises(sentence) && sentence.iter().all(counted)
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

/// The reports, of which a copy whose text raises a count is none any more: an agency's text grows, and who takes it over later has it as it is by
/// then. Of several that raise it alike the first is a report.
pub fn grown<'a>(documents: &[Document<'a>]) -> Vec<Document<'a>> {
    let mut told = documents.to_vec();
    let mut copies: Vec<usize> = (0..told.len()).filter(|at| told[*at].copy && told[*at].published.is_some()).collect();
    if copies.is_empty() {
        return told;
    }
    copies.sort_by_key(|at| told[*at].published);
    let openings: Vec<Vec<Mention>> = documents.iter().map(figures::in_opening).collect();
    for at in copies {
        let copy = Document { copy: false, ..told[at] };
        let raises = |counted: usize| {
            let own = given(&[copy], &openings[at..=at], counted);
            let known = given(&told, &openings, counted);
            own.iter().any(|count| {
                let raised = |before: &Given<'_>| {
                    (LATER..=SOON).contains(&(count.at - before.at))
                        && before.value < count.value
                        && count.value <= before.value * STEEPEST
                };
                let is_new = || !known.iter().any(|other| other.at <= count.at && other.value >= count.value);
                known.iter().any(raised) && is_new()
            })
        };
        told[at].copy = !(0..COUNTED.len()).any(|counted| rises(counted) && raises(counted));
    }
    told
}

/// A count of one kind as a report gives it.
#[derive(Clone, Copy)]
struct Given<'a> {
    at: DateTime<Utc>,
    value: f64,
    /// Of whom alone: see [`Mention::whom`].
    whom: Option<usize>,
    source: &'a str,
}

/// What dated reports count of a kind, each the first number that it gives; copies aside.
fn given<'a>(documents: &[Document<'a>], mentions: &[Vec<Mention>], counted: usize) -> Vec<Given<'a>> {
    let given = documents.iter().zip(mentions).filter(|(document, _)| !document.copy).filter_map(|(document, mentions)| {
        let first = mention::of(mentions, counted).into_iter().find(|mention| is_count(mention))?;
        Some(Given { at: document.published?, value: first.value, whom: first.whom, source: document.source })
    });
    given.collect()
}

/// Whether two publishers still give a lower count after this one, or its own does.
fn is_refuted(given: &[Given<'_>], count: &Given<'_>) -> bool {
    let is_part = |other: &Given<'_>| other.whom.is_some() && other.whom != count.whom;
    let lower = given.iter().filter(|other| other.at - count.at >= LATER && other.value < count.value && !is_part(other));
    let corrected: HashSet<&str> = lower.map(|other| other.source).collect();
    corrected.len() >= 2 || corrected.contains(count.source)
}

/// The counts that later reports raised, of each kind the greatest first. Where two publishers still give a lower one after that, or the same one does,
/// who knows.
pub fn risen(documents: &[Document<'_>], mentions: &[Vec<Mention>]) -> Vec<Toll> {
    let tolls = |counted: usize| {
        let given = given(documents, mentions, counted);
        let before = |since: DateTime<Utc>, value: f64| {
            let lower = given.iter().filter(move |other| (LATER..=SOON).contains(&(since - other.at)) && other.value < value);
            lower.map(|other| other.value).fold(0.0, f64::max)
        };
        let mut credible: Vec<&Given<'_>> = given
            .iter()
            .filter(|count| {
                let before = before(count.at, count.value);
                before > 0.0 && count.value <= before * STEEPEST
            })
            .collect();
        // Since when each was first given.
        credible.sort_by(|one, other| other.value.total_cmp(&one.value).then(one.at.cmp(&other.at)));
        credible.dedup_by_key(|count| count.value);
        let stand = credible.into_iter().filter(|count| !is_refuted(&given, count));
        stand.map(|count| Toll { counted, value: count.value, whom: count.whom }).collect::<Vec<_>>()
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
        let headed = Given { at: since, value: head.value, whom: head.whom, source };
        let refuted = rises(head.counted) && is_refuted(&given, &headed);
        let mut stand: Vec<&Given<'_>> =
            given.iter().filter(|count| refuted && count.value < head.value && !is_refuted(&given, count)).collect();
        stand.sort_by(|one, other| other.value.total_cmp(&one.value));
        stand.dedup_by_key(|count| count.value);
        stand.into_iter().map(|count| Toll { counted: head.counted, value: count.value, whom: count.whom }).collect::<Vec<_>>()
    };
    headed.iter().flat_map(lower).collect()
}
