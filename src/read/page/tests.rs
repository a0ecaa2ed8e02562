use proptest::prelude::*;

use super::*;

const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>Bridge over the Ilva reopens | The Ledger</title>
<meta property="og:site_name" content="The Ledger"><meta property="og:image" content="/photos/bridge-1200.jpg">
<link rel="canonical" href="/news/bridge"><link rel="alternate" type="application/rss+xml" href="/feed.xml">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"Bridge over the Ilva reopens",
"datePublished":"2026-02-03T10:00:00+01:00","author":[{"@type":"Person","name":"Mia Kern"},{"@type":"Person","name":"Tom Ode"}]}]}</script></head>
<body><nav><a href="/">Home</a></nav><div class="cookie-notice"><p>This site uses cookies to improve your experience, and those of its partners.</p></div>
<main><h1>Bridge over the Ilva reopens</h1><p class="standfirst">After three years of work the first cars crossed the river on Tuesday.</p>
<div class="counters">6905 views 0 comment(s)</div>
<figure><img src="/photos/bridge-640.jpg" width="640" height="400"><figcaption>The bridge at dawn, Photo: Nordlicht</figcaption></figure>
<div class="article-body"><p>The bridge over the Ilva was opened again on Tuesday, three years after a flood had carried away two of its piers, the city said.</p>
<p class="related"><a href="/x">Read also: A quiet place</a></p>
<p>Some 18,000 cars are expected to cross it each day, among them, the mayor said, many that had taken the motorway, thirty kilometres to the north.</p>
<p>The work cost 42 million, a third more than planned, and was paid for by the region, the city, and a fund for towns along the river.</p>
<p><b>Bonus video:</b></p><p>Disclaimer: The translations are mostly done through AI translator and might not be 100% accurate.</p></div>
<section class="comments"><p>first!! this site gets worse every year, and nobody reads what people write here.</p></section></main>
<footer><p>All rights reserved.</p></footer></body></html>"#;

fn page() -> Page {
    read(PAGE.as_bytes(), Some("text/html"), "https://ledger.example/news/bridge?x=1").unwrap()
}

#[test]
fn an_article_without_what_stands_around_it() {
    let page = page();
    assert_eq!(page.title, "Bridge over the Ilva reopens");
    assert_eq!(page.standfirst, "After three years of work the first cars crossed the river on Tuesday.");
    let text = page.text.unwrap();
    assert_eq!(text.split("\n\n").count(), 3, "{text}");
    assert!(text.starts_with("The bridge over the Ilva") && text.ends_with("along the river."));
    for word in ["6905", "views", "comment", "Nordlicht", "Read also", "Bonus", "Disclaimer", "cookies", "rights"] {
        assert!(!text.contains(word), "{word}");
    }
}

/// A made-up sentence of news, another one for every number.
fn sentence(number: usize) -> String {
    format!(
        "On day {number} of the flood, the river rose by {number} centimetres, the mayor said, and the bridge stayed closed to cars."
    )
}

fn paragraphs(numbers: std::ops::Range<usize>) -> String {
    numbers.map(|number| format!("<p>{}</p>", sentence(number))).collect()
}

#[test]
fn an_article_however_it_is_wrapped() {
    fn check(page: &str) {
        let page = format!("<html><head><title>Flood</title></head><body>{page}</body></html>");
        let text = read(page.as_bytes(), None, "https://a.example/").unwrap().text.unwrap_or_default();
        assert_eq!(text.split("\n\n").collect::<Vec<_>>(), (0..6).map(sentence).collect::<Vec<_>>(), "{page}");
    }
    let (first, second, all) = (paragraphs(0..3), paragraphs(3..6), paragraphs(0..6));
    check(&format!("<div><h1>Flood</h1>{all}</div>"));
    // A form, or a container of a bad name, around everything.
    check(&format!("<form><ul><li><a href=/>Home</a></ul><h1>Flood</h1><div>{all}</div></form>"));
    check(&format!("<div class=widget><h1>Flood</h1><div>{all}</div></div><div class=widget><p>{}</p></div>", sentence(9)));
    // Parts with advertisements between.
    check(&format!(
        "<h1>Flood</h1><div><div class=part>{first}</div><div class=ad><p>Buy!</p></div><div class=part>{second}</div></div>"
    ));
    let parts: String =
        (0..6).map(|number| format!("<div><div class=part>{}</div></div>", paragraphs(number..number + 1))).collect();
    check(&format!("<article><h1>Flood</h1>{parts}</article>"));
    // Parts far down in containers of their own, after the longest of them.
    let wrap = |inner: &str| {
        format!("<section class=s><div><div><div><div><div class=part>{inner}</div></div></div></div></div></section>")
    };
    check(&format!(
        "<h1>Flood</h1><div>{}{}<div class=more><a href=/x>Elsewhere in the region</a></div></div>",
        wrap(&first),
        wrap(&second)
    ));
    // Lines instead of paragraphs.
    check(&format!("<h1>Flood</h1><div>{}</div>", (0..6).map(sentence).collect::<Vec<_>>().join("<br><br>")));
    // The next article below, and copies for other screens.
    let more = format!("<article><h1>Fire</h1>{}</article>", paragraphs(10..20));
    check(&format!("<main><article><h1>Flood</h1>{all}</article>{more}</main>"));
    check(&format!("<h1>Flood</h1><div>{first}{first}{second}</div>"));
    // The rest is hidden until a button is pressed.
    check(&format!("<h1>Flood</h1><div>{first}{}</div>", second.replace("<p>", "<p class=more aria-hidden=true>")));
}

