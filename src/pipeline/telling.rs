//! The members of a story to the entry that tells it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use url::Url;

use super::address;
use super::window::Furniture;
use crate::config::Settings;
use crate::model::{Article, ArticleId, Entry, EntryPhoto, Report, Sentence, SourceId, StoryId};
use crate::tell::{self, Document, PhotoCandidate};
use crate::text::language;

/// Reports whose texts are read for the summary; all are listed.
const SUMMARISED: usize = 20;

/// Bytes from which on a body stands for itself.
const PROSE: usize = 250;

/// Labels of an entry.
const MAX_CATEGORIES: usize = 8;

/// What a story is told from.
pub struct Material<'a> {
    /// As configured.
    pub settings: &'a Settings,
    /// In order of arrival.
    pub members: Vec<&'a Article>,
    /// Copy → original, both members.
    pub copies: BTreeMap<ArticleId, ArticleId>,
    /// Live blogs, opinions and galleries among them.
    pub guests: BTreeSet<ArticleId>,
    /// Pictures that belong to sites, not to articles.
    pub furniture: &'a Furniture,
}

/// Standfirst and body as one text, the standfirst once.
pub fn text_of(article: &Article) -> Cow<'_, str> {
    let (standfirst, body) = (article.standfirst.trim(), article.text().trim());
    let opening: String = standfirst.chars().take(60).collect();
    match (standfirst.is_empty(), body.is_empty()) {
        (true, _) => Cow::Borrowed(body),
        (_, true) => Cow::Borrowed(standfirst),
        _ if body.contains(&opening) => Cow::Borrowed(body),
        _ => Cow::Owned(format!("{standfirst}\n\n{body}")),
    }
}

/// What a summary is taken from: the body, which begins with the news itself; standfirsts only where there is little else.
fn prose_of(article: &Article) -> Cow<'_, str> {
    if article.text().len() >= PROSE { Cow::Borrowed(article.text()) } else { text_of(article) }
}

/// The story as an entry, dated by its first report; `None` without members. The report that leads it as readers have it, `told`, goes on unless
/// it [`turns`] or a toll in its headline is [`tell::overtaken`].
pub fn tell(id: StoryId, material: &Material<'_>, language: &str, told: Option<&Entry>) -> Option<Entry> {
    let members = in_order(material, language, told)?;
    let texts: Vec<Cow<'_, str>> = members.iter().map(|article| prose_of(article)).collect();
    let documents: Vec<Document<'_>> =
        members.iter().zip(&texts).map(|(article, text)| document(material, article, text)).collect();
    let lead = members.first()?;

    let told = tell::summarise(&documents[..documents.len().min(SUMMARISED)], material.settings.summary.max_words);
    let summary = if told.sentences.is_empty() { standfirst_of(lead) } else { told.sentences };
    Some(Entry {
        id,
        follows: None,
        title: lead.title.clone(),
        link: lead.url.clone(),
        language: lead.language.clone(),
        published: members.iter().map(|article| article.moment()).min()?,
        updated: members.iter().map(|article| article.moment()).min()?,
        summary,
        figures: told.figures,
        photo: photo(material, &members),
        reports: members.iter().map(|article| report(material, article)).collect(),
        categories: categories(&members),
    })
}

/// Whether the reports of an entry still say, letter for letter but for case and punctuation, what it quotes them with.
pub fn stands(entry: &Entry, members: &[&Article]) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    entry.summary.iter().all(|sentence| {
        let report = entry.reports.get(sentence.report);
        let Some(article) = report.and_then(|report| members.iter().find(|article| article.url == report.url)) else {
            return true;
        };
        let sentence = letters(&sentence.text);
        [&article.title, &article.standfirst, &article.entry_text, &article.page_text]
            .iter()
            .any(|text| letters(text).contains(&sentence))
    })
}

/// Whether a story that readers know as `told` is led by another report from now on: its lead is not in the language that they prefer, and a
/// report in that language is there now. A lead in their language stays but where [`tell`] finds its toll overtaken.
pub fn turns(material: &Material<'_>, language: &str, told: &Entry) -> bool {
    let Some(wanted) = primary(language).map(language::family) else { return false };
    let speaks = |language: &Option<String>| language.as_deref().map(language::family) == Some(wanted);
    !speaks(&told.language) && material.members.iter().any(|article| speaks(&article.language))
}

