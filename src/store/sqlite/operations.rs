//! The operations of [`Store`](crate::store::Store) as SQL.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{grouping, prune};
use crate::ledger::{Place, Published, Ruling};
use crate::model::{Article, ArticleId, FeedId, LONGEST_WAIT, SourceId, StoryId, Vector};
use crate::store::{ChannelState, ClosedPages, DuePage, Edition, Glance, Note, Seen, SourceRecord, StoredVector, Visit};

type Result<T> = rusqlite::Result<T>;

/// A decision that lies further ahead was made by a clock that was wrong.
const CLOCK_STEPS: TimeDelta = TimeDelta::minutes(1);

fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text).map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

fn writing(connection: &mut Connection) -> Result<Transaction<'_>> {
    connection.transaction_with_behavior(TransactionBehavior::Immediate)
}

fn article_from(row: &Row<'_>) -> Result<Article> {
    let id: u64 = row.get(0)?;
    Ok(Article { id: ArticleId(id), ..from_json(row, 1)? })
}

fn record_from(row: &Row<'_>) -> Result<SourceRecord> {
    let seconds: i64 = row.get(1)?;
    Ok(SourceRecord {
        id: SourceId(row.get(0)?),
        next_try: DateTime::from_timestamp(seconds, 0).unwrap_or_default(),
        decided: DateTime::from_timestamp(row.get(2)?, 0).unwrap_or_default(),
        state: row.get(3)?,
    })
}

pub fn end_leases(connection: &mut Connection) -> Result<()> {
    connection.execute("UPDATE source SET leased_until = 0 WHERE leased_until <> 0", []).map(drop)
}

pub fn register(connection: &mut Connection, sources: &[SourceId], now: DateTime<Utc>) -> Result<()> {
    let transaction = writing(connection)?;
    for id in sources {
        transaction
            .prepare_cached("INSERT INTO source (id, next_try, state) VALUES (?1, ?2, 'null') ON CONFLICT (id) DO NOTHING")?
            .execute(params![id.0, now.timestamp()])?;
    }
    transaction.commit()
}

