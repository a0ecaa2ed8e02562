//! One visit to a source: ask, read, tell new from known, decide when to come back.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use tokio::time::Instant;
use url::Url;

use super::arrive::{self, Origin};
use super::document::{Document, Reading, read_document};
use super::report::ArticleCounts;
use super::{SourceState, Works, folder, pages, withdraw};
use crate::config::{Source, SourceKind};
use crate::fetch::schedule::{self, Hints};
use crate::fetch::{Accept, Body, FetchError, Request, Response, Robots, Validators};
use crate::model::{ArticleId, Feed, SourceId};
use crate::store::{Arrival, SourceRecord, StoreError, Visit};
use crate::text::address::without_credentials;
use crate::websub::subscriber;

/// Failures in a row after which the address that stands in for the configured one is given up.
const GIVE_UP_INSTEAD: u32 = 3;

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
    /// When it is due again; [`schedule::NEVER`] where it has stopped.
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

/// One source, from request to what is to be stored. `pass`: when that began, by the calendar and by the clock. `once`: no other request to its
/// site is near.
pub async fn visit(
    works: &Works,
    source: &Source,
    record: SourceRecord,
    pass: (DateTime<Utc>, Instant),
    once: bool,
) -> Result<(Harvested, Visit), StoreError> {
    // In a long pass it is later by now, and later still when the answer has come: from then on times count that the answer names.
    let now = || pass.0 + TimeDelta::seconds(i64::try_from(pass.1.elapsed().as_secs()).unwrap_or_default());
    let mut state = SourceState::of(&record, source);
    state.last_try = Some(now());
    let answer = ask(works, source, &mut state, once).await;
    let (pass, now) = (pass.0, now());

    let mut counts = ArticleCounts::default();
    let (mut arrivals, mut listed) = (Vec::new(), Vec::new());
    let (outcome, tried) = match answer {
        Ok(Answer::NotModified) => (Outcome::NotModified, schedule::Outcome::Unchanged),
        Ok(Answer::SameBytes) => (Outcome::Read, schedule::Outcome::Unchanged),
        Ok(Answer::Document(document)) => {
            (arrivals, listed) = sort_arrivals(works, source, &state, &document, pass, &mut counts).await?;
            let tried = if arrivals.is_empty() { schedule::Outcome::Unchanged } else { schedule::Outcome::Changed };
            (Outcome::Read, tried)
        }
        Err(failure) => {
            // Whatever is wrong there: a parked domain answers every question.
            if state.instead.is_some() && state.history.failures + 1 >= GIVE_UP_INSTEAD {
                state.start_over();
            }
            (Outcome::Failed { error: failure.message }, failure.outcome)
        }
    };
    state.error = match &outcome {
        Outcome::Failed { error } => Some(error.clone()),
        Outcome::Read | Outcome::NotModified => {
            state.last_success = Some(now);
            None
        }
    };
    let decision = schedule::next_try(&mut state.history, tried, &state.hints, source.interval, now, &source.id.0);
    tracing::debug!(
        source = %source.id, outcome = ?tried, interval = ?source.interval, hints = ?state.hints, failures = state.history.failures,
        next_try = %decision.at, "{}", decision.reasons.join("; ")
    );
    state.reasons = decision.reasons;
    let state = serde_json::to_string(&state).unwrap_or_default();
    let record = SourceRecord { id: record.id, next_try: decision.at, decided: now, state };
    let harvested =
        Harvested { id: source.id.clone(), url: shown(&source.url), outcome, articles: counts, next_try: decision.at };
    Ok((harvested, Visit { record, arrivals, listed }))
}

/// An address without credentials, as text.
pub fn shown(url: &Url) -> String {
    without_credentials(url).into()
}

/// The address that is asked: the configured one, or what stands in for it.
pub fn address(source: &Source, state: &SourceState) -> Url {
    state.instead.as_deref().and_then(|address| Url::parse(address).ok()).unwrap_or_else(|| source.url.clone())
}

enum Answer {
    /// 304.
    NotModified,
    /// A document, the same as last time to the byte.
    SameBytes,
    /// A document that may hold something new.
    Document(Box<Document>),
}

struct Failure {
    message: String,
    outcome: schedule::Outcome,
}

impl Failure {
    fn unreadable(message: impl Into<String>) -> Self {
        Self { message: message.into(), outcome: schedule::Outcome::Failed }
    }
}

