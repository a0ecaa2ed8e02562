//! Sitemaps (sitemaps.org/protocol.html) with the news and image extensions, read as if they were feeds.

use super::charset::{self, Markup};
use super::xml::{Element, Ns, Tree};
use super::{ReadError, dates, html};
use crate::model::{Feed, FeedEntry, FeedFormat, Image};

/// Addresses taken from one sitemap: news sitemaps hold at most 1,000.
const MAX_URLS: usize = 5_000;

/// Reads a sitemap: one entry an address, newest first.
///
/// # Errors
/// Where it is none, or a sitemap of sitemaps.
pub fn read(bytes: &[u8], content_type: Option<&str>) -> Result<Feed, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    let (text, _) = charset::decode(bytes, content_type, Markup::Xml);
    let tree = Tree::parse(&text);
    let found = tree.elements().take(20).find(|element| named(*element, "urlset") || named(*element, "sitemapindex"));
    let Some(root) = found else { return Err(ReadError::NotA("not a sitemap: no urlset in it".into())) };
    if named(root, "sitemapindex") {
        let first = root.children().find_map(|child| value(child, "loc")).unwrap_or_default();
        return Err(ReadError::NotA(format!("a sitemap of sitemaps; use one of those that it lists, such as {first}")));
    }
    let mut entries: Vec<FeedEntry> =
        root.children().filter(|child| named(*child, "url")).take(MAX_URLS).filter_map(entry).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.published));
    let publication = root.children().find_map(|url| news(url)?.children().find(|child| named(*child, "publication")));
    let of_publication = |name: &str| publication.and_then(|publication| value(publication, name)).unwrap_or_default();
    Ok(Feed {
        format: FeedFormat::Sitemap,
        title: of_publication("name"),
        language: of_publication("language"),
        entries,
        ..Feed::default()
    })
}

fn named(element: Element<'_, '_>, name: &str) -> bool {
    element.name().eq_ignore_ascii_case(name)
}

fn value(element: Element<'_, '_>, name: &str) -> Option<String> {
    element.children().find(|child| named(*child, name)).map(|child| html::plain(&child.value())).filter(|text| !text.is_empty())
}

fn news<'t, 'a>(url: Element<'t, 'a>) -> Option<Element<'t, 'a>> {
    url.children().find(|child| named(*child, "news"))
}

fn entry(url: Element<'_, '_>) -> Option<FeedEntry> {
    let link = value(url, "loc")?;
    let news = news(url);
    let of_news = |name: &str| news.and_then(|news| value(news, name));
    let date = of_news("publication_date").or_else(|| value(url, "lastmod"));
    let images = url.children().filter(|child| child.ns() == Ns::Image && named(*child, "image"));
    let image =
        |image: Element<'_, '_>| Some(Image { url: value(image, "loc")?, caption: value(image, "caption"), ..Image::default() });
    Some(FeedEntry {
        id: link.clone(),
        title: of_news("title").unwrap_or_default(),
        link,
        published: date.as_deref().and_then(dates::parse),
        images: images.take(5).filter_map(image).collect(),
        ..FeedEntry::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_sitemap() {
        let xml = br#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
            <url><loc>https://a.example/1</loc><news:news><news:publication><news:name>The A</news:name><news:language>en</news:language>
            </news:publication><news:publication_date>2025-05-01</news:publication_date><news:title>R&amp;D</news:title></news:news></url>
            <url><loc>https://a.example/2</loc><lastmod>2025-05-02</lastmod></url></urlset>"#;
        let feed = read(xml, None).unwrap();
        let told: Vec<_> = feed.entries.iter().map(|entry| (entry.link.as_str(), entry.title.as_str())).collect();
        assert_eq!(told, [("https://a.example/2", ""), ("https://a.example/1", "R&D")]);
        assert_eq!((feed.title.as_str(), feed.language.as_str()), ("The A", "en"));
    }

    #[test]
    fn no_sitemaps() {
        fn check(input: &str, expected: &str) {
            assert_eq!(read(input.as_bytes(), None).unwrap_err().to_string(), expected);
        }
        check(" ", "the document is empty");
        check("<rss/>", "not a sitemap: no urlset in it");
        check(
            "<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>",
            "a sitemap of sitemaps; use one of those that it lists, such as https://a.example/s.xml",
        );
    }
}
