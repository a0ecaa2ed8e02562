//! Whole passes over the sample newsroom, served on loopback, fetched like the web.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod house;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, Utc};
use house::{configured, entries, pass, publisher, say, works};
use newsloom::config::{self, Settings};
use newsloom::demo::{self, Newsroom, Served};
use newsloom::pipeline::{PassError, Works, refresh, refresh_at};
use newsloom::store::Selection;
use wiremock::MockServer;

async fn newsroom() -> Served {
    let anchor = DateTime::from_timestamp(Utc::now().timestamp() / 3_600 * 3_600, 0).unwrap();
    demo::serve(Newsroom::load().unwrap(), anchor).await.unwrap()
}

/// The newsroom's sources, and more of the caller's, as a configuration in a folder.
fn settings(folder: &Path, served: &Served, more: &str) -> Settings {
    let mut text = "[fetch]\nper_host = 16\ntimeout = \"5s\"\nallow_private = [\"127.0.0.0/8\"]\n".to_owned();
    for (id, name, url, front_page) in &served.sources {
        let kind = if *front_page { "kind = \"page\"" } else { "" };
        text.push_str(&format!("[[source]]\nid = \"{id}\"\ntitle = \"{name}\"\nurl = \"{url}\"\n{kind}\n"));
    }
    text.push_str("[[feed]]\nid = \"all\"\ntitle = \"All\"\nlimit = 100\nmax_age = \"7d\"\n");
    text.push_str("[[feed]]\nid = \"deutsch\"\ntitle = \"Deutsch\"\nlanguage = \"de\"\nlanguages = [\"de\"]\nmin_sources = 2\nmax_age = \"7d\"\n");
    text.push_str(more);
    configured(folder, &text)
}

