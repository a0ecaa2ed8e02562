//! Roundups that no phrase of their headline gives away: reports that are like several others which have nothing to do with each other.
//!
//! A roundup tells of one event in one sentence and of another in the next. So what it shares with a report on the one is other words than what it
//! shares with a report on the other. Of a report that several follow up, all share the same: where it was, and who was in it.

use rustc_hash::FxHashMap;

use super::features::Kind;
use super::links::Links;
use super::terms::{Term, Weighty, term_of, weight_of};
use super::{Article, link};

/// So many matters make a roundup of a report; of one whose headline is a list behind words that say nothing of them, fewer.
const MATTERS: usize = 4;
const LISTED: usize = 2;
/// So many links of a report, the best of them, are looked at: a roundup of more matters is known by these.
const FOLLOWED: usize = 24;
/// Of what the report shares with either of two others, so much may be the same where these are matters apart.
const COMMON_GROUND: f32 = 0.2;

/// What a report shares with another one: words that few reports have, and by how much they are weightier than common ones.
type Ground = FxHashMap<Term, f32>;

/// Links of an article to others of its language: positions, sorted, and log-odds.
type Near = Vec<(usize, f64)>;

/// Which articles, by position, are roundups.
pub fn medleys(articles: &[Article], links: &Links) -> Vec<bool> {
    let mut near: Vec<Near> = vec![Vec::new(); articles.len()];
    for ((one, other), made) in links.pairs() {
        let odds = link::settled(&articles[one], &articles[other], f64::from(made.odds));
        // Across languages nobody knows which words are the same.
        if odds > 0.0 && articles[one].language == articles[other].language {
            near[one].push((other, odds));
            near[other].push((one, odds));
        }
    }
    near.iter_mut().for_each(|near| near.sort_unstable_by_key(|(at, _)| *at));
    let is_medley = |(at, article): (usize, &Article)| {
        let enough = if article.lists { LISTED } else { MATTERS };
        // A headline alone is like many others.
        near[at].len() >= enough && !link::is_headline(article) && matters(articles, &near, at) >= enough
    };
    articles.iter().enumerate().map(is_medley).collect()
}

/// How many matters a report touches that have nothing to do with each other.
fn matters(articles: &[Article], near: &[Near], at: usize) -> usize {
    let linked = |one: usize, other: usize| near[one].binary_search_by_key(&other, |(at, _)| *at).is_ok();
    let mut best = near[at].clone();
    best.sort_by(|(at, odds), (other, others)| others.total_cmp(odds).then(at.cmp(other)));
    best.truncate(FOLLOWED);
    // What is linked to many of them comes last: a copy of the roundup, or another roundup, is like all of its matters.
    let degree = |one: usize| best.iter().filter(|(other, _)| linked(one, *other)).count();
    let mut order: Vec<(usize, usize)> = best.iter().map(|(one, _)| (degree(*one), *one)).collect();
    order.sort_by_key(|(degree, _)| *degree);
    let mut matters: Vec<(usize, Ground)> = Vec::new();
    for (_, other) in order {
        let ground = ground(&articles[at], &articles[other]);
        if matters.iter().all(|(known, theirs)| !linked(other, *known) && common(&ground, theirs) < COMMON_GROUND) {
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
