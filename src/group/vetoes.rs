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

/// What the members of every cluster state.
pub struct Vetoes<'a> {
    articles: &'a [Article],
    /// By cluster: members whose headlines follow a form.
    asked: Vec<Vec<usize>>,
    statements: Vec<&'a Slots>,
    /// By cluster: statements and by how many members they are made.
    made: Vec<Vec<(usize, usize)>>,
    /// By article.
    by: Vec<Option<usize>>,
}

impl<'a> Vetoes<'a> {
    /// Of clusters as they are from the `start`: the first article of each, for every article.
    pub fn new(articles: &'a [Article], start: &[usize]) -> Self {
        let (mut known, mut statements): (BTreeMap<&Slots, usize>, Vec<&Slots>) = Default::default();
        let (mut made, mut asked) = (vec![Vec::new(); articles.len()], vec![Vec::new(); articles.len()]);
        let mut by = vec![None; articles.len()];
        let stating = articles.iter().zip(start).enumerate().filter(|(_, (article, _))| !article.slots.is_empty());
        for (at, (article, cluster)) in stating {
            if asked[*cluster].len() < ASKED {
                asked[*cluster].push(at);
            }
            let statement = *known.entry(&article.slots).or_insert_with(|| {
                statements.push(&article.slots);
                statements.len() - 1
            });
            count(&mut made[*cluster], statement, 1);
            by[at] = Some(statement);
        }
        Self { articles, asked, statements, made, by }
    }

    /// Whether two clusters with so many pairs between them tell two events.
    pub fn part(&self, one: usize, other: usize, pairs: usize) -> bool {
        let (mut stated, mut differing) = (0, 0);
        for (statement, members) in &self.made[one] {
            for (against, others) in &self.made[other] {
                if let Some(agree) = slots::agree(self.statements[*statement], self.statements[*against]) {
                    stated += members * others;
                    differing += if agree { 0 } else { members * others };
                }
            }
        }
        let most = |differing: usize, stated: usize| differing * OF_PAIRS > pairs && differing * OF_STATED > stated;
        if most(differing, stated) {
            return true;
        }
        let (mut stated, mut strangers) = (0, 0);
        for (one, other) in self.asked[one].iter().flat_map(|one| self.asked[other].iter().map(move |other| (one, other))) {
            let (one, other) = (&self.articles[*one], &self.articles[*other]);
            if one.language == other.language && slots::of_one_form(&one.slots, &other.slots) {
                stated += 1;
                strangers += usize::from(link::strangers(one, other));
            }
        }
        most(strangers, stated)
    }

    /// Whether a cluster of so many has room for an article that moves there; if so, it counts there from now on.
    pub fn admit(&mut self, at: usize, cluster: usize, size: usize) -> bool {
        let Some(statement) = self.by[at] else { return true };
        let (mut stated, mut differing) = (0, 0);
        for (against, others) in &self.made[cluster] {
            if let Some(agree) = slots::agree(self.statements[statement], self.statements[*against]) {
                stated += others;
                differing += if agree { 0 } else { *others };
            }
        }
        let admitted = differing * OF_PAIRS <= size || differing * OF_STATED <= stated;
        if admitted {
            count(&mut self.made[cluster], statement, 1);
        }
        admitted
    }

    /// One cluster took in another.
    pub fn merge(&mut self, one: usize, other: usize) {
        let asked = std::mem::take(&mut self.asked[other]);
        self.asked[one].extend(asked);
        self.asked[one].truncate(ASKED);
        for (statement, members) in std::mem::take(&mut self.made[other]) {
            count(&mut self.made[one], statement, members);
        }
    }
}

fn count(made: &mut Vec<(usize, usize)>, statement: usize, members: usize) {
    match made.iter().position(|(known, _)| *known == statement) {
        Some(at) => made[at].1 += members,
        None if made.len() < STATEMENTS => made.push((statement, members)),
        None => {}
    }
}
