//! What feeds and pages say, made into articles. Pure.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset, Utc};
use sha2::{Digest, Sha256};

use super::address;
use crate::config::Source;
use crate::model::{Article, ArticleId, Feed, FeedEntry, Image, Page, PageState, Photo};
use crate::read::html;
use crate::text::language;

/// Photos kept of one article.
const MAX_PHOTOS: usize = 6;

/// A feed entry as it would be stored if it were new.
#[derive(Debug, Clone)]
pub struct Draft {
    /// SHA-256 (hex) of what the entry says.
    pub digest: String,
    /// With id 0.
    pub article: Article,
}

/// Where the entries of a document come from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// As configured.
    pub source: &'a Source,
    /// Name of the publisher, unless an entry names its own.
    pub title: &'a str,
    /// Whether entries are mere links, of which their pages will tell if they are articles.
    pub tentative: bool,
    /// The moment of the pass.
    pub now: DateTime<Utc>,
}

/// Articles of a feed, no article twice, in document order.
pub fn drafts(feed: &Feed, origin: Origin<'_>) -> Vec<Draft> {
    let mut met = HashSet::new();
    feed.entries
        .iter()
        .filter_map(|entry| draft(entry, feed, origin))
        .filter(|draft| met.insert(draft.article.key.clone()))
        .collect()
}

fn draft(entry: &FeedEntry, feed: &Feed, origin: Origin<'_>) -> Option<Draft> {
    let Origin { source, now, .. } = origin;
    let url = address::clean(&entry.link);
    let key = match &url {
        Some(url) => address::key(url),
        None if !entry.id.is_empty() => format!("{} {}", source.id, entry.id),
        None => return None,
    };
    let url = url.or_else(|| address::clean(&feed.link)).unwrap_or_else(|| source.url.clone());
    let summary = html::text(&entry.summary);
    let content = html::text(&entry.content);
    // A "summary" that is the article, with nothing else given, is its body.
    let (standfirst, entry_text) = match (summary.is_empty(), content.is_empty()) {
        (false, true) if summary.contains("\n\n") => (String::new(), summary),
        _ => (summary.split_whitespace().collect::<Vec<_>>().join(" "), content),
    };
    let declared = entry.language.as_deref().filter(|tag| !tag.is_empty()).unwrap_or(&feed.language);
    let sample = format!("{}\n{standfirst}\n{entry_text}", entry.title);
    let publisher_name = source.title.clone().or_else(|| entry.source_title.clone()).unwrap_or_else(|| origin.title.to_owned());
    let article = Article {
        id: ArticleId(0),
        key,
        source: source.id.clone(),
        publisher: address::publisher(&url),
        publisher_name,
        url: url.into(),
        title: entry.title.clone(),
        standfirst,
        entry_text,
        page_text: String::new(),
        language: pick_language(source, declared, &sample),
        authors: entry.authors.clone(),
        categories: entry.categories.clone(),
        published: past(entry.published.or(entry.updated), now),
        first_seen: now,
        photos: entry.images.iter().take(MAX_PHOTOS).map(unprobed).collect(),
        machine_translated: false,
        page: PageState::Due { tries: 0, not_before: None },
        confirmed: !entry.title.is_empty() && !origin.tentative,
        same_as: None,
    };
    Some(Draft { digest: digest(entry), article })
}

/// The language as the operator fixed it, as declared, or as the text shows, in this order; except that "en", which templates
/// declare for every site, yields to what the text shows.
fn pick_language(source: &Source, declared: &str, sample: &str) -> Option<String> {
    let primary = |tag: &str| tag.split(['-', '_']).next().map(str::to_ascii_lowercase).filter(|tag| !tag.is_empty());
    if let Some(fixed) = source.language.as_deref().and_then(primary) {
        return Some(fixed);
    }
    match primary(declared) {
        Some(tag) if tag != "en" => Some(tag),
        Some(tag) => Some(language::detect_surely(sample).unwrap_or(tag)),
        None => language::detect(sample),
    }
}

/// A stated date; one in the future is as good as none.
fn past(stated: Option<DateTime<FixedOffset>>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    stated.map(|date| date.to_utc()).filter(|date| *date <= now && date.timestamp() > 0)
}

fn unprobed(image: &Image) -> Photo {
    Photo { image: image.clone(), facts: None }
}