/// Every published file: its bytes and when it was written.
fn published(works: &Works) -> BTreeMap<String, (Vec<u8>, std::time::SystemTime)> {
    let root = &works.settings.publish.dir;
    let folders = [root.clone(), root.join("archive"), root.join("story")];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|file| file.unwrap());
    files
        .filter(|file| file.path().is_file())
        .map(|file| {
            let written = file.metadata().unwrap().modified().unwrap();
            (file.file_name().to_string_lossy().into_owned(), (std::fs::read(file.path()).unwrap(), written))
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_pass_on_unchanged_input_writes_no_byte() {
    let (folder, served) = (tempfile::tempdir().unwrap(), newsroom().await);
    let works = works(settings(folder.path(), &served, "")).await;
    let first = pass(&works).await;
    assert_eq!((first.sources.ok, first.sources.failed.len(), first.articles.new), (11, 0, 101));
    let before = published(&works);
    // Two feeds in three formats, the list of them, the front page; their archives; a page a story.
    assert_eq!(before.keys().filter(|name| !name.ends_with(".html")).count(), 2 * 3 + 1 + 2);
    assert_eq!(before.keys().filter(|name| name.ends_with(".html")).count(), 1 + entries(&works, "all").len());

    let second = pass(&works).await;
    assert_eq!((second.sources.not_modified + second.sources.ok, second.articles.new, second.articles.updated), (11, 0, 0));
    assert!(second.sources.not_modified >= 10 && second.feeds.iter().all(|feed| !feed.changed));
    assert_eq!(published(&works), before);

    // Nor does a process that starts anew, with the files lost: they come back to the letter.
    std::fs::remove_file(works.settings.publish.dir.join("all.rss")).unwrap();
    let settings = (*works.settings).clone();
    drop(works);
    let works = house::works(settings).await;
    pass(&works).await;
    let bytes = |files: BTreeMap<String, (Vec<u8>, _)>| {
        files.into_iter().map(|(name, (bytes, _))| (name, bytes)).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(bytes(published(&works)), bytes(before));
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_hold_what_readers_need() {
    let (folder, served) = (tempfile::tempdir().unwrap(), newsroom().await);
    let works = works(settings(folder.path(), &served, "")).await;
    pass(&works).await;
    let newsroom = Newsroom::load().unwrap();
    let all = entries(&works, "all");
    let mut reported = BTreeSet::new();
    for entry in &all {
        let reports = entry["_newsloom"]["reports"].as_array().unwrap();
        assert!(entry["id"].as_str().unwrap().starts_with("urn:uuid:"));
        assert!(!entry["summary"].as_str().unwrap_or_default().is_empty(), "{}", entry["title"]);
        for report in reports {
            assert!(reported.insert(report["url"].as_str().unwrap().to_owned()), "in two entries");
        }
        let titles: BTreeSet<&str> = reports.iter().map(|report| report["title"].as_str().unwrap()).collect();
        let has_photo = newsroom.reports.iter().any(|report| report.photo.is_some() && titles.contains(report.title.as_str()));
        assert_eq!(entry["attachments"].is_array(), has_photo, "{}", entry["title"]);
        if has_photo {
            let attachment = &entry["attachments"][0];
            let name = attachment["url"].as_str().unwrap().rsplit('/').next().unwrap();
            assert_eq!(attachment["size_in_bytes"], Newsroom::photo(name).unwrap().len());
            assert!(entry["_newsloom"]["photo"]["caption"].is_string() && entry["_newsloom"]["photo"]["credit"].is_string());
        }
    }
    assert_eq!(reported.len(), 101);
    for entry in entries(&works, "deutsch") {
        assert_eq!(entry["language"], "de", "the headline is in the feed's language");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_sources_are_told_one_by_one_and_the_rest_goes_on() {
    let (folder, served) = (tempfile::tempdir().unwrap(), newsroom().await);
    let front = &served.sources.iter().find(|(id, ..)| id == "harbour-post").unwrap().2.replace("/rss.xml", "");
    let more = format!(
        "[[source]]\nid = \"html\"\nkind = \"feed\"\nurl = \"{front}/\"\n[[source]]\nid = \"none\"\nurl = \"{front}/nothing\"\n\
         [[source]]\nid = \"picture\"\nurl = \"{front}/photos/bridge.jpg\"\n"
    );
    let works = works(settings(folder.path(), &served, &more)).await;
    let report = pass(&works).await;
    assert_eq!(report.sources.ok, 11);
    let told: Vec<(&str, &str)> =
        report.sources.failed.iter().map(|failed| (failed.id.0.as_str(), failed.error.as_str())).collect();
    assert_eq!(told[0], ("html", "an HTML page, not a feed"));
    assert!(told[1].0 == "none" && told[1].1.starts_with("404 Not Found from 127.0.0.1"), "{told:?}");
    assert_eq!(told[2], ("picture", "neither RSS, Atom nor JSON Feed: no feed element in it"));
    assert!(report.sources.failed.iter().all(|failed| failed.next_try > Some(Utc::now())));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_network_everything_stays_as_it_was() {
    let (folder, served) = (tempfile::tempdir().unwrap(), newsroom().await);
    let works = works(settings(folder.path(), &served, "")).await;
    pass(&works).await;
    let before = published(&works);
    drop(served);
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    let report = pass(&works).await;
    assert!(report.every_source_failed && report.sources.failed.len() == 11);
    assert_eq!(published(&works), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_pass_at_the_same_time_is_refused() {
    let (folder, served) = (tempfile::tempdir().unwrap(), newsroom().await);
    let works = works(settings(folder.path(), &served, "")).await;
    let other = house::works((*works.settings).clone()).await;
    let lock = other.store.lock_pass().await.unwrap();
    assert!(matches!(refresh(&works, Selection::All, &|_| {}).await, Err(PassError::Locked)));
    drop(lock);
    assert_eq!(pass(&works).await.sources.ok, 11);
}

/// A pass that is dropped anywhere, as by a killed process, loses nothing and publishes nothing twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_pass_may_end_at_any_moment() {
    let (folder, served) = (tempfile::tempdir().unwrap(), newsroom().await);
    let settings = settings(folder.path(), &served, "");
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let mut interrupted = 0;
    for milliseconds in [5, 20, 40, 80, 120, 200, 400, 800, 1600] {
        let works = works(settings.clone()).await;
        let time = std::time::Duration::from_millis(milliseconds);
        interrupted += usize::from(tokio::time::timeout(time, refresh(&works, Selection::All, &|_| {})).await.is_err());
        if works.settings.publish.dir.join("all.json").exists() {
            let told = entries(&works, "all");
            ids.extend(told.iter().map(|entry| (entry["url"].to_string(), entry["id"].to_string())));
        }
    }
    assert!(interrupted > 0, "no pass was interrupted");
    let works = works(settings).await;
    // A transaction of a dropped pass may still hold the lock for a moment.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    pass(&works).await;
    let reported: Vec<String> = entries(&works, "all")
        .iter()
        .flat_map(|entry| entry["_newsloom"]["reports"].as_array().unwrap().clone())
        .map(|report| report["url"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(reported.len(), 101);
    assert_eq!(reported.iter().collect::<BTreeSet<_>>().len(), 101);
    // Whatever a reader has seen stands under the id under which it was seen.
    let now: BTreeSet<String> = entries(&works, "all").iter().map(|entry| entry["id"].to_string()).collect();
    assert!(ids.values().all(|id| now.contains(id)));
    assert_eq!(works.store.check().await.unwrap(), Vec::<String>::new());
}

/// Vectors are made once, and a service that fails costs nothing but them.
#[tokio::test(flavor = "multi_thread")]
async fn an_encoder_elsewhere_is_asked_once_a_text() {
    let server = wiremock::MockServer::start().await;
    let answer = |request: &wiremock::Request| {
        let question: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        let data: Vec<_> = question["input"]
            .as_array()
            .unwrap()
            .iter()
            .map(|text| serde_json::json!({"embedding": [1.0, text.as_str().unwrap().len() as f64 / 1_000.0]}))
            .collect();
        wiremock::ResponseTemplate::new(200).set_body_json(serde_json::json!({"data": data}))
    };
    wiremock::Mock::given(wiremock::matchers::path("/v1/embeddings")).respond_with(answer).mount(&server).await;
    let (folder, served) = (tempfile::tempdir().unwrap(), newsroom().await);
    let mut settings = settings(folder.path(), &served, "");
    settings.grouping.encoder = config::parse_encoder(&format!("{{ url = \"{}/v1\", model = \"m\" }}", server.uri())).unwrap();
    let works = works(settings).await;
    pass(&works).await;
    let asked = server.received_requests().await.unwrap().len();
    // Copies of one text are one text.
    assert!((1..=4).contains(&asked), "{asked}");
    pass(&works).await;
    assert_eq!(server.received_requests().await.unwrap().len(), asked);

    // Other vectors are wanted now, and nobody makes them.
    let mut settings = (*works.settings).clone();
    settings.grouping.encoder = config::parse_encoder("{ url = \"http://127.0.0.1:1/v1\", model = \"m\" }").unwrap();
    drop(works);
    let works = house::works(settings).await;
    let report = pass(&works).await;
    assert!(!report.every_source_failed && report.feeds.iter().all(|feed| feed.items > 0));
}

fn item(guid: &str, title: &str, text: &str) -> String {
    let published = (Utc::now() - chrono::TimeDelta::hours(2)).to_rfc2822();
    format!(
        "<item><guid isPermaLink='false'>{guid}</guid><link>https://gazette.example/{guid}</link><title>{title}</title><description>{text}</description><pubDate>{published}</pubDate></item>"
    )
}

fn only(folder: &Path, server: &MockServer, more: &str) -> Settings {
    let text = format!(
        "[fetch]\nfull_text = false\nallow_private = [\"127.0.0.0/8\"]\n{more}\n[[source]]\nid = \"gazette\"\nurl = \"{}/feed\"\n[[feed]]\nid = \"all\"\n",
        server.uri()
    );
    configured(folder, &text)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_reaches_readers_under_the_same_id() {
    let folder = tempfile::tempdir().unwrap();
    let server =
        publisher(&item("1", "Minister Velin arrested in Orlo", "Police arrested the minister at his home in Orlo on Monday."))
            .await;
    let works = works(only(folder.path(), &server, "")).await;
    pass(&works).await;
    let before = entries(&works, "all");
    let corrected = "An earlier report named the minister. Police arrested a namesake who runs a bakery.";
    say(&server, &item("1", "Minister Velin arrested in Orlo", corrected)).await;
    pass(&works).await;
    let after = entries(&works, "all");
    assert_eq!((before.len(), after.len()), (1, 1));
    assert_eq!((&before[0]["id"], &before[0]["date_published"]), (&after[0]["id"], &after[0]["date_published"]));
    assert!(
        before[0]["summary"].as_str().unwrap().contains("at his home")
            && !after[0]["summary"].as_str().unwrap().contains("at his home")
    );
    assert!(before[0]["date_modified"] != after[0]["date_modified"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_dead_source_is_no_failure_of_the_pass() {
    let folder = tempfile::tempdir().unwrap();
    let server = publisher(&item("1", "Bridge opens in Orlo", "The bridge opened on Monday.")).await;
    pass(&works(only(folder.path(), &server, "")).await).await;
    let dead = format!("[[source]]\nid = \"dead\"\nurl = \"{}/nothing\"\n", server.uri());
    let works = works(only(folder.path(), &server, &dead)).await;
    let again = |selection: Selection| async {
        let report = refresh(&works, selection, &|_| {}).await.unwrap();
        (report.sources.failed.len(), report.every_source_failed)
    };
    // The dead one is new, so it alone is due.
    assert_eq!(again(Selection::Due).await, (1, false));
    let dead = newsloom::model::SourceId("dead".into());
    assert_eq!(again(Selection::Only(vec![dead])).await, (1, true), "nothing else was asked for");
}

/// Whoever mends the configuration need not wait for a source that failed because of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_source_is_due_when_its_configuration_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let server = publisher(&item("1", "Bridge opens in Orlo", "The bridge opened on Monday.")).await;
    let open = async |fetch: &str, source: &str| {
        let text = format!("[fetch]\nfull_text = false\n{fetch}\n[[source]]\nid = \"a\"\n{source}\n[[feed]]\nid = \"all\"\n");
        works(configured(folder.path(), &text)).await
    };
    let began = Utc::now();
    let pass = async |works: &Works, minutes: i64| {
        let now = began + chrono::TimeDelta::minutes(minutes);
        let report = refresh_at(works, Selection::Due, || now, &|_| {}).await.unwrap();
        (report.sources.ok + report.sources.not_modified, report.sources.failed.len())
    };
    let (url, allowed) = (format!("url = \"{}/feed\"", server.uri()), "allow_private = [\"127.0.0.0/8\"]");
    let works = open("", &url).await;
    assert_eq!((pass(&works, 0).await, pass(&works, 1).await), ((0, 1), (0, 0)));
    drop(works);

    let works = open(allowed, &url).await;
    let health = newsloom::pipeline::health::sources(&works.settings, &*works.store, Utc::now()).await.unwrap();
    assert_eq!(health[0].reasons, ["its configuration was changed: asked again with the next pass"]);
    assert_eq!((pass(&works, 2).await, pass(&works, 3).await), ((1, 0), (0, 0)));
    drop(works);

    // A source that is well is let alone, whatever became of [fetch] and of its title.
    let works = open(&format!("{allowed}\ntimeout = \"5s\""), &format!("{url}\ntitle = \"Gazette\"")).await;
    assert_eq!(pass(&works, 4).await, (0, 0));
    drop(works);
    let works = open(allowed, &url.replace("/feed", "/nothing")).await;
    assert_eq!((pass(&works, 5).await, pass(&works, 6).await), ((0, 1), (0, 0)));
    drop(works);
    let works = open(allowed, &url).await;
    assert_eq!((pass(&works, 7).await, pass(&works, 8).await), ((1, 0), (0, 0)));
}

/// Readers are led to no address that must not be asked, and to one that was allowed meanwhile all the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_page_is_told_once_it_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let server = MockServer::start().await;
    let page = format!(
        "<html lang='en'><head><title>Bridge opens in Orlo</title><link rel='canonical' href='{}/1'>\
         <meta property='article:published_time' content='{}'></head><body><article><h1>Bridge opens in Orlo</h1><p>The bridge over the Ilva \
         opened on Monday. It took the builders three years, said mayor Tilda Ossen, and cost 42 million crowns.</p></article></body></html>",
        server.uri(),
        (Utc::now() - chrono::TimeDelta::hours(2)).to_rfc3339()
    );
    let articles = folder.path().join("articles");
    std::fs::create_dir(&articles).unwrap();
    std::fs::write(articles.join("1.html"), page).unwrap();
    let began = Utc::now();
    let pass = async |allowed: &str, minutes: i64| {
        let text = format!(
            "[fetch]\n{allowed}\n[[source]]\nid = \"a\"\nkind = \"folder\"\nurl = \"articles\"\n[[feed]]\nid = \"all\"\n"
        );
        let works = works(configured(folder.path(), &text)).await;
        refresh_at(&works, Selection::All, || began + chrono::TimeDelta::minutes(minutes), &|_| {}).await.unwrap();
        let health = newsloom::pipeline::health::sources(&works.settings, &*works.store, Utc::now()).await.unwrap();
        (entries(&works, "all").len(), health[0].pages_closed.iter().map(|pages| pages.why.clone()).collect::<Vec<_>>())
    };
    let (published, why) = pass("", 0).await;
    assert!(published == 0 && why.len() == 1 && why[0].contains("fetch.allow_private"), "{published} {why:?}");
    assert_eq!(pass("", 31).await.0, 0);
    let (published, why) = pass("allow_private = [\"127.0.0.0/8\"]", 62).await;
    assert_eq!((published, server.received_requests().await.unwrap().len()), (1, 2), "{why:?}");
}
