//! The subscriber (WebSub, sections 4, 5, 7 and 8): which hubs to ask for pushes, when to renew, and whom to believe. Pure.
//!
//! A push is only ever taken as a hint that a source has news: the source is then visited as always. So a forged push could bring
//! no words of its own into a story, and a hub that forgets us costs nothing but time, since polling goes on.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::signature;
use crate::text::address::without_credentials;

/// The lease that is asked for.
pub const LEASE: TimeDelta = TimeDelta::days(7);

/// Leases that hubs give are believed between these.
const LEASES: (TimeDelta, TimeDelta) = (TimeDelta::minutes(10), TimeDelta::days(30));

/// A hub that has not verified a subscription in this time is asked again.
const PATIENCE: TimeDelta = TimeDelta::hours(1);

/// A hub that refused is left alone for this time.
const REFUSED: TimeDelta = TimeDelta::days(3);

/// Where a source's changes can be pushed from (section 4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The hub's address.
    pub hub: String,
    /// The address to subscribe to: the feed's `self`.
    pub topic: String,
}

/// A subscription, as it is remembered between runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// What is subscribed to, and where.
    pub topic: Topic,
    /// Last part of the callback's address: nobody but the hub knows it.
    pub token: String,
    /// For [`signature`]; only hubs that are spoken to over https get one (section 5.1).
    pub secret: Option<String>,
    /// How it stands.
    pub state: State,
}

/// How a subscription stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum State {
    /// The hub was asked, and has not verified yet.
    Asked {
        /// When.
        at: DateTime<Utc>,
    },
    /// Verified by the hub.
    Active {
        /// The lease's end.
        until: DateTime<Utc>,
        /// When it was verified.
        since: DateTime<Utc>,
    },
    /// The hub said no, or could not be asked.
    Refused {
        /// One line.
        why: String,
        /// When.
        at: DateTime<Utc>,
    },
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asked { at } => write!(f, "the hub was asked {}", at.format("%Y-%m-%d %H:%M UTC")),
            Self::Active { until, .. } => write!(f, "pushed until {}", until.format("%Y-%m-%d %H:%M UTC")),
            Self::Refused { why, .. } => f.write_str(why),
        }
    }
}

impl Subscription {
    /// A subscription that is about to be asked for. `random` is 32 fresh random bytes.
    pub fn new(topic: Topic, random: [u8; 32], now: DateTime<Utc>) -> Self {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let (token, secret) = random.split_at(16);
        let secret = topic.hub.starts_with("https:").then(|| hex(secret));
        Self { token: hex(token), secret, topic, state: State::Asked { at: now } }
    }

    /// Whether the hub is to be asked (again) at `now`: before the lease ends, after a wait where it did not answer, and where what is
    /// remembered lies in the future, since a clock was ahead then.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        match &self.state {
            State::Asked { at } | State::Active { since: at, .. } | State::Refused { at, .. } if *at > now => true,
            State::Asked { at } => now - *at >= PATIENCE,
            State::Active { until, since } => *until - now <= (*until - *since) / 5,
            State::Refused { at, .. } => now - *at >= REFUSED,
        }
    }

    /// The body of a subscription request (section 5.1), as a form.
    pub fn request(&self, callback: &str) -> String {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("hub.callback", callback)
            .append_pair("hub.mode", "subscribe")
            .append_pair("hub.topic", &self.topic.topic)
            .append_pair("hub.lease_seconds", &LEASE.num_seconds().to_string());
        if let Some(secret) = &self.secret {
            form.append_pair("hub.secret", secret);
        }
        form.finish()
    }

    /// What a hub's request to the callback (section 5.3) makes of this subscription: the body to answer with, or `None` for 404.
    pub fn verified(&mut self, asked: &Verification, now: DateTime<Utc>) -> Option<String> {
        if asked.topic != self.topic.topic {
            return None;
        }
        match asked.mode.as_str() {
            "subscribe" => {
                let lease = TimeDelta::try_seconds(asked.lease_seconds.unwrap_or(LEASE.num_seconds())).unwrap_or(LEASES.1);
                self.state = State::Active { until: now + lease.clamp(LEASES.0, LEASES.1), since: now };
                asked.challenge.clone()
            }
            "denied" => {
                let why = asked.reason.clone().filter(|why| !why.is_empty()).unwrap_or_else(|| "no reason given".into());
                let why = why.chars().filter(|c| !c.is_control()).take(200).collect::<String>();
                self.state = State::Refused { why: format!("the hub refused: {why}"), at: now };
                Some(String::new())
            }
            // Nothing is ever unsubscribed from; leases run out.
            _ => None,
        }
    }

    /// Whether a push comes from the hub: signed where a secret was agreed on; else whoever knows the callback is believed.
    pub fn trusts(&self, body: &[u8], header: Option<&str>) -> bool {
        match &self.secret {
            None => true,
            Some(secret) => header.is_some_and(|header| signature::verify(secret.as_bytes(), body, header)),
        }
    }
}

