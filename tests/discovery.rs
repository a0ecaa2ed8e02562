//! What `newsloom add` finds behind addresses, and what `check --probe` says of it.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod web;

use newsloom::config::{FetchSettings, SourceKind};
use newsloom::fetch::Client;
use newsloom::pipeline::probe::{Discovery, discover};
use url::Url;
use web::{Asked, Step, Web, answer, feed};

fn site(web: &Web, asked: &Asked) -> Vec<Step> {
    let html = |body: &str| answer("200 OK", &[("Content-Type", "text/html")], body);
    match asked.path.as_str() {
        "/told" | "/hidden/feed.xml" => answer("200 OK", &[("ETag", "\"1\"")], feed(web, &[("/a/1", "One"), ("/a/2", "Two")])),
        "/advertises" => html(
            "<link rel=alternate type=application/rss+xml href=/comments/feed><link rel=alternate type=application/rss+xml href=/told>",
        ),
        "/hidden/" => html("<title>A site that hides its feed</title><p>Hello</p>"),
        "/front/" => html(
            "<title>Front</title><main><h2><a href='/2026/03/04/a-long-headline-of-an-article.html'>A long headline of an article</a></h2>\
             <h2><a href='/2026/03/04/another-long-headline-here.html'>Another long headline of an article</a></h2></main>",
        ),
        "/list.opml" => {
            answer("200 OK", &[], "<opml version='2.0'><body><outline text='A' xmlUrl='https://a.example/f'/></body></opml>")
        }
        "/robots.txt" => answer("200 OK", &[], "User-agent: *\nDisallow: /a/"),
        _ => answer("404 Not Found", &[], ""),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_behind_an_address() {
    let web = Web::serve(site).await;
    let settings = FetchSettings { allow_private: vec!["127.0.0.1/32".parse().unwrap()], ..FetchSettings::default() };
    let client = Client::new(&settings).unwrap();
    let found = async |path: &str| {
        let url = Url::parse(&web.url(path)).unwrap();
        match discover(&client, &url).await {
            Ok(Discovery::Source(found)) => format!("{} {:?}: {}", found.probe.url, found.kind, found.probe),
            Ok(Discovery::List(outlines)) => format!("{} feeds", outlines.len()),
            Err(error) => error,
        }
        .replace(&web.url(""), "HOST")
    };
    let feed = "2 entries, teasers, 0 with photo, ETag, pages forbidden by robots.txt";
    assert_eq!(found("/told").await, format!("HOST/told Auto: rss2, {feed}"));
    assert_eq!(found("/advertises").await, format!("HOST/told Auto: rss2, {feed}"));
    assert_eq!(found("/hidden/").await, format!("HOST/hidden/feed.xml Auto: rss2, {feed}"));
    assert_eq!(found("/list.opml").await, "1 feeds");
    let front = found("/front/").await;
    assert!(front.starts_with("HOST/front/ Page: front page, 2 entries, links only"), "{front}");
    assert!(found("/nothing").await.starts_with("404 Not Found"));
    assert_eq!(SourceKind::default(), SourceKind::Auto);
}

/// The program itself: a source is appended once, everything else in the file stays; OPML goes out and comes in.
#[tokio::test(flavor = "multi_thread")]
async fn sources_are_added_to_the_file() {
    let web = Web::serve(site).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    std::fs::write(&path, "# mine\n[fetch]\nallow_private = [\"127.0.0.1/32\"] # for the test\n").unwrap();
    let run = async |arguments: &[&str]| {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_newsloom"));
        let output = command.arg("--config").arg(&path).args(arguments).output().await.unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let file = || std::fs::read_to_string(&path).unwrap();
    let before = file();

    let (code, told, error) = run(&["add", "--dry-run", &web.url("/advertises")]).await;
    assert!(code == 0 && told.contains("would be added") && told.contains("id = \"test\""), "{told}{error}");
    assert_eq!(file(), before);
    let (code, told, error) = run(&["add", &web.url("/advertises")]).await;
    assert!(code == 0 && told.contains("rss2, 2 entries") && told.contains("added to"), "{told}{error}");
    assert!(file().starts_with(&before) && file().contains("[[feed]]"), "{}", file());
    let (code, told, _) = run(&["add", &web.url("/told")]).await;
    assert!(code == 0 && told.contains("is there already"), "{told}");

    let list = folder.path().join("list.opml");
    let outline =
        format!("<outline text='World news'><outline text='A &amp;amp; B' xmlUrl='{}'/></outline>", web.url("/nothing"));
    std::fs::write(&list, format!("<opml version='2.0'><body>{outline}</body></opml>")).unwrap();
    let (code, told, error) = run(&["opml", "import", &list.display().to_string()]).await;
    assert!(code == 0 && told.contains("added to") && told.contains("a-b"), "{told}{error}");
    assert!(file().contains("tags = [\"world-news\"]"), "{}", file());

    let (code, told, _) = run(&["check", "--probe"]).await;
    assert!(code == 0 && told.contains("2 sources, 1 feed"), "{told}");
    assert!(
        told.contains("test                     rss2, 2 entries, teasers") && told.contains("fails: 404 Not Found"),
        "{told}"
    );
    let (_, exported, _) = run(&["opml", "export"]).await;
    let outlines = newsloom::read::opml::read(exported.as_bytes(), None).unwrap();
    assert_eq!(
        outlines.iter().map(|outline| outline.xml_url.clone()).collect::<Vec<_>>(),
        [web.url("/told"), web.url("/nothing")]
    );
}

/// Notes may name pages, which a site may forbid as well.
#[tokio::test(flavor = "multi_thread")]
async fn pages_of_notes_are_asked_for() {
    let web = Web::serve(site).await;
    let check = async |top: &str, expected: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("notes")).unwrap();
        std::fs::write(folder.path().join("notes/bridge.md"), format!("{top}# Bridge opens\n\nIt is open.\n")).unwrap();
        let path = folder.path().join("config.toml");
        let source = "[[source]]\nid = \"notes\"\nurl = \"notes\"\nkind = \"folder\"\n[[feed]]\nid = \"all\"\n";
        std::fs::write(&path, format!("[fetch]\nallow_private = [\"127.0.0.1/32\"]\n{source}")).unwrap();
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_newsloom"));
        let output = command.arg("--config").arg(&path).args(["check", "--probe"]).output().await.unwrap();
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(told.contains(expected), "{told}");
    };
    check("", "no validators, no pages").await;
    let page = |path: &str| format!("---\nurl: {}\n---\n", web.url(path));
    check(&page("/a/bridge"), "no validators, pages forbidden by robots.txt").await;
    check(&page("/b/bridge"), "no validators, pages allowed by robots.txt").await;
}

/// Credentials are kept where they are needed, and shown nowhere.
#[tokio::test(flavor = "multi_thread")]
async fn credentials_are_added_and_not_told() {
    let web = Web::serve(site).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    std::fs::write(&path, "[fetch]\nallow_private = [\"127.0.0.1/32\"]\n").unwrap();
    let private = web.url("/told").replace("http://", "http://me:hunter2@");
    for expected in ["added to", "is there already"] {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_newsloom"));
        let output = command.arg("--config").arg(&path).args(["add", &private]).output().await.unwrap();
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(told.contains(expected) && !told.contains("hunter2"), "{told}");
    }
    let file = std::fs::read_to_string(&path).unwrap();
    assert!(file.contains(&format!("url = \"{private}\"")) && file.matches("hunter2").count() == 1, "{file}");
}
