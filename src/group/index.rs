//! Articles further back that share something rare.

use rustc_hash::FxHashMap;

use super::features::Kind;
use super::terms::{Term, Weighted, term_of, weight_of};

/// Heaviest terms by which an article is found, by kind.
const KEYS: [(Kind, usize); 4] = [(Kind::Body, 40), (Kind::Names, 12), (Kind::Numbers, 6), (Kind::Cognates, 12)];

/// Articles that are looked up for one term: the latest.
const REACH: usize = 1_000;

/// Candidates of one article that are measured exactly.
const CANDIDATES: usize = 300;

/// Articles by their heaviest terms.
#[derive(Default)]
pub struct Index {
    postings: FxHashMap<Term, Vec<(u32, u8)>>,
    next: u32,
    /// Scores of the articles met in a search, by position.
    scores: FxHashMap<u32, f32>,
}

impl Index {
    /// Takes the article at the next position in.
    pub fn add(&mut self, vectors: &[Box<[Weighted]>; 5]) {
        for (kind, keys) in KEYS {
            for weighted in heaviest(&vectors[kind as usize], keys) {
                self.postings.entry(term_of(weighted)).or_default().push((self.next, (weighted & 0xff) as u8));
            }
        }
        self.next += 1;
    }

    /// Positions before `end` that share most with an article, in order.
    pub fn candidates(&mut self, vectors: &[Box<[Weighted]>; 5], end: usize) -> Vec<usize> {
        self.scores.clear();
        for (kind, keys) in KEYS {
            for weighted in heaviest(&vectors[kind as usize], keys) {
                let Some(postings) = self.postings.get(&term_of(weighted)) else { continue };
                let weight = weight_of(weighted);
                let end = postings.partition_point(|(at, _)| (*at as usize) < end);
                for (at, byte) in &postings[end.saturating_sub(REACH)..end] {
                    *self.scores.entry(*at).or_default() += weight * weight_of(u32::from(*byte));
                }
            }
        }
        let mut found: Vec<(u32, f32)> =
            self.scores.iter().map(|(at, score)| (*at, *score)).filter(|(_, score)| *score > 0.02).collect();
        found.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        found.truncate(CANDIDATES);
        let mut positions: Vec<usize> = found.into_iter().map(|(at, _)| at as usize).collect();
        positions.sort_unstable();
        positions
    }
}

/// The terms with the greatest weights, at most so many.
fn heaviest(vector: &[Weighted], count: usize) -> impl Iterator<Item = Weighted> {
    let mut terms: Vec<Weighted> = vector.to_vec();
    if terms.len() > count {
        terms.select_nth_unstable_by_key(count, |weighted| (std::cmp::Reverse(weighted & 0xff), *weighted));
        terms.truncate(count);
    }
    terms.into_iter()
}
