//! Arguments to calls: one file a command, exit codes in one place.

mod add;
mod check;
mod completions;
mod demo;
mod explain;
mod group;
mod inspect;
mod jsonl;
mod man;
mod opml;
mod passes;
mod refresh;
mod serve;
mod sources;
mod stories;
mod story;
mod summarize;
mod works;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use newsloom::config::{self, ConfigErrors, Loaded};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Exit codes that scripts rely on.
pub mod exit {
    /// Store, output folder, or every source failed.
    pub const FAILED: u8 = 1;
    /// Wrong usage or configuration.
    pub const USAGE: u8 = 2;
    /// Another pass holds the lock (`EX_TEMPFAIL` of sysexits.h).
    pub const LOCKED: u8 = 75;
}

/// What was asked for in a way that cannot be meant; one line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WrongUsage(pub String);

const EXAMPLES: &str = "\
Examples:
  newsloom demo                         see it work, offline
  newsloom refresh                      one pass: fetch, group, publish
  newsloom serve                        keep feeds fresh, and serve them
  newsloom check                        what is wrong with config.toml, all at once
  newsloom --config news.toml check     the same for another file
  newsloom add https://news.example/    the feed behind a page, as a source
  newsloom inspect feed.xml             what a feed says, as JSONL
  newsloom completions bash             completions for a shell

Exit status: 0 done; 1 could not do its job; 2 wrong usage or configuration; 75 another pass holds the lock.";

/// Reads news from many publishers and publishes feeds in which every story stands once.
#[derive(Parser)]
#[command(name = "newsloom", version, propagate_version = true, after_help = EXAMPLES)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(clap::Args)]
pub struct Global {
    /// Configuration file
    #[arg(long, global = true, value_name = "PATH", default_value = "config.toml")]
    pub config: PathBuf,
    /// Say more; twice: everything
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "quiet")]
    pub verbose: u8,
    /// Say errors only; twice: nothing
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub quiet: u8,
    /// How log lines on stderr look
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
    /// Colour on stderr
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// If stderr is a terminal and NO_COLOR is not set
    Auto,
    /// Also in pipes
    Always,
    /// Nowhere
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// One pass, for cron: fetch what is due, group, publish, exit
    Refresh(refresh::Args),
    /// The daemon: the same passes on schedule, and the feeds over HTTP
    Serve(serve::Args),
    /// The whole thing offline, on the bundled sample newsroom
    Demo(demo::Args),
    /// Every source: last and next try with the reasons, errors
    Sources(sources::Args),
    /// Current stories
    Stories(stories::Args),
    /// Why two articles are, or are not, one story: every signal with its share
    Explain(explain::Args),
    /// Correct a story by hand: merge two, or split articles off
    Story(story::Args),
    /// Validate the configuration: every error at once, with line and column
    Check(check::Args),
    /// Find the feed behind an address and append it as a [[source]]
    Add(add::Args),
    /// Sources from and to OPML
    Opml(opml::Args),
    /// Parse feeds or article pages and print JSONL
    Inspect(inspect::Args),
    /// Group a JSONL stream of articles on stdin into stories
    Group(group::Args),
    /// Summarise JSONL clusters on stdin
    Summarize(summarize::Args),
    /// Print completions for a shell
    Completions(completions::Args),
    /// Print the man page
    Man(man::Args),
}

impl Command {
    /// What is logged without `-v` and `-q`: commands that run alone say what they do.
    fn log_level(&self) -> LevelFilter {
        match self {
            Self::Serve(_) => LevelFilter::INFO,
            _ => LevelFilter::WARN,
        }
    }
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let Cli { global, command } = Cli::parse();
    start_log(&global, command.log_level());
    let done = match command {
        Command::Refresh(args) => refresh::run(&args, &global),
        Command::Serve(args) => serve::run(&args, &global),
        Command::Demo(args) => demo::run(&args, &global),
        Command::Sources(args) => sources::run(&args, &global),
        Command::Stories(args) => stories::run(&args, &global),
        Command::Explain(args) => explain::run(&args, &global),
        Command::Story(args) => story::run(&args, &global),
        Command::Check(args) => check::run(&args, &global),
        Command::Add(args) => add::run(&args, &global),
        Command::Opml(args) => opml::run(&args, &global),
        Command::Inspect(args) => inspect::run(&args, &global),
        Command::Group(args) => group::run(&args),
        Command::Summarize(args) => summarize::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    match done {
        Ok(code) => code,
        Err(error) => report(&error),
    }
}

/// The configuration that `--config` and the environment give; warnings go to the log.
///
/// # Errors
/// [`ConfigErrors`], which [`run`] prints line by line and answers with [`exit::USAGE`].
pub fn load_config(path: &Path) -> anyhow::Result<config::Settings> {
    let Loaded { settings, warnings } = config::load(path, environment())?;
    for warning in warnings {
        tracing::warn!("{warning}");
    }
    Ok(settings)
}

/// The variables of the process that are UTF-8.
pub fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// Says on stderr why a command failed.
fn report(error: &anyhow::Error) -> ExitCode {
    let pipe_closed = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(pipe_closed) {
        // Whoever read stdout has had enough; that is no failure.
        return ExitCode::SUCCESS;
    }
    let mut stderr = io::stderr().lock();
    if let Some(ConfigErrors(problems)) = error.downcast_ref::<ConfigErrors>() {
        for problem in problems {
            let _ = writeln!(stderr, "newsloom: {problem}");
        }
        return ExitCode::from(exit::USAGE);
    }
    let _ = writeln!(stderr, "newsloom: {error:#}");
    ExitCode::from(if error.is::<WrongUsage>() { exit::USAGE } else { exit::FAILED })
}

/// Log lines of this program go to stderr; those of its libraries only from `-vv` on.
fn start_log(global: &Global, default: LevelFilter) {
    let level = match (global.quiet, global.verbose) {
        (0, 0) => default,
        (1, _) => LevelFilter::ERROR,
        (2.., _) => LevelFilter::OFF,
        (0, 1) => LevelFilter::DEBUG,
        (0, 2..) => LevelFilter::TRACE,
    };
    let libraries = if global.verbose >= 2 { LevelFilter::DEBUG } else { level.min(LevelFilter::WARN) };
    // Parsers of HTML remark on all that is broken, tag by tag; to whom it belongs they do not know.
    let parsers = ["html5ever", "markup5ever", "selectors"].map(|name| (name, LevelFilter::OFF));
    let targets = Targets::new().with_default(libraries).with_target("newsloom", level).with_targets(parsers);
    let registry = tracing_subscriber::registry().with(targets);
    let started = match global.log_format {
        LogFormat::Json => registry.with(tracing_subscriber::fmt::layer().json().with_writer(io::stderr)).try_init(),
        LogFormat::Text => {
            let layer =
                tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(colored(global.color)).with_target(false);
            registry.with(layer).try_init()
        }
    };
    if let Err(error) = started {
        let _ = writeln!(io::stderr(), "newsloom: no log: {error}");
    }
}

fn colored(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}
