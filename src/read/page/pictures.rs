//! Which file an element shows: `img` and `picture` as browsers read them, and as scripts that load lazily will leave them.

use std::borrow::Cow;

use url::Url;

use super::dom::Dom;
use crate::model::Image;
use crate::read::html::plainly_web;

/// Wider files are larger than readers need; the narrowest of them does if there is none below.
const WIDE: f64 = 2_000.0;

/// Candidates of one picture that are looked at.
const MAX: usize = 60;

/// Words in file names and classes of pictures that are no news photos.
const NO_PHOTO: [&str; 17] = [
    "logo",
    "logos",
    "sprite",
    "icon",
    "icons",
    "avatar",
    "placeholder",
    "spacer",
    "blank",
    "favicon",
    "emoji",
    "gravatar",
    "badge",
    "noimage",
    "loader",
    "transparent",
    "tracking",
];

/// Endings of file names, outermost first.
const ENDINGS: [&str; 7] = [".webp", ".avif", ".jpg", ".jpeg", ".png", ".gif", ".jpg"];

/// A file that could be shown.
struct Candidate {
    address: String,
    /// Pixels, or the density times one.
    width: Option<f64>,
    /// In a format that older readers do not know, or cut for narrow screens.
    spare: bool,
}

/// Whether an element shows a picture.
pub fn shows(dom: &Dom, at: usize) -> bool {
    let node = &dom.nodes[at];
    match node.tag.as_str() {
        "img" | "amp-img" => true,
        "video" => node.attribute("poster").is_some(),
        "div" | "span" => {
            node.attributes.iter().any(|(name, value)| name.starts_with("data-") && name.ends_with("src") && is_file(value))
        }
        tag => tag.contains('-') && node.attribute("src").is_some_and(is_file),
    }
}

/// The file behind an element: of several sizes the largest that is not larger than readers need.
pub fn image(dom: &Dom, at: usize, base: Option<&Url>) -> Option<Image> {
    let node = &dom.nodes[at];
    let pixels = |name: &str| node.attribute(name).and_then(pixels);
    let (width, height) = (pixels("width"), pixels("height"));
    let tiny = |size: Option<u32>, least: u32| size.is_some_and(|size| size < least && size > 16);
    if tiny(width, 100) || tiny(height, 80) || width == Some(1) {
        return None;
    }
    let best = best(candidates(dom, at))?;
    let url = absolute(&best.address, base);
    if !plausible(&url) || node.hint.split_whitespace().any(is_no_photo) {
        return None;
    }
    let sized = best.width.filter(|width| *width > 16.0);
    let known = |size: Option<u32>| size.filter(|size| *size > 16);
    // Another size of the picture has its proportions.
    let (width, height) = match (sized, known(width), known(height)) {
        (Some(sized), Some(width), Some(height)) => {
            (Some(sized as u32), Some((sized * f64::from(height) / f64::from(width)).round() as u32))
        }
        (Some(sized), ..) => (Some(sized as u32), None),
        (None, width, height) => (width, height),
    };
    Some(Image { url, width, height, ..Image::default() })
}

/// A size as attributes and metadata write it, in whole pixels: "640", "640px", "640.0".
pub fn pixels(text: &str) -> Option<u32> {
    let size = text.trim().trim_end_matches("px").trim_end().parse::<f64>().ok()?;
    (1.0..100_000.0).contains(&size).then_some(size.round() as u32)
}

/// `address` as an absolute one; empty where there is nothing to resolve it against.
pub fn absolute(address: &str, base: Option<&Url>) -> String {
    match (Url::parse(address), base) {
        (Ok(url), _) => url.into(),
        (Err(_), Some(base)) => base.join(address).map(String::from).unwrap_or_default(),
        (Err(_), None) => address.to_owned(),
    }
}

/// Whether an address can be a news photo's.
pub fn plausible(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let file = decoded(path.rsplit('/').next().unwrap_or_default());
    url.starts_with("http") && !path.ends_with(".svg") && !file.split(|c: char| !c.is_alphanumeric()).any(is_no_photo)
}

