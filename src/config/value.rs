//! Text of the configuration to values: durations, sizes, addresses, tags, words. Every error says what to write instead.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::TimeDelta;
use ipnet::IpNet;
use regex::RegexBuilder;
use url::Url;

use super::reader::suggestion;
use super::settings::{EncoderSettings, Format, Hub, Matcher, SourcePattern};

const DAY: u64 = 86_400;
/// The longest duration: beyond ten years somebody mistook the unit.
const LONGEST: Duration = Duration::from_secs(3_650 * DAY);
/// Bytes of a compiled regex.
const REGEX_SIZE: usize = 1 << 20;

/// A duration above zero: a whole number and `ms`, `s`, `m`, `h`, `d` or `w`, as in `90s` or `4d`.
///
/// # Errors
/// One line: what is wrong; what to write.
pub fn parse_duration(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let wrong =
        || format!("{text:?} is no duration; write a whole number and a unit, such as \"30s\", \"15m\", \"48h\" or \"4d\"");
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?);
    let milliseconds = match unit.trim() {
        "ms" => 1,
        "s" => 1_000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        "d" => DAY * 1_000,
        "w" => 7 * DAY * 1_000,
        _ => return Err(wrong()),
    };
    if number.is_empty() {
        return Err(wrong());
    }
    let total = number.parse::<u64>().ok().and_then(|number| number.checked_mul(milliseconds)).map(Duration::from_millis);
    match total {
        Some(Duration::ZERO) => Err(format!("{text:?} is no time at all; write at least \"1s\"")),
        Some(total) if total <= LONGEST => Ok(total),
        _ => Err(format!("{text:?} is longer than ten years; write at most \"3650d\"")),
    }
}

/// As [`parse_duration`], signed as chrono wants it.
pub(super) fn time_delta(text: &str) -> Result<TimeDelta, String> {
    let value = parse_duration(text)?;
    TimeDelta::from_std(value).map_err(|_| format!("{text:?} is too long; write at most \"3650d\""))
}

/// A window as `[grouping]` and `--window` write it: a duration, or `none` for any distance.
///
/// # Errors
/// One line: what is wrong; what to write.
pub fn parse_window(text: &str) -> Result<Option<TimeDelta>, String> {
    if text.trim() == "none" { Ok(None) } else { time_delta(text).map(Some) }
}

/// Bytes: `10MiB`, `512KiB`, `5MB`; a bare number is bytes. At most 1 GiB.
///
/// # Errors
/// One line: what is wrong; what to write.
pub fn parse_size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let wrong = || format!("{text:?} is no size; write a whole number and a unit, such as \"10MiB\" or \"512KiB\"");
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let bytes: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1_000,
        "kib" => 1 << 10,
        "mb" => 1_000_000,
        "mib" => 1 << 20,
        "gb" => 1_000_000_000,
        "gib" => 1 << 30,
        _ => return Err(wrong()),
    };
    if number.is_empty() {
        return Err(wrong());
    }
    let total = number.parse::<u64>().ok().and_then(|number| number.checked_mul(bytes));
    total
        .filter(|total| (1_024..=1 << 30).contains(total))
        .ok_or_else(|| format!("{text:?} is out of range; write a size from \"1KiB\" to \"1GiB\""))
}

/// An absolute `http:` or `https:` address.
pub(super) fn web_address(text: &str) -> Result<Url, String> {
    let text = text.trim();
    let url = Url::parse(text).map_err(|error| match error {
        url::ParseError::RelativeUrlWithoutBase => format!("{text:?} is no complete address; write it with https://"),
        error => format!("{text:?} is no address ({error}); write one such as \"https://news.example/feed.xml\""),
    })?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        scheme => Err(format!("{scheme}: cannot be asked; write an http:// or https:// address")),
    }
}

/// A folder of documents, by its path or its `file:` address.
pub(super) fn folder_address(text: &str, base: &Path) -> Result<Url, String> {
    let wrong = || format!("{text:?} is no folder; write a path such as \"press\", or a file:// address");
    let path = match Url::parse(text.trim()) {
        Ok(url) if url.scheme() == "file" => url.to_file_path().map_err(|()| wrong())?,
        Ok(url) if url.scheme().len() > 1 => return Err(wrong()),
        _ => folder(text.trim(), base)?,
    };
    let path = std::path::absolute(path).map_err(|_| wrong())?;
    Url::from_directory_path(path).map_err(|()| wrong())
}

