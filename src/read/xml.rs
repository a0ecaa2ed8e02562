//! A tolerant reader of XML as the web serves it: a tree over the source text, in one pass, without copying.
//!
//! quick-xml, like every parser that follows the standard, stops where feeds in the wild are broken: bare ampersands, undeclared
//! prefixes, unclosed elements, junk before the prolog, documents cut in the middle. This reader never fails: whatever is no
//! markup is text. It knows no document type: entities are the predefined, the numeric and the HTML ones, so that nothing expands
//! and nothing outside the document is ever read.

use std::borrow::Cow;
use std::collections::HashMap;

pub use super::namespaces::Ns;
use super::namespaces::{of_prefix, of_uri};
use super::{charset, html};

/// Elements nested deeper than this are not told apart from their parent.
const MAX_DEPTH: usize = 256;

/// Elements of one document; the rest is not looked at.
const MAX_ELEMENTS: usize = 2_000_000;

/// A document as a tree; node 0 is the document itself.
pub struct Tree<'a> {
    source: &'a str,
    nodes: Vec<Node<'a>>,
    /// The document ended before its elements did.
    pub cut: bool,
}

struct Node<'a> {
    ns: Ns,
    name: &'a str,
    attributes: &'a str,
    /// Where its start tag begins.
    start: usize,
    /// Byte range of the content.
    inner: std::ops::Range<usize>,
    parent: usize,
    first_child: Option<usize>,
    last_child: Option<usize>,
    next: Option<usize>,
}

/// An element of a [`Tree`].
#[derive(Clone, Copy)]
pub struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    at: usize,
}

enum Markup<'a> {
    Start { name: &'a str, attributes: &'a str, empty: bool },
    End { name: &'a str },
    Skip,
}

impl<'a> Tree<'a> {
    /// Reads a document, whatever it is.
    pub fn parse(source: &'a str) -> Self {
        let mut builder = Builder::new(source);
        let mut scanner = Scanner { source, instructions: true, doctype: true };
        let mut at = 0;
        // Behind the last closing bracket no tag can end: looking for one there again and again would be quadratic.
        let last = source.rfind('>').unwrap_or(0);
        while let Some(found) = bracket(source, at) {
            if found > last && !source[found..].starts_with("<![CDATA[") {
                break;
            }
            let before_elements = builder.nodes.len() == 1;
            match scanner.markup(found, before_elements) {
                Some((markup, end)) => {
                    builder.take(markup, found, end);
                    at = end;
                }
                None => at = found + 1,
            }
            if builder.nodes.len() > MAX_ELEMENTS {
                break;
            }
        }
        builder.finish()
    }

    /// The document's outermost element.
    #[cfg(test)]
    pub fn root(&self) -> Option<Element<'_, 'a>> {
        Element { tree: self, at: 0 }.children().next()
    }

    /// All elements in document order.
    pub fn elements(&self) -> impl Iterator<Item = Element<'_, 'a>> {
        (1..self.nodes.len()).map(|at| Element { tree: self, at })
    }
}

fn bracket(source: &str, from: usize) -> Option<usize> {
    memchr::memchr(b'<', source.as_bytes().get(from..)?).map(|at| from + at)
}

/// Finds markup, and looks for no end of it where there is none: each byte is looked at a bounded number of times.
struct Scanner<'a> {
    source: &'a str,
    /// Processing instructions may still end as they should.
    instructions: bool,
    /// A document type may still come; there is no second one.
    doctype: bool,
}

