//! One visit to each source that is due: ask, read, store, then the pages and photos of what it brought.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt;
use sha2::{Digest, Sha256};
use url::Url;

use super::arrive::{self, Origin};
use super::report::ArticleCounts;
use super::{PassError, Progress, SourceState, Works, pages, photos};
use crate::config::{Source, SourceKind};
use crate::fetch::schedule::{self, Hints};
use crate::fetch::{Accept, Body, FetchError, Request, Response, Robots, Validators};
use crate::model::{Feed, FeedEntry, FeedFormat, SourceId};
use crate::read::{self, Kind};
use crate::store::{Arrival, Selection, SourceRecord, StoreError, Visit};

/// Claims are given back when a visit is recorded; after this time another worker may take the source of one that died.
const LEASE: TimeDelta = TimeDelta::minutes(15);

/// A document takes milliseconds to read; one that takes longer than this is made to be slow.
const READING: Duration = Duration::from_secs(10);

/// What all sources of a pass brought.
#[derive(Debug, Default)]
pub struct Harvest {
    /// In the order in which they were done.
    pub sources: Vec<Harvested>,
}

/// What became of one source.
#[derive(Debug, Clone)]
pub struct Harvested {
    /// As configured.
    pub id: SourceId,
    /// As configured, without credentials.
    pub url: String,
    /// How it answered.
    pub outcome: Outcome,
    /// What it brought.
    pub articles: ArticleCounts,
    /// When it is due again.
    pub next_try: DateTime<Utc>,
}

/// How a source answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With a document that could be read.
    Read,
    /// With 304.
    NotModified,
    /// Not.
    Failed {
        /// One line.
        error: String,
    },
}

impl Harvest {
    /// Whether sources were asked and none answered.
    pub fn all_failed(&self) -> bool {
        !self.sources.is_empty() && self.sources.iter().all(|source| matches!(source.outcome, Outcome::Failed { .. }))
    }
}

/// Visits the selected sources, all at once within the limits of the client; one slow publisher delays nobody else.
pub async fn harvest(
    works: &Works,
    selection: &Selection,
    now: DateTime<Utc>,
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<Harvest, PassError> {
    let configured: Vec<SourceId> = works.settings.sources.iter().map(|source| source.id.clone()).collect();
    works.store.register(&configured, now).await?;
    let claimed = works.store.claim(selection, &configured, now, now + LEASE, usize::MAX).await?;
    tell(Progress::Claimed(claimed.len()));

    let by_id: HashMap<&SourceId, &Source> = works.settings.sources.iter().map(|source| (&source.id, source)).collect();
    let probes = Arc::new(photos::Probes::default());
    let visits = claimed.into_iter().filter_map(|record| by_id.get(&record.id).map(|source| (*source, record)));
    let mut running = futures::stream::iter(visits)
        .map(|(source, record)| visit(works, source, record, now, Arc::clone(&probes)))
        .buffer_unordered(works.settings.fetch.concurrency);
    let mut harvest = Harvest::default();
    while let Some(done) = running.next().await {
        let done = done?;
        tell(Progress::Source(done.clone()));
        harvest.sources.push(done);
    }
    Ok(harvest)
}

/// One source, from request to stored articles.
async fn visit(
    works: &Works,
    source: &Source,
    record: SourceRecord,
    now: DateTime<Utc>,
    probes: Arc<photos::Probes>,
) -> Result<Harvested, StoreError> {
    let mut state = SourceState::of(&record, source);
    state.last_try = Some(now);
    let answer = ask(works, source, &mut state, now).await;

    let mut counts = ArticleCounts::default();
    let mut arrivals = Vec::new();
    let (outcome, hints, tried) = match answer {
        Ok(Answer { document: None, hints }) => (Outcome::NotModified, hints, schedule::Outcome::Unchanged),
        Ok(Answer { document: Some(document), hints }) => {
            arrivals = sort_arrivals(works, source, &state, document, now, &mut counts).await?;
            let tried = if arrivals.is_empty() { schedule::Outcome::Unchanged } else { schedule::Outcome::Changed };
            (Outcome::Read, hints, tried)
        }
        Err(failure) => (Outcome::Failed { error: failure.message }, failure.hints, failure.outcome),
    };
    state.error = match &outcome {
        Outcome::Failed { error } => Some(error.clone()),
        Outcome::Read | Outcome::NotModified => {
            state.last_success = Some(now);
            None
        }
    };
    let decision = schedule::next_try(&mut state.history, tried, &hints, source.interval, now, &source.id.0);
    state.reasons = decision.reasons;
    let state = serde_json::to_value(&state).unwrap_or_default();
    let record = SourceRecord { id: record.id, next_try: decision.at, state };
    works.store.record_visit(&Visit { record, arrivals }).await?;

    pages::read_due(works, source, now, &probes).await?;
    let url = shown(&source.url);
    Ok(Harvested { id: source.id.clone(), url, outcome, articles: counts, next_try: decision.at })
}

/// An address without credentials.
fn shown(url: &Url) -> String {
    let mut url = url.clone();
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

struct Answer {
    /// `None`: nothing has changed since the last visit.
    document: Option<Document>,
    hints: Hints,
}

/// What a source's address holds, as a feed, whatever it was.
struct Document {
    feed: Feed,
    /// Its entries are mere links.
    tentative: bool,
}

struct Failure {
    message: String,
    hints: Hints,
    outcome: schedule::Outcome,
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        let hints = Hints { retry_after: error.retry_after, ..Hints::default() };
        let outcome = if error.is_gone() { schedule::Outcome::Gone } else { schedule::Outcome::Failed };
        Self { message: error.to_string(), hints, outcome }
    }
}

impl Failure {
    fn unreadable(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Hints::default(), outcome: schedule::Outcome::Failed }
    }
}

