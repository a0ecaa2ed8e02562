//! Bytes from outside to plain data: feeds, pages, sitemaps, OPML. Pure: no network, no clock, no files.

pub mod charset;
pub mod dates;
pub mod document;
pub mod feed;
pub mod html;
pub mod json;
mod namespaces;
pub mod opml;
pub mod page;
#[doc(hidden)]
pub mod promises;
mod sanitise;
pub mod sitemap;
pub mod wall;
pub mod withdrawal;
mod xml;

use thiserror::Error;

/// Why a document could not be read at all. One line: what is wrong and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// No bytes, or white space only.
    #[error("the document is empty")]
    Empty,
    /// Something else than what was asked for.
    #[error("{0}")]
    NotA(String),
    /// It is what was asked for, but cannot be read.
    #[error("{0}")]
    Malformed(String),
}

/// What a document looks like from its first bytes and its declared type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// RSS, Atom or JSON Feed.
    Feed,
    /// HTML.
    Page,
    /// OPML.
    Opml,
    /// A sitemap (sitemaps.org).
    Sitemap,
    /// None of these.
    Unknown,
}

/// What the document is, by its content; the declared type decides only where the content does not.
pub fn sniff(bytes: &[u8], content_type: Option<&str>) -> Kind {
    let head = &bytes[..bytes.len().min(4096)];
    // UTF-16 becomes readable enough without its zeros.
    let head: String = head.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    if start.starts_with('{') {
        return Kind::Feed;
    }
    let first = |names: &[&str]| names.iter().filter_map(|name| head.find(name)).min();
    let found = [
        (first(&["<rss", "<feed", "<rdf:rdf", "<channel", ":feed"]), Kind::Feed),
        (first(&["<opml"]), Kind::Opml),
        (first(&["<urlset", "<sitemapindex"]), Kind::Sitemap),
        (first(&["<!doctype html", "<html", "<head", "<body", "<meta", "<title>", "<div", "<article"]), Kind::Page),
    ];
    let earliest = found.into_iter().filter_map(|(at, kind)| at.map(|at| (at, kind))).min_by_key(|(at, _)| *at);
    let declared = content_type.unwrap_or_default().to_ascii_lowercase();
    match earliest {
        // A feed's channel title comes before a page would name its own.
        Some((_, kind)) => kind,
        None if declared.contains("html") => Kind::Page,
        None if declared.contains("rss") || declared.contains("atom") || declared.contains("feed+json") => Kind::Feed,
        None => Kind::Unknown,
    }
}
