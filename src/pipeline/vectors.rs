//! Sentence vectors of the window's articles: from the store, or made now and stored.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::telling;
use super::{Progress, Works};
use crate::embed::Passage;
use crate::model::{Article, ArticleId, Vector};
use crate::store::{StoreError, StoredVector};

/// Passages that are encoded between two looks at the clock: what a killed pass loses.
const BATCH: usize = 256;

/// The vectors of articles in a language that the encoder knows, and which articles those are. Where the encoder fails, what is known
/// must do.
pub async fn of(
    works: &Works,
    articles: &[Article],
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<(BTreeMap<ArticleId, Vector>, BTreeSet<ArticleId>), StoreError> {
    let ids: Vec<ArticleId> = articles.iter().map(|article| article.id).collect();
    let mut stored = works.store.vectors(&ids).await?;
    let mut wanted_by = BTreeSet::new();
    let mut vectors = BTreeMap::new();
    let mut missing: Vec<(ArticleId, [u8; 16], Passage)> = Vec::new();
    for article in articles.iter().filter(|article| article.tellable()) {
        let text = telling::text_of(article);
        let Some(passage) = works.embedder.passage(&article.title, &text, article.language.as_deref()) else { continue };
        let digest = works.embedder.digest(&passage);
        wanted_by.insert(article.id);
        match stored.remove(&article.id) {
            Some(known) if known.digest == digest => drop(vectors.insert(article.id, known.vector)),
            _ => missing.push((article.id, digest, passage)),
        }
    }
    let mut made: HashMap<[u8; 16], Vector> = HashMap::new();
    for (batch, done) in missing.chunks(BATCH).zip((0..).step_by(BATCH)) {
        tell(Progress::Encoding { done, of: missing.len() });
        // Copies of agency reports have one passage: it is encoded once.
        let mut wanted: BTreeMap<[u8; 16], &Passage> = BTreeMap::new();
        wanted.extend(
            batch.iter().filter(|(_, digest, _)| !made.contains_key(digest)).map(|(_, digest, passage)| (*digest, passage)),
        );
        let passages = wanted.values().map(|passage| (*passage).clone()).collect();
        match works.embedder.vectors(passages).await {
            Ok(answer) => made.extend(wanted.into_keys().zip(answer).filter_map(|(digest, vector)| Some((digest, vector?)))),
            Err(error) => {
                tracing::warn!("{error}; {} articles are grouped without sentence vectors", missing.len() - done);
                break;
            }
        }
        let new = batch
            .iter()
            .filter_map(|(id, digest, _)| Some((*id, StoredVector { digest: *digest, vector: made.get(digest)?.clone() })));
        let new: Vec<(ArticleId, StoredVector)> = new.collect();
        works.store.save_vectors(&new).await?;
        vectors.extend(new.into_iter().map(|(id, stored)| (id, stored.vector)));
    }
    Ok((vectors, wanted_by))
}
