//! Facts that differ between clusters, and whom they are about: likeness may outvote a veto pair by pair, but not where most of what both sides state differs.

use std::collections::BTreeMap;

use super::slots::{self, Slots};
use super::{Article, link};

/// A number that one report of many misread, or that a pattern took for another, keeps nothing apart: of all pairs between two clusters more
/// than one in so many must differ, and of those that state one fact more than one in so many too.
const OF_PAIRS: usize = 10;
const OF_STATED: usize = 3;

/// So many different statements of a cluster are held against those of others.
const STATEMENTS: usize = 64;
/// So many members of a cluster are asked whom they are about.
const ASKED: usize = 12;

/// What all articles state, each statement once.
pub struct Stated<'a> {
    pub articles: &'a [Article],
    statements: Vec<&'a Slots>,
    /// By article, where it states anything.
    by: Vec<Option<usize>>,
}

impl<'a> Stated<'a> {
    pub fn new(articles: &'a [Article]) -> Self {
        let (mut known, mut statements): (BTreeMap<&Slots, usize>, Vec<&Slots>) = Default::default();
        let mut statement = |slots: &'a Slots| {
            *known.entry(slots).or_insert_with(|| {
                statements.push(slots);
                statements.len() - 1
            })
        };
        let by = articles.iter().map(|article| (!article.slots.is_empty()).then(|| statement(&article.slots))).collect();
        Self { articles, statements, by }
    }
}

/// What the members of a cluster state.
#[derive(Clone, Default)]
struct Side {
    /// Members whose headlines may follow a form.
    asked: Vec<usize>,
    /// Statements, and by how many members they are made.
    made: Vec<(usize, usize)>,
}

impl Side {
    fn add(&mut self, at: usize, statement: usize) {
        if self.asked.len() < ASKED {
            self.asked.push(at);
        }
        self.count(statement, 1);
    }

    fn count(&mut self, statement: usize, members: usize) {
        match self.made.iter().position(|(known, _)| *known == statement) {
            Some(at) => self.made[at].1 += members,
            None if self.made.len() < STATEMENTS => self.made.push((statement, members)),
            None => {}
        }
    }
}

/// What the members of every cluster state.
pub struct Vetoes<'a> {
    stated: &'a Stated<'a>,
    sides: Vec<Side>,
}

impl<'a> Vetoes<'a> {
    /// Of clusters as they are: by article, the cluster.
    pub fn new(stated: &'a Stated<'a>, clusters: &[usize]) -> Self {
        let mut sides = vec![Side::default(); clusters.len()];
        for (at, (statement, cluster)) in stated.by.iter().zip(clusters).enumerate() {
            statement.iter().for_each(|statement| sides[*cluster].add(at, *statement));
        }
        Self { stated, sides }
    }

    /// Whether two clusters with so many pairs between them tell two events.
    pub fn part(&self, one: usize, other: usize, pairs: usize) -> bool {
        self.differ(&self.sides[one], &self.sides[other], pairs)
    }

    /// Whether a cluster of so many has room for an article that moves there; if so, it counts there from now on.
    pub fn admit(&mut self, at: usize, cluster: usize, size: usize) -> bool {
        let Some(statement) = self.stated.by[at] else { return true };
        let mut alone = Side::default();
        alone.add(at, statement);
        let admitted = !self.differ(&alone, &self.sides[cluster], size);
        if admitted {
            self.sides[cluster].add(at, statement);
        }
        admitted
    }

    fn differ(&self, one: &Side, other: &Side, pairs: usize) -> bool {
        let Stated { articles, statements, .. } = self.stated;
        let most = |differing: usize, stated: usize| differing * OF_PAIRS > pairs && differing * OF_STATED > stated;
        let (mut stated, mut differing) = (0, 0);
        for (statement, members) in &one.made {
            for (against, others) in &other.made {
                if let Some(agree) = slots::agree(statements[*statement], statements[*against]) {
                    stated += members * others;
                    differing += if agree { 0 } else { members * others };
                }
            }
        }
        if most(differing, stated) {
            return true;
        }
        let (mut stated, mut strangers) = (0, 0);
        for (one, other) in one.asked.iter().flat_map(|one| other.asked.iter().map(move |other| (one, other))) {
            let (one, other) = (&articles[*one], &articles[*other]);
            if one.language == other.language && slots::of_one_form(&one.slots, &other.slots) {
                stated += 1;
                strangers += usize::from(link::strangers(one, other));
            }
        }
        most(strangers, stated)
    }

    /// One cluster took in another.
    pub fn merge(&mut self, one: usize, other: usize) {
        let Side { asked, made } = std::mem::take(&mut self.sides[other]);
        let side = &mut self.sides[one];
        side.asked.extend(asked);
        side.asked.truncate(ASKED);
        made.into_iter().for_each(|(statement, members)| side.count(statement, members));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::{Doc, Grouper, Options};

    /// A cluster of two obituaries of one actor has room for a third of him, not for one of another.
    #[test]
    fn who_may_move_in() {
        let texts = [
            ("Actor Pelle Vanz dies at 81", "Pelle Vanz was the captain of many films."),
            ("Pelle Vanz dead at 81", "The captain of many films is dead: Pelle Vanz."),
            ("Film star Pelle Vanz dies at 81", "In many films Pelle Vanz was the captain."),
            ("Actor Ida Kovar dies at 81", "Ida Kovar was the captain of many films."),
        ];
        let mut grouper = Grouper::new(Options::default());
        for (id, (title, text)) in (0..).zip(texts) {
            grouper.add(Doc { id, title, text, published: None, language: Some("en"), publisher: text, vector: None }, None);
        }
        let stated = Stated::new(&grouper.articles);
        let mut vetoes = Vetoes::new(&stated, &[0, 0, 2, 3]);
        assert!(vetoes.admit(2, 0, 2));
        assert!(!vetoes.admit(3, 0, 3));
        assert!(vetoes.part(0, 3, 3));
    }
}
