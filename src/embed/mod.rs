//! Vectors for articles: what of an article is encoded, and by which encoder.

mod endpoint;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use self::endpoint::Endpoint;
use crate::config::{EncoderSettings, FetchSettings};
use crate::encode::{self, BadModel, Encoder};
use crate::fetch::{Api, FetchError};
use crate::group::Origin;
use crate::model::Vector;
use crate::text::language;
use crate::text::words::first;

/// Characters of the text that are encoded with the headline: they hold the news itself.
const LEAD: usize = 600;

/// Characters after the lead that are encoded by themselves; more cost more than they add.
const NEXT: usize = 600;

/// Characters of a headline that are encoded.
const HEADLINE: usize = 300;

/// Letters and digits that a text needs to mean anything by itself.
const TELLING: usize = 12;

/// The model that the program carries.
pub static MODEL: &[u8] = include_bytes!("../../models/encoder.bin");

/// What is encoded of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Headline, line end, lead.
    opening: String,
    /// Bytes of the headline.
    headline: usize,
    /// What follows the lead.
    next: String,
}

/// Where vectors come from. Clones share what they have loaded.
#[derive(Clone)]
pub enum Embedder {
    /// Nowhere: words, names and numbers must do.
    Nothing,
    /// The encoder that the program carries.
    Builtin,
    /// A service.
    Endpoint(Box<Endpoint>),
}

/// Why there are no vectors. One line.
#[derive(Debug, Error)]
pub enum EmbedError {
    /// The program carries a file that is no model.
    #[error("{0}")]
    Model(&'static BadModel),
    /// The service failed.
    #[error("grouping.encoder: {0}")]
    Service(#[from] FetchError),
    /// A thread ended.
    #[error("grouping.encoder: its thread ended: {0}")]
    Thread(String),
}

impl Embedder {
    /// As configured.
    ///
    /// # Errors
    /// Where no HTTP client can be set up.
    pub fn new(encoder: &EncoderSettings, fetch: &FetchSettings) -> Result<Self, FetchError> {
        Ok(match encoder {
            EncoderSettings::None => Self::Nothing,
            EncoderSettings::Builtin => Self::Builtin,
            EncoderSettings::Endpoint { url, model } => Self::Endpoint(Box::new(Endpoint::new(Api::new(fetch)?, url, model))),
        })
    }

    /// What is encoded of an article. `None` if it says nothing, or not in a language that the encoder knows; a service is taken to know all.
    pub fn passage(&self, title: &str, text: &str, language: Option<&str>) -> Option<Passage> {
        if matches!(self, Self::Nothing) {
            return None;
        }
        let (lead, rest) = text.split_at(first(text, LEAD).len());
        let passage = Passage::new(first(title, HEADLINE), lead, first(rest, NEXT));
        let says_something = passage.opening.chars().any(char::is_alphanumeric);
        let knows = || match language {
            Some(language) => encode::knows(language),
            None => language::detect(&passage.opening).is_some_and(|language| encode::knows(&language)),
        };
        (says_something && (matches!(self, Self::Endpoint(_)) || knows())).then_some(passage)
    }

    /// What a passage and its encoder are known by: whoever has the vector of this digest need not ask again.
    pub fn digest(&self, passage: &Passage) -> [u8; 16] {
        let encoder = match self {
            Self::Nothing => String::new(),
            Self::Builtin => "builtin 2".to_owned(),
            Self::Endpoint(endpoint) => endpoint.id(),
        };
        let mut digest = Sha256::new().chain_update(encoder).chain_update([0]).chain_update(&passage.opening);
        if matches!(self, Self::Builtin) {
            digest = digest.chain_update([0]).chain_update(&passage.next);
        }
        let whole: [u8; 32] = digest.finalize().into();
        std::array::from_fn(|at| whole[at])
    }

    /// The vectors of passages, in their order; of the program's own encoder on all cores.
    ///
    /// # Errors
    /// Where the encoder fails; the message says what and where.
    pub async fn vectors(&self, passages: Vec<Passage>) -> Result<Vec<Option<Vector>>, EmbedError> {
        match self {
            Self::Nothing => Ok(vec![None; passages.len()]),
            Self::Builtin => {
                let work = tokio::task::spawn_blocking(move || builtin_vectors(&passages));
                work.await.map_err(|error| EmbedError::Thread(error.to_string()))?
            }
            Self::Endpoint(endpoint) => {
                let openings: Vec<String> = passages.into_iter().map(|passage| passage.opening).collect();
                Ok(endpoint.vectors(&openings).await?)
            }
        }
    }
}

/// Where the vectors of an encoder come from, for grouping.
pub fn origin(encoder: &EncoderSettings) -> Origin {
    match encoder {
        EncoderSettings::Endpoint { .. } => Origin::Elsewhere,
        EncoderSettings::Builtin | EncoderSettings::None => Origin::Builtin,
    }
}

/// The encoder that the program carries, made ready by whoever asks first.
///
/// # Errors
/// If the program carries a file that is no model.
pub fn builtin() -> Result<&'static Encoder<'static>, &'static BadModel> {
    static ENCODER: OnceLock<Result<Encoder<'static>, BadModel>> = OnceLock::new();
    ENCODER.get_or_init(|| Encoder::load(MODEL)).as_ref()
}

fn builtin_vectors(passages: &[Passage]) -> Result<Vec<Option<Vector>>, EmbedError> {
    let encoder = builtin().map_err(EmbedError::Model)?;
    Ok(encoder.map_all(passages, |encoder, passage| Vector::new(&passage.meaning(encoder))))
}

impl Passage {
    fn new(headline: &str, lead: &str, next: &str) -> Self {
        Self { opening: format!("{headline}\n{lead}"), headline: headline.len(), next: next.to_owned() }
    }

    /// The mean of what the headline, headline and lead together (twice) and the text after them mean: each alone is led astray by what
    /// the others are not, a pun, a dateline, an anecdote. Of length 1.
    pub fn meaning(&self, encoder: &Encoder<'_>) -> Vec<f32> {
        let (headline, lead) = self.opening.split_at(self.headline);
        let mut sum = encoder.encode(&self.opening);
        let mut add = |text: &str| {
            if text.chars().filter(|letter| letter.is_alphanumeric()).count() >= TELLING {
                sum.iter_mut().zip(encoder.encode(text)).for_each(|(sum, number)| *sum += 0.5 * number);
            }
        };
        if lead.chars().any(char::is_alphanumeric) {
            add(headline);
        }
        add(&self.next);
        let length = sum.iter().map(|number| number * number).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        sum.iter_mut().for_each(|number| *number /= length);
        sum
    }
}
