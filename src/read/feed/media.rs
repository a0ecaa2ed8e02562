//! Pictures of entries: Media RSS (rssboard.org/media-rss), enclosures, iTunes, and those in the content.

use super::Context;
use super::common::{absolute, address, some};
use crate::model::{Enclosure, Image};
use crate::read::html;
use crate::read::xml::{Element, Ns, attributes_of};

/// Pictures taken from one entry.
const MAX_IMAGES: usize = 20;

/// Media or thumbnails of one entry that are looked at.
const MAX_LOOKED_AT: usize = 50;

/// Pictures looked at in one content; most of the rest are pixels that count visits.
const MAX_TAGS: usize = 500;

/// Bytes of a caption or credit; what is longer is an article.
const MAX_CAPTION: usize = 8 << 10;

/// Pictures that an entry attaches, best first.
pub fn images(item: Element<'_, '_>, enclosures: &[Enclosure], context: Context<'_>) -> Vec<Image> {
    let mut ranked: Vec<(u64, Image)> = Vec::new();
    let groups = item.all(Ns::Media, "group").flat_map(|group| group.children().map(move |child| (child, Some(group))));
    let contents = item.children().map(|child| (child, None)).chain(groups);
    for (content, group) in contents.filter(|(child, _)| child.is(Ns::Media, "content")).take(MAX_LOOKED_AT) {
        if let Some(found) = of_content(content, group, item, context) {
            ranked.push(found);
        }
        let thumbnails = content.all(Ns::Media, "thumbnail").take(MAX_IMAGES);
        ranked.extend(thumbnails.filter_map(|thumbnail| of_thumbnail(thumbnail, item, context)));
    }
    for enclosure in enclosures.iter().filter(|enclosure| is_picture(&enclosure.media_type, &enclosure.url)) {
        let media_type = some(enclosure.media_type.clone());
        ranked.push((2_000_000, Image { url: enclosure.url.clone(), media_type, ..described(&[item]) }));
    }
    let thumbnails = item.all(Ns::Media, "group").flat_map(|group| group.all(Ns::Media, "thumbnail"));
    ranked.extend(
        thumbnails
            .chain(item.all(Ns::Media, "thumbnail"))
            .take(MAX_LOOKED_AT)
            .filter_map(|thumbnail| of_thumbnail(thumbnail, item, context)),
    );
    for image in item.all(Ns::Itunes, "image") {
        if let Some(href) = image.attribute("href").or_else(|| some(image.value().into_owned())) {
            ranked.push((1, Image { url: address(image, &href, context), ..Image::default() }));
        }
    }
    // A stable sort keeps document order among equals.
    ranked.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    let mut images: Vec<Image> = Vec::new();
    for (_, mut image) in ranked.into_iter().take(MAX_IMAGES) {
        if let Some(feed) = context.pictures {
            image.caption = image.caption.or_else(|| feed.caption.clone());
            image.credit = image.credit.or_else(|| feed.credit.clone());
        }
        let tiny = image.width == Some(1) || image.height == Some(1);
        match images.iter_mut().find(|known| known.url == image.url) {
            Some(known) => {
                known.caption = known.caption.take().or(image.caption);
                known.credit = known.credit.take().or(image.credit);
                known.width = known.width.or(image.width);
                known.height = known.height.or(image.height);
            }
            None if !tiny && !image.url.is_empty() => images.push(image),
            None => {}
        }
    }
    images
}

fn of_content(
    content: Element<'_, '_>,
    group: Option<Element<'_, '_>>,
    item: Element<'_, '_>,
    context: Context<'_>,
) -> Option<(u64, Image)> {
    let url = address(content, &content.attribute("url")?, context);
    let media_type = content.attribute("type").and_then(some);
    let medium = content.attribute("medium").unwrap_or_default();
    let says_picture = medium.eq_ignore_ascii_case("image");
    let says_other = !medium.is_empty() && !says_picture;
    if says_other || !(says_picture || is_picture(media_type.as_deref().unwrap_or_default(), &url)) {
        return None;
    }
    let image =
        Image { url, media_type, ..described(&[Some(content), group, Some(item)].into_iter().flatten().collect::<Vec<_>>()) };
    let image = sized(image, content);
    let area = u64::from(image.width.unwrap_or(0)).min(4000) * u64::from(image.height.unwrap_or(300)).min(4000);
    let default = content.attribute("isDefault").is_some_and(|flag| flag.eq_ignore_ascii_case("true"));
    Some((3_000_000 + area + if default { 100_000_000 } else { 0 }, image))
}

fn of_thumbnail(thumbnail: Element<'_, '_>, item: Element<'_, '_>, context: Context<'_>) -> Option<(u64, Image)> {
    let url = thumbnail.attribute("url").or_else(|| some(thumbnail.value().into_owned()))?;
    let image = sized(Image { url: address(thumbnail, &url, context), ..described(&[item]) }, thumbnail);
    Some((10 + u64::from(image.width.unwrap_or(0)).min(4000), image))
}

