//! Feeds of every format: bytes to [`Feed`] and what had to be repaired.

use super::ReadError;
use crate::model::Feed;

/// Reads a feed. Warnings say what was repaired, one line each.
///
/// # Errors
/// [`ReadError::NotA`] where the document is something else (its message says what), [`ReadError::Malformed`] where nothing
/// could be saved from it.
pub fn read(_bytes: &[u8], _content_type: Option<&str>, _base_url: Option<&str>) -> Result<(Feed, Vec<String>), ReadError> {
    Err(ReadError::Empty)
}
