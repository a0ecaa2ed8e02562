use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, Utc};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};

use super::coding::{self, Coding, Packed};
use super::connections::{self, Limits};
use super::files::{self, Document};
use super::{House, routes};
use crate::embed::Embedder;
use crate::fetch::Client;
use crate::output::Folder;
use crate::pipeline::Works;
use crate::{config, store};

fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
}

fn modified() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_770_000_000_750).unwrap()
}

fn answer(asked: &[(HeaderName, &str)]) -> Response {
    let document = Document {
        media_type: "text/html; charset=utf-8".into(),
        bytes: vec![b'x'; 2_000].into(),
        modified: Some(modified()),
        links: None,
    };
    files::document(&headers(asked), &Packed::default(), document)
}

fn tag(response: &Response) -> String {
    response.headers()[header::ETAG].to_str().unwrap().to_owned()
}

#[test]
fn a_document_that_the_reader_has_is_not_sent_again() {
    let plain = answer(&[]);
    let tag = tag(&plain);
    assert!(plain.status() == StatusCode::OK && tag.starts_with('"'));
    let check = |condition: &str, expected: StatusCode| {
        let response = answer(&[(header::IF_NONE_MATCH, condition)]);
        assert_eq!(response.status(), expected, "{condition}");
        assert_eq!(self::tag(&response), tag);
    };
    check(&tag, StatusCode::NOT_MODIFIED);
    check(&format!("\"other\", W/{tag}"), StatusCode::NOT_MODIFIED);
    check("*", StatusCode::NOT_MODIFIED);
    check("\"other\"", StatusCode::OK);
}

#[test]
fn dates_count_where_no_tag_is_given() {
    let date = answer(&[]).headers()[header::LAST_MODIFIED].to_str().unwrap().to_owned();
    assert_eq!(date, "Mon, 02 Feb 2026 02:40:00 GMT");
    let status = |pairs: &[(HeaderName, &str)]| answer(pairs).status();
    assert_eq!(status(&[(header::IF_MODIFIED_SINCE, &date)]), StatusCode::NOT_MODIFIED);
    assert_eq!(status(&[(header::IF_MODIFIED_SINCE, "Mon, 02 Feb 2026 02:39:59 GMT")]), StatusCode::OK);
    assert_eq!(status(&[(header::IF_MODIFIED_SINCE, "yesterday")]), StatusCode::OK);
    assert_eq!(status(&[(header::IF_MODIFIED_SINCE, &date), (header::IF_NONE_MATCH, "\"other\"")]), StatusCode::OK);
}