fn sized(image: Image, element: Element<'_, '_>) -> Image {
    let pixels = |name: &str| element.attribute(name).and_then(|size| size.trim().trim_end_matches("px").parse().ok());
    Image { width: pixels("width"), height: pixels("height"), ..image }
}

/// Caption and credit; those of the group and the item hold for what is inside (Media RSS, "optional elements").
fn described(levels: &[Element<'_, '_>]) -> Image {
    let text = |element: Element<'_, '_>| some(html::plain(html::cut(&element.value(), MAX_CAPTION)));
    let find = |name: &'static str| levels.iter().find_map(|level| level.all(Ns::Media, name).find_map(text));
    let photographer =
        |credit: &Element<'_, '_>| credit.attribute("role").is_some_and(|role| role.to_lowercase().contains("photo"));
    let by = levels.iter().find_map(|level| level.all(Ns::Media, "credit").filter(photographer).find_map(text));
    // The title of an entry is not its picture's; one nearer to the picture is, if it is more than the name of a file.
    let title = || levels.iter().rev().skip(1).rev().find_map(|level| level.all(Ns::Media, "title").find_map(text));
    Image {
        caption: find("description").or_else(|| find("text")).or_else(|| title().filter(|title| title.split(' ').count() > 2)),
        credit: by.or_else(|| find("credit")).or_else(|| find("copyright")),
        ..Image::default()
    }
}

/// What a feed states for all of its pictures: its own description and copyright are not theirs.
pub fn of_feed(channel: Element<'_, '_>) -> Image {
    let text =
        |name| channel.all(Ns::Media, name).find_map(|element| some(html::plain(html::cut(&element.value(), MAX_CAPTION))));
    let about = channel.children().filter(|child| child.name().eq_ignore_ascii_case("description") && child.ns() != Ns::Media);
    let about: Vec<String> = about.map(|about| html::plain(html::cut(&about.value(), MAX_CAPTION))).collect();
    Image { caption: text("description").filter(|text| !about.contains(text)), credit: text("credit"), ..Image::default() }
}

fn is_picture(media_type: &str, url: &str) -> bool {
    if !media_type.is_empty() {
        return media_type.trim().to_ascii_lowercase().starts_with("image");
    }
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|ending| path.ends_with(ending))
}

/// Pictures in sanitised HTML, in order, with the caption of their figure. Such HTML is well nested, its names are in lower case, and
/// all of its brackets are markup: there is nothing to look at but these few tags.
pub fn inline(content: &str) -> Vec<Image> {
    let mut images = Vec::new();
    let mut figure = None;
    // Before the first figure there is none to look for.
    let mut from = memchr::memmem::find(content.as_bytes(), b"<figure").unwrap_or(content.len());
    for at in memchr::memmem::find_iter(content.as_bytes(), b"<img").take(MAX_TAGS) {
        if from < at {
            figure = figure_at(figure, content, from..at);
            from = at;
        }
        let Some(image) = of_tag(&content[at..]) else { continue };
        let caption = figure.and_then(|figure| caption(&content[figure..]));
        let (caption, credit) = caption.map_or((None, None), |text| crate::read::page::split_credit(&text));
        images.push(Image { caption, credit, ..image });
        if images.len() == MAX_IMAGES {
            break;
        }
    }
    images
}

/// The picture of the tag that begins here.
fn of_tag(tag: &str) -> Option<Image> {
    let attributes = &tag[4..memchr::memchr(b'>', tag.as_bytes())?];
    let value = |name| attributes_of(attributes).find(|(key, _)| *key == name).map(|(_, value)| value);
    let pixels = |name| value(name).and_then(|size| size.trim().parse::<u32>().ok());
    let url = absolute(&value("src")?, None);
    let (width, height) = (pixels("width"), pixels("height"));
    let tiny = width.is_some_and(|width| width < 50) || height.is_some_and(|height| height < 50);
    (!tiny && url.starts_with("http")).then(|| Image { url, width, height, ..Image::default() })
}

/// Where the figure that is open at the end of `range` begins; `before` is the one at its start.
fn figure_at(before: Option<usize>, content: &str, range: std::ops::Range<usize>) -> Option<usize> {
    let between = &content.as_bytes()[range.clone()];
    let starts = memchr::memmem::rfind(between, b"<figure");
    match (starts, memchr::memmem::rfind(between, b"</figure>")) {
        (Some(start), end) if end.is_none_or(|end| end < start) => Some(range.start + start),
        (_, Some(_)) => None,
        _ => before,
    }
}

/// The caption of the figure that begins here.
fn caption(figure: &str) -> Option<String> {
    let end = memchr::memmem::find(figure.as_bytes(), b"</figure>")?;
    let start = memchr::memmem::find(&figure.as_bytes()[..end], b"<figcaption")?;
    let text = &figure[start..end];
    let end = memchr::memmem::find(text.as_bytes(), b"</figcaption>")?;
    some(html::plain(&text[memchr::memchr(b'>', text.as_bytes())? + 1..end]))
}
