//! Language, tokens, sentences, numbers, names: what grouping and telling see in a text. Pure.

pub mod numbers;
pub mod sentences;
