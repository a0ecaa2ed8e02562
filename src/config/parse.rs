//! The whole file to [`Settings`].

use std::collections::{HashMap, HashSet};
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use chrono::TimeDelta;
use toml::de::{DeTable, DeValue};
use url::Url;

use super::problem::{At, ConfigErrors, Findings, Problem};
use super::reader::{Node, Override, Section, suggestion};
use super::settings::*;
use super::value;
use crate::model::{FeedId, SourceId};

/// `[section]`s; `[[source]]` and `[[feed]]` stand beside them.
const SECTIONS: [&str; 7] = ["store", "publish", "server", "fetch", "grouping", "summary", "photos"];

/// Bytes of a combined feed, unless the configuration says otherwise: more is a burden on readers that poll.
const FEED_SIZE: usize = 1_000_000;

/// A configuration that can be used.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Every value, defaults filled in.
    pub settings: Settings,
    /// What is allowed but hardly meant.
    pub warnings: Vec<Problem>,
}

/// Validates `text`. `path` only names the file in messages; relative paths lie in `base`; of `environment`, variables
/// `NEWSLOOM_SECTION__KEY` override the file.
///
/// # Errors
/// Everything that is wrong, each with its place.
pub fn parse(
    text: &str,
    path: &Path,
    base: &Path,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Loaded, ConfigErrors> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let overrides: Vec<Override> = environment.into_iter().filter_map(as_override).collect();
    let (root, syntax) = DeTable::parse_recoverable(text);
    let findings = Findings::default();
    for error in &syntax {
        let at = error.span().map_or(text.len(), |span| span.start.min(text.len()));
        let cause = error.message().lines().collect::<Vec<_>>().join(", ");
        findings.error(At::Offset(at), format!("not TOML here: {cause}; see https://toml.io/"));
    }
    // What a broken file seems to say would only add errors that are none.
    let settings = syntax.is_empty().then(|| read(root.get_ref(), base, &overrides, &findings));
    let (errors, warnings) = findings.placed(text, path);
    match settings {
        Some(settings) if errors.is_empty() => Ok(Loaded { settings, warnings }),
        _ => Err(ConfigErrors(errors)),
    }
}

fn as_override((variable, value): (String, String)) -> Option<Override> {
    let (section, key) = variable.strip_prefix("NEWSLOOM_")?.split_once("__")?;
    let (section, key) = (section.to_ascii_lowercase(), key.to_ascii_lowercase());
    Some(Override { variable, section, key, value })
}

fn read<'a>(root: &'a DeTable<'a>, base: &Path, overrides: &'a [Override], findings: &'a Findings<'a>) -> Settings {
    unknown_sections(root, overrides, findings);
    let section = |name: &'static str| {
        let value = root.get(name).map(|value| Node::toml(value.span().start, value.get_ref()));
        if let Some(node) = value.filter(|node| node.table().is_none()) {
            findings.error(node.at, format!("{name} is no table; write [{name}] on a line of its own"));
        }
        let at = value.map_or(At::Offset(0), |node| node.at);
        Section::new(name, at, value.and_then(|node| node.table()), overrides, findings)
    };
    let server = server(section("server"));
    let publish = publish(section("publish"), base, server.listen);
    let fetch = fetch(section("fetch"), &publish.base_url);
    let mut ids = HashMap::new();
    let sources: Vec<(At<'a>, Source)> =
        tables("source", root, findings).filter_map(|section| source(section, base, &fetch, &mut ids, findings)).collect();
    same_addresses(&sources, findings);
    let sources: Vec<Source> = sources.into_iter().map(|(_, source)| source).collect();
    let mut seen = HashMap::new();
    let feeds = tables("feed", root, findings).filter_map(|section| feed(section, &sources, &ids, &mut seen, findings)).collect();
    Settings {
        store: store(section("store"), base),
        publish,
        server,
        fetch,
        grouping: grouping(section("grouping")),
        summary: summary(section("summary")),
        photos: photos(section("photos")),
        sources,
        feeds,
    }
}

