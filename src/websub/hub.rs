//! The hub (WebSub, sections 5 to 7): who is told of changes, and when. Pure: requests, routes and memory are others' work.

use std::num::IntErrorKind;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::Url;

/// The lease that is given where none is asked for.
const LEASE: TimeDelta = TimeDelta::days(10);

/// Leases are given between these.
const LEASES: (TimeDelta, TimeDelta) = (TimeDelta::minutes(5), TimeDelta::days(30));

/// Bytes of a secret (section 5.1 allows fewer than 200).
const MAX_SECRET: usize = 199;

/// Bytes of a callback's address.
const MAX_CALLBACK: usize = 2_048;

/// Between tries of a delivery: the first, doubled with every failure, up to the second.
const WAITS: (TimeDelta, TimeDelta) = (TimeDelta::seconds(30), TimeDelta::hours(6));

/// What a request to the hub wants (section 5.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `true`: subscribe; `false`: unsubscribe.
    pub subscribe: bool,
    /// Where changes are sent.
    pub callback: Url,
    /// The feed's address, as asked for.
    pub topic: String,
    /// Length of the subscription.
    pub lease: TimeDelta,
    /// For signatures.
    pub secret: Option<String>,
}

/// Reads the form of a request.
///
/// # Errors
/// One line: what is wrong with it, for the answer.
pub fn read(form: &[u8]) -> Result<Request, &'static str> {
    let (mut mode, mut callback, mut topic, mut lease, mut secret) = (None, None, None, None, None);
    for (name, value) in url::form_urlencoded::parse(form) {
        let slot = match name.as_ref() {
            "hub.mode" => &mut mode,
            "hub.callback" => &mut callback,
            "hub.topic" => &mut topic,
            "hub.lease_seconds" => &mut lease,
            "hub.secret" => &mut secret,
            _ => continue,
        };
        *slot = Some(value.into_owned());
    }
    let subscribe = match mode.as_deref() {
        Some("subscribe") => true,
        Some("unsubscribe") => false,
        _ => return Err("hub.mode must be subscribe or unsubscribe"),
    };
    let callback = callback.filter(|callback| callback.len() <= MAX_CALLBACK).and_then(|callback| Url::parse(&callback).ok());
    let callback = callback.filter(|callback| matches!(callback.scheme(), "http" | "https"));
    let callback = callback.ok_or("hub.callback must be an http or https address")?;
    let topic = topic.ok_or("hub.topic is missing")?;
    if secret.as_ref().is_some_and(|secret| secret.len() > MAX_SECRET) {
        return Err("hub.secret must be shorter than 200 bytes");
    }
    let lease = lease.map_or(Ok(LEASE), |text| lease_of(&text))?;
    Ok(Request { subscribe, callback, topic, lease, secret: secret.filter(|secret| !secret.is_empty()) })
}

/// The lease nearest to the one that is asked for, however large the number.
fn lease_of(seconds: &str) -> Result<TimeDelta, &'static str> {
    let seconds = seconds.trim().parse::<i64>().or_else(|error| match error.kind() {
        IntErrorKind::PosOverflow => Ok(i64::MAX),
        IntErrorKind::NegOverflow => Ok(i64::MIN),
        _ => Err("hub.lease_seconds must be a number"),
    })?;
    Ok(TimeDelta::seconds(seconds.clamp(LEASES.0.num_seconds(), LEASES.1.num_seconds())))
}

impl Request {
    /// The address at which the subscriber confirms it (section 5.3).
    pub fn verification(&self, challenge: &str) -> Url {
        let mut url = self.callback.clone();
        let mode = if self.subscribe { "subscribe" } else { "unsubscribe" };
        let mut query = url.query_pairs_mut();
        query.append_pair("hub.mode", mode).append_pair("hub.topic", &self.topic).append_pair("hub.challenge", challenge);
        if self.subscribe {
            query.append_pair("hub.lease_seconds", &self.lease.num_seconds().to_string());
        }
        drop(query);
        url
    }
}

/// A verified subscription, as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscriber {
    /// Where changes are sent.
    pub callback: String,
    /// The feed's address.
    pub topic: String,
    /// For signatures.
    pub secret: Option<String>,
    /// When the lease ends.
    pub until: DateTime<Utc>,
    /// Entity tag of what it has.
    pub has: String,
    /// Failed tries in a row.
    pub failures: u32,
    /// Not before.
    pub next_try: DateTime<Utc>,
}

impl Subscriber {
    /// A subscription that was just verified. The subscriber is taken to know the feed as it is now.
    pub fn new(request: &Request, has: String, now: DateTime<Utc>) -> Self {
        let (callback, topic, secret) = (request.callback.to_string(), request.topic.clone(), request.secret.clone());
        Self { callback, topic, secret, until: now + request.lease, has, failures: 0, next_try: now }
    }

    /// The subscription with the lease and the secret of a request that renews it. What it has stays: a change that did not arrive yet is
    /// still owed, and at once, as the subscriber has just answered.
    pub fn renewed(self, request: &Request, now: DateTime<Utc>) -> Self {
        Self::new(request, self.has, now)
    }

