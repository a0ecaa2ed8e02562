//! Roundups that no phrase of their headline gives away: reports that are like several others which have nothing to do with each other.
//!
//! A roundup tells of one event in one sentence and of another in the next. So what it shares with a report on the one is other words than what it
//! shares with a report on the other. Of a report that several follow up, all share the same: where it was, and who was in it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cluster::Pair;
use super::features::Kind;
use super::links::Links;
use super::terms::{Term, Weighty, term_of, weight_of};
use super::{Article, link};

/// So many matters make a roundup of a report; of one whose headline is a list, fewer.
const MATTERS: usize = 4;
const LISTED: usize = 2;
/// So many links of a report, the best of them, are looked at: a roundup of more matters is known by these.
const FOLLOWED: usize = 24;
/// Of what the report shares with either of two others, so much may be the same where these are matters apart.
const COMMON_GROUND: f32 = 0.2;

/// What a report shares with another one: words that few reports have, and by how much they are weightier than common ones.
type Ground = FxHashMap<Term, f32>;

/// Which articles, by position, are roundups. What readers know as part of a story is none.
pub fn medleys(articles: &[Article], links: &Links) -> Vec<bool> {
    let mut near: Vec<Vec<(f64, usize)>> = vec![Vec::new(); articles.len()];
    let mut linked: FxHashSet<Pair> = FxHashSet::default();
    for ((one, other), made) in links.pairs() {
        linked.insert((one.min(other), one.max(other)));
        let odds = link::settled(&articles[one], &articles[other], f64::from(made.odds));
        // Across languages nobody knows which words are the same.
        if odds > 0.0 && articles[one].language == articles[other].language {
            near[one].push((odds, other));
            near[other].push((odds, one));
        }
    }
    let mut known: FxHashMap<u64, usize> = FxHashMap::default();
    articles.iter().filter_map(|article| article.fixed).for_each(|story| *known.entry(story).or_default() += 1);
    let is_medley = |(at, near): (usize, Vec<(f64, usize)>)| {
        let article = &articles[at];
        let enough = if article.lists { LISTED } else { MATTERS };
        let alone = article.fixed.is_none_or(|story| known.get(&story) == Some(&1));
        // A headline alone is like many others.
        near.len() >= enough && alone && !link::is_headline(article) && matters(articles, &linked, at, near) >= enough
    };
    near.into_iter().enumerate().map(is_medley).collect()
}

/// How many matters a report touches that have nothing to do with each other.
fn matters(articles: &[Article], linked: &FxHashSet<Pair>, at: usize, mut near: Vec<(f64, usize)>) -> usize {
    near.sort_by(|(odds, at), (others, other)| others.total_cmp(odds).then(at.cmp(other)));
    near.truncate(FOLLOWED);
    let mut matters: Vec<(usize, Ground)> = Vec::new();
    for (_, other) in near {
        let ground = ground(&articles[at], &articles[other]);
        let apart = |(known, theirs): &(usize, Ground)| {
            !linked.contains(&(other.min(*known), other.max(*known))) && common(&ground, theirs) < COMMON_GROUND
        };
        if matters.iter().all(apart) {
            matters.push((other, ground));
        }
    }
    matters.len()
}

fn ground(one: &Article, other: &Article) -> Ground {
    let words = |article: &Article| -> Ground {
        let heft = |word: &u32| (term_of(*word), article.terms.heft(weight_of(*word)));
        article.terms[Kind::Body as usize].iter().map(heft).collect()
    };
    let of_one = words(one);
    let both = |(term, weight): (Term, f32)| {
        let mut sum = Weighty::default();
        sum.add(*of_one.get(&term)?, weight);
        Some((term, sum.sum())).filter(|(_, weight)| *weight > 0.0)
    };
    words(other).into_iter().filter_map(both).collect()
}

/// How much of the lesser ground is in both: 0 to 1. No ground at all says nothing, and is taken for the same.
fn common(one: &Ground, other: &Ground) -> f32 {
    // Sums of floating-point numbers depend on their order, and maps have none.
    let sum = |mut weights: Vec<f32>| {
        weights.sort_by(f32::total_cmp);
        weights.into_iter().sum::<f32>()
    };
    let both = sum(one.iter().filter_map(|(term, weight)| Some(weight.min(*other.get(term)?))).collect());
    let less = sum(one.values().copied().collect()).min(sum(other.values().copied().collect()));
    if less > 0.0 { both / less } else { 1.0 }
}
