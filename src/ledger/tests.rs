//! The identity contract as properties over random histories of arrivals, edits, merges, splits and restarts.

mod follow_ups;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::model::{Figure, FigureValue, Report, Sentence};

/// One thing that happens between two passes.
#[derive(Debug, Clone)]
enum Event {
    /// A new article, in the story of the n-th known article or in one of its own.
    Arrive { beside: Option<usize> },
    /// What an article reports changes.
    Edit { article: usize, figure: u8 },
    /// The clusters of two articles become one.
    Merge { one: usize, other: usize },
    /// An article's cluster falls apart, every second member leaving it.
    Split { article: usize },
    /// Time passes.
    Wait { minutes: u16 },
    /// The process ends and starts again.
    Restart,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => proptest::option::of(0usize..40).prop_map(|beside| Event::Arrive { beside }),
        2 => (0usize..40, any::<u8>()).prop_map(|(article, figure)| Event::Edit { article, figure }),
        2 => (0usize..40, 0usize..40).prop_map(|(one, other)| Event::Merge { one, other }),
        2 => (0usize..40).prop_map(|article| Event::Split { article }),
        2 => (0u16..2000).prop_map(|minutes| Event::Wait { minutes }),
        1 => Just(Event::Restart),
    ]
}

/// What the pipeline does with the ledger, with the smallest possible articles.
struct World {
    now: DateTime<Utc>,
    /// Cluster and figure of every article.
    articles: Vec<(usize, u8)>,
    clusters: usize,
    living: Vec<Published>,
    aliases: BTreeMap<StoryId, StoryId>,
    /// Merges of the last pass.
    merges: Vec<(StoryId, StoryId)>,
    places: Vec<Place>,
    minted: u64,
}

const LIMIT: usize = 5;
const MAX_AGE: TimeDelta = TimeDelta::hours(48);

impl World {
    fn new() -> Self {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        Self {
            now,
            articles: Vec::new(),
            clusters: 0,
            living: Vec::new(),
            aliases: BTreeMap::new(),
            merges: Vec::new(),
            places: Vec::new(),
            minted: 0,
        }
    }

    fn cluster_of(&self, article: usize) -> Option<usize> {
        (!self.articles.is_empty()).then(|| self.articles[article % self.articles.len()].0)
    }

