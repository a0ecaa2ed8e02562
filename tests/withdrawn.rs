//! Reports that their publishers took back: by a tombstone, a page that is gone, or a notice in its place.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod house;

use std::path::Path;

use chrono::{DateTime, Utc};
use house::{configured, entries, works};
use newsloom::pipeline::{Works, refresh_at};
use newsloom::store::Selection;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

const OPENED: &str = "Mayor Tilda Ossen opened the bridge over the Ilva in Marport on Sunday. Some 18,000 cars will cross it each day. The work cost 42 million crowns, and took the builders nearly three years.";
const TOO: &str = "The bridge over the Ilva was opened in Marport on Sunday by mayor Tilda Ossen. It cost 42 million crowns and takes 18,000 cars a day. Hundreds came to watch, and a band played on the bank.";
const RATES: &str = "The central bank of Sevria left its rates where they are on Sunday. Governor Ida Kovar sees inflation at three per cent by the summer.";
const STORM: &str = "Storm Aldo cut some 40,000 homes on the coast of Hesk off from power on Sunday night. Ferries stay in port until Tuesday, the harbour master Ulf Krag said.";
const CHESS: &str = "Ela Novak, who is 14, has won the chess open of Tarn as the youngest player ever. In the last round she beat the former champion Igor Lazar in 63 moves.";

/// Names of articles, newest first, with headlines and texts.
const PAPERS: [(&str, &str, &str); 4] = [
    ("chess", "Fourteen-year-old Ela Novak wins Tarn chess open", CHESS),
    ("bridge", "Rebuilt Ilva bridge in Marport opens", OPENED),
    ("rates", "Sevria's central bank leaves rates alone", RATES),
    ("storm", "Storm Aldo cuts power to the coast of Hesk", STORM),
];

const NOTICE: &str = "This article has been withdrawn. We apologise to our readers.";

fn entry(id: &str, title: &str, text: &str, updated: &str) -> String {
    format!(
        "<entry><id>tag:{id}</id><title>{title}</title><link href='https://{id}.example/1'/><updated>{updated}</updated><content>{text}</content></entry>"
    )
}

fn bridge() -> String {
    entry("gazette", "Rebuilt Ilva bridge in Marport opens", OPENED, "2026-02-01T07:00:00Z")
}

fn same() -> String {
    entry("courier", "Marport: mayor Ossen opens Ilva bridge", TOO, "2026-02-01T07:10:00Z")
}

fn rates() -> String {
    entry("herald", "Sevria's central bank leaves rates alone", RATES, "2026-02-01T07:20:00Z")
}

fn tombstone(id: &str, when: &str) -> String {
    format!("<at:deleted-entry ref='tag:{id}' when='{when}'/>")
}

async fn say(server: &MockServer, content: &str) {
    server.reset().await;
    let feed = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0'><title>Wire</title>{content}</feed>"
    );
    let answer = ResponseTemplate::new(200).set_body_raw(feed, "application/atom+xml");
    Mock::given(path("/feed")).respond_with(answer).mount(server).await;
}

async fn page(server: &MockServer, at: &str, answer: ResponseTemplate) {
    Mock::given(path(at)).respond_with(answer).mount(server).await;
}

fn html(title: &str, text: &str) -> ResponseTemplate {
    let html =
        format!("<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>");
    ResponseTemplate::new(200).set_body_raw(html, "text/html")
}

/// Entries by date, newest first, with pages of their own on the server.
fn listed(server: &MockServer, names: &[&str]) -> String {
    let listed = PAPERS.iter().zip(1..).filter(|((name, ..), _)| names.contains(name));
    let entries = listed.map(|((name, title, text), at)| {
        let date = format!("<published>2026-02-01T07:0{}:00Z</published>", 9 - at);
        let entry = entry(name, title, text, "2026-02-01T07:30:00Z").replace("</entry>", &format!("{date}</entry>"));
        entry.replace(&format!("https://{name}.example/1"), &format!("{}/{name}", server.uri()))
    });
    entries.collect()
}

async fn house_of(folder: &Path, server: &MockServer, full_text: bool) -> Works {
    let text = format!(
        "[fetch]\nfull_text = {full_text}\nallow_private = [\"127.0.0.0/8\"]\n[[source]]\nid = \"wire\"\nurl = \"{}/feed\"\n[[feed]]\nid = \"all\"\nmax_age = \"7d\"\n[[feed]]\nid = \"steps\"\nupdates = \"follow-up\"\n",
        server.uri()
    );
    works(configured(folder, &text)).await
}

async fn pass_at(works: &Works, moment: &str) {
    let now: DateTime<Utc> = moment.parse().unwrap();
    refresh_at(works, Selection::All, || now, &|_| {}).await.unwrap();
}

/// Stories as "headline < addresses of reports", by headline, and their ids.
fn told(works: &Works, feed: &str) -> Vec<(String, String)> {
    let all = entries(works, feed);
    let mut told: Vec<(String, String)> = all
        .iter()
        .map(|entry| {
            let reports = entry["_newsloom"]["reports"].as_array().unwrap();
            let urls: Vec<&str> = reports.iter().map(|report| report["url"].as_str().unwrap()).collect();
            (format!("{} < {}", entry["title"].as_str().unwrap(), urls.join(" ")), entry["id"].as_str().unwrap().to_owned())
        })
        .collect();
    told.sort();
    told
}

