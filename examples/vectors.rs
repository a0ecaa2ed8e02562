//! Texts on stdin, a JSON string a line, to their vectors on stdout: `scripts/check_encoder.py` compares them with the package's. An array
//! of headline, text and language is an article, encoded as grouping sees it: `scripts/encoder_means.py`.

use std::io::BufRead as _;

use newsloom::embed::Passage;
use newsloom::encode::Encoder;

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Input {
    Text(String),
    Article(String, String, String),
}

fn vector(encoder: &Encoder<'_>, input: &Input) -> Vec<f32> {
    match input {
        Input::Text(text) => encoder.encode(text),
        Input::Article(title, text, language) => Passage::of(title, text, language).meaning(encoder),
    }
}

fn main() -> anyhow::Result<()> {
    let started = std::time::Instant::now();
    let encoder = Encoder::load(include_bytes!("../models/encoder.bin"))?;
    let loaded = started.elapsed();
    let inputs: Vec<Input> =
        std::io::stdin().lock().lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect::<anyhow::Result<_>>()?;
    let started = std::time::Instant::now();
    let vectors = encoder.map_all(&inputs, vector);
    let took = started.elapsed();
    for vector in vectors {
        println!("{}", serde_json::to_string(&vector)?);
    }
    eprintln!(
        "loaded in {loaded:.0?}; {} texts in {took:.1?}: {:.0} a second",
        inputs.len(),
        inputs.len() as f64 / took.as_secs_f64()
    );
    Ok(())
}
