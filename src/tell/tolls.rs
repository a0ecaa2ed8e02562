//! Counts that rise while reports come in: the latest one is told, not the first.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::Document;
use super::counted::COUNTED;
use super::mention::{self, Mention};
use super::phrases::Bound;
use super::wire;
use crate::model::Figure;

/// Who counts more so much later does so for what is known since; of two reports of one hour, one may just be wrong.
pub const LATER: TimeDelta = TimeDelta::hours(1);

/// The same for saying that reports do not disagree: of two counts of one afternoon readers want to know both.
const NOT_AT_ONCE: TimeDelta = TimeDelta::hours(6);

/// What is counted weeks after may be anything: a trial, a year, another event.
pub const SOON: TimeDelta = TimeDelta::days(4);

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

/// Whether a report has a count of this kind that a later one, `other`, has raised; `grown`: as a copy that grew, which nobody knows better.
pub fn is_raised(counted: usize, one: (&Document<'_>, &[&Mention]), other: (&Document<'_>, &[&Mention]), grown: bool) -> bool {
    let Some((at, then)) = one.0.published.zip(other.0.published) else { return false };
    let most = |mentions: &[&Mention]| mentions.iter().map(|mention| mention.value).fold(0.0, f64::max);
    let (before, now) = (most(one.1), most(other.1));
    rises(counted)
        && (if grown { LATER } else { NOT_AT_ONCE }..=SOON).contains(&(then - at))
        && before < now
        && now <= before * STEEPEST
}

/// A count of one kind as a report gives it.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// When it was published.
    pub at: DateTime<Utc>,
    /// How many.
    pub value: f64,
    /// Of whom alone: see [`Mention::whom`].
    whom: Option<usize>,
    /// Its publisher.
    pub source: &'a str,
}

impl Given<'_> {
    /// Whether a later report may well count that many.
    pub fn may_rise_to(&self, value: f64) -> bool {
        self.value < value && value <= self.value * STEEPEST
    }
}

/// What dated reports count of a kind, each the first number that it gives; copies aside.
pub fn given<'a>(documents: &[Document<'a>], mentions: &[Vec<Mention>], counted: usize) -> Vec<Given<'a>> {
    let given = documents.iter().zip(mentions).filter(|(document, _)| !document.copy).filter_map(|(document, mentions)| {
        let first = mention::of(mentions, counted).into_iter().find(|mention| is_count(mention))?;
        Some(Given { at: document.published?, value: first.value, whom: first.whom, source: document.source })
    });
    given.collect()
}

/// Whether two publishers still give a lower count after this one, or its own does.
fn is_refuted(given: &[Given<'_>], count: &Given<'_>) -> bool {
    let later = given.iter().filter(|other| other.at - count.at >= LATER && !mention::is_part(other.whom, count.whom));
    let lower = later.filter(|other| other.value < count.value);
    let corrected: HashSet<&str> = lower.map(|other| other.source).collect();
    corrected.len() >= 2 || corrected.contains(count.source)
}

/// The counts that later reports raised, of each kind the greatest first. Where two publishers still give a lower one after that, or the same one does,
/// who knows.
pub fn risen(documents: &[Document<'_>], mentions: &[Vec<Mention>]) -> Vec<Toll> {
    let tolls = |counted: usize| {
        let given = given(documents, mentions, counted);
        let before = |count: &Given<'_>| {
            let lower = given.iter().filter(move |other| {
                // How many there are in all is news at once where some were counted.
                let later = if other.whom.is_some() && count.whom.is_none() { TimeDelta::zero() } else { LATER };
                (later..=SOON).contains(&(count.at - other.at)) && other.value < count.value
            });
            lower.max_by(|one, other| one.value.total_cmp(&other.value))
        };
        let may_rise = |count: &&Given<'_>| before(count).is_some_and(|before| before.may_rise_to(count.value));
        let mut credible: Vec<&Given<'_>> = given.iter().filter(may_rise).collect();
        // Since when each was first given.
        credible.sort_by(|one, other| other.value.total_cmp(&one.value).then(one.at.cmp(&other.at)));
        credible.dedup_by_key(|count| count.value);
        let stand = credible.into_iter().filter(|count| !is_refuted(&given, count));
        stand.map(|count| Toll { counted, value: count.value, whom: count.whom }).collect::<Vec<_>>()
    };
    (0..COUNTED.len()).filter(|counted| rises(*counted)).flat_map(tolls).collect()
}

/// The counts of others that are higher than those in the headline of a copy: no copy knows more than its original.
pub fn surpassed(documents: &[Document<'_>], mentions: &[Vec<Mention>], headed: &[Mention]) -> Vec<Toll> {
    let higher = |head: &Mention| {
        let given = given(documents, mentions, head.counted);
        let stands = |count: &&Given<'_>| rises(head.counted) && count.value > head.value && !is_refuted(&given, count);
        let most = given.iter().filter(stands).max_by(|one, other| one.value.total_cmp(&other.value));
        most.map(|count| Toll { counted: head.counted, value: count.value, whom: count.whom })
    };
    headed.iter().filter_map(higher).collect()
}

/// The counts that stand where the report that gives `headed` is refuted: of each such kind the greatest that is lower, and that nobody refutes, first.
pub fn corrected(documents: &[Document<'_>], mentions: &[Vec<Mention>], lead: usize, headed: &[Mention]) -> Vec<Toll> {
    let Some((since, source)) = documents.get(lead).and_then(|lead| Some((lead.published?, lead.source))) else {
        return Vec::new();
    };
    let lower = |head: &Mention| {
        let given = given(documents, mentions, head.counted);
        let headed = Given { at: since, value: head.value, whom: head.whom, source };
        let opposed = || wire::opposes(documents, head.counted, &headed);
        let refuted = rises(head.counted) && (is_refuted(&given, &headed) || opposed());
        let mut stand: Vec<&Given<'_>> =
            given.iter().filter(|count| refuted && count.value < head.value && !is_refuted(&given, count)).collect();
        stand.sort_by(|one, other| other.value.total_cmp(&one.value));
        stand.dedup_by_key(|count| count.value);
        stand.into_iter().map(|count| Toll { counted: head.counted, value: count.value, whom: count.whom }).collect::<Vec<_>>()
    };
    headed.iter().flat_map(lower).collect()
}
