//! SQLite: one file, write-ahead log, one connection behind a mutex, off the async threads.

mod grouping;
mod operations;
mod prune;
mod schema;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags};

use super::*;

/// How long a statement waits for another process's transaction.
const BUSY: Duration = Duration::from_secs(20);

/// The embedded store.
pub struct Sqlite {
    connection: Arc<Mutex<Connection>>,
    path: PathBuf,
    /// Nobody else has this copy.
    scratch: bool,
}

impl Sqlite {
    /// Opens or creates the file and brings it to the newest version.
    ///
    /// # Errors
    /// Where the file cannot be opened, is no SQLite file, or is newer than this program.
    pub async fn open(path: PathBuf) -> Result<Self, StoreError> {
        blocking(move || {
            let connection = connect(&path)?;
            Ok(Self { connection: Arc::new(Mutex::new(connection)), path, scratch: false })
        })
        .await
    }

    /// A copy of it in memory; an empty one where the file does not exist.
    ///
    /// # Errors
    /// As [`Sqlite::open`].
    pub async fn scratch(path: PathBuf) -> Result<Self, StoreError> {
        blocking(move || {
            let connection = copy(&path)?;
            Ok(Self { connection: Arc::new(Mutex::new(connection)), path, scratch: true })
        })
        .await
    }

    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connection = Arc::clone(&self.connection);
        let path = self.path.display().to_string();
        blocking(move || {
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut connection).map_err(|error| StoreError::Failed { path, cause: error.to_string() })
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, StoreError> + Send + 'static) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(StoreError::Failed { path: "store".into(), cause: format!("its thread ended: {error}") }),
    }
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let shown = path.display().to_string();
    let failed = |cause: String| StoreError::Open { path: shown.clone(), cause };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| failed(error.to_string()))?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(|error| failed(error.to_string()))?;
    connection.busy_timeout(BUSY).map_err(|error| failed(error.to_string()))?;
    vet(&connection, path)?;
    let prepared = (|| {
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // WAL with NORMAL may lose the last transactions on a power cut; FULL does not.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        schema::migrate(&mut connection)
    })();
    prepared.map_err(|error: rusqlite::Error| failed(error.to_string()))?;
    Ok(connection)
}

/// A copy in memory of what lies there; nothing is made or changed on disk.
fn copy(path: &Path) -> Result<Connection, StoreError> {
    let failed = |error: rusqlite::Error| StoreError::Open { path: path.display().to_string(), cause: error.to_string() };
    let mut copy = Connection::open_in_memory().map_err(failed)?;
    if path.exists() {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let original = Connection::open_with_flags(path, flags).map_err(failed)?;
        original.busy_timeout(BUSY).map_err(failed)?;
        vet(&original, path)?;
        let copied = rusqlite::backup::Backup::new(&original, &mut copy).and_then(|backup| backup.step(-1));
        copied.map_err(failed)?;
    }
    schema::migrate(&mut copy).map_err(failed)?;
    Ok(copy)
}

/// Whether a file is a store that this program understands, or empty.
fn vet(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let shown = || path.display().to_string();
    let failed = |error: rusqlite::Error| StoreError::Open { path: shown(), cause: error.to_string() };
    if !schema::is_ours(connection).map_err(failed)? {
        return Err(StoreError::Foreign { path: shown() });
    }
    match schema::version(connection).map_err(failed)? {
        found if found > schema::NEWEST => Err(StoreError::Newer { path: shown(), found, known: schema::NEWEST }),
        _ => Ok(()),
    }
}

