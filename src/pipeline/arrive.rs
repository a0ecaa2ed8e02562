//! What feeds and pages say, made into articles. Pure.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, FixedOffset, Utc};
use sha2::{Digest, Sha256};

use super::address;
use super::report::ArticleCounts;
use crate::config::{Source, SourceKind};
use crate::model::{Article, ArticleId, Feed, FeedEntry, Image, Page, PageState, Photo};
use crate::read::page::is_boilerplate;
use crate::read::{html, withdrawal};
use crate::store::{Arrival, Seen};
use crate::text::{headlines, language};

/// Photos kept of one article.
const MAX_PHOTOS: usize = 6;

/// Characters kept of a headline, of a standfirst, of a name or label; and how many names or labels. What is longer is no headline.
const MAX_TITLE: usize = 300;
const MAX_STANDFIRST: usize = 2_000;
const MAX_LABEL: usize = 100;
const MAX_LABELS: usize = 20;

/// A feed entry as it would be stored if it were new.
#[derive(Debug, Clone)]
pub struct Draft {
    /// By what the source's next document is compared with this one: the guid, where the document holds it once.
    pub key: String,
    /// SHA-256 (hex) of what the entry says, and behind a hyphen the beginning of that of its headline.
    pub digest: String,
    /// With id 0.
    pub article: Article,
}

/// Where the entries of a document come from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// As configured.
    pub source: &'a Source,
    /// Name of the publisher, unless an entry names its own.
    pub title: &'a str,
    /// Whether entries are mere links, of which their pages will tell if they are articles.
    pub tentative: bool,
    /// The moment of the pass.
    pub now: DateTime<Utc>,
}

/// Articles of a feed, no article twice, in document order.
///
/// An article goes by its address, so that every source that carries it means the same one. Where a document leads from several entries
/// of different headlines to one address, as live blogs and status pages do, each goes by its guid (RSS 2.0, Atom `id`).
pub fn drafts(feed: &Feed, origin: Origin<'_>) -> Vec<Draft> {
    let addresses: Vec<Option<url::Url>> = feed.entries.iter().map(|entry| address::clean(&entry.link)).collect();
    let mut guids: HashMap<&str, usize> = HashMap::new();
    let mut headlines: HashMap<String, HashSet<&str>> = HashMap::new();
    for (entry, url) in feed.entries.iter().zip(&addresses) {
        *guids.entry(&entry.id).or_default() += 1;
        if let Some(url) = url {
            headlines.entry(address::key(url)).or_default().insert(&entry.title);
        }
    }
    let once = |entry: &FeedEntry| !entry.id.is_empty() && guids.get(entry.id.as_str()) == Some(&1);
    let mut met = HashSet::new();
    let drafted = feed.entries.iter().zip(addresses).filter_map(|(entry, url)| {
        let key = url.as_ref().map(address::key);
        let shared = key.as_ref().is_some_and(|key| headlines.get(key).is_some_and(|titles| titles.len() > 1));
        let key = match key {
            Some(key) if !(shared && once(entry)) => key,
            _ if !entry.id.is_empty() => own_key(origin.source, &entry.id),
            _ => return None,
        };
        let guid = if once(entry) { own_key(origin.source, &entry.id) } else { key.clone() };
        Some(draft(entry, feed, origin, (guid, key, url)))
    });
    drafted.filter(|draft| met.insert(draft.article.key.clone())).collect()
}

/// Key of an entry by its guid, and of an article that has no address of its own.
pub fn own_key(source: &Source, guid: &str) -> String {
    format!("{} {}", source.id, clip(guid, MAX_STANDFIRST))
}

