//! Bytes to text.

/// Which rules find the encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// RFC 7303: BOM, header, declaration, content.
    Xml,
    /// WHATWG HTML, "determining the character encoding".
    Html,
}

/// Text of `bytes`, and what had to be repaired. Never fails: what cannot be decoded becomes U+FFFD.
pub fn decode(bytes: &[u8], _content_type: Option<&str>, _markup: Markup) -> (String, Vec<String>) {
    (String::from_utf8_lossy(bytes).into_owned(), Vec::new())
}
