//! What the pipeline remembers. One narrow trait; the database behind it shows nowhere else.
//!
//! Every operation is one transaction: it happened whole, or not at all, wherever the process was killed. Operations name their
//! purpose ("record this visit"), not rows, so that a backend may do them as suits it.

mod sqlite;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

pub use sqlite::Sqlite;

use crate::ledger::{Place, Published, Ruling};
use crate::model::{Article, ArticleId, FeedId, SourceId, StoryId, Vector};

/// Why the store could not answer. One line: what, where, what to do.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Written by a later newsloom.
    #[error("{path}: the store has schema version {found}, this newsloom knows versions up to {known}; use a newer newsloom")]
    Newer {
        /// Which store.
        path: String,
        /// Its version.
        found: i64,
        /// The newest that is understood.
        known: i64,
    },
    /// Cannot be opened or created.
    #[error("{path}: cannot open the store: {cause}; check store.url and the folder's permissions")]
    Open {
        /// Which store.
        path: String,
        /// Why.
        cause: String,
    },
    /// A database that newsloom did not make.
    #[error("{path}: this is the database of another program; name a file of newsloom's own in store.url")]
    Foreign {
        /// Which file.
        path: String,
    },
    /// Failed while in use.
    #[error("{path}: {cause}")]
    Failed {
        /// Which store.
        path: String,
        /// Why.
        cause: String,
    },
}

/// What the store keeps of a source. `state` belongs to the pipeline; the store only reads the fields that it selects by.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRecord {
    /// Which source.
    pub id: SourceId,
    /// When it is due.
    pub next_try: DateTime<Utc>,
    /// When that was decided. A source whose decision lies in the future is due: the clock was wrong then.
    pub decided: DateTime<Utc>,
    /// Everything else, as JSON text.
    pub state: String,
}

/// An article whose page, or one of whose photos, is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuePage {
    /// The source that brought it.
    pub source: SourceId,
    /// The article's key.
    pub key: String,
}

/// Pages of a source that will not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedPages {
    /// Which source.
    pub source: SourceId,
    /// As the article says it.
    pub why: String,
    /// How many.
    pub count: u64,
}

/// Something small that is worth knowing in the next run, for as long as it holds: a robots.txt, a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What sort of note.
    pub kind: String,
    /// What it is about; one note of a kind has it.
    pub key: String,
    /// Until when it holds.
    pub until: DateTime<Utc>,
    /// JSON text.
    pub body: String,
}

/// Which sources a pass takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// Those that are due.
    Due,
    /// All of them, due or not.
    All,
    /// These, due or not.
    Only(Vec<SourceId>),
}

/// A feed entry that was met, so that it is known when it comes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Key of the article that it belongs to.
    pub article_key: String,
    /// SHA-256 (hex) of what it said.
    pub digest: String,
}

/// An entry to remember, and what it did to its article.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// Key of the entry within its source.
    pub key: String,
    /// SHA-256 (hex) of what the entry says.
    pub digest: String,
    /// Key of the article that it belongs to.
    pub article_key: String,
    /// The article as it is to be stored; `None`: it stays as it is (another source brought it).
    pub article: Option<Article>,
}

/// One visit to a source: its next state and what it brought, stored together so that a validator never outruns its articles.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The source, its lease given back.
    pub record: SourceRecord,
    /// Entries that are new or changed.
    pub arrivals: Vec<Arrival>,
    /// Keys of all entries that the source lists now; none where it said nothing, or nothing new.
    pub listed: Vec<String>,
}

/// An article of a window, unread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glance {
    /// Which one.
    pub id: ArticleId,
    /// Goes up whenever it is stored.
    pub version: u64,
}

/// What is saved of an article that was grouped. The store knows nothing of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupedRow {
    /// Which one.
    pub article: ArticleId,
    /// As it was when it was grouped.
    pub version: u64,
    /// The pipeline's part.
    pub facts: Vec<u8>,
    /// The grouper's part; none for what cannot stand in a story.
    pub record: Option<Vec<u8>>,
}

/// What a grouping was when it was last saved.
#[derive(Debug)]
pub struct SavedGrouping {
    /// What its articles share.
    pub general: Vec<u8>,
    /// In stream order, some at a time while the store reads on; an error, where it fails, comes last.
    pub rows: Receiver<Result<Vec<GroupedRow>, StoreError>>,
}