/// Compares drafts with what is known: what is new, what changed, and what another source brought already.
///
/// `seen` are entries of this source by their keys, `articles` those known by the keys of drafts or of what was seen.
pub fn sort(
    drafts: Vec<Draft>,
    source: &Source,
    seen: &BTreeMap<String, Seen>,
    articles: &BTreeMap<String, Article>,
    counts: &mut ArticleCounts,
) -> Vec<Arrival> {
    let mut arrivals = Vec::new();
    for Draft { key, digest, article: mut draft } in drafts {
        let before = seen.get(&key).and_then(|seen| Some((seen, articles.get(&seen.article_key)?)));
        let (article_key, article) = match (before, articles.get(&draft.key)) {
            (Some((seen, _)), _) if whole(&seen.digest) == whole(&digest) => {
                counts.unchanged += 1;
                continue;
            }
            (Some((seen, known)), _) => {
                counts.updated += 1;
                // Another source may lead to the article under a headline of its own: each is heard when it changes its own.
                if headline(&seen.digest) == headline(&digest) {
                    draft.title.clone_from(&known.title);
                }
                (known.key.clone(), Some(revise(known, &draft)))
            }
            // The same address again, under a guid that is new here: the article itself, unless the headline is another.
            (None, Some(known)) if known.source != source.id || headlines::alike(&known.title, &draft.title) => {
                counts.unchanged += 1;
                (known.key.clone(), None)
            }
            (None, Some(_)) if key != draft.key => {
                counts.new += 1;
                (key.clone(), Some(Article { key: key.clone(), ..draft }))
            }
            (None, Some(known)) => {
                counts.updated += 1;
                (known.key.clone(), Some(revise(known, &draft)))
            }
            (None, None) => {
                counts.new += 1;
                (draft.key.clone(), Some(draft))
            }
        };
        arrivals.push(Arrival { key, digest, article_key, article });
    }
    arrivals
}

/// At most so many characters; what is longer ends with an ellipsis.
fn clip(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
    }
}

fn labels(labels: &[String]) -> Vec<String> {
    labels.iter().take(MAX_LABELS).map(|label| clip(label, MAX_LABEL)).collect()
}

/// Paragraphs of an entry's HTML, without what content systems add below ("The post … appeared first on …").
fn prose(html: &str) -> String {
    let text = html::text(html);
    let kept: Vec<&str> = text.split("\n\n").filter(|paragraph| !is_boilerplate(paragraph)).collect();
    kept.join("\n\n")
}

/// `keys` are those of the entry and of the article, and the article's address.
fn draft(entry: &FeedEntry, feed: &Feed, origin: Origin<'_>, keys: (String, String, Option<url::Url>)) -> Draft {
    let Origin { source, now, .. } = origin;
    let (entry_key, key, url) = keys;
    // Folders of one machine have no host to tell them apart by.
    let of_folder = url.is_none() && source.kind == SourceKind::Folder;
    let instead = || address::clean(&feed.link).or_else(|| address::clean(source.url.as_str()));
    let url = url.or_else(instead).unwrap_or_else(|| source.url.clone());
    let (summary, content) = (prose(&entry.summary), prose(&entry.content));
    // A "summary" that is the article, with nothing else given, is its body.
    let (standfirst, entry_text) = match (summary.is_empty(), content.is_empty()) {
        (false, true) if summary.contains("\n\n") => (String::new(), summary),
        _ => (clip(&summary.split_whitespace().collect::<Vec<_>>().join(" "), MAX_STANDFIRST), content),
    };
    let declared = entry.language.as_deref().filter(|tag| !tag.is_empty()).unwrap_or(&feed.language);
    let sample = format!("{}\n{standfirst}\n{entry_text}", entry.title);
    let publisher_name = source.title.clone().or_else(|| entry.source_title.clone()).unwrap_or_else(|| origin.title.to_owned());
    let stated = entry.published.or(entry.updated);
    let withdrawn = withdrawal::is_notice(&entry.title, if entry_text.is_empty() { &standfirst } else { &entry_text });
    let article = Article {
        id: ArticleId(0),
        key,
        source: source.id.clone(),
        publisher: if of_folder { source.id.0.clone() } else { address::publisher(&url) },
        publisher_name,
        url: url.into(),
        title: clip(&entry.title, MAX_TITLE),
        standfirst,
        entry_text,
        page_text: String::new(),
        language: pick_language(source, declared, &sample),
        authors: labels(&entry.authors),
        categories: labels(&entry.categories),
        published: past(stated, now),
        first_seen: now,
        photos: entry.images.iter().take(MAX_PHOTOS).map(unprobed).collect(),
        machine_translated: false,
        page: PageState::Due { tries: 0, not_before: None },
        // An entry of a news sitemap, with headline and date, is known to be an article; a mere link is not.
        confirmed: !entry.title.is_empty() && (!origin.tentative || entry.published.is_some()),
        via: vec![source.id.clone()],
        same_as: None,
        withdrawn,
    };
    Draft { key: entry_key, digest: digest(entry, &article), article }
}