#[async_trait]
impl Store for Sqlite {
    async fn lock_pass(&self) -> Result<Option<PassLock>, StoreError> {
        if self.scratch {
            self.with(operations::end_leases).await?;
            return Ok(Some(PassLock { _held: Box::new(()) }));
        }
        let mut name = self.path.clone().into_os_string();
        name.push(".lock");
        let path = PathBuf::from(name);
        let held = blocking(move || {
            let failed = |error: std::io::Error| StoreError::Open { path: path.display().to_string(), cause: error.to_string() };
            let file = File::options().create(true).write(true).truncate(false).open(&path).map_err(failed)?;
            match file.try_lock() {
                Ok(()) => Ok(Some(file)),
                Err(std::fs::TryLockError::WouldBlock) => Ok(None),
                Err(std::fs::TryLockError::Error(error)) => Err(failed(error)),
            }
        })
        .await?;
        let Some(file) = held else { return Ok(None) };
        // The lock dies with its holder, so whoever holds it knows that older leases are nobody's.
        self.with(operations::end_leases).await?;
        Ok(Some(PassLock { _held: Box::new(file) }))
    }

    async fn register(&self, sources: &[SourceId], now: DateTime<Utc>) -> Result<(), StoreError> {
        let sources = sources.to_vec();
        self.with(move |connection| operations::register(connection, &sources, now)).await
    }

