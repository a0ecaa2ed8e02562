//! The story that every store must be able to tell; and what is SQLite's own.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use newsloom::ledger::{Place, Published, Ruling};
use newsloom::model::{Again, Article, ArticleId, FeedId, Image, PageState, Photo, SourceId, StoryId, Vector};
use newsloom::store::{
    self, Arrival, ChannelState, ClosedPages, DuePage, Edition, GroupedRow, GroupingChange, Note, Selection, SourceRecord, Store,
    StoreError, StoredVector, Visit,
};
use serde_json::json;
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_770_000_000, 0).unwrap()
}

fn source() -> SourceId {
    SourceId("a".into())
}

fn article(key: &str, hours_ago: i64) -> Article {
    Article {
        id: ArticleId(0),
        key: key.into(),
        source: source(),
        publisher: "a.example".into(),
        publisher_name: "A".into(),
        url: format!("https://{key}"),
        title: format!("Title of {key}"),
        standfirst: String::new(),
        entry_text: String::new(),
        page_text: String::new(),
        language: None,
        authors: Vec::new(),
        categories: Vec::new(),
        published: Some(now() - TimeDelta::hours(hours_ago)),
        first_seen: now(),
        photos: Vec::new(),
        machine_translated: false,
        page: PageState::Due { tries: 0, not_before: None },
        confirmed: true,
        via: Vec::new(),
        same_as: None,
        withdrawn: false,
    }
}

fn visit(articles: Vec<Article>, next_try: DateTime<Utc>) -> Visit {
    let arrivals = articles.into_iter().map(|article| Arrival {
        article_key: article.key.clone(),
        key: article.key.clone(),
        digest: format!("digest of {}", article.title),
        article: Some(article),
    });
    Visit {
        record: SourceRecord { id: source(), next_try, decided: now(), state: json!({"etag": "x"}).to_string() },
        arrivals: arrivals.collect(),
        listed: Vec::new(),
    }
}

fn story(id: u128, members: &[u64]) -> Published {
    Published {
        id: StoryId(Uuid::from_u128(id)),
        anchor: ArticleId(members[0]),
        published: now(),
        updated: now(),
        pending: false,
        inputs: String::new(),
        members: members.iter().map(|id| ArticleId(*id)).collect(),
        leads: Default::default(),
        tellings: Default::default(),
        developments: Vec::new(),
    }
}

/// What was saved of a grouping: what its articles share, and all rows.
async fn saved(store: &dyn Store, key: &str) -> Option<(Vec<u8>, Vec<GroupedRow>)> {
    let saved = store.grouping(key).await.unwrap()?;
    Some((saved.general, saved.rows.into_iter().flat_map(Result::unwrap).collect()))
}

