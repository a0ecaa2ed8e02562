//! Article pages, and front pages that link to articles.
//!
//! One file a concern: [`dom`] is the page, [`metadata`] what it says of itself; [`about`] whose it is, [`title`], [`standfirst`],
//! [`authors`] and [`moments`] what stands over an article; [`blocks`] are its lines, [`guide`] and [`body`] find the prose among them,
//! [`boilerplate`] and [`lines`] are what is none, [`wall`] and [`consent`] what stands in its place, [`photos`], [`pictures`], [`captions`] and [`credit`] the pictures,
//! [`links`] a front page's articles. This file puts them together.

mod about;
mod authors;
mod blocks;
mod body;
mod boilerplate;
mod captions;
mod consent;
mod credit;
mod dom;
mod guide;
mod lines;
mod links;
mod metadata;
mod moments;
mod photos;
mod pictures;
mod standfirst;
mod title;
mod translated;
mod wall;

use url::Url;

pub use credit::split as split_credit;
pub use lines::is_boilerplate;
pub use pictures::deferred_address;

use self::body::Paragraph;
use self::dom::Dom;
use self::guide::Guide;
use super::charset::{self, Markup};
use super::{ReadError, html};
use crate::model::{Page, PageLink};

/// Reads an article page.
///
/// # Errors
/// Where it is empty or no HTML.
pub fn read(bytes: &[u8], content_type: Option<&str>, base_url: &str) -> Result<Page, ReadError> {
    let (text, _) = decoded(bytes, content_type)?;
    let dom = Dom::parse(&text);
    let metadata = metadata::collect(&dom);
    let address = Url::parse(base_url).ok();
    // A page that came without its address may say it.
    let own = || about::canonical(&dom, &metadata, None).and_then(|address| Url::parse(&address).ok());
    let base = about::base(&dom, address.as_ref()).or_else(own);
    let site = about::site(&metadata);
    let title = html::cut(&title::title(&dom, &metadata, &site), html::MAX_TITLE).to_owned();
    let headline = title::place(&dom, &title, &site);
    let body = body::extract(&dom, &title, Guide::find(&metadata).as_ref());
    let (standfirst, apart) = standfirst::standfirst(&dom, &metadata, headline, &body.paragraphs, body.container);
    let images = photos::collect(&dom, &metadata, headline, body.container, &body.paragraphs, base.as_ref());
    let captions: Vec<&str> = images.iter().filter_map(|image| image.image.caption.as_deref()).collect();
    let text = body_text(&body.paragraphs, if apart { &standfirst } else { "" }, &captions);
    let consent = consent::stands(&dom, &metadata, &site);
    let walled = consent || wall::stands(&dom, &metadata, headline, &text, body.walled);
    let canonical_url = about::canonical(&dom, &metadata, base.as_ref());
    let language = about::language(&dom, &metadata);
    Ok(Page {
        url: base_url.to_owned(),
        canonical_url: canonical_url.unwrap_or_else(|| base_url.to_owned()),
        published: moments::published(&dom, &metadata, headline, (base_url, &language)),
        language,
        modified: moments::modified(&metadata),
        authors: authors::authors(&dom, &metadata, headline, &site),
        feeds: about::feeds(&dom, base.as_ref()),
        machine_translated: body.machine_translated,
        paywalled: walled,
        text: (!walled || !consent && !wall::is_stub(&text)).then_some(text),
        site,
        title,
        standfirst,
        images,
    })
}

/// Whether a page asks for consent to cookies and says nothing else.
pub fn asks_for_consent(html: &str) -> bool {
    let dom = Dom::parse(html);
    let metadata = metadata::collect(&dom);
    consent::stands(&dom, &metadata, &about::site(&metadata))
}

/// The article links of a front page, in document order, none twice.
pub fn links(bytes: &[u8], content_type: Option<&str>, base_url: &str) -> Vec<PageLink> {
    let (Ok((text, _)), Ok(address)) = (decoded(bytes, content_type), Url::parse(base_url)) else { return Vec::new() };
    let dom = Dom::parse(&text);
    let base = about::base(&dom, Some(&address)).unwrap_or(address);
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

#[cfg(test)]
mod tests;
