//! Article pages: fetched once, again only when the entry changed.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use url::Url;

use super::photos::Probes;
use super::{Works, address, arrive, photos, withdraw};
use crate::config::Source;
use crate::fetch::{Accept, Body, FetchError, FetchErrorKind, Request, Robots};
use crate::model::{Article, Page, PageState, Photo};
use crate::read::{self, charset, wall, withdrawal};
use crate::store::StoreError;

/// Articles whose date is further back are not worth a request: no feed would show them.
const WORTH: TimeDelta = TimeDelta::days(7);

/// A page, or a photo, that failed so often is left alone.
pub const MAX_TRIES: u32 = 4;

/// A page whose address must not be asked is looked at again after this: that costs no more than a look-up of the name.
const REFUSED: TimeDelta = TimeDelta::minutes(30);

/// Parsing a page takes milliseconds; one that takes longer than this is made to be slow.
const READING: Duration = Duration::from_secs(5);

/// A page with less text than this may be a wall.
const STUB: usize = 200;

/// The article as it is to be stored, where nothing needs to be asked for it: neither its page nor a photo.
pub fn settled(source: &Source, article: &Article, now: DateTime<Utc>) -> Option<Article> {
    if article.moment() < now - WORTH {
        let photos = article.photos.iter().map(|photo| Photo { again: None, ..photo.clone() }).collect();
        let confirmed = article.confirmed && !article.is_refused();
        return Some(Article { photos, confirmed, ..close(article, "too old to be shown") });
    }
    let article = if article.page_is_due(now) { close(article, needless(source, article)?) } else { article.clone() };
    (!photos::are_due(&article, now)).then_some(article)
}

/// Why an article's page is not asked for, if it is not.
fn needless(source: &Source, article: &Article) -> Option<&'static str> {
    if !article.has_page() {
        return Some("its entry names no page");
    }
    (!source.full_text && article.confirmed && !article.is_refused()).then_some("full_text is off")
}

fn close(article: &Article, why: &str) -> Article {
    Article { page: PageState::Closed { why: why.into() }, ..article.clone() }
}

/// Reads the page of an article if that is due, and probes its photos: the article as it is to be stored.
pub async fn read_one(
    works: &Works,
    source: &Source,
    article: Article,
    now: DateTime<Utc>,
    probes: &Probes,
) -> Result<Article, StoreError> {
    if let Some(article) = settled(source, &article, now) {
        return Ok(article);
    }
    let article = match needless(source, &article) {
        _ if !article.page_is_due(now) => article,
        Some(why) => close(&article, why),
        None => match fetch(works, &article).await {
            Ok(Fetched::Page(page)) => take(works, &article, *page, now).await?,
            Ok(Fetched::Wall(what)) => close(&article, &what),
            Err(Failure::Missing(_)) if matches!(article.page, PageState::Missing { .. }) => withdraw::withdrawn(&article),
            Err(Failure::Missing(_)) if !article.page_text.is_empty() => {
                Article { page: PageState::Missing { not_before: now + wait_after(0) }, ..article }
            }
            Err(Failure::Gone(why)) => withdraw::withdrawn(&close(&article, &why)),
            Err(failure) => postponed(&article, failure, now),
        },
    };
    Ok(photos::probe(works, article, probes, now).await)
}

enum Fetched {
    Page(Box<Page>),
    Wall(String),
}

enum Failure {
    /// Its address must not be asked, and readers should not be led there either.
    Forbidden(String),
    /// 410: the publisher says that it took the article back.
    Gone(String),
    /// 404: it was taken back, or somebody made a mistake.
    Missing(String),
    Final(String),
    Passing(String),
}

async fn fetch(works: &Works, article: &Article) -> Result<Fetched, Failure> {
    let url = Url::parse(&article.url).map_err(|error| Failure::Final(format!("no address: {error}")))?;
    let request = Request { robots: Robots::Obey, ..Request::new(url, Accept::Page) };
    let response = works.client.get(request).await.map_err(Failure::from)?;
    let Body::Bytes(bytes) = response.body else { return Err(Failure::Passing("304 to an unconditional request".into())) };
    let (content_type, base) = (response.content_type, response.url.to_string());
    let work = move || read_page(&bytes, content_type.as_deref(), &base);
    let (page, wall) = match tokio::time::timeout(READING, tokio::task::spawn_blocking(work)).await {
        Ok(Ok(page)) => page.map_err(|error| Failure::Final(error.to_string()))?,
        Ok(Err(_)) => return Err(Failure::Final("the page could not be read".into())),
        Err(_) => return Err(Failure::Final(format!("the page takes longer than {} s to read", READING.as_secs()))),
    };
    match wall {
        Some(wall) => Ok(Fetched::Wall(wall.to_string())),
        None => Ok(Fetched::Page(Box::new(page))),
    }
}

