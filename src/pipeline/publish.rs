//! What each combined feed shows, and the files that show it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::telling::{Material, text_of};
use super::{PassError, Works, arrive};
use crate::config::{FeedSettings, Matcher, Settings};
use crate::ledger::{self, Candidate, Published};
use crate::model::{Article, Entry, FeedId, SourceId, StoryId};
use crate::publish::{self, Channel};
use crate::store::{ChannelState, Edition, StoreError};

/// A story of the window, as far as feeds decide by it.
pub struct Told {
    /// As it is to be stored.
    pub published: Published,
    /// Stories that end in it.
    pub absorbs: Vec<StoryId>,
    /// Date of its newest report.
    pub newest: DateTime<Utc>,
    /// This pass brought it a report.
    pub fresh: bool,
    /// Its reports.
    pub voices: Vec<Voice>,
}

/// A report, as far as filters look at it.
pub struct Voice {
    sources: Vec<SourceId>,
    publisher: String,
    language: Option<String>,
    is_copy: bool,
    text: String,
}

impl Voice {
    /// The voice of a member.
    pub fn of(article: &Article, material: &Material<'_>) -> Self {
        Self {
            sources: article.via.clone(),
            publisher: article.publisher.clone(),
            language: article.language.clone(),
            is_copy: material.copies.contains_key(&article.id),
            text: format!("{}\n{}", article.title, text_of(article)),
        }
    }
}

/// A combined feed, ready to be written.
pub struct ChannelPlan {
    feed: FeedId,
    /// In the order in which they stand.
    pub entries: Vec<Entry>,
    changed: DateTime<Utc>,
}

/// A combined feed in the report of a pass.
#[derive(Debug, Clone, Serialize)]
pub struct FeedReport {
    /// As configured.
    pub id: FeedId,
    /// Names within the output folder.
    pub files: Vec<String>,
    /// Entries.
    pub items: usize,
    /// Whether any of its files changed.
    pub changed: bool,
}

/// Chooses what every feed shows; places and channel states that change are added to the edition.
pub async fn plan(
    works: &Works,
    told: &[Told],
    living: &[Published],
    now: DateTime<Utc>,
    edition: &mut Edition,
) -> Result<Vec<ChannelPlan>, StoreError> {
    let by_id: HashMap<StoryId, &Told> = told.iter().map(|story| (story.published.id, story)).collect();
    let absorbed: BTreeSet<StoryId> = told.iter().flat_map(|story| &story.absorbs).copied().collect();
    // Stories that fell out of the window stand in feeds until they age out.
    let resting: HashMap<StoryId, &Published> = living
        .iter()
        .filter(|story| !by_id.contains_key(&story.id) && !absorbed.contains(&story.id))
        .map(|story| (story.id, story))
        .collect();
    let mut channels = Vec::new();
    for feed in &works.settings.feeds {
        let places = works.store.places(&feed.id).await?;
        let passing = told.iter().filter(|story| passes(feed, story, &works.settings)).map(|story| Candidate {
            story: story.published.id,
            published: story.published.published,
            newest: story.newest,
            fresh: story.fresh,
        });
        let standing = places.iter().filter(|place| place.left.is_none());
        let staying = standing.filter_map(|place| resting.get(&place.story)).map(|story| Candidate {
            story: story.id,
            published: story.published,
            newest: story.published,
            fresh: false,
        });
        let candidates: Vec<Candidate> = passing.chain(staying).collect();
        let next = ledger::choose(&places, &candidates, feed.limit, feed.max_age, now);
        let language = feed.language.as_deref().unwrap_or_default();
        let entries: Vec<Entry> = next
            .iter()
            .filter(|place| place.left.is_none())
            .filter_map(|place| by_id.get(&place.story).map(|told| &told.published).or(resting.get(&place.story).copied()))
            .filter_map(|story| story.tellings.get(language).or(story.tellings.values().next()).cloned())
            .collect();
        let before: BTreeMap<StoryId, _> = places.iter().map(|place| (place.story, place)).collect();
        let moved = next.iter().filter(|place| before.get(&place.story) != Some(place)).copied().collect();
        edition.places.insert(feed.id.clone(), moved);

        let digest = digest(feed, &works.settings, &entries);
        let changed = match works.store.channel(&feed.id).await? {
            Some(state) if state.digest == digest => state.changed,
            _ => {
                edition.channels.insert(feed.id.clone(), ChannelState { digest, changed: now });
                now
            }
        };
        channels.push(ChannelPlan { feed: feed.id.clone(), entries, changed });
    }
    Ok(channels)
}

