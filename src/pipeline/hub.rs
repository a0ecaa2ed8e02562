//! Telling subscribers of changes (WebSub): hubs elsewhere are told that there is news; our own hub, under `serve`, sends the feeds.

mod delivery;

use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt;
use tokio::sync::Mutex;
use url::Url;

pub use delivery::{deliver, run};

use super::{FeedReport, Works};
use crate::config::{Format, Hub, Settings};
use crate::fetch::{self, Accept, Body, HeaderMap, Robots, header_of};
use crate::publish;
use crate::store::{Note, StoreError};
use crate::websub::hub::{self, Subscriber};

const KIND: &str = "hub";

/// Hubs that are told at once.
const AT_ONCE: usize = 8;

/// Subscriptions that are kept.
const MAX_SUBSCRIBERS: usize = 10_000;

/// Of these, with callbacks at one site: a registrable domain, or a literal address.
const MAX_AT_ONE_SITE: usize = 100;

/// Bytes of a subscriber's answer that are read: the challenge, and no more.
const ANSWER: u64 = 1_024;

/// Waits before a hub elsewhere is told again.
const AGAIN: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(8)];

/// What telling one hub of everything may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Held from the reading of a subscription to the writing of what becomes of it.
static CHANGING: Mutex<()> = Mutex::const_new(());

/// Tells hubs elsewhere which feeds have news, one after the other. A hub that cannot be told of one is logged and asked no more; it hears
/// of the next news.
pub async fn ping(works: &Works, feeds: &[FeedReport]) {
    let elsewhere = works.settings.publish.hubs.iter().filter_map(|hub| match hub {
        Hub::Elsewhere(hub) => Some(hub),
        Hub::Own => None,
    });
    let files: Vec<&String> = feeds.iter().filter(|feed| feed.changed).flat_map(|feed| &feed.files).collect();
    let topics: Vec<Url> = files.iter().filter_map(|file| works.settings.publish.base_url.join(file).ok()).collect();
    let topics = topics.as_slice();
    futures::stream::iter(elsewhere)
        .for_each_concurrent(AT_ONCE, |hub| async move {
            let mut told = 0;
            let telling = async {
                for topic in topics {
                    tell(works, hub, topic).await?;
                    told += 1;
                }
                Ok(())
            };
            let slow = |_| Err(format!("it takes longer than {} seconds", PATIENCE.as_secs()));
            if let Err(why) = tokio::time::timeout(PATIENCE, telling).await.unwrap_or_else(slow) {
                tracing::warn!(%hub, "the hub was told of {told} of {} changed files: {why}", topics.len());
            }
        })
        .await;
}

/// As the hubs in use understand it: the standard leaves this open (WebSub, section 6).
async fn tell(works: &Works, hub: &Url, topic: &Url) -> Result<(), String> {
    let topic = topic.as_str();
    let pairs = [("hub.mode", "publish"), ("hub.url", topic), ("hub.topic", topic)];
    let body = Bytes::from(url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish());
    let form = header_of("content-type", "application/x-www-form-urlencoded").map_err(|error| error.to_string())?;
    let mut failure = String::new();
    for wait in [Duration::ZERO].into_iter().chain(AGAIN) {
        tokio::time::sleep(wait).await;
        failure = match works.client.post(hub.clone(), HeaderMap::from_iter([form.clone()]), body.clone()).await {
            Ok(posted) if (200..300).contains(&posted.status) => return Ok(()),
            Ok(posted) => format!("it answered {}", posted.status),
            Err(error) => error.to_string(),
        };
    }
    Err(failure)
}

/// Whether `serve` is a hub.
pub fn is_hub(settings: &Settings) -> bool {
    settings.publish.hubs.contains(&Hub::Own)
}

/// The file and format that a topic stands for.
fn file_of(settings: &Settings, topic: &str) -> Option<(String, Format)> {
    let formats = settings.publish.formats.iter();
    let mut files =
        formats.flat_map(|format| settings.feeds.iter().map(|feed| (publish::file_name(&feed.id.0, *format), *format)));
    files.find(|(file, _)| settings.publish.base_url.join(file).is_ok_and(|url| url.as_str() == topic))
}

/// Reads a request to our hub, as far as it can be answered at once.
///
/// # Errors
/// One line for the answer.
pub fn accept(settings: &Settings, form: &[u8]) -> Result<hub::Request, &'static str> {
    let request = hub::read(form)?;
    match file_of(settings, &request.topic) {
        Some(_) => Ok(request),
        None => Err("hub.topic is no feed of this hub"),
    }
}

