//! Photos: as a feed or page names them, and as they turned out to be.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::article::is_due;

/// A picture as a feed or a page describes it. Unknown is `None`, never a guess.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Absolute.
    pub url: String,
    /// Media type as declared.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// What the photo shows, without the credit.
    pub caption: Option<String>,
    /// Photographer or agency, without "Photo:" or "©".
    pub credit: Option<String>,
}

/// What the bytes of a photo say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoFacts {
    /// Media type by the bytes, whatever the server called it.
    pub media_type: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes of the whole file; 0 where no server said.
    pub length: u64,
}

/// A photo of an article: what was claimed, and what a probe found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// As claimed.
    pub image: Image,
    /// `None`: not probed yet. `Some(Err(reason))`: no photo that a reader could load.
    pub facts: Option<Result<PhotoFacts, String>>,
    /// Set where a probe failed that may succeed later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Again>,
}

/// When something that failed is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// Failed tries so far.
    pub tries: u32,
    /// Not before.
    pub not_before: DateTime<Utc>,
}

impl Again {
    /// Whether its time has come.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        is_due(self.not_before, now)
    }
}
