//! Articles in the order of their arrival: how rare their terms are, what is usual for them, and which earlier ones resemble them.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::background::{self, Frequencies};
use super::features::{KINDS, Kind};
use super::terms::{self, Term, Weighted, term_of, weight_of};
use super::{Article, vectors};

/// So many predecessors say what is usual for an article, and are all held against it.
pub const RECENT: usize = 2_000;

/// Measured similarities: the kinds of terms but [`Kind::Lead`], then vectors.
pub const MEASURES: usize = 5;

/// What similarities are taken to be before any was measured: mean and standard deviation of body, names, numbers, cognates, vectors.
const PRIOR_SAME: Usual = [(0.02, 0.03), (0.02, 0.04), (0.01, 0.04), (0.03, 0.03), (0.0, 0.12)];
const PRIOR_CROSS: Usual = [(0.002, 0.01), (0.02, 0.04), (0.01, 0.04), (0.015, 0.02), (0.0, 0.12)];
/// How many measurements that is worth.
const PRIOR_WEIGHT: f32 = 50.0;

/// Mean and standard deviation of each measure.
pub type Usual = [(f32, f32); MEASURES];

/// Kinds that have an index, in the order of the measures.
const INDEXED: [Kind; 4] = [Kind::Body, Kind::Names, Kind::Numbers, Kind::Cognates];

/// What is usual for an article against those of a language before it.
pub fn prior(same_language: bool) -> Usual {
    if same_language { PRIOR_SAME } else { PRIOR_CROSS }
}

/// How many articles have each term.
#[derive(Default)]
pub struct Rarity {
    frequencies: FxHashMap<Term, f32>,
    articles: f32,
    by_language: HashMap<String, (f32, Frequencies)>,
}

impl Rarity {
    /// Unit vectors of an article that has just arrived; it then counts itself.
    pub fn weigh(&mut self, counted: &[Vec<(Term, u32)>; 5], language: &str) -> [Box<[Weighted]>; 5] {
        let (speakers, background) =
            self.by_language.entry(language.to_owned()).or_insert_with(|| (0.0, background::of_language(language)));
        let of =
            |total: f32, known: f32, before: f32| ((total + background::ARTICLES + 1.0) / (known + before + 0.5)).ln().max(0.05);
        let known = |term: &Term| self.frequencies.get(term).copied().unwrap_or(0.0);
        let weighted = KINDS.map(|kind| {
            let rarity = |term: Term| match kind {
                Kind::Body | Kind::Lead => of(*speakers, known(&term), background.get(&term).copied().unwrap_or(0.0)),
                Kind::Names | Kind::Cognates => of(self.articles, known(&term), background::of_shared(term)),
                Kind::Numbers => of(self.articles, known(&term), background::of_number(term)),
            };
            terms::weigh(&counted[kind as usize], rarity).into_boxed_slice()
        });
        *speakers += 1.0;
        self.articles += 1.0;
        for kind in INDEXED {
            for (term, _) in &counted[kind as usize] {
                *self.frequencies.entry(*term).or_default() += 1.0;
            }
        }
        weighted
    }
}

/// All terms of the last [`RECENT`] articles.
#[derive(Default)]
pub struct Recent {
    postings: [FxHashMap<Term, Vec<(u32, u8)>>; 4],
    sums: [Vec<f32>; 4],
    next: usize,
}

/// Similarities of an article to its latest predecessors, from `first` on.
pub struct Measured<'a> {
    pub first: usize,
    pub sums: &'a [Vec<f32>; 4],
}

impl Recent {
    /// Measures the article that arrives at the next position against the last ones, and takes it in.
    pub fn measure(&mut self, vectors: &[Box<[Weighted]>; 5]) -> Measured<'_> {
        let at = self.next;
        let first = at.saturating_sub(RECENT);
        for (index, kind) in INDEXED.into_iter().enumerate() {
            let sums = &mut self.sums[index];
            sums.clear();
            sums.resize(at - first, 0.0);
            for weighted in vectors[kind as usize].iter().copied() {
                let weight = weight_of(weighted);
                let postings = self.postings[index].entry(term_of(weighted)).or_default();
                let stale = postings.partition_point(|(position, _)| (*position as usize) < first);
                if stale > 32 && stale * 2 > postings.len() {
                    postings.drain(..stale);
                }
                let stale = postings.partition_point(|(position, _)| (*position as usize) < first);
                for (position, byte) in &postings[stale..] {
                    sums[*position as usize - first] += weight * weight_of(u32::from(*byte));
                }
                postings.push((u32::try_from(at).unwrap_or(u32::MAX), (weighted & 0xff) as u8));
            }
        }
        self.next += 1;
        if self.next.is_multiple_of(RECENT) {
            // Terms that were not met again.
            for postings in &mut self.postings {
                postings.retain(|_, list| list.last().is_some_and(|(position, _)| *position as usize + RECENT > at));
            }
        }
        Measured { first, sums: &self.sums }
    }
}

/// Of one language: how many articles, sums and squares of their likenesses, how many of them have vectors.
type Tally = (u16, f32, [f32; MEASURES], [f32; MEASURES], f32);

/// What is usual for an article, by language of the others.
pub fn usual(measured: &Measured<'_>, articles: &[Article], arrived: &Article) -> Vec<(u16, Usual)> {
    let mut tallies: Vec<Tally> = Vec::new();
    for (offset, other) in articles[measured.first..].iter().enumerate() {
        let at = match tallies.iter().position(|(language, ..)| *language == other.language) {
            Some(at) => at,
            None => {
                tallies.push((other.language, 0.0, [0.0; MEASURES], [0.0; MEASURES], 0.0));
                tallies.len() - 1
            }
        };
        let (_, count, sums, squares, with_vectors) = &mut tallies[at];
        *count += 1.0;
        for index in 0..4 {
            let likeness = measured.sums[index][offset];
            sums[index] += likeness;
            squares[index] += likeness * likeness;
        }
        if let (Some(one), Some(two)) = (&arrived.vector, &other.vector) {
            let likeness = vectors::cosine(one, two);
            sums[4] += likeness;
            squares[4] += likeness * likeness;
            *with_vectors += 1.0;
        }
    }
    tallies
        .into_iter()
        .map(|(language, count, sums, squares, with_vectors)| {
            let prior = prior(language == arrived.language);
            let usual = std::array::from_fn(|index| {
                let (mean, deviation) = prior[index];
                let count = if index == 4 { with_vectors } else { count };
                let weight = PRIOR_WEIGHT + count;
                let average = (PRIOR_WEIGHT * mean + sums[index]) / weight;
                let square = (PRIOR_WEIGHT * (mean * mean + deviation * deviation) + squares[index]) / weight;
                (average, (square - average * average).max(1e-5).sqrt())
            });
            (language, usual)
        })
        .collect()
}
