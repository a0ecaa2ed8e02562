//! `newsloom inspect`.

use std::process::ExitCode;

/// Arguments of `newsloom inspect`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs it.
pub fn run(_args: &Args) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
