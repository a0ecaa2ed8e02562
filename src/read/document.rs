//! Single documents that somebody keeps as files: HTML pages, Markdown and plain text, each read as an entry.

use pulldown_cmark::{Options, Parser};

use super::charset::{self, Markup};
use super::{dates, html, page};
use crate::model::{FeedEntry, Image};

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A page.
    Html,
    /// CommonMark, with tables and strike-through.
    Markdown,
    /// Paragraphs with empty lines between, the first of which is the headline.
    Text,
}

impl Format {
    /// What a file of that name holds; `None` where it is none of these.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Text),
            _ => None,
        }
    }
}

/// Reads a document; `id` names it for good, `name` is its headline if it has none itself. `None` if there is nothing to read in it.
///
/// The address, date, authors and language are those that the document states: a page in its head, Markdown and text in lines such as
/// `date: 2025-04-30` between two lines of `---` at the top (`title`, `url` or `link`, `date`, `author` or `authors`, `language`).
pub fn read(bytes: &[u8], format: Format, id: &str, name: &str) -> Option<FeedEntry> {
    let entry = match format {
        Format::Html => of_page(bytes),
        Format::Markdown | Format::Text => of_text(&charset::decode(bytes, None, Markup::Html).0, format),
    };
    if entry.title.is_empty() && entry.content.is_empty() {
        return None;
    }
    let title = if entry.title.is_empty() { name.to_owned() } else { entry.title };
    Some(FeedEntry { id: id.to_owned(), title, ..entry })
}

fn of_page(bytes: &[u8]) -> FeedEntry {
    let Ok(page) = page::read(bytes, None, "") else { return FeedEntry::default() };
    FeedEntry {
        title: page.title,
        link: page.canonical_url,
        published: page.published,
        updated: page.modified,
        summary: html::escape(&page.standfirst).into_owned(),
        content: paragraphs(&page.text.unwrap_or_default()),
        authors: page.authors,
        language: Some(page.language).filter(|tag| !tag.is_empty()),
        images: page.images.into_iter().map(|photo| photo.image).collect(),
        ..FeedEntry::default()
    }
}

fn paragraphs(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    paragraphs.map(|paragraph| format!("<p>{}</p>", html::escape(paragraph))).collect()
}

fn of_text(text: &str, format: Format) -> FeedEntry {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (head, body) = front_matter(&text);
    let stated = |names: &[&str]| {
        let line = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            names.iter().any(|known| known.eq_ignore_ascii_case(name.trim())).then_some(value)
        });
        html::squeeze(line.unwrap_or_default().trim().trim_matches(['"', '\'']))
    };
    let (headline, body) = match format {
        Format::Markdown => markdown_headline(body),
        _ => text_headline(body),
    };
    let title = Some(stated(&["title"])).filter(|title| !title.is_empty());
    let content = match format {
        Format::Markdown => markdown(body),
        _ => paragraphs(body),
    };
    let authors = stated(&["author", "authors"]);
    let authors = authors.trim_matches(['[', ']']).split(',').map(|name| html::squeeze(name.trim().trim_matches(['"', '\''])));
    FeedEntry {
        title: title.unwrap_or_else(|| match format {
            Format::Markdown => html::plain(&markdown(headline)),
            _ => html::plain(headline),
        }),
        link: stated(&["url", "link"]),
        published: dates::parse(&stated(&["date", "published"])),
        images: images(&content),
        content,
        authors: authors.filter(|name| !name.is_empty()).collect(),
        language: Some(stated(&["language", "lang"])).filter(|tag| !tag.is_empty()),
        ..FeedEntry::default()
    }
}

/// What stands between two lines of `---` at the top, and what follows.
fn front_matter(text: &str) -> (&str, &str) {
    let split = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    split.unwrap_or(("", text))
}

/// The heading that a document of Markdown begins with, and what follows.
fn markdown_headline(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    match line.strip_prefix("# ") {
        Some(headline) => (headline.trim().trim_end_matches('#'), rest),
        None => ("", text),
    }
}

/// The first line of a text, if it stands alone as a headline does.
fn text_headline(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    match text.split_once("\n\n") {
        Some((line, rest)) if line.len() <= 300 && !line.contains('\n') => (line.trim(), rest),
        _ => ("", text),
    }
}

fn markdown(text: &str) -> String {
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH));
    html::sanitise(&out, None)
}

fn images(content: &str) -> Vec<Image> {
    super::feed::images_of(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: Format, source: &str, expected: &str) {
        let entry = read(source.as_bytes(), format, "a/b.md", "b").unwrap();
        let date = entry.published.map(|date| date.to_rfc3339()).unwrap_or_default();
        let told = [entry.title, entry.link, date, entry.authors.join("+"), entry.content].join(" | ");
        assert_eq!(told, expected, "{source}");
    }

    #[test]
    fn markdown_documents() {
        check(
            Format::Markdown,
            "# The *bridge* & more\n\nOne\ntwo.\n\n- x\n",
            "The bridge & more |  |  |  | <p>One\ntwo.</p>\n<ul>\n<li>x</li>\n</ul>",
        );
        check(
            Format::Markdown,
            "---\ntitle: \"Bridge: open\"\ndate: 2025-04-30\nauthors: [Jo Doe, 'Al']\nurl: https://a.example/1\n---\nText <script>x</script>.",
            "Bridge: open | https://a.example/1 | 2025-04-30T00:00:00+00:00 | Jo Doe+Al | <p>Text .</p>",
        );
        check(Format::Markdown, "no heading", "b |  |  |  | <p>no heading</p>");
    }

    #[test]
    fn texts() {
        check(
            Format::Text,
            "Bridge opens\r\n\r\nOne < two.\r\n\r\nThree.",
            "Bridge opens |  |  |  | <p>One &lt; two.</p><p>Three.</p>",
        );
        check(Format::Text, "just one paragraph\nof two lines", "b |  |  |  | <p>just one paragraph\nof two lines</p>");
    }

    #[test]
    fn nothing() {
        assert_eq!(read(b" \n", Format::Text, "a", "a"), None);
        assert_eq!(Format::of_name("a.MD"), Some(Format::Markdown));
        assert_eq!((Format::of_name("a.pdf"), Format::of_name("html")), (None, None));
    }
}
