//! Arguments to calls: one file a command, exit codes in one place.

mod group;
mod inspect;
mod summarize;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Exit codes that scripts rely on.
pub mod exit {
    /// Store, output folder, or every source failed.
    pub const FAILED: u8 = 1;
    /// Wrong usage or configuration.
    pub const USAGE: u8 = 2;
    /// Another pass holds the lock (`EX_TEMPFAIL` of sysexits.h).
    pub const LOCKED: u8 = 75;
}

/// Reads news from many publishers and publishes feeds in which every story stands once.
#[derive(Parser)]
#[command(name = "newsloom", version, propagate_version = true)]
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
}

#[derive(Subcommand)]
enum Command {
    /// Parse feeds or article pages and print JSONL
    Inspect(inspect::Args),
    /// Group a JSONL stream of articles on stdin into stories
    Group(group::Args),
    /// Summarise JSONL clusters on stdin
    Summarize(summarize::Args),
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Inspect(args) => inspect::run(&args, &|_| anyhow::bail!("no network yet")),
        Command::Group(args) => group::run(&args),
        Command::Summarize(args) => summarize::run(&args),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("newsloom: {error:#}");
            ExitCode::from(exit::FAILED)
        }
    }
}
