//! The latest articles, against all of which an arriving one is measured.

use std::collections::hash_map::Entry;

use pulp::{Arch, Simd, WithSimd};
use rustc_hash::FxHashMap;

use super::Article;
use super::link::Likeness;
use super::stream::INDEXED;
use super::terms::{Term, WEIGHT_OF_ONE, Weighted, term_of, weight_of};
use super::vectors::Held;

/// So many predecessors say what is usual for an article, and are all held against it.
pub const RECENT: usize = 1_000;

/// Seats of the last [`RECENT`] articles: an article sits where the one sat that came so many before it.
const SEATS: usize = RECENT.next_power_of_two();

/// The seat of a position, and what makes any number one.
const fn seat(at: usize) -> usize {
    at & (SEATS - 1)
}

/// Articles with one term, as a power of two, from which on adding up all seats is faster than those that have it.
const MANY: u8 = 7;

/// The recent articles with one term. Whoever has it says so in 32 bits: its seat (24 bits) and the weight there (8 bits).
enum Holders {
    /// Most terms stand in one article.
    One(u32),
    /// In the order in which they came: where they stand in [`Blocks`], whose room is a power of two.
    Few { block: u32, count: u8, room: u8 },
    /// Which of the [`Rows`] has the weight at every seat.
    Many { row: u32, count: u16 },
}

/// The number that says where a term has which weight.
fn holder(at: usize, weighted: Weighted) -> u32 {
    (seat(at) as u32) << 8 | weighted & 0xff
}

/// Room for holders, in blocks that are used again and again: terms come and go with every article.
#[derive(Default)]
struct Blocks {
    numbers: Vec<u32>,
    /// Where blocks begin that nobody uses, by their room as a power of two.
    free: [Vec<u32>; MANY as usize + 1],
}

impl Blocks {
    fn take(&mut self, room: u8) -> u32 {
        self.free[usize::from(room)].pop().unwrap_or_else(|| {
            let begins = self.numbers.len();
            self.numbers.resize(begins + (1 << room), 0);
            u32::try_from(begins).unwrap_or(u32::MAX)
        })
    }

    fn give_back(&mut self, block: u32, room: u8) {
        self.free[usize::from(room)].push(block);
    }

    #[inline]
    fn of(&mut self, block: u32, count: u8) -> &mut [u32] {
        &mut self.numbers[block as usize..][..usize::from(count)]
    }
}

/// Weights at all seats, of common terms, as bytes: all of them are read often, and so fit where that is fast.
#[derive(Default)]
struct Rows {
    weights: Vec<[u8; SEATS]>,
    free: Vec<u32>,
}

impl Rows {
    /// One that is 0 everywhere.
    fn take(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.weights.push([0; SEATS]);
            (self.weights.len() - 1) as u32
        })
    }
}

/// Adds the weights of a row, times another one, to sums.
struct Add<'a> {
    sums: &'a mut [f32; SEATS],
    row: &'a [u8; SEATS],
    weight: f32,
}

impl WithSimd for Add<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        // What the compiler makes lanes of, as wide as the processor has them; to the last bit what `weight_of` says.
        for (sum, byte) in self.sums.iter_mut().zip(self.row) {
            let root = f32::from(*byte);
            *sum += self.weight * (root * root * WEIGHT_OF_ONE);
        }
    }
}

/// One kind of terms of the last [`RECENT`] articles.
struct Kept {
    holders: FxHashMap<Term, Holders>,
    blocks: Blocks,
    rows: Rows,
    /// Similarities to the article that is being measured, by seat, then in the order of the articles.
    sums: Box<[f32; SEATS]>,
}

impl Default for Kept {
    fn default() -> Self {
        Self { holders: FxHashMap::default(), blocks: Blocks::default(), rows: Rows::default(), sums: Box::new([0.0; SEATS]) }
    }
}

impl Kept {
    /// Takes the terms of the article at a position in, after adding up what they say of all that have them.
    #[inline]
    fn join(&mut self, at: usize, terms: &[Weighted]) {
        let Self { holders, blocks, rows, sums } = self;
        sums.fill(0.0);
        for weighted in terms {
            let (new, weight) = (holder(at, *weighted), weight_of(*weighted));
            let known = match holders.entry(term_of(*weighted)) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(vacant) => {
                    vacant.insert(Holders::One(new));
                    continue;
                }
            };
            let mut add = |holder: u32| sums[seat((holder >> 8) as usize)] += weight * weight_of(holder);
            match known {
                Holders::One(first) => {
                    add(*first);
                    let block = blocks.take(1);
                    blocks.of(block, 2).copy_from_slice(&[*first, new]);
                    *known = Holders::Few { block, count: 2, room: 1 };
                }
                Holders::Few { block, count, room } => {
                    blocks.of(*block, *count).iter().for_each(|holder| add(*holder));
                    if *count < 1 << *room {
                        *count += 1;
                        blocks.of(*block, *count)[usize::from(*count) - 1] = new;
                        continue;
                    }
                    let (full, before) = (*block, *room);
                    if before < MANY {
                        (*block, *room) = (blocks.take(before + 1), before + 1);
                        let (begin, end) = (full as usize, full as usize + usize::from(*count));
                        blocks.numbers.copy_within(begin..end, *block as usize);
                        *count += 1;
                        blocks.of(*block, *count)[usize::from(*count) - 1] = new;
                    } else {
                        let row = rows.take();
                        let weights = &mut rows.weights[row as usize];
                        let mut sit = |holder: u32| weights[seat((holder >> 8) as usize)] = holder as u8;
                        blocks.of(full, *count).iter().for_each(|holder| sit(*holder));
                        sit(new);
                        *known = Holders::Many { row, count: u16::from(*count) + 1 };
                    }
                    blocks.give_back(full, before);
                }
                Holders::Many { row, count } => {
                    let weights = &mut rows.weights[*row as usize];
                    Arch::new().dispatch(Add { sums, row: weights, weight });
                    weights[seat(at)] = new as u8;
                    *count += 1;
                }
            }
        }
    }

    /// Takes the terms of the article at a position away, which came before all others that are there.
    #[inline]
    fn leave(&mut self, at: usize, terms: &[Weighted]) {
        for weighted in terms {
            let Entry::Occupied(mut entry) = self.holders.entry(term_of(*weighted)) else { continue };
            let left = match entry.get_mut() {
                Holders::One(_) => 0,
                Holders::Few { block, count, room } => {
                    self.blocks.of(*block, *count).copy_within(1.., 0);
                    *count -= 1;
                    if *count == 0 {
                        self.blocks.give_back(*block, *room);
                    }
                    usize::from(*count)
                }
                Holders::Many { row, count } => {
                    self.rows.weights[*row as usize][seat(at)] = 0;
                    *count -= 1;
                    if *count == 0 {
                        self.rows.free.push(*row);
                    }
                    usize::from(*count)
                }
            };
            if left == 0 {
                entry.remove();
            }
        }
    }
}

