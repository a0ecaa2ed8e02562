//! The way to the web: polite, cheap, safe. Every outbound socket of the program is opened here.
//!
//! [`guard`] says which addresses may be asked, [`limits`] how much at once, [`robots`] what a site allows, [`schedule`] when to
//! come back. [`answer`] reads headers, [`encoding`] unpacks bodies. [`Client`] puts them together; [`photo`] probes pictures.

mod answer;
mod api;
mod client;
mod encoding;
mod error;
mod guard;
mod limits;
pub mod photo;
mod robots;
mod robots_book;
pub mod schedule;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use url::Url;

pub use api::Api;
pub(crate) use client::shown;
pub use client::{Client, header_of};
pub use error::{FetchError, FetchErrorKind};
pub use limits::site;
pub use reqwest::header::HeaderMap;
pub use robots_book::{KnownRules, Memory};

/// What makes a request conditional (RFC 9110, section 13), as the server gave it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// `ETag`, verbatim.
    pub etag: Option<String>,
    /// `Last-Modified`, verbatim.
    pub last_modified: Option<String>,
}

/// What sort of document is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accept {
    /// RSS, Atom, JSON Feed; pages too, since they may advertise one.
    Feed,
    /// HTML.
    Page,
    /// Pictures.
    Photo,
}

/// How robots.txt (RFC 9309) is heeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Robots {
    /// What it disallows is not asked for.
    Obey,
    /// Only its crawl-delay: feeds are made to be fetched.
    DelayOnly,
    /// Not asked for: photos that a page shows. A crawl-delay that is known is kept all the same.
    Ignore,
}

/// One request.
#[derive(Debug, Clone)]
pub struct Request {
    /// Where to.
    pub url: Url,
    /// What for.
    pub accept: Accept,
    /// What is known already.
    pub validators: Validators,
    /// How robots.txt is heeded.
    pub robots: Robots,
    /// Only so many bytes from the start are wanted.
    pub prefix: Option<u64>,
    /// No further request to this site is near: the connection need not be kept.
    pub once: bool,
}

impl Request {
    /// An unconditional request for the whole document, robots.txt heeded.
    pub fn new(url: Url, accept: Accept) -> Self {
        Self { url, accept, validators: Validators::default(), robots: Robots::Obey, prefix: None, once: false }
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Response {
    /// Where it was found, after redirects.
    pub url: Url,
    /// Where the address has moved for good: the end of an unbroken chain of 301 and 308.
    pub permanent: Option<Url>,
    /// The document, or that it has not changed.
    pub body: Body,
    /// Why it is not whole, if it is not.
    pub truncated: Option<String>,
    /// As declared.
    pub content_type: Option<String>,
    /// For the next request.
    pub validators: Validators,
    /// Bytes of the whole document, where the server said.
    pub total_length: Option<u64>,
    /// How long it stays fresh (`Cache-Control: max-age`, `Expires`; RFC 9111).
    pub fresh_for: Option<Duration>,
    /// `Retry-After`.
    pub retry_after: Option<Duration>,
    /// `Link` headers.
    pub links: Vec<String>,
    /// The request counts as running until its answer is dropped, so that bodies that wait to be read are bounded.
    turn: Option<Arc<limits::Turn>>,
}

impl Response {
    /// Ends the request's turn before the response is dropped. Whoever asks the same site again must do so first.
    pub fn let_go(&mut self) {
        self.turn = None;
    }
}

/// The answer to a body that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// The HTTP status.
    pub status: u16,
    /// How its body begins.
    pub text: String,
}

/// A response's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// 304.
    NotModified,
    /// Decompressed.
    Bytes(Bytes),
}
