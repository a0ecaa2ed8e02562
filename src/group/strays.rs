//! Stray headlines: what a large story of headlines says as a whole draws in those that no single one of its headlines resembles.
//!
//! Two headlines on one event may share a name and nothing else. Two dozen of them together name everything that it is about.

use chrono::TimeDelta;
use rustc_hash::FxHashMap;

use super::features::Kind;
use super::terms::{Term, term_of, weight_of};
use super::{Article, link, slots};

/// So many headlines have a vocabulary of their own.
pub const LARGE: usize = 30;

/// Weight of the root of what words a stray shares with a story, of what it shares in meaning, and of the logarithm of how many headlines it
/// is; and the sum from which on it belongs there.
const WORDS: f32 = 6.0;
const MEANING: f32 = 6.0;
const SIZE: f32 = -0.4;
const ENOUGH: f32 = 3.4;

/// A cluster of headlines as one: unit vectors of its words and its meaning, and the mean of its dates in minutes.
struct Whole {
    words: Vec<(Term, f32)>,
    meaning: Vec<f32>,
    date: i64,
}

impl Whole {
    /// `None` where a headline has no date or no vector.
    fn of(articles: &[Article], members: &[usize]) -> Option<Self> {
        let mut words: FxHashMap<Term, f32> = FxHashMap::default();
        let (mut meaning, mut minutes) = (Vec::new(), 0);
        for article in members.iter().map(|at| &articles[*at]) {
            minutes += article.published?.timestamp() / 60;
            let (bytes, scale, _) = article.vector.as_ref()?.to_parts();
            meaning.resize(bytes.len(), 0.0);
            meaning.iter_mut().zip(bytes).for_each(|(sum, byte)| *sum += f32::from(byte.cast_signed()) * scale);
            for weighted in &article.terms[Kind::Body as usize] {
                *words.entry(term_of(*weighted)).or_default() += weight_of(*weighted);
            }
        }
        let mut words: Vec<(Term, f32)> = words.into_iter().collect();
        // In order, so that sums are the same each time.
        words.sort_unstable_by_key(|(term, _)| *term);
        let length = |squares: f32| squares.sqrt().max(f32::MIN_POSITIVE);
        let (of_words, of_meaning) = (
            length(words.iter().map(|(_, weight)| weight * weight).sum()),
            length(meaning.iter().map(|value| value * value).sum()),
        );
        words.iter_mut().for_each(|(_, weight)| *weight /= of_words);
        meaning.iter_mut().for_each(|value| *value /= of_meaning);
        Some(Self { words, meaning, date: minutes / members.len().max(1) as i64 })
    }
}

/// Clusters that belong to a large one: it, and what it draws in. Both by index; no cluster is drawn in twice, no large one at all.
pub fn strays(articles: &[Article], clusters: &[Vec<usize>], window: Option<TimeDelta>) -> Vec<(usize, usize)> {
    let headlines = |members: &[usize]| members.iter().all(|at| link::is_headline(&articles[*at]));
    let wholes = |wanted: fn(usize) -> bool| {
        let some = clusters.iter().enumerate().filter(move |(_, members)| !members.is_empty() && wanted(members.len()));
        some.filter(|(_, members)| headlines(members)).filter_map(|(at, members)| Some((at, Whole::of(articles, members)?)))
    };
    let large: Vec<(usize, Whole)> = wholes(|size| size >= LARGE).collect();
    if large.is_empty() {
        return Vec::new();
    }
    let mut index: FxHashMap<Term, Vec<(usize, f32)>> = FxHashMap::default();
    for (host, (_, whole)) in large.iter().enumerate() {
        whole.words.iter().for_each(|(term, weight)| index.entry(*term).or_default().push((host, *weight)));
    }
    let mut shared = vec![0.0; large.len()];
    let mut found = Vec::new();
    for (stray, whole) in wholes(|size| size < LARGE) {
        shared.fill(0.0);
        for (term, weight) in &whole.words {
            index.get(term).into_iter().flatten().for_each(|(host, other)| shared[*host] += weight * other);
        }
        let fits = |host: usize| {
            let (at, story) = &large[host];
            let near = window.is_none_or(|window| (story.date - whole.date).abs() <= window.num_minutes());
            let meaning: f32 = story.meaning.iter().zip(&whole.meaning).map(|(one, other)| one * other).sum();
            let size = SIZE * (clusters[stray].len() as f32).ln();
            let sum = WORDS * shared[host].sqrt() + MEANING * meaning + size;
            (near && sum > ENOUGH && belongs(articles, &clusters[*at], &clusters[stray])).then_some((sum, *at))
        };
        let hosts = (0..large.len()).filter(|host| shared[*host] > 0.0);
        let best = hosts.filter_map(fits).max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        found.extend(best.map(|(_, host)| (host, stray)));
    }
    found
}

