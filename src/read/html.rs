//! HTML fragments made plain. Linear in their length, whatever is in them.

use std::borrow::Cow;

use super::sanitise::MAX_FRAGMENT;
pub use super::sanitise::{plainly_web, sanitise};

/// Bytes of a title, of a feed, an entry or a page: longer ones are cut.
pub const MAX_TITLE: usize = 4 << 10;

/// Tags with more attributes are dropped: tokenizers compare each with all before it.
const MAX_ATTRIBUTES: usize = 250;

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 41] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "body",
];

/// Elements whose content is never text for readers.
const SILENT: [&str; 9] = ["script", "style", "iframe", "object", "template", "svg", "math", "noembed", "head"];

/// Elements that occur in titles; anything else in angle brackets is taken for text there.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "big", "br", "cite", "code", "del", "div", "em", "font", "i", "img", "ins", "mark", "nobr", "p", "q", "s",
    "small", "span", "strong", "sub", "sup", "u", "wbr",
];

/// Plain text on one line: tags gone, entities decoded (twice where they were escaped twice), white space squeezed.
pub fn plain(html: &str) -> String {
    let html = cut(html, MAX_FRAGMENT);
    if memchr::memchr2(b'<', b'&', html.as_bytes()).is_none() {
        return squeeze(html);
    }
    let text = strip(html, Tags::Inline);
    // Escaped twice: what is still a reference was meant as its character; what is now a bracket was meant as one.
    squeeze(&crate::read::xml::resolve(&text))
}

/// Plain text, paragraphs with an empty line between.
pub fn text(html: &str) -> String {
    let html = cut(html, MAX_FRAGMENT);
    let text = if html.contains(['<', '&']) { Cow::Owned(strip(html, Tags::All)) } else { Cow::Borrowed(html) };
    text.split('\u{2029}').map(squeeze).filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// White space squeezed to single spaces, and no direction left open behind it.
pub fn squeeze(text: &str) -> String {
    if is_squeezed(text) {
        return text.to_owned();
    }
    let text = &directed(text);
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control() || c == '\u{200b}' || c == '\u{feff}') {
        if !word.is_empty() {
            if !squeezed.is_empty() {
                squeezed.push(' ');
            }
            squeezed.push_str(word);
        }
    }
    squeezed
}

/// `text` without the characters that would turn what follows it around (UAX #9, section 2): embeddings and isolates stay where they
/// are closed, as they would be at a paragraph's end; overrides, which show text as other than it is written, go.
fn directed(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // The bytes that these begin with.
    if !memchr::memchr_iter(0xe2, text.as_bytes()).any(|at| text[at..].starts_with(is_control)) {
        return Cow::Borrowed(text);
    }
    let mut kept = vec![true; text.len()];
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_control(*c)) {
        kept[at] = false;
        match c {
            '\u{202c}' | '\u{2069}' => {
                let isolate = c == '\u{2069}';
                // What is closed out of order closes nothing.
                let matching = open.pop_if(|(_, opener)| matches!(opener, '\u{2066}'..='\u{2068}') == isolate);
                if let Some((start, _)) = matching.filter(|(_, opener)| !matches!(opener, '\u{202d}' | '\u{202e}')) {
                    (kept[start], kept[at]) = (true, true);
                }
            }
            _ => open.push((at, c)),
        }
    }
    Cow::Owned(text.char_indices().filter(|(at, c)| kept[*at] || !is_control(*c)).map(|(_, c)| c).collect())
}

/// Whether there is nothing to squeeze, as in most titles: ASCII, or letters beyond it that are no spaces, and single spaces.
fn is_squeezed(text: &str) -> bool {
    let bytes = text.as_bytes();
    // C2 begins no-break spaces and controls, E1, E2, E3 and EF the other spaces.
    let plain = |byte: &u8| (*byte >= b' ') & !matches!(byte, 0x7f | 0xc2 | 0xe1..=0xe3 | 0xef);
    bytes.iter().all(plain) && !bytes.starts_with(b" ") && !bytes.ends_with(b" ") && memchr::memmem::find(bytes, b"  ").is_none()
}

