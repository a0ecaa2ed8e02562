//! Links to stories: average-link clustering, in which a missing link speaks against.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::absence::{Tongues, absent};
use super::copies::Repeats;
use super::departures::{self, Standing};
use super::genre::Genre;
use super::links::Links;
use super::moves::Stories;
use super::vetoes::{Stated, Vetoes};
use super::{Article, Options, bridges, link, medleys, pieces, strays};

/// Two articles by position, the earlier first.
pub type Pair = (usize, usize);

/// Two stories that readers know as two are joined only by more than this a pair: ids should not end for little.
const PUBLISHED: f64 = 0.4;

/// Means that differ by less than one in so many are equal.
const EQUAL: f64 = 1e9;

/// By how much the links between two clusters say more than if there were none.
type Bond = f64;

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

pub struct Clusters<'a> {
    /// What the links between two clusters must be worth at least, a pair, to join them.
    least: f64,
    members: Vec<Vec<usize>>,
    tongues: Vec<Tongues>,
    bonds: Vec<BTreeMap<usize, Bond>>,
    /// Whether a cluster holds a published story.
    published: Vec<bool>,
    /// Whether it holds what an editor split off: that is a story of its own, and ends in no published one without another word of his.
    split_off: Vec<bool>,
    /// Published stories stay as they are: nothing came since.
    at_rest: bool,
    /// Clusters that it may not be joined with.
    apart: Vec<BTreeSet<usize>>,
    vetoes: Vetoes<'a>,
}

/// What is known before any clustering, by position.
pub struct Given {
    /// Sets that are one story, by an editor's word.
    pub together: Vec<Vec<usize>>,
    /// Pairs of sets of which no two are one story, by an editor's word: what was split off, and from what.
    pub apart: Vec<(Vec<usize>, Vec<usize>)>,
    /// Articles with the text of another.
    pub repeats: Vec<(usize, usize)>,
    /// Whether anything came since the stories were published.
    pub news: bool,
}

impl Given {
    /// What an editor split off.
    fn split_off(&self) -> impl Iterator<Item = usize> {
        self.apart.iter().flat_map(|(these, _)| these.iter().copied())
    }

    fn apart_pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        self.apart.iter().flat_map(|(these, those)| these.iter().flat_map(|one| those.iter().map(|other| (*one, *other))))
    }
}

/// Which articles repeat which, by position: the repetition and the first with that text.
pub fn originals(articles: &[Article], links: &Links, kind: Repeats) -> BTreeMap<usize, usize> {
    let first = |at: usize| (articles[at].published, at);
    let mut originals: BTreeMap<usize, usize> = BTreeMap::new();
    for ((one, other), _) in links.pairs().filter(|(_, link)| link.repeats == kind) {
        let (original, copy) = if first(one) <= first(other) { (one, other) } else { (other, one) };
        let known = originals.entry(copy).or_insert(original);
        if first(original) < first(*known) {
            *known = original;
        }
    }
    // An original that turned out to be a copy itself hands its copies on; dates fall along the way, so it ends.
    let root = |mut at: usize| {
        while let Some(next) = originals.get(&at) {
            at = *next;
        }
        at
    };
    originals.keys().map(|copy| (*copy, root(*copy))).collect()
}

/// A link falls by what either article is better linked elsewhere: strongly across languages, where evidence is thin.
fn compete(articles: &[Article], links: &Links, bridges: &[(Pair, f64)], medley: &[bool]) -> Vec<(Pair, f64)> {
    let mut best: FxHashMap<(usize, u16), f32> = FxHashMap::default();
    let pairs = || {
        let made = links.pairs().map(|(pair, link)| (pair, f64::from(link.odds))).chain(bridges.iter().copied());
        let tying = made.filter(|((one, other), _)| !medley[*one] && !medley[*other]);
        tying.map(|((one, other), odds)| (one, other, link::settled(&articles[one], &articles[other], odds) as f32))
    };
    for (one, other, odds) in pairs() {
        for (from, to) in [(one, other), (other, one)] {
            let entry = best.entry((from, articles[to].language)).or_insert(0.0);
            *entry = entry.max(odds);
        }
    }
    let lead = |from: usize, to: usize| best.get(&(from, articles[to].language)).copied().unwrap_or(0.0);
    pairs()
        .map(|(one, other, odds)| {
            let weight = rivalry(&articles[one], &articles[other]);
            let loss = (0.5 * (lead(one, other) - odds) + 0.5 * (lead(other, one) - odds)).clamp(0.0, 6.0);
            ((one, other), f64::from(odds) - weight * f64::from(loss))
        })
        .filter(|(_, odds)| *odds > 0.0)
        .collect()
}

