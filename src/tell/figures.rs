//! What the reports of a story count, and where they disagree.
//!
//! Precise rather than complete: a figure is a number beside a word for what news counts (dead, injured, arrested, …), in any of
//! the languages of [`COUNTED`], or a quake's magnitude; clauses on events of earlier years have none. Reports conflict on it only if no number that one gives
//! may be one of the other: "about three" may be two, and "at least four" six, but not three.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use super::Document;
use super::counted::{self, ABOARD, ARRESTED, COUNTED, DEAD, INJURED, MAGNITUDE, PROTESTERS, Role, is};
use super::counts::{
    Count, Word, add_up, drop_shares, is_age, is_age_of, is_aged, is_part_of_word, measures, take_parts, words_of,
};
use super::magnitudes;
use super::mention::{self, Mention};
use super::people;
use super::phrases::{self, Bound};
use super::tolls;
use super::voice;
use super::wire::Known;
use crate::model::{Figure, FigureValue};
use crate::text::language::family;
use crate::text::numbers::{self, NumberKind};
use crate::text::sentences;
use crate::text::words::first;

/// Characters of a report that are looked at: what it opens with is its own state of knowledge.
const DEPTH: usize = 1_200;

/// Characters of a headline that are.
const HEADLINE: usize = 300;

/// Words between a number and what it counts.
const REACH: usize = 4;

/// The same where people are counted by a verb at the end of its clause.
const CLAUSE: usize = 12;

/// An event that is further back than this is another one, if its year is named.
const RECENT: TimeDelta = TimeDelta::days(60);

/// Protesters from whom on they are a crowd, on whose number reports differ, and not some of it.
const CROWD: f64 = 100.0;

