//! `newsloom man`.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context;
use clap::CommandFactory;

use super::Cli;

/// Arguments of `newsloom man`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  newsloom man | man -l -\n  newsloom man check > newsloom-check.1")]
pub struct Args {
    /// The page of this command only
    command: Option<String>,
}

/// Prints a page in roff.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut all = Cli::command();
    all.build();
    let command = match &args.command {
        None => all,
        Some(name) => {
            all.find_subcommand(name).with_context(|| format!("there is no command {name:?}; see newsloom --help"))?.clone()
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    io::stdout().write_all(&page)?;
    Ok(ExitCode::SUCCESS)
}
