//! Pages of the sample newsroom, with everything that stands around real articles.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::json;

use super::newsroom::{Format, Newsroom, Publisher, Report};
use crate::publish::escape;

const STYLE: &str = "body{font:1rem/1.6 system-ui,sans-serif;margin:0;color:#222;background:#f6f5f2}header,main,footer{max-width:46rem;margin:0 auto;padding:1rem 1.25rem}\
    header{border-bottom:3px solid #245}main{background:#fff}nav a{margin-right:1rem;color:#245}h1{line-height:1.2}.standfirst{font-size:1.15rem;color:#444}\
    figure{margin:1rem 0}img{max-width:100%;height:auto}figcaption,.meta,.share,.counters,footer,.cookie,.comments{font-size:.85rem;color:#666}\
    .cookie{background:#222;color:#eee;padding:.6rem 1.25rem}.box{background:#eef1f4;padding:.8rem 1rem;margin:1.2rem 0}article h3{margin:.2rem 0}";

/// Words that a site of that language prints around its articles.
struct Around {
    read_also: &'static str,
    photo: &'static str,
    newsletter: &'static str,
    share: &'static str,
    rights: &'static str,
    cookies: &'static str,
}

fn around(language: &str) -> Around {
    match language {
        "de" => Around {
            read_also: "Lesen Sie auch",
            photo: "Foto",
            newsletter: "Abonnieren Sie unseren Newsletter",
            share: "Teilen auf Facebook",
            rights: "Alle Rechte vorbehalten",
            cookies: "Diese Seite verwendet Cookies.",
        },
        "fr" => Around {
            read_also: "Lire aussi",
            photo: "Photo",
            newsletter: "Inscrivez-vous à notre newsletter",
            share: "Partager sur Facebook",
            rights: "Tous droits réservés",
            cookies: "Nous utilisons des cookies.",
        },
        "es" => Around {
            read_also: "Lea también",
            photo: "Foto",
            newsletter: "Suscríbase a nuestro boletín",
            share: "Compartir en Facebook",
            rights: "Todos los derechos reservados",
            cookies: "Este sitio utiliza cookies.",
        },
        "ru" => Around {
            read_also: "Читайте также",
            photo: "Фото",
            newsletter: "Подпишитесь на нашу рассылку",
            share: "Поделиться",
            rights: "Все права защищены",
            cookies: "Сайт использует файлы cookie.",
        },
        "sr" => Around {
            read_also: "Прочитајте још",
            photo: "Фото",
            newsletter: "Пријавите се за наш билтен",
            share: "Поделите",
            rights: "Сва права задржана",
            cookies: "Овај сајт користи колачиће.",
        },
        _ => Around {
            read_also: "Read also",
            photo: "Photo",
            newsletter: "Subscribe to our newsletter and never miss a headline",
            share: "Share on Facebook Share on X Copy link",
            rights: "All rights reserved",
            cookies: "This site uses cookies to improve your experience.",
        },
    }
}

/// The front page of a publisher.
pub fn front(newsroom: &Newsroom, publisher: &Publisher, base: &str) -> String {
    let mut teasers = String::new();
    for report in newsroom.of(publisher) {
        let _ = writeln!(
            teasers,
            "<article><h3><a href=\"{}\">{}</a></h3><p>{}</p></article>",
            report.path,
            escape(&report.title),
            escape(&report.standfirst)
        );
    }
    let discovery = match publisher.format {
        Format::PageWithFeed => format!(
            "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Comments\" href=\"{base}/comments/feed\">\
             <link rel=\"alternate\" type=\"application/rss+xml\" title=\"{}\" href=\"/feed\">",
            escape(&publisher.name)
        ),
        _ => String::new(),
    };
    page(publisher, &publisher.name, &discovery, &format!("<main>{teasers}</main>"))
}

