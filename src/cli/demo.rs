//! `newsloom demo`: everything, offline, on the bundled sample newsroom.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use chrono::{DateTime, Utc};
use newsloom::config::{self, Settings};
use newsloom::demo::{self, Newsroom, Served};
use newsloom::pipeline::{self, Report, Works};
use newsloom::store::Selection;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::refresh::{progress_bar, show};
use super::serve::{daemon, wait_for_signal};
use super::{Global, stories, works};

/// Arguments of `newsloom demo`.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  newsloom demo                    then open the address that it prints\n  newsloom demo --once --dir /tmp/d"
)]
pub struct Args {
    /// Write the feeds and exit
    #[arg(long)]
    once: bool,
    /// Where everything goes
    #[arg(long, value_name = "DIR", default_value = "demo")]
    dir: PathBuf,
}

/// Serves the newsroom over loopback, refreshes from it as from the web, prints what it found, and serves the result.
pub fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    works::run(async {
        let newsroom = Newsroom::load().map_err(|error| anyhow!("the sample newsroom: {error}"))?;
        let (publishers, reports) = (newsroom.publishers.len(), newsroom.reports.len());
        let served = demo::serve(newsroom, anchor()).await.context("cannot serve the sample newsroom on 127.0.0.1")?;
        let settings = settings(args, &served).await?;
        // The newsroom's addresses may differ from those of the last run: a demo begins afresh.
        forget(&settings)?;
        let works = works::open(settings).await?;
        let mut out = io::stdout().lock();
        writeln!(out, "A made-up newsroom: {publishers} publishers with {reports} reports, served on 127.0.0.1.")?;
        let bar = progress_bar(global);
        let report = pipeline::refresh(&works, Selection::All, &|progress| show(&bar, &progress)).await;
        bar.finish_and_clear();
        let report = report?;
        tell(&works, &report, &mut out).await?;
        if args.once {
            return Ok(ExitCode::SUCCESS);
        }
        let base = &works.settings.publish.base_url;
        writeln!(out, "\nOpen {base} in a browser, or put {base}all.atom into a feed reader. Stop with Ctrl-C.")?;
        out.flush()?;
        drop(out);
        let (stop, stopped) = watch::channel(false);
        let signal = tokio::spawn(async move {
            wait_for_signal().await;
            let _ = stop.send(true);
        });
        let answer = daemon(&works, stopped).await;
        signal.abort();
        answer.map(|()| ExitCode::SUCCESS)
    })
}

/// The newsroom's present: the start of this hour, so that two runs within it publish the same.
fn anchor() -> DateTime<Utc> {
    let now = Utc::now();
    DateTime::from_timestamp(now.timestamp() / 3_600 * 3_600, 0).unwrap_or(now)
}

/// The configuration of the demo, as a file that shows how one looks.
async fn settings(args: &Args, served: &Served) -> anyhow::Result<Settings> {
    std::fs::create_dir_all(&args.dir).with_context(|| format!("cannot create {}", args.dir.display()))?;
    let path = args.dir.join("config.toml");
    claim(&args.dir, &path)?;
    let listen = free_address().await?;
    let mut text = format!(
        "{MARK}: the sample newsroom on this machine.\n\n[store]\nurl = \"sqlite:newsloom.db\"\n\n[publish]\ndir = \"feeds\"\n\
         base_url = \"http://{listen}/\"\n\n[server]\nlisten = \"{listen}\"\n\n[fetch]\nper_host = 16\nallow_private = [\"127.0.0.0/8\"]\n"
    );
    for (id, name, url, front_page) in &served.sources {
        let kind = if *front_page { "kind = \"page\"\n" } else { "" };
        text.push_str(&format!("\n[[source]]\nid = \"{id}\"\ntitle = \"{name}\"\nurl = \"{url}\"\n{kind}"));
    }
    text.push_str(
        "\n[[feed]]\nid = \"all\"\ntitle = \"Everything, each story once\"\nlanguage = \"en\"\nlimit = 100\nmax_age = \"7d\"\n\n[[feed]]\nid = \"science\"\n\
         title = \"Science\"\nlanguage = \"en\"\ninclude = [\"asteroid\", \"vaccine\", \"species\", \"marine reserve\"]\nmax_age = \"7d\"\n\n[[feed]]\nid = \"confirmed\"\n\
         title = \"Reported by at least two publishers\"\nlanguage = \"en\"\nmin_sources = 2\nmax_age = \"7d\"\n",
    );
    std::fs::write(&path, &text).with_context(|| format!("cannot write {}", path.display()))?;
    // The demo is the same whatever the environment says.
    Ok(config::load(&path, [])?.settings)
}

