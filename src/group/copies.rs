//! Syndicated copies: the same text at another publisher, light edits aside.

use super::{Article, facts, link, slots};

/// Shared part of the shorter text's shingles (four words in a row) from which on it is a copy.
const SHARED: f64 = 0.75;

/// Shorter texts say too little to call one a copy.
const MIN_SHINGLES: u32 = 25;

/// Texts of fewer shingles may be all that a feed shows of a longer one.
const TEASER: u32 = 40;

/// Cosine of the words from which on texts are worth holding against each other.
pub const ALIKE: f32 = 0.6;

/// So many repetitions of a text are looked for among the latest articles.
pub const ENOUGH: usize = 64;

/// Part from which on headlines no longer matter.
const SAME: f64 = 0.9;

/// Part from which on a publisher's text is a new version of an earlier one of its own.
const REVISED: f64 = 0.5;

/// How an article repeats an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// It does not.
    No,
    /// Another publisher has the same text, or nearly all of it.
    Copy,
    /// Its own publisher has: it was posted again, or updated.
    Repost,
}

impl Repeats {
    /// For a store.
    pub fn to_byte(self) -> u8 {
        match self {
            Self::No => 0,
            Self::Copy => 1,
            Self::Repost => 2,
        }
    }

    /// From [`Repeats::to_byte`].
    pub fn from_byte(byte: u8) -> Option<Self> {
        [Self::No, Self::Copy, Self::Repost].into_iter().find(|repeats| repeats.to_byte() == byte)
    }
}

/// Shingles that are kept of a text: those with the smallest hashes, which is a fair sample.
const SKETCH: usize = 64;

/// A sample of the shingles of a text.
#[derive(Clone)]
pub struct Sketch {
    /// The smallest hashes, 24 bits each, in order.
    hashes: Box<[[u8; 3]]>,
    /// How many shingles there are.
    all: u32,
}

impl Sketch {
    /// Of the hashes (24 bits) of all shingles.
    pub fn new(mut hashes: Vec<u32>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        let kept = hashes.iter().take(SKETCH).map(|hash| [(hash >> 16) as u8, (hash >> 8) as u8, *hash as u8]);
        Self { hashes: kept.collect(), all: u32::try_from(hashes.len()).unwrap_or(u32::MAX) }
    }

    /// Its hashes as bytes, and how many shingles there are.
    pub fn parts(&self) -> (&[u8], u32) {
        (self.hashes.as_flattened(), self.all)
    }

    /// From [`Sketch::parts`].
    pub fn of_parts(hashes: &[u8], all: u32) -> Self {
        Self { hashes: hashes.as_chunks().0.into(), all }
    }

    /// Up to where no shingle of the text is missing.
    fn reach(&self) -> Option<[u8; 3]> {
        if self.hashes.len() < self.all as usize { self.hashes.last().copied() } else { Some([u8::MAX; 3]) }
    }
}

/// Whether one text is the other, or nearly all of it.
pub fn repeats(one: &Article, other: &Article) -> Repeats {
    // Two events told in one form have nearly one text, but not one day and one victim.
    if one.language != other.language
        || facts::differ(&one.facts, &other.facts)
        || !slots::conflicts(&one.slots, &other.slots).is_empty()
    {
        return Repeats::No;
    }
    if open_alike(one, other) && is_teaser(one, other) {
        return if one.publisher == other.publisher { Repeats::Repost } else { Repeats::Copy };
    }
    let shared = shared(&one.sketch, &other.sketch);
    let (least, repeats) = if one.publisher == other.publisher { (REVISED, Repeats::Repost) } else { (SHARED, Repeats::Copy) };
    // One form with another name in it: another firm's results, another town's accident.
    if shared < least || shared < SAME && link::strangers(one, other) { Repeats::No } else { repeats }
}

/// Whether an article is a new version of what it was before, whatever facts it corrects.
pub fn revises(before: &Article, now: &Article) -> bool {
    open_alike(before, now) || shared(&before.sketch, &now.sketch) >= REVISED
}

/// Whether both have the same headline, and texts that begin alike.
pub fn open_alike(one: &Article, other: &Article) -> bool {
    one.opening != 0 && one.opening == other.opening
}

/// Whether of one of the two too little is known to hold text against text: a wire story of which a feed shows the standfirst and no page can be read.
fn is_teaser(one: &Article, other: &Article) -> bool {
    let (few, many) = (one.sketch.all.min(other.sketch.all), one.sketch.all.max(other.sketch.all));
    few < TEASER || few * 3 < many
}

/// Share of the smaller set of shingles that the other one has too, estimated from samples: the smallest hashes of each.
///
/// Below the largest hash that both samples reach to, both are complete (bottom-k sketches; Broder 1997).
fn shared(one: &Sketch, other: &Sketch) -> f64 {
    let (few, many) = if one.all <= other.all { (one, other) } else { (other, one) };
    if few.all < MIN_SHINGLES || few.all * 3 < many.all {
        return 0.0;
    }
    let reach = few.reach().min(many.reach()).unwrap_or_default();
    let (mut left, mut right, mut both) = (0, 0, 0usize);
    while let (Some(a), Some(b)) = (few.hashes.get(left), many.hashes.get(right)) {
        if *a > reach || *b > reach {
            break;
        }
        both += usize::from(a == b);
        left += usize::from(a <= b);
        right += usize::from(b <= a);
    }
    let sampled = few.hashes.partition_point(|hash| *hash <= reach);
    both as f64 / sampled.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares() {
        fn check(one: std::ops::Range<u32>, other: std::ops::Range<u32>, expected: f64) {
            let hash = |at: u32| at.wrapping_mul(0x9e37_79b1).rotate_left(7).wrapping_mul(0x85eb_ca6b) >> 8;
            let sketch = |range: std::ops::Range<u32>| {
                let whole = Sketch::new(range.map(hash).collect());
                let (hashes, all) = whole.parts();
                Sketch::of_parts(hashes, all)
            };
            let found = shared(&sketch(one), &sketch(other));
            assert!((found - expected).abs() < 0.13, "{found}, not {expected}");
        }
        check(0..300, 0..300, 1.0);
        check(0..300, 0..250, 1.0);
        check(0..300, 150..450, 0.5);
        check(0..300, 300..600, 0.0);
        check(0..20, 0..20, 0.0);
    }
}
