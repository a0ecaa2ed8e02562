//! Which stories stand in a combined feed, and in which order.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::model::StoryId;

/// A story's place in one feed, for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which story.
    pub story: StoryId,
    /// What it is ordered and aged by, newest first.
    pub rank: DateTime<Utc>,
    /// When it came in.
    #[serde(default)]
    pub entered: DateTime<Utc>,
    /// When it dropped out.
    pub left: Option<DateTime<Utc>>,
    /// It left since it is no story of this feed any more (merged, taken back, filtered out), not for its age or for want of room.
    #[serde(default)]
    pub withdrawn: bool,
}

/// A story that passes a feed's filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Which story.
    pub story: StoryId,
    /// Its frozen date.
    pub published: DateTime<Utc>,
    /// The date of its newest report.
    pub newest: DateTime<Utc>,
    /// Whether this pass minted it or brought it a report.
    pub fresh: bool,
}

impl Place {
    /// Whether it may stand again where it stood. What was crowded out or grew too old may not: the feed would swing back and forth. What a
    /// filter kept away may, as if nothing had happened, once a slip of the pen or a lost report is mended; and what left at a moment that
    /// is yet to come left by a clock that was wrong.
    pub fn may_stand(&self, now: DateTime<Utc>) -> bool {
        self.left.is_none_or(|left| self.withdrawn || left > now)
    }
}

/// A feed's places after merges, told as (absorbed story, survivor): where the absorbed one stood, the survivor stands now, even if it had
/// left. Readers know it, and without it nothing would tell them that story.
pub fn inherit(places: &[Place], merges: &[(StoryId, StoryId)]) -> Vec<Place> {
    let mut places = places.to_vec();
    for (absorbed, survivor) in merges {
        let Some(heritage) = places.iter().find(|place| place.story == *absorbed && place.left.is_none()).copied() else {
            continue;
        };
        match places.iter_mut().find(|place| place.story == *survivor) {
            Some(place) if place.left.is_none() => {}
            Some(place) => *place = Place { rank: heritage.rank, left: None, withdrawn: false, ..*place },
            None => places.push(Place { story: *survivor, ..heritage }),
        }
    }
    places
}

/// The next state of a feed's places; those without `left` make the feed, in the order in which it lists them.
///
/// A candidate enters if its newest report is not older than `max_age`. A fresh one ranks as of `now`, so that readers who poll
/// see it; another only fills a gap. What is no candidate any more (merged away, filtered out) leaves, and so does what is too old
/// or beyond `limit`.
pub fn choose(places: &[Place], candidates: &[Candidate], limit: usize, max_age: TimeDelta, now: DateTime<Utc>) -> Vec<Place> {
    let oldest = now.checked_sub_signed(max_age).unwrap_or(DateTime::<Utc>::MIN_UTC);
    let known: std::collections::HashMap<StoryId, &Place> = places.iter().map(|place| (place.story, place)).collect();
    let mut standing = Vec::new();
    for candidate in candidates {
        match known.get(&candidate.story) {
            Some(place) if !place.may_stand(now) => {}
            Some(place) => standing.push((Place { left: None, withdrawn: false, ..**place }, candidate.published)),
            None if candidate.newest < oldest => {}
            None => {
                let rank = if candidate.fresh { now } else { candidate.newest.min(now) };
                standing.push((
                    Place { story: candidate.story, rank, entered: now, left: None, withdrawn: false },
                    candidate.published,
                ));
            }
        }
    }
    standing.retain(|(place, _)| place.rank >= oldest);
    standing.sort_by_key(|(place, published)| std::cmp::Reverse((place.rank, *published, place.story)));
    standing.truncate(limit);
    let passing: std::collections::HashSet<StoryId> = candidates.iter().map(|candidate| candidate.story).collect();
    let stays: std::collections::HashSet<StoryId> = standing.iter().map(|(place, _)| place.story).collect();
    let gone = places.iter().filter(|place| !stays.contains(&place.story)).map(|place| match place.left {
        Some(_) => *place,
        None => Place { left: Some(now), withdrawn: !passing.contains(&place.story), ..*place },
    });
    standing.into_iter().map(|(place, _)| place).chain(gone).collect()
}
