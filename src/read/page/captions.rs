//! The text around a picture: its caption and its credit.

use super::credit;
use super::dom::{Dom, Node};
use super::pictures;

/// Words of classes of captions.
const CAPTION: [&str; 22] = [
    "caption",
    "legend",
    "bildunterschrift",
    "bildtext",
    "bildetekst",
    "billedtekst",
    "bijschrift",
    "onderschrift",
    "didascalia",
    "kuvateksti",
    "photo-desc",
    "image-desc",
    "photo-text",
    "image-text",
    "image-title",
    "infotext",
    "media-info",
    "pie-foto",
    "piefoto",
    "leyenda",
    "opis",
    "podpis",
];

/// Words of classes of credits.
const CREDIT: [&str; 22] = [
    "credit",
    "copyright",
    "photographer",
    "source",
    "author",
    "autor",
    "byline",
    "fotograf",
    "foto-by",
    "agency",
    "agentur",
    "rights",
    "quelle",
    "owner",
    "distributor",
    "crédit",
    "firma",
    "__src",
    "fuente",
    "zdroj",
    "izvor",
    "signature",
];

/// Words of classes of what stands with a caption and is none.
const NOISE: [&str; 18] = [
    " share ",
    " share-",
    "share-button",
    "sharing",
    "button",
    "toggle",
    "offscreen",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader",
    "is_blind",
    "show-more",
    "showmore",
    "counter",
    "icon",
    "label",
    "zoom",
];

/// Words of classes of what holds one picture.
const HOLDER: [&str; 8] = ["picture", "image", "photo", "media", "figure", "thumb", "foto", "img"];

/// Longer texts beside a picture are no caption.
const MAX: usize = 900;

/// An element with more inside than this holds more than a picture and its caption.
const LARGE: usize = 400;

/// How far out captions are looked for.
const REACH: usize = 7;

/// Caption and credit by what stands around the picture, `beyond` being elements that hold more than it; else by its `alt`.
pub fn described(dom: &Dom, at: usize, beyond: &dyn Fn(usize) -> bool) -> (Option<String>, Option<String>) {
    let mut inner = at;
    for around in dom.around(at).skip(1).take(REACH) {
        let node = &dom.nodes[around];
        if beyond(around) || dom.inside(around).len() > LARGE || node.tag != "picture" && pictures_inside(dom, around) > 2 {
            break;
        }
        if let Some(found) = inside(dom, around, at) {
            return found;
        }
        inner = around;
    }
    following(dom, inner).or_else(|| by_data(&dom.nodes[at])).unwrap_or_default()
}

fn pictures_inside(dom: &Dom, at: usize) -> usize {
    dom.inside(at)
        .filter(|inner| matches!(dom.nodes[*inner].tag.as_str(), "img" | "amp-img"))
        .filter(|inner| pictures::image(dom, *inner, None).is_some() || dom.nodes[*inner].attribute("src").is_some())
        .take(4)
        .count()
}

/// Caption and credit within an element that holds the picture.
fn inside(dom: &Dom, around: usize, picture: usize) -> Option<(Option<String>, Option<String>)> {
    let node = &dom.nodes[around];
    let figure = node.tag == "figure";
    let captions = outermost(dom, around, |inner| inner != picture && is_caption(&dom.nodes[inner]));
    let credits = outermost(dom, around, |inner| is_credit(dom, inner, figure));
    let whole: Vec<usize> = match captions {
        found if !found.is_empty() => found,
        _ if figure || node.hints(&HOLDER) || is_caption(node) => vec![around],
        _ if credits.is_empty() => return None,
        none => none,
    };
    let quiet = |inner: usize| credits.contains(&inner) || is_noise(&dom.nodes[inner]);
    let caption: Vec<String> = whole.iter().map(|at| dom.text_without(*at, quiet)).filter(|text| !text.is_empty()).collect();
    let caption = once(caption).join(" ");
    let credit = once(
        credits
            .iter()
            .map(|at| dom.text_without(*at, |inner| is_noise(&dom.nodes[inner])))
            .filter(|text| !text.is_empty())
            .collect(),
    )
    .join(" ");
    let limit = if whole == [around] && !figure { MAX / 3 } else { MAX };
    if caption.chars().count() > limit || !told(&caption) && !told(&credit) {
        return None;
    }
    if credit.is_empty()
        && let [at] = whole[..]
        && let Some((before, last)) = signed(dom, at, &caption)
    {
        return Some((credit::tidy_caption(&before), credit::tidy_credit(&last)));
    }
    Some(credit::join(&caption, &credit))
}

