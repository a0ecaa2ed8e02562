//! Language, words, names, numbers, sentences: what grouping and telling see in a text. Pure.

pub mod address;
pub mod fold;
pub mod headlines;
pub mod language;
pub mod numbers;
pub mod sentences;
pub mod stopwords;
pub mod words;