    fn new_cluster(&mut self) -> usize {
        self.clusters += 1;
        self.clusters
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Arrive { beside } => {
                let cluster = beside.and_then(|article| self.cluster_of(article)).unwrap_or_else(|| self.new_cluster());
                self.articles.push((cluster, 0));
            }
            Event::Edit { article, figure } => {
                let count = self.articles.len().max(1);
                if let Some(known) = self.articles.get_mut(article % count) {
                    known.1 = *figure;
                }
            }
            Event::Merge { one, other } => {
                if let (Some(one), Some(other)) = (self.cluster_of(*one), self.cluster_of(*other)) {
                    self.articles.iter_mut().filter(|known| known.0 == other).for_each(|known| known.0 = one);
                }
            }
            Event::Split { article } => {
                let Some(cluster) = self.cluster_of(*article) else { return };
                let new = self.new_cluster();
                let leaving = self.articles.iter_mut().filter(|known| known.0 == cluster).skip(1).step_by(2);
                leaving.for_each(|known| known.0 = new);
            }
            Event::Wait { minutes } => self.now += TimeDelta::minutes((*minutes).into()),
            Event::Restart => {
                let stored = serde_json::to_string(&(&self.living, &self.places)).unwrap();
                (self.living, self.places) = serde_json::from_str(&stored).unwrap();
            }
        }
    }

    fn pass(&mut self) {
        let mut clusters: BTreeMap<usize, Vec<ArticleId>> = BTreeMap::new();
        for (at, (cluster, _)) in self.articles.iter().enumerate() {
            clusters.entry(*cluster).or_default().push(ArticleId(at as u64));
        }
        let clusters: Vec<Vec<ArticleId>> = clusters.into_values().collect();
        let mut next = Vec::new();
        self.merges.clear();
        for settled in settle(&self.living, &clusters) {
            let known = settled.story.and_then(|id| self.living.iter().find(|story| story.id == id));
            let story = match known {
                Some(story) => self.develop(story, &settled.members),
                None => self.mint(&settled.members),
            };
            self.merges.extend(settled.absorbs.iter().map(|absorbed| (*absorbed, story.id)));
            next.push(story);
        }
        self.living = next;
        self.aliases.extend(self.merges.iter().copied());
        let candidates: Vec<Candidate> = self
            .living
            .iter()
            .map(|story| Candidate { story: story.id, published: story.published, newest: self.now, fresh: false })
            .collect();
        self.places = choose(&inherit(&self.places, &self.merges), &candidates, LIMIT, MAX_AGE, self.now);
    }

    fn entry(&self, id: StoryId, members: &[ArticleId]) -> Entry {
        let report = |member: &ArticleId| Report {
            url: format!("https://p{}.example/{member}", member.0 % 12),
            title: String::new(),
            publisher: format!("p{}", member.0 % 12),
            language: Some("en".into()),
            published: None,
            copy_of: None,
            guest: false,
        };
        let value =
            |(at, member): (usize, &ArticleId)| FigureValue { value: self.articles[member.0 as usize].1.to_string(), report: at };
        let values = members.iter().enumerate().map(value).collect();
        Entry {
            id,
            follows: None,
            title: format!("{}", self.articles[members[0].0 as usize].1),
            link: report(&members[0]).url,
            language: Some("en".into()),
            published: self.now,
            updated: self.now,
            summary: vec![Sentence { text: "One.".into(), report: members.len() - 1 }],
            figures: vec![Figure { what: "injured".into(), values, conflict: true }],
            photo: None,
            reports: members.iter().map(report).collect(),
            categories: Vec::new(),
        }
    }

    fn mint(&mut self, members: &[ArticleId]) -> Published {
        self.minted += 1;
        let id = StoryId(Uuid::from_u128(u128::from(self.minted)));
        Published {
            id,
            anchor: members[0],
            published: self.now,
            updated: self.now,
            pending: false,
            inputs: String::new(),
            members: members.to_vec(),
            leads: Default::default(),
            tellings: BTreeMap::from([(String::new(), self.entry(id, members))]),
            developments: Vec::new(),
        }
    }

    fn develop(&self, story: &Published, members: &[ArticleId]) -> Published {
        let old = &story.tellings[""];
        let new = Entry { published: story.published, updated: story.updated, ..self.entry(story.id, members) };
        let change = judge(story, old, &new, false, self.now);
        let entry = revise(old, new, change, self.now);
        Published {
            updated: if change == Change::Significant { self.now } else { story.updated },
            pending: change == Change::Later,
            members: members.to_vec(),
            leads: Default::default(),
            tellings: BTreeMap::from([(String::new(), entry)]),
            ..story.clone()
        }
    }

    fn feed(&self) -> Vec<&Entry> {
        let standing = self.places.iter().filter(|place| place.left.is_none());
        standing.map(|place| &self.living.iter().find(|story| story.id == place.story).unwrap().tellings[""]).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_contract_holds_over_any_history(events in proptest::collection::vec(event(), 1..80)) {
        let mut world = World::new();
        let mut dates: BTreeMap<StoryId, DateTime<Utc>> = BTreeMap::new();
        let mut updates: BTreeMap<StoryId, DateTime<Utc>> = BTreeMap::new();
        let mut shown_before: BTreeSet<StoryId> = BTreeSet::new();
        let mut left: BTreeSet<StoryId> = BTreeSet::new();
        let mut dead: BTreeSet<StoryId> = BTreeSet::new();
        for event in &events {
            let before: BTreeMap<StoryId, Published> = world.living.iter().map(|story| (story.id, story.clone())).collect();
            world.happen(event);
            world.pass();

            // Every article in exactly one story.
            let all: Vec<ArticleId> = world.living.iter().flat_map(|story| story.members.clone()).collect();
            prop_assert_eq!(all.len(), world.articles.len());
            prop_assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
            for story in &world.living {
                // Published is frozen and not in the future; nothing dead lives again.
                prop_assert_eq!(*dates.entry(story.id).or_insert(story.published), story.published);
                prop_assert!(story.published <= world.now && story.updated <= world.now);
                prop_assert!(!dead.contains(&story.id));
                // Updated moves forward, with a rest of 30 minutes.
                let last = updates.insert(story.id, story.updated).unwrap_or(story.updated);
                prop_assert!(story.updated == last || story.updated - last >= TimeDelta::minutes(30));
                // The id stays where its anchor is.
                prop_assert!(story.members.contains(&story.anchor));
                // Sentences and figures point at reports that are there.
                let entry = &story.tellings[""];
                prop_assert!(entry.summary.iter().all(|sentence| sentence.report < entry.reports.len()));
                prop_assert!(entry.figures.iter().flat_map(|figure| &figure.values).all(|value| value.report < entry.reports.len()));
                prop_assert_eq!(entry.reports.len(), story.members.len());
            }
            // What is gone is an alias of something that lives, and was published later than it.
            for id in before.keys().filter(|id| !world.living.iter().any(|story| story.id == **id)) {
                let survivor = world.aliases.get(id);
                prop_assert!(survivor.is_some_and(|survivor| survivor < id));
                dead.insert(*id);
            }
            // A feed holds a story once, within its limit; what left it stays away.
            let shown: Vec<StoryId> = world.feed().iter().map(|entry| entry.id).collect();
            let set: BTreeSet<StoryId> = shown.iter().copied().collect();
            prop_assert_eq!(set.len(), shown.len());
            prop_assert!(shown.len() <= LIMIT);
            // Only a survivor comes back, in the place of what merged into it.
            for (absorbed, survivor) in &world.merges {
                if shown_before.contains(absorbed) {
                    left.remove(survivor);
                }
            }
            prop_assert!(set.is_disjoint(&left));
            // What stood stands, itself or as what it merged into, unless it is too old or the feed is full.
            for id in &shown_before {
                let heir = std::iter::successors(Some(*id), |id| world.aliases.get(id).copied()).last().unwrap_or(*id);
                let place = world.places.iter().find(|place| place.story == heir);
                let aged = place.is_some_and(|place| place.rank < world.now - MAX_AGE);
                prop_assert!(set.contains(&heir) || aged || set.len() == LIMIT);
            }
            left.extend(shown_before.difference(&set));
            shown_before = set;

            // A pass without news changes nothing.
            let (living, places) = (world.living.clone(), world.places.clone());
            world.pass();
            prop_assert_eq!(&world.places, &places);
            for (one, other) in world.living.iter().zip(&living) {
                prop_assert_eq!(&one.tellings, &other.tellings);
            }
        }
    }
}

