//! One publisher's report, as the store keeps it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{ArticleId, Photo, SourceId};

/// A report by one publisher, merged from what its feed and its page said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Order of arrival; given by the store.
    pub id: ArticleId,
    /// What makes it the same article when it is met again: the cleaned address, else source and entry id.
    pub key: String,
    /// The source that brought it first.
    pub source: SourceId,
    /// Who published it, as a key: the registrable domain, or host and port where there is none.
    pub publisher: String,
    /// Who published it, as readers know it.
    pub publisher_name: String,
    /// For readers: without tracking parameters and fragment.
    pub url: String,
    /// Plain text.
    pub title: String,
    /// Plain text; may be empty.
    pub standfirst: String,
    /// Body as the feed gave it: plain text, paragraphs with an empty line between; may be empty.
    pub entry_text: String,
    /// Body as its page gave it, in the same form; empty until the page has been read.
    pub page_text: String,
    /// Primary BCP 47 subtag in lower case ("sr"), declared or detected.
    pub language: Option<String>,
    /// Bylines.
    pub authors: Vec<String>,
    /// Labels of the publisher.
    pub categories: Vec<String>,
    /// As the publisher states it, never after `first_seen`; `None` where it states nothing.
    pub published: Option<DateTime<Utc>>,
    /// When newsloom met it.
    pub first_seen: DateTime<Utc>,
    /// Best first.
    pub photos: Vec<Photo>,
    /// The page says that a machine translated it.
    pub machine_translated: bool,
    /// Where its page stands.
    pub page: PageState,
    /// Whether it is known to be an article: entries of feeds are; links of a front page are once their page was read.
    pub confirmed: bool,
    /// All sources whose documents carry it, in the order of their ids; filled in where the store is asked for a window of articles.
    #[serde(skip)]
    pub via: Vec<SourceId>,
    /// The article that it turned out to be, by another address.
    pub same_as: Option<ArticleId>,
    /// Its publisher took it back: the feed says that it was deleted, its page is gone for good, or a notice stands in its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

/// The longest that pages and photos wait for their next try, and then some.
pub const LONGEST_WAIT: TimeDelta = TimeDelta::days(1);

/// Whether a moment has come: also where it lies so far ahead that a wrong clock must have set it.
pub(super) fn is_due(moment: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    moment <= now || moment > now + LONGEST_WAIT
}

/// Whether an article's page has been read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum PageState {
    /// To be fetched.
    Due {
        /// Failed tries so far.
        tries: u32,
        /// Not before.
        not_before: Option<DateTime<Utc>>,
    },
    /// Read; its text stands in the article.
    Read,
    /// It was read, and was not found when it was asked for again: asked once more.
    Missing {
        /// Not before.
        not_before: DateTime<Utc>,
    },
    /// Its address must not be asked, and no reader be led there. Looked at again, since the operator may have allowed it meanwhile.
    Refused {
        /// One line for the operator.
        why: String,
        /// Not before.
        not_before: DateTime<Utc>,
    },
    /// Will not be fetched: full text is off, robots.txt forbids it, a wall stands there, or too many tries failed.
    Closed {
        /// One line for the operator.
        why: String,
    },
}

impl Article {
    /// The body: its page's, unless the page held much less than the feed did (a teaser, a wall).
    pub fn text(&self) -> &str {
        let page_is_whole = self.page_text.len() * 5 >= self.entry_text.len() * 3;
        if page_is_whole && !self.page_text.is_empty() { &self.page_text } else { &self.entry_text }
    }

    /// Whether it has an address of its own: the key of one that has not is of two words, source and entry id.
    pub fn has_page(&self) -> bool {
        !self.key.contains(' ')
    }

    /// Whether its address must not be asked.
    pub fn is_refused(&self) -> bool {
        matches!(self.page, PageState::Refused { .. })
    }

    /// Whether its page is to be asked for at `now`.
    pub fn page_is_due(&self, now: DateTime<Utc>) -> bool {
        match &self.page {
            PageState::Due { not_before, .. } => not_before.is_none_or(|moment| is_due(moment, now)),
            PageState::Missing { not_before } | PageState::Refused { not_before, .. } => is_due(*not_before, now),
            PageState::Read | PageState::Closed { .. } => false,
        }
    }

    /// When its page, or a photo that failed, is to be asked for; `None`: nothing is left to ask.
    pub fn due(&self) -> Option<DateTime<Utc>> {
        let page = match &self.page {
            PageState::Due { not_before, .. } => Some(not_before.unwrap_or_default()),
            PageState::Missing { not_before } | PageState::Refused { not_before, .. } => Some(*not_before),
            PageState::Read | PageState::Closed { .. } => None,
        };
        let photos = self.photos.iter().filter_map(|photo| Some(photo.again?.not_before));
        page.into_iter().chain(photos).min()
    }

    /// Whether it may stand in a story: a known article with a headline at an address that readers may be led to, not taken back, and not
    /// another one's double.
    pub fn tellable(&self) -> bool {
        self.confirmed && !self.is_refused() && !self.withdrawn && self.same_as.is_none() && !self.title.is_empty()
    }

    /// The moment that counts for the order of news: as published, else when it was first seen.
    pub fn moment(&self) -> DateTime<Utc> {
        self.published.unwrap_or(self.first_seen)
    }
}
