//! Products of vectors of bytes with what the processor has; the widest is chosen when the program runs. Sums of whole numbers are the
//! same in any order.

use pulp::{Arch, Simd, WithSimd};
#[cfg(target_arch = "x86_64")]
use pulp::{i8x16, i8x32, i16x16, i16x32, i32x8, i32x16};

/// Numbers that are multiplied together.
const BLOCK: usize = 32;

/// A vector that others are multiplied with, widened once.
#[derive(Default)]
pub struct Held {
    blocks: Vec<[i16; BLOCK]>,
    rest: Vec<i16>,
}

impl Held {
    /// Takes another vector.
    pub fn set(&mut self, bytes: &[i8]) {
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        self.blocks.clear();
        self.blocks.extend(blocks.iter().map(|block| block.map(i16::from)));
        self.rest.clear();
        self.rest.extend(rest.iter().map(|byte| i16::from(*byte)));
    }

    /// Tells the product with each of the others, and what came with it.
    pub fn products<'a, T>(&self, others: impl Iterator<Item = Option<(&'a [i8], T)>>, tell: impl FnMut(Option<(i32, T)>)) {
        let products = Products { held: self, others, tell };
        match Arch::new() {
            #[cfg(target_arch = "x86_64")]
            Arch::V4(lanes) => Simd::vectorize(lanes, On(lanes, products)),
            #[cfg(target_arch = "x86_64")]
            Arch::V3(lanes) => Simd::vectorize(lanes, On(lanes, products)),
            _ => products.compute(Portable),
        }
    }
}

struct Products<'h, I, F> {
    held: &'h Held,
    others: I,
    tell: F,
}

impl<'a, T, I: Iterator<Item = Option<(&'a [i8], T)>>, F: FnMut(Option<(i32, T)>)> Products<'_, I, F> {
    #[inline(always)]
    fn compute<L: Lanes>(mut self, lanes: L) {
        for other in self.others {
            let Some((bytes, tag)) = other else {
                (self.tell)(None);
                continue;
            };
            let (blocks, rest) = bytes.as_chunks::<BLOCK>();
            let mut sums = lanes.zero();
            for (held, block) in self.held.blocks.iter().zip(blocks) {
                sums = lanes.add(sums, held, block);
            }
            let rest: i32 = self.held.rest.iter().zip(rest).map(|(one, other)| i32::from(*one) * i32::from(*other)).sum();
            (self.tell)(Some((lanes.sum(sums) + rest, tag)));
        }
    }
}

trait Lanes: Copy {
    type Sums: Copy;
    fn zero(self) -> Self::Sums;
    fn add(self, sums: Self::Sums, held: &[i16; BLOCK], block: &[i8; BLOCK]) -> Self::Sums;
    fn sum(self, sums: Self::Sums) -> i32;
}

/// Without any means of the processor's own.
#[derive(Clone, Copy)]
struct Portable;

impl Lanes for Portable {
    type Sums = i32;

    #[inline(always)]
    fn zero(self) -> i32 {
        0
    }

    #[inline(always)]
    fn add(self, sum: i32, held: &[i16; BLOCK], block: &[i8; BLOCK]) -> i32 {
        held.iter().zip(block).fold(sum, |sum, (one, other)| sum + i32::from(*one) * i32::from(*other))
    }

    #[inline(always)]
    fn sum(self, sum: i32) -> i32 {
        sum
    }
}

/// A computation with a processor's means.
#[cfg(target_arch = "x86_64")]
struct On<L, P>(L, P);

#[cfg(target_arch = "x86_64")]
impl<'a, L: Lanes, T, I: Iterator<Item = Option<(&'a [i8], T)>>, F: FnMut(Option<(i32, T)>)> WithSimd
    for On<L, Products<'_, I, F>>
{
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.1.compute(self.0);
    }
}

/// AVX2.
#[cfg(target_arch = "x86_64")]
impl Lanes for pulp::x86::V3 {
    type Sums = i32x8;

    #[inline(always)]
    fn zero(self) -> i32x8 {
        self.splat_i32x8(0)
    }

    #[inline(always)]
    fn add(self, sums: i32x8, held: &[i16; BLOCK], block: &[i8; BLOCK]) -> i32x8 {
        let [one, other]: [i8x16; 2] = pulp::cast(*block);
        let [held_one, held_other]: [i16x16; 2] = pulp::cast(*held);
        let one = self.multiply_wrapping_add_adjacent_i16x16(held_one, self.convert_i8x16_to_i16x16(one));
        let other = self.multiply_wrapping_add_adjacent_i16x16(held_other, self.convert_i8x16_to_i16x16(other));
        self.wrapping_add_i32x8(sums, self.wrapping_add_i32x8(one, other))
    }

    #[inline(always)]
    fn sum(self, sums: i32x8) -> i32 {
        let numbers: [i32; 8] = pulp::cast(sums);
        numbers.iter().sum()
    }
}

/// AVX-512.
#[cfg(target_arch = "x86_64")]
impl Lanes for pulp::x86::V4 {
    type Sums = i32x16;

    #[inline(always)]
    fn zero(self) -> i32x16 {
        self.splat_i32x16(0)
    }

    #[inline(always)]
    fn add(self, sums: i32x16, held: &[i16; BLOCK], block: &[i8; BLOCK]) -> i32x16 {
        let block: i8x32 = pulp::cast(*block);
        let held: i16x32 = pulp::cast(*held);
        self.wrapping_add_i32x16(sums, self.multiply_wrapping_add_adjacent_i16x32(held, self.convert_i8x32_to_i16x32(block)))
    }

    #[inline(always)]
    fn sum(self, sums: i32x16) -> i32 {
        let numbers: [i32; 16] = pulp::cast(sums);
        numbers.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lanes_agree() {
        let numbers = |seed: i32| (0..77).map(|at| ((at * seed * 37) % 255 - 127) as i8).collect::<Vec<i8>>();
        let (one, other) = (numbers(3), numbers(11));
        let expected: i32 = one.iter().zip(&other).map(|(one, other)| i32::from(*one) * i32::from(*other)).sum();
        let mut held = Held::default();
        held.set(&one);
        let mut found = Vec::new();
        let others = || [Some((other.as_slice(), 1)), None].into_iter();
        held.products(others(), |product| found.push(product));
        Products { held: &held, others: others(), tell: |product| found.push(product) }.compute(Portable);
        assert_eq!(found, [Some((expected, 1)), None, Some((expected, 1)), None]);
    }
}
