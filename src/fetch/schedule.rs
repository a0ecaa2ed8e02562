//! When a source is asked again: arithmetic over its history and hints. Pure; `now` is an argument.

use std::time::Duration;

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};
use serde::{Deserialize, Serialize};

/// Errors back off up to this, and for ever keep trying.
const CEILING: TimeDelta = TimeDelta::days(1);

/// When a source that said that it is gone is asked again by itself: never.
pub const NEVER: DateTime<Utc> = match DateTime::from_timestamp(253_402_300_799, 0) {
    Some(end_of_9999) => end_of_9999,
    None => DateTime::<Utc>::MAX_UTC,
};

/// Hints of publishers are followed up to this.
const MAX_HINT: TimeDelta = TimeDelta::hours(12);

/// A source that changes seldom is asked at least this often.
const SLOWEST: TimeDelta = TimeDelta::hours(2);

/// Changes from which on a source has a rhythm.
const RHYTHM: usize = 4;

/// A permanent redirect is believed once it has held for so many visits.
const BELIEVED: u32 = 3;

/// Changes that are remembered for the rhythm.
const REMEMBERED: usize = 8;

/// What is remembered of a source for its schedule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// Failures in a row.
    pub failures: u32,
    /// When it last changed, newest first.
    pub changes: Vec<DateTime<Utc>>,
    /// Where it says it has moved for good, and for how many visits it has said so.
    pub moving: Option<(String, u32)>,
}

impl History {
    /// Notes a permanent redirect; whether it has held long enough to be followed from now on.
    pub fn moved(&mut self, to: &str) -> bool {
        let held = match &self.moving {
            Some((known, held)) if known == to => held + 1,
            _ => 1,
        };
        self.moving = Some((to.to_owned(), held));
        held >= BELIEVED
    }

    /// Notes an answer from where the source was asked: a move that was announced before did not hold.
    pub fn stayed(&mut self) {
        self.moving = None;
    }

    /// How far apart changes usually lie: the median of the last ones.
    pub fn rhythm(&self) -> Option<TimeDelta> {
        if self.changes.len() < RHYTHM {
            return None;
        }
        let mut gaps: Vec<TimeDelta> = self.changes.windows(2).map(|pair| pair[0] - pair[1]).collect();
        gaps.sort();
        gaps.get(gaps.len() / 2).copied()
    }
}

/// How a visit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It brought something new.
    Changed,
    /// Nothing new.
    Unchanged,
    /// It failed.
    Failed,
    /// 410.
    Gone,
}

/// What the publisher asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hints {
    /// HTTP caching.
    pub fresh_for: Option<Duration>,
    /// `Retry-After`.
    pub retry_after: Option<Duration>,
    /// RSS `ttl`.
    pub ttl: Option<Duration>,
    /// `sy:updatePeriod` by `sy:updateFrequency`.
    pub period: Option<Duration>,
    /// Hours (UTC) without news.
    pub skip_hours: Vec<u8>,
    /// Days (Monday is 0) without news.
    pub skip_days: Vec<u8>,
}

/// When to come back, and why then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Not before; [`NEVER`] where the source has stopped.
    pub at: DateTime<Utc>,
    /// What was weighed and what came of it, a line each.
    pub reasons: Vec<String>,
}

/// Decides on the next visit and updates the history. `seed` spreads sources that would be asked at the same moment.
pub fn next_try(
    history: &mut History,
    outcome: Outcome,
    hints: &Hints,
    interval: Duration,
    now: DateTime<Utc>,
    seed: &str,
) -> Decision {
    let interval = TimeDelta::from_std(interval).unwrap_or(CEILING);
    let mut reasons = Vec::new();
    // Noted by a clock that was ahead.
    history.changes.retain(|change| *change <= now);
    let wait = match outcome {
        Outcome::Gone => {
            history.failures = history.failures.saturating_add(1);
            let why = "410 Gone: the publisher took it down for good; asked again only by `refresh --source`";
            return Decision { at: NEVER, reasons: vec![why.to_owned()] };
        }
        Outcome::Failed => {
            history.failures = history.failures.saturating_add(1);
            let doublings = history.failures.saturating_sub(1).min(12);
            let wait =
                interval.checked_mul(1 << doublings).unwrap_or(CEILING).clamp(interval.min(CEILING), CEILING.max(interval));
            reasons.push(format!("{} in a row: {}", counted(history.failures), shown(wait)));
            wait
        }
        Outcome::Changed | Outcome::Unchanged => {
            history.failures = 0;
            if outcome == Outcome::Changed {
                history.changes.insert(0, now);
                history.changes.truncate(REMEMBERED);
            }
            reasons.push(format!("interval: {}", shown(interval)));
            asked_for(hints, interval.max(rhythm(history, interval, now, &mut reasons)), &mut reasons)
        }
    };
    let wait = match hints.retry_after.and_then(|wait| TimeDelta::from_std(wait).ok()) {
        Some(asked) if asked > wait => {
            reasons.push(format!("Retry-After: {}", shown(asked)));
            asked
        }
        _ => wait,
    };
    let spread = TimeDelta::milliseconds(wait.num_milliseconds() / 20 * i64::from(jitter(seed, now)) / 100);
    let at = skip(now + wait + spread, hints, &mut reasons);
    let at = DateTime::from_timestamp(at.timestamp(), 0).unwrap_or(at);
    Decision { at, reasons }
}

