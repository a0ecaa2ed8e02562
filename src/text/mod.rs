//! Language, words, names, numbers, sentences, datelines: what grouping and telling see in a text. Pure.

pub mod address;
pub mod dateline;
pub mod fold;
pub mod headlines;
pub mod language;
pub mod months;
mod number_words;
pub mod numbers;
pub mod sentences;
pub mod stopwords;
pub mod words;
