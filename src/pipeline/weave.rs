//! Articles to stories: group, settle identities, tell what changed, choose what each feed shows.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::mint::Mint;
use super::publish::{ChannelPlan, Told, Voice};
use super::telling::{self, Material};
use super::window::{self, Grouped, Window};
use super::{Progress, Works, arrive, memory, publish, recall, vectors};
use crate::config::{FeedSettings, Settings, Updates};
use crate::group::{Explanation, Groups};
use crate::ledger::{self, Constraints, Place, Published, Settled};
use crate::model::{Article, ArticleId, Entry, StoryId};
use crate::store::{Edition, Store, StoreError};

/// Articles that are looked at where the configuration sets no window.
const ALL: TimeDelta = TimeDelta::days(60);

/// How far back articles matter: reports of one event may lie that far apart, or a feed may show them.
fn horizon(settings: &Settings) -> TimeDelta {
    let window = settings.grouping.window.unwrap_or(ALL);
    settings.feeds.iter().map(|feed| feed.max_age).fold(window, TimeDelta::max)
}

/// How much longer than for grouping and for feeds articles are kept, and how long entries that their source does not list any more: an
/// entry that comes back after that is a new one.
const KEPT: TimeDelta = TimeDelta::days(30);
const DELISTED: TimeDelta = TimeDelta::days(60);

/// Entries and articles that are forgotten in one pass.
const FORGOTTEN: usize = 20_000;

/// After a longer rest nothing is forgotten: the clock may be wrong.
const REST: TimeDelta = TimeDelta::days(7);

/// Once a day, forgets what is needed no more. `before` is when the last pass was.
pub async fn prune(works: &Works, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), StoreError> {
    if now - before > REST || !memory::is_new_day(works, now).await? {
        return Ok(());
    }
    let ago = |time: TimeDelta| now.checked_sub_signed(time).unwrap_or(DateTime::<Utc>::MIN_UTC);
    let pruned = works.store.prune(ago(horizon(&works.settings) + KEPT), DELISTED, now, FORGOTTEN).await?;
    tracing::debug!("forgot {} entries, {} articles and {} vectors", pruned.entries, pruned.articles, pruned.vectors);
    if pruned.entries.max(pruned.articles) < FORGOTTEN { memory::keep_day(works, now).await } else { Ok(()) }
}

/// What became of stories in a pass.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct StoryCounts {
    /// Published for the first time.
    pub new: usize,
    /// Published before, with other content now.
    pub updated: usize,
    /// Ended as aliases.
    pub merged: usize,
}

/// What a pass decided.
pub struct Woven {
    /// To be stored before anything is published.
    pub edition: Edition,
    /// To be published then.
    pub channels: Vec<ChannelPlan>,
    /// For the report.
    pub counts: StoryCounts,
}

