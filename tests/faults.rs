//! Sources that misbehave, each in one way: what becomes of them, and that nobody else notices.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod web;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use newsloom::config;
use newsloom::embed::Embedder;
use newsloom::fetch::Client;
use newsloom::model::PageState;
use newsloom::output::Folder;
use newsloom::pipeline::health::{self, SourceHealth, Status};
use newsloom::pipeline::{Report, Works, refresh};
use newsloom::store::{self, Selection};
use web::{Asked, Step, Web, answer, feed};

const RSS: (&str, &str) = ("Content-Type", "application/rss+xml");
const HTML: (&str, &str) = ("Content-Type", "text/html; charset=utf-8");

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A feed of so many entries without pages of their own.
fn filler(count: usize) -> Vec<u8> {
    let items: String = (0..count).map(|n| format!("<item><guid>{n}</guid><title>Filler number {n}</title></item>")).collect();
    format!("<rss version='2.0'><channel><title>F</title>{items}</channel></rss>").into_bytes()
}

fn article(title: &str) -> String {
    let text =
        format!("<p>A long paragraph about {title}, which goes on for quite a while and says what happened there.</p>").repeat(6);
    format!("<!doctype html><html lang=en><title>{title}</title><body><article><h1>{title}</h1>{text}</article></body></html>")
}

