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
        Product { dense: self, input, stride, out }.compute::<_, 4>(lanes::Portable);
    }
}

/// A product that is to be computed, whatever the processor can do.
pub struct Product<'a> {
    dense: &'a Dense,
    input: &'a [i16],
    stride: usize,
    out: &'a mut [i32],
}

impl Product<'_> {
    /// `ROWS` rows are multiplied with what was read of the weights.
    #[inline(always)]
    pub fn compute<L: Lanes, const ROWS: usize>(mut self, lanes: L) {
        let Dense { inputs, outputs, packed, .. } = self.dense;
        let rows = self.out.len() / outputs;
        for (block, weights) in packed.chunks_exact(inputs / 2).enumerate() {
            let mut done = 0;
            while done < rows {
                if done + ROWS <= rows {
                    self.tile::<L, ROWS>(lanes, weights, block, done);
                    done += ROWS;
                } else {
                    self.tile::<L, 1>(lanes, weights, block, done);
                    done += 1;
                }
            }
        }
    }

    #[inline(always)]
    fn tile<L: Lanes, const ROWS: usize>(&mut self, lanes: L, weights: &[Weights], block: usize, first: usize) {
        let rows: [&[[i16; 2]]; ROWS] = std::array::from_fn(|row| {
            let input = &self.input[(first + row) * self.stride..][..2 * weights.len()];
            input.as_chunks().0
        });
        let mut sums = [lanes.zero(); ROWS];
        for (at, weights) in weights.iter().enumerate() {
            for (sums, row) in sums.iter_mut().zip(&rows) {
                *sums = lanes.add(*sums, row[at], weights);
            }
        }
        for (row, sums) in sums.into_iter().enumerate() {
            let out = &mut self.out[(first + row) * self.dense.outputs + block * BLOCK..][..BLOCK];
            out.copy_from_slice(&L::columns(sums));
        }
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
