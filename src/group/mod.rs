//! Which reports tell the same event. Pure: the same articles in the same order give the same stories.
//!
//! The way of an article through this room: [`features`] counts its words, names, numbers and cognates; [`stream`] weighs them by how
//! rare they were when it arrived, and measures it against its predecessors; [`link`] turns the measurements of a pair into log-odds,
//! each with a named signal; [`slots`] vetoes look-alikes, [`facts`] doubts them; [`cluster`] joins by average link, [`moves`] has second thoughts,
//! [`pieces`] and [`departures`] those on published stories, [`strays`] what a large story draws in. `docs/grouping.md` explains the method.

mod absence;
mod atlas;
mod background;
mod bands;
mod bridges;
mod cluster;
mod copies;
mod departures;
mod explain;
mod facts;
mod features;
mod forms;
mod genre;
mod index;
mod inflection;
mod lanes;
mod link;
mod links;
mod lists;
mod medleys;
mod moves;
mod pieces;
mod places;
mod postings;
mod recent;
pub mod score;
mod slots;
mod state;
mod strays;
mod stream;
mod terms;
#[cfg(test)]
mod tests;
mod vectors;
mod vetoes;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use self::copies::{Repeats, Sketch};
pub use self::explain::{Explanation, Signal};
use self::facts::Facts;
use self::genre::Genre;
pub use self::genre::is_report;
use self::index::Index;
use self::link::{Gate, Likeness};
use self::links::{Link, Links};
use self::lists::Lists;
use self::recent::{RECENT, Recent};
use self::slots::Slots;
pub use self::state::{Record, Restoring, Unreadable, sealed, unsealed};
use self::stream::{Closely, Rarity, Usuals};
use self::vectors::{Centre, Centred};
use crate::config::Profile;
use crate::model::Vector;
use crate::text::language;
use crate::text::words::first;

/// How articles are to be grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How far apart two reports of one event may lie; `None`: any distance.
    pub window: Option<TimeDelta>,
    /// How sure a link must be.
    pub profile: Profile,
    /// Whether links may cross languages.
    pub cross_lingual: bool,
    /// Where the vectors that articles bring come from.
    pub vectors: Origin,
}

/// Where sentence vectors come from, and so what is known of them before any came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// The encoder that newsloom carries: what texts of a language have in common is known, and thresholds are fitted to it.
    #[default]
    Builtin,
    /// Another one: the stream tells what is usual for it.
    Elsewhere,
}

impl Default for Options {
    fn default() -> Self {
        Self { window: Some(TimeDelta::days(4)), profile: Profile::Balanced, cross_lingual: true, vectors: Origin::Builtin }
    }
}

/// An article, as grouping sees it.
#[derive(Debug, Clone, Copy)]
pub struct Doc<'a> {
    /// Unique; answers are given in it.
    pub id: u64,
    /// Headline.
    pub title: &'a str,
    /// Standfirst and body.
    pub text: &'a str,
    /// When it was published, if known.
    pub published: Option<DateTime<Utc>>,
    /// Primary language subtag; `None`: detect.
    pub language: Option<&'a str>,
    /// Key of the publisher.
    pub publisher: &'a str,
    /// Its sentence vector: there for languages that the encoder knows, and then of the same encoder as all others.
    pub vector: Option<&'a Vector>,
}

/// Takes articles in stream order.
pub struct Grouper {
    options: Options,
    languages: Vec<String>,
    rarity: Rarity,
    centre: Centre,
    recent: Recent,
    /// Of those before the recent ones.
    index: Index,
    /// The article that is being taken.
    closely: Closely,
    articles: Vec<Article>,
    links: Links,
    /// So many of the articles were there from the start.
    restored: usize,
    /// Articles as they were before they were forgotten.
    former: HashMap<u64, Article>,
    /// Those that came back as something else.
    turned: BTreeSet<u64>,
    rules: Rules,
}

