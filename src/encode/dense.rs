//! Products of whole numbers: rows of int16 activations times int8 weights, summed in int32.
//!
//! Sums of whole numbers are the same in any order, so that every processor computes the same vectors.

use super::BadModel;
use super::lanes::{self, Lanes, Weights};
use super::layout::Sections;

/// Columns that are computed together.
pub const BLOCK: usize = 32;

/// The largest activation: a sum over [`DEEPEST`] weights of at most 128 stays within int32.
const LARGEST: f32 = 8_191.0;
const DEEPEST: usize = 2_048;

/// A matrix of weights.
pub struct Dense {
    pub inputs: usize,
    pub outputs: usize,
    scale: f32,
    /// For each block of columns, for each two rows: column by column the weights of both.
    packed: Vec<Weights>,
    /// Sums of the columns.
    sums: Vec<i32>,
}

impl Dense {
    pub fn new(model: &Sections<'_>, name: &str, inputs: usize, outputs: usize) -> Result<Self, BadModel> {
        let section = model.get(name, inputs, outputs)?;
        let weights: Vec<i8> = section.bytes.iter().map(|byte| byte.cast_signed()).collect();
        Self::of(&weights, inputs, outputs, section.scale)
    }

    /// `weights` row by row, each to be multiplied with `scale`.
    pub fn of(weights: &[i8], inputs: usize, outputs: usize, scale: f32) -> Result<Self, BadModel> {
        let whole = inputs.is_multiple_of(2) && outputs.is_multiple_of(BLOCK);
        if !whole || inputs > DEEPEST || weights.len() < inputs * outputs || !scale.is_finite() {
            return Err(BadModel("a section is of another size"));
        }
        let weight = |row: usize, column: usize| i16::from(weights[row * outputs + column]);
        let mut packed = Vec::with_capacity(inputs * outputs / (2 * BLOCK));
        for block in (0..outputs).step_by(BLOCK) {
            for row in (0..inputs).step_by(2) {
                packed.push(std::array::from_fn(|at| weight(row + at % 2, block + at / 2)));
            }
        }
        let sums = (0..outputs).map(|column| (0..inputs).map(|row| i32::from(weight(row, column))).sum()).collect();
        Ok(Self { inputs, outputs, scale, packed, sums })
    }

    /// What a product of whole numbers is to be multiplied with.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Sums of the weights of each column.
    pub fn sums(&self) -> &[i32] {
        &self.sums
    }

    /// `out[row] = input[row × stride ..][.. inputs] × weights`, for each row of `out`.
    pub fn multiply(&self, input: &[i16], stride: usize, out: &mut [i32]) {
        lanes::run(Product { dense: self, input, stride, out });
    }

    /// The same without any means of the processor's own.
    #[cfg(test)]
    pub fn multiply_portably(&self, input: &[i16], stride: usize, out: &mut [i32]) {
        Product { dense: self, input, stride, out }.compute(lanes::Portable);
    }
}

/// A product that is to be computed, whatever the processor can do.
pub struct Product<'a> {
    dense: &'a Dense,
    input: &'a [i16],
    stride: usize,
    out: &'a mut [i32],
}

/// The sums of a block for some rows, in one go over the weights. Rows and sums have names of their own, so that sums stay in registers
/// without an optimiser that unrolls loops.
macro_rules! sums_of {
    ($product:expr, $lanes:expr, $weights:expr, $block:expr, $first:expr, $($row:ident $sums:ident $at:literal),+) => {{
        let (product, lanes, weights): (&mut Product<'_>, L, &[Weights]) = ($product, $lanes, $weights);
        $(
            let $row = product.row($first + $at, weights.len());
            let mut $sums = lanes.zero();
        )+
        for (at, weights) in weights.iter().enumerate() {
            let weights = lanes.load(weights);
            $($sums = lanes.add($sums, $row[at], weights);)+
        }
        $(product.keep($first + $at, $block, &L::columns($sums));)+
    }};
}

impl<'a> Product<'a> {
    /// Computes all rows, as many together as the processor has registers for.
    #[inline(always)]
    pub fn compute<L: Lanes>(mut self, lanes: L) {
        let Dense { inputs, outputs, packed, .. } = self.dense;
        let rows = self.out.len() / outputs;
        for (block, weights) in packed.chunks_exact(inputs / 2).enumerate() {
            let mut done = 0;
            if L::MANY {
                while done + 4 <= rows {
                    sums_of!(&mut self, lanes, weights, block, done, row0 sums0 0, row1 sums1 1, row2 sums2 2, row3 sums3 3);
                    done += 4;
                }
            }
            while done + 2 <= rows {
                sums_of!(&mut self, lanes, weights, block, done, row0 sums0 0, row1 sums1 1);
                done += 2;
            }
            if done < rows {
                sums_of!(&mut self, lanes, weights, block, done, row0 sums0 0);
            }
        }
    }

    #[inline(always)]
    fn row(&self, row: usize, pairs: usize) -> &'a [[i16; 2]] {
        self.input[row * self.stride..][..2 * pairs].as_chunks().0
    }

    #[inline(always)]
    fn keep(&mut self, row: usize, block: usize, sums: &[i32; BLOCK]) {
        self.out[row * self.dense.outputs + block * BLOCK..][..BLOCK].copy_from_slice(sums);
    }
}

/// Whole numbers for `values`, as fine as fits, and what one of them stands for.
pub fn quantize(values: &[f32], numbers: &mut [i16]) -> f32 {
    let largest = values.iter().fold(0f32, |largest, value| largest.max(value.abs()));
    if largest == 0.0 {
        numbers.fill(0);
        return 0.0;
    }
    let fineness = LARGEST / largest;
    for (number, value) in numbers.iter_mut().zip(values) {
        *number = round(value * fineness);
    }
    largest / LARGEST
}

/// The nearest whole number, the even one of two, of what is far below 2²²: by the rounding of an addition, which takes one step.
fn round(value: f32) -> i16 {
    const ONES: f32 = 12_582_912.0;
    ((value + ONES).to_bits() as i32).wrapping_sub(ONES.to_bits() as i32) as i16
}
