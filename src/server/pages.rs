//! Pages that are made when they are asked for.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::{House, files};
use crate::model::StoryId;
use crate::publish;

/// `/story/<uuid>`; the address of a story that was merged leads to the one that it became.
pub async fn story(State(house): State<House>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let Ok(id) = Uuid::parse_str(&id) else { return files::missing() };
    match house.store.story(StoryId(id)).await {
        Ok(Some(story)) if story.id.0 != id => Redirect::permanent(&format!("/story/{}", story.id.0)).into_response(),
        Ok(Some(story)) => {
            let feed = house.settings.feeds.first();
            let language = feed.and_then(|feed| feed.language.clone()).unwrap_or_default();
            let entry = story.tellings.get(&language).or(story.tellings.values().next());
            let channel = feed.map(|feed| crate::pipeline::channel_of(&house.settings, feed, story.updated));
            match (channel, entry) {
                (Some(channel), Some(entry)) => {
                    files::document(&headers, "text/html; charset=utf-8", publish::story_page(&channel, entry))
                }
                _ => files::missing(),
            }
        }
        Ok(None) => files::missing(),
        Err(error) => {
            tracing::error!("{error}");
            (StatusCode::INTERNAL_SERVER_ERROR, "the store cannot be read\n").into_response()
        }
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
        Err(error) => {
            tracing::error!("{error}");
            (StatusCode::INTERNAL_SERVER_ERROR, "the store cannot be read\n").into_response()
        }
    }
}
