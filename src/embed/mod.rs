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
    /// What the encoder reads; of several the mean counts.
    readings: Vec<Reading>,
}

/// The beginning of an article, in letters that the encoder knows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reading {
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
        let passage = match self {
            Self::Nothing => return None,
            Self::Endpoint(_) => Passage { readings: vec![Reading::of(parts(title, text))] },
            Self::Builtin => {
                let detected = || language::detect(&parts(title, text)[..2].join("\n"));
                let language = language.map(str::to_owned).or_else(detected).filter(|language| encode::knows(language))?;
                Passage::of(title, text, &language)
            }
        };
        Some(passage).filter(Passage::says_something)
    }

    /// What a passage and its encoder are known by: whoever has the vector of this digest need not ask again.
    pub fn digest(&self, passage: &Passage) -> [u8; 16] {
        let encoder = match self {
            Self::Nothing => String::new(),
            Self::Builtin => "builtin 2".to_owned(),
            Self::Endpoint(endpoint) => endpoint.id(),
        };
        let mut digest = Sha256::new().chain_update(encoder);
        for reading in &passage.readings {
            digest = digest.chain_update([0]).chain_update(&reading.opening);
            if matches!(self, Self::Builtin) {
                digest = digest.chain_update([0]).chain_update(&reading.next);
            }
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
                let openings: Vec<String> = passages.into_iter().map(Passage::into_opening).collect();
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

/// What counts of an article: headline, lead, what follows it.
fn parts<'a>(title: &'a str, text: &'a str) -> [&'a str; 3] {
    let (lead, rest) = text.split_at(first(text, LEAD).len());
    [first(title, HEADLINE), lead, first(rest, NEXT)]
}

impl Passage {
    /// Of an article in a language, for the program's own encoder.
    pub fn of(title: &str, text: &str, language: &str) -> Self {
        let [headlines, leads, nexts] = parts(title, text).map(|part| encode::readings(part, language));
        let texts = headlines.iter().zip(&leads).zip(&nexts);
        Self { readings: texts.map(|((headline, lead), next)| Reading::of([headline, lead, next])).collect() }
    }

    fn says_something(&self) -> bool {
        self.readings.iter().any(|reading| reading.opening.chars().any(char::is_alphanumeric))
    }

    /// Headline and lead of the first reading.
    fn into_opening(self) -> String {
        self.readings.into_iter().next().map_or_else(String::new, |reading| reading.opening)
    }

    /// The mean of what its readings mean. Of length 1.
    pub fn meaning(&self, encoder: &Encoder<'_>) -> Vec<f32> {
        let mut readings = self.readings.iter().map(|reading| reading.meaning(encoder));
        let first = readings.next().unwrap_or_default();
        unit(readings.fold(first, |mut sum, vector| {
            sum.iter_mut().zip(vector).for_each(|(sum, number)| *sum += number);
            sum
        }))
    }
}

impl Reading {
    fn of([headline, lead, next]: [&str; 3]) -> Self {
        Self { opening: format!("{headline}\n{lead}"), headline: headline.len(), next: next.to_owned() }
    }

    /// The mean of what the headline, headline and lead together (twice) and the text after them mean: each alone is led astray by what
    /// the others are not, a pun, a dateline, an anecdote. Of length 1.
    fn meaning(&self, encoder: &Encoder<'_>) -> Vec<f32> {
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
        unit(sum)
    }
}

/// A vector of length 1.
fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|number| number * number).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    vector.iter_mut().for_each(|number| *number /= length);
    vector
}