/// Why there is no room for what a request asks for: one line for the answer. A subscription that is renewed has its place.
///
/// # Errors
/// Where the store fails.
pub async fn no_room(works: &Works, request: &hub::Request, now: DateTime<Utc>) -> Result<Option<String>, StoreError> {
    if !request.subscribe {
        return Ok(None);
    }
    let subscriber = Subscriber::new(request, String::new(), now);
    if known(works, &subscriber.key(), now).await?.is_some() {
        return Ok(None);
    }
    let others = subscribers(works, now).await?;
    let site = fetch::site(&request.callback);
    let there = others.iter().filter(|other| Url::parse(&other.callback).is_ok_and(|url| fetch::site(&url) == site)).count();
    Ok(if others.len() >= MAX_SUBSCRIBERS {
        Some(format!("this hub has {MAX_SUBSCRIBERS} subscriptions and takes no more"))
    } else if there >= MAX_AT_ONE_SITE {
        Some(format!("{site} has {MAX_AT_ONE_SITE} subscriptions here and cannot have more; end some, or let them end"))
    } else {
        None
    })
}

/// Asks the subscriber whether it meant it (section 5.3), and keeps, renews or ends the subscription.
///
/// # Errors
/// One line for the log: it did not confirm, there is no room, or the store failed.
pub async fn verify(works: &Works, request: &hub::Request, now: DateTime<Utc>) -> Result<(), String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| error.to_string())?;
    let challenge: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let question = fetch::Request {
        robots: Robots::Ignore,
        prefix: Some(ANSWER),
        once: true,
        ..fetch::Request::new(request.verification(&challenge), Accept::Page)
    };
    let answer = works.client.get(question).await.map_err(|error| error.to_string())?;
    if !matches!(&answer.body, Body::Bytes(bytes) if bytes.trim_ascii() == challenge.as_bytes()) {
        return Err("the answer is not the challenge".into());
    }
    let failed = |error: StoreError| error.to_string();
    let has = tag_of(works, &request.topic).await.unwrap_or_default();
    let new = Subscriber::new(request, has, now);
    let _changing = CHANGING.lock().await;
    if !request.subscribe {
        return forget(works, &new, now).await.map_err(failed);
    }
    if let Some(why) = no_room(works, request, now).await.map_err(failed)? {
        return Err(why);
    }
    let known = known(works, &new.key(), now).await.map_err(failed)?;
    keep(works, &known.map_or(new, |known| known.renewed(request, now)), now).await.map_err(failed)
}

async fn subscribers(works: &Works, now: DateTime<Utc>) -> Result<Vec<Subscriber>, StoreError> {
    let notes = works.store.notes(KIND, now).await?;
    Ok(notes.iter().filter_map(|note| serde_json::from_str(&note.body).ok()).collect())
}

/// A subscription as it is now, if it has not ended.
async fn known(works: &Works, key: &str, now: DateTime<Utc>) -> Result<Option<Subscriber>, StoreError> {
    let note = works.store.note(KIND, key, now).await?;
    Ok(note.and_then(|note| serde_json::from_str(&note.body).ok()))
}

async fn keep(works: &Works, subscriber: &Subscriber, now: DateTime<Utc>) -> Result<(), StoreError> {
    let body = serde_json::to_string(subscriber).unwrap_or_default();
    works.store.keep_notes(vec![Note { kind: KIND.into(), key: subscriber.key(), until: subscriber.until, body }], now).await
}

async fn forget(works: &Works, subscriber: &Subscriber, now: DateTime<Utc>) -> Result<(), StoreError> {
    let ended = Subscriber { until: now - TimeDelta::seconds(1), ..subscriber.clone() };
    keep(works, &ended, now).await
}

async fn tag_of(works: &Works, topic: &str) -> Option<String> {
    Some(publish::etag(&content(works, topic).await?.0))
}

/// The feed that a topic stands for, as it is published now.
async fn content(works: &Works, topic: &str) -> Option<(Bytes, Format)> {
    let (file, format) = file_of(&works.settings, topic)?;
    let output = works.output.clone();
    let read = tokio::task::spawn_blocking(move || output.read(&file)).await.ok()?.ok()??;
    Some((Bytes::from(read.bytes), format))
}
