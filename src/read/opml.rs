//! OPML 1 and 2 (opml.org/spec2.opml): lists of feeds.

use serde::Serialize;

use super::charset::{self, Markup};
use super::xml::{Element, Tree};
use super::{ReadError, html};

/// A feed that an OPML file lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Outline {
    /// Name of the feed.
    pub title: String,
    /// Its address.
    pub xml_url: String,
    /// The site that it belongs to; may be empty.
    pub html_url: String,
    /// Titles of the outlines around it, outermost first.
    pub folders: Vec<String>,
}

/// Every feed of an OPML file, however nested, in document order.
///
/// # Errors
/// Where it is no OPML.
pub fn read(bytes: &[u8], content_type: Option<&str>) -> Result<Vec<Outline>, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    let (text, _) = charset::decode(bytes, content_type, Markup::Xml);
    let tree = Tree::parse(&text);
    let named = |element: &Element<'_, '_>, name: &str| element.name().eq_ignore_ascii_case(name);
    if !tree.elements().take(20).any(|element| named(&element, "opml")) {
        return Err(ReadError::NotA("not OPML: no opml element in it".into()));
    }
    Ok(tree.elements().filter(|element| named(element, "outline")).filter_map(outline).collect())
}

fn title(element: Element<'_, '_>) -> String {
    let title = element.attribute("title").filter(|title| !title.is_empty()).or_else(|| element.attribute("text"));
    html::plain(&title.unwrap_or_default())
}

fn outline(element: Element<'_, '_>) -> Option<Outline> {
    let xml_url = element.attribute("xmlUrl").filter(|url| !url.is_empty())?;
    let around = std::iter::successors(element.parent(), |element| element.parent()).take(20);
    let mut folders: Vec<String> = around.filter(|element| element.name().eq_ignore_ascii_case("outline")).map(title).collect();
    folders.reverse();
    Some(Outline { title: title(element), xml_url, html_url: element.attribute("htmlUrl").unwrap_or_default(), folders })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_and_badly_escaped() {
        let opml = b"<opml version='2.0'><body><outline text='News & more'>\
            <outline type='rss' text='A &amp; B' xmlUrl='https://a.example/f?x=1&y=2' htmlUrl='https://a.example/'/></outline></body></opml>";
        let expected = Outline {
            title: "A & B".into(),
            xml_url: "https://a.example/f?x=1&y=2".into(),
            html_url: "https://a.example/".into(),
            folders: vec!["News & more".into()],
        };
        assert_eq!(read(opml, None), Ok(vec![expected]));
    }
}