/// What makes an entry "changed" when it comes again: what readers would see of it.
fn digest(entry: &FeedEntry) -> String {
    let mut hash = Sha256::new();
    for part in [&entry.title, &entry.summary, &entry.content] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    for image in &entry.images {
        hash.update(image.url.as_bytes());
        hash.update([0]);
    }
    hex(&hash.finalize())
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A known article, after its entry came again with other words.
pub fn revise(known: &Article, draft: &Article) -> Article {
    Article {
        title: if draft.title.is_empty() { known.title.clone() } else { draft.title.clone() },
        standfirst: draft.standfirst.clone(),
        entry_text: draft.entry_text.clone(),
        categories: draft.categories.clone(),
        published: known.published.or(draft.published),
        photos: join_photos(known.photos.iter().cloned(), draft.photos.iter().map(|photo| &photo.image)),
        page: draft.page.clone(),
        ..known.clone()
    }
}

/// An article, after its page was read.
pub fn with_page(known: &Article, page: &Page, now: DateTime<Utc>) -> Article {
    let first = |one: &str, other: &str| if one.is_empty() { other.to_owned() } else { one.to_owned() };
    let lead = page.images.iter().filter(|image| image.lead).map(|image| &image.image);
    let others = page.images.iter().filter(|image| !image.lead).map(|image| &image.image);
    let leading: Vec<Photo> = lead.map(unprobed).collect();
    let known_images: Vec<Image> = known.photos.iter().map(|photo| photo.image.clone()).collect();
    let mut photos = join_photos(leading.into_iter(), known_images.iter().chain(others));
    for photo in &mut photos {
        let probed = known.photos.iter().find(|other| other.image.url == photo.image.url);
        photo.facts = probed.and_then(|other| other.facts.clone());
    }
    let text = page.text.clone().unwrap_or_default();
    let language = match &known.language {
        Some(language) => Some(language.clone()),
        None => language::detect(&format!("{}\n{text}", page.title)),
    };
    Article {
        title: if known.confirmed { first(&known.title, &page.title) } else { first(&page.title, &known.title) },
        standfirst: first(&page.standfirst, &known.standfirst),
        page_text: text,
        language,
        authors: if known.authors.is_empty() { page.authors.clone() } else { known.authors.clone() },
        published: known.published.or_else(|| past(page.published, now)),
        publisher_name: first(&known.publisher_name, &page.site),
        photos,
        machine_translated: page.machine_translated,
        page: PageState::Read,
        ..known.clone()
    }
}

/// Photos without doubles: what a later mention knows better is added to the earlier one.
fn join_photos<'a>(first: impl Iterator<Item = Photo>, more: impl Iterator<Item = &'a Image>) -> Vec<Photo> {
    let mut photos: Vec<Photo> = first.collect();
    for image in more {
        match photos.iter_mut().find(|photo| same_picture(&photo.image.url, &image.url)) {
            Some(photo) => complete(&mut photo.image, image),
            None => photos.push(unprobed(image)),
        }
    }
    photos.truncate(MAX_PHOTOS);
    photos
}

fn complete(image: &mut Image, other: &Image) {
    if image.caption.is_none() && image.credit.is_none() {
        image.caption.clone_from(&other.caption);
        image.credit.clone_from(&other.credit);
    }
    if image.url == other.url {
        image.width = image.width.or(other.width);
        image.height = image.height.or(other.height);
    }
}

fn same_picture(one: &str, other: &str) -> bool {
    one == other || one.split(['?', '#']).next() == other.split(['?', '#']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_mentions_complete_earlier_ones() {
        let image =
            |url: &str, caption: Option<&str>| Image { url: url.into(), caption: caption.map(str::to_owned), ..Image::default() };
        let from_feed = [unprobed(&image("https://a.example/1.jpg?w=300", None))];
        let page = [image("https://a.example/1.jpg", Some("The bridge")), image("https://a.example/2.jpg", None)];
        let photos = join_photos(from_feed.into_iter(), page.iter());
        let told: Vec<_> = photos.iter().map(|photo| (photo.image.url.as_str(), photo.image.caption.as_deref())).collect();
        assert_eq!(told, [("https://a.example/1.jpg?w=300", Some("The bridge")), ("https://a.example/2.jpg", None)]);
    }

    #[test]
    fn a_date_in_the_future_is_none() {
        let now = DateTime::parse_from_rfc3339("2026-03-01T12:00:00Z").unwrap().to_utc();
        let stated = |text| DateTime::parse_from_rfc3339(text).ok();
        assert_eq!(past(stated("2026-03-06T12:00:00Z"), now), None);
        assert_eq!(past(stated("2026-03-01T13:00:00+02:00"), now), stated("2026-03-01T11:00:00Z").map(|date| date.to_utc()));
    }
}
