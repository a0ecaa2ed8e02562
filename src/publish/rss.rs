//! RSS 2.0 (rssboard.org/rss-specification) with `atom`, `content`, `dc` and `media` (rssboard.org/media-rss).

use std::collections::BTreeMap;

use rss::extension::{Extension, ExtensionMap};
use rss::{Category, ChannelBuilder, Enclosure, Guid, Item, ItemBuilder, Source};

use super::{Channel, Extent, RIGHTS, clean, content, language_tag, media_type, site_of, summary_text, web};
use crate::config::Format;
use crate::model::{Entry, EntryPhoto};

/// Minutes that readers may wait before they ask again.
const TTL: &str = "15";

/// Renders the feed.
pub fn render(channel: &Channel, entries: &[(&Entry, Extent)]) -> Vec<u8> {
    let namespaces = [
        ("atom", "http://www.w3.org/2005/Atom"),
        ("media", "http://search.yahoo.com/mrss/"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
    ];
    let mut feed = ChannelBuilder::default()
        .namespaces(namespaces.map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned())).into_iter().collect::<BTreeMap<_, _>>())
        .title(clean(&channel.title).into_owned())
        .link(channel.base_url.to_string())
        .description(clean(&channel.described()).into_owned())
        .language(language_tag(channel.language.as_deref()))
        .last_build_date(Some(channel.updated.to_rfc2822()))
        .copyright(Some(RIGHTS.to_owned()))
        // Without its version, which would change the bytes of feeds that did not change.
        .generator(Some("newsloom".to_owned()))
        .ttl(Some(TTL.to_owned()))
        .items(entries.iter().map(|(entry, extent)| item(channel, entry, *extent)).collect::<Vec<_>>())
        .build();
    feed.extensions = extensions(links(channel));
    let mut bytes = feed.pretty_write_to(Vec::new(), b' ', 1).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The feed itself, its hubs, the archives (RFC 5005, section 4, which names RSS too).
fn links(channel: &Channel) -> Vec<Extension> {
    let (itself, atom) = (media_type(Format::Rss), media_type(Format::Atom));
    let mut links = vec![element("atom:link", None, &[("href", &channel.url(Format::Rss)), ("rel", "self"), ("type", itself)])];
    links.extend(channel.hubs.iter().map(|hub| element("atom:link", None, &[("href", hub.as_str()), ("rel", "hub")])));
    let months = [("prev-archive", &channel.closed), ("related", &channel.open)];
    links.extend(months.into_iter().filter_map(|(relation, month)| {
        let href = channel.archive_url(month.as_ref()?);
        Some(element("atom:link", None, &[("href", &href), ("rel", relation), ("type", atom)]))
    }));
    links
}

fn item(channel: &Channel, entry: &Entry, extent: Extent) -> Item {
    let lead = entry.reports.first();
    let photo = entry.photo.as_ref().filter(|_| channel.shows_enclosure());
    let enclosure = photo.map(|photo| Enclosure {
        url: photo.url.clone(),
        length: photo.length.to_string(),
        mime_type: photo.media_type.clone(),
    });
    let source = lead.and_then(|lead| Some(Source { url: site_of(lead)?, title: Some(clean(&lead.publisher).into_owned()) }));
    let creator = lead.map(|lead| element("dc:creator", Some(&lead.publisher), &[]));
    let language = language_tag(entry.language.as_deref()).map(|tag| element("dc:language", Some(&tag), &[]));
    let category = |name: &String| Category { name: clean(name).into_owned(), domain: None };
    let mut item = ItemBuilder::default()
        .title(Some(clean(&entry.title).into_owned()))
        .link(web(&entry.link).map(str::to_owned))
        .guid(Some(Guid { value: entry.id.to_string(), permalink: false }))
        .pub_date(Some(entry.published.to_rfc2822()))
        // Readers take it for HTML (rssboard.org/rss-profile, element description).
        .description(Some(content::escape(&summary_text(entry, extent))).filter(|text| !text.is_empty()))
        .content(Some(content::html(channel, entry, extent)))
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
