//! Published files over HTTP: strong entity tags, 304, compression, and links to hubs.

use std::io::ErrorKind;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use chrono::{DateTime, Utc};

use super::House;
use super::coding::{self, Packed};
use crate::config::{Format, Settings};
use crate::publish;

/// Seconds for which readers and caches may keep a file.
const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// Pages run nothing and load nothing but photos.
const PAGES: HeaderValue =
    HeaderValue::from_static("default-src 'none'; img-src *; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");

/// `/`
pub async fn front_page(State(house): State<House>, headers: HeaderMap) -> Response {
    published(house, "index.html".into(), &headers).await
}

/// `/opml`
pub async fn opml(State(house): State<House>, headers: HeaderMap) -> Response {
    published(house, "feeds.opml".into(), &headers).await
}

/// `/feeds/<feed>.<format>`, and the same file at the place that `publish.base_url` gives it.
pub async fn file(State(house): State<House>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    published(house, name, &headers).await
}

/// `/archive/<feed>-<month>.atom`
pub async fn archive(State(house): State<House>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    published(house, format!("archive/{name}"), &headers).await
}

fn media_type(name: &str) -> Option<String> {
    let extension = name.rsplit_once('.')?.1;
    let format = [Format::Rss, Format::Atom, Format::Json].into_iter().find(|format| publish::extension(*format) == extension);
    match (format, extension) {
        (Some(format), _) => Some(format!("{}; charset=utf-8", publish::media_type(format))),
        (None, "html") => Some("text/html; charset=utf-8".into()),
        (None, "opml") => Some("text/x-opml; charset=utf-8".into()),
        (None, _) => None,
    }
}

async fn published(house: House, name: String, headers: &HeaderMap) -> Response {
    let Some(media_type) = media_type(&name) else { return missing() };
    let links = links(&house.settings, &name);
    let output = house.output.clone();
    let read = tokio::task::spawn_blocking(move || output.read(&name)).await;
    match read {
        Ok(Ok(Some(file))) => {
            let (bytes, modified) = (Bytes::from(file.bytes), file.modified);
            document(headers, &house.packed, Document { media_type, bytes, modified, links })
        }
        Ok(Ok(None)) => missing(),
        Ok(Err(error)) if names_no_file(error.kind()) => missing(),
        Ok(Err(_)) | Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "the file cannot be read\n").into_response(),
    }
}

/// Whether reading failed for what was asked for, and not for the folder.
fn names_no_file(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::InvalidInput | ErrorKind::InvalidFilename | ErrorKind::NotADirectory | ErrorKind::IsADirectory)
}

/// Hubs and the feed's own address (WebSub, section 4), for feeds.
fn links(settings: &Settings, name: &str) -> Option<String> {
    let feed = settings
        .feeds
        .iter()
        .any(|feed| settings.publish.formats.iter().any(|format| publish::file_name(&feed.id.0, *format) == name));
    let hubs = settings.publish.hub_addresses();
    if !feed || hubs.is_empty() {
        return None;
    }
    let own = settings.publish.base_url.join(name).ok()?;
    let hubs = hubs.iter().map(|hub| format!("<{hub}>; rel=\"hub\""));
    Some(hubs.chain([format!("<{own}>; rel=\"self\"")]).collect::<Vec<_>>().join(", "))
}

/// 404 in plain words.
pub fn missing() -> Response {
    (StatusCode::NOT_FOUND, "not found\n").into_response()
}

/// What is answered with.
pub struct Document {
    /// With its charset.
    pub media_type: String,
    /// Uncompressed.
    pub bytes: Bytes,
    /// Last change, where it is known.
    pub modified: Option<DateTime<Utc>>,
    /// The `Link` header.
    pub links: Option<String>,
}

/// A document with its validators, or 304 where the reader has it (RFC 9110, section 13).
pub fn document(headers: &HeaderMap, packed: &Packed, document: Document) -> Response {
    let Document { media_type, bytes, modified, links } = document;
    let coding = coding::choose(headers, bytes.len());
    // Another coding is another representation, and has another strong tag.
    let tag = publish::etag(&bytes);
    let tag = coding.map_or(tag.clone(), |coding| format!("{}-{}\"", tag.trim_end_matches('"'), coding.name()));
    let mut response = match coding {
        _ if unchanged(headers, &tag, modified) => StatusCode::NOT_MODIFIED.into_response(),
        Some(coding) => packed.get(&tag, &bytes, coding).into_response(),
        None => bytes.into_response(),
    };
    let out = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            out.insert(name, value);
        }
    };
    set(header::ETAG, &tag);
    set(header::CONTENT_TYPE, &media_type);
    set(header::VARY, "Accept-Encoding");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Anybody may read them, programs in browsers too.
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    if let Some(modified) = modified {
        set(header::LAST_MODIFIED, &httpdate::fmt_http_date(modified.into()));
    }
    if let Some(coding) = coding {
        set(header::CONTENT_ENCODING, coding.name());
    }
    if let Some(links) = links {
        set(header::LINK, &links);
    }
    out.insert(header::CACHE_CONTROL, CACHE);
    if media_type.starts_with("text/html") {
        out.insert(header::CONTENT_SECURITY_POLICY, PAGES);
    }
    response
}

/// `If-None-Match` decides where it is given, else `If-Modified-Since`, in whole seconds (RFC 9110, sections 13.1.2 and 13.1.3).
fn unchanged(headers: &HeaderMap, tag: &str, modified: Option<DateTime<Utc>>) -> bool {
    if headers.contains_key(header::IF_NONE_MATCH) {
        let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let same = |known: &str| known.trim() == "*" || known.trim().trim_start_matches("W/") == tag;
        return known.flat_map(|value| value.split(',')).any(same);
    }
    let since = headers.get(header::IF_MODIFIED_SINCE).and_then(|value| httpdate::parse_http_date(value.to_str().ok()?).ok());
    match (since, modified) {
        (Some(since), Some(modified)) => modified.timestamp() <= DateTime::<Utc>::from(since).timestamp(),
        _ => false,
    }
}
