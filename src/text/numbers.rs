//! Numbers as news writes them: 18.000 = 18,000 = 18 thousand.

/// A number found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its value.
    pub value: f64,
    /// Byte range in the text.
    pub span: std::ops::Range<usize>,
}

/// All numbers of `text` in order.
pub fn numbers(_text: &str) -> Vec<Number> {
    Vec::new()
}
