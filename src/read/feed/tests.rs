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
fn days_come_first_where_the_feed_says_so() {
    let item = "<item><title>One</title><pubDate>03/04/2025</pubDate></item>";
    for (channel, expected) in [
        (format!("<language>fr</language>{item}"), "2025-04-03"),
        (format!("<language>en-us</language>{item}"), "2025-03-04"),
        (item.to_owned(), "2025-03-04"),
    ] {
        check(&format!("<rss><channel>{channel}</channel></rss>"), &[&format!("One |  | {expected}T00:00:00+00:00")]);
    }
    check(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='pt-BR'><entry><title>One</title><published>03/04/2025</published></entry></feed>",
        &["One |  | 2025-04-03T00:00:00+00:00"],
    );
    check(
        r#"{"title":"A","language":"de","items":[{"id":"1","title":"One","date_published":"03/04/2025"}]}"#,
        &["One |  | 2025-04-03T00:00:00+00:00"],
    );
}

#[test]
fn entries_of_atom_inherit_authors() {
    let feed = feed(
        "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Jo Doe</name></author><entry><title>1</title></entry>\
         <entry><title>2</title><author><name>Ann Lee</name></author></entry>\
         <entry><title>3</title><source><author><name>Mia Kern</name></author></source></entry></feed>",
    );
    let told: Vec<_> = feed.entries.iter().map(|entry| entry.authors.join("+")).collect();
    assert_eq!(told, ["Jo Doe", "Ann Lee", "Mia Kern"]);
}

#[test]
fn titles_and_ids_have_an_end() {
    let (title, one, other) = ("é".repeat(5_000), format!("a{}", "x".repeat(5_000)), format!("b{}", "x".repeat(5_000)));
    let item = |id: &str| format!("<item><title>{title}</title><guid isPermaLink='false'>{id}</guid></item>");
    let feed = feed(&format!("<rss><channel><title>{title}</title>{}{}</channel></rss>", item(&one), item(&other)));
    assert_eq!((feed.title.len(), feed.entries[0].title.len()), (4096, 4096));
    assert!(feed.entries.iter().all(|entry| entry.id.len() < 100) && feed.entries[0].id != feed.entries[1].id);
}

#[test]
fn half_a_surrogate_pair_loses_nothing() {
    let source = r#"{"title":"A","items":[{"id":"1","title":"One \ud83d"},{"id":"2","title":"\ud83d\ude00 \ude00 \\ud83d"}]}"#;
    let (feed, warnings) = read(source.as_bytes(), None, None).unwrap();
    let told: Vec<_> = feed.entries.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(told, ["One \u{fffd}", "\u{1f600} \u{fffd} \\ud83d"]);
    assert_eq!(warnings, ["halves of surrogate pairs stand in JSON texts"]);
}

#[test]
fn the_oldest_format_is_read_too() {
    let feed = feed(
        "<CHANNEL HREF='https://a.example/' LASTMOD='2004-04-06T23:05:43-05:00'><ABSTRACT>All of it</ABSTRACT>\
         <ITEM HREF='/1' LASTMOD='2004-04-06'><TITLE>One</TITLE><ABSTRACT>First</ABSTRACT></ITEM></CHANNEL>",
    );
    assert_eq!((feed.link.as_str(), feed.description.as_str()), ("https://a.example/", "All of it"));
    assert_eq!(feed.updated.unwrap().to_rfc3339(), "2004-04-06T23:05:43-05:00");
    assert_eq!((feed.entries[0].link.as_str(), feed.entries[0].summary.as_str()), ("https://a.example/1", "First"));
}

#[test]
fn when_and_how_to_come_back() {
    let feed = feed(
        "<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' xmlns:atom='http://www.w3.org/2005/Atom'><channel><ttl>30</ttl>\
         <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency><skipHours><hour>24</hour><hour>3</hour></skipHours>\
         <skipDays><day>Sunday</day></skipDays><atom:link rel='hub' href='https://hub.example/'/>\
         <cloud domain='a.example' port='80' path='/RPC2' registerProcedure='p' protocol='xml-rpc'/></channel></rss>",
    );
    assert_eq!((feed.ttl_minutes, feed.hints.period_minutes), (Some(30), Some(360)));
    assert_eq!((feed.hints.skip_hours, feed.hints.skip_days), (vec![0, 3], vec![6]));
    assert_eq!((feed.hub.as_deref(), feed.cloud.as_deref()), (Some("https://hub.example/"), Some("http://a.example/RPC2")));
}

