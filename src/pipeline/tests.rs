use wiremock::{Mock, MockServer, ResponseTemplate, matchers};

use super::*;
use crate::config;
use crate::output::Folder;
use crate::store::Sqlite;

/// A newsroom with one source and a feed of three entries.
async fn newsroom(folder: &std::path::Path, server: &MockServer) -> Works {
    let text = format!(
        "[fetch]\nfull_text = false\nallow_private = [\"127.0.0.0/8\"]\n[[source]]\nid = \"a\"\nurl = \"{}/feed\"\n[[feed]]\nid = \"all\"\nlimit = 3\n",
        server.uri()
    );
    let path = folder.join("config.toml");
    std::fs::write(&path, text).unwrap();
    let settings = config::load(&path, []).unwrap().settings;
    let client = fetch::Client::new(&settings.fetch).unwrap();
    let store = Arc::new(Sqlite::open(settings.store.sqlite.clone()).await.unwrap());
    let output = Arc::new(Folder::open(settings.publish.dir.clone()).unwrap());
    let embedder = Embedder::new(&settings.grouping.encoder, &settings.fetch).unwrap();
    Works::new(settings, store, client, output, embedder)
}

async fn say(server: &MockServer, items: &[(&str, &str)]) {
    server.reset().await;
    let items: String = items
        .iter()
        .map(|(title, date)| {
            format!("<item><title>{title}</title><link>https://a.example/{}</link><pubDate>{date}</pubDate></item>", title.len())
        })
        .collect();
    let feed = format!("<rss version='2.0'><channel><title>A</title>{items}</channel></rss>");
    let answer = ResponseTemplate::new(200).set_body_raw(feed, "application/rss+xml");
    Mock::given(matchers::path("/feed")).respond_with(answer).mount(server).await;
}

/// A process that dies after it stored what it read, and before it told it, leaves news: the next one puts it on top.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_pass_read_and_did_not_tell_is_news_to_the_next() {
    let (folder, server) = (tempfile::tempdir().unwrap(), MockServer::start().await);
    let works = newsroom(folder.path(), &server).await;
    let at = |minutes: i64| DateTime::from_timestamp(1_770_000_000 + minutes * 60, 0).unwrap();
    let date = |minutes: i64| at(minutes).to_rfc2822();
    let (one, two, three) = (date(-10), date(-11), date(-12));
    let known = [
        ("Bridge opens in Orlo", one.as_str()),
        ("Minister of finance resigns today", two.as_str()),
        ("Storm reaches Hesk", three.as_str()),
    ];
    say(&server, &known).await;
    refresh_at(&works, Selection::All, || at(0), &|_| {}).await.unwrap();

    let old = date(-300);
    say(&server, &[known[0], known[1], known[2], ("Old ferry sinks off Marport, nobody hurt", &old)]).await;
    harvest::harvest(&works, &Selection::All, at(10), &|_| {}).await.unwrap();
    refresh_at(&works, Selection::All, || at(20), &|_| {}).await.unwrap();
    let json = std::fs::read_to_string(works.settings.publish.dir.join("all.json")).unwrap();
    let feed: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(feed["items"][0]["title"], "Old ferry sinks off Marport, nobody hurt");
}

/// What an answer says of time counts from the answer, not from when the pass began.
#[tokio::test(flavor = "multi_thread")]
async fn the_next_try_counts_from_the_answer() {
    let (folder, server) = (tempfile::tempdir().unwrap(), MockServer::start().await);
    let works = newsroom(folder.path(), &server).await;
    let slow = ResponseTemplate::new(503).set_delay(std::time::Duration::from_millis(1_300));
    Mock::given(matchers::path("/feed")).respond_with(slow).mount(&server).await;
    let began = DateTime::from_timestamp(1_770_000_000, 0).unwrap();
    refresh_at(&works, Selection::All, || began, &|_| {}).await.unwrap();
    let record = works.store.sources().await.unwrap().remove(0);
    assert!(record.decided > began, "{}", record.decided);
}

/// A source that moved, and whose new address then answers with something else.
#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_stands_in_is_given_up_whatever_is_wrong_with_it() {
    let (folder, server) = (tempfile::tempdir().unwrap(), MockServer::start().await);
    let works = newsroom(folder.path(), &server).await;
    let feed = "<rss version='2.0'><channel><title>A</title></channel></rss>";
    let serve =
        |path: &'static str, answer: ResponseTemplate| Mock::given(matchers::path(path)).respond_with(answer).mount(&server);
    serve("/feed", ResponseTemplate::new(301).insert_header("Location", "/new")).await;
    serve("/new", ResponseTemplate::new(200).set_body_raw(feed, "application/rss+xml")).await;
    let mut failed = Vec::new();
    for pass in 0..7 {
        if pass == 3 {
            server.reset().await;
            serve("/feed", ResponseTemplate::new(200).set_body_raw(feed, "application/rss+xml")).await;
            serve("/new", ResponseTemplate::new(200).set_body_raw("<p>This domain is for sale.</p>", "text/html")).await;
        }
        let now = DateTime::from_timestamp(1_770_000_000 + pass * 86_400, 0).unwrap();
        failed.push(refresh_at(&works, Selection::All, || now, &|_| {}).await.unwrap().sources.failed.len());
    }
    assert_eq!(failed, [0, 0, 0, 1, 1, 1, 0]);
}

/// A story that stands in a feed by its follow-up alone leaves an heir when it ends in another one.
#[test]
fn follow_ups_leave_an_heir() {
    use crate::ledger::{Development, Place, Published, inherit};
    use crate::model::{ArticleId, StoryId};
    let now = DateTime::from_timestamp(1_770_000_000, 0).unwrap();
    let id = |n: u128| StoryId(uuid::Uuid::from_u128(n));
    let story = |n: u128, follow_up: Option<u128>| Published {
        id: id(n),
        anchor: ArticleId(1),
        published: now,
        updated: now,
        pending: false,
        inputs: String::new(),
        members: Vec::new(),
        leads: Default::default(),
        tellings: Default::default(),
        developments: follow_up
            .map(|n| Development {
                id: id(n),
                published: now,
                before: Default::default(),
                heads: Default::default(),
                listed: Default::default(),
                untold: Default::default(),
            })
            .into_iter()
            .collect(),
    };
    let place =
        |n: u128, left: bool| Place { story: id(n), rank: now, entered: now, left: left.then_some(now), withdrawn: false };
    let standing = |places: &[Place], living: &[Published]| {
        let after = inherit(places, &publish::merges(places, &[(id(2), id(1))], living));
        after.iter().filter(|place| place.left.is_none()).map(|place| place.story).collect::<Vec<_>>()
    };
    // 2 was crowded out, its follow-up 20 stands; 1 is not shown.
    let places = [place(1, true), place(2, true), place(20, false)];
    assert!(standing(&places, &[story(1, None), story(2, Some(20))]).contains(&id(1)));
    // Where a follow-up of the survivor stands, readers have the story already.
    let places = [place(1, true), place(10, false), place(2, false)];
    assert!(!standing(&places, &[story(1, Some(10)), story(2, None)]).contains(&id(1)));
}