/// How a configuration begins that a demo may overwrite.
const MARK: &str = "# Written by `newsloom demo`";

/// A demo overwrites what an earlier demo left, and nothing else.
fn claim(folder: &Path, config: &Path) -> anyhow::Result<()> {
    let left_by_a_demo = match std::fs::read_to_string(config) {
        Ok(text) => text.starts_with(MARK),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut files = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
            files.next().is_none()
        }
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", config.display())),
    };
    if left_by_a_demo {
        return Ok(());
    }
    Err(anyhow!("{} holds files that no demo wrote; give an empty or new folder with --dir", folder.display()))
}

/// 127.0.0.1:8080, or another port where that one is taken.
async fn free_address() -> anyhow::Result<std::net::SocketAddr> {
    let listener = match TcpListener::bind(("127.0.0.1", 8080)).await {
        Ok(listener) => listener,
        Err(_) => TcpListener::bind(("127.0.0.1", 0)).await.context("cannot listen on 127.0.0.1")?,
    };
    Ok(listener.local_addr()?)
}

fn forget(settings: &Settings) -> anyhow::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut path = settings.store.sqlite.clone().into_os_string();
        path.push(ending);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(error)
                    .with_context(|| format!("cannot remove {} of an earlier demo", PathBuf::from(&path).display()));
            }
            _ => {}
        }
    }
    Ok(())
}

async fn tell(works: &Works, report: &Report, out: &mut impl Write) -> anyhow::Result<()> {
    let stories = works.store.living(Utc::now() - chrono::TimeDelta::days(4)).await?;
    let entries: Vec<_> = stories.iter().filter_map(|story| story.tellings.values().next()).collect();
    let publishers = |entry: &newsloom::model::Entry| {
        entry.reports.iter().map(|report| report.publisher.clone()).collect::<BTreeSet<_>>().len()
    };
    let languages = |entry: &newsloom::model::Entry| {
        entry.reports.iter().filter_map(|report| report.language.clone()).collect::<BTreeSet<_>>().len()
    };
    writeln!(
        out,
        "{} articles became {} stories; {} stories are told by more than one publisher, {} in more than one language, {} with a photo.\n",
        report.articles.new,
        entries.len(),
        entries.iter().filter(|entry| publishers(entry) > 1).count(),
        entries.iter().filter(|entry| languages(entry) > 1).count(),
        entries.iter().filter(|entry| entry.photo.is_some()).count(),
    )?;
    let mut biggest = entries;
    biggest.sort_by_key(|entry| (std::cmp::Reverse(publishers(entry)), entry.title.clone()));
    for entry in biggest.iter().take(8) {
        writeln!(out, "  {} publishers, {} languages  {}", publishers(entry), languages(entry), entry.title)?;
        for figure in entry.figures.iter().filter(|figure| figure.conflict) {
            writeln!(out, "      reports disagree: {}: {}", figure.what, stories::values(entry, figure))?;
        }
    }
    writeln!(out)?;
    for feed in &report.feeds {
        let folder = works.settings.publish.dir.display();
        let files: Vec<String> = feed.files.iter().map(|file| format!("{folder}/{file}")).collect();
        writeln!(out, "{:>3} entries  {}", feed.items, files.join("  "))?;
    }
    writeln!(out, "             {}/index.html", works.settings.publish.dir.display())?;
    Ok(())
}
