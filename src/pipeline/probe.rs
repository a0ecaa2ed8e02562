//! What an address offers, without storing anything: for `newsloom check --probe` and `newsloom add`.

use std::collections::HashSet;

use url::Url;

use super::document::{Document, Reading, read_document};
use super::visit::shown;
use crate::config::SourceKind;
use crate::fetch::{Accept, Body, Client, FetchError, Request, Response, Robots};
use crate::model::FeedEntry;
use crate::read::{self, Kind, html, opml};
use crate::text::address::without_credentials;
use crate::text::words::is_wide;
use crate::websub::subscriber;

/// Characters from which on an entry's text is more than a teaser, whatever else it says; one of a script without spaces counts three times.
const FULL_TEXT: usize = 1_000;

/// Characters from which on a text that stands beside a summary can be all that there is: many reports are short.
const SHORT_TEXT: usize = 400;

/// Feeds that a page may advertise and that are tried.
const MAX_ADVERTISED: usize = 6;

/// Where feeds lie that no page advertises.
const COMMON: [&str; 10] =
    ["feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json", "feeds/posts/default", "feed/rss", "rss/all"];

/// What an address offers as a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// Where it was found, without credentials.
    pub url: String,
    /// The same with the credentials that were given: for the configuration, and for nobody's eyes.
    pub address: Url,
    /// "rss2", "atom1", "front page", …
    pub format: String,
    /// The feed's own; may be empty.
    pub title: String,
    /// How many.
    pub entries: usize,
    /// Of these, how many hold the whole text rather than a teaser.
    pub full_text: usize,
    /// Of these, how many name a photo.
    pub photos: usize,
    /// The names of the validators that came.
    pub validators: Vec<&'static str>,
    /// Whether robots.txt allows the page of the first entry; `None`: no entry names one.
    pub pages_allowed: Option<bool>,
    /// Whether a WebSub hub is named.
    pub hub: bool,
    /// Repairs that the document needed.
    pub warnings: Vec<String>,
}

/// What was found behind an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it offers.
    pub probe: Probe,
    /// As `kind` of a source.
    pub kind: SourceKind,
    /// Other feeds that the page advertises.
    pub others: Vec<String>,
}

/// What `newsloom add` finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Discovery {
    /// A feed, or a page whose links are the articles.
    Source(Box<Found>),
    /// A list of feeds.
    List(Vec<opml::Outline>),
}

impl std::fmt::Display for Probe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = match (self.full_text * 2 >= self.entries, self.full_text) {
            _ if self.format == "front page" || self.format == "sitemap" => "links only",
            (true, 1..) => "full text",
            _ => "teasers",
        };
        let validators = if self.validators.is_empty() { "no validators".to_owned() } else { self.validators.join(" and ") };
        let pages = match self.pages_allowed {
            Some(true) => "pages allowed by robots.txt",
            Some(false) => "pages forbidden by robots.txt",
            None => "no pages",
        };
        let push = if self.hub { ", WebSub hub" } else { "" };
        write!(f, "{}, {} entries, {text}, {} with photo, {validators}, {pages}{push}", self.format, self.entries, self.photos)
    }
}

/// Tries a source, and the feed behind it where it is a page that advertises one.
///
/// # Errors
/// One line: why it would fail.
pub async fn probe(client: &Client, url: &Url, kind: SourceKind) -> Result<Probe, String> {
    if kind == SourceKind::Folder {
        return Ok(of_folder(client, url, super::folder::open(url).await?).await);
    }
    let response = get(client, url, kind == SourceKind::Page).await.map_err(|error| error.to_string())?;
    match read_document(kind, &response).await? {
        Reading::Document(document) => Ok(of(client, response, *document).await),
        Reading::Advertised(feed) => {
            drop(response);
            let response = get(client, &feed, false).await.map_err(|error| error.to_string())?;
            match read_document(SourceKind::Feed, &response).await? {
                Reading::Document(document) => Ok(of(client, response, *document).await),
                Reading::Advertised(_) => Err("the feed that the page advertises is a page".into()),
            }
        }
    }
}

