//! Adds sources to a configuration file's text, everything else kept as it was written: comments, order, spelling. Pure.

use std::collections::HashSet;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

use super::SourceKind;

/// A source to be added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewSource {
    /// Wanted id; a number is added where it is taken. Empty: made from title or address.
    pub id: String,
    /// Its address.
    pub url: String,
    /// Left out where empty.
    pub title: String,
    /// Left out where `Auto`.
    pub kind: SourceKind,
    /// Left out where empty.
    pub tags: Vec<String>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The file's new text.
    pub text: String,
    /// Ids of the sources that were added, in order.
    pub added: Vec<String>,
    /// Addresses that were there already.
    pub known: Vec<String>,
}

/// Appends a `[[source]]` for each source whose address is not there yet. A file without any `[[feed]]` gets one of all sources.
///
/// # Errors
/// Where the text is no TOML; one line.
pub fn append_sources(text: &str, sources: &[NewSource]) -> Result<Edited, String> {
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| error.message().lines().next().unwrap_or("no TOML").to_owned())?;
    let item = document.entry("source").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(tables) = item.as_array_of_tables_mut() else { return Err("source is not written as [[source]] tables".into()) };
    let text_of = |table: &Table, key: &str| table.get(key).and_then(Item::as_str).unwrap_or_default().to_owned();
    let mut ids: HashSet<String> = tables.iter().map(|table| text_of(table, "id")).collect();
    let mut urls: HashSet<String> = tables.iter().map(|table| same(&text_of(table, "url"))).collect();
    let (mut added, mut known) = (Vec::new(), Vec::new());
    for source in sources {
        if !urls.insert(same(&source.url)) {
            known.push(source.url.clone());
            continue;
        }
        let id = free_id(source, &ids);
        tables.push(table(source, &id));
        ids.insert(id.clone());
        added.push(id);
    }
    if document.get("feed").is_none() && !added.is_empty() {
        let mut feed = Table::new();
        feed.insert("id", value("all"));
        feed.insert("title", value("Everything, each story once"));
        feed.decor_mut().set_prefix("\n");
        let mut feeds = ArrayOfTables::new();
        feeds.push(feed);
        document.insert("feed", Item::ArrayOfTables(feeds));
    }
    Ok(Edited { text: document.to_string(), added, known })
}

fn table(source: &NewSource, id: &str) -> Table {
    let mut table = Table::new();
    table.insert("id", value(id));
    table.insert("url", value(&source.url));
    if !source.title.is_empty() {
        table.insert("title", value(&source.title));
    }
    let kind = match source.kind {
        SourceKind::Page => Some("page"),
        SourceKind::Sitemap => Some("sitemap"),
        _ => None,
    };
    if let Some(kind) = kind {
        table.insert("kind", value(kind));
    }
    if !source.tags.is_empty() {
        table.insert("tags", value(source.tags.iter().collect::<Array>()));
    }
    table.decor_mut().set_prefix("\n");
    table
}

/// Two spellings of one address agree here.
fn same(url: &str) -> String {
    let url = url.trim().trim_end_matches('/');
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    // Credentials tell no two addresses apart, and have no place in ids.
    let rest = rest.split_once('@').filter(|(before, _)| !before.contains('/')).map_or(rest, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).to_owned()
}

/// An id that is not taken: as wanted, or from the title, or from the address.
fn free_id(source: &NewSource, taken: &HashSet<String>) -> String {
    let from_url = || slug(same(&source.url).split(['/', '?']).next().unwrap_or_default());
    let wanted = [slug(&source.id), slug(&source.title), from_url()].into_iter().find(|id| id.len() > 1);
    let wanted = wanted.unwrap_or_else(|| "source".into());
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    std::iter::once(wanted.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(wanted)
}

/// What an id may hold (see docs/configuration.md).
pub fn slug(text: &str) -> String {
    let folded = crate::text::fold::fold(text);
    let mut out = String::new();
    for c in folded.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= 48 {
            break;
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(url: &str, title: &str) -> NewSource {
        NewSource { url: url.into(), title: title.into(), ..NewSource::default() }
    }

    #[test]
    fn comments_and_order_are_kept() {
        let text = "# mine\n[fetch]\nper_host = 1 # slow\n\n[[source]] # first\nid = \"a\"\nurl = \"https://a.example/feed\"\n\n[[feed]]\nid = \"all\"\n# end\n";
        let new = NewSource { kind: SourceKind::Page, tags: vec!["world".into()], ..source("https://b.example/", "Çar & Co") };
        let edited = append_sources(text, &[new, source("http://www.a.example/feed/", "")]).unwrap();
        insta::assert_snapshot!(edited.text, @r##"
        # mine
        [fetch]
        per_host = 1 # slow

        [[source]] # first
        id = "a"
        url = "https://a.example/feed"

        [[source]]
        id = "car-co"
        url = "https://b.example/"
        title = "Çar & Co"
        kind = "page"
        tags = ["world"]

        [[feed]]
        id = "all"
        # end
        "##);
        assert_eq!((edited.added, edited.known), (vec!["car-co".to_owned()], vec!["http://www.a.example/feed/".to_owned()]));
    }

    #[test]
    fn an_empty_file_becomes_a_whole_one() {
        let edited = append_sources("", &[source("https://a.example/feed", ""), source("https://a.example/other", "")]).unwrap();
        assert_eq!(edited.added, ["a-example", "a-example-2"]);
        let path = std::path::Path::new("config.toml");
        let loaded = crate::config::parse(&edited.text, path, std::path::Path::new("/"), []).unwrap();
        assert_eq!((loaded.settings.sources.len(), loaded.settings.feeds.len()), (2, 1));
    }

    #[test]
    fn what_is_no_list_of_tables_is_left_alone() {
        assert!(append_sources("source = 1", &[source("https://a.example/", "")]).is_err());
        assert!(append_sources("[broken", &[source("https://a.example/", "")]).is_err());
    }
}
