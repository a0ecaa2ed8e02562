//! What each combined feed shows, and the files that show it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use std::io;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::mint::Mint;
use super::recall::Recalled;
use super::telling::{Material, text_of};
use super::{PassError, Works, archive, arrive};
use crate::config::{FeedSettings, Format, Matcher, Settings, Updates};
use crate::ledger::{self, Candidate, Place, Published};
use crate::model::{Article, Entry, FeedId, SourceId, StoryId};
use crate::output::Output;
use crate::publish::{self, Channel, Gone};
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
    publisher_name: String,
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
            publisher_name: article.publisher_name.to_lowercase(),
            language: article.language.clone(),
            is_copy: material.copies.contains_key(&article.id),
            text: format!("{}\n{}", article.title, text_of(article)),
        }
    }
}

/// A combined feed, ready to be written.
pub struct ChannelPlan {
    /// Everything but its entries.
    pub channel: Channel,
    /// In the order in which they stand.
    pub entries: Vec<Entry>,
    /// Entries by the month in which they came in.
    pub months: BTreeMap<String, Vec<StoryId>>,
    /// Entries that left long ago, whose pages go unless another feed had them since.
    retired: Vec<StoryId>,
    /// Entries that left lately, whose pages stay.
    kept: Vec<StoryId>,
}

impl ChannelPlan {
    /// Takes the pages of a story down at once that nobody stands by any more.
    pub fn take_down(&mut self, story: &Published) {
        let ids: BTreeSet<StoryId> = story.chapters().map(|(id, _)| id).collect();
        self.kept.retain(|id| !ids.contains(id));
        self.retired.extend(ids);
    }
}

/// Days for which the page of a story stays after it left its last feed.
const PAGE_STAYS: TimeDelta = TimeDelta::days(30);

/// Taken-back entries that a feed names.
const MAX_GONE: usize = 100;

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
    mut places_of: BTreeMap<FeedId, Vec<Place>>,
    recalled: &Recalled,
    now: DateTime<Utc>,
    edition: &mut Edition,
) -> Result<Vec<ChannelPlan>, StoreError> {
    let shown = Shown::of(told, living);
    let mut channels = Vec::new();
    for feed in &works.settings.feeds {
        let known = places_of.remove(&feed.id).unwrap_or_default();
        let mut standing = known.clone();
        standing.extend(recalled.places.get(&feed.id).into_iter().flatten());
        let places = ledger::inherit(&standing, &merges(&standing, &edition.aliases, living));
        let candidates = shown.candidates(feed, told, &places, &works.settings);
        let mut next = ledger::choose(&places, &candidates, feed.limit, feed.max_age, now);
        for place in &mut next {
            // An heir comes in now, whenever the story came in that it stands for.
            if standing.iter().all(|known| known.story != place.story) {
                place.entered = now;
            }
        }
        let standing = next.iter().filter(|place| place.left.is_none());
        let entries: Vec<Entry> = standing.filter_map(|place| shown.entry(feed, place.story)).collect();
        let before: BTreeMap<StoryId, _> = known.iter().map(|place| (place.story, place)).collect();
        let moved = next.iter().filter(|place| before.get(&place.story) != Some(place)).copied().collect();
        edition.places.insert(feed.id.clone(), moved);

        let months = archive::months(&next);
        let mut state = works.store.channel(&feed.id).await?.unwrap_or_default();
        if state.urn.is_nil() {
            state.urn = recalled.urns.get(&feed.id).copied().unwrap_or_else(|| Mint::new(now, []).uuid());
        }
        let mut channel = channel_of(&works.settings, feed, state.urn, now);
        channel.gone = gone(&next, feed, now);
        if let Some(archived) = recalled.archived.get(&feed.id) {
            // What was archived before the store was lost is more than is known now.
            state.closed.extend(archived.iter().map(|month| (month.clone(), works.settings.publish.base_url.to_string())));
        }
        (channel.closed, channel.open) = archive::links(&months, state.closed.keys(), now);
        let digest = digest(&channel, &entries);
        if state.digest == digest {
            channel.updated = state.changed;
        } else {
            edition.channels.insert(feed.id.clone(), ChannelState { digest, changed: now, ..state });
        }
        let old = |place: &&Place| place.left.is_some_and(|left| (PAGE_STAYS..PAGE_STAYS * 4).contains(&(now - left)));
        let retired = next.iter().filter(old).map(|place| place.story).collect();
        let kept =
            next.iter().filter(|place| place.left.is_some_and(|left| now - left < PAGE_STAYS)).map(|place| place.story).collect();
        channels.push(ChannelPlan { channel, entries, months, retired, kept });
    }
    Ok(channels)
}

