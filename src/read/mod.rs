//! Bytes from outside to plain data: feeds, pages, sitemaps, OPML. Pure: no network, no clock, no files.

pub mod charset;
pub mod dates;
pub mod feed;
pub mod html;
pub mod page;

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