/// A hub's request to the callback (section 5.3), from its query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// `hub.mode`
    pub mode: String,
    /// `hub.topic`
    pub topic: String,
    /// `hub.challenge`
    pub challenge: Option<String>,
    /// `hub.lease_seconds`
    pub lease_seconds: Option<i64>,
    /// `hub.reason`
    pub reason: Option<String>,
}

impl Verification {
    /// Reads a query.
    pub fn of(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "hub.mode" => read.mode = value.into_owned(),
                "hub.topic" => read.topic = value.into_owned(),
                "hub.challenge" => read.challenge = Some(value.into_owned()),
                "hub.lease_seconds" => read.lease_seconds = value.parse().ok(),
                "hub.reason" => read.reason = Some(value.into_owned()),
                _ => {}
            }
        }
        read
    }
}

/// Hub and topic of a document (section 4): `Link` headers before the document's own links.
pub fn discover(link_headers: &[String], document: (Option<&str>, Option<&str>), address: &url::Url) -> Option<Topic> {
    let (mut hub, mut own) = (None, None);
    for (target, relations) in link_headers.iter().flat_map(|header| links(header)) {
        let Ok(target) = address.join(&target) else { continue };
        for relation in relations.split_ascii_whitespace() {
            match relation.to_ascii_lowercase().as_str() {
                "hub" => hub = hub.or_else(|| Some(target.to_string())),
                "self" => own = own.or_else(|| Some(target.to_string())),
                _ => {}
            }
        }
    }
    let hub = hub.or_else(|| document.0.map(str::to_owned)).filter(|hub| hub.starts_with("http"))?;
    let topic = own.or_else(|| document.1.map(str::to_owned)).unwrap_or_else(|| address.to_string());
    Some(Topic { hub: bare(hub), topic: bare(topic) })
}

/// An address without credentials: they are shown, and told to others.
fn bare(address: String) -> String {
    match url::Url::parse(&address) {
        Ok(url) if address.contains('@') => without_credentials(&url).into(),
        _ => address,
    }
}

/// Targets and relations of a `Link` header (RFC 8288, section 3).
fn links(header: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = header;
    while let Some((target, behind)) = rest.split_once('<').and_then(|(_, behind)| behind.split_once('>')) {
        let (parameters, next) = behind.split_at(end_of_link(behind));
        for parameter in parameters.split(';') {
            if let Some((name, value)) = parameter.split_once('=')
                && name.trim().eq_ignore_ascii_case("rel")
            {
                found.push((target.trim().to_owned(), value.trim().trim_matches('"').to_owned()));
            }
        }
        rest = next;
    }
    found
}