/// A WebSub hub: `self`, or the address of one elsewhere.
pub(super) fn hub(text: &str) -> Result<Hub, String> {
    if text.trim() == "self" { Ok(Hub::Own) } else { web_address(text).map(Hub::Elsewhere) }
}

/// What to write for an encoder.
pub(super) const ENCODERS: &str = "write \"builtin\", \"none\" or { url = \"http://…/v1\", model = \"…\" }";

/// An encoder as `[grouping]`, its variable and `--encoder` write it: `builtin`, `none`, or the table of a service as TOML.
///
/// # Errors
/// One line: what is wrong; what to write.
pub fn parse_encoder(text: &str) -> Result<EncoderSettings, String> {
    match text.trim() {
        "builtin" => Ok(EncoderSettings::Builtin),
        "none" => Ok(EncoderSettings::None),
        table if table.starts_with('{') => {
            let table: toml::Table =
                toml::from_str(&format!("encoder = {table}")).map_err(|_| format!("{table} is no table; {ENCODERS}"))?;
            let table = table.get("encoder").and_then(toml::Value::as_table).ok_or(ENCODERS)?;
            let keys: Vec<&str> = table.keys().map(String::as_str).collect();
            let text = |key: &str| table.get(key).and_then(toml::Value::as_str);
            endpoint(&keys, text("url"), text("model"))
        }
        text => Err(format!("{text:?} is no choice; {ENCODERS}")),
    }
}

/// The service that a table with these keys names.
pub(super) fn endpoint(keys: &[&str], url: Option<&str>, model: Option<&str>) -> Result<EncoderSettings, String> {
    if let Some(key) = keys.iter().find(|key| !["url", "model"].contains(key)) {
        return Err(format!("{key} is no known key; {ENCODERS}"));
    }
    let (Some(url), Some(model)) = (url, model.filter(|model| !model.trim().is_empty())) else {
        return Err(format!("a service needs url and model, both in quotes; {ENCODERS}"));
    };
    Ok(EncoderSettings::Endpoint { url: web_address(url)?, model: model.to_owned() })
}

