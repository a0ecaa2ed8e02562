//! The model file: named sections of little-endian numbers. `scripts/convert_encoder.py` writes it and describes it.

use std::collections::HashMap;

use super::BadModel;

const MAGIC: &[u8] = b"NLENC\x00\x00\x01";
const ENTRY: usize = 36;

/// The sections by name.
pub struct Sections<'m>(HashMap<&'m str, Section<'m>>);

/// One section.
#[derive(Clone, Copy)]
pub struct Section<'m> {
    pub rows: usize,
    pub columns: usize,
    pub scale: f32,
    pub bytes: &'m [u8],
}

impl<'m> Sections<'m> {
    pub fn read(file: &'m [u8]) -> Result<Self, BadModel> {
        let rest = file.strip_prefix(MAGIC).ok_or(BadModel("it does not begin as one"))?;
        let (count, rest) = rest.split_first_chunk().ok_or(BadModel("it is cut short"))?;
        let count = u32::from_le_bytes(*count) as usize;
        let table = rest.get(..count.saturating_mul(ENTRY)).ok_or(BadModel("it is cut short"))?;
        let entries = table.chunks_exact(ENTRY).map(|entry| section(file, entry));
        Ok(Self(entries.collect::<Option<_>>().ok_or(BadModel("a section lies outside of it"))?))
    }

    /// A section of `rows` × `columns`; 0 stands for any number.
    pub fn get(&self, name: &str, rows: usize, columns: usize) -> Result<Section<'m>, BadModel> {
        let fits = |section: &&Section<'_>| {
            [(rows, section.rows), (columns, section.columns)].iter().all(|(want, is)| *want == 0 || want == is)
        };
        self.0.get(name).filter(fits).copied().ok_or(BadModel("a section is missing or of another size"))
    }

    /// `count` float32 numbers.
    pub fn floats(&self, name: &str, rows: usize, columns: usize) -> Result<Vec<f32>, BadModel> {
        let section = self.get(name, rows, columns)?;
        let floats: Vec<f32> = section.bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        if floats.len() == section.rows * section.columns && floats.iter().all(|number| number.is_finite()) {
            Ok(floats)
        } else {
            Err(BadModel("a section holds what is no number"))
        }
    }
}

fn section<'m>(file: &'m [u8], entry: &'m [u8]) -> Option<(&'m str, Section<'m>)> {
    let (name, numbers) = entry.split_at_checked(16)?;
    let name = std::str::from_utf8(name).ok()?.trim_end_matches('\0');
    let number = |at: usize| numbers.get(4 * at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
    let (offset, length) = (number(3)? as usize, number(4)? as usize);
    let bytes = file.get(offset..offset.checked_add(length)?)?;
    let section = Section { rows: number(0)? as usize, columns: number(1)? as usize, scale: f32::from_bits(number(2)?), bytes };
    Some((name, section))
}