/// `text` as it stands in HTML.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '>', '&']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

/// At most `limit` bytes, cut between characters.
pub fn cut(text: &str, limit: usize) -> &str {
    if text.len() <= limit {
        return text;
    }
    let mut end = limit;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Elements that need no end tag, so that many of them are not deep.
const UNCLOSED: [&str; 22] = [
    "area", "base", "br", "col", "dd", "dt", "hr", "img", "input", "li", "link", "meta", "option", "p", "source", "td", "th",
    "tr", "track", "tbody", "thead", "wbr",
];

/// Elements that go on behind whatever ended them, until their own end tag ("active formatting elements": HTML, section 13.2.4.3).
const FORMATTING: [&str; 14] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Formatting whose end tag did not come yet. Tree builders repeat it, attributes and all, in every element that follows.
#[derive(Default)]
struct Formatting {
    /// Names, and the bytes of their tags and nodes.
    open: Vec<(&'static str, usize)>,
    weight: usize,
    /// Bytes that it may have been repeated in so far.
    repeated: usize,
}

impl Formatting {
    /// Formatting elements open at once.
    const MAX: usize = 64;
    /// Bytes of a node without its attributes, roughly.
    const NODE: usize = 50;

    fn take(&mut self, name: &'static str, closes: bool, length: usize) {
        if !closes {
            self.open.push((name, length + Self::NODE));
            self.weight += length + Self::NODE;
        } else if let Some(at) = self.open.iter().rposition(|(open, _)| *open == name) {
            self.weight -= self.open.remove(at).1;
        }
    }

    /// Another element begins or ends; whether what is repeated is too much for a document of that length.
    fn repeat(&mut self, length: usize) -> bool {
        self.repeated += self.weight;
        self.open.len() > Self::MAX || self.repeated > length * 8 + (256 << 10)
    }
}

/// Where in tables a document is: text between their cells, rows and parts is put before the table ("foster parenting": HTML, section
/// 13.2.6.1), run by run, so that very many runs are quadratic.
#[derive(Default)]
struct Tables {
    /// For every table that is open, whether text would stand in a cell, or in an element that was put before the table.
    open: Vec<bool>,
    /// Bytes of text that was put before tables.
    moved: usize,
}

impl Tables {
    /// Bytes of such text in one document; there is hardly any in honest ones.
    const MAX: usize = 32 << 10;

    fn tag(&mut self, name: &str, closes: bool) {
        let is = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        match self.open.last_mut() {
            _ if is(&["table"]) && closes => drop(self.open.pop()),
            _ if is(&["table"]) => self.open.push(false),
            Some(holds) if is(&["td", "th", "caption"]) => *holds = !closes,
            Some(holds) if is(&["tr", "tbody", "thead", "tfoot", "col", "colgroup"]) => *holds = false,
            Some(holds) if !closes && !is(&["script", "style", "template", "input", "form"]) => *holds = true,
            _ => {}
        }
    }

    /// Whether a text is one run too many.
    fn overflow(&mut self, text: &str) -> bool {
        if self.open.last() != Some(&false) || text.trim_ascii().is_empty() {
            return false;
        }
        self.moved += text.len();
        self.moved > Self::MAX
    }
}

/// `html` without the tags that nest deeper than `limit`, or that hold very many attributes: tree builders are quadratic in both. Where
/// formatting that never ends would be repeated in very many elements, it ends, and there is no more of it; and where very much text stands
/// between the cells of tables, the rest of that is dropped.
pub fn shallow(html: &str, limit: usize) -> Cow<'_, str> {
    let mut formatting = Some(Formatting::default());
    let mut depth = 0usize;
    let mut kept = String::new();
    let mut copied = 0;
    let mut dropped = 0usize;
    let mut raw_until = 0;
    let (mut tables, mut text_from) = (Tables::default(), 0);
    let last = html.rfind('>').unwrap_or(0);
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        if at < copied || at < raw_until || at > last {
            continue;
        }
        // What looks like tags in comments and scripts is none.
        if let Some(comment) = html[at..].strip_prefix("<!--") {
            raw_until = comment.find("-->").map_or(html.len(), |end| at + end + 7);
            continue;
        }
        let closes = html.as_bytes().get(at + 1) == Some(&b'/');
        let name = name(&html[at + 1 + usize::from(closes)..]);
        if name.is_empty() {
            continue;
        }
        if tables.overflow(&html[text_from..at]) {
            kept.push_str(&html[copied..text_from]);
            copied = at;
        }
        tables.tag(name, closes);
        let (length, attributes) = tag(&html[at..]);
        raw_until = at + length;
        text_from = raw_until;
        if !closes
            && attributes <= MAX_ATTRIBUTES
            && let Some(end) = raw_text(name, &html[raw_until..])
        {
            raw_until += end;
            text_from = raw_until;
            continue;
        }
        let formats = FORMATTING.iter().find(|known| known.eq_ignore_ascii_case(name));
        match (formatting.as_mut(), formats) {
            (Some(formatting), Some(name)) => formatting.take(name, closes, length),
            (Some(open), None) => {
                if open.repeat(html.len()) {
                    kept.push_str(&html[copied..at]);
                    copied = at;
                    open.open.iter().rev().for_each(|(name, _)| kept.extend(["</", name, ">"]));
                    formatting = None;
                }
            }
            (None, _) => {}
        }
        let drop = if attributes > MAX_ATTRIBUTES || formats.is_some() && formatting.is_none() {
            true
        } else if UNCLOSED.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            false
        } else if closes {
            let drop = dropped > 0;
            dropped = dropped.saturating_sub(1);
            depth = depth.saturating_sub(usize::from(!drop));
            drop
        } else {
            let drop = depth >= limit;
            dropped += usize::from(drop);
            depth += usize::from(!drop);
            drop
        };
        if drop {
            kept.push_str(&html[copied..at]);
            kept.push(' ');
            copied = at + length;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[copied..]);
    Cow::Owned(kept)
}