#[test]
fn authors_are_names() {
    fn check(author: &str, expected: &[&str]) {
        let feed = feed(&format!("<rss><channel><item>{author}</item></channel></rss>"));
        assert_eq!(feed.entries[0].authors, expected, "{author}");
    }
    check("<author>jo@a.example (Jo Doe)</author>", &["Jo Doe"]);
    check("<author>Jo Doe (jo@a.example)</author>", &["Jo Doe"]);
    check("<author>Jo Doe &lt;jo@a.example&gt;</author>", &["Jo Doe"]);
    check("<dc:creator>Jo</dc:creator><dc:creator>Al (AP)</dc:creator>", &["Jo", "Al (AP)"]);
}

#[test]
fn text_constructs_of_atom() {
    fn check(content: &str, expected: &str) {
        let feed = feed(&format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{content}</entry></feed>"));
        assert_eq!(feed.entries[0].content, expected, "{content}");
    }
    check("<content>5 &lt; 6</content>", "5 &lt; 6");
    check("<content type='html'>&lt;p&gt;x&lt;/p&gt;</content>", "<p>x</p>");
    check("<content type='html'><![CDATA[<p>x<br></p>]]></content>", "<p>x<br></p>");
    check(
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><a id='top'/>x<br></br>y</div></content>",
        "<a rel=\"noopener noreferrer\"></a>x<br>y",
    );
    check("<content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:b>x</h:b></h:div></content>", "<b>x</b>");
    check("<content type='video/mp4'>aGVsbG8=</content>", "hello");
    check("<content type='image/png'>iVBORw0KGgo=</content>", "");
    check("<content type='application/json'>{\"a\":1}</content>", "{\"a\":1}");
}

#[test]
fn an_address_as_id_stands_in_for_a_link() {
    check("<feed><entry><title>A</title><id>https://a.example/x y</id></entry></feed>", &["A | https://a.example/x%20y | "]);
    check("<feed><entry><title>A</title><id>tag:a.example,2025:1</id></entry></feed>", &["A |  | "]);
}

#[test]
fn an_entry_holds_no_other_one() {
    let nested = "<item><title>A</title><description><b><b><b>".repeat(60);
    let feed = feed(&format!("<rss><channel>{nested}"));
    assert_eq!(feed.entries.len(), 60);
    assert!(feed.entries.iter().all(|entry| entry.summary.len() < 100));
}

#[test]
fn what_a_cut_json_feed_still_holds() {
    fn check(source: &str, titles: &[&str], warning: &str) {
        let (feed, warnings) = read(source.as_bytes(), None, None).unwrap();
        let told: Vec<&str> = feed.entries.iter().map(|entry| entry.title.as_str()).collect();
        assert_eq!((told.as_slice(), warnings), (titles, vec![warning.to_owned()]), "{source}");
    }
    let start = r#"{"version":"https://jsonfeed.org/version/1","title":"A","items":[{"id":"1","title":"One }]","tags":["a"]},{"id":"2","title":"#;
    check(&format!("{start}\"Tw"), &["One }]"], "the document is cut off");
    check(&format!("{start}\"Tw\no\"}}]}}"), &["One }]", "Tw o"], "control characters stand in JSON texts");
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
fn what_a_feed_states_for_all_of_its_pictures() {
    fn check(channel: &str, expected: (Option<&str>, Option<&str>)) {
        let feed = feed(&format!(
            "<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><description>All of it</description>{channel}<item><title>A</title>\
             <media:content url='https://a.example/m.jpg' medium='image'/></item></channel></rss>"
        ));
        let image = &feed.entries[0].images[0];
        assert_eq!((image.caption.as_deref(), image.credit.as_deref()), expected, "{channel}");
    }
    check("<media:credit role='photographer'>Jo</media:credit>", (None, Some("Jo")));
    check("<media:description>The view from our window</media:description>", (Some("The view from our window"), None));
    check("<media:description>All of it</media:description><media:copyright>2025 A</media:copyright>", (None, None));
}

#[test]
fn pictures_that_scripts_would_load() {
    let feed = feed(
        "<rss><channel><item><description>&lt;img src='data:image/gif;base64,R0' data-src='/m.jpg' width='600'></description></item></channel></rss>",
    );
    assert_eq!(feed.entries[0].images[0].url, "https://a.example/m.jpg");
    assert_eq!(feed.entries[0].summary, "<img src=\"https://a.example/m.jpg\" width=\"600\">");
}

#[test]
fn a_feed_that_is_too_long_says_so() {
    fn check(source: &str, warnings: &[&str]) {
        let (feed, told) = read(source.as_bytes(), None, None).unwrap();
        assert_eq!((feed.entries.len(), told), (common::MAX_ENTRIES, warnings.iter().map(|&line| line.to_owned()).collect()));
    }
    let rss = |items: usize| format!("<rss><channel>{}</channel></rss>", "<item><title>A</title></item>".repeat(items));
    check(&rss(common::MAX_ENTRIES), &[]);
    check(&rss(common::MAX_ENTRIES + 5), &["only the first 20000 entries are read"]);
    let json = |items: usize| format!("{{\"title\":\"A\",\"items\":[{}{{}}]}}", "{},".repeat(items - 1));
    check(&json(common::MAX_ENTRIES + 1), &["only the first 20000 entries are read"]);
}

#[test]
fn captions_and_credits_of_pictures() {
    fn check(media: &str, expected: (Option<&str>, Option<&str>)) {
        let feed = feed(&format!(
            "<rss><channel><item><title>A</title><media:title>The entry and its own title</media:title>{media}</item></channel></rss>"
        ));
        let image = &feed.entries[0].images[0];
        assert_eq!((image.caption.as_deref(), image.credit.as_deref()), expected, "{media}");
    }
    let picture = "url='https://a.example/m.jpg' medium='image'";
    check(&format!("<media:content {picture}/>"), (None, None));
    check(&format!("<media:content {picture}><media:title>IMG_0123</media:title></media:content>"), (None, None));
    check(
        &format!("<media:content {picture}><media:title>The old bridge at dawn</media:title></media:content>"),
        (Some("The old bridge at dawn"), None),
    );
    check(
        &format!(
            "<media:content {picture}><media:credit role='owner'>A</media:credit><media:credit role='photographer'>Jo</media:credit></media:content>"
        ),
        (None, Some("Jo")),
    );
    check(
        &format!(
            "<media:credit>Jo</media:credit><media:group><media:text>Dawn</media:text><media:content {picture}/></media:group>"
        ),
        (Some("Dawn"), Some("Jo")),
    );
    check("<itunes:image href='https://a.example/i.jpg'/>", (None, None));
    check("<media:thumbnail url='https://a.example/i.jpg'/><media:description>Dawn</media:description>", (Some("Dawn"), None));
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

/// What may come once for every link, and lists that are looked through for every one of them.
#[test]
fn what_an_entry_repeats_is_bounded() {
    let check = |item: &str| {
        let source = format!(
            "<rss version='2.0'><channel><title>x</title><item xml:base='https://a.example/{}'>{item}</item></channel></rss>",
            "x".repeat(10_000)
        );
        let (feed, _) = read(source.as_bytes(), None, None).unwrap();
        let entry = feed.entries.into_iter().next().unwrap();
        assert!(
            entry.enclosures.len() <= 100
                && entry.categories.len() <= 200
                && entry.authors.len() <= 200
                && entry.images.len() <= 20
        );
        assert!(entry.content.len() < source.len() * 2, "{}", entry.content.len());
    };
    let many = |pattern: &str| (0..20_000).map(|number| pattern.replace('#', &number.to_string())).collect::<String>();
    check(&many("<enclosure url='https://a.example/#.jpg' type='image/jpeg'/>"));
    check(&many("<media:thumbnail url='https://a.example/#.jpg'/>"));
    check(&many("<category>#</category><author>n#</author>"));
    check(&format!("<content:encoded>{}</content:encoded>", many("&lt;a href='#'>x&lt;/a>")));
}

#[test]
fn pictures_carry_no_credentials() {
    let source = "<rss version='2.0'><channel><title>x</title><item><enclosure url='https://jo:secret@a.example/a@b.jpg' type='image/jpeg'/></item></channel></rss>";
    let (feed, _) = read(source.as_bytes(), None, None).unwrap();
    assert_eq!(feed.entries[0].images[0].url, "https://a.example/a@b.jpg");
}
