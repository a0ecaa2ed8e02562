//! Sentence vectors: centred by language, as bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::lanes;
use crate::model::Vector;

/// The mean of a language is held back by so many articles.
const HELD: f32 = 100.0;

/// A centred unit vector; 127 stands for the largest component.
pub struct Centred {
    bytes: Box<[i8]>,
    /// What a unit of the product with another one's bytes is worth, as a factor of each.
    scale: f32,
}

/// Running sums of the vectors of each language.
#[derive(Default, Serialize, Deserialize)]
pub struct Centre {
    sums: BTreeMap<String, (f32, Vec<f32>)>,
}

impl Centre {
    /// The vector less what all texts of its language share; it then counts itself.
    pub fn centred(&mut self, vector: &Vector, language: &str) -> Centred {
        let vector = vector.unit();
        let (count, sum) = self.sums.entry(language.to_owned()).or_insert_with(|| (0.0, vec![0.0; vector.len()]));
        sum.resize(vector.len(), 0.0);
        let weight = *count + HELD;
        let centred: Vec<f32> = vector.iter().zip(sum.iter()).map(|(value, sum)| value - sum / weight).collect();
        *count += 1.0;
        sum.iter_mut().zip(&vector).for_each(|(sum, value)| *sum += value);
        Centred::new(&centred)
    }
}

impl Centred {
    /// Its bytes, and what they are to be multiplied with.
    pub fn to_parts(&self) -> (Vec<u8>, f32) {
        (self.bytes.iter().map(|byte| byte.cast_unsigned()).collect(), self.scale)
    }

    /// From [`Centred::to_parts`].
    pub fn of_parts(bytes: &[u8], scale: f32) -> Self {
        Self { bytes: bytes.iter().map(|byte| byte.cast_signed()).collect(), scale }
    }

    fn new(values: &[f32]) -> Self {
        let largest = values.iter().fold(f32::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
        let bytes: Box<[i8]> = values.iter().map(|value| (value / largest * 127.0).round() as i8).collect();
        let length = (product(&bytes, &bytes) as f32).sqrt().max(1.0);
        Self { bytes, scale: 1.0 / length }
    }
}

/// Bits of a band: vectors that mean the same agree in all of them now and then, others hardly ever.
const BAND: usize = 10;

impl Centred {
    /// The signs of the numbers, by tens: band and its bits in one number each.
    pub fn bands(&self) -> impl Iterator<Item = u32> {
        let bits = |band: &[i8]| band.iter().fold(0u32, |bits, number| bits << 1 | u32::from(*number > 0));
        (0..).zip(self.bytes.chunks_exact(BAND)).map(move |(at, band): (u32, _)| at << BAND | bits(band))
    }
}

/// Cosine of two vectors.
pub fn cosine(one: &Centred, other: &Centred) -> f32 {
    product(&one.bytes, &other.bytes) as f32 * one.scale * other.scale
}

/// A vector that many others are held against.
#[derive(Default)]
pub struct Held {
    lanes: lanes::Held,
    scale: f32,
    there: bool,
}

impl Held {
    /// Takes another vector, or none.
    pub fn set(&mut self, vector: Option<&Centred>) {
        self.there = vector.is_some();
        if let Some(vector) = vector {
            self.lanes.set(&vector.bytes);
            self.scale = vector.scale;
        }
    }

    /// [`cosine`] with each of the others, where both are there.
    pub fn cosines<'a>(&self, others: impl Iterator<Item = Option<&'a Centred>>, cosines: &mut Vec<Option<f32>>) {
        if !self.there {
            cosines.extend(others.map(|_| None));
            return;
        }
        let scale = self.scale;
        self.lanes.products(others.map(|other| other.map(|other| (&*other.bytes, other.scale))), |found| {
            cosines.push(found.map(|(product, other)| product as f32 * scale * other));
        });
    }

    /// [`cosine`] with one other.
    pub fn cosine(&self, other: Option<&Centred>) -> Option<f32> {
        let mut found = None;
        let other = other.filter(|_| self.there)?;
        self.lanes.products(std::iter::once(Some((&*other.bytes, other.scale))), |product| found = product);
        found.map(|(product, scale)| product as f32 * self.scale * scale)
    }
}

fn product(one: &[i8], other: &[i8]) -> i32 {
    one.iter().zip(other).map(|(one, other)| i32::from(*one) * i32::from(*other)).sum()
}
