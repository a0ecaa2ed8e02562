//! Our own hub, and hubs elsewhere, against subscribers and hubs on loopback.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod house;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

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
    let status = Arc::clone(status);
    subscribed_at("127.0.0.1:0", move || ResponseTemplate::new(status.load(Ordering::SeqCst))).await
}

/// A subscriber that confirms everything, with these answers to deliveries.
async fn subscribed_at(address: &str, answer: impl Fn() -> ResponseTemplate + Send + Sync + 'static) -> MockServer {
    let server = MockServer::builder().listener(std::net::TcpListener::bind(address).unwrap()).start().await;
    let confirm = |request: &Request| {
        let challenge = request.url.query_pairs().find(|(name, _)| name == "hub.challenge").map(|(_, value)| value.into_owned());
        ResponseTemplate::new(200).set_body_string(challenge.unwrap_or_default())
    };
    Mock::given(method("GET")).respond_with(confirm).mount(&server).await;
    Mock::given(method("POST")).respond_with(move |_: &Request| answer()).mount(&server).await;
    server
}

fn form(mode: &str, callback: &str) -> Vec<u8> {
    let pairs = [("hub.mode", mode), ("hub.callback", callback), ("hub.topic", TOPIC), ("hub.secret", "hush")];
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes()
}

/// Asks our hub, and waits for the confirmation.
async fn ask(works: &Works, mode: &str, callback: &str, more: &str, now: DateTime<Utc>) -> Result<(), String> {
    let form = [form(mode, callback), more.as_bytes().to_vec()].concat();
    hub::verify(works, &hub::accept(&works.settings, &form).unwrap(), now).await
}

/// Waits until a subscriber was sent something.
async fn reached(server: &MockServer) {
    for _ in 0..3_000 {
        if !posts(server).await.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("nothing was sent");
}

/// Answers after a moment, so that something else can happen during a delivery.
fn slowly(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status).set_delay(Duration::from_secs(1))
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
    hub::deliver(&works, now() + TimeDelta::minutes(2)).await.unwrap();
    assert_eq!(posts(&server).await.len(), 3);

    // It leaves, and is left alone.
    let request = hub::accept(&works.settings, &form("unsubscribe", &server.uri())).unwrap();
    hub::verify(&works, &request, now()).await.unwrap();
    works.output.put("all.atom", b"<feed>four</feed>").unwrap();
    assert_eq!(hub::deliver(&works, now() + TimeDelta::minutes(4)).await.unwrap(), 0);
}

#[tokio::test]
async fn who_leaves_during_a_delivery_has_left() {
    for status in [200, 503] {
        let folder = tempfile::tempdir().unwrap();
        let works = works(folder.path(), "\"self\"").await;
        let server = subscribed_at("127.0.0.1:0", move || slowly(status)).await;
        works.output.put("all.atom", b"one").unwrap();
        ask(&works, "subscribe", &server.uri(), "", now()).await.unwrap();
        works.output.put("all.atom", b"two").unwrap();
        let leaves = async {
            reached(&server).await;
            ask(&works, "unsubscribe", &server.uri(), "", now()).await.unwrap();
        };
        let (delivered, ()) = tokio::join!(hub::deliver(&works, now()), leaves);
        assert_eq!(delivered.unwrap(), 1);
        assert_eq!(works.store.notes("hub", now()).await.unwrap(), []);
    }
}

#[tokio::test]
async fn who_renews_during_a_delivery_has_the_new_lease() {
    let folder = tempfile::tempdir().unwrap();
    let works = works(folder.path(), "\"self\"").await;
    let server = subscribed_at("127.0.0.1:0", || slowly(200)).await;
    works.output.put("all.atom", b"one").unwrap();
    ask(&works, "subscribe", &server.uri(), "&hub.lease_seconds=3600", now()).await.unwrap();
    works.output.put("all.atom", b"two").unwrap();
    let renews = async {
        reached(&server).await;
        ask(&works, "subscribe", &server.uri(), "&hub.lease_seconds=864000", now()).await.unwrap();
    };
    let (delivered, ()) = tokio::join!(hub::deliver(&works, now()), renews);
    assert_eq!(delivered.unwrap(), 1);
    assert_eq!(works.store.notes("hub", now() + TimeDelta::days(9)).await.unwrap().len(), 1);
    assert_eq!(hub::deliver(&works, now() + TimeDelta::days(9)).await.unwrap(), 0, "what was delivered is known");
}

