//! Articles further back than those that everything is held against, found by what they share that is rare.

use super::Article;
use super::bands::Bands;
use super::features::Kind;
use super::lists::Lists;
use super::postings::{List, Postings};
use super::stream::Closely;
use super::terms::{Weighted, term_of, weight_of};

/// Heaviest terms by which an article is found, by kind.
const KEYS: [(Kind, usize); 4] = [(Kind::Body, 32), (Kind::Names, 10), (Kind::Numbers, 6), (Kind::Cognates, 10)];

/// Entries that are looked up for one article, rare terms first: common ones say little and cost most.
const BUDGET: usize = 4_000;

/// Candidates of one article that are measured exactly.
const CANDIDATES: usize = 80;

/// What is shared by fewer heavy terms than this is no candidate.
const LEAST: f32 = 0.06;

/// Cosine from which on they are candidates.
const NEAR: f32 = 0.35;

/// Articles by their heaviest terms, and by their vectors.
#[derive(Default)]
pub struct Index {
    /// Positions (24 bits) with the weight there (8 bits), ascending. A list that outgrew the budget is never read, and does not grow.
    postings: Postings,
    /// Scores of the articles met in a search, by position; all 0 between searches.
    scores: Vec<f32>,
    /// Entries that a search looks up, [`BUDGET`] at most.
    read: Vec<u32>,
    /// Positions met in a search, [`BUDGET`] at most.
    met: Vec<u32>,
    bands: Bands,
}

impl Index {
    /// Takes all these articles in, as far as it has not yet.
    pub fn catch_up(&mut self, articles: &[Article]) {
        for article in &articles[self.scores.len().min(articles.len())..] {
            let at = u32::try_from(self.scores.len()).unwrap_or(u32::MAX);
            for weighted in keys(&article.terms) {
                self.postings.push(term_of(weighted), at << 8 | weighted & 0xff, BUDGET + 1);
            }
            self.scores.push(0.0);
            if let Some(vector) = &article.vector {
                self.bands.add(at, vector);
            }
        }
    }

    /// Positions of those that share most with an article, in order.
    pub fn candidates(&mut self, article: &Article, closely: &Closely, articles: &[Article]) -> Vec<usize> {
        if self.scores.is_empty() {
            return Vec::new();
        }
        let mut positions = self.sharing(&article.terms);
        if let Some(vector) = &article.vector {
            let near = self.bands.near(vector, NEAR);
            let mut cosines = Vec::with_capacity(near.len());
            closely.vector.cosines(near.iter().map(|at| articles[*at as usize].vector.as_ref()), &mut cosines);
            let near = near.into_iter().zip(cosines).filter(|(_, cosine)| cosine.is_some_and(|cosine| cosine > NEAR));
            positions.extend(near.map(|(at, _)| at as usize));
        }
        positions.sort_unstable();
        positions.dedup();
        positions
    }

    /// Articles that share most of the heavy terms.
    fn sharing(&mut self, terms: &Lists) -> Vec<usize> {
        let list = |weighted: Weighted| Some((self.postings.list(term_of(weighted))?, weighted));
        let mut lists: Vec<(List, Weighted)> = keys(terms).filter_map(list).collect();
        lists.sort_unstable_by_key(|(list, weighted)| (list.length, *weighted));
        // All are fetched before any is looked at: so waits for memory overlap.
        self.read.clear();
        let mut ends: Vec<(usize, f32)> = Vec::with_capacity(lists.len());
        for (list, weighted) in &lists {
            if self.read.len() + list.length as usize > BUDGET {
                break;
            }
            self.postings.numbers(list).for_each(|numbers| self.read.extend_from_slice(numbers));
            ends.push((self.read.len(), weight_of(*weighted)));
        }
        self.met.resize(BUDGET, 0);
        let (mut count, mut begin) = (0, 0);
        for (end, weight) in ends {
            for posting in &self.read[begin..end] {
                let score = &mut self.scores[(posting >> 8) as usize];
                // Without a branch, which could not be foreseen.
                self.met[count] = posting >> 8;
                count += usize::from(*score == 0.0);
                *score += weight * weight_of(*posting);
            }
            begin = end;
        }
        self.best(count)
    }

    /// The best of the first so many that were met, whose scores are then 0 again.
    fn best(&mut self, count: usize) -> Vec<usize> {
        // Scores are positive, so that their bits rise as they do. Of equals the earlier comes first.
        let mut found = vec![0u64; count];
        let mut telling = 0;
        for at in &self.met[..count] {
            let score = std::mem::take(&mut self.scores[*at as usize]);
            found[telling] = u64::from(score.to_bits()) << 32 | u64::from(!at);
            telling += usize::from(score >= LEAST);
        }
        found.truncate(telling);
        if found.len() > CANDIDATES {
            found.select_nth_unstable_by_key(CANDIDATES, |found| std::cmp::Reverse(*found));
            found.truncate(CANDIDATES);
        }
        found.into_iter().map(|found| !(found as u32) as usize).collect()
    }
}

/// The terms with the greatest weights, so many of each kind.
fn keys(lists: &Lists) -> impl Iterator<Item = Weighted> {
    KEYS.into_iter().flat_map(|(kind, count)| {
        let mut terms: Vec<Weighted> = lists[kind as usize].to_vec();
        if terms.len() > count {
            terms.select_nth_unstable_by_key(count, |weighted| (std::cmp::Reverse(weighted & 0xff), *weighted));
            terms.truncate(count);
        }
        terms
    })
}
