//! The HTTP side of `serve`: published files, story pages, health. Reads only; the pipeline alone writes.

mod files;
mod pages;
mod subscriber;

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::config::Settings;
use crate::model::SourceId;
use crate::output::Output;
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
}

/// Answers requests until `shutdown` ends; requests that run are finished.
///
/// # Errors
/// Where the listener fails.
pub async fn serve(
    listener: TcpListener,
    house: House,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, routes(house)).with_graceful_shutdown(shutdown).await
}

fn routes(house: House) -> Router {
    Router::new()
        .route("/", get(files::front_page))
        .route("/feeds/{file}", get(files::file))
        .route("/opml", get(files::opml))
        .route("/story/{id}", get(pages::story))
        .route("/healthz", get(pages::healthz))
        .route("/api/v1/sources", get(pages::sources))
        .route("/websub/{token}", get(subscriber::verify).post(subscriber::receive))
        .route("/{file}", get(files::file))
        .with_state(house)
}

#[cfg(test)]
mod tests;
