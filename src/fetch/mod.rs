//! The way to the web: polite, cheap, safe. Every outbound socket of the program is opened here.
//!
//! [`guard`] says which addresses may be asked, [`limits`] how much at once, [`robots`] what a site allows, [`schedule`] when to
//! come back. [`Client`] puts them together; [`photo`] probes pictures.

mod api;
mod client;
mod error;
mod guard;
mod limits;
pub mod photo;
mod robots;
pub mod schedule;
#[cfg(test)]
mod tests;

use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use url::Url;

pub use api::Api;
pub use client::Client;
pub(crate) use client::shown;
pub use error::{FetchError, FetchErrorKind};

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
    /// Not at all: photos that a page shows.
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
}

impl Request {
    /// An unconditional request for the whole document, robots.txt heeded.
    pub fn new(url: Url, accept: Accept) -> Self {
        Self { url, accept, validators: Validators::default(), robots: Robots::Obey, prefix: None }
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
}

/// A response's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// 304.
    NotModified,
    /// Decompressed.
    Bytes(Bytes),
}
