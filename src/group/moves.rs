//! Second thoughts: an article that was joined early may be linked better to a story that grew later.
//!
//! Average link never takes a join back. Once all stories stand, each article that is linked better to another story than to the rest of its
//! own moves there, until none is.

use rustc_hash::FxHashMap;

use super::Article;
use super::absence::ABSENT;
use super::cluster::Pair;

/// So often all articles are asked; what moves to and fro stays where it is then.
const ROUNDS: usize = 10;

/// Articles by the story that they are in.
pub struct Stories<'a> {
    articles: &'a [Article],
    /// The story of every article.
    of: Vec<usize>,
    /// How many articles a story has, and how many of a language.
    sizes: FxHashMap<usize, usize>,
    spoken: FxHashMap<(usize, u16), usize>,
}

impl<'a> Stories<'a> {
    /// From the story of every article.
    pub fn new(articles: &'a [Article], of: Vec<usize>) -> Self {
        let mut stories = Self { articles, of: Vec::new(), sizes: FxHashMap::default(), spoken: FxHashMap::default() };
        for (at, story) in of.iter().enumerate() {
            stories.count(at, *story, 1);
        }
        Self { of, ..stories }
    }

    fn count(&mut self, at: usize, story: usize, more: isize) {
        let add = |count: &mut usize| *count = count.saturating_add_signed(more);
        add(self.sizes.entry(story).or_default());
        add(self.spoken.entry((story, self.articles[at].language)).or_default());
    }

    /// How well an article is linked to those of a story that speak its language: the mean, missing links included.
    fn mean(&self, at: usize, story: usize, sum: f64, links: usize) -> f64 {
        let all = self.spoken.get(&(story, self.articles[at].language)).copied().unwrap_or(0);
        let others = all - usize::from(self.of[at] == story);
        (sum + ABSENT * (others - links.min(others)) as f64) / others.max(1) as f64
    }

    /// The story that an article fits better than its own. Stories in several languages hang together by links that rival each other: those
    /// are left alone.
    fn better(&self, at: usize, links: &[(usize, f64)]) -> Option<usize> {
        let (own, language) = (self.of[at], self.articles[at].language);
        let size = self.sizes.get(&own).copied().unwrap_or(0);
        if size < 2 || self.spoken.get(&(own, language)) != Some(&size) {
            return None;
        }
        let mut bonds: Vec<(usize, f64, usize)> = vec![(own, 0.0, 0)];
        for (other, odds) in links.iter().filter(|(other, _)| self.articles[*other].language == language) {
            let story = self.of[*other];
            match bonds.iter_mut().find(|(known, ..)| *known == story) {
                Some((_, sum, count)) => (*sum, *count) = (*sum + odds, *count + 1),
                None => bonds.push((story, *odds, 1)),
            }
        }
        let mean = |(story, sum, count): &(usize, f64, usize)| (self.mean(at, *story, *sum, *count), *story);
        let (present, _) = mean(&bonds[0]);
        let others = bonds[1..].iter().map(mean).filter(|(mean, _)| *mean > present.max(0.0));
        others.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1))).map(|(_, story)| story)
    }

    /// Moves those that may to where they fit better and are admitted, and says where all are: by position, the story.
    pub fn settled(
        mut self,
        links: &[(Pair, f64)],
        may_move: impl Fn(usize) -> bool,
        mut admits: impl FnMut(usize, usize) -> bool,
    ) -> Vec<usize> {
        let mut of_article: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.of.len()];
        for ((one, other), odds) in links {
            of_article[*one].push((*other, *odds));
            of_article[*other].push((*one, *odds));
        }
        for _ in 0..ROUNDS {
            let mut moved = false;
            for at in (0..self.of.len()).filter(|at| may_move(*at)) {
                if let Some(story) = self.better(at, &of_article[at]).filter(|story| admits(at, *story)) {
                    self.count(at, self.of[at], -1);
                    self.count(at, story, 1);
                    self.of[at] = story;
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        self.of
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::{Doc, Grouper, Options};

    /// Stories of six reports that have nothing to do with each other but these links.
    fn check(stories: [usize; 6], links: &[(Pair, f64)], fixed: &[usize], expected: [usize; 6]) {
        let mut grouper = Grouper::new(Options::default());
        for id in 0..6 {
            let doc = Doc { id, title: "Marport", text: "", published: None, language: Some("en"), publisher: "a", vector: None };
            grouper.add(doc, None);
        }
        let found = Stories::new(&grouper.articles, stories.to_vec()).settled(links, |at| !fixed.contains(&at), |_, _| true);
        assert_eq!(found, expected);
    }

    #[test]
    fn who_fits_better_elsewhere_moves_there() {
        let links = [((0, 1), 1.0), ((1, 2), 3.0), ((1, 3), 3.0), ((2, 3), 3.0)];
        check([0, 0, 2, 2, 4, 5], &links, &[], [0, 2, 2, 2, 4, 5]);
        // What readers know stays.
        check([0, 0, 2, 2, 4, 5], &links, &[1], [0, 0, 2, 2, 4, 5]);
        // One link more does not outweigh those that are missing.
        let links = [((0, 1), 1.0), ((1, 2), 3.0), ((2, 3), 2.0), ((2, 4), 2.0), ((2, 5), 2.0)];
        check([0, 0, 2, 2, 2, 2], &links, &[], [0, 0, 2, 2, 2, 2]);
        // Whoever is alone stays alone: that was decided before.
        check([0, 1, 2, 3, 4, 5], &[((0, 1), 1.0)], &[], [0, 1, 2, 3, 4, 5]);
    }
}
