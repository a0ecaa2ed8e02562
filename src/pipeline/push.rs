//! Subscriptions to hubs (WebSub): asked for while `serve` runs, renewed before they end. Polling goes on beside them.

use std::collections::BTreeMap;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt;
use url::{Host, Url};

use super::{SourceState, Works};
use crate::fetch::{HeaderMap, header_of};
use crate::model::SourceId;
use crate::store::{Note, Store, StoreError};
use crate::websub::subscriber::{State, Subscription, Verification};

const KIND: &str = "websub";

/// A subscription that nothing was heard of for so long is forgotten.
const KEPT: TimeDelta = TimeDelta::days(60);

/// Hubs that are asked at once.
const AT_ONCE: usize = 8;

/// Every subscription, by source.
///
/// # Errors
/// Where the store fails.
pub async fn subscriptions(store: &dyn Store, now: DateTime<Utc>) -> Result<BTreeMap<SourceId, Subscription>, StoreError> {
    let notes = store.notes(KIND, now).await?;
    Ok(notes.into_iter().filter_map(|note| Some((SourceId(note.key), serde_json::from_str(&note.body).ok()?))).collect())
}

async fn keep(store: &dyn Store, source: &SourceId, held: &Subscription, now: DateTime<Utc>) -> Result<(), StoreError> {
    let body = serde_json::to_string(held).unwrap_or_default();
    store.keep_notes(vec![Note { kind: KIND.into(), key: source.0.clone(), until: now + KEPT, body }], now).await
}

/// Asks the hubs of all sources whose subscription is missing or about to end. Answers how many were asked.
///
/// # Errors
/// Where the store fails. A hub that fails is remembered as such, and asked again days later.
pub async fn subscribe(works: &Works, now: DateTime<Utc>) -> Result<usize, StoreError> {
    if !can_be_called(works) {
        return Ok(0);
    }
    let mut held = subscriptions(&*works.store, now).await?;
    let records: BTreeMap<SourceId, _> =
        works.store.sources().await?.into_iter().map(|record| (record.id.clone(), record)).collect();
    let mut due = Vec::new();
    for source in &works.settings.sources {
        let Some(record) = records.get(&source.id) else { continue };
        let Some(topic) = SourceState::of(record, source).hub else { continue };
        let subscription = match held.remove(&source.id) {
            Some(held) if held.topic == topic && !held.is_due(now) => continue,
            Some(held) if held.topic == topic => Subscription { state: State::Asked { at: now }, ..held },
            _ => {
                let mut random = [0; 32];
                if getrandom::fill(&mut random).is_err() {
                    continue;
                }
                Subscription::new(topic, random, now)
            }
        };
        due.push((source.id.clone(), subscription));
    }
    let count = due.len();
    let mut asked =
        futures::stream::iter(due).map(|(source, subscription)| ask(works, source, subscription, now)).buffer_unordered(AT_ONCE);
    while let Some(done) = asked.next().await {
        done?;
    }
    Ok(count)
}

/// Whether hubs could reach us: not at an address that we would not call ourselves.
fn can_be_called(works: &Works) -> bool {
    let base = &works.settings.publish.base_url;
    match base.host() {
        Some(Host::Domain(name)) => name != "localhost" && !name.ends_with(".localhost"),
        Some(_) => works.client.permits(base),
        None => false,
    }
}

/// Where hubs reach us.
fn callback(base_url: &Url, subscription: &Subscription) -> Option<Url> {
    base_url.join(&format!("/websub/{}", subscription.token)).ok()
}

async fn ask(works: &Works, source: SourceId, subscription: Subscription, now: DateTime<Utc>) -> Result<(), StoreError> {
    // The hub may verify before it answers: the subscription must be known by then.
    keep(&*works.store, &source, &subscription, now).await?;
    let Err(why) = request(works, &subscription).await else {
        tracing::debug!(%source, hub = %subscription.topic.hub, "asked for pushes");
        return Ok(());
    };
    tracing::debug!(%source, hub = %subscription.topic.hub, "no pushes: {why}");
    let state = State::Refused { why, at: now };
    keep(&*works.store, &source, &Subscription { state, ..subscription }, now).await
}

async fn request(works: &Works, subscription: &Subscription) -> Result<(), String> {
    let hub = Url::parse(&subscription.topic.hub).map_err(|error| format!("the hub has no address: {error}"))?;
    let callback = callback(&works.settings.publish.base_url, subscription).ok_or("publish.base_url cannot be called")?;
    let form = header_of("content-type", "application/x-www-form-urlencoded").map_err(|error| error.to_string())?;
    let body = Bytes::from(subscription.request(callback.as_str()));
    let posted = works.client.post(hub, HeaderMap::from_iter([form]), body).await.map_err(|error| error.to_string())?;
    if (200..300).contains(&posted.status) {
        return Ok(());
    }
    let said: String = posted.text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(100).collect();
    Err(format!("the hub answered {}: {said}", posted.status))
}

/// What a hub's question at the callback is answered with; `None`: nobody here asked for that.
///
/// # Errors
/// Where the store fails.
pub async fn verify(
    store: &dyn Store,
    token: &str,
    asked: &Verification,
    now: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    let held = subscriptions(store, now).await?;
    let Some((source, mut subscription)) = held.into_iter().find(|(_, held)| held.token == token) else { return Ok(None) };
    let answer = subscription.verified(asked, now);
    if answer.is_some() {
        tracing::info!(%source, hub = %subscription.topic.hub, "{}", subscription.state);
        keep(store, &source, &subscription, now).await?;
    }
    Ok(answer)
}

/// Whether pushes to this token were asked for.
///
/// # Errors
/// Where the store fails.
pub async fn expects(store: &dyn Store, token: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(subscriptions(store, now).await?.into_values().any(|held| held.token == token))
}

/// What became of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Push {
    /// This source has news.
    Of(SourceId),
    /// Not signed as agreed.
    Forged,
    /// Nobody here asked for it.
    Unknown,
}

/// Which source a push is of.
///
/// # Errors
/// Where the store fails.
pub async fn receive(
    store: &dyn Store,
    token: &str,
    body: &[u8],
    signature: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Push, StoreError> {
    let held = subscriptions(store, now).await?;
    Ok(match held.into_iter().find(|(_, held)| held.token == token) {
        None => Push::Unknown,
        Some((_, held)) if !held.trusts(body, signature) => Push::Forged,
        Some((source, _)) => Push::Of(source),
    })
}
