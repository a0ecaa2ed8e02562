//! When a change is worth a reader's attention (rule 4 of the identity contract).

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};

use super::Published;
use crate::model::{Entry, Figure, FigureValue, Report, Sentence};
use crate::text::headlines;
use crate::text::numbers::numbers;

/// Numbers of publishers at which a story counts as having grown.
const MILESTONES: [usize; 4] = [2, 3, 5, 10];

/// `updated` moves no sooner than this after it last moved.
const REST: TimeDelta = TimeDelta::minutes(30);

/// How a story's new telling is to be taken; from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The bytes stay as they are.
    Nothing,
    /// The list of reports changed, a headline was retouched, or a photo came: the rest stays as readers know it, and so does `updated`.
    Reports,
    /// As [`Change::Reports`] for now; a significant change waits for its time.
    Later,
    /// Told anew, and `updated` is now.
    Significant,
}

/// Compares what readers have with what would be told now. `retracted`: a report does not say any more what the old telling quotes it with.
pub fn judge(story: &Published, old: &Entry, new: &Entry, retracted: bool, now: DateTime<Utc>) -> Change {
    if !(story.pending || retracted || significant(old, new) || beheaded(story, old, new)) {
        let same_reports = reports(old) == reports(new);
        let photo_came = old.photo.is_none() && new.photo.is_some();
        return if same_reports && !photo_came && !retouched(old, new) { Change::Nothing } else { Change::Reports };
    }
    if rested(story, now) { Change::Significant } else { Change::Later }
}

/// Whether `updated` may move again. What lies ahead was stamped by a clock that was wrong.
pub fn rested(story: &Published, now: DateTime<Utc>) -> bool {
    now - story.updated >= REST || story.updated > now
}

/// The entry that readers get for `change`.
pub fn revise(old: &Entry, new: Entry, change: Change, now: DateTime<Utc>) -> Entry {
    let withdrawn = !reports(old).is_subset(&reports(&new));
    match change {
        Change::Nothing => old.clone(),
        Change::Significant => Entry { updated: now, ..new },
        // Sentences point at reports: with one gone, only a new telling is true.
        Change::Reports | Change::Later if withdrawn => Entry { updated: old.updated, ..new },
        Change::Reports | Change::Later => {
            let mut entry = old.clone();
            entry.photo = entry.photo.or_else(|| new.photo.clone());
            // Where more is about to change, it changes at once.
            if change == Change::Reports {
                retouch(&mut entry, &new);
            }
            let known = reports(old);
            entry.reports.extend(new.reports.into_iter().filter(|report| !known.contains(&known_by(report))));
            entry
        }
    }
}

fn significant(old: &Entry, new: &Entry) -> bool {
    let lead_withdrawn = !new.reports.iter().any(|report| report.url == old.link);
    let (before, after) = (old.publishers(), new.publishers());
    let grown = MILESTONES.iter().any(|milestone| before < *milestone && after >= *milestone);
    let opinion = |entry: &Entry| entry.reports.iter().any(|report| report.url == entry.link && report.guest);
    let reported = opinion(old) && !opinion(new);
    lead_withdrawn
        || grown
        || reported
        || retitled(old, new)
        || new_facts(old, new)
        || newly_told(old, new)
        || recounted(old, new)
}

/// Whether the latest follow-up has lost the report that heads it, or that has another headline now.
fn beheaded(story: &Published, old: &Entry, new: &Entry) -> bool {
    let heads = story.developments.last().into_iter().flat_map(|last| last.heads.values());
    heads.filter(|head| head.report(old).is_some()).any(|head| {
        let report = head.report(new);
        report.is_none_or(|report| is_retitled(&head.title, &report.title, report.language.as_deref()))
    })
}

/// Whether a report has another headline than the one that readers have, or other numbers in it.
pub(super) fn is_retitled(before: &str, now: &str, language: Option<&str>) -> bool {
    !(headlines::alike(before, now) && headlines::same_numbers(before, now, language.unwrap_or_default()))
}

/// Whether the lead has another headline than the one that readers have of it, or other numbers in it; be it a report that leads for that.
fn retitled(old: &Entry, new: &Entry) -> bool {
    let title = |entry: &Entry| entry.reports.iter().find(|report| report.url == new.link).map(|report| report.title.clone());
    let titles = if old.link == new.link { Some((old.title.clone(), new.title.clone())) } else { title(old).zip(title(new)) };
    titles.is_some_and(|(before, now)| is_retitled(&before, &now, new.language.as_deref()))
}

