//! What the headers of an answer say. Questions to a response, no requests.

use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::Validators;
use crate::read::dates;

/// A wait that a server asks for is heeded up to this.
const MAX_WAIT: Duration = Duration::from_secs(24 * 3600);

/// Freshness is believed up to this.
const MAX_FRESH: u64 = 24 * 3600;

/// A validator longer than this is not worth keeping.
const MAX_VALIDATOR: usize = 1024;

/// `Link` headers that are looked at, and bytes of one.
const MAX_LINKS: usize = 10;
const MAX_LINK: usize = 2048;

/// A header's text, where it is ASCII.
pub fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Validators of an answer, verbatim. Those that a 304 leaves out hold on (RFC 9110, section 15.4.5).
pub fn validators(headers: &HeaderMap, held: Validators) -> Validators {
    // A header is bytes; as Latin-1 every byte is one character, and comes back as it was.
    let verbatim = |name: HeaderName| {
        let bytes = headers.get(name)?.as_bytes();
        (bytes.len() <= MAX_VALIDATOR).then(|| bytes.iter().map(|byte| char::from(*byte)).collect::<String>())
    };
    Validators {
        etag: verbatim(header::ETAG).or(held.etag),
        last_modified: verbatim(header::LAST_MODIFIED).or(held.last_modified),
    }
}

/// A validator as it goes back.
pub fn condition(validator: &str) -> Option<HeaderValue> {
    let bytes: Option<Vec<u8>> = validator.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    HeaderValue::from_bytes(&bytes?).ok()
}

/// `Link` headers, for WebSub.
pub fn links(headers: &HeaderMap) -> Vec<String> {
    let links = headers.get_all(header::LINK).iter().filter_map(|value| value.to_str().ok());
    links.filter(|link| link.len() <= MAX_LINK).take(MAX_LINKS).map(str::to_owned).collect()
}

/// `Content-Range` of a partial answer, else `Content-Length` of an uncompressed one.
pub fn total_length(headers: &HeaderMap, length: Option<u64>) -> Option<u64> {
    match text(headers, header::CONTENT_RANGE) {
        Some(range) => range.rsplit('/').next()?.trim().parse().ok(),
        None if headers.contains_key(header::CONTENT_ENCODING) => None,
        None => length,
    }
}

/// `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3).
pub fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let value = text(headers, header::RETRY_AFTER)?.trim();
    let wait = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => (dates::parse(value)?.to_utc() - now).to_std().unwrap_or_default(),
    };
    Some(wait.min(MAX_WAIT))
}

/// For how long an answer stays fresh: `max-age` less `Age`, else `Expires` against `Date` (RFC 9111, section 4.2).
pub fn fresh_for(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    if let Some(control) = text(headers, header::CACHE_CONTROL) {
        let directives: Vec<String> = control.split(',').map(|part| part.trim().to_ascii_lowercase()).collect();
        if directives.iter().any(|directive| directive == "no-cache" || directive == "no-store") {
            return None;
        }
        let lifetime =
            directives.iter().find_map(|directive| directive.strip_prefix("max-age=")?.trim_matches('"').parse::<u64>().ok());
        if let Some(lifetime) = lifetime {
            let age = text(headers, header::AGE).and_then(|age| age.trim().parse::<u64>().ok()).unwrap_or(0);
            return Some(Duration::from_secs(lifetime.saturating_sub(age).min(MAX_FRESH)));
        }
    }
    let expires = dates::parse(text(headers, header::EXPIRES)?)?;
    let date = text(headers, header::DATE).and_then(dates::parse).map_or(now, |date| date.to_utc());
    let seconds = u64::try_from((expires.to_utc() - date).num_seconds()).ok()?;
    Some(Duration::from_secs(seconds.min(MAX_FRESH)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &str)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        pairs.iter().map(pair).collect()
    }

    fn now() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-03-04T10:00:00Z").unwrap().to_utc()
    }

    #[test]
    fn waits_in_seconds_and_as_dates() {
        let check = |value: &str, seconds: Option<u64>| {
            let wait = retry_after(&headers(&[("retry-after", value)]), now());
            assert_eq!(wait.map(|wait| wait.as_secs()), seconds, "{value}");
        };
        check("120", Some(120));
        check(" 120 ", Some(120));
        check("Wed, 04 Mar 2026 12:00:00 GMT", Some(7200));
        check("Wed, 04 Mar 2026 09:00:00 GMT", Some(0));
        check("999999999", Some(86_400));
        check("soon", None);
    }

    #[test]
    fn freshness() {
        let check = |pairs: &[(&'static str, &str)], seconds: Option<u64>| {
            assert_eq!(fresh_for(&headers(pairs), now()).map(|fresh| fresh.as_secs()), seconds, "{pairs:?}");
        };
        check(&[], None);
        check(&[("cache-control", "public, max-age=600")], Some(600));
        check(&[("cache-control", "max-age=600"), ("age", "250")], Some(350));
        check(&[("cache-control", "max-age=600"), ("age", "700")], Some(0));
        check(&[("cache-control", "no-cache, max-age=600")], None);
        check(&[("cache-control", "max-age=99999999")], Some(86_400));
        check(&[("expires", "Wed, 04 Mar 2026 11:00:00 GMT"), ("date", "Wed, 04 Mar 2026 10:30:00 GMT")], Some(1800));
        check(&[("expires", "Wed, 04 Mar 2026 11:00:00 GMT")], Some(3600));
        check(&[("expires", "0")], None);
    }

    #[test]
    fn validators_come_back_as_they_were() {
        for tag in [&b"W/\"x\""[..], b"no quotes", b"\"caf\xe9 \xff\""] {
            let headers = HeaderMap::from_iter([(header::ETAG, HeaderValue::from_bytes(tag).unwrap())]);
            let held = Validators { etag: Some("old".into()), last_modified: Some("then".into()) };
            let known = validators(&headers, held);
            assert_eq!(condition(known.etag.as_deref().unwrap()).unwrap().as_bytes(), tag);
            assert_eq!(known.last_modified.as_deref(), Some("then"));
        }
    }
}
