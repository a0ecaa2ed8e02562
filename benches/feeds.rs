//! Reading feeds: megabytes a second on feeds of the shapes that publishers serve, beside feed-rs 3 on the same bytes.
//!
//! `cargo bench --bench feeds`; with `FEEDS=FOLDER` also all feeds in that folder. feed-rs runs as it comes: it does not sanitise what it reads, we do.

use std::fmt::Write as _;

use divan::{Bencher, counter::BytesCount};
use newsloom::read::{dates, feed, html, opml};

fn main() {
    divan::main();
}

/// Texts that look like a language and are the same in every run.
struct Words(u32);

impl Words {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % below
    }

    fn text(&mut self, words: usize) -> String {
        const STOCK: [&str; 24] = [
            "the",
            "bridge",
            "of",
            "council",
            "Müller",
            "said",
            "on",
            "Tuesday",
            "that",
            "repairs",
            "would",
            "cost",
            "R&amp;D",
            "18,000",
            "euros",
            "a",
            "spokeswoman",
            "été",
            "harbour",
            "after",
            "storm",
            "“never”",
            "before",
            "noon,",
        ];
        let mut text = String::from("News");
        for _ in 0..words {
            text.push(' ');
            text.push_str(STOCK[self.next(STOCK.len())]);
        }
        text
    }

    /// An article as blogging software writes it.
    fn article(&mut self, number: usize) -> String {
        let mut html = String::new();
        let _ = writeln!(
            html,
            "<figure class=\"wp-block-image size-large\"><img loading=\"lazy\" width=\"1024\" height=\"683\" src=\"https://a.example/wp-content/uploads/{number}.jpg\" \
             alt=\"{}\" class=\"wp-image-{number}\" srcset=\"https://a.example/{number}-300.jpg 300w, https://a.example/{number}-768.jpg 768w\" \
             sizes=\"(max-width: 1024px) 100vw, 1024px\" /><figcaption>{}. Photo: Jo Doe</figcaption></figure>",
            self.text(5),
            self.text(8)
        );
        for paragraph in 0..8 {
            let _ = write!(
                html,
                "<p class=\"wp-block-paragraph\">{} <a href=\"https://b.example/{number}/{paragraph}?a=1&#038;b=2\" target=\"_blank\">{}</a> &#8211; <em>{}</em>.</p>\n\n",
                self.text(40),
                self.text(3),
                self.text(6)
            );
        }
        html + "<h2>More</h2>\n<ul>\n<li>One</li>\n<li><strong>Two</strong></li>\n</ul>\n"
    }
}

const RSS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n\
    <channel><title>The Example</title><link>https://a.example/</link><description>All of it</description><language>en</language>\n";

/// A feed of headlines: a short summary in plain text, a picture.
fn headlines() -> String {
    let mut words = Words(1);
    let mut out = String::from(RSS);
    for number in 0..400 {
        let _ = write!(
            out,
            "<item>\n<title>{}</title>\n<link>https://a.example/world/{number}</link>\n<guid isPermaLink=\"false\">a-{number}</guid>\n\
             <pubDate>Wed, 30 Apr 2025 09:{:02}:00 GMT</pubDate>\n<description>{}</description>\n<category>World</category>\n\
             <media:content url=\"https://a.example/{number}.jpg\" medium=\"image\" width=\"1200\" height=\"800\"><media:credit>Jo Doe</media:credit></media:content>\n</item>\n",
            words.text(8),
            number % 60,
            words.text(30)
        );
    }
    out + "</channel></rss>"
}

/// A feed of whole articles in CDATA.
fn articles() -> String {
    let mut words = Words(2);
    let mut out = String::from(RSS);
    for number in 0..60 {
        let _ = write!(
            out,
            "<item>\n<title>{}</title>\n<link>https://a.example/{number}/</link>\n<dc:creator><![CDATA[Jo Doe]]></dc:creator>\n\
             <pubDate>Wed, 30 Apr 2025 09:12:{number:02} +0200</pubDate>\n<category><![CDATA[World]]></category>\n<guid isPermaLink=\"false\">https://a.example/?p={number}</guid>\n\
             <description><![CDATA[<p>{}</p>]]></description>\n<content:encoded><![CDATA[{}]]></content:encoded>\n</item>\n",
            words.text(8),
            words.text(50),
            words.article(number)
        );
    }
    out + "</channel></rss>"
}