fn lines(told: &[(String, String)]) -> Vec<&str> {
    told.iter().map(|(line, _)| line.as_str()).collect()
}

fn file(works: &Works, name: &str) -> Option<String> {
    std::fs::read_to_string(works.settings.publish.dir.join(name)).ok()
}

const BOTH: &str = "Rebuilt Ilva bridge in Marport opens < https://gazette.example/1 https://courier.example/1";
const ONE: &str = "Marport: mayor Ossen opens Ilva bridge < https://courier.example/1";
const BANK: &str = "Sevria's central bank leaves rates alone < https://herald.example/1";

#[tokio::test(flavor = "multi_thread")]
async fn what_its_feed_deleted_is_no_source_and_no_lead() {
    let (folder, server) = (tempfile::tempdir().unwrap(), MockServer::start().await);
    let works = house_of(folder.path(), &server, false).await;
    say(&server, &(bridge() + &same() + &rates())).await;
    pass_at(&works, "2026-02-01T08:00:00Z").await;
    let first = told(&works, "all");
    assert_eq!(lines(&first), [BOTH, BANK]);

    // The lead is deleted, though it is still listed below its tombstone: the other report leads, under the same id.
    say(&server, &(tombstone("gazette", "2026-02-01T08:20:00Z") + &bridge() + &same() + &rates())).await;
    pass_at(&works, "2026-02-01T08:30:00Z").await;
    let second = told(&works, "all");
    assert_eq!(lines(&second), [ONE, BANK]);
    assert_eq!(second[0].1, first[0].1);
    assert!(!file(&works, "all.atom").unwrap().contains("gazette.example"));

    // The only report on the bank is deleted: the story leaves all feeds, and its page goes.
    let deleted = tombstone("gazette", "2026-02-01T08:20:00Z") + &tombstone("herald", "2026-02-01T08:50:00Z");
    let bank = first[1].1.trim_start_matches("urn:uuid:").to_owned();
    assert!(file(&works, &format!("story/{bank}.html")).is_some());
    say(&server, &(deleted.clone() + &same())).await;
    for moment in ["2026-02-01T09:00:00Z", "2026-02-01T10:00:00Z", "2026-02-02T09:00:00Z"] {
        pass_at(&works, moment).await;
        assert_eq!((lines(&told(&works, "all")), told(&works, "steps").iter().any(|(line, _)| line == BANK)), (vec![ONE], false));
        assert!(file(&works, &format!("story/{bank}.html")).is_none());
        let atom = file(&works, "all.atom").unwrap();
        assert!(atom.contains("deleted-entry") && atom.contains(&bank), "{atom}");
    }
    assert_eq!(works.store.check().await.unwrap(), Vec::<String>::new());

    // It is published again: another entry tells it.
    let again = rates().replace("2026-02-01T07:20:00Z", "2026-02-02T09:20:00Z");
    say(&server, &(deleted + &same() + &again)).await;
    pass_at(&works, "2026-02-02T09:30:00Z").await;
    let last = told(&works, "all");
    assert_eq!(lines(&last), [ONE, BANK]);
    assert!(last[1].1 != first[1].1 && last[0].1 == first[0].1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_in_the_place_of_an_article_is_no_story() {
    let (folder, server) = (tempfile::tempdir().unwrap(), MockServer::start().await);
    let works = house_of(folder.path(), &server, false).await;
    let notice = |entry: String, text: &str| entry.replace(text, NOTICE);
    // One that was a notice from the beginning.
    say(&server, &(bridge() + &same() + &notice(rates(), RATES))).await;
    pass_at(&works, "2026-02-01T08:00:00Z").await;
    assert_eq!(lines(&told(&works, "all")), [BOTH]);
    // One that becomes a notice; and the other one too.
    say(&server, &(notice(bridge(), OPENED) + &same())).await;
    pass_at(&works, "2026-02-01T09:00:00Z").await;
    assert_eq!(lines(&told(&works, "all")), [ONE]);
    say(&server, &(notice(bridge(), OPENED) + &notice(same(), TOO))).await;
    pass_at(&works, "2026-02-01T10:00:00Z").await;
    assert_eq!(lines(&told(&works, "all")), Vec::<&str>::new());
    // The article is back.
    say(&server, &(notice(bridge(), OPENED) + &same())).await;
    pass_at(&works, "2026-02-01T11:00:00Z").await;
    assert_eq!(lines(&told(&works, "all")), [ONE]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_gone_for_good_or_says_so_takes_its_report_with_it() {
    let (folder, server) = (tempfile::tempdir().unwrap(), MockServer::start().await);
    let works = house_of(folder.path(), &server, true).await;
    let here =
        |entry: String, name: &str| entry.replace(&format!("https://{name}.example/1"), &format!("{}/{name}", server.uri()));
    let all = [(bridge(), "gazette"), (rates(), "herald")].map(|(entry, name)| here(entry, name)).concat();
    say(&server, &all).await;
    page(&server, "/gazette", html("Rebuilt Ilva bridge in Marport opens", OPENED)).await;
    page(&server, "/herald", html("Sevria's central bank leaves rates alone", RATES)).await;
    pass_at(&works, "2026-02-01T08:00:00Z").await;
    assert_eq!(told(&works, "all").len(), 2);
    // Both entries changed in a word, so their pages are read again.
    say(&server, &all.replace("on Sunday", "this Sunday")).await;
    page(&server, "/gazette", ResponseTemplate::new(410)).await;
    page(&server, "/herald", html("Sevria's central bank leaves rates alone", NOTICE)).await;
    pass_at(&works, "2026-02-01T09:00:00Z").await;
    assert_eq!(told(&works, "all"), Vec::new());
    // A page that is missing once proves nothing; one that is missing later too is gone.
    say(&server, &all.replace("on Sunday", "last Sunday")).await;
    page(&server, "/herald", ResponseTemplate::new(404)).await;
    page(&server, "/gazette", ResponseTemplate::new(404)).await;
    pass_at(&works, "2026-02-01T10:00:00Z").await;
    assert_eq!(told(&works, "all").len(), 2);
    pass_at(&works, "2026-02-01T10:05:00Z").await;
    assert_eq!(told(&works, "all").len(), 2);
    pass_at(&works, "2026-02-01T10:20:00Z").await;
    assert_eq!(told(&works, "all"), Vec::new());
}

/// Publishers without tombstones just drop what they take back; many drop what still stands, too.
#[tokio::test(flavor = "multi_thread")]
async fn what_left_its_feed_without_a_word_is_looked_after_once() {
    let (folder, server) = (tempfile::tempdir().unwrap(), MockServer::start().await);
    let works = house_of(folder.path(), &server, true).await;
    let list = |names: &[&str]| listed(&server, names);
    say(&server, &list(&["chess", "bridge", "rates", "storm"])).await;
    for (name, title, text) in PAPERS {
        page(&server, &format!("/{name}"), html(title, text)).await;
    }
    pass_at(&works, "2026-02-01T08:00:00Z").await;
    assert_eq!(told(&works, "all").len(), 4);

    // What is older than all that is listed was crowded out, as is usual.
    say(&server, &list(&["chess"])).await;
    pass_at(&works, "2026-02-01T08:10:00Z").await;
    assert_eq!(server.received_requests().await.unwrap().len(), 1);

    // Two that stood between others are gone: both are asked for, of which one stands.
    let (mut asked, mut stories) = (Vec::new(), Vec::new());
    for moment in ["2026-02-01T08:20:00Z", "2026-02-01T08:25:00Z", "2026-02-01T08:40:00Z", "2026-02-01T09:40:00Z"] {
        let later = format!("<subtitle>{moment}</subtitle>");
        say(&server, &(later + &list(&["chess", "storm"]))).await;
        page(&server, "/rates", html(PAPERS[2].1, RATES)).await;
        page(&server, "/bridge", ResponseTemplate::new(404)).await;
        pass_at(&works, moment).await;
        let requests = server.received_requests().await.unwrap();
        let mut paths: Vec<String> = requests.iter().map(|request| request.url.path()[1..].to_owned()).collect();
        paths.retain(|path| path != "feed" && path != "robots.txt");
        paths.sort();
        asked.push(paths.join(" "));
        stories.push(told(&works, "all").len());
    }
    assert_eq!(asked, ["bridge rates", "", "bridge", ""]);
    assert_eq!(stories, [4, 4, 3, 3]);
}

/// Of an entry in the middle of its feed that a tombstone stands for, nothing is asked, however its page answers.
#[tokio::test(flavor = "multi_thread")]
async fn a_tombstone_between_two_entries_takes_its_report_with_it() {
    let (folder, server) = (tempfile::tempdir().unwrap(), MockServer::start().await);
    let works = house_of(folder.path(), &server, true).await;
    let stand = || async {
        for (name, title, text) in PAPERS {
            page(&server, &format!("/{name}"), html(title, text)).await;
        }
    };
    say(&server, &listed(&server, &["chess", "bridge", "rates", "storm"])).await;
    stand().await;
    pass_at(&works, "2026-02-01T08:00:00Z").await;
    assert_eq!(told(&works, "all").len(), 4);

    for (moment, note) in [("2026-02-01T08:20:00Z", "1"), ("2026-02-01T08:40:00Z", "2"), ("2026-02-01T09:40:00Z", "3")] {
        let deleted = format!("<subtitle>{note}</subtitle>") + &tombstone("bridge", "2026-02-01T08:10:00Z");
        say(&server, &(deleted + &listed(&server, &["chess", "rates", "storm"]))).await;
        stand().await;
        pass_at(&works, moment).await;
        let requests = server.received_requests().await.unwrap();
        assert!(requests.iter().all(|request| request.url.path() != "/bridge"), "{moment}");
        assert_eq!(told(&works, "all").len(), 3, "{moment}");
    }
}
