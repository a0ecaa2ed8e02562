//! Articles whose vectors point the same way, found by the signs of their numbers (locality-sensitive hashing; Charikar 2002).

use super::vectors::Centred;

/// Bits of a band: vectors that mean the same agree in all of them now and then, others hardly ever. Two bands are asked for.
const BAND: usize = 10;

/// Articles that are looked up for one band: the latest.
const BUCKET: usize = 100;

/// Numbers of a vector whose signs are kept at hand.
const SIGNS: usize = 512;

/// So many standard deviations more signs may differ than do at the cosine that is looked for.
const CERTAIN: f32 = 3.5;

/// Articles by the bands of their vectors.
#[derive(Default)]
pub struct Bands {
    buckets: Vec<Bucket>,
    /// Where the positions in the buckets stand, all in one piece.
    blocks: Vec<[u32; BLOCK]>,
    /// The signs of every article, by position: they say of most that share bands by chance that they do, in one line of the cache.
    signs: Vec<Signs>,
    /// What stands in the buckets of a search.
    latest: Vec<u32>,
    /// A bit for every position, for a search to say which it has met.
    met: Vec<u64>,
}

/// Positions in a block.
const BLOCK: usize = 20;

/// The last [`BUCKET`] articles with the same signs in a band, in no order.
#[derive(Clone, Copy, Default)]
struct Bucket {
    blocks: [u32; BUCKET / BLOCK],
    count: u8,
    /// Where the next one goes: behind the others, or to the place of the oldest.
    next: u8,
}

impl Bucket {
    fn push(&mut self, at: u32, blocks: &mut Vec<[u32; BLOCK]>) {
        let (block, place) = (usize::from(self.next) / BLOCK, usize::from(self.next) % BLOCK);
        if self.next == self.count && place == 0 {
            self.blocks[block] = u32::try_from(blocks.len()).unwrap_or(u32::MAX);
            blocks.push([0; BLOCK]);
        }
        blocks[self.blocks[block] as usize][place] = at;
        self.count = self.count.max(self.next + 1);
        self.next = (self.next + 1) % BUCKET as u8;
    }

    #[inline]
    fn latest<'a>(&'a self, blocks: &'a [[u32; BLOCK]]) -> impl Iterator<Item = &'a [u32]> {
        let count = usize::from(self.count);
        let block = move |(at, block): (usize, &u32)| &blocks[*block as usize][..(count - at * BLOCK).min(BLOCK)];
        self.blocks[..count.div_ceil(BLOCK)].iter().enumerate().map(block)
    }
}

/// Which of the first [`SIGNS`] numbers are above 0.
#[derive(Clone, Copy, Default)]
struct Signs([u64; SIGNS / 64]);

impl Signs {
    fn of(vector: &Centred) -> Self {
        let mut signs = [0; SIGNS / 64];
        for (bits, numbers) in signs.iter_mut().zip(vector.numbers().chunks(64)) {
            *bits = numbers.iter().fold(0, |bits, number| bits << 1 | u64::from(*number > 0));
        }
        Self(signs)
    }

    #[inline]
    fn differing(&self, other: &Self) -> u32 {
        self.0.iter().zip(other.0).map(|(one, other)| (one ^ other).count_ones()).sum()
    }
}

/// How many of the signs differ at most between a vector and one with that cosine: chance aside, as large a share as their angle has of half a turn.
fn most_differing(vector: &Centred, cosine: f32) -> u32 {
    let signs = vector.numbers().len().min(SIGNS) as f32;
    let share = libm::acosf((cosine / vector.calibration()).clamp(-1.0, 1.0)) / std::f32::consts::PI;
    (signs * share + CERTAIN * (signs * share * (1.0 - share)).sqrt()) as u32
}

/// Index of the bucket of every band.
fn buckets_of(vector: &Centred) -> impl Iterator<Item = usize> {
    let bits = |band: &[i8]| band.iter().fold(0, |bits, number| bits << 1 | usize::from(*number > 0));
    vector.numbers().chunks_exact(BAND).enumerate().map(move |(at, band)| at << BAND | bits(band))
}

