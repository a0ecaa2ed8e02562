//! What the formats have in common.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};
use sha2::{Digest, Sha256};
use url::Url;

use super::Context;
use crate::model::{FeedEntry, Image, UpdateHints};
use crate::read::xml::{Element, Ns};
use crate::read::{dates, html};
use crate::text::address::without_credentials;

/// Entries of one feed; the rest is not looked at, and a warning says so.
pub const MAX_ENTRIES: usize = 20_000;

/// Bytes of an id: longer ones are known by their hash.
const MAX_ID: usize = 2_000;

/// Bytes of a base address: it may come out once for every link.
const MAX_BASE: usize = 500;

/// The base address at an element: `xml:base` attributes (W3C XML Base) over the document's own address.
pub fn base_at(element: Element<'_, '_>, context: Context<'_>) -> Option<Url> {
    if !context.bases {
        return context.base.cloned();
    }
    let outer = match element.parent() {
        Some(parent) => base_at(parent, context),
        None => context.base.cloned(),
    };
    match element.attribute_exactly("xml:base").filter(|address| address.len() <= MAX_BASE) {
        Some(address) => match &outer {
            Some(outer) => outer.join(address.trim()).ok().or_else(|| Some(outer.clone())),
            None => Url::parse(address.trim()).ok(),
        },
        None => outer,
    }
}

/// An address made absolute where a base is known; as it is otherwise.
pub fn absolute(address: &str, base: Option<&Url>) -> String {
    let address = address.trim();
    if address.is_empty() || html::plainly_web(address) {
        return address.to_owned();
    }
    let clean: Cow<'_, str> = if address.contains(char::is_whitespace) {
        Cow::Owned(address.split_whitespace().collect::<Vec<_>>().join("%20"))
    } else {
        Cow::Borrowed(address)
    };
    if Url::parse(&clean).is_ok() {
        return clean.into_owned();
    }
    base.and_then(|base| base.join(&clean).ok()).map_or_else(|| clean.into_owned(), String::from)
}

/// An address made absolute by the element's base.
pub fn address(element: Element<'_, '_>, text: &str, context: Context<'_>) -> String {
    if html::plainly_web(text) {
        return text.to_owned();
    }
    absolute(text, base_at(element, context).as_ref())
}

/// The element's content as sanitised HTML, where the content is HTML, escaped or not.
pub fn markup(element: Element<'_, '_>, context: Context<'_>) -> String {
    html::sanitise(&element.value(), base_at(element, context).as_ref())
}

/// Markup in place as sanitised HTML.
pub fn xhtml(element: Element<'_, '_>, context: Context<'_>) -> String {
    html::sanitise(&element.as_html(), base_at(element, context).as_ref())
}

/// The element's content as plain text.
pub fn plain(element: Element<'_, '_>) -> String {
    html::plain(&element.value())
}

/// The date that the element states, in a feed of that language.
pub fn date(context: Context<'_>) -> impl Fn(Element<'_, '_>) -> Option<DateTime<FixedOffset>> {
    move |element| dates::parse_in(&element.value(), context.language)
}