async fn tell(store: &dyn Store) {
    let configured = [source(), SourceId("b".into())];
    let lease = now() + TimeDelta::minutes(15);
    let claim = |selection: Selection, at: DateTime<Utc>| async move {
        let claimed = store.claim(&selection, &[source(), SourceId("b".into())], at, lease, 10).await.unwrap();
        claimed.into_iter().map(|record| record.id.0).collect::<Vec<_>>()
    };

    // New sources are due at once; a claimed one is nobody else's until its lease ends.
    store.register(&configured, now()).await.unwrap();
    assert_eq!(claim(Selection::Due, now()).await, ["a", "b"]);
    assert_eq!(claim(Selection::All, now()).await, Vec::<String>::new());
    assert_eq!(claim(Selection::Only(vec![source()]), lease).await, ["a"]);

    // A visit stores articles, validators and the next try together, and gives the lease back.
    let stored =
        store.record_visits(vec![visit(vec![article("a.example/1", 1), article("a.example/2", 100)], lease)]).await.unwrap();
    let ids: Vec<u64> = stored.iter().map(|article| article.id.0).collect();
    assert!(ids[0] > 0 && ids[1] > ids[0]);
    assert_eq!(claim(Selection::Due, now()).await, Vec::<String>::new());
    assert_eq!(store.sources().await.unwrap()[0].state, json!({"etag": "x"}).to_string());

    // What was seen is known by key and digest; an article keeps its id when it is stored again.
    let keys = ["a.example/1".to_owned(), "a.example/9".to_owned()];
    let lately = async |from: i64, to: i64| {
        let between = (now() + TimeDelta::minutes(from), now() + TimeDelta::minutes(to));
        store.listed_lately(&source(), between).await.unwrap().into_keys().collect::<Vec<_>>()
    };
    assert_eq!((lately(-10_000, 10_000).await.len(), lately(9_000, 10_000).await.len()), (2, 0));
    let seen = store.seen(&source(), &keys).await.unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[&keys[0]].article_key.as_str(), seen[&keys[0]].digest.as_str()),
        (keys[0].as_str(), "digest of Title of a.example/1")
    );
    let read = Article { page: PageState::Read, page_text: "Text".into(), ..stored[0].clone() };
    store.save_articles(vec![read.clone()]).await.unwrap();
    assert_eq!(store.articles_by_key(&keys).await.unwrap()[&keys[0]], read);
    let due = store.due_pages(&[source()], now(), 10).await.unwrap();
    assert_eq!(due, [DuePage { source: source(), key: "a.example/2".into() }]);
    assert_eq!(store.sources_with_due_pages(now()).await.unwrap(), [source()]);

    // Pages that will not be read are counted by reason.
    let closed = Article { page: PageState::Closed { why: "a wall".into() }, ..stored[1].clone() };
    store.save_articles(vec![closed]).await.unwrap();
    assert_eq!(store.sources_with_due_pages(now()).await.unwrap(), []);
    let counted = |count| vec![ClosedPages { source: source(), why: "a wall".into(), count }];
    assert_eq!(store.closed_pages(now() - TimeDelta::days(7)).await.unwrap(), counted(1));
    assert_eq!(store.closed_pages(now()).await.unwrap(), []);

    // Notes hold as long as they say, one of each kind and key.
    let note = |key: &str, hours: i64, body: &str| Note {
        kind: "k".into(),
        key: key.into(),
        until: now() + TimeDelta::hours(hours),
        body: body.into(),
    };
    store.keep_notes(vec![note("a", 1, "1"), note("b", 5, "2"), note("a", 2, "3")], now()).await.unwrap();
    assert_eq!(store.notes("k", now()).await.unwrap(), [note("a", 2, "3"), note("b", 5, "2")]);
    assert_eq!(store.notes("k", now() + TimeDelta::hours(3)).await.unwrap(), [note("b", 5, "2")]);
    assert_eq!(store.notes("other", now()).await.unwrap(), []);
    assert_eq!(store.note("k", "a", now()).await.unwrap(), Some(note("a", 2, "3")));
    assert_eq!(store.note("k", "a", now() + TimeDelta::hours(3)).await.unwrap(), None);
    assert_eq!(store.note("other", "a", now()).await.unwrap(), None);

    // The window holds recent articles, and older ones that share a story with them.
    let since = now() - TimeDelta::days(2);
    let window = |articles: Vec<Article>| articles.into_iter().map(|article| article.id.0).collect::<Vec<_>>();
    assert_eq!(window(store.window(since).await.unwrap()), [ids[0]]);

    // It says which sources carry an article: a second one may, without changing it.
    let carried = Arrival { article: None, key: "b 7".into(), digest: "d".into(), article_key: "a.example/1".into() };
    let record = SourceRecord { id: SourceId("b".into()), next_try: lease, decided: now(), state: "null".into() };
    assert_eq!(
        store.record_visits(vec![Visit { record, arrivals: vec![carried], listed: Vec::new() }]).await.unwrap(),
        Vec::new()
    );
    assert_eq!(store.window(since).await.unwrap()[0].via, configured);
    let feed = FeedId("all".into());
    let (first, second) = (story(1, &ids), story(2, &[ids[1]]));
    let place = |id: StoryId, left| Place { story: id, rank: now(), entered: now(), left, withdrawn: false };
    let mut edition = Edition { stories: vec![second.clone(), first.clone()], ..Edition::default() };
    edition.places.insert(feed.clone(), vec![place(first.id, None), place(second.id, None)]);
    edition.channels.insert(feed.clone(), ChannelState { digest: "d".into(), changed: now(), ..ChannelState::default() });
    store.commit(&edition).await.unwrap();
    assert_eq!(window(store.window(since).await.unwrap()), ids);

    // A vector takes the place of its article's older one.
    let vector = |digest, number| StoredVector { digest: [digest; 16], vector: Vector::new(&[1.0, number]).unwrap() };
    store.save_vectors(&[(ArticleId(ids[0]), vector(1, 0.5)), (ArticleId(ids[1]), vector(2, 0.5))]).await.unwrap();
    store.save_vectors(&[(ArticleId(ids[0]), vector(3, -0.5))]).await.unwrap();
    let expected = [(ArticleId(ids[0]), vector(3, -0.5)), (ArticleId(ids[1]), vector(2, 0.5))];
    assert_eq!(store.vectors(&[ids[0], ids[1], 99].map(ArticleId)).await.unwrap(), expected.into());

    // Articles are read one by one, or only glanced at; their version goes up when they are stored.
    let read = store.window(since).await.unwrap();
    assert_eq!(store.articles(&[ArticleId(ids[0]), ArticleId(99)]).await.unwrap(), read[..1]);
    let before = store.glance(since).await.unwrap();
    assert_eq!(before.iter().map(|glance| glance.id.0).collect::<Vec<_>>(), ids);
    store.save_articles(vec![read[0].clone()]).await.unwrap();
    let after = store.glance(since).await.unwrap();
    assert_eq!((after[0].version, after[1].version), (before[0].version + 1, before[1].version));

    // A grouping is saved row by row, and known by its key.
    let row = |id: usize, version, record: &[u8]| GroupedRow {
        article: ArticleId(ids[id]),
        version,
        facts: vec![7],
        record: (!record.is_empty()).then(|| record.to_vec()),
    };
    let save = |change: GroupingChange| Edition { grouping: GroupingChange { key: "k".into(), ..change }, ..Edition::default() };
    let rows = vec![row(0, 1, b"a"), row(1, 1, b"")];
    store.commit(&save(GroupingChange { general: vec![1], rows, ..GroupingChange::default() })).await.unwrap();
    store.commit(&save(GroupingChange::default())).await.unwrap();
    let rows = vec![row(0, 2, b"b")];
    store.commit(&save(GroupingChange { general: vec![2], rows, ..GroupingChange::default() })).await.unwrap();
    assert_eq!(saved(store, "k").await, Some((vec![2], vec![row(1, 1, b""), row(0, 2, b"b")])));
    assert_eq!(saved(store, "other").await, None);
    let gone = vec![ArticleId(ids[0])];
    store.commit(&save(GroupingChange { general: vec![3], gone, ..GroupingChange::default() })).await.unwrap();
    assert_eq!(saved(store, "k").await, Some((vec![3], vec![row(1, 1, b"")])));
    store.commit(&save(GroupingChange { anew: true, general: vec![4], ..GroupingChange::default() })).await.unwrap();
    assert_eq!(saved(store, "k").await, Some((vec![4], Vec::new())));

    // A merged story lives on in the other; its id leads there.
    let mut merge = Edition { aliases: vec![(second.id, first.id)], ..Edition::default() };
    merge.places.insert(feed.clone(), vec![place(second.id, Some(now()))]);
    store.commit(&merge).await.unwrap();
    assert_eq!(store.living(since).await.unwrap(), vec![first.clone()]);
    assert_eq!(store.story(second.id).await.unwrap().map(|story| story.id), Some(first.id));
    assert_eq!(store.story(StoryId(Uuid::from_u128(9))).await.unwrap(), None);
    let standing: Vec<_> = store.places(&feed).await.unwrap().into_iter().filter(|place| place.left.is_none()).collect();
    assert_eq!(standing, [place(first.id, None)]);
    assert_eq!(store.channel(&feed).await.unwrap().map(|state| state.digest).as_deref(), Some("d"));

    // One pass at a time; whoever gets the lock ends the leases of those who died.
    claim(Selection::Only(vec![source()]), now()).await;
    let lock = store.lock_pass().await.unwrap();
    assert!(lock.is_some());
    assert_eq!(claim(Selection::Only(vec![source()]), now()).await, ["a"]);
    assert!(store.lock_pass().await.unwrap().is_none());
    drop(lock);
    assert!(store.lock_pass().await.unwrap().is_some());

    // What editors decided stays, in order.
    let rulings = [
        Ruling::Together { articles: ids.iter().copied().map(ArticleId).collect() },
        Ruling::Apart { articles: vec![ArticleId(ids[1])], from: vec![ArticleId(ids[0])] },
    ];
    for ruling in &rulings {
        store.rule(ruling).await.unwrap();
    }
    assert_eq!(store.rulings().await.unwrap(), rulings);

    // What a clock decided that was ahead does not hold; pages that wait for it neither.
    let ahead = TimeDelta::days(40);
    let mut early = visit(Vec::new(), now() + ahead + TimeDelta::hours(1));
    early.record.decided = now() + ahead;
    store.record_visits(vec![early]).await.unwrap();
    assert_eq!(claim(Selection::Due, now()).await, ["a"]);
    store.record_visits(vec![visit(Vec::new(), now() + TimeDelta::hours(1))]).await.unwrap();
    assert_eq!(claim(Selection::Due, now()).await, Vec::<String>::new());
    let waiting = |moment| Article { page: PageState::Due { tries: 1, not_before: Some(moment) }, ..stored[1].clone() };
    for (wait, expected) in [(TimeDelta::hours(2), 0), (ahead, 1), (TimeDelta::hours(-1), 1)] {
        store.save_articles(vec![waiting(now() + wait)]).await.unwrap();
        assert_eq!(store.sources_with_due_pages(now()).await.unwrap().len(), expected);
        assert_eq!(store.due_pages(&[source()], now(), 10).await.unwrap().len(), expected);
    }

    // A photo that failed for now is due as a page is.
    let image = Image { url: "https://a.example/1.jpg".into(), ..Image::default() };
    let again = Some(Again { tries: 1, not_before: now() });
    let photo = Photo { image, facts: Some(Err("timed out".into())), again };
    store.save_articles(vec![Article { page: PageState::Read, photos: vec![photo], ..stored[1].clone() }]).await.unwrap();
    assert_eq!(store.due_pages(&[source()], now(), 10).await.unwrap().len(), 1);
    assert_eq!(store.check().await.unwrap(), Vec::<String>::new());
}