    /// What makes it the same subscription when it is asked for again: callback and topic.
    pub fn key(&self) -> String {
        let hash = Sha256::digest(format!("{}\0{}", self.callback, self.topic));
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whether the feed with this entity tag is to be sent now.
    pub fn wants(&self, tag: &str, now: DateTime<Utc>) -> bool {
        self.has != tag && self.next_try <= now && now < self.until
    }

    /// What becomes of it after a delivery was answered with `status` (`None`: with nothing). `None`: it ends.
    pub fn after(self, tag: &str, status: Option<u16>, now: DateTime<Utc>) -> Option<Self> {
        match status {
            Some(200..=299) => Some(Self { has: tag.to_owned(), failures: 0, next_try: self.next_try.min(now), ..self }),
            // Section 7: the subscriber wants no more.
            Some(410) => None,
            _ => {
                let wait = WAITS.0 * 2_i32.saturating_pow(self.failures.min(16));
                Some(Self { failures: self.failures + 1, next_try: now + wait.min(WAITS.1), ..self })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_770_000_000, 0).unwrap()
    }

    const GOOD: &str = "hub.mode=subscribe&hub.callback=https%3A%2F%2Freader.example%2Fpush%3Fid%3D7&hub.topic=https%3A%2F%2Ffeeds.example%2Fall.atom";

    #[test]
    fn requests() {
        fn check(more: &str, expected: Result<i64, &str>) {
            let lease = read(format!("{GOOD}{more}").as_bytes()).map(|request| request.lease.num_seconds());
            assert_eq!(lease, expected, "{more}");
        }
        check("", Ok(864_000));
        check("&hub.lease_seconds=3600&unknown=1", Ok(3_600));
        check("&hub.lease_seconds=1", Ok(300));
        check("&hub.lease_seconds=9223372036854775807", Ok(2_592_000));
        check("&hub.lease_seconds=99999999999999999999", Ok(2_592_000));
        check("&hub.lease_seconds=-99999999999999999999", Ok(300));
        check("&hub.lease_seconds=", Err("hub.lease_seconds must be a number"));
        check("&hub.lease_seconds=soon", Err("hub.lease_seconds must be a number"));
        check(&format!("&hub.secret={}", "x".repeat(200)), Err("hub.secret must be shorter than 200 bytes"));
        check("&hub.mode=publish", Err("hub.mode must be subscribe or unsubscribe"));
        check("&hub.callback=ftp://reader.example/", Err("hub.callback must be an http or https address"));
        assert_eq!(read(b"hub.mode=subscribe&hub.callback=http://a.example/"), Err("hub.topic is missing"));
    }

    #[test]
    fn the_subscriber_is_asked_to_confirm() {
        let url = read(GOOD.as_bytes()).unwrap().verification("abc");
        assert_eq!(
            url.as_str(),
            "https://reader.example/push?id=7&hub.mode=subscribe&hub.topic=https%3A%2F%2Ffeeds.example%2Fall.atom\
             &hub.challenge=abc&hub.lease_seconds=864000"
        );
    }

    #[test]
    fn a_renewal_keeps_what_is_owed() {
        let failing = Subscriber::new(&read(GOOD.as_bytes()).unwrap(), "\"one\"".into(), now());
        let failing = failing.after("\"two\"", Some(503), now()).unwrap();
        let later = now() + TimeDelta::seconds(1);
        let request = read(format!("{GOOD}&hub.lease_seconds=3600&hub.secret=new").as_bytes()).unwrap();
        let renewed = failing.clone().renewed(&request, later);
        assert!(!failing.wants("\"two\"", later) && renewed.wants("\"two\"", later));
        assert_eq!((renewed.has.as_str(), renewed.secret.as_deref(), renewed.failures), ("\"one\"", Some("new"), 0));
        assert_eq!((renewed.until, renewed.key()), (later + TimeDelta::hours(1), failing.key()));
    }

    #[test]
    fn deliveries_are_retried_with_growing_waits() {
        let new = Subscriber::new(&read(GOOD.as_bytes()).unwrap(), "\"one\"".into(), now());
        assert!(!new.wants("\"one\"", now()) && new.wants("\"two\"", now()));
        let mut waits = Vec::new();
        let mut failing = new.clone();
        for _ in 0..12 {
            failing = failing.after("\"two\"", Some(503), now()).unwrap();
            waits.push((failing.next_try - now()).num_seconds());
        }
        assert_eq!(waits, [30, 60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 15_360, 21_600, 21_600]);
        assert!(!failing.wants("\"two\"", now()) && failing.wants("\"two\"", failing.next_try));
        let done = failing.after("\"two\"", Some(204), now()).unwrap();
        assert!(done.failures == 0 && !done.wants("\"two\"", now()) && done.wants("\"three\"", now()));
        assert!(!done.wants("\"three\"", done.until), "the lease is over");
        assert_eq!(new.after("\"two\"", Some(410), now()), None);
    }
}
