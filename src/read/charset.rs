//! Bytes to text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// Which rules find the encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// RFC 7303, section 3: BOM, header, declaration, content.
    Xml,
    /// WHATWG HTML, "determining the character encoding".
    Html,
}

/// Bytes that are searched for a declaration.
const DECLARATION: usize = 4096;

/// Text of `bytes`, and what had to be repaired. Never fails: what cannot be decoded becomes U+FFFD. XML loses the control
/// characters that it must not have (XML 1.0, section 2.2).
pub fn decode(bytes: &[u8], content_type: Option<&str>, markup: Markup) -> (String, Vec<String>) {
    let (text, mut warnings) = decode_as_it_is(bytes, content_type, markup);
    let forbidden = |c: char| (c < ' ') & (c != '\t') & (c != '\n') & (c != '\r');
    // In pieces, so that the processor looks at many bytes at once.
    let any = |piece: &[u8]| piece.iter().fold(false, |any, byte| any | forbidden(char::from(*byte)));
    if markup == Markup::Xml && text.as_bytes().chunks(256).any(any) {
        warnings.push("control characters stand in the text".into());
        return (text.replace(forbidden, ""), warnings);
    }
    (text, warnings)
}

fn decode_as_it_is(bytes: &[u8], content_type: Option<&str>, markup: Markup) -> (String, Vec<String>) {
    if let Some(text) = utf32(bytes) {
        return (text, Vec::new());
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned(), Vec::new());
    }
    if let Some(encoding) = wide(bytes) {
        return (encoding.decode_without_bom_handling(bytes).0.into_owned(), Vec::new());
    }
    let declared = [content_type.and_then(of_header), of_declaration(bytes, markup)];
    // A document that uses plain bytes for "<" is not UTF-16, whatever it says.
    let declared: Vec<&'static Encoding> =
        declared.into_iter().flatten().filter(|encoding| ![UTF_16LE, UTF_16BE].contains(encoding)).collect();
    // What is ASCII to look at may be Japanese in seven bits.
    let seven_bits =
        declared.first() == Some(&ISO_2022_JP) || declared.is_empty() && memchr::memmem::find(bytes, b"\x1b$").is_some();
    if seven_bits {
        let (text, failed) = ISO_2022_JP.decode_without_bom_handling(bytes);
        if !failed {
            return (text.into_owned(), Vec::new());
        }
    }
    if let Some(text) = utf8(bytes) {
        let lies = !text.is_ascii() && declared.first().is_some_and(|encoding| *encoding != UTF_8);
        let warning = format!("declared as {}, but is UTF-8", declared.first().map_or("", |encoding| encoding.name()));
        return (text, if lies { vec![warning] } else { Vec::new() });
    }
    for encoding in declared.iter().filter(|encoding| **encoding != UTF_8) {
        let (text, failed) = encoding.decode_without_bom_handling(bytes);
        if !failed {
            return (text.into_owned(), Vec::new());
        }
    }
    // Mostly UTF-8 with a few broken bytes stays UTF-8; anything else is what it looks like.
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let sound = lossy.chars().filter(|c| !c.is_ascii() && *c != char::REPLACEMENT_CHARACTER).count();
    if broken * 4 < sound || declared.first() == Some(&UTF_8) && broken * 200 < bytes.len() && sound > 0 {
        return (lossy.into_owned(), vec![format!("{broken} bytes are not valid UTF-8")]);
    }
    let encoding = declared.iter().find(|encoding| **encoding != UTF_8).copied().unwrap_or_else(|| guess(bytes));
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    (text, vec![format!("no valid encoding is declared; read as {}", encoding.name())])
}

/// UTF-8, also if it was cut within its last character.
fn utf8(bytes: &[u8]) -> Option<String> {
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        // In ASCII so far, the half character may as well be a whole one of another encoding.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok().filter(|text| !text.is_ascii()).map(str::to_owned)
        }
        Err(_) => None,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-32, which browsers do not know but XML does (XML 1.0, appendix F).
fn utf32(bytes: &[u8]) -> Option<String> {
    let big = match bytes {
        [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, b'<', ..] => true,
        [0xff, 0xfe, 0, 0, ..] | [b'<', 0, 0, 0, ..] => false,
        _ => return None,
    };
    let character = |four: &[u8]| {
        let four: [u8; 4] = four.try_into().unwrap_or_default();
        let code = if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    Some(bytes.chunks_exact(4).map(character).filter(|c| *c != '\u{feff}').collect())
}

/// UTF-16 without a byte order mark: every second byte of the first tag is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, second, 0, ..] if *second != 0 => Some(UTF_16LE),
        [0, b'<', 0, second, ..] if *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// `charset` of a Content-Type header.
fn of_header(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    label(lower.split("charset=").nth(1)?)
}

fn of_declaration(bytes: &[u8], markup: Markup) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION)]).to_ascii_lowercase();
    match markup {
        Markup::Xml => {
            let declaration = head.split("<?xml").nth(1)?.split("?>").next()?;
            label(declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?)
        }
        Markup::Html => label(head.split("charset").skip(1).find_map(|rest| rest.trim_start().strip_prefix('='))?)
            .or_else(|| of_declaration(bytes, Markup::Xml)),
    }
}

