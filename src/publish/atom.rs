//! Atom 1.0 (RFC 4287) with `media` (rssboard.org/media-rss).

use std::collections::BTreeMap;

use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{Category, Content, Entry as AtomEntry, Feed, FixedDateTime, Generator, Link, Person, Source, Text};
use chrono::{DateTime, Utc};

use super::{Channel, Extent, Gone, RIGHTS, clean, content, language_tag, media_type, site_of, summary_text, web};
use crate::config::Format;
use crate::model::{Entry, EntryPhoto, Report};

/// The archive of one month.
pub struct Archive<'a> {
    /// As in "2026-01".
    pub month: &'a str,
    /// The closed month before it.
    pub previous: Option<&'a str>,
    /// Nothing will change in it.
    pub closed: bool,
}

/// Renders the feed.
pub fn render(channel: &Channel, entries: &[(&Entry, Extent)]) -> Vec<u8> {
    let mut feed = feed(channel, entries);
    feed.links.extend(channel.hubs.iter().map(|hub| link("hub", hub.as_str(), None)));
    feed.links.extend(channel.closed.iter().map(|month| link("prev-archive", &channel.archive_url(month), Some(ATOM))));
    feed.links.extend(channel.open.iter().map(|month| link("related", &channel.archive_url(month), Some(ATOM))));
    if !channel.gone.is_empty() {
        feed.namespaces.insert("at".into(), "http://purl.org/atompub/tombstones/1.0".into());
        let tombstones = channel.gone.iter().map(tombstone).collect();
        feed.extensions.insert("at".into(), BTreeMap::from([("deleted-entry".into(), tombstones)]));
    }
    written(&feed)
}

/// Renders the archive of a month. It belongs to the same feed, so it has the same id.
pub fn render_archive(channel: &Channel, archive: &Archive<'_>, entries: &[(&Entry, Extent)]) -> Vec<u8> {
    let mut feed = feed(channel, entries);
    if let Some(newest) = entries.iter().map(|(entry, _)| entry.updated).max() {
        feed.updated = date(newest);
    }
    let current = if channel.formats.contains(&Format::Atom) {
        Format::Atom
    } else {
        channel.formats.first().copied().unwrap_or(Format::Atom)
    };
    let relations = [
        ("self", channel.archive_url(archive.month), ATOM),
        ("current", channel.url(current), media_type(current)),
        ("alternate", channel.base_url.to_string(), "text/html"),
    ];
    feed.links = relations.iter().map(|(relation, href, kind)| link(relation, href, Some(kind))).collect();
    feed.links.extend(archive.previous.map(|month| link("prev-archive", &channel.archive_url(month), Some(ATOM))));
    if archive.closed {
        feed.namespaces.insert("fh".into(), "http://purl.org/syndication/history/1.0".into());
        let mark = Extension { name: "fh:archive".into(), ..Extension::default() };
        feed.extensions.insert("fh".into(), BTreeMap::from([("archive".into(), vec![mark])]));
    }
    written(&feed)
}

const ATOM: &str = "application/atom+xml";

