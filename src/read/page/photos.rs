//! Photos of a page, with caption and credit.

use serde_json::Value;
use url::Url;

use super::credit;
use super::dom::Dom;
use super::metadata::{Metadata, text_of};
use crate::model::{Image, PageImage};

/// Photos of one page.
const MAX: usize = 12;

/// Words in addresses and classes of pictures that are no news photos.
const NO_PHOTO: [&str; 22] = [
    "logo",
    "sprite",
    "icon",
    "avatar",
    "placeholder",
    "pixel",
    "spacer",
    "blank.",
    "favicon",
    "emoji",
    "gravatar",
    "badge",
    "button",
    "tracking",
    "1x1",
    "default-image",
    "default_image",
    "no-image",
    "noimage",
    "share-image",
    "loader",
    "transparent",
];

/// Words of classes of what stands around a photo's caption or credit.
const CAPTION: [&str; 6] = ["caption", "legend", "bildunterschrift", "photo-description", "image-description", "opis"];
const CREDIT: [&str; 9] = ["credit", "copyright", "photographer", "source", "author", "fotograf", "agency", "rights", "quelle"];

/// The page's photos: the lead first, then those of the article in order.
pub fn collect(dom: &Dom, metadata: &Metadata, container: Option<usize>, base: Option<&Url>) -> Vec<PageImage> {
    let claimed = claimed(metadata, base);
    let mut shown = shown(dom, container, base);
    let lead = claimed.into_iter().next();
    let mut images: Vec<PageImage> = Vec::new();
    match lead {
        Some(mut lead) => {
            // The same picture in the page knows its caption.
            if let Some(at) = shown.iter().position(|image| same_picture(&image.url, &lead.url)) {
                let twin = shown.remove(at);
                lead = with(lead, twin);
            } else if lead.caption.is_none()
                && lead.credit.is_none()
                && let Some(first) = shown.first().filter(|first| first.caption.is_some())
                && shown.len() == 1
            {
                lead = with(lead, Image { width: None, height: None, ..first.clone() });
            }
            images.push(PageImage { image: lead, lead: true });
        }
        None if !shown.is_empty() => images.push(PageImage { image: shown.remove(0), lead: true }),
        None => {}
    }
    images.extend(shown.into_iter().map(|image| PageImage { image, lead: false }));
    images.truncate(MAX);
    images
}

/// What `image` lacks, from `other`; a caption and its credit belong together.
fn with(image: Image, other: Image) -> Image {
    let (caption, credit) = match (other.caption, other.credit) {
        (None, None) => (image.caption, image.credit),
        (caption, credit) => (caption.or(image.caption), credit.or(image.credit)),
    };
    Image {
        caption,
        credit,
        width: image.width.or(other.width),
        height: image.height.or(other.height),
        media_type: image.media_type.or(other.media_type),
        url: image.url,
    }
}

/// Same file, whatever size of it.
fn same_picture(one: &str, other: &str) -> bool {
    let stem = |address: &str| {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let file = path.rsplit('/').next().unwrap_or_default();
        let file = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let end = file.find('@').unwrap_or(file.len());
        let sized = file[..end].trim_end_matches(|c: char| c.is_ascii_digit() || "x_-".contains(c));
        if sized.len() >= 6 { sized.to_lowercase() } else { file.to_lowercase() }
    };
    one == other || stem(one) == stem(other) && !stem(one).is_empty()
}

