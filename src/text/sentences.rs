//! Sentences of a text (any language).

/// Byte ranges of the sentences of `text`, trimmed, in order.
pub fn sentences(_text: &str) -> Vec<std::ops::Range<usize>> {
    Vec::new()
}
