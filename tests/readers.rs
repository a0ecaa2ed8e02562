//! Feed readers keep state for years. Random histories of a newsroom are published in every format and shown to models of five readers:
//! nothing that was read may come back as unread, and nothing may stand there twice.
//!
//! The models hold what decides that in each reader, from its sources as of 2025.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use newsloom::config::{Format, ImagePlacement};
use newsloom::ledger::{self, Candidate, Change, Place, Published};
use newsloom::model::{ArticleId, Entry, FeedEntry, Report, Sentence, StoryId};
use newsloom::publish::{self, Channel};
use proptest::prelude::*;
use url::Url;
use uuid::Uuid;

/// How a reader knows an entry, and what makes it unread.
#[derive(Clone, Copy)]
struct Reader {
    name: &'static str,
    /// What an entry is known by. `subscription` is the address that the user gave; it stays when the feed moves.
    key: fn(subscription: &str, entry: &FeedEntry) -> String,
    /// Days after which an entry that was read and is in the feed no more is forgotten: if it came back, it would be new.
    forgets: Option<i64>,
    /// What is known becomes unread again when this changes; `None`: never.
    watches: Option<fn(&FeedEntry) -> String>,
}

const READERS: [Reader; 6] = [
    // miniflux/v2, internal/reader/{rss,atom,json}/*adapter.go: the hash is that of the guid or id. internal/storage/entry.go: an
    // entry with a known (feed, hash) is updated, its status is not; read entries are
    // removed after 60 days, and removed ones are deleted once the feed lists them no more.
    Reader { name: "Miniflux", key: |_, entry| format!("sha256 of {}", entry.id), forgets: Some(60), watches: None },
    // newsboat, src/cache.cpp, update_rssitem_unlocked: the guid alone, whatever feed it comes in; known items are rewritten and stay read.
    Reader { name: "newsboat", key: |_, entry| entry.id.clone(), forgets: None, watches: None },
    // The same with the option `reset-unread-on-update`, by which a user asks for changes of content. The date must not move then.
    Reader {
        name: "newsboat with reset-unread-on-update",
        key: |_, entry| entry.id.clone(),
        forgets: None,
        watches: Some(|entry| format!("{:?}", entry.published)),
    },
    // NetNewsWire, Article.calculatedArticleID: of the feed's id, which is its address when it was added, and the guid; statuses are
    // kept when articles are deleted.
    Reader { name: "NetNewsWire", key: |feed, entry| format!("{feed} {}", entry.id), forgets: None, watches: None },
    // FreshRSS, feedController.php, actualizeFeed: (feed, guid); a changed hash rewrites the entry and leaves is_read as it is, unless
    // mark_updated_article_unread is set. Read entries are purged after three months.
    Reader { name: "FreshRSS", key: |feed, entry| format!("{feed} {}", entry.id), forgets: Some(90), watches: None },
    // feedbin/feedkit, lib/feedkit/parser/entry.rb, build_id: SHA-1 of the feed's address and the entry's id.
    Reader { name: "Feedbin", key: |feed, entry| format!("sha1 of {feed}{}", entry.id), forgets: None, watches: None },
];

/// A reader that is subscribed to one feed in one format. Everything that it shows is read at once.
struct Subscription {
    reader: Reader,
    address: String,
    /// What is watched, and when it was last in the feed.
    known: BTreeMap<String, (String, DateTime<Utc>)>,
    /// Ids that it has shown.
    shown: BTreeSet<String>,
}

impl Subscription {
    /// Takes the feed as it is now; answers the entries that became unread.
    fn poll(&mut self, entries: &[FeedEntry], now: DateTime<Utc>) -> Vec<FeedEntry> {
        let mut unread = Vec::new();
        let keys: BTreeSet<String> = entries.iter().map(|entry| (self.reader.key)(&self.address, entry)).collect();
        assert_eq!(keys.len(), entries.len(), "{}: two entries of a feed are one to it", self.reader.name);
        for entry in entries {
            let watched = self.reader.watches.map(|watches| watches(entry)).unwrap_or_default();
            let before = self.known.insert((self.reader.key)(&self.address, entry), (watched.clone(), now));
            if before.is_none_or(|(known, _)| known != watched) {
                unread.push(entry.clone());
            }
        }
        if let Some(days) = self.reader.forgets {
            self.known.retain(|_, (_, last)| now - *last < TimeDelta::days(days));
        }
        unread
    }
}