/// The page of a report.
pub fn article(publisher: &Publisher, report: &Report, base: &str, anchor: DateTime<Utc>) -> String {
    let words = around(&publisher.language);
    let published = report.published(anchor);
    let title = escape(&report.title);
    let canonical = format!("{base}{}", report.path);
    let mut head = format!(
        "<link rel=\"canonical\" href=\"{canonical}\"><meta property=\"og:title\" content=\"{title}\"><meta property=\"og:site_name\" content=\"{}\">\
         <meta name=\"description\" content=\"{}\">",
        escape(&publisher.name),
        escape(&report.standfirst)
    );
    if let Some((photo, ..)) = &report.photo {
        let _ = write!(head, "<meta property=\"og:image\" content=\"{base}/photos/{photo}\">");
    }
    // Some sites tell machines the date, some only people.
    if publisher.format != Format::Rss1 {
        let date = published.to_rfc3339_opts(SecondsFormat::Secs, true);
        let data = json!({"@context": "https://schema.org", "@type": "NewsArticle", "headline": report.title, "datePublished": date, "inLanguage": publisher.language,
            "author": {"@type": "Person", "name": report.byline}, "publisher": {"@type": "Organization", "name": publisher.name}});
        let _ = write!(head, "<script type=\"application/ld+json\">{}</script>", data.to_string().replace('<', "\\u003c"));
    }
    let mut paragraphs: Vec<String> = report.paragraphs.iter().map(|paragraph| format!("<p>{}</p>", escape(paragraph))).collect();
    paragraphs.insert(
        1.min(paragraphs.len()),
        format!("<p class=\"related-inline\"><a href=\"/\">{}: {}</a></p>", words.read_also, escape(&publisher.name)),
    );
    let disclaimer = if publisher.machine_translated {
        "<p><em>Disclaimer: The translations are mostly done through AI translator and might not be 100% accurate.</em></p>"
    } else {
        ""
    };
    let body = format!(
        "<main><nav class=\"breadcrumb\"><a href=\"/\">{site}</a> &rsaquo; {category}</nav><article><h1>{title}</h1>\n<p class=\"standfirst\">{standfirst}</p>\n\
         <p class=\"byline meta\">{byline} · <time datetime=\"{iso}\">{shown}</time></p><div class=\"counters\">{views} views {comments} comment(s)</div>\
         <div class=\"share\">{share}</div>\n{figure}\n<div class=\"article-body\">\n{paragraphs}\n<p><b>Bonus video:</b></p>{disclaimer}</div></article>\
         <section class=\"box newsletter\"><p>{newsletter}</p></section>\n<section class=\"comments\"><h3>Comments</h3><p>first!! this site gets worse every year</p></section></main>",
        site = escape(&publisher.name),
        category = escape(&report.category),
        standfirst = escape(&report.standfirst),
        byline = escape(&report.byline),
        iso = published.to_rfc3339_opts(SecondsFormat::Secs, true),
        shown = published.format("%d.%m.%Y %H:%M"),
        views = 300 + report.title.len() * 97,
        comments = report.title.len() % 9,
        share = words.share,
        figure = figure(publisher, report, words.photo),
        paragraphs = paragraphs.join("\n"),
        newsletter = words.newsletter,
    );
    page(publisher, &format!("{} | {}", report.title, publisher.name), &head, &body)
}

/// The photo with its caption, as this publisher prints credits.
fn figure(publisher: &Publisher, report: &Report, word: &str) -> String {
    let Some((name, caption, credit)) = &report.photo else { return String::new() };
    let text = match publisher.format {
        Format::RssFull => format!("{caption}, {word}: {credit}"),
        Format::RssTeaser => format!("{caption} ({word}: {credit})"),
        Format::Atom => format!("{caption} <span class=\"credit\">{credit}</span>"),
        Format::Json => format!("{caption} © {credit}"),
        Format::Rss1 => format!("{caption} | {word}: {credit}"),
        Format::PageWithFeed => format!("{caption}. {word} : {credit}"),
        Format::RssWindows1251 | Format::FrontPage => format!("{caption}, {word}: {credit}"),
    };
    format!("<figure><img src=\"/photos/{name}\" alt=\"\" width=\"1200\" height=\"675\"><figcaption>{text}</figcaption></figure>")
}

fn page(publisher: &Publisher, title: &str, head: &str, body: &str) -> String {
    let words = around(&publisher.language);
    format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>{head}<style>{STYLE}</style></head>\
         <body><div class=\"cookie\" role=\"dialog\"><p>{cookies}</p></div><header><strong>{site}</strong><nav><a href=\"/\">News</a> <a href=\"/\">Sport</a> <a href=\"/\">Weather</a></nav></header>\n\
         {body}\n<footer><p>© {site}. {rights}.</p></footer></body></html>\n",
        language = publisher.language,
        title = escape(title),
        site = escape(&publisher.name),
        cookies = words.cookies,
        rights = words.rights,
    )
}
