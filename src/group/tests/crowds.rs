//! How many others there are, how rare what is shared is, and what lies beyond the window.

use chrono::Days;

use super::*;

fn grouper(docs: &[Doc<'_>]) -> Grouper {
    let mut grouper = Grouper::new(Options::default());
    docs.iter().for_each(|doc| grouper.add(*doc, None));
    grouper
}

fn contribution(one: &Article, other: &Article, name: &str) -> Option<f64> {
    let (signals, _) = link::explain(one, other, &Options::default());
    signals.iter().find(|signal| signal.name == name).map(|signal| signal.contribution)
}

#[test]
fn common_words_are_no_rare_ones() {
    let check = |one: &str, other: &str, few: bool| {
        let grouper = grouper(&[doc(1, "Marport", one, "a"), doc(2, "Kessel", other, "b")]);
        let found = contribution(&grouper.articles[0], &grouper.articles[1], "few rare words in common");
        assert_eq!(found.is_some(), few, "{one} / {other}: {found:?}");
        assert!(found.is_none_or(|found| (-2.5..0.0).contains(&found)));
        let likeness = |one: usize, other: usize| Likeness::of(&grouper.articles[one], &grouper.articles[other]).rare;
        assert_eq!(likeness(0, 1), likeness(1, 0));
    };
    check(BRIDGE, BRIDGE_TOO, false);
    check(BRIDGE, FIRE, true);
    let said = "The minister said on Monday that the government would look at the report again next week, and that there was no need to worry.";
    let said_too = "On Monday the government said again that the minister would look at a report, and that there was no need to worry this week.";
    check(said, said_too, true);
}

#[test]
fn across_languages_few_are_easily_told_apart() {
    let check = |vector: bool, reached: u32, expected: f64| {
        let known = Vector::new(&vec![0.1; 512]);
        let of = |id, language| Doc {
            language: Some(language),
            vector: known.as_ref().filter(|_| vector),
            ..doc(id, "", BRIDGE, "a")
        };
        let mut grouper = grouper(&[of(1, "en"), of(2, "de")]);
        grouper.articles.iter_mut().for_each(|article| article.reached = reached);
        let found = link::crowding(&grouper.articles[0], &grouper.articles[1]);
        assert!((found - expected).abs() < 0.01, "{reached}: {found}, not {expected}");
    };
    check(true, 10, 0.90);
    check(true, 80, 0.90);
    check(true, 240, 0.35);
    check(true, 480, 0.0);
    check(true, 100_000, 0.0);
    // With nothing to go by but names and numbers few are as good as many.
    check(false, 10, 0.0);
}

#[test]
fn what_lies_beyond_the_window_is_looked_at_where_a_third_stands_between() {
    let start = DateTime::<Utc>::UNIX_EPOCH;
    let check = |days: [u64; 3], texts: [&str; 3], expected: &[cluster::Pair]| {
        let docs: Vec<Doc<'_>> = (0..3)
            .map(|at| {
                let published = start.checked_add_days(Days::new(days[at]));
                Doc { published, ..doc(at as u64, "Marport bridge open again", texts[at], ["a", "b", "c"][at]) }
            })
            .collect();
        let grouper = grouper(&docs);
        let found = bridges::bridges(&grouper.articles, &grouper.links, &grouper.options);
        assert_eq!(found.iter().map(|(pair, _)| *pair).collect::<Vec<_>>(), expected, "{days:?}");
    };
    let event = [BRIDGE, BRIDGE_TOO, BRIDGE];
    check([0, 3, 6], event, &[(0, 2)]);
    // Within the window they are linked anyway; without a third nobody looks.
    check([0, 1, 3], event, &[]);
    check([0, 8, 16], event, &[]);
    check([0, 3, 6], [BRIDGE, FIRE, BRIDGE], &[]);
}

/// Two reports beyond the window that a third one brought together are not apart for the window's sake.
#[test]
fn a_bridge_is_told_of() {
    let start = DateTime::<Utc>::UNIX_EPOCH;
    let told = |middle: &str| {
        let docs =
            [BRIDGE, middle, BRIDGE_TOO].into_iter().zip([0, 3, 6]).zip(["a", "b", "c"]).map(|((text, day), publisher)| {
                let published = start.checked_add_days(Days::new(day));
                Doc { published, ..doc(day, "Marport bridge open again", text, publisher) }
            });
        grouper(&docs.collect::<Vec<_>>()).finish().explain(0, 6, |id| id.to_string()).unwrap()
    };
    let bridged = told(BRIDGE);
    assert_eq!(bridged.notes, ["further apart than the window, and compared for a report between them that is like both"]);
    assert!(bridged.same_story);
    let apart = told(FIRE);
    assert_eq!(apart.notes, ["further apart than the window"]);
    assert!(!apart.same_story && apart.verdict.contains("the window"), "{}", apart.verdict);
}
