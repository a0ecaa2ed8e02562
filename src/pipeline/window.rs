//! The articles of the window, grouped: what was known of them at the end of the last pass, and what is new.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{arrive, telling};
use crate::config::Settings;
use crate::embed;
use crate::group::{self, Doc, Grouper, Groups, Options, Restoring};
use crate::ledger::{Constraints, Published};
use crate::model::{Article, ArticleId, Vector};
use crate::store::{Glance, GroupedRow, GroupingChange, SavedGrouping, StoreError};

/// What the code is that groups: state that other code saved is not taken.
const CODE: &str = env!("NEWSLOOM_GROUPING");

/// Articles of one publisher that show a picture which is its logo or a stock picture, whatever it is called.
const FURNITURE: usize = 4;

/// What a pass knows of an article without loading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Of what grouping reads of it.
    digest: [u8; 16],
    /// It has no vector though it should: the encoder failed.
    wants_vector: bool,
    /// The moment that counts for its order, in seconds.
    moment: i64,
    headline: u64,
    photos: Vec<u64>,
}

impl Facts {
    /// The moment that counts for the order of news.
    pub fn moment(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.moment, 0).unwrap_or_default()
    }

    fn of(article: &Article, wants_vector: bool) -> Self {
        Self {
            digest: digest(article),
            wants_vector,
            moment: article.moment().timestamp(),
            headline: hash(&[&article.title]),
            photos: article.photos.iter().map(|photo| Furniture::key(&article.publisher, &photo.image.url)).collect(),
        }
    }
}

/// The first bytes of a digest.
fn short<const BYTES: usize>(digest: Sha256) -> [u8; BYTES] {
    let whole: [u8; 32] = digest.finalize().into();
    std::array::from_fn(|at| whole[at])
}

fn hash(parts: &[&str]) -> u64 {
    u64::from_le_bytes(short(parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part).chain_update([0]))))
}

/// What grouping reads of an article; nothing of one that may stand in no story.
fn digest(article: &Article) -> [u8; 16] {
    let mut hash = Sha256::new();
    if article.tellable() {
        let moment = article.moment().to_rfc3339();
        let language = article.language.as_deref().unwrap_or_default();
        for part in [&article.title, &*telling::text_of(article), language, &article.publisher, &moment] {
            hash.update(part);
            hash.update([0]);
        }
    }
    short(hash)
}

/// Pictures that belong to publishers, not to articles.
#[derive(Default)]
pub struct Furniture(HashSet<u64>);

impl Furniture {
    fn of<'a>(facts: impl Iterator<Item = &'a Facts>) -> Self {
        let mut tally: HashMap<u64, Vec<u64>> = HashMap::new();
        for facts in facts {
            for photo in &facts.photos {
                let headlines = tally.entry(*photo).or_default();
                if headlines.len() < FURNITURE && !headlines.contains(&facts.headline) {
                    headlines.push(facts.headline);
                }
            }
        }
        Self(tally.into_iter().filter(|(_, headlines)| headlines.len() >= FURNITURE).map(|(photo, _)| photo).collect())
    }

    fn key(publisher: &str, url: &str) -> u64 {
        hash(&[publisher, url])
    }

    /// Whether many articles of the publisher, under several headlines, show the picture.
    pub fn contains(&self, publisher: &str, url: &str) -> bool {
        self.0.contains(&Self::key(publisher, url))
    }
}

/// What saved state must have been saved under to be taken.
pub fn key(settings: &Settings) -> String {
    let hash = Sha256::digest(format!("{CODE} {:?} {:?}", options(settings), settings.grouping.encoder));
    arrive::hex(&hash)
}

fn options(settings: &Settings) -> Options {
    let grouping = &settings.grouping;
    let vectors = embed::origin(&grouping.encoder);
    Options { window: grouping.window, profile: grouping.profile, cross_lingual: grouping.cross_lingual, vectors }
}

/// A window that is being grouped.
pub struct Window {
    grouper: Grouper,
    facts: BTreeMap<ArticleId, Facts>,
    /// What of it was saved, and at which version of the article.
    versions: HashMap<ArticleId, u64>,
    change: GroupingChange,
    /// Headlines of articles that changed, before they did.
    headlines: HashMap<ArticleId, u64>,
    /// Articles that tell another event than before: their addresses were used again.
    turned: BTreeSet<ArticleId>,
    /// Articles that came or changed since.
    pub touched: Vec<ArticleId>,
}

impl Window {
    /// Takes up what was saved; where there is nothing, or nothing that can be read, the window is empty and all its articles are new.
    ///
    /// # Errors
    /// Where the store fails while it reads.
    pub fn take_up(settings: &Settings, glances: &[Glance], saved: Option<SavedGrouping>) -> Result<Self, StoreError> {
        let versions: HashMap<ArticleId, u64> = glances.iter().map(|glance| (glance.id, glance.version)).collect();
        let mut taken = None;
        if let Some(saved) = saved {
            taken = Self::restored(settings, &versions, saved)?;
            if taken.is_none() {
                tracing::warn!("what was saved of the grouping cannot be read; the window is grouped anew");
            }
        }
        let mut window = taken.unwrap_or_else(|| Self {
            grouper: Grouper::new(options(settings)),
            facts: BTreeMap::new(),
            versions: HashMap::new(),
            change: GroupingChange { anew: true, ..GroupingChange::default() },
            headlines: HashMap::new(),
            turned: BTreeSet::new(),
            touched: Vec::new(),
        });
        let is_new = |glance: &&Glance| !window.facts.contains_key(&glance.id);
        window.touched = glances.iter().filter(is_new).map(|glance| glance.id).collect();
        window.versions = versions;
        window.change.key = key(settings);
        Ok(window)
    }

