//! Links to stories: average-link clustering, in which a missing link speaks against.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use super::Article;
use super::link::Links;

/// What a pair without a link counts as.
const ABSENT: f64 = -2.18;

/// Two stories that readers know as two are joined only by more than this a pair: ids should not end for little.
const PUBLISHED: f64 = 0.4;

/// Sum and number of the links between two clusters.
type Bond = (f64, usize);

#[derive(PartialEq)]
struct Merge {
    mean: f64,
    one: usize,
    other: usize,
    sizes: (usize, usize),
}

impl Eq for Merge {}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        // Equal means: the earlier articles first, so that order decides, not chance.
        self.mean.total_cmp(&other.mean).then((other.one, other.other).cmp(&(self.one, self.other)))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

struct Clusters {
    members: Vec<Vec<usize>>,
    bonds: Vec<BTreeMap<usize, Bond>>,
    /// How many published stories a cluster holds.
    published: Vec<usize>,
}

/// The story of every article, by position.
pub fn cluster(articles: &[Article], links: &Links, copies: &BTreeMap<usize, usize>) -> Vec<usize> {
    let start = together(articles, copies);
    let mut clusters = Clusters::new(articles, links, &start);
    let mut queue: BinaryHeap<Merge> = BinaryHeap::new();
    for one in 0..clusters.members.len() {
        let others: Vec<usize> = clusters.bonds[one].keys().copied().filter(|other| *other > one).collect();
        queue.extend(others.into_iter().filter_map(|other| clusters.merge_of(one, other)));
    }
    while let Some(merge) = queue.pop() {
        let sizes = (clusters.members[merge.one].len(), clusters.members[merge.other].len());
        if sizes != merge.sizes || sizes.0 == 0 || sizes.1 == 0 {
            continue;
        }
        clusters.merge(merge.one, merge.other);
        let others: Vec<usize> = clusters.bonds[merge.one].keys().copied().collect();
        queue.extend(others.into_iter().filter_map(|other| clusters.merge_of(merge.one.min(other), merge.one.max(other))));
    }
    let mut stories = vec![0; articles.len()];
    for (story, members) in clusters.members.iter().enumerate() {
        for at in members {
            stories[*at] = story;
        }
    }
    stories
}

/// What is together from the start: published stories, and copies with their originals.
fn together(articles: &[Article], copies: &BTreeMap<usize, usize>) -> Vec<usize> {
    let mut root: Vec<usize> = (0..articles.len()).collect();
    fn find(root: &mut [usize], mut at: usize) -> usize {
        while root[at] != at {
            root[at] = root[root[at]];
            at = root[at];
        }
        at
    }
    let mut join = |one: usize, other: usize| {
        let (one, other) = (find(&mut root, one), find(&mut root, other));
        root[one.max(other)] = one.min(other);
    };
    let mut first: HashMap<u64, usize> = HashMap::new();
    for (at, article) in articles.iter().enumerate() {
        if let Some(handle) = article.fixed {
            join(*first.entry(handle).or_insert(at), at);
        }
    }
    for (copy, original) in copies {
        // Two published stories stay two even if one's report copies the other's.
        let both_published = articles[*copy].fixed.is_some() && articles[*original].fixed.is_some();
        if !both_published {
            join(*copy, *original);
        }
    }
    (0..articles.len()).map(|at| find(&mut root, at)).collect()
}

impl Clusters {
    fn new(articles: &[Article], links: &Links, start: &[usize]) -> Self {
        let mut members = vec![Vec::new(); articles.len()];
        let mut published = vec![0; articles.len()];
        for (at, root) in start.iter().enumerate() {
            members[*root].push(at);
            published[*root] = published[*root].max(usize::from(articles[at].fixed.is_some()));
        }
        let mut bonds: Vec<BTreeMap<usize, Bond>> = vec![BTreeMap::new(); articles.len()];
        let mut sorted: Vec<_> = links.iter().collect();
        // Floating-point sums depend on their order.
        sorted.sort_by_key(|(pair, _)| **pair);
        for ((one, other), odds) in sorted {
            let (one, other) = (start[*one], start[*other]);
            if one != other {
                for (from, to) in [(one, other), (other, one)] {
                    let bond = bonds[from].entry(to).or_insert((0.0, 0));
                    *bond = (bond.0 + odds, bond.1 + 1);
                }
            }
        }
        Self { members, bonds, published }
    }

    /// The merge of two clusters, if their average link speaks for it.
    fn merge_of(&self, one: usize, other: usize) -> Option<Merge> {
        let (sum, count) = *self.bonds[one].get(&other)?;
        let sizes = (self.members[one].len(), self.members[other].len());
        let pairs = sizes.0 * sizes.1;
        let mean = (sum + ABSENT * (pairs - count.min(pairs)) as f64) / pairs as f64;
        let wanted = if self.published[one] > 0 && self.published[other] > 0 { PUBLISHED } else { 0.0 };
        (mean >= wanted).then_some(Merge { mean, one, other, sizes })
    }

    fn merge(&mut self, one: usize, other: usize) {
        let moved = std::mem::take(&mut self.members[other]);
        self.members[one].extend(moved);
        self.published[one] += std::mem::take(&mut self.published[other]);
        for (neighbour, bond) in std::mem::take(&mut self.bonds[other]) {
            self.bonds[neighbour].remove(&other);
            if neighbour != one {
                for (from, to) in [(one, neighbour), (neighbour, one)] {
                    let known = self.bonds[from].entry(to).or_insert((0.0, 0));
                    *known = (known.0 + bond.0, known.1 + bond.1);
                }
            }
        }
    }
}
