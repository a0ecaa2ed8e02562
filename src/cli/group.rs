//! `newsloom group`: a stream of articles to stories.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::bail;
use chrono::{DateTime, Utc};
use clap::ValueEnum;
use newsloom::config::{EncoderSettings, FetchSettings, Profile, parse_encoder, parse_window};
use newsloom::embed::{self, Embedder, Passage};
use newsloom::group::{Doc, Options, score};
use newsloom::model::Vector;
use newsloom::read::dates;
use newsloom::text::language;
use serde_json::{Value, json};

use super::{WrongUsage, jsonl, passes, works};

const HELP: &str = r#"Input, JSON Lines: an article a line, in the order in which they came.
  {"id":"a1","title":"Ferry sinks off Sarn","text":"Three people died.","lang":"en"}
  An "id" is a must. "published" (a date), "source" (its publisher), "lang" and "url" are
  of use, other fields are ignored.
Output, in the same order, once all are read: reports of one event have the same story.
  {"id":"a1","story":"s0"}

Examples:
  newsloom group < articles.jsonl > stories.jsonl
  newsloom group --window none --gold event < labelled.jsonl > /dev/null    scores itself"#;

/// Arguments of `newsloom group`.
#[derive(clap::Args)]
#[command(after_help = HELP)]
pub struct Args {
    /// How far apart two reports of one event may lie: a duration such as 4d, or none
    #[arg(long, value_name = "DURATION", default_value = "4d")]
    window: String,
    /// How sure a link must be
    #[arg(long, value_enum, default_value_t = ProfileArg::Balanced)]
    profile: ProfileArg,
    /// Keep languages apart
    #[arg(long)]
    no_cross_lingual: bool,
    /// What carries meaning across languages: builtin, none, or { url = "http://…/v1", model = "…" }
    #[arg(long, value_name = "ENCODER", env = "NEWSLOOM_GROUPING__ENCODER", default_value = "builtin", value_parser = parse_encoder)]
    encoder: EncoderSettings,
    /// Score the result against this field of the input; JSON on standard error
    #[arg(long, value_name = "FIELD")]
    gold: Option<String>,
    /// Take the articles in so many passes, each of which keeps what readers were told by the ones before, as `refresh` does
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    passes: u32,
    /// Add to every line the signals that tie the article to the first one of its story
    #[arg(long)]
    explain: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum ProfileArg {
    Strict,
    Balanced,
    Loose,
}

struct Line {
    id: Value,
    title: String,
    text: String,
    published: Option<DateTime<Utc>>,
    language: Option<String>,
    publisher: String,
    gold: Option<String>,
}

/// Reads all of standard input, then prints a line an article, in input order.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let window = parse_window(&args.window).map_err(|error| WrongUsage(format!("--window: {error}")))?;
    let profile = match args.profile {
        ProfileArg::Strict => Profile::Strict,
        ProfileArg::Balanced => Profile::Balanced,
        ProfileArg::Loose => Profile::Loose,
    };
    let started = Instant::now();
    let lines = read(args)?;
    let vectors = vectors(&lines, &args.encoder)?;
    let vectors_of = embed::origin(&args.encoder);
    let options = Options { window, profile, cross_lingual: !args.no_cross_lingual, vectors: vectors_of };
    let docs: Vec<Doc<'_>> = (0..)
        .zip(&lines)
        .zip(&vectors)
        .map(|((id, line), vector)| Doc {
            id,
            title: &line.title,
            text: &line.text,
            published: line.published,
            language: line.language.as_deref(),
            publisher: &line.publisher,
            vector: vector.as_ref(),
        })
        .collect();
    // More passes than articles would be idle ones.
    let passes = usize::try_from(args.passes)?.min(docs.len().max(1));
    let groups = passes::played(&docs, options, passes)?;
    let stories = groups.stories();
    let mut story_of = vec![0usize; lines.len()];
    for (story, members) in stories.iter().enumerate() {
        members.iter().filter_map(|id| usize::try_from(*id).ok()).for_each(|at| story_of[at] = story);
    }
    let mut out = std::io::stdout().lock();
    for (at, line) in lines.iter().enumerate() {
        let story = story_of[at];
        let mut answer = json!({"id": line.id, "story": format!("s{story}")});
        let first = stories[story].first().copied().filter(|first| *first != at as u64);
        if let (true, Some(first)) = (args.explain, first) {
            answer["with"] = lines[usize::try_from(first)?].id.clone();
            answer["explanation"] = json!(groups.explain(first, at as u64, |id| name(&lines, id)));
        }
        writeln!(out, "{answer}")?;
    }
    out.flush()?;
    if let Some(field) = &args.gold {
        let labelled: Vec<(usize, &String)> =
            lines.iter().enumerate().filter_map(|(at, line)| Some((story_of[at], line.gold.as_ref()?))).collect();
        if labelled.is_empty() && !lines.is_empty() {
            bail!("--gold {field}: no line of the input has that field");
        }
        let seconds = (started.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
        let score = json!({"bcubed": score::bcubed(&labelled), "pairwise": score::pairwise(&labelled), "stories": stories.len(),
            "articles": lines.len(), "seconds": seconds});
        eprintln!("{score}");
    }
    Ok(ExitCode::SUCCESS)
}

/// The id of a line, as its writer knows it.
fn name(lines: &[Line], at: u64) -> String {
    let id = usize::try_from(at).ok().and_then(|at| lines.get(at)).map(|line| &line.id);
    id.map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned)).unwrap_or_default()
}

