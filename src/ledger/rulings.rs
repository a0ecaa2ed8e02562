//! What editors decided by hand: kept for good, and respected by every later pass.

use serde::{Deserialize, Serialize};

use crate::model::ArticleId;

/// A correction by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// These articles tell one story.
    Together {
        /// At least two.
        articles: Vec<ArticleId>,
    },
    /// These articles tell one story, and these others another.
    Apart {
        /// The ones that were split off.
        articles: Vec<ArticleId>,
        /// What they were split off from.
        from: Vec<ArticleId>,
    },
}

/// What all rulings together ask of a grouping.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Articles of each set are in one story.
    pub together: Vec<Vec<ArticleId>>,
    /// No story holds articles of both sets.
    pub apart: Vec<(Vec<ArticleId>, Vec<ArticleId>)>,
}

impl Constraints {
    /// Rulings in the order in which they were made: where two contradict each other, the later one holds.
    pub fn of(rulings: &[Ruling]) -> Self {
        let mut all = Self::default();
        for ruling in rulings {
            match ruling {
                Ruling::Together { articles } => {
                    let both = |one: &[ArticleId], other: &[ArticleId]| {
                        articles.iter().any(|id| one.contains(id)) && articles.iter().any(|id| other.contains(id))
                    };
                    all.apart.retain(|(one, other)| !both(one, other));
                    all.together.push(articles.clone());
                }
                Ruling::Apart { articles, from } => {
                    for set in &mut all.together {
                        if set.iter().any(|id| from.contains(id)) {
                            set.retain(|id| !articles.contains(id));
                        }
                    }
                    // What stays is one story as well: a split makes two stories of one, and no third.
                    all.together.extend([articles.clone(), from.clone()]);
                    all.apart.push((articles.clone(), from.clone()));
                }
            }
        }
        all.together.retain(|set| set.len() > 1);
        all
    }

    /// Whether these two may not be in one story.
    pub fn part(&self, one: ArticleId, other: ArticleId) -> bool {
        let across = |(left, right): &(Vec<ArticleId>, Vec<ArticleId>)| {
            left.contains(&one) && right.contains(&other) || left.contains(&other) && right.contains(&one)
        };
        self.apart.iter().any(across)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_ruling_holds() {
        let ids = |numbers: &[u64]| -> Vec<ArticleId> { numbers.iter().map(|number| ArticleId(*number)).collect() };
        let merge = |numbers: &[u64]| Ruling::Together { articles: ids(numbers) };
        let split = |numbers: &[u64], from: &[u64]| Ruling::Apart { articles: ids(numbers), from: ids(from) };
        let check = |rulings: &[Ruling], together: &[&[u64]], apart: bool| {
            let found = Constraints::of(rulings);
            assert_eq!(found.together, together.iter().map(|set| ids(set)).collect::<Vec<_>>());
            assert_eq!(found.part(ArticleId(1), ArticleId(2)), apart);
        };
        check(&[merge(&[1, 2])], &[&[1, 2]], false);
        check(&[split(&[2], &[1])], &[], true);
        check(&[merge(&[1, 2, 3]), split(&[2], &[1, 3])], &[&[1, 3], &[1, 3]], true);
        check(&[split(&[2], &[1, 3, 4]), split(&[3], &[1, 4])], &[&[1, 4], &[1, 4]], true);
        check(&[split(&[2], &[1]), merge(&[1, 2])], &[&[1, 2]], false);
        check(&[split(&[2, 4], &[1])], &[&[2, 4]], true);
    }
}
