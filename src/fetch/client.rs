//! One request, from address to decompressed bytes.

use std::collections::{HashMap, HashSet};
use std::error::Error as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use chrono::Utc;
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{StatusCode, redirect};
use tokio::sync::OnceCell;
use url::Url;

use super::guard::{Guard, GuardedResolver};
use super::limits::{Host, Limits};
use super::robots::{self, Rules};
use super::{Accept, Body, FetchError, FetchErrorKind, Request, Response, Robots, Validators};
use crate::config::FetchSettings;

/// Hops of one request.
const MAX_REDIRECTS: usize = 10;

/// A wait that a server asks for is heeded up to this.
const MAX_WAIT: Duration = Duration::from_secs(7 * 24 * 3600);

/// Freshness is believed up to this.
const MAX_FRESH: u64 = 24 * 3600;

/// What a robots.txt says holds for a day; that it could not be had, for a few minutes.
const KEEP_ROBOTS: Duration = Duration::from_secs(24 * 3600);
const RETRY_ROBOTS: Duration = Duration::from_secs(5 * 60);

/// Until a server has noticed that nobody listens any more.
const HANG_UP: Duration = Duration::from_millis(50);

/// When the rules of an origin were first asked for, and what they are.
type KnownRules = (Instant, Arc<OnceCell<Rules>>);

/// The product token of robots.txt.
const AGENT: &str = "newsloom";

/// The way to the web. Clones share connections, limits and what is known of hosts.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    http: reqwest::Client,
    guard: Guard,
    limits: Limits,
    robots: Mutex<HashMap<String, KnownRules>>,
    timeout: Duration,
    max_body: u64,
    respect_robots: bool,
}

impl Client {
    /// A client as configured.
    ///
    /// # Errors
    /// Where TLS cannot be set up, or the user agent is no header value.
    pub fn new(settings: &FetchSettings) -> Result<Self, FetchError> {
        let guard = Guard::new(&settings.allow_private);
        let setup = |message: String| FetchError::new(FetchErrorKind::BadUrl, message);
        let agent = HeaderValue::from_str(&settings.user_agent)
            .map_err(|_| setup("fetch.user_agent holds characters that no header can".into()))?;
        let http = reqwest::Client::builder()
            .user_agent(agent)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .dns_resolver(Arc::new(GuardedResolver(guard.clone())))
            .connect_timeout(settings.timeout)
            .pool_max_idle_per_host(settings.per_host)
            .pool_idle_timeout(Duration::from_secs(20))
            .build()
            .map_err(|error| setup(format!("the HTTP client cannot be set up: {error}")))?;
        Ok(Self {
            inner: Arc::new(Inner {
                http,
                guard,
                limits: Limits::new(settings.concurrency, settings.per_host),
                robots: Mutex::default(),
                timeout: settings.timeout,
                max_body: settings.max_body,
                respect_robots: settings.respect_robots,
            }),
        })
    }

    /// Fetches a document, following redirects; every hop is guarded, limited and heeds robots.txt.
    ///
    /// # Errors
    /// Where no document came back; the message says what and where.
    pub async fn get(&self, request: Request) -> Result<Response, FetchError> {
        let mut url = request.url.clone();
        let mut met: HashSet<String> = HashSet::new();
        let mut permanent = None;
        let mut all_permanent = true;
        loop {
            if !met.insert(url.to_string()) {
                return Err(FetchError::new(FetchErrorKind::Redirects, format!("redirect loop at {}", shown(&url))));
            }
            if met.len() > MAX_REDIRECTS {
                return Err(FetchError::new(FetchErrorKind::Redirects, format!("more than {MAX_REDIRECTS} redirects")));
            }
            let hop = tokio::time::timeout(self.patience(), self.hop(&request, &url)).await;
            let hop = hop.unwrap_or_else(|_| Err(self.timed_out(&url)))?;
            match hop {
                Hop::Done(response) => return Ok(Response { permanent, ..*response }),
                Hop::Redirect { to, for_good } => {
                    all_permanent &= for_good;
                    permanent = if all_permanent { Some(to.clone()) } else { None };
                    url = to;
                }
            }
        }
    }

