//! The short way for simple fragments: one pass, no tree.
//!
//! These are the rules of the HTML standard (sections 13.2.5 and 13.2.6.4.7, "in body"), with its stack of open elements and its list
//! of active formatting elements, for whatever can be written down as it is read: implied end tags, stray end tags, formatting
//! that goes on in the next paragraph. What would move elements that are written already is `None`, and so are tables, forms,
//! and whatever the tokenizer of the standard has a special state for.

use url::Url;

use super::characters::{write, write_attribute};
use super::{GENERIC, TRANSPARENT, attributes};
use crate::read::html;

/// Open elements; more take the other way.
const MAX_OPEN: usize = 64;

/// Attributes of one tag; more take the other way.
const MAX_ATTRIBUTES: usize = 100;

/// How an element behaves when it begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Has no content.
    Void,
    /// `source`: the same, but formatting does not go on for it.
    Source,
    /// `hr`: has no content, and ends a paragraph.
    Rule,
    /// Stands anywhere and ends nothing.
    Phrasing,
    /// The same; goes on behind whatever ended it, until its own end tag.
    Formatting,
    /// `a`: formatting, but never within itself.
    Anchor,
    /// Ends a paragraph.
    Block,
    /// Ends a paragraph, and another heading.
    Heading,
    /// A block whose first line break is dropped.
    Preformatted,
    /// `p`.
    Paragraph,
    /// `li`.
    ListItem,
    /// `dt`, `dd`.
    Term,
    /// Its tags are nothing.
    Transparent,
    /// Goes with its content.
    Raw,
}

impl Kind {
    /// "Special" in the terms of the standard (section 13.2.4.2).
    fn is_special(self) -> bool {
        !matches!(self, Self::Phrasing | Self::Formatting | Self::Anchor)
    }

    fn is_formatting(self) -> bool {
        matches!(self, Self::Formatting | Self::Anchor)
    }
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
    // Bytes, which a decision tree is made of; strings would be compared one by one.
    macro_rules! known {
        ($($kind:ident $allowed:literal: $($known:literal)*;)*) => {
            match &*lower {
                $($($known => Some(Element { name: const { text($known) }, kind: Kind::$kind, allowed: $allowed }),)*)*
                _ => None,
            }
        };
    }
    known! {
        Void true: b"br" b"img" b"wbr";
        Source true: b"source";
        Rule true: b"hr";
        Anchor true: b"a";
        Paragraph true: b"p";
        Formatting true: b"b" b"code" b"em" b"font" b"i" b"s" b"small" b"strike" b"strong" b"tt" b"u";
        Formatting false: b"big";
        Phrasing true: b"abbr" b"acronym" b"audio" b"bdi" b"bdo" b"cite" b"data" b"del" b"dfn" b"ins" b"kbd" b"mark" b"picture" b"q"
            b"samp" b"span" b"sub" b"sup" b"time" b"var" b"video";
        Phrasing false: b"label";
        Block true: b"article" b"aside" b"blockquote" b"center" b"details" b"div" b"dl" b"figcaption" b"figure" b"footer" b"header"
            b"hgroup" b"nav" b"ol" b"section" b"summary" b"ul";
        Block false: b"address" b"main";
        Heading true: b"h1" b"h2" b"h3" b"h4" b"h5" b"h6";
        Preformatted true: b"pre";
        ListItem true: b"li";
        Term true: b"dt" b"dd";
        Transparent false: b"noscript" b"iframe" b"noembed" b"noframes";
        Raw false: b"script" b"style";
    }
}