/// Photos that metadata names, best first.
fn claimed(metadata: &Metadata, base: Option<&Url>) -> Vec<Image> {
    let mut images = Vec::new();
    for object in metadata.ld_objects("image") {
        images.extend(of_ld(&object, base));
    }
    let number = |name: &str| metadata.meta(&[name]).and_then(|value| value.parse().ok());
    if let Some(url) = metadata.meta(&["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"]) {
        let image = Image {
            width: number("og:image:width"),
            height: number("og:image:height"),
            ..Image { url: absolute(url, base), ..Image::default() }
        };
        let place = usize::from(images.first().is_some_and(|first: &Image| same_picture(&first.url, &image.url)));
        images.insert(place, image);
    }
    let described = images.iter().find(|image| image.caption.is_some() || image.credit.is_some()).cloned();
    images.retain(|image| plausible(&image.url, "") && image.url.starts_with("http"));
    // Of several sizes of one picture the description belongs to all.
    if let (Some(first), Some(described)) = (images.first_mut(), described)
        && same_picture(&first.url, &described.url)
    {
        let described = Image { width: None, height: None, ..described };
        *first = with(first.clone(), described);
    }
    images
}

fn of_ld(value: &Value, base: Option<&Url>) -> Option<Image> {
    let (address, object) = match value {
        Value::String(address) => (address.clone(), None),
        Value::Object(object) => {
            let address = ["url", "contentUrl", "@id"]
                .iter()
                .find_map(|key| object.get(*key)?.as_str().filter(|text| text.contains("//")))?;
            (address.to_owned(), Some(object))
        }
        _ => return None,
    };
    let text = |key: &str| object.and_then(|object| text_of(object.get(key)?));
    let pixels = |key: &str| {
        let value = object?.get(key)?;
        value
            .as_u64()
            .and_then(|size| u32::try_from(size).ok())
            .or_else(|| value.as_str()?.trim_end_matches("px").trim().parse().ok())
    };
    let (caption, credit) = text("caption").or_else(|| text("description")).map_or((None, None), |text| credit::split(&text));
    let named = text("creditText").or_else(|| text("copyrightHolder")).or_else(|| text("author")).or_else(|| text("creator"));
    Some(Image {
        url: absolute(&address, base),
        media_type: None,
        width: pixels("width"),
        height: pixels("height"),
        caption,
        credit: named.and_then(|name| credit::tidy_credit(&name)).or(credit),
    })
}

fn absolute(address: &str, base: Option<&Url>) -> String {
    match (Url::parse(address), base) {
        (Ok(url), _) => url.into(),
        (Err(_), Some(base)) => base.join(address).map(String::from).unwrap_or_default(),
        (Err(_), None) => address.to_owned(),
    }
}

fn plausible(url: &str, hint: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let file = path.rsplit('/').next().unwrap_or_default();
    !url.starts_with("data:")
        && !path.ends_with(".svg")
        && !NO_PHOTO.iter().any(|word| file.contains(word) || hint.contains(word))
}

/// Photos that the article shows.
fn shown(dom: &Dom, container: Option<usize>, base: Option<&Url>) -> Vec<Image> {
    let Some(container) = container else { return Vec::new() };
    // Lead photos stand before the body, inside the same article.
    let scope = dom
        .around(container)
        .take(6)
        .find(|at| matches!(dom.nodes[*at].tag.as_str(), "article" | "main"))
        .or_else(|| dom.around(container).nth(1))
        .unwrap_or(container);
    let mut images: Vec<Image> = Vec::new();
    for at in dom.inside(scope).filter(|at| dom.nodes[*at].tag == "img") {
        if dom.around(at).take(8).any(|around| aside(dom, around)) {
            continue;
        }
        if let Some(image) = image(dom, at, base)
            && !images.iter().any(|known| same_picture(&known.url, &image.url))
        {
            images.push(image);
        }
        if images.len() == MAX {
            break;
        }
    }
    images
}

fn aside(dom: &Dom, at: usize) -> bool {
    let node = &dom.nodes[at];
    matches!(node.tag.as_str(), "aside" | "nav" | "footer" | "header") && node.tag != "header"
        || node.hints(&[
            "related",
            "recommend",
            "promo",
            "sidebar",
            "comment",
            "author",
            "newsletter",
            "teaser",
            "advert",
            "share",
        ])
}

