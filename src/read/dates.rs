//! Dates as feeds and pages write them.

use chrono::{DateTime, FixedOffset};

/// The instant that `text` states, with the zone it states (UTC where it states none); `None` if it is no date.
pub fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text)).ok()
}