/// The language as the operator fixed it, as declared, or as the text shows, in this order; except that "en", which templates
/// declare for every site, yields to what the text shows.
fn pick_language(source: &Source, declared: &str, sample: &str) -> Option<String> {
    if let Some(fixed) = source.language.as_deref().and_then(language::primary) {
        return Some(fixed);
    }
    match language::primary(declared) {
        Some(tag) if tag != "en" => Some(tag),
        Some(tag) => Some(language::detect_surely(sample).unwrap_or(tag)),
        None => language::detect(sample),
    }
}

/// A stated date; one in the future is as good as none.
fn past(stated: Option<DateTime<FixedOffset>>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    stated.map(|date| date.to_utc()).filter(|date| *date <= now && date.timestamp() > 0)
}

fn unprobed(image: &Image) -> Photo {
    Photo { image: image.clone(), facts: None, again: None }
}

/// What makes an entry "changed" when it comes again: what readers would see of it.
fn digest(entry: &FeedEntry, article: &Article) -> String {
    let mut hash = Sha256::new();
    for part in [&entry.title, &entry.summary, &entry.content, &article.url] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    for image in &entry.images {
        hash.update(image.url.as_bytes());
        hash.update([0]);
    }
    format!("{}-{}", hex(&hash.finalize()), hex(&Sha256::digest(&entry.title)[..8]))
}

/// Of a digest, the part on all that the entry says.
fn whole(digest: &str) -> &str {
    digest.split('-').next().unwrap_or_default()
}

/// Of a digest, the part on its headline; "" of one that an older version stored.
fn headline(digest: &str) -> &str {
    digest.split_once('-').map_or("", |(_, headline)| headline)
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A known article, after its entry came again with other words or at another address. What it is known by stays.
fn revise(known: &Article, draft: &Article) -> Article {
    Article {
        url: draft.url.clone(),
        title: if draft.title.is_empty() { known.title.clone() } else { draft.title.clone() },
        standfirst: draft.standfirst.clone(),
        entry_text: draft.entry_text.clone(),
        categories: draft.categories.clone(),
        published: known.published.or(draft.published),
        photos: join_photos(known.photos.iter().cloned(), draft.photos.iter().map(|photo| &photo.image)),
        page: draft.page.clone(),
        // What is listed again, with other words, stands again.
        withdrawn: draft.withdrawn,
        ..known.clone()
    }
}

/// An article, after its page was read.
pub fn with_page(known: &Article, page: &Page, now: DateTime<Utc>) -> Article {
    let first = |one: &str, other: &str| if one.is_empty() { other.to_owned() } else { one.to_owned() };
    let lead = page.images.iter().filter(|image| image.lead).map(|image| &image.image);
    let others = page.images.iter().filter(|image| !image.lead).map(|image| &image.image);
    let leading: Vec<Photo> = lead.map(unprobed).collect();
    let known_images: Vec<Image> = known.photos.iter().map(|photo| photo.image.clone()).collect();
    let mut photos = join_photos(leading.into_iter(), known_images.iter().chain(others));
    for photo in &mut photos {
        let probed = known.photos.iter().find(|other| other.image.url == photo.image.url);
        (photo.facts, photo.again) = probed.map(|other| (other.facts.clone(), other.again)).unwrap_or_default();
    }
    let text = page.text.clone().unwrap_or_default();
    let language = match &known.language {
        Some(language) => Some(language.clone()),
        None => language::detect(&format!("{}\n{text}", page.title)),
    };
    Article {
        title: clip(
            &if known.confirmed { first(&known.title, &page.title) } else { first(&page.title, &known.title) },
            MAX_TITLE,
        ),
        standfirst: clip(&first(&page.standfirst, &known.standfirst), MAX_STANDFIRST),
        page_text: text,
        language,
        authors: if known.authors.is_empty() { labels(&page.authors) } else { known.authors.clone() },
        published: known.published.or_else(|| past(page.published, now)),
        publisher_name: first(&known.publisher_name, &page.site),
        photos,
        machine_translated: page.machine_translated,
        withdrawn: known.withdrawn || withdrawal::is_notice(&page.title, page.text.as_deref().unwrap_or_default()),
        page: PageState::Read,
        ..known.clone()
    }
}

/// Photos without doubles: what a later mention knows better is added to the earlier one.
fn join_photos<'a>(first: impl Iterator<Item = Photo>, more: impl Iterator<Item = &'a Image>) -> Vec<Photo> {
    let mut photos: Vec<Photo> = first.collect();
    for image in more {
        match photos.iter_mut().find(|photo| same_picture(&photo.image.url, &image.url)) {
            Some(photo) => complete(&mut photo.image, image),
            None => photos.push(unprobed(image)),
        }
    }
    photos.truncate(MAX_PHOTOS);
    photos
}

