use std::time::Duration;

use serde_json::{Value, json};
use url::Url;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::*;

fn fetch() -> FetchSettings {
    FetchSettings {
        user_agent: "newsloom/test".into(),
        concurrency: 8,
        per_host: 2,
        timeout: Duration::from_millis(400),
        max_body: 10_000,
        // A configured service may well be on this machine.
        allow_private: Vec::new(),
        respect_robots: true,
        full_text: true,
    }
}

async fn service(answer: impl wiremock::Respond + 'static) -> (MockServer, Embedder) {
    let server = MockServer::start().await;
    Mock::given(method("POST")).and(path("/v1/embeddings")).respond_with(answer).mount(&server).await;
    let url = Url::parse(&server.uri()).unwrap().join("/v1/").unwrap();
    let embedder = Embedder::new(&EncoderSettings::Endpoint { url, model: "small".into() }, &fetch()).unwrap();
    (server, embedder)
}

fn passage(headline: &str) -> Passage {
    Passage { readings: vec![Reading::of([headline, "", ""])] }
}

fn texts(count: usize) -> Vec<Passage> {
    (0..count).map(|at| passage(&format!("text {at}"))).collect()
}

#[tokio::test]
async fn a_service_is_asked_in_batches_and_answers_in_any_order() {
    let answer = |request: &Request| {
        let question: Value = serde_json::from_slice(&request.body).unwrap();
        assert_eq!(question["model"], "small");
        let number = |text: &Value| text.as_str().unwrap()[5..].trim_end().parse::<f64>().unwrap();
        let inputs = question["input"].as_array().unwrap().iter().enumerate();
        let data: Vec<Value> =
            inputs.map(|(at, text)| json!({"index": at, "embedding": [1.0, number(text) / 100.0]})).rev().collect();
        ResponseTemplate::new(200).set_body_json(json!({"data": data}))
    };
    let (server, embedder) = service(answer).await;
    let vectors = embedder.vectors(texts(70)).await.unwrap();
    let numbers: Vec<&[i8]> = vectors.iter().flatten().map(Vector::numbers).collect();
    assert_eq!((numbers.len(), numbers[0], numbers[50], numbers[69]), (70, &[127, 0][..], &[127, 64][..], &[127, 88][..]));
    assert_eq!(server.received_requests().await.unwrap().len(), 3);
}

#[tokio::test]
async fn what_a_service_does_wrong_is_one_line() {
    async fn check(answer: ResponseTemplate, expected: &str) {
        let (server, embedder) = service(answer).await;
        let error = embedder.vectors(texts(2)).await.unwrap_err().to_string();
        assert_eq!(error.replace(&server.address().to_string(), "HOST"), expected);
    }
    let json = |value: Value| ResponseTemplate::new(200).set_body_json(value);
    let slow = json(json!({})).set_delay(Duration::from_secs(3));
    check(ResponseTemplate::new(404), "grouping.encoder: 404 Not Found from HOST/v1/embeddings").await;
    check(ResponseTemplate::new(500), "grouping.encoder: 500 Internal Server Error from HOST/v1/embeddings").await;
    check(slow, "grouping.encoder: timed out: HOST/v1/embeddings took longer than 0.4 s").await;
    check(json(json!({"error": "no"})), "grouping.encoder: no embeddings (there is no list \"data\") from HOST/v1/embeddings")
        .await;
    check(
        json(json!({"data": [{"index": 0, "embedding": [1]}]})),
        "grouping.encoder: fewer embeddings than texts from HOST/v1/embeddings",
    )
    .await;
    check(
        json(json!({"data": [{"embedding": [1]}, {"embedding": [1, 2]}]})),
        "grouping.encoder: embeddings of different width from HOST/v1/embeddings",
    )
    .await;
    check(
        json(json!({"data": [{"index": 7, "embedding": [1]}]})),
        "grouping.encoder: embeddings of texts that were not asked for from HOST/v1/embeddings",
    )
    .await;
}