pub fn claim(
    connection: &mut Connection,
    wanted: &[SourceId],
    due_only: bool,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<SourceRecord>> {
    let transaction = writing(connection)?;
    let mut claimed = Vec::new();
    {
        let mut statement = transaction.prepare_cached(
            "UPDATE source SET leased_until = ?3
             WHERE id = ?1 AND leased_until <= ?2 AND (NOT ?4 OR next_try <= ?2 OR decided > ?5)
             RETURNING id, next_try, decided, state",
        )?;
        for id in wanted {
            if claimed.len() == limit {
                break;
            }
            let row = params![id.0, now.timestamp(), until.timestamp(), due_only, (now + CLOCK_STEPS).timestamp()];
            claimed.extend(statement.query_row(row, record_from).optional()?);
        }
    }
    transaction.commit()?;
    Ok(claimed)
}

pub fn sources(connection: &Connection) -> Result<Vec<SourceRecord>> {
    connection
        .prepare_cached("SELECT id, next_try, decided, state FROM source ORDER BY id")?
        .query_map([], record_from)?
        .collect()
}

pub fn seen(connection: &Connection, source: &SourceId, keys: &[String]) -> Result<BTreeMap<String, Seen>> {
    let mut statement = connection.prepare_cached("SELECT article.key, digest FROM entry JOIN article ON article.id = entry.article WHERE entry.source = ?1 AND entry.key = ?2")?;
    let mut found = BTreeMap::new();
    for key in keys {
        let row = statement
            .query_row(params![source.0, key], |row| Ok(Seen { article_key: row.get(0)?, digest: row.get(1)? }))
            .optional()?;
        found.extend(row.map(|seen| (key.clone(), seen)));
    }
    Ok(found)
}

pub fn listed_lately(
    connection: &Connection,
    source: &SourceId,
    (after, before): (DateTime<Utc>, DateTime<Utc>),
) -> Result<BTreeMap<String, Seen>> {
    connection
        .prepare_cached(
            "SELECT entry.key, article.key, digest FROM entry JOIN article ON article.id = entry.article
             WHERE entry.source = ?1 AND listed >= (SELECT max(listed) FROM entry WHERE source = ?1) - 1 AND moment > ?2 AND moment < ?3",
        )?
        .query_map(params![source.0, after.timestamp(), before.timestamp()], |row| {
            Ok((row.get(0)?, Seen { article_key: row.get(1)?, digest: row.get(2)? }))
        })?
        .collect()
}

pub fn articles_by_key(connection: &Connection, keys: &[String]) -> Result<BTreeMap<String, Article>> {
    let mut statement = connection.prepare_cached("SELECT id, body FROM article WHERE key = ?1")?;
    let mut found = BTreeMap::new();
    for key in keys {
        let article = statement.query_row([key], article_from).optional()?;
        found.extend(article.map(|article| (key.clone(), article)));
    }
    Ok(found)
}

pub fn record_visits(connection: &mut Connection, visits: Vec<Visit>) -> Result<Vec<Article>> {
    let transaction = writing(connection)?;
    let mut stored = Vec::new();
    for visit in visits {
        record_visit(&transaction, visit, &mut stored)?;
    }
    transaction.commit()?;
    Ok(stored)
}

fn record_visit(transaction: &Transaction<'_>, visit: Visit, stored: &mut Vec<Article>) -> Result<()> {
    let Visit { record, arrivals, listed } = visit;
    let today = prune::day(record.decided);
    prune::list(transaction, &record.id, &listed, today)?;
    for arrival in arrivals {
        let article = match arrival.article {
            Some(article) => {
                let article = write_article(transaction, article)?;
                let id = article.id;
                stored.push(article);
                id
            }
            None => {
                let mut statement = transaction.prepare_cached("SELECT id FROM article WHERE key = ?1")?;
                ArticleId(statement.query_row([&arrival.article_key], |row| row.get(0))?)
            }
        };
        transaction
            .prepare_cached(
                "INSERT INTO entry (source, key, digest, article, listed) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (source, key) DO UPDATE SET digest = ?3, article = ?4, listed = ?5",
            )?
            .execute(params![record.id.0, arrival.key, arrival.digest, article.0, today])?;
    }
    transaction
        .prepare_cached(
            "INSERT INTO source (id, next_try, decided, state) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET next_try = ?2, decided = ?3, state = ?4, leased_until = 0",
        )?
        .execute(params![record.id.0, record.next_try.timestamp(), record.decided.timestamp(), record.state])
        .map(drop)
}

/// Writes an article by its key: the first writer of a key gives it its id.
fn write_article(transaction: &Transaction<'_>, article: Article) -> Result<Article> {
    let due = article.due().map(|moment| moment.timestamp());
    let id: u64 = transaction
        .prepare_cached(
            "INSERT INTO article (key, source, moment, page_due, body) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (key) DO UPDATE SET moment = ?3, page_due = ?4, body = ?5, version = version + 1 RETURNING id",
        )?
        .query_row(params![article.key, article.source.0, article.moment().timestamp(), due, to_json(&article)?], |row| {
            row.get(0)
        })?;
    Ok(Article { id: ArticleId(id), ..article })
}

pub fn sources_with_due_pages(connection: &Connection, now: DateTime<Utc>) -> Result<Vec<SourceId>> {
    connection
        .prepare_cached(
            "SELECT DISTINCT source FROM article WHERE page_due IS NOT NULL AND (page_due <= ?1 OR page_due > ?2) ORDER BY source",
        )?
        .query_map([now.timestamp(), (now + LONGEST_WAIT).timestamp()], |row| row.get(0).map(SourceId))?
        .collect()
}

pub fn due_pages(connection: &Connection, sources: &[SourceId], now: DateTime<Utc>, limit: usize) -> Result<Vec<DuePage>> {
    let mut statement = connection.prepare_cached(
        "SELECT key FROM article WHERE source = ?1 AND page_due IS NOT NULL AND (page_due <= ?2 OR page_due > ?3)
         ORDER BY moment DESC, id LIMIT ?4",
    )?;
    let mut due = Vec::new();
    for source in sources {
        let page = |row: &Row<'_>| Ok(DuePage { source: source.clone(), key: row.get(0)? });
        for found in
            statement.query_map(params![source.0, now.timestamp(), (now + LONGEST_WAIT).timestamp(), limit as i64], page)?
        {
            due.push(found?);
        }
    }
    Ok(due)
}

pub fn closed_pages(connection: &Connection, since: DateTime<Utc>) -> Result<Vec<ClosedPages>> {
    connection
        .prepare_cached(
            "SELECT source, json_extract(body, '$.page.why'), count(*) FROM article
             WHERE moment >= ?1 AND json_extract(body, '$.page.state') IN ('closed', 'refused') GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2",
        )?
        .query_map([since.timestamp()], |row| {
            Ok(ClosedPages { source: SourceId(row.get(0)?), why: row.get(1)?, count: row.get(2)? })
        })?
        .collect()
}

pub fn save_articles(connection: &mut Connection, articles: Vec<Article>) -> Result<()> {
    let transaction = writing(connection)?;
    for article in articles {
        write_article(&transaction, article)?;
    }
    transaction.commit()
}

pub fn notes(connection: &Connection, kind: &str, now: DateTime<Utc>) -> Result<Vec<Note>> {
    connection
        .prepare_cached("SELECT kind, key, until, body FROM note WHERE kind = ?1 AND until > ?2 ORDER BY key")?
        .query_map(params![kind, now.timestamp()], note_from)?
        .collect()
}

pub fn note(connection: &Connection, kind: &str, key: &str, now: DateTime<Utc>) -> Result<Option<Note>> {
    connection
        .prepare_cached("SELECT kind, key, until, body FROM note WHERE kind = ?1 AND key = ?2 AND until > ?3")?
        .query_row(params![kind, key, now.timestamp()], note_from)
        .optional()
}

fn note_from(row: &Row<'_>) -> Result<Note> {
    let until = DateTime::from_timestamp(row.get(2)?, 0).unwrap_or_default();
    Ok(Note { kind: row.get(0)?, key: row.get(1)?, until, body: row.get(3)? })
}

pub fn keep_notes(connection: &mut Connection, notes: &[Note], now: DateTime<Utc>) -> Result<()> {
    let transaction = writing(connection)?;
    for note in notes {
        transaction
            .prepare_cached(
                "INSERT INTO note (kind, key, until, body) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (kind, key) DO UPDATE SET until = ?3, body = ?4",
            )?
            .execute(params![note.kind, note.key, note.until.timestamp(), note.body])?;
    }
    transaction.execute("DELETE FROM note WHERE until <= ?1", [now.timestamp()])?;
    transaction.commit()
}

/// Articles of a window, and all members of stories that have one in it.
const WINDOW: &str = "FROM article WHERE id IN (
    SELECT id FROM article WHERE moment >= ?1 UNION ALL
    SELECT article FROM member WHERE story IN (
        SELECT story FROM member JOIN article ON article.id = member.article WHERE moment >= ?1))";

