//! Atom 1.0 (RFC 4287) and 0.3.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use chrono::{DateTime, FixedOffset};
use url::Url;

use super::Context;
use super::common::{self, absolute, add, address, base_at, date, first, person, some};
use super::media;
use crate::model::{Enclosure, Feed, FeedEntry, FeedFormat, UpdateHints};
use crate::read::xml::{Element, Ns};
use crate::read::{dates, html};

/// Reads the document from its `feed` element.
pub fn read(root: Element<'_, '_>, context: Context<'_>) -> Feed {
    let pictures = media::of_feed(root);
    let old = root.attribute_exactly("xmlns").is_some_and(|uri| uri.contains("purl.org/atom"))
        || root.attribute_exactly("version").is_some_and(|version| version.starts_with("0."));
    let language = common::language(&root.attribute_exactly("xml:lang").unwrap_or_default());
    let context = Context { pictures: Some(&pictures), language: &language, ..context };
    let feed_authors = authors(root);
    let entries = root.children().filter(|child| named(*child, "entry")).take(common::MAX_ENTRIES + 1);
    let mut entries: Vec<FeedEntry> = entries.map(|element| entry(element, &feed_authors, context)).collect();
    let deleted = deleted(root, &entries, context);
    entries.retain(|entry| !deleted.contains(&entry.id));
    Feed {
        format: if old { FeedFormat::Atom03 } else { FeedFormat::Atom1 },
        title: child(root, &["title"]).map(title).unwrap_or_default(),
        link: link(root, "alternate", context).or_else(|| link(root, "self", context)).unwrap_or_default(),
        description: child(root, &["subtitle", "tagline", "info"]).map(|text| markup(text, context)).unwrap_or_default(),
        updated: child(root, &["updated", "modified"]).and_then(date(context)),
        hub: link(root, "hub", context),
        cloud: None,
        ttl_minutes: None,
        hints: UpdateHints { self_url: link(root, "self", context), ..common::hints(root) },
        entries,
        deleted: deleted.into_iter().collect(),
        language: language.clone(),
    }
}

fn named(element: Element<'_, '_>, name: &str) -> bool {
    matches!(element.ns(), Ns::Atom | Ns::Rss | Ns::Other) && element.name().eq_ignore_ascii_case(name)
}

/// The first child of the first of these names that occurs.
fn child<'t, 'a>(element: Element<'t, 'a>, names: &[&str]) -> Option<Element<'t, 'a>> {
    names.iter().find_map(|name| element.children().find(|child| named(*child, name)))
}

/// Ids of deleted entries (RFC 6721, section 3). One that is listed with a later date stands again; what names no time is older than that.
fn deleted(root: Element<'_, '_>, entries: &[FeedEntry], context: Context<'_>) -> BTreeSet<String> {
    let dated = entries.iter().map(|entry| (entry.id.as_str(), entry.updated.or(entry.published)));
    let listed: BTreeMap<&str, Option<DateTime<FixedOffset>>> = dated.collect();
    let tombstones = root.children().filter(|child| named(*child, "deleted-entry")).take(common::MAX_ENTRIES);
    let id = |tombstone: Element<'_, '_>| {
        let id = tombstone.attribute("ref").and_then(some)?;
        let when = tombstone.attribute("when").and_then(|when| dates::parse_in(&when, context.language));
        let stands = listed.get(id.as_str()).is_some_and(|date| when.is_none() || *date > when);
        (!stands).then_some(id)
    };
    tombstones.filter_map(id).collect()
}

