//! Published reports that fit another story better than their own.
//!
//! A report is given a story when it arrives, among those that are there. What it belongs with may arrive an hour later: it would draw that into
//! the wrong story, and that story into the wrong event. So a report is set free where another story, or one that just came, is the better place
//! for it by far. It ends in a story that readers know, or stays where it was: no entry that stands loses a report to a new one. The report that
//! led a story stays always, for the id is where it is, and so does the one that leads it now, for readers know the story by its headline.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::Article;
use super::absence::{Tongues, absent};
use super::cluster::{Given, Pair};

/// What another place must be worth a pair, and by how much more than its own story: readers know where the report stands.
const LEAST: f64 = 0.4;
const MARGIN: f64 = 1.0;

/// Those that leave their story for now, by position. `known` are clusters before anything is joined, told by their first article; `guest` are
/// articles that tie nothing.
pub fn departures(
    articles: &[Article],
    links: &[(Pair, f64)],
    known: &[usize],
    guest: &[bool],
    given: &Given,
) -> BTreeSet<usize> {
    let mut tongues: FxHashMap<usize, Tongues> = FxHashMap::default();
    let mut sizes: FxHashMap<usize, usize> = FxHashMap::default();
    for (at, root) in known.iter().enumerate().filter(|(at, _)| !guest[*at]) {
        *sizes.entry(*root).or_default() += 1;
        tongues.entry(*root).or_default().add(&articles[at]);
    }
    let mut bound: Vec<bool> = (0..articles.len())
        .map(|at| articles[at].fixed.is_none() || guest[at] || sizes.get(&known[at]).is_none_or(|size| *size < 2))
        .collect();
    leads(articles).into_iter().for_each(|at| bound[at] = true);
    let ruled = given.together.iter().flatten().chain(given.apart.iter().flat_map(|(these, those)| these.iter().chain(those)));
    ruled.for_each(|at| bound[*at] = true);
    given.repeats.iter().for_each(|(copy, original)| (bound[*copy], bound[*original]) = (true, true));

    let mut bonds: FxHashMap<usize, FxHashMap<usize, f64>> = FxHashMap::default();
    for ((one, other), odds) in links {
        for (from, to) in [(*one, *other), (*other, *one)] {
            if !bound[from] {
                *bonds.entry(from).or_default().entry(known[to]).or_default() +=
                    odds - absent(&articles[*one], &articles[*other]);
            }
        }
    }
    let leaves = |at: usize, bonds: &FxHashMap<usize, f64>| {
        let mut alone = Tongues::default();
        alone.add(&articles[at]);
        let mean = |place: usize, bond: f64| {
            let itself = usize::from(place == known[at]);
            let missing = tongues[&place].absent(&alone) - itself as f64 * absent(&articles[at], &articles[at]);
            (missing + bond) / (sizes[&place] - itself) as f64
        };
        let own = mean(known[at], bonds.get(&known[at]).copied().unwrap_or(0.0));
        let others = bonds.iter().filter(|(place, _)| **place != known[at]).map(|(place, bond)| mean(*place, *bond));
        others.fold(LEAST, f64::max) > (own + MARGIN).max(LEAST)
    };
    bonds.iter().filter(|(at, bonds)| leaves(**at, bonds)).map(|(at, _)| *at).collect()
}

/// What leads each published story, now or when it was published, or the first of it that is left.
fn leads(articles: &[Article]) -> BTreeSet<usize> {
    let mut firsts: FxHashMap<u64, (bool, usize)> = FxHashMap::default();
    for (at, article) in articles.iter().enumerate() {
        if let Some(story) = article.fixed {
            let lead = (!article.leads, at);
            firsts.entry(story).and_modify(|known| *known = lead.min(*known)).or_insert(lead);
        }
    }
    let leading = (0..articles.len()).filter(|at| articles[*at].leads && articles[*at].fixed.is_some());
    leading.chain(firsts.into_values().map(|(_, at)| at)).collect()
}

/// Who stays in the published stories.
pub struct Standing<'a> {
    known: &'a [usize],
    /// Whether an article stands in a published story and stays in it.
    stays: Vec<bool>,
    /// The first that does, or the first guest where a story has nothing else, by the first article of the cluster.
    firsts: FxHashMap<usize, usize>,
}

impl<'a> Standing<'a> {
    /// From clusters before anything is joined, those that tie nothing, and those that leave.
    pub fn new(articles: &[Article], known: &'a [usize], guest: &[bool], leaving: &BTreeSet<usize>) -> Self {
        let mut firsts: FxHashMap<usize, usize> = FxHashMap::default();
        let stays: Vec<bool> =
            (0..known.len()).map(|at| articles[at].fixed.is_some() && !guest[at] && !leaving.contains(&at)).collect();
        let of_reports = (0..known.len()).filter(|at| stays[*at]);
        let of_guests = (0..known.len()).filter(|at| articles[*at].fixed.is_some() && guest[*at]);
        for at in of_reports.chain(of_guests) {
            firsts.entry(known[at]).or_insert(at);
        }
        Self { known, stays, firsts }
    }

    /// The article whose story a published one shares, if it is not by itself.
    pub fn companion(&self, at: usize) -> Option<usize> {
        self.firsts.get(&self.known[at]).copied().filter(|first| *first != at)
    }

    /// The story of every article once those of the `leaving` that are in none that readers know are back where they were; `None` where all are.
    pub fn returned(&self, stories: &[usize], leaving: &BTreeSet<usize>) -> Option<Vec<usize>> {
        let settled: BTreeSet<usize> = (0..stories.len()).filter(|at| self.stays[*at]).map(|at| stories[at]).collect();
        let mut returned = stories.to_vec();
        for at in leaving.iter().filter(|at| !settled.contains(&stories[**at])) {
            if let Some(companion) = self.companion(*at) {
                returned[*at] = stories[companion];
            }
        }
        (returned != stories).then_some(returned)
    }
}