    /// Waiting for a turn is no fault of the server: the timeout of a hop begins when its turn has come.
    fn patience(&self) -> Duration {
        self.inner.timeout + Duration::from_secs(3_600)
    }

    fn timed_out(&self, url: &Url) -> FetchError {
        FetchError::new(
            FetchErrorKind::Timeout,
            format!("timed out: {} took longer than {} s", shown(url), self.inner.timeout.as_secs_f32()),
        )
    }

    async fn hop(&self, request: &Request, url: &Url) -> Result<Hop, FetchError> {
        let inner = &self.inner;
        inner.guard.check(url)?;
        let host = inner.limits.host(url);
        if let Some(wait) = host.quiet_for() {
            let message =
                format!("429 Too Many Requests: {} asked to be left alone for another {} s", shown(url), wait.as_secs());
            return Err(FetchError { retry_after: Some(wait), ..FetchError::new(FetchErrorKind::Status(429), message) });
        }
        if inner.respect_robots && request.robots != Robots::Ignore {
            let rules = self.rules(url, &host).await;
            if let Some(delay) = rules.delay {
                host.keep_delay(delay);
            }
            let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
            if request.robots == Robots::Obey && !rules.allows(&path) {
                return Err(FetchError::new(
                    FetchErrorKind::Robots,
                    format!("robots.txt of {} does not allow {path}", url.host_str().unwrap_or_default()),
                ));
            }
        }
        let _turn = inner.limits.turn(&host).await;
        let limit = request.prefix.unwrap_or(inner.max_body);
        let asked = tokio::time::timeout(inner.timeout, self.ask(request, url, limit)).await;
        let answer = asked.unwrap_or_else(|_| Err(self.timed_out(url)));
        if let Err(FetchError { kind: FetchErrorKind::Status(429), retry_after: Some(wait), .. }) = &answer {
            host.be_quiet(*wait);
        }
        answer
    }

    /// The rules of an origin, fetched once a day (RFC 9309, section 2.4).
    async fn rules(&self, url: &Url, host: &Host) -> Rules {
        let origin = url.origin().ascii_serialization();
        let known = || self.inner.robots.lock().unwrap_or_else(PoisonError::into_inner);
        let cell = {
            let mut known = known();
            let entry = known.entry(origin.clone()).or_insert_with(|| (Instant::now(), Arc::default()));
            let lifetime = if entry.1.get() == Some(&Rules::closed()) { RETRY_ROBOTS } else { KEEP_ROBOTS };
            if entry.0.elapsed() > lifetime {
                *entry = (Instant::now(), Arc::default());
            }
            Arc::clone(&entry.1)
        };
        cell.get_or_init(|| self.fetch_rules(url, host)).await.clone()
    }

    async fn fetch_rules(&self, url: &Url, host: &Host) -> Rules {
        let Ok(mut at) = url.join("/robots.txt") else { return Rules::default() };
        let _turn = self.inner.limits.turn(host).await;
        for _ in 0..=5 {
            let request = Request { robots: Robots::Ignore, ..Request::new(at.clone(), Accept::Page) };
            let guarded = self.inner.guard.check(&at);
            let answer = match guarded {
                Ok(()) => tokio::time::timeout(self.inner.timeout, self.ask(&request, &at, robots::MAX)).await,
                Err(_) => return Rules::closed(),
            };
            match answer {
                Ok(Ok(Hop::Done(response))) => {
                    let Body::Bytes(bytes) = response.body else { return Rules::default() };
                    return Rules::parse(&String::from_utf8_lossy(&bytes), AGENT);
                }
                Ok(Ok(Hop::Redirect { to, .. })) => at = to,
                // No such file: everything is allowed. A server that fails allows nothing for now.
                Ok(Err(error)) if error.status().is_some_and(|status| (400..500).contains(&status) && status != 429) => {
                    return Rules::default();
                }
                Ok(Err(error)) if error.kind == FetchErrorKind::TooLarge => return Rules::default(),
                Ok(Err(_)) | Err(_) => return Rules::closed(),
            }
        }
        Rules::default()
    }

