//! What texts of a language have in common, whatever they say.

use super::WIDTH;

/// Made by `scripts/encoder_means.py`, which says from what.
static MEANS: &[u8] = include_bytes!("../../models/encoder_means.bin");

/// Two letters, a scale, and the numbers.
const ENTRY: usize = 2 + 4 + WIDTH;

/// The mean of all languages, for those that have none of their own.
const ANY: &[u8] = b"**";

/// The mean of the model's vectors (of length 1) of news in a language.
///
/// The cosine of two vectors says how much more two texts have in common than any two of their languages once their means are
/// taken off.
pub fn mean(language: &str) -> Vec<f32> {
    let entries = || MEANS.chunks_exact(ENTRY).filter_map(|entry| entry.split_at_checked(2));
    let of = |wanted: &[u8]| entries().find(|(language, _)| *language == wanted).map(|(_, mean)| mean);
    let entry = language.as_bytes().get(..2).and_then(of).or_else(|| of(ANY)).unwrap_or_default();
    let (scale, numbers) = entry.split_at_checked(4).unwrap_or_default();
    let scale = scale.first_chunk().map_or(0.0, |bytes| f32::from_le_bytes(*bytes));
    numbers.iter().map(|number| f32::from(number.cast_signed()) * scale).collect()
}
