//! `newsloom summarize`: clusters of reports to summaries.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;
use newsloom::group;
use newsloom::read::dates;
use newsloom::tell::{Document, summarise};
use newsloom::text::language;
use serde_json::{Value, json};

use super::{exit, jsonl};

const HELP: &str = r#"Input, JSON Lines: a story a line, the report that leads it first.
  {"id":"s0","documents":[{"title":"Fire in Kessel","text":"Two people died in a fire."}]}
  Of a document, "lang", "published" (a date), "source" and "url" are known too; all may be missing.
Output, a line a story, here on three: sentences and figures with the number of their document,
from 0, and whether the documents are in conflict on a figure.
  {"id":"s0","summary":"Two people died in a fire.",
   "sentences":[{"text":"Two people died in a fire.","document":0}],
   "figures":[{"what":"dead","values":[{"value":"Two","document":0}],"conflict":false}]}

Examples:
  newsloom summarize --words 60 < clusters.jsonl
  newsloom summarize < clusters.jsonl | jq -r .summary"#;

/// Arguments of `newsloom summarize`.
#[derive(clap::Args)]
#[command(after_help = HELP)]
pub struct Args {
    /// Words of a summary at most
    #[arg(long, value_name = "N", default_value_t = 80)]
    words: usize,
}

/// Prints a line an input line; a line that cannot be read is reported, and the rest goes on.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    let left_out = jsonl::each(|_, value| match summary(&value, args.words) {
        Ok(answer) => writeln!(out, "{answer}").and_then(|()| out.flush()).map(Ok),
        Err(error) => Ok(Err(error)),
    })?;
    Ok(if left_out > 0 { ExitCode::from(exit::FAILED) } else { ExitCode::SUCCESS })
}

fn summary(value: &Value, words: usize) -> anyhow::Result<Value> {
    let Some(documents) = value.get("documents").and_then(Value::as_array) else { bail!("no list of \"documents\"") };
    let mut fields: Vec<[&str; 4]> = Vec::with_capacity(documents.len());
    // What is no tag says nothing of the language, and loses nothing.
    let language = |document: &Value| document.get("lang").and_then(Value::as_str).and_then(language::primary);
    let languages: Vec<Option<String>> = documents.iter().map(language).collect();
    for (number, document) in (1..).zip(documents) {
        let text = |key: &str| jsonl::text(document, key).map(Option::unwrap_or_default);
        let read = || Ok([text("title")?, text("text")?, text("source")?, text("published")?]);
        fields.push(read().map_err(|error: anyhow::Error| error.context(format!("document {number}")))?);
    }
    let documents: Vec<Document<'_>> = fields
        .iter()
        .zip(&languages)
        .map(|([title, text, source, published], language)| Document {
            title,
            text,
            source,
            language: language.as_deref(),
            published: dates::parse(published).map(|date| date.to_utc()),
            weight: 1.0,
            copy: false,
            guest: !group::is_report(title, text),
        })
        .collect();
    let summary = summarise(&documents, words);
    let whole: Vec<&str> = summary.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    Ok(json!({"id": value.get("id"), "summary": whole.join(" "), "sentences": summary.sentences, "figures": summary.figures}))
}
