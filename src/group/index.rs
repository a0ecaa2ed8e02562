//! Articles further back that share something rare.

use rustc_hash::FxHashMap;

use super::Article;
use super::features::Kind;
use super::terms::{Term, Weighted, term_of, weight_of};
use super::vectors::{self, Centred};

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
const AGREEING: f32 = 2.0;

/// Cosine from which on they are candidates.
const NEAR: f32 = 0.35;

/// Articles by their heaviest terms.
#[derive(Default)]
pub struct Index {
    postings: FxHashMap<Term, Vec<(u32, u8)>>,
    /// Scores of the articles met in a search, by position; all 0 between searches.
    scores: Vec<f32>,
    met: Vec<u32>,
    /// Articles by the bands of their vectors (locality-sensitive hashing by signs; Charikar 2002).
    bands: FxHashMap<u32, Vec<u32>>,
}

impl Index {
    /// Takes the article at the next position in.
    pub fn add(&mut self, article: &Article) {
        let at = u32::try_from(self.scores.len()).unwrap_or(u32::MAX);
        for band in article.vector.iter().flat_map(Centred::bands) {
            self.bands.entry(band).or_default().push(at);
        }
        for weighted in keys(&article.terms) {
            self.postings.entry(term_of(weighted)).or_default().push((at, (weighted & 0xff) as u8));
        }
        self.scores.push(0.0);
    }

    /// Positions before `end` that share most with an article, in order.
    pub fn candidates(&mut self, article: &Article, articles: &[Article], end: usize) -> Vec<usize> {
        if end == 0 {
            return Vec::new();
        }
        let mut positions = self.near(article, articles, end);
        positions.extend(self.sharing(&article.terms, end));
        positions.sort_unstable();
        positions.dedup();
        positions
    }

    /// Articles whose vectors agree with this one's in several bands, and point the same way.
    fn near(&mut self, article: &Article, articles: &[Article], end: usize) -> Vec<usize> {
        let Some(vector) = &article.vector else { return Vec::new() };
        for postings in vector.bands().filter_map(|band| self.bands.get(&band)) {
            let latest = postings.partition_point(|at| (*at as usize) < end);
            for at in &postings[latest.saturating_sub(BUCKET)..latest] {
                let score = &mut self.scores[*at as usize];
                if *score == 0.0 {
                    self.met.push(*at);
                }
                *score += 1.0;
            }
        }
        let mut near = Vec::new();
        for at in self.met.drain(..) {
            let agreeing = std::mem::take(&mut self.scores[at as usize]);
            let other = articles[at as usize].vector.as_ref().filter(|_| agreeing >= AGREEING);
            if other.is_some_and(|other| vectors::cosine(vector, other) > NEAR) {
                near.push(at as usize);
            }
        }
        near
    }

    /// Articles that share most of the heavy terms.
    fn sharing(&mut self, vectors: &[Box<[Weighted]>; 5], end: usize) -> Vec<usize> {
        let mut lists: Vec<(usize, Weighted)> =
            keys(vectors).filter_map(|weighted| Some((self.postings.get(&term_of(weighted))?.len(), weighted))).collect();
        lists.sort_unstable();
        let mut left = BUDGET;
        for (length, weighted) in lists {
            if length > left {
                break;
            }
            left -= length;
            let Some(postings) = self.postings.get(&term_of(weighted)) else { continue };
            let weight = weight_of(weighted);
            for (at, byte) in postings.iter().take_while(|(at, _)| (*at as usize) < end) {
                let score = &mut self.scores[*at as usize];
                if *score == 0.0 {
                    self.met.push(*at);
                }
                *score += weight * weight_of(u32::from(*byte));
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
fn keys(vectors: &[Box<[Weighted]>; 5]) -> impl Iterator<Item = Weighted> {
    KEYS.into_iter().flat_map(|(kind, count)| {
        let mut terms: Vec<Weighted> = vectors[kind as usize].to_vec();
        if terms.len() > count {
            terms.select_nth_unstable_by_key(count, |weighted| (std::cmp::Reverse(weighted & 0xff), *weighted));
            terms.truncate(count);
        }
        terms
    })
}
