//! A feed as it was read, whatever format it came in.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::Image;

/// The wire format of a feed, by the names that `inspect` prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum FeedFormat {
    /// RSS 2.0.
    #[default]
    #[serde(rename = "rss2")]
    Rss2,
    /// RSS 1.0 (RDF).
    #[serde(rename = "rss1")]
    Rss1,
    /// RSS 0.90 to 0.94.
    #[serde(rename = "rss0.9")]
    Rss09,
    /// Atom 1.0 (RFC 4287).
    #[serde(rename = "atom1")]
    Atom1,
    /// Atom 0.3.
    #[serde(rename = "atom0.3")]
    Atom03,
    /// JSON Feed 1.0 and 1.1.
    #[serde(rename = "json1")]
    Json1,
    /// A (news) sitemap, read as if it were a feed.
    #[serde(rename = "sitemap")]
    Sitemap,
}

/// A feed. Text fields hold sanitised HTML, titles plain text, addresses are absolute where a base was known.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Feed {
    /// Format it was written in.
    pub format: FeedFormat,
    /// Plain text.
    pub title: String,
    /// The site that the feed belongs to.
    pub link: String,
    /// As declared; empty if it was not.
    pub language: String,
    /// Sanitised HTML.
    pub description: String,
    /// Last change, as declared.
    pub updated: Option<DateTime<FixedOffset>>,
    /// WebSub hub.
    pub hub: Option<String>,
    /// Where RSS `cloud` takes registrations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud: Option<String>,
    /// RSS `ttl`.
    pub ttl_minutes: Option<u32>,
    /// What else the publisher says about when to come back.
    #[serde(skip)]
    pub hints: UpdateHints,
    /// In document order.
    pub entries: Vec<FeedEntry>,
    /// Ids of entries that were deleted (Atom `at:deleted-entry`, RFC 6721) and do not stand there again.
    #[serde(skip)]
    pub deleted: Vec<String>,
}

/// When a publisher wants to be asked again (RSS 2.0 `skipHours`, `skipDays`; RSS 1.0 module `syndication`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateHints {
    /// `sy:updatePeriod` divided by `sy:updateFrequency`, in minutes.
    pub period_minutes: Option<u32>,
    /// Hours of the day (UTC, 0 to 23) in which nothing new comes.
    pub skip_hours: Vec<u8>,
    /// Days of the week (Monday is 0) on which nothing new comes.
    pub skip_days: Vec<u8>,
    /// The feed's own address (Atom `link rel="self"`, JSON Feed `feed_url`): what a WebSub hub knows it by.
    pub self_url: Option<String>,
}

/// One entry of a feed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FeedEntry {
    /// guid, Atom id, or a stable stand-in made from link, else title and date.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// Absolute.
    pub link: String,
    /// As declared.
    pub published: Option<DateTime<FixedOffset>>,
    /// As declared.
    pub updated: Option<DateTime<FixedOffset>>,
    /// Sanitised HTML.
    pub summary: String,
    /// Sanitised HTML.
    pub content: String,
    /// Names only.
    pub authors: Vec<String>,
    /// Labels, in document order.
    pub categories: Vec<String>,
    /// As declared for this entry.
    pub language: Option<String>,
    /// RSS `source`, Atom `source/title`.
    pub source_title: Option<String>,
    /// Everything attached, pictures too.
    pub enclosures: Vec<Enclosure>,
    /// Pictures, best first.
    pub images: Vec<Image>,
}

/// A file that an entry carries (RSS 2.0 `enclosure`, Atom `link rel="enclosure"`, JSON Feed `attachments`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Enclosure {
    /// Absolute.
    pub url: String,
    /// Media type as declared; empty if it was not.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Bytes as declared; 0 if not.
    pub length: u64,
}