/// How a saved grouping is to be changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupingChange {
    /// By what it is known.
    pub key: String,
    /// Forget all that is saved.
    pub anew: bool,
    /// What articles share; empty where nothing changed.
    pub general: Vec<u8>,
    /// Articles that are forgotten.
    pub gone: Vec<ArticleId>,
    /// New at the end of the stream.
    pub rows: Vec<GroupedRow>,
}

/// What a pass decided on stories, stored together before any byte is published.
#[derive(Debug, Clone, Default)]
pub struct Edition {
    /// New and changed stories.
    pub stories: Vec<Published>,
    /// Absorbed story → the one that survives.
    pub aliases: Vec<(StoryId, StoryId)>,
    /// Places that changed, by feed.
    pub places: BTreeMap<FeedId, Vec<Place>>,
    /// Content digest and time of the last change, by feed.
    pub channels: BTreeMap<FeedId, ChannelState>,
    /// What is to be known of the grouping in the next pass.
    pub grouping: GroupingChange,
}

/// What is to be known of a combined feed: its id, and when its content last changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelState {
    /// Minted when it was first published; nil before.
    #[serde(default)]
    pub urn: Uuid,
    /// SHA-256 (hex) of what the feed holds.
    pub digest: String,
    /// When that came about.
    pub changed: DateTime<Utc>,
    /// Months ("2026-01") whose archive is closed, each with the `publish.base_url` that it was written for.
    #[serde(default)]
    pub closed: BTreeMap<String, String>,
    /// Day on which the archive of the running month was last written, and the `publish.base_url` for which.
    #[serde(default)]
    pub archived_on: String,
}

/// How much was forgotten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Entries.
    pub entries: usize,
    /// Articles.
    pub articles: usize,
    /// Vectors.
    pub vectors: usize,
}

/// The vector of what an article said when it was encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVector {
    /// Of the encoder and of the passage that it read.
    pub digest: [u8; 16],
    /// What it made of it.
    pub vector: Vector,
}

/// Held for a whole pass; dropping it (or dying) gives it back.
pub struct PassLock {
    _held: Box<dyn Send + Sync>,
}

/// The operations that the pipeline needs. Any backend must pass `store::story` (the story test in `tests/store.rs`).
#[async_trait]
pub trait Store: Send + Sync {
    /// The lock against a second pass; `None` while another process or task holds it.
    async fn lock_pass(&self) -> Result<Option<PassLock>, StoreError>;

    /// Makes the sources of the configuration known; a new one is due at once. What is no longer configured keeps its history.
    async fn register(&self, sources: &[SourceId], now: DateTime<Utc>) -> Result<(), StoreError>;

