//! Reports that their publishers took back: they are no source of a story any more. Pure.

use std::collections::BTreeMap;

use super::address;
use crate::config::Source;
use crate::model::{Article, PageState, Photo};
use crate::store::{Arrival, Seen};

/// What is remembered in place of an entry's digest once it was deleted: whatever it says when it is listed again, it is changed.
const DELETED: &str = "deleted";

/// The article, taken back: nothing of it is asked for any more.
pub fn withdrawn(article: &Article) -> Article {
    let page = match &article.page {
        PageState::Closed { why } => PageState::Closed { why: why.clone() },
        PageState::Due { .. } | PageState::Read => PageState::Closed { why: "withdrawn by its publisher".into() },
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

fn may(source: &Source, article: &Article) -> bool {
    address::publisher(&source.url) == article.publisher || article.via.iter().all(|other| *other == source.id)
}
