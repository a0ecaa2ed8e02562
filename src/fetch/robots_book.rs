//! The robots.txt files that are known: each asked for once a day, remembered between runs, bounded in number and size.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;

use super::robots::Rules;

/// What a robots.txt says holds for a day (RFC 9309, section 2.4); that it could not be had, for a few minutes.
const KEEP: TimeDelta = TimeDelta::days(1);
const RETRY: TimeDelta = TimeDelta::minutes(5);

/// What was asked for later than this from now was asked for by a clock that was ahead.
const CLOCK_STEPS: TimeDelta = TimeDelta::minutes(1);

/// Origins that are known at once.
const MAX_ORIGINS: usize = 20_000;

/// What the client remembers between runs.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// By origin.
    pub robots: Vec<(String, KnownRules)>,
    /// Sites that want quiet, and until when.
    pub quiet: Vec<(String, DateTime<Utc>)>,
}

/// The rules of an origin, and when they were asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KnownRules {
    /// When robots.txt was asked for.
    pub asked: DateTime<Utc>,
    /// What it says.
    pub rules: Arc<Rules>,
}

impl KnownRules {
    /// Whether they hold: they are not too old, and no clock that was ahead asked for them.
    fn hold(&self, now: DateTime<Utc>) -> bool {
        self.until() > now && self.asked <= now + CLOCK_STEPS
    }

    /// Until when they hold.
    pub fn until(&self) -> DateTime<Utc> {
        self.asked + if self.rules.missing.is_some() { RETRY } else { KEEP }
    }
}

/// Rules by origin.
#[derive(Default)]
pub struct RobotsBook {
    pages: Mutex<Pages>,
}

#[derive(Default)]
struct Pages {
    known: HashMap<String, Entry>,
    /// Asked for since the last [`RobotsBook::take_news`].
    news: HashSet<String>,
}

struct Entry {
    asked: DateTime<Utc>,
    rules: Arc<OnceCell<Arc<Rules>>>,
}

impl Entry {
    fn known(&self) -> Option<KnownRules> {
        Some(KnownRules { asked: self.asked, rules: Arc::clone(self.rules.get()?) })
    }

    fn holds(&self, now: DateTime<Utc>) -> bool {
        self.known().is_none_or(|known| known.hold(now))
    }
}

impl RobotsBook {
    fn pages(&self) -> std::sync::MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The place for the rules of an origin; whoever finds it empty fills it.
    pub fn of(&self, origin: &str) -> Arc<OnceCell<Arc<Rules>>> {
        let now = Utc::now();
        let mut pages = self.pages();
        if let Some(entry) = pages.known.get(origin).filter(|entry| entry.holds(now)) {
            return Arc::clone(&entry.rules);
        }
        if pages.known.len() >= MAX_ORIGINS {
            pages.known.retain(|_, entry| Arc::strong_count(&entry.rules) > 1);
        }
        pages.news.insert(origin.to_owned());
        let entry = Entry { asked: now, rules: Arc::default() };
        let rules = Arc::clone(&entry.rules);
        pages.known.insert(origin.to_owned(), entry);
        rules
    }

    /// The rules of an origin, if they are known and hold.
    pub fn known(&self, origin: &str) -> Option<Arc<Rules>> {
        let known = self.pages().known.get(origin)?.known()?;
        known.hold(Utc::now()).then_some(known.rules)
    }

    /// What was learned since this was last asked.
    pub fn take_news(&self) -> Vec<(String, KnownRules)> {
        let mut pages = self.pages();
        let news = std::mem::take(&mut pages.news);
        news.into_iter().filter_map(|origin| pages.known.get(&origin)?.known().map(|known| (origin.clone(), known))).collect()
    }

    /// Takes up what was learned earlier, where it still holds.
    pub fn remember(&self, robots: Vec<(String, KnownRules)>) {
        let now = Utc::now();
        let mut pages = self.pages();
        for (origin, known) in robots.into_iter().filter(|(_, known)| known.hold(now)).take(MAX_ORIGINS) {
            let rules = Arc::new(OnceCell::new_with(Some(known.rules)));
            pages.known.entry(origin).or_insert(Entry { asked: known.asked, rules });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn rules_hold_for_a_day_and_between_runs() {
        let book = RobotsBook::default();
        let asked = async |book: &RobotsBook, origin: &str| {
            let mut asked = false;
            let fill = async || {
                asked = true;
                Arc::new(Rules::parse("User-agent: *\nDisallow: /x", "newsloom"))
            };
            book.of(origin).get_or_init(fill).await;
            asked
        };
        assert!(asked(&book, "https://a.example").await && !asked(&book, "https://a.example").await);
        let news = book.take_news();
        assert!(news.len() == 1 && book.take_news().is_empty());
        let next = RobotsBook::default();
        next.remember(news.clone());
        assert!(!asked(&next, "https://a.example").await);
        // Neither what is too old holds, nor what a clock asked for that was ahead.
        for days in [-2, 2] {
            let known = KnownRules { asked: Utc::now() + TimeDelta::days(days), ..news[0].1.clone() };
            let later = RobotsBook::default();
            later.remember(vec![("https://a.example".to_owned(), known)]);
            assert!(later.known("https://a.example").is_none() && asked(&later, "https://a.example").await);
        }
    }
}
