//! The short way for simple fragments: one pass, no tree.
//!
//! These are the rules of the HTML standard (sections 13.2.5 and 13.2.6.4.7, "in body"), with its stack of open elements and its list
//! of active formatting elements, for whatever can be written down as it is read: implied end tags, stray end tags, formatting
//! that goes on in the next paragraph, tables. What would move elements that are written already is `None`, and so is whatever
//! the tokenizer of the standard has a special state for.

use url::Url;

use super::characters::{write, write_attribute};
use super::elements::{Element, Kind, element};
use super::foreign;
use super::{GENERIC, TRANSPARENT, attributes};
use crate::read::html;

/// Open elements; more take the other way.
const MAX_OPEN: usize = 64;

/// Attributes of one tag; more take the other way.
const MAX_ATTRIBUTES: usize = 100;

/// What [`super::sanitise`] answers, where that is simple to say. `html` is trimmed.
pub fn sanitise(html: &str, base: Option<&Url>) -> Option<String> {
    if html.starts_with('\u{feff}') {
        return None;
    }
    let mut writer = Writer {
        rest: html,
        out: String::with_capacity(html.len() + html.len() / 16 + 16),
        open: Vec::with_capacity(16),
        floor: 0,
        in_form: false,
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
pub(super) struct Open<'a> {
    pub element: Element<'a>,
    /// Of formatting elements; 0 for others.
    pub id: u32,
}

/// An element in the list of active formatting elements.
///
/// A cell stands there as well: what is older does not go on in it.
pub(super) struct Formatting<'a> {
    pub element: Element<'a>,
    id: u32,
    /// Where its start tag stands in what is written.
    tag: std::ops::Range<usize>,
}

impl Formatting<'_> {
    pub fn is_mark(&self) -> bool {
        self.id == 0
    }
}