#[test]
fn a_passage_is_what_opens_an_article_in_a_known_language() {
    let check = |embedder: &Embedder, title: &str, text: &str, language: Option<&str>, expected: Option<&str>| {
        assert_eq!(embedder.passage(title, text, language).map(Passage::into_opening).as_deref(), expected);
    };
    check(&Embedder::Builtin, "Title", "Text.", Some("en"), Some("Title\nText."));
    check(&Embedder::Builtin, "Čelo", "Tekst.", Some("sr"), Some("Celo\nTekst."));
    check(&Embedder::Builtin, "शीर्षक", "पाठ", Some("hi"), None);
    check(
        &Embedder::Builtin,
        "Die Brücke ist wieder offen",
        "Und die Autos fahren.",
        None,
        Some("Die Brücke ist wieder offen\nUnd die Autos fahren."),
    );
    check(&Embedder::Builtin, "…", "", Some("en"), None);
    check(&Embedder::Nothing, "Title", "Text.", Some("en"), None);
    let long = Embedder::Builtin.passage("語", &"é".repeat(5_000), Some("fr")).unwrap();
    let (headline, lead) = long.readings[0].opening.split_once('\n').unwrap();
    assert_eq!([headline, lead, &long.readings[0].next].map(|part| part.chars().count()), [1, 600, 600]);
}

/// The same text in the two alphabets of Serbian means the same.
#[test]
fn alphabets_mean_the_same() {
    let encoder = builtin().unwrap();
    let meaning = |title: &str, language: &str| Embedder::Builtin.passage(title, "", Some(language)).unwrap().meaning(encoder);
    let latin = meaning("Požar u fabrici kod Čačka, ljudi spaseni", "sr-Latn");
    assert_eq!(latin, meaning("Пожар у фабрици код Чачка, људи спасени", "sr"));
    assert_ne!(latin, meaning("Požar u fabrici kod Čačka, ljudi spaseni", "sl"));
}

#[test]
fn what_follows_the_lead_counts_for_the_meaning_but_less_than_the_lead() {
    let encoder = builtin().unwrap();
    let vector = |title: &str, text: &str| {
        Vector::new(&Embedder::Builtin.passage(title, text, Some("en")).unwrap().meaning(encoder)).unwrap().unit()
    };
    let cosine = |one: &[f32], other: &[f32]| one.iter().zip(other).map(|(one, other)| one * other).sum::<f32>();
    let floods = "The river rose above its banks overnight and flooded the old town. ".repeat(9);
    let football = "The home side won by two goals after a dull first half on Sunday. ".repeat(9);
    let [flood, match_, flood_then_match] = [(&floods, &floods), (&football, &football), (&floods, &football)]
        .map(|(lead, next)| vector("What happened at the weekend", &format!("{lead}{next}")));
    let (lead, next) = (cosine(&flood_then_match, &flood), cosine(&flood_then_match, &match_));
    assert!(cosine(&flood, &match_) + 0.05 < next && next < lead && lead < 0.99, "{lead} {next}");
    // A headline without text is encoded once.
    let bare = Embedder::Builtin.passage("Floods in the old town of Vanda", "", Some("en")).unwrap();
    let once = encoder.encode("Floods in the old town of Vanda\n");
    assert!(cosine(&bare.meaning(encoder), &once) > 0.9999);
}

#[test]
fn a_digest_tells_texts_and_encoders_apart() {
    let url = Url::parse("http://127.0.0.1:1/v1").unwrap();
    let endpoint =
        |model: &str| Embedder::new(&EncoderSettings::Endpoint { url: url.clone(), model: model.into() }, &fetch()).unwrap();
    let later = Passage { readings: vec![Reading::of(["a", "", "c"])] };
    let digests = [
        Embedder::Builtin.digest(&passage("a")),
        Embedder::Builtin.digest(&passage("b")),
        Embedder::Builtin.digest(&later),
        endpoint("a").digest(&passage("a")),
        endpoint("b").digest(&passage("a")),
    ];
    for (at, digest) in digests.iter().enumerate() {
        assert_eq!(digests.iter().position(|other| other == digest), Some(at));
    }
    assert_eq!(digests[0], Embedder::Builtin.digest(&passage("a")));
    // A service reads no more than headline and lead.
    assert_eq!(endpoint("a").digest(&later), digests[3]);
}