/// Asks the source, and the feed behind it where it is a page that advertises one.
async fn ask(works: &Works, source: &Source, state: &mut SourceState, now: DateTime<Utc>) -> Result<Answer, Failure> {
    let url = state.instead.as_deref().and_then(|address| Url::parse(address).ok()).unwrap_or_else(|| source.url.clone());
    let robots = if source.kind == SourceKind::Page { Robots::Obey } else { Robots::DelayOnly };
    let request = Request { validators: state.validators.clone(), robots, ..Request::new(url, Accept::Feed) };
    let response = match works.client.get(request).await {
        Ok(response) => response,
        Err(error) => {
            // What stood in for the configured address may be gone: start from that again.
            if state.instead.is_some() && error.status().is_some() {
                state.instead = None;
                state.validators = Validators::default();
            }
            return Err(error.into());
        }
    };
    let hints = hints(&response, now);
    if let Some(moved) = &response.permanent
        && state.history.moved(moved.as_str())
    {
        tracing::info!(source = %source.id, to = %moved, "moved for good");
        state.instead = Some(moved.to_string());
    }
    let Body::Bytes(bytes) = &response.body else {
        state.validators = response.validators;
        return Ok(Answer { document: None, hints });
    };
    let digest = arrive::hex(&Sha256::digest(bytes));
    if digest == state.body_digest {
        state.validators = response.validators;
        return Ok(Answer { document: Some(Document { feed: Feed::default(), tentative: false }), hints });
    }
    let read = read_document(source.kind, bytes.clone(), response.content_type.clone(), response.url.to_string()).await;
    let (document, warnings) = match read.map_err(Failure::unreadable)? {
        Reading::Document { document, warnings } => (document, warnings),
        Reading::Advertised(feed) => {
            state.instead = Some(feed.to_string());
            state.validators = Validators::default();
            return Box::pin(ask_feed(works, source, state, now)).await;
        }
    };
    let hints = with_feed_hints(hints, &document.feed);
    state.validators = response.validators;
    state.body_digest = digest;
    state.warnings = response.truncated.into_iter().chain(warnings).take(20).collect();
    if !document.feed.title.is_empty() {
        state.title.clone_from(&document.feed.title);
    }
    Ok(Answer { document: Some(document), hints })
}

/// Asks the advertised feed, which must be one.
async fn ask_feed(works: &Works, source: &Source, state: &mut SourceState, now: DateTime<Utc>) -> Result<Answer, Failure> {
    let source = Source { kind: SourceKind::Feed, ..source.clone() };
    let answer = ask(works, &source, state, now).await;
    if answer.is_err() {
        state.instead = None;
    }
    answer
}

enum Reading {
    Document { document: Document, warnings: Vec<String> },
    Advertised(Url),
}

