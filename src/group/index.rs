//! Articles further back that share something rare.

use rustc_hash::FxHashMap;

use super::features::Kind;
use super::terms::{Term, Weighted, term_of, weight_of};

/// Heaviest terms by which an article is found, by kind.
const KEYS: [(Kind, usize); 4] = [(Kind::Body, 32), (Kind::Names, 10), (Kind::Numbers, 6), (Kind::Cognates, 10)];

/// Entries that are looked up for one article, rare terms first: common ones say little and cost most.
const BUDGET: usize = 6_000;

/// Candidates of one article that are measured exactly.
const CANDIDATES: usize = 120;

/// What is shared by fewer heavy terms than this is no candidate.
const LEAST: f32 = 0.06;

/// Articles by their heaviest terms.
#[derive(Default)]
pub struct Index {
    postings: FxHashMap<Term, Vec<(u32, u8)>>,
    /// Scores of the articles met in a search, by position; all 0 between searches.
    scores: Vec<f32>,
    met: Vec<u32>,
}

impl Index {
    /// Takes the article at the next position in.
    pub fn add(&mut self, vectors: &[Box<[Weighted]>; 5]) {
        let at = u32::try_from(self.scores.len()).unwrap_or(u32::MAX);
        for weighted in keys(vectors) {
            self.postings.entry(term_of(weighted)).or_default().push((at, (weighted & 0xff) as u8));
        }
        self.scores.push(0.0);
    }

    /// Positions before `end` that share most with an article, in order.
    pub fn candidates(&mut self, vectors: &[Box<[Weighted]>; 5], end: usize) -> Vec<usize> {
        if end == 0 {
            return Vec::new();
        }
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
        let mut positions: Vec<usize> = found.into_iter().map(|(_, at)| at as usize).collect();
        positions.sort_unstable();
        positions
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