/// The length of the tag that begins here, and about how many attributes it has (HTML, sections 13.2.5.32 to 13.2.5.40).
fn tag(html: &str) -> (usize, usize) {
    let (mut quote, mut attributes, mut before) = (None, 0, b'<');
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return (at + 1, attributes),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            // The name of an attribute begins.
            (None, _) if matches!(before, b' ' | b'/') && !matches!(byte, b'=' | b'/') && !byte.is_ascii_whitespace() => {
                attributes += 1
            }
            _ => {}
        }
        before = match byte {
            b'=' | b'/' => byte,
            _ if byte.is_ascii_whitespace() && before == b'=' => b'=',
            _ if byte.is_ascii_whitespace() => b' ',
            _ => byte,
        };
    }
    (html.len(), attributes)
}

/// Where the content of an element ends that holds no tags (HTML, section 13.1.2), if this is one.
fn raw_text(name: &str, content: &str) -> Option<usize> {
    let raws = ["script", "style", "textarea", "title", "xmp", "noembed", "noframes"];
    let raw = raws.iter().find(|raw| raw.eq_ignore_ascii_case(name))?;
    let bytes = content.as_bytes();
    let closes = |at: &usize| bytes.get(at + 2..at + 2 + raw.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(raw.as_bytes()));
    Some(content.match_indices("</").map(|(at, _)| at).find(closes).map_or(content.len(), |at| at + 2 + raw.len()))
}

#[derive(Clone, Copy, PartialEq)]
enum Tags {
    All,
    Inline,
}

/// The name that a tag begins with.
pub(super) fn name(after_bracket: &str) -> &str {
    let end = after_bracket.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after_bracket.len().min(24));
    &after_bracket[..end]
}

