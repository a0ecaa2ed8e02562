//! Articles further back than those that everything is held against, found by what they share that is rare.

use super::Article;
use super::bands::Bands;
use super::features::Kind;
use super::postings::Postings;
use super::stream::Closely;
use super::terms::{Lists, Weighted, term_of, weight_of};

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
            self.bands.add(article.vector.as_ref());
        }
    }

    /// Positions of those that share most with an article, in order.
    pub fn candidates(&mut self, article: &Article, closely: &Closely, articles: &[Article]) -> Vec<usize> {
        if self.scores.is_empty() {
            return Vec::new();
        }
        let mut positions = self.sharing(&article.terms);
        if let Some(vector) = &article.vector {
            let near = self.bands.near(vector, NEAR).into_iter().map(|at| at as usize);
            let cosine = |at: &usize| closely.vector.cosine(articles[*at].vector.as_ref());
            positions.extend(near.filter(|at| cosine(at).is_some_and(|cosine| cosine > NEAR)));
        }
        positions.sort_unstable();
        positions.dedup();
        positions
    }

    /// Articles that share most of the heavy terms.
    fn sharing(&mut self, terms: &Lists) -> Vec<usize> {
        let mut lists: Vec<(usize, Weighted)> =
            keys(terms).map(|weighted| (self.postings.length(term_of(weighted)), weighted)).collect();
        lists.sort_unstable();
        let mut left = BUDGET;
        for (length, weighted) in lists {
            if length > left {
                break;
            }
            left -= length;
            let weight = weight_of(weighted);
            self.postings.each(term_of(weighted), |posting| {
                let at = posting >> 8;
                let score = &mut self.scores[at as usize];
                if *score == 0.0 {
                    self.met.push(at);
                }
                *score += weight * weight_of(posting);
            });
        }
        let mut found: Vec<(f32, u32)> = Vec::new();
        for at in self.met.drain(..) {
            let score = std::mem::take(&mut self.scores[at as usize]);
            if score >= LEAST {
                found.push((score, at));
            }
        }
        if found.len() > CANDIDATES {
            found.select_nth_unstable_by(CANDIDATES, |one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
            found.truncate(CANDIDATES);
        }
        found.into_iter().map(|(_, at)| at as usize).collect()
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
