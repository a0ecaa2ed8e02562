//! How good a grouping is, against labels: BCubed (Bagga and Baldwin 1998) and pairs.

use std::collections::HashMap;
use std::hash::Hash;

use serde::Serialize;

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Score {
    /// Precision.
    pub p: f64,
    /// Recall.
    pub r: f64,
    /// Harmonic mean.
    pub f1: f64,
}

impl Score {
    fn new(p: f64, r: f64) -> Self {
        Self { p, r, f1: if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 } }
    }
}

struct Table<'a, S, G> {
    stories: HashMap<&'a S, f64>,
    events: HashMap<&'a G, f64>,
    both: HashMap<(&'a S, &'a G), f64>,
}

fn table<S: Hash + Eq, G: Hash + Eq>(items: &[(S, G)]) -> Table<'_, S, G> {
    let mut table = Table { stories: HashMap::new(), events: HashMap::new(), both: HashMap::new() };
    for (story, event) in items {
        *table.stories.entry(story).or_default() += 1.0;
        *table.events.entry(event).or_default() += 1.0;
        *table.both.entry((story, event)).or_default() += 1.0;
    }
    table
}

/// BCubed: the mean over articles of how pure and how complete their story is.
pub fn bcubed<S: Hash + Eq, G: Hash + Eq>(items: &[(S, G)]) -> Score {
    let table = table(items);
    let count = items.len().max(1) as f64;
    // Every article of a cell contributes the same.
    let p: f64 = table.both.iter().map(|((story, _), n)| n * n / table.stories[*story]).sum();
    let r: f64 = table.both.iter().map(|((_, event), n)| n * n / table.events[*event]).sum();
    Score::new(p / count, r / count)
}

/// Over pairs of articles.
pub fn pairwise<S: Hash + Eq, G: Hash + Eq>(items: &[(S, G)]) -> Score {
    let table = table(items);
    let pairs = |n: &f64| n * (n - 1.0) / 2.0;
    let right: f64 = table.both.values().map(pairs).sum();
    let said: f64 = table.stories.values().map(pairs).sum();
    let meant: f64 = table.events.values().map(pairs).sum();
    let share = |of: f64| if of > 0.0 { right / of } else { 1.0 };
    Score::new(share(said), share(meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores() {
        let items = [(1, 'a'), (1, 'a'), (1, 'b'), (2, 'b')];
        let close = |score: Score, p: f64, r: f64| assert!((score.p - p).abs() < 1e-9 && (score.r - r).abs() < 1e-9, "{score:?}");
        close(bcubed(&items), (2.0 / 3.0 * 2.0 + 1.0 / 3.0 + 1.0) / 4.0, (1.0 + 1.0 + 0.5 + 0.5) / 4.0);
        close(pairwise(&items), 1.0 / 3.0, 0.5);
        close(bcubed(&[(1, 'a')]), 1.0, 1.0);
    }
}