/// What each report counts; live blogs and opinions only where nothing reports: they tell rumours, and of other years.
pub fn mentions(documents: &[Document<'_>]) -> Vec<Vec<Mention>> {
    let reported = documents.iter().any(|document| !document.guest);
    let of = |document: &Document<'_>| if document.guest && reported { Vec::new() } else { mentions_of(document) };
    let mut mentions = documents.iter().map(of).collect::<Vec<_>>();
    mention::settle(documents, &mut mentions);
    mentions
}

/// What a sentence of a report in a language counts.
pub fn in_sentence(sentence: &str, language: &str, document: &Document<'_>) -> Vec<Mention> {
    of_sentence(sentence, Told { family: family(language), published: document.published })
}

/// What the opening of a report counts, its headline aside.
pub fn in_opening(document: &Document<'_>) -> Vec<Mention> {
    let language = document.spoken();
    in_text(first(document.text, DEPTH), Told { family: family(&language), published: document.published })
}

/// Figures that at least one report gives; conflicting ones first, then those that most reports give.
pub fn find(known: &Known<'_>) -> Vec<Figure> {
    let Known { documents, mentions, grown } = known;
    let mut figures: Vec<Figure> = Vec::new();
    for (counted, (name, _)) in COUNTED.iter().enumerate() {
        let mut given: Vec<(usize, Vec<&Mention>)> = Vec::new();
        let of = |at: usize| mention::of(&mentions[at], counted);
        let (copies, originals): (Vec<usize>, Vec<usize>) = (0..documents.len()).partition(|at| documents[*at].copy);
        let told: Vec<&Mention> = originals.iter().flat_map(|at| of(*at)).collect();
        // A publisher's later report says what it knows since: with its own earlier one it does not disagree. Copies tell what another knows.
        let mut last: HashMap<&str, DateTime<Utc>> = HashMap::new();
        for at in originals.iter().filter(|at| !documents[**at].source.is_empty() && !of(**at).is_empty()) {
            if let Some(published) = documents[*at].published {
                let known = last.entry(documents[*at].source).or_insert(published);
                *known = published.max(*known);
            }
        }
        let superseded = |at: usize| {
            let last = last.get(documents[at].source);
            last.zip(documents[at].published).is_some_and(|(last, published)| published < *last)
        };
        for at in (0..documents.len()).filter(|at| !superseded(*at)) {
            let own = of(at);
            // The text of a copy is another's, its headline may be its own.
            let repeated = copies.contains(&at) && own.iter().any(|mention| told.iter().any(|other| mention.fits(other)));
            if !own.is_empty() && !repeated {
                given.push((at, own));
            }
        }
        // Beside how many there are in all, how many of them are tourists is no figure, unless it is more.
        let is_whole = |own: &[&Mention]| own.iter().any(|mention| mention.whom.is_none());
        let whole: Vec<usize> = given.iter().filter(|(_, own)| is_whole(own)).map(|(at, _)| *at).collect();
        let fewer = |one: &[&Mention]| {
            let as_many = |other: &&Mention| one.iter().any(|mention| mention.fits(other));
            !whole.iter().any(|at| of(*at).iter().any(as_many) || mention::disagree(one, &of(*at)))
        };
        given.retain(|(_, own)| whole.is_empty() || is_whole(own) || !fewer(own));
        if given.is_empty() {
            continue;
        }
        // What somebody has raised since is as it was then: others disagree about what is known now.
        let is_raised = |(at, one): &(usize, Vec<&Mention>)| {
            given.iter().any(|(then, other)| {
                tolls::is_raised(counted, (&documents[*at], one), (&documents[*then], other), grown.contains(then))
            })
        };
        let now: Vec<&(usize, Vec<&Mention>)> = given.iter().filter(|report| !is_raised(report)).collect();
        let conflict =
            now.iter().enumerate().any(|(at, (_, one))| now[at + 1..].iter().any(|(_, other)| mention::disagree(one, other)));
        let value = |(at, own): &(usize, Vec<&Mention>)| {
            own.first().map(|first| FigureValue { value: first.written.clone(), report: *at })
        };
        let values =
            if conflict { now.into_iter().filter_map(value).collect() } else { given.iter().filter_map(value).collect() };
        figures.push(Figure { what: (*name).to_owned(), values, conflict });
    }
    figures.sort_by_key(|figure| (!figure.conflict, std::cmp::Reverse(figure.values.len())));
    figures
}

/// What a report counts: as its text says, unless its headline has a number that stands nowhere in the text. Headlines are corrected first.
fn mentions_of(document: &Document<'_>) -> Vec<Mention> {
    let text = first(document.text, DEPTH);
    let language = document.spoken();
    let told = Told { family: family(&language), published: document.published };
    let mut headed = of_sentence(first(document.title, HEADLINE), told);
    if headed.is_empty() && document.copy {
        return headed;
    }
    let mut found = in_text(text, told);
    let ones = words_of(text).into_iter().filter(|(span, _)| numbers::is_one(&text[span.clone()], told.family)).map(|_| 1.0);
    let given: Vec<f64> = numbers::numbers(text, told.family).into_iter().map(|number| number.value).chain(ones).collect();
    let said = |head: &Mention| {
        given.contains(&head.value) || found.iter().any(|mention| mention.counted == head.counted && mention.fits(head))
    };
    // Of "nine dead as two die in hospital" the text may tell one alone.
    let known: Vec<usize> = headed
        .iter()
        .filter(|head| found.iter().any(|mention| mention.counted == head.counted) && said(head))
        .map(|head| head.counted)
        .collect();
    // "Two tourists killed" above a text that counts nine in all is about some of them.
    let is_part = |head: &Mention| head.whom.is_some() && found.iter().any(|mention| mention.counted == head.counted);
    headed.retain(|head| !known.contains(&head.counted) && !is_part(head));
    found.retain(|mention| !document.copy && !headed.iter().any(|head| head.counted == mention.counted));
    headed.extend(found);
    headed
}

/// By whom and when something is told.
#[derive(Clone, Copy)]
struct Told<'a> {
    /// Family of the language.
    family: &'a str,
    published: Option<DateTime<Utc>>,
}

fn in_text(text: &str, told: Told<'_>) -> Vec<Mention> {
    let mut found = Vec::new();
    for range in sentences::sentences_in(text, told.family) {
        if let Some(sentence) = text.get(range) {
            found.extend(of_sentence(sentence, told));
        }
    }
    found
}

