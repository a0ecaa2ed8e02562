//! robots.txt (RFC 9309), and its widespread `Crawl-delay`.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

use super::{FetchError, FetchErrorKind};

/// Bytes of a file that is fetched at all.
pub const MAX_FILE: u64 = 8 << 20;

/// Bytes that are read of it (RFC 9309, section 2.5, asks for at least 500 KiB).
const MAX: usize = 512 << 10;

/// The lines that are read of a file.
pub fn head(bytes: &[u8]) -> &[u8] {
    if bytes.len() <= MAX {
        return bytes;
    }
    // Half a rule may say more than the whole one.
    &bytes[..memchr::memrchr2(b'\n', b'\r', &bytes[..MAX]).unwrap_or(0)]
}

/// A longer delay than this would mean never.
const MAX_DELAY: f64 = 60.0;

/// Rules that are kept, and bytes of one: no site needs more, and many sites are remembered.
const MAX_RULES: usize = 2_000;
const MAX_PATTERN: usize = 1_024;

/// What a site allows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    rules: Vec<(bool, String)>,
    /// Between two requests.
    pub delay: Option<Duration>,
    /// Why they could not be had, if they could not.
    #[serde(default)]
    pub missing: Option<Missing>,
}

/// Why a robots.txt could not be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Its server does not answer at all, so that it is no matter of robots.txt.
    pub down: bool,
    /// One line.
    pub why: String,
}

impl Rules {
    /// A site that allows nothing, for now: its robots.txt cannot be had (RFC 9309, section 2.3.1.4).
    pub fn closed(error: &FetchError) -> Self {
        let down = matches!(error.kind, FetchErrorKind::Unreachable | FetchErrorKind::Timeout);
        let why = if down { error.message.replace("/robots.txt", "/") } else { error.message.clone() };
        Self { rules: vec![(false, "/".into())], delay: None, missing: Some(Missing { down, why }) }
    }

    /// What is said where these rules, or the lack of them, do not allow a path.
    pub fn forbid(&self, url: &Url, path: &str) -> FetchError {
        let host = url.host_str().unwrap_or_default();
        match &self.missing {
            Some(Missing { down: true, why }) => FetchError::new(FetchErrorKind::Unreachable, why.as_str()),
            Some(Missing { why, .. }) => {
                let message = format!("robots.txt of {host} cannot be had, so that nothing else is asked for now: {why}");
                FetchError::new(FetchErrorKind::Robots, message)
            }
            None => FetchError::new(FetchErrorKind::Robots, format!("robots.txt of {host} does not allow {path}")),
        }
    }

    /// The rules for `agent` in a robots.txt: those of its own groups, else those for everybody.
    pub fn parse(text: &str, agent: &str) -> Self {
        let mut own = Self::default();
        let mut general = Self::default();
        let mut has_own = false;
        let (mut to_own, mut to_general, mut in_rules) = (false, false, true);
        for line in text.lines() {
            let line = line.trim_start_matches('\u{feff}').split('#').next().unwrap_or_default();
            let Some((name, value)) = line.split_once(':') else { continue };
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
            if name == "user-agent" {
                if in_rules {
                    (to_own, to_general, in_rules) = (false, false, false);
                }
                let product = value.split(['/', ' ']).next().unwrap_or_default();
                to_own |= !product.is_empty() && product.eq_ignore_ascii_case(agent);
                to_general |= value == "*";
                has_own |= to_own;
                continue;
            }
            let rule = match name.as_str() {
                "allow" | "disallow" => Some((name == "allow", value.to_owned())),
                "crawl-delay" => None,
                _ => continue,
            };
            in_rules = true;
            for (applies, rules) in [(to_own, &mut own), (to_general, &mut general)] {
                if !applies {
                    continue;
                }
                match &rule {
                    Some((_, path)) if path.is_empty() || path.len() > MAX_PATTERN || rules.rules.len() >= MAX_RULES => {}
                    Some((allow, path)) => rules.rules.push((*allow, normal(path))),
                    None => {
                        rules.delay = value
                            .parse::<f64>()
                            .ok()
                            .filter(|seconds| *seconds > 0.0)
                            .map(|seconds| Duration::from_secs_f64(seconds.min(MAX_DELAY)))
                    }
                }
            }
        }
        if has_own { own } else { general }
    }

