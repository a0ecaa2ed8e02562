//! `/websub/<token>`: where hubs verify what we subscribed to, and push what is new (W3C WebSub, sections 5.3 and 7).

use axum::body::{self, Body};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::Utc;

use super::{House, files, pages};
use crate::pipeline::push::{self, Push};
use crate::websub::signature;
use crate::websub::subscriber::Verification;

/// A hub asks whether a subscription was meant, or says that it is refused.
pub async fn verify(State(house): State<House>, Path(token): Path<String>, RawQuery(query): RawQuery) -> Response {
    let asked = Verification::of(&query.unwrap_or_default());
    match push::verify(&*house.store, &token, &asked, Utc::now()).await {
        Ok(Some(challenge)) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], challenge).into_response(),
        Ok(None) => files::missing(),
        Err(error) => pages::failed(&error),
    }
}

/// A hub pushes. The body only says that there is news; the source is visited for it, so nothing that is pushed is believed. It may be as large
/// as what is fetched; of who was not asked to push, nothing is read.
pub async fn receive(State(house): State<House>, Path(token): Path<String>, headers: HeaderMap, body: Body) -> Response {
    match push::expects(&*house.store, &token, Utc::now()).await {
        Ok(true) => {}
        Ok(false) => return files::missing(),
        Err(error) => return pages::failed(&error),
    }
    let limit = usize::try_from(house.settings.fetch.max_body).unwrap_or(usize::MAX);
    let Ok(body) = body::to_bytes(body, limit).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "larger than fetch.max_body, or cut off\n").into_response();
    };
    let signed = headers.get(signature::HEADER).and_then(|value| value.to_str().ok());
    match push::receive(&*house.store, &token, &body, signed, Utc::now()).await {
        // Full: so many sources wait already that polling will come by anyway.
        Ok(Push::Of(source)) => drop(house.pushed.try_send(source)),
        // Section 7.1: acknowledged, and not processed.
        Ok(Push::Forged) => tracing::warn!("a push that is not signed as agreed"),
        Ok(Push::Unknown) => return files::missing(),
        Err(error) => return pages::failed(&error),
    }
    StatusCode::ACCEPTED.into_response()
}