/// By how much a link loses against better ones of either side. Across languages evidence is thin, and the best of several look-alikes is
/// mostly the right one.
fn rivalry(one: &Article, other: &Article) -> f64 {
    match (one.language == other.language, one.vector.is_some() && other.vector.is_some()) {
        (true, _) => 0.06,
        (false, true) => 2.2,
        (false, false) => 1.0,
    }
}

/// What became of the articles, by position.
pub struct Clustering {
    /// The story of each.
    pub stories: Vec<usize>,
    /// Those that were drawn in as strays of a large one.
    pub drawn: BTreeSet<usize>,
    /// Roundups that no phrase of their headline gives away.
    pub medley: Vec<bool>,
    /// Pairs further apart than the window that were held against each other all the same, and speak for one event.
    pub bridged: BTreeSet<Pair>,
}

/// Finds the stories.
pub fn cluster(articles: &[Article], links: &Links, given: &Given, options: &Options) -> Clustering {
    let bridges = bridges::bridges(articles, links, options);
    let medley = medleys::medleys(articles, links);
    let settled = compete(articles, links, &bridges, &medley);
    let stated = Stated::new(articles);
    let pieces = match given.news {
        true => pieces::pieces(&stated, articles, links, &settled, given, options),
        false => pieces::stories(articles),
    };
    let known = together(&stated, articles, given, pieces);
    let guest = guests(articles, given, &known);
    let (tying, visiting): (Vec<_>, Vec<_>) = settled.into_iter().partition(|((one, other), _)| !guest[*one] && !guest[*other]);
    let leaving = if given.news { departures::departures(articles, &tying, &known, &guest, given) } else { BTreeSet::new() };
    let standing = Standing::new(articles, &known, &guest, &leaving);
    let start =
        by_first(known.iter().enumerate().map(|(at, root)| if guest[at] || leaving.contains(&at) { Err(at) } else { Ok(*root) }));
    let agglomerated = |start: &[usize], least: f64| {
        let mut clusters = Clusters::known(&stated, &tying, start, given, least);
        clusters.agglomerate();
        clusters
    };
    let mut clusters = agglomerated(&start, 0.0);
    // Who moved away may have kept two clusters apart: the next pass would join them, but readers would know them as two.
    if let Some(moved) = clusters.moved(articles, &tying, &guest, &start, given) {
        clusters = agglomerated(&moved, PUBLISHED);
    }
    if let Some(stories) = standing.returned(&clusters.of_articles(), &leaving) {
        clusters = Clusters::known(&stated, &tying, &stories, given, PUBLISHED);
    }
    let mut drawn = BTreeSet::new();
    for (story, stray) in strays::strays(articles, &clusters.members, options.window) {
        if !guest[clusters.members[stray][0]] && clusters.may_join(story, stray) {
            drawn.extend(&clusters.members[stray]);
            clusters.merge(story, stray);
        }
    }
    if !drawn.is_empty() {
        clusters.least = PUBLISHED;
        clusters.agglomerate();
    }
    let mut stories = clusters.of_articles();
    seat(&mut stories, articles, &guest, &standing, &visiting, &mut clusters);
    Clustering { stories, drawn, medley, bridged: bridges.into_iter().map(|(pair, _)| pair).collect() }
}

/// Articles that tie nothing: those that are no reports, but for what is together from the start whatever it is, by an editor's word or since it is
/// the same text.
fn guests(articles: &[Article], given: &Given, known: &[usize]) -> Vec<bool> {
    let mut guest: Vec<bool> = articles.iter().map(|article| article.genre != Genre::Report).collect();
    let by_hand = given.together.iter().flat_map(|set| set.windows(2).map(|pair| (pair[0], pair[1])));
    for (one, other) in by_hand.chain(given.repeats.iter().copied()).filter(|(one, other)| known[*one] == known[*other]) {
        (guest[one], guest[other]) = (false, false);
    }
    guest
}