fn label(text: &str) -> Option<&'static Encoding> {
    let text = text.trim_start().trim_start_matches(['"', '\'']);
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(text.len());
    Encoding::for_label(&text.as_bytes()[..end])
}

/// What a text that was encoded twice as UTF-8 was meant to be ("MÃ¼ller" is Müller): all of its characters are bytes of
/// windows-1252 (or ISO 8859-1), and those bytes are UTF-8 again, which happens to no text by chance.
pub fn twice_encoded(text: &str) -> Option<String> {
    // Lead bytes C2 to F4 are written C3 82 to C3 B4 in UTF-8, and something beyond ASCII follows them.
    let bytes = text.as_bytes();
    let leads = memchr::memchr_iter(0xc3, bytes)
        .any(|at| matches!(bytes.get(at + 1), Some(0x82..=0xb4)) && bytes.get(at + 2).is_some_and(|next| !next.is_ascii()));
    if !leads {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(u32::from(c)) {
            Ok(byte) => bytes.push(byte),
            Err(_) => {
                let mut buffer = [0; 4];
                let (encoded, _, failed) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
                if failed {
                    return None;
                }
                bytes.extend_from_slice(&encoded);
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes() {
        fn check(bytes: &[u8], content_type: Option<&str>, expected: &str) {
            assert_eq!(decode(bytes, content_type, Markup::Xml).0, expected);
        }
        check(b"\xef\xbb\xbf<a>\xc3\xa9</a>", None, "<a>\u{e9}</a>");
        check(b"<\0a\0>\0\xe9\0", None, "<a>\u{e9}");
        check(b"\0<\0a\0>\0\xe9", None, "<a>\u{e9}");
        check(b"<\0\0\0a\0\0\0>\0\0\0\xe9\0\0\0", None, "<a>\u{e9}");
        check(b"\0\0\xfe\xff\0\0\0<\0\0\0a\0\0\0>", None, "<a>");
        check(b"<a>\x1b$B$\"\x1b(B</a>", Some("text/xml; charset=iso-2022-jp"), "<a>\u{3042}</a>");
        check(b"<a>\x1b$B$\"\x1b(B</a>", None, "<a>\u{3042}</a>");
        check(b"<a>a\x0b\x1bb\tc</a>", None, "<a>ab\tc</a>");
        check(b"<?xml version='1.0' encoding='iso-8859-1'?>\xe9", None, "<?xml version='1.0' encoding='iso-8859-1'?>\u{e9}");
        check(b"<a>\xcf\xf0\xe8</a>", Some("text/xml; charset=windows-1251"), "<a>\u{41f}\u{440}\u{438}</a>");
        check(b"<?xml version='1.0' encoding='utf-16'?>x", None, "<?xml version='1.0' encoding='utf-16'?>x");
        check("<a>é cut \u{20ac}".as_bytes().split_last().unwrap().1, None, "<a>é cut ");
    }

    #[test]
    fn a_declaration_that_lies_is_overruled() {
        let (text, warnings) = decode("<?xml encoding=\"iso-8859-1\"?>Müller".as_bytes(), None, Markup::Xml);
        assert!(text.ends_with("Müller"));
        assert_eq!(warnings, ["declared as windows-1252, but is UTF-8"]);
    }

    #[test]
    fn text_encoded_twice_is_repaired_and_no_other() {
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(twice_encoded(text).as_deref(), expected, "{text}");
        }
        check("M\u{c3}\u{bc}ller", Some("Müller"));
        check("It\u{e2}\u{20ac}\u{2122}s \u{c2}\u{a3}30", Some("It\u{2019}s £30"));
        check("Müller à la carte, «Ça»", None);
        check("SÃO PAULO", None);
        check("M\u{c3}\u{bc}ller и др.", None);
        check("plain", None);
    }

    #[test]
    fn meta_of_html() {
        let (text, _) = decode(b"<meta http-equiv=c content='text/html; charset=koi8-r'>\xf0", None, Markup::Html);
        assert!(text.ends_with('\u{41f}'));
    }
}
