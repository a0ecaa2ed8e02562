//! The log-odds that two articles tell one event: a sum of named signals.
//!
//! Weights were fitted by logistic regression on labelled pairs of several collections; see `docs/grouping.md`.

use super::facts::{self, Fact};
use super::features::Kind;
use super::stream::{self, MEASURES, Usual};
use super::terms::{self, Term, Weighty};
use super::vectors::{self, Centred};
use super::{Article, Options, Signal, background, copies, slots};
use crate::config::Profile;

/// Texts shorter than this are headlines.
const HEADLINE: u32 = 20;

/// The weights hold where an article has so many others of its language within reach.
const USUAL_CROWD: f64 = 200.0;
/// Weight of the logarithm of how many there are beyond that.
const CROWDED: f64 = -1.12;
/// Fewer than this are counted as this many.
const FEW: u32 = 120;

/// Across languages so many others within reach, of whatever language, are usual; of fewer the right one is found the more easily: by this weight of
/// the logarithm. More of them are no matter, since links across languages compete.
const USUAL_ABROAD: u32 = 480;
const FEWEST_ABROAD: u32 = 80;
const FEW_ABROAD: f64 = -0.5;

/// What it costs that neither headline names anybody or anything that the other report knows.
const STRANGERS: f64 = -0.2;

/// What it costs that headlines may lie any time apart.
const UNDATED: f64 = -1.0;

/// What it costs that one publisher has both, in one language: what it repeats or revises is known as such without a link, and the rest is
/// mostly a series of posts in one form.
const SAME_PUBLISHER: f64 = -2.0;

/// What it says within a language that a fact agrees and that it differs: names of the signals and their weights.
const FACTS: [(Fact, &str, &str, f64, f64); 5] = [
    (Fact::Weekday, "same weekday", "other weekdays", 0.4, -1.55),
    (Fact::Age, "same age of somebody", "other ages", 0.06, -1.6),
    (Fact::Share, "same percentage", "other percentages", 0.0, -0.65),
    (Fact::Date, "same date", "other dates", 0.0, -0.85),
    (Fact::Count, "same count in the headline", "other counts in the headline", 0.2, -0.7),
];

/// What it says within a language that two reports name one region, and that they name others.
const ONE_REGION: f64 = 0.15;
const OTHER_REGIONS: f64 = -0.5;
/// What it costs that the headlines name places and neither report names that of the other: floods in two countries.
const STRANGE_PLACES: f64 = -12.0;
/// The same where the reports share names, as those from two capitals on one quarrel do, from this cosine of the names on.
const STRANGE_CAPITALS: f64 = -1.0;
const NAMES_SHARED: f32 = 0.15;
/// So much says that two reports share the rare words that one event has, as the logarithm of what these weigh; what is missing speaks against.
const RARE_WORDS: f64 = 2.5;
/// More deviations than this say no more, where the evidence is thin: one shared number may be as many.
const ENOUGH: f64 = 8.0;
const MANY_NUMBERS: f64 = 12.0;
/// The cosine of the words from which on two reports that name other places are one form, filled in twice, unless so many names that are no
/// common words are the same.
const ONE_FORM: f32 = 0.75;
const OF_ONE_EVENT: usize = 2;
/// In so many of [`background::ARTICLES`] reports a common word stands.
const COMMON: f32 = 0.5;

/// What it costs that the weekday and another fact differ and none agrees.
const NONE_AGREES: f64 = -3.0;

/// So many standard deviations above what is usual something across languages is no chance resemblance.
const SURE: f64 = 1.0;

/// Log-odds are clipped to this.
pub const BOUNDS: (f64, f64) = (-4.0, 6.0);

/// A headline and lead of fewer words than this say too little to tie anything to anything.
const TELLING: usize = 4;

/// What a differing fact costs.
const VETO: f64 = -8.0;

/// How alike two articles are: cosines.
#[derive(Debug, Clone, Copy, Default)]
pub struct Likeness {
    pub body: f32,
    pub lead: f32,
    pub names: f32,
    pub numbers: f32,
    pub cognates: f32,
    /// By how much the words that both have are weightier than common ones, added up; no cosine: long texts have more of them.
    pub rare: f32,
    /// `None` where one of the two has no vector.
    pub vector: Option<f32>,
}

