//! `newsloom story`: corrections by an editor, kept for good.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use clap::Subcommand;
use newsloom::ledger::{Published, Ruling};
use newsloom::model::ArticleId;
use newsloom::store::{self, Store};

use super::{Global, explain, load_config, stories, works};

/// Arguments of `newsloom story`.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  newsloom story merge ID ID            ids as `newsloom stories` lists them, or how they end\n  newsloom story split ID ARTICLE       articles by address, as `newsloom stories show ID` lists them"
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Two stories are one: the id published first stays, the other becomes its alias
    Merge {
        /// A story
        #[arg(value_name = "ID")]
        one: String,
        /// Another one
        #[arg(value_name = "ID")]
        other: String,
    },
    /// Some articles of a story tell another one: the id stays with the report that led it
    Split {
        /// The story
        id: String,
        /// Address of an article that leaves it, or its number in the store
        #[arg(required = true, value_name = "ARTICLE")]
        articles: Vec<String>,
    },
}

/// Writes the correction down; the next pass carries it out.
pub fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let settings = load_config(&global.config)?;
    works::run(async {
        let store = store::existing(settings.store.sqlite.clone()).await?;
        let (ruling, told) = match &args.command {
            Command::Merge { one, other } => merge(store.as_ref(), one, other).await?,
            Command::Split { id, articles } => split(store.as_ref(), id, articles).await?,
        };
        store.rule(&ruling).await?;
        writeln!(io::stdout(), "{told}; the next pass carries it out")?;
        Ok(ExitCode::SUCCESS)
    })
}

async fn story(store: &dyn Store, id: &str) -> anyhow::Result<Published> {
    // One without reports has ended.
    let story = store.story(stories::find(store, id).await?).await?.filter(|story| !story.members.is_empty());
    story.with_context(|| format!("no story has the id {id}"))
}

async fn merge(store: &dyn Store, one: &str, other: &str) -> anyhow::Result<(Ruling, String)> {
    let (one, other) = (story(store, one).await?, story(store, other).await?);
    if one.id == other.id {
        bail!("both ids lead to {}: they are one story already", one.id);
    }
    let (first, second) = if one.id < other.id { (&one, &other) } else { (&other, &one) };
    let told = format!("{} goes on in {}", second.id, first.id);
    // All reports of both, or what differs between them would leave again.
    Ok((Ruling::Together { articles: [&*first.members, &*second.members].concat() }, told))
}

async fn split(store: &dyn Store, id: &str, wanted: &[String]) -> anyhow::Result<(Ruling, String)> {
    let story = story(store, id).await?;
    let all = store.window(DateTime::<Utc>::MIN_UTC).await?;
    let mut leaving: Vec<ArticleId> = Vec::new();
    for wanted in wanted {
        let article = explain::find(&all, wanted)?;
        if !story.members.contains(&article.id) {
            bail!("{wanted} is not in {}", story.id);
        }
        leaving.push(article.id);
    }
    leaving.sort_unstable();
    leaving.dedup();
    let staying: Vec<ArticleId> = story.members.iter().copied().filter(|id| !leaving.contains(id)).collect();
    if staying.is_empty() {
        bail!("all of {} would leave it: name only what tells another story", story.id);
    }
    // Where the lead itself leaves, the id goes with it: what readers know the story by is its lead.
    let told = match leaving.contains(&story.anchor) {
        true => {
            format!("{} stays with the report that led it; the other {} become a story of their own", story.id, staying.len())
        }
        false => format!("{} of {} leave {}", leaving.len(), story.members.len(), story.id),
    };
    Ok((Ruling::Apart { articles: leaving, from: staying }, told))
}
