//! How much is asked of one site, of one address, and of the machine, at once.
//!
//! A site is a registrable domain (publicsuffix.org), or a literal address. An address that many sites share may be asked four times
//! as much at once, so that a slow site does not hold up its neighbours.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;
use url::{Host as UrlHost, Url};

/// Between two starts at one site of the public web.
const MIN_DELAY: Duration = Duration::from_millis(200);

/// Sites at one address, times `per_host`.
const NEIGHBOURS: usize = 4;

/// Sites that are remembered before idle ones are forgotten.
const REMEMBERED: usize = 10_000;

/// How long a site is left alone after 429 without `Retry-After`: this, doubled each time.
const FIRST_QUIET: TimeDelta = TimeDelta::minutes(1);
const LONGEST_QUIET: TimeDelta = TimeDelta::hours(1);

/// The longest `Retry-After` that is believed: who is to be left alone for longer was told so by a clock that was ahead.
const LONGEST_ASKED: TimeDelta = TimeDelta::days(1);

/// Limits that all requests share.
pub struct Limits {
    all: Arc<Semaphore>,
    per_host: usize,
    hosts: Mutex<HashMap<String, Arc<Host>>>,
    addresses: Mutex<HashMap<IpAddr, Arc<Semaphore>>>,
}

/// What is known of a site.
pub struct Host {
    running: Arc<Semaphore>,
    pace: Mutex<Pace>,
}

#[derive(Default)]
struct Pace {
    /// Between two starts.
    delay: Duration,
    last_start: Option<Instant>,
    /// The site asked for quiet until then.
    quiet_until: Option<DateTime<Utc>>,
    /// 429 answers in a row.
    refusals: u32,
}

/// A server is done with a request a moment after the answer's last byte is here.
const AFTERWARDS: Duration = Duration::from_millis(10);

/// May run until it is dropped.
#[derive(Debug)]
pub struct Turn {
    at_host: Option<OwnedSemaphorePermit>,
    _held: [Option<OwnedSemaphorePermit>; 2],
    answered: bool,
}

impl Turn {
    /// The server has the request, and has begun to answer.
    pub fn answered(self) -> Self {
        let mut turn = self;
        turn.answered = true;
        turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let runtime = tokio::runtime::Handle::try_current();
        if let (true, Some(at_host), Ok(runtime)) = (self.answered, self.at_host.take(), runtime) {
            runtime.spawn(async move {
                tokio::time::sleep(AFTERWARDS).await;
                drop(at_host);
            });
        }
    }
}

/// The name by which the site of an address is known here: its registrable domain, or a literal address.
pub fn site(url: &Url) -> &str {
    let name = url.host_str().unwrap_or_default();
    match url.host() {
        Some(UrlHost::Domain(_)) => psl::domain_str(name).unwrap_or(name),
        _ => name,
    }
}

impl Limits {
    /// `concurrency` requests in all, `per_host` to one site.
    pub fn new(concurrency: usize, per_host: usize) -> Self {
        Self {
            all: Arc::new(Semaphore::new(concurrency.max(1))),
            per_host: per_host.max(1),
            hosts: Mutex::default(),
            addresses: Mutex::default(),
        }
    }

    /// The site of an address.
    pub fn host(&self, url: &Url) -> Arc<Host> {
        // Names without a registrable domain are the operator's own.
        let public = matches!(url.host(), Some(UrlHost::Domain(name)) if psl::domain_str(name).is_some());
        self.named(site(url), if public { MIN_DELAY } else { Duration::ZERO })
    }