    async fn ask(&self, request: &Request, url: &Url, limit: u64) -> Result<Hop, FetchError> {
        let mut headers = HeaderMap::new();
        let accept = match request.accept {
            Accept::Feed => {
                "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.6, */*;q=0.5"
            }
            Accept::Page => "text/html, application/xhtml+xml, */*;q=0.5",
            Accept::Photo => "image/*, */*;q=0.1",
        };
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        let conditions =
            [(header::IF_NONE_MATCH, &request.validators.etag), (header::IF_MODIFIED_SINCE, &request.validators.last_modified)];
        for (name, value) in conditions {
            if let Some(value) = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
                headers.insert(name, value);
            }
        }
        if let Some(prefix) = request.prefix {
            if let Ok(range) = HeaderValue::from_str(&format!("bytes=0-{}", prefix.saturating_sub(1))) {
                headers.insert(header::RANGE, range);
            }
            // A range counts bytes of what is sent: it must be the picture itself.
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        }
        let response = self.inner.http.get(url.clone()).headers(headers).send().await.map_err(|error| explain(&error, url))?;
        let status = response.status();
        if status == StatusCode::NOT_MODIFIED {
            let done = finish(request, url, response.headers(), Body::NotModified, None, None);
            return Ok(Hop::Done(Box::new(done)));
        }
        if status.is_redirection() {
            return redirected(url, status, response.headers());
        }
        if !status.is_success() {
            return Err(refused_by_server(url, status, &response).await);
        }
        let headers = response.headers().clone();
        let total = total_length(&headers, response.content_length());
        if request.prefix.is_none() && response.content_length().is_some_and(|length| length > limit) {
            return Err(too_large(url, limit));
        }
        let (bytes, truncated) = read_body(response, url, limit, request.prefix.is_some()).await?;
        Ok(Hop::Done(Box::new(finish(request, url, &headers, Body::Bytes(bytes), truncated, total))))
    }
}

enum Hop {
    Done(Box<Response>),
    Redirect { to: Url, for_good: bool },
}

fn finish(
    request: &Request,
    url: &Url,
    headers: &HeaderMap,
    body: Body,
    truncated: Option<String>,
    total_length: Option<u64>,
) -> Response {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let known = match body {
        // A 304 need not repeat validators (RFC 9110, section 15.4.5): those that it leaves out hold.
        Body::NotModified => request.validators.clone(),
        Body::Bytes(_) => Validators::default(),
    };
    Response {
        url: url.clone(),
        permanent: None,
        truncated,
        content_type: text(header::CONTENT_TYPE),
        validators: Validators {
            etag: text(header::ETAG).or(known.etag),
            last_modified: text(header::LAST_MODIFIED).or(known.last_modified),
        },
        total_length,
        fresh_for: fresh_for(headers),
        retry_after: retry_after(headers),
        body,
    }
}

/// Reads up to the limit; decompression happens on the way, so that what a bomb unfolds to counts.
pub(super) async fn read_body(
    mut response: reqwest::Response,
    url: &Url,
    limit: u64,
    prefix: bool,
) -> Result<(Bytes, Option<String>), FetchError> {
    let compressed = response.headers().get(header::CONTENT_ENCODING).is_some() || response.content_length().is_none();
    let limit_bytes = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                if body.len() + chunk.len() > limit_bytes {
                    if !prefix {
                        return Err(too_large(url, limit));
                    }
                    body.extend_from_slice(&chunk[..limit_bytes - body.len()]);
                    // The server is still sending: its turn is over when it has seen the connection close.
                    drop(response);
                    tokio::time::sleep(HANG_UP).await;
                    return Ok((body.freeze(), None));
                }
                body.extend_from_slice(&chunk);
            }
            Ok(None) => return Ok((body.freeze(), None)),
            // A compressed stream that was cut: what came through is worth reading.
            Err(error) if compressed && error.is_decode() && !body.is_empty() => {
                return Ok((body.freeze(), Some("the compressed body is cut off".into())));
            }
            Err(error) => {
                return Err(FetchError::new(
                    FetchErrorKind::Body,
                    format!("the connection closed before the body was complete: {}", cause(&error)),
                ));
            }
        }
    }
}