/// The page, and what stands in its place where it has next to no text.
fn read_page(bytes: &[u8], content_type: Option<&str>, base: &str) -> Result<(Page, Option<wall::Wall>), read::ReadError> {
    let page = read::page::read(bytes, content_type, base)?;
    let length = page.text.as_deref().unwrap_or_default().chars().count();
    // What has a date or a standfirst of its own is an article, however short, and whatever its footer says of cookies.
    let bare = page.published.is_none() && page.standfirst.is_empty();
    let wall = match &page.text {
        Some(_) if length >= STUB || !bare => None,
        Some(text) if withdrawal::is_notice(&page.title, text) => None,
        text => {
            let (html, _) = charset::decode(bytes, content_type, charset::Markup::Html);
            wall::of_page(&html).or(text.is_none().then_some(wall::Wall::Paywall))
        }
    };
    Ok((page, wall))
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        if error.kind == FetchErrorKind::Refused {
            return Self::Forbidden(error.to_string());
        }
        if error.is_gone() {
            return Self::Gone(error.to_string());
        }
        if error.status() == Some(404) {
            return Self::Missing(error.to_string());
        }
        if error.is_final() { Self::Final(error.to_string()) } else { Self::Passing(error.to_string()) }
    }
}

/// The article with what its page said; or its double, where the page turns out to be one that is known by another address.
async fn take(works: &Works, article: &Article, page: Page, now: DateTime<Utc>) -> Result<Article, StoreError> {
    let told = arrive::with_page(article, &page, now);
    // A dated page with a standfirst is an article, however short.
    let has_text = !told.page_text.trim().is_empty() || (told.published.is_some() && !told.standfirst.is_empty());
    let told = Article { confirmed: told.confirmed || (has_text && !told.title.is_empty()), ..told };
    let Some(canonical) = canonical(article, &page) else { return Ok(told) };
    let key = address::key(&canonical);
    let doubles = works.store.articles_by_key(std::slice::from_ref(&key)).await?;
    match doubles.get(&key) {
        Some(other) if other.id != article.id && same_headline(other, &told) => Ok(Article { same_as: Some(other.id), ..told }),
        _ => Ok(told),
    }
}

/// The canonical address, where it is the publisher's own and another than the one that is known.
fn canonical(article: &Article, page: &Page) -> Option<Url> {
    let canonical = address::clean(&page.canonical_url)?;
    let own = address::publisher(&canonical) == article.publisher;
    (own && canonical.path() != "/" && address::key(&canonical) != article.key).then_some(canonical)
}

fn same_headline(one: &Article, other: &Article) -> bool {
    let words = |title: &str| title.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(&one.title) == words(&other.title)
}

/// How long what has failed so often before waits for its next try: 10, 40, 160 minutes.
pub fn wait_after(tries: u32) -> TimeDelta {
    TimeDelta::minutes(10 * 4_i64.pow(tries.min(5)))
}

fn postponed(article: &Article, failure: Failure, now: DateTime<Utc>) -> Article {
    let page = match (&article.page, failure) {
        (_, Failure::Forbidden(why)) => {
            PageState::Refused { why: format!("{why}; looked at again every half an hour"), not_before: now + REFUSED }
        }
        (_, Failure::Gone(why) | Failure::Missing(why) | Failure::Final(why)) => PageState::Closed { why },
        (PageState::Due { tries, .. }, Failure::Passing(_)) if *tries + 1 < MAX_TRIES => {
            PageState::Due { tries: tries + 1, not_before: Some(now + wait_after(*tries)) }
        }
        (PageState::Missing { .. }, Failure::Passing(_)) => PageState::Missing { not_before: now + wait_after(1) },
        (PageState::Refused { why, .. }, Failure::Passing(_)) => {
            PageState::Refused { why: why.clone(), not_before: now + REFUSED }
        }
        (_, Failure::Passing(why)) => PageState::Closed { why: format!("given up after {MAX_TRIES} tries: {why}") },
    };
    Article { page, ..article.clone() }
}