/// The vectors of lines; none where the encoder fails, which is said.
fn vectors(lines: &[Line], encoder: &EncoderSettings) -> anyhow::Result<Vec<Option<Vector>>> {
    let embedder = Embedder::new(encoder, &FetchSettings::default())?;
    let passages: Vec<Option<Passage>> =
        lines.iter().map(|line| embedder.passage(&line.title, &line.text, line.language.as_deref())).collect();
    let wanted = passages.iter().flatten().cloned().collect();
    match works::run(async { Ok(embedder.vectors(wanted).await?) }) {
        Ok(made) => {
            let mut made = made.into_iter();
            Ok(passages.iter().map(|passage| passage.as_ref().and_then(|_| made.next().flatten())).collect())
        }
        Err(error) => {
            eprintln!("newsloom: {error}; grouping without sentence vectors");
            Ok(vec![None; lines.len()])
        }
    }
}

/// The lines that are articles. The others are reported; only where there is no article at all, nothing can be done.
fn read(args: &Args) -> anyhow::Result<Vec<Line>> {
    let mut lines = Vec::new();
    let left_out = jsonl::each(|number, value| Ok(parse(&value, number, args).map(|line| lines.push(line))))?;
    if lines.is_empty() && left_out > 0 {
        bail!("no line of standard input is an article; each should read {{\"id\":…,\"title\":…,\"text\":…}}");
    }
    Ok(lines)
}

fn parse(value: &Value, number: u64, args: &Args) -> anyhow::Result<Line> {
    let Some(id) = value.get("id").filter(|id| id.is_string() || id.is_number()).cloned() else {
        bail!("an article needs an \"id\", a string or a number");
    };
    let (title, body) = (jsonl::text(value, "title")?, jsonl::text(value, "text")?);
    // What is not to be had from a line is left out of the article, and said.
    let text = |key: &str| {
        let text = jsonl::text(value, key);
        if let Err(error) = &text {
            eprintln!("newsloom: standard input, line {number}: {error}; taken as unknown");
        }
        text.ok().flatten().map(str::to_owned)
    };
    let published = match text("published") {
        Some(date) if !date.is_empty() => {
            let parsed = dates::parse(&date);
            if parsed.is_none() {
                eprintln!(
                    "newsloom: standard input, line {number}: \"published\": {date:?} is no date of ours; taken as undated"
                );
            }
            parsed.map(|date| date.to_utc())
        }
        _ => None,
    };
    let gold = args.gold.as_ref().and_then(|field| value.get(field)).filter(|label| !label.is_null()).map(Value::to_string);
    // Without a source every article is taken for one of its own.
    let publisher = text("source").filter(|source| !source.is_empty()).or_else(|| text("url")).unwrap_or_else(|| id.to_string());
    Ok(Line {
        title: title.unwrap_or_default().to_owned(),
        text: body.unwrap_or_default().to_owned(),
        published,
        language: text("lang").and_then(|tag| language::primary(&tag)),
        publisher,
        gold,
        id,
    })
}