/// A web address that ends with a slash.
pub(super) fn base_url(text: &str) -> Result<Url, String> {
    let mut url = web_address(text)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err("files cannot hang on an address with ? or #; leave them out".to_owned());
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

/// The absolute path of `sqlite:PATH`.
pub(super) fn sqlite(text: &str, base: &Path) -> Result<PathBuf, String> {
    let scheme = text.split(':').next().unwrap_or_default();
    if matches!(scheme, "postgres" | "postgresql") {
        return Err("PostgreSQL is not built yet; write \"sqlite:newsloom.db\"".to_owned());
    }
    let path = text.strip_prefix("sqlite:").ok_or_else(|| format!("{text:?} is no store; write \"sqlite:newsloom.db\""))?;
    let path = path.strip_prefix("//").unwrap_or(path);
    if path.is_empty() || path == ":memory:" || path.ends_with('/') || path.contains('\0') {
        return Err(format!("{text:?} names no file; write \"sqlite:newsloom.db\""));
    }
    Ok(base.join(path))
}

/// The absolute path of a folder.
pub(super) fn folder(text: &str, base: &Path) -> Result<PathBuf, String> {
    if let Some((scheme, _)) = text.split_once("://") {
        return Err(match scheme {
            "s3" | "gs" | "az" => format!("object storage ({scheme}://) is not built yet; write a folder such as \"feeds\""),
            _ => format!("{text:?} is no folder; write a path such as \"feeds\""),
        });
    }
    if text.trim().is_empty() || text.contains('\0') {
        return Err(format!("{text:?} is no folder; write a path such as \"feeds\", or \".\""));
    }
    Ok(base.join(text))
}

/// Address and port; `localhost` is 127.0.0.1.
pub(super) fn listen(text: &str) -> Result<SocketAddr, String> {
    let numeric = text.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    numeric
        .as_deref()
        .unwrap_or(text)
        .parse()
        .map_err(|_| format!("{text:?} is no address with a port; write \"127.0.0.1:8080\", \"0.0.0.0:8080\" or \"[::]:8080\""))
}

/// A range of addresses (RFC 4632, section 3.1); a lone address is a range of one.
pub(super) fn cidr(text: &str) -> Result<IpNet, String> {
    let lone = || text.parse::<std::net::IpAddr>().map(IpNet::from);
    text.parse().or_else(|_| lone()).map_err(|_| format!("{text:?} is no address range; write one such as \"10.0.0.0/8\""))
}

/// A language tag, in the case of RFC 5646, section 2.1.1. Well-formed, not looked up.
pub(super) fn language(text: &str) -> Result<String, String> {
    let wrong = || format!("{text:?} is no language tag; write one such as \"en\", \"de\" or \"pt-BR\"");
    let mut tag = String::with_capacity(text.len());
    let mut extended = false;
    for (index, part) in text.split('-').enumerate() {
        let shaped = match index {
            0 => (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()),
            _ => (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()),
        };
        if !shaped || index > 8 {
            return Err(wrong());
        }
        let lower = part.to_ascii_lowercase();
        match (index, lower.len()) {
            (0, _) => tag.push_str(&lower),
            (_, 2) if !extended => tag.extend(["-", &lower.to_ascii_uppercase()]),
            (_, 4) if !extended => {
                let (first, rest) = lower.split_at(1);
                tag.extend(["-", &first.to_ascii_uppercase(), rest]);
            }
            _ => tag.extend(["-", &lower]),
        }
        extended |= lower.len() == 1 && index > 0;
    }
    Ok(tag)
}

/// A name for files and addresses: lower case, since some file systems do not tell cases apart.
pub(super) fn id(text: &str) -> Result<String, String> {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.');
    let edge = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let shaped = text.len() <= 64 && text.bytes().all(inner) && edge(text.bytes().next()) && !text.ends_with('.');
    if shaped {
        Ok(text.to_owned())
    } else {
        Err(format!("{text:?} cannot name a file; write at most 64 of a-z, 0-9, '-', '_', '.', beginning with a letter or digit"))
    }
}

/// `#tag`, an id, or an id with `*`.
pub(super) fn source_pattern(text: &str) -> Result<SourcePattern, String> {
    match text.trim().strip_prefix('#') {
        Some("") => Err("\"#\" names no tag; write \"#world\"".to_owned()),
        Some(tag) => Ok(SourcePattern::Tag(tag.to_owned())),
        None if text.trim().is_empty() => Err("empty; write an id, \"#tag\" or \"*\"".to_owned()),
        None => Ok(SourcePattern::Glob(text.trim().to_owned())),
    }
}

/// A tag: any text without `#` and blanks at its edges.
pub(super) fn tag(text: &str) -> Result<String, String> {
    let tag = text.trim();
    if tag.is_empty() || tag.starts_with('#') {
        return Err(format!("{text:?} is no tag; write it without '#', such as \"world\""));
    }
    Ok(tag.to_owned())
}

/// A word or phrase, or a regex between slashes.
pub(super) fn matcher(text: &str) -> Result<Matcher, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("empty; write a word or /regex/".to_owned());
    }
    let Some(rest) = text.strip_prefix('/') else { return Ok(Matcher::Word(text.to_owned())) };
    let pattern = rest
        .strip_suffix('/')
        .filter(|pattern| !pattern.is_empty())
        .ok_or_else(|| format!("{text:?} begins a regex and does not end it; write \"/regex/\""))?;
    let built = RegexBuilder::new(pattern).case_insensitive(true).size_limit(REGEX_SIZE).nest_limit(64).build();
    built.map(Matcher::Regex).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => format!("{text:?} is too large a regex; write a shorter one, or words"),
        error => {
            // The engine draws the pattern with a caret; its last line is the cause.
            let cause = error.to_string();
            let cause = cause.lines().last().unwrap_or_default().trim().trim_start_matches("error: ").to_owned();
            format!("{text:?} is no regex: {cause}; see https://docs.rs/regex/#syntax")
        }
    })
}

/// An output format.
pub(super) fn format(text: &str) -> Result<Format, String> {
    choice(text, &[("rss", Format::Rss), ("atom", Format::Atom), ("json", Format::Json)])
}

/// One of a few words.
pub(super) fn choice<T: Copy>(text: &str, choices: &[(&str, T)]) -> Result<T, String> {
    let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        format!("{text:?} is no choice; {}", suggestion(text, &names))
    })
}

/// A header value of visible characters (RFC 9110, section 5.5).
pub(super) fn user_agent(text: &str) -> Result<String, String> {
    let visible = !text.trim().is_empty() && text.len() <= 512 && text.bytes().all(|b| (0x20..0x7f).contains(&b));
    if visible { Ok(text.trim().to_owned()) } else { Err("cannot be sent; write 1 to 512 visible ASCII characters".to_owned()) }
}

/// Plain text of one line.
pub(super) fn line(text: &str) -> Result<String, String> {
    if text.chars().any(char::is_control) {
        return Err("has control characters or line breaks; write one line".to_owned());
    }
    Ok(text.trim().to_owned())
}
