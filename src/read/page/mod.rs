//! Article pages, and front pages that link to articles.

use super::ReadError;
use crate::model::{Page, PageLink};

/// Reads an article page.
///
/// # Errors
/// Where it is empty or no HTML.
pub fn read(_bytes: &[u8], _content_type: Option<&str>, _base_url: &str) -> Result<Page, ReadError> {
    Err(ReadError::Empty)
}

/// The article links of a front page, in document order, none twice.
pub fn links(_bytes: &[u8], _content_type: Option<&str>, _base_url: &str) -> Vec<PageLink> {
    Vec::new()
}

/// Caption and credit of a photo's text.
pub fn split_credit(text: &str) -> (Option<String>, Option<String>) {
    (Some(text.to_owned()), None)
}