/// What a channel holds: with the same digest its bytes are the same, but for the version that wrote them.
fn digest(feed: &FeedSettings, settings: &Settings, entries: &[Entry]) -> String {
    let mut hash = Sha256::new();
    let head =
        format!("{}\0{}\0{:?}\0{:?}\0{}", feed.title, feed.description, feed.language, feed.image, settings.publish.base_url);
    hash.update(head);
    hash.update(serde_json::to_vec(entries).unwrap_or_default());
    arrive::hex(&hash.finalize())
}

/// The filters of a `[[feed]]`.
fn passes(feed: &FeedSettings, story: &Told, settings: &Settings) -> bool {
    let voices: Vec<&Voice> = story.voices.iter().filter(|voice| belongs(feed, voice, settings)).collect();
    let publishers: BTreeSet<&str> = voices.iter().filter(|voice| !voice.is_copy).map(|voice| voice.publisher.as_str()).collect();
    let any = |matchers: &[Matcher]| matchers.iter().any(|matcher| voices.iter().any(|voice| matcher.matches(&voice.text)));
    let speaks = |voice: &&Voice| voice.language.as_ref().is_some_and(|language| feed.languages.contains(language));
    !voices.is_empty()
        && publishers.len() >= feed.min_sources
        && (feed.include.is_empty() || any(&feed.include))
        && !any(&feed.exclude)
        && (feed.languages.is_empty() || voices.iter().any(speaks))
}

/// Whether one of the sources that carry the report is one of the feed's.
fn belongs(feed: &FeedSettings, voice: &Voice, settings: &Settings) -> bool {
    let mut carriers = settings.sources.iter().filter(|source| voice.sources.contains(&source.id));
    carriers.any(|source| feed.sources.iter().any(|pattern| pattern.matches(source)))
}

/// Writes every feed, the list of feeds and the front page; what has not changed is not touched.
pub async fn publish(works: &Works, plans: Vec<ChannelPlan>) -> Result<Vec<FeedReport>, PassError> {
    let (settings, output) = (works.settings.clone(), works.output.clone());
    let writing = tokio::task::spawn_blocking(move || {
        let channels: Vec<(Channel, Vec<Entry>)> =
            plans.into_iter().filter_map(|plan| Some((channel(&settings, &plan)?, plan.entries))).collect();
        let mut reports = Vec::new();
        for (channel, entries) in &channels {
            let mut report =
                FeedReport { id: FeedId(channel.id.clone()), files: Vec::new(), items: entries.len(), changed: false };
            for format in &channel.formats {
                let file = publish::file_name(channel, *format);
                report.changed |= output.put(&file, &publish::render(*format, channel, entries))?;
                report.files.push(file);
            }
            reports.push(report);
        }
        let all: Vec<Channel> = channels.iter().map(|(channel, _)| channel.clone()).collect();
        output.put("feeds.opml", &publish::opml(&all))?;
        output.put("index.html", &publish::front_page(&channels))?;
        Ok(reports)
    });
    let done: Result<_, std::io::Error> = writing.await.map_err(|error| PassError::Output(error.to_string()))?;
    done.map_err(|error| PassError::Output(error.to_string()))
}

fn channel(settings: &Settings, plan: &ChannelPlan) -> Option<Channel> {
    let feed = settings.feeds.iter().find(|feed| feed.id == plan.feed)?;
    Some(channel_of(settings, feed, plan.changed))
}

/// A combined feed as publishing sees it.
pub fn channel_of(settings: &Settings, feed: &FeedSettings, updated: DateTime<Utc>) -> Channel {
    Channel {
        id: feed.id.0.clone(),
        title: feed.title.clone(),
        description: feed.description.clone(),
        language: feed.language.clone(),
        base_url: settings.publish.base_url.clone(),
        updated,
        image: feed.image,
        formats: settings.publish.formats.clone(),
    }
}
