//! When a change is worth a reader's attention (rule 4 of the identity contract).

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::Published;
use crate::model::Entry;
use crate::text::headlines;

/// Numbers of publishers at which a story counts as having grown.
const MILESTONES: [usize; 4] = [2, 3, 5, 10];

/// `updated` moves no sooner than this after it last moved.
const REST: TimeDelta = TimeDelta::minutes(30);

/// How a story's new telling is to be taken; from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The bytes stay as they are.
    Nothing,
    /// The list of reports changed, or a photo came: the rest stays as readers know it, and so does `updated`.
    Reports,
    /// As [`Change::Reports`] for now; a significant change waits for its time.
    Later,
    /// Told anew, and `updated` is now.
    Significant,
}

/// Compares what readers have with what would be told now. `retracted`: a report does not say any more what the old telling quotes it with.
pub fn judge(story: &Published, old: &Entry, new: &Entry, retracted: bool, now: DateTime<Utc>) -> Change {
    let same_reports = addresses(old) == addresses(new);
    let photo_came = old.photo.is_none() && new.photo.is_some();
    if !(story.pending || retracted || significant(old, new)) {
        return if same_reports && !photo_came { Change::Nothing } else { Change::Reports };
    }
    // What lies ahead was stamped by a clock that was wrong.
    if now - story.updated >= REST || story.updated > now { Change::Significant } else { Change::Later }
}

/// The entry that readers get for `change`.
pub fn revise(old: &Entry, new: Entry, change: Change, now: DateTime<Utc>) -> Entry {
    let withdrawn = !addresses(old).is_subset(&addresses(&new));
    match change {
        Change::Nothing => old.clone(),
        Change::Significant => Entry { updated: now, ..new },
        // Sentences point at reports: with one gone, only a new telling is true.
        Change::Reports | Change::Later if withdrawn => Entry { updated: old.updated, ..new },
        Change::Reports | Change::Later => {
            let known = addresses(old);
            let joined: Vec<_> = new.reports.into_iter().filter(|report| !known.contains(report.url.as_str())).collect();
            let mut entry = old.clone();
            entry.reports.extend(joined);
            entry.photo = entry.photo.or(new.photo);
            entry
        }
    }
}

fn significant(old: &Entry, new: &Entry) -> bool {
    let lead_withdrawn = !new.reports.iter().any(|report| report.url == old.link);
    let (before, after) = (old.publishers(), new.publishers());
    let grown = MILESTONES.iter().any(|milestone| before < *milestone && after >= *milestone);
    lead_withdrawn || grown || retitled(old, new) || new_facts(old, new)
}

/// Whether the same lead has another headline than the one that readers have.
fn retitled(old: &Entry, new: &Entry) -> bool {
    old.link == new.link && !headlines::alike(&old.title, &new.title)
}

/// A figure, given by more than one report, with a value that no earlier telling gave.
fn new_facts(old: &Entry, new: &Entry) -> bool {
    let known: HashSet<&str> = old.figures.iter().flat_map(|figure| &figure.values).map(|value| value.value.as_str()).collect();
    let shared = new.figures.iter().filter(|figure| figure.values.len() > 1);
    shared.flat_map(|figure| &figure.values).any(|value| !known.contains(value.value.as_str()))
}

fn addresses(entry: &Entry) -> BTreeSet<&str> {
    entry.reports.iter().map(|report| report.url.as_str()).collect()
}
