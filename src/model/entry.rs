//! A story as it is published: everything that the formats need, and nothing that depends on "now".

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::StoryId;

/// One story, once, in every feed and format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Never changes.
    pub id: StoryId,
    /// The entry that first told the story, where this one is a follow-up to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<StoryId>,
    /// Headline of the lead report; plain text.
    pub title: String,
    /// Address of the lead report.
    pub link: String,
    /// Language of the headline.
    pub language: Option<String>,
    /// Frozen at first publication.
    pub published: DateTime<Utc>,
    /// Last significant change.
    pub updated: DateTime<Utc>,
    /// In reading order.
    pub summary: Vec<Sentence>,
    /// Figures, conflicting ones first.
    pub figures: Vec<Figure>,
    /// One photo, or none.
    pub photo: Option<EntryPhoto>,
    /// The lead first, then by time.
    pub reports: Vec<Report>,
    /// Labels of the reports, no label twice.
    pub categories: Vec<String>,
}

impl Entry {
    /// How many publishers report by themselves: a copy of another one's text corroborates nothing.
    pub fn publishers(&self) -> usize {
        let own = self.reports.iter().filter(|report| report.copy_of.is_none());
        own.map(|report| report.publisher.as_str()).collect::<BTreeSet<_>>().len()
    }
}

/// A sentence of a summary and the report that it stands in, word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// As the report has it.
    pub text: String,
    /// Index into the documents or reports.
    #[serde(rename = "document")]
    pub report: usize,
}

/// A figure that the reports of a story give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What is counted, in the words of a report ("soldiers killed").
    pub what: String,
    /// What each report says.
    pub values: Vec<FigureValue>,
    /// Whether the reports disagree.
    pub conflict: bool,
}

/// What is counted up as more becomes known, and hardly ever down.
const RISING: [&str; 5] = ["dead", "injured", "arrested", "evacuated", "homeless"];

impl Figure {
    /// Whether what is counted rises as more becomes known.
    pub fn rises(what: &str) -> bool {
        RISING.contains(&what)
    }
}

/// One report's value of a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureValue {
    /// As the report writes it.
    pub value: String,
    /// Index into the documents or reports.
    #[serde(rename = "document")]
    pub report: usize,
}

/// The photo of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryPhoto {
    /// The same inline, in the enclosure and in `media:content`.
    pub url: String,
    /// By its bytes.
    pub media_type: String,
    /// Bytes; 0 only where it cannot be known.
    pub length: u64,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What it shows.
    pub caption: Option<String>,
    /// Whom to thank.
    pub credit: Option<String>,
}

/// One publisher's report within a story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Cleaned address.
    pub url: String,
    /// Its own headline.
    pub title: String,
    /// Name of the publisher.
    pub publisher: String,
    /// Primary language subtag.
    pub language: Option<String>,
    /// As the publisher states it.
    pub published: Option<DateTime<Utc>>,
    /// Address of the report in this story that it repeats word for word.
    pub copy_of: Option<String>,
    /// Whether it is a live blog, an opinion or a gallery.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guest: bool,
}
