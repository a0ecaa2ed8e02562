//! Photo probes: type, size and length by the bytes, each address once a pass.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::OnceCell;
use url::Url;

use super::Works;
use super::pages::{MAX_TRIES, wait_after};
use crate::fetch;
use crate::model::{Again, Article, Photo, PhotoFacts};

/// Photos of one article that are tried before it is taken to have none.
const TRIES: usize = 3;

/// All probes of one article take no longer, so that a slow picture host holds up no page; what is left is tried again later.
const PATIENCE: Duration = Duration::from_secs(20);

type Probe = Arc<OnceCell<Result<PhotoFacts, fetch::photo::NoPhoto>>>;

/// What this pass has probed already.
#[derive(Default)]
pub struct Probes(Mutex<HashMap<String, Probe>>);

impl Probes {
    fn of(&self, url: &str) -> Probe {
        let mut probes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(probes.entry(url.to_owned()).or_default())
    }
}

/// Whether photos of an article wait to be probed.
pub fn are_due(article: &Article, now: DateTime<Utc>) -> bool {
    let good = article.photos.iter().any(|photo| matches!(photo.facts, Some(Ok(_))));
    let first = || article.photos.iter().take(TRIES);
    first().any(|photo| photo.again.is_some_and(|again| again.is_due(now))) || !good && first().any(|photo| photo.facts.is_none())
}

/// The article with its photos probed, best first, until one is good enough. Where none is, those that failed for now stay due.
pub async fn probe(works: &Works, mut article: Article, probes: &Probes, now: DateTime<Utc>) -> Article {
    let found = tokio::time::timeout(PATIENCE, probe_all(works, &mut article, probes, now)).await;
    if found.is_err() {
        tracing::debug!(article = %article.url, "its photos take too long");
        for photo in article.photos.iter_mut().take(TRIES).filter(|photo| photo.facts.is_none()) {
            fail(photo, "took too long".into(), true, now);
        }
    }
    if found.unwrap_or(false) {
        article.photos.iter_mut().for_each(|photo| photo.again = None);
    }
    article
}

/// Whether a photo is good enough.
async fn probe_all(works: &Works, article: &mut Article, probes: &Probes, now: DateTime<Utc>) -> bool {
    let min_width = works.settings.photos.min_width;
    for photo in article.photos.iter_mut().take(TRIES) {
        if photo.facts.is_none() || photo.again.is_some_and(|again| again.is_due(now)) {
            let cell = probes.of(&photo.image.url);
            match cell.get_or_init(|| probe_one(works, &photo.image.url)).await {
                Ok(facts) => (photo.facts, photo.again) = (Some(Ok(facts.clone())), None),
                Err(failure) => fail(photo, failure.why.clone(), failure.passing, now),
            }
        }
        if matches!(&photo.facts, Some(Ok(facts)) if facts.width >= min_width) {
            return true;
        }
    }
    false
}

/// Notes that a probe failed, and when it is tried again, if it is.
fn fail(photo: &mut Photo, why: String, passing: bool, now: DateTime<Utc>) {
    let tries = photo.again.map_or(0, |again| again.tries);
    let more = passing && tries + 1 < MAX_TRIES;
    photo.again = more.then(|| Again { tries: tries + 1, not_before: now + wait_after(tries) });
    photo.facts = Some(Err(why));
}

async fn probe_one(works: &Works, address: &str) -> Result<PhotoFacts, fetch::photo::NoPhoto> {
    let url = Url::parse(address).map_err(|error| fetch::photo::NoPhoto { why: error.to_string(), passing: false })?;
    fetch::photo::probe(&works.client, url).await
}
