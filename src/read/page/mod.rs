//! Article pages, and front pages that link to articles.
//!
//! One file a concern: [`dom`] is the page, [`metadata`] what it says of itself, [`body`] the prose, [`boilerplate`] what is none,
//! [`photos`] and [`credit`] the pictures, [`links`] a front page's articles. This file weighs them against each other.

mod body;
mod boilerplate;
mod credit;
mod dom;
mod links;
mod metadata;
mod photos;

use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use url::Url;

pub use credit::split as split_credit;

use self::body::Paragraph;
use self::dom::Dom;
use self::metadata::{Metadata, text_of};
use super::charset::{self, Markup};
use super::{ReadError, dates, html};
use crate::model::{Page, PageLink};

/// Words of classes that a standfirst has.
const STANDFIRST: [&str; 24] = [
    "standfirst",
    "article-lead",
    "article__lead",
    "article_lead",
    " lead ",
    "lead-text",
    "leadtext",
    "lede",
    "article-intro",
    "article__intro",
    " intro ",
    "introduction",
    "chapo",
    "chapeau",
    "vorspann",
    "subtitle",
    "sub-title",
    "subheadline",
    "sub-headline",
    "subhead",
    "deck",
    " dek ",
    "entradilla",
    "excerpt",
];

/// A text shorter than this is no article if there is a wall.
const STUB: usize = 600;

/// Reads an article page.
///
/// # Errors
/// Where it is empty or no HTML.
pub fn read(bytes: &[u8], content_type: Option<&str>, base_url: &str) -> Result<Page, ReadError> {
    let (text, _) = decoded(bytes, content_type)?;
    let dom = Dom::parse(&text);
    let metadata = metadata::collect(&dom);
    let address = Url::parse(base_url).ok();
    let base = base(&dom, address.as_ref());
    let site = site(&dom, &metadata);
    let title = title(&dom, &metadata, &site);
    let (container, paragraphs) = body::extract(&dom, &title);
    let standfirst = standfirst(&dom, &metadata, &paragraphs, container);
    let images = photos::collect(&dom, &metadata, container, base.as_ref());
    let captions: Vec<&str> = images.iter().filter_map(|image| image.image.caption.as_deref()).collect();
    let text = body_text(&paragraphs, &standfirst, &captions);
    let walled = is_walled(&dom, &metadata, &text);
    let canonical_url = canonical(&dom, &metadata, base.as_ref());
    let article = metadata.article.is_some();
    Ok(Page {
        url: base_url.to_owned(),
        canonical_url: canonical_url.unwrap_or_else(|| base_url.to_owned()),
        language: language(&dom, &metadata),
        published: date(&dom, &metadata, article, &PUBLISHED).or_else(|| visible_date(&dom)),
        modified: date(&dom, &metadata, article, &MODIFIED),
        authors: authors(&dom, &metadata, &site),
        feeds: feeds(&dom, base.as_ref()),
        machine_translated: dom.nodes.iter().any(|node| boilerplate::says_translated(&node.text)),
        paywalled: walled,
        text: (!walled || text.chars().count() >= STUB).then_some(text),
        site,
        title,
        standfirst,
        images,
    })
}

/// The article links of a front page, in document order, none twice.
pub fn links(bytes: &[u8], content_type: Option<&str>, base_url: &str) -> Vec<PageLink> {
    let (Ok((text, _)), Ok(address)) = (decoded(bytes, content_type), Url::parse(base_url)) else { return Vec::new() };
    let dom = Dom::parse(&text);
    let base = base(&dom, Some(&address)).unwrap_or(address);
    links::collect(&dom, &base)
}

fn decoded(bytes: &[u8], content_type: Option<&str>) -> Result<(String, Vec<String>), ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if bytes.iter().take(1024).filter(|byte| **byte == 0).count() > 256 && !bytes.contains(&b'<') {
        return Err(ReadError::NotA("binary data, not an HTML page".into()));
    }
    Ok(charset::decode(bytes, content_type, Markup::Html))
}

