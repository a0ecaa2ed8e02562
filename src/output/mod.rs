//! Where published bytes go. A folder today; object storage joins behind the same trait.

mod folder;
mod precompressed;

use std::io;

use chrono::{DateTime, Utc};

pub use folder::Folder;
pub use precompressed::{Precompressed, compress};

/// A published file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// All of it.
    pub bytes: Vec<u8>,
    /// When it last changed, where the place knows.
    pub modified: Option<DateTime<Utc>>,
}

/// A place for published files.
pub trait Output: Send + Sync {
    /// Puts a file there, whole or not at all; one that holds these bytes already is not touched. Answers whether it changed.
    ///
    /// # Errors
    /// One line: what, where, what to do.
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<bool>;

    /// A file; `None` where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn read(&self, name: &str) -> io::Result<Option<Published>>;

    /// Whether there is such a file.
    fn has(&self, name: &str) -> bool;

    /// Removes what a killed pass left unfinished. Only for whoever holds the pass lock: what another pass is about to finish looks the same.
    fn tidy(&self) {}

    /// Takes a file away. Answers whether there was one.
    ///
    /// # Errors
    /// Where it cannot be removed.
    fn remove(&self, name: &str) -> io::Result<bool>;
}

/// Keeps nothing: for passes that must leave no trace.
pub struct Nowhere;

impl Output for Nowhere {
    fn put(&self, _name: &str, _bytes: &[u8]) -> io::Result<bool> {
        Ok(false)
    }

    fn read(&self, _name: &str) -> io::Result<Option<Published>> {
        Ok(None)
    }

    fn has(&self, _name: &str) -> bool {
        true
    }

    fn remove(&self, _name: &str) -> io::Result<bool> {
        Ok(false)
    }
}