fn unknown_sections<'a>(root: &'a DeTable<'a>, overrides: &'a [Override], findings: &Findings<'a>) {
    let known: Vec<&str> = SECTIONS.into_iter().chain(["source", "feed"]).collect();
    for key in root.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
        let message = format!("{} is no known section; {}", key.get_ref(), suggestion(key.get_ref(), &known));
        findings.error(At::Offset(key.span().start), message);
    }
    for variable in overrides.iter().filter(|variable| !SECTIONS.contains(&variable.section.as_str())) {
        let message = match variable.section.as_str() {
            "source" | "feed" => "a [[source]] or [[feed]] has no variable; write it into the file".to_owned(),
            section => format!("{section} is no known section; {}", suggestion(section, &SECTIONS)),
        };
        findings.error(At::Variable(&variable.variable), message);
    }
}

/// The tables of `[[name]]`, of which there must be one.
fn tables<'a>(name: &'static str, root: &'a DeTable<'a>, findings: &'a Findings<'a>) -> impl Iterator<Item = Section<'a>> {
    let value = root.get(name);
    let items = match value.map(|value| value.get_ref()) {
        Some(DeValue::Array(items)) => items.iter().collect(),
        Some(_) => {
            let at = At::Offset(value.map_or(0, |value| value.span().start));
            findings.error(at, format!("there can be several; write [[{name}]] in double brackets"));
            Vec::new()
        }
        None => {
            findings.error(At::Offset(0), format!("there is no [[{name}]]; add one"));
            Vec::new()
        }
    };
    if items.is_empty() && matches!(value.map(|value| value.get_ref()), Some(DeValue::Array(_))) {
        findings.error(At::Offset(value.map_or(0, |value| value.span().start)), format!("there is no [[{name}]]; add one"));
    }
    items.into_iter().filter_map(move |item| {
        let at = At::Offset(item.span().start);
        let table = item.get_ref().as_table();
        if table.is_none() {
            findings.error(at, format!("{name} is of type {}; write [[{name}]] and its keys below", item.get_ref().type_str()));
        }
        table.map(|table| Section::new(name, at, Some(table), &[], findings))
    })
}

fn store(mut section: Section<'_>, base: &Path) -> StoreSettings {
    let sqlite = section.text("url", |text| value::sqlite(text, base)).unwrap_or_else(|| base.join("newsloom.db"));
    section.finish();
    StoreSettings { sqlite }
}

fn publish(mut section: Section<'_>, base: &Path, listen: SocketAddr) -> PublishSettings {
    let dir = section.text("dir", |text| value::folder(text, base)).unwrap_or_else(|| base.join("feeds"));
    let base_url = section.text("base_url", value::base_url).unwrap_or_else(|| own_url(listen));
    let formats = formats(&mut section);
    let codings = [("gz", Coding::Gzip), ("br", Coding::Brotli)];
    let precompress = plain(section.list("precompress", |text| value::choice(text, &codings)));
    let hubs = plain(section.list("hubs", value::hub));
    section.finish();
    PublishSettings { dir, base_url, formats, precompress, hubs }
}

/// Where `serve` answers on this machine.
#[expect(clippy::expect_used, reason = "an address and a port are always a URL")]
fn own_url(listen: SocketAddr) -> Url {
    // Any free port is known only when it is taken.
    let port = if listen.port() == 0 { 8080 } else { listen.port() };
    let host = match listen.ip() {
        ip if ip.is_unspecified() => "127.0.0.1".to_owned(),
        IpAddr::V6(ip) => format!("[{ip}]"),
        ip => ip.to_string(),
    };
    Url::parse(&format!("http://{host}:{port}/")).expect("an address and a port are a URL")
}

