//! The front page and a page a story, for people: no script, light and dark, fit for a phone, for print and for screen readers.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{DateTime, SecondsFormat, Utc};
use minijinja::{AutoEscape, Environment, Value, context};

use super::content::{RIGHT_TO_LEFT, escape};
use super::figures;
use super::words::{self, Words};
use super::{Channel, clean, extension, language_tag, passages, web};
use crate::model::{Entry, Report};

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    // Templates are part of the program; the tests render all of them.
    for (name, source) in [
        ("style.css", include_str!("templates/style.css")),
        ("head.html", include_str!("templates/head.html")),
        ("story.html", include_str!("templates/story.html")),
        ("front.html", include_str!("templates/front.html")),
        ("page.html", include_str!("templates/page.html")),
    ] {
        let _ = environment.add_template(name, source);
    }
    environment.set_formatter(|out, state, value| match value.as_str() {
        // Its own escaping writes every slash of an address as a reference.
        Some(text) if !value.is_safe() && !matches!(state.auto_escape(), AutoEscape::None) => Ok(out.write_str(&escape(text))?),
        _ => minijinja::escape_formatter(out, state, value),
    });
    environment.add_global("right_to_left", Value::from_iter(RIGHT_TO_LEFT));
    environment
});

/// Stories among which the front page looks for the one that leads.
const LEADING: usize = 12;

fn render(name: &str, values: Value) -> Vec<u8> {
    let rendered = TEMPLATES.get_template(name).and_then(|template| template.render(values));
    rendered
        .unwrap_or_else(|error| format!("<!doctype html><title>newsloom</title><p>The page could not be made: {error}</p>"))
        .into_bytes()
}

/// Stories of the first feed, the one that most publishers report first, and how to subscribe to all feeds.
pub fn front_page(channels: &[(Channel, Vec<Entry>)]) -> Vec<u8> {
    let feeds: Vec<Value> = channels.iter().map(|(channel, _)| feed(channel)).collect();
    let Some((channel, entries)) = channels.first() else {
        let words = page_words(words::of(None, ""));
        return render(
            "front.html",
            context! { title => "newsloom", language => "en", words, feeds, stories => Vec::<Value>::new() },
        );
    };
    let language = language_tag(channel.language.as_deref()).unwrap_or_else(|| "en".into());
    let sample = entries.first().map_or(&*channel.title, |entry| &*entry.title);
    let words = words::of(Some(&language), sample);
    let lead = (0..entries.len().min(LEADING)).max_by_key(|at| (weight(&entries[*at]), std::cmp::Reverse(*at)));
    let rest = entries.iter().enumerate().filter(|(at, _)| Some(*at) != lead).map(|(_, entry)| entry);
    let stories: Vec<Value> =
        lead.map(|at| &entries[at]).into_iter().chain(rest).map(|entry| story(channel, entry, words, &language)).collect();
    let (updated, updated_at) = moment(channel.updated, &language);
    render(
        "front.html",
        context! { title => clean(&channel.title), feeds, stories, updated, updated_at, words => page_words(words), language },
    )
}

/// What makes a story lead: many publishers, and a photo.
fn weight(entry: &Entry) -> (usize, bool) {
    (entry.publishers(), entry.photo.is_some())
}

/// One story on a page of its own.
pub fn story_page(channel: &Channel, entry: &Entry) -> Vec<u8> {
    let language = language_tag(entry.language.as_deref()).unwrap_or_else(|| "en".into());
    let words = words::of(Some(&language), &entry.title);
    let (feeds, home) = (vec![feed(channel)], channel.base_url.as_str());
    let story = story(channel, entry, words, &language);
    render("page.html", context! { title => clean(&entry.title), feeds, home, story, words => page_words(words), language })
}

fn page_words(words: &Words) -> Value {
    context! {
        photo => words.photo, reports => words.reports, disagree => words.disagree, copy => words.copy, skip => words.skip,
        subscribe => words.subscribe, nothing => words.nothing, before => words.before, footer => words.footer,
    }
}

/// For people and for programs.
fn moment(moment: DateTime<Utc>, language: &str) -> (String, String) {
    let shown = if language.starts_with("en") { "%-d %B %Y, %H:%M UTC" } else { "%Y-%m-%d, %H:%M UTC" };
    (moment.format(shown).to_string(), moment.to_rfc3339_opts(SecondsFormat::Secs, true))
}

fn feed(channel: &Channel) -> Value {
    let formats: Vec<Value> = channel
        .formats
        .iter()
        .map(|format| {
            let (name, media_type) = (extension(*format).to_uppercase(), super::media_type(*format));
            context! { name, url => channel.url(*format), media_type }
        })
        .collect();
    context! { title => clean(&channel.title), description => clean(&channel.described()), formats }
}

/// A story on a page of that language.
fn story(channel: &Channel, entry: &Entry, words: &Words, page: &str) -> Value {
    let language = language_tag(entry.language.as_deref());
    let languages: BTreeSet<&str> = entry.reports.iter().filter_map(|report| report.language.as_deref()).collect();
    let publishers = entry.publishers();
    let passages: Vec<Value> = passages(entry)
        .map(|(text, report)| {
            let tag = report.and_then(|report| language_tag(report.language.as_deref()));
            let url = report.and_then(|report| web(&report.url));
            context! { text => clean(&text), publisher => report.map(|report| clean(&report.publisher)), url, language => tag }
        })
        .collect();
    let reports: Vec<Value> = entry.reports.iter().map(|report| line(report, page)).collect();
    let (published, published_at) = moment(entry.published, page);
    let photo = entry.photo.as_ref().filter(|photo| web(&photo.url).is_some()).map(|photo| {
        let (caption, credit) = (photo.caption.as_deref().map(clean), photo.credit.as_deref().map(clean));
        context! { url => &photo.url, width => photo.width, height => photo.height, caption, credit }
    });
    context! {
        id => entry.id.0.to_string(),
        title => clean(&entry.title),
        link => web(&entry.link),
        page => channel.page_url(entry.id),
        first => entry.follows.map(|first| channel.page_url(first)),
        figures => disagreements(entry, words),
        voices => words.voices(publishers, languages.len()),
        photo => photo.filter(|_| channel.shows_photo()),
        language,
        published,
        published_at,
        publishers,
        passages,
        reports,
    }
}

fn disagreements(entry: &Entry, words: &Words) -> Vec<Value> {
    let value = |(value, publishers): (Cow<'_, str>, Vec<&str>)| {
        context! { value => clean(&value), publishers => clean(&publishers.join(", ")) }
    };
    let conflicts = entry.figures.iter().filter(|figure| figure.conflict);
    conflicts
        .map(|figure| {
            let values: Vec<Value> = figures::values(entry, figure).into_iter().map(value).collect();
            context! { what => clean(words.counted(&figure.what)), values }
        })
        .collect()
}

fn line(report: &Report, page: &str) -> Value {
    let (published, published_at) = report.published.map(|published| moment(published, page)).unzip();
    context! {
        url => web(&report.url),
        title => clean(&report.title),
        publisher => clean(&report.publisher),
        language => language_tag(report.language.as_deref()),
        copy => report.copy_of.is_some(),
        published,
        published_at,
    }
}
