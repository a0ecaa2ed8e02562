//! An entry's HTML, the same in every format: photo, summary with its sources, disagreeing figures, all reports.

use std::fmt::Write as _;

use super::words::{self, Words};
use super::{Channel, clean, language_tag, passages};
use crate::model::{Entry, EntryPhoto, Figure, Report};

/// The content of an entry.
pub fn html(channel: &Channel, entry: &Entry) -> String {
    let words = words::of(entry.language.as_deref());
    let mut html = String::new();
    if let Some(photo) = entry.photo.as_ref().filter(|_| channel.shows_inline()) {
        figure(&mut html, photo, words);
    }
    summary(&mut html, entry);
    conflicts(&mut html, entry, words);
    reports(&mut html, entry, words);
    html
}

/// Text as it stands between tags and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

fn figure(html: &mut String, photo: &EntryPhoto, words: &Words) {
    let alt = escape(photo.caption.as_deref().unwrap_or_default());
    let _ = write!(
        html,
        "<figure><img src=\"{}\" alt=\"{alt}\" width=\"{}\" height=\"{}\">",
        escape(&photo.url),
        photo.width,
        photo.height
    );
    let credit = photo.credit.as_ref().map(|credit| format!("{}: {}", words.photo, escape(credit)));
    let caption = match (&photo.caption, credit) {
        (Some(_), Some(credit)) => format!("{alt} ({credit})"),
        (Some(_), None) => alt,
        (None, Some(credit)) => credit,
        (None, None) => String::new(),
    };
    if !caption.is_empty() {
        let _ = write!(html, "<figcaption>{caption}</figcaption>");
    }
    html.push_str("</figure>");
}

fn summary(html: &mut String, entry: &Entry) {
    for (text, report) in passages(entry) {
        let _ = write!(html, "<p>{}", escape(&text));
        if let Some(report) = report {
            let _ = write!(html, " (<a href=\"{}\">{}</a>)", escape(&report.url), escape(&report.publisher));
        }
        html.push_str("</p>");
    }
}

fn conflicts(html: &mut String, entry: &Entry, words: &Words) {
    let conflicts: Vec<&Figure> = entry.figures.iter().filter(|figure| figure.conflict).collect();
    if conflicts.is_empty() {
        return;
    }
    let _ = write!(html, "<p><strong>{}</strong></p><ul>", words.disagree);
    for figure in conflicts {
        let values: Vec<String> = figure
            .values
            .iter()
            .filter_map(|value| {
                Some(format!("{} ({})", escape(&value.value), escape(&entry.reports.get(value.report)?.publisher)))
            })
            .collect();
        let _ = write!(html, "<li>{}: {}</li>", escape(words.counted(&figure.what)), values.join(", "));
    }
    html.push_str("</ul>");
}

fn reports(html: &mut String, entry: &Entry, words: &Words) {
    let _ = write!(html, "<p><strong>{}</strong></p><ul>", words.reports);
    for report in &entry.reports {
        html.push_str("<li>");
        html.push_str(&line(report, words));
        html.push_str("</li>");
    }
    html.push_str("</ul>");
}

fn line(report: &Report, words: &Words) -> String {
    let tag = language_tag(report.language.as_deref());
    let lang = tag.as_ref().map(|tag| format!(" hreflang=\"{tag}\" lang=\"{tag}\"")).unwrap_or_default();
    let mut line =
        format!("{}: <a href=\"{}\"{lang}>{}</a>", escape(&report.publisher), escape(&report.url), escape(&report.title));
    let notes: Vec<&str> = tag.as_deref().into_iter().chain(report.copy_of.as_ref().map(|_| words.copy)).collect();
    if !notes.is_empty() {
        let _ = write!(line, " ({})", notes.join(", "));
    }
    line
}
