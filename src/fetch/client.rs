//! One request, from address to decompressed bytes.

use std::collections::HashSet;
use std::error::Error as _;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use chrono::Utc;
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::{StatusCode, redirect};
use url::Url;

use super::answer;
use super::encoding::{self, Decoded};
use super::guard::{Guard, GuardedResolver};
use super::limits::{Host, Limits, Turn};
use super::robots::{self, Rules};
use super::robots_book::{Memory, RobotsBook};
use super::{Accept, Body, FetchError, FetchErrorKind, Posted, Request, Response, Robots, Validators};
use crate::config::FetchSettings;
use crate::read::wall;

/// Hops of one request.
const MAX_REDIRECTS: usize = 10;

/// What is left of a body is read to its end, though it is not wanted, where that costs less than a new connection.
const REST: u64 = 128 * 1024;

/// Until a server has noticed that nobody listens any more.
const HANG_UP: Duration = Duration::from_millis(50);

/// What is left of an answer that is not wanted is read up to this size and for this long, so that the connection can be used again.
const LEFT: u64 = 16 * 1024;
const LEAVING: Duration = Duration::from_secs(3);

/// A connection takes no longer to be made.
const CONNECTING: Duration = Duration::from_secs(10);

/// A server that has not begun to answer by then is taken to be silent, whatever `fetch.timeout` leaves for the body.
const FIRST_BYTE: Duration = Duration::from_secs(15);

/// Bytes of an error's body in which a bot block is looked for.
const ERROR_BODY: u64 = 16 * 1024;

/// Bodies up to this are unpacked where they are; larger ones off the async threads.
const SMALL: usize = 16 * 1024;

/// Bytes of the headers of one answer over HTTP/2; over HTTP/1 hyper allows 100 headers in 400 KB.
const MAX_HEADERS: u32 = 64 * 1024;

/// The product token of robots.txt.
const AGENT: &str = "newsloom";

