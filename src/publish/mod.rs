//! Stories to the bytes that readers get: RSS, Atom, JSON Feed, OPML, pages. Pure: the same entries give the same bytes.
//!
//! A format is one file and one line in [`render`] and [`extension`]; [`content`] is the entry's HTML, the same in all of them.

mod atom;
mod budget;
mod content;
mod figures;
mod json;
mod opml;
mod pages;
mod recall;
mod rss;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use url::Url;
use uuid::Uuid;

pub use budget::Extent;
pub use content::escape;
pub use figures::values;
pub use opml::{opml, opml_of_sources};
pub use pages::{front_page, story_page};
pub use recall::{Recollected, Recollection, recall};

use crate::config::{Format, ImagePlacement};
use crate::model::{Entry, Report, StoryId};

/// A combined feed, without its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// As configured.
    pub id: String,
    /// The id that Atom asks for: minted when the feed is first published, and kept wherever it is served from.
    pub urn: Uuid,
    /// Plain text.
    pub title: String,
    /// Plain text; may be empty.
    pub description: String,
    /// Of the feed as a whole.
    pub language: Option<String>,
    /// Where readers find the output folder; ends with a slash.
    pub base_url: Url,
    /// Last change of content.
    pub updated: DateTime<Utc>,
    /// Where the photo goes.
    pub image: ImagePlacement,
    /// Formats that it is published in.
    pub formats: Vec<Format>,
    /// WebSub hubs that are told of changes.
    pub hubs: Vec<Url>,
    /// Bytes of a file, beyond which the oldest entries are shortened.
    pub max_size: usize,
    /// Entries that were taken back lately, newest first.
    pub gone: Vec<Gone>,
    /// The newest month ("2026-01") whose archive is closed.
    pub closed: Option<String>,
    /// The running month, if its archive has entries.
    pub open: Option<String>,
}

/// An entry that is no story of its feed any more (RFC 6721).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// Which entry.
    pub id: StoryId,
    /// When it was taken back.
    pub when: DateTime<Utc>,
}

impl Channel {
    /// Address of the feed in that format.
    pub fn url(&self, format: Format) -> String {
        let name = file_name(&self.id, format);
        self.base_url.join(&name).map_or(name, String::from)
    }

    /// Address of a month's archive.
    pub fn archive_url(&self, month: &str) -> String {
        let name = archive_name(&self.id, month);
        self.base_url.join(&name).map_or(name, String::from)
    }

    /// Address of a story's page.
    pub fn page_url(&self, id: StoryId) -> String {
        let name = page_name(id);
        self.base_url.join(&name).map_or(name, String::from)
    }

    /// The description, or what stands in for one.
    fn described(&self) -> String {
        if self.description.is_empty() {
            words::of(self.language.as_deref(), &self.title).promise().to_owned()
        } else {
            self.description.clone()
        }
    }

    fn shows_enclosure(&self) -> bool {
        matches!(self.image, ImagePlacement::Both | ImagePlacement::Enclosure)
    }

    fn shows_photo(&self) -> bool {
        self.image != ImagePlacement::None
    }

    fn shows_inline(&self) -> bool {
        matches!(self.image, ImagePlacement::Both | ImagePlacement::Inline)
    }
}

/// Name of the file within the output folder.
pub fn file_name(feed: &str, format: Format) -> String {
    format!("{feed}.{}", extension(format))
}

/// Name of a month's archive within the output folder (RFC 5005, section 4).
pub fn archive_name(feed: &str, month: &str) -> String {
    format!("archive/{feed}-{month}.atom")
}

/// Name of a story's page within the output folder.
pub fn page_name(id: StoryId) -> String {
    format!("story/{}.html", id.0)
}

/// File name extension of a format.
pub fn extension(format: Format) -> &'static str {
    match format {
        Format::Rss => "rss",
        Format::Atom => "atom",
        Format::Json => "json",
    }
}

/// Media type of a format.
pub fn media_type(format: Format) -> &'static str {
    match format {
        Format::Rss => "application/rss+xml",
        Format::Atom => "application/atom+xml",
        Format::Json => "application/feed+json",
    }
}

/// The feed in that format.
pub fn render(format: Format, channel: &Channel, entries: &[Entry]) -> Vec<u8> {
    render_as(format, channel, &budget::extents(channel, entries))
}

fn render_as(format: Format, channel: &Channel, entries: &[(&Entry, Extent)]) -> Vec<u8> {
    match format {
        Format::Rss => rss::render(channel, entries),
        Format::Atom => atom::render(channel, entries),
        Format::Json => json::render(channel, entries),
    }
}

/// The archive of a month as Atom (RFC 5005, section 4), `previous` being the closed month before it. What is closed says so.
pub fn archive(channel: &Channel, month: &str, previous: Option<&str>, closed: bool, entries: &[Entry]) -> Vec<u8> {
    let whole: Vec<(&Entry, Extent)> = entries.iter().map(|entry| (entry, Extent::Whole)).collect();
    atom::render_archive(channel, &atom::Archive { month, previous, closed }, &whole)
}

/// A strong entity tag (RFC 9110, section 8.8.3).
pub fn etag(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

/// Text without the characters that XML 1.0 (section 2.2) cannot hold.
fn clean(text: &str) -> Cow<'_, str> {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && c != '\u{fffe}' && c != '\u{ffff}' && c != '\u{7f}');
    if text.chars().all(allowed) { Cow::Borrowed(text) } else { Cow::Owned(text.chars().filter(|c| allowed(*c)).collect()) }
}

/// A language tag that validators accept (BCP 47 syntax), or none.
fn language_tag(tag: Option<&str>) -> Option<String> {
    let tag = tag?.trim().replace('_', "-");
    let sound = tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()));
    let primary =
        tag.split('-').next().is_some_and(|part| (2..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphabetic()));
    (sound && primary).then_some(tag)
}

/// The summary as one plain text.
fn summary_text(entry: &Entry, extent: Extent) -> String {
    let wanted = if extent == Extent::Whole { usize::MAX } else { 1 };
    let sentences: Vec<&str> = entry.summary.iter().take(wanted).map(|sentence| sentence.text.as_str()).collect();
    clean(&sentences.join(" ")).into_owned()
}

/// An address that a reader may be sent to: absolute, of the web.
fn web(address: &str) -> Option<&str> {
    let scheme = address.split("://").next().unwrap_or_default();
    let known = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    (known && Url::parse(address).is_ok()).then_some(address)
}

/// The site that a report stands on.
fn site_of(report: &Report) -> Option<String> {
    Url::parse(web(&report.url)?).ok()?.join("/").ok().map(String::from)
}

/// Whom texts belong to, for `rights` and `copyright`.
const RIGHTS: &str = "Texts and photos belong to their publishers, who are named and linked.";

/// The summary in passages: sentences of one report in a row share one attribution.
fn passages(entry: &Entry) -> impl Iterator<Item = (String, Option<&Report>)> {
    entry.summary.chunk_by(|one, next| one.report == next.report).map(|run| {
        let sentences: Vec<&str> = run.iter().map(|sentence| sentence.text.as_str()).collect();
        (sentences.join(" "), run.first().and_then(|sentence| entry.reports.get(sentence.report)))
    })
}
