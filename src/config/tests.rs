use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;

use super::*;

const SMALLEST: &str = "[[source]]\nid = \"a\"\nurl = \"https://news.example/rss\"\n[[feed]]\nid = \"all\"\n";

fn parsed(text: &str, environment: &[(&str, &str)]) -> Result<Loaded, ConfigErrors> {
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    parse(text, Path::new("config.toml"), Path::new("/news"), environment)
}

/// The errors of `text`, or else its warnings, one a line.
fn check(text: &str) -> String {
    match parsed(text, &[]) {
        Err(errors) => errors.to_string(),
        Ok(loaded) => loaded.warnings.iter().map(|warning| format!("warning: {warning}")).collect::<Vec<_>>().join("\n"),
    }
}

/// As [`check`], with a source and a feed below.
fn check_head(head: &str) -> String {
    check(&format!("{head}\n{SMALLEST}"))
}

#[test]
fn what_is_left_out_has_the_documented_value() {
    let settings = parsed(SMALLEST, &[]).unwrap().settings;
    assert_eq!(settings.store.sqlite, Path::new("/news/newsloom.db"));
    assert_eq!(settings.publish.dir, Path::new("/news/feeds"));
    assert_eq!(settings.publish.base_url.as_str(), "http://127.0.0.1:8080/");
    assert_eq!(settings.publish.formats, [Format::Rss, Format::Atom, Format::Json]);
    let agent = format!("newsloom/{} (+http://127.0.0.1:8080/)", env!("CARGO_PKG_VERSION"));
    assert_eq!(settings.fetch.user_agent, agent);
    assert_eq!((settings.fetch.timeout, settings.fetch.max_body), (Duration::from_secs(30), 10 << 20));
    assert_eq!(settings.grouping.window, Some(chrono::TimeDelta::days(4)));
    assert_eq!(settings.sources[0].interval, Duration::from_secs(900));
    let feed = &settings.feeds[0];
    assert_eq!((feed.title.as_str(), feed.limit, feed.min_sources), ("all", 50, 1));
    assert_eq!(feed.max_age, chrono::TimeDelta::hours(48));
    assert_eq!((feed.max_size, feed.updates), (1_000_000, Updates::Silent));
    assert!(settings.publish.hubs.is_empty() && settings.publish.precompress.is_empty());
    assert!(feed.sources[0].matches(&settings.sources[0]));
}

#[test]
fn the_shipped_file_is_valid() {
    let loaded = parsed(include_str!("../../config.toml"), &[]).unwrap();
    assert_eq!(loaded.warnings, []);
    let ids: Vec<&str> = loaded.settings.feeds.iter().map(|feed| feed.id.0.as_str()).collect();
    assert_eq!(ids, ["all", "climate", "confirmed"]);
}

