//! An installation in a folder, and a publisher that says what the test wants it to say.

#![allow(dead_code, clippy::unwrap_used, reason = "each test uses a part of it, and may stop where it stands")]

use std::path::Path;
use std::sync::Arc;

use newsloom::config::{self, Settings};
use newsloom::embed::Embedder;
use newsloom::fetch::Client;
use newsloom::output::Folder;
use newsloom::pipeline::{Report, Works, refresh};
use newsloom::store::{self, Selection};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// The settings that a `config.toml` of this text gives.
pub fn configured(folder: &Path, text: &str) -> Settings {
    let path = folder.join("config.toml");
    std::fs::write(&path, text).unwrap();
    config::load(&path, []).unwrap().settings
}

/// Everything that a pass works with.
pub async fn works(settings: Settings) -> Works {
    let client = Client::new(&settings.fetch).unwrap();
    let store = store::open(settings.store.sqlite.clone()).await.unwrap().into();
    let output = Arc::new(Folder::open(settings.publish.dir.clone()).unwrap());
    let embedder = Embedder::new(&settings.grouping.encoder, &settings.fetch).unwrap();
    Works::new(settings, store, client, output, embedder)
}

/// A pass over all sources.
pub async fn pass(works: &Works) -> Report {
    refresh(works, Selection::All, &|_| {}).await.unwrap()
}

/// The items of a published JSON feed.
pub fn entries(works: &Works, feed: &str) -> Vec<serde_json::Value> {
    let bytes = std::fs::read(works.settings.publish.dir.join(format!("{feed}.json"))).unwrap();
    serde_json::from_slice::<serde_json::Value>(&bytes).unwrap()["items"].as_array().unwrap().clone()
}

/// A publisher with these RSS items at `/feed`.
pub async fn publisher(items: &str) -> MockServer {
    let server = MockServer::start().await;
    say(&server, items).await;
    server
}

/// From now on it has these.
pub async fn say(server: &MockServer, items: &str) {
    server.reset().await;
    let feed = format!("<rss version='2.0'><channel><title>Gazette</title>{items}</channel></rss>");
    Mock::given(path("/feed"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(feed, "application/rss+xml"))
        .mount(server)
        .await;
}
