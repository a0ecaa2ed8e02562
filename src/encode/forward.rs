//! Pieces to a vector: sums over n-grams of pieces (convolutions over 2, 3 and 5 of them), then a small deep network.
//!
//! Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval" (2019), section 3.2: the CNN model. Each text is computed
//! alone, every sum in a fixed order, so that its vector depends on nothing but the text.

use super::dense::{Dense, quantize};
use super::layout::Sections;
use super::rows::{CLASSES, Rows};
use super::{BadModel, WIDTH};

/// Numbers of an n-gram feature.
const GRAM: usize = 256;
/// Pieces in an n-gram, and how many of them stand before the piece whose feature it is.
const ORDERS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// All features of a piece: its own vector, and those of its n-grams.
const FEATURES: usize = WIDTH + 3 * GRAM;
const HIDDEN: usize = 320;
/// Keeps divisions by a deviation of nothing apart from zero.
const TINY: f32 = 1e-12;

pub struct Network<'m> {
    rows: Rows<'m>,
    branches: Vec<Branch>,
    gain: Vec<f32>,
    /// Of the sum over a text: what normalisation and projection add for each piece.
    shift: Vec<f32>,
    project: Dense,
    project_shift: Vec<f32>,
    d0: Dense,
    d1: Dense,
    d2: Dense,
    d3: Dense,
    p1: Dense,
    p3: Dense,
}

/// What makes the features of n-grams of one order.
struct Branch {
    project: Dense,
    /// By class of the piece and column: what is added after the product.
    project_shift: Vec<f32>,
    gain: Vec<f32>,
    shift: Vec<f32>,
    convolutions: [(Dense, Vec<f32>); 2],
}

impl<'m> Network<'m> {
    pub fn new(model: &Sections<'m>, pieces: usize) -> Result<Self, BadModel> {
        let rows = Rows::new(model, pieces)?;
        let branches = ORDERS.iter().map(|(order, _)| Branch::new(model, *order, rows.ranges())).collect::<Result<_, _>>()?;
        Ok(Self {
            rows,
            branches,
            gain: model.floats("ln_g", 1, FEATURES)?,
            shift: model.floats("ln_b", 1, FEATURES)?,
            project: Dense::new(model, "cnn_W", FEATURES, WIDTH)?,
            project_shift: model.floats("cnn_b", 1, WIDTH)?,
            d0: Dense::new(model, "d0", WIDTH, HIDDEN)?,
            d1: Dense::new(model, "d1", HIDDEN, HIDDEN)?,
            d2: Dense::new(model, "d2", HIDDEN, WIDTH)?,
            d3: Dense::new(model, "d3", WIDTH, WIDTH)?,
            p1: Dense::new(model, "p1", WIDTH, HIDDEN)?,
            p3: Dense::new(model, "p3", HIDDEN, WIDTH)?,
        })
    }

    /// The vector of a text, of length 1.
    pub fn vector(&self, ids: &[u32]) -> Vec<f32> {
        let features = self.features(ids);
        let count = ids.len() as f32;
        let mut mean = times(&self.project, &self.sum(&features, count));
        for (value, shift) in mean.iter_mut().zip(&self.project_shift) {
            *value = (*value + count * shift) / count.sqrt();
        }
        let first = positive(times(&self.d0, &mean));
        let second = positive(plus(times(&self.p1, &mean), &times(&self.d1, &first)));
        let third = positive(times(&self.d2, &second));
        let mut vector = plus(times(&self.p3, &second), &times(&self.d3, &third));
        vector.iter_mut().for_each(|value| *value = libm::tanhf(*value));
        let length = sum(&vector, |value| value * value).max(TINY).sqrt();
        vector.iter_mut().for_each(|value| *value /= length);
        vector
    }

    /// [`FEATURES`] numbers for each piece.
    fn features(&self, ids: &[u32]) -> Vec<f32> {
        let mut rows = vec![0i16; ids.len() * WIDTH];
        for (id, row) in ids.iter().zip(rows.chunks_exact_mut(WIDTH)) {
            self.rows.decode(*id, row);
        }
        let mut features = vec![0f32; ids.len() * FEATURES];
        for ((id, row), out) in ids.iter().zip(rows.chunks_exact(WIDTH)).zip(features.chunks_exact_mut(FEATURES)) {
            let (lowest, step) = self.rows.ranges()[class(*id)];
            for (value, number) in out.iter_mut().zip(row) {
                *value = f32::from(*number) * step + lowest;
            }
        }
        let mut projected = self.project_pieces(ids, &rows);
        let mut convolve = Convolver::new(ids.len());
        for (at, (branch, (order, before))) in self.branches.iter().zip(ORDERS).enumerate() {
            let values: &mut [f32] = &mut projected[at];
            for (weights, shift) in &branch.convolutions {
                convolve.add(values, weights, shift, order, before);
            }
            for (out, values) in features.chunks_exact_mut(FEATURES).zip(values.chunks_exact(GRAM)) {
                out[WIDTH + at * GRAM..][..GRAM].copy_from_slice(values);
            }
        }
        features
    }