fn escaped(html: &str) -> String {
    html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Whole articles, escaped, in Atom.
fn atom() -> String {
    let mut words = Words(3);
    let mut out = String::from(
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'><title>The Example</title><id>urn:x</id>",
    );
    for number in 0..60 {
        let _ = writeln!(
            out,
            "<entry><title type='html'>{}</title><id>tag:a.example,2025:{number}</id><link rel='alternate' type='text/html' href='https://a.example/{number}'/>\
             <updated>2025-04-30T09:12:{number:02}+02:00</updated><author><name>Jo Doe</name></author><content type='html'>{}</content></entry>",
            words.text(8),
            escaped(&words.article(number))
        );
    }
    out + "</feed>"
}

/// Whole articles, as markup in place.
fn xhtml() -> String {
    let mut words = Words(4);
    let mut out = String::from(
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'><title>The Example</title><id>urn:x</id>",
    );
    for number in 0..60 {
        let _ = writeln!(
            out,
            "<entry><title>{}</title><id>tag:a.example,2025:{number}</id><link href='https://a.example/{number}'/><updated>2025-04-30T09:12:{number:02}Z</updated>\
             <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{}</div></content></entry>",
            words.text(8),
            words.article(number)
        );
    }
    out + "</feed>"
}

/// JSON Feed.
fn json() -> String {
    let mut words = Words(5);
    let items: Vec<serde_json::Value> = (0..60)
        .map(|number| {
            serde_json::json!({"id": number.to_string(), "url": format!("https://a.example/{number}"), "title": words.text(8),
                "date_published": "2025-04-30T09:12:00Z", "content_html": words.article(number), "tags": ["World"]})
        })
        .collect();
    serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "The Example", "items": items}).to_string()
}

/// Markup that only a browser's rules make sense of.
fn broken() -> String {
    articles().replace("</p>", "").replace("<em>", "<em><p>")
}

const SHAPES: [&str; 6] = ["headlines", "articles", "atom", "xhtml", "json", "broken"];

fn shape(name: &str) -> String {
    match name {
        "headlines" => headlines(),
        "articles" => articles(),
        "atom" => atom(),
        "xhtml" => xhtml(),
        "json" => json(),
        _ => broken(),
    }
}

#[divan::bench(args = SHAPES)]
fn newsloom_reads(bencher: Bencher<'_, '_>, name: &str) {
    let bytes = shape(name).into_bytes();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| feed::read(divan::black_box(&bytes), None, None));
}

#[divan::bench(args = SHAPES)]
fn feed_rs_reads(bencher: Bencher<'_, '_>, name: &str) {
    let bytes = shape(name).into_bytes();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| feed_rs::parser::parse(divan::black_box(bytes.as_slice())));
}

/// Feeds as they were served, in the folder that the variable FEEDS names.
fn collected() -> Vec<Vec<u8>> {
    let folder = std::env::var_os("FEEDS").and_then(|folder| std::fs::read_dir(folder).ok());
    folder.into_iter().flatten().filter_map(|file| std::fs::read(file.ok()?.path()).ok()).collect()
}

fn size(feeds: &[Vec<u8>]) -> BytesCount {
    BytesCount::new(feeds.iter().map(Vec::len).sum::<usize>())
}

#[divan::bench]
fn newsloom_reads_collected(bencher: Bencher<'_, '_>) {
    let feeds = collected();
    bencher.counter(size(&feeds)).bench(|| feeds.iter().filter(|bytes| feed::read(bytes, None, None).is_ok()).count());
}

#[divan::bench]
fn feed_rs_reads_collected(bencher: Bencher<'_, '_>) {
    let feeds = collected();
    bencher.counter(size(&feeds)).bench(|| feeds.iter().filter(|bytes| feed_rs::parser::parse(bytes.as_slice()).is_ok()).count());
}

#[divan::bench(args = ["30 Apr 2025 09:12:00 +0200", "2025-04-30T09:12:00+02:00", "Ср, 30 апреля 2025 09:12", "not a date"])]
fn date(bencher: Bencher<'_, '_>, text: &str) {
    bencher.bench(|| dates::parse(divan::black_box(text)));
}

#[divan::bench]
fn sanitise(bencher: Bencher<'_, '_>) {
    let article = Words(6).article(1);
    bencher.counter(BytesCount::of_str(&article)).bench(|| html::sanitise(divan::black_box(&article), None));
}

#[divan::bench]
fn list(bencher: Bencher<'_, '_>) {
    let outlines = "<outline type=\"rss\" text=\"The Example &amp; more\" xmlUrl=\"https://a.example/feed\" htmlUrl=\"https://a.example/\"/>\n".repeat(1000);
    let bytes = format!("<opml version=\"2.0\"><body><outline text=\"News\">{outlines}</outline></body></opml>").into_bytes();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| opml::read(divan::black_box(&bytes), None));
}
