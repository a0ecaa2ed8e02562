//! `newsloom add`: the feed behind an address, as a `[[source]]`.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use newsloom::config::edit::{Edited, NewSource, append_sources, slug};
use newsloom::config::{self, FetchSettings};
use newsloom::fetch::Client;
use newsloom::pipeline::probe::{Discovery, Found, discover};
use newsloom::read::opml::Outline;
use newsloom::text::address::without_credentials;
use url::Url;

use super::{Global, environment, works};

/// Arguments of `newsloom add`.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  newsloom add https://news.example/          the feed that the page advertises\n  newsloom add https://news.example/feed --id example\n  \
    newsloom add https://news.example/list.opml    every feed of the list\n  newsloom add --dry-run news.example\n\n\
    A private address (10.0.0.5, intranet.lan) is asked only if fetch.allow_private names its range."
)]
pub struct Args {
    /// Address of a feed, a page, a sitemap or an OPML file
    #[arg(value_name = "URL")]
    url: String,
    /// Id of the new source (default: made from its title)
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Say what would be added, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Finds the feed, appends it to the configuration, and says what it offers.
pub fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let address = if args.url.contains("://") { args.url.clone() } else { format!("https://{}", args.url) };
    let url = Url::parse(&address).with_context(|| format!("{}: no address", args.url))?;
    let client = Client::new(&fetch_settings(&global.config)?)?;
    let found =
        works::run(async { discover(&client, &url).await.map_err(|error| anyhow!("{}: {error}", without_credentials(&url))) })?;
    let mut out = io::stdout().lock();
    let sources = match &found {
        Discovery::Source(found) => {
            tell(&mut out, found)?;
            vec![source_of(found, args.id.as_deref())]
        }
        Discovery::List(outlines) => {
            writeln!(out, "a list of {} feeds", outlines.len())?;
            outlines.iter().map(of_outline).collect()
        }
    };
    append(&global.config, &sources, args.dry_run, &mut out)?;
    Ok(ExitCode::SUCCESS)
}

/// `[fetch]` as configured, also in a file that has no sources yet, or is not there yet.
fn fetch_settings(path: &Path) -> anyhow::Result<FetchSettings> {
    let errors = match config::load(path, environment()) {
        Ok(loaded) => return Ok(loaded.settings.fetch),
        Err(errors) => errors,
    };
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let any = NewSource { url: "https://any.example/".into(), ..NewSource::default() };
    let Ok(whole) = append_sources(&text, &[any]) else { return Err(errors.into()) };
    Ok(config::parse(&whole.text, path, Path::new("/"), environment())?.settings.fetch)
}

fn tell(out: &mut impl Write, found: &Found) -> io::Result<()> {
    writeln!(out, "{}: {}", found.probe.url, found.probe)?;
    for other in &found.others {
        writeln!(out, "also there: {other}")?;
    }
    Ok(())
}

fn source_of(found: &Found, id: Option<&str>) -> NewSource {
    NewSource {
        id: id.unwrap_or_default().to_owned(),
        url: found.probe.address.to_string(),
        title: found.probe.title.clone(),
        kind: found.kind,
        tags: Vec::new(),
    }
}

/// A feed of an OPML file; the folders around it become tags.
pub fn of_outline(outline: &Outline) -> NewSource {
    let tags = outline.folders.iter().map(|folder| slug(folder)).filter(|tag| !tag.is_empty());
    NewSource { url: outline.xml_url.clone(), title: outline.title.clone(), tags: tags.collect(), ..NewSource::default() }
}

/// Appends sources to the configuration file, which is replaced whole, and only by one without errors. Says what was added.
///
/// # Errors
/// Where the file cannot be read or written, or would have errors.
pub fn append(path: &Path, sources: &[NewSource], dry_run: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let shown = path.display();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => bail!("{shown}: cannot be read ({error}); check its permissions"),
    };
    let Edited { text: edited, added, known } = append_sources(&text, sources).map_err(|error| anyhow!("{shown}: {error}"))?;
    for url in &known {
        let shown = Url::parse(url).map_or_else(|_| url.clone(), |url| without_credentials(&url).into());
        writeln!(out, "{shown} is there already")?;
    }
    if added.is_empty() {
        return Ok(());
    }
    // Errors are shown as always, with their places in the new text.
    config::parse(&edited, path, Path::new("/"), environment())?;
    if dry_run {
        writeln!(out, "would be added to {shown}:\n\n{}", inserted(&text, &edited))?;
        return Ok(());
    }
    replace(path, &edited).with_context(|| format!("{shown}: cannot be written; check permissions"))?;
    writeln!(out, "added to {shown}: {}", added.join(", "))?;
    Ok(())
}

/// The lines that `new` has more than `old`, which it holds whole.
fn inserted(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let before = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let after = old[before..].iter().rev().zip(new[before..].iter().rev()).take_while(|(old, new)| old == new).count();
    new[before..new.len() - after].join("\n").trim().to_owned()
}

/// Writes a file beside the old one and puts it in its place, so that no half file is ever there.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link stays a link: what it points at is replaced.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = target.clone().into_os_string();
    name.push(".new");
    let mut file = std::fs::File::create(&name)?;
    file.write_all(text.as_bytes())?;
    if let Ok(old) = std::fs::metadata(&target) {
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()?;
    std::fs::rename(&name, &target)
}
