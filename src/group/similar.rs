//! How alike two articles are, and how unusual that is.

use std::collections::HashMap;

use super::features::{KINDS, Kind, Vocabulary};
use super::{Article, Options};

/// Articles whose similarity to an article says what is usual for it.
const SAMPLE: usize = 48;

/// Candidates of one article that are measured exactly.
const CANDIDATES: usize = 160;

/// The stream before this one, of which nothing is known but that common words were common in it.
const BACKGROUND: f32 = 400.0;

/// What similarities are taken to be before any was measured: mean and standard deviation, by kind; and how many measurements
/// that is worth.
const PRIOR_SAME: [(f32, f32); 5] = [(0.02, 0.03), (0.02, 0.03), (0.02, 0.04), (0.01, 0.04), (0.03, 0.03)];
const PRIOR_CROSS: [(f32, f32); 5] = [(0.002, 0.01), (0.002, 0.01), (0.02, 0.04), (0.01, 0.04), (0.015, 0.02)];
const PRIOR_WEIGHT: f32 = 50.0;

/// A unit vector, sorted by term.
type Vector = Vec<(u32, f32)>;

/// The articles as weighted vectors.
pub struct Corpus {
    vectors: Vec<[Vector; 5]>,
    /// Mean and standard deviation of an article's similarity to unrelated ones: within its language, and across.
    usual: Vec<[[(f32, f32); 5]; 2]>,
}

/// Two articles, the earlier first.
pub type Pair = (usize, usize);

impl Corpus {
    /// Weighs the terms of all articles.
    pub fn new(articles: &[Article], vocabulary: &Vocabulary) -> Self {
        let mut frequency = vec![0f32; vocabulary.len()];
        let mut speakers: HashMap<&str, f32> = HashMap::new();
        for article in articles {
            *speakers.entry(article.language.as_str()).or_default() += 1.0;
            // Lead terms are body terms: counted once.
            for kind in [Kind::Body, Kind::Names, Kind::Numbers, Kind::Cognates] {
                for (term, _) in &article.features.terms[kind as usize] {
                    frequency[*term as usize] += 1.0;
                }
            }
        }
        let all = articles.len() as f32;
        let vectors = articles
            .iter()
            .map(|article| {
                let own = speakers.get(article.language.as_str()).copied().unwrap_or(1.0);
                KINDS.map(|kind| {
                    let total = if matches!(kind, Kind::Body | Kind::Lead) { own } else { all };
                    weigh(&article.features.terms[kind as usize], &frequency, total)
                })
            })
            .collect();
        let mut corpus = Self { vectors, usual: Vec::new() };
        corpus.usual = corpus.measure_usual(articles);
        corpus
    }

    /// Cosine of two articles.
    pub fn cosine(&self, kind: Kind, one: usize, other: usize) -> f32 {
        dot(&self.vectors[one][kind as usize], &self.vectors[other][kind as usize])
    }

    /// How many standard deviations above what is usual for both a similarity is, clipped to [−3, 15].
    pub fn unusual(&self, kind: Kind, similarity: f32, one: usize, other: usize, crosses: bool) -> f32 {
        let z = |at: usize| {
            let (mean, deviation) = self.usual[at][usize::from(crosses)][kind as usize];
            (similarity - mean) / deviation
        };
        (0.5 * (z(one) + z(other))).clamp(-3.0, 15.0)
    }

    fn measure_usual(&self, articles: &[Article]) -> Vec<[[(f32, f32); 5]; 2]> {
        let mut by_language: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, article) in articles.iter().enumerate() {
            by_language.entry(article.language.as_str()).or_default().push(at);
        }
        let everybody: Vec<usize> = (0..articles.len()).collect();
        (0..articles.len())
            .map(|at| {
                let own = by_language.get(articles[at].language.as_str()).map_or(&[][..], Vec::as_slice);
                let same = self.usual_of(at, own, PRIOR_SAME, |_| true);
                let cross = self.usual_of(at, &everybody, PRIOR_CROSS, |other| articles[other].language != articles[at].language);
                [same, cross]
            })
            .collect()
    }

    fn usual_of(&self, at: usize, pool: &[usize], prior: [(f32, f32); 5], fits: impl Fn(usize) -> bool) -> [(f32, f32); 5] {
        let mut count = PRIOR_WEIGHT;
        let mut sums = prior.map(|(mean, _)| mean * PRIOR_WEIGHT);
        let mut squares = prior.map(|(mean, deviation)| (mean * mean + deviation * deviation) * PRIOR_WEIGHT);
        let step = (pool.len() / SAMPLE).max(1);
        // The same sample every time: a stride through the stream, begun where the article stands.
        for other in pool.iter().skip(at % step).step_by(step).copied().filter(|other| *other != at && fits(*other)) {
            count += 1.0;
            for kind in KINDS {
                let similarity = self.cosine(kind, at, other);
                sums[kind as usize] += similarity;
                squares[kind as usize] += similarity * similarity;
            }
        }
        KINDS.map(|kind| {
            let mean = sums[kind as usize] / count;
            let variance = (squares[kind as usize] / count - mean * mean).max(1e-5);
            (mean, variance.sqrt())
        })
    }

    /// Pairs that share something rare, within the window; of every article those that share most.
    pub fn candidates(&self, articles: &[Article], options: &Options) -> Vec<Pair> {
        let rare = (articles.len() / 40).max(30);
        let mut postings: HashMap<u32, Vec<usize>> = HashMap::new();
        let mut pairs = Vec::new();
        let mut scores: HashMap<usize, f32> = HashMap::new();
        for at in 0..articles.len() {
            scores.clear();
            let kinds: &[Kind] = if options.cross_lingual {
                &[Kind::Body, Kind::Names, Kind::Numbers, Kind::Cognates]
            } else {
                &[Kind::Body, Kind::Names]
            };
            for kind in kinds {
                for (term, weight) in &self.vectors[at][*kind as usize] {
                    let known = postings.entry(*term).or_default();
                    if known.len() <= rare {
                        for other in known.iter() {
                            *scores.entry(*other).or_default() += weight * weight;
                        }
                    }
                    known.push(at);
                }
            }
            let mut found: Vec<(usize, f32)> = scores
                .iter()
                .map(|(other, score)| (*other, *score))
                .filter(|(other, _)| comparable(&articles[at], &articles[*other], options))
                .collect();
            found.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
            pairs.extend(found.into_iter().take(CANDIDATES).map(|(other, _)| (other, at)));
        }
        pairs
    }
}

fn comparable(one: &Article, other: &Article, options: &Options) -> bool {
    let near = match (options.window, one.published, other.published) {
        (Some(window), Some(one), Some(other)) => (one - other).abs() <= window,
        _ => true,
    };
    near && (options.cross_lingual || one.language == other.language)
}

/// tf-idf (1 + ln count, ln of the inverse document frequency), as a unit vector.
fn weigh(terms: &[(u32, f32)], frequency: &[f32], total: f32) -> Vector {
    let mut vector: Vector = terms
        .iter()
        .map(|(term, count)| {
            let rarity = ((total + BACKGROUND + 1.0) / (frequency[*term as usize] + 0.5)).ln().max(0.05);
            (*term, (1.0 + count.ln()) * rarity)
        })
        .collect();
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    vector
}

fn dot(one: &[(u32, f32)], other: &[(u32, f32)]) -> f32 {
    let (mut left, mut right, mut sum) = (0, 0, 0.0);
    while left < one.len() && right < other.len() {
        match one[left].0.cmp(&other[right].0) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                sum += one[left].1 * other[right].1;
                left += 1;
                right += 1;
            }
        }
    }
    sum
}