fn of_sentence(sentence: &str, told: Told<'_>) -> Vec<Mention> {
    let words = words_of(sentence);
    let numbers = numbers::numbers(sentence, told.family);
    let counts = counts_of(sentence, &words, &numbers, told.family);
    let mut found = counted_in(sentence, &words, &counts, told);
    let number = COUNTED.iter().position(|(name, _)| *name == MAGNITUDE);
    let magnitudes = magnitudes::find(sentence, &words, &numbers).into_iter().filter_map(|(value, span)| {
        let mention = Mention {
            counted: number?,
            value,
            written: sentence[span.clone()].to_owned(),
            vague: false,
            bound: None,
            whom: None,
        };
        Some((span, mention))
    });
    found.extend(magnitudes);
    let past = past_of(sentence, &words, &numbers, told.published);
    // What comes behind a clause on the past goes on with it, unless that only compares; where it counts nothing itself, the whole sentence does.
    let has_count = |clause: &Range<usize>| counts.iter().any(|count| clause.contains(&count.span.start));
    let gone = |(clause, compares): &(Range<usize>, bool)| match (compares, has_count(clause)) {
        (true, _) => clause.clone(),
        (false, true) => clause.start..sentence.len(),
        (false, false) => 0..sentence.len(),
    };
    let gone: Vec<Range<usize>> = past.iter().map(gone).collect();
    found
        .into_iter()
        .filter(|(span, _)| !gone.iter().any(|gone| gone.contains(&span.start)))
        .map(|(_, mention)| mention)
        .collect()
}

/// What a sentence counts, and where each number stands.
fn counted_in(sentence: &str, words: &[Word], counts: &[Count], told: Told<'_>) -> Vec<(Range<usize>, Mention)> {
    // Every counting word takes the nearest number, rather before it than after it; every number is taken once.
    let mut taken: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for place in 0..words.len() {
        let Some(counted) = counted_at(words, place, told.family) else { continue };
        let crowd = COUNTED[counted].0 == PROTESTERS;
        let near = counts.iter().enumerate().filter(|(_, count)| !crowd || count.value >= CROWD);
        let near = near.filter_map(|(at, count)| Some((distance(sentence, words, place, count, told)?, at)));
        if let Some((distance, at)) = near.min() {
            // Of "four passengers died" the number says how many died.
            let distance = if crowd || COUNTED[counted].0 == ABOARD { distance + 2 * REACH } else { distance };
            let known = taken.entry(at).or_insert((distance, counted));
            if distance < known.0 {
                *known = (distance, counted);
            }
        }
    }
    let all: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
    let mention = |(at, (_, counted)): (usize, (usize, usize))| {
        let count = &counts[at];
        let before = &all[..count.words.start];
        let more = COUNTED[counted].0 == DEAD && told.family == "en" && all.get(count.words.end) == Some(&"more");
        if phrases::is_denied(before) || more {
            return None;
        }
        // Whoever left hospital was injured all the same.
        let remain = || (COUNTED[counted].0 == INJURED && phrases::is_remainder(&all)).then_some(Bound::Least);
        let bound = phrases::bound(before).map(|(bound, _)| bound).or_else(remain);
        let vague = bound.is_some() || before.iter().rev().take(3).any(|word| is(word, Role::Vague));
        let written = sentence[count.span.clone()].to_owned();
        Some((
            count.span.clone(),
            Mention { counted, value: count.value, written, vague, bound, whom: whom(&all[count.words.end..]) },
        ))
    };
    let mut found: Vec<(Range<usize>, Mention)> = taken.into_iter().filter_map(mention).collect();
    // Where a toll is given, it is what others in its sentence bring it to.
    if words.iter().any(|(_, word)| is(word, Role::Toll)) {
        let most = |counted: usize, found: &[(Range<usize>, Mention)]| {
            found.iter().filter(|(_, other)| other.counted == counted).map(|(_, other)| other.value).fold(0.0, f64::max)
        };
        let totals: Vec<f64> = found.iter().map(|(_, mention)| most(mention.counted, &found)).collect();
        let mut totals = totals.into_iter();
        found.retain(|(_, mention)| totals.next() == Some(mention.value) || !tolls::rises(mention.counted));
    }
    found
}

/// The kind of people that the words behind a number name, if they name one and nobody else.
fn whom(after: &[&str]) -> Option<usize> {
    let adjective = after.get(1).is_some_and(|word| people::kind(word).is_some()) && !is(after[0], Role::Person);
    let near = after.iter().skip(usize::from(adjective)).take(REACH).take_while(|word| !is(word, Role::Person));
    // "700 tote Soldaten".
    let on = |word: &str| is(word, Role::Between) || people::kind(word).is_some() || counted::counted(word).is_some();
    let mut named = near.take_while(|word| on(word));
    named.find_map(|word| people::kind(word))
}

