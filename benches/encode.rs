//! The sentence encoder: loading, and articles a second on one core and on all. `cargo bench --bench encode`.

#![allow(clippy::unwrap_used, reason = "a benchmark may stop where it stands")]

use divan::counter::ItemsCount;
use newsloom::demo::Newsroom;
use newsloom::embed::{self, Embedder, Passage};
use newsloom::encode::Encoder;

fn main() {
    divan::main();
}

/// The sample newsroom's reports in languages that the encoder knows.
fn passages() -> Vec<Passage> {
    let reports = Newsroom::load().unwrap().reports;
    let text = |report: &newsloom::demo::Report| format!("{}\n\n{}", report.standfirst, report.paragraphs.join("\n\n"));
    reports.iter().filter_map(|report| Embedder::Builtin.passage(&report.title, &text(report), Some(&report.language))).collect()
}

#[divan::bench]
fn load() -> bool {
    Encoder::load(embed::MODEL).is_ok()
}

#[divan::bench]
fn one_core(bencher: divan::Bencher) {
    let (encoder, passages) = (embed::builtin().unwrap(), passages());
    bencher
        .counter(ItemsCount::new(passages.len()))
        .bench(|| passages.iter().map(|passage| passage.meaning(encoder)).collect::<Vec<_>>());
}

#[divan::bench]
fn all_cores(bencher: divan::Bencher) {
    let (encoder, passages) = (embed::builtin().unwrap(), passages());
    bencher
        .counter(ItemsCount::new(passages.len()))
        .bench(|| encoder.map_all(&passages, |encoder, passage| passage.meaning(encoder)));
}
