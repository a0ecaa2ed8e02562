//! The sentence encoder: loading, and articles a second on one core and on all. `cargo bench --bench encode`.

#![allow(clippy::unwrap_used, reason = "a benchmark may stop where it stands")]

use divan::counter::ItemsCount;
use newsloom::demo::Newsroom;
use newsloom::embed::{self, Embedder, Passage};
use newsloom::encode::Encoder;

fn main() {
    divan::main();
}

/// The sample newsroom's reports in languages that the encoder knows: headline and opening in one, and as grouping has them read.
fn reports() -> (Vec<String>, Vec<Passage>) {
    let reports = Newsroom::load().unwrap().reports.into_iter().filter_map(|report| {
        let text = format!("{}\n\n{}", report.standfirst, report.paragraphs.join("\n\n"));
        let passage = Embedder::Builtin.passage(&report.title, &text, Some(&report.language))?;
        Some((format!("{}\n{}", report.title, text.chars().take(600).collect::<String>()), passage))
    });
    reports.unzip()
}

#[divan::bench]
fn load() -> bool {
    Encoder::load(embed::MODEL).is_ok()
}

#[divan::bench]
fn one_core(bencher: divan::Bencher) {
    let (encoder, texts) = (embed::builtin().unwrap(), reports().0);
    bencher.counter(ItemsCount::new(texts.len())).bench(|| texts.iter().map(|text| encoder.encode(text)).collect::<Vec<_>>());
}

#[divan::bench]
fn all_cores(bencher: divan::Bencher) {
    let (encoder, texts) = (embed::builtin().unwrap(), reports().0);
    bencher.counter(ItemsCount::new(texts.len())).bench(|| encoder.map_all(&texts, |encoder, text| encoder.encode(text)));
}

#[divan::bench]
fn whole_articles_all_cores(bencher: divan::Bencher) {
    let (encoder, passages) = (embed::builtin().unwrap(), reports().1);
    bencher
        .counter(ItemsCount::new(passages.len()))
        .bench(|| encoder.map_all(&passages, |encoder, passage| passage.meaning(encoder)));
}
