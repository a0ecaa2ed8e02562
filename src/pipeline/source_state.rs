//! What is remembered of a source between visits.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::config::Source;
use crate::fetch::Validators;
use crate::fetch::schedule::{Hints, History};
use crate::store::SourceRecord;
use crate::websub::subscriber::Topic;

/// Everything that the next visit needs, and `newsloom sources` shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceState {
    /// The address as configured: with another one, validators and history are void.
    pub configured: String,
    /// The kind as configured: as another one, its document is read anew.
    pub kind: String,
    /// The address that is asked instead: the feed behind a page, or where the source moved for good.
    pub instead: Option<String>,
    /// For the next conditional request, as the server gave them.
    pub validators: Validators,
    /// SHA-256 (hex) of the last body.
    pub body_digest: String,
    /// The feed's own title.
    pub title: String,
    /// What it was when it was last read: "rss2", "atom1", "front page", …
    pub format: String,
    /// Entries of its last document.
    pub entries: usize,
    /// Whether it turned out to be a front page: robots.txt is heeded then.
    pub front_page: bool,
    /// The hub that can push its changes.
    pub hub: Option<Topic>,
    /// Start of the last try.
    pub last_try: Option<DateTime<Utc>>,
    /// Last try that succeeded.
    pub last_success: Option<DateTime<Utc>>,
    /// Why the last try failed, if it did.
    pub error: Option<String>,
    /// Repairs that its last document needed.
    pub warnings: Vec<String>,
    /// Why the next try is when it is.
    pub reasons: Vec<String>,
    /// What the publisher asked for, last time.
    pub hints: Hints,
    /// For the schedule.
    pub history: History,
}

impl SourceState {
    /// The state in `record`, or a fresh one where there is none, or where it is of another address.
    pub fn of(record: &SourceRecord, source: &Source) -> Self {
        let state: Option<Self> = serde_json::from_str(&record.state).ok();
        let kind = format!("{:?}", source.kind);
        let state = state.filter(|state| state.configured == source.url.as_str());
        let mut state = state.unwrap_or_else(|| Self { configured: source.url.to_string(), ..Self::default() });
        if !state.kind.is_empty() && state.kind != kind {
            state.start_over();
        }
        state.kind = kind;
        state
    }

    /// Starts from the configured address again, as if nothing stood in for it.
    pub fn start_over(&mut self) {
        self.instead = None;
        self.validators = Validators::default();
        self.body_digest.clear();
        self.history.stayed();
    }
}