fn is_no_photo(word: &str) -> bool {
    NO_PHOTO.contains(&word)
}

/// Everything that the element, and the `picture` around it, could show.
fn candidates(dom: &Dom, at: usize) -> Vec<Candidate> {
    let mut found = Vec::new();
    collect(dom, at, false, &mut found);
    let parent = dom.nodes[at].parent;
    if dom.nodes[parent].tag == "picture" {
        for source in dom.inside(parent).filter(|inner| dom.nodes[*inner].tag == "source").take(20) {
            let modern = dom.nodes[source].attribute("type").is_some_and(|kind| kind.contains("webp") || kind.contains("avif"));
            // Crops for narrow screens are not the picture.
            let narrow = dom.nodes[source]
                .attribute("media")
                .is_some_and(|media| media.contains("max-width") && !media.contains("min-width"));
            collect(dom, source, modern || narrow, &mut found);
        }
    }
    found.truncate(MAX);
    found
}

fn collect(dom: &Dom, at: usize, spare: bool, found: &mut Vec<Candidate>) {
    let node = &dom.nodes[at];
    let mut plain = Vec::new();
    for (name, value) in &node.attributes {
        let value = value.trim();
        if name.ends_with("srcset") {
            found.extend(set(value).map(|(address, width)| Candidate { address: address.to_owned(), width, spare }));
        } else if name == "src" || name == "poster" {
            plain.push((1, value));
        } else if name.starts_with("data-") && is_file(value) {
            plain.push((if name.ends_with("src") || name.contains("original") { 0 } else { 2 }, value));
        }
    }
    let usable = |value: &str| !value.is_empty() && !value.starts_with("data:") && !value.contains(char::is_whitespace);
    plain.retain(|(_, value)| usable(value) && plausible(&absolute(value, Url::parse("https://a.example/").ok().as_ref())));
    plain.sort_by_key(|(rank, _)| *rank);
    let width = |rank: i32| if rank == 2 { None } else { node.attribute("width").and_then(pixels).map(f64::from) };
    found.extend(plain.into_iter().map(|(rank, value)| Candidate { address: value.to_owned(), width: width(rank), spare }));
}

