//! What readers know of an installation whose store was lost: read back from the feeds that it published, so that a story that they know comes
//! back under the id that they know.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::Works;
use crate::config::Format;
use crate::ledger::{Place, Published};
use crate::model::{ArticleId, FeedId, StoryId};
use crate::publish::{self, Recollected};
use crate::store::StoreError;

/// What was read back.
#[derive(Default)]
pub struct Recalled {
    /// Stories of which a report was found again.
    pub stories: Vec<Published>,
    /// Their places.
    pub places: BTreeMap<FeedId, Vec<Place>>,
    /// Ids of the feeds themselves.
    pub urns: BTreeMap<FeedId, Uuid>,
}

/// Reads the published feeds back where the store has never published any; as a rule there is nothing to recall.
pub async fn recall(works: &Works, since: DateTime<Utc>) -> Result<Recalled, StoreError> {
    if !works.store.channels().await?.is_empty() {
        return Ok(Recalled::default());
    }
    let articles = works.store.window(since).await?;
    let (settings, output) = (works.settings.clone(), works.output.clone());
    let read = move || {
        let feeds = settings.feeds.iter().filter_map(|feed| {
            let file = output.read(&publish::file_name(&feed.id.0, Format::Json)).ok()??;
            Some((feed.id.clone(), publish::recall(&file.bytes)?))
        });
        feeds.collect::<Vec<_>>()
    };
    let feeds = tokio::task::spawn_blocking(read).await.unwrap_or_default();

    let by_url: HashMap<&str, ArticleId> = articles.iter().map(|article| (article.url.as_str(), article.id)).collect();
    let mut recalled = Recalled::default();
    let mut stories: BTreeMap<StoryId, Published> = BTreeMap::new();
    for (feed, recollection) in feeds {
        for entry in &recollection.entries {
            if let Some(story) = story_of(entry, &by_url) {
                stories.entry(entry.id).or_insert(story);
            }
        }
        let known = recollection.entries.iter().filter(|entry| stories.contains_key(&entry.id));
        recalled.places.insert(feed.clone(), places(known));
        recalled.urns.insert(feed, recollection.urn);
    }
    recalled.stories = stories.into_values().collect();
    if !recalled.urns.is_empty() {
        tracing::warn!(
            "the store is new, but feeds are published already: {} stories keep the ids that they have there; what is not found again may come \
             as new. Restore a backup of the store if there is one",
            recalled.stories.len()
        );
    }
    Ok(recalled)
}

/// The story as far as its entry tells it: it is told anew from the reports that were found again.
fn story_of(entry: &Recollected, by_url: &HashMap<&str, ArticleId>) -> Option<Published> {
    let members: Vec<ArticleId> = entry.reports.iter().filter_map(|url| by_url.get(url.as_str()).copied()).collect();
    let anchor = by_url.get(entry.link.as_str()).or(members.first()).copied()?;
    Some(Published {
        id: entry.id,
        anchor,
        published: entry.published,
        updated: entry.updated,
        pending: false,
        inputs: String::new(),
        members,
        tellings: BTreeMap::new(),
        developments: Vec::new(),
    })
}

/// Places that keep the order in which entries stood.
fn places<'a>(entries: impl DoubleEndedIterator<Item = &'a Recollected>) -> Vec<Place> {
    let mut rank = DateTime::<Utc>::MIN_UTC;
    let place = |entry: &Recollected| {
        rank = entry.published.max(rank + TimeDelta::seconds(1));
        Place { story: entry.id, rank, entered: rank, left: None, withdrawn: false }
    };
    entries.rev().map(place).collect()
}