fn faulty(web: &Web, asked: &Asked) -> Vec<Step> {
    let hop = |status: &str, to: &str| answer(status, &[("Location", to)], "");
    match asked.path.as_str() {
        "/good" if asked.header("if-none-match") == Some("W/\"odd tag\"") => {
            answer("304 Not Modified", &[("ETag", "W/\"odd tag\"")], "")
        }
        "/good" => answer("200 OK", &[RSS, ("ETag", "W/\"odd tag\"")], feed(web, &[("/page/good", "A good article")])),
        "/unchanged" => answer("200 OK", &[RSS], filler(3)),
        "/moved" => hop("301 Moved Permanently", "/good"),
        "/chain" => hop("302 Found", "/chain/1"),
        "/chain/1" => hop("307 Temporary Redirect", "/good"),
        path if path.starts_with("/tarpit") => {
            let [Step::Send(bytes)] = &hop("302 Found", &format!("{path}x"))[..] else { return Vec::new() };
            vec![Step::Pause(Duration::from_millis(400)), Step::Send(bytes.clone())]
        }
        "/loop" => hop("302 Found", "/loop/1"),
        "/loop/1" => hop("302 Found", "/loop"),
        "/metadata" => hop("302 Found", "http://169.254.169.254/latest/meta-data/"),
        "/mapped" => hop("302 Found", "http://[::ffff:10.0.0.1]/"),
        "/file" => hop("302 Found", "file:///etc/passwd"),
        "/gone" => answer("410 Gone", &[], ""),
        "/too-many" => answer("429 Too Many Requests", &[("Retry-After", "3600")], ""),
        "/unavailable" => {
            let until = (Utc::now() + TimeDelta::hours(2)).format("%a, %d %b %Y %H:%M:%S GMT").to_string();
            answer("503 Service Unavailable", &[("Retry-After", &until)], "")
        }
        "/login" => answer("200 OK", &[HTML], "<title>Log in</title><form><input name=user><input type=\"password\"></form>"),
        "/challenge" => answer("403 Forbidden", &[HTML], "<title>Just a moment...</title><script>window._cf_chl_opt={}</script>"),
        "/silent" => vec![Step::Pause(Duration::from_secs(60))],
        "/drip" => {
            let head = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n".to_vec();
            let drops = (0..100).flat_map(|_| [Step::Send(b"x".to_vec()), Step::Pause(Duration::from_millis(100))]);
            std::iter::once(Step::Send(head)).chain(drops).collect()
        }
        "/reset" => vec![Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>".to_vec()), Step::Reset],
        "/cut-gzip" => {
            let packed = gzip(&filler(50));
            answer("200 OK", &[RSS, ("Content-Encoding", "gzip"), ("ETag", "\"cut\"")], &packed[..packed.len() * 2 / 3])
        }
        "/bomb" => answer("200 OK", &[RSS, ("Content-Encoding", "gzip")], gzip(&vec![b' '; 5_000_000])),
        "/endless" => {
            let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
            vec![Step::Send(head), Step::Endless(format!("1000\r\n{}\r\n", "x".repeat(4096)).into_bytes())]
        }
        "/huge" => vec![
            Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 500000000\r\n\r\n".to_vec()),
            Step::Pause(Duration::from_secs(5)),
        ],
        "/headers" => vec![Step::Send(b"HTTP/1.1 200 OK\r\n".to_vec()), Step::Endless(b"X-More: and more\r\n".to_vec())],
        "/nothing-new" => answer("304 Not Modified", &[], ""),
        "/mislabelled" => answer("200 OK", &[RSS, ("Content-Encoding", "gzip")], filler(3)),
        "/unlabelled" => answer("200 OK", &[RSS], gzip(&filler(3))),
        "/walls" => {
            let pages = [
                ("/page/cookies", "Behind cookies"),
                ("/page/blocked", "Behind a block"),
                ("/page/scripts", "Behind scripts"),
                ("/page/no/1", "Forbidden by robots"),
            ];
            answer("200 OK", &[RSS], feed(web, &pages))
        }
        "/robots.txt" => answer("200 OK", &[], "User-agent: *\nDisallow: /page/no/"),
        "/page/good" => answer("200 OK", &[HTML], article("A good article")),
        "/page/cookies" => answer(
            "200 OK",
            &[HTML],
            "<title>x</title><p>Before you continue</p><p>We and our partners use cookies.</p><button>Accept</button>",
        ),
        "/page/blocked" => answer("403 Forbidden", &[HTML, ("cf-mitigated", "challenge")], ""),
        "/page/scripts" => answer("200 OK", &[HTML], "<title>x</title><div id=root></div><script src=/app.js></script>"),
        _ => answer("404 Not Found", &[HTML], "<h1>Not found</h1>"),
    }
}

async fn works(folder: &Path, web: &Web, paths: &[&str]) -> Works {
    let mut text =
        "[fetch]\nper_host = 32\ntimeout = \"1s\"\nmax_body = \"64KiB\"\nallow_private = [\"127.0.0.1/32\", \"::1/128\"]\n"
            .to_owned();
    for path in paths {
        let id = path.trim_start_matches('/').replace('/', "-");
        // A site of its own: others share the address, and would be left alone with it.
        let host = if *path == "/too-many" { format!("http://localhost:{}", web.address.port()) } else { web.url("") };
        let kind = if *path == "/walls" || *path == "/good" { "auto" } else { "feed" };
        text.push_str(&format!("[[source]]\nid = \"{id}\"\nkind = \"{kind}\"\nurl = \"{host}{path}\"\n"));
    }
    text.push_str("[[feed]]\nid = \"all\"\n");
    configured(folder, &text).await
}

async fn configured(folder: &Path, text: &str) -> Works {
    std::fs::write(folder.join("config.toml"), text).unwrap();
    let settings = config::load(&folder.join("config.toml"), []).unwrap().settings;
    let client = Client::new(&settings.fetch).unwrap();
    let store = store::open(settings.store.sqlite.clone()).await.unwrap().into();
    let output = Arc::new(Folder::open(settings.publish.dir.clone()).unwrap());
    let embedder = Embedder::new(&settings.grouping.encoder, &settings.fetch).unwrap();
    Works::new(settings, store, client, output, embedder)
}

async fn pass(works: &Works) -> Report {
    refresh(works, Selection::All, &|_| {}).await.unwrap()
}

async fn sources(works: &Works) -> BTreeMap<String, SourceHealth> {
    let sources = health::sources(&works.settings, &*works.store, Utc::now()).await.unwrap();
    sources.into_iter().map(|source| (source.id.0.clone(), source)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_is_named_and_the_rest_goes_on() {
    let (folder, web) = (tempfile::tempdir().unwrap(), Web::serve(faulty).await);
    let faults = [
        ("/loop", "redirect loop at HOST/loop"),
        ("/metadata", "169.254.169.254 is a private address and not allowed"),
        ("/mapped", "::ffff:10.0.0.1 is a private address and not allowed"),
        ("/file", "file: only http and https are fetched"),
        ("/none", "404 Not Found from HOST/none"),
        ("/gone", "410 Gone from HOST/gone"),
        ("/too-many", "429 Too Many Requests, Retry-After 3600 s"),
        ("/unavailable", "503 Service Unavailable, Retry-After 7"),
        ("/login", "an HTML page, not a feed: a login form stands in place of the page"),
        ("/challenge", "403 Forbidden: a bot block (Cloudflare) stands in front of HOST/challenge"),
        ("/silent", "timed out: no answer from HOST/silent within 1 s"),
        ("/tarpit", "timed out: no "),
        ("/drip", "timed out: no whole answer from HOST/drip within 1 s"),
        ("/reset", "the connection closed before the body was complete"),
        ("/bomb", "HOST/bomb is larger than the limit of 65536 bytes"),
        ("/endless", "HOST/endless is larger than the limit of 65536 bytes"),
        ("/huge", "HOST/huge is larger than the limit of 65536 bytes"),
        ("/nothing-new", "304 Not Modified, though nothing"),
        ("/headers", "the connection to 127.0.0.1 broke: "),
    ];
    let sound = ["/good", "/moved", "/chain", "/cut-gzip", "/mislabelled", "/unlabelled"];
    let paths: Vec<&str> = faults.iter().map(|(path, _)| *path).chain(sound).collect();
    let works = works(folder.path(), &web, &paths).await;
    let report = pass(&works).await;
    let host = web.address.to_string();
    let failed: BTreeMap<&str, String> =
        report.sources.failed.iter().map(|failed| (failed.id.0.as_str(), failed.error.replace(&host, "HOST"))).collect();
    for (path, expected) in faults {
        let told = failed.get(path.trim_start_matches('/')).map(String::as_str).unwrap_or_default();
        assert!(told.starts_with(expected) && !told.contains('\n'), "{path}: {told:?}");
    }
    assert_eq!((report.sources.ok, failed.len()), (sound.len(), faults.len()));

    let sources = sources(&works).await;
    assert!(sources["gone"].status == Status::Stopped && sources["gone"].next_try.is_none());
    assert!(sources["too-many"].next_try.unwrap() > Utc::now() + TimeDelta::minutes(55));
    assert!(sources["unavailable"].next_try.unwrap() > Utc::now() + TimeDelta::minutes(115));
    assert!(sources["cut-gzip"].warnings[0].starts_with("the compressed body is"), "{:?}", sources["cut-gzip"].warnings);
    assert_eq!((sources["mislabelled"].entries, sources["unlabelled"].entries), (3, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_pass_asks_whether_anything_changed() {
    let (folder, web) = (tempfile::tempdir().unwrap(), Web::serve(faulty).await);
    let works = works(folder.path(), &web, &["/good", "/unchanged", "/cut-gzip", "/moved"]).await;
    pass(&works).await;
    let first = web.take_asked();
    assert_eq!(first.iter().filter(|asked| asked.path == "/page/good").count(), 1);
    let report = pass(&works).await;
    assert_eq!((report.sources.not_modified, report.sources.ok, report.articles.new), (2, 2, 0));
    let second = web.take_asked();
    let tag = |path: &str| second.iter().find(|asked| asked.path == path).unwrap().header("if-none-match");
    assert_eq!(tag("/good"), Some("W/\"odd tag\""));
    // What came cut is asked for again as a whole; a page is read once, robots.txt once a day.
    assert_eq!(tag("/cut-gzip"), None);
    assert!(!second.iter().any(|asked| asked.path.starts_with("/page") || asked.path == "/robots.txt"));
    // The validator of a 304 holds on; and a move that has held for three visits is followed from the fourth on.
    let report = pass(&works).await;
    assert_eq!(report.sources.not_modified, 2);
    web.take_asked();
    pass(&works).await;
    assert!(!web.take_asked().iter().any(|asked| asked.path == "/moved"));
    assert_eq!(sources(&works).await["moved"].asked.as_deref(), Some(web.url("/good").as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn walls_are_named_and_the_teaser_serves() {
    let (folder, web) = (tempfile::tempdir().unwrap(), Web::serve(faulty).await);
    let works = works(folder.path(), &web, &["/walls"]).await;
    let report = pass(&works).await;
    assert_eq!(report.articles.new, 4);
    let closed: Vec<String> = sources(&works).await["walls"].pages_closed.iter().map(|pages| pages.why.clone()).collect();
    let host = web.address.to_string();
    let mut closed: Vec<String> = closed.iter().map(|why| why.replace(&host, "HOST")).collect();
    closed.sort();
    assert_eq!(
        closed,
        [
            "403 Forbidden: a bot block (Cloudflare) stands in front of HOST/page/blocked",
            "a cookie wall stands in place of the page",
            "robots.txt of 127.0.0.1 does not allow /page/no/1",
            "the page is empty until a browser runs its scripts",
        ]
    );
    assert!(!web.take_asked().iter().any(|asked| asked.path.starts_with("/page/no")));
    let json = std::fs::read_to_string(works.settings.publish.dir.join("all.json")).unwrap();
    assert!(json.contains("What the feed says of Behind cookies.") && !json.contains("our partners"));
}

/// What one run learned of robots.txt files and of sites that want quiet, the next one knows.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_process_knows_what_the_last_one_learned() {
    let (folder, web) = (tempfile::tempdir().unwrap(), Web::serve(faulty).await);
    let paths = ["/walls", "/too-many"];
    pass(&works(folder.path(), &web, &paths).await).await;
    web.take_asked();
    let report = pass(&works(folder.path(), &web, &paths).await).await;
    assert!(report.sources.failed[0].error.starts_with("429 Too Many Requests: localhost"), "{:?}", report.sources.failed);
    let asked: Vec<String> = web.take_asked().into_iter().map(|asked| asked.path).collect();
    assert_eq!(asked, ["/walls"]);
}

/// A site whose pages never come, and one beside it: the good one is read, the slow one's articles stand with their teasers.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_publisher_delays_nobody() {
    let slow = |web: &Web, asked: &Asked| match asked.path.as_str() {
        "/slow" => {
            let items = [("/page/1", "Slow one"), ("/page/2", "Slow two")];
            answer("200 OK", &[RSS], feed(web, &items).replace("127.0.0.1", "localhost"))
        }
        "/robots.txt" => answer("404 Not Found", &[], ""),
        _ => vec![Step::Pause(Duration::from_secs(60))],
    };
    let (folder, web, good) = (tempfile::tempdir().unwrap(), Web::serve(slow).await, Web::serve(faulty).await);
    let works = works(folder.path(), &good, &["/good"]).await;
    let mut settings = (*works.settings).clone();
    let url = url::Url::parse(&format!("http://localhost:{}/slow", web.address.port())).unwrap();
    let id = newsloom::model::SourceId("slow".into());
    settings.sources.insert(0, newsloom::config::Source { id, url, ..settings.sources[0].clone() });
    settings.fetch.per_host = 1;
    let client = Client::new(&settings.fetch).unwrap();
    let works = Works::new(settings, works.store.clone(), client, works.output.clone(), works.embedder.clone());
    let report = pass(&works).await;
    assert_eq!((report.sources.ok, report.articles.new), (2, 3));
    let keys = [format!("{}/page/good", good.address), format!("localhost:{}/page/1", web.address.port())];
    let articles = works.store.articles_by_key(&keys).await.unwrap();
    assert_eq!(articles[&keys[0]].page, PageState::Read);
    assert!(
        matches!(&articles[&keys[1]].page, PageState::Due { tries: 1, not_before: Some(_) }),
        "{:?}",
        articles[&keys[1]].page
    );
    let json = std::fs::read_to_string(works.settings.publish.dir.join("all.json")).unwrap();
    assert!(json.contains("What the feed says of Slow one."));
}

/// A PNG's beginning: so many pixels wide.
fn png(width: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend([width.to_be_bytes(), 675_u32.to_be_bytes()].concat());
    bytes.extend(b"\x08\x02\0\0\0");
    bytes.resize(100_000, 0);
    bytes
}

/// Feeds, pages, photos, robots.txt, redirects from a neighbour and what is sent: nobody is asked more at once than is polite.
#[tokio::test(flavor = "multi_thread")]
async fn all_kinds_of_requests_share_the_limits_of_a_site() {
    let site = |web: &Web, asked: &Asked| {
        let pages: Vec<(String, String)> = (0..6).map(|n| (format!("/page/{n}"), format!("Report number {n}"))).collect();
        let pages: Vec<(&str, &str)> = pages.iter().map(|(path, title)| (path.as_str(), title.as_str())).collect();
        let steps = match asked.path.split('?').next().unwrap() {
            "/feed" => answer("200 OK", &[RSS], feed(web, &pages)),
            "/hop" => answer("302 Found", &[("Location", &web.url("/feed"))], ""),
            "/robots.txt" => answer("404 Not Found", &[], ""),
            "/hub" => answer("202 Accepted", &[], ""),
            path if path.ends_with(".png") => answer("200 OK", &[("Content-Type", "image/png")], png(1200)),
            path => {
                let photo = format!("<meta property='og:image' content='{}'><body>", web.url(&format!("{path}.png")));
                answer("200 OK", &[HTML], article(path).replace("<body>", &photo))
            }
        };
        std::iter::once(Step::Pause(Duration::from_millis(15))).chain(steps).collect()
    };
    let (folder, web) = (tempfile::tempdir().unwrap(), Web::serve(site).await);
    let neighbour = format!("http://localhost:{}", web.address.port());
    let mut text = "[fetch]\nper_host = 2\nallow_private = [\"127.0.0.1/32\", \"::1/128\"]\n[[feed]]\nid = \"all\"\n".to_owned();
    let addresses = [web.url("/feed"), web.url("/feed?b"), format!("{neighbour}/hop"), format!("{neighbour}/hop?b")];
    for (n, url) in addresses.iter().enumerate() {
        text.push_str(&format!("[[source]]\nid = \"s{n}\"\nurl = \"{url}\"\n"));
    }
    let works = configured(folder.path(), &text).await;
    let hub = url::Url::parse(&web.url("/hub")).unwrap();
    let posts = (0..8).map(|_| works.client.post(hub.clone(), newsloom::fetch::HeaderMap::new(), "x".into()));
    let (report, posted) = tokio::join!(pass(&works), futures::future::join_all(posts));
    assert!(report.sources.failed.is_empty() && posted.iter().all(Result::is_ok), "{:?}", report.sources.failed);
    let asked = web.take_asked();
    for kind in ["/feed", "/hop", "/robots.txt", "/hub", "/page/5", ".png"] {
        assert!(asked.iter().any(|asked| asked.path.ends_with(kind)), "{kind}");
    }
    let most = web.most_at_once();
    assert!(most.len() == 2 && most.values().all(|most| *most <= 2), "{most:?}");
}

/// A photo that fails for now is tried again, a bounded number of times; one that is none is not.
#[tokio::test(flavor = "multi_thread")]
async fn photos_that_fail_for_now_are_tried_again() {
    let site = |web: &Web, asked: &Asked| match asked.path.as_str() {
        "/feed" => {
            let photo = |path: &str| format!("</title><enclosure url=\"{}\" type=\"image/png\" length=\"9\"/>", web.url(path));
            let items = [("/1", "Late photo"), ("/2", "Never a photo"), ("/3", "No photo at all")];
            let mut text = feed(web, &items);
            for (title, path) in [("Late photo", "/late.png"), ("Never a photo", "/never.png"), ("No photo at all", "/none.png")]
            {
                text = text.replace(&format!("<title>{title}</title>"), &format!("<title>{title}{}", photo(path)));
            }
            answer("200 OK", &[RSS], text)
        }
        // The first of all photos that is asked for again is there.
        "/late.png" if web.asked_for("/late.png") > 1 => answer("200 OK", &[], png(1200)),
        "/late.png" | "/never.png" => answer("503 Service Unavailable", &[], ""),
        _ => answer("404 Not Found", &[], ""),
    };
    let (folder, web) = (tempfile::tempdir().unwrap(), Web::serve(site).await);
    let text = format!(
        "[fetch]\nallow_private = [\"127.0.0.1/32\"]\n[[feed]]\nid = \"all\"\n[[source]]\nid = \"a\"\nurl = \"{}\"\nfull_text = false\n",
        web.url("/feed")
    );
    let works = configured(folder.path(), &text).await;
    for _ in 0..6 {
        pass(&works).await;
        // As if the time of the next try had come.
        let keys: Vec<String> = (1..=3).map(|n| format!("{}/{n}", web.address)).collect();
        let mut articles: Vec<_> = works.store.articles_by_key(&keys).await.unwrap().into_values().collect();
        assert_eq!(articles.len(), 3);
        for photo in articles.iter_mut().flat_map(|article| article.photos.iter_mut()) {
            if let Some(again) = &mut photo.again {
                assert!(again.not_before > Utc::now() + TimeDelta::minutes(9));
                again.not_before = Utc::now() - TimeDelta::minutes(1);
            }
        }
        works.store.save_articles(articles).await.unwrap();
    }
    assert_eq!(["/late.png", "/never.png", "/none.png"].map(|path| web.asked_for(path)), [2, 4, 1]);
    let json = std::fs::read_to_string(works.settings.publish.dir.join("all.json")).unwrap();
    assert!(json.contains("/late.png") && !json.contains("/never.png"), "{json}");
}

/// Credentials go to the site that they are for, and into nothing that is published or told.
#[tokio::test(flavor = "multi_thread")]
async fn credentials_stay_between_us_and_the_site() {
    let site = |_: &Web, asked: &Asked| match asked.path.as_str() {
        "/feed" if asked.header("authorization").is_some() => answer(
            "200 OK",
            &[RSS, ("Link", "</hub>; rel=hub")],
            "<rss version='2.0'><channel><title>Mine</title><item><title>Relative</title><link>/1</link><description>It is said.</description>\
             <enclosure url='/1.png' type='image/png' length='9'/></item><item><guid>2</guid><title>Without a link</title></item></channel></rss>",
        ),
        "/1.png" => answer("200 OK", &[], png(1200)),
        _ => answer("404 Not Found", &[], ""),
    };
    let (folder, web) = (tempfile::tempdir().unwrap(), Web::serve(site).await);
    let url = web.url("/feed").replace("http://", "http://reader:hunter2@");
    let text =
        format!("[fetch]\nallow_private = [\"127.0.0.1/32\"]\n[[feed]]\nid = \"all\"\n[[source]]\nid = \"a\"\nurl = \"{url}\"\n");
    let works = configured(folder.path(), &text).await;
    let report = pass(&works).await;
    assert_eq!((report.sources.ok, report.feeds[0].items), (1, 2));
    let health = &sources(&works).await["a"];
    assert_eq!(health.push.as_ref().unwrap().hub, web.url("/hub"));
    let state = works.store.sources().await.unwrap().remove(0).state;
    let hub = state.split("\"hub\":").last().unwrap_or_default();
    let published: String = report.feeds[0]
        .files
        .iter()
        .map(|name| std::fs::read_to_string(works.settings.publish.dir.join(name)).unwrap())
        .collect();
    assert!(published.contains("/1.png") && published.contains("Without a link"));
    for text in [published, serde_json::to_string(health).unwrap(), serde_json::to_string(&report).unwrap(), hub.to_owned()] {
        assert!(!text.contains("hunter2") && !text.contains("reader:"), "{text}");
    }
}
