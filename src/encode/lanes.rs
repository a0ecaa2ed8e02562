//! What a processor can multiply at once, behind one trait; the widest that it has is chosen when the program runs.

use pulp::{Arch, Simd, WithSimd};
#[cfg(target_arch = "x86_64")]
use pulp::{i16x16, i16x32, i32x8, i32x16};

use super::dense::{BLOCK, Product};

/// Two rows of a block of weights, column by column.
pub type Weights = [i16; 2 * BLOCK];

/// The means to add products to the sums of a block of columns.
pub trait Lanes: Copy {
    /// Sums of [`BLOCK`] columns.
    type Sums: Copy;

    /// Whether the sums of four rows, not two, fit into registers.
    const MANY: bool;

    /// Weights in registers.
    type Loaded: Copy;

    /// Takes weights into registers.
    fn load(self, weights: &Weights) -> Self::Loaded;

    /// Sums of nothing.
    fn zero(self) -> Self::Sums;

    /// Adds both products of each column with two numbers.
    fn add(self, sums: Self::Sums, numbers: [i16; 2], weights: Self::Loaded) -> Self::Sums;

    /// The sums in the order of the columns.
    fn columns(sums: Self::Sums) -> [i32; BLOCK];
}

/// Computes a product with what the processor has.
pub fn run(product: Product<'_>) {
    match Arch::new() {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(lanes) => Simd::vectorize(lanes, Widest(lanes, product)),
        #[cfg(target_arch = "x86_64")]
        Arch::V3(lanes) => Simd::vectorize(lanes, Wide(lanes, product)),
        _ => product.compute(Portable),
    }
}

/// Without any means of the processor's own.
#[derive(Clone, Copy)]
pub struct Portable;

impl Lanes for Portable {
    type Sums = [i32; BLOCK];
    type Loaded = Weights;
    const MANY: bool = false;

    #[inline(always)]
    fn load(self, weights: &Weights) -> Self::Loaded {
        *weights
    }

    #[inline(always)]
    fn zero(self) -> Self::Sums {
        [0; BLOCK]
    }

    #[inline(always)]
    fn add(self, mut sums: Self::Sums, numbers: [i16; 2], weights: Self::Loaded) -> Self::Sums {
        for (sum, pair) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
            *sum += i32::from(numbers[0]) * i32::from(pair[0]) + i32::from(numbers[1]) * i32::from(pair[1]);
        }
        sums
    }

    #[inline(always)]
    fn columns(sums: Self::Sums) -> [i32; BLOCK] {
        sums
    }
}

/// AVX2.
#[cfg(target_arch = "x86_64")]
struct Wide<'a>(pulp::x86::V3, Product<'a>);

#[cfg(target_arch = "x86_64")]
impl WithSimd for Wide<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.1.compute(self.0);
    }
}

#[cfg(target_arch = "x86_64")]
impl Lanes for pulp::x86::V3 {
    type Sums = (i32x8, i32x8, i32x8, i32x8);
    type Loaded = [i16x16; 4];
    const MANY: bool = false;

    #[inline(always)]
    fn load(self, weights: &Weights) -> Self::Loaded {
        pulp::cast(*weights)
    }

    #[inline(always)]
    fn zero(self) -> Self::Sums {
        let zero = self.splat_i32x8(0);
        (zero, zero, zero, zero)
    }

    #[inline(always)]
    fn add(self, sums: Self::Sums, numbers: [i16; 2], weights: Self::Loaded) -> Self::Sums {
        let numbers = pulp::cast(self.splat_i32x8(pulp::cast(numbers)));
        let [w0, w1, w2, w3] = weights;
        (
            self.wrapping_add_i32x8(sums.0, self.multiply_wrapping_add_adjacent_i16x16(numbers, w0)),
            self.wrapping_add_i32x8(sums.1, self.multiply_wrapping_add_adjacent_i16x16(numbers, w1)),
            self.wrapping_add_i32x8(sums.2, self.multiply_wrapping_add_adjacent_i16x16(numbers, w2)),
            self.wrapping_add_i32x8(sums.3, self.multiply_wrapping_add_adjacent_i16x16(numbers, w3)),
        )
    }

    #[inline(always)]
    fn columns(sums: Self::Sums) -> [i32; BLOCK] {
        pulp::cast([sums.0, sums.1, sums.2, sums.3])
    }
}

/// AVX-512.
#[cfg(target_arch = "x86_64")]
struct Widest<'a>(pulp::x86::V4, Product<'a>);

#[cfg(target_arch = "x86_64")]
impl WithSimd for Widest<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.1.compute(self.0);
    }
}

#[cfg(target_arch = "x86_64")]
impl Lanes for pulp::x86::V4 {
    type Sums = (i32x16, i32x16);
    type Loaded = [i16x32; 2];
    const MANY: bool = true;

    #[inline(always)]
    fn load(self, weights: &Weights) -> Self::Loaded {
        pulp::cast(*weights)
    }

    #[inline(always)]
    fn zero(self) -> Self::Sums {
        let zero = self.splat_i32x16(0);
        (zero, zero)
    }

    #[inline(always)]
    fn add(self, sums: Self::Sums, numbers: [i16; 2], weights: Self::Loaded) -> Self::Sums {
        let numbers = pulp::cast(self.splat_i32x16(pulp::cast(numbers)));
        let [w0, w1] = weights;
        (
            self.wrapping_add_i32x16(sums.0, self.multiply_wrapping_add_adjacent_i16x32(numbers, w0)),
            self.wrapping_add_i32x16(sums.1, self.multiply_wrapping_add_adjacent_i16x32(numbers, w1)),
        )
    }

    #[inline(always)]
    fn columns(sums: Self::Sums) -> [i32; BLOCK] {
        pulp::cast([sums.0, sums.1])
    }
}