impl Bands {
    /// Takes the article at a position in, behind all that are there.
    pub fn add(&mut self, at: u32, vector: &Centred) {
        for bucket in buckets_of(vector) {
            if bucket >= self.buckets.len() {
                self.buckets.resize(((bucket >> BAND) + 1) << BAND, Bucket::default());
            }
            self.buckets[bucket].push(at, &mut self.blocks);
        }
        self.signs.resize(at as usize, Signs::default());
        self.signs.push(Signs::of(vector));
    }

    /// Positions of nearly all that agree in several bands and have that cosine, and of some others, in order.
    pub fn near(&mut self, vector: &Centred, cosine: f32) -> Vec<u32> {
        self.met.clear();
        self.met.resize(self.signs.len().div_ceil(64), 0);
        // All are fetched before any is looked at: so waits for memory overlap.
        self.latest.clear();
        for bucket in buckets_of(vector).filter_map(|bucket| self.buckets.get(bucket)) {
            bucket.latest(&self.blocks).for_each(|latest| self.latest.extend_from_slice(latest));
        }
        let mut again = Vec::new();
        for at in &self.latest {
            let (bits, bit) = (&mut self.met[(at / 64) as usize], 1 << (at % 64));
            if *bits & bit != 0 {
                again.push(*at);
            }
            *bits |= bit;
        }
        again.sort_unstable();
        again.dedup();
        let (signs, most) = (Signs::of(vector), most_differing(vector, cosine));
        again.retain(|at| self.signs[*at as usize].differing(&signs) <= most);
        again
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::Origin;
    use crate::group::vectors::{Centre, cosine};
    use crate::model::Vector;

    /// Vectors of so many texts, every four of which mean about the same.
    fn vectors(count: u64, width: u64) -> Vec<Centred> {
        let noise = |seed: u64| {
            let mixed = (seed ^ seed >> 7).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            ((mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40) as f32 / (1u64 << 24) as f32 - 0.5
        };
        let numbers = |text: u64| (0..width).map(move |at| noise(text / 4 * width + at) + noise((text + 10_000) * width + at));
        let mut centre = Centre::new(Origin::Elsewhere);
        let vectors = (0..count).filter_map(|text| Vector::new(&numbers(text).collect::<Vec<_>>()));
        vectors.map(|vector| centre.centred(&vector, "en")).collect()
    }

    #[test]
    fn what_points_the_same_way_is_near() {
        for width in [64, 512, 768] {
            let vectors = vectors(600, width);
            let mut bands = Bands::default();
            (0..).zip(&vectors).for_each(|(at, vector)| bands.add(at, vector));
            let (mut same, mut found, mut others) = (0, 0, 0);
            for (at, vector) in vectors.iter().enumerate() {
                let near = bands.near(vector, 0.35);
                for (before, other) in vectors.iter().enumerate().skip(at / 4 * 4).take(4) {
                    let agreeing = buckets_of(vector).zip(buckets_of(other)).filter(|(one, other)| one == other).count();
                    if agreeing >= 2 && cosine(vector, other) > 0.35 {
                        same += 1;
                        found += usize::from(near.contains(&(before as u32)));
                    }
                }
                others += near.iter().filter(|before| **before as usize / 4 != at / 4).count();
            }
            assert!(same >= 600 && found * 1_000 >= same * 999, "{width}: {found} of {same}");
            assert!(others < same / 2, "{width}: {others} others");
        }
    }

    #[test]
    fn buckets_hold_the_latest() {
        let (mut buckets, mut blocks) = ([Bucket::default(); 2], Vec::new());
        for at in 0..250 {
            buckets[at as usize % 7 % 2].push(at, &mut blocks);
            for (odd, bucket) in (0..).zip(&buckets) {
                let expected: Vec<u32> = (0..=at).rev().filter(|at| at % 7 % 2 == odd).take(BUCKET).collect();
                let mut found: Vec<u32> = bucket.latest(&blocks).flatten().copied().collect();
                found.sort_unstable_by_key(|at| std::cmp::Reverse(*at));
                assert_eq!(found, expected);
            }
        }
        assert_eq!(blocks.len(), 2 * BUCKET / BLOCK);
    }
}
