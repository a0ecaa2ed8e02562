use proptest::prelude::*;

use super::*;

fn feed(source: &str) -> Feed {
    read(source.as_bytes(), None, Some("https://a.example/feed.xml")).unwrap().0
}

/// Entries as "title | link | date".
fn check(source: &str, expected: &[&str]) {
    let told: Vec<String> = feed(source)
        .entries
        .iter()
        .map(|entry| {
            let date = entry.published.or(entry.updated).map(|date| date.to_rfc3339()).unwrap_or_default();
            format!("{} | {} | {date}", entry.title, entry.link)
        })
        .collect();
    assert_eq!(told, expected, "{source}");
}

#[test]
fn every_format() {
    check(
        "<rss version='2.0'><channel><title>A</title><item><title>R&amp;amp;D</title><link>/1</link><pubDate>Wed, 30 Apr 2025 09:12:00 GMT</pubDate></item></channel></rss>",
        &["R&D | https://a.example/1 | 2025-04-30T09:12:00+00:00"],
    );
    check(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>\
         <channel><title>A</title></channel><item rdf:about='https://a.example/1'><title>One</title><dc:date>2025-04-30</dc:date></item></rdf:RDF>",
        &["One | https://a.example/1 | 2025-04-30T00:00:00+00:00"],
    );
    check(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://b.example/x/'><entry><title type='html'>&lt;b>One&lt;/b></title><link rel='self' href='s'/>\
         <link href='1'/><updated>2025-04-30T09:12:00+02:00</updated></entry></feed>",
        &["One | https://b.example/x/1 | 2025-04-30T09:12:00+02:00"],
    );
    check(
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"A","items":[{"id":7,"url":"1","title":"One"}]}"#,
        &["One | https://a.example/1 | "],
    );
}

#[test]
fn what_a_cut_document_still_holds() {
    check(
        "<rss><channel><item><title>One</title><link>https://a.example/1</link></item><item><title>Two</title><link>https://a.exam",
        &["One | https://a.example/1 | ", "Two | https://a.exam | "],
    );
}

#[test]
fn ids() {
    fn check(item: &str, expected: &str) {
        let feed = feed(&format!("<rss><channel><item>{item}</item></channel></rss>"));
        assert_eq!(feed.entries[0].id, expected);
    }
    check("<guid isPermaLink='false'>x1</guid><link>https://a.example/1</link>", "x1");
    check("<link>https://a.example/1</link>", "https://a.example/1");
    check("<title>One</title>", "urn:newsloom:entry:82a5f8bf6ec19baad113b7f1744ba416");
}

#[test]
fn a_permalink_stands_in_for_a_link() {
    check(
        "<rss><channel><item><title>A</title><guid>https://a.example/1</guid></item></channel></rss>",
        &["A | https://a.example/1 | "],
    );
    check(
        "<rss><channel><item><title>A</title><guid isPermaLink='false'>https://a.example/1</guid></item></channel></rss>",
        &["A |  | "],
    );
}

#[test]
fn images_best_first() {
    let feed = feed(
        "<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item><title>A</title>\
         <media:thumbnail url='https://a.example/small.jpg' width='100'/>\
         <media:group><media:content url='https://a.example/m.jpg' medium='image' width='400' height='300'/>\
         <media:content url='https://a.example/l.jpg' medium='image' width='1200' height='800'/>\
         <media:description>The bridge</media:description><media:credit>Jo</media:credit></media:group>\
         <description>&lt;img src='/inline.jpg'>&lt;img src='/pixel.gif' width='1' height='1'></description></item></channel></rss>",
    );
    let told: Vec<_> = feed.entries[0]
        .images
        .iter()
        .map(|image| (image.url.as_str(), image.caption.as_deref(), image.credit.as_deref()))
        .collect();
    let (bridge, jo) = (Some("The bridge"), Some("Jo"));
    assert_eq!(
        told,
        [
            ("https://a.example/l.jpg", bridge, jo),
            ("https://a.example/m.jpg", bridge, jo),
            ("https://a.example/small.jpg", None, None),
            ("https://a.example/inline.jpg", None, None),
        ]
    );
}

#[test]
fn entities_do_not_expand_and_nothing_outside_is_read() {
    let feed = feed(
        "<!DOCTYPE rss [<!ENTITY a 'bomb'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>\
         <rss><channel><item><title>A &a; &f; &eacute;</title></item></channel></rss>",
    );
    assert_eq!(feed.entries[0].title, "A &a; &f; é");
}

#[test]
fn no_feeds() {
    fn check(source: &str, expected: &str) {
        assert_eq!(read(source.as_bytes(), None, None).unwrap_err().to_string(), expected);
    }
    check("", "the document is empty");
    check("<!doctype html><title>Log in</title>", "an HTML page, not a feed");
    check("{\"a\":1}", "JSON, but not a JSON Feed: no version of jsonfeed.org and no items");
    check("{\"a\":", "JSON: EOF while parsing a value at line 1 column 5");
    check("hello", "neither RSS, Atom nor JSON Feed: no feed element in it");
}

proptest! {
    #[test]
    fn never_panics(middle in "[<>/&;a-z\"'= !\\[\\]é]{0,200}") {
        let _ = read(format!("<rss><channel><item><title>{middle}").as_bytes(), None, None);
        let _ = read(format!("<feed><entry>{middle}").as_bytes(), None, None);
    }
}