/// Clusters told by their first article, for every article.
pub fn by_first<Label: Eq + Hash>(labels: impl Iterator<Item = Label>) -> Vec<usize> {
    let mut first: FxHashMap<Label, usize> = FxHashMap::default();
    labels.enumerate().map(|(at, label)| *first.entry(label).or_insert(at)).collect()
}

/// Gives each guest the story that it stands in already, or else the one that it is tied to best, if its links to all of it speak for that.
fn seat(
    stories: &mut [usize],
    articles: &[Article],
    guest: &[bool],
    standing: &Standing,
    links: &[(Pair, f64)],
    clusters: &mut Clusters,
) {
    let mut bonds: BTreeMap<usize, BTreeMap<usize, Bond>> = BTreeMap::new();
    for ((one, other), odds) in links {
        for (visitor, host) in [(*one, *other), (*other, *one)] {
            if guest[visitor] && !guest[host] {
                *bonds.entry(visitor).or_default().entry(stories[host]).or_default() +=
                    odds - absent(&articles[*one], &articles[*other]);
            }
        }
    }
    for visitor in (0..guest.len()).filter(|at| guest[*at]) {
        if let Some(companion) = standing.companion(visitor) {
            stories[visitor] = stories[companion];
            continue;
        }
        let mean = |(story, bond): (&usize, &Bond)| {
            let size = clusters.members[*story].len();
            ((clusters.tongues[*story].absent(&clusters.tongues[visitor]) + bond) / size.max(1) as f64, *story)
        };
        let allowed = bonds.get(&visitor).into_iter().flatten().filter(|(story, _)| clusters.may_join(**story, visitor));
        let best = allowed.map(mean).max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        if let Some((_, story)) =
            best.filter(|(mean, story)| clusters.wanted(*story, visitor, 0.0).is_some_and(|wanted| *mean >= wanted))
        {
            stories[visitor] = story;
            clusters.published[story] |= clusters.published[visitor];
            clusters.inherit(story, visitor);
        }
    }
}

