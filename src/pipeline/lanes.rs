//! Who may run next: a lane a site, so that whoever waits for a slow site holds up nobody else. Pure.

use std::collections::{HashMap, VecDeque};

/// Work that waits, by site; of one site at most so much runs at once.
pub struct Lanes<T> {
    lanes: HashMap<String, Lane<T>>,
    /// Sites that may start something, in turn.
    ready: VecDeque<String>,
    per_site: usize,
}

struct Lane<T> {
    waiting: VecDeque<T>,
    running: usize,
    is_ready: bool,
}

impl<T> Lanes<T> {
    /// No work yet.
    pub fn new(per_site: usize) -> Self {
        Self { lanes: HashMap::new(), ready: VecDeque::new(), per_site: per_site.max(1) }
    }

    /// Adds work at the end of its site's lane.
    pub fn push(&mut self, site: &str, work: T) {
        let empty = || Lane { waiting: VecDeque::new(), running: 0, is_ready: false };
        self.lanes.entry(site.to_owned()).or_insert_with(empty).waiting.push_back(work);
        self.wake(site);
    }

    /// Takes work to start it; sites take turns.
    pub fn start(&mut self) -> Option<(String, T)> {
        let site = self.ready.pop_front()?;
        let lane = self.lanes.get_mut(&site)?;
        let work = lane.waiting.pop_front()?;
        (lane.is_ready, lane.running) = (false, lane.running + 1);
        self.wake(&site);
        Some((site, work))
    }

    /// Work of that site has ended.
    pub fn end(&mut self, site: &str) {
        if let Some(lane) = self.lanes.get_mut(site) {
            lane.running = lane.running.saturating_sub(1);
            if lane.running == 0 && lane.waiting.is_empty() {
                self.lanes.remove(site);
                return;
            }
        }
        self.wake(site);
    }

    /// Work that has not been started.
    pub fn waiting(&self) -> usize {
        self.lanes.values().map(|lane| lane.waiting.len()).sum()
    }

    fn wake(&mut self, site: &str) {
        if let Some(lane) = self.lanes.get_mut(site)
            && !lane.is_ready
            && !lane.waiting.is_empty()
            && lane.running < self.per_site
        {
            lane.is_ready = true;
            self.ready.push_back(site.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_take_turns_and_none_takes_all() {
        let mut lanes = Lanes::new(2);
        for (site, work) in [("slow", 1), ("slow", 2), ("slow", 3), ("slow", 4), ("quick", 5), ("other", 6)] {
            lanes.push(site, work);
        }
        let mut started = Vec::new();
        while let Some((_, work)) = lanes.start() {
            started.push(work);
        }
        assert_eq!((started, lanes.waiting()), (vec![1, 5, 6, 2], 2));
        lanes.end("quick");
        assert!(lanes.start().is_none());
        lanes.end("slow");
        assert_eq!(lanes.start(), Some(("slow".to_owned(), 3)));
        assert!(lanes.start().is_none());
        lanes.end("slow");
        lanes.end("slow");
        assert_eq!(lanes.start(), Some(("slow".to_owned(), 4)));
        lanes.end("slow");
        lanes.end("other");
        assert!(lanes.lanes.is_empty() && lanes.waiting() == 0);
    }
}
