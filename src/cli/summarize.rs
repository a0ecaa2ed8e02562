//! `newsloom summarize`: clusters of reports to summaries.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use newsloom::read::dates;
use newsloom::tell::{Document, summarise};
use serde_json::{Value, json};

use super::exit;

/// Arguments of `newsloom summarize`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  newsloom summarize --words 60 < clusters.jsonl")]
pub struct Args {
    /// Words of a summary at most
    #[arg(long, value_name = "N", default_value_t = 80)]
    words: usize,
}

/// Prints a line an input line; a line that cannot be read is reported, and the rest goes on.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    let mut failed = false;
    for (number, line) in (1..).zip(std::io::stdin().lock().lines()) {
        let line = line.with_context(|| format!("standard input, line {number}"))?;
        if line.trim().is_empty() {
            continue;
        }
        match summary(&line, args.words) {
            Ok(answer) => {
                writeln!(out, "{answer}")?;
                out.flush()?;
            }
            Err(error) => {
                eprintln!("newsloom: standard input, line {number}: {error:#}");
                failed = true;
            }
        }
    }
    Ok(if failed { ExitCode::from(exit::FAILED) } else { ExitCode::SUCCESS })
}

fn summary(line: &str, words: usize) -> anyhow::Result<Value> {
    let value: Value = serde_json::from_str(line).context("not JSON")?;
    let Some(documents) = value.get("documents").and_then(Value::as_array) else { bail!("no list of \"documents\"") };
    let text = |document: &Value, key: &str| document.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let fields: Vec<[String; 5]> = documents
        .iter()
        .map(|document| ["title", "text", "source", "published", "lang"].map(|key| text(document, key)))
        .collect();
    let documents: Vec<Document<'_>> = fields
        .iter()
        .map(|[title, text, source, published, language]| Document {
            title,
            text,
            source,
            language: Some(language.as_str()).filter(|code| !code.is_empty()),
            published: dates::parse(published).map(|date| date.to_utc()),
            weight: 1.0,
            copy: false,
        })
        .collect();
    let summary = summarise(&documents, words);
    let whole: Vec<&str> = summary.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    Ok(json!({"id": value.get("id"), "summary": whole.join(" "), "sentences": summary.sentences, "figures": summary.figures}))
}
