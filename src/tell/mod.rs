//! A story in its reports' own words: summary, conflicting figures, headline, photo. Pure.

mod counted;
mod counts;
mod figures;
mod headline;
mod magnitudes;
mod mention;
mod people;
mod photo;
mod phrases;
mod summary;
mod tolls;
mod voice;
mod wire;

use chrono::{DateTime, Utc};

pub use headline::{headline, overtaken};
pub use photo::{PhotoCandidate, choose_photo};

use crate::model::{Figure, Sentence};
use crate::text::language;

/// A report, as telling sees it.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// Headline.
    pub title: &'a str,
    /// Standfirst and body, paragraphs with an empty line between.
    pub text: &'a str,
    /// Name of the publisher.
    pub source: &'a str,
    /// Primary language subtag.
    pub language: Option<&'a str>,
    /// As stated.
    pub published: Option<DateTime<Utc>>,
    /// Of its source, as configured.
    pub weight: f64,
    /// Whether it repeats another report, nearly word for word.
    pub copy: bool,
    /// Whether it is a live blog, an opinion or a gallery and no report.
    pub guest: bool,
}

impl Document<'_> {
    /// Its language, or what its text looks like; empty where nobody knows.
    fn spoken(&self) -> String {
        self.language.map_or_else(|| language::detect(self.text).unwrap_or_default(), str::to_owned)
    }
}

/// What reports say together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// Verbatim, in reading order, each with its document. Empty where no document has a text.
    pub sentences: Vec<Sentence>,
    /// Conflicting ones first.
    pub figures: Vec<Figure>,
}

/// Summarises reports of one event in at most `max_words` words, in the language of the first of them that has text. Only where
/// every sentence is longer than that, the shortest good one stands alone.
pub fn summarise(documents: &[Document<'_>], max_words: usize) -> Summary {
    let known = wire::known(documents, 0);
    let tolls = tolls::risen(&known.documents, &known.mentions);
    Summary { sentences: summary::choose(&known.documents, &tolls, max_words), figures: figures::find(&known) }
}

#[cfg(test)]
mod tests;
