//! The short way for simple fragments: one pass, no tree.
//!
//! Every rule here is one of the HTML standard (sections 13.2.5 and 13.2.6), for the cases where it leaves no choice: an end tag
//! closes the element that is open innermost, no block begins within the text of a paragraph, a reference has its semicolon.
//! Everything else is `None`.

use std::borrow::Cow;

use url::Url;

use super::{GENERIC, SCHEMES, attributes};
use crate::read::html;

/// Open elements; more take the other way.
const MAX_OPEN: usize = 64;

/// How an element behaves when it begins (HTML, section 13.2.6.4.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Has no content.
    Void,
    /// `hr`: has no content, and ends a paragraph.
    Rule,
    /// Stands anywhere and ends nothing.
    Phrasing,
    /// `a`: the same, but never within itself.
    Anchor,
    /// Ends a paragraph.
    Block,
    /// Ends a paragraph, and another heading.
    Heading,
    /// A block whose first line break is dropped.
    Preformatted,
    /// `p`.
    Paragraph,
    /// `li`: within a list only.
    ListItem,
    /// `dt`, `dd`: within `dl` only.
    Term,
    /// Its tags are nothing.
    Transparent,
}

#[derive(Clone, Copy)]
struct Element {
    name: &'static str,
    kind: Kind,
    /// Comes out; otherwise its tags are dropped.
    allowed: bool,
}

/// The element of that name, if its reading is simple.
fn element(name: &str) -> Option<Element> {
    let mut buffer = [0; 10];
    let lower = buffer.get_mut(..name.len())?;
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    macro_rules! known {
        ($($kind:ident $allowed:literal: $($known:literal)*;)*) => {
            match std::str::from_utf8(lower).ok()? {
                $($($known => Some(Element { name: $known, kind: Kind::$kind, allowed: $allowed }),)*)*
                _ => None,
            }
        };
    }
    known! {
        Void true: "br" "img" "wbr";
        Rule true: "hr";
        Anchor true: "a";
        Paragraph true: "p";
        Phrasing true: "abbr" "acronym" "b" "bdi" "bdo" "cite" "code" "data" "del" "dfn" "em" "font" "i" "ins" "kbd" "mark" "q" "s"
            "samp" "small" "span" "strike" "strong" "sub" "sup" "time" "tt" "u" "var";
        Phrasing false: "big" "label";
        Block true: "article" "aside" "blockquote" "center" "details" "div" "dl" "figcaption" "figure" "footer" "header" "hgroup"
            "nav" "ol" "section" "summary" "ul";
        Block false: "address" "main";
        Heading true: "h1" "h2" "h3" "h4" "h5" "h6";
        Preformatted true: "pre";
        ListItem true: "li";
        Term true: "dt" "dd";
        Transparent false: "noscript" "iframe" "noembed" "noframes";
    }
}

/// What [`super::sanitise`] answers, where that is simple to say. `html` is trimmed.
pub fn sanitise(html: &str, base: Option<&Url>) -> Option<String> {
    if html.starts_with('\u{feff}') {
        return None;
    }
    let mut writer = Writer { rest: html, out: String::with_capacity(html.len() + html.len() / 16), open: Vec::new(), base };
    while !writer.rest.is_empty() {
        writer.text()?;
        writer.markup()?;
    }
    while let Some(element) = writer.open.pop() {
        writer.close(element);
    }
    Some(writer.out)
}

struct Writer<'a> {
    /// What is not read yet.
    rest: &'a str,
    out: String,
    /// Open elements, innermost last.
    open: Vec<Element>,
    base: Option<&'a Url>,
}

impl<'a> Writer<'a> {
    /// Text up to the next bracket.
    fn text(&mut self) -> Option<()> {
        let end = memchr::memchr(b'<', self.rest.as_bytes()).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        write_text(&mut self.out, text)
    }