impl<'a> Scanner<'a> {
    /// The markup that starts at `at`, and where it ends; `None` where the bracket is text.
    fn markup(&mut self, at: usize, before_elements: bool) -> Option<(Markup<'a>, usize)> {
        let rest = &self.source[at..];
        let bytes = rest.as_bytes();
        let until = |end: &str, from: usize| {
            let found = memchr::memmem::find(rest.as_bytes().get(from..)?, end.as_bytes());
            found.map(|found| at + from + found + end.len())
        };
        match bytes.get(1)? {
            b'!' if rest.starts_with("<![CDATA[") => Some((Markup::Skip, until("]]>", 9).unwrap_or(self.source.len()))),
            b'!' if rest.starts_with("<!--") => Some((Markup::Skip, until("-->", 4).unwrap_or(self.source.len()))),
            b'!' if before_elements
                && self.doctype
                && bytes.get(2..9).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) =>
            {
                self.doctype = false;
                Some((Markup::Skip, at + doctype(rest)))
            }
            b'!' => Some((Markup::Skip, until(">", 2)?)),
            b'?' => {
                let end = if self.instructions { until("?>", 2) } else { None };
                self.instructions = end.is_some();
                Some((Markup::Skip, end.or_else(|| until(">", 2))?))
            }
            b'/' if rest[2..].trim_start().starts_with(name_start) => {
                let end = until(">", 2)?;
                Some((Markup::End { name: rest[2..end - at - 1].trim() }, end))
            }
            _ if rest[1..].starts_with(name_start) => {
                let end = tag_end(rest)?;
                let empty = rest[..end].ends_with('/');
                let body = rest[1..end].trim_end_matches('/');
                let name_length = body.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(body.len());
                let (name, attributes) = body.split_at(name_length);
                Some((Markup::Start { name, attributes, empty }, at + end + 1))
            }
            _ => None,
        }
    }
}

fn name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_' || c == ':'
}

/// The closing bracket of a tag, past quoted values; a tag that never closes ends at the next one that opens.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut previous = b' ';
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            (None, b'"' | b'\'') if previous == b'=' => quote = Some(byte),
            (Some(open), _) if byte == open => quote = None,
            // A quote that never closes: 64 KiB are more than any attribute.
            (Some(_), _) if at > 65_536 => return rest.find('>'),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            previous = byte;
        }
    }
    rest.find('>')
}

/// Length of a document type declaration, its internal subset included.
fn doctype(rest: &str) -> usize {
    let mut inside = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'[' => inside = true,
            b']' => inside = false,
            b'>' if !inside => return at + 1,
            _ => {}
        }
    }
    // A subset that never ends: better to lose the declaration than the document.
    rest.find('>').map_or(rest.len(), |at| at + 1)
}

struct Builder<'a> {
    source: &'a str,
    nodes: Vec<Node<'a>>,
    open: Vec<usize>,
    prefixes: HashMap<&'a str, Ns>,
    defaults: Vec<(usize, Ns)>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str) -> Self {
        let document = Node {
            ns: Ns::Other,
            name: "",
            attributes: "",
            start: 0,
            inner: 0..source.len(),
            parent: 0,
            first_child: None,
            last_child: None,
            next: None,
        };
        Self { source, nodes: vec![document], open: vec![0], prefixes: HashMap::new(), defaults: vec![(0, Ns::Rss)] }
    }

    fn take(&mut self, markup: Markup<'a>, from: usize, end: usize) {
        match markup {
            Markup::Start { name, attributes, empty } => self.start(name, attributes, empty, from..end),
            Markup::End { name } => self.end(name, from),
            Markup::Skip => {}
        }
    }

    fn start(&mut self, name: &'a str, attributes: &'a str, empty: bool, span: std::ops::Range<usize>) {
        if self.open.len() >= MAX_DEPTH {
            return;
        }
        // An entry cannot hold another one: the first was not closed.
        if matches!(name, "item" | "entry")
            && let Some(unclosed) = self.open.iter().rposition(|at| self.nodes[*at].name == name)
        {
            self.close_to(unclosed, span.start);
        }
        let at = self.nodes.len();
        if attributes.contains("xmlns") {
            for (key, value) in attributes_of(attributes) {
                if key == "xmlns" {
                    self.defaults.push((at, of_uri(&value)));
                } else if let Some(prefix) = key.strip_prefix("xmlns:") {
                    self.prefixes.insert(prefix, of_uri(&value));
                }
            }
        }
        let (ns, name) = match name.split_once(':') {
            Some((prefix, local)) => (self.prefixes.get(prefix).copied().unwrap_or_else(|| of_prefix(prefix)), local),
            None => (self.defaults.last().map_or(Ns::Rss, |(_, ns)| *ns), name),
        };
        let parent = self.open.last().copied().unwrap_or(0);
        self.nodes.push(Node {
            ns,
            name,
            attributes,
            start: span.start,
            inner: span.end..span.end,
            parent,
            first_child: None,
            last_child: None,
            next: None,
        });
        match self.nodes[parent].last_child.replace(at) {
            Some(before) => self.nodes[before].next = Some(at),
            None => self.nodes[parent].first_child = Some(at),
        }
        if empty {
            self.forget_default(at);
        } else {
            self.open.push(at);
        }
    }

    fn end(&mut self, name: &str, from: usize) {
        let local = name.split_once(':').map_or(name, |(_, local)| local);
        let candidates = self.open.iter().enumerate().skip(1).rev().take(64);
        let found = candidates.map(|(depth, at)| (depth, *at)).find(|(_, at)| self.nodes[*at].name.eq_ignore_ascii_case(local));
        if let Some((depth, _)) = found {
            self.close_to(depth, from);
        }
    }

    /// Closes everything from `depth` of the open elements on.
    fn close_to(&mut self, depth: usize, end: usize) {
        while self.open.len() > depth {
            let Some(at) = self.open.pop() else { return };
            let node = &mut self.nodes[at];
            node.inner.end = end.max(node.inner.start);
            self.forget_default(at);
        }
    }

    fn forget_default(&mut self, at: usize) {
        if self.defaults.last().is_some_and(|(owner, _)| *owner == at && *owner != 0) {
            self.defaults.pop();
        }
    }

    fn finish(mut self) -> Tree<'a> {
        let cut = self.open.len() > 1;
        for at in self.open.split_off(1) {
            self.nodes[at].inner.end = self.source.len().max(self.nodes[at].inner.start);
        }
        Tree { source: self.source, nodes: self.nodes, cut }
    }
}