#[test]
fn compressed_is_another_representation() {
    let tags: Vec<String> = ["", "gzip", "br", "zstd"].map(|coding| tag(&answer(&[(header::ACCEPT_ENCODING, coding)]))).into();
    assert_eq!(tags.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
    let gzip = answer(&[(header::ACCEPT_ENCODING, "gzip")]);
    assert_eq!(
        (&gzip.headers()[header::CONTENT_ENCODING], &gzip.headers()[header::VARY]),
        (&HeaderValue::from_static("gzip"), &HeaderValue::from_static("Accept-Encoding"))
    );
}

#[test]
fn the_reader_chooses_the_coding() {
    let check = |accepted: &str, expected: Option<Coding>| {
        assert_eq!(coding::choose(&headers(&[(header::ACCEPT_ENCODING, accepted)]), 2_000), expected, "{accepted}");
    };
    check("gzip, deflate, br, zstd", Some(Coding::Brotli));
    check("gzip, zstd", Some(Coding::Zstd));
    check("br;q=0.5, gzip;q=0.8", Some(Coding::Gzip));
    check("gzip;q=0", None);
    check("*;q=0.1, br;q=0", Some(Coding::Zstd));
    check("identity", None);
    check("br;Q=0", None);
    check("br;q = 0", None);
    check("br ; q=0.2, gzip; level=9; q=0.4", Some(Coding::Gzip));
    assert_eq!(coding::choose(&headers(&[(header::ACCEPT_ENCODING, "gzip")]), 100), None);
}

#[test]
fn what_is_packed_unpacks() {
    let bytes = b"a feed ".repeat(500);
    let packed = Packed::default();
    let zstd = packed.get("z", &bytes, Coding::Zstd);
    assert_eq!(zstd::decode_all(zstd.as_ref()).unwrap(), bytes);
    // The tag says it all: what was packed under it is not packed again.
    assert_eq!(packed.get("z", b"other", Coding::Zstd), zstd);
}

/// The routes of an installation in a folder that has published one feed.
async fn installed(folder: &std::path::Path) -> Router {
    let path = folder.join("config.toml");
    std::fs::write(&path, "[[source]]\nid = \"a\"\nurl = \"https://news.example/\"\n[[feed]]\nid = \"all\"\n").unwrap();
    let settings = config::load(&path, []).unwrap().settings;
    let output = Arc::new(Folder::open(settings.publish.dir.clone()).unwrap());
    std::fs::write(settings.publish.dir.join("all.rss"), "<rss/>").unwrap();
    let store = store::open(settings.store.sqlite.clone()).await.unwrap().into();
    let client = Client::new(&settings.fetch).unwrap();
    let embedder = Embedder::new(&settings.grouping.encoder, &settings.fetch).unwrap();
    routes(House::new(&Works::new(settings, store, client, output, embedder), mpsc::channel(1).0))
}

#[tokio::test]
async fn what_names_no_file_is_not_found() {
    let folder = tempfile::tempdir().unwrap();
    let routes = TowerToHyperService::new(installed(folder.path()).await);
    let check = async |path: &str, expected: u16| {
        let request = axum::http::Request::get(path).body(Body::empty()).unwrap();
        assert_eq!(routes.call(request).await.unwrap().status(), expected, "{path}");
    };
    check("/feeds/all.rss", 200).await;
    check("/feeds/other.rss", 404).await;
    check("/feeds/all.rss%2fx.html", 404).await;
    check(&format!("/feeds/{}.html", "x".repeat(300)), 404).await;
    check(&format!("/{}.html", "x".repeat(5_000)), 404).await;
    check("/feeds/..%2fconfig.html", 404).await;
    check("/feeds/all%00.rss", 404).await;
}

/// A server with these limits, and what stops it.
async fn serving(limits: Limits) -> (std::net::SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let routes =
        Router::new().route("/", axum::routing::get(async || "served")).route("/", axum::routing::post(async |_: String| "read"));
    let shutdown = async {
        let _ = stopped.await;
    };
    (address, stop, tokio::spawn(connections::serve(listener, routes, limits, shutdown)))
}

/// A connection on which that was sent.
async fn connection(address: std::net::SocketAddr, sent: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(sent.as_bytes()).await.unwrap();
    stream
}

/// All that comes until the server hangs up.
async fn rest(mut stream: TcpStream) -> String {
    let mut text = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut text)).await.expect("the server hangs up");
    String::from_utf8(text).unwrap()
}

const ONCE: &str = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
const KEPT: &str = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

#[tokio::test]
async fn half_a_request_and_an_idle_connection_are_hung_up_on() {
    let short = Duration::from_millis(200);
    let (address, _stop, _server) = serving(Limits { head: short, answer: short, ..Limits::default() }).await;
    assert!(!rest(connection(address, "").await).await.contains("served"));
    assert!(!rest(connection(address, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ").await).await.contains("served"));
    assert!(rest(connection(address, KEPT).await).await.contains("served"));
    let body = rest(connection(address, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf").await).await;
    assert!(body.starts_with("HTTP/1.1 408"), "{body}");
}

#[tokio::test]
async fn a_connection_does_not_live_for_ever() {
    let short = Duration::from_millis(200);
    let (address, _stop, _server) = serving(Limits { life: short, farewell: short, ..Limits::default() }).await;
    assert!(rest(connection(address, KEPT).await).await.contains("served"));
}

#[tokio::test]
async fn more_connections_than_allowed_wait_until_others_end() {
    let (address, _stop, _server) = serving(Limits { connections: 2, ..Limits::default() }).await;
    let held = [connection(address, "").await, connection(address, "").await];
    let mut third = connection(address, ONCE).await;
    let early = tokio::time::timeout(Duration::from_millis(200), third.read_u8()).await;
    assert!(early.is_err(), "it waits");
    drop(held);
    assert!(rest(third).await.ends_with("served"));
}

#[tokio::test]
async fn a_server_that_stops_ends_its_connections() {
    let (address, stop, server) = serving(Limits::default()).await;
    let mut kept = connection(address, KEPT).await;
    kept.read_u8().await.unwrap();
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(30), server).await.expect("it ends").unwrap();
    assert!(rest(kept).await.ends_with("served"));
    assert!(TcpStream::connect(address).await.is_err());
}
