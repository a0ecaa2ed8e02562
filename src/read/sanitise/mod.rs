//! Fragments of HTML made safe: a list of what is allowed, and nothing else comes out.
//!
//! Two ways lead to the same bytes. Ammonia parses whatever it is given as browsers would, at some 10 MB/s. Most fragments of feeds
//! are simpler, though: [`simple`] writes those in one pass, and gives up at the first thing that a tree is needed for. What it
//! writes is safe by construction (names from the list, values escaped), and tests hold that it is what Ammonia would have written.

mod characters;
mod elements;
mod foreign;
mod lazy;
mod simple;
mod tables;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use url::Url;

pub use characters::plainly_web;

use super::html::{self, cut, shallow};

/// Longer fragments are cut before they are looked at: no article needs more.
pub const MAX_FRAGMENT: usize = 2 << 20;

/// Fragments with broken tables are cut before they are looked at: parsers are quadratic in those.
const MAX_TABLES: usize = 256 << 10;

/// Elements of a fragment nested deeper than this lose their tags.
const MAX_DEPTH: usize = 200;

/// Elements that may come out; those not listed lose their tags and keep their content.
const ELEMENTS: [&str; 81] = [
    "a",
    "abbr",
    "acronym",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "map",
    "mark",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Attributes that every element may have.
const GENERIC: [&str; 3] = ["title", "lang", "dir"];

/// What else an element may have.
fn attributes(element: &str) -> &'static [&'static str] {
    match element {
        "a" => &["href", "hreflang"],
        "del" | "ins" => &["datetime"],
        "img" => &["align", "alt", "height", "src", "width"],
        "hr" => &["align", "size", "width"],
        "ol" => &["start"],
        "col" | "colgroup" => &["align", "char", "charoff", "span"],
        "table" => &["align", "char", "charoff", "summary"],
        "tbody" | "thead" | "tr" => &["align", "char", "charoff"],
        "td" => &["align", "char", "charoff", "colspan", "headers", "rowspan"],
        "th" => &["align", "char", "charoff", "colspan", "headers", "rowspan", "scope"],
        "audio" => &["src", "controls"],
        "video" => &["src", "controls", "poster", "width", "height"],
        "source" => &["src", "type"],
        _ => &[],
    }
}

/// Schemes that addresses may have.
const SCHEMES: [&str; 8] = ["http", "https", "mailto", "ftp", "tel", "magnet", "irc", "xmpp"];

/// Elements whose content browsers show as it is written, or only where they can do no better. Here it is markup like any other.
const TRANSPARENT: [&str; 4] = ["noscript", "iframe", "noembed", "noframes"];

/// Sanitised HTML with absolute addresses: no scripts, styles, frames, handlers or foreign schemes survive.
pub fn sanitise(html: &str, base: Option<&Url>) -> String {
    let html = cut(html.trim(), MAX_FRAGMENT);
    if memchr::memchr2(b'<', b'&', html.as_bytes()).is_none() {
        return html.replace('>', "&gt;");
    }
    // What is made absolute must not get a scheme that could not stand there itself.
    let base = base.filter(|base| SCHEMES.contains(&base.scheme()));
    let html = &lazy::eager(html);
    simple::sanitise(html, base).unwrap_or_else(|| thorough(html, base))
}

/// Asserts that the short way, where it can be taken, leads where the long one does.
pub fn agree(html: &str, base: Option<&Url>) {
    let html = &lazy::eager(cut(html.trim(), MAX_FRAGMENT));
    if let Some(simple) = simple::sanitise(html, base) {
        assert_eq!(simple, thorough(html, base), "{html}");
    }
}

/// The way through a browser's parser.
fn thorough(html: &str, base: Option<&Url>) -> String {
    static PLAIN: LazyLock<Builder<'static>> = LazyLock::new(builder);
    let html = &transparent(html);
    // What stands between cells is looked for its table, one by one.
    let html = if memchr::memmem::find(html.as_bytes(), b"<table").is_some() { cut(html, MAX_TABLES) } else { html };
    let html = &shallow(html, MAX_DEPTH);
    match base {
        None => PLAIN.clean(html).to_string(),
        Some(base) => builder().url_relative(UrlRelative::RewriteWithBase(base.clone())).clean(html).to_string(),
    }
}

fn builder() -> Builder<'static> {
    let of_elements = ELEMENTS.iter().map(|element| (*element, attributes(element).iter().copied().collect::<HashSet<_>>()));
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from(ELEMENTS))
        .generic_attributes(HashSet::from(GENERIC))
        .tag_attributes(of_elements.filter(|(_, attributes)| !attributes.is_empty()).collect::<HashMap<_, _>>())
        .url_schemes(HashSet::from(SCHEMES));
    builder
}

/// `html` without the tags of [`TRANSPARENT`] elements.
fn transparent(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    let last = html.rfind('>').unwrap_or(0);
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        if at < copied || at > last {
            continue;
        }
        let name = html::name(html[at + 1..].trim_start_matches('/'));
        if TRANSPARENT.iter().any(|known| known.eq_ignore_ascii_case(name))
            && let Some(end) = html::tag_end(&html[at..])
        {
            kept.push_str(&html[copied..at]);
            copied = at + end + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[copied..]);
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests;
