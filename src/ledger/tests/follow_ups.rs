//! Entries of a story that develops: what they say, and what makes one.

use super::*;

#[test]
fn follow_ups_freeze_what_stood_before() {
    let mut world = World::new();
    world.happen(&Event::Arrive { beside: None });
    world.pass();
    let first = world.living[0].clone();
    world.happen(&Event::Wait { minutes: 60 });
    world.happen(&Event::Arrive { beside: Some(0) });
    let (now, id) = (world.now, StoryId(Uuid::from_u128(77)));
    world.pass();
    let mut story = world.living[0].clone();
    assert_eq!(story.updated, now, "a second publisher is a significant change");
    story.developments.push(develop(&first, &story, id, now));

    let opening = story.chapter(first.id, "").unwrap();
    assert_eq!(opening, first.tellings[""]);
    let follow_up = story.chapter(id, "").unwrap();
    assert_eq!((follow_up.id, follow_up.follows, follow_up.published), (id, Some(first.id), now));
    assert_eq!(follow_up.reports.len(), 2);
    assert_eq!(story.chapter(StoryId(Uuid::from_u128(78)), ""), None);
    // Elsewhere the story goes on under its own id.
    assert_eq!(story.entry("").map(|entry| entry.id), Some(first.id));
}

/// A follow-up that had the headline of the entry before it would say nothing new.
#[test]
fn follow_ups_are_headed_by_what_is_new() {
    let mut world = World::new();
    world.happen(&Event::Arrive { beside: None });
    world.pass();
    let mut first = world.living[0].clone();
    let known = first.tellings.get_mut("").unwrap();
    known.reports[0].title = known.title.clone();
    let known = known.clone();
    let report = |title: &str, language: &str, minute: i64, copy_of: Option<&str>| Report {
        url: format!("https://{language}.example/{minute}"),
        title: title.into(),
        language: Some(language.into()),
        published: Some(first.published + TimeDelta::minutes(minute)),
        copy_of: copy_of.map(str::to_owned),
        ..known.reports[0].clone()
    };
    let with = |reports: &[&Report], summary: &str| {
        let mut story = first.clone();
        let entry = story.tellings.get_mut("").unwrap();
        entry.reports.extend(reports.iter().map(|report| (*report).clone()));
        entry.summary[0].text = summary.into();
        story
    };
    let id = StoryId(Uuid::from_u128(77));
    // Before the change, when it came, and what became of it since: how the follow-up is headed, and whether there is one.
    let check = |before: &Published, after: &Published, later: &Published, expected: Option<&str>| {
        let mut story = later.clone();
        story.developments.push(develop(before, after, id, first.published + TimeDelta::hours(1)));
        let chapter = story.chapter(id, "");
        assert_eq!(chapter.as_ref().map(|chapter| chapter.title.as_str()), expected);
        let last = story.chapters_in("").last().map(|(id, _)| id);
        assert_eq!(last, Some(if expected.is_some() { id } else { first.id }));
        if let Some(chapter) = chapter {
            assert!(chapter.reports.iter().any(|report| report.url == chapter.link && report.title == chapter.title));
            assert_eq!(story.chapter(first.id, "").unwrap(), before.tellings[""]);
        }
        assert_eq!(story.entry("").unwrap().title, known.title, "elsewhere the lead stays");
    };
    let (foreign, copy) = (report("Sieben Tote", "de", 10, None), report("Seven dead", "en", 20, Some("https://wire.example")));
    let (seven, nine) = (report("Seven dead in fire", "en", 25, None), report("Nine dead in fire", "en", 50, None));
    let told = known.summary[0].text.as_str();
    let alone = with(&[], told);
    // No report that came in the language: the entry before goes on, with another text if need be.
    check(&alone, &with(&[&foreign, &copy], told), &with(&[&foreign, &copy], told), None);
    check(&alone, &with(&[&foreign], "Two."), &with(&[&foreign], "Two."), None);
    // Nor is an opinion news, nor the same headline above another report.
    let opinion = Report { guest: true, ..report("Opinion: Close it", "en", 20, None) };
    check(&alone, &with(&[&opinion], told), &with(&[&opinion], told), None);
    let same = report(&known.title, "en", 20, None);
    check(&alone, &with(&[&same], told), &with(&[&same], told), None);
    // A copy that leads the story by now brought something new.
    let mut led = with(&[&copy], told);
    let entry = led.tellings.get_mut("").unwrap();
    (entry.title, entry.link) = (copy.title.clone(), copy.url.clone());
    let opened = develop(&alone, &led, id, first.published + TimeDelta::hours(1));
    assert_eq!((opened.heads[""].title.as_str(), opened.untold.len()), ("Seven dead", 0));
    // The latest that came, whatever comes later.
    let both = with(&[&foreign, &seven, &nine], told);
    check(&alone, &with(&[&foreign, &seven], told), &both, Some("Seven dead in fire"));
    check(&alone, &both, &both, Some("Nine dead in fire"));
    // What came while the change waited is listed before already.
    let waiting = Published { pending: true, ..with(&[&seven], told) };
    check(&waiting, &with(&[&seven], told), &with(&[&seven], told), Some("Seven dead in fire"));
    check(&with(&[&seven], told), &with(&[&seven], told), &with(&[&seven], told), None);
    // What has another headline now; and what is not there any more heads nothing.
    let corrected = Report { title: "Eight dead in fire".into(), ..seven.clone() };
    check(&with(&[&seven], told), &with(&[&corrected], told), &with(&[&corrected], told), Some("Eight dead in fire"));
    check(&alone, &with(&[&seven], told), &alone, Some(&known.title));
    // Whatever a follow-up listed since it opened may head the next one, however it is dated.
    let opened = with(&[&seven], told);
    let mut listing = with(&[&seven, &nine], told);
    listing.developments.push(develop(&alone, &opened, StoryId(Uuid::from_u128(76)), first.published + TimeDelta::hours(2)));
    let next = develop(&listing, &listing, id, first.published + TimeDelta::hours(3));
    assert_eq!((next.heads[""].title.as_str(), next.untold.len()), ("Nine dead in fire", 0));
    // One that heads under a headline that is not its own any more heads under its own.
    listing.developments.push(next);
    let mut drifted = listing.clone();
    drifted.tellings.get_mut("").unwrap().reports[2].title = "Minister resigns over fire".into();
    let after = develop(&drifted, &drifted, StoryId(Uuid::from_u128(78)), first.published + TimeDelta::hours(4));
    assert_eq!((after.heads[""].title.as_str(), after.untold.len()), ("Minister resigns over fire", 0));
}