    /// What the convolutions of each order read: [`GRAM`] numbers a piece, normalised over all orders together.
    fn project_pieces(&self, ids: &[u32], rows: &[i16]) -> [Vec<f32>; 3] {
        let mut sums = vec![0i32; ids.len() * GRAM];
        let mut projected: [Vec<f32>; 3] = std::array::from_fn(|_| vec![0f32; ids.len() * GRAM]);
        for (branch, values) in self.branches.iter().zip(&mut projected) {
            branch.project.multiply(rows, WIDTH, &mut sums);
            for ((id, values), sums) in ids.iter().zip(values.chunks_exact_mut(GRAM)).zip(sums.chunks_exact(GRAM)) {
                let scale = branch.project.scale() * self.rows.ranges()[class(*id)].1;
                let shift = &branch.project_shift[class(*id) * GRAM..][..GRAM];
                for ((value, sum), shift) in values.iter_mut().zip(sums).zip(shift) {
                    *value = *sum as f32 * scale + shift;
                }
            }
        }
        let size = (3 * GRAM) as f32;
        for at in (0..ids.len()).map(|piece| piece * GRAM..(piece + 1) * GRAM) {
            let mean = projected.iter().map(|values| sum(&values[at.clone()], |value| value)).sum::<f32>() / size;
            let square = |value: f32| (value - mean) * (value - mean);
            let variance = projected.iter().map(|values| sum(&values[at.clone()], square)).sum::<f32>() / size;
            let deviation = (variance + TINY).sqrt();
            for (branch, values) in self.branches.iter().zip(&mut projected) {
                for ((value, gain), shift) in values[at.clone()].iter_mut().zip(&branch.gain).zip(&branch.shift) {
                    *value = (*value - mean) / deviation * gain + shift;
                }
            }
        }
        projected
    }

    /// The sum over a text of the features of its pieces, each normalised.
    fn sum(&self, features: &[f32], count: f32) -> Vec<f32> {
        let mut total = vec![0f32; FEATURES];
        for piece in features.chunks_exact(FEATURES) {
            let mean = sum(piece, |value| value) / FEATURES as f32;
            let deviation = (sum(piece, |value| (value - mean) * (value - mean)) / FEATURES as f32 + TINY).sqrt();
            for (total, value) in total.iter_mut().zip(piece) {
                *total += (value - mean) / deviation;
            }
        }
        for ((total, gain), shift) in total.iter_mut().zip(&self.gain).zip(&self.shift) {
            *total = *total * gain + count * shift;
        }
        total
    }
}

impl Branch {
    fn new(model: &Sections<'_>, order: usize, ranges: &[(f32, f32)]) -> Result<Self, BadModel> {
        let vector = |name: &str| model.floats(&format!("{name}{order}"), 1, GRAM);
        let dense = |name: &str, inputs: usize| Dense::new(model, &format!("{name}{order}"), inputs, GRAM);
        let project = dense("proj", WIDTH)?;
        let bias = vector("proj_b")?;
        let mut project_shift = Vec::with_capacity(CLASSES * GRAM);
        for (lowest, _) in ranges {
            let scale = lowest * project.scale();
            project_shift.extend(project.sums().iter().zip(&bias).map(|(sum, bias)| *sum as f32 * scale + bias));
        }
        Ok(Self {
            project,
            project_shift,
            gain: vector("ln_g")?,
            shift: vector("ln_b")?,
            convolutions: [(dense("w1_", order * GRAM)?, vector("b1_")?), (dense("w2_", order * GRAM)?, vector("b2_")?)],
        })
    }
}

/// Room for convolutions over a text.
struct Convolver {
    pieces: usize,
    numbers: Vec<i16>,
    sums: Vec<i32>,
}

impl Convolver {
    fn new(pieces: usize) -> Self {
        Self { pieces, numbers: Vec::new(), sums: vec![0; pieces * GRAM] }
    }

    /// Adds to `values` what the n-grams around each piece say. Beyond the text there is nothing: zeros.
    fn add(&mut self, values: &mut [f32], weights: &Dense, shift: &[f32], order: usize, before: usize) {
        self.numbers.clear();
        self.numbers.resize((self.pieces + order - 1) * GRAM, 0);
        let scale = quantize(values, &mut self.numbers[before * GRAM..][..values.len()]) * weights.scale();
        weights.multiply(&self.numbers, GRAM, &mut self.sums);
        for (values, sums) in values.chunks_exact_mut(GRAM).zip(self.sums.chunks_exact(GRAM)) {
            for ((value, sum), shift) in values.iter_mut().zip(sums).zip(shift) {
                *value += (*sum as f32 * scale + shift).max(0.0);
            }
        }
    }
}

fn class(piece: u32) -> usize {
    piece as usize % CLASSES
}

fn times(weights: &Dense, values: &[f32]) -> Vec<f32> {
    let mut numbers = vec![0i16; values.len()];
    let scale = quantize(values, &mut numbers) * weights.scale();
    let mut sums = vec![0i32; weights.outputs];
    weights.multiply(&numbers, weights.inputs, &mut sums);
    sums.into_iter().map(|sum| sum as f32 * scale).collect()
}

fn plus(mut one: Vec<f32>, other: &[f32]) -> Vec<f32> {
    one.iter_mut().zip(other).for_each(|(value, more)| *value += more);
    one
}

fn positive(mut values: Vec<f32>) -> Vec<f32> {
    values.iter_mut().for_each(|value| *value = value.max(0.0));
    values
}

/// The sum of `of` over values whose number is a multiple of 16, always in the same order.
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0f32; 16];
    for values in values.as_chunks::<16>().0 {
        for (lane, value) in lanes.iter_mut().zip(values) {
            *lane += of(*value);
        }
    }
    lanes.iter().sum()
}