/// Whether a headline, the lead's or another report's, has other words than readers have.
fn retouched(old: &Entry, new: &Entry) -> bool {
    let mut entry = old.clone();
    retouch(&mut entry, new);
    entry != *old
}

/// Gives an entry the headlines that its reports have now; what differs in case and punctuation only stays.
fn retouch(entry: &mut Entry, new: &Entry) {
    let retouch = |title: &mut String, now: &String| {
        if !headlines::same(title, now) {
            title.clone_from(now);
        }
    };
    if entry.link == new.link {
        retouch(&mut entry.title, &new.title);
    }
    let titles: HashMap<(&str, &str), &String> = new.reports.iter().map(|report| (known_by(report), &report.title)).collect();
    for report in &mut entry.reports {
        if let Some(title) = titles.get(&known_by(report)).map(|title| (*title).clone()) {
            retouch(&mut report.title, &title);
        }
    }
}

/// A figure, given by more than one report, with a value that no earlier telling gave.
fn new_facts(old: &Entry, new: &Entry) -> bool {
    // Three arrested are news where three were dead.
    let is_known = |what: &str, value: &FigureValue| {
        let known = old.figures.iter().filter(|figure| figure.what == what).flat_map(|figure| &figure.values);
        known.into_iter().any(|known| same_value((old, known), (new, value)))
    };
    let shared = new.figures.iter().filter(|figure| figure.values.len() > 1);
    shared.into_iter().any(|figure| figure.values.iter().any(|value| !is_known(&figure.what, value)))
}

/// Whether the summary would tell a count that rose, as two reports give it, and does not yet: the first may have had it in another language.
fn newly_told(old: &Entry, new: &Entry) -> bool {
    let tells = |entry: &Entry, amount: f64| {
        let says = |sentence: &Sentence| {
            numbers(&sentence.text, language_of(entry, sentence.report)).iter().any(|number| number.value == amount)
        };
        entry.summary.iter().any(says)
    };
    new.figures.iter().filter(|figure| Figure::rises(&figure.what)).any(|figure| {
        let amounts: Vec<f64> = figure.values.iter().filter_map(|value| amount(new, value)).collect();
        let shared = |amount: &&f64| amounts.iter().filter(|other| other == amount).count() > 1;
        amounts.iter().filter(shared).any(|amount| tells(new, *amount) && !tells(old, *amount))
    })
}

/// Whether a report gives another value of a figure now than the one with which readers see it disagree with others.
fn recounted(old: &Entry, new: &Entry) -> bool {
    let value_of = |of: &Figure, known: &Report| {
        let values = new.figures.iter().filter(|figure| figure.what == of.what).flat_map(|figure| &figure.values);
        values.into_iter().find(|value| new.reports.get(value.report).is_some_and(|report| known_by(report) == known_by(known)))
    };
    let recounted = |figure: &Figure, value: &FigureValue| {
        let report = old.reports.get(value.report);
        report.and_then(|report| value_of(figure, report)).is_some_and(|now| !same_value((old, value), (new, now)))
    };
    let disagreed = old.figures.iter().filter(|figure| figure.conflict);
    disagreed.into_iter().any(|figure| figure.values.iter().any(|value| recounted(figure, value)))
}

/// Whether two values, each of an entry, are one number, however it is written.
fn same_value(one: (&Entry, &FigureValue), other: (&Entry, &FigureValue)) -> bool {
    one.1.value == other.1.value || amount(one.0, one.1).is_some_and(|one| amount(other.0, other.1) == Some(one))
}

fn amount(entry: &Entry, value: &FigureValue) -> Option<f64> {
    numbers(&value.value, language_of(entry, value.report)).first().map(|number| number.value)
}

/// The language of a report of an entry; empty where it is unknown.
fn language_of(entry: &Entry, report: usize) -> &str {
    entry.reports.get(report).and_then(|report| report.language.as_deref()).unwrap_or_default()
}

fn reports(entry: &Entry) -> BTreeSet<(&str, &str)> {
    entry.reports.iter().map(known_by).collect()
}

/// What readers know a report by. Those without an address of their own share one with other publishers'.
pub(super) fn known_by(report: &Report) -> (&str, &str) {
    (&report.url, &report.publisher)
}
