//! Follow-ups: further entries of a story that develops (rule 5 of the identity contract), and the moments that changes carry.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Published;
use crate::model::{Entry, StoryId};

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
        let pick = |told: &BTreeMap<String, Entry>| told.get(language).or(told.values().next()).cloned();
        match self.developments.get(at) {
            Some(next) => pick(&next.before),
            None => pick(&self.tellings).map(|entry| self.as_chapter(entry)),
        }
    }

    /// The present telling, under the id and date of the latest follow-up.
    fn as_chapter(&self, entry: Entry) -> Entry {
        match self.developments.last() {
            Some(last) => {
                let updated = entry.updated.max(last.published);
                Entry { id: last.id, follows: Some(self.id), published: last.published, updated, ..entry }
            }
            None => entry,
        }
    }
}

/// Closes the chapter that is `before` the change, and opens the one that `id` tells from `now` on.
pub fn develop(before: &Published, id: StoryId, now: DateTime<Utc>) -> Development {
    let frozen = before.tellings.iter().map(|(language, entry)| (language.clone(), before.as_chapter(entry.clone())));
    Development { id, published: now, before: frozen.collect() }
}

/// `moment` as the `updated` of this story: a fraction of a second of its own is added, since validators and readers that sort by it
/// want no two entries of a feed to have the same (RFC 4287, section 4.2.15, has room for it).
pub fn stamp(id: StoryId, moment: DateTime<Utc>) -> DateTime<Utc> {
    let (_, random) = id.0.as_u64_pair();
    moment + TimeDelta::microseconds(i64::from((random % 1_000_000) as u32))
}
