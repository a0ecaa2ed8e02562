//! What is forgotten, and how it is known that nobody needs it.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, Result, Transaction, TransactionBehavior, params};

use crate::model::SourceId;
use crate::store::Pruned;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The day that entries carry on which their source lists them.
pub fn day(moment: DateTime<Utc>) -> i64 {
    moment.timestamp().div_euclid(DAY)
}

/// Writes down that a source lists these entries today. What it listed until now counts as listed until yesterday, however long ago that was written
/// down: it may have said all the time that nothing is new.
pub fn list(transaction: &Transaction<'_>, source: &SourceId, keys: &[String], today: i64) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let newest: Option<i64> = transaction
        .prepare_cached("SELECT max(listed) FROM entry WHERE source = ?1")?
        .query_row([&source.0], |row| row.get(0))?;
    if let Some(newest) = newest.filter(|newest| *newest < today - 1) {
        transaction.prepare_cached("UPDATE entry SET listed = ?3 WHERE source = ?1 AND listed = ?2")?.execute(params![
            source.0,
            newest,
            today - 1
        ])?;
    }
    let mut mark = transaction.prepare_cached("UPDATE entry SET listed = ?3 WHERE source = ?1 AND key = ?2 AND listed < ?3")?;
    for key in keys {
        mark.execute(params![source.0, key, today])?;
    }
    Ok(())
}

/// Articles that are kept whatever leads to them. Feeds may show a story under the id of a follow-up, which is an alias of it.
const NEEDED: &str = "
    SELECT id FROM article WHERE moment >= ?1
    UNION SELECT article FROM member WHERE story IN (
        SELECT story FROM member JOIN article ON article.id = member.article WHERE moment >= ?1
        UNION SELECT coalesce(alias_of, id) FROM story WHERE id IN (SELECT story FROM place WHERE standing = 1))";

/// See [`Store::prune`](crate::store::Store::prune).
pub fn prune(
    connection: &mut Connection,
    since: DateTime<Utc>,
    patience: TimeDelta,
    now: DateTime<Utc>,
    limit: usize,
) -> Result<Pruned> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    transaction.execute(&format!("CREATE TEMP TABLE needed AS {NEEDED}"), [since.timestamp()])?;
    transaction.execute("CREATE UNIQUE INDEX temp.needed_id ON needed (id)", [])?;
    // By what the source last said, not by today: it may say for months that nothing is new. A day that is yet to come was written by a
    // clock that was ahead.
    let entries = transaction.execute(
        "DELETE FROM entry WHERE (source, key) IN (
             SELECT entry.source, key FROM entry JOIN (SELECT source, max(listed) AS newest FROM entry GROUP BY source) USING (source)
             WHERE listed < min(newest, ?1) - ?2 AND article NOT IN (SELECT id FROM needed) LIMIT ?3)",
        params![day(now), patience.num_days(), limit],
    )?;
    let gone = "SELECT id FROM article WHERE moment < ?1 AND id NOT IN (SELECT id FROM needed)
        AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.article = article.id) LIMIT ?2";
    transaction.execute(&format!("CREATE TEMP TABLE gone AS {gone}"), params![since.timestamp(), limit])?;
    let vectors = transaction.execute("DELETE FROM vector WHERE article NOT IN (SELECT id FROM needed)", [])?;
    transaction.execute("DELETE FROM member WHERE article IN (SELECT id FROM gone)", [])?;
    let articles = transaction.execute("DELETE FROM article WHERE id IN (SELECT id FROM gone)", [])?;
    transaction.execute_batch("DROP TABLE needed; DROP TABLE gone")?;
    transaction.commit()?;
    Ok(Pruned { entries, articles, vectors })
}