#[test]
fn every_error_at_once() {
    insta::assert_snapshot!(check(r#"
colour = true
[fetch]
timeout = "0s"
per_host = 65
max_body = "ten"
allow_private = ["10.0.0.0/8", "10.0.0.0/40"]
[[source]]
id = "Café"
url = "ftp://news.example/"
[[source]]
id = "b"
url = "/rss"
language = "english"
weight = -1
[[feed]]
id = "all"
sources = ["c", "b"]
include = ["/(/"]
"#), @r#"
    config.toml:2:1: colour is no known section; there are: feed, fetch, grouping, photos, publish, server, source, store, summary
    config.toml:4:11: fetch.timeout: "0s" is no time at all; write at least "1s"
    config.toml:5:12: fetch.per_host: 65 is out of range; write a whole number from 1 to 64
    config.toml:6:12: fetch.max_body: "ten" is no size; write a whole number and a unit, such as "10MiB" or "512KiB"
    config.toml:7:32: fetch.allow_private: "10.0.0.0/40" is no address range; write one such as "10.0.0.0/8"
    config.toml:9:6: source.id: "Café" cannot name a file; write at most 64 of a-z, 0-9, '-', '_', '.', beginning with a letter or digit
    config.toml:10:7: source.url: ftp: cannot be asked; write an http:// or https:// address
    config.toml:13:7: source.url: "/rss" is no complete address; write it with https://
    config.toml:14:12: source.language: "english" is no language tag; write one such as "en", "de" or "pt-BR"
    config.toml:15:10: source.weight: -1 is out of range; write a number above 0, at most 1000
    config.toml:18:12: feed.sources: there is no source "c"; there are: b
    config.toml:19:12: feed.include: "/(/" is no regex: unclosed group; see https://docs.rs/regex/#syntax
    "#);
}

#[test]
fn syntax() {
    insta::assert_snapshot!(check("[fetch]\ntimeout = 5s\n"), @r#"config.toml:2:11: not TOML here: string values must be quoted, expected literal string; see https://toml.io/"#);
    insta::assert_snapshot!(check("[fetch]\nper_host = 1\nper_host = 2\n"), @r#"config.toml:3:1: not TOML here: duplicate key; see https://toml.io/"#);
    insta::assert_snapshot!(check("\u{feff}é = 'x\n"), @r#"
    config.toml:1:1: not TOML here: invalid unquoted key, expected letters, numbers, `-`, `_`; see https://toml.io/
    config.toml:1:7: not TOML here: invalid literal string, expected `'`; see https://toml.io/
    "#);
}

#[test]
fn tables_and_lists_mixed_up() {
    insta::assert_snapshot!(check("[source]\nid = 'a'\n[[feed]]\nid = 'f'\n"), @r#"config.toml:1:1: there can be several; write [[source]] in double brackets"#);
    insta::assert_snapshot!(check("source = [1]\nfeed = []\n"), @r#"
    config.toml:1:11: source is of type integer; write [[source]] and its keys below
    config.toml:2:8: there is no [[feed]]; add one
    "#);
    insta::assert_snapshot!(check_head("[[fetch]]\n"), @r#"config.toml:1:1: fetch is no table; write [fetch] on a line of its own"#);
    insta::assert_snapshot!(check_head("[publish]\nformats = 'rss'\n[fetch]\nper_host = '2'\n"), @r#"
    config.toml:2:11: publish.formats: is of type string; write a list in square brackets
    config.toml:4:12: fetch.per_host: is of type string; write a whole number from 1 to 64
    "#);
}

#[test]
fn ids_and_formats_stand_once() {
    insta::assert_snapshot!(check(&format!("{SMALLEST}[[feed]]\nid = 'all'\n[[feed]]\nid = 'custom'\n")), @r#"
    config.toml:7:6: feed.id: "all" is given twice; every id must be its own
    config.toml:9:6: feed.id: "custom" is the server's own feed; write another id
    "#);
    insta::assert_snapshot!(check_head("[publish]\nformats = ['rss', 'rss']\n"), @r#"config.toml:2:19: publish.formats: the same format twice; leave one out"#);
    insta::assert_snapshot!(check_head("[publish]\nformats = []\n"), @r#"config.toml:2:11: publish.formats: no format is left; write some of "rss", "atom", "json""#);
}

#[test]
fn what_is_not_built_is_refused() {
    insta::assert_snapshot!(check(r#"
store.url = "postgres://user@db/news"
publish.dir = "s3://bucket/feeds"
server.admin_token = "x"
grouping.encoder = "large"
summary.llm.url = "http://127.0.0.1:1/v1"
photos.store = true
[[source]]
id = "a"
url = "https://news.example/rss"
[[feed]]
id = "all"
"#), @r#"
    config.toml:2:13: store.url: PostgreSQL is not built yet; write "sqlite:newsloom.db"
    config.toml:3:15: publish.dir: object storage (s3://) is not built yet; write a folder such as "feeds"
    config.toml:4:22: server.admin_token: administration from elsewhere is not built yet; leave it empty
    config.toml:5:20: grouping.encoder: "large" is no choice; write "builtin", "none" or { url = "http://…/v1", model = "…" }
    config.toml:6:9: summary.llm: summaries by a language model are not built yet; leave [summary.llm] out
    config.toml:7:16: photos.store: copies of photos are not built yet; write false
    "#);
    let harmless = "server.admin_token = ''\nphotos.store = false\ngrouping.encoder = 'none'\n";
    assert_eq!(check_head(harmless), "");
}

#[test]
fn a_folder_is_a_path_or_a_file_address() {
    fn url(url: &str) -> String {
        let text = format!("[[source]]\nid = 'a'\nkind = 'folder'\nurl = '{url}'\n[[feed]]\nid = 'all'\n");
        check(&text)
    }
    assert_eq!((url("press"), url("/srv/press"), url("file:///srv/press")), Default::default());
    assert_eq!(
        url("https://news.example/"),
        "config.toml:4:7: source.url: \"https://news.example/\" is no folder; write a path such as \"press\", or a file:// address"
    );
}

#[test]
fn what_is_hardly_meant_is_a_warning() {
    let text = format!("{SMALLEST}sources = ['#sport', 'x*', '*']\nmin_sources = 2\n");
    insta::assert_snapshot!(check(&text), @r##"
    warning: config.toml:6:12: feed.sources: "#sport" matches no source; add one, or leave it out
    warning: config.toml:6:22: feed.sources: "x*" matches no source; add one, or leave it out
    warning: config.toml:7:15: feed.min_sources: 2 of 1 sources never report a story; add sources
    "##);
}

#[test]
fn readers_find_the_folder_where_the_server_listens() {
    let check = |listen: &str, expected: &str| {
        let settings = parsed(&format!("server.listen = '{listen}'\n{SMALLEST}"), &[]).unwrap().settings;
        assert_eq!(settings.publish.base_url.as_str(), expected);
    };
    check("127.0.0.1:9000", "http://127.0.0.1:9000/");
    check("0.0.0.0:80", "http://127.0.0.1/");
    check("[::1]:8080", "http://[::1]:8080/");
    check("127.0.0.1:0", "http://127.0.0.1:8080/");
}

#[test]
fn languages_are_told_apart_without_their_regions() {
    let settings = parsed(&format!("{SMALLEST}language = 'de-at'\nlanguages = ['de-AT', 'pt-BR']\n"), &[]).unwrap().settings;
    assert_eq!(settings.feeds[0].languages, ["de", "pt"]);
    assert_eq!(settings.feeds[0].language.as_deref(), Some("de-AT"));
}

#[test]
fn the_environment_overrides() {
    let environment = [
        ("NEWSLOOM_FETCH__TIMEOUT", "5s"),
        ("NEWSLOOM_FETCH__RESPECT_ROBOTS", "false"),
        ("NEWSLOOM_PUBLISH__BASE_URL", "https://feeds.example/news"),
        ("NEWSLOOM_PUBLISH__FORMATS", "atom, json"),
        ("NEWSLOOM_STORE__URL", "sqlite:/var/n.db"),
        ("NEWSLOOM_HOME", "elsewhere"),
        ("PATH", "/bin"),
    ];
    let settings = parsed(&format!("[fetch]\ntimeout = '1m'\n{SMALLEST}"), &environment).unwrap().settings;
    assert_eq!(settings.fetch.timeout, Duration::from_secs(5));
    assert!(!settings.fetch.respect_robots);
    assert_eq!(settings.publish.base_url.as_str(), "https://feeds.example/news/");
    assert_eq!(settings.publish.formats, [Format::Atom, Format::Json]);
    assert_eq!(settings.store.sqlite, Path::new("/var/n.db"));
    assert!(settings.fetch.user_agent.ends_with("(+https://feeds.example/news/)"));
}

#[test]
fn wrong_variables_are_named() {
    let environment = [
        ("NEWSLOOM_FETCH__TIMOUT", "5s"),
        ("NEWSLOOM_FETCH__PER_HOST", "many"),
        ("NEWSLOOM_FETSH__TIMEOUT", "5s"),
        ("NEWSLOOM_SOURCE__URL", "x"),
    ];
    insta::assert_snapshot!(parsed(SMALLEST, &environment).unwrap_err(), @r#"
    NEWSLOOM_FETCH__PER_HOST: fetch.per_host: "many" will not do; write a whole number from 1 to 64
    NEWSLOOM_FETCH__TIMOUT: fetch.timout is no known key; did you mean timeout?
    NEWSLOOM_FETSH__TIMEOUT: fetsh is no known section; did you mean fetch?
    NEWSLOOM_SOURCE__URL: a [[source]] or [[feed]] has no variable; write it into the file
    "#);
}

#[test]
fn durations() {
    fn check(text: &str, expected: Option<u64>) {
        assert_eq!(parse_duration(text).ok().map(|value| value.as_secs()), expected, "{text}");
    }
    check("30s", Some(30));
    check("15m", Some(900));
    check("48h", Some(172_800));
    check("4d", Some(345_600));
    for wrong in ["", "5", "s", "0s", "-1s", "1.5h", "1y", "99999999999999999999s", "400000d"] {
        check(wrong, None);
    }
}

#[test]
fn globs() {
    fn check(glob: &str, id: &str, expected: bool) {
        let text = SMALLEST.replace("\"a\"", &format!("{id:?}"));
        let settings = parsed(&text, &[]).unwrap().settings;
        assert_eq!(SourcePattern::Glob(glob.to_owned()).matches(&settings.sources[0]), expected, "{glob} {id}");
    }
    check("*", "bbc", true);
    check("bbc", "bbc", true);
    check("bbc", "bbc-world", false);
    check("bbc-*", "bbc-world", true);
    check("*-world", "bbc-world", true);
    check("b*c*ld", "bbc-world", true);
    check("ab*ba", "aba", false);
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let dir = tempfile::tempdir().unwrap();
    let check = |path: &Path, expected: &str| {
        let message = load(path, []).unwrap_err().to_string();
        assert_eq!(message, format!("{}: {expected}", path.display()));
    };
    check(dir.path(), "is a folder; give the file in it, such as --config config.toml");
    let file = dir.path().join("config.toml");
    check(&file, "there is no such file; give another with --config PATH, or let newsloom add URL begin one");
    std::fs::write(&file, b"a = 1\n# \xff\n").unwrap();
    check(&file, "line 2 is not UTF-8; save the file as UTF-8");
}

#[test]
fn a_secret_may_stand_in_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let (file, secret) = (dir.path().join("config.toml"), dir.path().join("token"));
    std::fs::write(&file, SMALLEST).unwrap();
    let variable = || [("NEWSLOOM_SERVER__ADMIN_TOKEN_FILE".to_owned(), secret.display().to_string())];
    assert!(load(&file, variable()).is_err(), "there is no such file");
    std::fs::write(&secret, "\n").unwrap();
    assert!(load(&file, variable()).is_ok());
    std::fs::write(&secret, "hush\n").unwrap();
    let message = load(&file, variable()).unwrap_err().to_string();
    assert!(message.contains("not built yet") && !message.contains("hush"), "{message}");
}

fn positions_lie_within(text: &str) {
    let stripped = text.strip_prefix('\u{feff}').unwrap_or(text);
    for problem in parsed(text, &[]).err().into_iter().flat_map(|errors| errors.0) {
        let Place::Position { line, column, .. } = problem.place else { continue };
        let found = stripped.split('\n').nth(line - 1).expect("a line of the text");
        assert!((1..=found.chars().count() + 1).contains(&column), "{line}:{column} of {stripped:?}");
        assert!(!problem.message.contains('\n'));
    }
}

proptest! {
    #[test]
    fn any_text_has_places_for_its_errors(text in "\\PC*|[\\[\\]={}\"'a-z0-9\\n#.é ,]{0,200}") {
        positions_lie_within(&text);
    }

    #[test]
    fn any_value_has_places_for_its_errors(key in "url|id|interval|language|tags|weight", value in "\\PC{0,20}") {
        positions_lie_within(&format!("[[source]]\n{key} = '''{value}'''\n"));
        positions_lie_within(&format!("[[source]]\n{key} = {value}\n"));
    }
}

#[test]
fn an_encoder_is_carried_or_none_or_elsewhere() {
    let encoder = |text: &str, variables: &[(&str, &str)]| {
        parsed(&format!("{text}{SMALLEST}"), variables)
            .map(|loaded| loaded.settings.grouping.encoder)
            .map_err(|errors| errors.to_string())
    };
    let elsewhere = EncoderSettings::Endpoint { url: url::Url::parse("http://127.0.0.1:9/v1").unwrap(), model: "m".into() };
    let table = "{ url = \"http://127.0.0.1:9/v1\", model = \"m\" }";
    assert_eq!(encoder("", &[]), Ok(EncoderSettings::Builtin));
    assert_eq!(encoder("grouping.encoder = 'none'\n", &[]), Ok(EncoderSettings::None));
    assert_eq!(encoder(&format!("grouping.encoder = {table}\n"), &[]), Ok(elsewhere.clone()));
    assert_eq!(encoder("grouping.encoder = 'none'\n", &[("NEWSLOOM_GROUPING__ENCODER", table)]), Ok(elsewhere));
    let check = |value: &str, expected: &str| {
        let error = encoder(&format!("grouping.encoder = {value}\n"), &[]).unwrap_err();
        assert!(error.contains(expected), "{error}");
    };
    check("{ url = 'http://a/v1' }", "1:20: grouping.encoder: a service needs url and model, both in quotes");
    check("{ url = 'http://a/v1', model = 'm', key = 'k' }", "grouping.encoder: key is no known key");
    check("{ url = 'ftp://a/v1', model = 'm' }", "ftp: cannot be asked");
    check("7", "grouping.encoder: write \"builtin\", \"none\" or {");
}