/// Drops tags, decodes entities; block elements become U+2029 (paragraph separator).
fn strip(html: &str, tags: Tags) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // Behind the last closing bracket there are no tags: looking for one again and again would be quadratic.
    let tail = html.len() - html.rfind('>').map_or(0, |at| at);
    let mut ends = None;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('&') {
            let (decoded, length) = entity(rest);
            match decoded {
                Some(characters) => out.extend(characters.iter().flatten()),
                None => out.push('&'),
            }
            rest = &rest[length..];
            continue;
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let body = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        let known = match name(body) {
            "" => rest[1..].starts_with(['!', '?']),
            name if tags == Tags::Inline => {
                INLINE.iter().any(|known| known.eq_ignore_ascii_case(name)) || ends_later(html, rest, name, &mut ends)
            }
            _ => true,
        };
        let end = if known && rest.len() >= tail { tag_end(rest) } else { None };
        let Some(end) = end else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        let name = name(body);
        let opens = !rest.starts_with("</");
        if BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name)) {
            out.push('\u{2029}');
        }
        rest = &rest[end + 1..];
        if opens && is_silent(name) {
            let ends = ends_later(html, rest, name, &mut ends);
            rest = if ends { after_end_tag(rest, name).unwrap_or_default() } else { "" };
        }
    }
    out.push_str(rest);
    out
}

fn is_silent(name: &str) -> bool {
    SILENT.iter().any(|silent| silent.eq_ignore_ascii_case(name))
}

/// Where the last end tag of each silent element stands.
type Ends = [usize; SILENT.len()];

/// Whether an end tag of that silent element follows in `rest`, the end of `html`. All of them are found once: to look for the
/// next one at every start tag would be quadratic where there is none.
fn ends_later(html: &str, rest: &str, name: &str, ends: &mut Option<Ends>) -> bool {
    let Some(which) = SILENT.iter().position(|silent| silent.eq_ignore_ascii_case(name)) else { return false };
    ends.get_or_insert_with(|| last_end_tags(html))[which] > html.len() - rest.len()
}

fn last_end_tags(html: &str) -> Ends {
    let mut ends = [0; SILENT.len()];
    let last = html.rfind('>').unwrap_or(0);
    for at in memchr::memmem::find_iter(html.as_bytes(), b"</").take_while(|at| *at < last) {
        for (end, silent) in ends.iter_mut().zip(SILENT) {
            if is_end_tag(&html[at..], silent) {
                *end = at;
            }
        }
    }
    ends
}

fn is_end_tag(tag: &str, name: &str) -> bool {
    tag.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
}

/// Where a tag's closing bracket is: quoted values of a few KiB may hold brackets.
pub(super) fn tag_end(tag: &str) -> Option<usize> {
    let bytes = tag.as_bytes();
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate().take(4096) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if bytes.get(at.wrapping_sub(1)) == Some(&b'=') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.find('>')
}

/// What follows `</name>`.
fn after_end_tag<'a>(rest: &'a str, name: &str) -> Option<&'a str> {
    let end = memchr::memmem::find_iter(rest.as_bytes(), b"</").find(|at| is_end_tag(&rest[*at..], name));
    end.and_then(|at| rest[at..].find('>').map(|close| &rest[at + close + 1..]))
}

/// The one or two characters that a reference stands for.
pub type Characters = [Option<char>; 2];

/// The character reference at the start of `text` (HTML, section 13.5, and numeric ones), and its length.
pub fn entity(text: &str) -> (Option<Characters>, usize) {
    let body = &text[1..];
    let end =
        body.bytes().take(34).position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#')).unwrap_or(body.len().min(34));
    let (reference, closed) = (body.get(..end).unwrap_or_default(), body.as_bytes().get(end) == Some(&b';'));
    let length = 1 + end + usize::from(closed);
    if let Some(number) = reference.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        let character = code.and_then(|code| char::from_u32(windows(code))).filter(|c| !c.is_control() || c.is_whitespace());
        return (character.map(|c| [Some(c), None]), if code.is_some() { length } else { 1 });
    }
    // "&amp" without its semicolon, as browsers take it; but not "&copy=1" in an address.
    if !closed && !["amp", "lt", "gt", "quot", "nbsp"].contains(&reference) {
        return (None, 1);
    }
    match named(reference) {
        Some(decoded) => (Some(decoded), length),
        None => (None, 1),
    }
}

