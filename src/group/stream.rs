//! Articles in the order of their arrival: how rare their terms are, what is usual for them, and which earlier ones resemble them.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;

use super::Article;
use super::background::{self, Frequencies};
use super::features::{Features, KINDS, Kind};
use super::link::Likeness;
use super::lists::Lists;
use super::recent::Measured;
use super::terms::{self, Lookup, Term, Weighted, Weighty, term_of};
use super::vectors::Held;

/// Measured similarities: the kinds of terms but [`Kind::Lead`], then vectors.
pub const MEASURES: usize = 5;

/// What similarities are taken to be before any was measured: mean and standard deviation of body, names, numbers, cognates, vectors.
const PRIOR_SAME: Usual = [(0.02, 0.03), (0.02, 0.04), (0.01, 0.04), (0.03, 0.03), (0.0, 0.12)];
const PRIOR_CROSS: Usual = [(0.002, 0.01), (0.02, 0.04), (0.01, 0.04), (0.015, 0.02), (0.0, 0.12)];
/// How many measurements that is worth.
const PRIOR_WEIGHT: f32 = 50.0;

/// Mean and standard deviation of each measure.
pub type Usual = [(f32, f32); MEASURES];

/// What is usual by language: most streams have one.
pub type Usuals = SmallVec<[(u16, Usual); 1]>;

/// Kinds that have an index, in the order of the measures.
pub const INDEXED: [Kind; 4] = [Kind::Body, Kind::Names, Kind::Numbers, Kind::Cognates];

/// What is usual for an article against those of a language before it.
#[inline]
pub fn prior(same_language: bool) -> Usual {
    if same_language { PRIOR_SAME } else { PRIOR_CROSS }
}

/// How many articles have each term.
#[derive(Default)]
pub struct Rarity {
    frequencies: FxHashMap<Term, f32>,
    articles: f32,
    by_language: HashMap<String, (f32, Frequencies)>,
}

impl Rarity {
    /// Takes an article back that was weighed before.
    pub fn forget(&mut self, lists: &Lists, language: &str) {
        if let Some((speakers, _)) = self.by_language.get_mut(language) {
            *speakers -= 1.0;
        }
        self.articles -= 1.0;
        for weighted in INDEXED.iter().flat_map(|kind| &lists[*kind as usize]) {
            if let Entry::Occupied(mut entry) = self.frequencies.entry(term_of(*weighted)) {
                *entry.get_mut() -= 1.0;
                if *entry.get() < 1.0 {
                    entry.remove();
                }
            }
        }
    }

    /// Unit vectors of an article that has just arrived; it then counts itself.
    pub fn weigh(&mut self, features: &Features, language: &str) -> Lists {
        let counted = &features.terms;
        let (speakers, background) =
            self.by_language.entry(language.to_owned()).or_insert_with(|| (0.0, background::of_language(language)));
        let of =
            |total: f32, known: f32, before: f32| ((total + background::ARTICLES + 1.0) / (known + before + 0.5)).ln().max(0.05);
        let known = |term: &Term| self.frequencies.get(term).copied().unwrap_or(0.0);
        let [(body, heft), (names, _), (numbers, _), (cognates, _), (lead, _)] = KINDS.map(|kind| {
            let rarity = |term: Term| match kind {
                Kind::Body | Kind::Lead => of(*speakers, known(&term), background.get(&term).copied().unwrap_or(0.0)),
                Kind::Names | Kind::Cognates => of(self.articles, known(&term), background::of_shared(term)),
                Kind::Numbers => of(self.articles, known(&term), background::of_number(term)),
            };
            terms::weigh(&counted[kind as usize], rarity)
        });
        *speakers += 1.0;
        self.articles += 1.0;
        for kind in INDEXED {
            for (term, _) in &counted[kind as usize] {
                *self.frequencies.entry(*term).or_default() += 1.0;
            }
        }
        // Words that are no common ones must be names, if the text does not show it; where the language has no table nothing is known of that.
        let subjects =
            features.headline.iter().filter(|(term, named)| *named || !background.is_empty() && !background.contains_key(term));
        Lists::new([body, names, numbers, cognates], heft, &lead, subjects.map(|(term, _)| *term))
    }
}

impl Rarity {
    /// Whether the headline of an article that was weighed lists matters behind common words: "The day in five minutes: a fire, a vote and a final".
    pub fn is_list(&self, features: &Features, language: &str) -> bool {
        let common = |term: &Term| self.by_language.get(language).is_some_and(|(_, background)| background.contains_key(term));
        features.label.as_ref().is_some_and(|label| label.iter().all(common))
    }
}

/// [`Rarity`] as it is saved.
#[derive(Serialize, Deserialize)]
struct Counts {
    /// How far each term lies above the one before, and how many articles have it.
    terms: Vec<(Term, u32)>,
    articles: f32,
    speakers: BTreeMap<String, f32>,
}