fn complete(image: &mut Image, other: &Image) {
    if image.caption.is_none() && image.credit.is_none() {
        image.caption.clone_from(&other.caption);
        image.credit.clone_from(&other.credit);
    }
    if image.url == other.url {
        image.width = image.width.or(other.width);
        image.height = image.height.or(other.height);
    }
}

fn same_picture(one: &str, other: &str) -> bool {
    one == other || one.split(['?', '#']).next() == other.split(['?', '#']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(id: &str) -> Source {
        Source {
            id: crate::model::SourceId(id.into()),
            url: url::Url::parse("https://a.example/feed").unwrap(),
            title: None,
            kind: crate::config::SourceKind::Feed,
            interval: std::time::Duration::from_secs(900),
            language: None,
            tags: Vec::new(),
            weight: 1.0,
            full_text: true,
        }
    }

    /// Documents of source "a", one after the other, entries as "guid link title"; told as "key title" of what is new and changed.
    fn check(documents: &[&[(&str, &str, &str)]], expected: &[&str]) {
        let source = source("a");
        let mut seen = BTreeMap::new();
        let mut articles: BTreeMap<String, Article> = BTreeMap::new();
        let mut told = Vec::new();
        for document in documents {
            let entry = |(id, link, title): &(&str, &str, &str)| FeedEntry {
                id: (*id).into(),
                link: format!("https://a.example/{link}"),
                title: (*title).into(),
                ..FeedEntry::default()
            };
            let feed = Feed { entries: document.iter().map(entry).collect(), ..Feed::default() };
            let origin = Origin { source: &source, title: "A", tentative: false, now: DateTime::UNIX_EPOCH };
            for arrival in sort(drafts(&feed, origin), &source, &seen, &articles, &mut ArticleCounts::default()) {
                seen.insert(arrival.key, Seen { article_key: arrival.article_key, digest: arrival.digest });
                if let Some(article) = arrival.article {
                    told.push(format!("{} {} {}", article.key, article.url, article.title));
                    articles.insert(article.key.clone(), article);
                }
            }
        }
        assert_eq!(told, expected);
    }

    #[test]
    fn an_article_goes_by_its_address_and_comes_again_by_its_guid() {
        let one = ("g1", "1", "Bridge opens");
        check(&[&[one], &[one]], &["a.example/1 https://a.example/1 Bridge opens"]);
        check(
            &[&[one], &[("g1", "1", "Bridge opens late")]],
            &["a.example/1 https://a.example/1 Bridge opens", "a.example/1 https://a.example/1 Bridge opens late"],
        );
        // Another address under the same guid: the article has moved.
        check(
            &[&[one], &[("g1", "one", "Bridge opens")]],
            &["a.example/1 https://a.example/1 Bridge opens", "a.example/1 https://a.example/one Bridge opens"],
        );
        // Another guid for the same article: nothing new.
        check(&[&[one], &[("g2", "1", "Bridge opens")]], &["a.example/1 https://a.example/1 Bridge opens"]);
        // A guid that every entry has is none.
        check(
            &[&[("g", "1", "Bridge opens"), ("g", "2", "Ferry sinks")]],
            &["a.example/1 https://a.example/1 Bridge opens", "a.example/2 https://a.example/2 Ferry sinks"],
        );
    }

    #[test]
    fn entries_that_share_an_address_are_several_articles() {
        let (mail, web) = (("g1", "status", "Mail is slow"), ("g2", "status", "Web is down"));
        let told = ["a g1 https://a.example/status Mail is slow", "a g2 https://a.example/status Web is down"];
        check(&[&[mail, web]], &told);
        check(&[&[mail, web], &[mail, web]], &told);
        check(&[&[mail], &[web]], &["a.example/status https://a.example/status Mail is slow", told[1]]);
        check(&[&[mail], &[mail, web]], &["a.example/status https://a.example/status Mail is slow", told[1]]);
        // Listed twice under one headline, it is one.
        check(&[&[mail, ("g3", "status", "Mail is slow")]], &["a.example/status https://a.example/status Mail is slow"]);
    }

    /// Two sources that lead to one article under two headlines: what either says again takes nothing back.
    #[test]
    fn each_source_is_heard_when_it_changes_its_headline() {
        let sources = [source("a"), source("b")];
        let mut seen = [BTreeMap::new(), BTreeMap::new()];
        let mut articles: BTreeMap<String, Article> = BTreeMap::new();
        let mut check = |by: usize, title: &str, summary: &str, expected: &str| {
            let entry = FeedEntry {
                id: "g".into(),
                link: "https://a.example/1".into(),
                title: title.into(),
                summary: summary.into(),
                ..FeedEntry::default()
            };
            let feed = Feed { entries: vec![entry], ..Feed::default() };
            let origin = Origin { source: &sources[by], title: "A", tentative: false, now: DateTime::UNIX_EPOCH };
            let drafts = drafts(&feed, origin);
            for arrival in sort(drafts, &sources[by], &seen[by], &articles, &mut ArticleCounts::default()) {
                seen[by].insert(arrival.key, Seen { article_key: arrival.article_key, digest: arrival.digest });
                articles.extend(arrival.article.map(|article| (article.key.clone(), article)));
            }
            assert_eq!(articles["a.example/1"].title, expected, "{by} {title} {summary}");
        };
        let (two, three) = ("Fire kills two", "Fire kills three");
        check(0, two, "A fire.", two);
        check(1, "Blaze: two dead", "1 comment", two);
        check(1, "Blaze: two dead", "2 comments", two);
        check(0, three, "A fire.", three);
        check(1, "Blaze: two dead", "3 comments", three);
        check(0, three, "A fire at night.", three);
        check(1, "Blaze: four dead", "3 comments", "Blaze: four dead");
        check(0, three, "A fire at night in Kessel.", "Blaze: four dead");
        check(0, "Fire kills four", "A fire at night in Kessel.", "Fire kills four");
    }

    /// What an older version stored tells no headline.
    #[test]
    fn digests_of_before_still_count() {
        assert_eq!((whole("ab-cd"), whole("ab"), headline("ab-cd"), headline("ab")), ("ab", "ab", "cd", ""));
    }

    #[test]
    fn what_content_systems_add_is_no_prose() {
        let html = "<p>The bridge opened.</p><p>The post <a href='/1'>Bridge opens</a> appeared first on <a href='/'>A</a>.</p>";
        assert_eq!(prose(html), "The bridge opened.");
    }

    #[test]
    fn what_is_too_long_is_cut() {
        assert_eq!((clip("Straße", 6), clip("Straße", 5)), ("Straße".to_owned(), "Straß…".to_owned()));
    }

    #[test]
    fn later_mentions_complete_earlier_ones() {
        let image =
            |url: &str, caption: Option<&str>| Image { url: url.into(), caption: caption.map(str::to_owned), ..Image::default() };
        let from_feed = [unprobed(&image("https://a.example/1.jpg?w=300", None))];
        let page = [image("https://a.example/1.jpg", Some("The bridge")), image("https://a.example/2.jpg", None)];
        let photos = join_photos(from_feed.into_iter(), page.iter());
        let told: Vec<_> = photos.iter().map(|photo| (photo.image.url.as_str(), photo.image.caption.as_deref())).collect();
        assert_eq!(told, [("https://a.example/1.jpg?w=300", Some("The bridge")), ("https://a.example/2.jpg", None)]);
    }

    #[test]
    fn a_date_in_the_future_is_none() {
        let now = DateTime::parse_from_rfc3339("2026-03-01T12:00:00Z").unwrap().to_utc();
        let stated = |text| DateTime::parse_from_rfc3339(text).ok();
        assert_eq!(past(stated("2026-03-06T12:00:00Z"), now), None);
        assert_eq!(past(stated("2026-03-01T13:00:00+02:00"), now), stated("2026-03-01T11:00:00Z").map(|date| date.to_utc()));
    }

    #[test]
    fn languages() {
        let check = |declared: &str, sample: &str, expected: Option<&str>| {
            assert_eq!(pick_language(&source("a"), declared, sample).as_deref(), expected, "{declared}");
        };
        check("de-AT", "", Some("de"));
        check(" nb_NO ", "", Some("nb"));
        check("Norwegian", "", None);
        check("x-private", "", None);
    }
}
