//! An encoder elsewhere: the embeddings of a service that speaks OpenAI's protocol.
//!
//! <https://platform.openai.com/docs/api-reference/embeddings>; llama.cpp, Ollama, vLLM and others answer it too.

use serde_json::{Value, json};
use url::Url;

use crate::fetch::{Api, FetchError, FetchErrorKind, shown};
use crate::model::Vector;

/// Texts of one request.
const BATCH: usize = 32;

/// Bytes of one answer: 32 vectors of 4,096 numbers with all their digits.
const LARGEST: u64 = 8 << 20;

/// Numbers of a vector; none that is known has more.
const WIDEST: usize = 8_192;

/// A service and the model that it is asked for.
#[derive(Clone)]
pub struct Endpoint {
    api: Api,
    url: Url,
    model: String,
}

impl Endpoint {
    /// `url` is the address before `/embeddings`, such as `http://127.0.0.1:8081/v1`.
    pub fn new(api: Api, url: &Url, model: &str) -> Self {
        let mut url = url.clone();
        let path = format!("{}/embeddings", url.path().trim_end_matches('/'));
        url.set_path(&path);
        Self { api, url, model: model.to_owned() }
    }

    /// What tells its vectors from those of others.
    pub fn id(&self) -> String {
        format!("{} {}", self.url, self.model)
    }

    /// The vectors of texts, in their order; all of one width.
    ///
    /// # Errors
    /// Where the service fails or answers something else; the message says what and where.
    pub async fn vectors(&self, texts: &[String]) -> Result<Vec<Option<Vector>>, FetchError> {
        let mut vectors = Vec::with_capacity(texts.len());
        for batch in texts.chunks(BATCH) {
            let question = json!({"model": self.model, "input": batch, "encoding_format": "float"});
            let answer = match self.api.post(&self.url, &question, LARGEST).await {
                Err(error) if !error.is_final() => self.api.post(&self.url, &question, LARGEST).await?,
                answer => answer?,
            };
            let wrong = |what: &str| FetchError::new(FetchErrorKind::Body, format!("{what} from {}", shown(&self.url)));
            vectors.extend(read(&answer, batch.len()).map_err(wrong)?);
        }
        Ok(vectors)
    }
}

/// The vectors of an answer to `count` texts.
fn read(answer: &Value, count: usize) -> Result<Vec<Option<Vector>>, &'static str> {
    let data = answer.get("data").and_then(Value::as_array).ok_or("no embeddings (there is no list \"data\")")?;
    let mut vectors: Vec<Option<Vec<f32>>> = vec![None; count];
    for (place, item) in data.iter().enumerate() {
        let index = item.get("index").and_then(Value::as_u64).map_or(Some(place), |index| usize::try_from(index).ok());
        let slot = index.and_then(|index| vectors.get_mut(index)).ok_or("embeddings of texts that were not asked for")?;
        let numbers = item.get("embedding").and_then(Value::as_array).filter(|numbers| numbers.len() <= WIDEST);
        let numbers = numbers.ok_or("an embedding that is no list of numbers")?;
        let numbers: Option<Vec<f32>> = numbers.iter().map(|number| number.as_f64().map(|number| number as f32)).collect();
        *slot = Some(numbers.ok_or("an embedding that is no list of numbers")?);
    }
    let vectors: Vec<Vec<f32>> = vectors.into_iter().collect::<Option<_>>().ok_or("fewer embeddings than texts")?;
    match vectors.first() {
        Some(first) if vectors.iter().any(|vector| vector.len() != first.len()) => Err("embeddings of different width"),
        _ => Ok(vectors.iter().map(|numbers| Vector::new(numbers)).collect()),
    }
}