/// What the publisher's own hints make of a wait.
fn asked_for(hints: &Hints, wait: TimeDelta, reasons: &mut Vec<String>) -> TimeDelta {
    let named = [("cache lifetime", hints.fresh_for), ("ttl", hints.ttl), ("update period", hints.period)];
    named.into_iter().fold(wait, |wait, (name, hint)| {
        let hint = hint.and_then(|hint| TimeDelta::from_std(hint).ok()).map(|hint| hint.min(MAX_HINT));
        match hint {
            Some(hint) if hint > wait => {
                reasons.push(format!("{name}: {}", shown(hint)));
                hint
            }
            _ => wait,
        }
    })
}

/// A source that changes seldom is asked less often: after a tenth of the time since it last did, or a quarter of the time that
/// usually passes.
fn rhythm(history: &History, interval: TimeDelta, now: DateTime<Utc>, reasons: &mut Vec<String>) -> TimeDelta {
    let Some(last) = history.changes.first() else { return interval };
    let silence = (now - *last) / 10;
    let usual = history.rhythm().map(|gap| gap / 4).unwrap_or_default();
    let wait = silence.max(usual).min(SLOWEST);
    if wait <= interval {
        return interval;
    }
    reasons.push(match history.rhythm() {
        Some(gap) if usual >= silence => format!("changes every {}: {}", shown(gap), shown(wait)),
        _ => format!("nothing new since {}: {}", last.format("%Y-%m-%d %H:%M UTC"), shown(wait)),
    });
    wait
}

/// Past the hours and days that the publisher takes off (RSS 2.0).
fn skip(at: DateTime<Utc>, hints: &Hints, reasons: &mut Vec<String>) -> DateTime<Utc> {
    let off = |at: &DateTime<Utc>| {
        let hour = u8::try_from(at.hour()).unwrap_or(0);
        let day = u8::try_from(at.weekday().num_days_from_monday()).unwrap_or(0);
        hints.skip_hours.contains(&hour) || hints.skip_days.contains(&day)
    };
    let mut moved = at;
    // A publisher who takes all hours off is not believed.
    for _ in 0..24 * 7 {
        if !off(&moved) {
            break;
        }
        moved = (moved + TimeDelta::hours(1)).with_minute(0).unwrap_or(moved);
    }
    if moved == at || off(&moved) || moved - at > TimeDelta::days(3) {
        return at;
    }
    reasons.push(format!("skipHours or skipDays: not before {}", moved.format("%a %H:%M UTC")));
    moved
}

