//! Archives: every entry that a feed ever showed, by the month in which it came in (RFC 5005, section 4).

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Months, Utc};

use super::publish::{ChannelPlan, entry_of};
use super::{PassError, Works};
use crate::ledger::{Place, Published};
use crate::model::{Entry, FeedId, StoryId};
use crate::publish;
use crate::store::Edition;

fn month_of(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m").to_string()
}

/// Entries by month, newest first; what was taken back is in none.
pub fn months(places: &[Place]) -> BTreeMap<String, Vec<StoryId>> {
    let mut kept: Vec<&Place> = places.iter().filter(|place| !place.withdrawn).collect();
    kept.sort_by_key(|place| std::cmp::Reverse((place.entered.max(place.rank), place.story)));
    let mut months: BTreeMap<String, Vec<StoryId>> = BTreeMap::new();
    for place in kept {
        months.entry(month_of(place.entered.max(place.rank))).or_default().push(place.story);
    }
    months
}

/// The newest closed month, and the running one, as far as they have entries. `archived` are months whose archives stand.
pub fn links<'a>(
    months: &'a BTreeMap<String, Vec<StoryId>>,
    archived: impl Iterator<Item = &'a String>,
    now: DateTime<Utc>,
) -> (Option<String>, Option<String>) {
    let running = month_of(now);
    let closed = months.keys().chain(archived).filter(|month| **month < running).max().cloned();
    (closed, months.contains_key(&running).then_some(running))
}

/// Months that have ended, ten years back, the newest first.
pub fn ended_months(now: DateTime<Utc>) -> impl Iterator<Item = String> {
    (1..=120).filter_map(move |ago| Some(month_of(now.checked_sub_months(Months::new(ago))?)))
}

/// Writes what is missing: the running month's archive once a day, that of a month that has ended once for good.
pub async fn keep(works: &Works, plans: &[ChannelPlan], now: DateTime<Utc>) -> Result<(), PassError> {
    let running = month_of(now);
    let base = works.settings.publish.base_url.to_string();
    let today = format!("{} {base}", now.format("%Y-%m-%d"));
    let mut edition = Edition::default();
    for plan in plans {
        let id = FeedId(plan.channel.id.clone());
        let Some(mut state) = works.store.channel(&id).await? else { continue };
        let before = state.clone();
        // Closed by a clock that was ahead.
        state.closed.retain(|month, _| *month < running);
        for (month, ids) in &plan.months {
            let closed = *month < running;
            let settled = if closed { state.closed.get(month) == Some(&base) } else { state.archived_on == today };
            if settled && works.output.has(&publish::archive_name(&id.0, month)) {
                continue;
            }
            let earlier = plan.months.keys().chain(state.closed.keys()).filter(|earlier| *earlier < month).max().cloned();
            write(works, plan, month, earlier, closed, ids).await?;
            if closed {
                state.closed.insert(month.clone(), base.clone());
            } else {
                state.archived_on.clone_from(&today);
            }
        }
        if state != before {
            edition.channels.insert(id, state);
        }
    }
    // After the files: a month counts as closed once its last version stands.
    Ok(works.store.commit(&edition).await?)
}

async fn write(
    works: &Works,
    plan: &ChannelPlan,
    month: &str,
    previous: Option<String>,
    closed: bool,
    ids: &[StoryId],
) -> Result<(), PassError> {
    let Some(feed) = works.settings.feeds.iter().find(|feed| feed.id.0 == plan.channel.id) else { return Ok(()) };
    let stories = works.store.stories(ids).await?;
    let by_id: HashMap<StoryId, &Published> =
        stories.iter().flat_map(|story| story.chapters().map(move |(id, _)| (id, story))).collect();
    let entries: Vec<Entry> = ids.iter().filter_map(|id| entry_of(feed, by_id.get(id)?, *id)).collect();
    let (output, channel, month) = (works.output.clone(), plan.channel.clone(), month.to_owned());
    let writing = tokio::task::spawn_blocking(move || {
        let bytes = publish::archive(&channel, &month, previous.as_deref(), closed, &entries);
        output.put(&publish::archive_name(&channel.id, &month), &bytes)
    });
    let written = writing.await.map_err(|error| PassError::Output(error.to_string()))?;
    written.map(drop).map_err(|error| PassError::Output(error.to_string()))
}
