//! Wire stories that grow while publishers take them over: which copies say what their original did not.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Document;
use super::counted::COUNTED;
use super::figures;
use super::mention::Mention;
use super::tolls::{self, Given, LATER, SOON};

/// So many publishers of copies with a lower count know better than one with a higher one: it slipped, or the agency took it back.
const OPPOSED: usize = 3;

/// Reports as they are told, each with what it counts.
pub struct Known<'a> {
    /// As they came, but for copies that grew: those are none any more.
    pub documents: Vec<Document<'a>>,
    /// Of each document; of a copy that grew, what grew.
    pub mentions: Vec<Vec<Mention>>,
    /// Copies that grew.
    pub grown: BTreeSet<usize>,
}

/// A copy whose text raises a count is a report: an agency's text grows, and who takes it over later has it as it is by then. Of several that raise it
/// alike the first is one; and a copy that leads the story is, as long as nobody else counts as it does.
pub fn known<'a>(documents: &[Document<'a>], lead: usize) -> Known<'a> {
    let mut told = documents.to_vec();
    let mut copies: Vec<usize> = (0..told.len()).filter(|at| told[*at].copy && told[*at].published.is_some()).collect();
    copies.sort_by_key(|at| told[*at].published);
    let mut grown: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    if !copies.is_empty() {
        let opening = |document: &Document<'_>| if document.guest { Vec::new() } else { figures::in_opening(document) };
        let openings: Vec<Vec<Mention>> = documents.iter().map(opening).collect();
        for at in copies {
            let copy = Document { copy: false, ..told[at] };
            let raises = |counted: &usize| {
                let given = tolls::given(&told, &openings, *counted);
                let own = tolls::given(&[copy], &openings[at..=at], *counted);
                own.iter().any(|count| {
                    let raised =
                        |before: &Given<'_>| (LATER..=SOON).contains(&(count.at - before.at)) && before.may_rise_to(count.value);
                    let leads = at == lead && given.iter().all(|other| other.value != count.value);
                    let is_new = || given.iter().any(raised) && given.iter().all(|other| other.value < count.value);
                    (leads || is_new()) && !is_opposed(documents, &openings, *counted, count)
                })
            };
            let raised: Vec<usize> = (0..COUNTED.len()).filter(|counted| tolls::rises(*counted)).filter(raises).collect();
            if !raised.is_empty() {
                told[at].copy = false;
                grown.insert(at, raised);
            }
        }
    }
    let mut mentions = figures::mentions(&told);
    for (at, raised) in &grown {
        mentions[*at].retain(|mention| raised.contains(&mention.counted));
    }
    Known { documents: told, mentions, grown: grown.into_keys().collect() }
}

/// Whether later copies give a lower count.
fn is_opposed(documents: &[Document<'_>], openings: &[Vec<Mention>], counted: usize, count: &Given<'_>) -> bool {
    let copies = documents.iter().zip(openings).filter(|(document, _)| document.copy);
    let lower = copies.filter_map(|(document, opening)| {
        let own = tolls::given(&[Document { copy: false, ..*document }], std::slice::from_ref(opening), counted);
        own.first().filter(|own| own.at - count.at >= LATER && own.value < count.value).map(|own| own.source)
    });
    lower.collect::<HashSet<_>>().len() >= OPPOSED
}

/// Whether later copies give a lower count than a report.
pub fn opposes(documents: &[Document<'_>], counted: usize, count: &Given<'_>) -> bool {
    let openings: Vec<Vec<Mention>> =
        documents.iter().map(|document| if document.copy { figures::in_opening(document) } else { Vec::new() }).collect();
    is_opposed(documents, &openings, counted, count)
}

#[cfg(test)]
mod tests;