fn base(dom: &Dom, address: Option<&Url>) -> Option<Url> {
    let declared = dom.tags("base").find_map(|at| dom.nodes[at].attribute("href"));
    match (declared, address) {
        (Some(href), Some(address)) => address.join(href).ok().or_else(|| Some(address.clone())),
        (Some(href), None) => Url::parse(href).ok(),
        (None, address) => address.cloned(),
    }
}

fn site(_dom: &Dom, metadata: &Metadata) -> String {
    let publisher = || metadata.ld_objects("publisher").iter().find_map(text_of).filter(|name| !name.starts_with("http"));
    let named = metadata.meta(&["og:site_name"]).map(str::to_owned);
    named.or_else(publisher).or_else(|| metadata.meta(&["application-name"]).map(str::to_owned)).unwrap_or_default()
}

/// The headline: what most of JSON-LD, Open Graph, `h1` and `title` agree on, the site's name taken off.
fn title(dom: &Dom, metadata: &Metadata, site: &str) -> String {
    let headings: Vec<String> = dom.tags("h1").map(|at| dom.text(at)).filter(|text| !text.is_empty()).take(5).collect();
    let document = dom.tags("title").next().map(|at| document_title(dom, at)).unwrap_or_default();
    let claimed = [
        metadata.ld("headline"),
        metadata.meta(&["og:title"]).map(str::to_owned),
        metadata.meta(&["twitter:title", "dc.title", "parsely-title", "sailthru.title"]).map(str::to_owned),
    ];
    let claimed: Vec<String> =
        claimed.into_iter().flatten().map(|text| without_site(&text, site)).filter(|text| !text.is_empty()).collect();
    let stripped = without_site(&document, site);
    // A heading that the page's own title confirms is what readers see.
    let fold = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let confirmed = headings.iter().find(|heading| {
        let heading = fold(heading);
        heading.len() > 8 && (claimed.iter().any(|claim| fold(claim) == heading) || fold(&document).contains(&heading))
    });
    let candidates = [confirmed.cloned(), claimed.first().cloned(), headings.first().cloned(), Some(stripped)];
    candidates.into_iter().flatten().find(|text| !text.is_empty()).unwrap_or_default()
}

fn document_title(dom: &Dom, at: usize) -> String {
    let text: String = dom.inside(at).map(|inner| dom.nodes[inner].text.as_str()).collect();
    html::plain(&text)
}

/// "Headline | Site" and "Headline - Site" without the site.
fn without_site(title: &str, site: &str) -> String {
    let title = html::squeeze(title);
    for separator in [" | ", " - ", " – ", " — ", " · ", " :: ", " « ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(separator) {
            let named = !site.is_empty() && tail.to_lowercase().contains(&site.to_lowercase())
                || !site.is_empty() && site.to_lowercase().contains(&tail.to_lowercase());
            let short = separator == " | " && tail.chars().count() <= 30;
            if (named || short) && head.chars().count() >= 10 {
                return without_site(head, site);
            }
        }
    }
    title
}

/// The text between headline and body: by its class, else the description, unless that is how the body begins.
fn standfirst(dom: &Dom, metadata: &Metadata, paragraphs: &[Paragraph], container: Option<usize>) -> String {
    let before = paragraphs.get(2).map_or(usize::MAX, |third| third.at);
    let titled = dom.tags("h1").next().unwrap_or(0);
    let scope = container.map_or(0..dom.nodes.len(), |at| 0..dom.inside(at).end);
    let marked = dom.nodes.iter().enumerate().filter(|(at, node)| {
        !node.tag.is_empty()
            && scope.contains(at)
            && *at > titled
            && *at < before
            && !matches!(
                node.tag.as_str(),
                "h1" | "a" | "img" | "figure" | "article" | "main" | "body" | "section" | "figcaption" | "time"
            )
            && (node.hints(&STANDFIRST) || node.attribute("itemprop") == Some("description"))
            && !node.hints(&["related", "teaser-list", "caption", "author"])
    });
    let by_class = marked.map(|(at, _)| dom.text(at)).find(|text| (20..=700).contains(&text.chars().count()));
    if let Some(text) = by_class {
        return text;
    }
    let described =
        metadata.meta(&["og:description", "description", "twitter:description"]).map(html::squeeze).unwrap_or_default();
    let first = paragraphs.iter().find(|paragraph| paragraph.text.chars().count() > 40);
    let opening: String = described.trim_end_matches(['.', '…', ' ']).chars().take(60).collect();
    let cut = described.ends_with('…') || described.ends_with("...");
    let repeats = first.is_some_and(|first| !opening.is_empty() && first.text.starts_with(&opening))
        || paragraphs.iter().take(4).any(|paragraph| paragraph.text.contains(&opening));
    if described.chars().count() < 40 || cut && repeats {
        return String::new();
    }
    described
}

