//! Reports that their publishers took back: they are no source of a story any more. Pure.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::address;
use crate::config::Source;
use crate::model::{Article, Feed, PageState, Photo};
use crate::store::{Arrival, Seen};

/// What is remembered in place of an entry's digest once it was deleted: whatever it says when it is listed again, it is changed.
const DELETED: &str = "deleted";

/// The same for an entry that left its feed without a word: its page is asked once whether the article still stands.
const VANISHED: &str = "vanished";

/// Pages that are asked for that reason in one visit.
const MAX_VANISHED: usize = 5;

/// The article, taken back: nothing of it is asked for any more.
pub fn withdrawn(article: &Article) -> Article {
    let page = match &article.page {
        PageState::Closed { why } => PageState::Closed { why: why.clone() },
        PageState::Due { .. } | PageState::Read | PageState::Missing { .. } | PageState::Refused { .. } => {
            PageState::Closed { why: "withdrawn by its publisher".into() }
        }
    };
    let photos = article.photos.iter().map(|photo| Photo { again: None, ..photo.clone() }).collect();
    Article { withdrawn: true, page, photos, ..article.clone() }
}

/// What becomes of entries that a source says were deleted (RFC 6721): `seen` are those that it brought, by key; `articles` what they belong to,
/// with all that carry it. A source speaks for its own publisher; of others' articles it only says that it lists them no more.
pub fn taken_back(source: &Source, seen: &BTreeMap<String, Seen>, articles: Vec<Article>) -> Vec<Arrival> {
    let articles: BTreeMap<String, Article> = articles.into_iter().map(|article| (article.key.clone(), article)).collect();
    let new = seen.iter().filter(|(_, seen)| seen.digest != DELETED);
    let taken_back = new.map(|(key, seen)| {
        let article = articles.get(&seen.article_key).filter(|article| !article.withdrawn && may(source, article));
        Arrival {
            key: key.clone(),
            digest: DELETED.into(),
            article_key: seen.article_key.clone(),
            article: article.map(withdrawn),
        }
    });
    taken_back.collect()
}

/// The dates of the oldest and the newest entry of a feed that lists its articles by date, newest first, and leaves none in between out. Others say
/// nothing by what they do not list.
pub fn span(feed: &Feed) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let dates: Option<Vec<DateTime<Utc>>> = feed.entries.iter().map(|entry| Some(entry.published?.to_utc())).collect();
    let dates = dates.filter(|dates| dates.is_sorted_by(|newer, older| newer >= older))?;
    Some((*dates.last()?, *dates.first()?))
}

/// Articles whose entries a source listed lately, and lists no more among those of their time: their pages are to be asked for again, if they were read.
/// `lately` are such entries, by key; `articles` what they belong to, by key.
pub fn vanished(lately: &BTreeMap<String, Seen>, articles: &BTreeMap<String, Article>) -> Vec<Arrival> {
    let new = lately.iter().filter(|(_, seen)| seen.digest != DELETED && seen.digest != VANISHED);
    let read = new.filter_map(|(key, seen)| {
        let article = articles.get(&seen.article_key).filter(|article| article.page == PageState::Read && !article.withdrawn)?;
        let article = Article { page: PageState::Due { tries: 0, not_before: None }, ..article.clone() };
        let article_key = seen.article_key.clone();
        Some(Arrival { key: key.clone(), digest: VANISHED.into(), article_key, article: Some(article) })
    });
    read.take(MAX_VANISHED).collect()
}

fn may(source: &Source, article: &Article) -> bool {
    address::publisher(&source.url) == article.publisher || article.via.iter().all(|other| *other == source.id)
}
