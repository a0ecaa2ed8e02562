//! `config.toml` to validated [`Settings`].

mod settings;

pub use settings::*;
