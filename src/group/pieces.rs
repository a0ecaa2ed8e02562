//! Published stories that hold two events: when a story falls apart.
//!
//! A story grows report by report, each held against what is there, so that it may be wrong from its second report on and show it only when
//! more have come. Its reports are therefore clustered by themselves in every pass. Readers know the story: it stays as long as its links
//! would make it again, and falls apart only where they are far from it. How far apart in time its reports lie takes nothing from it: what the
//! window never compared is compared here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cluster::{Clusters, Given, Pair, by_first, join};
use super::genre::Genre;
use super::links::Links;
use super::vetoes::Stated;
use super::{Article, Options, Reach, bridges, link, strays};

/// Parts that are linked by less than this a pair go separate ways; to come together takes more than 0. What has no link at all counts -1.6.
const PARTED: f64 = -0.8;

/// Stories of more reports than this that the window does not span stay whole: comparing all with all takes too long.
const COMPARED: usize = 300;

/// The pieces that published stories are now, as the first article of its piece for every article; what is not published is a piece by itself.
/// `settled` are the links as clustering takes them.
pub fn pieces(
    stated: &Stated<'_>,
    articles: &[Article],
    links: &Links,
    settled: &[(Pair, f64)],
    given: &Given,
    options: &Options,
) -> Vec<usize> {
    let stories = stories(articles);
    let report = |at: usize| articles[at].genre == Genre::Report;
    let inner = |(one, other): Pair| stories[one] == stories[other] && report(one) && report(other);
    let start = known(&stories, given);
    let parts = |links: &[(Pair, f64)], least: f64| {
        let mut clusters = Clusters::new(stated, links, &start, least);
        clusters.agglomerate();
        clusters.of_articles()
    };
    let again = parts(&settled.iter().copied().filter(|(pair, _)| inner(*pair)).collect::<Vec<_>>(), 0.0);
    let mut first: HashMap<usize, usize> = HashMap::new();
    let reports = (0..articles.len()).filter(|at| report(*at));
    let mut shaken: BTreeSet<usize> =
        reports.filter(|at| *first.entry(stories[*at]).or_insert(again[*at]) != again[*at]).map(|at| stories[at]).collect();
    let whole = wholes(articles, &stories);
    shaken.retain(|story| !whole.contains(story));
    let beyond = beyond(articles, &stories, &mut shaken, options);
    if shaken.is_empty() {
        return stories;
    }
    let all: Vec<(Pair, f64)> = links
        .pairs()
        .filter(|((one, other), _)| shaken.contains(&stories[*one]) && stories[*one] == stories[*other])
        .map(|((one, other), link)| ((one, other), link::at_best(&articles[one], &articles[other], f64::from(link.odds))))
        .chain(beyond)
        .collect();
    let mut parts = parts(&all.iter().copied().filter(|(pair, _)| inner(*pair)).collect::<Vec<_>>(), PARTED);
    for at in 0..articles.len() {
        if !shaken.contains(&stories[at]) {
            parts[at] = stories[at];
        } else if !report(at) && start[at] == at {
            parts[at] = host(at, &all, &parts, &report).unwrap_or(first[&stories[at]]);
        }
    }
    // One report is no event that was overlooked: an edit may have loosened what held it.
    let mut reports: HashMap<usize, usize> = HashMap::new();
    (0..articles.len()).filter(|at| report(*at)).for_each(|at| *reports.entry(parts[at]).or_default() += 1);
    let lone = |at: usize| report(at) && reports[&parts[at]] == 1 && shaken.contains(&stories[at]);
    let lone: Vec<usize> = (0..articles.len()).filter(|at| lone(*at) && *at != stories[*at]).collect();
    for at in lone {
        parts[at] = parts[stories[at]];
    }
    by_first(parts.into_iter())
}

/// The links of shaken stories that are missing because of the window. Stories for which there would be too many are none of the shaken any more.
fn beyond(articles: &[Article], stories: &[usize], shaken: &mut BTreeSet<usize>, options: &Options) -> Vec<(Pair, f64)> {
    let mut members: BTreeMap<usize, Vec<usize>> = shaken.iter().map(|story| (*story, Vec::new())).collect();
    for (at, story) in stories.iter().enumerate() {
        members.entry(*story).and_modify(|members| members.push(at));
    }
    let mut links = Vec::new();
    for (story, members) in members {
        let dates = || members.iter().filter_map(|at| articles[*at].published);
        let span = dates().max().zip(dates().min()).map(|(last, first)| last - first);
        if options.window.is_none_or(|window| span.is_none_or(|span| span <= window)) {
            continue;
        }
        if members.len() > COMPARED {
            shaken.remove(&story);
            continue;
        }
        for (place, other) in members.iter().enumerate() {
            let reach = Reach::of(&articles[*other], options);
            let out = members[..place].iter().filter(|one| !reach.has(&articles[**one]));
            links.extend(out.filter_map(|one| {
                let odds = bridges::measured(&articles[*one], &articles[*other], options)?;
                Some(((*one, *other), link::at_best(&articles[*one], &articles[*other], odds)))
            }));
        }
    }
    links
}

/// The first article of its published story, for every article.
pub fn stories(articles: &[Article]) -> Vec<usize> {
    let mut first: HashMap<u64, usize> = HashMap::new();
    let first_of = |(at, article): (usize, &Article)| article.fixed.map_or(at, |story| *first.entry(story).or_insert(at));
    articles.iter().enumerate().map(first_of).collect()
}

/// Stories of so many headlines that they may have drawn [strays](strays) in, which no link ties to them; when reports of the oldest leave the
/// window too.
fn wholes(articles: &[Article], stories: &[usize]) -> BTreeSet<usize> {
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    let mut texts: BTreeSet<usize> = BTreeSet::new();
    for (at, story) in stories.iter().enumerate() {
        *sizes.entry(*story).or_default() += 1;
        if !link::is_headline(&articles[at]) {
            texts.insert(*story);
        }
    }
    sizes
        .into_iter()
        .filter(|(story, size)| *size * 2 > strays::LARGE && !texts.contains(story))
        .map(|(story, _)| story)
        .collect()
}

/// What of a story is together whatever its links say: what an editor joined, and repeated texts.
fn known(stories: &[usize], given: &Given) -> Vec<usize> {
    let mut root: Vec<usize> = (0..stories.len()).collect();
    for (copy, original) in given.repeats.iter().filter(|(copy, original)| stories[*copy] == stories[*original]) {
        join(&mut root, *copy, *original);
    }
    for set in &given.together {
        let mut first: HashMap<usize, usize> = HashMap::new();
        set.iter().for_each(|at| join(&mut root, *first.entry(stories[*at]).or_insert(*at), *at));
    }
    (0..stories.len()).map(|at| super::cluster::find(&mut root, at)).collect()
}

/// The part to which what ties nothing is linked most.
fn host(guest: usize, links: &[(Pair, f64)], parts: &[usize], report: &impl Fn(usize) -> bool) -> Option<usize> {
    let other = |(one, other): Pair| if one == guest { other } else { one };
    let own = links.iter().filter(|((one, other), _)| *one == guest || *other == guest);
    let best = own.filter(|(pair, _)| report(other(*pair))).max_by(|one, other| one.1.total_cmp(&other.1));
    best.map(|(pair, _)| parts[other(*pair)])
}
