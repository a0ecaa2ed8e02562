//! What a published JSON feed says of the entries that readers know.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::StoryId;

/// A feed as it was published.
#[derive(Debug, PartialEq, Eq)]
pub struct Recollection {
    /// The feed's own id.
    pub urn: Uuid,
    /// In the order in which they stand.
    pub entries: Vec<Recollected>,
}

/// An entry as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recollected {
    /// Its id.
    pub id: StoryId,
    /// The lead report.
    pub link: String,
    /// Frozen.
    pub published: DateTime<Utc>,
    /// Last significant change.
    pub updated: DateTime<Utc>,
    /// Addresses and dates of its reports.
    pub reports: Vec<(String, Option<DateTime<Utc>>)>,
}

#[derive(Deserialize)]
struct Document {
    _newsloom: OfFeed,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct OfFeed {
    feed: Uuid,
}

#[derive(Deserialize)]
struct Item {
    id: Uuid,
    #[serde(default)]
    url: String,
    date_published: DateTime<Utc>,
    date_modified: DateTime<Utc>,
    _newsloom: OfItem,
}

#[derive(Deserialize)]
struct OfItem {
    story: Uuid,
    reports: Vec<Report>,
}

#[derive(Deserialize)]
struct Report {
    url: String,
    published: Option<DateTime<Utc>>,
}

/// Reads a JSON feed of ours; `None` for anything else. Follow-ups are left out: their ids mean nothing without the story's history.
pub fn recall(json: &[u8]) -> Option<Recollection> {
    let document: Document = serde_json::from_slice(json).ok()?;
    let stories = document.items.into_iter().filter(|item| item.id == item._newsloom.story);
    let entries = stories.map(|item| Recollected {
        id: StoryId(item.id),
        link: item.url,
        published: item.date_published,
        updated: item.date_modified,
        reports: item._newsloom.reports.into_iter().map(|report| (report.url, report.published)).collect(),
    });
    Some(Recollection { urn: document._newsloom.feed, entries: entries.collect() })
}
