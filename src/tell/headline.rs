//! Which report leads a story.

use super::Document;
use super::figures;
use super::mention::Mention;
use super::tolls::{self, Toll};
use super::wire;
use crate::text::language;

/// Index of the report whose headline, address and language the story takes: in the preferred language, a report rather
/// than an opinion, from the weightiest source, no copy, with a text, the earliest. 0 without documents.
pub fn headline(documents: &[Document<'_>], preferred: Option<&str>) -> usize {
    let rank = |document: &Document<'_>| {
        let spoken = document.language.unwrap_or_default();
        let wanted = preferred.is_some_and(|preferred| language::family(preferred) == language::family(spoken));
        let letters = document.title.chars().count();
        let readable = (20..=140).contains(&letters) && document.title.chars().any(char::is_lowercase);
        let has_text = document.text.chars().count() >= 200;
        ((wanted, !document.guest), document.weight, (!document.copy, has_text, readable || spoken == "zh" || spoken == "ja"))
    };
    let better = |one: &Document<'_>, other: &Document<'_>| {
        let (a, b) = (rank(one), rank(other));
        a.0.cmp(&b.0)
            .then(a.1.total_cmp(&b.1))
            .then(a.2.cmp(&b.2))
            .then(other.published.is_none().cmp(&one.published.is_none()))
            .then(other.published.cmp(&one.published))
    };
    let mut best = 0;
    for at in 1..documents.len() {
        if better(&documents[at], &documents[best]).is_gt() {
            best = at;
        }
    }
    best
}

/// Index of the report that leads the story instead of `lead`, of several the one that [`headline`] would choose. Instead of an opinion any report in
/// its language does; instead of one whose headline gives a count that has risen since, or that others do not bear out, a later one in its language with the
/// count as it is known now in the headline, and no higher one in its text, no copy unless it has grown, from no lighter a source.
pub fn overtaken(documents: &[Document<'_>], lead: usize) -> Option<usize> {
    let outdated = documents.get(lead)?;
    let speaks = |document: &Document<'_>| document.language.map(language::family) == outdated.language.map(language::family);
    if outdated.guest {
        let speaks = |document: &Document<'_>| outdated.language.is_none() || speaks(document);
        let reports = |at: &usize| !documents[*at].guest && !documents[*at].copy && speaks(&documents[*at]);
        let reports: Vec<usize> = (0..documents.len()).filter(reports).collect();
        let heading: Vec<Document<'_>> = reports.iter().map(|at| documents[*at]).collect();
        let first = *reports.get(headline(&heading, None))?;
        return overtaken(documents, first).or(Some(first));
    }
    let headed_by =
        |document: &Document<'_>| -> Vec<Mention> { figures::in_sentence(document.title, &document.spoken(), document) };
    let headed = headed_by(outdated);
    if !headed.iter().any(|mention| tolls::rises(mention.counted)) {
        return None;
    }
    let known = wire::known(documents, lead);
    let (documents, mentions) = (&known.documents, &known.mentions);
    let later =
        |document: &Document<'_>| outdated.copy || outdated.published.is_some() && document.published > outdated.published;
    let may_lead = |document: &Document<'_>| {
        !document.guest && !document.copy && document.weight >= outdated.weight && speaks(document) && later(document)
    };
    // "Four killed in Leeds" above a text that counts seven in the whole country is about Leeds.
    let is_whole = |document: &Document<'_>, toll: &Toll| {
        let told = figures::in_opening(document);
        let mut same = told.iter().filter(|mention| mention.counted == toll.counted()).peekable();
        same.peek().is_none() || toll.is_told(&told) && !same.any(|mention| mention.value > toll.value())
    };
    let tells = |document: &Document<'_>, toll: &Toll| {
        may_lead(document) && toll.is_told(&headed_by(document)) && is_whole(document, toll)
    };
    let risen = tolls::risen(documents, mentions).into_iter().filter(|toll| toll.exceeds(&headed));
    let surpassed = if outdated.copy { tolls::surpassed(documents, mentions, &headed) } else { Vec::new() };
    let known = risen.chain(surpassed).chain(tolls::corrected(documents, mentions, lead, &headed));
    known.into_iter().find_map(|toll| {
        let told: Vec<usize> = (0..documents.len()).filter(|at| tells(&documents[*at], &toll)).collect();
        let heading: Vec<Document<'_>> = told.iter().map(|at| documents[*at]).collect();
        told.get(headline(&heading, None)).copied()
    })
}
