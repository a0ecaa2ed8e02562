//! JSON services that the operator has configured: their addresses are trusted, so no guard stands before them.

use std::time::Duration;

use reqwest::header::{self, HeaderValue};
use reqwest::redirect;
use serde_json::Value;
use url::Url;

use super::client::{explain, read_body, shown};
use super::{FetchError, FetchErrorKind};
use crate::config::FetchSettings;

/// The way to configured services. Clones share connections.
#[derive(Clone)]
pub struct Api {
    http: reqwest::Client,
    timeout: Duration,
}

impl Api {
    /// A client with the user agent and the timeout of `[fetch]`.
    ///
    /// # Errors
    /// Where TLS cannot be set up, or the user agent is no header value.
    pub fn new(settings: &FetchSettings) -> Result<Self, FetchError> {
        let setup = |message: String| FetchError::new(FetchErrorKind::BadUrl, message);
        let agent = HeaderValue::from_str(&settings.user_agent)
            .map_err(|_| setup("fetch.user_agent holds characters that no header can".into()))?;
        let http =
            reqwest::Client::builder().user_agent(agent).redirect(redirect::Policy::none()).no_proxy().referer(false).build();
        let http = http.map_err(|error| setup(format!("the HTTP client cannot be set up: {error}")))?;
        Ok(Self { http, timeout: settings.timeout })
    }

    /// Posts JSON and reads JSON of at most `limit` bytes.
    ///
    /// # Errors
    /// Where no JSON came back; the message says what and where.
    pub async fn post(&self, url: &Url, question: &Value, limit: u64) -> Result<Value, FetchError> {
        let answer = tokio::time::timeout(self.timeout, self.exchange(url, question, limit)).await;
        answer.unwrap_or_else(|_| {
            let message = format!("timed out: {} took longer than {} s", shown(url), self.timeout.as_secs_f32());
            Err(FetchError::new(FetchErrorKind::Timeout, message))
        })
    }

    async fn exchange(&self, url: &Url, question: &Value, limit: u64) -> Result<Value, FetchError> {
        let body = question.to_string();
        let request = self.http.post(url.clone()).header(header::CONTENT_TYPE, "application/json").body(body);
        let response = request.send().await.map_err(|error| explain(error, url))?;
        let status = response.status();
        if !status.is_success() {
            return Err(FetchError::new(FetchErrorKind::Status(status.as_u16()), format!("{status} from {}", shown(url))));
        }
        let bytes = read_body(response, url, limit, false).await?;
        let no_json =
            |error: serde_json::Error| FetchError::new(FetchErrorKind::Body, format!("no JSON from {}: {error}", shown(url)));
        serde_json::from_slice(&bytes).map_err(no_json)
    }
}
