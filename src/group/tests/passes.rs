//! What becomes of published stories in a later pass.

use super::*;

/// The stories of a fire (1), of a bridge (2) and of both (3) after a pass in which reports 4 and on are new: texts by report, those that are
/// published with their story, and those that led theirs.
fn check(texts: &[&str], published: &[(u64, u64)], leads: &[u64], expected: &[&[u64]]) {
    let mut grouper = Grouper::new(Options { window: None, ..Options::default() });
    for (text, id) in texts.iter().zip(1..) {
        let title = if *text == FIRE { "Fire in Kessel" } else { "Bridge over Ilva open" };
        let own = format!("{text} {}", "The paper of the town has more of it.".repeat(id as usize));
        grouper.add(doc(id, title, &own, &format!("p{id}")), None);
    }
    let story_of = |id: u64| published.iter().find(|(one, _)| *one == id).map(|(_, story)| *story);
    grouper.publish(story_of, |id| leads.contains(&id));
    assert_eq!(grouper.finish().stories(), expected, "{published:?}");
}

/// A report that ended in the wrong story since what it belongs with was not there yet.
#[test]
fn a_published_report_moves_to_a_story_that_readers_know() {
    let texts = [FIRE, FIRE, BRIDGE, BRIDGE_TOO];
    let wrong = [(1, 7), (2, 7), (3, 7)];
    // Its companion is new: they are no entry yet, and it stays, but draws that into no story of fires.
    check(&texts, &wrong, &[1], &[&[1, 2, 3], &[4]]);
    check(&texts, &[&wrong[..], &[(4, 8)]].concat(), &[1, 4], &[&[1, 2], &[3, 4]]);
    // What leads a story now heads it for readers.
    check(&texts, &[&wrong[..], &[(4, 8)]].concat(), &[1, 3, 4], &[&[1, 2, 3, 4]]);
    // Where it led, the id is: it stays, and so do those with it.
    check(&texts[2..], &[(1, 7), (2, 8)], &[1, 2], &[&[1, 2]]);
    check(&[FIRE, BRIDGE, BRIDGE_TOO], &[(1, 7), (2, 7), (3, 8)], &[2, 3], &[&[1, 2, 3]]);
}

/// What is no report ties nothing in later passes either: two live blogs by themselves stay two entries, and one in a story stays there.
#[test]
fn a_published_guest_stays_a_guest() {
    let check = |published: [Option<u64>; 3], late: &str, expected: &[&[u64]]| {
        let mut grouper = Grouper::new(Options { window: None, ..Options::default() });
        let titles =
            ["Marport bridge: live updates", "Live blog: Marport bridge open", "Warehouse fire in Kessel", "It happened"];
        let published = published.into_iter().chain([None]);
        for (((title, text), id), story) in titles.iter().zip([BRIDGE, BRIDGE_TOO, FIRE, late]).zip(1..).zip(published) {
            grouper.add(doc(id, title, text, &format!("p{id}")), story);
        }
        assert_eq!(grouper.finish().stories(), expected);
    };
    check([Some(7), Some(8), Some(9)], FIRE, &[&[1], &[2], &[3, 4]]);
    // A report of their event gathers them.
    check([Some(7), Some(8), Some(9)], BRIDGE, &[&[1, 2, 4], &[3]]);
    check([Some(9), None, Some(9)], BRIDGE_TOO, &[&[1, 3], &[2, 4]]);
}