/// Groups the window's articles and decides what every combined feed shows.
pub async fn weave(works: &Works, now: DateTime<Utc>, tell: &(dyn Fn(Progress) + Sync)) -> Result<Woven, StoreError> {
    let (settings, store) = (&works.settings, &works.store);
    let since = now.checked_sub_signed(horizon(settings)).unwrap_or(DateTime::<Utc>::MIN_UTC);
    let recalled = recall::recall(works, since, now).await?;
    let mut living = store.living(since).await?;
    let unknown = |story: &&Published| living.iter().all(|known| known.id != story.id);
    let back: Vec<Published> = recalled.stories.iter().filter(unknown).cloned().collect();
    living.extend(back);
    let considered = memory::considered(works, now).await?;
    let constraints = Constraints::of(&store.rulings().await?);

    let mut window = take_up(settings, store.as_ref(), since).await?;
    let touched = store.articles(&window.touched).await?;
    let (vectors, wanted) = vectors::of(works, &touched, tell).await?;
    tell(Progress::Grouping(touched.len()));
    let stories = living.clone();
    let (mut grouped, touched) = blocking(move || {
        window.take(&touched, &vectors, &wanted);
        (window.finish(&stories, &constraints), touched)
    })
    .await?;

    let withdrawn: BTreeSet<ArticleId> = touched.iter().filter(|article| article.withdrawn).map(|article| article.id).collect();
    let mut edition = Edition { grouping: std::mem::take(&mut grouped.change), ..Edition::default() };
    let mut left: BTreeSet<StoryId> = BTreeSet::new();
    for story in &mut living {
        if ledger::leave(story, |id| grouped.turned.contains(&id)) {
            left.insert(story.id);
        }
    }
    let ended = take_back(&mut living, &mut left, &withdrawn, &grouped.groups);
    let mut loom = Loom::new(settings, grouped, living, touched, considered);
    let mut places = BTreeMap::new();
    for feed in &settings.feeds {
        let known = store.places(&feed.id).await?;
        let back = recalled.places.get(&feed.id).into_iter().flatten();
        let standing: Vec<Place> = known.iter().chain(back).copied().collect();
        loom.call_for(feed, &standing, store.as_ref(), now).await?;
        places.insert(feed.id.clone(), known);
    }
    loom.call_changed();
    loom.load_called(store.as_ref()).await?;
    let (told, living) = blocking(move || (loom.tell(now), loom.living)).await?;

    let mut counts = StoryCounts::default();
    for story in &told {
        edition.aliases.extend(story.absorbs.iter().map(|absorbed| (*absorbed, story.published.id)));
    }
    counts.merged = edition.aliases.len();

    let known: HashMap<StoryId, &Published> = living.iter().map(|story| (story.id, story)).collect();
    let mut channels = publish::plan(works, &told, &living, places, &recalled, now, &mut edition).await?;
    for story in ended {
        tracing::info!("{} leaves the feeds: all of its reports were withdrawn", story.id);
        channels.iter_mut().for_each(|channel| channel.take_down(&story));
        counts.updated += 1;
        edition.stories.push(story);
    }
    let shown: BTreeSet<StoryId> = channels.iter().flat_map(|channel| channel.entries.iter().map(|entry| entry.id)).collect();
    for story in told {
        match known.get(&story.published.id) {
            Some(before) if **before == story.published && !left.contains(&story.published.id) => {}
            Some(before) => {
                left.remove(&story.published.id);
                counts.updated += usize::from(before.tellings != story.published.tellings);
                edition.stories.push(story.published);
            }
            // A story that no feed shows has no id yet that anybody could know.
            None if shown.contains(&story.published.id) => {
                counts.new += 1;
                edition.stories.push(story.published);
            }
            None => {}
        }
    }
    // Nothing is left to tell them from: they stand as they were told until they grow old.
    let ended = |story: &&Published| left.contains(&story.id) && edition.aliases.iter().all(|(gone, _)| *gone != story.id);
    let ended: Vec<Published> = living.iter().filter(ended).cloned().collect();
    edition.stories.extend(ended);
    Ok(Woven { edition, channels, counts })
}

/// Takes withdrawn reports out of their stories. Those with no report left are told no more: they are taken out of `living`, and answered as they
/// are to be stored.
fn take_back(
    living: &mut Vec<Published>,
    left: &mut BTreeSet<StoryId>,
    withdrawn: &BTreeSet<ArticleId>,
    groups: &Groups,
) -> Vec<Published> {
    let mut hit = BTreeSet::new();
    for story in living.iter_mut() {
        if ledger::leave(story, |id| withdrawn.contains(&id)) {
            hit.insert(story.id);
        }
    }
    if hit.is_empty() {
        return Vec::new();
    }
    let grouped: HashSet<u64> = groups.stories().into_iter().flatten().collect();
    let ends = |story: &mut Published| hit.contains(&story.id) && !story.members.iter().any(|id| grouped.contains(&id.0));
    let ended: Vec<Published> = living.extract_if(.., ends).map(ledger::end).collect();
    left.extend(hit);
    left.retain(|id| ended.iter().all(|story| story.id != *id));
    ended
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
    let failed = |error: tokio::task::JoinError| StoreError::Failed { path: "grouping".into(), cause: error.to_string() };
    tokio::task::spawn_blocking(work).await.map_err(failed)
}

/// The window as it was left by the last pass.
async fn take_up(settings: &Settings, store: &dyn Store, since: DateTime<Utc>) -> Result<Window, StoreError> {
    let glances = store.glance(since).await?;
    let saved = store.grouping(&window::key(settings)).await?;
    let settings = settings.clone();
    blocking(move || Window::take_up(&settings, &glances, saved)).await?
}

/// Clusters that are loaded together while a feed is filled.
const BATCH: usize = 50;

/// The clusters of a pass, and what is known of them. Only those that readers might hear of are called, loaded and told: a window holds far
/// more than feeds show.
struct Loom {
    settings: Settings,
    grouped: Grouped,
    living: Vec<Published>,
    clusters: Vec<Settled>,
    called: BTreeSet<usize>,
    articles: BTreeMap<ArticleId, Article>,
    touched: BTreeSet<ArticleId>,
    known: HashMap<StoryId, usize>,
    /// What was first seen later is news.
    considered: DateTime<Utc>,
}