impl Likeness {
    /// Measured from the articles themselves.
    pub fn of(one: &Article, other: &Article) -> Self {
        let dot = |kind: Kind| terms::dot(&one.terms[kind as usize], &other.terms[kind as usize]);
        let lead = |article: &Article| article.terms.lead().collect::<Vec<_>>();
        Self {
            body: dot(Kind::Body),
            lead: terms::dot(&lead(one), &lead(other)),
            names: dot(Kind::Names),
            numbers: dot(Kind::Numbers),
            cognates: dot(Kind::Cognates),
            rare: rare(one, other),
            vector: one.vector.as_ref().zip(other.vector.as_ref()).map(|(one, other)| vectors::cosine(one, other)),
        }
    }
}

/// [`Likeness::rare`].
fn rare(one: &Article, other: &Article) -> f32 {
    let (words, of_other) = (&one.terms[Kind::Body as usize], &other.terms[Kind::Body as usize]);
    let mut sum = Weighty::default();
    terms::shared(words, of_other, |weight, another| sum.add(one.terms.heft(weight), other.terms.heft(another)));
    sum.sum()
}

/// How unusual a likeness is for both: the mean of their standard scores, clipped.
#[derive(Debug, Clone, Copy)]
pub struct Unusual {
    means: [f32; MEASURES],
    deviations: [f32; MEASURES],
    others: ([f32; MEASURES], [f32; MEASURES]),
}

impl Unusual {
    #[inline]
    pub fn of(one: &Article, other: &Article) -> Self {
        let split = |usual: Usual| (usual.map(|(mean, _)| mean), usual.map(|(_, deviation)| 1.0 / deviation));
        let (means, deviations) = split(one.usual(other.language));
        Self { means, deviations, others: split(other.usual(one.language)) }
    }

    #[inline]
    fn score(&self, measure: usize, likeness: f32) -> f64 {
        let one = (likeness - self.means[measure]) * self.deviations[measure];
        let other = (likeness - self.others.0[measure]) * self.others.1[measure];
        f64::from((0.5 * (one + other)).clamp(-3.0, 15.0))
    }
}

impl Article {
    #[inline]
    fn usual(&self, language: u16) -> Usual {
        let known = self.usual.iter().find(|(known, _)| *known == language).map(|(_, usual)| *usual);
        known.unwrap_or_else(|| stream::prior(language == self.language))
    }
}

/// Up to where a pair is so usual for the one article that measuring it closely is lost time: nothing near a link looks like that.
pub struct Gate {
    language: u16,
    /// By language of the other: words, names, cognates, vectors.
    limits: Vec<(u16, [f32; 4])>,
    /// The same for languages that were not met lately: another one, the article's own.
    unmet: [[f32; 4]; 2],
}

impl Gate {
    pub fn of(article: &Article) -> Self {
        let limits = |usual: &Usual| {
            let limit = |measure: usize, deviations: f32| usual[measure].0 + deviations * usual[measure].1;
            // A text that many publishers have is usual, and yet a copy.
            [limit(0, 1.0).min(copies::ALIKE), limit(1, 1.0), limit(3, 1.0), limit(4, 1.5)]
        };
        Self {
            language: article.language,
            limits: article.usual.iter().map(|(language, usual)| (*language, limits(usual))).collect(),
            unmet: [false, true].map(|same| limits(&stream::prior(same))),
        }
    }

    /// Whether a pair is as usual as that.
    #[inline]
    pub fn usual(&self, article: &Article, other: &Article, likeness: &Likeness) -> bool {
        let known = self.limits.iter().find(|(language, _)| *language == other.language);
        let same = self.language == other.language;
        let [words, names, cognates, vectors] = known.map_or(self.unmet[usize::from(same)], |(_, limits)| *limits);
        let means_more = likeness.vector.is_some_and(|vector| vector > vectors);
        let says_more = if same {
            likeness.body > words
        } else {
            !(article.is_read_well() && other.is_read_well())
                && (likeness.names > names
                    || likeness.cognates > cognates
                    || facts::places(&article.facts, &other.facts).shared()[1] > 0.0)
        };
        !means_more && !says_more
    }
}