    /// A tag, a comment, or a bracket that is neither.
    fn markup(&mut self) -> Option<()> {
        match self.rest.as_bytes().get(1) {
            None if self.rest.is_empty() => Some(()),
            Some(b'/') => self.end_tag(),
            Some(b'!') => self.comment(),
            Some(b'?') => None,
            Some(byte) if byte.is_ascii_alphabetic() => self.start_tag(),
            _ => {
                self.out.push_str("&lt;");
                self.rest = &self.rest[1..];
                Some(())
            }
        }
    }

    fn comment(&mut self) -> Option<()> {
        let body = self.rest.strip_prefix("<!--")?;
        let end = memchr::memmem::find(body.as_bytes(), b"-->")?;
        let comment = &body[..end];
        let unusual =
            comment.starts_with(['>', '-']) || comment.contains("--") || comment.contains("<!") || comment.ends_with('-');
        self.rest = &body[end + 3..];
        (!unusual).then_some(())
    }

    fn end_tag(&mut self) -> Option<()> {
        let body = &self.rest[2..];
        let name = name(body)?;
        let after = body[name.len()..].trim_start_matches(SPACES);
        let after = after.strip_prefix('>')?;
        let element = element(name)?;
        self.rest = after;
        if element.kind == Kind::Transparent {
            return Some(());
        }
        // A block's end closes a paragraph that is open innermost.
        let block = matches!(element.kind, Kind::Block | Kind::Preformatted | Kind::ListItem | Kind::Term);
        if block && self.innermost().is_some_and(|open| open.kind == Kind::Paragraph) {
            self.close_innermost();
        }
        (self.innermost()?.name == element.name).then(|| self.close_innermost())
    }

    fn start_tag(&mut self) -> Option<()> {
        let body = &self.rest[1..];
        let name = name(body)?;
        let element = element(name)?;
        let mut tag = Tag { rest: &body[name.len()..], attributes: Vec::new() };
        let closes_itself = tag.read(element)?;
        self.rest = tag.rest;
        if closes_itself && !matches!(element.kind, Kind::Void | Kind::Rule | Kind::Transparent) {
            return None;
        }
        self.make_room(element)?;
        if !element.allowed {
            if element.kind != Kind::Transparent {
                self.open.push(element);
            }
            return Some(());
        }
        self.out.push('<');
        self.out.push_str(element.name);
        for (attribute, value) in &tag.attributes {
            write_attribute(&mut self.out, attribute, value, self.base)?;
        }
        if element.kind == Kind::Anchor {
            self.out.push_str(" rel=\"noopener noreferrer\"");
        }
        self.out.push('>');
        if !matches!(element.kind, Kind::Void | Kind::Rule) {
            self.open.push(element);
        }
        (self.open.len() <= MAX_OPEN).then_some(())
    }

    /// Closes what ends where the element begins; `None` where that is not plain to see.
    fn make_room(&mut self, element: Element) -> Option<()> {
        let innermost = self.innermost().map(|open| open.kind);
        match element.kind {
            Kind::Void | Kind::Phrasing | Kind::Transparent => return Some(()),
            Kind::Anchor => return (!self.open.iter().any(|open| open.kind == Kind::Anchor)).then_some(()),
            Kind::ListItem if !self.innermost().is_some_and(|open| matches!(open.name, "ul" | "ol")) => return None,
            Kind::Term if self.innermost().is_none_or(|open| open.name != "dl") => return None,
            Kind::Heading if innermost == Some(Kind::Heading) => return None,
            // The line break after it would be dropped.
            Kind::Preformatted if self.rest.starts_with(['\n', '\r', '&']) => return None,
            _ => {}
        }
        if innermost == Some(Kind::Paragraph) {
            self.close_innermost();
        }
        (!self.open.iter().any(|open| open.kind == Kind::Paragraph)).then_some(())
    }

    fn innermost(&self) -> Option<&Element> {
        self.open.last()
    }

