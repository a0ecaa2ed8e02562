//! Feeds of the sample newsroom, each with the quirks of its kind.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::json;

use super::newsroom::{Format, Newsroom, Publisher, Report};
use crate::publish::escape;

/// Path, media type and bytes of a publisher's feed; `None` for one that has none.
pub fn feed(
    newsroom: &Newsroom,
    publisher: &Publisher,
    base: &str,
    anchor: DateTime<Utc>,
) -> Option<(&'static str, &'static str, Vec<u8>)> {
    let site = Site { newsroom, publisher, base, anchor };
    match publisher.format {
        Format::RssFull => Some(("/rss.xml", "application/rss+xml; charset=utf-8", site.rss(true).into_bytes())),
        Format::RssTeaser | Format::PageWithFeed => Some(("/feed", "text/xml; charset=utf-8", site.rss(false).into_bytes())),
        Format::RssWindows1251 => {
            let text = site.rss(false).replace("encoding=\"utf-8\"", "encoding=\"windows-1251\"");
            Some(("/rss/all.xml", "application/xml", encoding_rs::WINDOWS_1251.encode(&text).0.into_owned()))
        }
        Format::Rss1 => Some(("/index.rdf", "application/rdf+xml", site.rss1().into_bytes())),
        Format::Atom => Some(("/atom.xml", "application/atom+xml", site.atom().into_bytes())),
        Format::Json => Some(("/feed.json", "application/feed+json", site.json())),
        Format::FrontPage => None,
    }
}

struct Site<'a> {
    newsroom: &'a Newsroom,
    publisher: &'a Publisher,
    base: &'a str,
    anchor: DateTime<Utc>,
}

impl Site<'_> {
    fn rss(&self, full: bool) -> String {
        let mut items = String::new();
        for report in self.newsroom.of(self.publisher) {
            let tracking = if full { "" } else { "?utm_source=rss&utm_medium=feed" };
            let link = format!("{}{}{tracking}", self.base, report.path);
            let _ = write!(
                items,
                "<item><title>{}</title><link>{}</link><guid isPermaLink=\"false\">{}{}</guid><pubDate>{}</pubDate>\
                 <dc:creator>{}</dc:creator><category>{}</category><description>{}</description>",
                escape(&escape(&report.title)).replace("&amp;quot;", "&quot;"),
                escape(&link),
                self.publisher.id,
                report.path,
                report.published(self.anchor).to_rfc2822(),
                escape(&report.byline),
                escape(&report.category),
                escape(&format!("<p>{}</p>", escape(&report.standfirst))),
            );
            if full {
                let _ = write!(items, "<content:encoded><![CDATA[{}]]></content:encoded>", self.body(report));
            }
            if let Some((name, caption, credit)) = &report.photo {
                let length = Newsroom::photo(name).map_or(0, <[u8]>::len);
                let url = format!("{}/photos/{name}", self.base);
                if full {
                    let _ = write!(items, "<enclosure url=\"{url}\" type=\"{}\" length=\"{length}\"/>", media_type(name));
                } else {
                    let _ = write!(
                        items,
                        "<media:content url=\"{url}\" medium=\"image\"><media:description>{}</media:description><media:credit>{}</media:credit></media:content>",
                        escape(caption),
                        escape(credit)
                    );
                }
            }
            items.push_str("</item>\n");
        }
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>{}</title><link>{}/</link>\
             <description>News</description><language>{}</language><ttl>15</ttl>\n{items}</channel></rss>\n",
            escape(&self.publisher.name),
            self.base,
            self.publisher.language
        )
    }

    fn body(&self, report: &Report) -> String {
        let paragraphs = report.paragraphs.iter().map(|paragraph| format!("<p>{}</p>", escape(paragraph)));
        paragraphs
            .chain([format!(
                "<p>The post <a href=\"{}{}\">{}</a> appeared first on {}.</p>",
                self.base,
                report.path,
                escape(&report.title),
                self.publisher.name
            )])
            .collect()
    }

    fn rss1(&self) -> String {
        let mut items = String::new();
        let mut order = String::new();
        for report in self.newsroom.of(self.publisher) {
            let link = format!("{}{}", self.base, report.path);
            let _ = write!(order, "<rdf:li rdf:resource=\"{link}\"/>");
            let _ = writeln!(
                items,
                "<item rdf:about=\"{link}\"><title>{}</title><link>{link}</link><description>{}</description><dc:date>{}</dc:date><dc:subject>{}</dc:subject></item>",
                escape(&report.title),
                escape(&report.standfirst),
                report.published(self.anchor).to_rfc3339_opts(SecondsFormat::Secs, true),
                escape(&report.category),
            );
        }
        format!(
            "<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"{0}/index.rdf\"><title>{1}</title><link>{0}/</link><description>Nachrichten</description>\
             <dc:language>{2}</dc:language><items><rdf:Seq>{order}</rdf:Seq></items></channel>\n{items}</rdf:RDF>\n",
            self.base,
            escape(&self.publisher.name),
            self.publisher.language
        )
    }

    fn atom(&self) -> String {
        let mut entries = String::new();
        for report in self.newsroom.of(self.publisher) {
            let date = report.published(self.anchor).to_rfc3339_opts(SecondsFormat::Secs, true);
            let _ = writeln!(
                entries,
                "<entry><title type=\"html\">{}</title><id>tag:{}.example,2026:{}</id><link href=\"{}\"/><published>{date}</published><updated>{date}</updated>\
                 <author><name>{}</name></author><category term=\"{}\"/><summary>{}</summary></entry>",
                escape(&escape(&report.title)),
                self.publisher.id,
                report.path,
                &report.path[1..],
                escape(&report.byline),
                escape(&report.category),
                escape(&report.standfirst),
            );
        }
        let updated = self.newsroom.of(self.publisher).next().map_or(self.anchor, |report| report.published(self.anchor));
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"{0}/\" xml:lang=\"{1}\"><title>{2}</title><id>{0}/atom.xml</id>\
             <link rel=\"self\" href=\"atom.xml\"/><link href=\"/\"/><updated>{3}</updated>\n{entries}</feed>\n",
            self.base,
            self.publisher.language,
            escape(&self.publisher.name),
            updated.to_rfc3339_opts(SecondsFormat::Secs, true)
        )
    }

    fn json(&self) -> Vec<u8> {
        let items: Vec<_> = self
            .newsroom
            .of(self.publisher)
            .map(|report| {
                let image = report.photo.as_ref().map(|(name, ..)| format!("{}/photos/{name}", self.base));
                json!({
                    "id": report.path, "url": format!("{}{}", self.base, report.path), "title": report.title, "summary": report.standfirst, "image": image,
                    "content_text": report.paragraphs.join("\n\n"), "authors": [{"name": report.byline}], "tags": [report.category],
                    "date_published": report.published(self.anchor).to_rfc3339_opts(SecondsFormat::Secs, true),
                })
            })
            .collect();
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1", "title": self.publisher.name, "home_page_url": format!("{}/", self.base),
            "language": self.publisher.language, "items": items,
        });
        serde_json::to_vec_pretty(&feed).unwrap_or_default()
    }
}

/// Media type by file name.
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        _ => "image/jpeg",
    }
}
