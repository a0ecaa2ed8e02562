//! What is saved of the grouping, as SQL.

use rusqlite::{Connection, OptionalExtension, Result, Transaction, params};

use crate::model::ArticleId;
use crate::store::{GroupedRow, GroupingChange};

/// Rows that are handed over together.
const BATCH: usize = 1_000;

/// Tells what articles share, then the rows, for as long as they are `wanted`.
pub fn load(
    connection: &mut Connection,
    key: &str,
    general: impl FnOnce(Option<Vec<u8>>),
    wanted: impl Fn(Vec<GroupedRow>) -> bool,
) -> Result<()> {
    // All of one moment.
    let transaction = connection.transaction()?;
    let found = transaction
        .prepare_cached("SELECT general FROM grouping WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    let known = found.is_some();
    general(found);
    if !known {
        return Ok(());
    }
    let mut statement = transaction.prepare_cached("SELECT article, version, facts, record FROM grouped ORDER BY place")?;
    let mut rows = statement.query_map([], |row| {
        Ok(GroupedRow { article: ArticleId(row.get(0)?), version: row.get(1)?, facts: row.get(2)?, record: row.get(3)? })
    })?;
    loop {
        let batch: Vec<GroupedRow> = rows.by_ref().take(BATCH).collect::<Result<_>>()?;
        if batch.is_empty() || !wanted(batch) {
            return Ok(());
        }
    }
}

pub fn save(transaction: &Transaction<'_>, change: &GroupingChange) -> Result<()> {
    if change.general.is_empty() {
        return Ok(());
    }
    if change.anew {
        transaction.execute("DELETE FROM grouped", [])?;
    }
    let mut forget = transaction.prepare_cached("DELETE FROM grouped WHERE article = ?1")?;
    for article in change.gone.iter().chain(change.rows.iter().map(|row| &row.article)) {
        forget.execute([article.0])?;
    }
    let mut add = transaction.prepare_cached("INSERT INTO grouped (article, version, facts, record) VALUES (?1, ?2, ?3, ?4)")?;
    for row in &change.rows {
        add.execute(params![row.article.0, row.version, row.facts, row.record])?;
    }
    transaction
        .prepare_cached(
            "INSERT INTO grouping (one, key, general) VALUES (1, ?1, ?2) ON CONFLICT (one) DO UPDATE SET key = ?1, general = ?2",
        )?
        .execute(params![change.key, change.general])
        .map(drop)
}
