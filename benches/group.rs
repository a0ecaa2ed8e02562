//! Grouping into windows of growing size, on articles of our making: `cargo bench --bench group [bare] [SIZE…]`; bare: without vectors.
//!
//! A line a window: how many articles a second are taken when it is full (one core), how long stories take, what an article
//! takes in memory and when saved, and how long it takes until a grouper that was saved has taken one more article.

#![allow(missing_docs, reason = "a benchmark")]

use chrono::{DateTime, TimeDelta, Utc};
use newsloom::group::{Doc, Grouper, Options};
use newsloom::model::Vector;

/// Articles that are timed once the window is full.
const TIMED: usize = 2_000;
/// Words of the made-up language.
const WORDS: u64 = 60_000;
/// Reports of one event.
const REPORTS: u64 = 3;

/// Numbers that look random and are the same every time (SplitMix64; Steele and others 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Between 0 and 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A word; common ones are far more common, as in any language (Zipf).
    fn word(&mut self) -> String {
        word((self.share() * (WORDS as f64).ln()).exp() as u64)
    }
}

/// The word with a rank, of syllables.
fn word(rank: u64) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ke", "lo", "mi", "nu", "pra", "sto", "ve", "zi", "dor", "fen", "gal", "hir", "jun", "tam", "wel"];
    let mut mixed = Dice(rank).next();
    let mut letters = String::new();
    for _ in 0..(2 + mixed % 3) {
        mixed /= 7;
        letters.push_str(SYLLABLES[(mixed % 16) as usize]);
    }
    letters + SYLLABLES[(rank % 16) as usize] + SYLLABLES[(rank / 16 % 16) as usize]
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

struct Made {
    title: String,
    text: String,
    vector: Vector,
}

/// A report of an event: its own 200 words, and 60 that the event's reports share, among them names and numbers.
fn article(number: u64) -> Made {
    let event = number / (2 * REPORTS) * 2 + number % 2;
    let (mut own, mut shared) = (Dice(number ^ 0xa11), Dice(event ^ 0xe7e47));
    let names: Vec<String> = (0..6).map(|_| capital(&word(2_000 + shared.below(WORDS)))).collect();
    let subject: Vec<String> = (0..60).map(|_| shared.word()).collect();
    let mut text = String::new();
    for at in 0..260 {
        match at % 13 {
            0 => text.push_str("It was "),
            4 => text.push_str(&names[own.below(6) as usize]),
            7 => text.push_str(&subject[own.below(60) as usize]),
            9 if at % 3 == 0 => text.push_str(&(shared.below(900) + 100).to_string()),
            11 => text.push_str(". The"),
            _ => text.push_str(&own.word()),
        }
        text.push(' ');
    }
    let title = format!("{} {} {} {}", names[0], subject[0], subject[1], own.word());
    let mut direction = Dice(event ^ 0xd14);
    let numbers: Vec<f32> = (0..512).map(|_| (direction.share() + 0.5 * own.share() - 0.75) as f32).collect();
    Made {
        title,
        text,
        vector: Vector::new(&numbers).unwrap_or_else(|| Vector::from_bytes(&[1; 512]).unwrap_or_else(|| unreachable!())),
    }
}

/// Resident memory of this process in bytes, where the system tells it.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// Seconds that this thread has computed: other programs do not count.
fn computed() -> f64 {
    let status = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    status.split_whitespace().next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn main() {
    let bare = std::env::args().any(|argument| argument == "bare");
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000, 100_000] } else { sizes };
    let start = DateTime::from_timestamp(1_770_000_000, 0).unwrap_or_default();
    println!(
        "{:>9} {:>12} {:>10} {:>10} {:>14} {:>12} {:>10}",
        "window", "articles/s", "stories", "stories s", "bytes/article", "saved bytes", "taken up s"
    );
    for size in sizes {
        let before = resident();
        let mut grouper = Grouper::new(Options::default());
        let mut taken = 0u64;
        let mut take = |grouper: &mut Grouper, made: &Made| {
            let published: DateTime<Utc> = start + TimeDelta::milliseconds((taken * 4 * 86_400_000 / size as u64) as i64);
            let publisher = ["a", "b", "c", "d", "e"][(taken % 5) as usize];
            let (title, text, vector) = (made.title.as_str(), made.text.as_str(), Some(&made.vector).filter(|_| !bare));
            grouper
                .add(Doc { id: taken, title, text, published: Some(published), language: Some("en"), publisher, vector }, None);
            taken += 1;
        };
        for number in 0..size as u64 {
            take(&mut grouper, &article(number));
        }
        let bytes = resident().saturating_sub(before) / size as u64;
        let timed: Vec<Made> = (size as u64..(size + TIMED) as u64).map(article).collect();
        let clock = computed();
        timed.iter().for_each(|made| take(&mut grouper, made));
        let rate = TIMED as f64 / (computed() - clock);
        let (general, records) = (grouper.general(), grouper.records());
        let clock = computed();
        let stories = grouper.finish().stories().len();
        let clustering = computed() - clock;
        let saved = (general.len() + records.iter().map(|record| record.bytes.len()).sum::<usize>()) / records.len();
        let records: Vec<&[u8]> = records.iter().map(|record| record.bytes.as_slice()).collect();
        let clock = std::time::Instant::now();
        let Ok(mut again) = Grouper::restore(Options::default(), &general, &records, |_| true) else { continue };
        take(&mut again, &timed[0]);
        let taken_up = clock.elapsed().as_secs_f64();
        println!("{size:>9} {rate:>12.0} {stories:>10} {clustering:>10.2} {bytes:>14} {saved:>12} {taken_up:>10.2}");
    }
}
