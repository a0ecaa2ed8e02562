//! The multilingual sentence encoder: a text to 512 numbers, close to those of texts that say the same in any of its languages.
//!
//! The model is Google's Universal Sentence Encoder, multilingual, version 3 (`models/NOTICE`). The way of a text: [`tokens`] makes
//! pieces of it, [`rows`] has a vector for each, [`forward`] makes one of all. Pure: the model is passed in as bytes, and a text has the same
//! vector on every machine, in any company.

mod dense;
mod forward;
mod lanes;
mod layout;
mod letters;
mod means;
mod rows;
#[cfg(test)]
mod tests;
mod tokens;
mod trie;

use rayon::prelude::*;
use thiserror::Error;

pub use self::letters::readings;
pub use self::means::{gain, mean};

use self::forward::Network;
use self::layout::Sections;
use self::tokens::Tokenizer;
use crate::text::language::{self, family};

/// Numbers in a vector.
pub const WIDTH: usize = 512;

/// Pieces of a text that are read: more than a headline and 600 characters have in any language.
const PIECES: usize = 768;

/// The bytes are no model of ours.
#[derive(Debug, Error)]
#[error("the encoder's model cannot be used: {0}")]
pub struct BadModel(&'static str);

/// A model that is ready to encode.
pub struct Encoder<'m> {
    tokenizer: Tokenizer<'m>,
    network: Network<'m>,
}

/// Whether the model makes sense of texts of this language (a tag of BCP 47, of which the first part counts): it was trained on it, or knows
/// enough of its words from others.
pub fn knows(language: &str) -> bool {
    let primary = language::primary(language).unwrap_or_default();
    gain(family(&primary)).is_some()
}

impl<'m> Encoder<'m> {
    /// Makes a model of the bytes of `models/encoder.bin`. Tables are read in place; only weights are laid out anew.
    ///
    /// # Errors
    /// If the bytes are something else.
    pub fn load(model: &'m [u8]) -> Result<Self, BadModel> {
        let sections = Sections::read(model)?;
        let tokenizer = Tokenizer::new(&sections)?;
        let network = Network::new(&sections, tokenizer.pieces())?;
        Ok(Self { tokenizer, network })
    }

    /// The vector of a text: [`WIDTH`] numbers, of length 1 together. Of a long text the beginning is read.
    pub fn encode(&self, text: &str) -> Vec<f32> {
        self.network.vector(&self.tokenizer.ids(text, PIECES))
    }

    /// Something for each text, on all cores, in order.
    pub fn map_all<T: Sync, V: Send>(&self, texts: &[T], work: impl Fn(&Self, &T) -> V + Sync) -> Vec<V> {
        texts.par_iter().map(|text| work(self, text)).collect()
    }
}
