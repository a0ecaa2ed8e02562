//! Extractive summary: the sentences that say most of what all reports say, and say it once.
//!
//! Sentences are ranked by their similarity to the centroid of all reports (Radev et al. 2004, MEAD), by their place in the report,
//! and against what is chosen already (maximal marginal relevance, Carbonell and Goldstein 1998); what other reports' sentences tell between them
//! is left out, whatever its wording.

use std::collections::{BTreeMap, HashSet};

use super::mention::Mention;
use super::tolls::Toll;
use super::{Document, figures};
use crate::model::Sentence;
use crate::text::numbers::numbers;
use crate::text::{dateline, language, sentences, words};

/// Sentences looked at, from the beginning of each report.
const DEPTH: usize = 14;

/// What similarity to chosen sentences costs.
const NOVELTY: f64 = 0.9;

/// A sentence that shares this much with a chosen one says nothing new.
const SAME: f64 = 0.55;

/// A sentence of which the chosen sentences of other reports tell this share says it in other words. A report does not repeat itself so.
const TOLD: f64 = 0.55;

/// What the first sentence of the lead has before others.
const OPENING: f64 = 0.35;

/// Which share of what a sentence says a newer one must tell to take its place; the count itself aside.
const REPLACED: f64 = 0.75;

/// What a report has to say comes within so many sentences.
const NEWS: usize = 2;

/// How much of what a sentence says a name and a number are, if any other word is 1.
const NAME: f64 = 2.0;
const NUMBER: f64 = 3.0;

/// Phrases of two or three words after which a sentence tells what came of the one before it, in lower case.
const GOING_ON: [&str; 25] = [
    "from then on",
    "since then",
    "after that",
    "until then",
    "by then",
    "at that point",
    "at the time",
    "von da an",
    "bis dahin",
    "depuis lors",
    "après cela",
    "desde entonces",
    "después de eso",
    "da allora",
    "dopo di che",
    "desde então",
    "depois disso",
    "od tada",
    "nakon toga",
    "posle toga",
    "од тада",
    "након тога",
    "после тога",
    "с тех пор",
    "после этого",
];

/// Words that point back at a sentence that may not be there, folded to lower case.
const DANGLING: [&str; 74] = [
    "he",
    "she",
    "they",
    "it",
    "this",
    "these",
    "that",
    "those",
    "his",
    "her",
    "their",
    "its",
    "but",
    "and",
    "however",
    "also",
    "still",
    "yet",
    "so",
    "then",
    "meanwhile",
    "instead",
    "afterwards",
    "later",
    "er",
    "sie",
    "es",
    "dies",
    "dieser",
    "diese",
    "dabei",
    "damit",
    "doch",
    "aber",
    "und",
    "auch",
    "allerdings",
    "zudem",
    "außerdem",
    "dort",
    "il",
    "elle",
    "ils",
    "elles",
    "mais",
    "cependant",
    "toutefois",
    "ce",
    "cela",
    "celui",
    "él",
    "ella",
    "ellos",
    "pero",
    "además",
    "sin",
    "esto",
    "он",
    "она",
    "они",
    "это",
    "этот",
    "но",
    "однако",
    "при",
    "также",
    "on",
    "ona",
    "oni",
    "to",
    "ali",
    "međutim",
    "takođe",
    "а",
];

struct Candidate<'a> {
    document: usize,
    place: usize,
    text: &'a str,
    words: usize,
    /// Whether it says nothing without the sentence before it.
    goes_on: bool,
    vector: BTreeMap<String, f64>,
    /// Its words, names and numbers, as much as each is of what it says.
    facts: BTreeMap<String, f64>,
    score: f64,
    /// What it counts; looked for where a count rose.
    counts: Vec<Mention>,
    /// Whether the summary begins with it whatever report it is of.
    opens: bool,
    /// Whether it gives a count that rose since others gave it, and so is new however much it is like them.
    newest: bool,
    /// Whether others are left out for it, so that it must be told.
    replaces: bool,
}

impl Candidate<'_> {
    /// Whether it is the sentence before another one.
    fn is_before(&self, other: &Self) -> bool {
        self.document == other.document && self.place + 1 == other.place
    }
}