/// To readers of follow-ups the report that heads the latest one is what leads the story.
#[test]
fn a_heading_that_changes_is_significant() {
    let mut world = World::new();
    world.happen(&Event::Arrive { beside: None });
    world.happen(&Event::Arrive { beside: Some(0) });
    world.pass();
    let mut story = world.living[0].clone();
    let old = story.tellings[""].clone();
    let now = story.updated + TimeDelta::hours(2);
    let check = |story: &Published, change: &dyn Fn(&mut Entry), expected: Change| {
        let mut new = old.clone();
        change(&mut new);
        assert_eq!(judge(story, &old, &new, false, now), expected);
    };
    let retitle = |entry: &mut Entry| entry.reports[1].title = "Nine dead in fire".into();
    let withdraw = |entry: &mut Entry| {
        entry.reports.truncate(1);
        entry.figures.clear();
    };
    check(&story, &retitle, Change::Reports);
    check(&story, &withdraw, Change::Reports);
    // So is what takes the lead by its new headline.
    let lead = |entry: &mut Entry| (entry.link, entry.title) = (entry.reports[1].url.clone(), entry.reports[1].title.clone());
    check(&story, &lead, Change::Nothing);
    check(
        &story,
        &|entry| {
            retitle(entry);
            lead(entry)
        },
        Change::Significant,
    );
    let mut development = develop(&story, &story, StoryId(Uuid::from_u128(77)), now);
    let head = &old.reports[1];
    let head = Head { title: head.title.clone(), url: head.url.clone(), publisher: head.publisher.clone() };
    development.heads = [(String::new(), head)].into();
    story.developments.push(development);
    check(&story, &|_| (), Change::Nothing);
    check(&story, &retitle, Change::Significant);
    check(&story, &withdraw, Change::Significant);
}

/// A number is news for what it counts, and where the summary tells it for the first time.
#[test]
fn figures_are_news_by_what_they_count() {
    let mut world = World::new();
    world.happen(&Event::Arrive { beside: None });
    for _ in 0..3 {
        world.happen(&Event::Arrive { beside: Some(0) });
    }
    world.pass();
    let story = world.living[0].clone();
    let with = |figures: &[(&str, &[&str])], summary: &str| {
        let mut entry = story.tellings[""].clone();
        let value = |(report, value): (usize, &&str)| FigureValue { value: (*value).to_owned(), report };
        let figure = |(what, values): &(&str, &[&str])| Figure {
            what: (*what).into(),
            values: values.iter().enumerate().map(value).collect(),
            conflict: false,
        };
        entry.figures = figures.iter().map(figure).collect();
        entry.summary = vec![Sentence { text: summary.into(), report: 0 }];
        entry
    };
    let now = story.updated + TimeDelta::hours(2);
    let check = |old: &Entry, new: &Entry, expected: Change| assert_eq!(judge(&story, old, new, false, now), expected);
    let dead = with(&[("dead", &["three", "three"])], "Three died.");
    check(&dead, &with(&[("dead", &["three", "three"]), ("arrested", &["three", "three"])], "Three died."), Change::Significant);
    check(&dead, &with(&[("dead", &["three", "3"])], "Three died."), Change::Nothing);
    let five = |summary| with(&[("dead", &["three", "five", "fünf"])], summary);
    check(&five("Three died."), &with(&[("dead", &["three", "five", "five"])], "Five died."), Change::Significant);
    check(&five("Five died."), &with(&[("dead", &["three", "five", "five"])], "They say five died."), Change::Nothing);
}
