//! `POST /websub`: our own hub takes subscriptions (WebSub, section 5.1).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use chrono::Utc;
use tokio::sync::Semaphore;

use super::{House, files, pages};
use crate::pipeline::hub;

/// Subscribers that are asked to confirm at once; who comes then is told to come back.
const AT_ONCE: usize = 16;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// Takes the request, and asks the subscriber to confirm it afterwards, as section 5.2 wants it.
pub async fn subscribe(State(house): State<House>, body: Bytes) -> Response {
    if !hub::is_hub(&house.settings) {
        return files::missing();
    }
    let request = match hub::accept(&house.settings, &body) {
        Ok(request) => request,
        Err(why) => return (StatusCode::BAD_REQUEST, format!("{why}\n")).into_response(),
    };
    let Ok(turn) = TURNS.try_acquire() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "too many requests at once; try again\n").into_response();
    };
    match hub::no_room(&house.works, &request, Utc::now()).await {
        Ok(None) => {}
        Ok(Some(why)) => return (StatusCode::TOO_MANY_REQUESTS, format!("{why}\n")).into_response(),
        Err(error) => return pages::failed(&error),
    }
    tokio::spawn(async move {
        let host = request.callback.host_str().unwrap_or_default().to_owned();
        match hub::verify(&house.works, &request, Utc::now()).await {
            Ok(()) if request.subscribe => tracing::info!(%host, topic = %request.topic, "subscribed"),
            Ok(()) => tracing::info!(%host, topic = %request.topic, "unsubscribed"),
            Err(why) => tracing::info!(%host, topic = %request.topic, "the subscription was not confirmed: {why}"),
        }
        drop(turn);
    });
    (StatusCode::ACCEPTED, "to be confirmed by the subscriber\n").into_response()
}
