//! Texts on stdin, a JSON string a line, to their vectors on stdout: `scripts/check_encoder.py` compares them with the package's.

use std::io::BufRead as _;

use newsloom::encode::Encoder;

fn main() -> anyhow::Result<()> {
    let started = std::time::Instant::now();
    let encoder = Encoder::load(include_bytes!("../models/encoder.bin"))?;
    let loaded = started.elapsed();
    let texts: Vec<String> =
        std::io::stdin().lock().lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect::<anyhow::Result<_>>()?;
    let started = std::time::Instant::now();
    let vectors = encoder.map_all(&texts, |encoder, text| encoder.encode(text));
    let took = started.elapsed();
    for vector in vectors {
        println!("{}", serde_json::to_string(&vector)?);
    }
    eprintln!(
        "loaded in {loaded:.0?}; {} texts in {took:.1?}: {:.0} a second",
        texts.len(),
        texts.len() as f64 / took.as_secs_f64()
    );
    Ok(())
}
