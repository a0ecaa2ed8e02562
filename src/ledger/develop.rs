//! Follow-ups: further entries of a story that develops (rule 5 of the identity contract), and the moments that changes carry.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Published;
use super::significance::{is_retitled, known_by};
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
    /// What heads it, by preferred language, for good.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub heads: BTreeMap<String, Head>,
    /// Address and publisher of the reports that there were when it opened.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub listed: BTreeSet<(String, String)>,
    /// Languages in which it would have the headline of the entry before it: there that one goes on.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub untold: BTreeSet<String>,
}

/// The report that heads a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its headline when it came.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its publisher.
    pub publisher: String,
}

impl Head {
    fn of(report: &Report) -> Self {
        Self { title: report.title.clone(), url: report.url.clone(), publisher: report.publisher.clone() }
    }

    /// Its report, if an entry still has it.
    pub(super) fn report<'a>(&self, entry: &'a Entry) -> Option<&'a Report> {
        entry.reports.iter().find(|report| known_by(report) == (&*self.url, &*self.publisher))
    }
}

impl Published {
    /// Ids under which feeds with follow-ups show the story, with the date of each; the first is its own.
    pub fn chapters(&self) -> impl Iterator<Item = (StoryId, DateTime<Utc>)> {
        std::iter::once((self.id, self.published)).chain(self.developments.iter().map(|one| (one.id, one.published)))
    }

    /// The same in feeds that prefer a language; the last one tells the story now.
    pub fn chapters_in(&self, language: &str) -> impl Iterator<Item = (StoryId, DateTime<Utc>)> {
        std::iter::once((self.id, self.published)).chain(self.told_in(language).map(|one| (one.id, one.published)))
    }

    /// Follow-ups that say something new in a language.
    fn told_in(&self, language: &str) -> impl DoubleEndedIterator<Item = &Development> {
        self.developments.iter().filter(move |one| !one.untold.contains(language))
    }

    /// What a feed without follow-ups shows: the story as it is told now.
    pub fn entry(&self, language: &str) -> Option<&Entry> {
        self.tellings.get(language).or(self.tellings.values().next())
    }

    /// What a feed with follow-ups shows under an id of the story; `None` where the id is not one of its in that language.
    pub fn chapter(&self, id: StoryId, language: &str) -> Option<Entry> {
        let at = self.chapters_in(language).position(|(known, _)| known == id)?;
        match self.told_in(language).nth(at) {
            Some(next) => next.before.get(language).or(next.before.values().next()).cloned(),
            None => self.entry(language).cloned().map(|entry| self.as_chapter(entry, language)),
        }
    }

    /// The present telling, under the id and date of the latest follow-up, and headed as that is.
    fn as_chapter(&self, entry: Entry, language: &str) -> Entry {
        let Some(last) = self.told_in(language).next_back() else { return entry };
        let head = last.heads.get(language).filter(|head| head.report(&entry).is_some());
        let language = head.and_then(|head| head.report(&entry)).map_or(entry.language.clone(), |report| report.language.clone());
        let (title, link) = match head {
            Some(head) => (head.title.clone(), head.url.clone()),
            None => (entry.title, entry.link),
        };
        let updated = entry.updated.max(last.published);
        Entry { id: last.id, follows: Some(self.id), title, link, published: last.published, updated, language, ..entry }
    }
}

/// Closes the chapter that is `before` the change, and opens the one that `id` tells from `now` on, with the tellings of `after`.
pub fn develop(before: &Published, after: &Published, id: StoryId, now: DateTime<Utc>) -> Development {
    let frozen = |(language, entry): (&String, &Entry)| (language.clone(), before.as_chapter(entry.clone(), language));
    let frozen: BTreeMap<String, Entry> = before.tellings.iter().map(frozen).collect();
    let (mut heads, mut untold) = (BTreeMap::new(), BTreeSet::new());
    for (language, entry) in &after.tellings {
        let Some(known) = frozen.get(language) else { continue };
        let kept = entry.reports.iter().find(|report| report.url == known.link);
        let kept = kept.map(|report| match is_retitled(&known.title, &report.title, report.language.as_deref()) {
            true => Head::of(report),
            false => Head { title: known.title.clone(), ..Head::of(report) },
        });
        let lead = || entry.reports.iter().find(|report| report.url == entry.link).map(Head::of);
        let Some(head) = news(before, language, entry).map(Head::of).or(kept).or_else(lead) else { continue };
        if !is_retitled(&known.title, &head.title, entry.language.as_deref()) {
            untold.insert(language.clone());
        }
        heads.insert(language.clone(), head);
    }
    let listed = after.tellings.values().flat_map(|entry| &entry.reports).map(|report| {
        let (url, publisher) = known_by(report);
        (url.to_owned(), publisher.to_owned())
    });
    Development { id, published: now, before: frozen, heads, listed: listed.collect(), untold }
}

/// What a change is news for: the latest report that the entry `before` did not have when it opened, or else one that has another headline now.
/// It is in the language of the entry, no copy and no opinion, unless it leads the story.
fn news<'a>(before: &Published, language: &str, now: &'a Entry) -> Option<&'a Report> {
    let entry = before.entry(language)?;
    let speaks = |report: &&Report| report.language.as_deref().map(family) == now.language.as_deref().map(family);
    let tells = |report: &&Report| report.copy_of.is_none() && !report.guest || report.url == now.link;
    let heading = || now.reports.iter().filter(tells).filter(speaks);
    let known = |report: &Report| entry.reports.iter().find(|other| known_by(other) == known_by(report));
    let opened = before.told_in(language).next_back();
    let came = |report: &&Report| match opened {
        Some(opened) if !opened.listed.is_empty() => {
            let (url, publisher) = known_by(report);
            !opened.listed.contains(&(url.to_owned(), publisher.to_owned()))
        }
        _ => known(report).is_none(),
    };
    // What came while the first change had to wait for its time is listed already.
    let waited = |report: &&Report| opened.is_none() && before.pending && report.published > Some(before.published);
    let retitled = |report: &&Report| {
        known(report).is_some_and(|before| is_retitled(&before.title, &report.title, report.language.as_deref()))
    };
    let latest = |one: &&Report, other: &&Report| one.published.cmp(&other.published);
    let came = heading().filter(came).max_by(latest);
    came.or_else(|| heading().filter(waited).max_by(latest)).or_else(|| heading().filter(retitled).max_by(latest))
}

/// `moment` as the `updated` of this story: a fraction of a second of its own is added, since validators and readers that sort by it
/// want no two entries of a feed to have the same (RFC 4287, section 4.2.15, has room for it).
pub fn stamp(id: StoryId, moment: DateTime<Utc>) -> DateTime<Utc> {
    let (_, random) = id.0.as_u64_pair();
    moment + TimeDelta::microseconds(i64::from((random % 1_000_000) as u32))
}
