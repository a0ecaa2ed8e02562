//! `newsloom serve`: the daemon.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chrono::Utc;
use newsloom::model::SourceId;
use newsloom::pipeline::{self, PassError, Works};
use newsloom::server::{self, House};
use newsloom::store::Selection;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};

use super::{Global, load_config, works};

/// Between two looks for due sources: at least and at most.
const REST: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(60));

/// Pushes that wait; more are dropped, and polling brings their news.
const PUSHES: usize = 1024;

/// Between two looks for hubs to subscribe to and leases to renew.
const SUBSCRIBING: Duration = Duration::from_secs(5 * 60);

/// Between a push and the visit that it leads to: pushes come in bursts, and a publisher's caches need a moment.
const AFTER_PUSH: Duration = Duration::from_secs(2);

/// Between two visits to a source for pushes.
const BETWEEN_PUSHES: Duration = Duration::from_secs(60);

/// Requests that still run get this long to finish.
const FAREWELL: Duration = Duration::from_secs(5);

/// Arguments of `newsloom serve`.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  newsloom serve\n  newsloom --log-format json serve\n\nStops cleanly on SIGTERM and Ctrl-C. Cron's `newsloom refresh` may run beside it: while the daemon is at a pass, it exits with 75."
)]
pub struct Args {}

/// Runs passes on schedule and answers requests until it is told to stop.
pub fn run(_args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let settings = load_config(&global.config)?;
    works::run(async {
        let works = works::open(settings).await?;
        let (stop, stopped) = watch::channel(false);
        let signal = tokio::spawn(async move {
            wait_for_signal().await;
            let _ = stop.send(true);
        });
        let answer = daemon(&works, stopped).await;
        signal.abort();
        answer?;
        tracing::info!("stopped");
        Ok(ExitCode::SUCCESS)
    })
}

/// Serves and refreshes until `stopped` becomes true.
///
/// # Errors
/// Where the address cannot be listened on.
pub async fn daemon(works: &Works, stopped: watch::Receiver<bool>) -> anyhow::Result<()> {
    let listen = works.settings.server.listen;
    let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}; see server.listen"))?;
    tracing::info!("serving http://{}/ and publishing in {}", listener.local_addr()?, works.settings.publish.dir.display());
    let (pushed, mut pushes) = mpsc::channel(PUSHES);
    let house = House::new(works, pushed);
    let mut until = stopped.clone();
    let http = tokio::spawn(server::serve(listener, house, async move {
        let _ = until.wait_for(|stopped| *stopped).await;
    }));
    let mut until = stopped.clone();
    tokio::select! {
        () = passes(works, &mut pushes) => {}
        () = pipeline::hub::run(works), if pipeline::hub::is_hub(&works.settings) => {}
        _ = until.wait_for(|stopped| *stopped) => tracing::info!("stopping"),
    }
    if tokio::time::timeout(FAREWELL, http).await.is_err() {
        tracing::warn!("requests that did not end were cut off");
    }
    Ok(())
}

/// Pass after pass. A pass that fails is logged, and the next one tries again.
async fn passes(works: &Works, pushes: &mut mpsc::Receiver<SourceId>) {
    let (mut selection, mut subscribed) = (Selection::Due, None);
    let (mut told, mut polled) = (Told::default(), Instant::now());
    loop {
        if selection == Selection::Due {
            polled = Instant::now();
        }
        match pipeline::refresh(works, selection, &|_| {}).await {
            Ok(report) => {
                for failed in &report.sources.failed {
                    tracing::warn!(source = %failed.id, "{}; {}", failed.error, failed.next());
                }
                if report.articles.new + report.articles.updated > 0 {
                    tracing::info!(
                        articles = report.articles.new,
                        new = report.stories.new,
                        updated = report.stories.updated,
                        seconds = report.seconds,
                        "refreshed"
                    );
                }
            }
            Err(PassError::Locked) => tracing::info!("another pass is running on this store; waiting for it"),
            Err(error) => tracing::error!("{error}"),
        }
        if subscribed.is_none_or(|at: Instant| at.elapsed() >= SUBSCRIBING) {
            subscribed = Some(Instant::now());
            if let Err(error) = pipeline::push::subscribe(works, Utc::now()).await {
                tracing::error!("{error}");
            }
        }
        selection = next(works, pushes, &mut told, polled).await;
    }
}

/// Waits until a source is due or a hub says that one has news, and says which to visit. `polled` is when due sources were visited last.
async fn next(works: &Works, pushes: &mut mpsc::Receiver<SourceId>, told: &mut Told, polled: Instant) -> Selection {
    let due = (Instant::now() + until_due(works).await).max(polled + REST.0);
    loop {
        let now = Instant::now();
        // Those first: a hub that pushes all the time keeps nobody waiting.
        if now >= due {
            return Selection::Due;
        }
        let ready = told.ready(now);
        if !ready.is_empty() {
            return Selection::Only(ready);
        }
        let wake = told.first().map_or(due, |first| first.min(due));
        match tokio::time::timeout_at(wake.into(), pushes.recv()).await {
            Ok(Some(source)) => told.hear(source, Instant::now()),
            // The server is gone; polling is left.
            Ok(None) => {
                tokio::time::sleep_until(due.into()).await;
                return Selection::Due;
            }
            Err(_) => {}
        }
    }
}

/// Sources that hubs say have news.
#[derive(Default)]
struct Told {
    /// When to visit them.
    waiting: BTreeMap<SourceId, Instant>,
    /// When they were visited for it last.
    visited: BTreeMap<SourceId, Instant>,
}

impl Told {
    fn hear(&mut self, source: SourceId, now: Instant) {
        let allowed = self.visited.get(&source).map(|last| *last + BETWEEN_PUSHES);
        let at = allowed.map_or(now + AFTER_PUSH, |allowed| allowed.max(now + AFTER_PUSH));
        self.waiting.entry(source).or_insert(at);
    }

    /// When the first of them is to be visited.
    fn first(&self) -> Option<Instant> {
        self.waiting.values().min().copied()
    }

    /// Those to visit now.
    fn ready(&mut self, now: Instant) -> Vec<SourceId> {
        let ready: Vec<SourceId> = self.waiting.iter().filter(|(_, at)| **at <= now).map(|(source, _)| source.clone()).collect();
        for source in &ready {
            self.waiting.remove(source);
            self.visited.insert(source.clone(), now);
        }
        ready
    }
}

/// Until the first source is due.
async fn until_due(works: &Works) -> Duration {
    let Ok(records) = works.store.sources().await else { return REST.1 };
    let configured = |record: &newsloom::store::SourceRecord| works.settings.sources.iter().any(|source| source.id == record.id);
    let next = records.iter().filter(|record| configured(record)).map(|record| record.next_try).min();
    let wait = next.and_then(|next| (next - Utc::now()).to_std().ok()).unwrap_or_default();
    wait.min(REST.1)
}

/// SIGTERM or Ctrl-C.
pub async fn wait_for_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = term.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_visited_for_pushes_once_a_minute() {
        let start = Instant::now();
        let mut told = Told::default();
        let mut visits = Vec::new();
        for second in 0..130 {
            let now = start + Duration::from_secs(second);
            told.hear(SourceId("a".into()), now);
            visits.extend(told.ready(now).into_iter().map(|_| second));
        }
        assert_eq!(visits, [2, 62, 122]);
        assert_eq!(told.first(), Some(start + Duration::from_secs(182)));
    }
}