/// Clauses of a sentence that name a year that is not the report's, or say that what they tell is long ago or happens each year; and whether they only compare.
fn past_of(
    sentence: &str,
    words: &[Word],
    numbers: &[numbers::Number],
    published: Option<DateTime<Utc>>,
) -> Vec<(Range<usize>, bool)> {
    let of_now = |year: f64| published.is_none_or(|published| year >= f64::from((published - RECENT).year()));
    let past = |clause: &Range<usize>, own: &[&str]| {
        let dated = |number: &numbers::Number| {
            number.kind == NumberKind::Year && clause.contains(&number.span.start) && !of_now(number.value)
        };
        numbers.iter().any(dated) || phrases::is_of_other_times(own)
    };
    let clauses = clauses_of(sentence).into_iter().filter_map(|clause| {
        let own =
            words.iter().filter(|(span, _)| clause.contains(&span.start)).map(|(_, word)| word.as_str()).collect::<Vec<_>>();
        past(&clause, &own).then(|| (clause, phrases::compares(&own)))
    });
    clauses.collect()
}

/// What stands between commas, dashes and brackets.
fn clauses_of(sentence: &str) -> Vec<Range<usize>> {
    let (mut clauses, mut start) = (Vec::new(), 0);
    for (at, sign) in sentence.char_indices() {
        let spaced = || sentence[at + sign.len_utf8()..].starts_with(char::is_whitespace);
        let hyphen = || sign == '-' && sentence[..at].ends_with(char::is_whitespace);
        if matches!(sign, '(' | ')' | '—' | '–') || (matches!(sign, ',' | ';' | ':') || hyphen()) && spaced() {
            clauses.push(start..at);
            start = at;
        }
    }
    clauses.push(start..sentence.len());
    clauses
}

/// The numbers of a sentence that may count something, in order.
fn counts_of(sentence: &str, words: &[Word], numbers: &[numbers::Number], family: &str) -> Vec<Count> {
    let at = |byte: usize| words.partition_point(|(span, _)| span.start < byte);
    let counts = numbers.iter().filter(|number| {
        let whole = number.kind == NumberKind::Count && number.value.fract() == 0.0;
        whole
            && !is_age(sentence, number)
            && !is_part_of_word(sentence, number, family)
            && !is_age_of(words, at(number.span.start), number)
            && !is_aged(words, at(number.span.start), family)
    });
    let mut counts: Vec<Count> = counts
        .map(|number| {
            let end = at(number.span.end);
            // "12-en" is one word in Hungarian, "17-year-old" counts nobody.
            let ending =
                family == "hu" && words.get(end).is_some_and(|(span, word)| span.start == number.span.end + 1 && word.len() < 4);
            let ending = ending && sentence[number.span.end..].starts_with('-');
            Count { value: number.value, span: number.span.clone(), words: at(number.span.start)..end + usize::from(ending) }
        })
        .collect();
    for (place, (span, _)) in words.iter().enumerate() {
        let known = numbers.iter().any(|number| number.span.start < span.end && span.start < number.span.end);
        if !known && numbers::is_one(&sentence[span.clone()], family) && is_one(words, place, family) {
            counts.push(Count { value: 1.0, span: span.clone(), words: place..place + 1 });
        }
    }
    counts.retain(|count| !measures(&words[count.words.end..]));
    if family == "en" {
        drop_shares(&mut counts, words);
    }
    counts.sort_by_key(|count| count.span.start);
    take_parts(&mut counts, words);
    add_up(&mut counts, words, family);
    counts
}

/// Whether a word for one, an article in many languages, counts: "one person", "one dead", not "one of them" nor "no one".
fn is_one(words: &[Word], place: usize, family: &str) -> bool {
    let before = place.checked_sub(1).and_then(|before| words.get(before)).map_or("", |(_, word)| word);
    let not = [
        "no", "not", "any", "every", "the", "this", "that", "each", "last", "first", "second", "nijedna", "niti", "ni", "kein",
        "keine",
    ];
    let next = words.get(place + 1).is_some_and(|(_, word)| {
        let person =
            ["person", "persona", "personne", "pessoa", "persoon", "ember", "embert", "oseba", "covjek", "chovek", "chelovek"];
        // Where "one" is no article.
        let one = matches!(
            family,
            "en" | "sr" | "sl" | "mk" | "bg" | "ru" | "uk" | "be" | "pl" | "cs" | "sk" | "lt" | "lv" | "fi" | "et"
        );
        let named = one && people::kind(word).is_some();
        named || word.starts_with("osob") || person.contains(&word.as_str()) || counted_at(words, place + 1, family).is_some()
    });
    next && !not.contains(&before)
}

