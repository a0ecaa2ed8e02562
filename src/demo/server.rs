//! The newsroom over loopback: every publisher on a port of its own.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::newsroom::{Format, Newsroom, Publisher};
use super::{feeds, pages};
use crate::publish::etag;

/// Ports that are tried first, so that addresses stay the same from one run to the next.
const FIRST_PORT: u16 = 8_701;

/// A newsroom that answers requests until this is dropped.
pub struct Served {
    /// Sources to put into a configuration: id, name, address, whether it is a front page without a feed.
    pub sources: Vec<(String, String, String, bool)>,
    _stop: watch::Sender<()>,
}

struct Site {
    newsroom: Arc<Newsroom>,
    publisher: Publisher,
    base: String,
    anchor: DateTime<Utc>,
}

/// Serves the newsroom on loopback; its reports were published in the three days before `anchor`.
///
/// # Errors
/// Where no port can be listened on.
pub async fn serve(newsroom: Newsroom, anchor: DateTime<Utc>) -> std::io::Result<Served> {
    let newsroom = Arc::new(newsroom);
    let (stop, stopped) = watch::channel(());
    let mut sources = Vec::new();
    for (port, publisher) in (FIRST_PORT..).zip(newsroom.publishers.clone()) {
        let listener = match TcpListener::bind(("127.0.0.1", port)).await {
            Ok(listener) => listener,
            Err(_) => TcpListener::bind(("127.0.0.1", 0)).await?,
        };
        let base = format!("http://{}", listener.local_addr()?);
        let path = feeds::feed(&newsroom, &publisher, &base, anchor).map_or("/", |(path, ..)| path);
        let front_page = publisher.format == Format::FrontPage;
        let path = if publisher.format == Format::PageWithFeed { "/" } else { path };
        sources.push((publisher.id.clone(), publisher.name.clone(), format!("{base}{path}"), front_page));
        let site = Arc::new(Site { newsroom: Arc::clone(&newsroom), publisher, base, anchor });
        let routes = Router::new().fallback(answer).with_state(site);
        tokio::spawn(run(listener, routes, stopped.clone()));
    }
    Ok(Served { sources, _stop: stop })
}

async fn run(listener: TcpListener, routes: Router, mut stopped: watch::Receiver<()>) {
    let until = async move {
        let _ = stopped.changed().await;
    };
    let _ = axum::serve(listener, routes).with_graceful_shutdown(until).await;
}

async fn answer(State(site): State<Arc<Site>>, uri: Uri, headers: HeaderMap) -> Response {
    match document(&site, uri.path()) {
        Some((media_type, bytes)) => with_validators(&headers, media_type, bytes),
        None => (StatusCode::NOT_FOUND, "no such page").into_response(),
    }
}

/// Media type and bytes of what stands at a path.
fn document(site: &Site, path: &str) -> Option<(&'static str, Vec<u8>)> {
    let html = "text/html; charset=utf-8";
    if path == "/robots.txt" {
        return Some(("text/plain", b"User-agent: *\nDisallow: /login\n".to_vec()));
    }
    if path == "/" {
        return Some((html, pages::front(&site.newsroom, &site.publisher, &site.base).into_bytes()));
    }
    if let Some(name) = path.strip_prefix("/photos/") {
        return Newsroom::photo(name).map(|bytes| (feeds::media_type(name), bytes.to_vec()));
    }
    if let Some((known, media_type, bytes)) = feeds::feed(&site.newsroom, &site.publisher, &site.base, site.anchor)
        && known == path
    {
        return Some((media_type, bytes));
    }
    let report = site.newsroom.of(&site.publisher).find(|report| report.path == path)?;
    Some((html, pages::article(&site.publisher, report, &site.base, site.anchor).into_bytes()))
}

fn with_validators(headers: &HeaderMap, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let tag = etag(&bytes);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(tag.as_str());
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { bytes.into_response() };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}
