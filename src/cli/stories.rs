//! `newsloom stories`: what is published, story by story.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::bail;
use chrono::{DateTime, TimeDelta, Utc};
use clap::Subcommand;
use newsloom::ledger::Published;
use newsloom::model::{Entry, Figure, StoryId};
use newsloom::publish;
use newsloom::store::{self, Store};

use super::{Global, WrongUsage, load_config, works};

/// Arguments of `newsloom stories`.
#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  newsloom stories\n  newsloom stories --json | jq -r .title\n  newsloom stories show 01990000-0000-7000-8000-000000000000\n  newsloom stories show 7c1f9a"
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
        /// Its id, with or without urn:uuid:, or how that ends
        id: String,
    },
}

/// Stories that young are current.
const CURRENT: TimeDelta = TimeDelta::days(4);

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
    let mut stories = store.living(Utc::now() - CURRENT).await?;
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

/// Characters of the end of an id that say which is meant.
const FEW: usize = 4;

/// The id that somebody means: as people copy it, with or without `urn:uuid:`, or the end of that of a current story.
///
/// # Errors
/// Where it is none, or may be several.
pub async fn find(store: &dyn Store, id: &str) -> anyhow::Result<StoryId> {
    let given = id.trim().trim_start_matches("urn:uuid:").to_ascii_lowercase();
    if let Ok(uuid) = given.parse() {
        return Ok(StoryId(uuid));
    }
    if given.len() >= FEW && given.chars().all(|c| c.is_ascii_hexdigit() || c == '-') {
        let living = store.living(Utc::now() - CURRENT).await?;
        let meant: Vec<StoryId> = living.iter().map(|story| story.id).filter(|id| id.0.to_string().ends_with(&given)).collect();
        match meant[..] {
            [id] => return Ok(id),
            [] => {}
            [..] => return Err(WrongUsage(format!("{} current stories have an id that ends in {id}", meant.len())).into()),
        }
    }
    Err(WrongUsage(format!("{id} is no id of a current story, nor the end of one; newsloom stories lists them")).into())
}

async fn show(store: &dyn Store, id: &str) -> anyhow::Result<()> {
    let story = store.story(find(store, id).await?).await?;
    let Some((story, entry)) = story.as_ref().and_then(|story| Some((story, entry(story)?))) else {
        bail!("no story has the id {id}")
    };
    let moment = |moment: DateTime<Utc>| moment.format("%Y-%m-%d %H:%M UTC");
    let mut out = io::stdout().lock();
    writeln!(out, "{}\n{}", entry.title, entry.link)?;
    writeln!(out, "{}, published {}, updated {}", entry.id, moment(entry.published), moment(entry.updated))?;
    for (language, other) in story.tellings.iter().filter(|(_, other)| other.link != entry.link) {
        writeln!(out, "In feeds that prefer {language}: {}", other.title)?;
    }
    writeln!(out)?;
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
        let copy = report.copy_of.as_ref().map(|_| "same text".to_owned());
        let published = report.published.map(|published| moment(published).to_string());
        let notes: Vec<String> = [report.language.clone(), published, copy].into_iter().flatten().collect();
        let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
        writeln!(out, "- {}: {}{notes}\n  {}", report.publisher, report.title, report.url)?;
    }
    Ok(())
}

/// What each report says: "12 (Ledger), 14 (Zeitung, Bote)".
pub fn values(entry: &Entry, figure: &Figure) -> String {
    let values = publish::values(entry, figure).into_iter();
    let values = values.map(|(value, publishers)| format!("{value} ({})", publishers.join(", ")));
    values.collect::<Vec<_>>().join(", ")
}
