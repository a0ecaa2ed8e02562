//! Where published bytes go. A folder today; object storage joins behind the same trait.

mod folder;

use std::io;

pub use folder::Folder;

/// A place for published files.
pub trait Output: Send + Sync {
    /// Puts a file there, whole or not at all; one that holds these bytes already is not touched. Answers whether it changed.
    ///
    /// # Errors
    /// One line: what, where, what to do.
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<bool>;

    /// A file's bytes; `None` where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>>;
}

/// Keeps nothing: for passes that must leave no trace.
pub struct Nowhere;

impl Output for Nowhere {
    fn put(&self, _name: &str, _bytes: &[u8]) -> io::Result<bool> {
        Ok(false)
    }

    fn read(&self, _name: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(None)
    }
}
