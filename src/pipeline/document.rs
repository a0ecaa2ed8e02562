//! A source's document as a feed, whatever it was: read off the async threads, under a time limit.

use std::time::Duration;

use url::Url;

use super::visit::shown;
use crate::config::SourceKind;
use crate::fetch::{Body, Response};
use crate::model::{Feed, FeedEntry, FeedFormat};
use crate::read::{self, Kind, wall};

/// A document takes milliseconds to read; one that takes longer than this is made to be slow.
const READING: Duration = Duration::from_secs(10);

/// What a source's address holds, as a feed.
pub struct Document {
    /// Its entries.
    pub feed: Feed,
    /// What it was, in a word or two.
    pub format: &'static str,
    /// Its entries are mere links, of which their pages will tell if they are articles.
    pub tentative: bool,
    /// Repairs that were needed.
    pub warnings: Vec<String>,
}

/// What reading came to.
pub enum Reading {
    /// A document.
    Document(Box<Document>),
    /// A page that advertises this feed.
    Advertised(Url),
}

/// Reads an answer as the kind of source that it comes from.
///
/// # Errors
/// One line: what it is instead.
pub async fn read_document(kind: SourceKind, response: &Response) -> Result<Reading, String> {
    let Body::Bytes(bytes) = response.body.clone() else { return Err("304 to an unconditional request".into()) };
    // What is relative must not come out with the credentials of the source.
    let (content_type, base) = (response.content_type.clone(), shown(&response.url));
    let work = move || read_as(kind, &bytes, content_type.as_deref(), &base);
    match tokio::time::timeout(READING, tokio::task::spawn_blocking(work)).await {
        Ok(Ok(reading)) => reading,
        Ok(Err(_)) => Err("the document could not be read".into()),
        Err(_) => Err(format!("the document takes longer than {} s to read", READING.as_secs())),
    }
}

fn read_as(kind: SourceKind, bytes: &[u8], content_type: Option<&str>, base: &str) -> Result<Reading, String> {
    match (kind, read::sniff(bytes, content_type)) {
        (SourceKind::Sitemap, _) | (SourceKind::Auto, Kind::Sitemap) => sitemap(bytes, content_type),
        (SourceKind::Page, _) => links_of(bytes, content_type, base),
        (SourceKind::Auto, Kind::Page) => match advertised(bytes, content_type, base) {
            Some(feed) => Ok(Reading::Advertised(feed)),
            None => links_of(bytes, content_type, base),
        },
        (SourceKind::Feed | SourceKind::Auto | SourceKind::Folder, kind) => feed(bytes, content_type, base, kind),
    }
}

fn feed(bytes: &[u8], content_type: Option<&str>, base: &str, kind: Kind) -> Result<Reading, String> {
    let (feed, warnings) = read::feed::read(bytes, content_type, Some(base)).map_err(|error| match kind {
        Kind::Page => {
            walled(bytes, content_type).map_or_else(|| error.to_string(), |wall| format!("an HTML page, not a feed: {wall}"))
        }
        _ => error.to_string(),
    })?;
    Ok(Reading::Document(Box::new(Document { format: name_of(feed.format), feed, tentative: false, warnings })))
}

fn sitemap(bytes: &[u8], content_type: Option<&str>) -> Result<Reading, String> {
    let feed = read::sitemap::read(bytes, content_type).map_err(|error| error.to_string())?;
    Ok(Reading::Document(Box::new(Document { feed, format: "sitemap", tentative: true, warnings: Vec::new() })))
}

/// A front page as a feed of links.
fn links_of(bytes: &[u8], content_type: Option<&str>, base: &str) -> Result<Reading, String> {
    let links = read::page::links(bytes, content_type, base);
    if links.is_empty() {
        let wall = walled(bytes, content_type).map(|wall| format!(": {wall}")).unwrap_or_default();
        return Err(format!("an HTML page without a feed and without article links{wall}"));
    }
    let entries = links.into_iter().map(|link| FeedEntry { link: link.url, title: link.title, ..FeedEntry::default() }).collect();
    let title = read::page::read(bytes, content_type, base).map(|page| page.site).unwrap_or_default();
    let feed = Feed { format: FeedFormat::Sitemap, title, link: base.to_owned(), entries, ..Feed::default() };
    Ok(Reading::Document(Box::new(Document { feed, format: "front page", tentative: true, warnings: Vec::new() })))
}

/// The feed that a page advertises: the first that is not of comments.
fn advertised(bytes: &[u8], content_type: Option<&str>, base: &str) -> Option<Url> {
    let page = read::page::read(bytes, content_type, base).ok()?;
    let of_comments = |address: &&String| address.to_ascii_lowercase().contains("comment");
    let best = page.feeds.iter().find(|address| !of_comments(address)).or(page.feeds.first())?;
    Url::parse(best).ok().filter(|url| url.as_str() != base)
}

fn walled(bytes: &[u8], content_type: Option<&str>) -> Option<wall::Wall> {
    let (text, _) = read::charset::decode(bytes, content_type, read::charset::Markup::Html);
    wall::of_page(&text)
}

fn name_of(format: FeedFormat) -> &'static str {
    match format {
        FeedFormat::Rss2 => "rss2",
        FeedFormat::Rss1 => "rss1",
        FeedFormat::Rss09 => "rss0.9",
        FeedFormat::Atom1 => "atom1",
        FeedFormat::Atom03 => "atom0.3",
        FeedFormat::Json1 => "json1",
        FeedFormat::Sitemap => "sitemap",
    }
}
