//! The sample streams of `benches/streams`, as passes meet them.

use std::path::Path;

use chrono::DateTime;
use newsloom::group::{Doc, Grouper, Options};
use serde_json::Value;

/// A pass to which nothing comes leaves everything as the last one published it: readers would see stories end or begin for no reason.
#[test]
fn where_nothing_comes_nothing_changes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/streams");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "jsonl"));
    assert!(files.len() > 20, "few streams in {}", folder.display());
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let reports: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let mut grouper = Grouper::new(Options::default());
        for (report, id) in reports.iter().zip(0..) {
            let field = |name: &str| report[name].as_str().unwrap_or_default();
            let doc = Doc {
                id,
                title: field("title"),
                text: field("text"),
                published: DateTime::parse_from_rfc3339(field("published")).ok().map(|date| date.to_utc()),
                language: Some(field("lang")).filter(|language| !language.is_empty()),
                publisher: field("source"),
                vector: None,
            };
            grouper.add(doc, None);
        }
        let (general, records) = (grouper.general(), grouper.records());
        let stories = grouper.finish().stories();
        let records: Vec<&[u8]> = records.iter().map(|record| record.bytes.as_slice()).collect();
        let alone: Vec<Vec<u64>> = (0..reports.len() as u64).map(|id| vec![id]).collect();
        let all = vec![(0..reports.len() as u64).collect()];
        // However it was published: links may speak for joining all that stands alone, and against all that stands together.
        for stories in [stories, alone, all] {
            let mut again = Grouper::restore(Options::default(), &general, &records, |_| true).unwrap();
            let story_of = |id: u64| stories.iter().position(|story| story.contains(&id)).map(|at| at as u64);
            again.publish(story_of, |id| stories.iter().any(|story| story[0] == id));
            assert_eq!(again.finish().stories(), stories, "{}", file.display());
        }
    }
}
