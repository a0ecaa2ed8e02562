//! One wire story as it grows, and as publishers take it over.

use chrono::DateTime;

use crate::tell::{Document, overtaken, summarise};

/// A report of the crash that counts so many dead, from a publisher at an hour.
fn report<'a>(source: &'a str, hour: i64, (title, text): (&'a str, &'a str)) -> Document<'a> {
    Document {
        title,
        text,
        source,
        language: Some("en"),
        published: DateTime::from_timestamp(hour * 3_600, 0),
        weight: 1.0,
        copy: false,
        guest: false,
    }
}

fn copy<'a>(source: &'a str, hour: i64, told: (&'a str, &'a str)) -> Document<'a> {
    Document { copy: true, ..report(source, hour, told) }
}

const THREE: (&str, &str) = (
    "Three dead in bus crash near Kessel",
    "Three people were killed and 24 injured when a bus left the road near Kessel. It had rained.",
);
const SEVEN: (&str, &str) = (
    "Seven dead in bus crash near Kessel",
    "Seven people were killed and 24 injured when a bus left the road near Kessel. It had rained.",
);
const NINE: (&str, &str) = (
    "Nine dead in bus crash near Kessel",
    "Nine people were killed and 24 injured when a bus left the road near Kessel. It had rained.",
);
const NINETY: (&str, &str) = (
    "Ninety dead in bus crash near Kessel",
    "Ninety people were killed and 24 injured when a bus left the road near Kessel. It had rained.",
);

/// Who leads then, how the summary opens, and who gives the number of dead and of injured.
fn check(documents: &[Document<'_>], lead: Option<usize>, opening: &str, figures: &[&[usize]]) {
    assert_eq!(overtaken(documents, 0), lead, "{documents:?}");
    let summary = summarise(documents, 40);
    assert!(summary.sentences[0].text.starts_with(opening), "{summary:?}");
    let mut given = summary.figures;
    given.sort_by(|one, other| one.what.cmp(&other.what));
    let given: Vec<Vec<usize>> = given.iter().map(|figure| figure.values.iter().map(|value| value.report).collect()).collect();
    assert_eq!(given, figures, "{documents:?}");
}

#[test]
fn a_copy_that_raises_a_count_is_a_report() {
    let first = report("a", 0, THREE);
    check(&[first, copy("b", 7, SEVEN)], Some(1), "Seven", &[&[0, 1], &[0]]);
    // Another copy of the grown text corroborates nothing, and neither of them how many were injured.
    check(&[first, copy("b", 7, SEVEN), copy("c", 8, SEVEN)], Some(1), "Seven", &[&[0, 1], &[0]]);
    // A live blog that tells a rumour keeps nobody from counting.
    let blog = Document { guest: true, ..report("d", 1, NINE) };
    check(&[first, blog, copy("b", 7, SEVEN)], Some(2), "Seven", &[&[0, 2], &[0]]);
    // A copy of how it was that comes late.
    check(&[first, report("b", 9, NINE), copy("c", 7, SEVEN)], Some(1), "Nine", &[&[0, 1], &[0, 1]]);
    // The same text with another headline, at once, or with ten times as many.
    check(&[first, copy("b", 7, ("Bus crash: what we know", THREE.1))], None, "Three", &[&[0], &[0]]);
    check(&[first, copy("b", 0, SEVEN)], None, "Three", &[&[0], &[0]]);
    check(&[first, copy("b", 7, NINETY)], None, "Three", &[&[0], &[0]]);
}

/// No copy knows more than the agency: what that writes since is what is known, whatever date it bears.
#[test]
fn the_original_takes_its_story_back() {
    let seven = copy("b", 3, SEVEN);
    check(&[seven, report("a", 5, NINE)], Some(1), "Nine", &[&[0, 1], &[1]]);
    check(&[seven, report("a", 0, NINE)], Some(1), "Seven", &[&[0, 1], &[1]]);
    check(&[seven, report("a", 0, THREE)], None, "Seven", &[&[0, 1], &[1]]);
}

#[test]
fn three_copies_take_a_slip_back() {
    let first = report("a", 0, THREE);
    let (one, two) = (copy("c", 9, THREE), copy("d", 9, THREE));
    check(&[first, copy("b", 7, SEVEN), one, two], Some(1), "Seven", &[&[0, 1], &[0]]);
    check(&[first, copy("b", 7, SEVEN), one, two, copy("e", 9, THREE)], None, "Three", &[&[0], &[0]]);
    // Where the slip leads already.
    let slip = [copy("b", 7, SEVEN), first, one, two, copy("e", 9, THREE)];
    assert_eq!(overtaken(&slip, 0), Some(1));
}