/// Paragraphs with an empty line between; no paragraph twice, no caption, and not the standfirst again.
fn body_text(paragraphs: &[Paragraph], standfirst: &str, captions: &[&str]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for (place, paragraph) in paragraphs.iter().enumerate() {
        let text = paragraph.text.as_str();
        let again =
            place < 4 && text == standfirst || captions.contains(&text) || kept.iter().rev().take(3).any(|known| *known == text);
        if !again {
            kept.push(text);
        }
    }
    kept.join("\n\n")
}

fn is_walled(dom: &Dom, metadata: &Metadata, text: &str) -> bool {
    let free = metadata.article.as_ref().and_then(|article| article.get("isAccessibleForFree"));
    let declared = match free {
        Some(Value::Bool(free)) => !free,
        Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
        _ => metadata.meta(&["article:content_tier"]).is_some_and(|tier| tier != "free"),
    };
    if declared || text.chars().count() >= STUB {
        return declared;
    }
    let body = dom.tags("body").next().map(|at| dom.text(at)).unwrap_or_default();
    let short = body.chars().count() < 4 * STUB;
    boilerplate::wall(text) || short && text.chars().count() < 200 && boilerplate::wall(&body)
}

fn canonical(dom: &Dom, metadata: &Metadata, base: Option<&Url>) -> Option<String> {
    let linked =
        dom.tags("link").find(|at| dom.nodes[*at].attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")));
    let href = linked.and_then(|at| dom.nodes[at].attribute("href")).or_else(|| metadata.meta(&["og:url"]))?;
    match base {
        Some(base) => base.join(href).ok(),
        None => Url::parse(href).ok(),
    }
    .map(String::from)
}

fn language(dom: &Dom, metadata: &Metadata) -> String {
    let of_root = dom.tags("html").find_map(|at| dom.nodes[at].attribute("lang").or_else(|| dom.nodes[at].attribute("xml:lang")));
    let tag = of_root.map(str::to_owned).or_else(|| metadata.ld("inLanguage"));
    let tag =
        tag.or_else(|| metadata.meta(&["og:locale", "content-language", "language"]).map(str::to_owned)).unwrap_or_default();
    tag.replace('_', "-").trim().to_owned()
}

/// JSON-LD key, `meta` names and `itemprop` of a date.
struct DateNames {
    ld: &'static str,
    meta: &'static [&'static str],
    itemprop: &'static str,
}

const PUBLISHED: DateNames = DateNames {
    ld: "datePublished",
    meta: &[
        "article:published_time",
        "article:published",
        "og:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dc.date",
        "dcterms.created",
        "dcterms.date",
        "cxenseparse:recs:publishtime",
        "date.created",
        "article_date_original",
    ],
    itemprop: "datepublished",
};

