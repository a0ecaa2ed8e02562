//! Photos of a page, with caption and credit: which one leads, and which the article shows.
//!
//! What readers see goes before what metadata claims: the first photo between headline and text is the lead. Metadata says which of several
//! it is, names one where the page shows none, and knows captions and credits that the page does not print.

use serde_json::Value;
use url::Url;

use super::body::Paragraph;
use super::captions;
use super::credit;
use super::dom::Dom;
use super::metadata::{Metadata, text_of};
use super::pictures::{self, Identity, absolute, plausible, same_file};
use crate::model::{Image, PageImage};

/// Photos of one page.
const MAX: usize = 12;

/// Pictures of one page that are looked at, and those that captions are looked for.
const MAX_LOOKED_AT: usize = 400;
const MAX_SHOWN: usize = 60;

/// Pixels of a width below which a photo on the page gives way to the same file in the size that metadata names.
const SMALL: u32 = 700;

/// Words of classes of what shows photos of other articles, or of people who write.
const ASIDE: [&str; 24] = [
    "related",
    "recommend",
    "promo",
    "sidebar",
    "side-bar",
    "comment",
    "newsletter",
    "advert",
    "outbrain",
    "taboola",
    "most-read",
    "mostread",
    "popular",
    "trending",
    "read-more",
    "readmore",
    "read-also",
    "latest",
    "teaser-list",
    "byline",
    "avatar",
    "author",
    "portrait",
    "navigation",
];

/// Where things stand on the page.
struct Places {
    /// The element that holds headline and body.
    scope: usize,
    headline: usize,
    container: Option<usize>,
    /// Where the text is under way: what stands before it can be the lead.
    text: usize,
}

/// A photo that metadata names.
struct Claim {
    image: Image,
    /// As a photo of the article as a whole, not as one of many on the page.
    first: bool,
    identity: Identity,
}

/// A photo that the article shows.
struct Shown {
    at: usize,
    image: Image,
    identity: Identity,
    /// It is a link to somewhere else.
    linked: bool,
    /// It is what a video shows before it plays.
    still: bool,
}

/// The page's photos: the lead first, then those of the article in order.
pub fn collect(
    dom: &Dom,
    metadata: &Metadata,
    headline: usize,
    container: Option<usize>,
    paragraphs: &[Paragraph],
    base: Option<&Url>,
) -> Vec<PageImage> {
    let places = places(dom, headline, container, paragraphs);
    let claimed = claimed(metadata, base);
    let mut shown = shown(dom, &places, &claimed, base);
    let lead = match lead(&shown, &places, &claimed) {
        Some(at) => Some(shown.remove(at)).map(|lead| completed(lead.image, &lead.identity, &claimed)),
        None => claimed.first().map(|claim| completed(claim.image.clone(), &claim.identity, &claimed)),
    };
    let mut images: Vec<PageImage> = lead.into_iter().map(|image| PageImage { image, lead: true }).collect();
    for other in shown.into_iter().filter(|shown| places.covers(dom, shown.at) && !shown.linked) {
        if !images.iter().any(|known| same_file(&known.image.url, &other.image.url)) && images.len() < MAX {
            images.push(PageImage { image: completed(other.image, &other.identity, &claimed), lead: false });
        }
    }
    images
}

fn places(dom: &Dom, headline: usize, container: Option<usize>, paragraphs: &[Paragraph]) -> Places {
    let end = container.map_or(dom.nodes.len(), |at| dom.inside(at).end);
    let long = paragraphs.iter().filter(|paragraph| paragraph.text.chars().count() >= 60).map(|paragraph| paragraph.at);
    let text = long.take(3).last().unwrap_or(end);
    let inside = container.unwrap_or(headline);
    let root = |at: &usize| matches!(dom.nodes[*at].tag.as_str(), "article" | "main");
    let common = dom.around(inside).find(|around| dom.inside(*around).contains(&headline)).unwrap_or(0);
    // The photo may stand over the headline, in the same article.
    let scope = dom.around(common).take(4).find(root).unwrap_or(common);
    Places { scope, headline, container, text }
}