fn entry(element: Element<'_, '_>, feed_authors: &[String], context: Context<'_>) -> FeedEntry {
    let date = date(context);
    let content = child(element, &["content"]);
    let outside = content.and_then(|content| content.attribute("src"));
    let mut entry = FeedEntry {
        id: child(element, &["id"]).map(|element| id(element, context)).unwrap_or_default(),
        title: child(element, &["title"])
            .map(title)
            .or_else(|| first(element, &[(Ns::Dc, "title"), (Ns::Media, "title")], |title| some(common::plain(title))))
            .unwrap_or_default(),
        link: link(element, "alternate", context)
            .or_else(|| outside.map(|src| address(element, &src, context)))
            .or_else(|| link(element, "self", context))
            .or_else(|| link(element, "related", context))
            .or_else(|| {
                element.children().find(|child| named(*child, "origLink")).and_then(|link| some(link.value().into_owned()))
            })
            .or_else(|| {
                child(element, &["id"]).map(|id| id.value().into_owned()).filter(|id| is_web(id)).map(|id| absolute(&id, None))
            })
            .unwrap_or_default(),
        published: child(element, &["published", "issued", "created", "pubDate"])
            .and_then(&date)
            .or_else(|| first(element, &[(Ns::Dc, "date"), (Ns::Dc, "issued"), (Ns::Dc, "created")], &date)),
        updated: child(element, &["updated", "modified"])
            .and_then(&date)
            .or_else(|| first(element, &[(Ns::Dc, "modified")], &date)),
        summary: child(element, &["summary"]).map(|text| markup(text, context)).unwrap_or_default(),
        content: content.map(|text| markup(text, context)).unwrap_or_default(),
        authors: authors_or(element, feed_authors),
        categories: categories(element),
        language: content
            .and_then(|content| content.attribute_exactly("xml:lang"))
            .or_else(|| element.attribute_exactly("xml:lang"))
            .and_then(|tag| some(common::language(&tag))),
        source_title: child(element, &["source"]).and_then(|source| child(source, &["title"])).map(title).and_then(some),
        enclosures: enclosures(element, context),
        images: Vec::new(),
    };
    if entry.summary.is_empty() && entry.content.is_empty() {
        let described = element.all(Ns::Media, "group").find_map(|group| group.child(Ns::Media, "description"));
        let described = described.or_else(|| element.child(Ns::Media, "description"));
        entry.summary = described.map(|text| common::markup(text, context)).unwrap_or_default();
    }
    entry.images = media::images(element, &entry.enclosures, context);
    common::complete(entry)
}

fn is_web(id: &str) -> bool {
    Url::parse(id).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// The id as written; paths alone, which no two feeds may share, are made addresses.
fn id(element: Element<'_, '_>, context: Context<'_>) -> String {
    let id = element.value();
    if id.starts_with('/') { address(element, &id, context) } else { id.into_owned() }
}

/// How a text construct is written (RFC 4287 section 3.1; Atom 0.3 `mode`).
enum Construct {
    Plain,
    Html,
    Inline,
    Base64,
}

fn construct(element: Element<'_, '_>) -> Construct {
    let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let mode = element.attribute("mode").unwrap_or_default().to_ascii_lowercase();
    let has_elements = element.children().next().is_some();
    match (kind.as_str(), mode.as_str()) {
        (_, "escaped") if kind.contains("html") => Construct::Html,
        (_, "base64") => Construct::Base64,
        // Whatever is neither text nor XML (RFC 4287, section 4.1.3.3).
        (kind, "") if kind.contains('/') && !kind.starts_with("text/") && !kind.ends_with("xml") => Construct::Base64,
        ("xhtml", _) | (_, "xml") => Construct::Inline,
        ("html" | "text/html", _) => Construct::Html,
        _ if has_elements => Construct::Inline,
        ("application/xhtml+xml", _) => Construct::Html,
        _ => Construct::Plain,
    }
}

/// Plain text of a title.
fn title(element: Element<'_, '_>) -> String {
    match construct(element) {
        Construct::Plain => html::squeeze(&element.value()),
        Construct::Html => html::plain(&element.value()),
        Construct::Base64 => html::plain(&decoded(element)),
        Construct::Inline => html::text(&element.value()).replace("\n\n", " "),
    }
}

/// What a construct written in Base64 says, nothing if that is no text; as it stands where it is not Base64.
fn decoded(element: Element<'_, '_>) -> String {
    let value = element.value();
    let dense: String = value.split_whitespace().collect();
    match base64::engine::general_purpose::STANDARD.decode(dense) {
        Ok(bytes) => String::from_utf8(bytes).unwrap_or_default(),
        Err(_) => value.into_owned(),
    }
}

/// Sanitised HTML of a text construct.
fn markup(element: Element<'_, '_>, context: Context<'_>) -> String {
    let base = base_at(element, context);
    match construct(element) {
        Construct::Html => html::sanitise(&escaped(element), base.as_ref()),
        Construct::Base64 => html::sanitise(&decoded(element), base.as_ref()),
        Construct::Inline => inline(element, context),
        Construct::Plain => {
            let value = element.value();
            // Plain text by declaration; but those that declare nothing often write HTML all the same.
            let undeclared = element.attribute("type").is_none();
            if undeclared && looks_like_html(&value) {
                html::sanitise(&value, base.as_ref())
            } else {
                html::escape(&value).into_owned()
            }
        }
    }
}

/// Escaped HTML, also within the `div` that belongs around markup in place.
fn escaped<'a>(element: Element<'_, 'a>) -> Cow<'a, str> {
    let mut children = element.children();
    match (children.next(), children.next()) {
        (Some(div), None)
            if div.name().eq_ignore_ascii_case("div") && div.raw().contains("&lt;") && div.children().next().is_none() =>
        {
            div.value()
        }
        _ => element.value(),
    }
}

fn looks_like_html(text: &str) -> bool {
    ["</", "<p>", "<br", "<img ", "<a "].iter().any(|sign| text.contains(sign))
}

/// Markup in place; the `div` of Atom 1.0 is not part of it (RFC 4287 section 3.1.1.3).
fn inline(element: Element<'_, '_>, context: Context<'_>) -> String {
    let mut children = element.children();
    let only = children.next().filter(|_| children.next().is_none());
    let div = only.filter(|child| child.name().eq_ignore_ascii_case("div") && element.raw().trim_start().starts_with('<'));
    let xhtml = element.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("xhtml"));
    let inner = div.filter(|_| xhtml).unwrap_or(element);
    common::xhtml(inner, context)
}

