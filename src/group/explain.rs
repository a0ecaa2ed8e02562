//! Why two articles are, or are not, one story: in signals, and in words.

use std::collections::BTreeSet;

use serde::Serialize;

use super::atlas::Place;
use super::copies::{self, Repeats};
use super::genre::Genre;
use super::{Article, Groups, link, within_reach};

/// Why two articles are, or are not, one story.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// Whether they ended in one story.
    pub same_story: bool,
    /// What decided, in a line.
    pub verdict: String,
    /// Log-odds of their own link; a story may hold two articles that others connect.
    pub log_odds: f64,
    /// What it is the sum of.
    pub signals: Vec<Signal>,
    /// Facts on which they differ.
    pub vetoes: Vec<String>,
    /// What else decides: an editor, genres that tie nothing, repeated texts, the window.
    pub notes: Vec<String>,
}

/// One part of a decision.
#[derive(Debug, Clone, Serialize)]
pub struct Signal {
    /// What was measured.
    pub name: &'static str,
    /// As measured.
    pub value: f64,
    /// Share in the log-odds.
    pub contribution: f64,
}

impl Groups {
    /// Why two articles are, or are not, one story; `None` for articles that are not there. `name` says what readers of it call an article.
    pub fn explain(&self, one: u64, other: u64, name: impl Fn(u64) -> String) -> Option<Explanation> {
        let (at, at_other) = (*self.at.get(&one)?, *self.at.get(&other)?);
        if at == at_other {
            let verdict = "one and the same report".to_owned();
            let (signals, vetoes, notes) = Default::default();
            return Some(Explanation { same_story: true, verdict, log_odds: 0.0, signals, vetoes, notes });
        }
        let pair @ [one, other] = [at, at_other].map(|at| &self.articles[at]);
        let (signals, vetoes) = link::explain(one, other, &self.options);
        let vetoes = vetoes.into_iter().map(spelled).collect();
        let log_odds = signals.iter().map(|signal| signal.contribution).sum();
        let editor = self.rules.on(one.id, other.id).map(str::to_owned);
        let named = |article: &Article| format!("article {}", name(article.id));
        let genre = |article: &Article| Some(format!("{} reads like {}", named(article), with_article(article.genre.name()?)));
        let medley = [at, at_other].into_iter().filter(|at| self.medley[*at]).map(|at| &self.articles[at]);
        let medley =
            medley.map(|article| format!("{} tells of several matters that have nothing to do with each other", named(article)));
        let repeats = match copies::repeats(one, other) {
            Repeats::No => None,
            Repeats::Copy => Some("the same text at another publisher".to_owned()),
            Repeats::Repost => Some("posted again or updated by its publisher".to_owned()),
        };
        let bridged = self.bridged.contains(&(at.min(at_other), at.max(at_other)));
        let reach = match (within_reach(one, other, &self.options), bridged) {
            (true, _) => None,
            (false, true) => {
                Some("further apart than the window, and compared for a report between them that is like both".to_owned())
            }
            (false, false) => Some("further apart than the window".to_owned()),
        };
        let same_story = self.stories[at] == self.stories[at_other];
        let drawn = [at, at_other].into_iter().filter(|at| same_story && self.drawn.contains(at)).map(|at| &self.articles[at]);
        let drawn =
            drawn.map(|article| format!("{} was drawn in by all headlines of a large story taken together", named(article)));
        let reason = if editor.is_some() || same_story == (log_odds > 0.0) {
            None
        } else if same_story {
            Some(self.joined_by(pair))
        } else {
            Some(self.parted_by(pair, bridged, self.medley[at] || self.medley[at_other]))
        };
        let verdict = if same_story { "one story" } else { "two stories" };
        Some(Explanation {
            same_story,
            verdict: reason.map_or_else(|| verdict.to_owned(), |reason| format!("{verdict}: {reason}")),
            log_odds,
            signals,
            vetoes,
            notes: editor
                .into_iter()
                .chain(pair.into_iter().filter_map(genre))
                .chain(medley)
                .chain(repeats)
                .chain(drawn)
                .chain(reach)
                .collect(),
        })
    }

    /// What makes two one story whose own link speaks against it.
    fn joined_by(&self, [one, other]: [&Article; 2]) -> String {
        if copies::repeats(one, other) != Repeats::No {
            return "they have one text".into();
        }
        let story = |article: &Article| self.at.get(&article.id).map(|at| self.stories[*at]);
        let members = self.stories.iter().filter(|of| Some(**of) == story(one)).count();
        if members == 2 && one.fixed.is_some() && one.fixed == other.fixed {
            return "readers know it as one, and nothing that came since makes it two".into();
        }
        "for what others have in common with both".into()
    }

