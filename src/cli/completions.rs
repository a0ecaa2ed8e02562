//! `newsloom completions`.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use super::Cli;

/// Arguments of `newsloom completions`.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  newsloom completions bash > /etc/bash_completion.d/newsloom\n  newsloom completions fish | source"
)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints them.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    // The generator panics when its writer fails; memory does not.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "newsloom", &mut script);
    io::stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}
