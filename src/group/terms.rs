//! Terms as numbers, weighted lists of them, and how alike two lists are.

/// A term: 24 bits of the hash of its letters and of the space that it stands in. Two terms of one article share a number about once
/// in 60,000 articles.
pub type Term = u32;

/// A term and its weight in one number, the term in the upper 24 bits.
pub type Weighted = u32;

/// The weight that the byte 1 stands for.
pub const WEIGHT_OF_ONE: f32 = 1.0 / (255.0 * 255.0);

/// What weights a byte stands for: squares, so that small weights keep their precision.
static WEIGHTS: [f32; 256] = {
    let mut weights = [0.0; 256];
    let mut byte = 0;
    while byte < 256 {
        let root = byte as f32;
        weights[byte] = root * root * WEIGHT_OF_ONE;
        byte += 1;
    }
    weights
};

/// The term for letters in a space (FNV-1a, folded to 24 bits).
pub fn term(space: u64, letters: &str) -> Term {
    let hash = letters.bytes().fold(0xcbf2_9ce4_8422_2325 ^ space.wrapping_mul(0x9e37_79b9_7f4a_7c15), |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    u32::try_from(mixed >> 40).unwrap_or_default()
}

/// The term of a weighted one.
#[inline]
pub fn term_of(weighted: Weighted) -> Term {
    weighted >> 8
}

/// The weight of a weighted term, 0 to 1.
#[inline]
pub fn weight_of(weighted: Weighted) -> f32 {
    WEIGHTS[(weighted & 0xff) as usize]
}

/// Terms with how often they stand there, sorted by term.
pub fn count(mut terms: Vec<Term>) -> Vec<(Term, u32)> {
    terms.sort_unstable();
    let mut counted: Vec<(Term, u32)> = Vec::with_capacity(terms.len());
    for term in terms {
        match counted.last_mut() {
            Some((last, count)) if *last == term => *count += 1,
            _ => counted.push((term, 1)),
        }
    }
    counted
}

/// A unit vector of 1 + ln(count), times the rarity of the term; and the length that it had before.
pub fn weigh(counted: &[(Term, u32)], rarity: impl Fn(Term) -> f32) -> (Vec<Weighted>, f32) {
    let weights: Vec<f32> = counted.iter().map(|(term, count)| (1.0 + (*count as f32).ln()) * rarity(*term)).collect();
    let length = weights.iter().map(|weight| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    // Rounded to whole bytes: at least 1, so that a term is never lost altogether.
    let byte = |weight: f32| ((weight / length).sqrt() * 255.0).round().clamp(1.0, 255.0) as u32;
    (counted.iter().zip(weights).map(|((term, _), weight)| (term << 8) | byte(weight)).collect(), length)
}

/// Cosine of two unit vectors.
pub fn dot(one: &[Weighted], other: &[Weighted]) -> f32 {
    let mut sum = 0.0;
    shared(one, other, |one, other| sum += one * other);
    sum
}

/// Takes the weights of each term that two lists share.
pub fn shared(one: &[Weighted], other: &[Weighted], mut take: impl FnMut(f32, f32)) {
    let (mut left, mut right) = (0, 0);
    while let (Some(a), Some(b)) = (one.get(left), other.get(right)) {
        let (term, another) = (a >> 8, b >> 8);
        if term == another {
            take(weight_of(*a), weight_of(*b));
        }
        left += usize::from(term <= another);
        right += usize::from(another <= term);
    }
}

/// Adds up by how much terms that two lists share are weightier than others are.
#[derive(Default)]
pub struct Weighty(f32);

impl Weighty {
    /// Rarity, times 1 + ln(count), that a term has to exceed: one in twenty reports has it.
    const COMMON: f32 = 3.0;

    /// Takes what a term weighs in either list.
    #[inline]
    pub fn add(&mut self, one: f32, other: f32) {
        self.0 += (one.min(other) - Self::COMMON).max(0.0);
    }

    /// The sum.
    pub fn sum(self) -> f32 {
        self.0
    }
}

/// A weighted list that many others are held against: terms in a table with open addressing.
pub struct Lookup {
    slots: Vec<(Term, f32)>,
    /// Which values the low bits of the terms have: most terms of others are none of these, which is found out without a guess.
    bits: [u64; 1 << (BITS - 6)],
}

/// Low bits of a term by which it is looked for first.
const BITS: usize = 12;
/// Terms of others that are looked for in one go.
const CHUNK: usize = 64;

impl Default for Lookup {
    fn default() -> Self {
        Self { slots: Vec::new(), bits: [0; 1 << (BITS - 6)] }
    }
}

/// No term: those have 24 bits.
const FREE: Term = Term::MAX;

impl Lookup {
    /// Takes another list in.
    pub fn set(&mut self, list: &[Weighted]) {
        self.slots.clear();
        self.slots.resize((list.len() * 3).next_power_of_two().max(16), (FREE, 0.0));
        self.bits.fill(0);
        let mask = self.slots.len() - 1;
        for weighted in list {
            let low = term_of(*weighted) as usize % (1 << BITS);
            self.bits[low >> 6] |= 1 << (low & 63);
            // Terms are hashes: their low bits are as good as any.
            let mut at = term_of(*weighted) as usize & mask;
            while self.slots[at].0 != FREE {
                at = (at + 1) & mask;
            }
            self.slots[at] = (term_of(*weighted), weight_of(*weighted));
        }
    }

    /// [`dot`] of the list and another one, to the last bit.
    #[inline]
    pub fn dot(&self, other: &[Weighted]) -> f32 {
        let mut sum = 0.0;
        self.shared(other, |one, other| sum += one * other);
        sum
    }

    /// [`shared`] of the list and another one.
    #[inline]
    pub fn shared(&self, other: &[Weighted], mut take: impl FnMut(f32, f32)) {
        for chunk in other.chunks(CHUNK) {
            let (mut met, mut count) = ([0; CHUNK], 0);
            for weighted in chunk {
                let low = term_of(*weighted) as usize % (1 << BITS);
                met[count % CHUNK] = *weighted;
                count += (self.bits[low >> 6] >> (low & 63) & 1) as usize;
            }
            self.meet(&met[..count], &mut take);
        }
    }

    #[inline]
    fn meet(&self, others: &[Weighted], take: &mut impl FnMut(f32, f32)) {
        let mask = self.slots.len().wrapping_sub(1);
        for weighted in others {
            let term = term_of(*weighted);
            let mut at = term as usize & mask;
            while let Some((known, weight)) = self.slots.get(at) {
                if *known == term {
                    take(*weight, weight_of(*weighted));
                }
                if *known == term || *known == FREE {
                    break;
                }
                at = (at + 1) & mask;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness() {
        fn check(one: &[(&str, u32)], other: &[(&str, u32)], expected: f32) {
            let vector = |terms: &[(&str, u32)]| {
                let terms = terms.iter().flat_map(|(letters, times)| vec![term(1, letters); *times as usize]).collect();
                weigh(&count(terms), |_| 1.0).0
            };
            let found = dot(&vector(one), &vector(other));
            let mut lookup = Lookup::default();
            lookup.set(&vector(one));
            assert_eq!(lookup.dot(&vector(other)).to_bits(), found.to_bits());
            assert!((found - expected).abs() < 0.02, "{found}, not {expected}");
        }
        check(&[("dam", 1), ("flood", 2)], &[("dam", 1), ("flood", 2)], 1.0);
        check(&[("dam", 1)], &[("flood", 1)], 0.0);
        check(&[("dam", 1), ("flood", 1)], &[("dam", 1)], 0.707);
        check(&[], &[("dam", 1)], 0.0);
    }

    #[test]
    fn spaces_are_apart() {
        assert_ne!(term(1, "dam"), term(2, "dam"));
        assert_eq!(term(1, "dam"), term(1, "dam"));
    }
}
