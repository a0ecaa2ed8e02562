//! A folder of documents as a source: its HTML, Markdown and text files are the articles.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use url::Url;

use super::arrive;
use crate::model::{Feed, FeedEntry};
use crate::read::document::{self, Format};

/// Files of one folder; the rest is not looked at.
const MAX_FILES: usize = 2_000;

/// Folders within folders.
const MAX_DEPTH: usize = 8;

/// Bytes of one file; a longer one is no article.
const MAX_FILE: u64 = 4 << 20;

/// What a folder holds.
#[derive(Debug)]
pub struct Reading {
    /// An entry a document, by the names of their files.
    pub feed: Feed,
    /// One line a file that was left out.
    pub warnings: Vec<String>,
    /// SHA-256 (hex) of names and contents.
    pub digest: String,
}

/// Reads the folder of a `file:` address, off the async threads.
///
/// # Errors
/// As [`read`].
pub async fn open(url: &Url) -> Result<Reading, String> {
    let path = url.to_file_path().map_err(|()| format!("{url} is no folder of this machine"))?;
    let reading = tokio::task::spawn_blocking(move || read(&path)).await;
    reading.unwrap_or_else(|_| Err("the folder could not be read".into()))
}

/// Reads the documents of a folder and of those within it. Symbolic links are not followed out of it.
///
/// # Errors
/// One line where the folder itself cannot be read.
pub fn read(folder: &Path) -> Result<Reading, String> {
    let failed = |error: io::Error| format!("the folder {} cannot be read: {error}", folder.display());
    let root = folder.canonicalize().map_err(failed)?;
    let mut warnings = Vec::new();
    let mut files = Vec::new();
    list(&root, 0, &mut files, &mut warnings).map_err(failed)?;
    files.sort();
    if files.len() > MAX_FILES {
        warnings.push(format!("only the first {MAX_FILES} of {} files are read", files.len()));
        files.truncate(MAX_FILES);
    }
    let mut hash = Sha256::new();
    let mut entries = Vec::new();
    for file in &files {
        let id = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        match contents(file, &root) {
            Ok(bytes) => {
                hash.update(format!("{id}\n{}\n", bytes.len()));
                hash.update(&bytes);
                entries.extend(entry(&bytes, file, &id));
            }
            Err(error) => warnings.push(format!("{id}: {error}")),
        }
    }
    let title = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Reading { feed: Feed { title, entries, ..Feed::default() }, warnings, digest: arrive::hex(&hash.finalize()) })
}

fn entry(bytes: &[u8], file: &Path, id: &str) -> Option<FeedEntry> {
    let format = Format::of_name(id)?;
    let name = file.file_stem().map(|stem| stem.to_string_lossy().replace(['-', '_'], " ")).unwrap_or_default();
    document::read(bytes, format, id, &name)
}

/// The documents in a folder; folders that cannot be read are left out, but for the first.
fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>, warnings: &mut Vec<String>) -> io::Result<()> {
    for item in std::fs::read_dir(folder)? {
        let item = item?;
        let name = item.file_name();
        let name = name.to_string_lossy();
        // Hidden files are somebody's tools, and twice as many as are read are enough to sort.
        if name.starts_with('.') || files.len() >= 2 * MAX_FILES {
            continue;
        }
        let kind = item.file_type()?;
        if kind.is_dir() && depth < MAX_DEPTH {
            if let Err(error) = list(&item.path(), depth + 1, files, warnings) {
                warnings.push(format!("{}: {error}", item.path().display()));
            }
        } else if !kind.is_dir() && Format::of_name(&name).is_some() {
            files.push(item.path());
        }
    }
    Ok(())
}

fn contents(file: &Path, root: &Path) -> io::Result<Vec<u8>> {
    if !file.canonicalize()?.starts_with(root) {
        return Err(io::Error::other("a link out of the folder; not followed"));
    }
    // Pipes and devices would wait for ever.
    if !std::fs::metadata(file)?.is_file() {
        return Err(io::Error::other("no file"));
    }
    let mut bytes = Vec::new();
    File::open(file)?.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(io::Error::other(format!("longer than {} MiB; not read", MAX_FILE >> 20)));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(folder: &Path) -> (Vec<String>, Vec<String>) {
        let reading = read(folder).unwrap();
        let entries = reading.feed.entries.iter().map(|entry| format!("{}: {}", entry.id, entry.title));
        (entries.collect(), reading.warnings)
    }

    #[test]
    fn documents_of_a_folder() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("press");
        std::fs::create_dir_all(root.join("2025")).unwrap();
        std::fs::write(root.join("2025/bridge.md"), "# Bridge opens\n\nText.").unwrap();
        std::fs::write(root.join("a_note.txt"), "only text").unwrap();
        std::fs::write(root.join("photo.jpg"), "no document").unwrap();
        std::fs::write(root.join(".hidden.md"), "# No").unwrap();
        std::fs::write(root.join("long.txt"), vec![b'x'; MAX_FILE as usize + 1]).unwrap();
        let (entries, warnings) = told(&root);
        assert_eq!(entries, ["2025/bridge.md: Bridge opens", "a_note.txt: a note"]);
        assert_eq!(warnings, ["long.txt: longer than 4 MiB; not read"]);
        assert_eq!(read(&root).unwrap().digest, read(&root).unwrap().digest);
        assert_eq!(read(&root).unwrap().feed.title, "press");
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_it_are_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("press");
        std::fs::create_dir(&root).unwrap();
        std::fs::write(dir.path().join("secret.txt"), "Secret\n\ntext").unwrap();
        std::os::unix::fs::symlink(dir.path().join("secret.txt"), root.join("link.txt")).unwrap();
        std::os::unix::fs::symlink(dir.path(), root.join("up")).unwrap();
        let (entries, warnings) = told(&root);
        assert_eq!(entries, Vec::<String>::new());
        assert_eq!(warnings, ["link.txt: a link out of the folder; not followed"]);
    }

    #[test]
    fn no_folder() {
        assert!(read(Path::new("/nowhere/at all")).unwrap_err().starts_with("the folder /nowhere/at all cannot be read: "));
    }
}
