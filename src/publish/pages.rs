//! The front page and a page a story, for people.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use minijinja::{Environment, Value, context};

use super::{Channel, extension, language_tag, passages};
use crate::model::Entry;

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    // Templates are part of the program; the tests render all of them.
    let _ = environment.add_template("style.css", include_str!("templates/style.css"));
    let _ = environment.add_template("story.html", include_str!("templates/story.html"));
    let _ = environment.add_template("front.html", include_str!("templates/front.html"));
    let _ = environment.add_template("page.html", include_str!("templates/page.html"));
    environment
});

fn render(name: &str, values: Value) -> Vec<u8> {
    let rendered = TEMPLATES.get_template(name).and_then(|template| template.render(values));
    rendered
        .unwrap_or_else(|error| format!("<!doctype html><title>newsloom</title><p>The page could not be made: {error}</p>"))
        .into_bytes()
}

/// Stories of the first feed, and how to subscribe to all of them.
pub fn front_page(channels: &[(Channel, Vec<Entry>)]) -> Vec<u8> {
    let feeds: Vec<Value> = channels.iter().map(|(channel, entries)| feed(channel, entries.len())).collect();
    let (stories, language): (Vec<Value>, _) = match channels.first() {
        Some((channel, entries)) => (entries.iter().map(story).collect(), language_tag(channel.language.as_deref())),
        None => (Vec::new(), None),
    };
    let title = channels.first().map_or("newsloom", |(channel, _)| channel.title.as_str());
    render("front.html", context! { title, feeds, stories, language => language.unwrap_or_else(|| "en".into()) })
}

/// One story on a page of its own.
pub fn story_page(channel: &Channel, entry: &Entry) -> Vec<u8> {
    let language = language_tag(entry.language.as_deref()).unwrap_or_else(|| "en".into());
    render("page.html", context! { title => &entry.title, feed => feed(channel, 0), story => story(entry), language })
}

fn feed(channel: &Channel, items: usize) -> Value {
    let formats: Vec<Value> = channel
        .formats
        .iter()
        .map(|format| context! { name => extension(*format).to_uppercase(), url => channel.url(*format), media_type => super::media_type(*format) })
        .collect();
    context! { title => &channel.title, description => channel.described(), formats, items, home => channel.base_url.as_str() }
}

fn story(entry: &Entry) -> Value {
    let publishers: BTreeSet<&str> = entry.reports.iter().map(|report| report.publisher.as_str()).collect();
    let languages: BTreeSet<&str> = entry.reports.iter().filter_map(|report| report.language.as_deref()).collect();
    let passages: Vec<Value> = passages(entry)
        .map(|(text, report)| context! { text, publisher => report.map(|report| &report.publisher), url => report.map(|report| &report.url) })
        .collect();
    let figures: Vec<Value> = entry
        .figures
        .iter()
        .filter(|figure| figure.conflict)
        .map(|figure| {
            let values: Vec<Value> = figure
                .values
                .iter()
                .filter_map(|value| {
                    Some(context! { value => &value.value, publisher => &entry.reports.get(value.report)?.publisher })
                })
                .collect();
            context! { what => &figure.what, values }
        })
        .collect();
    let reports: Vec<Value> = entry
        .reports
        .iter()
        .map(|report| {
            context! { url => &report.url, title => &report.title, publisher => &report.publisher, language => language_tag(report.language.as_deref()), copy => report.copy_of.is_some() }
        })
        .collect();
    context! {
        id => entry.id.0.to_string(),
        title => &entry.title,
        link => &entry.link,
        language => language_tag(entry.language.as_deref()),
        published => entry.published.format("%-d %B %Y, %H:%M UTC").to_string(),
        published_at => entry.published.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        photo => entry.photo.as_ref().map(|photo| context! { url => &photo.url, width => photo.width, height => photo.height, caption => &photo.caption, credit => &photo.credit }),
        publishers => publishers.len(),
        languages => languages.len(),
        passages,
        figures,
        reports,
    }
}
