//! What a pass did, as `refresh --json` prints it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::harvest::Harvest;
use super::{FeedReport, Outcome, StoryCounts};
use crate::fetch::schedule::NEVER;
use crate::model::SourceId;

/// The report of a pass.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// How sources answered.
    pub sources: SourceCounts,
    /// What they brought.
    pub articles: ArticleCounts,
    /// What became of it.
    pub stories: StoryCounts,
    /// What was published.
    pub feeds: Vec<FeedReport>,
    /// Of the whole pass.
    pub seconds: f64,
    /// Nobody can be reached.
    #[serde(skip)]
    pub every_source_failed: bool,
}

/// How sources answered.
#[derive(Debug, Clone, Serialize)]
pub struct SourceCounts {
    /// With a document.
    pub ok: usize,
    /// With 304.
    pub not_modified: usize,
    /// Not, or with nothing that could be read.
    pub failed: Vec<FailedSource>,
    /// For which there was no time; they stay due.
    #[serde(skip_serializing_if = "is_none")]
    pub postponed: usize,
    /// Where none was due: when the first one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_due: Option<DateTime<Utc>>,
}

/// A source that failed.
#[derive(Debug, Clone, Serialize)]
pub struct FailedSource {
    /// As configured.
    pub id: SourceId,
    /// As configured, without credentials.
    pub url: String,
    /// One line.
    pub error: String,
    /// When it is asked again; `None`: it is gone for good, and only asked again on request.
    pub next_try: Option<DateTime<Utc>>,
}

/// Articles of a pass.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct ArticleCounts {
    /// Met for the first time.
    pub new: usize,
    /// Known, with other words than before.
    pub updated: usize,
    /// Known, as before.
    pub unchanged: usize,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

impl FailedSource {
    /// When it is asked again, for people.
    pub fn next(&self) -> String {
        self.next_try.map_or_else(|| "not asked again".into(), |next| format!("next try {}", next.format("%Y-%m-%d %H:%M UTC")))
    }
}

impl Report {
    pub(super) fn of(harvest: Harvest, stories: StoryCounts, feeds: Vec<FeedReport>, elapsed: Duration) -> Self {
        let mut sources =
            SourceCounts { ok: 0, not_modified: 0, failed: Vec::new(), postponed: harvest.postponed, next_due: harvest.next_due };
        let every_source_failed = harvest.all_failed();
        let mut articles = ArticleCounts::default();
        for source in harvest.sources {
            articles.new += source.articles.new;
            articles.updated += source.articles.updated;
            articles.unchanged += source.articles.unchanged;
            match source.outcome {
                Outcome::Read => sources.ok += 1,
                Outcome::NotModified => sources.not_modified += 1,
                Outcome::Failed { error } => {
                    let next_try = Some(source.next_try).filter(|next| *next < NEVER);
                    let failed = FailedSource { id: source.id, url: source.url, error, next_try };
                    sources.failed.push(failed);
                }
            }
        }
        sources.failed.sort_by(|one, other| one.id.cmp(&other.id));
        let seconds = (elapsed.as_secs_f64() * 1000.0).round() / 1000.0;
        Self { sources, articles, stories, feeds, seconds, every_source_failed }
    }
}
