//! JSON as others write it.

use std::borrow::Cow;

/// The document with the replacement character for every escape of half a surrogate pair (RFC 8259, section 8.2), which is no character.
pub fn paired(text: &str) -> Cow<'_, str> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut kept = String::new();
    let (mut copied, mut next) = (0, 0);
    for at in memchr::memchr_iter(b'\\', text.as_bytes()) {
        if at < next {
            continue;
        }
        next = at + 2;
        match unit(at) {
            Some(0xd800..=0xdbff) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => next = at + 12,
            Some(0xd800..=0xdfff) => {
                kept.push_str(&text[copied..at]);
                kept.push('\u{fffd}');
                copied = at + 6;
            }
            _ => {}
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(&text[copied..]);
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves() {
        fn check(text: &str, expected: &str) {
            assert_eq!(paired(text), expected, "{text}");
        }
        check(r#""\ud83d\ude00 \u00e4""#, r#""\ud83d\ude00 \u00e4""#);
        check(r#""a\ud83d b""#, "\"a\u{fffd} b\"");
        check(r#""\ude00\ud83d""#, "\"\u{fffd}\u{fffd}\"");
        // No escape, but a backslash before a letter.
        check(r#""\\ud83d""#, r#""\\ud83d""#);
    }
}