fn written(feed: &Feed) -> Vec<u8> {
    let mut bytes = feed.write_to(Vec::new()).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// RFC 6721, section 3.
fn tombstone(gone: &Gone) -> Extension {
    let when = gone.when.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let attrs = BTreeMap::from([("ref".to_owned(), gone.id.to_string()), ("when".to_owned(), when)]);
    Extension { name: "at:deleted-entry".into(), attrs, ..Extension::default() }
}

fn feed(channel: &Channel, entries: &[(&Entry, Extent)]) -> Feed {
    let language = language_tag(channel.language.as_deref());
    Feed {
        title: text(&channel.title, None),
        subtitle: Some(text(&channel.described(), None)),
        // The same for good, wherever the feed is served from (RFC 4287, section 4.2.6.1).
        id: channel.urn.urn().to_string(),
        updated: date(channel.updated),
        rights: Some(Text::plain(RIGHTS)),
        // Without its version, which would change the bytes of feeds that did not change.
        generator: Some(Generator { value: "newsloom".into(), ..Generator::default() }),
        links: vec![
            link("self", &channel.url(Format::Atom), Some(media_type(Format::Atom))),
            link("alternate", channel.base_url.as_str(), Some("text/html")),
        ],
        entries: entries.iter().map(|(one, extent)| entry(channel, one, *extent)).collect(),
        namespaces: BTreeMap::from([("media".to_owned(), "http://search.yahoo.com/mrss/".to_owned())]),
        lang: language,
        ..Feed::default()
    }
}

fn date(moment: DateTime<Utc>) -> FixedDateTime {
    moment.fixed_offset()
}

fn link(relation: &str, href: &str, media_type: Option<&str>) -> Link {
    Link { href: clean(href).into_owned(), rel: relation.to_owned(), mime_type: media_type.map(str::to_owned), ..Link::default() }
}

fn person(name: &str) -> Person {
    Person { name: clean(name).into_owned(), ..Person::default() }
}

/// Plain text; declared as HTML where somebody could take it for markup, so that nobody has to guess.
fn text(value: &str, language: Option<&str>) -> Text {
    let text =
        if value.contains(['<', '&']) { Text::html(content::escape(value)) } else { Text::plain(clean(value).into_owned()) };
    Text { lang: language_tag(language), ..text }
}

fn entry(channel: &Channel, entry: &Entry, extent: Extent) -> AtomEntry {
    let language = entry.language.as_deref();
    let photo = entry.photo.as_ref().filter(|_| channel.shows_enclosure());
    let mut links: Vec<Link> =
        web(&entry.link).map(|address| link("alternate", address, Some("text/html"))).into_iter().collect();
    links.extend(entry.follows.map(|first| link("related", &channel.page_url(first), Some("text/html"))));
    links.extend(entry.reports.iter().filter(|report| web(&report.url).is_some()).map(via));
    links.extend(photo.map(enclosure));
    let summary = summary_text(entry, extent);
    let lead = entry.reports.first();
    AtomEntry {
        title: text(&entry.title, language),
        id: entry.id.to_string(),
        updated: date(entry.updated),
        published: Some(date(entry.published)),
        authors: lead.map(|lead| person(&lead.publisher)).into_iter().collect(),
        categories: entry
            .categories
            .iter()
            .map(|label| Category { term: clean(label).into_owned(), ..Category::default() })
            .collect(),
        links,
        source: lead.map(|lead| source(lead, entry)),
        summary: (!summary.is_empty()).then(|| text(&summary, language)),
        content: Some(Content {
            lang: language_tag(language),
            value: Some(content::html(channel, entry, extent)),
            content_type: Some("html".into()),
            ..Content::default()
        }),
        extensions: photo.map(media).unwrap_or_default(),
        ..AtomEntry::default()
    }
}

fn via(report: &Report) -> Link {
    Link {
        title: Some(clean(&report.title).into_owned()).filter(|title| !title.is_empty()),
        hreflang: language_tag(report.language.as_deref()),
        ..link("via", &report.url, Some("text/html"))
    }
}

fn enclosure(photo: &EntryPhoto) -> Link {
    Link {
        length: (photo.length > 0).then(|| photo.length.to_string()),
        title: photo.caption.as_deref().map(|caption| clean(caption).into_owned()),
        ..link("enclosure", &photo.url, Some(&photo.media_type))
    }
}

/// Who published the lead report (RFC 4287, section 4.2.11); its id is one that only that publisher has.
fn source(lead: &Report, entry: &Entry) -> Source {
    let site = site_of(lead).unwrap_or_else(|| lead.url.clone());
    Source {
        title: text(&lead.publisher, None),
        id: site.clone(),
        updated: date(lead.published.unwrap_or(entry.published)),
        links: vec![link("alternate", &site, Some("text/html"))],
        ..Source::default()
    }
}

fn media(photo: &EntryPhoto) -> ExtensionMap {
    let attributes = [
        ("url", photo.url.clone()),
        ("type", photo.media_type.clone()),
        ("medium", "image".into()),
        ("width", photo.width.to_string()),
        ("height", photo.height.to_string()),
    ];
    let child = |name: &str, value: &str| Extension {
        name: format!("media:{name}"),
        value: Some(clean(value).into_owned()),
        ..Extension::default()
    };
    let mut children = BTreeMap::new();
    if let Some(caption) = &photo.caption {
        children.insert("description".to_owned(), vec![child("description", caption)]);
    }
    if let Some(credit) = &photo.credit {
        children.insert("credit".to_owned(), vec![child("credit", credit)]);
    }
    let content = Extension {
        name: "media:content".into(),
        value: None,
        attrs: attributes.into_iter().map(|(name, value)| (name.to_owned(), clean(&value).into_owned())).collect(),
        children,
    };
    ExtensionMap::from([("media".to_owned(), BTreeMap::from([("content".to_owned(), vec![content])]))])
}