/// One thing that happens between two passes.
#[derive(Debug, Clone)]
enum Event {
    /// A new article, in the story of another one or in one of its own.
    Arrive { beside: Option<usize> },
    /// An article is rewritten.
    Edit { article: usize },
    /// Two stories turn out to be one.
    Merge { one: usize, other: usize },
    /// A story turns out to be two.
    Split { article: usize },
    /// An article is taken back.
    Withdraw { article: usize },
    /// Time passes.
    Wait { minutes: u16 },
    /// Another host serves the feeds.
    Move,
    /// The process ends and starts again.
    Restart,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        5 => proptest::option::of(0usize..30).prop_map(|beside| Event::Arrive { beside }),
        2 => (0usize..30).prop_map(|article| Event::Edit { article }),
        2 => (0usize..30, 0usize..30).prop_map(|(one, other)| Event::Merge { one, other }),
        2 => (0usize..30).prop_map(|article| Event::Split { article }),
        1 => (0usize..30).prop_map(|article| Event::Withdraw { article }),
        3 => (1u16..900).prop_map(|minutes| Event::Wait { minutes }),
        1 => Just(Event::Move),
        1 => Just(Event::Restart),
    ]
}

#[derive(Clone, Copy)]
struct Article {
    cluster: usize,
    version: u32,
    there: bool,
}

const LIMIT: usize = 6;
const MAX_AGE: TimeDelta = TimeDelta::hours(48);

/// A feed whose stories change in place, and one with follow-ups.
const FEEDS: [(&str, bool); 2] = [("all", false), ("developing", true)];

struct Newsroom {
    now: DateTime<Utc>,
    host: usize,
    articles: Vec<Article>,
    clusters: usize,
    minted: u128,
    living: Vec<Published>,
    places: [Vec<Place>; 2],
    /// Reports that may rightly stand in a second entry: of stories that were split, or that merged into one which a feed had not shown.
    moved: BTreeSet<String>,
}

fn url_of(article: ArticleId) -> String {
    format!("https://p{}.example/{article}", article.0 % 12)
}

impl Newsroom {
    fn new() -> Self {
        Self {
            now: DateTime::from_timestamp(1_770_000_000, 0).unwrap(),
            host: 0,
            articles: Vec::new(),
            clusters: 0,
            minted: 0,
            living: Vec::new(),
            places: [Vec::new(), Vec::new()],
            moved: BTreeSet::new(),
        }
    }

