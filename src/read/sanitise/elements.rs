//! The elements that the short way knows, and how they are read.

/// How an element behaves when it begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Has no content.
    Void,
    /// `source`, `link`: the same, but formatting does not go on for it.
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
    /// `pre`: a block whose first line break is dropped.
    Preformatted,
    /// `p`.
    Paragraph,
    /// `li`.
    ListItem,
    /// `dt`, `dd`.
    Term,
    /// `form`: a block, but never within itself.
    Form,
    /// `table`.
    Table,
    /// `caption`.
    Caption,
    /// `colgroup`.
    Columns,
    /// `col`.
    Column,
    /// `thead`, `tbody`, `tfoot`.
    Section,
    /// `tr`.
    Row,
    /// `td`, `th`.
    Cell,
    /// Its tags are nothing.
    Transparent,
    /// `svg`, `math`: another language.
    Foreign,
    /// Goes with its content.
    Raw,
}

impl Kind {
    /// "Special" in the terms of the standard (section 13.2.4.2).
    pub fn is_special(self) -> bool {
        !matches!(self, Self::Phrasing | Self::Formatting | Self::Anchor)
    }

    pub fn is_formatting(self) -> bool {
        matches!(self, Self::Formatting | Self::Anchor)
    }
}

#[derive(Clone, Copy)]
pub struct Element<'a> {
    /// In lower case, where it is one that is known.
    pub name: &'a str,
    pub kind: Kind,
    /// Comes out; otherwise its tags are dropped.
    pub allowed: bool,
}

/// The element of that name, if its reading is simple.
pub fn element(name: &str) -> Option<Element<'_>> {
    // No element of HTML: it only holds what is in it.
    if name.contains([':', '-']) {
        return Some(Element { name, kind: Kind::Phrasing, allowed: false });
    }
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
        Void true: b"area" b"br" b"img" b"wbr";
        Void false: b"embed" b"input";
        Source true: b"source";
        Source false: b"link" b"meta" b"param" b"track";
        Rule true: b"hr";
        Anchor true: b"a";
        Paragraph true: b"p";
        Formatting true: b"b" b"code" b"em" b"font" b"i" b"s" b"small" b"strike" b"strong" b"tt" b"u";
        Formatting false: b"big";
        Phrasing true: b"abbr" b"acronym" b"audio" b"bdi" b"bdo" b"cite" b"data" b"del" b"dfn" b"ins" b"kbd" b"mark" b"picture" b"q"
            b"samp" b"span" b"sub" b"sup" b"time" b"var" b"video";
        Phrasing false: b"canvas" b"label";
        Block true: b"article" b"aside" b"blockquote" b"center" b"details" b"div" b"dl" b"figcaption" b"figure" b"footer" b"header"
            b"hgroup" b"nav" b"ol" b"section" b"summary" b"ul";
        Block false: b"address" b"dir" b"fieldset" b"main" b"menu";
        Heading true: b"h1" b"h2" b"h3" b"h4" b"h5" b"h6";
        Preformatted true: b"pre";
        ListItem true: b"li";
        Term true: b"dt" b"dd";
        Form false: b"form";
        Table true: b"table";
        Caption true: b"caption";
        Columns true: b"colgroup";
        Column true: b"col";
        Section true: b"tbody" b"thead";
        Section false: b"tfoot";
        Row true: b"tr";
        Cell true: b"td" b"th";
        Transparent false: b"noscript" b"iframe" b"noembed" b"noframes" b"body" b"head" b"html";
        Foreign false: b"math" b"svg";
        Raw false: b"script" b"style";
    }
}

const fn text(name: &'static [u8]) -> &'static str {
    match std::str::from_utf8(name) {
        Ok(name) => name,
        Err(_) => "",
    }
}
