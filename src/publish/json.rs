//! JSON Feed 1.1 (jsonfeed.org/version/1.1) with the extension `_newsloom`.

use chrono::SecondsFormat;
use serde_json::{Value, json};

use super::{Channel, Extent, clean, content, language_tag, summary_text, web};
use crate::config::Format;
use crate::model::{Entry, Report};

/// Renders the feed.
pub fn render(channel: &Channel, entries: &[(&Entry, Extent)]) -> Vec<u8> {
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(&channel.title),
        "home_page_url": channel.base_url.as_str(),
        "feed_url": channel.url(Format::Json),
        "description": clean(&channel.described()),
        "_newsloom": {"feed": channel.urn.urn().to_string()},
        "items": entries.iter().map(|(entry, extent)| item(channel, entry, *extent)).collect::<Vec<_>>(),
    });
    if let Some(tag) = language_tag(channel.language.as_deref()) {
        feed["language"] = json!(tag);
    }
    if !channel.hubs.is_empty() {
        feed["hubs"] = channel.hubs.iter().map(|hub| json!({"type": "WebSub", "url": hub.as_str()})).collect();
    }
    let mut bytes = serde_json::to_vec_pretty(&feed).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn item(channel: &Channel, entry: &Entry, extent: Extent) -> Value {
    let date = |moment: chrono::DateTime<chrono::Utc>| moment.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let summary = summary_text(entry, extent);
    let photo = entry.photo.as_ref().filter(|_| channel.shows_photo());
    let mut item = json!({
        "id": entry.id.to_string(),
        "title": clean(&entry.title),
        "content_html": content::html(channel, entry, extent),
        "date_published": date(entry.published),
        "date_modified": date(entry.updated),
        "_newsloom": {
            "story": entry.follows.unwrap_or(entry.id).to_string(),
            "reports": entry.reports.iter().map(report).collect::<Vec<_>>(),
            "figures": entry.figures,
            "photo": photo.map(|photo| json!({"caption": photo.caption, "credit": photo.credit})),
        },
    });
    if let Some(address) = web(&entry.link) {
        item["url"] = json!(address);
    }
    if !summary.is_empty() {
        item["summary"] = json!(summary);
    }
    if let Some(lead) = entry.reports.first() {
        item["authors"] = json!([{"name": clean(&lead.publisher)}]);
    }
    if let Some(tag) = language_tag(entry.language.as_deref()) {
        item["language"] = json!(tag);
    }
    if !entry.categories.is_empty() {
        item["tags"] = entry.categories.iter().map(|label| clean(label)).collect();
    }
    if let Some(photo) = entry.photo.as_ref().filter(|_| channel.shows_enclosure()) {
        item["image"] = json!(photo.url);
        let mut attachment = json!({"url": photo.url, "mime_type": photo.media_type});
        if photo.length > 0 {
            attachment["size_in_bytes"] = json!(photo.length);
        }
        if let Some(caption) = &photo.caption {
            attachment["title"] = json!(clean(caption));
        }
        item["attachments"] = json!([attachment]);
    }
    item
}

fn report(report: &Report) -> Value {
    json!({
        "url": report.url,
        "title": report.title,
        "publisher": report.publisher,
        "language": report.language,
        "published": report.published.map(|moment| moment.to_rfc3339_opts(SecondsFormat::Secs, true)),
        "copy_of": report.copy_of,
    })
}