const fn text(name: &'static [u8]) -> &'static str {
    match std::str::from_utf8(name) {
        Ok(name) => name,
        Err(_) => "",
    }
}

/// What [`super::sanitise`] answers, where that is simple to say. `html` is trimmed.
pub fn sanitise(html: &str, base: Option<&Url>) -> Option<String> {
    if html.starts_with('\u{feff}') {
        return None;
    }
    let mut writer = Writer {
        rest: html,
        out: String::with_capacity(html.len() + html.len() / 16 + 16),
        open: Vec::with_capacity(16),
        formatting: Vec::new(),
        interrupted: false,
        ids: 0,
        base,
        longest: html.len() * 2 + 4096,
    };
    while !writer.rest.is_empty() {
        writer.text()?;
        writer.markup()?;
    }
    writer.close_to(0);
    Some(writer.out)
}

/// An element on the stack of those that are open.
#[derive(Clone, Copy)]
struct Open {
    element: Element,
    /// Of formatting elements; 0 for others.
    id: u32,
}

/// An element in the list of active formatting elements.
struct Formatting {
    element: Element,
    id: u32,
    /// Where its start tag stands in what is written.
    tag: std::ops::Range<usize>,
}

struct Writer<'a> {
    /// What is not read yet.
    rest: &'a str,
    out: String,
    /// Open elements, innermost last.
    open: Vec<Open>,
    /// Formatting whose end tag did not come yet, latest last.
    formatting: Vec<Formatting>,
    /// Some of that is not open, and goes on with the next text.
    interrupted: bool,
    /// Formatting elements so far.
    ids: u32,
    base: Option<&'a Url>,
    /// Bytes that may be written: formatting that goes on and on grows.
    longest: usize,
}

impl<'a> Writer<'a> {
    /// Text up to the next bracket, with references resolved, and escaped again.
    fn text(&mut self) -> Option<()> {
        if !self.rest.starts_with('<') && !self.rest.is_empty() {
            self.resume()?;
        }
        self.rest = write::<false>(&mut self.out, self.rest)?;
        Some(())
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
                self.resume()?;
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
        let unusual = comment.starts_with(['>', '-']) || comment.contains("--") || comment.ends_with('-');
        self.rest = &body[end + 3..];
        (!unusual && !has_markup(comment)).then_some(())
    }

    fn end_tag(&mut self) -> Option<()> {
        let body = &self.rest[2..];
        let name = name(body)?;
        let after = skip_spaces(&body[name.len()..]);
        let after = after.strip_prefix('>')?;
        let element = element(name)?;
        self.rest = after;
        match element.kind {
            Kind::Void if element.name == "br" => {
                self.resume()?;
                self.out.push_str("<br>");
            }
            Kind::Block | Kind::Preformatted | Kind::Term => self.close_innermost(|open| open.name == element.name),
            Kind::Heading => self.close_innermost(|open| open.kind == Kind::Heading),
            Kind::Paragraph if !self.is_open(Kind::Paragraph) => self.out.push_str("<p></p>"),
            Kind::Paragraph => self.close_innermost(|open| open.kind == Kind::Paragraph),
            Kind::ListItem => {
                // Not from within a list of its own.
                let inner = self.open.iter().rposition(|open| matches!(open.element.name, "li" | "ol" | "ul"));
                if let Some(at) = inner.filter(|at| self.open[*at].element.kind == Kind::ListItem) {
                    self.close_to(at);
                }
            }
            Kind::Formatting | Kind::Anchor => return self.end_formatting(element),
            Kind::Phrasing | Kind::Void | Kind::Source | Kind::Rule => self.end_other(element),
            Kind::Transparent => {}
            Kind::Raw => return None,
        }
        Some(())
    }

    /// "Any other end tag".
    fn end_other(&mut self, element: Element) {
        let at = self.open.iter().rposition(|open| open.element.name == element.name || open.element.kind.is_special());
        if let Some(at) = at.filter(|at| self.open[*at].element.name == element.name) {
            self.close_to(at);
        }
    }

    /// The adoption agency algorithm, where it moves nothing.
    fn end_formatting(&mut self, element: Element) -> Option<()> {
        let Some(entry) = self.formatting.iter().rposition(|entry| entry.element.name == element.name) else {
            self.end_other(element);
            return Some(());
        };
        let id = self.formatting[entry].id;
        if let Some(at) = self.open.iter().rposition(|open| open.id == id) {
            if self.open[at..].iter().any(|open| open.element.kind.is_special()) {
                return None;
            }
            self.close_to(at);
        }
        self.formatting.remove(entry);
        Some(())
    }