/// The characters that a name stands for (HTML, section 13.5).
pub(super) fn named(name: &str) -> Option<Characters> {
    let predefined = match name.as_bytes() {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        b"nbsp" => Some('\u{a0}'),
        _ => None,
    };
    if predefined.is_some() {
        return Some([predefined, None]);
    }
    let mut key = [0; 40];
    let with_semicolon = key.get_mut(..=name.len())?;
    with_semicolon[..name.len()].copy_from_slice(name.as_bytes());
    with_semicolon[name.len()] = b';';
    let (first, second) = *markup5ever::data::NAMED_ENTITIES.get(std::str::from_utf8(with_semicolon).ok()?)?;
    let character = |code| char::from_u32(code).filter(|_| code != 0);
    Some([character(first), character(second)]).filter(|characters| characters[0].is_some())
}

/// The reference that needs no semicolon, if `text` begins with one ("copy", "notit"): what it stands for, and its length.
pub(super) fn begins_like_reference(text: &str) -> Option<(Characters, usize)> {
    // None is longer than "Aacute", and one may begin with another.
    (2..=text.len().min(6)).rev().find_map(|end| {
        let (first, second) = *markup5ever::data::NAMED_ENTITIES.get(text.get(..end)?)?;
        let character = |code| char::from_u32(code).filter(|_| code != 0);
        Some(([character(first), character(second)], end)).filter(|_| first != 0)
    })
}