    fn named(&self, name: &str, delay: Duration) -> Arc<Host> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= REMEMBERED {
            hosts.retain(|_, host| Arc::strong_count(host) > 1 || host.is_worth_remembering());
        }
        let host = hosts.entry(name.to_owned()).or_insert_with(|| {
            let pace = Pace { delay, ..Pace::default() };
            Arc::new(Host { running: Arc::new(Semaphore::new(self.per_host)), pace: Mutex::new(pace) })
        });
        Arc::clone(host)
    }

    fn address(&self, address: IpAddr) -> Arc<Semaphore> {
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        if addresses.len() >= REMEMBERED {
            addresses.retain(|_, running| Arc::strong_count(running) > 1);
        }
        Arc::clone(addresses.entry(address).or_insert_with(|| Arc::new(Semaphore::new(self.per_host * NEIGHBOURS))))
    }

    /// Waits for a turn: at the site first, so that waiting for it holds up nobody else.
    pub async fn turn(&self, host: &Host, address: Option<IpAddr>) -> Turn {
        let at_host = Arc::clone(&host.running).acquire_owned().await.ok();
        let at_address = match address {
            Some(address) => self.address(address).acquire_owned().await.ok(),
            None => None,
        };
        loop {
            if let Some(moment) = host.opens_at() {
                tokio::time::sleep_until(moment).await;
            }
            let in_all = Arc::clone(&self.all).acquire_owned().await.ok();
            if host.start() {
                return Turn { at_host, _held: [at_address, in_all], answered: false };
            }
        }
    }

    /// Sites that want quiet, and until when.
    pub fn quiet(&self) -> Vec<(String, DateTime<Utc>)> {
        let hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Utc::now();
        let quiet = hosts.iter().filter_map(|(name, host)| Some((name.clone(), host.pace().quiet_until?)));
        quiet.filter(|(_, until)| *until > now).collect()
    }

    /// Takes note of a site that wanted quiet when the program ran before.
    pub fn keep_quiet(&self, name: &str, until: DateTime<Utc>) {
        self.named(name, MIN_DELAY).pace().quiet_until = Some(until);
    }
}

impl Host {
    fn pace(&self) -> std::sync::MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_worth_remembering(&self) -> bool {
        let pace = self.pace();
        pace.quiet_until.is_some_and(|until| until > Utc::now())
            || pace.last_start.is_some_and(|start| start.elapsed() < pace.delay.max(MIN_DELAY) * 2)
    }

    /// The moment from which the next request may start, if that is not now.
    fn opens_at(&self) -> Option<Instant> {
        let pace = self.pace();
        let moment = pace.last_start? + pace.delay;
        (moment > Instant::now()).then_some(moment)
    }

    /// Starts a request, unless another one just did.
    fn start(&self) -> bool {
        let mut pace = self.pace();
        let now = Instant::now();
        if pace.last_start.is_some_and(|start| start + pace.delay > now) {
            return false;
        }
        pace.last_start = Some(now);
        true
    }

    /// From now on, starts lie at least so far apart.
    pub fn keep_delay(&self, delay: Duration) {
        let mut pace = self.pace();
        pace.delay = pace.delay.max(delay);
    }

    /// The site answered 429: nobody asks it for that long, or, where it does not say, for a minute, doubled each time.
    pub fn be_quiet(&self, wait: Option<Duration>) -> Duration {
        let mut pace = self.pace();
        let doubled = FIRST_QUIET.checked_mul(1 << pace.refusals.min(10)).unwrap_or(LONGEST_QUIET).min(LONGEST_QUIET);
        pace.refusals += 1;
        let asked = wait.and_then(|wait| TimeDelta::from_std(wait).ok()).filter(|wait| !wait.is_zero());
        let wait = asked.unwrap_or(doubled);
        pace.quiet_until = Some(Utc::now() + wait);
        wait.to_std().unwrap_or_default()
    }

    /// The site answered as it should.
    pub fn be_well(&self) {
        self.pace().refusals = 0;
    }

