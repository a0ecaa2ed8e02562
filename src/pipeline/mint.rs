//! New ids.

use chrono::{DateTime, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

use crate::model::StoryId;

/// The last millisecond that fits into an id (RFC 9562, section 5.7).
const LAST: u64 = (1 << 48) - 1;

/// Makes UUIDs of version 7 (RFC 9562, section 5.7), ascending: within a pass, and beyond those that are known, so that of two stories the one
/// published first has the smaller id even where passes follow within a second, or the clock was ahead.
pub struct Mint {
    /// Since 1970.
    milliseconds: u64,
    context: ContextV7,
}

impl Mint {
    /// For a pass that takes place now, on top of the ids that are `known`.
    pub fn new(now: DateTime<Utc>, known: impl IntoIterator<Item = StoryId>) -> Self {
        let now = u64::try_from(now.timestamp()).unwrap_or(0) * 1_000;
        // Others put the random part of an id where this version has its time.
        let times = known.into_iter().filter(|id| id.0.get_version_num() == 7).filter_map(|id| id.0.get_timestamp());
        let latest =
            times.map(|time| time.to_unix()).map(|(seconds, nanos)| seconds * 1_000 + u64::from(nanos) / 1_000_000).max();
        let milliseconds = latest.map_or(now, |latest| now.max(latest + 1));
        Self { milliseconds: if milliseconds > LAST { now } else { milliseconds }, context: ContextV7::new() }
    }

    /// An id that nothing has yet.
    pub fn uuid(&self) -> Uuid {
        let nanos = (self.milliseconds % 1_000) as u32 * 1_000_000;
        Uuid::new_v7(Timestamp::from_unix(&self.context, self.milliseconds / 1_000, nanos))
    }

    /// An id for a story.
    pub fn story(&self) -> StoryId {
        StoryId(self.uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids of one pass after the other, each at so many seconds, all ascend.
    fn check(passes: &[i64]) {
        let mut known: Vec<StoryId> = Vec::new();
        for seconds in passes {
            let mint = Mint::new(DateTime::from_timestamp(1_700_000_000 + seconds, 0).unwrap(), known.clone());
            known.extend([mint.story(), mint.story(), mint.story()]);
        }
        assert!(known.is_sorted_by(|one, other| one < other), "{passes:?}: {known:?}");
    }

    #[test]
    fn what_is_published_first_has_the_smallest_id() {
        check(&[0, 1, 2]);
        check(&[0; 20]);
        // The clock was ahead.
        check(&[0, 100_000, 1, 2, 2]);
    }

    #[test]
    fn no_id_from_elsewhere_stops_the_mint() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        for known in [Uuid::nil(), Uuid::max(), Uuid::from_u128(u128::MAX ^ (0x8 << 76))] {
            let made = Mint::new(now, [StoryId(known)]).uuid();
            assert_eq!(made.get_timestamp().map(|time| time.to_unix()), Some((1_700_000_000, 0)), "{known}");
        }
    }
}
