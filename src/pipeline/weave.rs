//! Articles to stories: group, settle identities, tell what changed, choose what each feed shows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::mint::Mint;
use super::publish::{ChannelPlan, Told};
use super::telling::{self, Material};
use super::{Progress, Works, arrive, publish, recall, vectors};
use crate::config::{Settings, Updates};
use crate::group::{Doc, Explanation, Grouper, Groups, Options};
use crate::ledger::{self, Constraints, Published, Settled};
use crate::model::{Article, ArticleId, Entry, StoryId, Vector};
use crate::store::{Edition, Store, StoreError};

/// Articles that are looked at where the configuration sets no window.
const ALL: TimeDelta = TimeDelta::days(60);

/// How far back articles matter: reports of one event may lie that far apart, or a feed may show them.
fn horizon(settings: &Settings) -> TimeDelta {
    let window = settings.grouping.window.unwrap_or(ALL);
    settings.feeds.iter().map(|feed| feed.max_age).fold(window, TimeDelta::max)
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
    let settings = &works.settings;
    let since = now.checked_sub_signed(horizon(settings)).unwrap_or(DateTime::<Utc>::MIN_UTC);
    let articles = works.store.window(since).await?;
    let recalled = recall::recall(works, &articles).await?;
    let mut living = works.store.living(since).await?;
    living.extend(recalled.stories.iter().cloned());
    let vectors = vectors::of(works, &articles, since, tell).await?;
    let constraints = Constraints::of(&works.store.rulings().await?);
    tell(Progress::Grouping(articles.len()));

    let (grouped_settings, grouped_living) = (settings.clone(), living.clone());
    let grouping =
        tokio::task::spawn_blocking(move || stories(&grouped_settings, articles, &vectors, &grouped_living, &constraints, now));
    let told = grouping.await.map_err(|error| StoreError::Failed { path: "grouping".into(), cause: error.to_string() })?;

    let mut counts = StoryCounts::default();
    let mut edition = Edition::default();
    for story in &told {
        edition.aliases.extend(story.absorbs.iter().map(|absorbed| (*absorbed, story.published.id)));
    }
    counts.merged = edition.aliases.len();

    let known: HashMap<StoryId, &Published> = living.iter().map(|story| (story.id, story)).collect();
    let channels = publish::plan(works, &told, &living, &recalled, now, &mut edition).await?;
    let shown: BTreeSet<StoryId> = channels.iter().flat_map(|channel| channel.entries.iter().map(|entry| entry.id)).collect();
    for story in told {
        match known.get(&story.published.id) {
            Some(before) if **before == story.published => {}
            Some(before) => {
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
    Ok(Woven { edition, channels, counts })
}

/// Every story of the window, told in every language that a feed prefers.
fn stories(
    settings: &Settings,
    articles: Vec<Article>,
    vectors: &BTreeMap<ArticleId, Vector>,
    living: &[Published],
    constraints: &Constraints,
    now: DateTime<Utc>,
) -> Vec<Told> {
    let articles: BTreeMap<ArticleId, Article> =
        articles.into_iter().filter(Article::tellable).map(|article| (article.id, article)).collect();
    let groups = group(settings, &articles, vectors, living, constraints);
    let clusters: Vec<Vec<ArticleId>> =
        groups.stories().into_iter().map(|story| story.into_iter().map(ArticleId).collect()).collect();
    let known: HashMap<StoryId, &Published> = living.iter().map(|story| (story.id, story)).collect();
    let furniture = telling::furniture(articles.values());
    let languages: BTreeSet<&str> = settings.feeds.iter().map(|feed| feed.language.as_deref().unwrap_or_default()).collect();
    let mint = Mint::new(now);
    ledger::settle(living, &clusters)
        .into_iter()
        .filter_map(|settled| {
            let anchor = settled.story.and_then(|id| known.get(&id)).map(|story| story.anchor);
            let members: Vec<&Article> = settled.members.iter().filter_map(|id| articles.get(id)).collect();
            let members = fold_reposts(members, &groups, anchor);
            let copies = members.iter().filter_map(|article| {
                let original = ArticleId(groups.copy_of(article.id.0)?);
                members.iter().any(|member| member.id == original).then_some((article.id, original))
            });
            let material = Material { settings, copies: copies.collect(), furniture: &furniture, members };
            tell_one(settled, &material, &known, &languages, &mint, now)
        })
        .collect()
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
    let articles =
        store.window(since).await?.into_iter().filter(Article::tellable).map(|article| (article.id, article)).collect();
    let vectors = store.vectors(since).await?.into_iter().map(|(id, stored)| (id, stored.vector)).collect();
    let living = store.living(since).await?;
    let constraints = Constraints::of(&store.rulings().await?);
    let settings = settings.clone();
    let grouped =
        tokio::task::spawn_blocking(move || group(&settings, &articles, &vectors, &living, &constraints).explain(one.0, other.0));
    grouped.await.map_err(|error| StoreError::Failed { path: "grouping".into(), cause: error.to_string() })
}

/// The grouping of the window: what is published holds, but for what an editor took apart.
fn group(
    settings: &Settings,
    articles: &BTreeMap<ArticleId, Article>,
    vectors: &BTreeMap<ArticleId, Vector>,
    living: &[Published],
    constraints: &Constraints,
) -> Groups {
    let members = |(story, handle): (&'_ Published, u64)| {
        let stays = |article: &ArticleId| !constraints.part(story.anchor, *article);
        story.members.iter().copied().filter(stays).map(move |article| (article, handle)).collect::<Vec<_>>()
    };
    let story_of: HashMap<ArticleId, u64> = living.iter().zip(0..).flat_map(members).collect();
    let grouping = &settings.grouping;
    let mut grouper =
        Grouper::new(Options { window: grouping.window, profile: grouping.profile, cross_lingual: grouping.cross_lingual });
    // By date, not by arrival, which is a matter of who answered first.
    let mut stream: Vec<&Article> = articles.values().collect();
    stream.sort_by(|one, other| (one.moment(), &one.key).cmp(&(other.moment(), &other.key)));
    for article in stream {
        let text = telling::text_of(article);
        let doc = Doc {
            id: article.id.0,
            title: &article.title,
            text: &text,
            published: Some(article.moment()),
            language: article.language.as_deref(),
            publisher: &article.publisher,
            vector: vectors.get(&article.id),
        };
        grouper.add(doc, story_of.get(&article.id).copied());
    }
    for set in &constraints.together {
        grouper.hold_together(set.iter().map(|id| id.0));
    }
    for (these, those) in &constraints.apart {
        grouper.keep_apart(these.iter().map(|id| id.0), those.iter().map(|id| id.0));
    }
    grouper.finish()
}

/// The story as it is to be published from now on; `None` where nothing of it is left to tell.
fn tell_one(
    settled: Settled,
    material: &Material<'_>,
    known: &HashMap<StoryId, &Published>,
    languages: &BTreeSet<&str>,
    mint: &Mint,
    now: DateTime<Utc>,
) -> Option<Told> {
    let inputs = fingerprint(material);
    let before = settled.story.and_then(|id| known.get(&id).copied());
    let told_all = |story: &Published| languages.iter().all(|language| story.tellings.contains_key(*language));
    let mut published = match before {
        Some(story) if story.inputs == inputs && !story.pending && told_all(story) => story.clone(),
        Some(story) => retell(story, material, languages, mint, now)?,
        None => first_telling(mint.story(), material, languages, now)?,
    };
    published.members = settled.members;
    published.inputs = inputs;
    let newest = material.members.iter().map(|article| article.moment()).max()?;
    let fresh = material.members.iter().any(|article| article.first_seen >= now);
    let sources = material.members.iter().map(|article| publish::Voice::of(article, material)).collect();
    Some(Told { published, absorbs: settled.absorbs, newest, fresh, voices: sources })
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
    let (inputs, members, developments) = (String::new(), Vec::new(), Vec::new());
    Some(Published { id, anchor, published, updated, pending: false, inputs, members, tellings, developments })
}

/// Rule 4 of the identity contract, for all languages alike.
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
        let new = telling::tell(story.id, material, language, old.map(|entry| entry.link.as_str()))?;
        let new = Entry { published: story.published, updated: story.updated, ..new };
        if let Some(old) = old {
            let retracted = !telling::stands(old, &material.members);
            change = change.max(ledger::judge(story, old, &new, retracted, updated));
        }
        drafts.push((*language, old, new));
    }
    for (language, old, new) in drafts {
        let entry = match old {
            Some(old) => ledger::revise(old, new, change, updated),
            None => new,
        };
        after.tellings.insert(language.to_owned(), entry);
    }
    after.pending = change == ledger::Change::Later;
    if change == ledger::Change::Significant {
        after.updated = updated;
        if material.settings.feeds.iter().any(|feed| feed.updates == Updates::FollowUp) {
            after.developments.push(ledger::develop(story, mint.story(), now));
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
        hash.update(serde_json::to_vec(&article.photos).unwrap_or_default());
    }
    arrive::hex(&hash.finalize())
}