async fn of_folder(client: &Client, url: &Url, reading: super::folder::Reading) -> Probe {
    let feed = reading.feed;
    Probe {
        format: "folder".to_owned(),
        title: feed.title,
        entries: feed.entries.len(),
        full_text: feed.entries.len(),
        photos: feed.entries.iter().filter(|entry| !entry.images.is_empty()).count(),
        validators: Vec::new(),
        pages_allowed: pages_allowed(client, &feed.entries).await,
        hub: false,
        warnings: reading.warnings,
        url: shown(url),
        address: url.clone(),
    }
}

async fn get(client: &Client, url: &Url, obey: bool) -> Result<Response, FetchError> {
    let robots = if obey { Robots::Obey } else { Robots::DelayOnly };
    client.get(Request { robots, ..Request::new(url.clone(), Accept::Feed) }).await
}

/// Whether an entry has the whole text of its article: it is long; or its content says more than twice what its summary does, and breaks off nowhere.
fn is_whole(content: &str, summary: &str) -> bool {
    let length = |text: &str| text.chars().map(|c| if is_wide(c) { 3 } else { 1 }).sum::<usize>();
    let (content_length, summary_length) = (length(content), length(summary));
    let ends = content.trim_end().ends_with(['.', '!', '?', '。', '！', '？', '।', '"', '”', '“', '»', '’', ')'])
        && !content.trim_end_matches([' ', '\n', ']', ')', '.']).ends_with(['…', '['])
        && !content.trim_end_matches([' ', '\n', ']', ')']).ends_with("...");
    content_length.max(summary_length) >= FULL_TEXT || content_length >= SHORT_TEXT && content_length > 2 * summary_length && ends
}

/// Whether robots.txt allows the page of the first of these that names one.
async fn pages_allowed(client: &Client, entries: &[FeedEntry]) -> Option<bool> {
    let of_web = |entry: &FeedEntry| Url::parse(&entry.link).ok().filter(|page| matches!(page.scheme(), "http" | "https"));
    let page = entries.iter().find_map(of_web)?;
    Some(client.allows(&page).await)
}

async fn of(client: &Client, mut response: Response, document: Document) -> Probe {
    response.let_go();
    let feed = document.feed;
    let validators = [("ETag", &response.validators.etag), ("Last-Modified", &response.validators.last_modified)];
    let own = (feed.hub.as_deref(), feed.hints.self_url.as_deref());
    Probe {
        format: document.format.to_owned(),
        title: feed.title,
        entries: feed.entries.len(),
        full_text: feed.entries.iter().filter(|entry| is_whole(&html::text(&entry.content), &html::text(&entry.summary))).count(),
        photos: feed.entries.iter().filter(|entry| !entry.images.is_empty()).count(),
        validators: validators.into_iter().filter(|(_, value)| value.is_some()).map(|(name, _)| name).collect(),
        pages_allowed: pages_allowed(client, &feed.entries).await,
        hub: subscriber::discover(&response.links, own, &without_credentials(&response.url)).is_some(),
        warnings: response.truncated.into_iter().chain(document.warnings).collect(),
        url: shown(&response.url),
        address: response.url,
    }
}

