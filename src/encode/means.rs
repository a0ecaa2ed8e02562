//! What texts of a language have in common, whatever they say.

use super::WIDTH;

/// Made by `scripts/encoder_means.py`, which says from what.
static MEANS: &[u8] = include_bytes!("../../models/encoder_means.bin");

/// Two letters, a scale, a gain, and the numbers.
const ENTRY: usize = 2 + 4 + 4 + WIDTH;

/// The mean of all languages, for those that have none of their own.
const ANY: &[u8] = b"**";

/// What the table says of a language.
struct Known {
    scale: f32,
    gain: f32,
    numbers: &'static [u8],
}

fn known(language: &[u8]) -> Option<Known> {
    let entry = MEANS.chunks_exact(ENTRY).find_map(|entry| entry.strip_prefix(language).filter(|_| language.len() == 2))?;
    let (scale, rest) = entry.split_first_chunk()?;
    let (gain, numbers) = rest.split_first_chunk()?;
    Some(Known { scale: f32::from_le_bytes(*scale), gain: f32::from_le_bytes(*gain), numbers })
}

/// How much less chance carries the cosines of texts in a language (the first part of its tag) than those of the languages that the model was
/// trained on, where the others are in one of these: 1 for these and those nearest to them. `None` for languages that it makes nothing of.
pub fn gain(language: &str) -> Option<f32> {
    known(language.as_bytes()).map(|known| known.gain)
}

/// The mean of the model's vectors (of length 1) of news in a language.
///
/// The cosine of two vectors says how much more two texts have in common than any two of their languages once their means are
/// taken off.
pub fn mean(language: &str) -> Vec<f32> {
    let Some(Known { scale, numbers, .. }) = known(language.as_bytes()).or_else(|| known(ANY)) else { return Vec::new() };
    numbers.iter().map(|number| f32::from(number.cast_signed()) * scale).collect()
}