/// Whether nothing but likeness is to be asked: one language, not both known to readers as stories of their own, and no differing facts.
fn belongs(articles: &[Article], story: &[usize], stray: &[usize]) -> bool {
    let (first, other) = (&articles[story[0]], &articles[stray[0]]);
    let published = |members: &[usize]| members.iter().any(|at| articles[*at].fixed.is_some());
    let differing =
        |at: &usize| story.iter().filter(|of| !slots::conflicts(&articles[**of].slots, &articles[*at].slots).is_empty()).count();
    first.language == other.language
        && !(published(story) && published(stray))
        && stray.iter().all(|at| differing(at) * 2 <= story.len())
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::strays;
    use crate::group::{Doc, Grouper, Options};
    use crate::model::Vector;

    const NOUNS: [&str; 30] = [
        "tail", "path", "dust", "orbit", "light", "night", "lens", "tower", "crowd", "radio", "probe", "ice", "glow", "chart",
        "sky", "coast", "storm", "choir", "school", "stamp", "legend", "photo", "myth", "moon", "fear", "comb", "tide", "ring",
        "song", "map",
    ];

    #[test]
    fn a_large_story_draws_in_what_fits_its_whole() {
        let day = |day: i64| DateTime::<Utc>::from_timestamp(1_700_000_000 + day * 86_400, 0);
        // Texts that point one way, up to what is each one's own.
        let vector = |way: usize, own: usize| {
            let numbers: Vec<f32> =
                (0..64).map(|at| if at == way { 4.0 } else { ((at * 7 + own * 13) % 11) as f32 / 11.0 - 0.5 }).collect();
            Vector::new(&numbers)
        };
        let mut titles: Vec<(String, usize, i64)> =
            NOUNS.iter().map(|noun| (format!("Comet Ilva and its {noun}"), 1, 0)).collect();
        let late = [
            ("Ilva seen over Marport", 1, 1),
            ("Ilva seen over Marport", 2, 1),
            ("Ossen opens a bakery", 1, 1),
            ("Ilva seen over Marport", 1, 9),
            ("Comet Ilva, season 3", 1, 1),
        ];
        titles.extend(late.map(|(title, way, day)| (title.to_owned(), way, day)));
        let mut grouper = Grouper::new(Options::default());
        for (at, (title, way, date)) in titles.iter().enumerate() {
            let vector = vector(*way, at);
            let doc = Doc {
                id: at as u64,
                title,
                text: "",
                published: day(*date),
                language: Some("en"),
                publisher: title,
                vector: vector.as_ref(),
            };
            grouper.add(doc, None);
        }
        let mut clusters: Vec<Vec<usize>> = vec![(0..30).collect()];
        clusters.extend((30..titles.len()).map(|at| vec![at]));
        let drawn = |clusters: &[Vec<usize>]| strays(&grouper.articles, clusters, Options::default().window);
        // What shares the name but not the meaning, the meaning but no word, or comes days later stays away.
        assert_eq!(drawn(&clusters), [(0, 1), (0, 5)]);
        // A small story has no vocabulary of its own.
        clusters[0].pop();
        assert_eq!(drawn(&clusters), []);
        let notes = |one: u64, other: u64| grouper.finish().explain(one, other, |id| id.to_string()).unwrap().notes;
        assert_eq!(notes(0, 30), ["article 30 was drawn in by all headlines of a large story taken together"]);
    }
}