impl Places {
    /// Whether an element lies in the article.
    fn covers(&self, dom: &Dom, at: usize) -> bool {
        dom.inside(self.scope).contains(&at) && self.container.is_none_or(|container| at < dom.inside(container).end)
    }

    /// Whether an element holds more of the article than a photo.
    fn holds(&self, dom: &Dom, at: usize) -> bool {
        let inside = dom.inside(at);
        inside.contains(&self.scope)
            || inside.contains(&self.headline)
            || self.container.is_some_and(|container| inside.contains(&container))
    }
}

/// Which of the photos on the page is the lead.
fn lead(shown: &[Shown], places: &Places, claimed: &[Claim]) -> Option<usize> {
    let meant = |shown: &Shown| claimed.iter().any(|claim| claim.first && claim.identity.akin(&shown.identity));
    let early = |shown: &Shown| shown.at < places.text;
    let told = |shown: &Shown| shown.image.caption.is_some() || shown.image.credit.is_some();
    let large = |shown: &Shown| shown.image.width.is_none_or(|width| width >= 400);
    let ways: [&dyn Fn(&Shown) -> bool; 6] = [
        &|shown| early(shown) && meant(shown),
        &|shown| early(shown) && !shown.linked && !shown.still && (told(shown) || large(shown)),
        &|shown| early(shown) && !shown.linked && large(shown),
        &meant,
        &|shown| !shown.linked && told(shown),
        &|shown| !shown.linked && claimed.is_empty(),
    ];
    ways.iter().find_map(|way| shown.iter().position(way))
}

/// A photo with what it lacks from what metadata says of the same picture; a caption and its credit belong together.
fn completed(image: Image, identity: &Identity, claimed: &[Claim]) -> Image {
    let twins = || claimed.iter().filter(|claim| claim.identity.akin(identity)).map(|claim| &claim.image);
    let both = twins().find(|twin| twin.caption.is_some() && twin.credit.is_some());
    let told = both.or_else(|| twins().find(|twin| twin.caption.is_some() || twin.credit.is_some()));
    let (caption, credit) = (told.and_then(|twin| twin.caption.clone()), told.and_then(|twin| twin.credit.clone()));
    let small = |width: Option<u32>| width.is_some_and(|width| width < SMALL);
    let larger = twins().find(|twin| small(image.width) && !small(twin.width) && same_file(&twin.url, &image.url));
    let image = match larger {
        Some(twin) => Image { url: twin.url.clone(), width: twin.width, height: twin.height, ..image },
        None => image,
    };
    let sized = twins().find(|twin| twin.url == image.url && twin.width.is_some());
    let width = image.width.or(sized.and_then(|twin| twin.width));
    let height = sized.filter(|twin| twin.width == width).and_then(|twin| twin.height).or(image.height);
    Image { caption: image.caption.or(caption), credit: image.credit.or(credit), width, height, ..image }
}

