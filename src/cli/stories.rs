//! `newsloom stories`: what is published, story by story.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::bail;
use chrono::{TimeDelta, Utc};
use clap::Subcommand;
use newsloom::ledger::Published;
use newsloom::model::{Entry, Figure, StoryId};
use newsloom::store::{self, Store};

use super::{Global, WrongUsage, load_config, works};

/// Arguments of `newsloom stories`.
#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  newsloom stories\n  newsloom stories --json | jq -r .title\n  newsloom stories show 01990000-0000-7000-8000-000000000000"
)]
pub struct Args {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// One story with its summary and reports
    Show {
        /// Its id, with or without urn:uuid:
        id: String,
    },
}

/// Prints current stories, the newest first, or one of them.
pub fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let settings = load_config(&global.config)?;
    works::run(async {
        let store = store::existing(settings.store.sqlite.clone()).await?;
        match &args.command {
            Some(Command::Show { id }) => show(store.as_ref(), id).await?,
            None => list(store.as_ref(), args.json).await?,
        }
        Ok(ExitCode::SUCCESS)
    })
}

fn entry(story: &Published) -> Option<&Entry> {
    story.tellings.values().next()
}

async fn list(store: &dyn Store, json: bool) -> anyhow::Result<()> {
    let mut stories = store.living(Utc::now() - TimeDelta::days(4)).await?;
    stories.sort_by_key(|story| std::cmp::Reverse((story.published, story.id)));
    if stories.is_empty() {
        eprintln!("no story is published yet; newsloom refresh fetches and publishes");
    }
    let mut out = io::stdout().lock();
    for entry in stories.iter().filter_map(entry) {
        if json {
            writeln!(out, "{}", serde_json::to_string(entry)?)?;
            continue;
        }
        let publishers = entry.publishers();
        let published = entry.published.format("%Y-%m-%d %H:%M UTC");
        writeln!(
            out,
            "{}  {published}  {:>2} {}  {}",
            entry.id.0,
            publishers,
            if publishers == 1 { "publisher " } else { "publishers" },
            entry.title
        )?;
    }
    Ok(())
}

/// A story id as people copy it: with or without `urn:uuid:`.
///
/// # Errors
/// Where it is none.
pub fn parse_id(id: &str) -> anyhow::Result<StoryId> {
    let uuid = id.trim_start_matches("urn:uuid:").parse();
    let Ok(uuid) = uuid else { return Err(WrongUsage(format!("{id} is no story id; newsloom stories lists them")).into()) };
    Ok(StoryId(uuid))
}

async fn show(store: &dyn Store, id: &str) -> anyhow::Result<()> {
    let story = store.story(parse_id(id)?).await?;
    let Some(entry) = story.as_ref().and_then(entry) else { bail!("no story has the id {id}") };
    let mut out = io::stdout().lock();
    writeln!(out, "{}\n{}\n{}, published {}, updated {}\n", entry.title, entry.link, entry.id, entry.published, entry.updated)?;
    for sentence in &entry.summary {
        let publisher = entry.reports.get(sentence.report).map(|report| report.publisher.as_str()).unwrap_or_default();
        writeln!(out, "{} ({publisher})", sentence.text)?;
    }
    let (conflicting, agreed): (Vec<&Figure>, Vec<&Figure>) = entry.figures.iter().partition(|figure| figure.conflict);
    for (what, figures) in [("Reports disagree", conflicting), ("Figures", agreed)] {
        if !figures.is_empty() {
            writeln!(out, "\n{what}:")?;
        }
        for figure in figures {
            writeln!(out, "- {}: {}", figure.what, values(entry, figure))?;
        }
    }
    writeln!(out)?;
    for report in &entry.reports {
        let copy = if report.copy_of.is_some() { " (same text)" } else { "" };
        writeln!(out, "- {}: {}{copy}\n  {}", report.publisher, report.title, report.url)?;
    }
    Ok(())
}

/// What each report says: "12 (Ledger), 14 (Zeitung)".
pub fn values(entry: &Entry, figure: &Figure) -> String {
    let values = figure.values.iter().filter_map(|value| {
        let report = entry.reports.get(value.report)?;
        Some(format!("{} ({})", value.value, report.publisher))
    });
    values.collect::<Vec<_>>().join(", ")
}
