//! Feeds of every format: bytes to [`Feed`] and what had to be repaired.
//!
//! Every format is one file with a `read`; a new one is that file and one line in [`read`].

mod atom;
mod common;
mod json;
mod media;
mod rss;

use url::Url;

use super::charset::{self, Markup};
use super::xml::{Ns, Tree};
use super::{Kind, ReadError, html};
use crate::model::{Feed, Image};

/// What entries have from their document.
#[derive(Clone, Copy)]
struct Context<'a> {
    /// Its address.
    base: Option<&'a Url>,
    /// Whether `xml:base` occurs at all.
    bases: bool,
    /// Its language, as the feed says it (BCP 47); empty if unknown.
    language: &'a str,
    /// Caption and credit that the feed states for all of its pictures (Media RSS, "optional elements").
    pictures: Option<&'a Image>,
}

/// Reads a feed. Warnings say what was repaired, one line each.
///
/// # Errors
/// [`ReadError::NotA`] where the document is something else (its message says what), [`ReadError::Malformed`] where nothing
/// could be saved from it.
pub fn read(bytes: &[u8], content_type: Option<&str>, base_url: Option<&str>) -> Result<(Feed, Vec<String>), ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    let base = base_url.and_then(|address| Url::parse(address).ok());
    let (text, mut warnings) = charset::decode(bytes, content_type, Markup::Xml);
    let text = text.trim_start_matches(['\u{feff}', '\0']).trim_start();
    if text.starts_with(['{', '[']) {
        let mut feed = json::read(text, base.as_ref(), &mut warnings)?;
        warnings.extend(shorten(&mut feed));
        return Ok((feed, warnings));
    }
    let tree = Tree::parse(text);
    let bases = memchr::memmem::find(text.as_bytes(), b"xml:base").is_some();
    let context = Context { base: base.as_ref(), bases, language: "", pictures: None };
    let feed = tree.elements().take(200).find_map(|element| match element.name().to_ascii_lowercase().as_str() {
        "rss" | "rdf" => Some(rss::read(element, context)),
        "channel" if element.ns() == Ns::Rss => Some(rss::read(element, context)),
        "feed" => Some(atom::read(element, context)),
        _ => None,
    });
    let Some(mut feed) = feed else { return Err(not_a_feed(bytes, content_type)) };
    if !text.starts_with('<') {
        warnings.push("text stands before the document".into());
    }
    if tree.cut {
        warnings.push("the document is cut off, or elements are not closed".into());
    }
    warnings.extend(shorten(&mut feed));
    Ok((feed, warnings))
}

/// Leaves so much of the title and so many entries as are read, and says so of entries; readers of formats hand over one more.
fn shorten(feed: &mut Feed) -> Option<String> {
    feed.title.truncate(html::cut(&feed.title, html::MAX_TITLE).len());
    let longer = feed.entries.len() > common::MAX_ENTRIES;
    feed.entries.truncate(common::MAX_ENTRIES);
    longer.then(|| format!("only the first {} entries are read", common::MAX_ENTRIES))
}

/// Pictures in sanitised HTML, in order.
pub fn images_of(content: &str) -> Vec<crate::model::Image> {
    media::inline(content)
}

fn not_a_feed(bytes: &[u8], content_type: Option<&str>) -> ReadError {
    let what = match super::sniff(bytes, content_type) {
        Kind::Page => "an HTML page, not a feed",
        Kind::Opml => "OPML, a list of feeds, not a feed",
        Kind::Sitemap => "a sitemap, not a feed",
        Kind::Feed | Kind::Unknown => "neither RSS, Atom nor JSON Feed: no feed element in it",
    };
    ReadError::NotA(what.into())
}

#[cfg(test)]
mod tests;
