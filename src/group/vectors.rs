//! Sentence vectors: centred by language, as bytes.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::{Origin, lanes};
use crate::encode;
use crate::model::Vector;

/// The mean of a language that is known beforehand is worth so many articles.
const HELD: f32 = 100.0;
/// A mean of which nothing is known is zero, for so many articles.
const HELD_ELSEWHERE: f32 = 4.0;

/// How large the cosine of two unrelated articles is on average, up to its sign, with the encoder that thresholds were fitted to.
const SPREAD: f32 = 0.085;
/// That is worth so many measurements.
const SPREAD_HELD: f32 = 40.0;
/// Of more measurements than this the older ones fade.
const SPREAD_REMEMBERED: f32 = 400.0;
/// Articles that an arriving one is held against to learn it: the latest.
const SAMPLE: usize = 8;

/// A centred unit vector; 127 stands for the largest component.
#[derive(Clone, Serialize, Deserialize)]
pub struct Centred {
    bytes: Box<[i8]>,
    /// What a unit of the product with another one's bytes is worth, as a factor of each.
    scale: f32,
    /// How much less the encoder makes of its language than of those that it was trained on: [`encode::gain`].
    gain: f32,
}

/// What vectors have in common whatever their texts say: the mean of each language, and how far chance carries a cosine.
#[derive(Serialize, Deserialize)]
pub struct Centre {
    origin: Origin,
    /// Weight and weighted sum of the vectors of each language, begun with what is known beforehand.
    sums: BTreeMap<String, (f32, Vec<f32>)>,
    latest: VecDeque<Centred>,
    /// Weight and sum of cosines without their sign.
    spread: (f32, f32),
}

impl Centre {
    /// Before any article came.
    pub fn new(origin: Origin) -> Self {
        Self { origin, sums: BTreeMap::new(), latest: VecDeque::new(), spread: (SPREAD_HELD, SPREAD_HELD * SPREAD) }
    }

    /// The vector less what all texts of its language share, and scaled so that chance carries cosines as far as with any encoder;
    /// it then counts itself.
    pub fn centred(&mut self, vector: &Vector, language: &str) -> Centred {
        let vector = vector.unit();
        let (weight, sum) = self.sums.entry(language.to_owned()).or_insert_with(|| match self.origin {
            Origin::Builtin => (HELD, encode::mean(language).into_iter().map(|mean| mean * HELD).collect()),
            Origin::Elsewhere => (HELD_ELSEWHERE, Vec::new()),
        });
        sum.resize(vector.len(), 0.0);
        let centred: Vec<f32> = vector.iter().zip(sum.iter()).map(|(value, sum)| value - sum / *weight).collect();
        *weight += 1.0;
        sum.iter_mut().zip(&vector).for_each(|(sum, value)| *sum += value);
        let centred = Centred::new(&centred);
        match self.origin {
            Origin::Builtin => Centred { gain: encode::gain(language).unwrap_or(1.0), ..centred },
            Origin::Elsewhere => self.calibrated(centred),
        }
    }

    /// Scaled by what the stream says of its encoder's cosines.
    fn calibrated(&mut self, centred: Centred) -> Centred {
        for other in &self.latest {
            // What goes far beyond chance says nothing of it: now and then two articles do tell one event.
            let most = 3.0 * self.spread.1 / self.spread.0;
            self.spread.0 += 1.0;
            self.spread.1 += cosine(&centred, other).abs().min(most);
        }
        if self.spread.0 > SPREAD_REMEMBERED {
            // The first articles came before their mean was known.
            self.spread = (self.spread.0 / 2.0, self.spread.1 / 2.0);
        }
        let factor = (SPREAD * self.spread.0 / self.spread.1).clamp(0.25, 4.0);
        let calibrated = Centred { scale: centred.scale * factor.sqrt(), ..centred.clone() };
        self.latest.truncate(SAMPLE - 1);
        self.latest.push_front(centred);
        calibrated
    }
}

impl Centred {
    /// Its bytes, what they are to be multiplied with, and its gain.
    pub fn to_parts(&self) -> (Vec<u8>, f32, f32) {
        (self.bytes.iter().map(|byte| byte.cast_unsigned()).collect(), self.scale, self.gain)
    }

    /// From [`Centred::to_parts`].
    pub fn of_parts(bytes: &[u8], scale: f32, gain: f32) -> Self {
        Self { bytes: bytes.iter().map(|byte| byte.cast_signed()).collect(), scale, gain }
    }

    fn new(values: &[f32]) -> Self {
        let largest = values.iter().fold(f32::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
        let bytes: Box<[i8]> = values.iter().map(|value| (value / largest * 127.0).round() as i8).collect();
        let length = (product(&bytes, &bytes) as f32).sqrt().max(1.0);
        Self { bytes, scale: 1.0 / length, gain: 1.0 }
    }
}

impl Centred {
    /// Its numbers, up to a factor.
    pub fn numbers(&self) -> &[i8] {
        &self.bytes
    }

