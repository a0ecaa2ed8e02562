//! A subscription from discovery to push, against a hub on loopback (W3C WebSub).

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod web;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use newsloom::config;
use newsloom::embed::Embedder;
use newsloom::fetch::{Client, HeaderMap, header_of};
use newsloom::output::Nowhere;
use newsloom::pipeline::push::{subscribe, subscriptions};
use newsloom::pipeline::{Works, refresh};
use newsloom::server::{self, House};
use newsloom::store::{self, Selection};
use newsloom::websub::subscriber::State;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use url::Url;
use web::{Web, answer, feed};

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_is_found_asked_believed_and_renewed() {
    // The feed names its hub and itself in headers; the hub takes requests and does nothing yet.
    let web = Web::serve(|web, asked| match asked.path.as_str() {
        "/feed" => {
            let link = format!("<{}>; rel=hub, </topic>; rel=\"self\"", web.url("/hub"));
            answer("200 OK", &[("Link", &link)], feed(web, &[]))
        }
        "/hub" => answer("202 Accepted", &[], ""),
        _ => answer("404 Not Found", &[], ""),
    })
    .await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let own = format!("http://{}", listener.local_addr().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "[publish]\nbase_url = \"{own}/\"\n[fetch]\nallow_private = [\"127.0.0.1/32\"]\n[[source]]\nid = \"a\"\nurl = \"{}\"\n[[feed]]\nid = \"all\"\n",
        web.url("/feed")
    );
    std::fs::write(folder.path().join("config.toml"), text).unwrap();
    let settings = config::load(&folder.path().join("config.toml"), []).unwrap().settings;
    let client = Client::new(&settings.fetch).unwrap();
    let store: Arc<dyn store::Store> = store::open(settings.store.sqlite.clone()).await.unwrap().into();
    let embedder = Embedder::new(&settings.grouping.encoder, &settings.fetch).unwrap();
    let works = Works::new(settings, store.clone(), client.clone(), Arc::new(Nowhere), embedder);
    let (pushed, mut pushes) = mpsc::channel(8);
    let house = House::new(&works, pushed);
    tokio::spawn(server::serve(listener, house, std::future::pending()));

    refresh(&works, Selection::All, &|_| {}).await.unwrap();
    assert_eq!(subscribe(&works, Utc::now()).await.unwrap(), 1);
    assert!(web.take_asked().iter().any(|asked| asked.path == "/hub"));
    let held = async || subscriptions(&*store, Utc::now()).await.unwrap().into_values().next().unwrap();
    let subscription = held().await;
    assert_eq!((subscription.topic.hub.clone(), subscription.topic.topic.clone()), (web.url("/hub"), web.url("/topic")));
    assert_eq!(subscribe(&works, Utc::now()).await.unwrap(), 0, "asked once");

    // The hub verifies; a topic that was not asked for is not confirmed.
    let callback = Url::parse(&format!("{own}/websub/{}", subscription.token)).unwrap();
    let verify = async |topic: &str| {
        let mut url = callback.clone();
        url.query_pairs_mut()
            .append_pair("hub.mode", "subscribe")
            .append_pair("hub.topic", topic)
            .append_pair("hub.challenge", "a challenge")
            .append_pair("hub.lease_seconds", "86400");
        let answer = client.get(newsloom::fetch::Request::new(url, newsloom::fetch::Accept::Page)).await;
        answer.map(|answer| answer.body).map_err(|error| error.status())
    };
    assert_eq!(verify("http://elsewhere.example/").await.unwrap_err(), Some(404));
    assert_eq!(verify(&web.url("/topic")).await.unwrap(), newsloom::fetch::Body::Bytes("a challenge".into()));
    assert!(matches!(held().await.state, State::Active { until, .. } if until > Utc::now() + TimeDelta::hours(23)));

    // A push leads to a visit of that source; one to an unknown callback to nothing.
    let push = async |url: &Url| {
        let headers = HeaderMap::from_iter([header_of("content-type", "application/rss+xml").unwrap()]);
        client.post(url.clone(), headers, "<rss/>".into()).await.unwrap().status
    };
    assert_eq!(push(&callback).await, 202);
    assert_eq!(tokio::time::timeout(Duration::from_secs(5), pushes.recv()).await.unwrap().unwrap().0, "a");
    assert_eq!(push(&callback.join("unknown").unwrap()).await, 404);
    assert!(pushes.try_recv().is_err());

    // A push may be as large as what is fetched.
    let large = client.post(callback.clone(), HeaderMap::new(), vec![b' '; 5_000_000].into()).await.unwrap();
    assert_eq!(large.status, 202);
    assert!(tokio::time::timeout(Duration::from_secs(5), pushes.recv()).await.unwrap().is_some());

    // Near its end the lease is renewed, with the same callback; polling went on all the time.
    let later = Utc::now() + TimeDelta::hours(20);
    assert_eq!(subscribe(&works, later).await.unwrap(), 1);
    assert_eq!(held().await.token, subscription.token);
    let seen = Mutex::new(0);
    refresh(&works, Selection::All, &|_| *seen.lock().unwrap() += 1).await.unwrap();
    assert!(*seen.lock().unwrap() > 0);
}