/// Photos that metadata names, best first.
fn claimed(metadata: &Metadata, base: Option<&Url>) -> Vec<Claim> {
    let number = |name: &str| metadata.meta(&[name]).and_then(pictures::pixels);
    let social =
        metadata.meta(&["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "thumbnail"]);
    let social = social.map(|url| Image {
        url: absolute(url, base),
        width: number("og:image:width"),
        height: number("og:image:height"),
        ..Image::default()
    });
    let of_article = metadata.ld_objects("image");
    let others = metadata.nodes_of("ImageObject").cloned();
    let mut images: Vec<Image> = of_article.into_iter().filter_map(|value| of_ld(&value, base)).collect();
    if let Some(social) = social {
        let again = images.first().is_some_and(|first| Identity::of(&first.url).akin(&Identity::of(&social.url)));
        images.insert(usize::from(again), social);
    }
    let first = images.into_iter().map(|image| (true, image));
    let images = first.chain(others.filter_map(|value| Some((false, of_ld(&value, base)?))));
    let claims = images.map(|(first, image)| Claim { first, identity: Identity::of(&image.url), image });
    claims.filter(|claim| plausible(&claim.image.url)).take(40).collect()
}

/// A picture of JSON-LD (schema.org, `ImageObject`).
fn of_ld(value: &Value, base: Option<&Url>) -> Option<Image> {
    let (address, object) = match value {
        Value::String(address) => (address.clone(), None),
        Value::Object(object) => {
            let address = ["url", "contentUrl", "@id"]
                .iter()
                .find_map(|key| object.get(*key)?.as_str().filter(|text| text.contains('/') && !text.starts_with('#')))?;
            (address.to_owned(), Some(object))
        }
        _ => return None,
    };
    let text = |key: &str| object.and_then(|object| text_of(object.get(key)?)).filter(|text| !text.starts_with("http"));
    let pixels = |key: &str| {
        let value = object?.get(key)?;
        let value = value.get("value").unwrap_or(value);
        value.as_str().map_or_else(|| pictures::pixels(&value.to_string()), pictures::pixels)
    };
    let caption = text("caption").or_else(|| text("description")).unwrap_or_default();
    let named = ["creditText", "copyrightHolder", "author", "creator", "copyrightNotice", "provider"]
        .iter()
        .find_map(|key| text(key))
        .unwrap_or_default();
    let (caption, credit) = credit::join(&caption, &named);
    Some(Image {
        url: absolute(&crate::read::html::plain(&address), base),
        media_type: None,
        width: pixels("width"),
        height: pixels("height"),
        caption,
        credit,
    })
}

/// Photos that the page shows, in order: those of the article, and those elsewhere that metadata names.
fn shown(dom: &Dom, places: &Places, claimed: &[Claim], base: Option<&Url>) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    for at in (0..dom.nodes.len()).filter(|at| pictures::shows(dom, *at)).take(MAX_LOOKED_AT) {
        let Some(image) = pictures::image(dom, at, base) else { continue };
        let covered = places.covers(dom, at);
        let identity = Identity::of(&image.url);
        let meant = || claimed.iter().any(|claim| claim.identity.akin(&identity));
        if !covered && !meant() || found.iter().any(|known| known.image.url == image.url) {
            continue;
        }
        let mut linked = false;
        let outside = dom.around(at).take_while(|around| !places.holds(dom, *around)).any(|around| {
            linked |= dom.nodes[around].tag == "a" && leads_away(dom.nodes[around].attribute("href"));
            aside(dom, around)
        });
        if outside || linked && !meant() && !in_caption(dom, at) {
            continue;
        }
        let (caption, credit) = captions::described(dom, at, &|around| places.holds(dom, around));
        found.push(Shown {
            at,
            still: dom.nodes[at].tag == "video",
            linked: linked && !covered,
            identity,
            image: Image { caption, credit, ..image },
        });
        if found.len() == MAX_SHOWN {
            break;
        }
    }
    found
}

/// Whether a link leads to another page, not to the picture itself.
fn leads_away(href: Option<&str>) -> bool {
    let path = href.unwrap_or("#").split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    !path.is_empty()
        && !path.starts_with("javascript:")
        && ![".jpg", ".jpeg", ".png", ".webp", ".gif"].iter().any(|ending| path.ends_with(ending))
}

fn in_caption(dom: &Dom, at: usize) -> bool {
    dom.around(at)
        .take(6)
        .find(|around| dom.nodes[*around].tag == "figure")
        .is_some_and(|figure| dom.inside(figure).any(|inner| dom.nodes[inner].tag == "figcaption"))
}

/// Whether an element between a photo and the article holds something else.
fn aside(dom: &Dom, at: usize) -> bool {
    let node = &dom.nodes[at];
    matches!(node.tag.as_str(), "aside" | "nav" | "footer" | "article" | "form" | "dialog" | "template")
        || node.tag != "img" && node.hints(&ASIDE)
}