/// The first of what an article was joined with.
pub fn find(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

/// Joins what two articles were joined with.
pub fn join(root: &mut [usize], one: usize, other: usize) {
    let (one, other) = (find(root, one), find(root, other));
    root[one.max(other)] = one.min(other);
}

/// What is together from the start: the pieces of published stories, what an editor joined, and repeated texts with their originals, unless an
/// editor keeps them apart or their facts do.
fn together(stated: &Stated<'_>, articles: &[Article], given: &Given, mut root: Vec<usize>) -> Vec<usize> {
    (0..root.len()).for_each(|at| {
        find(&mut root, at);
    });
    let mut clusters = Clusters::new(stated, &[], &root, 0.0);
    for (one, other) in given.apart_pairs() {
        clusters.part(root[one], root[other]);
    }
    let mut unite = |one: usize, other: usize, by_hand: bool| {
        let (one, other) = (find(&mut root, one), find(&mut root, other));
        let parted = clusters.apart[one].contains(&other) || !by_hand && !clusters.may_join(one, other);
        if one != other && !parted {
            join(&mut root, one, other);
            clusters.merge(one.min(other), one.max(other));
        }
    };
    for set in &given.together {
        set.windows(2).for_each(|pair| unite(pair[0], pair[1], true));
    }
    let split_off: BTreeSet<usize> = given.split_off().collect();
    for (copy, original) in &given.repeats {
        // Two published stories stay two even if one's report copies the other's; so does what an editor split off.
        let published = |at: usize| articles[at].fixed.is_some() || split_off.contains(&at);
        if !published(*copy) || !published(*original) {
            unite(*copy, *original, false);
        }
    }
    (0..articles.len()).map(|at| find(&mut root, at)).collect()
}

/// What a pair says on average. Sums of the same numbers in another order are equal: among equal merges the order of the reports decides.
fn mean(absent: f64, bond: Bond, pairs: usize) -> f64 {
    ((absent + bond) / pairs as f64 * EQUAL).round() / EQUAL
}

impl<'a> Clusters<'a> {
    /// Clusters of what is together from the `start`: the first article of each, for every article.
    pub fn new(stated: &'a Stated<'a>, links: &[(Pair, f64)], start: &[usize], least: f64) -> Self {
        let mut members = vec![Vec::new(); start.len()];
        let mut tongues = vec![Tongues::default(); start.len()];
        for (at, root) in start.iter().enumerate() {
            members[*root].push(at);
            tongues[*root].add(&stated.articles[at]);
        }
        let mut bonds: Vec<BTreeMap<usize, Bond>> = vec![BTreeMap::new(); start.len()];
        for ((one, other), odds) in links {
            let more = odds - absent(&stated.articles[*one], &stated.articles[*other]);
            let (one, other) = (start[*one], start[*other]);
            if one != other {
                for (from, to) in [(one, other), (other, one)] {
                    *bonds[from].entry(to).or_default() += more;
                }
            }
        }
        let (published, apart) = (vec![false; start.len()], vec![BTreeSet::new(); start.len()]);
        let (split_off, at_rest) = (vec![false; start.len()], false);
        Self { least, members, tongues, bonds, published, split_off, at_rest, apart, vetoes: Vetoes::new(stated, start) }
    }

    /// The same, with what readers know of them and what an editor said.
    fn known(stated: &'a Stated<'a>, links: &[(Pair, f64)], start: &[usize], given: &Given, least: f64) -> Self {
        let mut clusters = Self::new(stated, links, start, least);
        clusters.at_rest = !given.news;
        for (at, root) in start.iter().enumerate() {
            clusters.published[*root] |= stated.articles[at].fixed.is_some();
        }
        given.split_off().for_each(|at| clusters.split_off[start[at]] = true);
        given.apart_pairs().for_each(|(one, other)| clusters.part(start[one], start[other]));
        clusters
    }

    /// Joins clusters, those first whose links speak most for it, as long as any do.
    pub fn agglomerate(&mut self) {
        let mut queue: BinaryHeap<Merge> = BinaryHeap::new();
        for one in 0..self.members.len() {
            let others = self.bonds[one].range(one + 1..).map(|(other, _)| *other);
            queue.extend(others.filter_map(|other| self.merge_of(one, other)));
        }
        while let Some(merge) = queue.pop() {
            let sizes = (self.members[merge.one].len(), self.members[merge.other].len());
            if sizes != merge.sizes || sizes.0 == 0 || sizes.1 == 0 {
                continue;
            }
            if !self.may_join(merge.one, merge.other) {
                continue;
            }
            self.merge(merge.one, merge.other);
            let others = self.bonds[merge.one].keys();
            queue.extend(others.filter_map(|other| self.merge_of(merge.one.min(*other), merge.one.max(*other))));
        }
    }

    /// The cluster of every article once those that stand by themselves have moved to clusters that they fit better, if any has: no published
    /// ones, none on which an editor decided, and no headlines, which say too little for second thoughts.
    fn moved(
        &mut self,
        articles: &[Article],
        links: &[(Pair, f64)],
        guest: &[bool],
        start: &[usize],
        given: &Given,
    ) -> Option<Vec<usize>> {
        let mut stay: Vec<bool> = (0..start.len())
            .map(|at| guest[at] || start[at] != at || articles[at].fixed.is_some() || link::is_headline(&articles[at]))
            .collect();
        start.iter().enumerate().filter(|(at, root)| at != *root).for_each(|(_, root)| stay[*root] = true);
        given.apart_pairs().for_each(|(one, other)| (stay[one], stay[other]) = (true, true));
        let of = self.of_articles();
        let (members, vetoes) = (&self.members, &mut self.vetoes);
        let admits = |at: usize, story: usize| vetoes.admit(at, story, members[story].len());
        let moved = Stories::new(articles, of.clone()).settled(links, |at| !stay[at], admits);
        (moved != of).then_some(moved)
    }

    /// The cluster of every article, told by its first one.
    pub fn of_articles(&self) -> Vec<usize> {
        let mut clusters = vec![0; self.members.len()];
        for (cluster, members) in self.members.iter().enumerate() {
            members.iter().for_each(|at| clusters[*at] = cluster);
        }
        clusters
    }

    fn part(&mut self, one: usize, other: usize) {
        self.apart[one].insert(other);
        self.apart[other].insert(one);
    }

    /// Whether neither an editor nor their facts keep two clusters apart.
    fn may_join(&self, one: usize, other: usize) -> bool {
        let pairs = self.members[one].len() * self.members[other].len();
        let ends = |one: usize, other: usize| self.split_off[one] && self.published[other];
        !self.apart[one].contains(&other) && !ends(one, other) && !ends(other, one) && !self.vetoes.part(one, other, pairs)
    }

    /// What was kept apart from the one cluster is from now on kept apart from another.
    fn inherit(&mut self, heir: usize, from: usize) {
        for parted in std::mem::take(&mut self.apart[from]) {
            self.apart[parted].remove(&from);
            self.part(heir, parted);
        }
    }

    /// The merge of two clusters, if their average link speaks for it.
    fn merge_of(&self, one: usize, other: usize) -> Option<Merge> {
        let bond = *self.bonds[one].get(&other)?;
        if self.apart[one].contains(&other) {
            return None;
        }
        let sizes = (self.members[one].len(), self.members[other].len());
        let mean = mean(self.tongues[one].absent(&self.tongues[other]), bond, sizes.0 * sizes.1);
        (mean >= self.wanted(one, other, self.least)?).then_some(Merge { mean, one, other, sizes })
    }

    /// What the links between two clusters must be worth, a pair, to join them: `least`, or more where readers know them; `None` where nothing may.
    fn wanted(&self, one: usize, other: usize, least: f64) -> Option<f64> {
        match (self.published[one], self.published[other]) {
            (false, false) => Some(least),
            _ if self.at_rest => None,
            (true, true) => Some(least.max(PUBLISHED)),
            _ => Some(least),
        }
    }

    fn merge(&mut self, one: usize, other: usize) {
        let moved = std::mem::take(&mut self.members[other]);
        self.members[one].extend(moved);
        let tongues = std::mem::take(&mut self.tongues[other]);
        self.tongues[one].merge(tongues);
        self.published[one] |= std::mem::take(&mut self.published[other]);
        self.split_off[one] |= std::mem::take(&mut self.split_off[other]);
        self.vetoes.merge(one, other);
        self.inherit(one, other);
        for (neighbour, bond) in std::mem::take(&mut self.bonds[other]) {
            self.bonds[neighbour].remove(&other);
            if neighbour != one {
                for (from, to) in [(one, neighbour), (neighbour, one)] {
                    *self.bonds[from].entry(to).or_default() += bond;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::links::Link;
    use crate::group::{Doc, Grouper};

    /// Stories of reports that have nothing to do with each other but these links.
    fn check(links: &[(Pair, f64)], expected: &[usize]) {
        let mut grouper = Grouper::new(Options::default());
        let text = "A report that is long enough not to be taken for a headline. ".repeat(4);
        for id in 0..expected.len() as u64 {
            let doc =
                Doc { id, title: "Marport", text: &text, published: None, language: Some("en"), publisher: "a", vector: None };
            grouper.add(doc, None);
        }
        let articles = &grouper.articles;
        let mut made = Links::default();
        for at in 0..articles.len() {
            let of = links.iter().filter(|((_, later), _)| *later == at);
            made.push(of.map(|((earlier, _), odds)| Link {
                earlier: *earlier as u32,
                odds: (odds - link::crowding(&articles[*earlier], &articles[at])) as f32,
                repeats: Repeats::No,
            }));
        }
        let given = Given { together: Vec::new(), apart: Vec::new(), repeats: Vec::new(), news: true };
        let stories = cluster(articles, &made, &given, &Options::default()).stories;
        assert_eq!(by_first(stories.into_iter()), expected);
    }

    /// Who moves away may have kept a report out of the story: were that not joined at once, the next pass would.
    #[test]
    fn after_moves_stories_are_joined_once_more() {
        let links = [((0, 1), 2.0), ((1, 2), 1.9), ((0, 3), 1.5)];
        check(&links, &[0, 1, 1, 0]);
        check(&[&links[..], &[((1, 4), 0.6), ((2, 4), 0.35)]].concat(), &[0, 1, 1, 0, 1]);
        // What is worth less stays apart: the next pass would leave two stories that readers know.
        check(&[&links[..], &[((1, 4), 0.6), ((2, 4), 0.1)]].concat(), &[0, 1, 1, 0, 4]);
    }

    #[test]
    fn the_order_of_links_is_none_of_merges() {
        let (one, other) = ((0.1 + 0.2) + 0.3, 0.1 + (0.2 + 0.3));
        assert!(one > other);
        assert_eq!(mean(-2.2, one, 3).total_cmp(&mean(-2.2, other, 3)), Ordering::Equal);
    }
}
