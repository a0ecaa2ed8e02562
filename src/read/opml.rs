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

/// `xmlUrl`, or `url` of the outlines that say that they are feeds, as OPML 1.0 had them.
fn address(element: Element<'_, '_>) -> Option<String> {
    let says_feed =
        || element.attribute("type").is_some_and(|kind| ["rss", "atom", "feed"].contains(&kind.to_ascii_lowercase().as_str()));
    let address = element.attribute("xmlUrl").or_else(|| element.attribute("url").filter(|_| says_feed()));
    address.map(|address| address.trim().to_owned()).filter(|address| !address.is_empty())
}

fn outline(element: Element<'_, '_>) -> Option<Outline> {
    let xml_url = address(element)?;
    let around = std::iter::successors(element.parent(), |element| element.parent()).take(20);
    // An outline that is a feed itself was only not closed.
    let folder = |element: &Element<'_, '_>| element.name().eq_ignore_ascii_case("outline") && address(*element).is_none();
    let mut folders: Vec<String> = around.filter(folder).map(title).collect();
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

    #[test]
    fn as_others_write_it() {
        fn check(body: &str, expected: &[&str]) {
            let outlines = read(format!("<opml version='1.0'><body>{body}</body></opml>").as_bytes(), None).unwrap();
            let told: Vec<String> = outlines
                .iter()
                .map(|outline| format!("{}|{}|{}", outline.folders.join("/"), outline.title, outline.xml_url))
                .collect();
            assert_eq!(told, expected, "{body}");
        }
        check("<outline type='rss' text='A' url='https://a.example/f'/>", &["|A|https://a.example/f"]);
        check("<outline type='link' text='A' url='https://a.example/'/>", &[]);
        check(
            "<outline text='A' xmlUrl='https://a.example/'><outline text='B' xmlUrl='https://b.example/'>",
            &["|A|https://a.example/", "|B|https://b.example/"],
        );
        check("<OUTLINE TITLE='N'><OUTLINE TEXT='A' XMLURL=' https://a.example/ '/></OUTLINE>", &["N|A|https://a.example/"]);
        check("<outline text='The \"A\" & <b>B</b>' xmlUrl='https://a.example/'/>", &["|The \"A\" & B|https://a.example/"]);
        check("<outline text=\"The \"best\" news\" xmlUrl=\"https://a.example/\"/>", &["|The|https://a.example/"]);
        check(
            "<outline text='A &amp;amp; B &copy' xmlUrl='https://a.example/?a=1&amp;amp;b=2'/>",
            &["|A & B &copy|https://a.example/?a=1&amp;b=2"],
        );
    }
}
