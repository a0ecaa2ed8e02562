//! How much is asked of one host, and of the machine, at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;
use url::Url;

/// Limits that all requests share.
pub struct Limits {
    all: Arc<Semaphore>,
    per_host: usize,
    hosts: Mutex<HashMap<String, Arc<Host>>>,
}

/// What is known of a host: a registrable domain, or a literal address.
pub struct Host {
    running: Arc<Semaphore>,
    pace: Mutex<Pace>,
}

#[derive(Default)]
struct Pace {
    /// Between two starts.
    delay: Duration,
    /// The next request may not start before.
    next: Option<Instant>,
    /// The host asked for quiet until then.
    quiet_until: Option<Instant>,
}

/// May run until it is dropped.
pub struct Turn {
    _host: Option<OwnedSemaphorePermit>,
    _all: Option<OwnedSemaphorePermit>,
}

impl Limits {
    /// `concurrency` requests in all, `per_host` to one host.
    pub fn new(concurrency: usize, per_host: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(concurrency.max(1))), per_host: per_host.max(1), hosts: Mutex::new(HashMap::new()) }
    }

    /// The host of an address.
    pub fn host(&self, url: &Url) -> Arc<Host> {
        let name = url.host_str().unwrap_or_default();
        let key = match url.host() {
            Some(url::Host::Domain(name)) => psl::domain_str(name).unwrap_or(name),
            _ => name,
        };
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let host = hosts
            .entry(key.to_owned())
            .or_insert_with(|| Arc::new(Host { running: Arc::new(Semaphore::new(self.per_host)), pace: Mutex::default() }));
        Arc::clone(host)
    }

    /// Waits for a turn at a host: its own limits first, so that waiting for it holds up nobody else.
    pub async fn turn(&self, host: &Host) -> Turn {
        let at_host = Arc::clone(&host.running).acquire_owned().await.ok();
        if let Some(start) = host.book() {
            tokio::time::sleep_until(start).await;
        }
        let in_all = Arc::clone(&self.all).acquire_owned().await.ok();
        Turn { _host: at_host, _all: in_all }
    }
}

impl Host {
    fn pace(&self) -> std::sync::MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The moment at which the next request may start, and none other before the delay has passed again.
    fn book(&self) -> Option<Instant> {
        let mut pace = self.pace();
        if pace.delay.is_zero() {
            return None;
        }
        let start = pace.next.map_or_else(Instant::now, |next| next.max(Instant::now()));
        pace.next = Some(start + pace.delay);
        Some(start)
    }

    /// From now on, starts lie at least so far apart.
    pub fn keep_delay(&self, delay: Duration) {
        let mut pace = self.pace();
        if delay > pace.delay {
            pace.delay = delay;
        }
    }

    /// The host wants no requests for that long.
    pub fn be_quiet(&self, wait: Duration) {
        self.pace().quiet_until = Some(Instant::now() + wait);
    }

    /// How long the host still wants no requests.
    pub fn quiet_for(&self) -> Option<Duration> {
        let until = self.pace().quiet_until?;
        until.checked_duration_since(Instant::now()).filter(|wait| !wait.is_zero())
    }
}