pub fn window(connection: &Connection, since: DateTime<Utc>) -> Result<Vec<Article>> {
    let mut articles: Vec<Article> = connection
        .prepare_cached(&format!("SELECT id, body {WINDOW} ORDER BY id"))?
        .query_map([since.timestamp()], article_from)?
        .collect::<Result<_>>()?;
    let mut via = carriers(connection, articles.first().map_or(0, |article| article.id.0))?;
    for article in &mut articles {
        article.via = via.remove(&article.id).unwrap_or_else(|| vec![article.source.clone()]);
    }
    Ok(articles)
}

pub fn glance(connection: &Connection, since: DateTime<Utc>) -> Result<Vec<Glance>> {
    // Nearly all are read from the index alone: in the table the version stands behind whole articles.
    let glances = "SELECT id, version FROM article WHERE moment >= ?1 UNION ALL
        SELECT id, version FROM article WHERE +moment < ?1 AND id IN (
            SELECT article FROM member WHERE story IN (
                SELECT story FROM member JOIN article ON article.id = member.article WHERE moment >= ?1))";
    let mut glances: Vec<Glance> = connection
        .prepare_cached(glances)?
        .query_map([since.timestamp()], |row| Ok(Glance { id: ArticleId(row.get(0)?), version: row.get(1)? }))?
        .collect::<Result<_>>()?;
    glances.sort_unstable_by_key(|glance| glance.id);
    Ok(glances)
}

