//! What every reader promises whatever it is given: the fuzz targets and the replay of their corpus ask the same questions.

use url::Url;

use super::{dates, feed, html, opml, page, sanitise, sitemap};

const BASE: &str = "https://a.example/feed";

/// A feed of any format, or a sitemap. The first byte, if it is a digit, chooses a declared encoding.
pub fn feed(data: &[u8]) {
    let declared =
        ["", "text/xml; charset=utf-8", "text/xml; charset=windows-1251", "text/xml; charset=iso-2022-jp", "application/json"];
    let chosen = data.first().filter(|byte| byte.is_ascii_digit()).and_then(|byte| declared.get(usize::from(byte - b'0')));
    let (data, content_type) = match chosen {
        Some(content_type) => (&data[1..], Some(*content_type)),
        None => (data, None),
    };
    let _ = sitemap::read(data, content_type);
    let first = feed::read(data, content_type, Some(BASE));
    if let Ok((feed, _)) = &first {
        for entry in &feed.entries {
            assert!(!entry.id.is_empty(), "an entry without an id");
            assert!(!entry.title.contains('\n'), "a title of several lines");
            safe(&entry.summary);
            safe(&entry.content);
        }
        safe(&feed.description);
    }
    assert!(first == feed::read(data, content_type, Some(BASE)), "read twice, and not the same");
}

/// An article page.
pub fn page(data: &[u8]) {
    let _ = page::read(data, None, BASE);
    let _ = page::links(data, None, BASE);
}

/// A date.
pub fn date(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Some(date) = dates::parse(&text) {
        assert_eq!(dates::parse(&date.to_rfc3339()), Some(date), "{text}");
    }
}

/// A list of feeds.
pub fn opml(data: &[u8]) {
    for outline in opml::read(data, None).into_iter().flatten() {
        assert!(!outline.xml_url.is_empty(), "a feed without an address");
    }
}

/// A fragment of HTML: both ways of sanitising say the same.
pub fn html(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    sanitise::agree(&text, None);
    sanitise::agree(&text, Url::parse(BASE).ok().as_ref());
    safe(&html::sanitise(&text, None));
    let _ = (html::plain(&text), html::text(&text));
}

/// No element that runs or loads anything, and no attribute that does.
fn safe(html: &str) {
    let lower = html.to_ascii_lowercase();
    for element in ["<script", "<style", "<iframe", "<object", "<embed", "<base", "<meta", "<link", "<svg", "<math"] {
        assert!(!lower.contains(element), "{element} comes out: {html}");
    }
}