    async fn claim(
        &self,
        selection: &Selection,
        configured: &[SourceId],
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<SourceRecord>, StoreError> {
        let wanted: Vec<SourceId> = match selection {
            Selection::Only(ids) => ids.iter().filter(|id| configured.contains(id)).cloned().collect(),
            Selection::Due | Selection::All => configured.to_vec(),
        };
        let due_only = *selection == Selection::Due;
        self.with(move |connection| operations::claim(connection, &wanted, due_only, now, until, limit)).await
    }

    async fn sources(&self) -> Result<Vec<SourceRecord>, StoreError> {
        self.with(|connection| operations::sources(connection)).await
    }

    async fn seen(&self, source: &SourceId, keys: &[String]) -> Result<BTreeMap<String, Seen>, StoreError> {
        let (source, keys) = (source.clone(), keys.to_vec());
        self.with(move |connection| operations::seen(connection, &source, &keys)).await
    }

    async fn listed_lately(
        &self,
        source: &SourceId,
        between: (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<BTreeMap<String, Seen>, StoreError> {
        let source = source.clone();
        self.with(move |connection| operations::listed_lately(connection, &source, between)).await
    }

    async fn articles_by_key(&self, keys: &[String]) -> Result<BTreeMap<String, Article>, StoreError> {
        let keys = keys.to_vec();
        self.with(move |connection| operations::articles_by_key(connection, &keys)).await
    }

    async fn record_visits(&self, visits: Vec<Visit>) -> Result<Vec<Article>, StoreError> {
        self.with(move |connection| operations::record_visits(connection, visits)).await
    }

    async fn sources_with_due_pages(&self, now: DateTime<Utc>) -> Result<Vec<SourceId>, StoreError> {
        self.with(move |connection| operations::sources_with_due_pages(connection, now)).await
    }

    async fn due_pages(&self, sources: &[SourceId], now: DateTime<Utc>, limit: usize) -> Result<Vec<DuePage>, StoreError> {
        let sources = sources.to_vec();
        self.with(move |connection| operations::due_pages(connection, &sources, now, limit)).await
    }

    async fn closed_pages(&self, since: DateTime<Utc>) -> Result<Vec<ClosedPages>, StoreError> {
        self.with(move |connection| operations::closed_pages(connection, since)).await
    }

    async fn save_articles(&self, articles: Vec<Article>) -> Result<(), StoreError> {
        self.with(move |connection| operations::save_articles(connection, articles)).await
    }

    async fn notes(&self, kind: &str, now: DateTime<Utc>) -> Result<Vec<Note>, StoreError> {
        let kind = kind.to_owned();
        self.with(move |connection| operations::notes(connection, &kind, now)).await
    }

    async fn note(&self, kind: &str, key: &str, now: DateTime<Utc>) -> Result<Option<Note>, StoreError> {
        let (kind, key) = (kind.to_owned(), key.to_owned());
        self.with(move |connection| operations::note(connection, &kind, &key, now)).await
    }

    async fn keep_notes(&self, notes: Vec<Note>, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.with(move |connection| operations::keep_notes(connection, &notes, now)).await
    }

    async fn window(&self, since: DateTime<Utc>) -> Result<Vec<Article>, StoreError> {
        self.with(move |connection| operations::window(connection, since)).await
    }

    async fn glance(&self, since: DateTime<Utc>) -> Result<Vec<Glance>, StoreError> {
        self.with(move |connection| operations::glance(connection, since)).await
    }

    async fn articles(&self, ids: &[ArticleId]) -> Result<Vec<Article>, StoreError> {
        let ids = ids.to_vec();
        self.with(move |connection| operations::articles(connection, &ids)).await
    }

    async fn grouping(&self, key: &str) -> Result<Option<SavedGrouping>, StoreError> {
        let (connection, path, key) = (Arc::clone(&self.connection), self.path.display().to_string(), key.to_owned());
        let (tell, general) = tokio::sync::oneshot::channel();
        let (rows, received) = mpsc::channel();
        tokio::task::spawn_blocking(move || {
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let tell = |general| _ = tell.send(general);
            if let Err(error) = grouping::load(&mut connection, &key, tell, |batch| rows.send(Ok(batch)).is_ok()) {
                // Nobody hears it where nobody waits any more.
                _ = rows.send(Err(StoreError::Failed { path, cause: error.to_string() }));
            }
        });
        match general.await {
            Ok(general) => Ok(general.map(|general| SavedGrouping { general, rows: received })),
            // It failed before there was anything to tell, and says why.
            Err(_) => received.recv().unwrap_or(Ok(Vec::new())).map(|_| None),
        }
    }

    async fn vectors(&self, ids: &[ArticleId]) -> Result<BTreeMap<ArticleId, StoredVector>, StoreError> {
        let ids = ids.to_vec();
        self.with(move |connection| operations::vectors(connection, &ids)).await
    }

    async fn save_vectors(&self, vectors: &[(ArticleId, StoredVector)]) -> Result<(), StoreError> {
        let vectors = vectors.to_vec();
        self.with(move |connection| operations::save_vectors(connection, &vectors)).await
    }

    async fn living(&self, since: DateTime<Utc>) -> Result<Vec<Published>, StoreError> {
        self.with(move |connection| operations::living(connection, since)).await
    }

    async fn places(&self, feed: &FeedId) -> Result<Vec<Place>, StoreError> {
        let feed = feed.clone();
        self.with(move |connection| operations::places(connection, &feed)).await
    }

    async fn channel(&self, feed: &FeedId) -> Result<Option<ChannelState>, StoreError> {
        let feed = feed.clone();
        self.with(move |connection| operations::channel(connection, &feed)).await
    }

    async fn channels(&self) -> Result<BTreeMap<FeedId, ChannelState>, StoreError> {
        self.with(|connection| operations::channels(connection)).await
    }

    async fn stories(&self, ids: &[StoryId]) -> Result<Vec<Published>, StoreError> {
        let ids = ids.to_vec();
        self.with(move |connection| operations::stories(connection, &ids)).await
    }

    async fn commit(&self, edition: &Edition) -> Result<(), StoreError> {
        let edition = edition.clone();
        self.with(move |connection| operations::commit(connection, &edition)).await
    }

    async fn story(&self, id: StoryId) -> Result<Option<Published>, StoreError> {
        self.with(move |connection| operations::story(connection, id)).await
    }

    async fn rule(&self, ruling: &Ruling) -> Result<(), StoreError> {
        let ruling = ruling.clone();
        self.with(move |connection| operations::rule(connection, &ruling)).await
    }

    async fn rulings(&self) -> Result<Vec<Ruling>, StoreError> {
        self.with(|connection| operations::rulings(connection)).await
    }

    async fn prune(
        &self,
        since: DateTime<Utc>,
        patience: TimeDelta,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Result<Pruned, StoreError> {
        self.with(move |connection| prune::prune(connection, since, patience, now, limit)).await
    }

    async fn check(&self) -> Result<Vec<String>, StoreError> {
        self.with(|connection| operations::check(connection)).await
    }
}