impl<'t, 'a> Element<'t, 'a> {
    fn node(&self) -> &'t Node<'a> {
        &self.tree.nodes[self.at]
    }

    /// Namespace.
    pub fn ns(&self) -> Ns {
        self.node().ns
    }

    /// Local name as written.
    pub fn name(&self) -> &'a str {
        self.node().name
    }

    /// Whether it is that element; names of feeds are written in any case.
    pub fn is(&self, ns: Ns, name: &str) -> bool {
        self.node().ns == ns && self.node().name.eq_ignore_ascii_case(name)
    }

    /// Parent element.
    pub fn parent(&self) -> Option<Self> {
        (self.at != 0 && self.node().parent != 0).then(|| Self { tree: self.tree, at: self.node().parent })
    }

    /// Child elements in order.
    pub fn children(self) -> impl Iterator<Item = Element<'t, 'a>> + use<'t, 'a> {
        let tree = self.tree;
        std::iter::successors(self.node().first_child, move |at| tree.nodes[*at].next).map(move |at| Element { tree, at })
    }

    /// Elements within it, in document order.
    pub fn descendants(self) -> impl Iterator<Item = Element<'t, 'a>> + use<'t, 'a> {
        let (tree, end) = (self.tree, self.node().inner.end);
        let inside = move |at: &usize| tree.nodes[*at].inner.start <= end;
        (self.at + 1..tree.nodes.len()).take_while(inside).map(move |at| Element { tree, at })
    }

    /// Child elements of that name.
    pub fn all(self, ns: Ns, name: &'static str) -> impl Iterator<Item = Element<'t, 'a>> + use<'t, 'a> {
        self.children().filter(move |child| child.is(ns, name))
    }

    /// The first child element of that name.
    pub fn child(self, ns: Ns, name: &'static str) -> Option<Element<'t, 'a>> {
        self.all(ns, name).next()
    }

    /// An attribute by local name, in any case, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let matches = |key: &str| key.rsplit(':').next().is_some_and(|local| local.eq_ignore_ascii_case(name));
        attributes_of(self.node().attributes).find(|(key, _)| matches(key)).map(|(_, value)| value.into_owned())
    }

    /// An attribute by its whole name.
    pub fn attribute_exactly(&self, name: &str) -> Option<String> {
        attributes_of(self.node().attributes).find(|(key, _)| *key == name).map(|(_, value)| value.into_owned())
    }

    /// All attributes, as they are named.
    #[cfg(test)]
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        attributes_of(self.node().attributes)
    }

    /// Its content as it stands in the source.
    pub fn raw(&self) -> &'a str {
        self.tree.source.get(self.node().inner.clone()).unwrap_or_default()
    }

    /// Its content as HTML writes it: no prefixes, no CDATA, and an element without content has both its tags or is one of those
    /// that never have any ("<a id='x'/>" would hold all that follows, "<br></br>" would be two).
    pub fn as_html(self) -> String {
        let mut out = String::with_capacity(self.raw().len());
        self.write_html(&mut out);
        out
    }

    fn write_html(self, out: &mut String) {
        const VOID: [&str; 13] =
            ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
        let source = self.tree.source;
        let between = |out: &mut String, range: std::ops::Range<usize>| {
            out.push_str(&unwrap_cdata(source.get(range).unwrap_or_default()));
        };
        let mut at = self.node().inner.start;
        for child in self.children() {
            let node = child.node();
            between(out, at..node.start);
            let void = VOID.iter().any(|void| void.eq_ignore_ascii_case(node.name));
            out.push('<');
            out.push_str(node.name);
            out.push_str(node.attributes.trim_end());
            out.push('>');
            if !void {
                child.write_html(out);
                out.push_str("</");
                out.push_str(node.name);
                out.push('>');
            }
            at = child.end();
        }
        between(out, at..self.node().inner.end);
    }

    /// Where its end tag ends, or its content if it has none.
    fn end(&self) -> usize {
        let inner = &self.node().inner;
        let rest = self.tree.source.get(inner.end..).unwrap_or_default();
        let empty = self.tree.source.get(..inner.start).is_some_and(|before| before.ends_with("/>"));
        let name = rest.strip_prefix("</").map(|tag| tag.split('>').next().unwrap_or(tag).trim());
        let own = name.is_some_and(|name| name.rsplit(':').next().is_some_and(|name| name.eq_ignore_ascii_case(self.name())));
        if own && !empty { inner.end + rest.find('>').map_or(0, |end| end + 1) } else { inner.end }
    }

    /// Its content: text with references resolved, CDATA as it is; where it holds elements, they stay as markup.
    pub fn value(&self) -> Cow<'a, str> {
        let raw = self.raw();
        let value = if self.node().first_child.is_some() { Cow::Owned(unwrap_cdata(raw).trim().to_owned()) } else { text(raw) };
        match charset::twice_encoded(&value) {
            Some(repaired) => Cow::Owned(repaired),
            None => value,
        }
    }
}