/// All terms of the last [`RECENT`] articles.
#[derive(Default)]
pub struct Recent {
    kinds: [Kept; 4],
    /// Similarities to the article that was measured, in the order of the others.
    ordered: [Vec<f32>; 4],
    cosines: Vec<Option<f32>>,
    /// Positions from here on were taken in, up to the next.
    begun: usize,
    next: usize,
}

/// Similarities of an article to its latest predecessors, from `first` on.
pub struct Measured<'a> {
    pub first: usize,
    pub sums: &'a [Vec<f32>; 4],
    /// Cosines of the vectors, where both have one.
    pub vectors: &'a [Option<f32>],
}

impl Measured<'_> {
    /// All but the lead.
    #[inline]
    pub fn likeness(&self, offset: usize) -> Likeness {
        let [body, names, numbers, cognates] = self.sums.each_ref().map(|sums| sums[offset]);
        Likeness { body, names, numbers, cognates, vector: self.vectors[offset], ..Likeness::default() }
    }
}

impl Recent {
    /// Measures the article that arrives at the next position against the last ones, and takes it in.
    pub fn measure(&mut self, article: &Article, held: &Held, articles: &[Article]) -> Measured<'_> {
        let oldest = articles.len().saturating_sub(RECENT);
        if self.next < oldest {
            (self.begun, self.next) = (oldest, oldest);
        }
        // Those that are there already.
        while let Some(before) = articles.get(self.next) {
            self.take(before, articles);
        }
        self.take(article, articles);
        let first = oldest;
        // The seats go round.
        let (begin, end) = (seat(first), seat(first) + (articles.len() - first));
        for (ordered, kept) in self.ordered.iter_mut().zip(&self.kinds) {
            ordered.clear();
            ordered.extend_from_slice(&kept.sums[begin..end.min(SEATS)]);
            ordered.extend_from_slice(&kept.sums[..end.saturating_sub(SEATS)]);
        }
        self.cosines.clear();
        held.cosines(articles[first..].iter().map(|other| other.vector.as_ref()), &mut self.cosines);
        Measured { first, sums: &self.ordered, vectors: &self.cosines }
    }

    /// Takes the next article in; who sat there so many articles ago is not recent any more.
    fn take(&mut self, article: &Article, articles: &[Article]) {
        let at = self.next;
        self.next += 1;
        let leaving = at.checked_sub(RECENT).filter(|leaving| *leaving >= self.begun);
        for (kept, kind) in self.kinds.iter_mut().zip(INDEXED) {
            kept.join(at, &article.terms[kind as usize]);
            if let Some(leaving) = leaving {
                kept.leave(leaving, &articles[leaving].terms[kind as usize]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::{Doc, Grouper, Options, terms};

    /// Words that come in every article, in many and in few, so that lists of every kind fill, overflow and empty again.
    #[test]
    fn sums_are_what_the_lists_say() {
        let mut grouper = Grouper::new(Options::default());
        let texts: Vec<String> = (0..2_300usize)
            .map(|at| {
                let common = if (800..1_200).contains(&at) { "quarry" } else { "" };
                format!("bridge {common} w{}x n{}y p{}z q{}v", at % 5, at % 60, at % 700, at)
            })
            .collect();
        for (id, text) in (0..).zip(&texts) {
            let doc = Doc { id, title: "Marport", text, published: None, language: Some("en"), publisher: text, vector: None };
            grouper.add(doc, None);
        }
        let (articles, held, mut recent) = (&grouper.articles, Held::default(), Recent::default());
        for (at, article) in articles.iter().enumerate() {
            let measured = recent.measure(article, &held, &articles[..at]);
            assert_eq!(measured.first, at.saturating_sub(RECENT));
            if at % 97 != 0 {
                continue;
            }
            for (offset, other) in articles[measured.first..at].iter().enumerate() {
                for (sums, kind) in measured.sums.iter().zip(INDEXED) {
                    let expected = terms::dot(&article.terms[kind as usize], &other.terms[kind as usize]);
                    assert!((sums[offset] - expected).abs() < 1e-4, "{at} {offset}: {} {expected}", sums[offset]);
                }
            }
        }
    }
}
