//! `/websub/<token>`: where hubs verify what we subscribed to, and push what is new (W3C WebSub, sections 5.3 and 7).

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::Utc;

use super::{House, files};
use crate::pipeline::push::{self, Push};
use crate::store::StoreError;
use crate::websub::signature;
use crate::websub::subscriber::Verification;

/// A hub asks whether a subscription was meant, or says that it is refused.
pub async fn verify(State(house): State<House>, Path(token): Path<String>, RawQuery(query): RawQuery) -> Response {
    let asked = Verification::of(&query.unwrap_or_default());
    match push::verify(&*house.store, &token, &asked, Utc::now()).await {
        Ok(Some(challenge)) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], challenge).into_response(),
        Ok(None) => files::missing(),
        Err(error) => failed(&error),
    }
}

/// A hub pushes. The body only says that there is news; the source is visited for it, so nothing that is pushed is believed.
pub async fn receive(State(house): State<House>, Path(token): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let signed = headers.get(signature::HEADER).and_then(|value| value.to_str().ok());
    match push::receive(&*house.store, &token, &body, signed, Utc::now()).await {
        // Full: so many sources wait already that polling will come by anyway.
        Ok(Push::Of(source)) => drop(house.pushed.try_send(source)),
        // Section 7.1: acknowledged, and not processed.
        Ok(Push::Forged) => tracing::warn!("a push that is not signed as agreed"),
        Ok(Push::Unknown) => return files::missing(),
        Err(error) => return failed(&error),
    }
    StatusCode::ACCEPTED.into_response()
}

fn failed(error: &StoreError) -> Response {
    tracing::error!("{error}");
    (StatusCode::INTERNAL_SERVER_ERROR, "the store does not answer\n").into_response()
}
