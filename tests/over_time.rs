//! What is published over months, and when the configuration changes: by a clock that the test holds.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may stop where it stands, and is a reader itself")]

mod house;

use std::path::Path;

use chrono::{DateTime, Utc};
use house::{configured, entries, publisher, say, works};
use newsloom::ledger::Ruling;
use newsloom::pipeline::{Works, refresh_at};
use newsloom::store::Selection;
use wiremock::MockServer;

const ALL: &str = "[[feed]]\nid = \"all\"\ntitle = \"All\"\nmax_age = \"7d\"\n";

async fn house_of(folder: &Path, server: &MockServer, head: &str, feeds: &str) -> Works {
    let text = format!(
        "{head}\n[fetch]\nfull_text = false\nallow_private = [\"127.0.0.0/8\"]\n[[source]]\nid = \"gazette\"\nurl = \"{}/feed\"\n{feeds}",
        server.uri()
    );
    works(configured(folder, &text)).await
}

fn at(moment: &str) -> DateTime<Utc> {
    moment.parse().unwrap()
}

async fn pass_at(works: &Works, moment: &str) {
    let now = at(moment);
    refresh_at(works, Selection::All, || now, &|_| {}).await.unwrap();
}

fn item(guid: &str, title: &str, text: &str, published: &str) -> String {
    let date = at(published).to_rfc2822();
    format!(
        "<item><guid isPermaLink='false'>{guid}</guid><link>https://gazette.example/{guid}</link><title>{title}</title><description>{text}</description><pubDate>{date}</pubDate></item>"
    )
}

fn bridge() -> String {
    item("1", "New bridge opens in Orlo", "The bridge over the Vel opened on Saturday.", "2026-01-31T18:00:00Z")
}

fn mayor() -> String {
    item("2", "Mayor of Tarn resigns over budget", "Ida Kovar gave up her office.", "2026-01-31T23:50:00Z")
}

fn file(works: &Works, name: &str) -> Option<String> {
    std::fs::read_to_string(works.settings.publish.dir.join(name)).ok()
}

