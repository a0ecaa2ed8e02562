//! What a pass brings in: visits to the sources that are due, then the pages and photos of what they brought.
//!
//! Visits and pages wait in lanes, one a site, and share the client's limits; what is done is stored in batches. Neither a slow site
//! nor a large first pass holds up the rest: what has not come within its time stays due for the next pass.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::{JoinError, JoinSet};
use tokio::time::Instant;

use super::lanes::Lanes;
use super::visit::{self, Harvested, Outcome};
use super::{PassError, Progress, SourceState, Works, amended, memory, pages, photos};
use crate::config::Source;
use crate::fetch;
use crate::fetch::schedule::NEVER;
use crate::model::{Article, SourceId};
use crate::store::{DuePage, Selection, SourceRecord, StoreError, Visit};

/// Claims are given back when a visit is recorded; after this time another worker may take the source of one that died.
const LEASE: TimeDelta = TimeDelta::minutes(15);

/// Sources that have not been visited after this time wait for the next pass.
const VISITS: Duration = Duration::from_secs(5 * 60);

/// Pages that have not been read so long after the last visit wait for the next pass.
const PAGES: Duration = Duration::from_secs(60);

/// Pages of one source in one pass; the rest waits for the next one.
const PAGES_PER_SOURCE: usize = 100;

/// Visits and articles that are stored in one transaction, and how long what is done waits for company.
const BATCH: usize = 512;
const COMPANY: Duration = Duration::from_millis(20);

/// What all sources of a pass brought.
#[derive(Debug, Default)]
pub struct Harvest {
    /// In the order in which they were done.
    pub sources: Vec<Harvested>,
    /// Sources for which there was no time.
    pub postponed: usize,
    /// Sources that were not due answered when they were last asked.
    pub others_answer: bool,
    /// Where no source was due: when the first one is.
    pub next_due: Option<DateTime<Utc>>,
}

impl Harvest {
    /// Whether nobody can be reached: sources were asked, none answered, and none that was not due did so when it last was.
    pub fn all_failed(&self) -> bool {
        !self.others_answer
            && !self.sources.is_empty()
            && self.sources.iter().all(|source| matches!(source.outcome, Outcome::Failed { .. }))
    }
}

/// Visits the selected sources and reads the pages that are due, all at once within the limits of the client.
pub async fn harvest(
    works: &Works,
    selection: &Selection,
    now: DateTime<Utc>,
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<Harvest, PassError> {
    let configured: Vec<SourceId> = works.settings.sources.iter().map(|source| source.id.clone()).collect();
    works.store.register(&configured, now).await?;
    let mut claimed = works.store.claim(selection, &configured, now, now + LEASE, usize::MAX).await?;
    let mut amended = amended::amended(&works.settings, &*works.store, now).await?;
    if *selection == Selection::Due && !amended.is_empty() {
        let amended = Selection::Only(amended.iter().cloned().collect());
        claimed.extend(works.store.claim(&amended, &configured, now, now + LEASE, usize::MAX).await?);
    }
    tell(Progress::Claimed(claimed.len()));
    let next_due = if claimed.is_empty() { next_due(works).await? } else { None };
    memory::recall(works, now).await?;

    let mut round = Round::new(works, now);
    round.plan_visits(claimed);
    let mut with_due_pages = works.store.sources_with_due_pages(now).await?;
    if let Selection::Only(selected) = selection {
        with_due_pages.retain(|source| selected.contains(source));
    }
    round.plan_pages(with_due_pages).await?;
    while round.step(tell).await? {}
    let mut harvest = Harvest { next_due, ..round.close() };
    if *selection == Selection::Due && harvest.all_failed() {
        harvest.others_answer = others_answer(works, &harvest.sources).await?;
    }
    memory::keep(works, Utc::now()).await?;
    for asked in &harvest.sources {
        amended.remove(&asked.id);
    }
    amended::note(&works.settings, &*works.store, &amended, now).await?;
    Ok(harvest)
}

/// When the first configured source is due that has not stopped.
async fn next_due(works: &Works) -> Result<Option<DateTime<Utc>>, StoreError> {
    let configured: BTreeSet<&SourceId> = works.settings.sources.iter().map(|source| &source.id).collect();
    let records = works.store.sources().await?;
    let due = records.iter().filter(|record| configured.contains(&record.id)).map(|record| record.next_try);
    Ok(due.filter(|next| *next < NEVER).min())
}

/// Whether a configured source that this pass did not ask was well when it was last asked.
async fn others_answer(works: &Works, asked: &[Harvested]) -> Result<bool, StoreError> {
    let asked: BTreeSet<&SourceId> = asked.iter().map(|done| &done.id).collect();
    let records: HashMap<SourceId, SourceRecord> =
        works.store.sources().await?.into_iter().map(|record| (record.id.clone(), record)).collect();
    let others = works.settings.sources.iter().filter(|source| !asked.contains(&source.id));
    Ok(others
        .filter_map(|source| Some(SourceState::of(records.get(&source.id)?, source)))
        .any(|state| state.error.is_none() && state.last_success.is_some()))
}

/// Work of one kind.
enum Job {
    /// The source's number in the configuration; whether no other visit goes to its site.
    Visit {
        source: usize,
        record: Box<SourceRecord>,
        once: bool,
    },
    Page {
        source: usize,
        key: String,
    },
}

enum Done {
    Visit(Box<(Harvested, Visit)>),
    Page(Option<Box<Article>>),
}

/// What is done and not stored yet.
#[derive(Default)]
struct Unstored {
    visits: Vec<(Harvested, Visit)>,
    articles: Vec<Article>,
    /// When the first of it was done.
    since: Option<Instant>,
}

impl Unstored {
    fn len(&self) -> usize {
        self.visits.len() + self.articles.len()
    }
}

struct Round<'a> {
    works: &'a Works,
    now: DateTime<Utc>,
    numbers: HashMap<&'a SourceId, usize>,
    lanes: Lanes<Job>,
    running: JoinSet<(String, Result<Done, StoreError>)>,
    unstored: Unstored,
    probes: Arc<photos::Probes>,
    started: Instant,
    /// Visits that are not done.
    visits: usize,
    /// When the last visit was done.
    visited: Instant,
    harvest: Harvest,
}