/// Numeric references 128 to 159 mean windows-1252 (HTML, section 13.2.5.80).
fn windows(code: u32) -> u32 {
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().map_or(code, u32::from)
        }
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn titles() {
        fn check(input: &str, expected: &str) {
            assert_eq!(plain(input), expected, "{input}");
        }
        check("Fish &amp; chips", "Fish & chips");
        check("Fish &amp;amp; chips", "Fish & chips");
        check("<b>Bold</b>  move", "Bold move");
        check("&lt;b&gt;Bold&lt;/b&gt; move", "<b>Bold</b> move");
        check("&alpha;&Omega;&lang; &Scaron;&nbsp;&bogus; &copy=1", "αΩ\u{27e8} Š &bogus; &copy=1");
        check("safe<script>alert(1)</script> title", "safe title");
        check("How <script> became a tag", "How <script> became a tag");
        check("<img alt=\"cat<br />dog\" src=x>pets", "pets");
        check("5 < 6 and 7 > 6", "5 < 6 and 7 > 6");
        check("The <unknown> element", "The <unknown> element");
        check("AT&T", "AT&T");
        check("It&#8217;s &#x201C;it&#x201d; &#146;", "It\u{2019}s \u{201c}it\u{201d} \u{2019}");
        check("a\u{b}b\nc", "a b c");
        check("\u{202b}שלום\u{202c} world", "\u{202b}שלום\u{202c} world");
        check("\u{2067}שלום\u{2069} \u{200f}x", "\u{2067}שלום\u{2069} \u{200f}x");
        check("\u{202b}שלום", "שלום");
        check("gpj.\u{202e}exe\u{202c}", "gpj.exe");
        check("\u{2067}a\u{202a}b\u{2069}c\u{202c}", "a\u{202a}bc\u{202c}");
    }

    #[test]
    fn texts() {
        fn check(input: &str, expected: &str) {
            assert_eq!(text(input), expected, "{input}");
        }
        check("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\n\nThree");
        check("One<script>alert(1)</script> two", "One two");
        check("One <!-- hidden --> two", "One two");
        check("caf&eacute; &amp; t", "café & t");
    }

    /// Each of these took time that grew with the square of its length.
    #[test]
    fn no_end_is_looked_for_twice() {
        for piece in ["<script>", "<script", "<svg>x</sv>", "<style></script>", "<!--", "<b", "<b a=\"", "</script", "&", "&#"] {
            let html = piece.repeat(MAX_FRAGMENT / piece.len());
            assert!(plain(&html).len() <= html.len(), "{piece}");
            assert!(text(&(html + "</x>")).len() <= MAX_FRAGMENT, "{piece}");
        }
    }

    #[test]
    fn tags_in_scripts_and_comments_nest_nothing() {
        let page = |filling: &str| format!("{filling}<div><p>text</p></div>");
        for filling in ["<script>for(i=0;i<n;i++)a<b;</script>".repeat(9), "<!-- <div><div> -->".repeat(9)] {
            assert_eq!(shallow(&page(&filling), 4), page(&filling));
        }
        assert_eq!(shallow("<b><b><b>x</b></b></b>", 2), "<b><b> x </b></b>");
        assert_eq!(shallow("<script>a<b", 1), "<script>a<b");
        assert_eq!(shallow("<b><script>x</script><b><b>y</b></b></b>", 2), "<b><script>x</script><b> y </b></b>");
    }

    #[test]
    fn text_between_cells_is_kept_so_far_and_no_further() {
        let many = |piece: &str| shallow(&format!("<table>{}</table><p>end</p>", piece.repeat(100_000)), 200).len();
        for piece in ["<tr>word", "word<tr><td>a</td>", "<tr><td>a</td></tr>word", "<tbody>word"] {
            assert!(many(piece) < 100_000 * (piece.len() - 4) + Tables::MAX + 100, "{piece}");
        }
        for piece in ["<tr><td>word", "<tr><div>word</div>", "<tr><td><table><tr><td>a</table>word", "<caption>word</caption>"] {
            assert_eq!(many(piece), 100_000 * piece.len() + 25, "{piece}");
        }
        let page = "<table><tr>word<td>a</table>".repeat(100);
        assert_eq!(shallow(&page, 200), page);
    }

    /// Each of these elements would hold all of the formatting again.
    #[test]
    fn formatting_that_never_ends_is_not_repeated_for_ever() {
        let formatting: String = (0..60).map(|number| format!("<font title='{}'>", "x".repeat(100 + number))).collect();
        let page = format!("<p>{formatting}{}", "<p>x".repeat(50_000));
        let kept = shallow(&page, 200);
        assert!(kept.contains("</font></font><p>x") && kept.ends_with("<p>x<p>x"));
        assert!(crate::read::html::sanitise(&format!("<table>{page}"), None).len() < page.len() * 10);
        let many = "<b></div>".repeat(100_000);
        assert!(shallow(&many, 200).len() < many.len());
        // Formatting as it is used.
        let page = format!("<font face='x'><b>{}</b></font><i>y", "<p>One <i>two</i></p>".repeat(1_000));
        assert_eq!(shallow(&page, 200), page);
    }

    #[test]
    fn tags_and_their_attributes() {
        fn check(html: &str, expected: (usize, usize)) {
            assert_eq!(tag(html), expected, "{html}");
        }
        check("<p>a", (3, 0));
        check("<a href='x>y' b = \"> >\" c>d", (26, 3));
        check("<a title=it's>d", (14, 1));
        check("</a/b/c>", (8, 3));
        check("<a b='never closed>", (19, 1));
        let many = format!("<p {}>text</p>", "a=b ".repeat(100_000));
        assert_eq!(shallow(&many, 9), " text</p>");
    }

    proptest! {
        #[test]
        fn never_panics(html in "[<>/&;#a-zA-Z!\\- é\"'=]{0,200}") {
            let _ = (plain(&html), text(&html));
        }
    }
}