async fn open(path: &Path) -> Box<dyn Store> {
    store::open(path.to_owned()).await.unwrap()
}

#[tokio::test]
async fn sqlite_tells_the_story_and_remembers_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/newsloom.db");
    let store = open(&path).await;
    tell(store.as_ref()).await;
    let before = store.window(now() - TimeDelta::days(2)).await.unwrap();
    drop(store);
    assert_eq!(open(&path).await.window(now() - TimeDelta::days(2)).await.unwrap(), before);
}

#[tokio::test]
async fn what_a_source_may_still_list_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("newsloom.db")).await;
    let patience = TimeDelta::days(60);
    let days = |days: i64| now() + TimeDelta::days(days);
    let lists = async |day: i64, new: &[&str], all: &[&str]| {
        let mut visit = visit(new.iter().map(|key| article(key, 1)).collect(), days(day));
        visit.record.decided = days(day);
        visit.listed = all.iter().map(|key| (*key).to_owned()).collect();
        store.record_visits(vec![visit]).await.unwrap();
    };
    let known = async || {
        let keys = ["a", "b", "c", "d"].map(str::to_owned);
        store.seen(&source(), &keys).await.unwrap().into_keys().collect::<Vec<_>>().concat()
    };
    let prune = async |day: i64| store.prune(days(day - 30), patience, days(day), 100).await.unwrap();
    lists(0, &["a", "b"], &["a", "b"]).await;
    let vector = StoredVector { digest: [1; 16], vector: Vector::new(&[0.6, 0.8]).unwrap() };
    store.save_vectors(&[(ArticleId(1), vector)]).await.unwrap();
    // Nothing new for a year.
    let pruned = prune(365).await;
    assert_eq!((pruned.entries, pruned.articles, pruned.vectors, known().await.as_str()), (0, 0, 1, "ab"));
    // It was listed until now.
    lists(365, &["c"], &["b", "c"]).await;
    assert_eq!((prune(366).await.entries, known().await.as_str()), (0, "abc"));
    // By a clock that is two years ahead; what comes then is listed as much.
    lists(1_095, &[], &["b"]).await;
    lists(367, &["d"], &["b", "d"]).await;
    assert_eq!((prune(367).await.entries, known().await.as_str()), (0, "abcd"));
    lists(440, &[], &["b", "d"]).await;
    let pruned = prune(440).await;
    assert_eq!(
        (pruned.entries, pruned.articles, known().await.as_str()),
        (1, 1, "bcd"),
        "c was listed at a time that is yet to come"
    );
    lists(1_200, &[], &["b", "d"]).await;
    let pruned = prune(1_200).await;
    assert_eq!((pruned.entries, pruned.articles, known().await.as_str()), (1, 1, "bd"));
    assert_eq!(store.check().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_store_of_a_later_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("newsloom.db");
    drop(open(&path).await);
    let later = rusqlite::Connection::open(&path).unwrap();
    later.pragma_update(None, "journal_mode", "DELETE").unwrap();
    later.pragma_update(None, "user_version", 99).unwrap();
    drop(later);
    let before = std::fs::read(&path).unwrap();
    let error = store::open(path.clone()).await.err().unwrap();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
    assert!(error.to_string().ends_with("use a newer newsloom"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn what_is_no_store_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("newsloom.db");
    std::fs::write(&path, "this is a letter to my aunt, and long enough to be taken for a page of a database ".repeat(20))
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = store::open(path.clone()).await.err().unwrap().to_string();
    assert!(error.contains("not a database"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn the_database_of_another_program_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    for (name, version) in [("fresh.db", 0), ("versioned.db", 3)] {
        let path = folder.path().join(name);
        let foreign = rusqlite::Connection::open(&path).unwrap();
        foreign.execute_batch("CREATE TABLE bookmarks (url TEXT)").unwrap();
        foreign.pragma_update(None, "user_version", version).unwrap();
        drop(foreign);
        let before = std::fs::read(&path).unwrap();
        let error = store::open(path.clone()).await.err().unwrap();
        assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
        assert!(store::scratch(path.clone()).await.is_err());
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}

#[tokio::test]
async fn a_scratch_copy_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("newsloom.db");
    let files = || std::fs::read_dir(folder.path()).unwrap().count();
    let empty = store::scratch(path.clone()).await.unwrap();
    empty.record_visits(vec![visit(vec![article("a.example/1", 1)], now())]).await.unwrap();
    let _lock = empty.lock_pass().await.unwrap().unwrap();
    assert_eq!(files(), 0);

    let store = open(&path).await;
    store.record_visits(vec![visit(vec![article("a.example/1", 1)], now())]).await.unwrap();
    let copy = store::scratch(path.clone()).await.unwrap();
    copy.record_visits(vec![visit(vec![article("a.example/2", 1)], now())]).await.unwrap();
    let keys = ["a.example/1".to_owned(), "a.example/2".to_owned()];
    assert_eq!((copy.articles_by_key(&keys).await.unwrap().len(), store.articles_by_key(&keys).await.unwrap().len()), (2, 1));
}