    /// Whether a path (with query) may be asked: the longest matching rule decides, allow before disallow (section 2.2.2).
    pub fn allows(&self, path: &str) -> bool {
        let path = normal(path);
        let matching = self.rules.iter().filter(|(_, pattern)| matches(pattern, &path));
        matching.max_by_key(|(allow, pattern)| (pattern.len(), *allow)).is_none_or(|(allow, _)| *allow)
    }
}

/// A path in which two spellings of one are the same (section 2.2.2): escapes of plain characters are undone, all others are in
/// capitals, and what is not ASCII is escaped.
fn normal(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [byte, behind @ ..] = rest {
        let digit = |at: usize| {
            behind.get(at).and_then(|digit| char::from(*digit).to_digit(16)).and_then(|digit| u8::try_from(digit).ok())
        };
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                let escaped = high * 16 + low;
                if escaped.is_ascii_alphanumeric() || matches!(escaped, b'-' | b'.' | b'_' | b'~') {
                    out.push(char::from(escaped));
                } else {
                    out.push_str(&format!("%{escaped:02X}"));
                }
                rest = behind.get(2..).unwrap_or_default();
                continue;
            }
            (byte, ..) if byte.is_ascii() => out.push(char::from(*byte)),
            (byte, ..) => out.push_str(&format!("%{byte:02X}")),
        }
        rest = behind;
    }
    out
}

/// `*` is any characters, `$` at the end is the end (section 2.2.3).
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        if whole && at + 1 == parts.len() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(found) => rest = &rest[found + part.len()..],
            None => return false,
        }
    }
    !whole || rest.is_empty() || !parts.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_are_read_up_to_a_whole_line() {
        let file = |lines: usize| format!("User-agent: *\nDisallow: /a\n{}", "Disallow: /b\n".repeat(lines));
        let long = file(100_000);
        let read = head(long.as_bytes());
        assert!(read.len() > 500 << 10 && read.len() <= MAX && read.ends_with(b"Disallow: /b"));
        assert_eq!(head(file(9).as_bytes()), file(9).as_bytes());
        assert_eq!(head(&vec![b'x'; MAX + 1]), b"");
    }

    #[test]
    fn allows() {
        fn check(text: &str, path: &str, expected: bool) {
            assert_eq!(Rules::parse(text, "newsloom").allows(path), expected, "{text} {path}");
        }
        check("", "/a", true);
        check("User-agent: *\nDisallow: /articles/", "/articles/1", false);
        check("User-agent: *\nDisallow: /articles/", "/other", true);
        check("User-agent: *\nDisallow: /\nAllow: /news", "/news/1", true);
        check("User-agent: other\nDisallow: /", "/a", true);
        check("User-agent: *\nDisallow: /\n\nUser-agent: Newsloom/1.0\nDisallow: /x", "/a", true);
        check("User-agent: a\nUser-agent: newsloom\nDisallow: /x", "/x", false);
        check("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false);
        check("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", true);
        check("User-agent: *\nDisallow:", "/a", true);
        check("User-agent: *\nDisallow: /a$", "/ab", true);
        // Two spellings of one path.
        check("User-agent: *\nDisallow: /a%2dé", "/a-%c3%a9/x", false);
        check("User-agent: *\nDisallow: /a%2Fb", "/a/b", true);
        check("User-agent: *\nDisallow: /100%", "/100%/x", false);
    }

    #[test]
    fn delays() {
        let delay = |text: &str| Rules::parse(text, "newsloom").delay;
        assert_eq!(delay("User-agent: *\nCrawl-delay: 1.5"), Some(Duration::from_millis(1500)));
        assert_eq!(delay("User-agent: *\nCrawl-delay: 100000"), Some(Duration::from_secs(60)));
        assert_eq!(delay("User-agent: *\nCrawl-delay: soon"), None);
    }
}