    fn start_tag(&mut self) -> Option<()> {
        let body = &self.rest[1..];
        let name = name(body)?;
        let element = element(name)?;
        self.rest = &body[name.len()..];
        self.make_room(element)?;
        let start = self.out.len();
        if element.allowed {
            self.out.push('<');
            self.out.push_str(element.name);
        }
        self.attributes(element)?;
        if element.kind == Kind::Anchor {
            self.out.push_str(" rel=\"noopener noreferrer\"");
        }
        if element.allowed {
            self.out.push('>');
        }
        match element.kind {
            Kind::Void | Kind::Source | Kind::Rule | Kind::Transparent => return Some(()),
            Kind::Raw => return self.raw(element),
            // The line break after it would be dropped.
            Kind::Preformatted if self.rest.starts_with(['\n', '\r', '&']) => return None,
            _ => {}
        }
        let mut id = 0;
        if element.kind.is_formatting() {
            // Of more than three that are the same one is forgotten.
            if self.formatting.iter().filter(|entry| entry.element.name == element.name).count() >= 3 {
                return None;
            }
            self.ids += 1;
            id = self.ids;
            self.formatting.push(Formatting { element, id, tag: start..self.out.len() });
        }
        self.push(Open { element, id })
    }

    fn push(&mut self, open: Open) -> Option<()> {
        self.open.push(open);
        (self.open.len() <= MAX_OPEN).then_some(())
    }

    /// Closes what ends where the element begins, and lets formatting go on.
    fn make_room(&mut self, element: Element) -> Option<()> {
        match element.kind {
            Kind::Transparent | Kind::Source | Kind::Raw => return Some(()),
            Kind::Void | Kind::Phrasing | Kind::Formatting => return self.resume(),
            Kind::Anchor => {
                if self.formatting.iter().any(|entry| entry.element.kind == Kind::Anchor) {
                    self.end_formatting(element)?;
                }
                return self.resume();
            }
            Kind::ListItem | Kind::Term => {
                let ends = |open: &Open| {
                    open.element.kind == element.kind
                        || open.element.kind.is_special() && !matches!(open.element.name, "address" | "div" | "p")
                };
                let at = self.open.iter().rposition(ends);
                if let Some(at) = at.filter(|at| self.open[*at].element.kind == element.kind) {
                    self.close_to(at);
                }
            }
            _ => {}
        }
        self.close_innermost(|open| open.kind == Kind::Paragraph);
        if element.kind == Kind::Heading && self.open.last().is_some_and(|open| open.element.kind == Kind::Heading) {
            self.close_to(self.open.len() - 1);
        }
        Some(())
    }

    /// Opens again what formatting was interrupted ("reconstruct the active formatting elements").
    fn resume(&mut self) -> Option<()> {
        if !self.interrupted {
            return Some(());
        }
        let is_open = |entry: &Formatting| self.open.iter().any(|open| open.id == entry.id);
        let first = self.formatting.iter().rposition(is_open).map_or(0, |at| at + 1);
        for at in first..self.formatting.len() {
            let entry = &mut self.formatting[at];
            self.ids += 1;
            entry.id = self.ids;
            let open = Open { element: entry.element, id: entry.id };
            let start = self.out.len();
            let tag = self.out[entry.tag.clone()].to_owned();
            self.out.push_str(&tag);
            entry.tag = start..self.out.len();
            self.push(open)?;
        }
        self.interrupted = false;
        (self.out.len() <= self.longest).then_some(())
    }

    /// The content of a script or style, which ends at its end tag whatever is in it.
    fn raw(&mut self, element: Element) -> Option<()> {
        let end = memchr::memmem::find(self.rest.as_bytes(), b"</")?;
        let (content, tag) = self.rest.split_at(end);
        let after = skip_spaces(tag[2..].strip_prefix(element.name)?).strip_prefix('>')?;
        self.rest = after;
        (!has_markup(content)).then_some(())
    }

    fn is_open(&self, kind: Kind) -> bool {
        self.open.iter().any(|open| open.element.kind == kind)
    }

