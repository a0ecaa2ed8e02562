//! `newsloom group`.

use std::process::ExitCode;

/// Arguments of `newsloom group`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs it.
pub fn run(_args: &Args) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
