//! Content codings (RFC 9110, section 12.5.3): which one a reader gets, and bodies in it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, header};
use bytes::Bytes;

use crate::config;
use crate::output;

/// Shorter bodies are not worth compressing.
const WORTHWHILE: usize = 1_000;

/// Compressed bodies that are kept: what many readers ask for is compressed once.
const KEPT: usize = 64;

/// How a body is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
    Zstd,
    /// RFC 1952.
    Gzip,
}

/// The best first.
const ALL: [Coding; 3] = [Coding::Brotli, Coding::Zstd, Coding::Gzip];

impl Coding {
    /// As headers name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Zstd => "zstd",
            Self::Gzip => "gzip",
        }
    }

    fn compress(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Brotli => output::compress(bytes, config::Coding::Brotli, 5),
            Self::Gzip => output::compress(bytes, config::Coding::Gzip, 6),
            Self::Zstd => zstd::encode_all(bytes, 3).unwrap_or_default(),
        }
    }
}

/// The coding for a body of that length: the one that the reader likes best, of these the one that makes it smallest.
pub fn choose(headers: &HeaderMap, length: usize) -> Option<Coding> {
    if length < WORTHWHILE {
        return None;
    }
    let mut best: Option<(u16, Coding)> = None;
    for coding in ALL {
        let weight = weight_of(headers, coding.name());
        if weight > best.map_or(0, |(weight, _)| weight) {
            best = Some((weight, coding));
        }
    }
    best.map(|(_, coding)| coding)
}

/// Quality in thousandths; 0 is a refusal. `*` stands for what is not named.
fn weight_of(headers: &HeaderMap, name: &str) -> u16 {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let (mut named, mut any) = (None, None);
    for part in accepted.flat_map(|value| value.split(',')) {
        let (coding, parameters) = part.split_once(';').unwrap_or((part, ""));
        let mut pairs = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
        let quality = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
        let quality = quality.map_or(1.0, |(_, value)| value.trim().parse::<f32>().unwrap_or(0.0));
        let thousandths = (quality.clamp(0.0, 1.0) * 1_000.0) as u16;
        match coding.trim() {
            "*" => any = Some(thousandths),
            coding if coding.eq_ignore_ascii_case(name) => named = Some(thousandths),
            _ => {}
        }
    }
    named.or(any).unwrap_or(0)
}

/// Bodies that were compressed lately.
#[derive(Default)]
pub struct Packed(Mutex<VecDeque<(String, Bytes)>>);

impl Packed {
    /// The bytes in that coding; `tag` is the entity tag of the result.
    pub fn get(&self, tag: &str, bytes: &[u8], coding: Coding) -> Bytes {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, packed)) = kept().iter().find(|(known, _)| known == tag) {
            return packed.clone();
        }
        let packed = Bytes::from(coding.compress(bytes));
        let mut kept = kept();
        kept.push_front((tag.to_owned(), packed.clone()));
        kept.truncate(KEPT);
        packed
    }
}
