//! Publishers and reports, as their files have them.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;

use super::embedded;
use crate::text::fold::fold;

/// The whole newsroom.
#[derive(Debug, Clone)]
pub struct Newsroom {
    /// In the order of their file.
    pub publishers: Vec<Publisher>,
    /// Newest first.
    pub reports: Vec<Report>,
}

/// A made-up publisher.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// Unique.
    pub id: String,
    /// As readers know it.
    pub name: String,
    /// Primary subtag.
    pub language: String,
    /// What it offers to feed readers.
    pub format: Format,
    /// Whether its pages say that a machine translated them.
    #[serde(default)]
    pub machine_translated: bool,
}

/// What a publisher offers to feed readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// RSS 2.0 with whole texts.
    RssFull,
    /// RSS 2.0 with teasers and tracking parameters.
    RssTeaser,
    /// RSS 2.0 in windows-1251.
    #[serde(rename = "rss-windows-1251")]
    RssWindows1251,
    /// RSS 1.0.
    Rss1,
    /// Atom 1.0 with relative addresses.
    Atom,
    /// JSON Feed 1.1.
    Json,
    /// A front page that advertises an RSS feed.
    PageWithFeed,
    /// A front page and nothing else.
    FrontPage,
}

/// One publisher's report of an event.
#[derive(Debug, Clone)]
pub struct Report {
    /// Name of the event.
    pub event: String,
    /// Section of the site.
    pub category: String,
    /// Who published it.
    pub publisher: String,
    /// Language of the publisher.
    pub language: String,
    /// Path of its page.
    pub path: String,
    /// Headline.
    pub title: String,
    /// Between headline and body; may be empty.
    pub standfirst: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// Author, or the agency that it was taken from.
    pub byline: String,
    /// Before the anchor of the newsroom.
    pub age: TimeDelta,
    /// The publisher whose report it repeats word for word.
    pub copy_of: Option<String>,
    /// File name, caption, credit.
    pub photo: Option<(String, String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishersFile {
    publisher: Vec<Publisher>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventFile {
    category: String,
    report: Vec<RawReport>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReport {
    publisher: String,
    hours: f64,
    title: String,
    #[serde(default)]
    standfirst: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    byline: String,
    copy_of: Option<String>,
    photo: Option<String>,
    #[serde(default)]
    caption: String,
    #[serde(default)]
    credit: String,
}

const BYLINES: [&str; 6] = ["Mia Kern", "Tom Ode", "Lia Sand", "Per Holt", "Eva Roos", "Jan Milo"];

impl Newsroom {
    /// Reads the files that are built in.
    ///
    /// # Errors
    /// Where one is broken; a test sees to it that none is.
    pub fn load() -> Result<Self, String> {
        let publishers: PublishersFile =
            toml::from_str(embedded::PUBLISHERS).map_err(|error| format!("publishers.toml: {error}"))?;
        let publishers = publishers.publisher;
        let mut reports = Vec::new();
        for (name, text) in embedded::EVENTS {
            let event: EventFile = toml::from_str(text).map_err(|error| format!("{name}.toml: {error}"))?;
            for raw in &event.report {
                let original = raw.copy_of.as_ref().and_then(|id| event.report.iter().find(|other| other.publisher == *id));
                let publisher = publishers.iter().find(|publisher| publisher.id == raw.publisher);
                let publisher = publisher.ok_or_else(|| format!("{name}.toml: no publisher {}", raw.publisher))?;
                reports.push(report(name, &event.category, raw, original.unwrap_or(raw), publisher, reports.len()));
            }
        }
        reports.sort_by_key(|report| report.age);
        Ok(Self { publishers, reports })
    }

    /// Reports of a publisher, newest first.
    pub fn of<'a>(&'a self, publisher: &'a Publisher) -> impl Iterator<Item = &'a Report> {
        self.reports.iter().filter(move |report| report.publisher == publisher.id)
    }

    /// A photo's bytes.
    pub fn photo(name: &str) -> Option<&'static [u8]> {
        embedded::PHOTOS.iter().find(|(known, _)| *known == name).map(|(_, bytes)| *bytes)
    }
}

fn report(event: &str, category: &str, raw: &RawReport, words: &RawReport, publisher: &Publisher, number: usize) -> Report {
    let slug: String = fold(&raw.title).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let slug: Vec<&str> = slug.split('-').filter(|part| !part.is_empty()).take(8).collect();
    let byline = if raw.byline.is_empty() { BYLINES[number % BYLINES.len()] } else { &raw.byline };
    Report {
        event: event.to_owned(),
        category: category.to_owned(),
        publisher: raw.publisher.clone(),
        language: publisher.language.clone(),
        path: format!("/{}/{}-{}.html", category.to_lowercase(), slug.join("-"), 4_100 + number),
        title: raw.title.clone(),
        standfirst: words.standfirst.clone(),
        paragraphs: words.text.trim().split("\n\n").map(str::to_owned).collect(),
        byline: byline.to_owned(),
        age: TimeDelta::minutes((raw.hours * 60.0) as i64),
        copy_of: raw.copy_of.clone(),
        photo: raw.photo.clone().map(|name| (name, raw.caption.clone(), raw.credit.clone())),
    }
}

impl Report {
    /// When it was published, for a newsroom whose present is `anchor`.
    pub fn published(&self, anchor: DateTime<Utc>) -> DateTime<Utc> {
        anchor - self.age
    }
}
