//! `newsloom opml`: sources from and to other readers.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use newsloom::publish;
use newsloom::read::opml::{self, Outline};

use super::{Global, add, load_config};

/// OPML files are lists; none that people have comes near (bytes).
const LARGEST: u64 = 64 << 20;

/// Arguments of `newsloom opml`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  newsloom opml import subscriptions.opml\n  newsloom opml export > sources.opml")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Append every feed of an OPML file as a [[source]]; folders become tags
    Import {
        /// The file; - for standard input
        file: PathBuf,
        /// Say what would be added, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Print the sources of the configuration as OPML
    Export,
}

/// Imports or exports.
pub fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    match &args.command {
        Command::Import { file, dry_run } => {
            let shown = file.display();
            let mut bytes = Vec::new();
            let read = if file.as_os_str() == "-" {
                io::stdin().lock().take(LARGEST).read_to_end(&mut bytes)
            } else {
                std::fs::File::open(file).and_then(|opened| opened.take(LARGEST).read_to_end(&mut bytes))
            };
            read.with_context(|| format!("{shown}: cannot be read"))?;
            let outlines = opml::read(&bytes, None).with_context(|| format!("{shown}"))?;
            let (web, other): (Vec<&Outline>, Vec<&Outline>) = outlines
                .iter()
                .partition(|outline| outline.xml_url.starts_with("http://") || outline.xml_url.starts_with("https://"));
            for outline in other {
                writeln!(out, "left out: {} is no http or https address", outline.xml_url)?;
            }
            let sources: Vec<_> = web.into_iter().map(add::of_outline).collect();
            if sources.is_empty() {
                writeln!(out, "{shown}: no feeds in it")?;
            }
            add::append(&global.config, &sources, *dry_run, &mut out)?;
        }
        Command::Export => {
            let settings = load_config(&global.config)?;
            let outlines: Vec<Outline> = settings
                .sources
                .iter()
                .map(|source| Outline {
                    title: source.title.clone().unwrap_or_else(|| source.id.0.clone()),
                    xml_url: source.url.to_string(),
                    html_url: String::new(),
                    folders: source.tags.first().cloned().into_iter().collect(),
                })
                .collect();
            out.write_all(&publish::opml_of_sources(&outlines))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