/// The first child element, of these names in this order, that `read` can make something of.
pub fn first<T>(
    element: Element<'_, '_>,
    names: &[(Ns, &'static str)],
    read: impl Fn(Element<'_, '_>) -> Option<T>,
) -> Option<T> {
    names.iter().find_map(|(ns, name)| element.all(*ns, name).find_map(&read))
}

/// A language tag as BCP 47 writes it; many write the underscore of locale names.
pub fn language(tag: &str) -> String {
    tag.trim().replace('_', "-")
}

/// `None` for an empty text.
pub fn some(text: String) -> Option<String> {
    if text.is_empty() { None } else { Some(text) }
}

/// A name without the address around it: "jo@news.example (Jo Doe)" and "Jo Doe <jo@news.example>" are Jo Doe.
pub fn person(text: &str) -> Option<String> {
    let text = html::plain(text);
    let inside = |open: char, close: char| {
        let (before, rest) = text.split_once(open)?;
        Some((before.trim().to_owned(), rest.split(close).next().unwrap_or(rest).trim().to_owned()))
    };
    let name = match (inside('(', ')'), inside('<', '>')) {
        (Some((mail, name)), _) if mail.contains('@') && !name.is_empty() => name,
        (Some((name, mail)), _) if mail.contains('@') && !name.is_empty() => name,
        (_, Some((name, mail))) if mail.contains('@') && !name.is_empty() => name,
        _ => text,
    };
    some(name.trim().trim_start_matches("mailto:").to_owned())
}

/// Enclosures of one entry.
pub const MAX_ENCLOSURES: usize = 100;

/// Authors or categories of one entry; no entry needs more.
const MAX_LIST: usize = 200;

/// Adds what is not there yet.
pub fn add(list: &mut Vec<String>, text: Option<String>) {
    if let Some(text) = text
        && list.len() < MAX_LIST
        && !list.contains(&text)
    {
        list.push(text);
    }
}

/// Fills what follows from the rest: summary, id, images of the content.
pub fn complete(mut entry: FeedEntry) -> FeedEntry {
    entry.title.truncate(html::cut(&entry.title, html::MAX_TITLE).len());
    if entry.id.len() > MAX_ID {
        entry.id = hashed(&entry.id);
    }
    if entry.id.is_empty() {
        entry.id = if entry.link.is_empty() { stand_in(&entry) } else { entry.link.clone() };
    }
    for html in [&entry.content, &entry.summary] {
        for image in super::media::inline(html) {
            if entry.images.len() < 20 && !entry.images.iter().any(|known| known.url == image.url) {
                entry.images.push(image);
            }
        }
    }
    for image in entry.images.iter_mut().filter(|image| image.url.contains('@')) {
        // Credentials are nothing to publish.
        if let Ok(url) = Url::parse(&image.url) {
            image.url = without_credentials(&url).into();
        }
    }
    if entry.summary.is_empty() {
        entry.summary.clone_from(&entry.content);
    }
    entry
}

/// An id for an entry that has neither guid nor link: it changes only with title and date.
fn stand_in(entry: &FeedEntry) -> String {
    let date = entry.published.map(|date| date.to_rfc3339()).unwrap_or_default();
    let text = if entry.title.is_empty() { &entry.summary } else { &entry.title };
    hashed(&format!("{text}\n{date}"))
}

/// An id that only this text has.
fn hashed(text: &str) -> String {
    let hash = Sha256::digest(text);
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("urn:newsloom:entry:{hex}")
}

/// An image of which only the address is known.
pub fn bare_image(url: String) -> Image {
    Image { url, ..Image::default() }
}

/// When to come back (RSS 2.0 `skipHours`, `skipDays`; the module `syndication`).
pub fn hints(channel: Element<'_, '_>) -> UpdateHints {
    let number = |name: &'static str| channel.child(Ns::Sy, name).and_then(|value| value.value().parse::<u32>().ok());
    let period = channel.child(Ns::Sy, "updatePeriod").and_then(|period| match period.value().to_ascii_lowercase().as_str() {
        "hourly" => Some(60),
        "daily" => Some(24 * 60),
        "weekly" => Some(7 * 24 * 60),
        "monthly" => Some(30 * 24 * 60),
        "yearly" => Some(365 * 24 * 60),
        _ => None,
    });
    let hours = channel.child(Ns::Rss, "skipHours");
    let days = channel.child(Ns::Rss, "skipDays");
    let day = |name: String| {
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        names.iter().position(|known| name.eq_ignore_ascii_case(known)).and_then(|at| u8::try_from(at).ok())
    };
    UpdateHints {
        self_url: None,
        period_minutes: period.map(|minutes: u32| minutes / number("updateFrequency").unwrap_or(1).max(1)),
        skip_hours: hours
            .iter()
            .flat_map(|hours| hours.all(Ns::Rss, "hour"))
            .filter_map(|hour| hour.value().parse::<u8>().ok())
            .map(|hour| hour % 24)
            .collect(),
        skip_days: days
            .iter()
            .flat_map(|days| days.all(Ns::Rss, "day"))
            .filter_map(|name| day(name.value().into_owned()))
            .collect(),
    }
}
