//! Telling subscribers of changes (WebSub): hubs elsewhere are told that there is news; our own hub, under `serve`, sends the feeds.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt;
use url::Url;

use super::{FeedReport, Works};
use crate::config::{Format, Hub, Settings};
use crate::fetch::{self, Accept, Body, HeaderMap, Robots, header_of};
use crate::publish;
use crate::store::{Note, StoreError};
use crate::websub::hub::{self, Subscriber};
use crate::websub::signature;

const KIND: &str = "hub";

/// Deliveries that run at once, and hubs that are told at once.
const AT_ONCE: usize = 8;

/// Subscriptions that are kept.
const MAX_SUBSCRIBERS: usize = 10_000;

/// Bytes of a subscriber's answer that are read: the challenge, and no more.
const ANSWER: u64 = 1_024;

/// Waits before a hub elsewhere is told again.
const AGAIN: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(8)];

/// What telling one hub of everything may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Between two looks for feeds that changed.
const REST: Duration = Duration::from_secs(5);

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

/// Asks the subscriber whether it meant it (section 5.3), and keeps or ends the subscription.
///
/// # Errors
/// One line for the log: it did not confirm, or the store failed.
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
    let has = tag_of(works, &request.topic).await.unwrap_or_default();
    let subscriber = Subscriber::new(request, has, now);
    let failed = |error: StoreError| error.to_string();
    if !request.subscribe {
        return forget(works, &subscriber, now).await.map_err(failed);
    }
    let known = subscribers(works, now).await.map_err(failed)?;
    if known.len() >= MAX_SUBSCRIBERS && !known.iter().any(|known| known.key() == subscriber.key()) {
        return Err(format!("there are {MAX_SUBSCRIBERS} subscriptions already"));
    }
    keep(works, &subscriber, now).await.map_err(failed)
}

async fn subscribers(works: &Works, now: DateTime<Utc>) -> Result<Vec<Subscriber>, StoreError> {
    let notes = works.store.notes(KIND, now).await?;
    Ok(notes.iter().filter_map(|note| serde_json::from_str(&note.body).ok()).collect())
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

/// Sends changed feeds to whoever subscribed, for as long as the program runs. What a subscriber has is remembered, so that changes of other
/// processes, and of times when nobody could be reached, arrive too.
pub async fn run(works: &Works) {
    loop {
        tokio::time::sleep(REST).await;
        if let Err(error) = deliver(works, Utc::now()).await {
            tracing::error!("{error}");
        }
    }
}

/// One round of deliveries. Answers how many were made.
///
/// # Errors
/// Where the store fails. A subscriber that fails is tried again later.
pub async fn deliver(works: &Works, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let mut topics: BTreeMap<String, Vec<Subscriber>> = BTreeMap::new();
    for subscriber in subscribers(works, now).await? {
        topics.entry(subscriber.topic.clone()).or_default().push(subscriber);
    }
    let mut made = 0;
    for (topic, subscribers) in topics {
        let Some((bytes, format)) = content(works, &topic).await else { continue };
        let tag = publish::etag(&bytes);
        let wanting: Vec<Subscriber> = subscribers.into_iter().filter(|subscriber| subscriber.wants(&tag, now)).collect();
        let (bytes, tag) = (&bytes, &tag);
        let sending = futures::stream::iter(wanting).map(|subscriber| async move {
            let status = send(works, &subscriber, bytes, format).await;
            (subscriber, status)
        });
        let mut sent = sending.buffer_unordered(AT_ONCE);
        while let Some((subscriber, status)) = sent.next().await {
            made += usize::from(status.is_ok());
            if let Err(why) = &status {
                tracing::info!(%topic, "a subscriber was not reached: {why}");
            }
            match subscriber.clone().after(tag, status.ok(), now) {
                Some(next) => keep(works, &next, now).await?,
                None => forget(works, &subscriber, now).await?,
            }
        }
    }
    Ok(made)
}

/// Section 7.
async fn send(works: &Works, subscriber: &Subscriber, bytes: &Bytes, format: Format) -> Result<u16, String> {
    let hubs = works.settings.publish.hub_addresses();
    let hubs = hubs.iter().map(|hub| format!("<{hub}>; rel=\"hub\""));
    let links: Vec<String> = hubs.chain([format!("<{}>; rel=\"self\"", subscriber.topic)]).collect();
    let links = links.join(", ");
    let signed = subscriber.secret.as_ref().map(|secret| signature::sign(secret.as_bytes(), bytes));
    let pairs = [
        ("content-type", Some(publish::media_type(format))),
        ("link", Some(links.as_str())),
        (signature::HEADER, signed.as_deref()),
    ];
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        if let Some(value) = value {
            headers.extend([header_of(name, value).map_err(|error| error.to_string())?]);
        }
    }
    let callback = Url::parse(&subscriber.callback).map_err(|error| error.to_string())?;
    let posted = works.client.post(callback, headers, bytes.clone()).await.map_err(|error| error.to_string())?;
    Ok(posted.status)
}
