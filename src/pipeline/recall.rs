//! What readers know and the store does not, since it was lost or comes from an older backup: read back from the published feeds, so that a
//! story that readers know comes back under the id that they know, whenever its reports do.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Works, archive};
use crate::config::Format;
use crate::ledger::{Place, Published};
use crate::model::{Article, ArticleId, FeedId, StoryId};
use crate::publish::{self, Recollected};
use crate::store::{Note, StoreError};

/// Kind of the notes on entries whose reports were not found yet.
const KIND: &str = "recall";

/// How long reports are waited for.
const PATIENCE: TimeDelta = TimeDelta::days(7);

/// What was read back.
#[derive(Default)]
pub struct Recalled {
    /// Stories of which a report was found again.
    pub stories: Vec<Published>,
    /// Their places.
    pub places: BTreeMap<FeedId, Vec<Place>>,
    /// Ids of feeds that the store does not know.
    pub urns: BTreeMap<FeedId, Uuid>,
    /// Months of such feeds whose archives stand already.
    pub archived: BTreeMap<FeedId, Vec<String>>,
}

/// An entry that the store does not know, and its place.
#[derive(Clone, Serialize, Deserialize)]
struct Lost {
    feed: FeedId,
    entry: Recollected,
    place: Place,
}

/// Looks for entries that are published and not known. As a rule there are none.
pub async fn recall(works: &Works, since: DateTime<Utc>, now: DateTime<Utc>) -> Result<Recalled, StoreError> {
    let mut recalled = Recalled::default();
    let mut lost: Vec<Lost> =
        works.store.notes(KIND, now).await?.iter().filter_map(|note| serde_json::from_str(&note.body).ok()).collect();
    let mut found = Vec::new();
    for (feed, recollection, months) in read_back(works, now).await {
        found.extend(places(&feed, recollection.entries));
        if works.store.channel(&feed).await?.is_none_or(|state| state.urn.is_nil()) {
            recalled.urns.insert(feed.clone(), recollection.urn);
            recalled.archived.insert(feed, months);
        }
    }
    for feed in found.iter().chain(&lost).map(|lost| lost.feed.clone()).collect::<BTreeSet<_>>() {
        let known: BTreeSet<StoryId> = works.store.places(&feed).await?.iter().map(|place| place.story).collect();
        let unknown = |one: &Lost| one.feed != feed || !known.contains(&one.entry.id);
        lost.retain(unknown);
        found.retain(unknown);
    }
    if !found.is_empty() {
        tracing::warn!(
            "feeds are published with {} entries that the store does not know: it was lost or is an old copy. They keep their ids as far as \
             their reports are found again in the next {} days",
            found.len(),
            PATIENCE.num_days()
        );
        works.store.keep_notes(found.iter().map(|lost| note(lost, now)).collect(), now).await?;
        lost.extend(found);
    }
    if !lost.is_empty() {
        take_over(&mut recalled, lost, &works.store.window(since).await?);
    }
    Ok(recalled)
}

/// The configured feeds as they are published, and the ended months that are archived.
async fn read_back(works: &Works, now: DateTime<Utc>) -> Vec<(FeedId, publish::Recollection, Vec<String>)> {
    let (settings, output) = (works.settings.clone(), works.output.clone());
    let read = move || {
        let feeds = settings.feeds.iter().filter_map(|feed| {
            let file = output.read(&publish::file_name(&feed.id.0, Format::Json)).ok()??;
            let archived = |month: &String| output.has(&publish::archive_name(&feed.id.0, month));
            let months = archive::ended_months(now).filter(archived).collect();
            Some((feed.id.clone(), publish::recall(&file.bytes)?, months))
        });
        feeds.collect::<Vec<_>>()
    };
    tokio::task::spawn_blocking(read).await.unwrap_or_default()
}

fn note(lost: &Lost, now: DateTime<Utc>) -> Note {
    let body = serde_json::to_string(lost).unwrap_or_default();
    Note { kind: KIND.into(), key: format!("{} {}", lost.feed, lost.entry.id), until: now + PATIENCE, body }
}

/// Stories and places of entries of which a report is there.
fn take_over(recalled: &mut Recalled, lost: Vec<Lost>, articles: &[Article]) {
    let standing = articles.iter().filter(|article| !article.withdrawn);
    let by_url: HashMap<&str, ArticleId> = standing.map(|article| (article.url.as_str(), article.id)).collect();
    let mut stories: BTreeMap<StoryId, Published> = BTreeMap::new();
    for Lost { feed, entry, place } in lost {
        if let Some(story) = story_of(&entry, &by_url) {
            stories.entry(entry.id).or_insert(story);
            recalled.places.entry(feed).or_default().push(place);
        }
    }
    recalled.stories = stories.into_values().collect();
}

/// The story as far as its entry tells it: it is told anew from the reports that were found again.
fn story_of(entry: &Recollected, by_url: &HashMap<&str, ArticleId>) -> Option<Published> {
    let members: Vec<ArticleId> = entry.reports.iter().filter_map(|(url, _)| by_url.get(url.as_str()).copied()).collect();
    let anchor = by_url.get(entry.link.as_str()).or(members.first()).copied()?;
    Some(Published {
        id: entry.id,
        anchor,
        published: entry.published,
        updated: entry.updated,
        pending: false,
        inputs: String::new(),
        members,
        leads: BTreeSet::new(),
        tellings: BTreeMap::new(),
        developments: Vec::new(),
    })
}

/// Places that keep the order in which entries stood, each as young as its newest report.
fn places(feed: &FeedId, entries: Vec<Recollected>) -> Vec<Lost> {
    let mut below = DateTime::<Utc>::MIN_UTC;
    let place = |entry: Recollected| {
        let newest = entry.reports.iter().filter_map(|(_, published)| *published).max();
        let rank = newest.map_or(entry.published, |newest| newest.max(entry.published)).max(below + TimeDelta::seconds(1));
        below = rank;
        let place = Place { story: entry.id, rank, entered: rank, left: None, withdrawn: false };
        Lost { feed: feed.clone(), entry, place }
    };
    entries.into_iter().rev().map(place).collect()
}
