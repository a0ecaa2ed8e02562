//! Text and values of attributes as browsers write them out: references resolved, and escaped again.

use url::Url;

use super::SCHEMES;
use crate::read::html;

/// Writes an attribute; leaves it out where its address has a scheme that is not allowed.
pub fn write_attribute(out: &mut String, name: &str, value: &str, base: Option<&Url>) -> Option<()> {
    let start = out.len();
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    // References in a path or query change neither scheme nor host.
    if !matches!(name, "href" | "src" | "poster") || plainly_web(value) {
        write::<true>(out, value)?;
    } else {
        // Browsers change the odd ones before an address is read.
        if value.bytes().any(|byte| byte < b' ') {
            return None;
        }
        let mut address = decoded(value)?;
        match Url::parse(&address) {
            Ok(url) if SCHEMES.contains(&url.scheme()) => {}
            Err(url::ParseError::RelativeUrlWithoutBase) => {
                if let Some(base) = base {
                    address = base.join(&address).ok()?.into();
                }
            }
            _ => {
                out.truncate(start);
                return Some(());
            }
        }
        for character in address.chars() {
            write_character::<true>(out, character)?;
        }
    }
    out.push('"');
    Some(())
}

/// Whether it is an address of the web that any parser takes: a lower-case name of a host, and no odd characters.
pub fn plainly_web(value: &str) -> bool {
    let Some(rest) = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://")) else { return false };
    let end = rest.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(rest.len());
    let (host, path) = rest.as_bytes().split_at(end);
    let label = |label: &[u8]| !label.is_empty() && label.iter().all(u8::is_ascii_lowercase);
    let mut labels = host.split(|byte| *byte == b'.').rev();
    // The last label of letters only: no IPv4 address; no "--": no Punycode.
    labels.next().is_some_and(label)
        && labels.all(|label| !label.is_empty())
        && host.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
        && !host.windows(2).any(|two| two == b"--")
        && path.iter().all(|byte| matches!(byte, b'!'..=b'~'))
}

/// The value of an attribute with references resolved.
fn decoded(value: &str) -> Option<String> {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (characters, length) = reference(rest, true)?;
        out.extend(characters.iter().flatten());
        rest = &rest[length..];
    }
    out.push_str(rest);
    Some(out)
}

/// What stands for the ampersand that `text` begins with, and its length (HTML, section 13.2.5.72).
fn reference(text: &str, in_attribute: bool) -> Option<(html::Characters, usize)> {
    let body = &text[1..];
    let ampersand = Some(([Some('&'), None], 1));
    // A tag that is nothing may hide more of it.
    let end = body.bytes().take(40).position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'));
    if end.is_some_and(|end| body.as_bytes()[end] == b'<') {
        return None;
    }
    match body.as_bytes().first() {
        Some(b'#') => {
            let (digits, radix) = match body.as_bytes().get(1) {
                Some(b'x' | b'X') => (&body[2..], 16),
                _ => (&body[1..], 10),
            };
            let end = digits.bytes().take(9).position(|byte| !char::from(byte).is_digit(radix));
            let end = end.or_else(|| (digits.len() < 9).then_some(digits.len()))?;
            if end == 0 {
                return ampersand;
            }
            let usual = |code: &u32| matches!(code, 9 | 10 | 0x20..=0x7e | 0xa0..);
            let code = u32::from_str_radix(&digits[..end], radix).ok().filter(usual)?;
            let length = text.len() - digits.len() + end + usize::from(digits.as_bytes().get(end) == Some(&b';'));
            Some(([Some(char::from_u32(code)?), None], length))
        }
        Some(byte) if byte.is_ascii_alphanumeric() => {
            let end = body.bytes().take(34).position(|byte| !byte.is_ascii_alphanumeric());
            let end = end.unwrap_or(body.len().min(34));
            let (name, next) = (&body[..end], body.as_bytes().get(end));
            if next == Some(&b';')
                && let Some(characters) = html::named(name)
            {
                return Some((characters, end + 2));
            }
            // Some are references without their semicolon, whatever follows them; within an attribute not if that is a letter, or "=".
            let Some((characters, known)) = html::begins_like_reference(name) else { return ampersand };
            let goes_on = known < end || next == Some(&b'=');
            if in_attribute && goes_on { ampersand } else { Some((characters, known + 1)) }
        }
        _ => ampersand,
    }
}

/// A character as browsers write it out (HTML, section 13.3); `None` for those that they would change when reading.
fn write_character<const ATTRIBUTE: bool>(out: &mut String, character: char) -> Option<()> {
    match character {
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' => out.push_str("&amp;"),
        '"' if ATTRIBUTE => out.push_str("&quot;"),
        '\u{a0}' => out.push_str("&nbsp;"),
        '\t' | '\n' | ' '.. => out.push(character),
        _ => return None,
    }
    Some(())
}

/// Whether a byte of text, or of a value, may be something else than itself.
#[inline]
const fn is_special(byte: u8, in_attribute: bool) -> bool {
    (byte < b' ') & (byte != b'\n')
        | (byte == b'<')
        | (byte == b'>')
        | (byte == b'&')
        | (in_attribute & (byte == b'"'))
        // Begins a no-break space.
        | (byte == 0xc2)
}

/// Where the next such byte is, or the end.
#[inline]
fn next_special<const ATTRIBUTE: bool>(bytes: &[u8], from: usize) -> usize {
    /// Bytes that are looked at together.
    const PIECE: usize = 32;
    let mut at = from;
    for piece in bytes[from..].chunks_exact(PIECE) {
        if piece.iter().fold(false, |any, byte| any | is_special(*byte, ATTRIBUTE)) {
            break;
        }
        at += PIECE;
    }
    bytes[at..].iter().position(|byte| is_special(*byte, ATTRIBUTE)).map_or(bytes.len(), |found| at + found)
}

/// Writes text up to the next bracket, or a value, with references resolved, as browsers write it out; what is left of it.
pub fn write<'t, const ATTRIBUTE: bool>(out: &mut String, text: &'t str) -> Option<&'t str> {
    let bytes = text.as_bytes();
    let (mut copied, mut at) = (0, 0);
    loop {
        at = next_special::<ATTRIBUTE>(bytes, at);
        let length = match bytes.get(at) {
            Some(b'\t') => 0,
            Some(0xc2) if bytes.get(at + 1) != Some(&0xa0) => 0,
            Some(0xc2) => 2,
            _ => 1,
        };
        if length == 0 {
            at += 1;
            continue;
        }
        out.push_str(&text[copied..at]);
        copied = at + length;
        match bytes.get(at) {
            None => return Some(""),
            Some(b'<') if !ATTRIBUTE => return Some(&text[at..]),
            Some(b'&') => {
                let (characters, length) = reference(&text[at..], ATTRIBUTE)?;
                for character in characters.into_iter().flatten() {
                    write_character::<ATTRIBUTE>(out, character)?;
                }
                copied = at + length;
            }
            // A tag that is nothing may hide the other half of a line's end.
            Some(b'\r') if bytes.get(at + 1) == Some(&b'<') => return None,
            Some(b'\r') => {
                if bytes.get(at + 1) != Some(&b'\n') {
                    out.push('\n');
                }
            }
            Some(0xc2) => out.push_str("&nbsp;"),
            Some(byte) => write_character::<ATTRIBUTE>(out, char::from(*byte))?,
        }
        at = copied;
    }
}