impl Loom {
    fn new(
        settings: &Settings,
        grouped: Grouped,
        living: Vec<Published>,
        touched: Vec<Article>,
        considered: DateTime<Utc>,
    ) -> Self {
        let clusters: Vec<Vec<ArticleId>> =
            grouped.groups.stories().into_iter().map(|story| story.into_iter().map(ArticleId).collect()).collect();
        Self {
            settings: settings.clone(),
            clusters: ledger::settle(&living, &clusters),
            called: BTreeSet::new(),
            touched: touched.iter().map(|article| article.id).collect(),
            articles: touched.into_iter().map(|article| (article.id, article)).collect(),
            known: living.iter().enumerate().map(|(at, story)| (story.id, at)).collect(),
            considered,
            grouped,
            living,
        }
    }

    fn story(&self, cluster: &Settled) -> Option<&Published> {
        self.living.get(*self.known.get(&cluster.story?)?)
    }

    /// Calls what stands in a feed, may stand there again, or could come in.
    async fn call_for(
        &mut self,
        feed: &FeedSettings,
        places: &[Place],
        store: &dyn Store,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let placed: BTreeMap<StoryId, &Place> = places.iter().map(|place| (place.story, place)).collect();
        let oldest = now.checked_sub_signed(feed.max_age).unwrap_or(DateTime::<Utc>::MIN_UTC);
        let (mut waiting, mut called): (Vec<(DateTime<Utc>, usize)>, Vec<usize>) = Default::default();
        for (at, cluster) in self.clusters.iter().enumerate() {
            let chapters = self.story(cluster).into_iter().flat_map(|story| story.chapters().map(|(id, _)| id));
            let mut seats = chapters.chain(cluster.absorbs.iter().copied()).filter_map(|id| placed.get(&id)).peekable();
            if seats.peek().is_some() {
                if seats.any(|place| place.may_stand(now)) {
                    called.push(at);
                }
                continue;
            }
            let newest = self.newest(cluster);
            if newest >= oldest && cluster.members.len() >= feed.min_sources {
                let fresh = cluster.members.iter().any(|id| self.is_fresh(*id));
                waiting.push((if fresh { now } else { newest.min(now) }, at));
            }
        }
        self.called.extend(called);
        waiting.sort_by_key(|(rank, at)| (std::cmp::Reverse(*rank), *at));
        let mut free = feed.limit;
        let mut waiting = waiting.as_slice();
        while free > 0 && !waiting.is_empty() {
            // Those of one rank stay together: they compete by what is not known yet.
            let ties = |at: usize| waiting.get(at).is_some_and(|(rank, _)| *rank == waiting[at - 1].0);
            let end = (BATCH.min(waiting.len())..waiting.len()).find(|at| !ties(*at)).unwrap_or(waiting.len());
            let (batch, later) = waiting.split_at(end);
            waiting = later;
            self.load(batch.iter().map(|(_, at)| *at), store).await?;
            for (_, at) in batch {
                let cluster = &self.clusters[*at];
                let material = self.material(cluster);
                if material.is_some_and(|material| publish::passes(feed, &voices(&material), &self.settings)) {
                    self.called.insert(*at);
                    free = free.saturating_sub(1);
                }
            }
        }
        Ok(())
    }

    fn newest(&self, cluster: &Settled) -> DateTime<Utc> {
        let moments = cluster.members.iter().filter_map(|id| Some(self.grouped.facts.get(id)?.moment()));
        moments.max().unwrap_or(DateTime::<Utc>::MIN_UTC)
    }

    fn is_fresh(&self, id: ArticleId) -> bool {
        self.touched.contains(&id) && self.articles.get(&id).is_some_and(|article| article.first_seen > self.considered)
    }

    /// Calls published stories that have other reports than before, or reports that say something else.
    fn call_changed(&mut self) {
        let languages = languages(&self.settings);
        let changed = |cluster: &Settled| {
            let Some(story) = self.story(cluster) else { return false };
            let told = languages.iter().all(|language| story.tellings.contains_key(*language));
            let same =
                story.members.len() == cluster.members.len() && story.members.iter().all(|id| cluster.members.contains(id));
            !same
                || !told
                || story.pending
                || story.inputs.is_empty()
                || !cluster.absorbs.is_empty()
                || cluster.members.iter().any(|id| self.touched.contains(id))
        };
        let changed: Vec<usize> = (0..self.clusters.len()).filter(|at| changed(&self.clusters[*at])).collect();
        self.called.extend(changed);
    }

