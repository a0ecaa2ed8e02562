//! What a grouper knows, as bytes: a pass takes up where the last one ended.
//!
//! An article's record is written once and never changes: its lists as they were weighed when it arrived, what was usual then, its links
//! to earlier ones. What all share (how rare terms are, the languages, the centres of the vectors) is one general record. Indexes
//! are built again when they are needed.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::copies::{Repeats, Sketch};
use super::facts::Facts;
use super::genre::Genre;
use super::links::Link;
use super::lists::Lists;
use super::slots::Slots;
use super::stream::{Rarity, Usual};
use super::vectors::{Centre, Centred};
use super::{Article, Grouper, Options};

/// Saved state that is damaged or of another make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// An article's part of the saved state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The article.
    pub id: u64,
    /// For [`Grouper::restore`].
    pub bytes: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct General {
    languages: Vec<String>,
    rarity: Rarity,
    centre: Centre,
}

#[derive(Serialize, Deserialize)]
struct Packed<'a> {
    id: u64,
    published: Option<(i64, u32)>,
    language: u16,
    publisher: u64,
    terms: (&'a [u8], [u16; 4], f32),
    vector: Option<(&'a [u8], f32, f32)>,
    usual: Vec<(u16, Usual)>,
    slots: Slots,
    facts: Facts,
    genre: &'a str,
    lists: bool,
    sketch: (&'a [u8], u32),
    opening: u32,
    length: u32,
    /// Id of the earlier article, log-odds, how it repeats it.
    links: Vec<(u64, f32, u8)>,
}

impl Grouper {
    /// What all articles share, to be saved with the records.
    pub fn general(&self) -> Vec<u8> {
        #[derive(Serialize)]
        struct Borrowed<'a> {
            languages: &'a [String],
            rarity: &'a Rarity,
            centre: &'a Centre,
        }
        sealed(&Borrowed { languages: &self.languages, rarity: &self.rarity, centre: &self.centre })
    }

    /// Records of the articles that were taken since the grouper was made, in stream order.
    pub fn records(&self) -> Vec<Record> {
        (self.restored..self.articles.len()).map(|at| Record { id: self.articles[at].id, bytes: self.record(at) }).collect()
    }

    fn record(&self, at: usize) -> Vec<u8> {
        let article = &self.articles[at];
        let (all, ends, heft) = article.terms.parts();
        let terms = bytes_of(all);
        let vector = article.vector.as_ref().map(Centred::to_parts);
        let links = self.links.of(at).iter();
        sealed(&Packed {
            id: article.id,
            published: article.published.map(|date| (date.timestamp(), date.timestamp_subsec_nanos())),
            language: article.language,
            publisher: article.publisher,
            terms: (&terms, ends, heft),
            vector: vector.as_ref().map(|(bytes, scale, gain)| (bytes.as_slice(), *scale, *gain)),
            usual: article.usual.to_vec(),
            slots: article.slots.clone(),
            facts: article.facts.clone(),
            genre: article.genre.name().unwrap_or_default(),
            lists: article.lists,
            sketch: article.sketch.parts(),
            opening: article.opening,
            length: article.length,
            links: links.map(|link| (self.articles[link.earlier as usize].id, link.odds, link.repeats.to_byte())).collect(),
        })
    }

    /// A grouper that knows what was saved. `records` are in stream order; those that `keeps` declines are forgotten, as if they had
    /// never come, but for what was measured against them.
    ///
    /// # Errors
    /// Where a record is damaged or of another make. Then everything is to be grouped anew.
    pub fn restore(options: Options, general: &[u8], records: &[&[u8]], keeps: impl Fn(u64) -> bool) -> Result<Self, Unreadable> {
        let mut restoring = Restoring::new(options, general)?;
        restoring.take(records, keeps)?;
        Ok(restoring.done())
    }
}

/// A grouper that takes up what was saved, some records at a time.
pub struct Restoring {
    grouper: Grouper,
    /// Positions by id.
    at: HashMap<u64, u32>,
}

impl Restoring {
    /// With what all articles share.
    ///
    /// # Errors
    /// As [`Grouper::restore`].
    pub fn new(options: Options, general: &[u8]) -> Result<Self, Unreadable> {
        let General { languages, rarity, centre } = unsealed(general)?;
        Ok(Self { grouper: Grouper { languages, rarity, centre, ..Grouper::new(options) }, at: HashMap::new() })
    }

    /// Takes the next records, as [`Grouper::restore`] does.
    ///
    /// # Errors
    /// As there.
    pub fn take(&mut self, records: &[&[u8]], keeps: impl Fn(u64) -> bool) -> Result<(), Unreadable> {
        let Self { grouper, at } = self;
        let unpacked: Vec<(Article, Vec<(u64, Link)>)> =
            records.par_iter().map(|bytes| unpack(unsealed(bytes)?)).collect::<Result<_, _>>()?;
        for (article, links) in unpacked {
            let language = grouper.languages.get(usize::from(article.language)).ok_or(Unreadable)?;
            if !keeps(article.id) {
                grouper.rarity.forget(&article.terms, language);
                grouper.former.insert(article.id, article);
                continue;
            }
            let links = links.into_iter().filter_map(|(id, link)| Some(Link { earlier: *at.get(&id)?, ..link }));
            grouper.links.push(links);
            at.insert(article.id, u32::try_from(grouper.articles.len()).map_err(|_| Unreadable)?);
            grouper.articles.push(article);
        }
        Ok(())
    }

    /// The grouper, for new articles.
    pub fn done(self) -> Grouper {
        Grouper { restored: self.grouper.articles.len(), ..self.grouper }
    }
}

fn unpack(packed: Packed<'_>) -> Result<(Article, Vec<(u64, Link)>), Unreadable> {
    let link = |(id, odds, repeats)| Ok((id, Link { earlier: 0, odds, repeats: Repeats::from_byte(repeats).ok_or(Unreadable)? }));
    let links = packed.links.into_iter().map(link).collect::<Result<_, _>>()?;
    let date = |(seconds, nanoseconds)| DateTime::<Utc>::from_timestamp(seconds, nanoseconds).ok_or(Unreadable);
    let article = Article {
        id: packed.id,
        published: packed.published.map(date).transpose()?,
        language: packed.language,
        publisher: packed.publisher,
        fixed: None,
        leads: false,
        terms: Lists::of_parts(numbers_of(packed.terms.0), packed.terms.1, packed.terms.2).ok_or(Unreadable)?,
        vector: packed.vector.map(|(bytes, scale, gain)| Centred::of_parts(bytes, scale, gain)),
        usual: packed.usual.into(),
        slots: packed.slots,
        facts: packed.facts,
        genre: Genre::named(packed.genre).ok_or(Unreadable)?,
        lists: packed.lists,
        sketch: Sketch::of_parts(packed.sketch.0, packed.sketch.1),
        opening: packed.opening,
        length: packed.length,
        peers: 0,
        reached: 0,
    };
    Ok((article, links))
}

/// Numbers as bytes, the lowest first.
fn bytes_of(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn numbers_of(bytes: &[u8]) -> Box<[u32]> {
    bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect()
}

/// A value as bytes (postcard) with their checksum (CRC-32) behind.
pub fn sealed(value: &impl Serialize) -> Vec<u8> {
    // Into memory nothing fails; what cannot be written is found unreadable, and grouped anew.
    let mut bytes = postcard::to_allocvec(value).unwrap_or_default();
    let sum = crc32fast::hash(&bytes);
    bytes.extend(sum.to_le_bytes());
    bytes
}

/// The value of [`sealed`] bytes.
///
/// # Errors
/// Where they are damaged or of another make.
pub fn unsealed<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Unreadable> {
    let (body, sum) = bytes.split_last_chunk::<4>().ok_or(Unreadable)?;
    if crc32fast::hash(body) != u32::from_le_bytes(*sum) {
        return Err(Unreadable);
    }
    postcard::from_bytes(body).map_err(|_| Unreadable)
}