/// What was decided by hand, in ids of articles.
#[derive(Default)]
struct Rules {
    together: Vec<Vec<u64>>,
    apart: Vec<(Vec<u64>, Vec<u64>)>,
}

impl Rules {
    /// What was decided on two articles, in words.
    fn on(&self, one: u64, other: u64) -> Option<&'static str> {
        let parts = |(these, those): &(Vec<u64>, Vec<u64>)| {
            these.contains(&one) && those.contains(&other) || these.contains(&other) && those.contains(&one)
        };
        if self.apart.iter().any(parts) {
            return Some("an editor keeps them apart");
        }
        let joined = self.together.iter().any(|ids| ids.contains(&one) && ids.contains(&other));
        joined.then_some("an editor made them one story")
    }
}

/// Characters of a headline that count.
const TITLE: usize = 1_000;

/// Log-odds below which an article and what it was before tell two events. A headline over a text that is written anew is no such thing.
const ANOTHER: f64 = -1.0;

/// An article in grouping.
struct Article {
    id: u64,
    published: Option<DateTime<Utc>>,
    /// Index into the languages of the stream.
    language: u16,
    publisher: u64,
    /// The published story that it belongs to.
    fixed: Option<u64>,
    /// Whether it leads that story, or did when that was published.
    leads: bool,
    terms: Lists,
    vector: Option<Centred>,
    /// What similarity is usual for it, by language of the other.
    usual: Usuals,
    slots: Slots,
    facts: Facts,
    genre: Genre,
    /// Whether its headline is a list of matters.
    lists: bool,
    sketch: Sketch,
    /// Hash of headline and opening, 0 for none.
    opening: u32,
    /// Characters.
    length: u32,
    /// Articles of its language within reach.
    peers: u32,
    /// Articles within reach, of whatever language.
    reached: u32,
}

impl Article {
    /// Has memory send all that a comparison reads, of one article after another before any is compared: so waits for it overlap.
    #[inline]
    fn touch(&self) {
        std::hint::black_box((self.id, self.language, self.publisher, self.peers, self.genre, self.usual.len()));
        self.terms.touch();
    }
}

/// The stories of a stream.
pub struct Groups {
    options: Options,
    articles: Vec<Article>,
    at: HashMap<u64, usize>,
    /// Story of every article, by position.
    stories: Vec<usize>,
    /// Strays of large stories.
    drawn: BTreeSet<usize>,
    /// Roundups that no phrase of their headline gives away, by position.
    medley: Vec<bool>,
    /// Pairs that the window kept apart and another report brought together.
    bridged: BTreeSet<(usize, usize)>,
    /// Copy → original, by position.
    copies: BTreeMap<usize, usize>,
    /// Later version or repetition → the publisher's first one.
    reposts: BTreeMap<usize, usize>,
    rules: Rules,
}