/// What the word at this place counts.
fn counted_at(words: &[Word], place: usize, family: &str) -> Option<usize> {
    let word = &words.get(place)?.1;
    let before = &words[place.saturating_sub(3)..place];
    if is(word, Role::Life) {
        // Lives are lost.
        let lost = before.iter().chain(words.get(place + 1)).any(|(_, word)| is(word, Role::Lost));
        return lost.then_some(0);
    }
    // "Floods kill 31", but nobody is dead of what may kill so many.
    let might = ["to", "not", "could", "would", "should", "may", "might", "will", "can", "must", "ll", "t", "soon"];
    let dies = family == "en" && word == "die" && is_verb(words, place);
    if (word == "kill" || dies) && before.last().is_some_and(|(_, word)| might.contains(&word.as_str())) {
        return None;
    }
    if dies || word == "tot" && family == "de" {
        return counted::counted("died");
    }
    let word = verb_of(words, place, family);
    let behind = words.get(place + 1).map_or("", |(_, word)| word.as_str());
    // "Four homeless men", and "drei Männer stellen sich".
    if word == "homeless" && people::are(behind) || word == "stellen" && ["sich", "ein", "vor", "fest", "klar"].contains(&behind)
    {
        return None;
    }
    let toll = word != "death" || words.get(place + 1).is_some_and(|(_, word)| is(word, Role::Toll));
    counted::counted(word).filter(|_| toll)
}

/// Whether the English "die" is what happened: not "die casters", "Die Welt", "if five die".
fn is_verb(words: &[Word], place: usize) -> bool {
    let supposed = words[..place].iter().any(|(_, word)| ["if", "when"].contains(&word.as_str()));
    let behind = [
        "in",
        "as",
        "after",
        "when",
        "at",
        "on",
        "from",
        "of",
        "during",
        "near",
        "while",
        "following",
        "and",
        "but",
        "amid",
        "under",
        "inside",
        "outside",
        "overnight",
        "within",
        "by",
        "because",
        "since",
        "aboard",
    ];
    !supposed && words.get(place + 1).is_none_or(|(_, word)| behind.contains(&word.as_str()))
}

/// The word that stands for the one at this place: of a German verb in two parts, which ends its clause, the whole one ("nahm fünf Menschen fest", "mussten
/// ihre Häuser verlassen"). Other words stand for themselves.
fn verb_of<'a>(words: &'a [Word], place: usize, family: &str) -> &'a str {
    let before = |back: usize, parts: &[&str]| {
        family == "de" && words[place.saturating_sub(back)..place].iter().any(|(_, word)| parts.contains(&word.as_str()))
    };
    match words[place].1.as_str() {
        "fest" if before(CLAUSE, &["nahm", "nahmen", "nimmt", "nehmen"]) => "festgenommen",
        "verlassen" if before(3, &["hauser", "wohnungen", "heime"]) => "evakuiert",
        word => word,
    }
}

