//! What commands that work on sources need, set up from the configuration.

use std::sync::Arc;

use anyhow::Context as _;
use newsloom::config::Settings;
use newsloom::embed::Embedder;
use newsloom::fetch;
use newsloom::output::{Folder, Nowhere, Output, Precompressed};
use newsloom::pipeline::Works;
use newsloom::store::{self, Store};

/// Open files that the program may come to need: connections, above all.
const OPEN_FILES: u64 = 16_384;

/// Opens store and output folder.
///
/// # Errors
/// Where either cannot be used.
pub async fn open(settings: Settings) -> anyhow::Result<Works> {
    let folder = Precompressed::new(Folder::open(settings.publish.dir.clone())?, settings.publish.precompress.clone());
    let store: Arc<dyn Store> = store::open(settings.store.sqlite.clone()).await?.into();
    works(settings, store, Arc::new(folder))
}

/// The same for a pass that leaves no trace: a copy of the store, and no output.
///
/// # Errors
/// Where the store cannot be used.
pub async fn dry(settings: Settings) -> anyhow::Result<Works> {
    let scratch: Arc<dyn Store> = store::scratch(settings.store.sqlite.clone()).await?.into();
    works(settings, scratch, Arc::new(Nowhere))
}

fn works(settings: Settings, store: Arc<dyn Store>, output: Arc<dyn Output>) -> anyhow::Result<Works> {
    let client = fetch::Client::new(&settings.fetch)?;
    let embedder = Embedder::new(&settings.grouping.encoder, &settings.fetch)?;
    Ok(Works::new(settings, store, client, output, embedder))
}

/// Runs an async command.
///
/// # Errors
/// What the command answers, or that threads cannot be had.
pub fn run<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    // Systems start programs with few open files for the sake of old ones; connections need more. What is refused is done without.
    if let Err(error) = rlimit::increase_nofile_limit(OPEN_FILES) {
        tracing::debug!("the limit of open files stays: {error}");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")?;
    let done = runtime.block_on(work);
    // Store transactions that run are finished; fetches are dropped.
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    done
}