/// The log-odds of a pair by itself: without how many others there are to choose from.
pub fn odds(one: &Article, other: &Article, likeness: &Likeness, options: &Options) -> f64 {
    let mut sum = 0.0;
    measure(one, other, likeness, options, &mut |_, value, weight| sum += value * weight);
    sum
}

/// The log-odds of two versions of one article, as if they were of two publishers.
pub fn odds_alone(one: &Article, other: &Article, likeness: &Likeness, options: &Options) -> f64 {
    let publisher = if one.language == other.language && one.publisher == other.publisher { SAME_PUBLISHER } else { 0.0 };
    odds(one, other, likeness, options) - publisher
}

/// How many others there are to choose from: the more, the likelier that two of them resemble each other by chance.
#[inline]
fn crowd(one: &Article, other: &Article) -> f64 {
    let logarithm = |article: &Article| f64::from(article.peers.max(FEW)).ln();
    let crowd = 0.5 * (logarithm(one) + logarithm(other)) - USUAL_CROWD.ln();
    // That there are few of them makes no headline say more.
    if is_headline(one) || is_headline(other) { crowd.max(0.0) } else { crowd }
}

/// The same across languages: 0 or less.
#[inline]
fn crowd_abroad(one: &Article, other: &Article) -> f64 {
    let logarithm = |article: &Article| f64::from(article.reached.clamp(FEWEST_ABROAD, USUAL_ABROAD)).ln();
    0.5 * (logarithm(one) + logarithm(other)) - f64::from(USUAL_ABROAD).ln()
}

/// What it says of a pair how many others there are to choose from: value and weight.
#[inline]
fn choosing(one: &Article, other: &Article) -> (f64, f64) {
    match one.language == other.language {
        true if is_crowded(one, other) => (crowd(one, other), CROWDED),
        true => (0.0, CROWDED),
        false if one.vector.is_some() || other.vector.is_some() => (crowd_abroad(one, other), FEW_ABROAD),
        // Of languages that the encoder reads neither of, names and numbers say too little to be generous.
        false => (0.0, FEW_ABROAD),
    }
}

/// What the number of those to choose from adds to the log-odds of a pair.
#[inline]
pub fn crowding(one: &Article, other: &Article) -> f64 {
    let (crowd, weight) = choosing(one, other);
    crowd * weight
}

/// Whether there is no text to speak of.
pub fn is_headline(article: &Article) -> bool {
    article.length < HEADLINE
}

/// Headlines of a few days share so little by chance that their number hardly matters.
fn is_crowded(one: &Article, other: &Article) -> bool {
    !is_headline(one) && !is_headline(other) || undated(one, other)
}

fn undated(one: &Article, other: &Article) -> bool {
    one.published.is_none() || other.published.is_none()
}

/// The log-odds that count: with everything, clipped.
pub fn settled(one: &Article, other: &Article, odds: f64) -> f64 {
    (odds + crowding(one, other)).clamp(BOUNDS.0, BOUNDS.1)
}

/// The same, as if nobody had come since the link was made where that is to its advantage.
pub fn at_best(one: &Article, other: &Article, odds: f64) -> f64 {
    settled(one, other, odds).max(odds.clamp(BOUNDS.0, BOUNDS.1))
}

/// The signals of a pair, and the facts on which it differs.
pub fn explain(one: &Article, other: &Article, options: &Options) -> (Vec<Signal>, Vec<String>) {
    let mut signals = Vec::new();
    let mut add = |name, value: f64, weight: f64| signals.push(Signal { name, value, contribution: value * weight });
    measure(one, other, &Likeness::of(one, other), options, &mut add);
    let (crowd, weight) = choosing(one, other);
    if crowd != 0.0 {
        add("reports to choose from", crowd, weight);
    }
    (signals, slots::conflicts(&one.slots, &other.slots))
}

