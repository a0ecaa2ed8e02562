//! New ids.

use chrono::{DateTime, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

use crate::model::StoryId;

/// Makes UUIDs of version 7 (RFC 9562, section 5.7), ascending within a pass.
pub struct Mint {
    now: DateTime<Utc>,
    context: ContextV7,
}

impl Mint {
    /// For a pass that takes place now.
    pub fn new(now: DateTime<Utc>) -> Self {
        Self { now, context: ContextV7::new() }
    }

    /// An id that nothing has yet.
    pub fn uuid(&self) -> Uuid {
        let seconds = u64::try_from(self.now.timestamp()).unwrap_or(0);
        Uuid::new_v7(Timestamp::from_unix(&self.context, seconds, 0))
    }

    /// An id for a story.
    pub fn story(&self) -> StoryId {
        StoryId(self.uuid())
    }
}