#[test]
fn a_merge_keeps_the_id_published_first() {
    let mut world = World::new();
    world.happen(&Event::Arrive { beside: None });
    world.happen(&Event::Arrive { beside: None });
    world.pass();
    let first = world.living[0].id;
    world.happen(&Event::Merge { one: 1, other: 0 });
    world.pass();
    assert_eq!(world.living.iter().map(|story| story.id).collect::<Vec<_>>(), [first]);
    assert_eq!(world.feed().len(), 1);
}

#[test]
fn a_fresh_story_goes_to_the_top_and_an_old_one_only_fills_gaps() {
    let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
    let id = |n: u128| StoryId(Uuid::from_u128(n));
    let old = now - TimeDelta::hours(5);
    let standing =
        Place { story: id(1), rank: now - TimeDelta::hours(1), entered: now - TimeDelta::hours(1), left: None, withdrawn: false };
    let fresh = Candidate { story: id(2), published: old, newest: old, fresh: true };
    let stale = Candidate { story: id(3), published: old, newest: old, fresh: false };
    let known = Candidate { story: id(1), published: old, newest: old, fresh: false };
    let order = |limit| -> Vec<StoryId> {
        let places = choose(&[standing], &[stale, known, fresh], limit, MAX_AGE, now);
        places.iter().filter(|place| place.left.is_none()).map(|place| place.story).collect()
    };
    assert_eq!(order(3), [id(2), id(1), id(3)]);
    assert_eq!(order(2), [id(2), id(1)]);
}

#[test]
fn moments_of_stories_differ() {
    let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
    let of = |n: u128| stamp(StoryId(Uuid::from_u128(n)), now);
    assert_ne!(of(1), of(2));
    assert!((1..1_000u128).all(|n| of(n * 7_919) >= now && of(n * 7_919) < now + TimeDelta::seconds(1)));
}

