//! Text to pieces, as SentencePiece does it: normalisation by a map (NFKC and more), then the most probable segmentation.
//!
//! Kudo, "Subword Regularization" (2018), section 3.2, has the unigram model; Kudo and Richardson, "SentencePiece" (2018), the rest.

use super::BadModel;
use super::layout::Sections;
use super::trie::DoubleArray;

/// What stands for a space, before each word.
const SPACE: &[u8] = "\u{2581}".as_bytes();

const UNKNOWN: u32 = 0;
const BEGIN: u32 = 1;
const END: u32 = 2;

/// How much less probable than the rarest piece a character is that no piece knows.
const UNKNOWN_PENALTY: f64 = 10.0;

/// Bytes of normalised text that are looked at; what a headline and 600 characters come to, many times over.
const LONGEST: usize = 16_384;

pub struct Tokenizer<'m> {
    normal: DoubleArray<'m>,
    replacements: &'m [u8],
    pieces: DoubleArray<'m>,
    scores: Vec<f32>,
    unknown_score: f64,
}

/// The best way to reach a place in the text.
#[derive(Clone, Copy)]
struct Reached {
    score: f64,
    from: usize,
    piece: u32,
}

impl<'m> Tokenizer<'m> {
    pub fn new(model: &Sections<'m>) -> Result<Self, BadModel> {
        let scores = model.floats("pieces.score", 1, 0)?;
        let rarest = scores.iter().copied().fold(0.0, f32::min);
        Ok(Self {
            normal: DoubleArray::new(model.get("normal.trie", 0, 0)?.bytes),
            replacements: model.get("normal.text", 0, 0)?.bytes,
            pieces: DoubleArray::new(model.get("pieces.trie", 0, 0)?.bytes),
            scores,
            unknown_score: f64::from(rarest) - UNKNOWN_PENALTY,
        })
    }

    /// How many pieces there are.
    pub fn pieces(&self) -> usize {
        self.scores.len()
    }

    /// Ids of the pieces of a text, at most `limit`, between those for its begin and end.
    pub fn ids(&self, text: &str, limit: usize) -> Vec<u32> {
        let normal = self.normalize(text);
        let mut ids = vec![BEGIN];
        ids.extend(self.segment(&normal).into_iter().take(limit));
        if ids.len() == 1 {
            ids.push(UNKNOWN);
        }
        ids.push(END);
        ids
    }

    /// Replaces what the map has, folds white space, and writes [`SPACE`] for it and before the first word.
    fn normalize(&self, text: &str) -> Vec<u8> {
        let bytes = text.as_bytes();
        let mut normal = Vec::with_capacity(bytes.len() + bytes.len() / 4 + SPACE.len());
        let mut at = 0;
        let mut after_space = true;
        while at < bytes.len() && normal.len() < LONGEST {
            let (replacement, length) = self.replacement(text, at);
            at += length;
            for byte in replacement {
                match byte {
                    b' ' => after_space = true,
                    byte => {
                        // Spaces are written when a word follows: none at the end, one between words.
                        if std::mem::take(&mut after_space) {
                            normal.extend_from_slice(SPACE);
                        }
                        normal.push(*byte);
                    }
                }
            }
        }
        normal
    }

    /// What stands for the text at `at`, and how many bytes it stands for.
    fn replacement<'t>(&'t self, text: &'t str, at: usize) -> (&'t [u8], usize) {
        let rest = &text.as_bytes()[at..];
        if let Some((length, value)) = self.normal.prefixes(rest).last()
            && let Some(replacement) = self.replacements.get(value as usize..)
        {
            let end = replacement.iter().position(|byte| *byte == 0).unwrap_or(replacement.len());
            return (&replacement[..end], length);
        }
        let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        (&rest[..length], length)
    }

    /// The segmentation with the highest sum of scores; of equal ones, that with the earlier pieces longer.
    fn segment(&self, normal: &[u8]) -> Vec<u32> {
        let mut best = vec![Reached { score: f64::NEG_INFINITY, from: 0, piece: UNKNOWN }; normal.len() + 1];
        best[0].score = 0.0;
        let mut at = 0;
        while at < normal.len() {
            let start = best[at].score;
            let letter = (at + 1..normal.len()).find(|next| is_boundary(normal[*next])).unwrap_or(normal.len()) - at;
            let mut knows_letter = false;
            for (length, piece) in self.pieces.prefixes(&normal[at..]) {
                let score = self.scores.get(piece as usize).copied().unwrap_or_default();
                reach(&mut best[at + length], Reached { score: start + f64::from(score), from: at, piece });
                knows_letter |= length == letter;
            }
            if !knows_letter {
                reach(&mut best[at + letter], Reached { score: start + self.unknown_score, from: at, piece: UNKNOWN });
            }
            at += letter;
        }
        let mut pieces = Vec::new();
        while at > 0 {
            pieces.push(best[at].piece);
            at = best[at].from;
        }
        pieces.reverse();
        pieces
    }
}

fn is_boundary(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn reach(place: &mut Reached, way: Reached) {
    if way.score > place.score {
        *place = way;
    }
}
