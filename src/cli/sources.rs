//! `newsloom sources`: how every source is doing, and why.

use std::io::{self, Write};
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use newsloom::pipeline::health::{self, SourceHealth, Status};
use newsloom::store;

use super::{Global, load_config, works};

/// Arguments of `newsloom sources`.
#[derive(clap::Args)]
#[command(
    after_help = "Below each source: what it is, why its next try is when it is, what the publisher asked for, and pages that were not read.\n\n\
    Examples:\n  newsloom sources\n  newsloom sources --json | jq 'select(.status != \"ok\")'"
)]
pub struct Args {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// Prints every configured source.
pub fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let settings = load_config(&global.config)?;
    let sources = works::run(async {
        let store = store::existing(settings.store.sqlite.clone()).await?;
        Ok(health::sources(&settings, &*store, Utc::now()).await?)
    })?;
    let mut out = io::stdout().lock();
    for source in &sources {
        if args.json {
            writeln!(out, "{}", serde_json::to_string(source)?)?;
        } else {
            tell(&mut out, source)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(out: &mut impl Write, source: &SourceHealth) -> io::Result<()> {
    let date = |moment: Option<DateTime<Utc>>| {
        moment.map_or_else(|| "never".into(), |moment| moment.format("%Y-%m-%d %H:%M UTC").to_string())
    };
    let status = match source.status {
        Status::New => "new",
        Status::Ok => "ok",
        Status::Failing => "failing",
        Status::Stopped => "stopped",
    };
    let next = if source.status == Status::New { "with the next pass".into() } else { date(source.next_try) };
    writeln!(out, "{:<24} {status:<8} last try {}  next {next}", source.id, date(source.last_try))?;
    let mut line = |text: String| if text.is_empty() { Ok(()) } else { writeln!(out, "{:<24} {text}", "") };
    line(source.error.clone().unwrap_or_default())?;
    if source.failures > 1 {
        line(format!("{} failures in a row, last success {}", source.failures, date(source.last_success)))?;
    }
    if let Some(asked) = &source.asked {
        line(format!("asked at {asked}"))?;
    }
    if !source.format.is_empty() {
        line(format!("{}, {} entries", source.format, source.entries))?;
    }
    line(source.reasons.join("; "))?;
    line(hints(source))?;
    if let Some(push) = &source.push {
        line(format!("hub {}: {}", push.hub, push.state))?;
    }
    for pages in &source.pages_closed {
        line(format!("{} page{} not read: {}", pages.count, if pages.count == 1 { "" } else { "s" }, pages.why))?;
    }
    for warning in &source.warnings {
        line(format!("repaired: {warning}"))?;
    }
    Ok(())
}

/// What the publisher asked for, in words.
fn hints(source: &SourceHealth) -> String {
    let hints = &source.hints;
    let seconds = [
        ("cache lifetime", hints.fresh_for),
        ("Retry-After", hints.retry_after),
        ("ttl", hints.ttl),
        ("update period", hints.period),
    ];
    let mut told: Vec<String> = seconds.iter().filter_map(|(name, seconds)| Some(format!("{name} {} s", (*seconds)?))).collect();
    if !hints.skip_hours.is_empty() {
        told.push(format!("skipHours {:?}", hints.skip_hours));
    }
    if !hints.skip_days.is_empty() {
        told.push(format!("skipDays {:?}", hints.skip_days));
    }
    if let Some(minutes) = source.rhythm_minutes {
        told.push(format!("changes every {minutes} min"));
    }
    if told.is_empty() { String::new() } else { format!("weighed: {}", told.join(", ")) }
}