/// 0 to 100 from the seed and the day, the same every time.
fn jitter(seed: &str, now: DateTime<Utc>) -> u8 {
    let day = now.timestamp() / 86_400;
    let bytes = seed.bytes().chain(day.to_le_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    u8::try_from(hash % 101).unwrap_or(0)
}

fn counted(failures: u32) -> String {
    if failures == 1 { "1 failure".into() } else { format!("{failures} failures") }
}

fn shown(wait: TimeDelta) -> String {
    match wait.num_seconds() {
        seconds if seconds < 120 => format!("{seconds} s"),
        seconds if seconds < 2 * 3600 => format!("{} min", seconds / 60),
        seconds if seconds < 48 * 3600 => format!("{} h", seconds / 3600),
        seconds => format!("{} days", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-03-04T10:00:00Z").unwrap().to_utc()
    }

    const QUARTER: Duration = Duration::from_secs(900);

    fn hours(hours: u64) -> Option<Duration> {
        Some(Duration::from_secs(hours * 3600))
    }

    /// Minutes until the next try, jitter (at most 5 %) taken off.
    fn check(history: &History, outcome: Outcome, hints: &Hints, minutes: i64) {
        let decision = next_try(&mut history.clone(), outcome, hints, QUARTER, now(), "a");
        let wait = (decision.at - now()).num_minutes();
        assert!((minutes..=minutes + minutes / 20 + 1).contains(&wait), "{wait} for {minutes}: {:?}", decision.reasons);
    }

    #[test]
    fn waits_after_answers() {
        let check = |hints: Hints, minutes: i64| check(&History::default(), Outcome::Unchanged, &hints, minutes);
        check(Hints::default(), 15);
        check(Hints { ttl: hours(1), ..Hints::default() }, 60);
        check(Hints { period: hours(3), ..Hints::default() }, 180);
        check(Hints { fresh_for: hours(2), ttl: hours(1), ..Hints::default() }, 120);
        // Whoever asks for less than the interval gets the interval, whoever asks for days gets half of one.
        check(Hints { fresh_for: Some(Duration::from_secs(60)), ..Hints::default() }, 15);
        check(Hints { fresh_for: hours(100), ..Hints::default() }, 12 * 60);
        check(Hints { retry_after: hours(1), ..Hints::default() }, 60);
    }

    #[test]
    fn errors_back_off_up_to_a_day_and_never_for_good() {
        let check = |failures: u32, outcome: Outcome, hints: &Hints, minutes: i64| {
            check(&History { failures, ..History::default() }, outcome, hints, minutes);
        };
        let none = Hints::default();
        check(0, Outcome::Failed, &none, 15);
        check(1, Outcome::Failed, &none, 30);
        check(2, Outcome::Failed, &none, 60);
        check(5, Outcome::Failed, &none, 480);
        check(7, Outcome::Failed, &none, 24 * 60);
        check(u32::MAX - 1, Outcome::Failed, &none, 24 * 60);
        check(9, Outcome::Unchanged, &none, 15);
        check(0, Outcome::Failed, &Hints { retry_after: hours(2), ..Hints::default() }, 120);
        check(5, Outcome::Failed, &Hints { retry_after: hours(2), ..Hints::default() }, 480);
    }

    #[test]
    fn gone_is_gone() {
        let decision = next_try(&mut History::default(), Outcome::Gone, &Hints::default(), QUARTER, now(), "a");
        assert!(decision.at == NEVER && decision.reasons[0].starts_with("410 Gone"));
    }

    #[test]
    fn a_rhythm_is_observed() {
        let check = |hours_ago: &[i64], minutes: i64| {
            let changes = hours_ago.iter().map(|hours| now() - TimeDelta::hours(*hours)).collect();
            check(&History { changes, ..History::default() }, Outcome::Unchanged, &Hints::default(), minutes);
        };
        check(&[1], 15);
        check(&[5], 30);
        check(&[500], 120);
        check(&[0, 4, 8, 12], 60);
        check(&[0, 1, 2, 3], 15);
        check(&[10, 14, 18, 22], 60);
        check(&[0, 100, 200, 300], 120);
        // A clock was ahead for a while.
        check(&[-200, -100, 0, 1, 2, 3], 15);
    }

    #[test]
    fn sources_are_spread() {
        let at = |seed: &str| next_try(&mut History::default(), Outcome::Unchanged, &Hints::default(), QUARTER, now(), seed).at;
        let moments: std::collections::HashSet<_> = (0..100).map(|n| at(&n.to_string())).collect();
        assert!(moments.len() > 20 && at("a") == at("a"));
    }

    #[test]
    fn days_off_are_skipped() {
        // A Wednesday.
        let hints = Hints { skip_days: vec![2, 3], ..Hints::default() };
        let decision = next_try(&mut History::default(), Outcome::Unchanged, &hints, QUARTER, now(), "a");
        assert_eq!(decision.at.format("%a %H:%M").to_string(), "Fri 00:00");
    }

    #[test]
    fn hours_off_are_skipped() {
        let hints = Hints { skip_hours: vec![10, 11], ..Hints::default() };
        let decision = next_try(&mut History::default(), Outcome::Unchanged, &hints, QUARTER, now(), "a");
        assert_eq!(decision.at.hour(), 12);
        let always = Hints { skip_hours: (0..24).collect(), ..Hints::default() };
        let decision = next_try(&mut History::default(), Outcome::Unchanged, &always, QUARTER, now(), "a");
        assert!(decision.at - now() < TimeDelta::minutes(20));
    }

    #[test]
    fn a_move_is_believed_when_it_has_held() {
        let mut history = History::default();
        assert_eq!(
            [history.moved("a"), history.moved("a"), history.moved("b"), history.moved("b"), history.moved("b")],
            [false, false, false, false, true]
        );
    }
}
