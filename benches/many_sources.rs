//! Passes over 10,000 sources of which none has changed, against a web server in a process of its own, on loopback.
//!
//! `cargo bench --bench many_sources [-- SOURCES]` prints, for the first pass and for two passes after it, how many sources were
//! visited a second, how long the whole pass took, and the most memory and open files that the process ever had.

#![allow(clippy::unwrap_used, reason = "a benchmark may stop where it stands")]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::IntoResponse;
use newsloom::config;
use newsloom::embed::Embedder;
use newsloom::fetch::Client;
use newsloom::output::Folder;
use newsloom::pipeline::{Progress, Works, refresh};
use newsloom::store::{self, Selection};
use tokio::net::TcpListener;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    if arguments.first().is_some_and(|argument| argument == "peer") {
        runtime.block_on(peer());
        return;
    }
    let count = arguments.first().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let mut peer = Command::new(std::env::current_exe().unwrap()).arg("peer").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(peer.stdout.take().unwrap()).read_line(&mut line).unwrap();
    runtime.block_on(passes(count, line.trim()));
    peer.kill().unwrap();
    peer.wait().unwrap();
}

/// Answers every address with a small feed of its own; prints its port.
async fn peer() {
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap().port());
    axum::serve(listener, axum::Router::new().fallback(feed)).await.unwrap();
}

async fn feed(uri: Uri, headers: HeaderMap) -> impl IntoResponse {
    let tag = format!("\"{}\"", uri.path());
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)], String::new());
    }
    let item = |n: u32| {
        format!(
            "<item><title>Headline {n} of {0}</title><link>http://a.example{0}/{n}</link><pubDate>Thu, 01 Jan 2015 00:00:00 GMT</pubDate>\
             <description>What happened, in a sentence or two, as feeds tell it.</description></item>",
            uri.path()
        )
    };
    let items: String = (0..10).map(item).collect();
    let body = format!("<rss version=\"2.0\"><channel><title>{}</title>{items}</channel></rss>", uri.path());
    (StatusCode::OK, [(header::ETAG, tag)], body)
}

/// Each source has an address of its own, as publishers have.
fn configuration(count: usize, port: &str) -> String {
    let mut text =
        "[grouping]\nencoder = \"none\"\n[fetch]\nfull_text = false\nallow_private = [\"127.0.0.0/8\"]\n[[feed]]\nid = \"all\"\n"
            .to_owned();
    for n in 0..count {
        let address = format!("127.1.{}.{}", n / 250, n % 250 + 1);
        text.push_str(&format!("[[source]]\nid = \"s{n}\"\nurl = \"http://{address}:{port}/{n}\"\n"));
    }
    text
}

async fn passes(count: usize, port: &str) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("config.toml"), configuration(count, port)).unwrap();
    let settings = config::load(&folder.path().join("config.toml"), []).unwrap().settings;
    let client = Client::new(&settings.fetch).unwrap();
    let store = store::open(settings.store.sqlite.clone()).await.unwrap().into();
    let output = Arc::new(Folder::open(settings.publish.dir.clone()).unwrap());
    let embedder = Embedder::new(&settings.grouping.encoder, &settings.fetch).unwrap();
    let works = Works::new(settings, store, client, output, embedder);
    let files = Arc::new(AtomicUsize::new(0));
    let watched = Arc::clone(&files);
    tokio::spawn(async move {
        loop {
            watched.fetch_max(std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count), Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    for name in ["first pass", "second pass", "third pass"] {
        let begun = Instant::now();
        let visited = Mutex::new(Duration::ZERO);
        let note = |progress: Progress| {
            if matches!(progress, Progress::Source(_)) {
                *visited.lock().unwrap() = begun.elapsed();
            }
        };
        let report = refresh(&works, Selection::All, &note).await.unwrap();
        let seconds = visited.lock().unwrap().as_secs_f64();
        println!(
            "{name}: {} read, {} unchanged, {} failed; {:.0} sources a second, {:.2} s in all; {} MB, {} open files",
            report.sources.ok,
            report.sources.not_modified,
            report.sources.failed.len(),
            count as f64 / seconds,
            begun.elapsed().as_secs_f64(),
            most_memory(),
            files.load(Ordering::Relaxed)
        );
    }
}

/// The most memory that this process ever had, in MB.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