/// A caption that follows the picture, or the element that holds nothing but it.
fn following(dom: &Dom, at: usize) -> Option<(Option<String>, Option<String>)> {
    let parent = dom.nodes[at].parent;
    let mut next = dom.inside(at).end;
    // White space and empty elements in between.
    for _ in 0..4 {
        let node = dom.nodes.get(next).filter(|node| node.parent == parent)?;
        if is_caption(node) && (node.tag == "figcaption" || pictures_inside(dom, next) == 0) {
            let credits = outermost(dom, next, |inner| inner != next && is_credit(dom, inner, true));
            let caption = dom.text_without(next, |inner| credits.contains(&inner) || is_noise(&dom.nodes[inner]));
            let credit = credits.iter().map(|at| dom.text(*at)).collect::<Vec<_>>().join(" ");
            let named = !caption.is_empty() || !credit.is_empty();
            return (named && caption.chars().count() <= MAX).then(|| credit::join(&caption, &credit));
        }
        if !dom.text(next).is_empty() || node.tag.is_empty() && !node.text.trim().is_empty() {
            return None;
        }
        next = dom.inside(next).end;
    }
    None
}

/// What attributes say: an `alt` is a description for those who cannot see, and no caption; with a credit in it, it is one.
fn by_data(node: &Node) -> Option<(Option<String>, Option<String>)> {
    let data = |names: &[&str]| names.iter().find_map(|name| node.attribute(name)).map(crate::read::html::plain);
    let (caption, credit) = (data(&["data-caption"]), data(&["data-credit", "data-copyright", "data-photographer"]));
    if caption.is_some() || credit.is_some() {
        return Some(credit::join(&caption.unwrap_or_default(), &credit.unwrap_or_default()));
    }
    let split = credit::split(&data(&["alt", "title"])?);
    split.1.is_some().then_some(split)
}

/// Elements inside of another for which `is` holds, none within another one of them.
fn outermost(dom: &Dom, at: usize, is: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut found = Vec::new();
    let mut next = at + 1;
    while next < dom.inside(at).end && found.len() < 6 {
        if !dom.nodes[next].tag.is_empty() && is(next) {
            found.push(next);
            next = dom.nodes[next].end;
        } else {
            next += 1;
        }
    }
    found
}

/// Whether a text is more than a number of pictures.
fn told(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

fn once(texts: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !kept.iter().any(|known| known.contains(&text)) {
            kept.push(text);
        }
    }
    kept
}

fn is_caption(node: &Node) -> bool {
    node.tag == "figcaption"
        || !node.tag.is_empty()
            && !matches!(node.tag.as_str(), "img" | "figure" | "picture" | "button" | "input" | "label" | "a")
            && node.hints(&CAPTION)
            && !is_noise(node)
}

/// An element with a credit and no caption in it.
fn is_credit(dom: &Dom, at: usize, figure: bool) -> bool {
    let node = &dom.nodes[at];
    let tagged = figure && matches!(node.tag.as_str(), "footer" | "small" | "cite");
    let named = node.hints(&CREDIT)
        && !matches!(
            node.tag.as_str(),
            "img" | "source" | "picture" | "figure" | "figcaption" | "video" | "button" | "input" | "label"
        );
    let holds = || {
        dom.inside(at)
            .skip(1)
            .any(|inner| is_caption(&dom.nodes[inner]) && !dom.nodes[inner].hints(&CREDIT) || pictures::shows(dom, inner))
    };
    (tagged || named) && !is_noise(node) && dom.text(at).chars().count() <= 160 && !holds()
}