pub fn articles(connection: &Connection, ids: &[ArticleId]) -> Result<Vec<Article>> {
    let mut article = connection.prepare_cached("SELECT id, body FROM article WHERE id = ?1")?;
    let mut via = connection.prepare_cached("SELECT DISTINCT source FROM entry WHERE article = ?1 ORDER BY source")?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(mut article) = article.query_row([id.0], article_from).optional()? else { continue };
        article.via = via.query_map([id.0], |row| row.get(0).map(SourceId))?.collect::<Result<_>>()?;
        if article.via.is_empty() {
            article.via.push(article.source.clone());
        }
        found.push(article);
    }
    Ok(found)
}

/// The sources that carry articles from this id on.
fn carriers(connection: &Connection, first: u64) -> Result<HashMap<ArticleId, Vec<SourceId>>> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT article, source FROM entry WHERE article >= ?1 ORDER BY article, source")?;
    let mut rows = statement.query([first])?;
    let mut via: HashMap<ArticleId, Vec<SourceId>> = HashMap::new();
    while let Some(row) = rows.next()? {
        via.entry(ArticleId(row.get(0)?)).or_default().push(SourceId(row.get(1)?));
    }
    Ok(via)
}

pub fn vectors(connection: &Connection, ids: &[ArticleId]) -> Result<BTreeMap<ArticleId, StoredVector>> {
    let mut statement = connection.prepare_cached("SELECT digest, body FROM vector WHERE article = ?1")?;
    let mut vectors = BTreeMap::new();
    for id in ids {
        let mut rows = statement.query([id.0])?;
        let Some(row) = rows.next()? else { continue };
        let digest: Option<[u8; 16]> = row.get_ref(0)?.as_blob()?.try_into().ok();
        // What cannot be read is made anew.
        if let (Some(digest), Some(vector)) = (digest, Vector::from_bytes(row.get_ref(1)?.as_blob()?)) {
            vectors.insert(*id, StoredVector { digest, vector });
        }
    }
    Ok(vectors)
}

pub fn save_vectors(connection: &mut Connection, vectors: &[(ArticleId, StoredVector)]) -> Result<()> {
    let transaction = writing(connection)?;
    for (article, stored) in vectors {
        transaction
            .prepare_cached(
                "INSERT INTO vector (article, digest, body) VALUES (?1, ?2, ?3)
                 ON CONFLICT (article) DO UPDATE SET digest = ?2, body = ?3",
            )?
            .execute(params![article.0, stored.digest, stored.vector.to_bytes()])?;
    }
    transaction.commit()
}

pub fn living(connection: &Connection, since: DateTime<Utc>) -> Result<Vec<Published>> {
    connection
        .prepare_cached(
            "SELECT body FROM story WHERE alias_of IS NULL AND (
                 id IN (SELECT story FROM member JOIN article ON article.id = member.article WHERE moment >= ?1)
                 OR id IN (SELECT story FROM place WHERE standing = 1))
             ORDER BY id",
        )?
        .query_map([since.timestamp()], |row| from_json(row, 0))?
        .collect()
}

pub fn places(connection: &Connection, feed: &FeedId) -> Result<Vec<Place>> {
    connection
        .prepare_cached("SELECT body FROM place WHERE feed = ?1 ORDER BY story")?
        .query_map([&feed.0], |row| from_json(row, 0))?
        .collect()
}

pub fn channel(connection: &Connection, feed: &FeedId) -> Result<Option<ChannelState>> {
    connection
        .prepare_cached("SELECT body FROM channel WHERE feed = ?1")?
        .query_row([&feed.0], |row| from_json(row, 0))
        .optional()
}

pub fn channels(connection: &Connection) -> Result<BTreeMap<FeedId, ChannelState>> {
    connection
        .prepare_cached("SELECT feed, body FROM channel")?
        .query_map([], |row| Ok((FeedId(row.get(0)?), from_json(row, 1)?)))?
        .collect()
}

