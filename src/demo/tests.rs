use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::group::{Doc, Grouper, Options, score};

fn newsroom() -> Newsroom {
    Newsroom::load().unwrap()
}

#[test]
fn it_holds_what_a_newsroom_should() {
    let newsroom = newsroom();
    let count = |of: &dyn Fn(&Report) -> String| newsroom.reports.iter().map(of).collect::<BTreeSet<_>>().len();
    assert!(newsroom.publishers.len() >= 8);
    assert!(newsroom.reports.len() >= 80);
    assert!(count(&|report| report.event.clone()) >= 25);
    assert!(count(&|report| report.language.clone()) >= 5);
    assert!(newsroom.reports.iter().filter(|report| report.copy_of.is_some()).count() >= 5);
    for report in &newsroom.reports {
        assert!(
            report.paragraphs.iter().all(|paragraph| !paragraph.is_empty()) && !report.paragraphs.is_empty(),
            "{}",
            report.path
        );
        assert!(report.age > chrono::TimeDelta::zero() && report.age < chrono::TimeDelta::days(3));
    }
}

#[test]
fn every_file_is_built_in_and_every_photo_shown() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo/newsroom");
    let names = |sub: &str| -> BTreeSet<String> {
        let files = std::fs::read_dir(folder.join(sub)).unwrap();
        files.map(|file| file.unwrap().file_name().to_string_lossy().trim_end_matches(".toml").to_owned()).collect()
    };
    assert_eq!(names("events"), embedded::EVENTS.iter().map(|(name, _)| (*name).to_owned()).collect());
    let photos: BTreeSet<String> = embedded::PHOTOS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names("photos"), photos);
    let shown: BTreeSet<String> =
        newsroom().reports.iter().filter_map(|report| report.photo.clone()).map(|(name, ..)| name).collect();
    assert_eq!(shown, photos);
    for (name, bytes) in embedded::PHOTOS {
        let size = imagesize::blob_size(bytes).unwrap();
        assert!(size.width >= 800 && infer::get(bytes).unwrap().mime_type() == feeds::media_type(name), "{name}");
    }
}

#[test]
fn every_feed_reads_as_its_publisher_meant_it() {
    let newsroom = newsroom();
    let anchor = chrono::DateTime::from_timestamp(1_770_000_000, 0).unwrap();
    for publisher in &newsroom.publishers {
        let Some((_, media_type, bytes)) = feeds::feed(&newsroom, publisher, "http://127.0.0.1:1", anchor) else { continue };
        let (feed, warnings) = crate::read::feed::read(&bytes, Some(media_type), None).unwrap();
        assert_eq!(warnings, Vec::<String>::new(), "{}", publisher.id);
        let titles: Vec<&str> = feed.entries.iter().map(|entry| entry.title.as_str()).collect();
        let meant: Vec<&str> = newsroom.of(publisher).map(|report| report.title.as_str()).collect();
        assert_eq!(titles, meant);
    }
}

#[test]
fn every_page_reads_as_its_publisher_meant_it() {
    let newsroom = newsroom();
    let anchor = chrono::DateTime::from_timestamp(1_770_000_000, 0).unwrap();
    for publisher in &newsroom.publishers {
        for report in newsroom.of(publisher) {
            let html = pages::article(publisher, report, "http://127.0.0.1:1", anchor);
            let page = crate::read::page::read(html.as_bytes(), None, "http://127.0.0.1:1/x").unwrap();
            assert_eq!(page.title, report.title);
            assert_eq!(page.standfirst, report.standfirst, "{}", report.path);
            assert_eq!(page.text.as_deref(), Some(report.paragraphs.join("\n\n").as_str()), "{}", report.path);
            assert_eq!(page.machine_translated, publisher.machine_translated);
            let shown = page
                .images
                .first()
                .map(|image| (image.image.caption.clone().unwrap_or_default(), image.image.credit.clone().unwrap_or_default()));
            assert_eq!(shown, report.photo.clone().map(|(_, caption, credit)| (caption, credit)), "{}", report.path);
        }
    }
}

/// Copies in one story, look-alikes apart, and nearly all groups within a language right.
#[test]
fn grouping_gets_the_newsroom_right() {
    let newsroom = newsroom();
    let anchor = chrono::DateTime::from_timestamp(1_770_000_000, 0).unwrap();
    let texts: Vec<String> =
        newsroom.reports.iter().map(|report| format!("{}\n\n{}", report.standfirst, report.paragraphs.join("\n\n"))).collect();
    let mut grouper = Grouper::new(Options::default());
    for ((id, report), text) in (0..).zip(&newsroom.reports).zip(&texts) {
        let doc = Doc {
            id,
            title: &report.title,
            text,
            published: Some(report.published(anchor)),
            language: Some(&report.language),
            publisher: &report.publisher,
            vector: None,
        };
        grouper.add(doc, None);
    }
    let groups = grouper.finish();
    let mut story_of: BTreeMap<u64, usize> = BTreeMap::new();
    for (story, members) in groups.stories().into_iter().enumerate() {
        members.into_iter().for_each(|id| {
            story_of.insert(id, story);
        });
    }
    let labelled: Vec<(usize, &str)> =
        (0..).zip(&newsroom.reports).map(|(id, report)| (story_of[&id], report.event.as_str())).collect();
    // No look-alikes: no story holds two events.
    for (one, other) in labelled.iter().flat_map(|one| labelled.iter().map(move |other| (one, other))) {
        assert!(one.0 != other.0 || one.1 == other.1, "{} and {} in one story", one.1, other.1);
    }
    for (id, report) in (0..).zip(&newsroom.reports).filter(|(_, report)| report.copy_of.is_some()) {
        let original = groups.copy_of(id).expect("a copy is known as one");
        assert_eq!(newsroom.reports[usize::try_from(original).unwrap()].event, report.event);
    }
    let mut within: BTreeMap<(&str, &str), BTreeSet<usize>> = BTreeMap::new();
    for (id, report) in (0..).zip(&newsroom.reports) {
        within.entry((report.event.as_str(), report.language.as_str())).or_default().insert(story_of[&id]);
    }
    let whole = within.values().filter(|stories| stories.len() == 1).count();
    let apart: Vec<_> = within.iter().filter(|(_, stories)| stories.len() > 1).map(|(group, _)| group).collect();
    assert!(whole * 10 >= within.len() * 9, "{whole} of {}: {apart:?}", within.len());
    let score = score::bcubed(&labelled);
    assert!(score.f1 > 0.8, "{score:?}");
}