/// The sentences of the summary in reading order; of `tolls` the latest are told.
pub fn choose(documents: &[Document<'_>], tolls: &[Toll], max_words: usize) -> Vec<Sentence> {
    let Some(lead) = documents.iter().position(|document| !document.text.trim().is_empty()) else { return Vec::new() };
    let languages: Vec<String> = documents.iter().map(Document::spoken).collect();
    let spoken = &languages[lead];
    // A copy adds nothing but weight to what it copies, and what a columnist thinks is no news.
    let reports = |document: &Document<'_>| !document.copy && !document.guest;
    let adds =
        |at: usize| (at == lead || reports(&documents[at])) && language::family(&languages[at]) == language::family(spoken);
    let told = |least: Least| {
        let documents = documents.iter().enumerate().filter(|(at, _)| adds(*at));
        documents.flat_map(|(at, document)| candidates_of(at, document, spoken, least)).collect::<Vec<_>>()
    };
    let mut candidates = told(Least::Sentence);
    if candidates.is_empty() {
        // Teasers end in the middle, and there are short sentences: better than nothing.
        candidates = told(Least::Words);
    }
    rank(&mut candidates, documents, lead, spoken);
    if !tolls.is_empty() {
        for candidate in &mut candidates {
            candidate.counts = figures::in_sentence(candidate.text, spoken, &documents[candidate.document]);
        }
    }
    let mut told = Vec::new();
    for toll in tolls {
        // The greatest that a sentence of this language opens a report with.
        if !told.contains(&toll.counted()) && bring_up_to_date(&mut candidates, toll, documents, lead, max_words) {
            told.push(toll.counted());
        }
    }
    let chosen = pick(&candidates, max_words);
    let mut chosen: Vec<&Candidate<'_>> = chosen.into_iter().map(|at| &candidates[at]).collect();
    // What a count is by now follows the opening that gives it as it was, unless that goes on.
    let goes_on = chosen.iter().any(|candidate| candidate.document == lead && candidate.goes_on);
    let rank = |candidate: &Candidate<'_>| match candidate {
        Candidate { opens: true, .. } => 0,
        Candidate { document, place: 0, .. } if *document == lead => 1,
        Candidate { newest: true, .. } if !goes_on => 2,
        _ => 3,
    };
    chosen.sort_by_key(|candidate| (rank(candidate), candidate.document != lead, candidate.document, candidate.place));
    chosen.into_iter().map(|candidate| Sentence { text: candidate.text.to_owned(), report: candidate.document }).collect()
}

/// What is told of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Least {
    /// Whole sentences of some length.
    Sentence,
    /// Whatever has some words.
    Words,
}

fn candidates_of<'a>(at: usize, document: &Document<'a>, spoken: &str, least: Least) -> Vec<Candidate<'a>> {
    let mut met = HashSet::new();
    let ranges = sentences::sentences_in(document.text, spoken).into_iter().take(DEPTH);
    let sentences = ranges.enumerate().filter_map(|(place, range)| {
        let sentence = document.text.get(range)?;
        // Where and by whom a report was written is not told; and nobody else writes so.
        let text = &sentence[dateline::end(sentence)..];
        let words = count_words(text);
        let whole = text.ends_with(['.', '!', '…', '。', '！', '।', '۔', '։', '።', '"', '”', '»', '’']) || least == Least::Words;
        // What somebody decoded wrongly is quoted only where there is nothing else.
        let broken = least == Least::Sentence && text.contains(char::REPLACEMENT_CHARACTER);
        let question = text.trim_end_matches(['"', '”', '»']).ends_with(['?', '？']);
        let fewest = if least == Least::Words { 3 } else { 5 };
        ((fewest..=70).contains(&words) && whole && !question && !broken && met.insert(text.to_owned())).then(|| Candidate {
            document: at,
            place,
            text,
            words,
            goes_on: goes_on(text),
            vector: vector(sentence, spoken),
            facts: facts(sentence, spoken),
            score: 0.0,
            counts: Vec::new(),
            opens: false,
            newest: false,
            replaces: false,
        })
    });
    sentences.collect()
}

/// Words between white space; a character of a script without spaces is half a word.
pub fn count_words(text: &str) -> usize {
    let wide = text.chars().filter(|c| words::is_wide(*c)).count();
    if wide > 0 { wide.div_ceil(2) } else { text.split_whitespace().count() }
}

fn vector(text: &str, spoken: &str) -> BTreeMap<String, f64> {
    let mut vector = BTreeMap::new();
    for stem in words::stems(text, spoken) {
        *vector.entry(stem).or_insert(0.0) += 1.0;
    }
    for number in numbers(text, spoken) {
        *vector.entry(format!("#{}", number.value)).or_insert(0.0) += 1.0;
    }
    vector
}

