//! Vectors for articles: what of an article is encoded, and by which encoder.

use std::sync::OnceLock;

use crate::encode::{self, BadModel, Encoder};
use crate::model::Vector;
use crate::text::language;

/// Characters of the text that are encoded after the headline: they hold the news itself, and more cost more than they add.
const LEAD: usize = 600;

/// Characters of a headline that are encoded.
const HEADLINE: usize = 300;

static MODEL: &[u8] = include_bytes!("../../models/encoder.bin");

/// The encoder that the program carries, made ready by whoever asks first.
///
/// # Errors
/// If the program carries a file that is no model.
pub fn builtin() -> Result<&'static Encoder<'static>, &'static BadModel> {
    static ENCODER: OnceLock<Result<Encoder<'static>, BadModel>> = OnceLock::new();
    ENCODER.get_or_init(|| Encoder::load(MODEL)).as_ref()
}

/// What is encoded of an article: headline and lead. `None` if it says nothing, or not in a language that the encoder knows.
pub fn passage(title: &str, text: &str, language: Option<&str>) -> Option<String> {
    let passage = format!("{}\n{}", beginning(title, HEADLINE), beginning(text, LEAD));
    let says_something = passage.chars().any(char::is_alphanumeric);
    let known = match language {
        Some(language) => encode::knows(language),
        None => language::detect(&passage).is_some_and(|language| encode::knows(&language)),
    };
    (says_something && known).then_some(passage)
}

fn beginning(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end])
}

/// The vectors of passages by the encoder that the program carries, on all cores.
///
/// # Errors
/// If the program carries a file that is no model.
pub fn vectors(passages: &[Option<String>]) -> Result<Vec<Option<Vector>>, &'static BadModel> {
    let encoder = builtin()?;
    Ok(encoder.map_all(passages, |encoder, passage| Vector::new(&encoder.encode(passage.as_deref()?))))
}
