//! robots.txt (RFC 9309), and its widespread `Crawl-delay`.

use std::time::Duration;

/// Bytes that are read (RFC 9309, section 2.5, asks for at least 500 KiB).
pub const MAX: u64 = 512 * 1024;

/// A longer delay than this would mean never.
const MAX_DELAY: f64 = 60.0;

/// What a site allows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    rules: Vec<(bool, String)>,
    /// Between two requests.
    pub delay: Option<Duration>,
}

impl Rules {
    /// A site that allows nothing, for now: its robots.txt cannot be had (RFC 9309, section 2.3.1.4).
    pub fn closed() -> Self {
        Self { rules: vec![(false, "/".into())], delay: None }
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
                    Some((_, path)) if path.is_empty() => {}
                    Some(rule) => rules.rules.push(rule.clone()),
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
        let matching = self.rules.iter().filter(|(_, pattern)| matches(pattern, path));
        matching.max_by_key(|(allow, pattern)| (pattern.len(), *allow)).is_none_or(|(allow, _)| *allow)
    }
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
    }

    #[test]
    fn delays() {
        let delay = |text: &str| Rules::parse(text, "newsloom").delay;
        assert_eq!(delay("User-agent: *\nCrawl-delay: 1.5"), Some(Duration::from_millis(1500)));
        assert_eq!(delay("User-agent: *\nCrawl-delay: 100000"), Some(Duration::from_secs(60)));
        assert_eq!(delay("User-agent: *\nCrawl-delay: soon"), None);
    }
}