/// Text of a source range without elements.
fn text(raw: &str) -> Cow<'_, str> {
    let raw = raw.trim();
    if memchr::memchr2(b'<', b'&', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    // The commonest of all: one section of CDATA and nothing else.
    if let Some(data) = raw.strip_prefix("<![CDATA[").and_then(|data| data.strip_suffix("]]>"))
        && memchr::memmem::find(data.as_bytes(), b"]]>").is_none()
    {
        return Cow::Borrowed(data.trim());
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), b"<!") {
        out.push_str(&resolve(&rest[..at]));
        rest = &rest[at..];
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let end = memchr::memmem::find(data.as_bytes(), b"]]>").unwrap_or(data.len());
            out.push_str(&data[..end]);
            rest = data.get(end + 3..).unwrap_or_default();
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else {
            out.push_str("<!");
            rest = &rest[2..];
        }
    }
    out.push_str(&resolve(rest));
    // A section that was escaped itself is a section all the same.
    let out = out.trim();
    let section = out.strip_prefix("<![CDATA[").and_then(|data| data.strip_suffix("]]>"));
    Cow::Owned(section.unwrap_or(out).trim().to_owned())
}

fn unwrap_cdata(raw: &str) -> Cow<'_, str> {
    if memchr::memmem::find(raw.as_bytes(), b"<![CDATA[").is_some() {
        Cow::Owned(raw.replace("<![CDATA[", "").replace("]]>", ""))
    } else {
        Cow::Borrowed(raw)
    }
}

