//! Headlines without text, and places in headlines.

use super::*;

/// What a signal adds to the log-odds of two reports with vectors that mean the same.
fn share(docs: [Doc<'_>; 2], name: &str) -> Option<f64> {
    let vector = Vector::new(&vec![0.1; 512]);
    let mut grouper = Grouper::new(Options::default());
    docs.iter().for_each(|doc| grouper.add(Doc { vector: vector.as_ref(), ..*doc }, None));
    let (signals, _) = link::explain(&grouper.articles[0], &grouper.articles[1], &Options::default());
    signals.iter().find(|signal| signal.name == name).map(|signal| signal.contribution)
}

#[test]
fn a_headline_counts_by_how_much_a_text_tells_of_it() {
    let check = |headline: &str, text: &str, expected: std::ops::RangeInclusive<f64>| {
        let docs = || [doc(1, headline, "", "a"), doc(2, "Marport bridge open again", text, "b")];
        let [one, other] = docs();
        for docs in [docs(), [other, one]] {
            let found = share(docs, "headline told by the text");
            assert!(found.is_some_and(|found| expected.contains(&found)), "{headline}: {found:?}");
        }
    };
    check("Ossen opens Marport bridge", BRIDGE, 2.0..=3.0);
    check("Bridge over the Ilva: mayor Brandt resigns", BRIDGE, 0.5..=2.5);
    check("Warehouse fire kills two in Kessel", BRIDGE, 0.0..=0.5);
    // Two headlines are compared as before, and so are two texts.
    let told = |texts: [&'static str; 2]| {
        let docs = [doc(1, "Ossen opens Marport bridge", texts[0], "a"), doc(2, "Marport bridge open", texts[1], "b")];
        share(docs, "headline told by the text")
    };
    assert_eq!((told(["", ""]), told([BRIDGE, BRIDGE_TOO])), (None, None));
}

#[test]
fn a_town_in_a_headline_counts_where_both_are_dated() {
    let check = |headlines: [&'static str; 2], days: [Option<u64>; 2], expected: f64| {
        let docs = [0, 1].map(|at| {
            let published = days[at].and_then(|day| DateTime::<Utc>::UNIX_EPOCH.checked_add_days(chrono::Days::new(day)));
            Doc { published, ..doc(at as u64, headlines[at], [BRIDGE, BRIDGE_TOO][at], ["a", "b"][at]) }
        });
        assert_eq!(share(docs, "places in headlines").unwrap_or_default(), expected, "{headlines:?} {days:?}");
    };
    let graz = ["Bridge open in Graz", "Cars cross the Mur in Graz again"];
    check(graz, [Some(0), Some(1)], 0.5);
    check(graz, [Some(0), None], 0.0);
    check(["Bridge open in Graz", "Cars cross the Mur again"], [Some(0), Some(1)], 0.0);
}
