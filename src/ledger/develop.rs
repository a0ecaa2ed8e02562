//! Follow-ups: further entries of a story that develops (rule 5 of the identity contract), and the moments that changes carry.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Published;
use super::significance::known_by;
use crate::model::{Entry, Report, StoryId};
use crate::text::language::family;

/// A significant change that became an entry of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Development {
    /// Of the entry that tells the change; minted for it, never changed or reused.
    pub id: StoryId,
    /// Frozen.
    pub published: DateTime<Utc>,
    /// The entry before it, as readers keep it, by preferred language.
    pub before: BTreeMap<String, Entry>,
}

impl Published {
    /// Ids under which feeds with follow-ups show the story, with the date of each; the first is its own.
    pub fn chapters(&self) -> impl Iterator<Item = (StoryId, DateTime<Utc>)> {
        std::iter::once((self.id, self.published)).chain(self.developments.iter().map(|one| (one.id, one.published)))
    }

    /// What a feed without follow-ups shows: the story as it is told now.
    pub fn entry(&self, language: &str) -> Option<&Entry> {
        self.tellings.get(language).or(self.tellings.values().next())
    }

    /// What a feed with follow-ups shows under an id of the story; `None` where the id is not one of its.
    pub fn chapter(&self, id: StoryId, language: &str) -> Option<Entry> {
        let at = self.chapters().position(|(known, _)| known == id)?;
        match self.developments.get(at) {
            Some(next) => pick(&next.before, language).cloned(),
            None => pick(&self.tellings, language).cloned().map(|entry| self.as_chapter(entry, language)),
        }
    }

    /// The present telling, under the id and date of the latest follow-up, and headed by the report that brought it.
    fn as_chapter(&self, entry: Entry, language: &str) -> Entry {
        let Some(last) = self.developments.last() else { return entry };
        let news = pick(&last.before, language).and_then(|before| news(before, &entry));
        let (title, link) = match news {
            Some(report) => (report.title.clone(), report.url.clone()),
            None => (entry.title, entry.link),
        };
        let updated = entry.updated.max(last.published);
        Entry { id: last.id, follows: Some(self.id), title, link, published: last.published, updated, ..entry }
    }
}

/// A telling in a language, or in any.
fn pick<'a>(told: &'a BTreeMap<String, Entry>, language: &str) -> Option<&'a Entry> {
    told.get(language).or(told.values().next())
}

/// The first report that an entry before did not have, and that can head one in this language. Those that come later are listed behind it, so
/// that the headline stays.
fn news<'a>(before: &Entry, now: &'a Entry) -> Option<&'a Report> {
    let known = |report: &Report| before.reports.iter().any(|other| known_by(other) == known_by(report));
    let speaks = |report: &Report| report.language.as_deref().map(family) == now.language.as_deref().map(family);
    now.reports.iter().find(|report| !known(report) && report.copy_of.is_none() && speaks(report))
}

/// Closes the chapter that is `before` the change, and opens the one that `id` tells from `now` on.
pub fn develop(before: &Published, id: StoryId, now: DateTime<Utc>) -> Development {
    let frozen = before.tellings.iter().map(|(language, entry)| (language.clone(), before.as_chapter(entry.clone(), language)));
    Development { id, published: now, before: frozen.collect() }
}

/// `moment` as the `updated` of this story: a fraction of a second of its own is added, since validators and readers that sort by it
/// want no two entries of a feed to have the same (RFC 4287, section 4.2.15, has room for it).
pub fn stamp(id: StoryId, moment: DateTime<Utc>) -> DateTime<Utc> {
    let (_, random) = id.0.as_u64_pair();
    moment + TimeDelta::microseconds(i64::from((random % 1_000_000) as u32))
}
