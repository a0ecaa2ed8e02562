//! The invariants of ARCHITECTURE.md that a look at the source can check.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every source file, as (path from `src`, text without its tests).
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found.sort();
    let without_tests = |text: &str| text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    let files = found.iter().map(|path| (name(path), without_tests(&std::fs::read_to_string(path).unwrap())));
    files.filter(|(name, _)| !name.ends_with("tests.rs")).collect()
}

/// A line up to its comment; the slashes of an address begin none.
fn without_comment(line: &str) -> &str {
    let starts = line.match_indices("//").find(|(at, _)| !line[..*at].ends_with(':'));
    starts.map_or(line, |(at, _)| &line[..at])
}

/// Lines of files of these rooms that hold one of these words.
fn offences(rooms: &[&str], words: &[&str]) -> Vec<String> {
    let mut offences = Vec::new();
    for (name, text) in files() {
        if !rooms.iter().any(|room| name.starts_with(room)) {
            continue;
        }
        for (number, line) in (1..).zip(text.lines()) {
            let code = without_comment(line);
            if let Some(word) = words.iter().find(|word| code.contains(*word)) {
                offences.push(format!("{name}:{number}: {word}"));
            }
        }
    }
    offences
}

const PURE: [&str; 9] = ["model/", "read/", "text/", "encode/", "group/", "ledger/", "tell/", "publish/", "websub/"];

#[test]
fn pure_rooms_touch_nothing() {
    let outside = [
        "tokio",
        "reqwest",
        "axum",
        "rusqlite",
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "Utc::now",
        "SystemTime",
        "Instant",
        "rand::",
        "Uuid::now",
        "Uuid::new_v4",
    ];
    assert_eq!(offences(&PURE, &outside), Vec::<String>::new());
}

#[test]
fn pure_rooms_know_only_pure_rooms() {
    let others = ["crate::fetch", "crate::store", "crate::output", "crate::pipeline", "crate::server", "crate::demo"];
    assert_eq!(offences(&PURE, &others), Vec::<String>::new());
}

#[test]
fn sql_stays_in_the_store_and_sockets_in_their_rooms() {
    let all_but = |rooms: &[&str], words: &[&str]| -> Vec<String> {
        offences(&[""], words).into_iter().filter(|offence| !rooms.iter().any(|room| offence.starts_with(room))).collect()
    };
    assert_eq!(all_but(&["store/"], &["rusqlite", "INSERT INTO", "SELECT "]), Vec::<String>::new());
    assert_eq!(all_but(&["fetch/"], &["reqwest"]), Vec::<String>::new());
    assert_eq!(
        all_but(&["fetch/", "server/", "demo/", "cli/"], &["TcpStream", "TcpListener", "lookup_host"]),
        Vec::<String>::new()
    );
}

#[test]
fn files_stay_readable() {
    let long: Vec<String> = files().into_iter().filter(|(_, text)| text.lines().count() > 600).map(|(name, _)| name).collect();
    assert_eq!(long, Vec::<String>::new());
}