#[tokio::test]
async fn a_renewal_swallows_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let works = works(folder.path(), "\"self\"").await;
    let server = subscriber(&Arc::new(AtomicU16::new(200))).await;
    works.output.put("all.atom", b"one").unwrap();
    ask(&works, "subscribe", &server.uri(), "", now()).await.unwrap();
    works.output.put("all.atom", b"two").unwrap();
    ask(&works, "subscribe", &server.uri(), "", now()).await.unwrap();
    assert_eq!(hub::deliver(&works, now()).await.unwrap(), 1);
    assert_eq!(posts(&server).await[0].body, b"two");
}

#[tokio::test]
async fn slow_subscribers_hold_up_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let works = works(folder.path(), "\"self\"").await;
    let slow = subscribed_at("127.0.0.1:0", || ResponseTemplate::new(200).set_delay(Duration::from_secs(600))).await;
    let quick = subscribed_at("127.0.0.2:0", || ResponseTemplate::new(200)).await;
    works.output.put("all.atom", b"one").unwrap();
    for n in 0..40 {
        ask(&works, "subscribe", &format!("{}/{n}", slow.uri()), "", now()).await.unwrap();
    }
    ask(&works, "subscribe", &quick.uri(), "", now()).await.unwrap();
    works.output.put("all.atom", b"two").unwrap();
    tokio::select! {
        _ = hub::deliver(&works, now()) => panic!("the slow ones are not done"),
        () = reached(&quick) => {}
    }
    assert!(posts(&slow).await.len() <= 2);
}

#[tokio::test]
async fn the_next_try_counts_from_the_end_of_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let works = works(folder.path(), "\"self\"").await;
    let server = subscribed_at("127.0.0.1:0", || slowly(503)).await;
    works.output.put("all.atom", b"one").unwrap();
    ask(&works, "subscribe", &server.uri(), "", now()).await.unwrap();
    works.output.put("all.atom", b"two").unwrap();
    hub::deliver(&works, now()).await.unwrap();
    assert_eq!(hub::deliver(&works, now() + TimeDelta::seconds(30)).await.unwrap(), 0);
    assert_eq!(hub::deliver(&works, now() + TimeDelta::minutes(10)).await.unwrap(), 1);
}

#[tokio::test]
async fn one_site_cannot_take_all_subscriptions() {
    let folder = tempfile::tempdir().unwrap();
    let works = works(folder.path(), "\"self\"").await;
    let server = subscriber(&Arc::new(AtomicU16::new(200))).await;
    for n in 0..100 {
        ask(&works, "subscribe", &format!("{}/{n}", server.uri()), "", now()).await.unwrap();
    }
    let line = "127.0.0.1 has 100 subscriptions here and cannot have more; end some, or let them end";
    assert_eq!(ask(&works, "subscribe", &format!("{}/100", server.uri()), "", now()).await, Err(line.into()));
    let room = async |mode: &str, callback: &str| {
        let request = hub::accept(&works.settings, &form(mode, callback)).unwrap();
        hub::no_room(&works, &request, now()).await.unwrap()
    };
    assert_eq!(room("subscribe", &format!("{}/100", server.uri())).await.as_deref(), Some(line));
    assert_eq!(room("subscribe", &format!("{}/7", server.uri())).await, None, "a renewal");
    assert_eq!(room("unsubscribe", &format!("{}/7", server.uri())).await, None);
    assert_eq!(room("subscribe", "http://127.0.0.2/").await, None);
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