/// Days between two articles; 0 where one has no date.
#[inline]
fn days(one: &Article, other: &Article) -> f64 {
    match (one.published, other.published) {
        (Some(one), Some(other)) => (one - other).num_minutes().abs() as f64 / (24.0 * 60.0),
        _ => 0.0,
    }
}

/// The most that [`doubt`] adds to log-odds: where all facts agree that may.
const LEAST_DOUBT: f64 = {
    let (mut sum, mut at) = (ONE_REGION, 0);
    while at < FACTS.len() {
        sum += FACTS[at].3.max(0.0);
        at += 1;
    }
    sum
};

/// A limit that the log-odds of a pair do not exceed whatever its leads say, for much less work.
pub fn most(one: &Article, other: &Article, likeness: &Likeness, options: &Options) -> f64 {
    let mut sum = LEAST_DOUBT + profile(options, true);
    alike(one, other, &Likeness { lead: 1.0, ..*likeness }, &mut |_, value, weight| sum += value * weight);
    sum
}

/// What the profile adds; `sure`: a strict one costs little.
fn profile(options: &Options, sure: bool) -> f64 {
    match options.profile {
        Profile::Strict if sure => -0.1,
        Profile::Strict => -0.7,
        Profile::Balanced => 0.0,
        Profile::Loose => 0.5,
    }
}

/// Whether two reports across languages on which the encoder was not trained both are far more alike than is usual in at least two ways: names,
/// numbers, cognates. There is no more to be had between such languages, so that asking for more would part all of them.
fn is_sure(one: &Article, other: &Article, likeness: &Likeness) -> bool {
    if one.language == other.language || one.is_read_well() && other.is_read_well() {
        return false;
    }
    let unusual = Unusual::of(one, other);
    let measured = [likeness.names, likeness.numbers, likeness.cognates];
    (1..).zip(measured).filter(|(measure, likeness)| unusual.score(*measure, *likeness) > SURE).count() >= 2
}