/// Merges as a feed sees them, told as (entry that ends, survivor): a story's follow-ups end with it. Where the survivor stands already, by
/// whichever of its entries, nothing is left to inherit.
pub(super) fn merges(places: &[Place], aliases: &[(StoryId, StoryId)], living: &[Published]) -> Vec<(StoryId, StoryId)> {
    let chapters = |id: &StoryId| -> Vec<StoryId> {
        let story = living.iter().find(|story| story.id == *id);
        story.map_or_else(|| vec![*id], |story| story.chapters().map(|(chapter, _)| chapter).collect())
    };
    let stands = |id: &StoryId| places.iter().any(|place| place.story == *id && place.left.is_none());
    let heirless = aliases.iter().filter(|(_, survivor)| !chapters(survivor).iter().any(stands));
    heirless.flat_map(|(absorbed, survivor)| chapters(absorbed).into_iter().map(|chapter| (chapter, *survivor))).collect()
}

/// The stories that feeds choose from.
struct Shown<'a> {
    /// By every id under which a feed may show them.
    by_id: HashMap<StoryId, &'a Published>,
    /// Stories that fell out of the window; they stand in feeds until they age out.
    resting: BTreeSet<StoryId>,
}

impl<'a> Shown<'a> {
    fn of(told: &'a [Told], living: &'a [Published]) -> Self {
        let awake: BTreeSet<StoryId> = told.iter().map(|story| story.published.id).collect();
        let absorbed: BTreeSet<StoryId> = told.iter().flat_map(|story| &story.absorbs).copied().collect();
        let asleep = |story: &&Published| !awake.contains(&story.id) && !absorbed.contains(&story.id);
        let resting: Vec<&Published> = living.iter().filter(asleep).collect();
        let all = told.iter().map(|story| &story.published).chain(resting.iter().copied());
        Self {
            by_id: all.flat_map(|story| story.chapters().map(move |(id, _)| (id, story))).collect(),
            resting: resting.iter().map(|story| story.id).collect(),
        }
    }

    /// What passes the feed's filters, and what stands in it and rests.
    fn candidates(&self, feed: &FeedSettings, told: &[Told], places: &[Place], settings: &Settings) -> Vec<Candidate> {
        let known: BTreeSet<StoryId> = places.iter().map(|place| place.story).collect();
        let passing = told.iter().filter(|story| passes(feed, &story.voices, settings));
        let passing = passing.flat_map(|story| chapters(feed, story, &known));
        let standing = places.iter().filter(|place| place.left.is_none());
        let staying = standing.filter_map(|place| {
            let story = self.by_id.get(&place.story).filter(|story| self.resting.contains(&story.id))?;
            let (_, published) = story.chapters().find(|(id, _)| *id == place.story)?;
            Some(Candidate { story: place.story, published, newest: published, fresh: false })
        });
        passing.chain(staying).collect()
    }

    /// The entry that the feed shows under that id.
    fn entry(&self, feed: &FeedSettings, id: StoryId) -> Option<Entry> {
        entry_of(feed, self.by_id.get(&id)?, id)
    }
}