impl Serialize for Rarity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut terms: Vec<(Term, u32)> = self.frequencies.iter().map(|(term, count)| (*term, *count as u32)).collect();
        terms.sort_unstable();
        let mut before = 0;
        for (term, _) in &mut terms {
            let whole = *term;
            *term -= std::mem::replace(&mut before, whole);
        }
        let speakers = self.by_language.iter().map(|(language, (speakers, _))| (language.clone(), *speakers));
        Counts { terms, articles: self.articles, speakers: speakers.collect() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Rarity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let counts = Counts::deserialize(deserializer)?;
        let mut frequencies = FxHashMap::with_capacity_and_hasher(counts.terms.len(), rustc_hash::FxBuildHasher);
        let mut term: Term = 0;
        for (above, count) in counts.terms {
            term = term.wrapping_add(above);
            frequencies.insert(term, count as f32);
        }
        let known = |(language, speakers): (String, f32)| {
            let background = background::of_language(&language);
            (language, (speakers, background))
        };
        Ok(Self { frequencies, articles: counts.articles, by_language: counts.speakers.into_iter().map(known).collect() })
    }
}

/// An article against which many others are measured.
#[derive(Default)]
pub struct Closely {
    lists: [Lookup; 5],
    pub vector: Held,
}

impl Closely {
    pub fn set(&mut self, article: &Article) {
        INDEXED.iter().for_each(|kind| self.lists[*kind as usize].set(&article.terms[*kind as usize]));
        let lead: SmallVec<[Weighted; 128]> = article.terms.lead().collect();
        self.lists[Kind::Lead as usize].set(&lead);
        self.vector.set(article.vector.as_ref());
    }

    /// Of any kind but [`Kind::Lead`].
    #[inline]
    fn dot(&self, kind: Kind, other: &Article) -> f32 {
        self.lists[kind as usize].dot(&other.terms[kind as usize])
    }

    /// How alike the leads are.
    pub fn lead(&self, other: &Article) -> f32 {
        let lead: SmallVec<[Weighted; 128]> = other.terms.lead().collect();
        self.lists[Kind::Lead as usize].dot(&lead)
    }

    /// [`Likeness::rare`].
    pub fn rare(&self, article: &Article, other: &Article) -> f32 {
        let mut sum = Weighty::default();
        let take = |one, of_other| sum.add(article.terms.heft(one), other.terms.heft(of_other));
        self.lists[Kind::Body as usize].shared(&other.terms[Kind::Body as usize], take);
        sum.sum()
    }

    /// What is looked at first, with the cosine of the vectors.
    #[inline]
    pub fn glance(&self, article: &Article, other: &Article, vector: Option<f32>) -> Likeness {
        if article.language == other.language {
            return Likeness { body: self.dot(Kind::Body, other), vector, ..Likeness::default() };
        }
        Likeness { names: self.dot(Kind::Names, other), cognates: self.dot(Kind::Cognates, other), vector, ..Likeness::default() }
    }

    /// Everything but the lead, given what was seen at a glance.
    pub fn likeness(&self, article: &Article, other: &Article, glance: Likeness) -> Likeness {
        let numbers = self.dot(Kind::Numbers, other);
        if article.language == other.language {
            let (names, cognates) = (self.dot(Kind::Names, other), self.dot(Kind::Cognates, other));
            return Likeness { names, cognates, numbers, ..glance };
        }
        Likeness { body: self.dot(Kind::Body, other), numbers, ..glance }
    }
}

/// Similarities to articles of one language, added up.
#[derive(Default)]
struct Tally {
    language: u16,
    counts: [f32; MEASURES],
    sums: [f32; MEASURES],
    squares: [f32; MEASURES],
}

impl Tally {
    fn add(&mut self, measure: usize, likeness: f32) {
        self.counts[measure] += 1.0;
        self.sums[measure] += likeness;
        self.squares[measure] += likeness * likeness;
    }

    /// Mean and standard deviation, held to what is usual anywhere while little is known.
    fn usual(&self, prior: &Usual) -> Usual {
        std::array::from_fn(|measure| {
            let (mean, deviation) = prior[measure];
            let weight = PRIOR_WEIGHT + self.counts[measure];
            let average = (PRIOR_WEIGHT * mean + self.sums[measure]) / weight;
            let square = (PRIOR_WEIGHT * (mean * mean + deviation * deviation) + self.squares[measure]) / weight;
            (average, (square - average * average).max(1e-5).sqrt())
        })
    }
}

/// What is usual for an article, by language of the others.
pub fn usual(measured: &Measured<'_>, articles: &[Article], arrived: &Article) -> Usuals {
    let mut tallies: Vec<Tally> = Vec::new();
    for (offset, other) in articles[measured.first..].iter().enumerate() {
        let known = tallies.iter().position(|tally| tally.language == other.language);
        let at = known.unwrap_or_else(|| {
            tallies.push(Tally { language: other.language, ..Tally::default() });
            tallies.len() - 1
        });
        let tally = &mut tallies[at];
        (0..4).for_each(|measure| tally.add(measure, measured.sums[measure][offset]));
        if let Some(likeness) = measured.vectors[offset] {
            tally.add(4, likeness);
        }
    }
    tallies.iter().map(|tally| (tally.language, tally.usual(&prior(tally.language == arrived.language)))).collect()
}
