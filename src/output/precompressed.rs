//! Compressed copies beside each file, for web servers that send them as they are (nginx `gzip_static`, `brotli_static`).

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Output, Published};
use crate::config::Coding;

/// Shorter files are not worth a copy.
const WORTHWHILE: usize = 1_000;

/// Window of brotli: 2^22 bytes, what every browser has room for.
const WINDOW: u32 = 22;

/// An output that also keeps compressed copies.
pub struct Precompressed<O> {
    inner: O,
    codings: Vec<Coding>,
}

impl<O: Output> Precompressed<O> {
    /// Copies in these codings stand beside each file in `inner`.
    pub fn new(inner: O, codings: Vec<Coding>) -> Self {
        Self { inner, codings }
    }
}

fn sibling(name: &str, coding: Coding) -> String {
    let ending = match coding {
        Coding::Gzip => "gz",
        Coding::Brotli => "br",
    };
    format!("{name}.{ending}")
}

/// The bytes in that coding; the same bytes always give the same.
pub fn compress(bytes: &[u8], coding: Coding, level: u32) -> Vec<u8> {
    // Writing to memory does not fail.
    match coding {
        Coding::Gzip => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::new(level.min(9)));
            let _ = encoder.write_all(bytes);
            encoder.finish().unwrap_or_default()
        }
        Coding::Brotli => {
            let mut encoder = brotli::CompressorWriter::new(Vec::new(), 1 << 16, level, WINDOW);
            let _ = encoder.write_all(bytes);
            encoder.into_inner()
        }
    }
}

impl<O: Output> Output for Precompressed<O> {
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<bool> {
        let changes = self.inner.read(name)?.is_none_or(|known| known.bytes != bytes);
        // The file comes last: as long as it is the old one, whoever dies in between is followed by somebody who makes all of them anew.
        for coding in [Coding::Gzip, Coding::Brotli] {
            let sibling = sibling(name, coding);
            if !self.codings.contains(&coding) || bytes.len() < WORTHWHILE {
                self.inner.remove(&sibling)?;
            } else if changes || !self.inner.has(&sibling) {
                self.inner.put(&sibling, &compress(bytes, coding, 9))?;
            }
        }
        self.inner.put(name, bytes)
    }

    fn tidy(&self) {
        self.inner.tidy();
    }

    fn read(&self, name: &str) -> io::Result<Option<Published>> {
        self.inner.read(name)
    }

    fn has(&self, name: &str) -> bool {
        self.inner.has(name)
    }

    fn remove(&self, name: &str) -> io::Result<bool> {
        for coding in [Coding::Gzip, Coding::Brotli] {
            self.inner.remove(&sibling(name, coding))?;
        }
        self.inner.remove(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Folder;

    #[test]
    fn copies_come_and_go_with_their_file() {
        let place = tempfile::tempdir().unwrap();
        let names = || {
            let files = std::fs::read_dir(place.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
            let mut names: Vec<String> = files.collect();
            names.sort();
            names
        };
        let text = "a long line of a feed ".repeat(100);
        let folder = || Folder::open(place.path().to_owned()).unwrap();
        let both = Precompressed::new(folder(), vec![Coding::Gzip, Coding::Brotli]);
        assert!(both.put("a.rss", text.as_bytes()).unwrap());
        assert_eq!(names(), ["a.rss", "a.rss.br", "a.rss.gz"]);
        let mut plain = String::new();
        let packed = std::fs::read(place.path().join("a.rss.br")).unwrap();
        io::Read::read_to_string(&mut brotli::Decompressor::new(packed.as_slice(), 4_096), &mut plain).unwrap();
        assert_eq!(plain, text);
        assert!(!both.put("a.rss", text.as_bytes()).unwrap());

        // What is not wanted any more goes, so that no server sends an old copy.
        let gzip = Precompressed::new(folder(), vec![Coding::Gzip]);
        gzip.put("a.rss", text.as_bytes()).unwrap();
        assert_eq!(names(), ["a.rss", "a.rss.gz"]);
        gzip.put("a.rss", b"short").unwrap();
        assert_eq!(names(), ["a.rss"]);
        assert!(both.remove("a.rss").unwrap() && !both.remove("a.rss").unwrap());
    }

    /// A folder on a disk that is full once a file of that name is written.
    struct FullAt(Folder, &'static str);

    impl Output for FullAt {
        fn put(&self, name: &str, bytes: &[u8]) -> io::Result<bool> {
            if name == self.1 { Err(io::Error::other("no space")) } else { self.0.put(name, bytes) }
        }
        fn read(&self, name: &str) -> io::Result<Option<Published>> {
            self.0.read(name)
        }
        fn has(&self, name: &str) -> bool {
            self.0.has(name)
        }
        fn remove(&self, name: &str) -> io::Result<bool> {
            self.0.remove(name)
        }
    }

    #[test]
    fn no_copy_stays_behind_its_file() {
        let place = tempfile::tempdir().unwrap();
        let folder = || Folder::open(place.path().to_owned()).unwrap();
        let (old, new) = ("old news ".repeat(200), "new news ".repeat(200));
        for name in ["a.rss", "a.rss.gz"] {
            let sound = || Precompressed::new(folder(), vec![Coding::Gzip]);
            sound().put("a.rss", old.as_bytes()).unwrap();
            assert!(Precompressed::new(FullAt(folder(), name), vec![Coding::Gzip]).put("a.rss", new.as_bytes()).is_err());
            sound().put("a.rss", new.as_bytes()).unwrap();
            assert_eq!(
                std::fs::read(place.path().join("a.rss.gz")).unwrap(),
                compress(new.as_bytes(), Coding::Gzip, 9),
                "{name}"
            );
        }
    }
}
