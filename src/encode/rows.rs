//! The table of piece vectors: 6 bits a number, Huffman-coded a row, decoded where a text needs one.

use super::layout::Sections;
use super::{BadModel, WIDTH};

/// Pieces are of one of so many classes, each with its own range of numbers and its own code.
pub const CLASSES: usize = 17;
/// Values that a number can have.
const VALUES: usize = 64;
/// Bits.
const LONGEST_CODE: u32 = 12;

pub struct Rows<'m> {
    /// Value and length of the code that each run of [`LONGEST_CODE`] bits begins with, by class.
    codes: Vec<(u8, u8)>,
    ends: &'m [[u8; 4]],
    bits: &'m [u8],
    /// Lowest value and step of each class.
    ranges: Vec<(f32, f32)>,
}

impl<'m> Rows<'m> {
    pub fn new(model: &Sections<'m>, pieces: usize) -> Result<Self, BadModel> {
        let lengths = model.get("embed.code", CLASSES, VALUES)?.bytes;
        let ranges = model.floats("embed.range", CLASSES, 2)?;
        let mut codes = Vec::with_capacity(CLASSES << LONGEST_CODE);
        for class in lengths.chunks_exact(VALUES).take(CLASSES) {
            fill(class, &mut codes)?;
        }
        Ok(Self {
            codes,
            ends: model.get("embed.at", 1, pieces + 1)?.bytes.as_chunks().0,
            bits: model.get("embed.rows", pieces, WIDTH)?.bytes,
            ranges: ranges.chunks_exact(2).map(|range| (range[0], range[1])).collect(),
        })
    }

    /// Lowest value and step of each class.
    pub fn ranges(&self) -> &[(f32, f32)] {
        &self.ranges
    }

    /// Decodes the row of a piece: numbers of 0 to 63.
    pub fn decode(&self, piece: u32, row: &mut [i16]) {
        let codes = &self.codes[(piece as usize % CLASSES) << LONGEST_CODE..][..1 << LONGEST_CODE];
        let start = self.ends.get(piece as usize).map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize);
        let mut rest = self.bits.get(start..).unwrap_or_default();
        let (mut held, mut count) = (0u64, 0u32);
        for number in row {
            if count < LONGEST_CODE {
                let (bytes, after) = rest.split_first_chunk::<4>().unwrap_or((&[0; 4], &[]));
                held |= u64::from(u32::from_be_bytes(*bytes)) << (32 - count);
                count += 32;
                rest = after;
            }
            let (value, length) = codes[(held >> (64 - LONGEST_CODE)) as usize];
            held <<= length;
            count = count.saturating_sub(u32::from(length));
            *number = i16::from(value);
        }
    }
}

/// The table of a canonical code with these lengths.
fn fill(lengths: &[u8], table: &mut Vec<(u8, u8)>) -> Result<(), BadModel> {
    let end = table.len() + (1 << LONGEST_CODE);
    for length in 1..=LONGEST_CODE as u8 {
        for (value, _) in (0u8..).zip(lengths).filter(|(_, of)| **of == length) {
            table.resize(table.len() + (1 << (LONGEST_CODE - u32::from(length))), (value, length));
        }
    }
    if table.len() == end { Ok(()) } else { Err(BadModel("a code is not complete")) }
}
