//! A folder: written to a temporary file, synced, renamed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use chrono::DateTime;

use super::{Output, Published};

/// Ending of files that are not whole yet.
const UNFINISHED: &str = ".newsloom-part";

/// Published files in a folder.
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Opens or creates the folder.
    ///
    /// # Errors
    /// Where it cannot be created or written to.
    pub fn open(root: PathBuf) -> io::Result<Self> {
        let folder = Self { root };
        fs::create_dir_all(&folder.root).map_err(|error| folder.explain(&error, &folder.root))?;
        // One a process, as several may start at once.
        let probe = folder.root.join(format!(".writable-{}{UNFINISHED}", std::process::id()));
        File::create(&probe).and_then(|_| fs::remove_file(&probe)).map_err(|error| folder.explain(&error, &folder.root))?;
        Ok(folder)
    }

    fn explain(&self, error: &io::Error, path: &Path) -> io::Error {
        let message = format!("cannot write to {}: {error}; make it writable or set publish.dir", path.display());
        io::Error::new(error.kind(), message)
    }

    /// The path of a file; names never lead out of the folder.
    fn path(&self, name: &str) -> io::Result<PathBuf> {
        let inside = !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        if inside {
            Ok(self.root.join(name))
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{name:?} is no name of a published file")))
        }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder)?;
        let mut unfinished = path.as_os_str().to_owned();
        unfinished.push(UNFINISHED);
        let unfinished = PathBuf::from(unfinished);
        let mut file = File::create(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&unfinished, path)?;
        // The rename is only durable once the folder is.
        File::open(folder)?.sync_all()
    }
}

impl Output for Folder {
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<bool> {
        let path = self.path(name)?;
        if fs::read(&path).is_ok_and(|known| known == bytes) {
            return Ok(false);
        }
        self.write(&path, bytes).map_err(|error| self.explain(&error, &path))?;
        Ok(true)
    }

    fn read(&self, name: &str) -> io::Result<Option<Published>> {
        let path = self.path(name)?;
        match fs::read(&path) {
            Ok(bytes) => {
                let modified = fs::metadata(&path).and_then(|facts| facts.modified()).ok().map(DateTime::from);
                Ok(Some(Published { bytes, modified }))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn tidy(&self) {
        let inside = ["", "archive", "story"].iter().filter_map(|name| fs::read_dir(self.root.join(name)).ok());
        for found in inside.flatten().flatten() {
            if found.file_name().to_string_lossy().ends_with(UNFINISHED) {
                let _ = fs::remove_file(found.path());
            }
        }
    }

    fn has(&self, name: &str) -> bool {
        self.path(name).is_ok_and(|path| path.is_file())
    }

    fn remove(&self, name: &str) -> io::Result<bool> {
        let path = self.path(name)?;
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(self.explain(&error, &path)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unchanged_files_are_not_touched() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path().join("feeds")).unwrap();
        let modified = || fs::metadata(place.path().join("feeds/a.rss")).unwrap().modified().unwrap();
        assert!(folder.put("a.rss", b"one").unwrap());
        let before = modified();
        assert!(!folder.put("a.rss", b"one").unwrap());
        assert_eq!(modified(), before);
        assert!(folder.put("a.rss", b"two").unwrap());
        assert_eq!(folder.read("a.rss").unwrap().map(|file| file.bytes).as_deref(), Some(b"two".as_slice()));
        assert_eq!(folder.read("b.rss").unwrap(), None);
    }

    #[test]
    fn names_stay_inside() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path().to_owned()).unwrap();
        for name in ["../x", "/etc/x", "", "a/../../x"] {
            assert!(folder.put(name, b"x").is_err(), "{name}");
        }
    }

    #[test]
    fn what_a_killed_run_left_is_removed() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join(format!("a.rss{UNFINISHED}")), "half").unwrap();
        // Whoever merely opens the folder may do so while a pass writes.
        let folder = Folder::open(place.path().to_owned()).unwrap();
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
        folder.tidy();
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }
}