/// The address of the first link of that relation; of several alternates the one that is a page.
fn link(element: Element<'_, '_>, relation: &str, context: Context<'_>) -> Option<String> {
    let of_relation = |link: &Element<'_, '_>| {
        let rel = link.attribute("rel").filter(|rel| !rel.is_empty()).unwrap_or_else(|| "alternate".into());
        named(*link, "link") && rel.trim_start_matches("http://www.iana.org/assignments/relation/").eq_ignore_ascii_case(relation)
    };
    let links: Vec<Element<'_, '_>> = element.children().filter(of_relation).collect();
    let page = links.iter().find(|link| link.attribute("type").is_some_and(|kind| kind.contains("html")));
    let link = page.or(links.first())?;
    let href = link.attribute("href").or_else(|| some(link.value().into_owned()))?;
    some(address(*link, &href, context))
}

fn authors(element: Element<'_, '_>) -> Vec<String> {
    let mut names = Vec::new();
    for author in element.children().filter(|child| named(*child, "author")) {
        let name = child(author, &["name"]).or_else(|| child(author, &["email"])).unwrap_or(author);
        add(&mut names, person(&name.value()));
    }
    if names.is_empty() {
        element.all(Ns::Dc, "creator").for_each(|creator| add(&mut names, person(&creator.value())));
    }
    names
}

/// The entry's authors, else those of its source, else the feed's (RFC 4287, sections 4.1.2 and 4.2.1).
fn authors_or(element: Element<'_, '_>, feed_authors: &[String]) -> Vec<String> {
    let own = authors(element);
    let of_source = || child(element, &["source"]).map(authors).filter(|names| !names.is_empty());
    if own.is_empty() { of_source().unwrap_or_else(|| feed_authors.to_vec()) } else { own }
}

fn categories(element: Element<'_, '_>) -> Vec<String> {
    let mut labels = Vec::new();
    for category in element.children() {
        if named(category, "category") {
            let label = category.attribute("label").and_then(some).or_else(|| category.attribute("term")).and_then(some);
            add(&mut labels, label.or_else(|| some(common::plain(category))));
        } else if category.is(Ns::Dc, "subject") {
            add(&mut labels, some(common::plain(category)));
        }
    }
    labels
}

fn enclosures(element: Element<'_, '_>, context: Context<'_>) -> Vec<Enclosure> {
    let enclosure = |link: Element<'_, '_>| {
        let relation = link.attribute("rel")?;
        if !named(link, "link") || !relation.eq_ignore_ascii_case("enclosure") {
            return None;
        }
        Some(Enclosure {
            url: address(link, &link.attribute("href")?, context),
            media_type: link.attribute("type").unwrap_or_default(),
            length: link.attribute("length").and_then(|length| length.trim().parse().ok()).unwrap_or(0),
        })
    };
    element.children().filter_map(enclosure).take(common::MAX_ENCLOSURES).collect()
}
