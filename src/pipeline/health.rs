//! How every source is doing, and why: for `newsloom sources`, pages and API.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::visit::shown;
use super::{SourceState, amended, push};
use crate::config::Settings;
use crate::fetch::schedule::{Hints, NEVER};
use crate::model::SourceId;
use crate::store::{Store, StoreError};

/// Pages of articles that are older are of no interest any more.
const RECENT: TimeDelta = TimeDelta::days(7);

/// A source, as operators see it. Addresses hold no credentials.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceHealth {
    /// As configured.
    pub id: SourceId,
    /// As configured.
    pub url: String,
    /// The address that is asked instead, if another one stands in for it.
    pub asked: Option<String>,
    /// The feed's own.
    pub title: String,
    /// "rss2", "atom1", "front page", …
    pub format: String,
    /// Entries of its last document.
    pub entries: usize,
    /// How it is.
    pub status: Status,
    /// Start of the last try.
    pub last_try: Option<DateTime<Utc>>,
    /// Last try that succeeded.
    pub last_success: Option<DateTime<Utc>>,
    /// `None`: not known yet, or never again.
    pub next_try: Option<DateTime<Utc>>,
    /// Why then.
    pub reasons: Vec<String>,
    /// What the publisher asked for.
    pub hints: HintsShown,
    /// Minutes that usually lie between two changes.
    pub rhythm_minutes: Option<i64>,
    /// Failures in a row.
    pub failures: u32,
    /// Why the last try failed.
    pub error: Option<String>,
    /// Repairs that its last document needed.
    pub warnings: Vec<String>,
    /// WebSub: the hub, and how the subscription stands.
    pub push: Option<PushShown>,
    /// Pages that will not be read, by reason.
    pub pages_closed: Vec<PagesClosed>,
}

/// How a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not tried yet.
    New,
    /// The last try succeeded.
    Ok,
    /// The last try failed.
    Failing,
    /// Gone; not tried any more.
    Stopped,
}

/// What a publisher asked for, in seconds; absent where it said nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct HintsShown {
    /// `Cache-Control`, `Expires`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fresh_for: Option<u64>,
    /// `Retry-After`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// RSS `ttl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl: Option<u64>,
    /// `sy:updatePeriod` by `sy:updateFrequency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<u64>,
    /// UTC.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip_hours: Vec<u8>,
    /// Monday is 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip_days: Vec<u8>,
}

/// A hub, and how the subscription stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PushShown {
    /// Its address.
    pub hub: String,
    /// In words.
    pub state: String,
}

/// Pages that will not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PagesClosed {
    /// As the article says it.
    pub why: String,
    /// How many.
    pub count: u64,
}

/// Every configured source, in the configuration's order.
///
/// # Errors
/// Where the store fails.
pub async fn sources(settings: &Settings, store: &dyn Store, now: DateTime<Utc>) -> Result<Vec<SourceHealth>, StoreError> {
    let records: HashMap<SourceId, _> = store.sources().await?.into_iter().map(|record| (record.id.clone(), record)).collect();
    let mut closed: HashMap<SourceId, Vec<PagesClosed>> = HashMap::new();
    for pages in store.closed_pages(now - RECENT).await? {
        closed.entry(pages.source).or_default().push(PagesClosed { why: pages.why, count: pages.count });
    }
    let amended = amended::amended(settings, store, now).await?;
    let subscriptions = push::subscriptions(store, now).await?;
    let health = settings.sources.iter().map(|source| {
        let record = records.get(&source.id);
        let state = record.map(|record| SourceState::of(record, source)).unwrap_or_default();
        let amended = amended.contains(&source.id);
        let next = record.map(|record| if amended { now } else { record.next_try });
        let status = match (next, &state.error, state.last_try) {
            (Some(next), ..) if next >= NEVER => Status::Stopped,
            (_, Some(_), _) => Status::Failing,
            (_, None, Some(_)) => Status::Ok,
            (_, None, None) => Status::New,
        };
        let asked = state.instead.as_deref().and_then(|address| url::Url::parse(address).ok());
        let push = state.hub.as_ref().map(|topic| PushShown {
            hub: topic.hub.clone(),
            state: subscriptions.get(&source.id).map_or_else(|| "polled".into(), |held| held.state.to_string()),
        });
        SourceHealth {
            id: source.id.clone(),
            url: shown(&source.url),
            asked: asked.map(|url| shown(&url)),
            rhythm_minutes: state.history.rhythm().map(|gap| gap.num_minutes()),
            failures: state.history.failures,
            hints: hints(&state.hints),
            next_try: next.filter(|next| *next < NEVER),
            pages_closed: closed.remove(&source.id).unwrap_or_default(),
            title: state.title,
            format: state.format,
            entries: state.entries,
            last_try: state.last_try,
            last_success: state.last_success,
            reasons: if amended {
                vec!["its configuration was changed: asked again with the next pass".into()]
            } else {
                state.reasons
            },
            error: state.error,
            warnings: state.warnings,
            status,
            push,
        }
    });
    Ok(health.collect())
}

fn hints(hints: &Hints) -> HintsShown {
    let seconds = |hint: Option<std::time::Duration>| hint.map(|hint| hint.as_secs());
    HintsShown {
        fresh_for: seconds(hints.fresh_for),
        retry_after: seconds(hints.retry_after),
        ttl: seconds(hints.ttl),
        period: seconds(hints.period),
        skip_hours: hints.skip_hours.clone(),
        skip_days: hints.skip_days.clone(),
    }
}