    fn close_innermost(&mut self) {
        if let Some(element) = self.open.pop() {
            self.close(element);
        }
    }

    fn close(&mut self, element: Element) {
        if element.allowed {
            self.out.push_str("</");
            self.out.push_str(element.name);
            self.out.push('>');
        }
    }
}

/// White space of tags.
const SPACES: [char; 3] = [' ', '\t', '\n'];

/// The name that a tag begins with.
fn name(body: &str) -> Option<&str> {
    let end = body.bytes().position(|byte| !byte.is_ascii_alphanumeric())?;
    let ends = matches!(body.as_bytes()[end], b' ' | b'\t' | b'\n' | b'/' | b'>');
    (ends && body.as_bytes()[0].is_ascii_alphabetic()).then(|| &body[..end])
}

/// The attributes of a start tag that may come out.
struct Tag<'a> {
    rest: &'a str,
    attributes: Vec<(&'static str, Cow<'a, str>)>,
}

impl<'a> Tag<'a> {
    /// Reads up to and past the closing bracket; whether a slash stands before it.
    fn read(&mut self, element: Element) -> Option<bool> {
        loop {
            self.rest = self.rest.trim_start_matches(SPACES);
            match self.rest.as_bytes().first()? {
                b'>' => {
                    self.rest = &self.rest[1..];
                    return Some(false);
                }
                b'/' => {
                    self.rest = self.rest.strip_prefix("/>")?;
                    return Some(true);
                }
                _ => self.attribute(element)?,
            }
        }
    }

    fn attribute(&mut self, element: Element) -> Option<()> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
        let end = self.rest.bytes().position(|byte| !plain(byte)).filter(|end| *end > 0)?;
        let (name, rest) = self.rest.split_at(end);
        let value = match rest.trim_start_matches(SPACES).strip_prefix('=') {
            Some(value) => self.value(value.trim_start_matches(SPACES))?,
            None => {
                self.rest = rest;
                matches!(rest.as_bytes().first()?, b' ' | b'\t' | b'\n' | b'/' | b'>').then_some("")?
            }
        };
        let Some(name) = allowed(element, name) else { return Some(()) };
        // Of two the first counts; that nobody writes by intent.
        let new = !self.attributes.iter().any(|(known, _)| *known == name);
        self.attributes.push((name, decoded(value)?));
        new.then_some(())
    }

    /// The value that begins here, as it is written.
    fn value(&mut self, rest: &'a str) -> Option<&'a str> {
        let quote = *rest.as_bytes().first()?;
        let (value, after) = if matches!(quote, b'"' | b'\'') {
            let end = memchr::memchr(quote, &rest.as_bytes()[1..])?;
            (&rest[1..=end], &rest[end + 2..])
        } else {
            let end = rest.find([' ', '\t', '\n', '>'])?;
            let unusual = rest[..end].contains(['"', '\'', '<', '=', '`', '&']) || end == 0;
            ((!unusual).then(|| &rest[..end])?, &rest[end..])
        };
        // After a closing quote comes white space or the end; else browsers have to guess.
        matches!(after.as_bytes().first()?, b' ' | b'\t' | b'\n' | b'/' | b'>').then_some(())?;
        self.rest = after;
        Some(value)
    }
}

/// The attribute of that name, if the element may have it.
fn allowed(element: Element, name: &str) -> Option<&'static str> {
    let own = if element.allowed { attributes(element.name) } else { &[] };
    own.iter().chain(&GENERIC).copied().find(|known| known.eq_ignore_ascii_case(name))
}

/// Writes an attribute; leaves it out where its address has a scheme that is not allowed.
fn write_attribute(out: &mut String, name: &str, value: &str, base: Option<&Url>) -> Option<()> {
    let absolute;
    let mut value = value;
    if matches!(name, "href" | "src" | "poster") && !plainly_web(value) {
        match Url::parse(value) {
            Ok(url) if SCHEMES.contains(&url.scheme()) => {}
            Err(url::ParseError::RelativeUrlWithoutBase) => {
                if let Some(base) = base {
                    absolute = base.join(value).ok()?;
                    value = absolute.as_str();
                }
            }
            _ => return Some(()),
        }
    }
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value, true)?;
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