pub(super) struct Writer<'a> {
    /// What is not read yet.
    pub rest: &'a str,
    pub out: String,
    /// Open elements, innermost last.
    pub open: Vec<Open<'a>>,
    /// Those from here on are in the innermost table, cell or caption: "in scope", in the terms of the standard.
    pub floor: usize,
    /// A form began whose end tag did not come yet.
    in_form: bool,
    /// Formatting whose end tag did not come yet, latest last.
    pub formatting: Vec<Formatting<'a>>,
    /// Some of that is not open, and goes on with the next text.
    pub interrupted: bool,
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
            if self.is_among_cells() {
                return self.space();
            }
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
            // Two brackets: without the tag that the second may begin, the first may begin one.
            Some(b'<') => None,
            _ if self.is_among_cells() => None,
            _ => {
                self.resume()?;
                self.out.push_str("&lt;");
                self.rest = &self.rest[1..];
                Some(())
            }
        }
    }

    pub fn comment(&mut self) -> Option<()> {
        let Some(body) = self.rest.strip_prefix("<!--") else { return self.document_type() };
        let end = memchr::memmem::find(body.as_bytes(), b"-->")?;
        let comment = &body[..end];
        let unusual = comment.starts_with(['>', '-']) || comment.contains("--") || comment.ends_with('-');
        self.rest = &body[end + 3..];
        (!unusual && !has_markup(comment)).then_some(())
    }

    /// It says nothing within a fragment, and ends at the first bracket.
    fn document_type(&mut self) -> Option<()> {
        let is_type = self.rest.get(2..9).is_some_and(|word| word.eq_ignore_ascii_case("doctype"));
        let end = memchr::memchr(b'>', self.rest.as_bytes()).filter(|_| is_type)?;
        (!self.rest[1..end].contains('<')).then_some(())?;
        self.rest = &self.rest[end + 1..];
        Some(())
    }

    fn end_tag(&mut self) -> Option<()> {
        let body = &self.rest[2..];
        let name = name(body)?;
        let after = skip_spaces(&body[name.len()..]);
        let after = after.strip_prefix('>')?;
        let element = element(name)?;
        self.rest = after;
        if self.is_among_cells() || element.kind.is_of_tables() {
            return self.end_in_table(element);
        }
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
                let inner = self.in_scope(|open| matches!(open.name, "li" | "ol" | "ul"));
                if let Some(at) = inner.filter(|at| self.open[*at].element.kind == Kind::ListItem) {
                    self.close_to(at);
                }
            }
            Kind::Formatting | Kind::Anchor => return self.end_formatting(element),
            Kind::Phrasing | Kind::Void | Kind::Source | Kind::Rule => self.end_other(element),
            Kind::Form => return self.end_form(),
            Kind::Transparent => {}
            _ => return None,
        }
        Some(())
    }

    /// "Any other end tag".
    fn end_other(&mut self, element: Element<'_>) {
        let same = |open: &Open<'_>| open.element.name.eq_ignore_ascii_case(element.name);
        let at = self.open.iter().rposition(|open| same(open) || open.element.kind.is_special());
        if let Some(at) = at.filter(|at| same(&self.open[*at])) {
            self.close_to(at);
        }
    }

    fn end_form(&mut self) -> Option<()> {
        self.in_form = false;
        if self.in_scope(|open| open.kind == Kind::Form).is_none() {
            return Some(());
        }
        let implied = |open: &Open<'_>| matches!(open.element.kind, Kind::Paragraph | Kind::ListItem | Kind::Term);
        let at = self.open.iter().rposition(|open| !implied(open))?;
        (self.open[at].element.kind == Kind::Form).then(|| self.close_to(at))
    }

    /// The adoption agency algorithm, where it moves nothing.
    fn end_formatting(&mut self, element: Element<'_>) -> Option<()> {
        let here = self.formatting_here();
        let entry = self.formatting[here..].iter().rposition(|entry| entry.element.name == element.name);
        let Some(entry) = entry.map(|entry| here + entry) else {
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
        if element.kind == Kind::Foreign {
            return foreign::skip(self, element);
        }
        if self.is_among_cells() || element.kind.is_of_tables() {
            self.make_room_in_table(element)?;
        }
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
            Kind::Void | Kind::Source | Kind::Rule | Kind::Column | Kind::Transparent => return Some(()),
            Kind::Raw => return self.raw(element),
            Kind::Form if std::mem::replace(&mut self.in_form, true) => return Some(()),
            Kind::Preformatted => {
                // A line break that it begins with is dropped.
                let after = self.rest.strip_prefix("\r\n").or_else(|| self.rest.strip_prefix(['\n', '\r']));
                self.rest = after.unwrap_or(self.rest);
                let hidden = self.rest.strip_prefix('<').is_some_and(|tag| is_transparent(tag.trim_start_matches('/')));
                (!hidden && !self.rest.starts_with("&#") && !self.rest.starts_with("&N")).then_some(())?;
            }
            _ => {}
        }
        let mut id = 0;
        if element.kind.is_formatting() {
            // Of more than three that are the same one is forgotten.
            let here = self.formatting_here();
            if self.formatting[here..].iter().filter(|entry| entry.element.name == element.name).count() >= 3 {
                return None;
            }
            self.ids += 1;
            id = self.ids;
            self.formatting.push(Formatting { element, id, tag: start..self.out.len() });
        }
        self.push(Open { element, id })
    }

    pub fn push(&mut self, open: Open<'a>) -> Option<()> {
        self.open.push(open);
        if open.element.kind.bounds_scope() {
            self.floor = self.open.len();
        }
        if matches!(open.element.kind, Kind::Cell | Kind::Caption) {
            self.formatting.push(Formatting { element: open.element, id: 0, tag: 0..0 });
        }
        (self.open.len() <= MAX_OPEN).then_some(())
    }

    /// Where formatting begins that may go on here.
    fn formatting_here(&self) -> usize {
        self.formatting.iter().rposition(Formatting::is_mark).map_or(0, |at| at + 1)
    }

    /// Closes what ends where the element begins, and lets formatting go on.
    fn make_room(&mut self, element: Element<'_>) -> Option<()> {
        match element.kind {
            Kind::Transparent | Kind::Source | Kind::Raw => return Some(()),
            Kind::Caption | Kind::Columns | Kind::Column | Kind::Section | Kind::Row | Kind::Cell => return Some(()),
            Kind::Form if self.in_form => return Some(()),
            Kind::Void | Kind::Phrasing | Kind::Formatting => return self.resume(),
            Kind::Anchor => {
                let here = self.formatting_here();
                if self.formatting[here..].iter().any(|entry| entry.element.kind == Kind::Anchor) {
                    self.end_formatting(element)?;
                }
                return self.resume();
            }
            Kind::ListItem | Kind::Term => {
                let ends = |open: &Open<'_>| {
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
    pub fn resume(&mut self) -> Option<()> {
        if !self.interrupted {
            return Some(());
        }
        // A cell counts as open.
        let is_open = |entry: &Formatting<'_>| entry.is_mark() || self.open.iter().any(|open| open.id == entry.id);
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
    fn raw(&mut self, element: Element<'_>) -> Option<()> {
        let length = element.name.len();
        let named = |name: &str| name.eq_ignore_ascii_case(element.name);
        let is_end = |at: &usize| self.rest.get(at + 2..at + 2 + length).is_some_and(named);
        let end = memchr::memmem::find_iter(self.rest.as_bytes(), b"</").find(is_end)?;
        let (content, tag) = self.rest.split_at(end);
        let after = skip_spaces(&tag[2 + length..]).strip_prefix('>')?;
        self.rest = after;
        (!has_markup(content)).then_some(())
    }

    fn is_open(&self, kind: Kind) -> bool {
        self.in_scope(|open| open.kind == kind).is_some()
    }

    /// The innermost open element of that kind in scope.
    fn in_scope(&self, which: impl Fn(Element<'_>) -> bool) -> Option<usize> {
        self.open[self.floor..].iter().rposition(|open| which(open.element)).map(|at| self.floor + at)
    }

    /// Closes the innermost open element of that kind in scope, and what is in it; nothing if there is none.
    fn close_innermost(&mut self, which: impl Fn(Element<'_>) -> bool) {
        if let Some(at) = self.in_scope(which) {
            self.close_to(at);
        }
    }

    /// Closes everything from there on.
    pub fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(Open { element, id }) = self.open.pop() else { return };
            if element.kind.bounds_scope() {
                self.left(element);
            }
            if element.allowed {
                self.out.push_str("</");
                self.out.push_str(element.name);
                self.out.push('>');
            }
            self.interrupted |= id != 0;
        }
    }

    /// Reads attributes up to and past the closing bracket of a start tag, and writes those that may come out.
    /// Whether a stroke ends the tag, which means something in other languages.
    pub fn attributes(&mut self, element: Element<'_>) -> Option<bool> {
        let own = if element.allowed { attributes(element.name) } else { &[] };
        let mut seen = 0u32;
        for _ in 0..MAX_ATTRIBUTES {
            self.rest = skip_spaces(self.rest);
            match self.rest.as_bytes().first()? {
                b'>' => {
                    self.rest = &self.rest[1..];
                    return Some(false);
                }
                b'/' => {
                    self.rest = self.rest[1..].strip_prefix('>')?;
                    return Some(true);
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
    memchr::memchr_iter(b'<', bytes)
        .any(|at| bytes.get(at + 1).is_some_and(|next| *next == b'!' || is_transparent(text[at + 1..].trim_start_matches('/'))))
}

/// Whether such an element's name follows, as a bracket's first.
fn is_transparent(after_bracket: &str) -> bool {
    let name = html::name(after_bracket);
    TRANSPARENT.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// White space of tags.
#[inline]
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// `text` behind the white space that it begins with.
#[inline]
pub(super) fn skip_spaces(text: &str) -> &str {
    let end = text.bytes().position(|byte| !is_space(byte)).unwrap_or(text.len());
    &text[end..]
}

/// Whether a name or value in a tag may end before that byte.
#[inline]
const fn ends(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

/// The name that a tag begins with.
pub(super) fn name(body: &str) -> Option<&str> {
    let end = body.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-')))?;
    (ends(body.as_bytes()[end]) && body.as_bytes()[0].is_ascii_alphabetic()).then(|| &body[..end])
}