/// Finds the feed behind an address: the document itself, what it advertises, what lies where feeds often lie, and at last the
/// page's own links.
///
/// # Errors
/// One line: why nothing was found.
pub async fn discover(client: &Client, url: &Url) -> Result<Discovery, String> {
    let response = get(client, url, false).await.map_err(|error| error.to_string())?;
    let Body::Bytes(bytes) = response.body.clone() else { return Err("304 to an unconditional request".into()) };
    let content_type = response.content_type.clone();
    match read::sniff(&bytes, content_type.as_deref()) {
        Kind::Opml => {
            let outlines = opml::read(&bytes, content_type.as_deref()).map_err(|error| error.to_string())?;
            return if outlines.is_empty() { Err("an OPML file without feeds".into()) } else { Ok(Discovery::List(outlines)) };
        }
        Kind::Page => {}
        Kind::Feed | Kind::Sitemap | Kind::Unknown => {
            let Reading::Document(document) = read_document(SourceKind::Auto, &response).await? else {
                return Err("neither a feed nor a page".into());
            };
            let kind = if document.format == "sitemap" { SourceKind::Sitemap } else { SourceKind::Auto };
            return Ok(source(of(client, response, *document).await, kind, Vec::new()));
        }
    }
    let page_url = response.url.clone();
    let read = tokio::task::spawn_blocking({
        let (bytes, base) = (bytes.clone(), page_url.to_string());
        move || read::page::read(&bytes, content_type.as_deref(), &base)
    });
    let page = read.await.map_err(|_| "the page could not be read".to_owned())?.map_err(|error| error.to_string())?;
    // As a page it is taken only where robots.txt allows it; read before its answer is let go.
    let as_page = read_document(SourceKind::Page, &response).await;
    drop(response);
    if let Some(found) = advertised(client, &page.feeds).await {
        return Ok(found);
    }
    if let Some(found) = at_common_paths(client, &page_url).await {
        return Ok(found);
    }
    match as_page {
        Ok(Reading::Document(_)) => {
            let probe = probe(client, &page_url, SourceKind::Page).await?;
            Ok(source(probe, SourceKind::Page, Vec::new()))
        }
        Ok(Reading::Advertised(_)) => Err("no feed that can be read".into()),
        Err(why) => Err(why),
    }
}

fn source(probe: Probe, kind: SourceKind, others: Vec<String>) -> Discovery {
    Discovery::Source(Box::new(Found { probe, kind, others }))
}

/// The first advertised feed that can be read; those of comments come last.
async fn advertised(client: &Client, feeds: &[String]) -> Option<Discovery> {
    let of_comments = |address: &String| address.to_ascii_lowercase().contains("comment");
    let (comments, news): (Vec<&String>, Vec<&String>) = feeds.iter().partition(|address| of_comments(address));
    let candidates: Vec<&String> = news.into_iter().chain(comments).take(MAX_ADVERTISED).collect();
    for (at, address) in candidates.iter().enumerate() {
        let Ok(url) = Url::parse(address) else { continue };
        if let Ok(probe) = probe(client, &url, SourceKind::Feed).await {
            let others = candidates.iter().skip(at + 1).map(|other| (*other).clone()).collect();
            return Some(source(probe, SourceKind::Auto, others));
        }
    }
    None
}

async fn at_common_paths(client: &Client, page: &Url) -> Option<Discovery> {
    let folder = if page.path().ends_with('/') { page.clone() } else { page.join(&format!("{}/", page.path())).ok()? };
    let mut tried = HashSet::new();
    for base in [folder, page.join("/").ok()?] {
        for path in COMMON {
            let Ok(url) = base.join(path) else { continue };
            if !tried.insert(url.to_string()) || !client.allows(&url).await {
                continue;
            }
            if let Ok(probe) = probe(client, &url, SourceKind::Feed).await {
                return Some(source(probe, SourceKind::Auto, Vec::new()));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_text_is_no_teaser() {
        let check =
            |content: &str, summary: &str, expected| assert_eq!(is_whole(content, summary), expected, "{content} / {summary}");
        let teaser = "The council of Orlo met on Tuesday and spoke about the old bridge over the Ilva.";
        let short = [teaser; 6].join("\n\n");
        check("", teaser, false);
        check(teaser, "", false);
        check(&short, teaser, true);
        check(&short, "", true);
        check(&short, &short, false);
        check("", &short, false);
        check("", &[teaser; 14].join(" "), true);
        for broken_off in [" …", "…", " [...]", " [&hellip;]", " […]", " (…)", "..", "\nRead more", " Weiterlesen"] {
            check(&format!("{short}{}", html::text(broken_off)), teaser, false);
        }
        // In a script without spaces a letter says more, in Cyrillic it says as much as a Latin one.
        check(&"北京下雨了。".repeat(60), "", true);
        check("", &"Совет встретился. ".repeat(40), false);
    }
}
