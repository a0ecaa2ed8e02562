//! JSON Feed 1.0 and 1.1 (jsonfeed.org).

use std::borrow::Cow;

use serde_json::Value;
use url::Url;

use super::common::{absolute, add, complete, language, some};
use crate::model::{Enclosure, Feed, FeedEntry, FeedFormat, Image, UpdateHints};
use crate::read::{ReadError, dates, html, json};

/// Reads the document; warnings go to `warnings`.
pub fn read(text: &str, base: Option<&Url>, warnings: &mut Vec<String>) -> Result<Feed, ReadError> {
    let value = parse(text, warnings).map_err(|error| ReadError::Malformed(format!("JSON: {error}")))?;
    let items = value.get("items").and_then(Value::as_array);
    let says_so = value.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed.org"));
    let Some(items) = items.filter(|_| says_so || value.get("title").is_some()) else {
        return Err(ReadError::NotA("JSON, but not a JSON Feed: no version of jsonfeed.org and no items".into()));
    };
    let feed_authors = authors(&value);
    let tongue = language(&string(&value, "language"));
    let hub = value.get("hubs").and_then(Value::as_array).and_then(|hubs| hubs.iter().find_map(|hub| some(string(hub, "url"))));
    Ok(Feed {
        format: FeedFormat::Json1,
        title: html::squeeze(&string(&value, "title")),
        link: absolute(&string(&value, "home_page_url"), base),
        language: tongue.clone(),
        description: html::sanitise(&string(&value, "description"), base),
        updated: None,
        hub,
        cloud: None,
        ttl_minutes: None,
        hints: UpdateHints { self_url: some(absolute(&string(&value, "feed_url"), base)), ..UpdateHints::default() },
        entries: items
            .iter()
            .take(super::common::MAX_ENTRIES + 1)
            .map(|item| entry(item, &feed_authors, &tongue, base))
            .collect(),
        deleted: Vec::new(),
    })
}

/// The document, without control characters, and up to its last whole item where it is cut off.
fn parse(text: &str, warnings: &mut Vec<String>) -> Result<Value, serde_json::Error> {
    let error = match serde_json::from_str(text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let paired = json::paired(text);
    if let Cow::Owned(_) = paired {
        warnings.push("halves of surrogate pairs stand in JSON texts".into());
    }
    let text = paired.as_ref();
    let control = |c: char| c.is_ascii_control();
    let clean = if text.contains(control) { text.replace(control, " ") } else { text.to_owned() };
    if let Ok(value) = serde_json::from_str(&clean) {
        if clean != text {
            warnings.push("control characters stand in JSON texts".into());
        }
        return Ok(value);
    }
    let whole = whole_items(&clean).and_then(|whole| serde_json::from_str(&whole).ok());
    let value = whole.filter(|_| error.is_eof()).ok_or(error)?;
    warnings.push("the document is cut off".into());
    Ok(value)
}

/// A document that is cut off within its list of items, closed behind the last whole one.
fn whole_items(text: &str) -> Option<String> {
    let (mut depth, mut in_text, mut escaped, mut end) = (0usize, false, false, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 2 && byte == b'}' {
                    end = Some(at);
                }
            }
            _ => {}
        }
    }
    end.map(|end| format!("{}]}}", &text[..=end]))
}

fn entry(item: &Value, feed_authors: &[String], tongue: &str, base: Option<&Url>) -> FeedEntry {
    let date = |key: &str| dates::parse_in(&string(item, key), tongue);
    let html_content = string(item, "content_html");
    let content = if html_content.is_empty() {
        html::escape(&string(item, "content_text")).into_owned()
    } else {
        html::sanitise(&html_content, base)
    };
    let enclosures: Vec<Enclosure> = item
        .get("attachments")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|attachment| {
            Some(Enclosure {
                url: absolute(&some(string(attachment, "url"))?, base),
                media_type: string(attachment, "mime_type"),
                length: attachment.get("size_in_bytes").and_then(Value::as_u64).unwrap_or(0),
            })
        })
        .take(super::common::MAX_ENCLOSURES)
        .collect();
    let mut names = authors(item);
    if names.is_empty() {
        names = feed_authors.to_vec();
    }
    let mut categories = Vec::new();
    for tag in item.get("tags").and_then(Value::as_array).into_iter().flatten() {
        add(&mut categories, tag.as_str().map(html::squeeze).and_then(some));
    }
    let attached = enclosures.iter().filter(|enclosure| enclosure.media_type.starts_with("image/"));
    let mut images: Vec<Image> = attached
        .map(|enclosure| Image { url: enclosure.url.clone(), media_type: Some(enclosure.media_type.clone()), ..Image::default() })
        .collect();
    for key in ["image", "banner_image"] {
        let url = absolute(&string(item, key), base);
        if !url.is_empty() && !images.iter().any(|known| known.url == url) {
            images.insert(images.len().min(usize::from(key != "image")), Image { url, ..Image::default() });
        }
    }
    complete(FeedEntry {
        id: string(item, "id"),
        title: html::squeeze(&string(item, "title")),
        link: absolute(&some(string(item, "url")).unwrap_or_else(|| string(item, "external_url")), base),
        published: date("date_published"),
        updated: date("date_modified"),
        summary: html::escape(&string(item, "summary")).into_owned(),
        content,
        authors: names,
        categories,
        language: some(language(&string(item, "language"))),
        source_title: None,
        enclosures,
        images,
    })
}

/// A string, or a number as one: ids are written both ways.
fn string(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// `authors` of 1.1, else `author` of 1.0.
fn authors(value: &Value) -> Vec<String> {
    let list = value.get("authors").and_then(Value::as_array).into_iter().flatten();
    let mut names = Vec::new();
    for author in list.chain(value.get("author")) {
        add(&mut names, some(html::squeeze(&string(author, "name"))));
    }
    names
}
