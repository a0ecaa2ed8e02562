//! Reading of pages, over generated ones: `cargo bench --bench pages`.

use std::fmt::Write;

use divan::{Bencher, counter::BytesCount};
use newsloom::read::page;

fn main() {
    divan::main();
}

const ADDRESS: &str = "https://ledger.example/news/2026/02/bridge";

/// A made-up article page with as many paragraphs, and the furniture of a news site around them.
fn article(paragraphs: usize) -> String {
    let mut page = String::from(
        r#"<!doctype html><html lang="en"><head><title>Bridge over the Ilva reopens | The Ledger</title>
        <meta property="og:image" content="/photos/bridge.jpg"><script type="application/ld+json">{"@type":"NewsArticle",
        "headline":"Bridge over the Ilva reopens","datePublished":"2026-02-03T10:00:00+01:00"}</script></head><body><nav class="menu">"#,
    );
    links(&mut page, 200);
    page.push_str("</nav><main><article><h1>Bridge over the Ilva reopens</h1><div class=\"article-body\">");
    for number in 0..paragraphs {
        let _ = write!(
            page,
            "<p class=\"text\">On day {number} of the work, <a href=\"/t/{number}\">engineers</a> set another beam, said the city, \
             and the river stood {number} centimetres below the mark of the flood that had carried the old piers away.</p>"
        );
    }
    page.push_str("</div></article><aside class=\"related\">");
    links(&mut page, 100);
    page.push_str("</aside></main><footer><p>All rights reserved.</p></footer></body></html>");
    page
}

fn links(page: &mut String, count: usize) {
    for number in 0..count {
        let _ = write!(
            page,
            "<div class=\"card\"><a href=\"/news/a-quiet-place-by-the-river-{number}\"><h3>A quiet place by the river, part {number}</h3></a></div>"
        );
    }
}

fn read(bencher: Bencher, page: &str) {
    bencher.counter(BytesCount::of_str(page)).bench(|| page::read(divan::black_box(page.as_bytes()), None, ADDRESS));
}

#[divan::bench(args = [10, 100, 1000])]
fn article_of_paragraphs(bencher: Bencher, paragraphs: usize) {
    read(bencher, &article(paragraphs));
}

#[divan::bench]
fn front_page_of_1000_links(bencher: Bencher) {
    let mut page = String::from("<html><body><main>");
    links(&mut page, 1000);
    bencher.counter(BytesCount::of_str(&page)).bench(|| page::links(divan::black_box(page.as_bytes()), None, ADDRESS));
}

/// What nobody should send: each must take about as long a byte as an honest page.
#[divan::bench(args = ["deep", "wide", "attributes", "script", "unclosed", "tables"])]
fn hostile(bencher: Bencher, kind: &str) {
    let page = match kind {
        "deep" => "<div>".repeat(100_000) + "<p>end</p>",
        "wide" => "<a href=/x>link</a>".repeat(100_000),
        "attributes" => format!("<p {}>text</p>", "a=b ".repeat(200_000)),
        "script" => format!("<script>{}</script><p>text</p>", "if(a<b)c='</div>';".repeat(100_000)),
        "unclosed" => "<b><i><a><p>word".repeat(20_000),
        _ => "<table><tr><td>".repeat(50_000),
    };
    read(bencher, &page);
}
