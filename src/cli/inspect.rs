//! `newsloom inspect`: feeds and article pages to JSON lines.

use std::io::{Read, Write};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use anyhow::Context as _;
use clap::ValueEnum;
use newsloom::config::FetchSettings;
use newsloom::fetch::{Accept, Body, Client, Request, Robots};
use newsloom::model::{Feed, Page};
use newsloom::read::{self, Kind};
use serde::Serialize;
use serde_json::{Value, json};
use url::Url;

use super::{Global, load_config};

/// Stack of the threads that read: hostile documents nest deeply.
const STACK: usize = 64 << 20;

/// Arguments of `newsloom inspect`.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  newsloom inspect feed.xml page.html\n  newsloom inspect https://news.example/feed.xml | jq .entries[].title\n  curl -s https://news.example/a | newsloom inspect --as page --base-url https://news.example/a -"
)]
pub struct Args {
    /// Address that relative links are resolved against
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Content-Type that the server declared
    #[arg(long, value_name = "CT")]
    content_type: Option<String>,
    /// What the inputs are
    #[arg(long = "as", value_name = "KIND", value_enum, default_value_t = As::Auto)]
    kind: As,
    /// Files, addresses, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum As {
    Auto,
    Feed,
    Page,
    Opml,
}

/// Prints a line an input, in their order. A document that cannot be read is a line too, not a failure.
pub fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let settings = fetch_settings(args, global)?;
    let settings = &settings;
    let next = AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(args.inputs.len());
    let (sender, receiver) = mpsc::channel::<(usize, String)>();
    let sender = Mutex::new(sender);
    std::thread::scope(|scope| -> anyhow::Result<()> {
        for _ in 0..cores {
            let sender = sender.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
            let next = &next;
            let work = move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(input) = args.inputs.get(at) else { return };
                    let line = line(input, args, settings).unwrap_or_else(|error| error_line(input, &error));
                    if sender.send((at, line)).is_err() {
                        return;
                    }
                }
            };
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)?;
        }
        drop(sender.into_inner());
        print_in_order(receiver)
    })?;
    Ok(ExitCode::SUCCESS)
}

fn print_in_order(receiver: mpsc::Receiver<(usize, String)>) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let mut waiting = std::collections::BTreeMap::new();
    let mut due = 0;
    for (at, line) in receiver {
        waiting.insert(at, line);
        while let Some(line) = waiting.remove(&due) {
            writeln!(out, "{line}")?;
            out.flush()?;
            due += 1;
        }
    }
    Ok(())
}

fn error_line(input: &str, error: &anyhow::Error) -> String {
    let message = format!("{error:#}").replace(['\n', '\r'], " ");
    json!({"input": input, "error": message}).to_string()
}

/// A document and what its server said of it.
struct Fetched {
    bytes: Vec<u8>,
    content_type: Option<String>,
    /// Where it was found; empty for files.
    url: String,
}

/// How addresses are fetched: as `[fetch]` says, or by its defaults where there is no configuration.
fn fetch_settings(args: &Args, global: &Global) -> anyhow::Result<FetchSettings> {
    let configured = args.inputs.iter().any(|input| is_address(input)) && global.config.exists();
    Ok(if configured { load_config(&global.config)?.fetch } else { FetchSettings::default() })
}

fn is_address(input: &str) -> bool {
    input.starts_with("http://") || input.starts_with("https://")
}

fn fetch(address: &str, settings: &FetchSettings) -> anyhow::Result<Fetched> {
    let url = Url::parse(address)?;
    let client = Client::new(settings)?;
    let request = Request { robots: Robots::Ignore, ..Request::new(url, Accept::Feed) };
    let response = super::works::run(async { Ok(client.get(request).await?) })?;
    let Body::Bytes(bytes) = response.body else { anyhow::bail!("304 to an unconditional request") };
    Ok(Fetched { bytes: bytes.to_vec(), content_type: response.content_type, url: response.url.into() })
}

fn line(input: &str, args: &Args, settings: &FetchSettings) -> anyhow::Result<String> {
    let fetched = match input {
        "-" => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).context("standard input")?;
            Fetched { bytes, content_type: None, url: String::new() }
        }
        _ if is_address(input) => fetch(input, settings)?,
        _ => {
            let bytes = std::fs::read(input).with_context(|| format!("cannot read {input}"))?;
            Fetched { bytes, content_type: None, url: String::new() }
        }
    };
    let content_type = args.content_type.as_deref().or(fetched.content_type.as_deref());
    let base = args.base_url.as_deref().or(Some(fetched.url.as_str()).filter(|url| !url.is_empty()));
    let bytes = &fetched.bytes;
    let kind = match args.kind {
        As::Feed => Kind::Feed,
        As::Page => Kind::Page,
        As::Opml => Kind::Opml,
        As::Auto => read::sniff(bytes, content_type),
    };
    match kind {
        Kind::Page => {
            let page = read::page::read(bytes, content_type, base.unwrap_or_default())?;
            Ok(serde_json::to_string(&PageLine { input, kind: "page", page })?)
        }
        Kind::Opml => {
            let outlines = read::opml::read(bytes, content_type)?;
            let outlines: Vec<Value> = outlines.into_iter().map(|outline| json!(outline)).collect();
            Ok(json!({"input": input, "kind": "opml", "outlines": outlines}).to_string())
        }
        Kind::Sitemap => {
            let feed = read::sitemap::read(bytes, content_type)?;
            Ok(serde_json::to_string(&FeedLine { input, kind: "feed", feed, warnings: Vec::new() })?)
        }
        Kind::Feed | Kind::Unknown => {
            let (feed, warnings) = read::feed::read(bytes, content_type, base)?;
            Ok(serde_json::to_string(&FeedLine { input, kind: "feed", feed, warnings })?)
        }
    }
}

#[derive(Serialize)]
struct FeedLine<'a> {
    input: &'a str,
    kind: &'static str,
    #[serde(flatten)]
    feed: Feed,
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct PageLine<'a> {
    input: &'a str,
    kind: &'static str,
    #[serde(flatten)]
    page: Page,
}
