//! Which reports tell the same event. Pure: the same articles in the same order give the same stories.
//!
//! The way of an article through this room: [`features`] makes sparse vectors of its words, names, numbers and cognates;
//! [`similar`] finds articles that share rare ones and measures how unusual that is; [`link`] turns the measurements of a pair into
//! log-odds, each with a named signal; [`slots`] vetoes look-alikes; [`cluster`] joins by average link. `docs/grouping.md` explains
//! the method. A new signal is a field of [`link::Signals`] and a line in `link::odds`.

mod cluster;
mod copies;
mod features;
mod link;
pub mod score;
mod similar;
mod slots;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use self::features::{Features, Vocabulary};
use self::similar::Corpus;
use crate::config::Profile;
use crate::model::Vector;
use crate::text::language;

/// How articles are to be grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How far apart two reports of one event may lie; `None`: any distance.
    pub window: Option<TimeDelta>,
    /// How sure a link must be.
    pub profile: Profile,
    /// Whether links may cross languages.
    pub cross_lingual: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { window: Some(TimeDelta::days(4)), profile: Profile::Balanced, cross_lingual: true }
    }
}

/// An article, as grouping sees it.
#[derive(Debug, Clone, Copy)]
pub struct Doc<'a> {
    /// Unique; answers are given in it.
    pub id: u64,
    /// Headline.
    pub title: &'a str,
    /// Standfirst and body.
    pub text: &'a str,
    /// When it was published, if known.
    pub published: Option<DateTime<Utc>>,
    /// Primary language subtag; `None`: detect.
    pub language: Option<&'a str>,
    /// Key of the publisher.
    pub publisher: &'a str,
    /// Its sentence vector: there for languages that the encoder knows, and then of the same encoder as all others.
    pub vector: Option<&'a Vector>,
}

/// Collects articles in stream order.
pub struct Grouper {
    options: Options,
    vocabulary: Vocabulary,
    articles: Vec<Article>,
}

/// An article in grouping.
struct Article {
    id: u64,
    published: Option<DateTime<Utc>>,
    language: String,
    publisher: String,
    /// The published story that it belongs to.
    fixed: Option<u64>,
    features: Features,
}

/// Why two articles are, or are not, one story.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// Whether they ended in one story.
    pub same_story: bool,
    /// Log-odds of their own link; a story may hold two articles that others connect.
    pub log_odds: f64,
    /// What it is the sum of.
    pub signals: Vec<Signal>,
    /// Facts on which they differ.
    pub vetoes: Vec<String>,
}

/// One part of a decision.
#[derive(Debug, Clone, Serialize)]
pub struct Signal {
    /// What was measured.
    pub name: &'static str,
    /// As measured.
    pub value: f64,
    /// Share in the log-odds.
    pub contribution: f64,
}

/// The stories of a stream.
pub struct Groups {
    options: Options,
    articles: Vec<Article>,
    corpus: Corpus,
    at: HashMap<u64, usize>,
    /// Story of every article, by position.
    stories: Vec<usize>,
    /// Copy → original, by position.
    copies: BTreeMap<usize, usize>,
}

impl Grouper {
    /// Nothing grouped yet.
    pub fn new(options: Options) -> Self {
        Self { options, vocabulary: Vocabulary::default(), articles: Vec::new() }
    }

    /// Takes the next article. Articles with the same `fixed` handle are of one published story: they stay together.
    pub fn add(&mut self, doc: Doc<'_>, fixed: Option<u64>) {
        let language = match doc.language {
            Some(code) => code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase(),
            None => language::detect(&format!("{}\n{}", doc.title, doc.text)).unwrap_or_default(),
        };
        let language = language::family(&language).to_owned();
        let features = features::extract(&doc, &language, &mut self.vocabulary);
        let publisher = doc.publisher.to_owned();
        self.articles.push(Article { id: doc.id, published: doc.published, language, publisher, fixed, features });
    }

    /// Groups everything that was taken.
    pub fn finish(self) -> Groups {
        let Self { options, vocabulary, articles } = self;
        let corpus = Corpus::new(&articles, &vocabulary);
        let pairs = corpus.candidates(&articles, &options);
        let copies = copies::find(&articles, &corpus, &pairs);
        let links = link::links(&articles, &corpus, &pairs, &options);
        let stories = cluster::cluster(&articles, &links, &copies);
        let at = articles.iter().enumerate().map(|(at, article)| (article.id, at)).collect();
        Groups { options, articles, corpus, at, stories, copies }
    }
}

impl Groups {
    /// The stories; articles of each in stream order, stories in the order of their first article.
    pub fn stories(&self) -> Vec<Vec<u64>> {
        let mut order: Vec<Vec<u64>> = Vec::new();
        let mut place: HashMap<usize, usize> = HashMap::new();
        for (at, story) in self.stories.iter().enumerate() {
            let index = *place.entry(*story).or_insert_with(|| {
                order.push(Vec::new());
                order.len() - 1
            });
            order[index].push(self.articles[at].id);
        }
        order
    }

    /// The article that this one repeats word for word, of another publisher.
    pub fn copy_of(&self, id: u64) -> Option<u64> {
        let original = self.copies.get(self.at.get(&id)?)?;
        Some(self.articles[*original].id)
    }

    /// Why two articles are, or are not, one story; `None` for articles that are not there.
    pub fn explain(&self, one: u64, other: u64) -> Option<Explanation> {
        let (one, other) = (*self.at.get(&one)?, *self.at.get(&other)?);
        let (signals, vetoes) = link::explain(&self.articles, &self.corpus, one, other, &self.options);
        Some(Explanation {
            same_story: self.stories[one] == self.stories[other],
            log_odds: signals.iter().map(|signal| signal.contribution).sum(),
            signals,
            vetoes,
        })
    }
}