impl Grouper {
    /// Nothing grouped yet.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            languages: Vec::new(),
            rarity: Rarity::default(),
            centre: Centre::new(options.vectors),
            recent: Recent::default(),
            index: Index::default(),
            closely: Closely::default(),
            articles: Vec::new(),
            links: Links::default(),
            restored: 0,
            former: HashMap::new(),
            turned: BTreeSet::new(),
            rules: Rules::default(),
        }
    }

    /// These articles are one story, whatever they say.
    pub fn hold_together(&mut self, ids: impl IntoIterator<Item = u64>) {
        self.rules.together.push(ids.into_iter().collect());
    }

    /// No story holds one of these and one of those, of which these were split off: they join no published story either.
    pub fn keep_apart(&mut self, these: impl IntoIterator<Item = u64>, those: impl IntoIterator<Item = u64>) {
        self.rules.apart.push((these.into_iter().collect(), those.into_iter().collect()));
    }

    /// Takes the next article. Articles with the same `fixed` handle are of one published story: they stay together.
    pub fn add(&mut self, doc: Doc<'_>, fixed: Option<u64>) {
        let doc = Doc { title: first(doc.title, TITLE), ..doc };
        let detected = || language::detect(&format!("{}\n{}", doc.title, doc.text));
        let language = doc.language.and_then(language::primary).or_else(detected).unwrap_or_default();
        let language = language::family(&language);
        let features = features::extract(&doc, language);
        let terms = self.rarity.weigh(&features, language);
        let lists = self.rarity.is_list(&features, language);
        let vector = doc.vector.map(|vector| self.centre.centred(vector, language));
        let mut article = Article {
            id: doc.id,
            published: doc.published,
            language: self.language(language),
            publisher: doc
                .publisher
                .bytes()
                .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)),
            fixed,
            leads: false,
            terms,
            vector,
            usual: Usuals::new(),
            slots: features.slots,
            facts: features.facts,
            genre: Genre::of(doc.title, features.length),
            lists,
            sketch: features.sketch,
            opening: features.opening,
            length: u32::try_from(features.length).unwrap_or(u32::MAX),
            peers: 0,
            reached: 0,
        };
        self.index.catch_up(&self.articles[..self.articles.len().saturating_sub(RECENT)]);
        self.closely.set(&article);
        let measured = self.recent.measure(&article, &self.closely.vector, &self.articles);
        article.usual = stream::usual(&measured, &self.articles, &article);
        let recent = &self.articles[measured.first..];
        // A lower bound: more may stand further back, and more will come.
        let reach = Reach::of(&article, &self.options);
        let (mut peers, mut reached) = (0, 0);
        for other in recent.iter().filter(|other| reach.has(other)) {
            peers += u32::from(other.language == article.language);
            reached += 1;
        }
        (article.peers, article.reached) = (peers, reached);
        let (gate, crowding) = (Gate::of(&article), link::crowding(&article, &article));
        let (closely, options) = (&self.closely, &self.options);
        let link = |at, likeness| link_of(&article, &self.articles[at], at, likeness, crowding, closely, options);
        let mut links: Vec<Link> = Vec::new();
        let mut repeated = 0;
        for (other, offset) in recent.iter().zip(0..) {
            let likeness = measured.likeness(offset);
            // Of a text that everybody has, some copies tie it to all of them.
            if !gate.usual(&article, other, &likeness) && (repeated < copies::ENOUGH || likeness.body <= copies::ALIKE) {
                let found = link(measured.first + offset, likeness);
                repeated += usize::from(found.as_ref().is_some_and(|link| link.repeats != Repeats::No));
                links.extend(found);
            }
        }
        let candidates = self.index.candidates(&article, closely, &self.articles);
        let others = || candidates.iter().map(|at| &self.articles[*at]);
        others().for_each(Article::touch);
        let mut cosines = Vec::with_capacity(candidates.len());
        closely.vector.cosines(others().map(|other| other.vector.as_ref()), &mut cosines);
        for (at, cosine) in candidates.iter().zip(cosines) {
            let other = &self.articles[*at];
            let glance = closely.glance(&article, other, cosine);
            if !gate.usual(&article, other, &glance) {
                links.extend(link(*at, closely.likeness(&article, other, glance)));
            }
        }
        links.sort_by_key(|link| link.earlier);
        if self.former.remove(&article.id).is_some_and(|before| is_another(&before, &article, &self.options)) {
            self.turned.insert(article.id);
        }
        self.articles.push(article);
        self.links.push(links);
    }

    /// Whether an article that was forgotten and taken again tells another event than before.
    pub fn has_turned(&self, id: u64) -> bool {
        self.turned.contains(&id)
    }

    /// Says of every article to which published story it belongs, and which ones lead theirs, or did when it was published: a story's id is where that is.
    pub fn publish(&mut self, story_of: impl Fn(u64) -> Option<u64>, leads: impl Fn(u64) -> bool) {
        self.articles.iter_mut().for_each(|article| (article.fixed, article.leads) = (story_of(article.id), leads(article.id)));
    }

    fn language(&mut self, code: &str) -> u16 {
        let at = self.languages.iter().position(|known| known == code).unwrap_or_else(|| {
            self.languages.push(code.to_owned());
            self.languages.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// Groups everything that was taken.
    pub fn finish(self) -> Groups {
        let Self { options, mut articles, links, rules, restored, .. } = self;
        count_peers(&mut articles, &options);
        let copies = cluster::originals(&articles, &links, Repeats::Copy);
        let reposts = cluster::originals(&articles, &links, Repeats::Repost);
        let at: HashMap<u64, usize> = articles.iter().enumerate().map(|(at, article)| (article.id, at)).collect();
        let positions = |ids: &[u64]| -> Vec<usize> { ids.iter().filter_map(|id| at.get(id).copied()).collect() };
        release(&mut articles, &rules, &at);
        let given = cluster::Given {
            together: rules.together.iter().map(|ids| positions(ids)).collect(),
            apart: rules.apart.iter().map(|(one, other)| (positions(one), positions(other))).collect(),
            repeats: copies.iter().chain(&reposts).map(|(copy, original)| (*copy, *original)).collect(),
            news: articles.len() > restored,
        };
        let cluster::Clustering { stories, drawn, medley, bridged } = cluster::cluster(&articles, &links, &given, &options);
        Groups { options, articles, at, stories, drawn, medley, bridged, copies, reposts, rules }
    }
}

/// An editor's word goes before what was published: of a published story that holds what is to be apart, the side without its first article
/// leaves.
fn release(articles: &mut [Article], rules: &Rules, at: &HashMap<u64, usize>) {
    for (these, those) in &rules.apart {
        let side = |ids: &[u64]| -> Vec<usize> { ids.iter().filter_map(|id| at.get(id).copied()).collect() };
        let (these, those) = (side(these), side(those));
        let mut first: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
        for (of, side) in [&these, &those].into_iter().enumerate() {
            for (story, position) in side.iter().filter_map(|position| Some((articles[*position].fixed?, *position))) {
                let known = first.entry(story).or_insert((position, of));
                *known = (*known).min((position, of));
            }
        }
        for (of, side) in [&these, &those].into_iter().enumerate() {
            for position in side {
                let holds = articles[*position].fixed.is_none_or(|story| first.get(&story).is_none_or(|(_, side)| *side == of));
                if !holds {
                    articles[*position].fixed = None;
                }
            }
        }
    }
}

/// The link between an article and an earlier one, if it speaks for one event; `crowding` is that of the article alone.
fn link_of(
    article: &Article,
    other: &Article,
    at: usize,
    mut likeness: Likeness,
    crowding: f64,
    closely: &Closely,
    options: &Options,
) -> Option<Link> {
    if !comparable(article, other, options) {
        return None;
    }
    let repeats = if likeness.body > copies::ALIKE || copies::open_alike(article, other) {
        copies::repeats(article, other)
    } else {
        Repeats::No
    };
    let alone = [article, other].map(|article| matches!(article.genre, Genre::Alone(_)));
    // A roundup holds the texts of others; a horoscope is printed by many.
    if alone != [false, false] && (repeats == Repeats::No || alone != [true, true]) {
        return None;
    }
    // What is far from a link needs no measuring.
    let crowding = crowding.max(link::crowding(article, other));
    let repeated = repeats != Repeats::No;
    if !repeated && link::most(article, other, &likeness, options) + crowding <= 0.0 {
        return None;
    }
    likeness.lead = closely.lead(other);
    if article.language == other.language {
        likeness.rare = closely.rare(article, other);
    }
    let odds = link::odds(article, other, &likeness, options);
    (odds + crowding > 0.0 || repeated).then(|| Link {
        earlier: u32::try_from(at).unwrap_or(u32::MAX),
        odds: odds as f32,
        repeats,
    })
}

/// Whether an article is not what it was before, but another one at the same address: no new version, and no second report of the event either.
fn is_another(before: &Article, now: &Article, options: &Options) -> bool {
    !copies::revises(before, now) && link::odds_alone(before, now, &Likeness::of(before, now), options) < ANOTHER
}

fn within_reach(one: &Article, other: &Article, options: &Options) -> bool {
    match (options.window, one.published, other.published) {
        (Some(window), Some(one), Some(other)) => (one - other).abs() <= window,
        _ => true,
    }
}

/// The dates of what is [`within_reach`] of an article that others are held against.
struct Reach(Option<std::ops::RangeInclusive<DateTime<Utc>>>);

impl Reach {
    fn of(article: &Article, options: &Options) -> Self {
        let around = |date: DateTime<Utc>, window: TimeDelta| {
            let (first, last) = (date.checked_sub_signed(window), date.checked_add_signed(window));
            first.unwrap_or(DateTime::<Utc>::MIN_UTC)..=last.unwrap_or(DateTime::<Utc>::MAX_UTC)
        };
        Self(article.published.zip(options.window).map(|(date, window)| around(date, window)))
    }

    fn has(&self, other: &Article) -> bool {
        self.0.as_ref().zip(other.published).is_none_or(|(dates, date)| dates.contains(&date))
    }
}

fn comparable(one: &Article, other: &Article, options: &Options) -> bool {
    within_reach(one, other, options) && (options.cross_lingual || one.language == other.language)
}

/// Counts for every article how many are within reach of it.
fn count_peers(articles: &mut [Article], options: &Options) {
    let mut all: Vec<Option<DateTime<Utc>>> = articles.iter().map(|article| article.published).collect();
    let mut dates: HashMap<u16, Vec<Option<DateTime<Utc>>>> = HashMap::new();
    for article in articles.iter() {
        dates.entry(article.language).or_default().push(article.published);
    }
    // Undated ones come first, and reach everything.
    all.sort_unstable();
    dates.values_mut().for_each(|dates| dates.sort_unstable());
    let within = |dates: &[Option<DateTime<Utc>>], date: Option<DateTime<Utc>>| {
        let Some((window, date)) = options.window.zip(date) else { return dates.len() };
        let undated = dates.partition_point(Option::is_none);
        let after = dates.partition_point(|other| other.is_none_or(|other| other <= date + window));
        let before = dates.partition_point(|other| other.is_none_or(|other| other < date - window));
        after - before + undated
    };
    for article in articles {
        let of_language = dates.get(&article.language).map_or(&[][..], Vec::as_slice);
        // Itself is one of them.
        let others = |dates: &[Option<DateTime<Utc>>]| {
            u32::try_from(within(dates, article.published).saturating_sub(1)).unwrap_or(u32::MAX)
        };
        (article.peers, article.reached) = (others(of_language), others(&all));
    }
}

impl Groups {
    /// The stories; articles of each in stream order, stories in the order of their first article.
    pub fn stories(&self) -> Vec<Vec<u64>> {
        let mut order: Vec<Vec<u64>> = Vec::new();
        let mut place: HashMap<usize, usize> = HashMap::new();
        for (at, story) in self.stories.iter().enumerate() {
            let index = *place.entry(*story).or_insert_with(|| {
                order.push(Vec::new());
                order.len() - 1
            });
            order[index].push(self.articles[at].id);
        }
        order
    }

    /// Whether an article is a report: no live blog, opinion, gallery or roundup.
    pub fn is_report(&self, id: u64) -> bool {
        self.at.get(&id).is_none_or(|at| self.articles[*at].genre == Genre::Report && !self.medley[*at])
    }

    /// The article that this one repeats word for word, of another publisher.
    pub fn copy_of(&self, id: u64) -> Option<u64> {
        let original = self.copies.get(self.at.get(&id)?)?;
        Some(self.articles[*original].id)
    }

    /// The article of the same publisher that this one repeats or revises.
    pub fn repost_of(&self, id: u64) -> Option<u64> {
        let original = self.reposts.get(self.at.get(&id)?)?;
        Some(self.articles[*original].id)
    }
}
