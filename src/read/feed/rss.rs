//! RSS 2.0 (rssboard.org/rss-specification), 0.9x, and 1.0 (web.resource.org/rss/1.0/spec).

use chrono::{DateTime, FixedOffset};
use url::Url;

use super::Context;
use super::common::{self, absolute, add, address, base_at, date, first, markup, person, plain, some};
use super::media;
use crate::model::{Enclosure, Feed, FeedEntry, FeedFormat, UpdateHints};
use crate::read::xml::{Element, Ns};
use crate::read::{dates, html};

const PUBLISHED: [(Ns, &str); 8] = [
    (Ns::Rss, "pubDate"),
    (Ns::Dc, "date"),
    (Ns::Dc, "issued"),
    (Ns::Atom, "published"),
    (Ns::Dc, "created"),
    (Ns::Rss, "published"),
    (Ns::Rss, "date"),
    (Ns::Rss, "created"),
];
const UPDATED: [(Ns, &str); 5] =
    [(Ns::Dc, "modified"), (Ns::Atom, "updated"), (Ns::Rss, "lastBuildDate"), (Ns::Rss, "updated"), (Ns::Rss, "lastUpdated")];

/// Reads the document from its outermost element: `rss`, `rdf:RDF` or a lone `channel`.
pub fn read(root: Element<'_, '_>, context: Context<'_>) -> Feed {
    let channel =
        root.child(Ns::Rss, "channel").or_else(|| root.children().find(|child| named(*child, "channel"))).unwrap_or(root);
    let pictures = media::of_feed(channel);
    let language = first(channel, &[(Ns::Rss, "language"), (Ns::Dc, "language")], |tag| some(common::language(&tag.value())))
        .or_else(|| root.attribute_exactly("xml:lang").map(|tag| common::language(&tag)))
        .unwrap_or_default();
    let context = Context { pictures: Some(&pictures), language: &language, ..context };
    let date = date(context);
    let link = link_of(channel, context).unwrap_or_default();
    // RSS 1.0 puts items beside the channel, RSS 2.0 inside; the web does both, and forgets to close what stands before them.
    let entries = root.descendants().filter(|element| is_item(*element)).take(common::MAX_ENTRIES + 1);
    let entries = entries.map(|item| entry(item, context));
    Feed {
        format: format(root),
        title: first(channel, &[(Ns::Rss, "title"), (Ns::Dc, "title")], |title| some(plain(title))).unwrap_or_default(),
        description: first(
            channel,
            &[
                (Ns::Rss, "description"),
                (Ns::Dc, "description"),
                (Ns::Itunes, "summary"),
                (Ns::Itunes, "subtitle"),
                (Ns::Rss, "tagline"),
                (Ns::Rss, "abstract"),
            ],
            |text| some(markup(text, context)),
        )
        .or_else(|| channel.children().find(|child| named(*child, "browserFriendly")).map(|text| markup(text, context)))
        .unwrap_or_default(),
        updated: first(channel, &UPDATED[2..3], &date)
            .or_else(|| first(channel, &PUBLISHED, &date))
            .or_else(|| first(channel, &UPDATED, &date))
            .or_else(|| last_modified(channel)),
        hub: related(channel, "hub", context),
        cloud: cloud(channel),
        ttl_minutes: channel.child(Ns::Rss, "ttl").and_then(|ttl| ttl.value().parse().ok()),
        hints: UpdateHints { self_url: related(channel, "self", context), ..common::hints(channel) },
        entries: entries.collect(),
        deleted: Vec::new(),
        link,
        language: language.clone(),
    }
}

fn named(element: Element<'_, '_>, name: &str) -> bool {
    element.name().eq_ignore_ascii_case(name)
}

fn is_item(element: Element<'_, '_>) -> bool {
    matches!(element.ns(), Ns::Rss | Ns::Other | Ns::Xhtml) && (named(element, "item") || named(element, "entry"))
}