    /// How long the site still wants no requests.
    pub fn quiet_for(&self) -> Option<Duration> {
        let wait = self.pace().quiet_until? - Utc::now();
        wait.to_std().ok().filter(|left| !left.is_zero() && wait <= LONGEST_ASKED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_registrable_domains() {
        fn check(address: &str, expected: &str) {
            assert_eq!(site(&Url::parse(address).unwrap()), expected);
        }
        check("https://rss.news.example.co.uk/world", "example.co.uk");
        check("http://127.0.0.3:8600/a", "127.0.0.3");
        check("http://[2001:db8::1]/a", "[2001:db8::1]");
        check("http://localhost:1/", "localhost");
    }

    #[tokio::test(start_paused = true)]
    async fn starts_at_one_site_lie_apart() {
        let limits = Limits::new(8, 2);
        let host = limits.host(&Url::parse("https://www.example.org/a").unwrap());
        let begun = Instant::now();
        for _ in 0..3 {
            drop(limits.turn(&host, None).await);
        }
        assert!(begun.elapsed() >= MIN_DELAY * 2);
        host.keep_delay(Duration::from_secs(5));
        drop(limits.turn(&host, None).await);
        assert!(begun.elapsed() >= Duration::from_secs(5));
        let own = limits.host(&Url::parse("http://127.0.0.9/").unwrap());
        let before = Instant::now();
        for _ in 0..3 {
            drop(limits.turn(&own, None).await);
        }
        assert_eq!(before, Instant::now());
    }

    #[tokio::test(start_paused = true)]
    async fn a_server_gets_a_moment_to_be_done() {
        let limits = Limits::new(8, 1);
        let host = limits.host(&Url::parse("http://127.0.0.9/").unwrap());
        let begun = Instant::now();
        drop(limits.turn(&host, None).await.answered());
        drop(limits.turn(&host, None).await);
        assert_eq!(begun.elapsed(), AFTERWARDS);
    }

    #[tokio::test(start_paused = true)]
    async fn an_address_has_room_for_four_sites() {
        let limits = Limits::new(64, 2);
        let address = Some("192.0.2.1".parse().unwrap());
        let mut held = Vec::new();
        for n in 0..4 {
            let host = limits.host(&Url::parse(&format!("http://h{n}/")).unwrap());
            held.push(limits.turn(&host, address).await);
            held.push(limits.turn(&host, address).await);
        }
        let other = limits.host(&Url::parse("http://other/").unwrap());
        let ninth = tokio::time::timeout(Duration::from_secs(1), limits.turn(&other, address)).await;
        assert!(ninth.is_err());
        held.pop();
        assert!(tokio::time::timeout(Duration::from_secs(1), limits.turn(&other, address)).await.is_ok());
    }

    #[test]
    fn quiet_doubles_where_the_site_does_not_say() {
        let limits = Limits::new(1, 1);
        let host = limits.host(&Url::parse("https://example.org/").unwrap());
        let minutes = |host: &Host| host.be_quiet(None).as_secs() / 60;
        assert_eq!([minutes(&host), minutes(&host), minutes(&host)], [1, 2, 4]);
        // "Try again at once" is no answer to give with 429.
        assert_eq!(host.be_quiet(Some(Duration::ZERO)).as_secs(), 8 * 60);
        assert_eq!(host.be_quiet(Some(Duration::from_secs(7200))).as_secs(), 7200);
        assert_eq!(limits.quiet()[0].0, "example.org");
        // Set by a clock that was ahead.
        let until = |days| Utc::now() + TimeDelta::days(days) - TimeDelta::minutes(1);
        limits.keep_quiet("ahead.example", until(30));
        limits.keep_quiet("told.example", until(1));
        let quiet = |name: &str| limits.host(&Url::parse(&format!("https://{name}/")).unwrap()).quiet_for().is_some();
        assert_eq!([quiet("ahead.example"), quiet("told.example")], [false, true]);
        host.be_well();
        assert_eq!(minutes(&host), 1);
        for _ in 0..20 {
            host.be_quiet(None);
        }
        assert_eq!(minutes(&host), 60);
    }
}