pub fn stories(connection: &Connection, ids: &[StoryId]) -> Result<Vec<Published>> {
    let mut whole = connection.prepare_cached("SELECT body FROM story WHERE id = ?1 AND alias_of IS NULL")?;
    let mut alias = connection.prepare_cached("SELECT body FROM story WHERE id = (SELECT alias_of FROM story WHERE id = ?1)")?;
    let mut found: BTreeMap<StoryId, Published> = BTreeMap::new();
    for id in ids {
        let key = id.0.to_string();
        let story: Option<Published> = match whole.query_row([&key], |row| from_json(row, 0)).optional()? {
            Some(story) => Some(story),
            None => alias.query_row([&key], |row| from_json(row, 0)).optional()?,
        };
        // An alias is a follow-up of the story, or a story that ended in it.
        let story = story.filter(|story| story.chapters().any(|(chapter, _)| chapter == *id));
        found.extend(story.map(|story| (story.id, story)));
    }
    Ok(found.into_values().collect())
}

pub fn commit(connection: &mut Connection, edition: &Edition) -> Result<()> {
    let transaction = writing(connection)?;
    for story in &edition.stories {
        let id = story.id.0.to_string();
        transaction
            .prepare_cached("INSERT INTO story (id, body) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET body = ?2")?
            .execute(params![id, to_json(story)?])?;
        for development in &story.developments {
            transaction
                .prepare_cached("INSERT INTO story (id, alias_of, body) VALUES (?1, ?2, 'null') ON CONFLICT (id) DO NOTHING")?
                .execute(params![development.id.0.to_string(), id])?;
        }
        transaction.prepare_cached("DELETE FROM member WHERE story = ?1")?.execute([&id])?;
        for article in &story.members {
            transaction
                .prepare_cached(
                    "INSERT INTO member (article, story) VALUES (?1, ?2) ON CONFLICT (article) DO UPDATE SET story = ?2",
                )?
                .execute(params![article.0, id])?;
        }
    }
    for (absorbed, survivor) in &edition.aliases {
        let (absorbed, survivor) = (absorbed.0.to_string(), survivor.0.to_string());
        transaction.execute("UPDATE story SET alias_of = ?2 WHERE id = ?1", [&absorbed, &survivor])?;
        transaction.execute("UPDATE story SET alias_of = ?2 WHERE alias_of = ?1", [&absorbed, &survivor])?;
    }
    for (feed, places) in &edition.places {
        for place in places {
            transaction
                .prepare_cached(
                    "INSERT INTO place (feed, story, standing, body) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (feed, story) DO UPDATE SET standing = ?3, body = ?4",
                )?
                .execute(params![feed.0, place.story.0.to_string(), place.left.is_none(), to_json(place)?])?;
        }
    }
    for (feed, state) in &edition.channels {
        transaction
            .prepare_cached("INSERT INTO channel (feed, body) VALUES (?1, ?2) ON CONFLICT (feed) DO UPDATE SET body = ?2")?
            .execute(params![feed.0, to_json(state)?])?;
    }
    grouping::save(&transaction, &edition.grouping)?;
    transaction.commit()
}

pub fn story(connection: &Connection, id: StoryId) -> Result<Option<Published>> {
    connection
        .prepare_cached("SELECT body FROM story WHERE id = coalesce((SELECT alias_of FROM story WHERE id = ?1), ?1)")?
        .query_row([id.0.to_string()], |row| from_json(row, 0))
        .optional()
}

pub fn rule(connection: &mut Connection, ruling: &Ruling) -> Result<()> {
    connection.execute("INSERT INTO ruling (body) VALUES (?1)", [to_json(ruling)?]).map(drop)
}

pub fn rulings(connection: &Connection) -> Result<Vec<Ruling>> {
    connection.prepare_cached("SELECT body FROM ruling ORDER BY id")?.query_map([], |row| from_json(row, 0))?.collect()
}

pub fn check(connection: &Connection) -> Result<Vec<String>> {
    let mut problems: Vec<String> =
        connection.prepare("PRAGMA integrity_check")?.query_map([], |row| row.get(0))?.collect::<Result<_>>()?;
    problems.retain(|line| line != "ok");
    let broken: i64 = connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if broken > 0 {
        problems.push(format!("{broken} rows point at rows that do not exist"));
    }
    Ok(problems)
}