#[test]
fn what_is_taken_back_is_told_apart_from_what_ages_out() {
    let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
    let id = |n: u128| StoryId(Uuid::from_u128(n));
    let place = |n, hours| {
        let rank = now - TimeDelta::hours(hours);
        Place { story: id(n), rank, entered: rank, left: None, withdrawn: false }
    };
    let candidate = |n| Candidate { story: id(n), published: now, newest: now, fresh: false };
    let next = choose(&[place(1, 1), place(2, 1), place(3, 50)], &[candidate(1), candidate(3)], 10, MAX_AGE, now);
    let left: Vec<(StoryId, bool)> =
        next.iter().filter(|place| place.left.is_some()).map(|place| (place.story, place.withdrawn)).collect();
    assert_eq!(left, [(id(2), true), (id(3), false)]);
}

#[test]
fn what_a_filter_kept_away_may_stand_again_and_what_was_crowded_out_may_not() {
    let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
    let check = |left: DateTime<Utc>, withdrawn: bool, stands: bool| {
        let story = StoryId(Uuid::from_u128(1));
        let rank = now - TimeDelta::hours(1);
        let place = Place { story, rank, entered: rank, left: Some(left), withdrawn };
        let candidate = Candidate { story, published: rank, newest: rank, fresh: true };
        let next = choose(&[place], &[candidate], LIMIT, MAX_AGE, now);
        assert_eq!(next.len(), 1);
        assert_eq!((next[0].left.is_none(), next[0].rank), (stands, rank));
    };
    check(now, true, true);
    check(now, false, false);
    // The clock was ahead.
    check(now + TimeDelta::days(5), false, true);
}

#[test]
fn a_survivor_stands_where_the_absorbed_story_stood() {
    let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
    let id = |n: u128| StoryId(Uuid::from_u128(n));
    let place = |n, left| Place { story: id(n), rank: now, entered: now, left, withdrawn: false };
    let told = |places: &[Place]| {
        let standing = places.iter().filter(|place| place.left.is_none());
        standing.map(|place| place.story).collect::<BTreeSet<StoryId>>()
    };
    assert_eq!(told(&inherit(&[place(1, Some(now)), place(2, None)], &[(id(2), id(1))])), BTreeSet::from([id(1), id(2)]));
    assert_eq!(told(&inherit(&[place(2, None)], &[(id(2), id(1))])), BTreeSet::from([id(1), id(2)]));
    assert_eq!(told(&inherit(&[place(1, Some(now)), place(2, Some(now))], &[(id(2), id(1))])), BTreeSet::new());
}

#[test]
fn what_a_report_does_not_say_any_more_is_told_anew() {
    let mut world = World::new();
    world.happen(&Event::Arrive { beside: None });
    world.pass();
    let story = world.living[0].clone();
    let old = &story.tellings[""];
    let later = world.now + TimeDelta::hours(1);
    let check = |title: &str, retracted: bool, expected: Change| {
        let new = Entry { title: title.into(), ..old.clone() };
        let old = Entry { title: "Minister Velin arrested in Orlo".into(), ..old.clone() };
        assert_eq!(judge(&story, &old, &new, retracted, later), expected);
    };
    check("Minister Velin arrested in Orlo", false, Change::Nothing);
    check("MINISTER VELIN ARRESTED IN ORLO!", false, Change::Nothing);
    check("Minister Velin was arrested in Orlo", false, Change::Reports);
    check("Three ministers: Velin arrested in Orlo", false, Change::Significant);
    check("Minister Velin arrested in Orlo", true, Change::Significant);
    check("Correction: nobody detained", false, Change::Significant);
}

/// A development that was stamped by a clock that was ahead holds up no correction.
#[test]
fn a_clock_that_was_ahead_holds_nothing_up() {
    let mut world = World::new();
    world.happen(&Event::Arrive { beside: None });
    world.pass();
    let ahead = Published { updated: world.now + TimeDelta::hours(33), ..world.living[0].clone() };
    let old = &ahead.tellings[""];
    let check = |updated: DateTime<Utc>, expected: Change| {
        let story = Published { updated, ..ahead.clone() };
        assert_eq!(judge(&story, old, &old.clone(), true, world.now), expected);
    };
    check(ahead.updated, Change::Significant);
    check(world.now - TimeDelta::minutes(10), Change::Later);
    check(world.now - TimeDelta::minutes(31), Change::Significant);
}