fn is_noise(node: &Node) -> bool {
    matches!(node.tag.as_str(), "button" | "input" | "h1" | "title" | "desc" | "time") || node.hints(&NOISE)
}

/// A caption whose last element is its credit, without a class that says so: "A sentence. <span>Jo Doe/Nordlicht</span>".
fn signed(dom: &Dom, at: usize, caption: &str) -> Option<(String, String)> {
    let last = dom
        .inside(at)
        .skip(1)
        .filter(|inner| matches!(dom.nodes[*inner].tag.as_str(), "span" | "small" | "cite" | "em" | "i" | "p" | "div"))
        .filter(|inner| dom.nodes[*inner].end == dom.inside(at).end || dom.inside(at).end - dom.nodes[*inner].end <= 3);
    let mut texts = last.map(|inner| dom.text(inner)).filter(|text| !text.is_empty() && text.len() < caption.len());
    let text = texts.rfind(|text| caption.ends_with(text.as_str()) && credit::is_name(text))?;
    let before = caption[..caption.len() - text.len()].trim().to_owned();
    before.ends_with(['.', '!', '?', '»', '”', '“', '"', ':', '。']).then_some((before, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_credits() {
        fn check(html: &str, caption: &str, credit: &str) {
            let dom = Dom::parse(html);
            let at = dom.tags("img").next().unwrap();
            let (found_caption, found_credit) =
                described(&dom, at, &|around| matches!(dom.nodes[around].tag.as_str(), "body" | "article"));
            assert_eq!(
                (found_caption.as_deref().unwrap_or(""), found_credit.as_deref().unwrap_or("")),
                (caption, credit),
                "{html}"
            );
        }
        let (text, name) = ("The harbour at dawn", "Ann Lee/Nordlicht");
        for html in [
            "<figure><img src=/a.jpg><figcaption>The harbour at dawn <span class=credit>Photo: Ann Lee/Nordlicht</span></figcaption></figure>",
            "<figure><img src=/a.jpg><figcaption>The harbour at dawn</figcaption><footer>Ann Lee/Nordlicht</footer></figure>",
            "<figure><img src=/a.jpg><figcaption>The harbour at dawn (Photo: Ann Lee/Nordlicht)</figcaption></figure>",
            "<figure><img src=/a.jpg></figure><figcaption><span>The harbour at dawn</span><span class=x-author>Ann Lee/Nordlicht</span></figcaption>",
            "<div class=image><img src=/a.jpg><div class=caption><span class=source>Ann Lee/Nordlicht</span><span class=caption>The harbour at dawn</span></div></div>",
            "<figure><picture><img src=/a.jpg></picture><p>The harbour at dawn</p><p class=copyright>© Ann Lee/Nordlicht</p></figure>",
            "<figure><span class=sr-only>Caption</span><img src=/a.jpg><figcaption><button>Zoom</button>The harbour at dawn. Photo: Ann Lee/Nordlicht</figcaption></figure>",
            "<div><picture><img src=/a.jpg></picture><figcaption>The harbour at dawn, Foto: Ann Lee/Nordlicht</figcaption></div>",
        ] {
            check(html, text, name);
        }
        check(
            "<div class=article-picture><picture><img src=/a.jpg></picture><p>The harbour at dawn. <span>Ann Lee/Nordlicht</span></p></div>",
            "The harbour at dawn.",
            name,
        );
        check("<figure><img src=/a.jpg><figcaption><p>© Ann Lee/Nordlicht</p></figcaption></figure>", "", name);
        check("<figure><img src=/a.jpg alt='A harbour'></figure>", "", "");
        check("<figure><img src=/a.jpg alt='The harbour at dawn (Photo: Ann Lee/Nordlicht)'></figure>", text, name);
        check("<article><img src=/a.jpg><p>Prose of the article.</p></article>", "", "");
    }
}