    /// What was saved, taken up while the store reads it; `None` where that is damaged.
    fn restored(
        settings: &Settings,
        versions: &HashMap<ArticleId, u64>,
        saved: SavedGrouping,
    ) -> Result<Option<Self>, StoreError> {
        let Ok(mut restoring) = Restoring::new(options(settings), &saved.general) else { return Ok(None) };
        let (mut facts, mut change, mut headlines) = (BTreeMap::new(), GroupingChange::default(), HashMap::new());
        for rows in saved.rows {
            let rows = rows?;
            for row in &rows {
                let Ok(known) = group::unsealed::<Facts>(&row.facts) else { return Ok(None) };
                if versions.get(&row.article) == Some(&row.version) && !known.wants_vector {
                    facts.insert(row.article, known);
                } else {
                    headlines.insert(row.article, known.headline);
                    change.gone.push(row.article);
                }
            }
            let records: Vec<&[u8]> = rows.iter().filter_map(|row| row.record.as_deref()).collect();
            if restoring.take(&records, |id| facts.contains_key(&ArticleId(id))).is_err() {
                return Ok(None);
            }
        }
        let (grouper, versions, turned, touched) = (restoring.done(), HashMap::new(), BTreeSet::new(), Vec::new());
        Ok(Some(Self { grouper, facts, versions, change, headlines, turned, touched }))
    }

    /// Takes the articles that were touched, in order of their arrival; those with a passage in `wanted` should have a vector.
    pub fn take(&mut self, articles: &[Article], vectors: &BTreeMap<ArticleId, Vector>, wanted: &BTreeSet<ArticleId>) {
        let mut stream: Vec<&Article> = articles.iter().collect();
        stream
            .sort_by(|one, other| (one.first_seen, one.moment(), &one.key).cmp(&(other.first_seen, other.moment(), &other.key)));
        for article in stream {
            let vector = vectors.get(&article.id);
            let facts = Facts::of(article, vector.is_none() && wanted.contains(&article.id));
            if article.tellable() {
                let text = telling::text_of(article);
                let doc = Doc {
                    id: article.id.0,
                    title: &article.title,
                    text: &text,
                    published: Some(article.moment()),
                    language: article.language.as_deref(),
                    publisher: &article.publisher,
                    vector,
                };
                self.grouper.add(doc, None);
                // Under the same headline it is the same, however little of its text was there before.
                let retitled = self.headlines.get(&article.id).is_some_and(|before| *before != facts.headline);
                if retitled && self.grouper.has_turned(article.id.0) {
                    self.turned.insert(article.id);
                }
            }
            self.change.rows.push(GroupedRow {
                article: article.id,
                version: self.versions.get(&article.id).copied().unwrap_or_default(),
                facts: group::sealed(&facts),
                record: None,
            });
            self.facts.insert(article.id, facts);
        }
    }

    /// Groups everything: what is published holds, but for what an editor took apart and for reports that tell another event now, if no editor
    /// has placed them.
    pub fn finish(mut self, living: &[Published], constraints: &Constraints) -> Grouped {
        self.turned.retain(|article| !constraints.together.iter().any(|set| set.contains(article)));
        let members = |(story, handle): (&'_ Published, u64)| {
            let stays = |article: &ArticleId| !constraints.part(story.anchor, *article) && !self.turned.contains(article);
            story.members.iter().copied().filter(stays).map(move |article| (article.0, handle)).collect::<Vec<_>>()
        };
        let story_of: HashMap<u64, u64> = living.iter().zip(0..).flat_map(members).collect();
        let leads: HashSet<u64> =
            living.iter().flat_map(|story| story.leads.iter().chain([&story.anchor])).map(|article| article.0).collect();
        self.grouper.publish(|id| story_of.get(&id).copied(), |id| leads.contains(&id));
        for set in &constraints.together {
            self.grouper.hold_together(set.iter().map(|id| id.0));
        }
        for (these, those) in &constraints.apart {
            self.grouper.keep_apart(these.iter().map(|id| id.0), those.iter().map(|id| id.0));
        }
        if self.change.anew || !self.change.rows.is_empty() || !self.change.gone.is_empty() {
            let mut records: HashMap<u64, Vec<u8>> =
                self.grouper.records().into_iter().map(|record| (record.id, record.bytes)).collect();
            self.change.rows.iter_mut().for_each(|row| row.record = records.remove(&row.article.0));
            self.change.general = self.grouper.general();
        }
        let furniture = Furniture::of(self.facts.values());
        Grouped { groups: self.grouper.finish(), facts: self.facts, furniture, turned: self.turned, change: self.change }
    }
}

/// The window as it was grouped.
pub struct Grouped {
    /// Its stories.
    pub groups: Groups,
    /// Of every article that was looked at.
    pub facts: BTreeMap<ArticleId, Facts>,
    /// Over the whole window.
    pub furniture: Furniture,
    /// Articles that tell another event than before.
    pub turned: BTreeSet<ArticleId>,
    /// To be saved.
    pub change: GroupingChange,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_many_articles_are_furniture() {
        let facts = |headline, photo| Facts { digest: [0; 16], wants_vector: false, moment: 0, headline, photos: vec![photo] };
        let logo = Furniture::key("a", "logo.png");
        let photo = Furniture::key("a", "bridge.jpg");
        let met = [facts(1, logo), facts(2, logo), facts(3, logo), facts(4, logo), facts(5, photo), facts(5, photo)];
        let furniture = Furniture::of(met.iter());
        assert!(furniture.contains("a", "logo.png"));
        assert!(!furniture.contains("a", "bridge.jpg") && !furniture.contains("b", "logo.png"));
        assert!(!Furniture::of(met[..3].iter()).contains("a", "logo.png"));
    }
}
