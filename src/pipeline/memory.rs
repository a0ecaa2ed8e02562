//! What is kept between runs: what the client learned of sites, so that a pass from cron need not ask for every robots.txt again, and which
//! articles stories were last told from.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Works;
use crate::fetch::Memory;
use crate::store::{Note, Store, StoreError};

/// Kinds of notes.
const ROBOTS: &str = "robots";
const QUIET: &str = "quiet";
const CONSIDERED: &str = "considered";
const PRUNED: &str = "pruned";
const ASKED_AS: &str = "asked-as";

/// For as long as anything is remembered.
const EVER: TimeDelta = TimeDelta::days(3_650);

/// Tells the client what an earlier run learned; once in the life of a process.
pub async fn recall(works: &Works, now: DateTime<Utc>) -> Result<(), StoreError> {
    if works.recalled.set(()).is_err() {
        return Ok(());
    }
    let robots = works.store.notes(ROBOTS, now).await?;
    let quiet = works.store.notes(QUIET, now).await?;
    works.client.remember(Memory {
        robots: robots.into_iter().filter_map(|note| Some((note.key, read(&note.body)?))).collect(),
        quiet: quiet.into_iter().map(|note| (note.key, note.until)).collect(),
    });
    Ok(())
}

/// Writes down what the client learned.
pub async fn keep(works: &Works, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Memory { robots, quiet } = works.client.memory();
    let robots = robots.into_iter().map(|(key, known)| note(ROBOTS, key, known.until(), &known));
    let quiet = quiet.into_iter().map(|(key, until)| note(QUIET, key, until, &()));
    let notes: Vec<Note> = robots.chain(quiet).collect();
    if notes.is_empty() { Ok(()) } else { works.store.keep_notes(notes, now).await }
}

/// Articles that were first seen later than this are news to readers: no pass came as far as telling them.
pub async fn considered(works: &Works, now: DateTime<Utc>) -> Result<DateTime<Utc>, StoreError> {
    let notes = works.store.notes(CONSIDERED, now).await?;
    let before = now - TimeDelta::seconds(1);
    Ok(notes.first().and_then(|note| read(&note.body)).unwrap_or(before).min(before))
}

/// This pass told what was there.
pub async fn keep_considered(works: &Works, now: DateTime<Utc>) -> Result<(), StoreError> {
    works.store.keep_notes(vec![note(CONSIDERED, String::new(), now + EVER, &now)], now).await
}

/// Whether what is needed no more was forgotten longer ago than a day.
pub async fn is_new_day(works: &Works, now: DateTime<Utc>) -> Result<bool, StoreError> {
    // A note that holds for longer was written by a clock that was ahead.
    Ok(works.store.note(PRUNED, "", now).await?.is_none_or(|note| note.until > now + TimeDelta::days(1)))
}

/// That was done now.
pub async fn keep_day(works: &Works, now: DateTime<Utc>) -> Result<(), StoreError> {
    works.store.keep_notes(vec![note(PRUNED, String::new(), now + TimeDelta::days(1), &())], now).await
}

/// How sources were configured when they were last asked.
pub async fn asked_as<T: DeserializeOwned + Default>(store: &dyn Store, now: DateTime<Utc>) -> Result<T, StoreError> {
    Ok(store.note(ASKED_AS, "", now).await?.and_then(|note| read(&note.body)).unwrap_or_default())
}

/// They are configured like that now.
pub async fn keep_asked_as(store: &dyn Store, known: &impl Serialize, now: DateTime<Utc>) -> Result<(), StoreError> {
    store.keep_notes(vec![note(ASKED_AS, String::new(), now + EVER, known)], now).await
}

fn note(kind: &str, key: String, until: DateTime<Utc>, body: &impl Serialize) -> Note {
    Note { kind: kind.into(), key, until, body: serde_json::to_string(body).unwrap_or_default() }
}

fn read<T: DeserializeOwned>(body: &str) -> Option<T> {
    serde_json::from_str(body).ok()
}