fn formats(section: &mut Section<'_>) -> Vec<Format> {
    let at = section.node("formats").map_or(section.at, |node| node.at);
    let Some(given) = section.list("formats", value::format) else { return vec![Format::Rss, Format::Atom, Format::Json] };
    if given.is_empty() {
        section.complain(at, "formats", "no format is left; write some of \"rss\", \"atom\", \"json\"");
    }
    let mut formats = Vec::new();
    for (at, format) in given {
        if formats.contains(&format) {
            section.complain(at, "formats", "the same format twice; leave one out");
        } else {
            formats.push(format);
        }
    }
    formats
}

fn server(mut section: Section<'_>) -> ServerSettings {
    let listen = section.text("listen", value::listen).unwrap_or(([127, 0, 0, 1], 8080).into());
    section.text("admin_token", |text| match text {
        "" => Ok(()),
        _ => Err("administration from elsewhere is not built yet; leave it empty".to_owned()),
    });
    section.finish();
    ServerSettings { listen }
}

fn fetch(mut section: Section<'_>, base_url: &Url) -> FetchSettings {
    let fill = |text: &str| text.replace("<version>", env!("CARGO_PKG_VERSION")).replace("<base_url>", base_url.as_str());
    let settings = FetchSettings {
        user_agent: section
            .text("user_agent", |text| value::user_agent(&fill(text)))
            .unwrap_or_else(|| fill("newsloom/<version> (+<base_url>)")),
        concurrency: count(&mut section, "concurrency", 1, 1_024).unwrap_or(64),
        per_host: count(&mut section, "per_host", 1, 64).unwrap_or(2),
        timeout: section.text("timeout", value::parse_duration).unwrap_or(Duration::from_secs(30)),
        max_body: section.get("max_body", size).unwrap_or(10 << 20),
        allow_private: section
            .list("allow_private", value::cidr)
            .map(|ranges| ranges.into_iter().map(|(_, range)| range).collect())
            .unwrap_or_default(),
        respect_robots: section.get("respect_robots", Node::boolean).unwrap_or(true),
        full_text: section.get("full_text", Node::boolean).unwrap_or(true),
    };
    section.finish();
    settings
}

fn grouping(mut section: Section<'_>) -> GroupingSettings {
    let profiles = [("strict", Profile::Strict), ("balanced", Profile::Balanced), ("loose", Profile::Loose)];
    let settings = GroupingSettings {
        window: section.text("window", value::parse_window).unwrap_or(Some(TimeDelta::days(4))),
        profile: section.text("profile", |text| value::choice(text, &profiles)).unwrap_or_default(),
        cross_lingual: section.get("cross_lingual", Node::boolean).unwrap_or(true),
        encoder: section.get("encoder", encoder).unwrap_or_default(),
    };
    section.finish();
    settings
}

fn encoder(node: &Node<'_>) -> Result<EncoderSettings, String> {
    match node.table() {
        Some(table) => {
            let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str());
            let keys: Vec<&str> = table.keys().map(|key| key.get_ref().as_ref()).collect();
            value::endpoint(&keys, text("url"), text("model"))
        }
        None => value::parse_encoder(node.text().map_err(|_| value::ENCODERS.to_owned())?),
    }
}

fn summary(mut section: Section<'_>) -> SummarySettings {
    let max_words = count(&mut section, "max_words", 1, 1_000).unwrap_or(80);
    section.get("llm", |_| Err::<(), _>("summaries by a language model are not built yet; leave [summary.llm] out".to_owned()));
    section.finish();
    SummarySettings { max_words }
}

fn photos(mut section: Section<'_>) -> PhotoSettings {
    let min_width = section.get("min_width", |node| node.integer(0, 10_000)).and_then(|width| u32::try_from(width).ok());
    section.get("store", |node| match node.boolean()? {
        false => Ok(()),
        true => Err("copies of photos are not built yet; write false".to_owned()),
    });
    section.finish();
    PhotoSettings { min_width: min_width.unwrap_or(400) }
}