fn image(dom: &Dom, at: usize, base: Option<&Url>) -> Option<Image> {
    let node = &dom.nodes[at];
    let sets = ["data-srcset", "srcset"].iter().find_map(|name| node.attribute(name)).and_then(largest);
    let plain = ["data-src", "data-original", "data-lazy-src", "src"]
        .iter()
        .find_map(|name| node.attribute(name).filter(|src| !src.starts_with("data:")));
    let url = absolute(plain.map(str::to_owned).or(sets)?.as_str(), base);
    if !plausible(&url, &node.hint) || !url.starts_with("http") {
        return None;
    }
    let pixels = |name: &str| node.attribute(name).and_then(|size| size.trim_end_matches("px").parse::<u32>().ok());
    let (width, height) = (pixels("width"), pixels("height"));
    if width.is_some_and(|width| width < 100) || height.is_some_and(|height| height < 80) {
        return None;
    }
    let (caption, credit) = described(dom, at);
    Some(Image { url, media_type: None, width, height, caption, credit })
}

/// The widest candidate of a `srcset` (HTML, section 4.8.4.2.1).
fn largest(set: &str) -> Option<String> {
    let candidates = set.split(", ").take(20).filter_map(|part| {
        let mut words = part.trim().trim_end_matches(',').split_whitespace();
        let url = words.next()?;
        let size = words.next().and_then(|size| size.trim_end_matches(['w', 'x']).parse::<f64>().ok()).unwrap_or(1.0);
        Some((size, url.to_owned()))
    });
    candidates.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, url)| url)
}

/// Caption and credit by what stands around the picture, else by its `alt`.
fn described(dom: &Dom, at: usize) -> (Option<String>, Option<String>) {
    let holder = dom.around(at).skip(1).take(5).find(|around| {
        let node = &dom.nodes[*around];
        node.tag == "figure" || dom.inside(*around).any(|inner| inner > at && is_caption(dom, inner))
    });
    let alt = dom.nodes[at].attribute("alt").or_else(|| dom.nodes[at].attribute("title"));
    let from_alt = || match alt.map(credit::split) {
        // An alt text alone is a description for those who cannot see, not a caption; with a credit in it, it is one.
        Some((caption, Some(credit))) => (caption, Some(credit)),
        _ => (None, None),
    };
    let Some(holder) = holder else { return from_alt() };
    let pictures = dom.inside(holder).filter(|inner| dom.nodes[*inner].tag == "img").count();
    if pictures > 3 {
        return from_alt();
    }
    let caption_at = dom.inside(holder).find(|inner| is_caption(dom, *inner));
    let credit_at = dom.inside(holder).skip(1).find(|inner| {
        let node = &dom.nodes[*inner];
        !node.tag.is_empty()
            && !matches!(node.tag.as_str(), "img" | "source" | "picture" | "figcaption")
            && node.hints(&CREDIT)
            && !node.hints(&["caption-wrap", "image-source"])
            && dom.text(*inner).chars().count() <= 120
    });
    let credit_text = credit_at.map(|inner| dom.text(inner)).filter(|text| !text.is_empty());
    let whole = caption_at.map(|inner| dom.text(inner)).unwrap_or_default();
    let without_credit = match &credit_text {
        Some(credit) if caption_at.is_some() && whole != *credit => whole.replacen(credit.as_str(), "", 1),
        _ => whole.clone(),
    };
    let named = credit_text.as_deref().and_then(credit::tidy_credit);
    match credit::split(without_credit.trim()) {
        (caption, inline) if caption.is_some() || inline.is_some() => {
            let only_credit = named.is_some() && caption.as_deref().and_then(credit::tidy_credit) == named;
            (caption.filter(|_| !only_credit), named.or(inline))
        }
        _ if named.is_some() => (None, named),
        _ => from_alt(),
    }
}

fn is_caption(dom: &Dom, at: usize) -> bool {
    let node = &dom.nodes[at];
    node.tag == "figcaption" || !node.tag.is_empty() && node.tag != "img" && node.tag != "figure" && node.hints(&CAPTION)
}
