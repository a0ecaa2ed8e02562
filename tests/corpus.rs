//! What the fuzz targets start from and what they once found, read again: see `fuzz/README.md`.

use std::path::Path;

use newsloom::read::promises;

/// A name, and what reads its corpus.
type Target = (&'static str, fn(&[u8]));

#[test]
fn replay() {
    let targets: [Target; 5] = [
        ("feed", promises::feed),
        ("page", promises::page),
        ("date", promises::date),
        ("opml", promises::opml),
        ("html", promises::html),
    ];
    for (name, target) in targets {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
        let files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
        let mut read = 0;
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            // Whole, and cut in the middle.
            target(&bytes);
            target(&bytes[..bytes.len() / 2]);
            read += 1;
        }
        assert!(read >= 5, "{name}: only {read} files in {}", folder.display());
    }
}
