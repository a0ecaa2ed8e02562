//! `newsloom refresh`: one pass, for cron.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;
use indicatif::{ProgressBar, ProgressStyle};
use newsloom::model::SourceId;
use newsloom::pipeline::{self, Outcome, PassError, Progress, Report, SourceCounts};
use newsloom::store::Selection;

use super::{Global, WrongUsage, exit, load_config, works};

/// Arguments of `newsloom refresh`.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  newsloom refresh                 what is due\n  newsloom refresh --all --json    everything, with a report for programs\n  \
    */10 * * * * newsloom --config /etc/newsloom/config.toml -q refresh    as a line of crontab"
)]
pub struct Args {
    /// Ask every source, due or not
    #[arg(long)]
    all: bool,
    /// Ask only this source, due or not (repeatable)
    #[arg(long = "source", value_name = "ID", conflicts_with = "all")]
    sources: Vec<String>,
    /// Fetch and group, but write nothing
    #[arg(long)]
    dry_run: bool,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    /// Exit with 1 if any source failed
    #[arg(long)]
    strict: bool,
}

/// Runs the pass and prints what it did.
pub fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let settings = load_config(&global.config)?;
    let selection = match (&args.sources[..], args.all) {
        ([], true) => Selection::All,
        ([], false) => Selection::Due,
        (ids, _) => {
            if let Some(unknown) = ids.iter().find(|id| !settings.sources.iter().any(|source| source.id.0 == **id)) {
                let file = global.config.display();
                return Err(WrongUsage(format!("--source {unknown}: no [[source]] has that id in {file}")).into());
            }
            Selection::Only(ids.iter().map(|id| SourceId(id.clone())).collect())
        }
    };
    works::run(async {
        let works = if args.dry_run { works::dry(settings).await? } else { works::open(settings).await? };
        let bar = progress_bar(global);
        let report = pipeline::refresh(&works, selection, &|progress| show(&bar, &progress)).await;
        bar.finish_and_clear();
        let report = match report {
            Ok(report) => report,
            Err(error @ PassError::Locked) => {
                eprintln!("newsloom: {error}");
                return Ok(ExitCode::from(exit::LOCKED));
            }
            Err(error) => bail!(error),
        };
        print(&report, args.json, global.quiet > 0)?;
        let failed = report.every_source_failed || args.strict && !report.sources.failed.is_empty();
        Ok(if failed { ExitCode::from(exit::FAILED) } else { ExitCode::SUCCESS })
    })
}

/// A bar on a terminal, nothing in pipes.
pub fn progress_bar(global: &Global) -> ProgressBar {
    if !io::stderr().is_terminal() || global.quiet > 0 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {wide_bar} {pos}/{len}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// Moves the bar.
pub fn show(bar: &ProgressBar, progress: &Progress) {
    match progress {
        Progress::Claimed(sources) => {
            bar.set_length(*sources as u64);
            bar.set_message("asking sources");
        }
        Progress::Source(done) => {
            bar.inc(1);
            if let Outcome::Failed { error } = &done.outcome {
                tracing::debug!(source = %done.id, "{error}");
            }
        }
        Progress::Encoding { done, of } => {
            bar.set_length(*of as u64);
            bar.set_position(*done as u64);
            bar.set_message("encoding articles");
        }
        Progress::Grouping(articles) => bar.set_message(format!("grouping {articles} articles")),
        Progress::Publishing => bar.set_message("writing feeds"),
    }
}

fn print(report: &Report, json: bool, quiet: bool) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string(report)?)?;
    }
    for failed in &report.sources.failed {
        eprintln!("newsloom: {}: {}; {}", failed.id, failed.error, failed.next());
    }
    if json || quiet {
        return Ok(());
    }
    writeln!(out, "sources: {}", sources(&report.sources))?;
    writeln!(
        out,
        "articles: {} new, {} updated, {} known",
        report.articles.new, report.articles.updated, report.articles.unchanged
    )?;
    writeln!(out, "stories: {} new, {} updated, {} merged", report.stories.new, report.stories.updated, report.stories.merged)?;
    for feed in &report.feeds {
        let changed = if feed.changed { "" } else { ", unchanged" };
        writeln!(out, "{}: {} entries in {}{changed}", feed.id, feed.items, feed.files.join(", "))?;
    }
    Ok(())
}

/// How sources answered, in words.
fn sources(counts: &SourceCounts) -> String {
    if let Some(next) = counts.next_due {
        return format!("none due until {}", next.format("%Y-%m-%d %H:%M UTC"));
    }
    let postponed = if counts.postponed == 0 { String::new() } else { format!(", {} not reached in time", counts.postponed) };
    format!("{} read, {} unchanged, {} failed{postponed}", counts.ok, counts.not_modified, counts.failed.len())
}
