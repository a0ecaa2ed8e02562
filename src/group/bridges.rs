//! Reports further apart than the window, between which a third one stands.
//!
//! A story that goes on for long has reports of its first days and of its last ones, which the window never held against each other. Where one
//! in between is linked to both, they are: else they would count as unlike only because nobody looked.

use std::collections::BTreeSet;

use super::cluster::Pair;
use super::copies::{self, Repeats};
use super::links::Links;
use super::{Article, Likeness, Options, Reach, link};

/// So many links of a report, the best of them, are followed: large stories hang together anyway.
const FOLLOWED: usize = 16;

/// Log-odds of pairs that the window kept apart and that a third report brings together, where they speak for one event.
pub fn bridges(articles: &[Article], links: &Links, options: &Options) -> Vec<(Pair, f64)> {
    let dates = || articles.iter().filter_map(|article| article.published);
    let span = dates().max().zip(dates().min()).map(|(last, first)| last - first);
    if options.window.zip(span).is_none_or(|(window, span)| span <= window) {
        return Vec::new();
    }
    let mut neighbours: Vec<Vec<(f64, usize)>> = vec![Vec::new(); articles.len()];
    for ((one, other), link) in links.pairs() {
        let odds = link::settled(&articles[one], &articles[other], f64::from(link.odds));
        if odds > 0.0 {
            neighbours[one].push((odds, other));
            neighbours[other].push((odds, one));
        }
    }
    let mut apart: BTreeSet<Pair> = BTreeSet::new();
    for near in &mut neighbours {
        near.sort_by(|(odds, at), (others, other)| others.total_cmp(odds).then(at.cmp(other)));
        near.truncate(FOLLOWED);
        for (place, (_, one)) in near.iter().enumerate() {
            let reach = Reach::of(&articles[*one], options);
            let beyond = near[..place].iter().filter(|(_, other)| !reach.has(&articles[*other]));
            apart.extend(beyond.map(|(_, other)| (*one.min(other), *one.max(other))));
        }
    }
    let measured = |(one, other): Pair| Some(((one, other), measured(&articles[one], &articles[other], options)?));
    apart.into_iter().filter_map(measured).collect()
}

/// The log-odds of two articles as if they lay within the window, if they speak for one event; as much as can be where one repeats the other.
pub fn measured(one: &Article, other: &Article, options: &Options) -> Option<f64> {
    if !options.cross_lingual && one.language != other.language {
        return None;
    }
    if copies::repeats(one, other) != Repeats::No {
        return Some(link::BOUNDS.1);
    }
    let odds = link::odds(one, other, &Likeness::of(one, other), options);
    (odds + link::crowding(one, other) > 0.0).then_some(odds)
}
