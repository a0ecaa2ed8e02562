use proptest::prelude::*;
use uuid::Uuid;

use super::figures::values as values_of;
use super::*;
use crate::model::{EntryPhoto, Figure, FigureValue, Report, Sentence, StoryId};

fn channel() -> Channel {
    Channel {
        id: "world".into(),
        urn: Uuid::from_u128(7),
        title: "World & more".into(),
        description: String::new(),
        language: Some("en".into()),
        base_url: Url::parse("https://feeds.example/").unwrap(),
        updated: DateTime::from_timestamp(1_770_000_000, 0).unwrap(),
        image: ImagePlacement::Both,
        formats: vec![Format::Rss, Format::Atom, Format::Json],
        hubs: vec![Url::parse("https://hub.example/").unwrap()],
        max_size: 1_000_000,
        gone: Vec::new(),
        closed: Some("2026-01".into()),
        open: Some("2026-02".into()),
    }
}

fn report(publisher: &str, title: &str, language: &str) -> Report {
    Report {
        url: format!("https://{}.example/a?x=1&y=2", publisher.to_lowercase()),
        title: title.into(),
        publisher: publisher.into(),
        language: Some(language.into()),
        published: DateTime::from_timestamp(1_769_990_000, 0),
        copy_of: None,
        guest: false,
    }
}

fn entry() -> Entry {
    Entry {
        id: StoryId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001)),
        follows: None,
        title: "Bridge <reopens> & \"more\"".into(),
        link: "https://ledger.example/a?x=1&y=2".into(),
        language: Some("en".into()),
        published: DateTime::from_timestamp(1_769_990_000, 0).unwrap(),
        updated: DateTime::from_timestamp(1_769_995_000, 0).unwrap(),
        summary: vec![
            Sentence { text: "The bridge was opened.".into(), report: 0 },
            Sentence { text: "It cost 42 million.".into(), report: 1 },
        ],
        figures: vec![Figure {
            what: "injured".into(),
            values: vec![FigureValue { value: "12".into(), report: 0 }, FigureValue { value: "14".into(), report: 1 }],
            conflict: true,
        }],
        photo: Some(EntryPhoto {
            url: "https://ledger.example/p.jpg?a=1&b=2".into(),
            media_type: "image/jpeg".into(),
            length: 4321,
            width: 1200,
            height: 675,
            caption: Some("The bridge at dawn".into()),
            credit: Some("Nordlicht".into()),
        }),
        reports: vec![report("Ledger", "Bridge <reopens> & \"more\"", "en"), report("Zeitung", "Brücke offen", "de")],
        categories: vec!["City".into()],
    }
}

fn render_text(format: Format) -> String {
    String::from_utf8(render(format, &channel(), &[entry()])).unwrap()
}