/// The address that a script would show, of a tag of which `src` is missing or only keeps the place.
pub fn deferred_address(attributes: &[(&str, Cow<'_, str>)]) -> Option<String> {
    let named = |known: &str| attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(known)).map(|(_, value)| value.trim());
    let is_deferred = |name: &str| name.starts_with("data-") && (name.ends_with("src") || name.contains("original"));
    let deferred = attributes.iter().find(|(name, value)| is_deferred(&name.to_ascii_lowercase()) && is_file(value));
    if let Some((_, value)) = deferred {
        return Some(value.trim().to_owned());
    }
    let shown = named("src").is_some_and(|src| {
        let address =
            if plainly_web(src) { src.to_owned() } else { absolute(src, Url::parse("https://a.example/").ok().as_ref()) };
        !src.is_empty() && !src.starts_with("data:") && plausible(&address)
    });
    let sets = ["srcset", "data-srcset", "data-lazy-srcset"].into_iter().filter(|_| !shown).filter_map(named);
    let candidates = sets.flat_map(set).map(|(address, width)| Candidate { address: address.to_owned(), width, spare: false });
    best(candidates.collect()).map(|best| best.address)
}

/// An attribute's value that names a picture.
fn is_file(value: &str) -> bool {
    let path = value.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit('.').next().unwrap_or_default();
    value.len() < 2_000
        && value.contains('/')
        && !value.contains(char::is_whitespace)
        && ["jpg", "jpeg", "png", "webp", "gif"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Addresses and widths of a `srcset` (HTML, section 4.8.4.2.1): addresses may hold commas.
fn set(value: &str) -> impl Iterator<Item = (&str, Option<f64>)> {
    let mut rest = value;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        let bare = address.trim_end_matches(',');
        let (descriptor, after) =
            if bare.len() < address.len() { ("", after) } else { after.split_at(after.find(',').unwrap_or(after.len())) };
        rest = after;
        let size = descriptor.split_whitespace().next().and_then(|size| size.trim_end_matches(['w', 'x']).parse::<f64>().ok());
        (!bare.is_empty()).then_some((bare, size))
    })
    .filter(|(address, _)| !address.starts_with("data:"))
    .take(MAX)
}

fn best(candidates: Vec<Candidate>) -> Option<Candidate> {
    let rank = |candidate: &Candidate| {
        let width = candidate.width.unwrap_or(0.0);
        let fits = width <= WIDE;
        (!candidate.spare, fits, if fits { width } else { -width })
    };
    // Of equals, the first.
    let better = |one: Candidate, other: Candidate| {
        let (a, b) = (rank(&one), rank(&other));
        if (b.0, b.1) > (a.0, a.1) || (b.0, b.1) == (a.0, a.1) && b.2 > a.2 { other } else { one }
    };
    candidates.into_iter().reduce(better)
}

/// Whether two addresses are the same file, whatever size of it.
pub fn same_file(one: &str, other: &str) -> bool {
    let (one_stem, other_stem) = (stem(&decoded(one)), stem(&decoded(other)));
    one == other || one_stem == other_stem && !one_stem.is_empty()
}

/// What an address says of which picture it is, whatever its size and crop.
#[derive(Debug, Default)]
pub struct Identity {
    stem: String,
    keys: Vec<String>,
}

impl Identity {
    /// Of an absolute address.
    pub fn of(address: &str) -> Self {
        let address = decoded(address);
        Self { stem: stem(&address), keys: keys(&address) }
    }

    /// Whether two addresses look like versions of one picture: the same file, or a long number or hash that both have.
    pub fn akin(&self, other: &Self) -> bool {
        !self.stem.is_empty() && self.stem == other.stem || self.keys.iter().any(|key| other.keys.contains(key))
    }
}

fn decoded(address: &str) -> String {
    percent_encoding::percent_decode_str(address).decode_utf8_lossy().to_lowercase()
}

fn stem(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let file = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let file = ENDINGS.iter().fold(file, |file, ending| file.strip_suffix(ending).unwrap_or(file));
    let end = file.find('@').unwrap_or(file.len());
    let sized = file[..end].trim_end_matches(|c: char| c.is_ascii_digit() || "x_-".contains(c));
    if sized.len() >= 6 { sized.to_owned() } else { file.to_owned() }
}

/// What identifies a picture within an address: words of eight and more letters and digits, with digits among them, that are no dates.
fn keys(address: &str) -> Vec<String> {
    let path = address.find("://").map_or(address, |at| &address[at + 3..]);
    let path = path.find('/').map_or("", |at| &path[at..]);
    let words = path.split(|c: char| !c.is_ascii_alphanumeric());
    let date = |word: &str| {
        word.len() == 8 && (word.starts_with("20") || word.starts_with("19")) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let key = |word: &&str| word.len() >= 8 && word.bytes().filter(u8::is_ascii_digit).count() >= 2 && !date(word);
    words.filter(key).take(12).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_elements() {
        fn check(html: &str, expected: &str) {
            let dom = Dom::parse(html);
            let base = Url::parse("https://a.example/news/").unwrap();
            let found = (0..dom.nodes.len()).filter(|at| shows(&dom, *at)).find_map(|at| image(&dom, at, Some(&base)));
            assert_eq!(found.map(|image| image.url).unwrap_or_default(), expected, "{html}");
        }
        check("<img src=bridge.jpg>", "https://a.example/news/bridge.jpg");
        check(
            "<img src=s.jpg srcset='/a,w_300/s.jpg 300w,/a,w_900/m.jpg 900w, /a,w_5000/l.jpg 5000w'>",
            "https://a.example/a,w_900/m.jpg",
        );
        check("<img srcset='/one.jpg, /two.jpg 2x'>", "https://a.example/two.jpg");
        check("<img srcset='/l.jpg 5000w, /m.jpg 3000w'>", "https://a.example/m.jpg");
        // Lazy loaders keep the address elsewhere.
        check("<img src='data:image/gif;base64,R0' data-src=/bridge.jpg>", "https://a.example/bridge.jpg");
        check("<img src=/blank.gif data-original=/bridge.jpg>", "https://a.example/bridge.jpg");
        check("<img data-lazy-srcset='/bridge.jpg 900w'>", "https://a.example/bridge.jpg");
        check("<div data-photo-src=/bridge.jpg></div>", "https://a.example/bridge.jpg");
        check("<amp-img src=/bridge.jpg></amp-img>", "https://a.example/bridge.jpg");
        check("<x-photo src=/bridge.jpg></x-photo>", "https://a.example/bridge.jpg");
        check("<video poster=/still.jpg></video>", "https://a.example/still.jpg");
        // Formats that every reader knows come first, unless there is no other.
        check("<picture><source type=image/webp srcset='/b.webp 900w'><img src=/b.jpg></picture>", "https://a.example/b.jpg");
        check("<picture><source type=image/webp srcset='/b.webp 900w'><img src='data:x'></picture>", "https://a.example/b.webp");
        check("<picture><source srcset='/b.jpg 900w'><img src=/b-small.jpg width=300></picture>", "https://a.example/b.jpg");
        // No photos.
        for html in [
            "<img src=/logo.png>",
            "<img src=/a.svg>",
            "<img src=/a.jpg width=32>",
            "<img src=/a.gif width=1 height=1>",
            "<img class=avatar src=/a.jpg>",
        ] {
            check(html, "");
        }
        check("<img src=/silicon-valley-iconic.jpg>", "https://a.example/silicon-valley-iconic.jpg");
    }

    #[test]
    fn sizes() {
        fn check(html: &str, expected: (Option<u32>, Option<u32>)) {
            let dom = Dom::parse(html);
            let image = dom.tags("img").find_map(|at| image(&dom, at, Url::parse("https://a.example/").ok().as_ref())).unwrap();
            assert_eq!((image.width, image.height), expected, "{html}");
        }
        check("<img src=/a.jpg width=640 height=400>", (Some(640), Some(400)));
        check("<img src=/a.jpg width=640px height='400.0'>", (Some(640), Some(400)));
        check("<img src=/a.jpg width='100%' height=auto>", (None, None));
        check("<img src=/a.jpg srcset='/b.jpg 1280w' width=640 height=400>", (Some(1280), Some(800)));
        check("<img src=/a.jpg srcset='/b.jpg 1280w'>", (Some(1280), None));
        check("<img src=/a.jpg height=400>", (None, Some(400)));
    }

    #[test]
    fn versions_of_a_picture() {
        fn check(one: &str, other: &str, expected: bool) {
            assert_eq!(Identity::of(one).akin(&Identity::of(other)), expected, "{one} {other}");
        }
        check("https://a.example/i/bridge_1200x675.jpg", "https://a.example/i/bridge_640x360.jpg", true);
        check("https://a.example/i/bridge.jpg?w=1", "https://b.example/resize?url=x/bridge.jpg", false);
        check(
            "https://a.example/4c113d3e-b078-4dd9-8c4b-24b103c17e6a_w520.jpg",
            "https://a.example/4c113d3e-b078-4dd9-8c4b-24b103c17e6a_w1280_r1.jpg",
            true,
        );
        check("https://a.example/crop/16x9/8a93523445b17a26", "https://a.example/crop/1x1/8a93523445b17a26", true);
        check("https://a.example/960x640/https%3A%2F%2Fa.example%2Fharbour.jpg", "https://a.example/harbour.jpg", true);
        check("https://a.example/2026/20260203/bridge.jpg", "https://a.example/2026/20260203/harbour.jpg", false);
        check("https://a.example/bridge.jpg", "https://a.example/harbour.jpg", false);
    }
}