/// What readers get after a headline was corrected: of the lead, of another report, at once and too early.
#[test]
fn a_corrected_headline_reaches_readers() {
    let mut world = World::new();
    world.happen(&Event::Arrive { beside: None });
    world.happen(&Event::Arrive { beside: Some(0) });
    world.pass();
    let story = world.living[0].clone();
    let titled = |titles: [&str; 2]| {
        let mut entry = story.tellings[""].clone();
        entry.title = titles[0].into();
        entry.reports.iter_mut().zip(titles).for_each(|(report, title)| report.title = title.into());
        entry
    };
    let check = |before: [&str; 2], after: [&str; 2], minutes: i64, change: Change, expected: [&str; 2]| {
        let (old, new, now) = (titled(before), titled(after), world.now + TimeDelta::minutes(minutes));
        assert_eq!(judge(&story, &old, &new, false, now), change, "{after:?}");
        let entry = revise(&old, new, change, now);
        let (told, updated) = (titled(expected), if change == Change::Significant { now } else { story.updated });
        assert_eq!(entry, Entry { updated, ..told }, "{after:?}");
        // And that is that.
        let story = Published { updated, ..story.clone() };
        let again = titled(after);
        let settled = if change == Change::Later { Change::Later } else { Change::Nothing };
        assert_eq!(judge(&story, &entry, &again, false, now), settled);
    };
    let (two, three, first) = ("Fire in Kessel kills two", "Fire in Kessel kills three", "Kessel fire: two dead");
    check([two, first], [three, first], 60, Change::Significant, [three, first]);
    check([two, first], [three, first], 5, Change::Later, [two, first]);
    // A word or two move no date.
    check(
        [two, first],
        ["Fire in Kessel harbour kills two", first],
        5,
        Change::Reports,
        ["Fire in Kessel harbour kills two", first],
    );
    check([two, first], [two, "Kessel fire: three dead"], 5, Change::Reports, [two, "Kessel fire: three dead"]);
    check([two, first], ["Fire in Kessel kills TWO", first], 60, Change::Nothing, [two, first]);
}

#[test]
fn a_count_that_is_given_no_more_is_told_anew() {
    let mut world = World::new();
    world.happen(&Event::Arrive { beside: None });
    world.happen(&Event::Arrive { beside: Some(0) });
    world.pass();
    let story = &world.living[0];
    let counted = |values: [&str; 2], conflict: bool| {
        let values = values.into_iter().enumerate().map(|(report, value)| FigureValue { value: value.into(), report });
        Entry { figures: vec![Figure { what: "dead".into(), values: values.collect(), conflict }], ..story.tellings[""].clone() }
    };
    let check = |before: ([&str; 2], bool), after: ([&str; 2], bool), expected: Change| {
        let (old, new) = (counted(before.0, before.1), counted(after.0, after.1));
        assert_eq!(judge(story, &old, &new, false, world.now + TimeDelta::hours(1)), expected, "{before:?} {after:?}");
    };
    check((["two", "three"], true), (["two", "three"], true), Change::Nothing);
    check((["two", "three"], true), (["2", "3"], true), Change::Nothing);
    check((["two", "three"], true), (["three", "three"], false), Change::Significant);
    check((["two", "two"], false), (["two", "3"], true), Change::Significant);
}

/// Documents of folders may all lead readers to one page.
#[test]
fn reports_without_an_address_are_known_by_their_publisher() {
    let mut world = World::new();
    world.happen(&Event::Arrive { beside: None });
    world.pass();
    let story = world.living[0].clone();
    let old = &story.tellings[""];
    let with = |title: &str| {
        let mut new = old.clone();
        let other = Report { publisher: "Another paper".into(), title: title.into(), ..new.reports[0].clone() };
        new.reports.push(other);
        new
    };
    let (new, soon) = (with("A headline of its own"), world.now + TimeDelta::minutes(5));
    let change = judge(&story, old, &new, false, soon);
    let listed = revise(old, new.clone(), change, soon);
    assert_eq!((change, &listed.reports), (Change::Later, &new.reports));
    assert_eq!(judge(&story, &new, &new, false, soon), Change::Nothing);
    let retouched = revise(&new, with("A headline of its very own"), Change::Reports, soon);
    assert_eq!((&retouched.reports[0], retouched.reports[1].title.as_str()), (&old.reports[0], "A headline of its very own"));
}
