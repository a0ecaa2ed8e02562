//! An entry's HTML, the same in every format: photo, summary with its sources, disagreeing figures, all reports.

use std::fmt::Write as _;

use super::figures;
use super::words::{self, Words};
use super::{Channel, Extent, clean, language_tag, passages, web};
use crate::model::{Entry, EntryPhoto, Figure, Report};

/// The content of an entry: needs nothing but the photo from elsewhere, and every address in it is absolute.
pub fn html(channel: &Channel, entry: &Entry, extent: Extent) -> String {
    let words = words::of(entry.language.as_deref(), &entry.title);
    let mut html = String::new();
    if let Some(photo) = entry.photo.as_ref().filter(|_| channel.shows_inline() && extent < Extent::Bare) {
        figure(&mut html, photo, words);
    }
    if extent == Extent::Whole {
        summary(&mut html, entry);
        conflicts(&mut html, entry, words);
        reports(&mut html, entry, words);
        if let Some(first) = entry.follows {
            let _ = write!(html, "<p>{}</p>", link(&channel.page_url(first), "", words.before));
        }
    } else {
        shortened(&mut html, entry, words, extent);
    }
    let right_to_left =
        entry.language.as_deref().and_then(|tag| tag.split('-').next()).is_some_and(|tag| RIGHT_TO_LEFT.contains(&tag));
    if right_to_left { format!("<div dir=\"rtl\">{html}</div>") } else { html }
}

/// Languages that are written from right to left.
pub const RIGHT_TO_LEFT: [&str; 8] = ["ar", "dv", "fa", "he", "ps", "ug", "ur", "yi"];

/// A link, or the text alone where it leads nowhere.
fn link(address: &str, attributes: &str, text: &str) -> String {
    match web(address) {
        Some(address) => format!("<a href=\"{}\"{attributes}>{}</a>", escape(address), escape(text)),
        None => escape(text),
    }
}

/// An entry that had to become shorter: its first sentence, and who reports it.
fn shortened(html: &mut String, entry: &Entry, words: &Words, extent: Extent) {
    if let Some(sentence) = entry.summary.first() {
        let _ = write!(html, "<p>{}</p>", escape(&sentence.text));
    }
    if extent == Extent::Brief {
        let names: Vec<String> = entry.reports.iter().map(|report| link(&report.url, "", &report.publisher)).collect();
        let _ = write!(html, "<p>{}: {}</p>", words.reports, names.join(", "));
    }
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
        let foreign = report.filter(|report| report.language != entry.language);
        let lang = foreign.and_then(|report| language_tag(report.language.as_deref()));
        let lang = lang.map(|tag| format!(" lang=\"{tag}\"")).unwrap_or_default();
        let _ = write!(html, "<p{lang}>{}", escape(&text));
        if let Some(report) = report {
            let _ = write!(html, " ({})", link(&report.url, "", &report.publisher));
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
        let values = figures::values(entry, figure).into_iter();
        let values = values.map(|(value, publishers)| format!("{} ({})", escape(&value), escape(&publishers.join(", "))));
        let values: Vec<String> = values.collect();
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
    let mut line = format!("{}: {}", escape(&report.publisher), link(&report.url, &lang, &report.title));
    let notes: Vec<&str> = tag.as_deref().into_iter().chain(report.copy_of.as_ref().map(|_| words.copy)).collect();
    if !notes.is_empty() {
        let _ = write!(line, " ({})", notes.join(", "));
    }
    line
}