/// Reads a document off the async threads; what takes too long is given up.
async fn read_document(kind: SourceKind, bytes: Bytes, content_type: Option<String>, base: String) -> Result<Reading, String> {
    let work = move || read_as(kind, &bytes, content_type.as_deref(), &base);
    match tokio::time::timeout(READING, tokio::task::spawn_blocking(work)).await {
        Ok(Ok(reading)) => reading,
        Ok(Err(_)) => Err("the document could not be read".into()),
        Err(_) => Err(format!("the document takes longer than {} s to read", READING.as_secs())),
    }
}

fn read_as(kind: SourceKind, bytes: &[u8], content_type: Option<&str>, base: &str) -> Result<Reading, String> {
    let feed = || {
        let (feed, warnings) = read::feed::read(bytes, content_type, Some(base)).map_err(|error| error.to_string())?;
        Ok(Reading::Document { document: Document { feed, tentative: false }, warnings })
    };
    let sitemap = || {
        let feed = read::sitemap::read(bytes, content_type).map_err(|error| error.to_string())?;
        Ok(Reading::Document { document: Document { tentative: true, feed }, warnings: Vec::new() })
    };
    match (kind, read::sniff(bytes, content_type)) {
        (SourceKind::Sitemap, _) | (SourceKind::Auto, Kind::Sitemap) => sitemap(),
        (SourceKind::Page, _) => links_of(bytes, content_type, base),
        (SourceKind::Auto, Kind::Page) => match advertised(bytes, content_type, base) {
            Some(feed) => Ok(Reading::Advertised(feed)),
            None => links_of(bytes, content_type, base),
        },
        (SourceKind::Feed | SourceKind::Auto, _) => feed(),
    }
}

/// The feed that a page advertises: the first that is not of comments.
fn advertised(bytes: &[u8], content_type: Option<&str>, base: &str) -> Option<Url> {
    let page = read::page::read(bytes, content_type, base).ok()?;
    let of_comments = |address: &&String| address.to_ascii_lowercase().contains("comment");
    let best = page.feeds.iter().find(|address| !of_comments(address)).or(page.feeds.first())?;
    Url::parse(best).ok().filter(|url| url.as_str() != base)
}

/// A front page as a feed of links.
fn links_of(bytes: &[u8], content_type: Option<&str>, base: &str) -> Result<Reading, String> {
    let links = read::page::links(bytes, content_type, base);
    if links.is_empty() {
        return Err("an HTML page without a feed and without article links".into());
    }
    let entries = links.into_iter().map(|link| FeedEntry { link: link.url, title: link.title, ..FeedEntry::default() }).collect();
    let title = read::page::read(bytes, content_type, base).map(|page| page.site).unwrap_or_default();
    let feed = Feed { format: FeedFormat::Sitemap, title, link: base.to_owned(), entries, ..Feed::default() };
    Ok(Reading::Document { document: Document { feed, tentative: true }, warnings: Vec::new() })
}

fn hints(response: &Response, _now: DateTime<Utc>) -> Hints {
    Hints { fresh_for: response.fresh_for, retry_after: response.retry_after, ..Hints::default() }
}

fn with_feed_hints(hints: Hints, feed: &Feed) -> Hints {
    Hints {
        ttl: feed.ttl_minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60)),
        period: feed.hints.period_minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60)),
        skip_hours: feed.hints.skip_hours.clone(),
        skip_days: feed.hints.skip_days.clone(),
        ..hints
    }
}

/// Tells new, changed and known entries apart; counts them all, and answers those that must be stored.
async fn sort_arrivals(
    works: &Works,
    source: &Source,
    state: &SourceState,
    document: Document,
    now: DateTime<Utc>,
    counts: &mut ArticleCounts,
) -> Result<Vec<Arrival>, StoreError> {
    let title = if state.title.is_empty() { source.url.host_str().unwrap_or_default() } else { &state.title };
    let origin = Origin { source, title, tentative: document.tentative, now };
    let drafts = arrive::drafts(&document.feed, origin);
    let keys: Vec<String> = drafts.iter().map(|draft| draft.key.clone()).collect();
    let seen = works.store.seen(&source.id, &keys).await?;
    let of_drafts = drafts.iter().map(|draft| draft.article.key.clone());
    let known: Vec<String> = of_drafts.chain(seen.values().map(|seen| seen.article_key.clone())).collect();
    let articles = works.store.articles_by_key(&known).await?;
    Ok(arrive::sort(drafts, source, &seen, &articles, counts))
}