    /// Takes due sources on a lease that ends at `until`: no other worker gets them before. At most `limit`, longest due first.
    async fn claim(
        &self,
        selection: &Selection,
        configured: &[SourceId],
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<SourceRecord>, StoreError>;

    /// Every source that is known.
    async fn sources(&self) -> Result<Vec<SourceRecord>, StoreError>;

    /// Which of these entries of a source were met before.
    async fn seen(&self, source: &SourceId, keys: &[String]) -> Result<BTreeMap<String, Seen>, StoreError>;

    /// Entries of a source that it listed on the last day on which it listed any, or on the day before, of articles whose moment lies between these.
    async fn listed_lately(
        &self,
        source: &SourceId,
        between: (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<BTreeMap<String, Seen>, StoreError>;

    /// Articles by key.
    async fn articles_by_key(&self, keys: &[String]) -> Result<BTreeMap<String, Article>, StoreError>;

    /// Stores visits and ends their leases, all in one transaction. New articles (id 0) get their id. Answers the articles stored.
    async fn record_visits(&self, visits: Vec<Visit>) -> Result<Vec<Article>, StoreError>;

    /// Sources that have articles whose page, or a photo, is due.
    async fn sources_with_due_pages(&self, now: DateTime<Utc>) -> Result<Vec<SourceId>, StoreError>;

    /// Articles of these sources whose page, or a photo, is due: at most `limit` of each, newest first.
    async fn due_pages(&self, sources: &[SourceId], now: DateTime<Utc>, limit: usize) -> Result<Vec<DuePage>, StoreError>;

    /// Pages that will not be read, or that their address keeps from being read, of articles whose moment is not before `since`.
    async fn closed_pages(&self, since: DateTime<Utc>) -> Result<Vec<ClosedPages>, StoreError>;

    /// Stores articles again, all in one transaction.
    async fn save_articles(&self, articles: Vec<Article>) -> Result<(), StoreError>;

    /// Notes of a kind that hold at `now`.
    async fn notes(&self, kind: &str, now: DateTime<Utc>) -> Result<Vec<Note>, StoreError>;

    /// The note of that kind and key, if it holds at `now`.
    async fn note(&self, kind: &str, key: &str, now: DateTime<Utc>) -> Result<Option<Note>, StoreError>;

    /// Keeps notes, each in place of the one with its kind and key; forgets all that no longer hold at `now`.
    async fn keep_notes(&self, notes: Vec<Note>, now: DateTime<Utc>) -> Result<(), StoreError>;

    /// Articles whose moment is not before `since`, and all members of stories that have such a member; in order of arrival, with the
    /// sources that carry them.
    async fn window(&self, since: DateTime<Utc>) -> Result<Vec<Article>, StoreError>;

    /// The same articles, unread.
    async fn glance(&self, since: DateTime<Utc>) -> Result<Vec<Glance>, StoreError>;

    /// Articles by id, as `window` answers them.
    async fn articles(&self, ids: &[ArticleId]) -> Result<Vec<Article>, StoreError>;

    /// The grouping that was saved under this key.
    async fn grouping(&self, key: &str) -> Result<Option<SavedGrouping>, StoreError>;

    /// The vectors of these articles, as far as there are any.
    async fn vectors(&self, ids: &[ArticleId]) -> Result<BTreeMap<ArticleId, StoredVector>, StoreError>;

    /// Stores vectors, each in the place of its article's older one.
    async fn save_vectors(&self, vectors: &[(ArticleId, StoredVector)]) -> Result<(), StoreError>;

    /// Living stories that have an article in that window, or stand in a feed.
    async fn living(&self, since: DateTime<Utc>) -> Result<Vec<Published>, StoreError>;

    /// The places of a feed.
    async fn places(&self, feed: &FeedId) -> Result<Vec<Place>, StoreError>;

    /// The state of a combined feed, if it was ever published.
    async fn channel(&self, feed: &FeedId) -> Result<Option<ChannelState>, StoreError>;

    /// Every combined feed that was ever published.
    async fn channels(&self) -> Result<BTreeMap<FeedId, ChannelState>, StoreError>;

    /// Stories by id or by the id of one of their follow-ups, aliases not followed.
    async fn stories(&self, ids: &[StoryId]) -> Result<Vec<Published>, StoreError>;

    /// Stores what a pass decided.
    async fn commit(&self, edition: &Edition) -> Result<(), StoreError>;

    /// A story by id, following aliases.
    async fn story(&self, id: StoryId) -> Result<Option<Published>, StoreError>;

    /// Keeps what an editor decided, for good.
    async fn rule(&self, ruling: &Ruling) -> Result<(), StoreError>;

    /// All that editors decided, in order.
    async fn rulings(&self) -> Result<Vec<Ruling>, StoreError>;

    /// Forgets what nobody needs any more, at most `limit` entries and articles: entries that their source has not listed for `patience`
    /// when it last listed any, articles that no entry leads to, and vectors. What is kept whatever its age: articles whose moment is not before `since`,
    /// and members of stories that have such a member or stand in a feed. Stories, their aliases and their places are kept for good.
    async fn prune(
        &self,
        since: DateTime<Utc>,
        patience: TimeDelta,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Result<Pruned, StoreError>;

    /// Empty if the store is sound, else what is wrong with it, a line each.
    async fn check(&self) -> Result<Vec<String>, StoreError>;
}

/// Opens the store that the configuration names.
///
/// # Errors
/// Where it cannot be opened or is newer than this program.
pub async fn open(path: PathBuf) -> Result<Box<dyn Store>, StoreError> {
    Ok(Box::new(Sqlite::open(path).await?))
}

/// That store, or an empty one in memory where there is none yet: to read only.
///
/// # Errors
/// As [`open`].
pub async fn existing(path: PathBuf) -> Result<Box<dyn Store>, StoreError> {
    if path.exists() { open(path).await } else { scratch(path).await }
}

/// A copy of that store in memory, or an empty one where there is none yet, for passes that must leave no trace.
///
/// # Errors
/// As [`open`].
pub async fn scratch(path: PathBuf) -> Result<Box<dyn Store>, StoreError> {
    Ok(Box::new(Sqlite::scratch(path).await?))
}