fn source<'a>(
    mut section: Section<'a>,
    base: &Path,
    fetch: &FetchSettings,
    ids: &mut HashMap<String, At<'a>>,
    findings: &Findings<'a>,
) -> Option<(At<'a>, Source)> {
    let id = unique_id(&mut section, ids);
    let kinds = [
        ("auto", SourceKind::Auto),
        ("feed", SourceKind::Feed),
        ("page", SourceKind::Page),
        ("sitemap", SourceKind::Sitemap),
        ("folder", SourceKind::Folder),
    ];
    let kind = section.text("kind", |text| value::choice(text, &kinds));
    let at = section.node("url").map_or(section.at, |node| node.at);
    let url = section.required("url", |text| match kind {
        Some(SourceKind::Folder) => value::folder_address(text, base),
        _ => value::web_address(text),
    });
    let title = section.text("title", value::line).filter(|title| !title.is_empty());
    let interval = section.text("interval", value::parse_duration).unwrap_or(Duration::from_secs(15 * 60));
    let language = section.text("language", optional_language).flatten();
    let tags = section.list("tags", value::tag).unwrap_or_default().into_iter().map(|(_, tag)| tag).collect();
    let weight = section.get("weight", |node| node.positive(1_000.0)).unwrap_or(1.0);
    let full_text = section.get("full_text", Node::boolean).unwrap_or(fetch.full_text);
    if full_text && !fetch.full_text {
        findings.warn(section.at, "source.full_text is true while fetch.full_text is false; this source's pages are fetched");
    }
    section.finish();
    let kind = kind.unwrap_or_default();
    Some((at, Source { id: SourceId(id?), url: url?, title, kind, interval, language, tags, weight, full_text }))
}

/// The id of a table, noted in `ids` even when the rest of the table is wrong.
fn unique_id<'a>(section: &mut Section<'a>, ids: &mut HashMap<String, At<'a>>) -> Option<String> {
    let at = section.node("id").map_or(section.at, |node| node.at);
    let id = section.required("id", value::id)?;
    if ids.contains_key(&id) {
        section.complain(at, "id", &format!("{id:?} is given twice; every id must be its own"));
        return None;
    }
    ids.insert(id.clone(), at);
    Some(id)
}

fn same_addresses<'a>(sources: &[(At<'a>, Source)], findings: &Findings<'a>) {
    let mut seen: HashMap<&Url, &SourceId> = HashMap::new();
    for (at, source) in sources {
        if let Some(first) = seen.get(&source.url) {
            findings.warn(*at, format!("source.url: {:?} has the same address; leave one out", first.0));
        }
        seen.entry(&source.url).or_insert(&source.id);
    }
}

fn feed<'a>(
    mut section: Section<'a>,
    sources: &[Source],
    ids: &HashMap<String, At<'a>>,
    seen: &mut HashMap<String, At<'a>>,
    findings: &Findings<'a>,
) -> Option<FeedSettings> {
    let id_at = section.node("id").map_or(section.at, |node| node.at);
    let id = unique_id(&mut section, seen);
    if id.as_deref() == Some("custom") {
        section.complain(id_at, "id", "\"custom\" is the server's own feed; write another id");
    }
    let title = section.text("title", value::line).filter(|title| !title.is_empty());
    let description = section.text("description", value::line).unwrap_or_default();
    let language = section.text("language", optional_language).flatten();
    let patterns = patterns(&mut section, sources, ids, findings);
    let include = plain(section.list("include", value::matcher));
    let exclude = plain(section.list("exclude", value::matcher));
    let languages = plain(section.list("languages", |text| value::language(text).map(|tag| primary(&tag))));
    let min_sources = min_sources(&mut section, &patterns, sources, findings);
    let limit = count(&mut section, "limit", 1, 10_000).unwrap_or(50);
    let max_age = section.text("max_age", value::time_delta).unwrap_or(TimeDelta::hours(48));
    let kinds = [("silent", Updates::Silent), ("follow-up", Updates::FollowUp)];
    let updates = section.text("updates", |text| value::choice(text, &kinds)).unwrap_or_default();
    let max_size = section.get("max_size", size).and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or(FEED_SIZE);
    let places = [
        ("both", ImagePlacement::Both),
        ("enclosure", ImagePlacement::Enclosure),
        ("inline", ImagePlacement::Inline),
        ("none", ImagePlacement::None),
    ];
    let image = section.text("image", |text| value::choice(text, &places)).unwrap_or_default();
    section.finish();
    let id = id?;
    let title = title.unwrap_or_else(|| id.clone());
    let id = FeedId(id);
    let sources = patterns;
    Some(FeedSettings {
        id,
        title,
        description,
        language,
        sources,
        include,
        exclude,
        languages,
        min_sources,
        limit,
        max_age,
        updates,
        image,
        max_size,
    })
}

