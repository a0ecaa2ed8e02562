//! Roundups that are known by what they share with whom.

use super::*;

const STRIKE: &str = "Pilots of Ostravia Air will strike on Friday, their union said. Some 200 flights from Hesk are cancelled. The airline offers three \
    per cent, the pilots want eight, spokeswoman Vera Lom said.";

const COURT: &str = "A court in Tarn sentenced the banker Ugo Brandt to six years in prison on Monday. He had hidden losses of 90 million crowns, judge Edda \
    Kiel said, and his bank had to be rescued.";

fn check(title: &str, text: &str, expected: bool) {
    let docs = [
        doc(1, "Marport bridge open again", BRIDGE, "a"),
        doc(2, "Warehouse fire kills two in Kessel", FIRE, "b"),
        doc(3, "Ostravia pilots to strike on Friday", STRIKE, "c"),
        doc(4, "Banker Brandt sent to prison in Tarn", COURT, "e"),
        doc(5, title, text, "d"),
    ];
    let mut grouper = Grouper::new(Options { window: None, ..Options::default() });
    docs.iter().for_each(|doc| grouper.add(*doc, None));
    let links = grouper.links.of(4).len();
    assert_eq!(
        medleys::medleys(&grouper.articles, &grouper.links),
        [false, false, false, false, expected],
        "{title}: {links} links"
    );
}

#[test]
fn a_report_of_several_matters_is_a_roundup() {
    let bridge = "Mayor Tilda Ossen opened the bridge over the Ilva in Marport again, three years after the flood; 18,000 cars will cross it.";
    let fire = "A warehouse burned down in the harbour of Kessel, and two people died, said the fire chief Arno Blick.";
    let strike = "Pilots of Ostravia Air strike on Friday, and 200 flights from Hesk are cancelled.";
    let court = "In Tarn the banker Ugo Brandt was sentenced to six years in prison for losses of 90 million that he had hidden.";
    check("Good evening", &[bridge, fire, strike, court].join(" "), true);
    // Two are enough where the headline says so.
    check("Good evening: a bridge, a fire and more", &[bridge, fire].join(" "), true);
    check("Good evening", &[bridge, fire, strike].join(" "), false);
    check("Marport: a bridge, a mayor and a flood", BRIDGE_TOO, false);
}

#[test]
fn what_several_follow_up_is_no_roundup() {
    let docs = [
        doc(1, "Marport bridge open again", BRIDGE, "a"),
        doc(
            2,
            "Ossen: bridge over the Ilva cost 42 million",
            "The repair of the bridge over the Ilva in Marport cost 42 million, mayor Tilda Ossen said.",
            "b",
        ),
        doc(
            3,
            "18,000 cars for Marport",
            "Some 18,000 cars are expected to cross the Ilva in Marport each day, now that the bridge is open again.",
            "c",
        ),
        doc(
            4,
            "Three years after the flood",
            "A flood had carried away two piers of the bridge in Marport three years ago. It was opened on Tuesday.",
            "d",
        ),
    ];
    let mut grouper = Grouper::new(Options { window: None, ..Options::default() });
    docs.iter().for_each(|doc| grouper.add(*doc, None));
    assert_eq!(medleys::medleys(&grouper.articles, &grouper.links), [false; 4]);
}

/// What follows a form of its own subject is no roundup, however many matters it lists.
#[test]
fn the_label_of_a_list_says_nothing_of_its_matters() {
    let text = "A bridge is open again in Marport: mayor Tilda Ossen cut the ribbon over the Ilva, three years after the flood. Two people died when a \
        warehouse burned down in the harbour of Kessel, the fire chief Arno Blick said.";
    check("Good evening: a bridge, a fire and more", text, true);
    check("Ossen: a bridge, a fire and more", text, false);
}

/// A roundup that two publishers have, or two in other words, are like each other, and like all of their matters.
#[test]
fn roundups_do_not_hide_each_other() {
    let (text, other) = ([BRIDGE_TOO, FIRE, STRIKE].join(" "), [STRIKE, BRIDGE, FIRE].join(" "));
    let docs = [
        doc(1, "Marport bridge open again", BRIDGE, "a"),
        doc(2, "Warehouse fire kills two in Kessel", FIRE, "b"),
        doc(3, "Ostravia pilots to strike on Friday", STRIKE, "c"),
        doc(4, "The evening: a bridge, a fire and a strike", &text, "d"),
        doc(5, "The evening: a bridge, a fire and a strike", &text, "e"),
        doc(6, "Good night: pilots, piers and flames", &other, "f"),
    ];
    let mut grouper = Grouper::new(Options { window: None, ..Options::default() });
    docs.iter().for_each(|doc| grouper.add(*doc, None));
    assert_eq!(medleys::medleys(&grouper.articles, &grouper.links), [false, false, false, true, true, true]);
    let stories = grouper.finish().stories();
    assert!([[1], [2], [3]].iter().all(|story| stories.contains(&story.to_vec())), "{stories:?}");
}

/// A roundup that readers know in a story stays there, and draws nothing after it.
#[test]
fn a_published_roundup_stays_and_draws_nothing_in() {
    let text = [BRIDGE_TOO, FIRE, STRIKE].join(" ");
    let docs = [
        doc(1, "Marport bridge open again", BRIDGE, "a"),
        doc(2, "The evening: a bridge, a fire and a strike", &text, "d"),
        doc(3, "Warehouse fire kills two in Kessel", FIRE, "b"),
        doc(4, "Ostravia pilots to strike on Friday", STRIKE, "c"),
    ];
    let mut grouper = Grouper::new(Options { window: None, ..Options::default() });
    docs.iter().for_each(|doc| grouper.add(*doc, (doc.id < 3).then_some(1)));
    assert_eq!(grouper.finish().stories(), [vec![1, 2], vec![3], vec![4]]);
}