/// A story's entries in one feed: one, or one for every significant change. A change that readers of this feed were not shown in time
/// does not come later.
fn chapters(feed: &FeedSettings, story: &Told, known: &BTreeSet<StoryId>) -> Vec<Candidate> {
    let published = &story.published;
    let one = |id, date, newest, fresh| Candidate { story: id, published: date, newest, fresh };
    let language = feed.language.as_deref().unwrap_or_default();
    let last = published.chapters_in(language).last().map_or(published.id, |(id, _)| id);
    if feed.updates == Updates::Silent || last == published.id {
        return vec![one(published.id, published.published, story.newest, story.fresh)];
    }
    published
        .chapters_in(language)
        .filter(|(id, _)| *id == last || known.contains(id))
        .map(|(id, date)| one(id, date, date, id == last && story.fresh))
        .collect()
}

/// The entry that a feed shows under one of a story's ids; `None` where it shows none under that id.
pub(super) fn entry_of(feed: &FeedSettings, story: &Published, id: StoryId) -> Option<Entry> {
    let language = feed.language.as_deref().unwrap_or_default();
    match feed.updates {
        Updates::FollowUp => story.chapter(id, language),
        Updates::Silent => story.entry(language).filter(|entry| entry.id == id).cloned(),
    }
}

/// Entries that were taken back while readers may still show them.
fn gone(places: &[Place], feed: &FeedSettings, now: DateTime<Utc>) -> Vec<Gone> {
    let lately = |place: &Place| place.left.filter(|left| place.withdrawn && now - *left <= feed.max_age);
    let mut gone: Vec<Gone> = places.iter().filter_map(|place| Some(Gone { id: place.story, when: lately(place)? })).collect();
    gone.sort_by_key(|one| (std::cmp::Reverse(one.when), one.id));
    gone.truncate(MAX_GONE);
    gone
}

/// What a channel holds: with the same digest its bytes are the same, but for the program that writes them.
fn digest(channel: &Channel, entries: &[Entry]) -> String {
    let mut hash = Sha256::new();
    let timeless = Channel { updated: DateTime::UNIX_EPOCH, ..channel.clone() };
    hash.update(format!("{timeless:?}"));
    hash.update(serde_json::to_vec(entries).unwrap_or_default());
    arrive::hex(&hash.finalize())
}

/// The filters of a `[[feed]]`.
pub fn passes(feed: &FeedSettings, voices: &[Voice], settings: &Settings) -> bool {
    let voices: Vec<&Voice> = voices.iter().filter(|voice| belongs(feed, voice, settings)).collect();
    let originals = || voices.iter().filter(|voice| !voice.is_copy);
    let publishers: BTreeSet<&str> = originals().map(|voice| voice.publisher.as_str()).collect();
    // Two sites of one name are one publisher to readers.
    let names: BTreeSet<&str> = originals().map(|voice| voice.publisher_name.as_str()).collect();
    let any = |matchers: &[Matcher]| matchers.iter().any(|matcher| voices.iter().any(|voice| matcher.matches(&voice.text)));
    let speaks = |voice: &&Voice| voice.language.as_ref().is_some_and(|language| feed.languages.contains(language));
    !voices.is_empty()
        && publishers.len().min(names.len()) >= feed.min_sources
        && (feed.include.is_empty() || any(&feed.include))
        && !any(&feed.exclude)
        && (feed.languages.is_empty() || voices.iter().any(speaks))
}

/// Whether one of the sources that carry the report is one of the feed's.
fn belongs(feed: &FeedSettings, voice: &Voice, settings: &Settings) -> bool {
    let mut carriers = settings.sources.iter().filter(|source| voice.sources.contains(&source.id));
    carriers.any(|source| feed.sources.iter().any(|pattern| pattern.matches(source)))
}

