//! `newsloom sources`: how every source is doing, and why.

use std::collections::HashMap;
use std::io::{self, Write};
use std::process::ExitCode;

use newsloom::pipeline::SourceState;
use newsloom::store;
use serde_json::json;

use super::{Global, load_config, works};

/// Arguments of `newsloom sources`.
#[derive(clap::Args)]
pub struct Args {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// Prints every configured source.
pub fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let settings = load_config(&global.config)?;
    let records = works::run(async { Ok(store::open(settings.store.sqlite.clone()).await?.sources().await?) })?;
    let records: HashMap<_, _> = records.into_iter().map(|record| (record.id.clone(), record)).collect();
    let mut out = io::stdout().lock();
    for source in &settings.sources {
        let record = records.get(&source.id);
        let state = record.map(|record| SourceState::of(record, source)).unwrap_or_default();
        let next = record.map(|record| record.next_try);
        if args.json {
            let line = json!({"id": source.id, "url": source.url.as_str(), "asked": state.instead, "title": state.title, "last_try": state.last_try,
                "last_success": state.last_success, "next_try": next, "reasons": state.reasons, "failures": state.history.failures,
                "error": state.error, "warnings": state.warnings});
            writeln!(out, "{line}")?;
            continue;
        }
        let status = match (&state.error, state.last_try) {
            (Some(_), _) => "failing",
            (None, Some(_)) => "ok",
            (None, None) => "new",
        };
        let date = |moment: Option<chrono::DateTime<chrono::Utc>>| {
            moment.map_or_else(|| "never".into(), |moment| moment.format("%Y-%m-%d %H:%M").to_string())
        };
        writeln!(out, "{:<24} {:<8} last try {}  next {}", source.id, status, date(state.last_try), date(next))?;
        if let Some(error) = &state.error {
            writeln!(out, "{:<24} {error}", "")?;
        }
        if !state.reasons.is_empty() {
            writeln!(out, "{:<24} {}", "", state.reasons.join("; "))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