const MODIFIED: DateNames = DateNames {
    ld: "dateModified",
    meta: &["article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "article:modified"],
    itemprop: "datemodified",
};

fn date(dom: &Dom, metadata: &Metadata, _article: bool, names: &DateNames) -> Option<DateTime<FixedOffset>> {
    let by_meta = || names.meta.iter().find_map(|name| metadata.all_meta(name).find_map(dates::parse));
    let by_element = || {
        let marked = dom
            .nodes
            .iter()
            .filter(|node| node.attribute("itemprop").is_some_and(|prop| prop.eq_ignore_ascii_case(names.itemprop)));
        marked.take(20).find_map(|node| dates::parse(node.attribute("datetime").or_else(|| node.attribute("content"))?))
    };
    let by_node = || metadata.nodes.iter().find_map(|node| dates::parse(node.get(names.ld)?.as_str()?));
    metadata.ld(names.ld).and_then(|text| dates::parse(&text)).or_else(by_meta).or_else(by_element).or_else(by_node)
}

/// A date that readers see: `time` elements first, then what stands in a dateline.
fn visible_date(dom: &Dom) -> Option<DateTime<FixedOffset>> {
    let timed = dom.tags("time").take(20).find_map(|at| {
        let node = &dom.nodes[at];
        node.attribute("datetime").and_then(dates::parse).or_else(|| dates::parse(&dom.text(at)))
    });
    let lines = || {
        let dated = dom.nodes.iter().enumerate().filter(|(_, node)| {
            !node.tag.is_empty() && node.hints(&["date", "time", "published", "datum", "fecha", "byline", "meta"])
        });
        dated.take(60).find_map(|(at, _)| Some(dom.text(at)).filter(|text| text.len() < 120).and_then(|text| dates::parse(&text)))
    };
    timed.or_else(lines)
}

fn authors(dom: &Dom, metadata: &Metadata, site: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        for name in split_names(text) {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(&name)) && names.len() < 12 {
                names.push(name);
            }
        }
    };
    for author in metadata.ld_objects("author") {
        if let Some(name) = text_of(&author).filter(|name| !name.starts_with("http")) {
            add(&name);
        }
    }
    if names.is_empty() {
        let mut add = |text: &str| names.extend(split_names(text));
        for name in ["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"] {
            metadata.all_meta(name).filter(|text| !text.starts_with("http")).for_each(&mut add);
        }
    }
    if names.is_empty() {
        let marked = dom.nodes.iter().enumerate().filter(|(_, node)| {
            node.attribute("rel") == Some("author")
                || node.attribute("itemprop") == Some("author")
                || node.hints(&["author-name", "author__name", "byline-name", "article-author"])
        });
        let found: Vec<String> = marked
            .map(|(at, _)| dom.text(at))
            .filter(|text| text.chars().count() < 80)
            .take(6)
            .flat_map(|text| split_names(&text))
            .collect();
        names.extend(found);
    }
    let mut met = std::collections::HashSet::new();
    names.retain(|name| {
        met.insert(name.to_lowercase()) && (names_a_person(name) || site.is_empty() || !name.eq_ignore_ascii_case(site))
    });
    names
}

fn names_a_person(name: &str) -> bool {
    name.split_whitespace().count() >= 2
}

/// "By Jo Doe and Ann Lee" is two names.
fn split_names(text: &str) -> Vec<String> {
    let text = html::squeeze(text);
    let text = ["By ", "by ", "BY ", "Von ", "von ", "Par ", "Por ", "Di ", "Автор: ", "Autor: "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(&text)
        .to_owned();
    let parts = text.split([',', ';', '|', '/', '&']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" und "));
    let parts = parts.flat_map(|part| part.split(" et ")).flat_map(|part| part.split(" y "));
    parts
        .map(|part| part.trim().trim_matches(['.', '-']).trim().to_owned())
        .filter(|name| (2..=60).contains(&name.chars().count()) && !name.contains('@'))
        .collect()
}

fn feeds(dom: &Dom, base: Option<&Url>) -> Vec<String> {
    let kinds = ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];
    let mut feeds: Vec<String> = Vec::new();
    for at in dom.tags("link").take(300) {
        let node = &dom.nodes[at];
        let alternate =
            node.attribute("rel").is_some_and(|rel| rel.to_ascii_lowercase().split_whitespace().any(|word| word == "alternate"));
        let feed = node.attribute("type").is_some_and(|kind| kinds.contains(&kind.to_ascii_lowercase().as_str()));
        let address =
            node.attribute("href").and_then(|href| base.map_or_else(|| Url::parse(href).ok(), |base| base.join(href).ok()));
        if let (true, true, Some(url)) = (alternate, feed, address)
            && !feeds.contains(&url.to_string())
        {
            feeds.push(url.into());
        }
    }
    feeds
}

#[cfg(test)]
mod tests;