fn redirected(url: &Url, status: StatusCode, headers: &HeaderMap) -> Result<Hop, FetchError> {
    let location = headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    let Some(to) = location.and_then(|location| url.join(location).ok()) else {
        return Err(FetchError::new(FetchErrorKind::Redirects, format!("{status}: a redirect that does not say where to")));
    };
    Ok(Hop::Redirect { to, for_good: matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT) })
}

async fn refused_by_server(url: &Url, status: StatusCode, response: &reqwest::Response) -> FetchError {
    let wait = retry_after(response.headers());
    let challenge = status == StatusCode::FORBIDDEN && response.headers().contains_key("cf-mitigated");
    let note = match (wait, challenge) {
        (Some(wait), _) => format!(", Retry-After {} s", wait.as_secs()),
        (None, true) => ", a bot block stands in front of it".into(),
        (None, false) => String::new(),
    };
    let message = format!("{} {}{note} from {}", status.as_u16(), status.canonical_reason().unwrap_or("error"), shown(url));
    FetchError { retry_after: wait, ..FetchError::new(FetchErrorKind::Status(status.as_u16()), message) }
}

fn too_large(url: &Url, limit: u64) -> FetchError {
    FetchError::new(
        FetchErrorKind::TooLarge,
        format!("{} is larger than the limit of {limit} bytes (fetch.max_body)", shown(url)),
    )
}

/// An address for messages: without credentials, query and fragment.
pub(crate) fn shown(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let mut path = url.path().to_owned();
    if path.len() > 80 {
        path = path.chars().take(77).collect::<String>() + "...";
    }
    format!("{}{port}{path}", url.host_str().unwrap_or_default())
}

/// The innermost cause, which says most.
fn cause(error: &reqwest::Error) -> String {
    let mut source = error.source();
    let mut message = error.to_string();
    while let Some(inner) = source {
        message = inner.to_string();
        source = inner.source();
    }
    message
}

pub(super) fn explain(error: &reqwest::Error, url: &Url) -> FetchError {
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(refused) = inner.downcast_ref::<FetchError>() {
            return refused.clone();
        }
        source = inner.source();
    }
    let cause = cause(error);
    let host = url.host_str().unwrap_or_default();
    let (kind, message) = if error.is_timeout() {
        (FetchErrorKind::Timeout, format!("timed out while connecting to {host}"))
    } else if error.is_connect() {
        (FetchErrorKind::Unreachable, format!("cannot connect to {host}: {cause}"))
    } else {
        (FetchErrorKind::Body, format!("the connection to {host} broke: {cause}"))
    };
    FetchError::new(kind, message)
}

/// `Content-Range` of a partial answer, else `Content-Length` of an uncompressed one.
fn total_length(headers: &HeaderMap, length: Option<u64>) -> Option<u64> {
    let range = headers.get(header::CONTENT_RANGE).and_then(|value| value.to_str().ok());
    match range {
        Some(range) => range.rsplit('/').next()?.trim().parse().ok(),
        None if headers.contains_key(header::CONTENT_ENCODING) => None,
        None => length,
    }
}

/// `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3).
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let until = crate::read::dates::parse(value)?.to_utc();
            (until - Utc::now()).to_std().unwrap_or_default()
        }
    };
    Some(wait.min(MAX_WAIT))
}

/// `max-age`, else `Expires` against `Date` (RFC 9111, section 4.2).
fn fresh_for(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(control) = text(header::CACHE_CONTROL) {
        let directives: Vec<String> = control.split(',').map(|part| part.trim().to_ascii_lowercase()).collect();
        if directives.iter().any(|directive| directive == "no-cache" || directive == "no-store") {
            return None;
        }
        let age =
            directives.iter().find_map(|directive| directive.strip_prefix("max-age=")?.trim_matches('"').parse::<u64>().ok());
        if let Some(age) = age {
            return Some(Duration::from_secs(age.min(MAX_FRESH)));
        }
    }
    let expires = crate::read::dates::parse(text(header::EXPIRES)?)?;
    let date = text(header::DATE).and_then(crate::read::dates::parse).map_or_else(Utc::now, |date| date.to_utc());
    let seconds = u64::try_from((expires.to_utc() - date).num_seconds()).ok()?;
    Some(Duration::from_secs(seconds.min(MAX_FRESH)))
}
