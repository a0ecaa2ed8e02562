//! Gives the code that grouping runs through a name: state that other code saved is not taken up.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// What a grouping and its saved state depend on.
const ROOMS: [&str; 7] = [
    "src/group",
    "src/text",
    "src/encode",
    "src/embed",
    "src/pipeline/window.rs",
    "src/pipeline/telling.rs",
    "models/encoder_means.bin",
];

fn files(path: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        found.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        files(&entry?.path(), found)?;
    }
    Ok(())
}

fn main() -> std::io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for room in ROOMS {
        println!("cargo:rerun-if-changed={room}");
        let mut found = Vec::new();
        files(Path::new(room), &mut found)?;
        found.sort();
        for file in found {
            std::fs::read(&file)?.hash(&mut hasher);
        }
    }
    println!("cargo:rustc-env=NEWSLOOM_GROUPING={:016x}", hasher.finish());
    Ok(())
}