/// Writes every feed, its archives, the list of feeds and the pages; what has not changed is not touched. What is not configured any more
/// is taken down.
pub async fn publish(works: &Works, plans: Vec<ChannelPlan>, now: DateTime<Utc>) -> Result<Vec<FeedReport>, PassError> {
    archive::keep(works, &plans, now).await?;
    let known: Vec<FeedId> = works.store.channels().await?.into_keys().collect();
    let (settings, output) = (works.settings.clone(), works.output.clone());
    let writing = tokio::task::spawn_blocking(move || {
        let reports = plans.iter().map(|plan| write(output.as_ref(), plan)).collect::<io::Result<Vec<_>>>()?;
        take_down(output.as_ref(), &settings, &known)?;
        let kept: BTreeSet<StoryId> = plans.iter().flat_map(|plan| &plan.kept).copied().collect();
        let retired = plans.iter().flat_map(|plan| &plan.retired).copied().filter(|id| !kept.contains(id)).collect();
        let channels: Vec<(Channel, Vec<Entry>)> = plans.into_iter().map(|plan| (plan.channel, plan.entries)).collect();
        write_pages(output.as_ref(), &channels, retired)?;
        Ok(reports)
    });
    let done: io::Result<_> = writing.await.map_err(|error| PassError::Output(error.to_string()))?;
    done.map_err(|error| PassError::Output(error.to_string()))
}

fn write(output: &dyn Output, plan: &ChannelPlan) -> io::Result<FeedReport> {
    let channel = &plan.channel;
    let mut report = FeedReport { id: FeedId(channel.id.clone()), files: Vec::new(), items: plan.entries.len(), changed: false };
    for format in &channel.formats {
        let file = publish::file_name(&channel.id, *format);
        let bytes = publish::render(*format, channel, &plan.entries);
        let changed = output.put(&file, &bytes)?;
        if changed && bytes.len() > channel.max_size {
            tracing::warn!(
                "{file} has {} bytes, more than its max_size: its entries are as short as they get; lower its limit",
                bytes.len()
            );
        }
        report.changed |= changed;
        report.files.push(file);
    }
    Ok(report)
}

/// A page a story, however many feeds show it; the front page; the list of feeds.
fn write_pages(output: &dyn Output, channels: &[(Channel, Vec<Entry>)], mut retired: BTreeSet<StoryId>) -> io::Result<()> {
    let mut met = BTreeSet::new();
    for (channel, entries) in channels {
        for entry in entries.iter().filter(|entry| met.insert(entry.id)) {
            output.put(&publish::page_name(entry.id), &publish::story_page(channel, entry))?;
            retired.remove(&entry.id);
        }
    }
    for id in retired {
        output.remove(&publish::page_name(id))?;
    }
    let all: Vec<Channel> = channels.iter().map(|(channel, _)| channel.clone()).collect();
    output.put("feeds.opml", &publish::opml(&all))?;
    output.put("index.html", &publish::front_page(channels))?;
    Ok(())
}

/// Removes what nobody writes any more, so that readers hear that it is gone instead of waiting for news that never come: files of feeds
/// that were published once and are not configured now, and of formats that are not. Archives stay, and so does what the store knows:
/// a feed that is configured again goes on where it was.
fn take_down(output: &dyn Output, settings: &Settings, known: &[FeedId]) -> io::Result<()> {
    for id in known {
        let configured = settings.feeds.iter().any(|feed| feed.id == *id);
        for format in [Format::Rss, Format::Atom, Format::Json] {
            let wanted = configured && settings.publish.formats.contains(&format);
            let file = publish::file_name(&id.0, format);
            if !wanted && output.remove(&file)? {
                tracing::warn!("{file} is not configured any more and was removed; what was archived stays");
            }
        }
    }
    Ok(())
}

/// A combined feed as publishing sees it.
pub fn channel_of(settings: &Settings, feed: &FeedSettings, urn: Uuid, updated: DateTime<Utc>) -> Channel {
    Channel {
        id: feed.id.0.clone(),
        urn,
        title: feed.title.clone(),
        description: feed.description.clone(),
        language: feed.language.clone(),
        base_url: settings.publish.base_url.clone(),
        updated,
        image: feed.image,
        formats: settings.publish.formats.clone(),
        hubs: settings.publish.hub_addresses(),
        max_size: feed.max_size,
        gone: Vec::new(),
        closed: None,
        open: None,
    }
}
