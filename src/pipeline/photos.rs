//! Photo probes: type, size and length by the bytes, each address once a pass.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OnceCell;
use url::Url;

use super::Works;
use crate::fetch;
use crate::model::{Article, PhotoFacts};

/// Photos of one article that are tried before it is taken to have none.
const TRIES: usize = 3;

/// All probes of one article take no longer, so that a slow picture host holds up no page; what is left is found again when the
/// article changes.
const PATIENCE: Duration = Duration::from_secs(20);

type Probe = Arc<OnceCell<Result<PhotoFacts, String>>>;

/// What this pass has probed already.
#[derive(Default)]
pub struct Probes(Mutex<HashMap<String, Probe>>);

impl Probes {
    fn of(&self, url: &str) -> Probe {
        let mut probes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(probes.entry(url.to_owned()).or_default())
    }
}

/// The article with its photos probed, best first, until one is good enough.
pub async fn probe(works: &Works, mut article: Article, probes: &Probes) -> Article {
    if tokio::time::timeout(PATIENCE, probe_all(works, &mut article, probes)).await.is_err() {
        tracing::debug!(article = %article.url, "its photos take too long");
    }
    article
}

async fn probe_all(works: &Works, article: &mut Article, probes: &Probes) {
    let min_width = works.settings.photos.min_width;
    for photo in article.photos.iter_mut().take(TRIES) {
        if photo.facts.is_none() {
            let cell = probes.of(&photo.image.url);
            let facts = cell.get_or_init(|| probe_one(works, &photo.image.url)).await;
            photo.facts = Some(facts.clone());
        }
        if matches!(&photo.facts, Some(Ok(facts)) if facts.width >= min_width) {
            break;
        }
    }
}

async fn probe_one(works: &Works, address: &str) -> Result<PhotoFacts, String> {
    let url = Url::parse(address).map_err(|error| error.to_string())?;
    fetch::photo::probe(&works.client, url).await
}
