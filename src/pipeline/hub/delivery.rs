//! What our hub sends (WebSub, section 7). Subscribers that are slow, or fail, hold up nobody but themselves: few deliveries run to one site
//! at once, each has its time, and those who answered come before those who did not.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use tokio::sync::Semaphore;
use tokio::time::MissedTickBehavior;
use url::Url;

use super::{CHANGING, content, forget, keep, known, subscribers};
use crate::config::Format;
use crate::fetch::{self, HeaderMap, header_of};
use crate::pipeline::Works;
use crate::publish;
use crate::store::StoreError;
use crate::websub::hub::Subscriber;
use crate::websub::signature;

/// Deliveries that run at once.
const AT_ONCE: usize = 32;

/// Of these, to one site: a registrable domain, or a literal address.
const AT_ONE_SITE: usize = 2;

/// Sites that are remembered before idle ones are forgotten.
const REMEMBERED: usize = 1_000;

/// A subscriber has so long to answer a delivery.
const PATIENCE: Duration = Duration::from_secs(10);

/// Between two looks for feeds that changed.
const REST: Duration = Duration::from_secs(5);

/// A feed as it is now.
struct News {
    topic: String,
    bytes: Bytes,
    tag: String,
    format: Format,
}

/// A subscription, by its key, that is owed a feed.
struct Owed {
    key: String,
    site: String,
    failures: u32,
    news: Arc<News>,
}

/// The time of a round, which goes on while deliveries run.
#[derive(Clone, Copy)]
struct Clock {
    start: DateTime<Utc>,
    started: Instant,
}

impl Clock {
    fn at(start: DateTime<Utc>) -> Self {
        Self { start, started: Instant::now() }
    }

    fn now(self) -> DateTime<Utc> {
        self.start + TimeDelta::from_std(self.started.elapsed()).unwrap_or_default()
    }
}

/// Limits that all deliveries share.
struct Limits {
    all: Semaphore,
    sites: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl Limits {
    fn new() -> Self {
        Self { all: Semaphore::new(AT_ONCE), sites: Mutex::default() }
    }

    fn site(&self, name: &str) -> Arc<Semaphore> {
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        if sites.len() >= REMEMBERED {
            sites.retain(|_, running| Arc::strong_count(running) > 1);
        }
        Arc::clone(sites.entry(name.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(AT_ONE_SITE))))
    }
}

/// Sends changed feeds to whoever subscribed, for as long as the program runs. What a subscriber has is remembered, so that changes of other
/// processes, and of times when nobody could be reached, arrive too.
pub async fn run(works: &Works) {
    let limits = Limits::new();
    let (mut sending, mut busy) = (FuturesUnordered::new(), HashSet::new());
    let mut looks = tokio::time::interval(REST);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = looks.tick() => {
                let clock = Clock::at(Utc::now());
                let found = owed(works, clock.now()).await.unwrap_or_else(|error| {
                    tracing::error!("{error}");
                    Vec::new()
                });
                for one in found {
                    if busy.insert(one.key.clone()) {
                        sending.push(delivery(works, &limits, one, clock));
                    }
                }
            }
            Some((key, made)) = sending.next() => {
                busy.remove(&key);
                if let Err(error) = made {
                    tracing::error!("{error}");
                }
            }
        }
    }
}

/// One round of deliveries. Answers how many were made.
///
/// # Errors
/// Where the store fails. A subscriber that fails is tried again later.
pub async fn deliver(works: &Works, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let (limits, clock) = (Limits::new(), Clock::at(now));
    let owed = owed(works, now).await?;
    let mut sending: FuturesUnordered<_> = owed.into_iter().map(|one| delivery(works, &limits, one, clock)).collect();
    let mut made = 0;
    while let Some((_, done)) = sending.next().await {
        made += usize::from(done?);
    }
    Ok(made)
}

/// Who is to be sent what.
async fn owed(works: &Works, now: DateTime<Utc>) -> Result<Vec<Owed>, StoreError> {
    let mut topics: BTreeMap<String, Vec<Subscriber>> = BTreeMap::new();
    for subscriber in subscribers(works, now).await? {
        topics.entry(subscriber.topic.clone()).or_default().push(subscriber);
    }
    let mut owed = Vec::new();
    for (topic, subscribers) in topics {
        let Some((bytes, format)) = content(works, &topic).await else { continue };
        let news = Arc::new(News { topic, tag: publish::etag(&bytes), bytes, format });
        let wanting = subscribers.into_iter().filter(|subscriber| subscriber.wants(&news.tag, now));
        owed.extend(wanting.map(|subscriber| Owed {
            key: subscriber.key(),
            site: Url::parse(&subscriber.callback).map(|url| fetch::site(&url).to_owned()).unwrap_or_default(),
            failures: subscriber.failures,
            news: Arc::clone(&news),
        }));
    }
    owed.sort_by_key(|owed| owed.failures);
    Ok(owed)
}

/// A delivery with its key.
async fn delivery(works: &Works, limits: &Limits, owed: Owed, clock: Clock) -> (String, Result<bool, StoreError>) {
    // At the site first, so that waiting for it holds up nobody else.
    let site = limits.site(&owed.site);
    let _at_site = site.acquire().await;
    let _in_all = limits.all.acquire().await;
    let made = make(works, &owed, clock).await;
    (owed.key, made)
}

/// Answers whether the subscriber answered. It may leave, or renew its subscription, before and during the delivery: only what the delivery
/// taught is written, and nothing for who has left.
async fn make(works: &Works, owed: &Owed, clock: Clock) -> Result<bool, StoreError> {
    let news = &*owed.news;
    let Some(subscriber) = known(works, &owed.key, clock.now()).await? else { return Ok(false) };
    if !subscriber.wants(&news.tag, clock.now()) {
        return Ok(false);
    }
    let status = send(works, &subscriber, news).await;
    if let Err(why) = &status {
        tracing::info!(topic = %news.topic, "a subscriber was not reached: {why}");
    }
    let _changing = CHANGING.lock().await;
    let now = clock.now();
    if let Some(subscriber) = known(works, &owed.key, now).await? {
        match subscriber.clone().after(&news.tag, status.as_ref().ok().copied(), now) {
            Some(next) => keep(works, &next, now).await?,
            None => forget(works, &subscriber, now).await?,
        }
    }
    Ok(status.is_ok())
}

async fn send(works: &Works, subscriber: &Subscriber, news: &News) -> Result<u16, String> {
    let hubs = works.settings.publish.hub_addresses();
    let hubs = hubs.iter().map(|hub| format!("<{hub}>; rel=\"hub\""));
    let links: Vec<String> = hubs.chain([format!("<{}>; rel=\"self\"", subscriber.topic)]).collect();
    let links = links.join(", ");
    let signed = subscriber.secret.as_ref().map(|secret| signature::sign(secret.as_bytes(), &news.bytes));
    let pairs = [
        ("content-type", Some(publish::media_type(news.format))),
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
    let posted = works.client.post_within(PATIENCE, callback, headers, news.bytes.clone()).await;
    posted.map(|posted| posted.status).map_err(|error| error.to_string())
}