fn facts(text: &str, spoken: &str) -> BTreeMap<String, f64> {
    let mut facts = BTreeMap::new();
    let numbers = numbers(text, spoken);
    // "Five" is a number, and no name for opening a sentence.
    let in_words: HashSet<String> = numbers.iter().flat_map(|number| words::stems(&text[number.span.clone()], spoken)).collect();
    for word in words::words(text, spoken) {
        if word.wide {
            facts.extend(word.pairs().map(|pair| (pair.to_owned(), 1.0)));
        } else if let Some(stem) = word.stem(spoken).filter(|stem| !in_words.contains(*stem)) {
            facts.insert(stem.to_owned(), if word.name { NAME } else { 1.0 });
        }
    }
    facts.extend(numbers.iter().map(|number| (format!("#{}", number.value), NUMBER)));
    facts
}

/// Which share of what a sentence says is told by those of `chosen` that are of other reports.
fn told(candidate: &Candidate<'_>, chosen: &[usize], candidates: &[Candidate<'_>]) -> f64 {
    let others: Vec<&Candidate<'_>> =
        chosen.iter().map(|at| &candidates[*at]).filter(|other| other.document != candidate.document).collect();
    let known = candidate.facts.iter().filter(|(fact, _)| others.iter().any(|other| other.facts.contains_key(*fact)));
    let (known, all) = (known.map(|(_, weight)| weight).sum::<f64>(), candidate.facts.values().sum::<f64>());
    if all > 0.0 { known / all } else { 0.0 }
}

fn rank(candidates: &mut [Candidate<'_>], documents: &[Document<'_>], lead: usize, spoken: &str) {
    let mut centroid: BTreeMap<String, f64> = BTreeMap::new();
    let mut spread: BTreeMap<&str, HashSet<usize>> = BTreeMap::new();
    for candidate in candidates.iter() {
        for (term, count) in &candidate.vector {
            *centroid.entry(term.clone()).or_default() += count;
            spread.entry(term).or_default().insert(candidate.document);
        }
    }
    // What several reports say counts more than what one repeats.
    let reports = documents.len().max(1) as f64;
    for (term, weight) in &mut centroid {
        let said_by = spread.get(term.as_str()).map_or(0, HashSet::len) as f64;
        *weight = weight.sqrt() * (said_by / reports).sqrt();
    }
    let title: HashSet<String> = words::stems(documents[lead].title, spoken).into_iter().collect();
    let scores: Vec<f64> = candidates
        .iter()
        .map(|candidate| {
            let central = cosine(&candidate.vector, &centroid);
            let titled = candidate.vector.keys().filter(|term| title.contains(*term)).count() as f64 / title.len().max(1) as f64;
            let place = 1.0 / (1.0 + candidate.place as f64);
            let first = if candidate.document == lead && candidate.place == 0 { OPENING } else { 0.0 };
            let dangling = if dangles(candidate.text) { 0.3 } else { 0.0 };
            let quote = if candidate.text.starts_with(['"', '“', '„', '«']) { 0.1 } else { 0.0 };
            central + 0.35 * place + 0.2 * titled + first - dangling - quote
        })
        .collect();
    for (candidate, score) in candidates.iter_mut().zip(scores) {
        candidate.score = score;
    }
}

/// Has the sentence that gives a count as it is now told, where a report opens with it, instead of those that say the same with the count as it
/// was; what the summary would have begun with it begins. Where it begins with it anyway, nothing that earlier reports counted follows. Whether there is one.
fn bring_up_to_date(
    candidates: &mut Vec<Candidate<'_>>,
    toll: &Toll,
    documents: &[Document<'_>],
    lead: usize,
    max_words: usize,
) -> bool {
    let tells = |at: &usize| {
        let candidate = &candidates[*at];
        let told = toll.is_told(&candidate.counts) && candidate.place < NEWS;
        told && candidate.words <= max_words && !candidate.goes_on && !dangles(candidate.text)
    };
    let newest = (0..candidates.len())
        .filter(tells)
        .max_by(|one, other| candidates[*one].score.total_cmp(&candidates[*other].score).then(other.cmp(one)));
    let Some(newest) = newest else { return false };
    let repeated = |candidate: &Candidate<'_>| {
        let words = candidate.facts.iter().filter(|(fact, _)| !fact.starts_with('#'));
        let (told, all) = words.fold((0.0, 0.0), |(told, all), (fact, weight)| {
            (if candidates[newest].facts.contains_key(fact) { told + weight } else { told }, all + weight)
        });
        // Each names what the other does not: here it was another place, or another day.
        let lacks = |one: &Candidate<'_>, other: &Candidate<'_>| {
            one.facts.iter().any(|(fact, weight)| *weight == NAME && !other.facts.contains_key(fact))
        };
        let elsewhere = lacks(candidate, &candidates[newest]) && lacks(&candidates[newest], candidate);
        told >= REPLACED * all && !elsewhere
    };
    let outdated = |candidate: &Candidate<'_>| {
        !candidate.replaces && toll.outdates(&candidate.counts, &candidates[newest].counts) && repeated(candidate)
    };
    let first = &candidates[newest];
    let leads = first.document == lead && first.place == 0;
    let earlier = |candidate: &Candidate<'_>| documents[candidate.document].published < documents[lead].published;
    let mut out: Vec<bool> = candidates
        .iter()
        .map(|candidate| outdated(candidate) || leads && earlier(candidate) && toll.raises(&candidate.counts))
        .collect();
    let opens = candidates.iter().zip(&out).any(|(candidate, out)| *out && candidate.document == lead && candidate.place == 0);
    let told = &mut candidates[newest];
    told.score += OPENING;
    (told.newest, told.opens, told.replaces) = (true, told.opens || opens, told.replaces || out.contains(&true));
    let mut out = out.drain(..);
    candidates.retain(|_| !out.next().unwrap_or_default());
    true
}