/// The report that leads the story as readers know it. What has no address of its own shares one with others.
fn leading(members: &[&Article], told: &Entry) -> Option<usize> {
    let fits: [&dyn Fn(&Article) -> bool; 3] =
        [&|article| article.title == told.title, &|article| article.language == told.language, &|_| true];
    fits.iter().find_map(|fits| members.iter().position(|article| article.url == told.link && fits(article)))
}

/// Articles know no regions: for "de-AT", German is right. `None` where nothing is preferred.
fn primary(language: &str) -> Option<&str> {
    language.split('-').next().filter(|language| !language.is_empty())
}

/// The lead, then the others by time.
fn in_order<'a>(material: &Material<'a>, language: &str, told: Option<&Entry>) -> Option<Vec<&'a Article>> {
    let mut members = material.members.clone();
    members.sort_by_key(|article| (article.moment(), article.id));
    let documents: Vec<Document<'_>> = members.iter().map(|article| document(material, article, article.text())).collect();
    let stays = told.filter(|told| !turns(material, language, told));
    let stays = stays.and_then(|told| leading(&members, told));
    let lead = stays.unwrap_or_else(|| tell::headline(&documents, primary(language)));
    let lead = tell::overtaken(&documents, lead).unwrap_or(lead);
    if lead >= members.len() {
        return None;
    }
    let lead = members.remove(lead);
    members.insert(0, lead);
    Some(members)
}

fn document<'a>(material: &Material<'_>, article: &'a Article, text: &'a str) -> Document<'a> {
    Document {
        title: &article.title,
        text,
        source: &article.publisher_name,
        language: article.language.as_deref(),
        published: article.published,
        weight: weight(material.settings, &article.source),
        copy: material.copies.contains_key(&article.id),
        guest: material.guests.contains(&article.id),
    }
}

fn weight(settings: &Settings, id: &SourceId) -> f64 {
    settings.sources.iter().find(|source| source.id == *id).map_or(1.0, |source| source.weight)
}

/// What stands in for a summary where there is no text to take one from.
fn standfirst_of(lead: &Article) -> Vec<Sentence> {
    let text = lead.standfirst.trim();
    if text.is_empty() { Vec::new() } else { vec![Sentence { text: text.to_owned(), report: 0 }] }
}

fn photo(material: &Material<'_>, members: &[&Article]) -> Option<EntryPhoto> {
    let found: Vec<(usize, &crate::model::Photo)> = members
        .iter()
        .enumerate()
        .flat_map(|(at, article)| article.photos.iter().map(move |photo| (at, photo)))
        .filter(|(at, photo)| !material.furniture.contains(&members[*at].publisher, &photo.image.url))
        .collect();
    let candidates: Vec<PhotoCandidate<'_>> = found
        .iter()
        .filter_map(|(at, photo)| match &photo.facts {
            Some(Ok(facts)) => Some(PhotoCandidate { image: &photo.image, facts, document: *at }),
            _ => None,
        })
        .collect();
    let chosen = &candidates[tell::choose_photo(&candidates, material.settings.photos.min_width)?];
    Some(EntryPhoto {
        url: Url::parse(&chosen.image.url).map_or_else(|_| chosen.image.url.clone(), |url| address::escaped(url).into()),
        media_type: chosen.facts.media_type.clone(),
        length: chosen.facts.length,
        width: chosen.facts.width,
        height: chosen.facts.height,
        caption: chosen.image.caption.clone(),
        credit: chosen.image.credit.clone(),
    })
}

fn report(material: &Material<'_>, article: &Article) -> Report {
    let original = material.copies.get(&article.id);
    let original = original.and_then(|id| material.members.iter().find(|member| member.id == *id));
    Report {
        url: article.url.clone(),
        title: article.title.clone(),
        publisher: article.publisher_name.clone(),
        language: article.language.clone(),
        published: article.published,
        copy_of: original.map(|original| original.url.clone()),
        guest: material.guests.contains(&article.id),
    }
}

fn categories(members: &[&Article]) -> Vec<String> {
    let mut met = HashSet::new();
    let labels = members.iter().flat_map(|article| &article.categories);
    labels.filter(|label| met.insert(label.to_lowercase())).take(MAX_CATEGORIES).cloned().collect()
}