#[test]
fn json_ld_shows_the_way() {
    fn check(page: &str, expected: &[String]) {
        let told = (0..6).map(sentence).collect::<Vec<_>>().join("\\n");
        let ld = format!(r#"<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{told}"}}</script>"#);
        let page = format!("<html><head><title>Flood</title>{ld}</head><body>{page}</body></html>");
        let text = read(page.as_bytes(), None, "https://a.example/").unwrap().text.unwrap_or_default();
        assert_eq!(text.split("\n\n").collect::<Vec<_>>(), expected, "{page}");
    }
    let all: Vec<String> = (0..6).map(sentence).collect();
    // More prose elsewhere.
    check(&format!("<div>{}</div><div>{}</div>", paragraphs(0..6), paragraphs(20..40)), &all);
    // A box that the guide leaves out, and a subheading.
    let boxed =
        format!("<div>{}<h2>What next?</h2><div><p>{}</p></div>{}</div>", paragraphs(0..3), sentence(30), paragraphs(3..6));
    let mut with_heading = all.clone();
    with_heading.insert(3, "What next?".into());
    check(&boxed, &with_heading);
    // Nothing at all: the page is built by a script.
    check("<div id=app></div>", &all);
}

#[test]
fn rows_of_tables_are_lines() {
    let rows = "<tr><td>1</td><td><a href=/k>Mia Kern</a></td><td>18 points</td></tr><tr><td>2</td><td>Tom Ode</td><td>17 points</td></tr>";
    let page = format!("<h1>Flood</h1><div>{}<table>{rows}</table>{}</div>", paragraphs(0..3), paragraphs(3..6));
    let text = read(page.as_bytes(), None, "https://a.example/").unwrap().text.unwrap();
    assert_eq!(text.split("\n\n").skip(3).take(2).collect::<Vec<_>>(), ["1 Mia Kern 18 points", "2 Tom Ode 17 points"]);
}

#[test]
fn what_it_says_of_itself() {
    let page = page();
    assert_eq!(page.site, "The Ledger");
    assert_eq!(page.canonical_url, "https://ledger.example/news/bridge");
    assert_eq!(page.published.unwrap().to_rfc3339(), "2026-02-03T10:00:00+01:00");
    assert_eq!(page.authors, ["Mia Kern", "Tom Ode"]);
    assert_eq!(page.feeds, ["https://ledger.example/feed.xml"]);
    assert_eq!(page.language, "en");
    assert!(page.machine_translated && !page.paywalled);
}

#[test]
fn the_photo_with_caption_and_credit() {
    let page = page();
    let lead = &page.images[0];
    assert!(lead.lead && page.images.len() == 1);
    assert_eq!(lead.image.url, "https://ledger.example/photos/bridge-1200.jpg");
    assert_eq!(lead.image.caption.as_deref(), Some("The bridge at dawn"));
    assert_eq!(lead.image.credit.as_deref(), Some("Nordlicht"));
}

#[test]
fn a_wall_is_no_article() {
    fn check(page: &str, walled: bool, text: Option<&str>) {
        let page = read(format!("<html><body>{page}</body></html>").as_bytes(), None, "https://a.example/").unwrap();
        assert_eq!((page.paywalled, page.text.as_deref()), (walled, text));
    }
    check("<p>Please enable JavaScript and cookies in your browser to continue to this article.</p>", true, None);
    check("<h1>Flood</h1><p>On Monday the river rose again.</p><p>Subscribe now to continue reading this story.</p>", true, None);
    check("<h1>Hochwasser</h1><p>Der Fluss stieg weiter.</p><div>Dieser Text ist nur für Abonnenten.</div>", true, None);
    check("<h1>洪水</h1><p>川は月曜日に再び増水した。</p><p>この記事は会員限定です。</p>", true, None);
    check(
        "<h1>Flood</h1><p>On Monday the river rose again, said the mayor of the old town.</p>",
        false,
        Some("On Monday the river rose again, said the mayor of the old town."),
    );
    // What the site says to its subscribers on every page.
    for bar in ["nav", "header", "div class=topbar", "div"] {
        let end = bar.split(' ').next().unwrap();
        check(
            &format!(
                "<{bar}><p>Already a subscriber? Log in</p></{end}><h1>Flood</h1><p>On Monday the river rose again, said the mayor of the town.</p>"
            ),
            false,
            Some("On Monday the river rose again, said the mayor of the town."),
        );
    }
    // Consent alone, and a bar that asks for it under a short article.
    let bar = "<div><p>We and our partners use cookies to show you advertising.</p><button>Accept all</button></div>";
    check(bar, true, None);
    check(
        &format!("<h1>Flood</h1><p>On Monday the river rose again, said the mayor of the old town.</p>{bar}"),
        false,
        Some("On Monday the river rose again, said the mayor of the old town."),
    );
    check(
        "<h1>Flood</h1><p>On Monday the river rose again, said the mayor of the old town.</p><p>This website uses cookies. By reading on you accept them.</p><button>OK</button>",
        false,
        Some("On Monday the river rose again, said the mayor of the old town."),
    );
    // What else the wall says.
    let offer = "<p>Subscribe to continue reading.</p><p>From two a month.</p><p>Cancel when you like.</p>";
    let whole = (0..8).map(sentence).collect::<Vec<_>>().join("\n\n");
    check(&format!("<h1>Flood</h1><div>{}{offer}</div>", paragraphs(0..8)), false, Some(&whole));
    // Told by the page, but there is more than a teaser.
    let all = paragraphs(0..8);
    let ld = r#"<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>"#;
    let told = (0..8).map(sentence).collect::<Vec<_>>().join("\n\n");
    check(
        &format!("{ld}<h1>Flood</h1><div>{all}</div><div class=paywall><p>Already a subscriber? Log in to continue.</p></div>"),
        true,
        Some(&told),
    );
}

#[test]
fn notices_of_machine_translation_stand_beside_the_text() {
    fn check(body: &str, expected: bool) {
        let page = read(format!("<h1>Flood</h1><div>{body}</div>").as_bytes(), None, "https://a.example/").unwrap();
        assert_eq!(page.machine_translated, expected, "{body}");
    }
    let (first, second) = (paragraphs(0..3), paragraphs(3..6));
    check(&format!("<p>Der Text wurde maschinell übersetzt.</p>{first}"), true);
    check(&format!("{first}<p>Translated by AI.</p>"), true);
    check(&format!("{first}<p>Translated by AI.</p>{second}"), false);
    check(&format!("{first}<p>This article was translated by AI.</p>{second}"), true);
}

#[test]
fn front_page_links() {
    let front = r#"<html><body><nav><a href="/news/">News and nothing else today</a></nav><main>
        <article><a href="/articles/bridge-over-the-ilva-reopens-a1.html"><img src="x.jpg"></a>
        <h3><a href="/articles/bridge-over-the-ilva-reopens-a1.html">Bridge over the Ilva reopens</a></h3></article>
        <article><h3><a href="/articles/two-die-in-a-fire-a2.html">Two die in a fire in the old town</a></h3></article>
        <a href="https://elsewhere.example/articles/a-long-headline-of-another-site.html">A long headline of another site</a>
        </main><footer><a href="/imprint.html">Imprint of the publishing house</a></footer></body></html>"#;
    let links = links(front.as_bytes(), None, "https://a.example/");
    let told: Vec<_> = links.iter().map(|link| (link.url.as_str(), link.title.as_str())).collect();
    assert_eq!(
        told,
        [
            ("https://a.example/articles/bridge-over-the-ilva-reopens-a1.html", "Bridge over the Ilva reopens"),
            ("https://a.example/articles/two-die-in-a-fire-a2.html", "Two die in a fire in the old town"),
        ]
    );
}

/// Front pages of very different build.
#[test]
fn front_pages_by_structure() {
    fn check(front: &str, expected: &[(&str, &str)]) {
        let links = links(format!("<html><body>{front}</body></html>").as_bytes(), None, "https://a.example/");
        let told: Vec<_> =
            links.iter().map(|link| (link.url.trim_start_matches("https://a.example"), link.title.as_str())).collect();
        assert_eq!(told, expected, "{front}");
    }
    // Cards that are links as a whole: the heading is the title. Short headlines are vouched for by their neighbours.
    let card = |number: usize, title: &str| {
        format!(
            "<div class=card><a class=c href=/{number}><img src=x.jpg><h3>{title}</h3><p>And a teaser, as long as they are, that is no title at all.</p></a></div>"
        )
    };
    let titles = [
        "Bridge over the Ilva reopens",
        "Two die in a fire in the old town",
        "Flood",
        "Mayor of the city steps down again",
        "Library gets a new roof at last",
    ];
    let cards: String = titles.iter().enumerate().map(|(number, title)| card(number, title)).collect();
    let expected: Vec<(String, &str)> = titles.iter().enumerate().map(|(number, title)| (format!("/{number}"), *title)).collect();
    check(&cards, &expected.iter().map(|(url, title)| (url.as_str(), *title)).collect::<Vec<_>>());
    // Addresses that end in a number of their own.
    let item = |number: usize, title: &str| {
        format!("<li><a href='/article.php?id={}'>{title} after years of work</a></li>", 1000 + number)
    };
    let items: String = titles.iter().enumerate().map(|(number, title)| item(number, title)).collect();
    let expected: Vec<(String, String)> = titles
        .iter()
        .enumerate()
        .map(|(number, title)| (format!("/article.php?id={}", 1000 + number), format!("{title} after years of work")))
        .collect();
    let list = format!(
        "<ul>{items}</ul><aside><a href='/sponsored/a-holiday-for-two-in-the-sun'>Win a holiday for two in the sun</a></aside>"
    );
    check(&list, &expected.iter().map(|(url, title)| (url.as_str(), title.as_str())).collect::<Vec<_>>());
    // Plain lists, and what is none of them.
    check(
        "<ul><li><a href=/2026/02/03/bridge-reopens>Bridge over the Ilva reopens</a><li><a href=/tag/bridges>All about bridges in the region</a>
         <li><a href=/sport>Sport</a></ul><footer><a href=/2026/02/03/how-we-work-with-you>How we work with you, our readers</a></footer>",
        &[("/2026/02/03/bridge-reopens", "Bridge over the Ilva reopens")],
    );
    // Scripts without spaces: eight signs are a headline.
    check(
        "<ul><li><a href=/news/20260203001>川の橋三年ぶり開通</a><li><a href=/news/20260203002>市长周一宣布辞职</a></ul><a href=/about>会社案内</a>",
        &[("/news/20260203001", "川の橋三年ぶり開通"), ("/news/20260203002", "市长周一宣布辞职")],
    );
    check(
        "<div><h2><a href=/news/20260203001>イルヴァ川の橋が三年ぶりに開通、市が発表</a></h2></div><a href=/about>会社案内</a>",
        &[("/news/20260203001", "イルヴァ川の橋が三年ぶりに開通、市が発表")],
    );
}

#[test]
fn hostile_pages_are_read_in_time() {
    let pages = [
        "<div>".repeat(100_000) + "<p>end</p>",
        "<p>word".repeat(100_000),
        format!("<p {}>text</p>", "a=b ".repeat(1_000_000)),
        format!("<script {}></script>", (0..100_000).map(|number| format!("a{number} ")).collect::<String>()),
        "<a href=/news/a-long-headline-here>A long headline of the day</a>".repeat(50_000),
        format!("<script>{}", "if(a<b)c='<div>';".repeat(100_000)),
        "<b><i><a><p>word".repeat(5_000),
        "<table><tr><td>".repeat(20_000),
        format!("<table>{}", "<tr>word".repeat(150_000)),
        format!("<table>{}", "word<tr><td>a</td>".repeat(60_000)),
        format!("<title>{}</title>", "x".repeat(3_000_000)),
        "<!--".repeat(100_000),
        format!("<script type=application/ld+json>{}</script><p>text</p>", "[".repeat(100_000)),
    ];
    for page in pages {
        assert!(read(page.as_bytes(), None, "https://a.example/").is_ok());
        links(page.as_bytes(), None, "https://a.example/");
    }
}

proptest! {
    #[test]
    fn never_panics(html in "[<>/a-z \"'=&;é]{0,300}") {
        let _ = read(format!("<body><article>{html}").as_bytes(), None, "https://a.example/");
    }
}

#[test]
fn a_page_without_an_address_resolves_by_its_own() {
    let html = "<link rel=canonical href='https://a.example/news/1'><h1>Flood</h1><figure><img src=/p.jpg width=900 height=600><figcaption>The river (Photo: Nordlicht)</figcaption></figure><p>On Monday the river rose again, and the old town was flooded.</p>";
    let page = read(html.as_bytes(), None, "").unwrap();
    let image = &page.images[0].image;
    assert_eq!(
        (image.url.as_str(), image.caption.as_deref(), image.credit.as_deref()),
        ("https://a.example/p.jpg", Some("The river"), Some("Nordlicht"))
    );
}