/// References resolved once.
pub fn resolve(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // Escaped HTML is full of these.
        let common = [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')];
        if let Some((reference, character)) = common.iter().find(|(reference, _)| rest.starts_with(reference)) {
            out.push(*character);
            rest = &rest[reference.len()..];
            continue;
        }
        let (decoded, length) = html::entity(rest);
        match decoded {
            Some(characters) => out.extend(characters.iter().flatten()),
            None => out.push_str(&rest[..length]),
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Name and value of attributes; quotes may be missing.
pub fn attributes_of(source: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    let mut rest = source;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c == '=' || c.is_whitespace())?;
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let Some(value) = rest.strip_prefix('=') else { return Some((name, Cow::Borrowed(""))) };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let body = &value[1..];
                let end = body.find(quote).unwrap_or(body.len());
                (&body[..end], body.get(end + 1..).unwrap_or_default())
            }
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, resolve(value.trim())))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Elements as (depth, name, value).
    fn outline(source: &str) -> Vec<String> {
        fn walk(element: Element<'_, '_>, depth: usize, out: &mut Vec<String>) {
            out.push(format!("{}{}: {}", " ".repeat(depth), element.name(), element.value()));
            element.children().for_each(|child| walk(child, depth + 1, out));
        }
        let tree = Tree::parse(source);
        let mut out = Vec::new();
        tree.root().into_iter().for_each(|root| walk(root, 0, &mut out));
        out
    }

    #[test]
    fn broken_documents_are_read() {
        fn check(source: &str, expected: &[&str]) {
            assert_eq!(outline(source), expected, "{source}");
        }
        check("<a>R&D &amp; more</a>", &["a: R&D & more"]);
        check("<a>5 < 6</a>", &["a: 5 < 6"]);
        check("junk <?xml version='1.0'?><a>x</a>", &["a: x"]);
        check("<a><![CDATA[<b>&amp;]]></a>", &["a: <b>&amp;"]);
        check("<a>&lt;![CDATA[x &amp;amp; y]]&gt;</a>", &["a: x &amp; y"]);
        check("<a><b>one<c>two</a>", &["a: <b>one<c>two", " b: one<c>two", "  c: two"]);
        check("<a><b>cut in the mid", &["a: <b>cut in the mid", " b: cut in the mid"]);
        check("<!DOCTYPE a [<!ENTITY x 'y>'>]><a>&x;</a>", &["a: &x;"]);
        check("<a><item>1<item>2</item></a>", &["a: <item>1<item>2</item>", " item: 1", " item: 2"]);
    }

    #[test]
    fn xhtml_as_html() {
        fn check(inner: &str, expected: &str) {
            let source = format!("<a>{inner}</a>");
            assert_eq!(Tree::parse(&source).root().unwrap().as_html(), expected, "{inner}");
        }
        check("x <a id='y'/> z", "x <a id='y'></a> z");
        check("one<br></br>two<br/>three<hr />", "one<br>two<br>three<hr>");
        check("<h:p class='c'>x</h:p> <h:b/>", "<p class='c'>x</p> <b></b>");
        check("<p><p/></p>.", "<p><p></p></p>.");
        check("<p>open<b>x</p>y", "<p>open<b>x</b></p>y");
        check("<p><![CDATA[<i>x</i>]]> &lt;</p>", "<p><i>x</i> &lt;</p>");
    }

    /// Each of these took time that grew with the square of its length.
    #[test]
    fn no_end_is_looked_for_twice() {
        for piece in ["<?a>", "<!DOCTYPE [>", "</ ", "<a b=\"", "<!--", "<![CDATA[", "<a", "&#", "<item>", "</a", "<!a"] {
            let source = piece.repeat(3_000_000 / piece.len()) + ">";
            let tree = Tree::parse(&source);
            assert!(tree.elements().count() <= 1_000_000, "{piece}");
        }
    }

    #[test]
    fn attributes() {
        let tree = Tree::parse("<a href = 'x?a=1&amp;b=2' TYPE=text/html open other=\"a>b\"/>");
        let root = tree.root().unwrap();
        let told: Vec<_> = ["href", "type", "open", "other", "none"].iter().map(|name| root.attribute(name)).collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(told, [some("x?a=1&b=2"), some("text/html"), some(""), some("a>b"), None]);
    }

    #[test]
    fn namespaces() {
        let tree = Tree::parse(
            "<rss xmlns:m='http://search.yahoo.com/mrss/'><m:content/><link xmlns='http://www.w3.org/2005/Atom'/><dc:date/></rss>",
        );
        let told: Vec<Ns> = tree.root().unwrap().children().map(|child| child.ns()).collect();
        assert_eq!(told, [Ns::Media, Ns::Atom, Ns::Dc]);
    }

    #[test]
    fn depth_is_capped() {
        let source = "<a>".repeat(200_000);
        let tree = Tree::parse(&source);
        assert!(tree.nodes.len() <= MAX_DEPTH);
    }

    proptest! {
        #[test]
        fn never_panics(source in "[<>/&;!\\[\\]\"'=?a-c é-]{0,120}") {
            let tree = Tree::parse(&source);
            for element in tree.elements() {
                let _ = (element.value(), element.attribute("a"), element.raw());
            }
        }
    }
}
