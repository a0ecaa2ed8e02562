//! The only composer: everything that touches clock, network and store meets the pure rooms here.
//!
//! [`refresh`] is one pass, for cron and daemon alike.

mod address;
mod amended;
mod archive;
mod arrive;
mod document;
mod folder;
mod harvest;
pub mod health;
pub mod hub;
mod lanes;
mod memory;
mod mint;
mod pages;
mod photos;
pub mod probe;
mod publish;
pub mod push;
mod recall;
mod report;
mod source_state;
mod telling;
#[cfg(test)]
mod tests;
mod vectors;
mod visit;
mod weave;
mod window;
mod withdraw;

use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use thiserror::Error;

pub use publish::{FeedReport, channel_of};
pub use report::{FailedSource, Report, SourceCounts};
pub use source_state::SourceState;
pub use visit::{Harvested, Outcome};
pub use weave::{StoryCounts, explain};

use crate::config::Settings;
use crate::embed::Embedder;
use crate::fetch;
use crate::output::Output;
use crate::store::{Selection, Store, StoreError};

/// What a pass works with.
#[derive(Clone)]
pub struct Works {
    /// As configured.
    pub settings: Arc<Settings>,
    /// Memory.
    pub store: Arc<dyn Store>,
    /// The way to the web.
    pub client: fetch::Client,
    /// Where published bytes go.
    pub output: Arc<dyn Output>,
    /// Where sentence vectors come from.
    pub embedder: Embedder,
    /// Set once the client knows what an earlier run learned of sites.
    pub recalled: Arc<OnceLock<()>>,
}

impl Works {
    /// Puts them together.
    pub fn new(
        settings: Settings,
        store: Arc<dyn Store>,
        client: fetch::Client,
        output: Arc<dyn Output>,
        embedder: Embedder,
    ) -> Self {
        Self { settings: Arc::new(settings), store, client, output, embedder, recalled: Arc::default() }
    }
}

/// Why a pass could not do its job. One line.
#[derive(Debug, Error)]
pub enum PassError {
    /// Exit code 75.
    #[error("another pass is running on this store; try again when it is done")]
    Locked,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output folder failed.
    #[error("{0}")]
    Output(String),
}

/// What a pass tells while it runs.
#[derive(Debug, Clone)]
pub enum Progress {
    /// So many sources were taken.
    Claimed(usize),
    /// A source is done.
    Source(Harvested),
    /// Reports are being encoded: so many are done.
    Encoding {
        /// So far.
        done: usize,
        /// In all.
        of: usize,
    },
    /// Reports are being grouped: so many articles.
    Grouping(usize),
    /// Feeds are being written.
    Publishing,
}

/// Runs one pass: fetches the sources that are due, reads what they bring, groups, tells and publishes.
///
/// # Errors
/// Where another pass holds the lock, or store or output fail. Sources that fail are in the report.
pub async fn refresh(works: &Works, selection: Selection, tell: &(dyn Fn(Progress) + Sync)) -> Result<Report, PassError> {
    refresh_at(works, selection, moment, tell).await
}

/// [`refresh`] by another clock, which is asked once the pass has begun.
///
/// # Errors
/// As there.
pub async fn refresh_at(
    works: &Works,
    selection: Selection,
    clock: impl FnOnce() -> DateTime<Utc>,
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<Report, PassError> {
    let started = std::time::Instant::now();
    let Some(lock) = works.store.lock_pass().await? else { return Err(PassError::Locked) };
    let now = clock();
    works.output.tidy();

    let harvest = harvest::harvest(works, &selection, now, tell).await?;
    if harvest.all_failed() {
        // Nobody could be reached: what is published stays as it is, nothing ages out of it.
        return Ok(Report::of(harvest, StoryCounts::default(), Vec::new(), started.elapsed()));
    }

    let woven = weave::weave(works, now, tell).await?;
    works.store.commit(&woven.edition).await?;
    let considered = memory::considered(works, now).await?;
    memory::keep_considered(works, now).await?;

    tell(Progress::Publishing);
    let feeds = publish::publish(works, woven.channels, now).await?;
    weave::prune(works, considered, now).await?;
    // Others may begin: a hub may take its time.
    drop(lock);
    hub::ping(works, &feeds).await;
    Ok(Report::of(harvest, woven.counts, feeds, started.elapsed()))
}

/// Now, in whole seconds: no published date needs more, and stores and formats agree on it. A second is left for the fractions of
/// [`ledger::stamp`](crate::ledger::stamp), so that no date lies in the future.
fn moment() -> DateTime<Utc> {
    let now = Utc::now();
    DateTime::from_timestamp(now.timestamp() - 1, 0).unwrap_or(now)
}
