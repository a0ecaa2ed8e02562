//! An article page as it was read.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::Image;

/// What an article page says, without what stands around it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Page {
    /// The address that it was read from.
    pub url: String,
    /// `link rel="canonical"` or og:url, absolute; the address itself where the page names none.
    pub canonical_url: String,
    /// Headline without the site's name.
    pub title: String,
    /// The sentence or two between headline and body (German: Vorspann); empty if there is none.
    pub standfirst: String,
    /// Paragraphs with an empty line between; `None` where a paywall or cookie wall stands in its place.
    pub text: Option<String>,
    /// BCP 47 tag; empty if unknown.
    pub language: String,
    /// With the zone that the page stated.
    pub published: Option<DateTime<FixedOffset>>,
    /// With the zone that the page stated.
    pub modified: Option<DateTime<FixedOffset>>,
    /// A set: no name twice.
    pub authors: Vec<String>,
    /// Name of the site.
    pub site: String,
    /// Feeds that the page advertises, absolute.
    pub feeds: Vec<String>,
    /// The page itself says that a machine translated it.
    pub machine_translated: bool,
    /// Only a part of the article, or none, can be read without paying or consenting.
    pub paywalled: bool,
    /// Lead photo first, then those of the body in order.
    pub images: Vec<PageImage>,
}

/// A photo of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PageImage {
    /// The photo.
    #[serde(flatten)]
    pub image: Image,
    /// Whether it is the page's main photo.
    pub lead: bool,
}

/// A link from a front page to what looks like an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageLink {
    /// Absolute.
    pub url: String,
    /// Headline as the front page prints it.
    pub title: String,
}
