//! The log-odds that two articles tell one event: a sum of named signals.
//!
//! Weights were fitted by logistic regression on labelled pairs of several collections; see `docs/grouping.md`.

use std::collections::HashMap;

use super::features::Kind;
use super::similar::{Corpus, Pair};
use super::{Article, Options, Signal, slots};
use crate::config::Profile;

/// Texts shorter than this are headlines.
const HEADLINE: usize = 20;

/// Log-odds are clipped to this.
const BOUNDS: (f64, f64) = (-4.0, 6.0);

/// A headline and lead of fewer words than this say too little to tie anything to anything.
const TELLING: usize = 4;

/// What a differing fact costs.
const VETO: f64 = -8.0;

/// What it costs that neither headline names anybody or anything that the other report knows.
const STRANGERS: f64 = -1.2;

/// Links above zero, by pair.
pub type Links = HashMap<Pair, f64>;

/// Measures all candidate pairs and keeps what speaks for one event.
pub fn links(articles: &[Article], corpus: &Corpus, pairs: &[Pair], options: &Options) -> Links {
    let measured: Vec<(Pair, f64)> = pairs
        .iter()
        .map(|(one, other)| {
            let (signals, _) = explain(articles, corpus, *one, *other, options);
            let sum: f64 = signals.iter().map(|signal| signal.contribution).sum();
            ((*one, *other), sum.clamp(BOUNDS.0, BOUNDS.1))
        })
        .filter(|(_, odds)| *odds > 0.0)
        .collect();
    compete(articles, &measured)
}

/// A link falls by what either article is better linked elsewhere: strongly across languages, where evidence is thin.
fn compete(articles: &[Article], links: &[(Pair, f64)]) -> Links {
    let mut best: HashMap<(usize, &str), f64> = HashMap::new();
    for ((one, other), odds) in links {
        for (from, to) in [(*one, *other), (*other, *one)] {
            let entry = best.entry((from, articles[to].language.as_str())).or_insert(0.0);
            *entry = entry.max(*odds);
        }
    }
    let lead = |from: usize, to: usize| best.get(&(from, articles[to].language.as_str())).copied().unwrap_or(0.0).max(0.0);
    links
        .iter()
        .map(|((one, other), odds)| {
            let weight = if articles[*one].language == articles[*other].language { 0.1 } else { 1.0 };
            let loss = (0.5 * (lead(*one, *other) - odds) + 0.5 * (lead(*other, *one) - odds)).clamp(0.0, 6.0);
            ((*one, *other), odds - weight * loss)
        })
        .filter(|(_, odds)| *odds > 0.0)
        .collect()
}

/// The signals of a pair, and the facts on which it differs.
pub fn explain(articles: &[Article], corpus: &Corpus, one: usize, other: usize, options: &Options) -> (Vec<Signal>, Vec<String>) {
    let (a, b) = (&articles[one], &articles[other]);
    let crosses = a.language != b.language;
    let cosine = |kind: Kind| f64::from(corpus.cosine(kind, one, other)).max(0.0);
    let unusual = |kind: Kind| f64::from(corpus.unusual(kind, corpus.cosine(kind, one, other), one, other, crosses));
    let gap = match (a.published, b.published) {
        (Some(one), Some(other)) => (one - other).num_minutes().abs() as f64 / (24.0 * 60.0),
        _ => 0.0,
    };
    let patience = (1.0 + gap.min(60.0)).ln();
    let mut signals = Vec::new();
    let mut add =
        |name: &'static str, value: f64, weight: f64| signals.push(Signal { name, value, contribution: value * weight });
    if crosses {
        add("names", cosine(Kind::Names).sqrt(), 1.066);
        add("unusual names", unusual(Kind::Names), 0.165);
        add("unusual numbers", unusual(Kind::Numbers), 0.071);
        add("time apart", patience, -0.293);
        add("prior", 1.0, -1.501);
    } else {
        add("words", cosine(Kind::Body).sqrt(), 0.763);
        add("words of the lead", cosine(Kind::Lead).sqrt(), 0.594);
        add("names", cosine(Kind::Names).sqrt(), 0.447);
        add("numbers", cosine(Kind::Numbers).sqrt(), 0.532);
        add("unusual words", unusual(Kind::Body), 0.282);
        add("unusual cognates", unusual(Kind::Cognates), 0.141);
        add("unusual numbers", unusual(Kind::Numbers), 0.005);
        add("time apart", patience, -0.483);
        add("prior", 1.0, -2.546);
        if a.features.length < HEADLINE || b.features.length < HEADLINE {
            add("headline only", 1.0, 2.475);
        }
    }
    let says_little = |article: &Article| article.features.terms[Kind::Lead as usize].len() < TELLING;
    if says_little(a) || says_little(b) {
        add("too little text", 1.0, VETO);
    }
    if strangers(a, b) {
        add("headlines name strangers", 1.0, STRANGERS);
    }
    let vetoes = slots::conflicts(&a.features.slots, &b.features.slots);
    if !vetoes.is_empty() {
        add("facts differ", vetoes.len() as f64, VETO);
    }
    match options.profile {
        Profile::Strict => add("profile", 1.0, -0.7),
        Profile::Balanced => {}
        Profile::Loose => add("profile", 1.0, 0.5),
    }
    (signals, vetoes)
}

/// Whether both headlines name somebody, and neither anybody whom the other report knows.
fn strangers(one: &Article, other: &Article) -> bool {
    let knows = |article: &Article, name: u32| {
        article.features.terms[Kind::Names as usize].binary_search_by_key(&name, |(term, _)| *term).is_ok()
    };
    let unknown = |from: &Article, to: &Article| {
        let names = &from.features.title_names;
        !names.is_empty() && !names.iter().any(|name| knows(to, *name) || to.features.title_names.contains(name))
    };
    unknown(one, other) && unknown(other, one)
}