    /// Whether the encoder was trained on its language.
    pub fn is_read_well(&self) -> bool {
        self.gain == 1.0
    }

    /// How much larger [`cosine`] is than the cosine, for vectors of its time.
    pub fn calibration(&self) -> f32 {
        self.scale * self.scale * product(&self.bytes, &self.bytes) as f32
    }
}

/// Cosine of two vectors, in the measure of the encoder that thresholds were fitted to.
pub fn cosine(one: &Centred, other: &Centred) -> f32 {
    product(&one.bytes, &other.bytes) as f32 * one.scale * other.scale * raised(one.gain, other.gain)
}

/// What makes a cosine between a language that the encoder was trained on and one that it only makes out as wide as between two of the former.
/// Two of the latter have nearly the full width by what they share.
fn raised(one: f32, other: f32) -> f32 {
    one.max(other) / one.min(other)
}

/// A vector that many others are held against.
#[derive(Default)]
pub struct Held {
    lanes: lanes::Held,
    scale: f32,
    gain: f32,
    there: bool,
}

impl Held {
    /// Takes another vector, or none.
    pub fn set(&mut self, vector: Option<&Centred>) {
        self.there = vector.is_some();
        if let Some(vector) = vector {
            self.lanes.set(&vector.bytes);
            (self.scale, self.gain) = (vector.scale, vector.gain);
        }
    }

    /// [`cosine`] with each of the others, where both are there.
    pub fn cosines<'a>(&self, others: impl Iterator<Item = Option<&'a Centred>>, cosines: &mut Vec<Option<f32>>) {
        if !self.there {
            cosines.extend(others.map(|_| None));
            return;
        }
        let (scale, gain) = (self.scale, self.gain);
        let factor = |other: &Centred| other.scale * raised(gain, other.gain);
        self.lanes.products(others.map(|other| other.map(|other| (&*other.bytes, factor(other)))), |found| {
            cosines.push(found.map(|(product, other)| product as f32 * scale * other));
        });
    }
}

fn product(one: &[i8], other: &[i8]) -> i32 {
    one.iter().zip(other).map(|(one, other)| i32::from(*one) * i32::from(*other)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors of so many texts as an encoder might make them: all share a direction, and each pair of neighbours means nearly the same.
    fn vectors(shared: f32, width: usize) -> Vec<Vector> {
        let noise = |seed: usize, at: usize| {
            let mixed = (seed * 4_096 + at + 1) as u64;
            let mixed = (mixed ^ mixed << 29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mixed = (mixed ^ mixed >> 32).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            (mixed >> 40) as f32 / (1u64 << 24) as f32 - 0.5
        };
        let numbers = |text: usize| (0..width).map(move |at| shared + noise(text / 2, at) + 0.5 * noise(10_000 + text, at));
        (0..400).filter_map(|text| Vector::new(&numbers(text).collect::<Vec<_>>())).collect()
    }

    /// Mean cosine of neighbours that mean the same, and of texts that do not, once the stream has run for a while.
    fn cosines(shared: f32, width: usize) -> (f32, f32) {
        let mut centre = Centre::new(Origin::Elsewhere);
        let centred: Vec<Centred> = vectors(shared, width).iter().map(|vector| centre.centred(vector, "en")).collect();
        let mean = |pairs: Vec<f32>| pairs.iter().sum::<f32>() / pairs.len() as f32;
        let same = (100..199).map(|at| cosine(&centred[2 * at], &centred[2 * at + 1])).collect();
        let apart = (100..199).map(|at| cosine(&centred[2 * at], &centred[2 * at - 2]).abs()).collect();
        (mean(same), mean(apart))
    }

    #[test]
    fn chance_carries_the_cosines_of_any_encoder_alike() {
        // Narrow ones have wide cosines, and most have a direction that all texts share.
        for (shared, width) in [(0.0, 64), (0.5, 64), (0.5, 256), (2.0, 1024)] {
            let (same, apart) = cosines(shared, width);
            assert!((0.055..0.12).contains(&apart) && same > 4.0 * apart, "{shared} {width}: {same} {apart}");
        }
    }

    #[test]
    fn the_mean_is_there_from_the_first_article_on() {
        let mean = Vector::new(&encode::mean("de")).unwrap();
        let mut other = encode::mean("de");
        other.iter_mut().step_by(3).for_each(|number| *number += 0.05);
        let other = Vector::new(&other).unwrap();
        // Of two vectors that lie close to the mean, centring leaves what they do not share.
        let cosine_with = |origin: Origin| {
            let mut centre = Centre::new(origin);
            cosine(&centre.centred(&mean, "de"), &centre.centred(&other, "de"))
        };
        assert!(cosine_with(Origin::Builtin) < 0.6, "{}", cosine_with(Origin::Builtin));
    }
}
