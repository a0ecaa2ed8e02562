//! Articles further back than those that everything is held against, found by what they share that is rare.

use rustc_hash::FxHashMap;

use super::Article;
use super::features::Kind;
use super::stream::Closely;
use super::terms::{Lists, Term, Weighted, term_of, weight_of};
use super::vectors::Centred;

/// Heaviest terms by which an article is found, by kind.
const KEYS: [(Kind, usize); 4] = [(Kind::Body, 32), (Kind::Names, 10), (Kind::Numbers, 6), (Kind::Cognates, 10)];

/// Entries that are looked up for one article, rare terms first: common ones say little and cost most.
const BUDGET: usize = 4_000;

/// Candidates of one article that are measured exactly.
const CANDIDATES: usize = 80;

/// What is shared by fewer heavy terms than this is no candidate.
const LEAST: f32 = 0.06;

/// Articles that are looked up for one band: the latest.
const BUCKET: usize = 100;

/// Bands in which two vectors must agree to be compared.
const AGREEING: u8 = 2;

/// Cosine from which on they are candidates.
const NEAR: f32 = 0.35;

/// Articles by their heaviest terms.
#[derive(Default)]
pub struct Index {
    /// Positions (24 bits) with the weight there (8 bits), ascending. A list that outgrew the budget is never read, and does not grow.
    postings: FxHashMap<Term, Vec<u32>>,
    /// Scores of the articles met in a search, by position; all 0 between searches.
    scores: Vec<f32>,
    met: Vec<u32>,
    /// Bands in which the articles met in a search agree; all 0 between searches.
    agreeing: Vec<u8>,
    /// Articles by the bands of their vectors (locality-sensitive hashing by signs; Charikar 2002).
    bands: FxHashMap<u32, Vec<u32>>,
}

impl Index {
    /// Takes all these articles in, as far as it has not yet.
    pub fn catch_up(&mut self, articles: &[Article]) {
        for article in &articles[self.scores.len().min(articles.len())..] {
            self.add(article);
        }
    }

    /// Takes the article at the next position in.
    fn add(&mut self, article: &Article) {
        let at = u32::try_from(self.scores.len()).unwrap_or(u32::MAX);
        for band in article.vector.iter().flat_map(Centred::bands) {
            let bucket = self.bands.entry(band).or_default();
            if bucket.len() >= 2 * BUCKET {
                bucket.drain(..=bucket.len() - BUCKET);
            }
            bucket.push(at);
        }
        for weighted in keys(&article.terms) {
            let postings = self.postings.entry(term_of(weighted)).or_default();
            if postings.len() <= BUDGET {
                postings.push(at << 8 | weighted & 0xff);
            }
        }
        self.scores.push(0.0);
        self.agreeing.push(0);
    }

    /// Positions of those that share most with an article, in order.
    pub fn candidates(&mut self, article: &Article, closely: &Closely, articles: &[Article]) -> Vec<usize> {
        if self.scores.is_empty() {
            return Vec::new();
        }
        let mut positions = self.near(article, closely, articles);
        positions.extend(self.sharing(&article.terms));
        positions.sort_unstable();
        positions.dedup();
        positions
    }

    /// Articles whose vectors agree with this one's in several bands, and point the same way.
    fn near(&mut self, article: &Article, closely: &Closely, articles: &[Article]) -> Vec<usize> {
        for bucket in article.vector.iter().flat_map(Centred::bands).filter_map(|band| self.bands.get(&band)) {
            for at in &bucket[bucket.len().saturating_sub(BUCKET)..] {
                let agreeing = &mut self.agreeing[*at as usize];
                if *agreeing == 0 {
                    self.met.push(*at);
                }
                *agreeing = agreeing.saturating_add(1);
            }
        }
        let mut near = Vec::new();
        for at in self.met.drain(..) {
            let agreeing = std::mem::take(&mut self.agreeing[at as usize]);
            let other = articles[at as usize].vector.as_ref().filter(|_| agreeing >= AGREEING);
            if other.is_some() && closely.vector.cosine(other).is_some_and(|cosine| cosine > NEAR) {
                near.push(at as usize);
            }
        }
        near
    }

    /// Articles that share most of the heavy terms.
    fn sharing(&mut self, terms: &Lists) -> Vec<usize> {
        let mut lists: Vec<(usize, Weighted)> =
            keys(terms).filter_map(|weighted| Some((self.postings.get(&term_of(weighted))?.len(), weighted))).collect();
        lists.sort_unstable();
        let mut left = BUDGET;
        for (length, weighted) in lists {
            if length > left {
                break;
            }
            left -= length;
            let Some(postings) = self.postings.get(&term_of(weighted)) else { continue };
            let weight = weight_of(weighted);
            for posting in postings {
                let at = posting >> 8;
                let score = &mut self.scores[at as usize];
                if *score == 0.0 {
                    self.met.push(at);
                }
                *score += weight * weight_of(*posting);
            }
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