#[test]
fn content() {
    insta::assert_snapshot!(super::content::html(&channel(), &entry(), Extent::Whole), @r#"<figure><img src="https://ledger.example/p.jpg?a=1&amp;b=2" alt="The bridge at dawn" width="1200" height="675"><figcaption>The bridge at dawn (Photo: Nordlicht)</figcaption></figure><p>The bridge was opened. (<a href="https://ledger.example/a?x=1&amp;y=2">Ledger</a>)</p><p lang="de">It cost 42 million. (<a href="https://zeitung.example/a?x=1&amp;y=2">Zeitung</a>)</p><p><strong>Reports disagree</strong></p><ul><li>injured: 12 (Ledger), 14 (Zeitung)</li></ul><p><strong>Reports</strong></p><ul><li>Ledger: <a href="https://ledger.example/a?x=1&amp;y=2" hreflang="en" lang="en">Bridge &lt;reopens&gt; &amp; &quot;more&quot;</a> (en)</li><li>Zeitung: <a href="https://zeitung.example/a?x=1&amp;y=2" hreflang="de" lang="de">Brücke offen</a> (de)</li></ul>"#);
}

#[test]
fn a_feed_promises_in_its_language() {
    let check = |language: Option<&str>, title: &str, expected: &str| {
        let channel = Channel { language: language.map(str::to_owned), title: title.into(), ..channel() };
        assert_eq!(channel.described(), expected);
    };
    check(None, "World", "Every story once, with all its sources.");
    check(Some("de"), "Welt", "Jede Geschichte einmal, mit allen Quellen.");
    check(Some("sr"), "Свијет", "Свака вест једном, са свим изворима.");
}

/// Of one number in many words nobody sees that it is one.
#[test]
fn figures_are_told_in_digits() {
    let check = |reports: &[(&str, &str, &str)], expected: &str| {
        let entry = Entry {
            reports: reports.iter().map(|(publisher, language, _)| report(publisher, "Fire", language)).collect(),
            ..entry()
        };
        let values = reports.iter().enumerate().map(|(report, (.., value))| FigureValue { value: (*value).to_owned(), report });
        let figure = Figure { what: "dead".into(), values: values.collect(), conflict: true };
        let told = values_of(&entry, &figure);
        let told: Vec<String> = told.iter().map(|(value, publishers)| format!("{value} ({})", publishers.join(", "))).collect();
        assert_eq!(told.join("; "), expected);
    };
    check(&[("A", "sr", "седам"), ("B", "en", "Seven"), ("C", "de", "7"), ("D", "en", "three")], "7 (A, B, C); 3 (D)");
    check(&[("A", "en", "18,000"), ("B", "de", "18.000"), ("C", "de", "18.500")], "18,000 (A, B); 18.500 (C)");
    check(&[("A", "en", "two dozen"), ("B", "en", "24")], "two dozen (A); 24 (B)");
    check(&[("A", "en", "two million"), ("A", "en", "two million")], "two million (A)");
    check(&[("A", "en", "5.4"), ("B", "en", "5.6")], "5.4 (A); 5.6 (B)");
}

/// What another reader finds in what is written: title, link, date, photo, all from our own reader.
#[test]
fn every_format_says_the_same() {
    for format in [Format::Rss, Format::Atom, Format::Json] {
        let (feed, warnings) = crate::read::feed::read(render_text(format).as_bytes(), None, None).unwrap();
        let read = &feed.entries[0];
        assert_eq!(warnings, Vec::<String>::new(), "{format:?}");
        assert_eq!(feed.title, "World & more");
        assert_eq!(read.id, entry().id.to_string());
        assert_eq!(read.title, entry().title, "{format:?}");
        assert_eq!(read.link, entry().link);
        assert_eq!(read.published.unwrap().to_utc(), entry().published);
        assert_eq!(read.summary, "The bridge was opened. It cost 42 million.");
        assert_eq!(read.enclosures[0].url, "https://ledger.example/p.jpg?a=1&b=2");
        assert_eq!((read.enclosures[0].media_type.as_str(), read.enclosures[0].length), ("image/jpeg", 4321));
        assert_eq!(read.images[0].url, read.enclosures[0].url);
        if format != Format::Json {
            assert_eq!(read.images[0].caption.as_deref(), Some("The bridge at dawn"), "{format:?}");
            assert_eq!(read.images[0].credit.as_deref(), Some("Nordlicht"));
        }
        assert!(read.content.contains("<figcaption>The bridge at dawn (Photo: Nordlicht)</figcaption>"));
        assert_eq!(read.categories, ["City"]);
    }
}

#[test]
fn the_photo_goes_where_it_is_wanted() {
    let check = |image: ImagePlacement, enclosed: bool, inline: bool| {
        let channel = Channel { image, ..channel() };
        let bytes = render(Format::Rss, &channel, &[entry()]);
        let (feed, _) = crate::read::feed::read(&bytes, None, None).unwrap();
        assert_eq!(
            (!feed.entries[0].enclosures.is_empty(), feed.entries[0].content.contains("<img")),
            (enclosed, inline),
            "{image:?}"
        );
    };
    check(ImagePlacement::Both, true, true);
    check(ImagePlacement::Enclosure, true, false);
    check(ImagePlacement::Inline, false, true);
    check(ImagePlacement::None, false, false);
}

#[test]
fn ids_do_not_depend_on_where_feeds_are_served() {
    let moved = Channel { base_url: Url::parse("https://elsewhere.example/x/").unwrap(), ..channel() };
    let id = |channel: &Channel| {
        let text = String::from_utf8(render(Format::Atom, channel, &[])).unwrap();
        text.split("<id>").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    assert_eq!(id(&channel()), id(&moved));
}

#[test]
fn pages_are_made() {
    let front = String::from_utf8(front_page(&[(channel(), vec![entry()])])).unwrap();
    for part in [
        "<h1>World &amp; more</h1>",
        "2 publishers in 2 languages",
        "Bridge &lt;reopens&gt;",
        "https://feeds.example/world.rss",
        "https://feeds.example/story/01900000-0000-7000-8000-000000000001.html",
        "Photo: Nordlicht",
    ] {
        assert!(front.contains(part), "{part} in {front}");
    }
    let page = String::from_utf8(story_page(&channel(), &entry())).unwrap();
    assert!(page.contains("Brücke offen") && !page.contains("could not be made"));
    assert!(String::from_utf8(front_page(&[])).unwrap().contains("No stories yet"));
    let opml = opml(&[channel()]);
    assert_eq!(crate::read::opml::read(&opml, None).unwrap()[0].xml_url, "https://feeds.example/world.atom");
}

/// The feed as text, with many entries, the n-th of them of id n.
fn many(count: u128, max_size: usize, format: Format, formats: &[Format]) -> (usize, Vec<crate::model::FeedEntry>) {
    let channel = Channel { max_size, formats: formats.to_vec(), ..channel() };
    let one = |n| Entry { id: StoryId(Uuid::from_u128(n)), ..entry() };
    let bytes = render(format, &channel, &(1..=count).map(one).collect::<Vec<_>>());
    (bytes.len(), crate::read::feed::read(&bytes, None, None).unwrap().0.entries)
}

#[test]
fn beyond_the_budget_the_oldest_are_shortened_and_none_is_dropped() {
    for format in [Format::Rss, Format::Atom, Format::Json] {
        let (whole, _) = many(60, 1_000_000, format, &[format]);
        let (size, entries) = many(60, whole * 95 / 100, format, &[format]);
        assert!(size <= whole * 95 / 100 && entries.len() == 60, "{format:?}: {size} of {whole}");
        let shortened: Vec<bool> = entries.iter().map(|entry| !entry.content.contains("It cost 42 million")).collect();
        assert!(!shortened[0] && shortened[59], "the first stands at the top, the last is the oldest");
        assert!(shortened.is_sorted());
        assert!(entries.iter().all(|entry| entry.content.contains("The bridge was opened") && !entry.link.is_empty()));
        let (smallest, entries) = many(60, 1_024, format, &[format]);
        assert!(smallest < whole && entries.len() == 60 && entries[0].enclosures.len() == 1);
    }
}

#[test]
fn formats_agree_on_what_is_shortened() {
    let contents =
        |format| many(60, 120_000, format, &channel().formats).1.into_iter().map(|entry| entry.content).collect::<Vec<_>>();
    assert_eq!(contents(Format::Rss), contents(Format::Json));
    assert_eq!(contents(Format::Rss), contents(Format::Atom));
}

#[test]
fn links_lead_to_hubs_archives_and_what_came_before() {
    let gone = Gone { id: StoryId(Uuid::from_u128(7)), when: DateTime::from_timestamp(1_769_999_000, 0).unwrap() };
    let channel = Channel { gone: vec![gone], ..channel() };
    let follow_up = Entry { follows: Some(StoryId(Uuid::from_u128(5))), ..entry() };
    let text = |format| String::from_utf8(render(format, &channel, std::slice::from_ref(&follow_up))).unwrap();
    let (rss, atom, json) = (text(Format::Rss), text(Format::Atom), text(Format::Json));
    for text in [&rss, &atom, &json] {
        let (begins, first) = ("How the story began", "https://feeds.example/story/00000000-0000-0000-0000-000000000005.html");
        assert!(text.contains(begins) && text.contains(first), "{text}");
    }
    for part in [
        r#"href="https://feeds.example/world.rss" rel="self""#,
        r#"href="https://hub.example/" rel="hub""#,
        r#"href="https://feeds.example/archive/world-2026-01.atom" rel="prev-archive""#,
    ] {
        assert!(rss.contains(part), "{part} in {rss}");
    }
    for part in [
        r#"href="https://hub.example/" rel="hub""#,
        r#"href="https://feeds.example/archive/world-2026-01.atom" rel="prev-archive""#,
        r#"href="https://feeds.example/story/00000000-0000-0000-0000-000000000005.html" rel="related""#,
        r#"<at:deleted-entry ref="urn:uuid:00000000-0000-0000-0000-000000000007" when="2026-02-02T02:23:20Z"#,
    ] {
        assert!(atom.contains(part), "{part} in {atom}");
    }
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["hubs"][0]["url"], "https://hub.example/");
    assert_eq!(json["items"][0]["_newsloom"]["story"], "urn:uuid:00000000-0000-0000-0000-000000000005");
}

#[test]
fn archives_say_where_they_belong() {
    let text = |closed| String::from_utf8(archive(&channel(), "2026-02", Some("2026-01"), closed, &[entry()])).unwrap();
    for part in [
        r#"href="https://feeds.example/archive/world-2026-02.atom" rel="self""#,
        r#"href="https://feeds.example/world.atom" rel="current""#,
        r#"href="https://feeds.example/archive/world-2026-01.atom" rel="prev-archive""#,
    ] {
        assert!(text(true).contains(part), "{part}");
    }
    assert!(text(true).contains("<fh:archive") && !text(false).contains("<fh:archive"));
}

#[test]
fn no_address_leads_off_the_web() {
    let mut entry = entry();
    entry.reports[1].url = "javascript:alert(1)".into();
    entry.link = "relative/path".into();
    for format in [Format::Rss, Format::Atom, Format::Json] {
        let bytes = render(format, &channel(), std::slice::from_ref(&entry));
        let (feed, _) = crate::read::feed::read(&bytes, None, None).unwrap();
        let html = &feed.entries[0].content;
        assert!(!html.contains("javascript") && html.contains("Brücke offen"), "{format:?}: {html}");
        assert!(!feed.entries[0].link.contains("relative"));
    }
}

#[test]
fn languages_are_told_and_right_to_left_is_set() {
    let mut entry = entry();
    entry.language = Some("ar".into());
    let html = super::content::html(&channel(), &entry, Extent::Whole);
    assert!(html.starts_with("<div dir=\"rtl\"><figure>") && html.ends_with("</div>"), "{html}");
    assert!(html.contains("<p lang=\"en\">The bridge was opened.") && html.contains("<p lang=\"de\">It cost"));
}

proptest! {
    #[test]
    fn any_text_makes_sound_documents(title in "\\PC{0,30}|[\u{0}-\u{20}<&>\"'\\]]{0,12}", publisher in "\\PC{0,20}", credit in "[\u{0}-\u{2f}a-c\u{fffe}\\]>]{0,12}") {
        let mut entry = entry();
        entry.title = title;
        entry.reports[0].publisher = publisher;
        entry.photo.as_mut().unwrap().credit = Some(credit);
        for format in [Format::Rss, Format::Atom] {
            let bytes = render(format, &channel(), std::slice::from_ref(&entry));
            let mut reader = quick_xml::Reader::from_reader(bytes.as_slice());
            let mut buffer = Vec::new();
            loop {
                match reader.read_event_into(&mut buffer) {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => buffer.clear(),
                    Err(error) => prop_assert!(false, "{error}"),
                }
            }
            prop_assert!(!bytes.iter().any(|byte| *byte < 32 && !b"\t\n\r".contains(byte)));
        }
        let json = render(Format::Json, &channel(), std::slice::from_ref(&entry));
        prop_assert!(serde_json::from_slice::<serde_json::Value>(&json).is_ok());
    }
}

#[test]
fn copies_corroborate_nothing_on_pages_either() {
    let mut entry = entry();
    let original = entry.reports[0].url.clone();
    let all = entry.publishers();
    entry.reports.push(Report { copy_of: Some(original), ..report("Mirror", "Again", "en") });
    assert_eq!(entry.publishers(), all);
    let page = String::from_utf8(story_page(&channel(), &entry)).unwrap();
    assert!(page.contains("same text") && !page.contains("&#x2f;"), "addresses are written as they are");
}