fn ids(works: &Works, feed: &str) -> Vec<String> {
    entries(works, feed).iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

/// Of an Atom document: what stands in its first `<id>`.
fn feed_id(atom: &str) -> &str {
    atom.split("<id>").nth(1).unwrap().split("</id>").next().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_closes_with_its_month_and_never_changes_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = publisher(&bridge()).await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    pass_at(&works, "2026-01-31T20:00:00Z").await;
    let january = file(&works, "archive/all-2026-01.atom").unwrap();
    assert!(january.contains("New bridge opens") && !january.contains("fh:archive"), "the month goes on");
    let live = file(&works, "all.atom").unwrap();
    assert!(!live.contains("prev-archive"));
    assert_eq!(feed_id(&january), feed_id(&live));

    // The month ends with a story that no archive has yet.
    say(&server, &(bridge() + &mayor())).await;
    pass_at(&works, "2026-01-31T23:58:00Z").await;
    pass_at(&works, "2026-02-01T00:20:00Z").await;
    let closed = file(&works, "archive/all-2026-01.atom").unwrap();
    assert!(closed.contains("<fh:archive") && closed.contains("New bridge opens") && closed.contains("Mayor of Tarn"));
    let live = file(&works, "all.atom").unwrap();
    assert!(live.contains("rel=\"prev-archive\"") && live.contains("archive/all-2026-01.atom"), "{live}");
    assert_eq!(file(&works, "archive/all-2026-02.atom"), None, "nothing came in yet");

    // A correction moves the live entry, not what is archived; what comes now is February's.
    let corrected = item("1", "Bridge in Orlo stays closed after all", "A test failed.", "2026-01-31T18:00:00Z");
    let fresh = item("3", "Storm cuts power to island of Hesk", "Ferries stay in port.", "2026-02-02T06:00:00Z");
    say(&server, &(corrected + &mayor() + &fresh)).await;
    pass_at(&works, "2026-02-02T08:00:00Z").await;
    assert!(file(&works, "all.atom").unwrap().contains("stays closed"));
    assert_eq!(file(&works, "archive/all-2026-01.atom").unwrap(), closed);
    let february = file(&works, "archive/all-2026-02.atom").unwrap();
    assert!(
        february.contains("Storm cuts power") && !february.contains("Mayor of Tarn") && february.contains("all-2026-01.atom")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_that_turns_out_to_be_two_falls_apart_once() {
    let folder = tempfile::tempdir().unwrap();
    let date = "2026-02-01T07:00:00Z";
    let bridge = item(
        "1",
        "Rebuilt Ilva bridge in Marport opens",
        "Mayor Tilda Ossen opened the bridge over the Ilva in Marport. Some 18,000 cars will cross it each day. The work cost 42 million.",
        date,
    );
    let by = |paper: &str, guid: &str, title: &str, text: &str| item(guid, title, text, date).replace("gazette.example", paper);
    let opened =
        "The bridge over the Ilva was opened in Marport by mayor Tilda Ossen. It cost 42 million and takes 18,000 cars a day.";
    let same = by("courier.example", "2", "Marport: mayor Ossen opens Ilva bridge", opened)
        + &by("herald.example", "3", "Ilva bridge opened by mayor Ossen in Marport", opened);
    let burned = "Two people died when a warehouse burned down in the harbour of Kessel. Firefighters from four towns fought the flames, fire chief Arno Blick said.";
    let fire = |paper: &str, guid: &str| by(paper, guid, "Warehouse fire kills two in Kessel harbour", burned);
    let server = publisher(&(bridge.clone() + &same)).await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    pass_at(&works, "2026-02-01T08:00:00Z").await;
    let one = entries(&works, "all");
    let links = |entry: &serde_json::Value| -> Vec<String> {
        let reports = entry["_newsloom"]["reports"].as_array().unwrap();
        reports.iter().map(|report| report["url"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((one.len(), links(&one[0]).len()), (1, 3));

    // One report now tells of something else: it has a story of its own.
    let last = by("herald.example", "3", "Ilva bridge opened by mayor Ossen in Marport", opened);
    say(&server, &(bridge.clone() + &fire("courier.example", "2") + &last)).await;
    pass_at(&works, "2026-02-01T08:30:00Z").await;
    let mut sizes: Vec<usize> = entries(&works, "all").iter().map(|entry| links(entry).len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 2]);

    // Two do.
    say(&server, &(bridge + &fire("courier.example", "2") + &fire("herald.example", "3"))).await;
    pass_at(&works, "2026-02-01T09:00:00Z").await;
    let two = entries(&works, "all");
    let (kept, new) = if two[0]["id"] == one[0]["id"] { (&two[0], &two[1]) } else { (&two[1], &two[0]) };
    assert_eq!((two.len(), &kept["id"], &kept["date_published"]), (2, &one[0]["id"], &one[0]["date_published"]));
    assert_eq!((&kept["url"], links(kept).len(), links(new).len()), (&one[0]["url"], 1, 2));
    assert!(links(new).iter().all(|url| !links(kept).contains(url)));
    assert_ne!(new["id"], kept["id"]);
    // And that is that.
    let before = file(&works, "all.json");
    pass_at(&works, "2026-02-01T10:00:00Z").await;
    pass_at(&works, "2026-02-01T11:00:00Z").await;
    assert_eq!(file(&works, "all.json"), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_used_again_takes_no_story_over() {
    let folder = tempfile::tempdir().unwrap();
    let date = "2026-02-01T07:00:00Z";
    let by = |paper: &str, title: &str, text: &str| {
        item("1", title, text, date).replace("gazette.example", paper).replace(">1<", &format!(">{paper}<"))
    };
    let opened = "Mayor Tilda Ossen opened the bridge over the Ilva in Marport. Some 18,000 cars will cross it each day. The work cost 42 million.";
    let too =
        "The bridge over the Ilva was opened in Marport by mayor Tilda Ossen. It cost 42 million and takes 18,000 cars a day.";
    let burned = "Two people died when a warehouse burned down in the harbour of Kessel. Firefighters from four towns fought the flames, fire chief Arno Blick said.";
    let bank = "The central bank of Sevria left its rates where they are. Governor Ida Kovar sees inflation at three per cent by the summer.";
    let first = by("gazette.example", "Rebuilt Ilva bridge in Marport opens", opened);
    let second = by("courier.example", "Marport: mayor Ossen opens Ilva bridge", too);
    let alone = by("herald.example", "Sevria's central bank leaves rates alone", bank);
    let server = publisher(&(first + &second.clone() + &alone.clone())).await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    pass_at(&works, "2026-02-01T08:00:00Z").await;
    let about = |works: &Works, word: &str| -> Vec<(String, usize)> {
        let all = entries(works, "all");
        let told = all.iter().filter(|entry| entry["title"].as_str().unwrap().contains(word));
        told.map(|entry| (entry["id"].as_str().unwrap().to_owned(), entry["_newsloom"]["reports"].as_array().unwrap().len()))
            .collect()
    };
    let (bridge, rates) = (about(&works, "bridge"), about(&works, "rates"));
    assert_eq!((bridge.len(), bridge[0].1, rates.len()), (1, 2, 1));

    // Where the report that led the bridge stood stands a fire now.
    let fire = by("gazette.example", "Warehouse fire kills two in Kessel harbour", burned);
    say(&server, &(fire.clone() + &second + &alone)).await;
    pass_at(&works, "2026-02-01T08:40:00Z").await;
    assert_eq!(about(&works, "bridge"), [(bridge[0].0.clone(), 1)]);
    let flames = about(&works, "fire");
    assert!(flames.len() == 1 && flames[0].0 != bridge[0].0, "{flames:?}");

    // So does one where the only report on the bank stood: it joins the fire, and what was told of the bank stands as it was.
    let too = by("herald.example", "Two die as warehouse burns in Kessel harbour", burned);
    say(&server, &(fire + &second + &too)).await;
    for moment in ["2026-02-01T09:20:00Z", "2026-02-01T10:00:00Z", "2026-02-01T11:00:00Z"] {
        pass_at(&works, moment).await;
        let burning: Vec<(String, usize)> = [about(&works, "fire"), about(&works, "burns")].concat();
        assert_eq!(burning, [(flames[0].0.clone(), 2)]);
        assert_eq!((about(&works, "rates"), about(&works, "bridge")), (rates.clone(), vec![(bridge[0].0.clone(), 1)]));
    }
}

/// A publisher corrects headlines and leaves the texts below them as they are: what readers of each format get, and when.
#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_headline_reaches_every_feed_once() {
    let folder = tempfile::tempdir().unwrap();
    let date = "2026-02-01T07:00:00Z";
    let by = |paper: &str, title: &str, text: &str| {
        item("1", title, text, date).replace("gazette.example", paper).replace(">1<", &format!(">{paper}<"))
    };
    let burned = "A warehouse burned down in the harbour of Kessel at night. Firefighters from four towns fought the flames for hours, fire chief Arno Blick said on Sunday.";
    let too = "Fire chief Arno Blick said that firefighters from four towns fought the flames in a warehouse in the harbour of Kessel. Two people died.";
    let paper = |title: &str| by("gazette.example", title, burned);
    let other = |title: &str| by("courier.example", title, too);
    let (two, three) = ("Warehouse fire kills two in Kessel harbour", "Warehouse fire kills three in Kessel harbour");
    let (blaze, deadly) = ("Two dead in Kessel harbour fire", "Two dead in Kessel harbour warehouse fire");
    let server = publisher(&(paper(two) + &other(blaze))).await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    let told = |works: &Works| {
        let all = entries(works, "all");
        assert_eq!(all.len(), 1, "{all:?}");
        let [rss, atom] = ["all.rss", "all.atom"].map(|name| file(works, name).unwrap());
        let title = all[0]["title"].as_str().unwrap().to_owned();
        assert!(rss.contains(&format!("<title>{title}</title>")) && atom.contains(&format!("{title}</title>")));
        (title, all[0]["id"].clone(), all[0]["date_modified"].clone(), rss + &atom + &all[0].to_string())
    };
    pass_at(&works, "2026-02-01T08:00:00Z").await;
    let (title, id, updated, before) = told(&works);
    assert!(title == two && !before.contains("three") && !before.contains("Reports disagree"), "{before}");

    // The figure of the lead is corrected: headline, list of reports and disagreement say so, under the same id, at a new time.
    say(&server, &(paper(three) + &other(blaze))).await;
    pass_at(&works, "2026-02-01T09:00:00Z").await;
    let (title, now, moved, corrected) = told(&works);
    assert_eq!((title.as_str(), &now), (three, &id));
    assert_ne!(moved, updated);
    assert!(!corrected.contains(two) && corrected.contains("Reports disagree"), "{corrected}");
    for moment in ["2026-02-01T09:20:00Z", "2026-02-01T10:00:00Z", "2026-02-01T12:00:00Z"] {
        pass_at(&works, moment).await;
        assert_eq!(told(&works).3, corrected, "once is enough");
    }

    // A word more in another report's headline: it is listed, and nothing is called updated.
    say(&server, &(paper(three) + &other(deadly))).await;
    pass_at(&works, "2026-02-01T13:00:00Z").await;
    let (title, now, same, listed) = told(&works);
    assert_eq!((title.as_str(), now, &same), (three, id.clone(), &moved));
    assert!(listed.contains(deadly) && !listed.contains(blaze), "{listed}");

    // The other publisher agrees at last.
    say(&server, &(paper(three) + &other("Three dead in Kessel harbour warehouse fire"))).await;
    pass_at(&works, "2026-02-01T14:00:00Z").await;
    let (title, now, last, agreed) = told(&works);
    assert_eq!((title.as_str(), now), (three, id));
    assert!(last != moved && !agreed.contains("Reports disagree"), "{agreed}");
}

/// Reports in a feed's language come after the story was published: the first one leads it there from then on, and elsewhere nothing moves.
#[tokio::test(flavor = "multi_thread")]
async fn a_later_report_in_the_language_of_a_feed_takes_the_lead_once() {
    let folder = tempfile::tempdir().unwrap();
    let date = "2026-02-01T07:50:00Z";
    let by = |paper: &str, title: &str, text: &str| {
        item("1", title, text, date).replace("gazette.example", paper).replace(">1<", &format!(">{paper}<"))
    };
    let english = by(
        "gazette.example",
        "Rebuilt Ilva bridge in Marport opens",
        "Mayor Tilda Ossen opened the bridge over the Ilva in Marport on Sunday. Some 18,000 cars will cross it each day. The work cost 42 million crowns.",
    );
    // With three publishers from the beginning a fourth is no significant change.
    let same = "The bridge over the Ilva was opened in Marport on Sunday by mayor Tilda Ossen. It cost 42 million crowns and takes 18,000 cars a day.";
    let english = english
        + &by("courier.example", "Marport: mayor Ossen opens Ilva bridge", &format!("{same} Hundreds came to watch."))
        + &by("herald.example", "Ilva bridge opened by mayor Ossen in Marport", same);
    let german = by(
        "kurier.example",
        "Marport: Neue Ilva-Brücke eröffnet",
        "Bürgermeisterin Tilda Ossen hat am Sonntag die Brücke über die Ilva in Marport eröffnet. Rund 18.000 Autos werden sie täglich überqueren. Die Arbeiten kosteten 42 Millionen Kronen.",
    );
    let later = by(
        "bote.example",
        "Ilva-Brücke in Marport wieder offen",
        "Die Brücke über die Ilva in Marport ist seit Sonntag wieder offen. Bürgermeisterin Tilda Ossen gab sie frei. 42 Millionen Kronen kostete der Bau, 18.000 Autos fahren täglich darüber.",
    );
    let feeds = "[[feed]]\nid = \"de\"\nlanguage = \"de-AT\"\n[[feed]]\nid = \"steps\"\nlanguage = \"de\"\nupdates = \"follow-up\"\n[[feed]]\nid = \"en\"\nlanguage = \"en\"\n[[feed]]\nid = \"any\"\n";
    let server = publisher(&english).await;
    let works = house_of(folder.path(), &server, "", feeds).await;
    let told = |feed: &str| {
        let all = entries(&works, feed);
        assert_eq!(all.len(), 1, "{feed}: {all:?}");
        all[0].clone()
    };
    let led = |feed: &str| told(feed)["title"].as_str().unwrap().to_owned();
    pass_at(&works, "2026-02-01T08:00:00Z").await;
    let (first, other) = (told("de"), told("en"));
    assert_eq!(led("de"), "Rebuilt Ilva bridge in Marport opens");

    // It is listed at once, and leads when `updated` may move: 30 minutes after the first report.
    say(&server, &(english.clone() + &german)).await;
    pass_at(&works, "2026-02-01T08:10:00Z").await;
    assert_eq!((led("de"), told("de")["_newsloom"]["reports"].as_array().unwrap().len()), (led("en"), 4));
    pass_at(&works, "2026-02-01T08:20:30Z").await;
    let turned = told("de");
    assert_eq!(
        (turned["title"].as_str().unwrap(), turned["url"].as_str().unwrap(), turned["language"].as_str().unwrap()),
        ("Marport: Neue Ilva-Brücke eröffnet", "https://kurier.example/1", "de")
    );
    assert!(turned["summary"].as_str().unwrap().contains("Bürgermeisterin Tilda Ossen hat"), "{turned}");
    assert_eq!((&turned["id"], &turned["date_published"]), (&first["id"], &first["date_published"]));
    assert!(turned["date_modified"].as_str() > first["date_modified"].as_str());
    assert_eq!((led("en"), led("any"), &told("en")["id"]), (led("en"), led("en"), &other["id"]));
    assert_eq!(led("steps"), led("de"));

    // Once: neither the next passes nor another report in that language turn it again.
    assert_eq!(told("en")["date_modified"], other["date_modified"]);
    let files = || ["de", "steps", "en", "any"].map(|feed| file(&works, &format!("{feed}.atom")).unwrap());
    pass_at(&works, "2026-02-01T09:00:00Z").await;
    let before = files();
    pass_at(&works, "2026-02-01T10:00:00Z").await;
    assert_eq!(files(), before);
    say(&server, &(later + &english + &german)).await;
    pass_at(&works, "2026-02-01T11:00:00Z").await;
    pass_at(&works, "2026-02-01T12:00:00Z").await;
    assert_eq!((led("de"), told("de")["_newsloom"]["reports"].as_array().unwrap().len()), (led("steps"), 5));
    assert_eq!(led("de"), "Marport: Neue Ilva-Brücke eröffnet");
    assert_eq!(led("en"), "Rebuilt Ilva bridge in Marport opens");
}

/// "Three dead" leads until a report of seven is told; the entry stays the one that readers have.
#[tokio::test(flavor = "multi_thread")]
async fn a_headline_follows_the_toll() {
    let folder = tempfile::tempdir().unwrap();
    let by = |paper: &str, title: &str, text: &str, date: &str| item(paper, title, text, date).replace("gazette.example", paper);
    let three = by(
        "gazette.example",
        "Three dead as coach falls into Ilva gorge near Marport",
        "Three people were killed when a coach with 34 passengers left the icy road near Marport and fell into the Ilva gorge.",
        "2026-02-01T07:00:00Z",
    );
    let seven = by(
        "courier.example",
        "Seven dead in Ilva gorge coach crash near Marport",
        "Seven people are dead now after the coach with 34 passengers fell into the Ilva gorge near Marport from an icy road.",
        "2026-02-01T16:00:00Z",
    );
    // What one report says may be a mistake; a second one makes it a significant change.
    let again = by(
        "herald.example",
        "Coach falls into Ilva gorge near Marport, seven dead",
        "Seven people died when the coach fell from an icy road near Marport into the Ilva gorge with 34 passengers on board.",
        "2026-02-01T16:00:00Z",
    );
    let server = publisher(&three).await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    let told = || {
        let all = entries(&works, "all");
        assert_eq!(all.len(), 1, "{all:?}");
        all[0].clone()
    };
    pass_at(&works, "2026-02-01T08:00:00Z").await;
    let first = told();
    assert_eq!(first["title"], "Three dead as coach falls into Ilva gorge near Marport");
    say(&server, &(seven.clone() + &three)).await;
    pass_at(&works, "2026-02-01T16:30:00Z").await;
    assert_eq!(told()["title"], first["title"]);
    say(&server, &(again + &seven + &three)).await;
    pass_at(&works, "2026-02-01T17:00:00Z").await;
    let second = told();
    assert_eq!(second["title"], "Seven dead in Ilva gorge coach crash near Marport", "{second}");
    assert_eq!(second["url"], "https://courier.example/courier.example");
    assert_eq!((&second["id"], &second["date_published"]), (&first["id"], &first["date_published"]));
    assert!(!second["summary"].as_str().unwrap().contains("Three people"), "{second}");
    let atom = file(&works, "all.atom");
    pass_at(&works, "2026-02-01T18:00:00Z").await;
    assert_eq!(file(&works, "all.atom"), atom);
    // No later pass moves what leads a story elsewhere.
    let story = works.store.living(DateTime::UNIX_EPOCH).await.unwrap().remove(0);
    let known = works.store.articles(&story.members).await.unwrap();
    let leads: Vec<&str> =
        known.iter().filter(|article| story.leads.contains(&article.id)).map(|article| article.url.as_str()).collect();
    assert_eq!(leads, ["https://courier.example/courier.example"]);
}

/// A live blog that came first hands its story over to a report, and counts nothing beside it.
#[tokio::test(flavor = "multi_thread")]
async fn a_live_blog_leads_until_there_is_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let blog = item(
        "blog",
        "LIVE: Coach falls into Ilva gorge near Marport",
        "Nine people are dead, a witness says.",
        "2026-02-01T07:00:00Z",
    );
    let text =
        "Three people were killed when a coach with 34 passengers left the icy road near Marport and fell into the Ilva gorge.";
    let title = "Three dead as coach falls into Ilva gorge near Marport";
    let report = item("report", title, text, "2026-02-01T08:00:00Z").replace("gazette.example", "courier.example");
    let server = publisher(&blog).await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    pass_at(&works, "2026-02-01T07:10:00Z").await;
    say(&server, &(report + &blog)).await;
    pass_at(&works, "2026-02-01T08:10:00Z").await;
    let all = entries(&works, "all");
    assert_eq!((all.len(), &all[0]["title"]), (1, &title.into()), "{all:?}");
    assert!(!all[0].to_string().contains("\"value\":\"Nine\""), "{all:?}");
}

/// Passes within one second, reports of one date: which story came first is known all the same, and a merge by hand keeps its id.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_stories_merged_by_hand_the_one_published_first_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (date, now) = ("2026-02-01T07:00:00Z", "2026-02-01T08:00:00Z");
    let titles =
        ["Bridge in Orlo opens", "Mayor of Tarn resigns", "Storm over Hesk island", "Strike at Kessel port", "Comet Ilva seen"];
    let server = publisher("").await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    let (mut items, mut minted) = (String::new(), Vec::new());
    for (guid, title) in titles.iter().enumerate() {
        items += &item(&guid.to_string(), title, title, date);
        say(&server, &items).await;
        pass_at(&works, now).await;
        minted.extend(ids(&works, "all").into_iter().filter(|id| !minted.contains(id)).collect::<Vec<_>>());
    }
    assert!(minted.len() == titles.len() && minted.is_sorted(), "{minted:?}");

    // Of the last two, named in either order, the later one is an alias from now on.
    let all = works.store.window(DateTime::UNIX_EPOCH).await.unwrap();
    let articles: Vec<_> = [4, 3].map(|at| all.iter().find(|article| article.title == titles[at]).unwrap().id).into();
    works.store.rule(&Ruling::Together { articles }).await.unwrap();
    pass_at(&works, now).await;
    let left: std::collections::BTreeSet<String> = ids(&works, "all").into_iter().collect();
    assert!(left.iter().eq(&minted[..4]), "{left:?} of {minted:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_needs_is_forgotten_and_what_is_still_listed_never_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let undated = |guid: &str, title: &str| {
        format!(
            "<item><guid isPermaLink='false'>{guid}</guid><link>https://gazette.example/{guid}</link><title>{title}</title></item>"
        )
    };
    let pinned = undated("pinned", "How to reach the Gazette in Orlo");
    let server = publisher(&pinned).await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    let (mut shown, mut most) = (0, 0);
    for pass in 0..45 {
        let now = at("2026-01-01T08:00:00Z") + chrono::TimeDelta::days(3 * pass as i64);
        // Words of its own, so that it is no part of an older story.
        let name = |word: &str| {
            format!(
                "{}{}{word}",
                ["B", "D", "F", "K", "L", "M"][pass % 6],
                ["a", "e", "i", "o", "u", "y", "aa", "ee", "oo", "uu"][pass / 6]
            )
        };
        let title = format!("{} {} {}", name("rtan"), name("lviso"), name("mket"));
        let news = undated(&format!("news-{pass}"), &title);
        say(&server, &(news + &pinned)).await;
        refresh_at(&works, Selection::All, || now, &|_| {}).await.unwrap();
        let feed = file(&works, "all.json").unwrap();
        shown += usize::from(feed.contains("How to reach"));
        assert!(pass > 2 || feed.contains("How to reach"), "it is news once");
        most = most.max(works.store.window(DateTime::UNIX_EPOCH).await.unwrap().len());
    }
    assert_eq!(shown, 3, "a week long, as max_age says");
    // Those of the 60 days for which entries are remembered that no source lists, and a few.
    assert!((20..30).contains(&most), "{most} articles at once, of 46");
    assert_eq!(works.store.check().await.unwrap(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_is_not_configured_any_more_goes_and_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let server = publisher(&(bridge() + &mayor())).await;
    let two = format!("{ALL}[[feed]]\nid = \"second\"\nmax_age = \"7d\"\n");
    let works = house_of(folder.path(), &server, "", &two).await;
    pass_at(&works, "2026-02-01T09:00:00Z").await;
    let (all, second) = (ids(&works, "all"), file(&works, "second.atom").unwrap());
    assert_eq!((all.len(), ids(&works, "second")), (2, all.clone()));
    assert_ne!(feed_id(&second), feed_id(&file(&works, "all.atom").unwrap()));
    drop(works);

    let works = house_of(folder.path(), &server, "", ALL).await;
    pass_at(&works, "2026-02-01T10:00:00Z").await;
    for name in ["second.rss", "second.atom", "second.json"] {
        assert_eq!(file(&works, name), None, "{name}");
    }
    assert!(file(&works, "archive/second-2026-02.atom").is_some(), "readers may still page back");
    assert!(
        !file(&works, "feeds.opml").unwrap().contains("second") && !file(&works, "index.html").unwrap().contains("second.rss")
    );
    assert_eq!(ids(&works, "all"), all);
    drop(works);

    let works = house_of(folder.path(), &server, "", &two).await;
    pass_at(&works, "2026-02-01T11:00:00Z").await;
    assert_eq!(file(&works, "second.atom").unwrap(), second);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_address_changes_no_id() {
    let folder = tempfile::tempdir().unwrap();
    let server = publisher(&(bridge() + &mayor())).await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    pass_at(&works, "2026-02-01T09:00:00Z").await;
    let (known, feed) = (ids(&works, "all"), feed_id(&file(&works, "all.atom").unwrap()).to_owned());
    drop(works);
    let moved = "[publish]\nbase_url = \"https://news.example/feeds/\"\nformats = [\"atom\", \"json\"]\n";
    let works = house_of(folder.path(), &server, moved, ALL).await;
    pass_at(&works, "2026-02-01T10:00:00Z").await;
    let atom = file(&works, "all.atom").unwrap();
    assert_eq!((ids(&works, "all"), feed_id(&atom)), (known, feed.as_str()));
    assert!(atom.contains("https://news.example/feeds/all.atom"));
    assert_eq!(file(&works, "all.rss"), None, "a format that is not wanted any more goes");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_installations_share_no_id() {
    let server = publisher(&bridge()).await;
    let mut met = std::collections::BTreeSet::new();
    for _ in 0..2 {
        let folder = tempfile::tempdir().unwrap();
        let works = house_of(folder.path(), &server, "", ALL).await;
        pass_at(&works, "2026-02-01T09:00:00Z").await;
        assert!(met.insert(feed_id(&file(&works, "all.atom").unwrap()).to_owned()));
        assert!(met.insert(ids(&works, "all").remove(0)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_store_costs_readers_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = publisher(&(bridge() + &mayor())).await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    pass_at(&works, "2026-02-01T09:00:00Z").await;
    let store = works.settings.store.sqlite.clone();
    let before: Vec<_> = ["all.rss", "all.atom", "all.json", "archive/all-2026-02.atom"].map(|name| file(&works, name)).into();
    drop(works);
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", store.display()));
    }
    let works = house_of(folder.path(), &server, "", ALL).await;
    let fresh = item("3", "Storm cuts power to island of Hesk", "Ferries stay in port.", "2026-02-01T09:30:00Z");
    let known = ids(&works, "all");
    say(&server, &(bridge() + &mayor() + &fresh)).await;
    pass_at(&works, "2026-02-01T10:00:00Z").await;
    assert_eq!(ids(&works, "all")[1..], known);
    let atom = file(&works, "all.atom").unwrap();
    assert_eq!(feed_id(&atom), feed_id(before[1].as_ref().unwrap()));
    // Entries are the same to the letter.
    let entry = |atom: &str| atom.split("<entry>").skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(entry(&atom)[1..], entry(before[1].as_ref().unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_served_where_readers_are_told_to_look() {
    let folder = tempfile::tempdir().unwrap();
    let server = publisher(&bridge()).await;
    let works = house_of(folder.path(), &server, "[publish]\nbase_url = \"https://news.example/my/news/\"", ALL).await;
    pass_at(&works, "2026-02-01T09:00:00Z").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    let (pushed, _news) = tokio::sync::mpsc::channel(1);
    tokio::spawn(newsloom::server::serve(listener, newsloom::server::House::new(&works, pushed), std::future::pending()));
    let story = format!("story/{}.html", ids(&works, "all")[0].trim_start_matches("urn:uuid:"));
    for path in ["", "index.html", "all.atom", "feeds/all.atom", "archive/all-2026-02.atom", &story, "healthz"] {
        for prefix in ["/", "/my/news/"] {
            let status = reqwest::get(format!("{root}{prefix}{path}")).await.unwrap().status();
            assert_eq!(status, 200, "{prefix}{path}");
        }
    }
    assert_eq!(reqwest::get(format!("{root}/my/news/nothing.atom")).await.unwrap().status(), 404);
}

/// A store that is lost is found again piece by piece: what a source brings later still has the id that readers know.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_found_again_later_keeps_its_id_too() {
    let folder = tempfile::tempdir().unwrap();
    let server = publisher(&(bridge() + &mayor())).await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    pass_at(&works, "2026-01-31T23:55:00Z").await;
    pass_at(&works, "2026-02-01T09:00:00Z").await;
    let (store, known) = (works.settings.store.sqlite.clone(), ids(&works, "all"));
    drop(works);
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", store.display()));
    }
    say(&server, &bridge()).await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    pass_at(&works, "2026-02-01T10:00:00Z").await;
    assert_eq!(ids(&works, "all").len(), 1);
    say(&server, &(bridge() + &mayor())).await;
    pass_at(&works, "2026-02-01T11:00:00Z").await;
    assert_eq!(ids(&works, "all"), known);
    // The archive of the month before is still linked, and still holds what it held.
    assert!(file(&works, "all.atom").unwrap().contains("archive/all-2026-01.atom"));
    assert!(file(&works, "archive/all-2026-01.atom").unwrap().contains("Mayor of Tarn"));
}

/// A clock that was ahead closes no month that goes on.
#[tokio::test(flavor = "multi_thread")]
async fn a_month_that_a_wrong_clock_closed_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let server = publisher(&bridge()).await;
    let works = house_of(folder.path(), &server, "", ALL).await;
    pass_at(&works, "2026-01-31T20:00:00Z").await;
    pass_at(&works, "2026-02-01T01:00:00Z").await;
    say(&server, &(bridge() + &mayor())).await;
    pass_at(&works, "2026-01-31T23:55:00Z").await;
    pass_at(&works, "2026-02-01T02:00:00Z").await;
    let january = file(&works, "archive/all-2026-01.atom").unwrap();
    assert!(january.contains("<fh:archive") && january.contains("Mayor of Tarn"));
}
