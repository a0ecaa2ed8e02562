//! `newsloom explain`: why two articles are, or are not, one story.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::bail;
use chrono::{DateTime, Utc};
use newsloom::group::Explanation;
use newsloom::model::{Article, PageState};
use newsloom::pipeline;
use newsloom::store;

use super::{Global, load_config, works};

/// Arguments of `newsloom explain`.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  newsloom explain https://a.example/quake https://b.example/beben    what `newsloom stories show` lists\n  newsloom explain 17 42 --json"
)]
pub struct Args {
    /// Address of an article, or its number in the store
    #[arg(value_name = "ARTICLE")]
    one: String,
    /// Another one
    #[arg(value_name = "ARTICLE")]
    other: String,
    /// One JSON object instead of a table
    #[arg(long)]
    json: bool,
}

/// Groups the window anew and prints what the decision on the two is the sum of.
pub fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let settings = load_config(&global.config)?;
    works::run(async {
        let store = store::existing(settings.store.sqlite.clone()).await?;
        let articles = store.window(DateTime::<Utc>::MIN_UTC).await?;
        let (one, other) = (find(&articles, &args.one)?, find(&articles, &args.other)?);
        // As things stood when the later one was there: old articles are explained among their own.
        let now = Utc::now().min(one.moment().max(other.moment()) + chrono::TimeDelta::hours(1));
        if one.same_as == Some(other.id) || other.same_as == Some(one.id) {
            writeln!(io::stdout(), "{} and {} are one report at two addresses", one.url, other.url)?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(why) = [one, other].into_iter().find_map(untold) {
            bail!(why);
        }
        let Some(told) = pipeline::explain(&settings, store.as_ref(), (one.id, other.id), now).await? else {
            bail!("{} and {} are not in one window, so they were never compared", one.url, other.url);
        };
        let mut out = io::stdout().lock();
        if args.json {
            writeln!(out, "{}", serde_json::to_string(&told)?)?;
        } else {
            write!(out, "{}", table(one, other, &told))?;
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Why an article stands in no story, whatever others say, if it does not.
fn untold(article: &Article) -> Option<String> {
    let why = match &article.page {
        _ if article.withdrawn => "its publisher took it back",
        PageState::Refused { why, .. } => why,
        _ if article.same_as.is_some() => "it is another report at a second address",
        _ if article.tellable() => return None,
        _ => "neither its source nor its page says that it is an article",
    };
    Some(format!("{} stands in no story: {why}", article.url))
}

/// The article that an argument means.
///
/// # Errors
/// Where there is none.
pub fn find<'a>(articles: &'a [Article], wanted: &str) -> anyhow::Result<&'a Article> {
    let plain = |address: &str| address.split('#').next().unwrap_or_default().trim_end_matches('/').to_owned();
    let number: Option<u64> = wanted.parse().ok();
    let is_it =
        |article: &&Article| number == Some(article.id.0) || article.key == wanted || plain(&article.url) == plain(wanted);
    match articles.iter().find(is_it) {
        Some(article) => Ok(article),
        None => bail!("no article has the address or number {wanted}; `newsloom stories show ID` lists addresses"),
    }
}

fn table(one: &Article, other: &Article, told: &Explanation) -> String {
    let mut lines = Vec::new();
    let other = Some(other).filter(|other| other.id != one.id);
    for article in std::iter::once(one).chain(other) {
        let date = article.moment().format("%Y-%m-%d %H:%M");
        lines.push(format!("{:>6}  {date}  {}  {}", article.id.0, article.publisher_name, article.title));
    }
    lines.push(String::new());
    if !told.signals.is_empty() {
        lines.push(format!("{:<26}{:>10}{:>10}{:>10}", "signal", "value", "weight", "share"));
        for signal in &told.signals {
            let weight = if signal.value == 0.0 { String::new() } else { format!("{:.2}", signal.contribution / signal.value) };
            lines.push(format!("{:<26}{:>10.2}{weight:>10}{:>+10.2}", signal.name, signal.value, signal.contribution));
        }
        lines.push(format!("{:<26}{:>30.2}", "log-odds", told.log_odds));
    }
    lines.extend(told.vetoes.iter().map(|veto| format!("they differ: {veto}")));
    lines.extend(told.notes.iter().map(|note| format!("note: {note}")));
    lines.push(told.verdict.clone());
    lines.push(String::new());
    lines.join("\n")
}
