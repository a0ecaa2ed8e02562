//! What is saved of the grouping, as SQL.

use rusqlite::{Connection, OptionalExtension, Result, Transaction, params};

use crate::model::ArticleId;
use crate::store::{GroupedRow, GroupingChange, SavedGrouping};

pub fn load(connection: &Connection, key: &str) -> Result<Option<SavedGrouping>> {
    let general: Option<Vec<u8>> = connection
        .prepare_cached("SELECT general FROM grouping WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    let Some(general) = general else { return Ok(None) };
    let rows = connection
        .prepare_cached("SELECT article, version, facts, record FROM grouped ORDER BY place")?
        .query_map([], |row| {
            Ok(GroupedRow { article: ArticleId(row.get(0)?), version: row.get(1)?, facts: row.get(2)?, record: row.get(3)? })
        })?
        .collect::<Result<_>>()?;
    Ok(Some(SavedGrouping { general, rows }))
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
