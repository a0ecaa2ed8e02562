//! The HTTP side of `serve`: published files, story pages, health. Reads only; the pipeline alone writes.

mod coding;
mod connections;
mod files;
mod hub;
mod pages;
mod subscriber;

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::config::Settings;
use crate::model::SourceId;
use crate::output::Output;
use crate::pipeline::Works;
use crate::store::Store;

/// What requests are answered from.
#[derive(Clone)]
pub struct House {
    /// As configured.
    pub settings: Arc<Settings>,
    /// For story pages and health.
    pub store: Arc<dyn Store>,
    /// For published files.
    pub output: Arc<dyn Output>,
    /// Sources that a hub says have news.
    pub pushed: mpsc::Sender<SourceId>,
    /// For our own hub, which asks subscribers to confirm.
    works: Works,
    /// Bodies that were compressed lately.
    packed: Arc<coding::Packed>,
}

impl House {
    /// Answers from what passes leave; `pushed` hears of sources that have news.
    pub fn new(works: &Works, pushed: mpsc::Sender<SourceId>) -> Self {
        Self {
            settings: works.settings.clone(),
            store: works.store.clone(),
            output: works.output.clone(),
            pushed,
            works: works.clone(),
            packed: Arc::default(),
        }
    }
}

/// Answers requests until `shutdown` ends; requests that run are finished.
pub async fn serve(listener: TcpListener, house: House, shutdown: impl Future<Output = ()> + Send + 'static) {
    connections::serve(listener, routes(house), connections::Limits::default(), shutdown).await;
}

/// Everything at the root, and again below the path of `publish.base_url`, where readers are told to look: a proxy may strip it or not.
fn routes(house: House) -> Router {
    let path = house.settings.publish.base_url.path().trim_end_matches('/').to_owned();
    let everything = everything();
    let routes = if path.is_empty() {
        everything
    } else {
        // Nested routes leave out the closing slash.
        everything.clone().nest(&path, everything).route(&format!("{path}/"), get(files::front_page))
    };
    routes.with_state(house)
}

fn everything() -> Router<House> {
    Router::new()
        .route("/", get(files::front_page))
        .route("/feeds/{file}", get(files::file))
        .route("/opml", get(files::opml))
        .route("/archive/{file}", get(files::archive))
        .route("/story/{id}", get(pages::story))
        .route("/healthz", get(pages::healthz))
        .route("/api/v1/sources", get(pages::sources))
        .route("/websub/{token}", get(subscriber::verify).post(subscriber::receive))
        .route("/readyz", get(pages::readyz))
        .route("/websub", post(hub::subscribe))
        .route("/{file}", get(files::file))
}

#[cfg(test)]
mod tests;
