//! `newsloom check`.

use std::io::{self, Write};
use std::process::ExitCode;

use newsloom::config::{self, Loaded, Settings};

use super::{Global, environment};

/// Arguments of `newsloom check`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  newsloom check\n  newsloom --config /etc/newsloom/config.toml check")]
pub struct Args {}

/// Prints warnings on stderr and one line on stdout that says what the configuration amounts to.
pub fn run(_args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let Loaded { settings, warnings } = config::load(&global.config, environment())?;
    let mut stderr = io::stderr().lock();
    for warning in warnings {
        let _ = writeln!(stderr, "newsloom: warning: {warning}");
    }
    writeln!(io::stdout(), "{}: {}", global.config.display(), summary(&settings))?;
    Ok(ExitCode::SUCCESS)
}

fn summary(settings: &Settings) -> String {
    format!(
        "{}, {}, published in {} for {}",
        counted(settings.sources.len(), "source"),
        counted(settings.feeds.len(), "feed"),
        settings.publish.dir.display(),
        settings.publish.base_url
    )
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