    fn at(&self, index: usize) -> Option<usize> {
        (!self.articles.is_empty()).then(|| index % self.articles.len())
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Arrive { beside } => {
                self.clusters += 1;
                let cluster = beside.and_then(|at| self.at(at)).map_or(self.clusters, |at| self.articles[at].cluster);
                self.articles.push(Article { cluster, version: 0, there: true });
            }
            Event::Edit { article } => {
                if let Some(at) = self.at(*article) {
                    self.articles[at].version += 1;
                }
            }
            Event::Merge { one, other } => {
                if let (Some(one), Some(other)) = (self.at(*one), self.at(*other)) {
                    let (into, from) = (self.articles[one].cluster, self.articles[other].cluster);
                    self.articles.iter_mut().filter(|article| article.cluster == from).for_each(|article| article.cluster = into);
                }
            }
            Event::Split { article } => {
                let Some(at) = self.at(*article) else { return };
                self.clusters += 1;
                let (from, into) = (self.articles[at].cluster, self.clusters);
                // Either part may be the one that leaves: the id stays with the lead.
                let parts = (0..).zip(&self.articles).filter(|(_, article)| article.cluster == from);
                self.moved.extend(parts.map(|(id, _)| url_of(ArticleId(id))));
                let leaving = self.articles.iter_mut().filter(|article| article.cluster == from).skip(1).step_by(2);
                leaving.for_each(|article| article.cluster = into);
            }
            Event::Withdraw { article } => {
                if let Some(at) = self.at(*article) {
                    self.articles[at].there = false;
                }
            }
            Event::Wait { minutes } => self.now += TimeDelta::minutes((*minutes).into()),
            Event::Move => self.host += 1,
            Event::Restart => {
                let stored = serde_json::to_string(&(&self.living, &self.places)).unwrap();
                (self.living, self.places) = serde_json::from_str(&stored).unwrap();
            }
        }
    }

    fn mint(&mut self) -> StoryId {
        self.minted += 1;
        StoryId(Uuid::from_u128((self.minted << 64) | (self.minted * 7_919)))
    }

    fn pass(&mut self) {
        let mut clusters: BTreeMap<usize, Vec<ArticleId>> = BTreeMap::new();
        for (id, article) in self.articles.iter().enumerate().filter(|(_, article)| article.there) {
            clusters.entry(article.cluster).or_default().push(ArticleId(id as u64));
        }
        let clusters: Vec<Vec<ArticleId>> = clusters.into_values().collect();
        let (mut next, mut merges) = (Vec::new(), Vec::new());
        for settled in ledger::settle(&self.living, &clusters) {
            let members: Vec<ArticleId> = settled.members.into_iter().filter(|id| self.articles[id.0 as usize].there).collect();
            if let Some(survivor) = settled.story.filter(|_| !settled.absorbs.is_empty()) {
                merges.extend(settled.absorbs.iter().map(|absorbed| (*absorbed, survivor)));
                if self.places.iter().any(|places| places.iter().all(|place| place.story != survivor)) {
                    self.moved.extend(members.iter().map(|member| url_of(*member)));
                }
            }
            let before = settled.story.and_then(|id| self.living.iter().find(|story| story.id == id)).cloned();
            next.push(match before {
                Some(story) => self.develop(&story, members),
                None => self.begin(members),
            });
        }
        self.living = next;
        for (at, (_, follow_ups)) in FEEDS.iter().enumerate() {
            let candidates: Vec<Candidate> =
                self.living.iter().flat_map(|story| self.candidates(story, *follow_ups, at)).collect();
            self.places[at] = ledger::choose(&ledger::inherit(&self.places[at], &merges), &candidates, LIMIT, MAX_AGE, self.now);
        }
        // An id that nobody was shown is forgotten.
        let shown: BTreeSet<StoryId> = self.places.iter().flatten().map(|place| place.story).collect();
        self.living.retain(|story| story.chapters().any(|(id, _)| shown.contains(&id)));
    }

    fn candidates(&self, story: &Published, follow_ups: bool, feed: usize) -> Vec<Candidate> {
        let one = |(id, date)| Candidate { story: id, published: date, newest: self.now, fresh: false };
        let last = story.chapters().last().unwrap().0;
        let known = |id: StoryId| self.places[feed].iter().any(|place| place.story == id);
        match follow_ups {
            true => story.chapters().filter(|(id, _)| *id == last || known(*id)).map(one).collect(),
            false => story.chapters().take(1).map(one).collect(),
        }
    }

    fn entry(&self, id: StoryId, members: &[ArticleId]) -> Entry {
        let report = |member: &ArticleId| Report {
            url: url_of(*member),
            title: format!("Report {member}, version {}", self.articles[member.0 as usize].version),
            publisher: format!("P{}", member.0 % 12),
            language: Some("en".into()),
            published: Some(self.now),
            copy_of: None,
            guest: false,
        };
        let reports: Vec<Report> = members.iter().map(report).collect();
        Entry {
            id,
            follows: None,
            title: reports[0].title.clone(),
            link: reports[0].url.clone(),
            language: Some("en".into()),
            published: self.now,
            updated: ledger::stamp(id, self.now),
            summary: vec![Sentence { text: "It happened.".into(), report: 0 }],
            figures: Vec::new(),
            photo: None,
            reports,
            categories: Vec::new(),
        }
    }

    fn begin(&mut self, members: Vec<ArticleId>) -> Published {
        let id = self.mint();
        let entry = self.entry(id, &members);
        Published {
            id,
            anchor: members[0],
            published: entry.published,
            updated: entry.updated,
            pending: false,
            inputs: String::new(),
            members,
            leads: Default::default(),
            tellings: BTreeMap::from([(String::new(), entry)]),
            developments: Vec::new(),
        }
    }

    fn develop(&mut self, story: &Published, members: Vec<ArticleId>) -> Published {
        let old = &story.tellings[""];
        let now = ledger::stamp(story.id, self.now);
        let new = Entry { published: story.published, updated: story.updated, ..self.entry(story.id, &members) };
        let change = ledger::judge(story, old, &new, false, now);
        let mut after = story.clone();
        after.tellings.insert(String::new(), ledger::revise(old, new, change, now));
        after.pending = change == Change::Later;
        after.members = members;
        if change == Change::Significant {
            after.updated = now;
            let development = ledger::develop(story, &after, self.mint(), self.now);
            after.developments.push(development);
        }
        after
    }

    /// The feed as a reader reads it.
    fn publish(&self, feed: usize, format: Format) -> Vec<FeedEntry> {
        let (id, follow_ups) = FEEDS[feed];
        let channel = Channel {
            id: id.into(),
            urn: Uuid::from_u128(feed as u128),
            title: id.into(),
            description: String::new(),
            language: Some("en".into()),
            base_url: Url::parse(&format!("https://host{}.example/", self.host)).unwrap(),
            updated: self.now,
            image: ImagePlacement::Both,
            formats: vec![format],
            hubs: Vec::new(),
            max_size: 6_000,
            gone: Vec::new(),
            closed: None,
            open: None,
        };
        let standing = self.places[feed].iter().filter(|place| place.left.is_none());
        let entry = |place: &Place| {
            let story = self.living.iter().find(|story| story.chapters().any(|(id, _)| id == place.story))?;
            if follow_ups { story.chapter(place.story, "") } else { story.entry("").cloned() }
        };
        let entries: Vec<Entry> = standing.filter_map(entry).collect();
        newsloom::read::feed::read(&publish::render(format, &channel, &entries), None, None).unwrap().0.entries
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn nothing_comes_back_as_unread_and_nothing_doubles(events in proptest::collection::vec(event(), 1..50)) {
        let mut newsroom = Newsroom::new();
        let mut subscriptions = Vec::new();
        for (feed, (name, _)) in FEEDS.iter().enumerate() {
            for format in [Format::Rss, Format::Atom, Format::Json] {
                let address = format!("https://host0.example/{name}.{}", publish::extension(format));
                let subscribe = |reader| Subscription { reader, address: address.clone(), known: BTreeMap::new(), shown: BTreeSet::new() };
                subscriptions.push((feed, format, READERS.map(subscribe), BTreeMap::new(), BTreeSet::<String>::new()));
            }
        }
        for event in &events {
            newsroom.happen(event);
            newsroom.pass();
            for (feed, format, readers, dates, told) in &mut subscriptions {
                let entries = newsroom.publish(*feed, *format);
                for entry in &entries {
                    // What readers sort by never moves.
                    prop_assert_eq!(*dates.entry(entry.id.clone()).or_insert(entry.published), entry.published);
                }
                let mut news = BTreeMap::new();
                for subscription in readers.iter_mut() {
                    for unread in subscription.poll(&entries, newsroom.now) {
                        prop_assert!(subscription.shown.insert(unread.id.clone()), "{}: {} is back", subscription.reader.name, unread.title);
                        news.insert(unread.id.clone(), unread.link.clone());
                    }
                }
                // What is new to readers tells no report that they know, unless its story moved (or developed, where that is wanted).
                for link in news.into_values() {
                    let twice = !told.insert(link.clone());
                    prop_assert!(!twice || FEEDS[*feed].1 || newsroom.moved.contains(&link), "{link} stands twice");
                }
            }
        }
    }
}