/// Whether a sentence begins with a word that points back.
fn dangles(text: &str) -> bool {
    DANGLING.contains(&opening(text, 1).as_str())
}

/// Whether a sentence begins with a phrase that says nothing without the sentence before it.
fn goes_on(text: &str) -> bool {
    (2..=3).any(|words| GOING_ON.contains(&opening(text, words).as_str()))
}

/// The first words of a sentence, in lower case.
fn opening(text: &str, words: usize) -> String {
    let first: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(words).collect();
    first.join(" ").to_lowercase()
}

fn cosine(one: &BTreeMap<String, f64>, other: &BTreeMap<String, f64>) -> f64 {
    let length = |vector: &BTreeMap<String, f64>| vector.values().map(|weight| weight * weight).sum::<f64>().sqrt();
    let dot: f64 = one.iter().filter_map(|(term, weight)| other.get(term).map(|other| weight * other)).sum();
    let lengths = length(one) * length(other);
    if lengths > 0.0 { dot / lengths } else { 0.0 }
}

/// Greedy choice within the limit of words. What a later choice tells besides goes again, and makes room for something else.
fn pick(candidates: &[Candidate<'_>], max_words: usize) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    let mut out: HashSet<usize> = HashSet::new();
    let mut left = max_words;
    for (at, candidate) in candidates.iter().enumerate().filter(|(_, candidate)| candidate.replaces) {
        if candidate.words <= left {
            left -= candidate.words;
            chosen.push(at);
        }
    }
    loop {
        let value = |candidate: &Candidate<'_>| {
            let closest = chosen.iter().map(|at| cosine(&candidate.vector, &candidates[*at].vector)).fold(0.0, f64::max);
            let new = closest < SAME && told(candidate, &chosen, candidates) < TOLD;
            (new || candidate.newest).then_some(candidate.score - if candidate.newest { 0.0 } else { NOVELTY * closest })
        };
        let best = candidates
            .iter()
            .enumerate()
            .filter(|(at, candidate)| candidate.words <= left && !chosen.contains(at) && !out.contains(at))
            .filter(|(_, candidate)| !candidate.goes_on || chosen.iter().any(|at| candidates[*at].is_before(candidate)))
            .filter_map(|(at, candidate)| value(candidate).map(|value| (at, value)))
            .max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)));
        let Some((at, _)) = best.filter(|(_, value)| *value > -0.2 || chosen.is_empty()) else { break };
        left -= candidates[at].words;
        chosen.push(at);
        // The first choice is what the story is about.
        let leads_on =
            |at: usize| chosen.iter().map(|next| &candidates[*next]).any(|next| next.goes_on && candidates[at].is_before(next));
        let needless =
            |at: &&usize| !candidates[**at].newest && told(&candidates[**at], &chosen, candidates) >= TOLD && !leads_on(**at);
        if let Some(needless) = chosen.iter().skip(1).find(needless).copied() {
            chosen.retain(|at| *at != needless);
            out.insert(needless);
            left += candidates[needless].words;
        }
    }
    if chosen.is_empty() {
        // Every sentence is too long: one that is, rather than none.
        chosen.extend((0..candidates.len()).min_by_key(|at| (candidates[*at].words, *at)));
    }
    chosen
}