/// `sources` of a feed. An id that is not there is a slip; a tag or glob that finds nothing may find something later.
fn patterns<'a>(
    section: &mut Section<'a>,
    sources: &[Source],
    ids: &HashMap<String, At<'a>>,
    findings: &Findings<'a>,
) -> Vec<SourcePattern> {
    let at = section.node("sources").map_or(section.at, |node| node.at);
    let Some(given) = section.list("sources", value::source_pattern) else { return vec![SourcePattern::Glob("*".to_owned())] };
    if given.is_empty() {
        section.complain(at, "sources", "no source is left; write \"*\" for all");
    }
    let mut patterns = Vec::with_capacity(given.len());
    for (at, pattern) in given {
        match &pattern {
            SourcePattern::Glob(id) if !id.contains('*') => {
                if !ids.contains_key(id) {
                    let known: Vec<&String> = ids.keys().collect();
                    section.complain(at, "sources", &format!("there is no source {id:?}; {}", suggestion(id, &sorted(known))));
                }
            }
            SourcePattern::Glob(_) | SourcePattern::Tag(_) => {
                if !sources.is_empty() && !sources.iter().any(|source| pattern.matches(source)) {
                    let shown = pattern.to_string();
                    findings.warn(at, format!("feed.sources: {shown:?} matches no source; add one, or leave it out"));
                }
            }
        }
        patterns.push(pattern);
    }
    patterns
}

fn min_sources<'a>(section: &mut Section<'a>, patterns: &[SourcePattern], sources: &[Source], findings: &Findings<'a>) -> usize {
    let at = section.node("min_sources").map_or(section.at, |node| node.at);
    let wanted = count(section, "min_sources", 1, 1_000).unwrap_or(1);
    let matching: HashSet<&SourceId> =
        sources.iter().filter(|source| patterns.iter().any(|pattern| pattern.matches(source))).map(|source| &source.id).collect();
    if wanted > 1 && matching.len() < wanted {
        let message = format!("feed.min_sources: {wanted} of {} sources never report a story; add sources", matching.len());
        findings.warn(at, message);
    }
    wanted
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort_unstable();
    items
}

fn plain<T>(items: Option<Vec<(At<'_>, T)>>) -> Vec<T> {
    items.unwrap_or_default().into_iter().map(|(_, item)| item).collect()
}

fn count(section: &mut Section<'_>, key: &'static str, from: u64, to: u64) -> Option<usize> {
    section.get(key, |node| node.integer(from, to)).and_then(|value| usize::try_from(value).ok())
}

/// Bytes, as a number or with a unit.
fn size(node: &Node<'_>) -> Result<u64, String> {
    match node.integer(1_024, 1 << 30) {
        Ok(bytes) => Ok(bytes),
        Err(message) => node.text().map_or(Err(message), value::parse_size),
    }
}

/// A tag without region and script: articles are told apart by language only.
fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

fn optional_language(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() { Ok(None) } else { value::language(text).map(Some) }
}
