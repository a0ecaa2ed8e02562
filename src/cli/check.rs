//! `newsloom check`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use futures::StreamExt;
use newsloom::config::{self, Loaded, Settings, Source, SourceKind};
use newsloom::fetch::Client;
use newsloom::pipeline::probe::{Probe, probe};

use super::{Global, environment, exit, works};

/// Arguments of `newsloom check`.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  newsloom check\n  newsloom check --probe     also: what each source offers\n  newsloom --config /etc/newsloom/config.toml check"
)]
pub struct Args {
    /// Also try every source: format, entries, full text, photos, validators, robots.txt
    #[arg(long)]
    probe: bool,
}

/// Prints warnings on stderr and one line on stdout that says what the configuration amounts to; with `--probe` a line a source.
pub fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let Loaded { settings, warnings } = config::load(&global.config, environment())?;
    let mut stderr = io::stderr().lock();
    let amiss = warnings.iter().map(ToString::to_string).chain(missing(&settings));
    for warning in amiss {
        let _ = writeln!(stderr, "newsloom: warning: {warning}");
    }
    writeln!(io::stdout(), "{}: {}", global.config.display(), summary(&settings))?;
    if args.probe { works::run(probe_all(&settings)) } else { Ok(ExitCode::SUCCESS) }
}

/// Folders that are named and not there. They may come later, so this is no error.
fn missing(settings: &Settings) -> impl Iterator<Item = String> {
    let folders = settings.sources.iter().filter(|source| source.kind == SourceKind::Folder);
    let sources = folders.filter_map(|source| {
        // Without the stroke at its end.
        let path: PathBuf = source.url.to_file_path().ok().filter(|path| !path.is_dir())?.components().collect();
        Some(format!("source {}: {} is no folder; nothing is read from it until it is one", source.id, path.display()))
    });
    let dir = &settings.publish.dir;
    let file = (dir.exists() && !dir.is_dir())
        .then(|| format!("publish.dir: {} is a file; name a folder, or nothing can be published", dir.display()));
    sources.chain(file)
}

/// Tries every source, prints them in the configuration's order; a failure only if none answers.
async fn probe_all(settings: &Settings) -> anyhow::Result<ExitCode> {
    let client = Client::new(&settings.fetch)?;
    let one = |source: &'_ Source| {
        let (client, url, kind) = (client.clone(), source.url.clone(), source.kind);
        async move { probe(&client, &url, kind).await }
    };
    let mut probes = futures::stream::iter(settings.sources.iter().map(one)).buffered(settings.fetch.concurrency);
    let (mut failed, mut sources) = (0, settings.sources.iter());
    while let (Some(found), Some(source)) = (probes.next().await, sources.next()) {
        failed += usize::from(found.is_err());
        tell(source, &found)?;
    }
    let none_answers = failed > 0 && failed == settings.sources.len();
    Ok(if none_answers { ExitCode::from(exit::FAILED) } else { ExitCode::SUCCESS })
}

fn tell(source: &Source, found: &Result<Probe, String>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match found {
        Err(error) => writeln!(out, "{:<24} fails: {error}", source.id),
        Ok(probe) => {
            writeln!(out, "{:<24} {probe}", source.id)?;
            for warning in &probe.warnings {
                writeln!(out, "{:<24} repaired: {warning}", "")?;
            }
            Ok(())
        }
    }
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
