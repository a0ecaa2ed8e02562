//! Published files over HTTP: strong entity tags, 304, gzip.

use std::io::Write;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::House;
use crate::config::Format;
use crate::publish;

/// Seconds for which readers and caches may keep a file.
const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// Shorter bodies are not worth compressing.
const COMPRESSED: usize = 1_000;

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
    let output = house.output.clone();
    let read = tokio::task::spawn_blocking(move || output.read(&name)).await;
    match read {
        Ok(Ok(Some(file))) => document(headers, &media_type, file.bytes),
        Ok(Ok(None)) => missing(),
        Ok(Err(error)) if error.kind() == std::io::ErrorKind::InvalidInput => missing(),
        Ok(Err(_)) | Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "the file cannot be read\n").into_response(),
    }
}

/// 404 in plain words.
pub fn missing() -> Response {
    (StatusCode::NOT_FOUND, "not found\n").into_response()
}

/// A document with its validators, or 304 where the reader has it (RFC 9110, section 13).
pub fn document(headers: &HeaderMap, media_type: &str, bytes: Vec<u8>) -> Response {
    let gzip = bytes.len() >= COMPRESSED && accepts_gzip(headers);
    let tag = publish::etag(&bytes);
    // Another encoding is another representation, and has another strong tag.
    let tag = if gzip { format!("{}-gzip\"", tag.trim_end_matches('"')) } else { tag };
    let mut response = if matches(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if gzip {
        compressed(&bytes).into_response()
    } else {
        bytes.into_response()
    };
    let out = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            out.insert(name, value);
        }
    };
    set(header::ETAG, &tag);
    set(header::CONTENT_TYPE, media_type);
    set(header::VARY, "Accept-Encoding");
    if gzip {
        set(header::CONTENT_ENCODING, "gzip");
    }
    out.insert(header::CACHE_CONTROL, CACHE);
    response
}

fn matches(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).any(|known| known.trim() == "*" || known.trim().trim_start_matches("W/") == tag)
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        name.trim().eq_ignore_ascii_case("gzip")
            && !matches!(quality.replace(' ', "").as_str(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
