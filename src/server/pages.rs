//! Pages that are made when they are asked for.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::files::Document;
use super::{House, files};
use crate::model::StoryId;
use crate::publish;
use crate::store::StoreError;

/// `/story/<uuid>`; the address of a story that was merged leads to the one that it became.
pub async fn story(State(house): State<House>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let Ok(id) = Uuid::parse_str(id.strip_suffix(".html").unwrap_or(&id)).map(StoryId) else { return files::missing() };
    match house.store.story(id).await {
        Ok(Some(story)) if !story.chapters().any(|(chapter, _)| chapter == id) => {
            // Relative to where it was asked for, as the folder may hang anywhere on its site.
            Redirect::permanent(&format!("./{}.html", story.id.0)).into_response()
        }
        Ok(Some(story)) => {
            let Some(feed) = house.settings.feeds.first() else { return files::missing() };
            let Some(entry) = story.chapter(id, feed.language.as_deref().unwrap_or_default()) else { return files::missing() };
            // Under its own id a story is told as it stands, whatever followed.
            let entry = if id == story.id {
                story.entry(feed.language.as_deref().unwrap_or_default()).cloned().unwrap_or(entry)
            } else {
                entry
            };
            let channel = crate::pipeline::channel_of(&house.settings, feed, Uuid::nil(), story.updated);
            let bytes = publish::story_page(&channel, &entry).into();
            let page = Document { media_type: "text/html; charset=utf-8".into(), bytes, modified: None, links: None };
            files::document(&headers, &house.packed, page)
        }
        Ok(None) => files::missing(),
        Err(error) => failed(&error),
    }
}

/// `/readyz`: the store answers, and there is something to read.
pub async fn readyz(State(house): State<House>) -> Response {
    let healthy = healthz(State(house.clone())).await;
    let output = house.output.clone();
    let published = tokio::task::spawn_blocking(move || output.has("index.html")).await.unwrap_or_default();
    match (healthy.status(), published) {
        (StatusCode::OK, false) => (StatusCode::SERVICE_UNAVAILABLE, "nothing is published yet\n").into_response(),
        _ => healthy,
    }
}

/// `/healthz`: the process answers and its store does.
pub async fn healthz(State(house): State<House>) -> Response {
    match house.store.sources().await {
        Ok(_) => "ok\n".into_response(),
        Err(error) => {
            tracing::error!("{error}");
            (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n").into_response()
        }
    }
}

/// `/api/v1/sources`: every source with its health, the next try and the reasons for it, as `newsloom sources --json` has them.
pub async fn sources(State(house): State<House>) -> Response {
    match crate::pipeline::health::sources(&house.settings, &*house.store, chrono::Utc::now()).await {
        Ok(sources) => axum::Json(sources).into_response(),
        Err(error) => failed(&error),
    }
}

/// 500 in plain words; the log has the reason.
pub fn failed(error: &StoreError) -> Response {
    tracing::error!("{error}");
    (StatusCode::INTERNAL_SERVER_ERROR, "the store does not answer\n").into_response()
}