fn format(root: Element<'_, '_>) -> FeedFormat {
    let version = root.attribute("version").unwrap_or_default();
    if root.is(Ns::Rdf, "RDF") || named(root, "rdf") {
        let netscape = root.attribute_exactly("xmlns").is_some_and(|uri| uri.contains("netscape"));
        return if netscape { FeedFormat::Rss09 } else { FeedFormat::Rss1 };
    }
    if version.trim().starts_with("0.9") { FeedFormat::Rss09 } else { FeedFormat::Rss2 }
}

fn entry(item: Element<'_, '_>, context: Context<'_>) -> FeedEntry {
    let guid = item.all(Ns::Rss, "guid").last().or_else(|| item.child(Ns::Atom, "id"));
    let id = guid.map(|guid| guid.value().into_owned()).filter(|id| !id.is_empty());
    let permalink = guid.filter(|guid| guid.attribute("isPermaLink").is_none_or(|flag| !flag.eq_ignore_ascii_case("false")));
    let permalink = permalink.map(|guid| guid.value().into_owned()).filter(|id| Url::parse(id).is_ok_and(|url| url.has_host()));
    let original = || item.children().find(|child| named(*child, "origLink")).and_then(|link| some(link.value().into_owned()));
    let link = link_of(item, context).or(permalink).or_else(original).or_else(|| about(item)).unwrap_or_default();

    let content = first(
        item,
        &[
            (Ns::Content, "encoded"),
            (Ns::Xhtml, "body"),
            (Ns::Xhtml, "div"),
            (Ns::Rss, "fullitem"),
            (Ns::Atom, "content"),
            (Ns::Rss, "content"),
            (Ns::Rss, "body"),
        ],
        |text| some(if text.ns() == Ns::Xhtml { common::xhtml(text, context) } else { markup(text, context) }),
    );
    let summary = first(
        item,
        &[
            (Ns::Rss, "description"),
            (Ns::Dc, "description"),
            (Ns::Dc, "abstract"),
            (Ns::Rss, "abstract"),
            (Ns::Atom, "summary"),
            (Ns::Rss, "summary"),
            (Ns::Itunes, "summary"),
            (Ns::Itunes, "subtitle"),
            (Ns::Media, "description"),
        ],
        |text| some(markup(text, context)),
    );
    let mut entry = FeedEntry {
        id: id.or_else(|| about(item)).unwrap_or_default(),
        title: first(
            item,
            &[(Ns::Rss, "title"), (Ns::Dc, "title"), (Ns::Atom, "title"), (Ns::Media, "title"), (Ns::Itunes, "title")],
            |title| some(plain(title)),
        )
        .unwrap_or_default(),
        link,
        published: first(item, &PUBLISHED, date(context)),
        updated: first(item, &UPDATED, date(context)).or_else(|| last_modified(item)),
        summary: summary.unwrap_or_default(),
        content: content.unwrap_or_default(),
        authors: authors(item),
        categories: categories(item),
        language: first(item, &[(Ns::Dc, "language"), (Ns::Rss, "language")], |tag| some(common::language(&tag.value())))
            .or_else(|| item.attribute_exactly("xml:lang").map(|tag| common::language(&tag))),
        source_title: item.child(Ns::Rss, "source").and_then(|source| some(plain(source))),
        enclosures: enclosures(item, context),
        images: Vec::new(),
    };
    entry.images = media::images(item, &entry.enclosures, context);
    if entry.images.is_empty() {
        entry.images.extend(item_image(item, context));
    }
    common::complete(entry)
}

fn item_image(item: Element<'_, '_>, context: Context<'_>) -> Option<crate::model::Image> {
    let image = item.child(Ns::Rss, "image")?;
    let address_text = image.child(Ns::Rss, "url").map_or_else(|| image.value().into_owned(), |url| url.value().into_owned());
    let url = address(image, &address_text, context);
    Url::parse(&url).ok().map(|_| common::bare_image(url))
}

fn about(item: Element<'_, '_>) -> Option<String> {
    item.attribute_exactly("rdf:about")
        .or_else(|| item.attribute_exactly("about"))
        .and_then(|about| some(about.trim().to_owned()))
}