impl<'a> Round<'a> {
    fn new(works: &'a Works, now: DateTime<Utc>) -> Self {
        let numbers = works.settings.sources.iter().enumerate().map(|(number, source)| (&source.id, number)).collect();
        Self {
            works,
            now,
            numbers,
            lanes: Lanes::new(works.settings.fetch.per_host),
            running: JoinSet::new(),
            unstored: Unstored::default(),
            probes: Arc::default(),
            started: Instant::now(),
            visits: 0,
            visited: Instant::now(),
            harvest: Harvest::default(),
        }
    }

    fn source(&self, number: usize) -> &'a Source {
        &self.works.settings.sources[number]
    }

    fn plan_visits(&mut self, claimed: Vec<SourceRecord>) {
        let mut by_site: HashMap<String, Vec<(usize, SourceRecord)>> = HashMap::new();
        for record in claimed {
            let Some(number) = self.numbers.get(&record.id).copied() else { continue };
            let source = self.source(number);
            let address = visit::address(source, &SourceState::of(&record, source));
            by_site.entry(fetch::site(&address).to_owned()).or_default().push((number, record));
        }
        for (site, records) in by_site {
            let once = records.len() == 1;
            for (source, record) in records {
                self.visits += 1;
                self.lanes.push(&site, Job::Visit { source, record: Box::new(record), once });
            }
        }
    }

    /// The sources' pages that are due, each in the lane of its site. What needs no request is stored as such at once.
    async fn plan_pages(&mut self, sources: Vec<SourceId>) -> Result<(), StoreError> {
        let configured: Vec<SourceId> = sources.into_iter().filter(|id| self.numbers.contains_key(id)).collect();
        if configured.is_empty() {
            return Ok(());
        }
        let due = self.works.store.due_pages(&configured, self.now, PAGES_PER_SOURCE).await?;
        for batch in due.chunks(BATCH) {
            let keys: Vec<String> = batch.iter().map(|page| page.key.clone()).collect();
            let articles = self.works.store.articles_by_key(&keys).await?;
            let mut settled = Vec::new();
            for DuePage { source, key } in batch {
                let (Some(number), Some(article)) = (self.numbers.get(source).copied(), articles.get(key)) else { continue };
                match pages::settled(self.source(number), article, self.now) {
                    Some(article) => settled.push(article),
                    None => self.lanes.push(&site_of(key), Job::Page { source: number, key: key.clone() }),
                }
            }
            if !settled.is_empty() {
                self.works.store.save_articles(settled).await?;
            }
        }
        Ok(())
    }

    /// Starts what may start, waits for something to be done, and stores what is done when there is enough of it. Whether there is
    /// more to do, and time for it.
    async fn step(&mut self, tell: &(dyn Fn(Progress) + Sync)) -> Result<bool, StoreError> {
        // More than the client lets through, so that whoever waits for a site takes no place from others.
        let room = self.works.settings.fetch.concurrency * 4;
        while self.running.len() < room
            && let Some((site, job)) = self.lanes.start()
        {
            let (works, pass, probes) = (self.works.clone(), (self.now, self.started), Arc::clone(&self.probes));
            self.running.spawn(async move { (site, run(&works, job, pass, &probes).await) });
        }
        let end = if self.visits > 0 { self.started + VISITS } else { self.visited + PAGES };
        if Instant::now() >= end {
            self.store(tell).await?;
            return Ok(false);
        }
        let patience = self.unstored.since.map_or(end, |since| end.min(since + COMPANY));
        match tokio::time::timeout_at(patience, self.running.join_next()).await {
            Ok(Some(first)) => {
                self.take(first)?;
                while self.unstored.len() < BATCH
                    && let Some(next) = self.running.try_join_next()
                {
                    self.take(next)?;
                }
                if self.unstored.len() < BATCH && !self.running.is_empty() {
                    return Ok(true);
                }
                self.store(tell).await?;
                Ok(true)
            }
            Ok(None) => Ok(false),
            Err(_) => {
                self.store(tell).await?;
                Ok(true)
            }
        }
    }

    fn take(&mut self, done: Result<(String, Result<Done, StoreError>), JoinError>) -> Result<(), StoreError> {
        // A job that panicked was reported when it did; its source stays due.
        let Ok((site, done)) = done else { return Ok(()) };
        self.lanes.end(&site);
        match done? {
            Done::Visit(visit) => {
                self.visits = self.visits.saturating_sub(1);
                self.visited = Instant::now();
                self.unstored.visits.push(*visit);
            }
            Done::Page(article) => self.unstored.articles.extend(article.map(|article| *article)),
        }
        self.unstored.since.get_or_insert_with(Instant::now);
        Ok(())
    }

    /// Stores what is done, and plans the pages of what is new.
    async fn store(&mut self, tell: &(dyn Fn(Progress) + Sync)) -> Result<(), StoreError> {
        let Unstored { visits, articles, .. } = std::mem::take(&mut self.unstored);
        if !articles.is_empty() {
            self.works.store.save_articles(articles).await?;
        }
        if visits.is_empty() {
            return Ok(());
        }
        let (harvested, visits): (Vec<Harvested>, Vec<Visit>) = visits.into_iter().unzip();
        let with_news: BTreeSet<SourceId> =
            visits.iter().filter(|visit| !visit.arrivals.is_empty()).map(|visit| visit.record.id.clone()).collect();
        self.works.store.record_visits(visits).await?;
        for source in harvested {
            tell(Progress::Source(source.clone()));
            self.harvest.sources.push(source);
        }
        self.plan_pages(with_news.into_iter().collect()).await
    }

    fn close(self) -> Harvest {
        let (postponed, pages) = (self.visits, self.lanes.waiting() + self.running.len());
        if pages > postponed {
            tracing::info!("{} pages wait for the next pass", pages - postponed);
        }
        if postponed > 0 {
            tracing::warn!("{postponed} sources were not reached in time; they stay due");
        }
        Harvest { postponed, ..self.harvest }
    }
}

/// A key begins with the host, or is of the source itself.
fn site_of(key: &str) -> String {
    url::Url::parse(&format!("http://{key}")).map_or(String::new(), |url| fetch::site(&url).to_owned())
}

async fn run(
    works: &Works,
    job: Job,
    (now, started): (DateTime<Utc>, Instant),
    probes: &photos::Probes,
) -> Result<Done, StoreError> {
    let source = |number: usize| &works.settings.sources[number];
    match job {
        Job::Visit { source: number, record, once } => {
            let visit = visit::visit(works, source(number), *record, (now, started), once).await?;
            Ok(Done::Visit(Box::new(visit)))
        }
        Job::Page { source: number, key } => {
            let Some(article) = works.store.articles_by_key(std::slice::from_ref(&key)).await?.remove(&key) else {
                return Ok(Done::Page(None));
            };
            let article = pages::read_one(works, source(number), article, now, probes).await?;
            Ok(Done::Page(Some(Box::new(article))))
        }
    }
}