    async fn load_called(&mut self, store: &dyn Store) -> Result<(), StoreError> {
        let called: Vec<usize> = self.called.iter().copied().collect();
        self.load(called.into_iter(), store).await
    }

    async fn load(&mut self, clusters: impl Iterator<Item = usize>, store: &dyn Store) -> Result<(), StoreError> {
        let members = clusters.flat_map(|at| &self.clusters[at].members).copied();
        let missing: BTreeSet<ArticleId> = members.filter(|id| !self.articles.contains_key(id)).collect();
        let missing: Vec<ArticleId> = missing.into_iter().collect();
        if !missing.is_empty() {
            self.articles.extend(store.articles(&missing).await?.into_iter().map(|article| (article.id, article)));
        }
        Ok(())
    }

    /// What a cluster is told from; `None` where nothing of it is there.
    fn material(&self, cluster: &Settled) -> Option<Material<'_>> {
        let anchor = self.story(cluster).map(|story| story.anchor);
        let groups = &self.grouped.groups;
        let members = cluster.members.iter().filter_map(|id| self.articles.get(id)).filter(|article| article.tellable());
        let members = fold_reposts(members.collect(), groups, anchor);
        let copies = members.iter().filter_map(|article| {
            let original = ArticleId(groups.copy_of(article.id.0)?);
            members.iter().any(|member| member.id == original).then_some((article.id, original))
        });
        let copies = copies.collect();
        let guests = members.iter().map(|article| article.id).filter(|id| !groups.is_report(id.0)).collect();
        (!members.is_empty()).then_some(Material {
            settings: &self.settings,
            copies,
            guests,
            furniture: &self.grouped.furniture,
            members,
        })
    }

    /// Every called story, told in every language that a feed prefers.
    fn tell(&self, now: DateTime<Utc>) -> Vec<Told> {
        let known: HashMap<StoryId, &Published> = self.living.iter().map(|story| (story.id, story)).collect();
        let (languages, mint) = (languages(&self.settings), Mint::new(now, known.keys().copied()));
        let called = self.called.iter().map(|at| &self.clusters[*at]);
        let tell = |cluster: &Settled| {
            let fresh = cluster.members.iter().any(|id| self.is_fresh(*id));
            tell_one(cluster.clone(), &self.material(cluster)?, &known, &languages, &mint, (now, fresh))
        };
        called.filter_map(tell).collect()
    }
}

fn languages(settings: &Settings) -> BTreeSet<&str> {
    settings.feeds.iter().map(|feed| feed.language.as_deref().unwrap_or_default()).collect()
}

fn voices(material: &Material<'_>) -> Vec<Voice> {
    material.members.iter().map(|article| Voice::of(article, material)).collect()
}

/// One report for what a publisher posted again or updated: the one that led the story when it was published, else the first.
fn fold_reposts<'a>(members: Vec<&'a Article>, groups: &Groups, anchor: Option<ArticleId>) -> Vec<&'a Article> {
    let original = |id: ArticleId| groups.repost_of(id.0).map_or(id, ArticleId);
    let shown = |article: &Article| {
        let first = original(article.id);
        match anchor.filter(|anchor| original(*anchor) == first) {
            Some(anchor) => article.id == anchor,
            None => article.id == first || !members.iter().any(|member| member.id == first),
        }
    };
    members.iter().copied().filter(|article| shown(article)).collect()
}

/// Why two articles of the window are, or are not, one story; `None` where one of them is not there.
///
/// # Errors
/// Where the store fails.
pub async fn explain(
    settings: &Settings,
    store: &dyn Store,
    (one, other): (ArticleId, ArticleId),
    now: DateTime<Utc>,
) -> Result<Option<Explanation>, StoreError> {
    let since = now.checked_sub_signed(horizon(settings)).unwrap_or(DateTime::<Utc>::MIN_UTC);
    let mut window = take_up(settings, store, since).await?;
    let touched = store.articles(&window.touched).await?;
    let vectors = store.vectors(&window.touched).await?.into_iter().map(|(id, stored)| (id, stored.vector)).collect();
    let living = store.living(since).await?;
    let constraints = Constraints::of(&store.rulings().await?);
    blocking(move || {
        window.take(&touched, &vectors, &BTreeSet::new());
        window.finish(&living, &constraints).groups.explain(one.0, other.0, |id| id.to_string())
    })
    .await
}

