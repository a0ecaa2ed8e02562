//! Drawings and formulas: they go, but for text that stands directly in them (HTML, section 13.2.6.5). Only the elements that nothing depends on are known
//! here; at any other the short way ends.

use super::characters::write;
use super::elements::{Element, Kind};
use super::simple::{Writer, name, skip_spaces};

const SVG: [&str; 24] = [
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "defs",
    "use",
    "lineargradient",
    "radialgradient",
    "stop",
    "clippath",
    "mask",
    "pattern",
    "symbol",
    "marker",
    "filter",
    "text",
    "tspan",
    "animate",
    "animatetransform",
    "set",
];

const MATHML: [&str; 21] = [
    "mrow",
    "mfrac",
    "msup",
    "msub",
    "msubsup",
    "msqrt",
    "mroot",
    "mstyle",
    "mover",
    "munder",
    "munderover",
    "mspace",
    "mtable",
    "mtr",
    "mtd",
    "mpadded",
    "mphantom",
    "menclose",
    "mmultiscripts",
    "semantics",
    "annotation",
];

/// Elements within each other; more take the other way.
const MAX_DEPTH: usize = 32;

/// Elements of formulas within which HTML begins again: here nothing but text may stand in them.
const TOKENS: [&str; 5] = ["mi", "mo", "mn", "ms", "mtext"];

/// Reads past the element; `writer` stands behind its name. Text directly in it is kept, as Ammonia keeps it.
pub fn skip(writer: &mut Writer<'_>, root: Element<'_>) -> Option<()> {
    if writer.is_among_cells() {
        return None;
    }
    writer.resume()?;
    let known = if root.name == "svg" { &SVG[..] } else { &MATHML[..] };
    if tag(writer)? {
        return Some(());
    }
    let mut open: Vec<&str> = Vec::new();
    loop {
        if open.is_empty() {
            writer.rest = write::<false>(&mut writer.out, writer.rest)?;
        } else {
            writer.rest = &writer.rest[memchr::memchr(b'<', writer.rest.as_bytes())?..];
        }
        if writer.rest.starts_with("<!--") {
            writer.comment()?;
            continue;
        }
        let tag_of = writer.rest.strip_prefix('<')?;
        let (closes, body) = tag_of.strip_prefix('/').map_or((false, tag_of), |body| (true, body));
        let name = name(body)?;
        let is = |known: &&str| known.eq_ignore_ascii_case(name);
        writer.rest = &body[name.len()..];
        if closes {
            writer.rest = skip_spaces(writer.rest).strip_prefix('>')?;
            match open.pop() {
                Some(last) if name.eq_ignore_ascii_case(last) => continue,
                None if root.name.eq_ignore_ascii_case(name) => return Some(()),
                _ => return None,
            }
        }
        let in_token = open.last().is_some_and(|last| TOKENS.contains(last));
        let inner = known.iter().chain(TOKENS.iter().filter(|_| root.name == "math")).copied().find(is);
        let inner = inner.filter(|_| !in_token && open.len() < MAX_DEPTH)?;
        if !tag(writer)? {
            open.push(inner);
        }
    }
}

/// Reads past attributes and the closing bracket; whether the element has no content.
fn tag(writer: &mut Writer<'_>) -> Option<bool> {
    writer.attributes(Element { name: "", kind: Kind::Raw, allowed: false })
}