/// `link`, else the alternate `atom:link`.
fn link_of(element: Element<'_, '_>, context: Context<'_>) -> Option<String> {
    let plain_link = element.all(Ns::Rss, "link").filter_map(|link| {
        let text = html::squeeze(&html::plain(&link.value()));
        some(address(link, &text, context)).or_else(|| link.attribute("href").map(|href| address(link, &href, context)))
    });
    // Of several the last counts, as in the readers that people use.
    let plain_link = plain_link.last();
    plain_link
        .or_else(|| {
            let links = element.children().filter(|child| named(*child, "link") && child.ns() != Ns::Rss);
            let mut alternate = links.filter(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"));
            alternate.find_map(|link| {
                some(address(link, &link.attribute("href").unwrap_or_else(|| link.value().into_owned()), context))
            })
        })
        // Channel Definition Format, the first of all feeds.
        .or_else(|| some(address(element, &element.attribute("href")?, context)))
}

/// `lastmod` of the Channel Definition Format.
fn last_modified(element: Element<'_, '_>) -> Option<DateTime<FixedOffset>> {
    element.attribute("lastmod").and_then(|date| dates::parse(&date))
}

/// Where `cloud` (RSS 2.0) takes registrations, as an address.
fn cloud(channel: Element<'_, '_>) -> Option<String> {
    let cloud = channel.child(Ns::Rss, "cloud")?;
    let domain = some(cloud.attribute("domain")?.trim().to_owned())?;
    let port = cloud.attribute("port").and_then(|port| port.trim().parse::<u16>().ok()).unwrap_or(80);
    let path = cloud.attribute("path").unwrap_or_default();
    let scheme = if port == 443 { "https" } else { "http" };
    Url::parse(&format!("{scheme}://{domain}:{port}/{}", path.trim().trim_start_matches('/'))).ok().map(String::from)
}

/// The address of an Atom link of that relation.
fn related(channel: Element<'_, '_>, relation: &str, context: Context<'_>) -> Option<String> {
    let mut links = channel.children().filter(|child| named(*child, "link"));
    let link = links.find(|link| link.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case(relation)))?;
    some(address(link, &link.attribute("href")?, context))
}

fn authors(item: Element<'_, '_>) -> Vec<String> {
    let mut names = Vec::new();
    for (ns, name) in [(Ns::Rss, "author"), (Ns::Dc, "creator"), (Ns::Dc, "author"), (Ns::Atom, "author"), (Ns::Itunes, "author")]
    {
        for author in item.all(ns, name) {
            let inner = author.children().find(|child| named(*child, "name"));
            add(&mut names, person(&inner.unwrap_or(author).value()));
        }
        if !names.is_empty() && ns != Ns::Rss {
            break;
        }
    }
    names
}

fn categories(item: Element<'_, '_>) -> Vec<String> {
    let mut labels = Vec::new();
    for child in item.children() {
        if (child.is(Ns::Itunes, "keywords") || child.is(Ns::Media, "keywords")) && labels.len() < 100 {
            plain(child).split(',').for_each(|word| add(&mut labels, some(word.trim().to_owned())));
        }
        if child.is(Ns::Rss, "category") || child.is(Ns::Dc, "subject") || child.is(Ns::Atom, "category") {
            let label = some(plain(child)).or_else(|| child.attribute("label")).or_else(|| child.attribute("term"));
            add(&mut labels, label);
        }
    }
    labels
}

fn enclosures(item: Element<'_, '_>, context: Context<'_>) -> Vec<Enclosure> {
    let base = base_at(item, context);
    let enclosure = |child: Element<'_, '_>| {
        let named_link = named(child, "link") && child.attribute("rel").is_some_and(|rel| rel == "enclosure");
        if !(child.is(Ns::Rss, "enclosure") || named_link) {
            return None;
        }
        let url = child.attribute("url").or_else(|| child.attribute("href")).or_else(|| some(child.value().into_owned()))?;
        Some(Enclosure {
            url: absolute(&url, base.as_ref()),
            media_type: child.attribute("type").unwrap_or_default(),
            length: child.attribute("length").and_then(|length| length.trim().replace(',', "").parse().ok()).unwrap_or(0),
        })
    };
    let enclosures = item.children().filter_map(enclosure).filter(|enclosure| !enclosure.url.is_empty());
    enclosures.take(common::MAX_ENCLOSURES).collect()
}