/// Where the next link begins: the first comma outside quotes.
fn end_of_link(parameters: &str) -> usize {
    let mut quoted = false;
    for (at, c) in parameters.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => return at,
            _ => {}
        }
    }
    parameters.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-03-04T10:00:00Z").unwrap().to_utc()
    }

    fn subscription() -> Subscription {
        let topic = Topic { hub: "https://hub.example/".into(), topic: "https://a.example/feed".into() };
        Subscription::new(topic, [7; 32], now())
    }

    #[test]
    fn hubs_are_found_in_headers_and_documents() {
        fn check(headers: &[&str], document: (Option<&str>, Option<&str>), expected: Option<(&str, &str)>) {
            let address = url::Url::parse("https://a.example/feed").unwrap();
            let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
            let expected = expected.map(|(hub, topic)| Topic { hub: hub.into(), topic: topic.into() });
            assert_eq!(discover(&headers, document, &address), expected, "{headers:?}");
        }
        check(&[], (None, None), None);
        check(
            &[],
            (Some("https://jo:secret@h.example/"), Some("https://jo:secret@a.example/self")),
            Some(("https://h.example/", "https://a.example/self")),
        );
        check(&[], (Some("https://h.example/"), None), Some(("https://h.example/", "https://a.example/feed")));
        check(
            &[],
            (Some("https://h.example/"), Some("https://a.example/f")),
            Some(("https://h.example/", "https://a.example/f")),
        );
        let both = "<https://h.example/>; rel=\"hub\", </own>; title=\"a, b\"; rel=self";
        check(&[both], (Some("https://other.example/"), None), Some(("https://h.example/", "https://a.example/own")));
        check(&["</x>; rel=\"next hub\"", "broken <"], (None, None), Some(("https://a.example/x", "https://a.example/feed")));
        check(&["<ftp://h.example/>; rel=hub"], (None, None), None);
    }

    #[test]
    fn a_hub_asks_whether_it_was_meant() {
        let mut subscription = subscription();
        let asked = |query: &str| Verification::of(query);
        let meant = "hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2Ffeed&hub.challenge=x+1&hub.lease_seconds=864000";
        assert_eq!(subscription.verified(&asked("hub.mode=subscribe&hub.topic=https://b.example/&hub.challenge=x"), now()), None);
        assert_eq!(subscription.verified(&asked(&meant.replace("=subscribe", "=unsubscribe")), now()), None);
        assert_eq!(subscription.verified(&asked(meant), now()).as_deref(), Some("x 1"));
        assert_eq!(subscription.state, State::Active { until: now() + TimeDelta::days(10), since: now() });
        let denied = asked("hub.mode=denied&hub.topic=https://a.example/feed&hub.reason=no%0Aroom");
        assert_eq!(subscription.verified(&denied, now()).as_deref(), Some(""));
        assert_eq!(subscription.state, State::Refused { why: "the hub refused: noroom".into(), at: now() });
    }

    #[test]
    fn leases_are_renewed_before_they_end() {
        let check = |state: State, hours: i64, expected: bool| {
            let subscription = Subscription { state, ..subscription() };
            assert_eq!(subscription.is_due(now() + TimeDelta::hours(hours)), expected, "{subscription:?} after {hours} h");
        };
        let active = State::Active { until: now() + TimeDelta::hours(100), since: now() };
        check(active.clone(), 79, false);
        check(active.clone(), 80, true);
        check(active, 200, true);
        check(State::Asked { at: now() }, 0, false);
        check(State::Asked { at: now() }, 1, true);
        check(State::Refused { why: String::new(), at: now() }, 71, false);
        check(State::Refused { why: String::new(), at: now() }, 72, true);
        // Written by a clock that was ahead.
        check(State::Asked { at: now() }, -1, true);
        check(State::Active { until: now() + TimeDelta::hours(100), since: now() }, -1, true);
        check(State::Refused { why: String::new(), at: now() }, -1, true);
    }

    #[test]
    fn pushes_are_signed_where_a_secret_was_agreed_on() {
        let signed = subscription();
        let header = signature::sign(signed.secret.as_deref().unwrap().as_bytes(), b"body");
        assert!(
            signed.trusts(b"body", Some(&header)) && !signed.trusts(b"other", Some(&header)) && !signed.trusts(b"body", None)
        );
        let open =
            Subscription::new(Topic { hub: "http://h.example/".into(), topic: "http://a.example/".into() }, [1; 32], now());
        assert!(open.secret.is_none() && open.trusts(b"body", None));
    }

    #[test]
    fn what_is_asked_of_a_hub() {
        insta::assert_snapshot!(
            subscription().request("https://me.example/websub/t"),
            @"hub.callback=https%3A%2F%2Fme.example%2Fwebsub%2Ft&hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2Ffeed&hub.lease_seconds=604800&hub.secret=07070707070707070707070707070707"
        );
    }
}