/// Asks the source, and the feed behind it where it is a page that advertises one.
async fn ask(works: &Works, source: &Source, state: &mut SourceState, once: bool) -> Result<Answer, Failure> {
    if source.kind == SourceKind::Folder {
        return open(works, source, state).await;
    }
    let response = request(works, source, state, once).await?;
    match take(works, source, source.kind, state, response).await? {
        Taken::Answer(answer) => Ok(answer),
        Taken::Advertised(feed) => {
            state.start_over();
            state.instead = Some(feed.into());
            let found = follow(works, source, state).await;
            if found.is_err() {
                state.start_over();
            }
            found
        }
    }
}

/// Reads the source's folder. What has no address of its own leads readers to where the feeds are published.
async fn open(works: &Works, source: &Source, state: &mut SourceState) -> Result<Answer, Failure> {
    let reading = folder::open(&source.url).await.map_err(Failure::unreadable)?;
    if reading.digest == state.body_digest {
        return Ok(Answer::SameBytes);
    }
    state.body_digest = reading.digest;
    state.warnings = reading.warnings.iter().take(20).cloned().collect();
    state.format = "folder".into();
    state.entries = reading.feed.entries.len();
    state.title.clone_from(&reading.feed.title);
    let feed = Feed { link: works.settings.publish.base_url.to_string(), ..reading.feed };
    Ok(Answer::Document(Box::new(Document { feed, format: "folder", tentative: false, warnings: reading.warnings })))
}

/// Asks the advertised feed, which must be one.
async fn follow(works: &Works, source: &Source, state: &mut SourceState) -> Result<Answer, Failure> {
    let response = request(works, source, state, false).await?;
    match take(works, source, SourceKind::Feed, state, response).await? {
        Taken::Answer(answer) => Ok(answer),
        Taken::Advertised(_) => Err(Failure::unreadable("the feed that the page advertises is a page")),
    }
}

async fn request(works: &Works, source: &Source, state: &mut SourceState, once: bool) -> Result<Response, Failure> {
    let robots = match source.kind {
        SourceKind::Page => Robots::Obey,
        _ if state.front_page => Robots::Obey,
        // A site that is asked for one document in a pass needs no pace.
        _ if once => Robots::Ignore,
        _ => Robots::DelayOnly,
    };
    let url = address(source, state);
    let request = Request { validators: state.validators.clone(), robots, once, ..Request::new(url, Accept::Feed) };
    match works.client.get(request).await {
        Ok(response) => {
            let hints = &mut state.hints;
            (hints.fresh_for, hints.retry_after) = (response.fresh_for, response.retry_after);
            Ok(response)
        }
        Err(error) => Err(refused(state, &error)),
    }
}

/// What an error makes of the state.
fn refused(state: &mut SourceState, error: &FetchError) -> Failure {
    (state.hints.fresh_for, state.hints.retry_after) = (None, error.retry_after);
    let stood_in = state.instead.is_some();
    // What stood in for the configured address may be gone: start from that again.
    if stood_in && error.status().is_some_and(|status| (400..500).contains(&status) && status != 429) {
        state.start_over();
    }
    let gone = error.is_gone() && !stood_in;
    Failure { message: error.to_string(), outcome: if gone { schedule::Outcome::Gone } else { schedule::Outcome::Failed } }
}

enum Taken {
    Answer(Answer),
    Advertised(Url),
}

/// Reads an answer, and takes into the state what it says of the source.
async fn take(
    works: &Works,
    source: &Source,
    kind: SourceKind,
    state: &mut SourceState,
    mut response: Response,
) -> Result<Taken, Failure> {
    let Body::Bytes(bytes) = &response.body else {
        if state.validators == Validators::default() {
            return Err(Failure::unreadable(
                "304 Not Modified, though nothing was asked for that could be; the server is broken",
            ));
        }
        moved(source, state, &response);
        state.validators = response.validators;
        return Ok(Taken::Answer(Answer::NotModified));
    };
    let digest = arrive::hex(&Sha256::digest(bytes));
    if digest == state.body_digest && response.truncated.is_none() {
        moved(source, state, &response);
        state.validators = response.validators;
        return Ok(Taken::Answer(Answer::SameBytes));
    }
    let document = match read_document(kind, &response).await.map_err(Failure::unreadable)? {
        Reading::Advertised(feed) => return Ok(Taken::Advertised(feed)),
        Reading::Document(document) => document,
    };
    response.let_go();
    let (at, front_page) = (response.url.clone(), document.format == "front page");
    moved(source, state, &response);
    with_feed_hints(&mut state.hints, &document.feed);
    let own = (document.feed.hub.as_deref(), document.feed.hints.self_url.as_deref());
    state.hub = subscriber::discover(&response.links, own, &without_credentials(&response.url));
    state.validators = response.validators;
    state.body_digest = if response.truncated.is_some() { String::new() } else { digest };
    state.warnings = response.truncated.into_iter().chain(document.warnings.iter().cloned()).take(20).collect();
    state.format = document.format.to_owned();
    state.entries = document.feed.entries.len();
    if !document.feed.title.is_empty() {
        state.title.clone_from(&document.feed.title);
    }
    if front_page && !state.front_page && kind != SourceKind::Page {
        // It was asked for as a feed; as a page it is the site's to allow.
        state.front_page = true;
        if !works.client.allows(&at).await {
            state.start_over();
            return Err(Failure::unreadable(format!("robots.txt does not allow {}", at.path())));
        }
    }
    Ok(Taken::Answer(Answer::Document(document)))
}