/// Text with references resolved, and escaped again.
fn write_text(out: &mut String, text: &str) -> Option<()> {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        escape(out, &rest[..at], false)?;
        rest = &rest[at..];
        let (character, length) = reference(rest, false)?;
        escape(out, &character, false)?;
        rest = &rest[length..];
    }
    escape(out, rest, false)
}

/// The value of an attribute with references resolved.
fn decoded(value: &str) -> Option<Cow<'_, str>> {
    if !value.contains('&') {
        return Some(Cow::Borrowed(value));
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (character, length) = reference(rest, true)?;
        out.push_str(&character);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

/// What stands for the ampersand that `text` begins with, and its length (HTML, section 13.2.5.72).
fn reference(text: &str, in_attribute: bool) -> Option<(Cow<'static, str>, usize)> {
    let body = &text[1..];
    let ampersand = Some((Cow::Borrowed("&"), 1));
    match body.as_bytes().first() {
        Some(b'#') => {
            let end = body.find(';').filter(|end| *end <= 8)?;
            let digits = &body[1..end];
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok()?,
                None if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
                _ => return None,
            };
            let usual = matches!(code, 9 | 10 | 0x20..=0x7e | 0xa0..);
            let character = char::from_u32(code).filter(|_| usual)?;
            Some((Cow::Owned(character.to_string()), end + 2))
        }
        Some(byte) if byte.is_ascii_alphanumeric() => {
            let end = body.bytes().take(34).position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(body.len());
            let name = body.get(..end).filter(|name| name.len() < 34)?;
            match body.as_bytes().get(end) {
                Some(b';') => html::named(name).map(|character| (character, end + 2)),
                Some(b'=') if in_attribute => ampersand,
                _ if html::begins_like_reference(name) => None,
                _ => ampersand,
            }
        }
        _ => ampersand,
    }
}

/// `text` as browsers write it out (HTML, section 13.3); `None` for characters that they would change when reading.
fn escape(out: &mut String, text: &str, in_attribute: bool) -> Option<()> {
    /// Bytes that are looked at together.
    const PIECE: usize = 32;
    let special = |byte: &u8| {
        (*byte < b' ') & (*byte != b'\n')
            | (*byte == b'<')
            | (*byte == b'>')
            | (*byte == b'&')
            | (*byte == b'"')
            | (*byte == 0xc2)
    };
    let bytes = text.as_bytes();
    let (mut copied, mut at) = (0, 0);
    while at < bytes.len() {
        let end = (at + PIECE).min(bytes.len());
        if bytes[at..end].iter().fold(false, |any, byte| any | special(byte)) {
            escape_piece(out, text, &mut copied, at..end, in_attribute)?;
        }
        at = end;
    }
    out.push_str(text.get(copied..)?);
    Some(())
}

fn escape_piece(
    out: &mut String,
    text: &str,
    copied: &mut usize,
    piece: std::ops::Range<usize>,
    in_attribute: bool,
) -> Option<()> {
    let bytes = text.as_bytes();
    for at in piece {
        let (replacement, length) = match bytes[at] {
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'&' => ("&amp;", 1),
            b'"' if in_attribute => ("&quot;", 1),
            0xc2 if bytes.get(at + 1) == Some(&0xa0) => ("&nbsp;", 2),
            b'\r' if !in_attribute && bytes.get(at + 1) == Some(&b'\n') => ("", 1),
            b'\t' | b'\n' | 0x20..=0xff => continue,
            _ => return None,
        };
        out.push_str(text.get(*copied..at)?);
        out.push_str(replacement);
        *copied = at + length;
    }
    Some(())
}
