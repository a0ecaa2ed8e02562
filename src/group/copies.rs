//! Syndicated copies: the same text at another publisher, light edits aside.

use std::collections::BTreeMap;

use super::Article;
use super::features::Kind;
use super::similar::{Corpus, Pair};

/// Shared part of the shorter text's shingles (four words in a row) from which on it is a copy.
const SHARED: f64 = 0.75;

/// Shorter texts say too little to call one a copy.
const MIN_SHINGLES: usize = 25;

/// Copies and their originals: the earliest report with that text.
pub fn find(articles: &[Article], corpus: &Corpus, pairs: &[Pair]) -> BTreeMap<usize, usize> {
    let mut copies: BTreeMap<usize, usize> = BTreeMap::new();
    for (one, other) in pairs {
        let (a, b) = (&articles[*one], &articles[*other]);
        let alike = a.language == b.language && a.publisher != b.publisher && corpus.cosine(Kind::Body, *one, *other) > 0.6;
        if !alike || shared(&a.features.shingles, &b.features.shingles) < SHARED {
            continue;
        }
        let first = |at: usize| (articles[at].published, at);
        let (original, copy) = if first(*one) <= first(*other) { (*one, *other) } else { (*other, *one) };
        let root = copies.get(&original).copied().unwrap_or(original);
        if root != copy {
            let known = copies.entry(copy).or_insert(root);
            if first(root) < first(*known) {
                *known = root;
            }
        }
    }
    // An original that turned out to be a copy itself hands its copies on.
    let resolved: Vec<(usize, usize)> = copies
        .iter()
        .map(|(copy, original)| {
            let mut root = *original;
            for _ in 0..8 {
                match copies.get(&root) {
                    Some(next) if next != copy => root = *next,
                    _ => break,
                }
            }
            (*copy, root)
        })
        .collect();
    resolved.into_iter().filter(|(copy, original)| copy != original).collect()
}

/// Share of the smaller set that the other one has too.
fn shared(one: &[u64], other: &[u64]) -> f64 {
    let smaller = one.len().min(other.len());
    if smaller < MIN_SHINGLES || smaller * 3 < one.len().max(other.len()) {
        return 0.0;
    }
    let (mut left, mut right, mut both) = (0, 0, 0usize);
    while left < one.len() && right < other.len() {
        match one[left].cmp(&other[right]) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                left += 1;
                right += 1;
            }
        }
    }
    both as f64 / smaller as f64
}
