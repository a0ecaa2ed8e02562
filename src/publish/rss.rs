//! RSS 2.0 (rssboard.org/rss-specification) with `atom`, `content`, `dc` and `media` (rssboard.org/media-rss).

use std::collections::BTreeMap;

use rss::extension::{Extension, ExtensionMap};
use rss::{Category, ChannelBuilder, Enclosure, Guid, Item, ItemBuilder, Source};

use super::{Channel, clean, content, language_tag, media_type, summary_text};
use crate::config::Format;
use crate::model::{Entry, EntryPhoto};

/// Minutes that readers may wait before they ask again.
const TTL: &str = "15";

/// Renders the feed.
pub fn render(channel: &Channel, entries: &[Entry]) -> Vec<u8> {
    let namespaces = [
        ("atom", "http://www.w3.org/2005/Atom"),
        ("media", "http://search.yahoo.com/mrss/"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
    ];
    let link =
        element("atom:link", None, &[("href", &channel.url(Format::Rss)), ("rel", "self"), ("type", media_type(Format::Rss))]);
    let mut feed = ChannelBuilder::default()
        .namespaces(namespaces.map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned())).into_iter().collect::<BTreeMap<_, _>>())
        .title(clean(&channel.title).into_owned())
        .link(channel.base_url.to_string())
        .description(clean(&channel.described()).into_owned())
        .language(language_tag(channel.language.as_deref()))
        .last_build_date(Some(channel.updated.to_rfc2822()))
        .generator(Some(format!("newsloom {}", env!("CARGO_PKG_VERSION"))))
        .ttl(Some(TTL.to_owned()))
        .items(entries.iter().map(|entry| item(channel, entry)).collect::<Vec<_>>())
        .build();
    feed.extensions = extensions([link]);
    let mut bytes = feed.pretty_write_to(Vec::new(), b' ', 1).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn item(channel: &Channel, entry: &Entry) -> Item {
    let lead = entry.reports.first();
    let photo = entry.photo.as_ref().filter(|_| channel.shows_enclosure());
    let enclosure = photo.map(|photo| Enclosure {
        url: photo.url.clone(),
        length: photo.length.to_string(),
        mime_type: photo.media_type.clone(),
    });
    let source = lead.map(|lead| Source { url: lead.url.clone(), title: Some(clean(&lead.publisher).into_owned()) });
    let creator = lead.map(|lead| element("dc:creator", Some(&lead.publisher), &[]));
    let language = language_tag(entry.language.as_deref()).map(|tag| element("dc:language", Some(&tag), &[]));
    let category = |name: &String| Category { name: clean(name).into_owned(), domain: None };
    let mut item = ItemBuilder::default()
        .title(Some(clean(&entry.title).into_owned()))
        .link(Some(entry.link.clone()))
        .guid(Some(Guid { value: entry.id.to_string(), permalink: false }))
        .pub_date(Some(entry.published.to_rfc2822()))
        .description(Some(summary_text(entry)).filter(|text| !text.is_empty()))
        .content(Some(content::html(channel, entry)))
        .enclosure(enclosure)
        .source(source)
        .categories(entry.categories.iter().map(category).collect::<Vec<_>>())
        .build();
    item.extensions = extensions(photo.map(media).into_iter().chain(creator).chain(language));
    item
}

fn media(photo: &EntryPhoto) -> Extension {
    let (width, height, length) = (photo.width.to_string(), photo.height.to_string(), photo.length.to_string());
    let mut attributes = vec![
        ("url", photo.url.as_str()),
        ("type", photo.media_type.as_str()),
        ("medium", "image"),
        ("width", width.as_str()),
        ("height", height.as_str()),
    ];
    if photo.length > 0 {
        attributes.push(("fileSize", length.as_str()));
    }
    let mut media = element("media:content", None, &attributes);
    let caption = photo.caption.as_ref().map(|caption| element("media:description", Some(caption), &[("type", "plain")]));
    let credit = photo.credit.as_ref().map(|credit| element("media:credit", Some(credit), &[]));
    for child in caption.into_iter().chain(credit) {
        let local = child.name.rsplit(':').next().unwrap_or_default().to_owned();
        media.children.entry(local).or_default().push(child);
    }
    media
}

/// An element of another namespace.
pub fn element(name: &str, value: Option<&str>, attributes: &[(&str, &str)]) -> Extension {
    Extension {
        name: name.to_owned(),
        value: value.map(|text| clean(text).into_owned()),
        attrs: attributes.iter().map(|(name, value)| ((*name).to_owned(), clean(value).into_owned())).collect(),
        children: BTreeMap::new(),
    }
}

fn extensions(elements: impl IntoIterator<Item = Extension>) -> ExtensionMap {
    let mut map = ExtensionMap::new();
    for element in elements {
        let (prefix, local) = element.name.split_once(':').unwrap_or(("", &element.name));
        let (prefix, local) = (prefix.to_owned(), local.to_owned());
        map.entry(prefix).or_default().entry(local).or_default().push(element);
    }
    map
}
