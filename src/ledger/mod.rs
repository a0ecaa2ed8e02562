//! The identity contract: what makes feeds usable in a reader for years. Pure.
//!
//! 1. A story's id is minted when it is first published, and never changes, is never derived, never reused.
//! 2. On a merge the id published first survives; the other becomes its alias, leaves every feed, and never returns. On a split the
//!    id stays with the part that holds the report that led the story when it was published (its anchor). A report that comes to tell another
//!    event leaves its story, and so does one that fits another story better that readers know; the id stays with the others.
//! 3. A feed's window is ordered by when stories entered it; what was crowded out of it or grew too old never comes back. Where a merge ends
//!    an entry that stands, the survivor takes its place.
//! 4. `published` is frozen and never in the future; `updated` moves on significant changes only, at most once in 30 minutes. In a feed that prefers
//!    a language, the first report in it takes the lead over, once.
//! 5. Where a feed asks for follow-ups, a significant change adds an entry with an id of its own, headed by the report that brought it, if it brings
//!    the feed's language anything; what stood before stays as it was.

mod develop;
mod rulings;
mod settle;
mod significance;
#[cfg(test)]
mod tests;
mod window;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use develop::{Development, Head, develop, stamp};
pub use rulings::{Constraints, Ruling};
pub use settle::{Settled, end, leave, settle};
pub use significance::{Change, judge, rested, revise};
pub use window::{Candidate, Place, choose, inherit};

use crate::model::{ArticleId, Entry, StoryId};

/// A story that readers may have seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// Minted once.
    pub id: StoryId,
    /// The report that led it when it was first published.
    pub anchor: ArticleId,
    /// Frozen.
    pub published: DateTime<Utc>,
    /// Last significant change.
    pub updated: DateTime<Utc>,
    /// A significant change waits until `updated` may move again.
    pub pending: bool,
    /// Fingerprint of what it was last told from.
    pub inputs: String,
    /// In order of arrival.
    pub members: Vec<ArticleId>,
    /// Those of them that lead a telling now.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub leads: BTreeSet<ArticleId>,
    /// As it is told, by preferred language ("" is none).
    pub tellings: BTreeMap<String, Entry>,
    /// Follow-ups, oldest first; empty where no feed asks for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub developments: Vec<Development>,
}
