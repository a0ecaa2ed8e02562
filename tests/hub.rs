//! Our own hub, and hubs elsewhere, against subscribers and hubs on loopback.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod house;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use house::configured;
use newsloom::model::FeedId;
use newsloom::pipeline::{FeedReport, Works, hub};
use newsloom::websub::signature;
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const TOPIC: &str = "http://127.0.0.1:8080/all.atom";

async fn works(folder: &Path, hubs: &str) -> Works {
    let text = format!(
        "[publish]\nhubs = [{hubs}]\n[fetch]\nallow_private = [\"127.0.0.0/8\"]\n\
         [[source]]\nid = \"a\"\nurl = \"https://news.example/\"\n[[feed]]\nid = \"all\"\n"
    );
    house::works(configured(folder, &text)).await
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_770_000_000, 0).unwrap()
}

/// A subscriber that confirms everything, and answers deliveries with `status`.
async fn subscriber(status: &Arc<AtomicU16>) -> MockServer {
    let server = MockServer::start().await;
    let confirm = |request: &Request| {
        let challenge = request.url.query_pairs().find(|(name, _)| name == "hub.challenge").map(|(_, value)| value.into_owned());
        ResponseTemplate::new(200).set_body_string(challenge.unwrap_or_default())
    };
    Mock::given(method("GET")).respond_with(confirm).mount(&server).await;
    let status = Arc::clone(status);
    Mock::given(method("POST"))
        .respond_with(move |_: &Request| ResponseTemplate::new(status.load(Ordering::SeqCst)))
        .mount(&server)
        .await;
    server
}

fn form(mode: &str, callback: &str) -> Vec<u8> {
    let pairs = [("hub.mode", mode), ("hub.callback", callback), ("hub.topic", TOPIC), ("hub.secret", "hush")];
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes()
}

async fn posts(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap().into_iter().filter(|request| request.method.as_str() == "POST").collect()
}

#[tokio::test]
async fn subscribers_are_sent_what_changes_signed_and_again_until_it_arrives() {
    let folder = tempfile::tempdir().unwrap();
    let works = works(folder.path(), "\"self\"").await;
    let status = Arc::new(AtomicU16::new(200));
    let server = subscriber(&status).await;
    works.output.put("all.atom", b"<feed>one</feed>").unwrap();

    let request = hub::accept(&works.settings, &form("subscribe", &server.uri())).unwrap();
    hub::verify(&works, &request, now()).await.unwrap();
    assert_eq!(hub::deliver(&works, now()).await.unwrap(), 0, "it has the feed as it is");

    works.output.put("all.atom", b"<feed>two</feed>").unwrap();
    assert_eq!(hub::deliver(&works, now()).await.unwrap(), 1);
    assert_eq!(hub::deliver(&works, now()).await.unwrap(), 0);
    let sent = posts(&server).await;
    assert_eq!(sent[0].body, b"<feed>two</feed>");
    let header = |name: &str| sent[0].headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/atom+xml");
    assert_eq!(header("link"), format!("<http://127.0.0.1:8080/websub>; rel=\"hub\", <{TOPIC}>; rel=\"self\""));
    assert!(signature::verify(b"hush", &sent[0].body, &header("x-hub-signature")));

    // A subscriber that fails is tried again, later.
    status.store(503, Ordering::SeqCst);
    works.output.put("all.atom", b"<feed>three</feed>").unwrap();
    hub::deliver(&works, now()).await.unwrap();
    hub::deliver(&works, now()).await.unwrap();
    assert_eq!(posts(&server).await.len(), 2);
    status.store(204, Ordering::SeqCst);
    hub::deliver(&works, now() + TimeDelta::seconds(30)).await.unwrap();
    assert_eq!(posts(&server).await.len(), 3);

    // It leaves, and is left alone.
    let request = hub::accept(&works.settings, &form("unsubscribe", &server.uri())).unwrap();
    hub::verify(&works, &request, now()).await.unwrap();
    works.output.put("all.atom", b"<feed>four</feed>").unwrap();
    assert_eq!(hub::deliver(&works, now() + TimeDelta::minutes(1)).await.unwrap(), 0);
}

#[tokio::test]
async fn nobody_is_subscribed_who_does_not_confirm() {
    let folder = tempfile::tempdir().unwrap();
    let works = works(folder.path(), "\"self\"").await;
    let server = MockServer::start().await;
    Mock::given(method("GET")).respond_with(ResponseTemplate::new(200).set_body_string("yes, please")).mount(&server).await;
    works.output.put("all.atom", b"one").unwrap();
    let request = hub::accept(&works.settings, &form("subscribe", &server.uri())).unwrap();
    assert!(hub::verify(&works, &request, now()).await.is_err());
    works.output.put("all.atom", b"two").unwrap();
    assert_eq!(hub::deliver(&works, now()).await.unwrap(), 0);
    let other = String::from_utf8(form("subscribe", &server.uri())).unwrap().replace("all.atom", "other.atom");
    assert_eq!(hub::accept(&works.settings, other.as_bytes()), Err("hub.topic is no feed of this hub"));
}

#[tokio::test]
async fn hubs_elsewhere_are_told_of_feeds_that_changed() {
    let folder = tempfile::tempdir().unwrap();
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(204)).mount(&server).await;
    // A hub that is down keeps nobody waiting for long, and is asked once.
    let works = works(folder.path(), &format!("\"http://127.0.0.1:1/hub\", \"{}/hub\"", server.uri())).await;
    let report = |id: &str, changed| FeedReport { id: FeedId(id.into()), files: vec![format!("{id}.rss")], items: 1, changed };
    hub::ping(&works, &[report("all", true), report("quiet", false)]).await;
    let told = posts(&server).await;
    assert_eq!(told.len(), 1);
    let topic = "http%3A%2F%2F127.0.0.1%3A8080%2Fall.rss";
    assert_eq!(String::from_utf8_lossy(&told[0].body), format!("hub.mode=publish&hub.url={topic}&hub.topic={topic}"));
}
