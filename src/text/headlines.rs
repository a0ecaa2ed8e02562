//! Headlines compared: is this the one that was known, or another?

use std::collections::HashSet;

use super::words::words;

/// Whether two headlines share at least half of their words; of a script without spaces, of its pairs of characters.
pub fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (parts(one), parts(other));
    one.intersection(&other).count() * 2 >= one.union(&other).count()
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
}
