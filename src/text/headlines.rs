//! Headlines compared: is this the one that was known, or another?

use std::collections::HashSet;

use super::numbers::numbers;
use super::words::words;

/// Whether two headlines share at least half of their words; of a script without spaces, of its pairs of characters.
pub fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (parts(one), parts(other));
    one.intersection(&other).count() * 2 >= one.union(&other).count()
}

/// Whether two headlines are the same but for case, white space and punctuation that says nothing.
pub fn same(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

/// Signs that a headline says something else without: "5%" is not "5 €", and "resigns?" not "resigns".
const TELLING: &str = "%‰€$£¥₽₺₴₹?？؟";

fn letters(headline: &str) -> impl Iterator<Item = char> {
    let before = std::iter::once(' ').chain(headline.chars());
    let after = headline.chars().skip(1).chain([' ']);
    let around = before.zip(headline.chars()).zip(after);
    let tells = |((before, c), after): ((char, char), char)| {
        let sign = matches!(c, '+' | '-' | '−') && after.is_numeric() && !before.is_alphanumeric();
        (c.is_alphanumeric() || TELLING.contains(c) || sign).then_some(c)
    };
    around.filter_map(tells).flat_map(char::to_lowercase)
}

/// Whether two headlines of a language give the same numbers, in whatever order and writing: "two dead" and "2 dead" do, "two dead" and "three dead" do not.
pub fn same_numbers(one: &str, other: &str, language: &str) -> bool {
    let sorted = |headline: &str| {
        let mut values: Vec<f64> = numbers(headline, language).into_iter().map(|number| number.value).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    sorted(one) == sorted(other)
}

fn parts(headline: &str) -> HashSet<String> {
    let mut parts = HashSet::new();
    for word in words(headline, "") {
        if word.wide {
            parts.extend(word.pairs().map(str::to_owned));
        }
        parts.insert(word.folded.into_owned());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retouched_headline_is_the_same_one() {
        let check = |one, other, expected| assert_eq!(alike(one, other), expected, "{one} / {other}");
        check("Bridge in Orlo opens", "Bridge in Orlo opens at last", true);
        check("Bridge in Orlo opens", "Minister of finance resigns", false);
        check("Bridge in Orlo opens", "BRIDGE IN ORLO OPENS!", true);
        check("東京で大規模な停電が発生", "東京で大規模な停電が発生した", true);
        check("東京で大規模な停電が発生", "大阪の新知事が就任を表明", false);
        check("", "", true);
    }

    #[test]
    fn a_headline_with_another_number_says_something_else() {
        let check =
            |one, other, expected| assert_eq!((same(one, other), same_numbers(one, other, "en")), expected, "{one} / {other}");
        check("Fire in Kessel kills two", "Fire in Kessel kills two", (true, true));
        check("Fire in Kessel kills two", "FIRE IN KESSEL KILLS TWO!", (true, true));
        check("Fire in Kessel kills two", "Fire in Kessel kills 2", (false, true));
        check("Fire in Kessel kills two", "Fire in Kessel kills three", (false, false));
        check("Fire in Kessel: 2 dead", "Fire in Kessel: 3 dead", (false, false));
        check("Fire in Kessel kills two", "Fire in Kessel: two dead", (false, true));
        check("Fire in Kessel", "Fire in Kessel kills three", (false, false));
        check("Orlo beats Tarn 3-1", "Orlo beats Tarn 3-2", (false, false));
        check("Shares: -5 points", "Shares: +5 points", (false, true));
        check("Minister resigns", "Minister resigns?", (false, true));
        check("Fares rise by 5 €", "Fares rise by 5 $", (false, true));
        check("Orlo - a town in doubt", "Orlo: a town in doubt", (true, true));
        assert!(!same_numbers("Brand in Kessel: zwei Tote", "Brand in Kessel: drei Tote", "de"));
    }
}
