//! The tables, version by version. A version that was ever released is never edited: changes are further versions.

use rusqlite::Connection;

/// Statements that lead from the version before to this one; the first makes version 1.
const VERSIONS: [&str; 8] = [
    "
    CREATE TABLE source (
        id TEXT PRIMARY KEY,
        next_try INTEGER NOT NULL,
        leased_until INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL
    ) STRICT;
    CREATE TABLE article (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        moment INTEGER NOT NULL,
        page_due INTEGER,
        body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX article_moment ON article (moment);
    CREATE INDEX article_page_due ON article (source, page_due) WHERE page_due IS NOT NULL;
    CREATE TABLE entry (
        source TEXT NOT NULL,
        key TEXT NOT NULL,
        digest TEXT NOT NULL,
        article INTEGER NOT NULL REFERENCES article (id),
        PRIMARY KEY (source, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE story (
        id TEXT PRIMARY KEY,
        alias_of TEXT REFERENCES story (id),
        body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE member (
        article INTEGER PRIMARY KEY REFERENCES article (id),
        story TEXT NOT NULL REFERENCES story (id)
    ) STRICT;
    CREATE INDEX member_story ON member (story);
    CREATE TABLE place (
        feed TEXT NOT NULL,
        story TEXT NOT NULL,
        standing INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (feed, story)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX place_story ON place (story) WHERE standing = 1;
    CREATE TABLE channel (
        feed TEXT PRIMARY KEY,
        body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
",
    "CREATE INDEX entry_article ON entry (article, source)",
    "
    CREATE TABLE vector (
        article INTEGER PRIMARY KEY REFERENCES article (id),
        digest BLOB NOT NULL,
        body BLOB NOT NULL
    ) STRICT;
",
    "
    CREATE TABLE note (
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        until INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (kind, key)
    ) STRICT, WITHOUT ROWID;
",
    "CREATE TABLE ruling (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT",
    "ALTER TABLE source ADD COLUMN decided INTEGER NOT NULL DEFAULT 0; PRAGMA application_id = 0x6e6c6f6d",
    "
    ALTER TABLE article ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
    DROP INDEX article_moment;
    CREATE INDEX article_moment ON article (moment, version);
    CREATE TABLE grouped (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        article INTEGER NOT NULL UNIQUE,
        version INTEGER NOT NULL,
        facts BLOB NOT NULL,
        record BLOB
    ) STRICT;
    CREATE TABLE grouping (one INTEGER PRIMARY KEY CHECK (one = 1), key TEXT NOT NULL, general BLOB NOT NULL) STRICT;
",
    // Days since 1970 on which a source was last known to list an entry. What is there already counts as listed today.
    "
    ALTER TABLE entry ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
    UPDATE entry SET listed = unixepoch('now') / 86400;
",
];

/// By which SQLite files of newsloom are known ("nlom").
const APPLICATION: i64 = 0x6e6c_6f6d;

/// The newest version that this program understands.
pub const NEWEST: i64 = VERSIONS.len() as i64;

/// The version of a store; 0 for an empty one.
pub fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Whether a file is empty, or a store of newsloom. Those of the first versions are known by their tables only.
pub fn is_ours(connection: &Connection) -> rusqlite::Result<bool> {
    let marked: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables = |names: &str| -> rusqlite::Result<i64> {
        connection.query_row(&format!("SELECT count(*) FROM sqlite_master WHERE type = 'table' {names}"), [], |row| row.get(0))
    };
    Ok(match (marked, version(connection)?) {
        (APPLICATION, _) => true,
        (0, 0) => tables("")? == 0,
        (0, _) => tables("AND name IN ('source', 'article', 'entry', 'story', 'place')")? == 5,
        _ => false,
    })
}

/// Brings a store to the newest version, one transaction a version.
pub fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let from = usize::try_from(version(connection)?).unwrap_or(0);
    for (index, statements) in VERSIONS.iter().enumerate().skip(from) {
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another process may have migrated while this one waited for the write lock.
        if version(&transaction)? > index as i64 {
            continue;
        }
        transaction.execute_batch(statements)?;
        transaction.pragma_update(None, "user_version", index as i64 + 1)?;
        transaction.commit()?;
    }
    Ok(())
}