/// Follows a move for good once it has held.
fn moved(source: &Source, state: &mut SourceState, response: &Response) {
    let Some(to) = &response.permanent else { return state.history.stayed() };
    if state.history.moved(to.as_str()) {
        tracing::info!(source = %source.id, to = %shown(to), "moved for good; asked there from now on");
        state.instead = Some(to.to_string());
        state.history.stayed();
    }
}

fn with_feed_hints(hints: &mut Hints, feed: &Feed) {
    let minutes = |minutes: Option<u32>| minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
    hints.ttl = minutes(feed.ttl_minutes);
    hints.period = minutes(feed.hints.period_minutes);
    hints.skip_hours.clone_from(&feed.hints.skip_hours);
    hints.skip_days.clone_from(&feed.hints.skip_days);
}

/// Tells new, changed and known entries apart; counts them all, and answers those that must be stored, and the keys of all.
async fn sort_arrivals(
    works: &Works,
    source: &Source,
    state: &SourceState,
    document: &Document,
    now: DateTime<Utc>,
    counts: &mut ArticleCounts,
) -> Result<(Vec<Arrival>, Vec<String>), StoreError> {
    let title = if state.title.is_empty() { source.url.host_str().unwrap_or_default() } else { &state.title };
    let origin = Origin { source, title, tentative: document.tentative, now };
    let drafts = arrive::drafts(&document.feed, origin);
    let keys: Vec<String> = drafts.iter().map(|draft| draft.key.clone()).collect();
    let seen = works.store.seen(&source.id, &keys).await?;
    let of_drafts = drafts.iter().map(|draft| draft.article.key.clone());
    let known: Vec<String> = of_drafts.chain(seen.values().map(|seen| seen.article_key.clone())).collect();
    let articles = works.store.articles_by_key(&known).await?;
    let mut arrivals = arrive::sort(drafts, source, &seen, &articles, counts);
    for article in arrivals.iter_mut().filter_map(|arrival| arrival.article.as_mut()) {
        if let Some(settled) = pages::settled(source, article, now) {
            *article = settled;
        }
    }
    let deleted: Vec<String> = document.feed.deleted.iter().map(|guid| arrive::own_key(source, guid)).collect();
    arrivals.extend(taken_back(works, source, &deleted, counts).await?);
    // Where links come and go, or no pages are read, there is nothing to ask.
    let span = if document.tentative || !source.full_text { None } else { withdraw::span(&document.feed) };
    if let Some(span) = span {
        let mut lately = works.store.listed_lately(&source.id, span).await?;
        keys.iter().chain(&deleted).for_each(|key| drop(lately.remove(key)));
        let known: Vec<String> = lately.values().map(|seen| seen.article_key.clone()).collect();
        arrivals.extend(withdraw::vanished(&lately, &works.store.articles_by_key(&known).await?));
    }
    Ok((arrivals, keys))
}

/// Articles of entries that the source says were deleted, by their keys.
async fn taken_back(
    works: &Works,
    source: &Source,
    deleted: &[String],
    counts: &mut ArticleCounts,
) -> Result<Vec<Arrival>, StoreError> {
    if deleted.is_empty() {
        return Ok(Vec::new());
    }
    let seen = works.store.seen(&source.id, deleted).await?;
    let known: Vec<String> = seen.values().map(|seen| seen.article_key.clone()).collect();
    let ids: Vec<ArticleId> = works.store.articles_by_key(&known).await?.into_values().map(|article| article.id).collect();
    let arrivals = withdraw::taken_back(source, &seen, works.store.articles(&ids).await?);
    counts.updated += arrivals.iter().filter(|arrival| arrival.article.is_some()).count();
    Ok(arrivals)
}