/// The way to the web. Clones share connections, limits and what is known of hosts.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    /// Keeps connections for the next request to a site.
    pooled: reqwest::Client,
    /// For sites that are asked once: keeps nothing open.
    once: reqwest::Client,
    guard: Guard,
    resolver: GuardedResolver,
    limits: Limits,
    robots: RobotsBook,
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
        let resolver = GuardedResolver::new(guard.clone());
        let setup = |message: String| FetchError::new(FetchErrorKind::BadUrl, message);
        let agent = HeaderValue::from_str(&settings.user_agent)
            .map_err(|_| setup("fetch.user_agent holds characters that no header can".into()))?;
        let http = |idle: usize| {
            reqwest::Client::builder()
                .user_agent(agent.clone())
                .redirect(redirect::Policy::none())
                .no_proxy()
                .referer(false)
                .dns_resolver(Arc::new(resolver.clone()))
                .connect_timeout(settings.timeout.min(CONNECTING))
                .http2_max_header_list_size(MAX_HEADERS)
                .pool_max_idle_per_host(idle)
                .pool_idle_timeout(Duration::from_secs(5))
                .build()
                .map_err(|error| setup(format!("the HTTP client cannot be set up: {error}")))
        };
        Ok(Self {
            inner: Arc::new(Inner {
                pooled: http(settings.per_host)?,
                once: http(0)?,
                guard,
                resolver,
                limits: Limits::new(settings.concurrency, settings.per_host),
                robots: RobotsBook::default(),
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
        // Time that servers took so far: hops share what one request may take.
        let mut spent = Duration::ZERO;
        loop {
            if !met.insert(url.to_string()) {
                return Err(FetchError::new(FetchErrorKind::Redirects, format!("redirect loop at {}", shown(&url))));
            }
            if met.len() > MAX_REDIRECTS {
                return Err(FetchError::new(FetchErrorKind::Redirects, format!("more than {MAX_REDIRECTS} redirects")));
            }
            match self.hop(&request, &url, &mut spent).await? {
                Hop::Done(response) => return Ok(Response { permanent, ..*response }),
                Hop::Redirect { to, for_good } => {
                    all_permanent &= for_good;
                    permanent = if all_permanent { Some(to.clone()) } else { None };
                    url = to;
                }
            }
        }
    }

    /// Sends a body, as WebSub does (W3C WebSub, sections 5.1 and 7). 307 and 308 are followed, no other redirect. Any status is an
    /// answer.
    ///
    /// # Errors
    /// Where no answer came back.
    pub async fn post(&self, url: Url, headers: HeaderMap, body: Bytes) -> Result<Posted, FetchError> {
        self.post_within(self.first_byte(), url, headers, body).await
    }

    /// [`Client::post`], with a time limit of its own for the answer to begin; waiting for a turn does not count.
    ///
    /// # Errors
    /// As there.
    pub async fn post_within(&self, limit: Duration, url: Url, headers: HeaderMap, body: Bytes) -> Result<Posted, FetchError> {
        let (mut url, mut left) = (url, limit);
        for _ in 0..=3 {
            let (host, address) = self.place(&url).await?;
            let turn = self.inner.limits.turn(&host, address).await;
            let begun = Instant::now();
            let send = self.inner.pooled.post(url.clone()).headers(headers.clone()).body(body.clone()).send();
            let sent = tokio::time::timeout(left, send).await.map_err(|_| too_slow(&url, "no answer", limit))?;
            let response = sent.map_err(|error| explain(error, &url))?;
            let turn = turn.answered();
            left = left.saturating_sub(begun.elapsed());
            let status = response.status();
            if matches!(status, StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT)
                && let Hop::Redirect { to, .. } = redirected(&url, status, response.headers())?
            {
                leave(response, &url, turn);
                url = to;
                continue;
            }
            let start = beginning(response, &url, 1024).await;
            return Ok(Posted { status: status.as_u16(), text: String::from_utf8_lossy(&start).into_owned() });
        }
        Err(FetchError::new(FetchErrorKind::Redirects, format!("more than 3 redirects of a POST to {}", shown(&url))))
    }

    /// What is known of robots.txt files and of sites that want quiet, for the next run.
    pub fn memory(&self) -> Memory {
        Memory { robots: self.inner.robots.take_news(), quiet: self.inner.limits.quiet() }
    }

    /// Takes up what an earlier run knew.
    pub fn remember(&self, memory: Memory) {
        self.inner.robots.remember(memory.robots);
        for (site, until) in memory.quiet {
            self.inner.limits.keep_quiet(&site, until);
        }
    }

    /// Whether robots.txt allows an address, for reports.
    pub async fn allows(&self, url: &Url) -> bool {
        let Ok((host, address)) = self.place(url).await else { return false };
        !self.inner.respect_robots || self.rules(url, &host, address).await.allows(&path_of(url))
    }

    /// Whether the guard lets an address pass, as it is written.
    pub fn permits(&self, url: &Url) -> bool {
        self.inner.guard.check(url).is_ok()
    }

    /// How long the head of an answer may take: not the whole of `fetch.timeout`, so that what failed is told apart.
    fn first_byte(&self) -> Duration {
        FIRST_BYTE.min(self.inner.timeout * 19 / 20)
    }

    /// The site and the address of a URL, both vetted.
    async fn place(&self, url: &Url) -> Result<(Arc<Host>, Option<IpAddr>), FetchError> {
        self.inner.guard.check(url)?;
        let host = self.inner.limits.host(url);
        let address = match url.host() {
            Some(url::Host::Domain(name)) => self.inner.resolver.lookup(name).await?.first().map(|address| address.ip()),
            Some(url::Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(url::Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            None => None,
        };
        Ok((host, address))
    }

    async fn hop(&self, request: &Request, url: &Url, spent: &mut Duration) -> Result<Hop, FetchError> {
        let inner = &self.inner;
        inner.guard.check(url)?;
        if let Some(wait) = inner.limits.host(url).quiet_for() {
            let message =
                format!("429 Too Many Requests: {} asked to be left alone for another {} s", shown(url), wait.as_secs());
            return Err(FetchError { retry_after: Some(wait), ..FetchError::new(FetchErrorKind::Status(429), message) });
        }
        let (host, address) = self.place(url).await?;
        if inner.respect_robots && request.robots == Robots::Ignore {
            // Nothing is asked for its sake; but a pace that is known is kept.
            let known = inner.robots.known(&url.origin().ascii_serialization());
            known.and_then(|rules| rules.delay).into_iter().for_each(|delay| host.keep_delay(delay));
        }
        if inner.respect_robots && request.robots != Robots::Ignore {
            let rules = self.rules(url, &host, address).await;
            let path = path_of(url);
            if request.robots == Robots::Obey && !rules.allows(&path) {
                return Err(rules.forbid(url, &path));
            }
        }
        // Waiting for a turn is no fault of the server: time counts from here.
        let turn = inner.limits.turn(&host, address).await;
        let limit = request.prefix.unwrap_or(inner.max_body);
        let begun = Instant::now();
        let asked = tokio::time::timeout(inner.timeout.saturating_sub(*spent), self.ask(request, url, limit, turn)).await;
        *spent += begun.elapsed();
        let mut answer = asked.unwrap_or_else(|_| Err(too_slow(url, "no whole answer", inner.timeout)));
        match &mut answer {
            Err(error) if error.kind == FetchErrorKind::Status(429) => error.retry_after = Some(host.be_quiet(error.retry_after)),
            Ok(_) => host.be_well(),
            Err(_) => {}
        }
        answer
    }

    /// The rules of an origin, fetched once a day (RFC 9309, section 2.4).
    async fn rules(&self, url: &Url, host: &Host, address: Option<IpAddr>) -> Arc<Rules> {
        let cell = self.inner.robots.of(&url.origin().ascii_serialization());
        let rules = Arc::clone(cell.get_or_init(async || Arc::new(self.fetch_rules(url, host, address).await)).await);
        if let Some(delay) = rules.delay {
            host.keep_delay(delay);
        }
        rules
    }

    async fn fetch_rules(&self, url: &Url, host: &Host, address: Option<IpAddr>) -> Rules {
        let Ok(mut at) = url.join("/robots.txt") else { return Rules::default() };
        let mut turn = Some(self.inner.limits.turn(host, address).await);
        for _ in 0..=5 {
            let request = Request { robots: Robots::Ignore, ..Request::new(at.clone(), Accept::Page) };
            let turn = match turn.take() {
                Some(turn) => turn,
                // A redirect, guarded and limited like any other.
                None => match self.place(&at).await {
                    Ok((host, address)) => self.inner.limits.turn(&host, address).await,
                    Err(error) => return Rules::closed(&error),
                },
            };
            let answer = tokio::time::timeout(self.inner.timeout, self.ask(&request, &at, robots::MAX_FILE, turn)).await;
            match answer {
                Ok(Ok(Hop::Done(response))) => {
                    let Body::Bytes(bytes) = response.body else { return Rules::default() };
                    return Rules::parse(&String::from_utf8_lossy(robots::head(&bytes)), AGENT);
                }
                Ok(Ok(Hop::Redirect { to, .. })) => at = to,
                // No such file: everything is allowed. A server that fails allows nothing for now.
                Ok(Err(error)) if error.status().is_some_and(|status| (400..500).contains(&status) && status != 429) => {
                    return Rules::default();
                }
                Ok(Err(error)) if matches!(error.kind, FetchErrorKind::TooLarge | FetchErrorKind::Blocked) => {
                    return Rules::default();
                }
                Ok(Err(error)) => return Rules::closed(&error),
                Err(_) => {
                    return Rules::closed(&FetchError::new(
                        FetchErrorKind::Timeout,
                        format!("timed out: no whole answer from {at}"),
                    ));
                }
            }
        }
        Rules::default()
    }

    async fn ask(&self, request: &Request, url: &Url, limit: u64, turn: Turn) -> Result<Hop, FetchError> {
        let http = if request.once { &self.inner.once } else { &self.inner.pooled };
        let send = http.get(url.clone()).headers(headers_of(request)).send();
        let first_byte = self.first_byte();
        let sent = tokio::time::timeout(first_byte, send).await.map_err(|_| too_slow(url, "no answer", first_byte))?;
        let response = sent.map_err(|error| explain(error, url))?;
        let turn = turn.answered();
        let status = response.status();
        if status == StatusCode::NOT_MODIFIED {
            let held = request.validators.clone();
            let body = Decoded { bytes: Bytes::new(), damage: None };
            let response = finish(url, response.headers(), held, body, None, turn);
            return Ok(Hop::Done(Box::new(Response { body: Body::NotModified, ..response })));
        }
        if status.is_redirection() {
            let hop = redirected(url, status, response.headers());
            leave(response, url, turn);
            return hop;
        }
        let headers = response.headers().clone();
        if !status.is_success() || wall::challenge(&|name| header_text(&headers, name), "").is_some() {
            return Err(refused_by_server(url, status, response, turn).await);
        }
        let total = answer::total_length(&headers, response.content_length());
        let is_prefix = request.prefix.is_some();
        if !is_prefix && response.content_length().is_some_and(|length| length > limit) {
            leave(response, url, turn);
            return Err(too_large(url, limit));
        }
        let bytes = read_body(response, url, limit, is_prefix).await?;
        // A beginning is asked for as it stands; a server that compresses it all the same is understood.
        let body = match headers.contains_key(header::CONTENT_ENCODING) {
            false if is_prefix => Decoded { bytes, damage: None },
            _ => unpacked(bytes, &headers, url, if is_prefix { limit * 4 } else { limit }).await?,
        };
        Ok(Hop::Done(Box::new(finish(url, &headers, Validators::default(), body, total, turn))))
    }
}

enum Hop {
    Done(Box<Response>),
    Redirect { to: Url, for_good: bool },
}

fn too_slow(url: &Url, what: &str, limit: Duration) -> FetchError {
    let seconds = (limit.as_secs_f32() * 10.0).round() / 10.0;
    FetchError::new(FetchErrorKind::Timeout, format!("timed out: {what} from {} within {seconds} s", shown(url)))
}

fn path_of(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

fn header_text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn headers_of(request: &Request) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let accept = match request.accept {
        Accept::Feed => {
            "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.6, */*;q=0.5"
        }
        Accept::Page => "text/html, application/xhtml+xml, */*;q=0.5",
        Accept::Photo => "image/*, */*;q=0.1",
    };
    headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(encoding::ACCEPTED));
    let Validators { etag, last_modified } = &request.validators;
    for (name, validator) in [(header::IF_NONE_MATCH, etag), (header::IF_MODIFIED_SINCE, last_modified)] {
        if let Some(value) = validator.as_deref().and_then(answer::condition) {
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
    headers
}

fn finish(url: &Url, headers: &HeaderMap, held: Validators, body: Decoded, total_length: Option<u64>, turn: Turn) -> Response {
    let now = Utc::now();
    // What is not whole must be fetched whole the next time.
    let validators = if body.damage.is_some() { Validators::default() } else { answer::validators(headers, held) };
    Response {
        url: url.clone(),
        permanent: None,
        truncated: body.damage,
        content_type: header_text(headers, header::CONTENT_TYPE.as_str()),
        validators,
        total_length,
        fresh_for: answer::fresh_for(headers, now),
        retry_after: answer::retry_after(headers, now),
        links: answer::links(headers),
        body: Body::Bytes(body.bytes),
        turn: Some(Arc::new(turn)),
    }
}

/// Reads the raw body up to the limit.
pub(super) async fn read_body(mut response: reqwest::Response, url: &Url, limit: u64, prefix: bool) -> Result<Bytes, FetchError> {
    let limit_bytes = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= limit_bytes => body.extend_from_slice(&chunk),
            Ok(Some(_)) if !prefix => {
                hang_up(response).await;
                return Err(too_large(url, limit));
            }
            Ok(Some(chunk)) => {
                let received = (body.len() + chunk.len()) as u64;
                body.extend_from_slice(&chunk[..limit_bytes - body.len()]);
                if response.content_length().is_some_and(|length| length.saturating_sub(received) <= REST) {
                    while let Ok(Some(_)) = response.chunk().await {}
                } else {
                    hang_up(response).await;
                }
                return Ok(body.freeze());
            }
            Ok(None) => return Ok(body.freeze()),
            Err(error) => {
                let message = format!("the connection closed before the body was complete: {}", cause(error));
                return Err(FetchError::new(FetchErrorKind::Body, message));
            }
        }
    }
}

/// The server is still sending: its turn is over when it has seen the connection close.
async fn hang_up(response: reqwest::Response) {
    drop(response);
    tokio::time::sleep(HANG_UP).await;
}

/// The beginning of a body that only says more of what the head says; nothing where it does not come soon.
async fn beginning(response: reqwest::Response, url: &Url, limit: u64) -> Bytes {
    match tokio::time::timeout(LEAVING, read_body(response, url, limit, true)).await {
        Ok(read) => read.unwrap_or_default(),
        Err(_) => {
            tokio::time::sleep(HANG_UP).await;
            Bytes::new()
        }
    }
}

/// The head of an answer has said it all. The turn goes on until the server has sent the rest, or has seen the connection close.
fn leave(response: reqwest::Response, url: &Url, turn: Turn) {
    let url = url.clone();
    tokio::spawn(async move {
        beginning(response, &url, LEFT).await;
        drop(turn);
    });
}

/// The body without its codings; what it unfolds to counts against the limit.
async fn unpacked(bytes: Bytes, headers: &HeaderMap, url: &Url, limit: u64) -> Result<Decoded, FetchError> {
    let coding = header_text(headers, header::CONTENT_ENCODING.as_str()).unwrap_or_default();
    let limit_bytes = usize::try_from(limit).unwrap_or(usize::MAX);
    let unpack = move || encoding::decode(bytes, &coding, limit_bytes);
    let decoded = if unpack_here(headers) {
        unpack()
    } else {
        tokio::task::spawn_blocking(unpack).await.unwrap_or(Err(encoding::TooLarge))
    };
    decoded.map_err(|encoding::TooLarge| too_large(url, limit))
}

/// Short answers are unpacked faster than a thread wakes up.
fn unpack_here(headers: &HeaderMap) -> bool {
    let length = answer::text(headers, header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    !headers.contains_key(header::CONTENT_ENCODING) || length.is_some_and(|length| length <= SMALL)
}

fn redirected(url: &Url, status: StatusCode, headers: &HeaderMap) -> Result<Hop, FetchError> {
    let location = headers.get(header::LOCATION).and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let Some(to) = location.and_then(|location| url.join(location).ok()) else {
        return Err(FetchError::new(FetchErrorKind::Redirects, format!("{status}: a redirect that does not say where to")));
    };
    Ok(Hop::Redirect { to, for_good: matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT) })
}

async fn refused_by_server(url: &Url, status: StatusCode, response: reqwest::Response, turn: Turn) -> FetchError {
    let headers = response.headers().clone();
    let wait = answer::retry_after(&headers, Utc::now());
    let (code, reason) = (status.as_u16(), status.canonical_reason().unwrap_or("error"));
    // A challenge may come with any of these.
    let start = if matches!(code, 200 | 202 | 401 | 403 | 405 | 429 | 503) {
        let bytes = beginning(response, url, ERROR_BODY).await;
        let coding = header_text(&headers, header::CONTENT_ENCODING.as_str()).unwrap_or_default();
        encoding::decode(bytes, &coding, 64 * ERROR_BODY as usize).map(|decoded| decoded.bytes).unwrap_or_default()
    } else {
        leave(response, url, turn);
        Bytes::new()
    };
    if let Some(who) = wall::challenge(&|name| header_text(&headers, name), &String::from_utf8_lossy(&start)) {
        let message = format!("{code} {reason}: a bot block ({who}) stands in front of {}", shown(url));
        return FetchError { retry_after: wait, ..FetchError::new(FetchErrorKind::Blocked, message) };
    }
    let note = wait.map(|wait| format!(", Retry-After {} s", wait.as_secs())).unwrap_or_default();
    let message = format!("{code} {reason}{note} from {}", shown(url));
    FetchError { retry_after: wait, ..FetchError::new(FetchErrorKind::Status(code), message) }
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

/// The innermost cause, which says most; without the address, which may hold credentials.
fn cause(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut source = error.source();
    let mut message = error.to_string();
    while let Some(inner) = source {
        message = inner.to_string();
        source = inner.source();
    }
    message
}

pub(super) fn explain(error: reqwest::Error, url: &Url) -> FetchError {
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(refused) = inner.downcast_ref::<FetchError>() {
            return refused.clone();
        }
        source = inner.source();
    }
    let host = url.host_str().unwrap_or_default();
    if error.is_timeout() {
        FetchError::new(FetchErrorKind::Timeout, format!("timed out while connecting to {host}"))
    } else if error.is_connect() {
        FetchError::new(FetchErrorKind::Unreachable, format!("cannot connect to {host}: {}", cause(error)))
    } else {
        FetchError::new(FetchErrorKind::Body, format!("the connection to {host} broke: {}", cause(error)))
    }
}

/// A header for [`Client::post`].
///
/// # Errors
/// Where the value holds characters that no header can.
pub fn header_of(name: &'static str, value: &str) -> Result<(HeaderName, HeaderValue), FetchError> {
    let wrong = |_| FetchError::new(FetchErrorKind::BadUrl, format!("{name}: characters that no header can hold"));
    Ok((HeaderName::from_static(name), HeaderValue::from_str(value).map_err(wrong)?))
}