/// How far a number is from the word at `place`, if that counts by it.
fn distance(sentence: &str, words: &[Word], place: usize, count: &Count, told: Told<'_>) -> Option<usize> {
    let (word, number) = (&words[place].0, &count.span);
    let before = place >= count.words.end;
    let (gap, inner) = if before {
        (number.end..word.start, count.words.end..place)
    } else {
        (word.end..number.start, place + 1..count.words.start)
    };
    // What stands in another clause counts something else.
    let inner = words.get(inner)?;
    if sentence.get(gap)?.contains([',', ';', ':', '(', ')', '—', '–']) {
        return None;
    }
    let counts = |word: &str, what: &str| counted::counted(word).is_some_and(|counted| COUNTED[counted].0 == what);
    let crowd = |word: &str| counts(word, PROTESTERS);
    let suspects = |word: &str| is(word, Role::Suspect) && counts(verb_of(words, place, told.family), ARRESTED);
    let between =
        |word: &str| is(word, Role::Between) || is(word, Role::Vague) || people::are(word) || crowd(word) || suspects(word);
    let own: Vec<&str> = inner.iter().map(|(_, word)| word.as_str()).collect();
    let bounding = if before { 0 } else { phrases::bound(&own).map_or(0, |(_, words)| words) };
    // "Two trapped miners": one word, whatever it is, may say more of the people behind it.
    let adjective = before
        && own.get(1).is_some_and(|word| people::are(word))
        && counted::counted(own[0]).is_none_or(|what| COUNTED[what].0 == "homeless")
        && !is(own[0], Role::Thing);
    let plain = own[usize::from(adjective)..own.len() - bounding].iter().all(|word| between(word));
    if before {
        let reach = if plain { 2 * REACH } else { CLAUSE };
        let near = inner.len() < reach && (plain || ends_clause(sentence, inner, told, place + 1 == words.len()));
        let number = |word: &str| numbers::is_one(word, told.family) || !numbers::numbers(word, told.family).is_empty();
        let suffer = || {
            let verb = verb_of(words, place, told.family);
            !voice::denies(&own) && !voice::acts(&own, verb, &clause_behind(sentence, words, place), told.family, number)
        };
        return (near && suffer()).then_some(inner.len() + 1);
    }
    let thing = words.get(count.words.end).is_some_and(|(_, word)| is(word, Role::Thing));
    let toll = words[place.saturating_sub(3)..place].iter().chain(words.get(place + 1)).any(|(_, word)| is(word, Role::Toll));
    if toll {
        // What begins a thought in other languages is a preposition or an auxiliary in these.
        let romance = matches!(told.family, "fr" | "es" | "it" | "pt" | "ro" | "ca" | "gl");
        let breaks = |word: &str| is(word, if romance { Role::RomanceBreak } else { Role::Break });
        // "The death toll from a crash rose to five".
        let broken = inner.iter().any(|(_, word)| breaks(word) && !(word == "a" && matches!(told.family, "en" | "hu")));
        return (inner.len() < CLAUSE
            && !thing
            && !broken
            && (leads(inner, told) || leads(&inner[..inner.len() - bounding], told) || told.family == "hu"))
            .then_some(1);
    }
    // "Protestovalo je 20.000 ljudi", but not what protesters did to 300 of anything.
    let people = words.get(count.words.end).is_some_and(|(_, word)| is(word, Role::Person));
    (plain && !thing && inner.len() - bounding < REACH && (people || !crowd(&words[place].1))).then_some(2 * (inner.len() + 1))
}

/// The words behind the one at this place, up to a sign between them.
fn clause_behind<'a>(sentence: &str, words: &'a [Word], place: usize) -> Vec<&'a str> {
    let joined = |pair: &&[Word]| sentence[pair[0].0.end..pair[1].0.start].chars().all(char::is_whitespace);
    words[place..].windows(2).take_while(joined).map(|pair| pair[1].1.as_str()).collect()
}

/// Whether the words between a toll and a number lead from one to the other: "has risen to", "est de"; not "has risen by", "a augmenté de".
fn leads(inner: &[Word], told: Told<'_>) -> bool {
    let mut back = inner.iter().rev().map(|(_, word)| word.as_str()).filter(|word| !is(word, Role::Vague));
    match back.next() {
        // Up by so many, in Russian and Ukrainian.
        Some("na") if matches!(told.family, "ru" | "uk" | "be") => false,
        // "From", "by", and "the milestone of".
        Some("de" | "of") => back.next().is_none_or(|word| is(word, Role::Lead) || is(word, Role::Toll)),
        Some(word) => is(word, Role::Lead),
        None => false,
    }
}

/// Whether words behind a number are people, an auxiliary and where or how it happened, up to the verb: "Menschen sind bei einem Brand". Where
/// that is the last word, German headlines do without the auxiliary.
fn ends_clause(sentence: &str, inner: &[Word], told: Told<'_>, last: bool) -> bool {
    let mut rest = inner.iter().peekable();
    let early = rest.next_if(|(_, word)| is(word, Role::Auxiliary)).is_some();
    let stand = |word: &str| is(word, Role::Between) && !is(word, Role::Auxiliary) && !is(word, Role::Person);
    while rest.next_if(|(_, word)| stand(word)).is_some() {}
    // "Deutsche" are people, "zwei deutsche Schiffe" are none.
    let noun = |span: &Range<usize>| told.family != "de" || sentence[span.clone()].starts_with(char::is_uppercase);
    let people = rest.next().is_some_and(|(span, word)| people::are(word) && noun(span));
    let people = people
        && (early
            || told.family == "hu"
            || last && told.family == "de"
            || rest.next().is_some_and(|(_, word)| is(word, Role::Auxiliary)));
    // "a" is Serbian for "and", and the Hungarian article.
    let broken = |word: &str| is(word, Role::Break) && !(told.family == "hu" && word == "a");
    let number = |span: &Range<usize>| !numbers::numbers(&sentence[span.clone()], told.family).is_empty();
    people && rest.all(|(span, word)| !broken(word) && !number(span))
}

#[cfg(test)]
mod tests;