/// Names every signal of a pair, with its value and its weight.
fn measure(one: &Article, other: &Article, likeness: &Likeness, options: &Options, add: &mut impl FnMut(&'static str, f64, f64)) {
    alike(one, other, likeness, add);
    doubt(one, other, likeness, add);
    if options.profile != Profile::Balanced {
        add("profile", 1.0, profile(options, is_sure(one, other, likeness)));
    }
}

/// What likeness says.
fn alike(one: &Article, other: &Article, likeness: &Likeness, add: &mut impl FnMut(&'static str, f64, f64)) {
    let root = |cosine: f32| f64::from(cosine.max(0.0)).sqrt();
    let unusual = Unusual::of(one, other);
    let (z_body, z_names) = (unusual.score(0, likeness.body), unusual.score(1, likeness.names));
    let (z_numbers, z_cognates) = (unusual.score(2, likeness.numbers), unusual.score(3, likeness.cognates));
    let patience = (1.0 + days(one, other).min(60.0)).ln();
    let headline = is_headline(one) || is_headline(other);
    let places = || facts::places(&one.facts, &other.facts).shared();
    match (one.language == other.language, likeness.vector) {
        (true, Some(vector)) if headline => {
            let told = match (is_headline(one), is_headline(other)) {
                (true, false) => Some(told(one, other)),
                (false, true) => Some(told(other, one)),
                _ => None,
            };
            // What a text tells counts for itself; two headlines have nothing but their words, and hardly last a day.
            let (words, time, prior) = if told.is_some() { (6.0, -1.5, -4.2) } else { (7.5, -3.0, -3.2) };
            add("words of the headline", root(likeness.body), words);
            if let Some(told) = told {
                add("headline told by the text", told, 3.0);
            }
            add("names", root(likeness.names), 0.8);
            add("meaning", f64::from(vector), 6.5);
            add("unusual meaning", unusual.score(4, vector), 0.6);
            add("time apart", patience, time);
            if undated(one, other) {
                add("headlines without a date", 1.0, UNDATED);
            }
            add("prior", 1.0, prior);
        }
        (true, Some(vector)) => {
            add("words", root(likeness.body), 1.45);
            add("words of the lead", root(likeness.lead), 0.85);
            add("names", root(likeness.names), 0.42);
            add("numbers", root(likeness.numbers), 1.2);
            add("meaning", f64::from(vector), 2.1);
            add("unusual words", z_body, 0.25);
            add("unusual cognates", z_cognates, 0.09);
            add("unusual meaning", unusual.score(4, vector), 0.15);
            add("unusual numbers", z_numbers, 0.06);
            // Without dates it may have been any year that something happened there.
            if !undated(one, other) {
                add("places in headlines", places()[0], 0.5);
            }
            add("time apart", patience, -0.75);
            add("prior", 1.0, -3.0);
        }
        (true, None) if headline => {
            add("words", root(likeness.body), 0.763);
            add("words of the lead", root(likeness.lead), 0.594);
            add("names", root(likeness.names), 0.447);
            add("numbers", root(likeness.numbers), 0.532);
            add("unusual words", z_body, 0.282);
            add("unusual cognates", z_cognates, 0.141);
            add("time apart", patience, -0.483);
            add("prior", 1.0, -0.071);
        }
        (true, None) => {
            add("words", root(likeness.body), 1.7);
            add("words of the lead", root(likeness.lead), 0.8);
            add("names", root(likeness.names), 0.45);
            add("numbers", root(likeness.numbers), 1.2);
            add("unusual words", z_body, 0.28);
            add("unusual cognates", z_cognates, 0.14);
            add("time apart", patience, -0.8);
            add("prior", 1.0, -2.6);
        }
        (false, Some(vector)) if !one.is_read_well() || !other.is_read_well() => {
            let [in_headlines, anywhere] = places();
            add("unusual meaning", unusual.score(4, vector), 1.05);
            add("unusual names", z_names, 0.2);
            add("unusual cognates", z_cognates.min(ENOUGH), 0.45);
            add("unusual numbers", z_numbers.min(MANY_NUMBERS), 0.25);
            add("places in headlines", in_headlines, 1.5);
            add("places", anywhere, 1.8);
            add("time apart", patience, -0.29);
            add("prior", 1.0, -5.6);
        }
        (false, Some(vector)) => {
            add("meaning", f64::from(vector), 3.6);
            add("unusual meaning", unusual.score(4, vector), 0.85);
            add("names", f64::from(likeness.names), 0.4);
            add("numbers", f64::from(likeness.numbers), 0.65);
            add("unusual cognates", z_cognates, 0.1);
            add("unusual numbers", z_numbers, 0.2);
            add("prior", 1.0, -4.9);
        }
        (false, None) => {
            let [in_headlines, anywhere] = places();
            add("names", root(likeness.names), 0.6);
            add("unusual names", z_names, 0.15);
            add("unusual cognates", z_cognates, 0.4);
            add("unusual numbers", z_numbers, 0.2);
            add("places in headlines", in_headlines, 1.2);
            add("places", anywhere, 1.5);
            add("time apart", patience, -0.29);
            add("prior", 1.0, -2.8);
        }
    }
}

/// How much of a headline without text another report has: 0 to 1. A cosine is small where the one is short and the other long, and dwells on
/// the rarest words; here every word counts by the root of its weight.
fn told(headline: &Article, by: &Article) -> f64 {
    let known = &by.terms[Kind::Body as usize];
    let (mut all, mut told) = (0.0, 0.0);
    for word in &headline.terms[Kind::Body as usize] {
        let weight = f64::from(terms::weight_of(*word)).sqrt();
        all += weight;
        if known.binary_search_by_key(&terms::term_of(*word), |word| terms::term_of(*word)).is_ok() {
            told += weight;
        }
    }
    if all > 0.0 { told / all } else { 0.0 }
}

/// What speaks against a pair that is alike, and the facts that speak for it.
fn doubt(one: &Article, other: &Article, likeness: &Likeness, add: &mut impl FnMut(&'static str, f64, f64)) {
    if one.says_little() || other.says_little() {
        add("too little text", 1.0, VETO);
    }
    if one.language == other.language && strangers(one, other) {
        // What follows a form (results, matches, quakes) differs in whom it is about, and in little else.
        let form = slots::of_one_form(&one.slots, &other.slots);
        add("headlines name strangers", 1.0, if form { VETO } else { STRANGERS });
    }
    if one.language == other.language && one.publisher == other.publisher {
        add("same publisher", 1.0, SAME_PUBLISHER);
    }
    if one.language == other.language {
        let told = FACTS.map(|(fact, ..)| facts::agree(&one.facts, &other.facts, fact));
        for (told, (_, same, other_names, agreeing, differing)) in told.iter().zip(FACTS) {
            match told {
                Some(true) if agreeing != 0.0 => add(same, 1.0, agreeing),
                Some(false) => add(other_names, 1.0, differing),
                _ => {}
            }
        }
        // Another day, and something else besides; places are named for many reasons.
        let differing = told.iter().filter(|told| **told == Some(false)).count();
        if told[0] == Some(false) && differing >= 2 && !told.contains(&Some(true)) {
            add("no fact agrees", 1.0, NONE_AGREES);
        }
        if told[0] == Some(false) && slots::barely_agree(&one.slots, &other.slots) {
            add("other magnitude on another day", 1.0, VETO);
        }
    }
    let rare = f64::from(likeness.rare).ln_1p();
    if one.language == other.language && !is_headline(one) && !is_headline(other) && rare < RARE_WORDS {
        add("few rare words in common", rare - RARE_WORDS, 1.0);
    }
    elsewhere(one, other, likeness, add);
    let vetoes = slots::conflicts(&one.slots, &other.slots).len();
    if vetoes > 0 {
        add("facts differ", vetoes as f64, VETO);
    }
}

/// What it says where two reports take place.
fn elsewhere(one: &Article, other: &Article, likeness: &Likeness, add: &mut impl FnMut(&'static str, f64, f64)) {
    let places = facts::places(&one.facts, &other.facts);
    if one.language == other.language {
        match places.one_region() {
            Some(true) => add("same region", 1.0, ONE_REGION),
            Some(false) => add("other regions", 1.0, OTHER_REGIONS),
            None => {}
        }
    }
    // What a headline by itself does not name it may know all the same.
    if !is_headline(one) && !is_headline(other) && places.are_strangers() {
        // Who is named on both sides may act from two capitals.
        let apart = likeness.names < NAMES_SHARED || likeness.body >= ONE_FORM && rare_names(one, other) < OF_ONE_EVENT;
        let weight = if apart { STRANGE_PLACES } else { STRANGE_CAPITALS };
        add("places that the other does not know", 1.0, weight);
    }
}

/// How many names both have that are no common words.
fn rare_names(one: &Article, other: &Article) -> usize {
    let names =
        |article: &'_ Article| article.terms[Kind::Names as usize].iter().map(|name| terms::term_of(*name)).collect::<Vec<_>>();
    let others = names(other);
    names(one).into_iter().filter(|name| others.contains(name) && background::of_shared(*name) < COMMON).count()
}

impl Article {
    /// Whether it has a vector of a language that the encoder was trained on.
    fn is_read_well(&self) -> bool {
        self.vector.as_ref().is_some_and(Centred::is_read_well)
    }

    fn says_little(&self) -> bool {
        self.terms.lead_length() < TELLING
    }
}

/// Whether both headlines name somebody or something, and neither what the other report knows.
pub fn strangers(one: &Article, other: &Article) -> bool {
    let knows = |article: &Article, word: Term| {
        article.terms[Kind::Body as usize].binary_search_by_key(&word, |weighted| terms::term_of(*weighted)).is_ok()
    };
    let unknown = |from: &Article, to: &Article| {
        let mut subjects = from.terms.subjects().peekable();
        subjects.peek().is_some() && !subjects.any(|word| knows(to, word))
    };
    unknown(one, other) && unknown(other, one)
}
