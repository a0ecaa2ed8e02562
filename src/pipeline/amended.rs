//! Sources whose configuration was changed since they were last asked: what was decided of them before counts no more.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::{SourceState, arrive, memory};
use crate::config::{FetchSettings, Settings, Source};
use crate::fetch::schedule::NEVER;
use crate::model::SourceId;
use crate::store::{Store, StoreError};

/// What is known of how a source was configured when it was last asked.
type Known = BTreeMap<String, String>;

/// Sources that are to be asked as they are configured now, due or not: their own keys were changed; or they fail, and `[fetch]` was, which may have been
/// why. A source that is new here is none of them.
///
/// # Errors
/// Where the store fails.
pub async fn amended(settings: &Settings, store: &dyn Store, now: DateTime<Utc>) -> Result<BTreeSet<SourceId>, StoreError> {
    let known: Known = memory::asked_as(store, now).await?;
    let fetch = of_fetch(&settings.fetch);
    let (mut amended, mut elsewhere) = (BTreeSet::new(), BTreeMap::new());
    for source in &settings.sources {
        match known.get(&source.id.0).and_then(|known| known.split_once('-')) {
            Some((before, _)) if before != of_source(source) => drop(amended.insert(source.id.clone())),
            Some((_, before)) if before != fetch => drop(elsewhere.insert(&source.id, source)),
            Some(_) | None => {}
        }
    }
    if !elsewhere.is_empty() {
        let records = store.sources().await?;
        let fails = |source: &&Source| {
            let record = records.iter().find(|record| record.id == source.id && record.next_try < NEVER);
            record.is_some_and(|record| SourceState::of(record, source).error.is_some())
        };
        amended.extend(elsewhere.into_values().filter(fails).map(|source| source.id.clone()));
    }
    Ok(amended)
}

/// Notes how sources are configured, but for those that were amended and that this pass did not come to ask.
///
/// # Errors
/// Where the store fails.
pub async fn note(
    settings: &Settings,
    store: &dyn Store,
    waiting: &BTreeSet<SourceId>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let before: Known = memory::asked_as(store, now).await?;
    let fetch = of_fetch(&settings.fetch);
    let mut known = before.clone();
    for source in settings.sources.iter().filter(|source| !waiting.contains(&source.id)) {
        known.insert(source.id.0.clone(), format!("{}-{fetch}", of_source(source)));
    }
    if known == before { Ok(()) } else { memory::keep_asked_as(store, &known, now).await }
}

/// Of what a visit to the source goes by.
fn of_source(source: &Source) -> String {
    short(&format!("{} {:?} {:?}", source.url, source.kind, source.interval))
}

/// Of what may have a source refused.
fn of_fetch(fetch: &FetchSettings) -> String {
    let FetchSettings { user_agent, timeout, max_body, allow_private, respect_robots, .. } = fetch;
    short(&format!("{user_agent} {timeout:?} {max_body} {allow_private:?} {respect_robots}"))
}

fn short(text: &str) -> String {
    arrive::hex(&Sha256::digest(text)[..8])
}
