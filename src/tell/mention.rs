//! A number that a report counts something with, and which others it may agree with.

use std::collections::{BTreeMap, BTreeSet};

use super::Document;
use super::counted::{COUNTED, MAGNITUDE, PROTESTERS};
use super::phrases::Bound;

/// A number that counts something.
pub struct Mention {
    /// What of [`COUNTED`].
    pub counted: usize,
    /// How many.
    pub value: f64,
    /// As it stands there.
    pub written: String,
    /// An estimate or a bound.
    pub vague: bool,
    /// What bound, if it is one.
    pub bound: Option<Bound>,
    /// Which kind of people alone, as [`super::people::kind`] knows them: of "two tourists" nobody knows how many others there are.
    pub whom: Option<usize>,
}

impl Mention {
    fn what(&self) -> &'static str {
        COUNTED[self.counted].0
    }

    /// What the number may be, its own rounding aside.
    fn range(&self) -> (f64, f64) {
        match self.bound {
            Some(Bound::Least) => (self.value, f64::INFINITY),
            Some(Bound::Most) => (0.0, self.value),
            // Nobody counts a crowd; one estimate is still not the other.
            None if self.what() == PROTESTERS && self.vague => (self.value / 1.5, self.value * 1.5),
            None if self.what() == PROTESTERS => (self.value / 1.1, self.value * 1.1),
            // Two seismologists differ by a tenth.
            None if self.what() == MAGNITUDE => (self.value - 0.051, self.value + 0.051),
            None if self.vague => (0.0, f64::INFINITY),
            None => (self.value, self.value),
        }
    }

    /// The same, where another number may count others, too.
    fn range_beside(&self, other: &Self) -> (f64, f64) {
        let range = self.range();
        if self.is_part(other.whom) { (range.0, f64::INFINITY) } else { range }
    }

    /// Whether it counts but some of those that a number of `whom` counts.
    pub fn is_part(&self, whom: Option<usize>) -> bool {
        is_part(self.whom, whom)
    }

    /// Whether the number of one may be that of the other.
    pub fn agrees(&self, other: &Self) -> bool {
        let (one, other) = (self.range_beside(other), other.range_beside(self));
        one.0 <= other.1 && other.0 <= one.1
    }

    /// Whether two numbers may be one.
    pub fn fits(&self, other: &Self) -> bool {
        let apart = (self.value - other.value).abs() / self.value.max(other.value).max(1.0);
        apart < 1e-9 || (self.vague || other.vague) && apart <= 0.1
    }
}

/// Whether people of the kind `some` are but some of those of `whom`.
pub fn is_part(some: Option<usize>, whom: Option<usize>) -> bool {
    some.is_some() && some != whom
}

/// What a report counts of a kind (an index into [`COUNTED`]): all, or where it does not say, some.
pub fn of(mentions: &[Mention], counted: usize) -> Vec<&Mention> {
    let found: Vec<&Mention> = mentions.iter().filter(|mention| mention.counted == counted).collect();
    let most = found.iter().filter(|mention| mention.whom.is_none()).map(|mention| mention.value).fold(0.0, f64::max);
    // "Four students were hurt. Three people are still in hospital."
    let is_all = found.iter().all(|mention| mention.value <= most);
    if is_all { found.into_iter().filter(|mention| mention.whom.is_none()).collect() } else { found }
}

/// Makes numbers of some numbers of all where more publishers give them, three at least, than give any of all: "ten miners" are all who were killed.
pub fn settle(documents: &[Document<'_>], mentions: &mut [Vec<Mention>]) {
    let mut some: BTreeMap<(usize, usize, u64), BTreeSet<&str>> = BTreeMap::new();
    let mut all: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for (document, mentions) in documents.iter().zip(mentions.iter()).filter(|(document, _)| !document.copy) {
        for mention in mentions {
            match mention.whom {
                Some(whom) => some.entry((mention.counted, whom, mention.value.to_bits())).or_default().insert(document.source),
                None => all.entry(mention.counted).or_default().insert(document.source),
            };
        }
    }
    some.retain(|(counted, ..), sources| sources.len() >= 3 && sources.len() > all.get(counted).map_or(0, BTreeSet::len));
    for mention in mentions.iter_mut().flatten() {
        if mention.whom.is_some_and(|whom| some.contains_key(&(mention.counted, whom, mention.value.to_bits()))) {
            mention.whom = None;
        }
    }
}

/// Whether no number of one report may be one of the other.
pub fn disagree(one: &[&Mention], other: &[&Mention]) -> bool {
    !one.iter().any(|number| other.iter().any(|known| number.agrees(known)))
}