    /// Closes the innermost open element of that kind, and what is in it; nothing if there is none.
    fn close_innermost(&mut self, which: impl Fn(Element) -> bool) {
        if let Some(at) = self.open.iter().rposition(|open| which(open.element)) {
            self.close_to(at);
        }
    }

    /// Closes everything from there on.
    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(Open { element, id }) = self.open.pop() else { return };
            if element.allowed {
                self.out.push_str("</");
                self.out.push_str(element.name);
                self.out.push('>');
            }
            self.interrupted |= id != 0;
        }
    }

    /// Reads attributes up to and past the closing bracket of a start tag, and writes those that may come out.
    fn attributes(&mut self, element: Element) -> Option<()> {
        let own = if element.allowed { attributes(element.name) } else { &[] };
        let mut seen = 0u32;
        for _ in 0..MAX_ATTRIBUTES {
            self.rest = skip_spaces(self.rest);
            match self.rest.as_bytes().first()? {
                b'>' => {
                    self.rest = &self.rest[1..];
                    return Some(());
                }
                // Means nothing in HTML.
                b'/' => {
                    self.rest = self.rest[1..].strip_prefix('>')?;
                    return Some(());
                }
                _ => {}
            }
            let (name, value) = self.attribute()?;
            let all = own.iter().chain(&GENERIC);
            let Some((which, name)) = all.enumerate().find(|(_, known)| known.eq_ignore_ascii_case(name)) else { continue };
            // Of two the first counts; that nobody writes by intent.
            if seen & 1 << which != 0 {
                return None;
            }
            seen |= 1 << which;
            if element.allowed {
                write_attribute(&mut self.out, name, value, self.base)?;
            }
        }
        None
    }

    /// Name and value of the attribute that begins here, as they are written.
    fn attribute(&mut self) -> Option<(&'a str, &'a str)> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
        let end = self.rest.bytes().position(|byte| !plain(byte)).filter(|end| *end > 0)?;
        let (name, rest) = self.rest.split_at(end);
        let value = match skip_spaces(rest).strip_prefix('=') {
            Some(value) => self.value(skip_spaces(value))?,
            None => {
                self.rest = rest;
                ends(*rest.as_bytes().first()?).then_some("")?
            }
        };
        Some((name, value))
    }

    /// The value that begins here, as it is written.
    fn value(&mut self, rest: &'a str) -> Option<&'a str> {
        let quote = *rest.as_bytes().first()?;
        let (value, after) = if matches!(quote, b'"' | b'\'') {
            // What looks like markup in it is not simple.
            let end = memchr::memchr2(quote, b'<', &rest.as_bytes()[1..])?;
            (rest.as_bytes()[end + 1] == quote).then(|| (&rest[1..=end], &rest[end + 2..]))?
        } else {
            let end = rest.bytes().position(|byte| is_space(byte) || byte == b'>')?;
            let unusual = rest[..end].contains(['"', '\'', '<', '=', '`', '&']) || end == 0;
            ((!unusual).then(|| &rest[..end])?, &rest[end..])
        };
        // After a closing quote comes white space or the end; else browsers have to guess.
        ends(*after.as_bytes().first()?).then_some(())?;
        self.rest = after;
        Some(value)
    }
}

/// Whether there is something that could be taken for a tag or comment where none can be.
fn has_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| {
        bytes.get(at + 1).is_some_and(|next| {
            let name = html::name(text[at + 1..].trim_start_matches('/'));
            *next == b'!' || TRANSPARENT.iter().any(|known| known.eq_ignore_ascii_case(name))
        })
    })
}

/// White space of tags.
#[inline]
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// `text` behind the white space that it begins with.
#[inline]
fn skip_spaces(text: &str) -> &str {
    let end = text.bytes().position(|byte| !is_space(byte)).unwrap_or(text.len());
    &text[end..]
}

/// Whether a name or value in a tag may end before that byte.
#[inline]
const fn ends(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

/// The name that a tag begins with.
fn name(body: &str) -> Option<&str> {
    let end = body.bytes().position(|byte| !byte.is_ascii_alphanumeric())?;
    (ends(body.as_bytes()[end]) && body.as_bytes()[0].is_ascii_alphabetic()).then(|| &body[..end])
}