    /// What makes two stories of what is close by itself.
    fn parted_by(&self, pair @ [one, other]: [&Article; 2], bridged: bool, medley: bool) -> String {
        if !bridged && !within_reach(one, other, &self.options) {
            return "they are close, but further apart in time than the window".into();
        }
        if one.language != other.language && !self.options.cross_lingual {
            return "they are close, but languages are kept apart".into();
        }
        if medley {
            return "they are close, but a roundup stands alone".into();
        }
        let named = |wanted: fn(Genre) -> bool| pair.iter().map(|article| article.genre).find(|genre| wanted(*genre))?.name();
        if let Some(genre) = named(|genre| matches!(genre, Genre::Alone(_))) {
            return format!("they are close, but {} stands alone", with_article(genre));
        }
        if let Some(genre) = named(|genre| matches!(genre, Genre::Guest(_))) {
            return format!("they are close, but {} joins only a story that it is close to as a whole", with_article(genre));
        }
        if one.fixed.is_some() && other.fixed.is_some() {
            return "readers know them as two: one of them ends only where all of both are close, and reports move only when news comes".into();
        }
        "by themselves they are close, but not to all that each stands with".into()
    }
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// A veto with places by their names: it holds their numbers.
fn spelled(veto: String) -> String {
    let Some((one, other)) = veto.strip_prefix("place ").and_then(|codes| codes.split_once(" and ")) else { return veto };
    // Regions without a name go by their country's.
    let names = |numbers: &str| {
        numbers
            .split('/')
            .filter_map(|number| Some(Place(number.parse().ok()?).name()))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
            .join(", ")
    };
    format!("other places: {} and {}", names(one), names(other))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;
    use crate::group::{Doc, Grouper, Options};

    const BRIDGE: &str = "The bridge over the Ilva in Marport was opened again on Tuesday, three years after a flood had carried away two of its \
        piers. Mayor Tilda Ossen cut the ribbon. Some 18,000 cars are expected to cross it each day. The work cost 42 million.";
    const TOO: &str = "Drivers in Marport can cross the Ilva again: mayor Tilda Ossen opened the rebuilt bridge on Tuesday. It had been \
        closed since the flood three years ago, and its repair cost 42 million. The city reckons with 18 thousand cars a day.";

    /// Two articles, so many hours apart, with a window of four days.
    fn told(headlines: [&str; 2], texts: [&str; 2], hours: i64, published: [Option<u64>; 2]) -> Explanation {
        let mut grouper = Grouper::new(Options::default());
        let start = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        for (((title, text), fixed), id) in headlines.iter().zip(texts).zip(published).zip(0..) {
            let published = Some(start + TimeDelta::hours(hours * id));
            let publisher = if id == 0 { "a" } else { "b" };
            grouper.add(Doc { id: id as u64, title, text, published, language: Some("en"), publisher, vector: None }, fixed);
        }
        grouper.finish().explain(0, 1, |id| format!("n{id}")).unwrap()
    }

    #[test]
    fn the_last_line_says_what_decided() {
        let headlines = ["Marport bridge over the Ilva open again", "Ossen opens rebuilt Ilva bridge in Marport"];
        let check = |one: &str, hours: i64, published: [Option<u64>; 2], expected: &str| {
            let told = told([one, headlines[1]], [BRIDGE, TOO], hours, published);
            assert_eq!(told.verdict, expected, "{one} {hours} {}", told.log_odds);
        };
        check(headlines[0], 1, [None; 2], "one story");
        check(headlines[0], 100, [None; 2], "two stories: they are close, but further apart in time than the window");
        check(headlines[0], 100, [Some(1); 2], "one story");
        let alone = "two stories: they are close, but a newsletter stands alone";
        check("Newsletter: Marport bridge over the Ilva open again", 1, [None; 2], alone);
        let other = told(
            ["Storm over Hesk", headlines[0]],
            ["Ferries stay in the port of Hesk, its harbour master said.", TOO],
            1,
            [None; 2],
        );
        assert_eq!(other.verdict, "two stories");
        let known = told(
            ["Storm over Hesk", headlines[0]],
            ["Ferries stay in the port of Hesk, its harbour master said.", TOO],
            1,
            [Some(1); 2],
        );
        assert_eq!(known.verdict, "one story: readers know it as one, and nothing that came since makes it two");
    }

    #[test]
    fn articles_and_places_go_by_their_names() {
        let opinion =
            told(["Opinion: the Ilva bridge came late", "Ossen opens rebuilt Ilva bridge"], [BRIDGE, TOO], 1, [None; 2]);
        assert_eq!(opinion.notes, ["article n0 reads like an opinion"]);
        let lead =
            "Twelve people were killed and many injured when a bus left the road in the mountains, the police said on Monday.";
        let crash = told(["Bus crash kills 12 in Chile", "Bus crash kills 12 in Peru"], [lead, lead], 1, [None; 2]);
        assert_eq!((crash.same_story, &*crash.vetoes), (false, &["other places: Chile and Peru".to_owned()][..]));
    }

    #[test]
    fn a_report_is_itself() {
        let mut grouper = Grouper::new(Options::default());
        grouper.add(
            Doc { id: 7, title: "Bridge", text: BRIDGE, published: None, language: Some("en"), publisher: "a", vector: None },
            None,
        );
        let told = grouper.finish().explain(7, 7, |id| id.to_string()).unwrap();
        assert_eq!((told.same_story, &*told.verdict, told.signals.len()), (true, "one and the same report", 0));
    }
}