/// The story as it is to be published from now on; `None` where nothing of it is left to tell.
fn tell_one(
    settled: Settled,
    material: &Material<'_>,
    known: &HashMap<StoryId, &Published>,
    languages: &BTreeSet<&str>,
    mint: &Mint,
    (now, fresh): (DateTime<Utc>, bool),
) -> Option<Told> {
    let inputs = fingerprint(material);
    let before = settled.story.and_then(|id| known.get(&id).copied());
    let told = |story: &Published, language: &str| {
        story.tellings.get(language).is_some_and(|entry| !telling::turns(material, language, entry))
    };
    let told_all = |story: &Published| languages.iter().all(|language| told(story, language));
    let mut published = match before {
        Some(story) if story.inputs == inputs && !story.pending && told_all(story) => story.clone(),
        Some(story) => retell(story, material, languages, mint, now)?,
        None => first_telling(mint.story(), material, languages, now)?,
    };
    published.members = settled.members;
    let leads = |article: &&&Article| published.tellings.values().any(|entry| entry.link == article.url);
    published.leads = material.members.iter().filter(leads).map(|article| article.id).collect();
    published.inputs = inputs;
    let newest = material.members.iter().map(|article| article.moment()).max()?;
    Some(Told { published, absorbs: settled.absorbs, newest, fresh, voices: voices(material) })
}

fn first_telling(id: StoryId, material: &Material<'_>, languages: &BTreeSet<&str>, now: DateTime<Utc>) -> Option<Published> {
    let tellings: BTreeMap<String, Entry> = languages
        .iter()
        .filter_map(|language| Some(((*language).to_owned(), telling::tell(id, material, language, None)?)))
        .collect();
    let entry = tellings.values().next()?;
    let anchor = material.members.iter().find(|article| article.url == entry.link)?.id;
    let published = entry.published.min(now);
    let updated = ledger::stamp(id, published);
    let tellings = tellings.into_iter().map(|(language, entry)| (language, Entry { published, updated, ..entry })).collect();
    let (inputs, members, leads, developments) = (String::new(), Vec::new(), BTreeSet::new(), Vec::new());
    Some(Published { id, anchor, published, updated, pending: false, inputs, members, leads, tellings, developments })
}

/// Rule 4 of the identity contract, for all languages alike; but where a feed's language finds its lead, only that language is told anew.
fn retell(
    story: &Published,
    material: &Material<'_>,
    languages: &BTreeSet<&str>,
    mint: &Mint,
    now: DateTime<Utc>,
) -> Option<Published> {
    let updated = ledger::stamp(story.id, now);
    let mut after = story.clone();
    let mut change = ledger::Change::Nothing;
    let mut drafts = Vec::new();
    for language in languages {
        let old = story.tellings.get(*language);
        let new = telling::tell(story.id, material, language, old)?;
        let new = Entry { published: story.published, updated: story.updated, ..new };
        if let Some(old) = old {
            let retracted = !telling::stands(old, &material.members);
            change = change.max(ledger::judge(story, old, &new, retracted, updated));
        }
        drafts.push((*language, old, new));
    }
    for (language, old, new) in drafts {
        let entry = match old {
            Some(old) if telling::turns(material, language, old) && ledger::rested(story, updated) => {
                after.updated = updated;
                ledger::revise(old, new, ledger::Change::Significant, updated)
            }
            Some(old) => ledger::revise(old, new, change, updated),
            None => new,
        };
        after.tellings.insert(language.to_owned(), entry);
    }
    after.pending = change == ledger::Change::Later;
    if change == ledger::Change::Significant {
        after.updated = updated;
        if material.settings.feeds.iter().any(|feed| feed.updates == Updates::FollowUp) {
            let development = ledger::develop(story, &after, mint.story(), now);
            after.developments.push(development);
        }
    }
    Some(after)
}

/// What a story is told from: unchanged means that its telling is.
fn fingerprint(material: &Material<'_>) -> String {
    let mut hash = Sha256::new();
    for article in &material.members {
        let original = material.copies.get(&article.id);
        for part in [&article.url, &article.title, &article.standfirst, article.text(), &article.publisher_name] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.update(format!("{:?}{:?}{original:?}", article.language, article.published));
        if material.guests.contains(&article.id) {
            hash.update("guest");
        }
        hash.update(serde_json::to_vec(&article.photos).unwrap_or_default());
    }
    arrive::hex(&hash.finalize())
}
