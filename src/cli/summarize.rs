//! `newsloom summarize`.

use std::process::ExitCode;

/// Arguments of `newsloom summarize`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs it.
pub fn run(_args: &Args) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
