//! Where an article takes place: the countries, regions and cities that it names.
//!
//! Two reports on floods in two countries are two events, however alike they read. Names come from a table that `scripts/places.py`
//! makes; `places.md` says from what. A place is a country and, where a region or a city of it is named, the region.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::language::family;
use crate::text::words::{self, Word, first};

/// A language, or `*`, and its places: `CC:names` or `CC.region:names`, the names divided by `|`, the places by `;`.
const TABLE: &str = include_str!("places.txt");

/// Characters of a text in which places are looked for.
pub const REACH: usize = 600;

/// Words of the longest name that is looked for.
const LONGEST: usize = 4;

/// Letters of a name from which on its end may change with grammar.
const CHANGING: usize = 4;

/// Characters of the longest name in a script without spaces.
const LONGEST_WIDE: usize = 8;

/// A country or a region of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    code: &'static str,
    /// Cities are named after people, and the other way round.
    city: bool,
}

/// What an article names.
#[derive(Debug, Default)]
pub struct Places {
    /// Codes of countries and regions of the headline.
    pub headline: Vec<&'static str>,
    /// Codes of what the lead names.
    pub lead: Vec<&'static str>,
}

/// The country of a code.
pub fn country(code: &str) -> &str {
    code.split_once('.').map_or(code, |(country, _)| country)
}

/// Whether one place may lie in the other, or is it.
pub fn compatible(one: &str, other: &str) -> bool {
    one == other || country(one) == country(other) && (one == country(one) || other == country(other))
}

/// Names of one language, or of all.
#[derive(Default)]
struct Names {
    /// Names of one word, and of scripts without spaces.
    words: FxHashMap<String, Vec<Place>>,
    /// The same without the vowels at their end, which grammar changes.
    roots: FxHashMap<String, Vec<Place>>,
    /// Names of several words, by the first letters of the first one.
    longer: FxHashMap<String, Vec<(Vec<String>, Place)>>,
}

/// Names that are read from the table when first asked for.
type Table = LazyLock<Names, Box<dyn FnOnce() -> Names + Send>>;

/// By language family.
static TABLES: LazyLock<HashMap<&str, Table>> = LazyLock::new(|| {
    let mut lines: HashMap<&str, Vec<&str>> = HashMap::new();
    for (language, places) in TABLE.lines().filter_map(|line| line.split_once('\t')) {
        lines.entry(family(language)).or_default().push(places);
    }
    let table = |(language, lines): (&'static str, Vec<&'static str>)| {
        let made: Box<dyn FnOnce() -> Names + Send> = Box::new(move || Names::of(language, &lines));
        (language, LazyLock::new(made))
    };
    lines.into_iter().map(table).collect()
});

/// The number for a code (FNV-1a, 24 bits).
pub fn number(code: &str) -> u32 {
    let hash = code.bytes().fold(0x811c_9dc5u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 24) & 0xff_ffff
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// A name without the vowels at its end, as far as enough is left.
fn root(name: &str) -> &str {
    let enough = name.char_indices().nth(CHANGING).map_or(name.len(), |(at, _)| at);
    let vowels = name.len() - name.trim_end_matches(is_vowel).len();
    &name[..(name.len() - vowels).max(enough)]
}

/// Whether a word is another one, or another form of it.
fn alike(word: &str, name: &str) -> bool {
    let (letters, of_name) = (word.chars().count(), name.chars().count());
    word == name || of_name >= CHANGING && letters <= of_name + 2 && word.starts_with(root(name))
}

impl Names {
    fn of(language: &str, lines: &[&'static str]) -> Self {
        let mut names = Self::default();
        for (code, listed) in lines.iter().flat_map(|line| line.split(';')).filter_map(|place| place.split_once(':')) {
            let place = Place { code, city: language == "*" };
            for name in listed.split('|') {
                // Runs without spaces are looked for as they stand there.
                let words = if name.contains(words::is_wide) {
                    vec![name.to_owned()]
                } else {
                    words::words(name, language).iter().map(|word| word.folded.clone().into_owned()).collect()
                };
                match &*words {
                    [] => {}
                    [word] if name.ends_with('.') => names.words.entry(format!("{word}.")).or_default().push(place),
                    [word] => {
                        for (known, name) in [(&mut names.words, &**word), (&mut names.roots, root(word))] {
                            let places = known.entry(name.to_owned()).or_default();
                            places.extend(Some(place).filter(|place| !places.contains(place)));
                        }
                    }
                    [begins, ..] => {
                        names.longer.entry(first(begins, 3).to_owned()).or_default().push((words, place));
                    }
                }
            }
        }
        names
    }

    /// The name of several words that begins here: how many, and the places that have it.
    fn several(&self, words: &[Word]) -> Option<(usize, Vec<Place>)> {
        let candidates = self.longer.get(first(&words.first()?.folded, 3))?;
        let fits =
            |name: &[String]| name.len() <= words.len() && name.iter().zip(words).all(|(name, word)| alike(&word.folded, name));
        let longest = candidates.iter().filter(|(name, _)| fits(name)).map(|(name, _)| name.len()).max()?;
        let places = candidates.iter().filter(|(name, _)| name.len() == longest && fits(name)).map(|(_, place)| *place);
        Some((longest, places.collect()))
    }

    /// The places with a name of one word, in whatever form it stands there.
    fn one(&self, word: &str) -> &[Place] {
        if let Some(places) = self.words.get(word) {
            return places;
        }
        let ends = word.char_indices().map(|(at, _)| at).rev().take(3);
        for end in ends {
            let (stem, ending) = word.split_at(end);
            // Of short names less may be ending.
            if stem.chars().count() < CHANGING.max(ending.chars().count() + 2) {
                break;
            }
            let vowel = ending.starts_with(is_vowel);
            // "Irana", "Ohioans"; "Rusiji".
            let of_name = self.words.get(stem).filter(|_| vowel || ending.starts_with(['n', 's']));
            let found = of_name.or_else(|| self.roots.get(stem).filter(|_| vowel));
            if let Some(places) = found {
                return places;
            }
        }
        &[]
    }

    /// The places that a run of characters without spaces names.
    fn within(&self, run: &str, found: &mut Vec<Place>) {
        let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
        let mut at = 0;
        while at + 2 < starts.len() {
            let longest = (at + LONGEST_WIDE).min(starts.len() - 1);
            let named = (at + 2..=longest).rev().find_map(|end| Some((end, self.words.get(&run[starts[at]..starts[end]])?)));
            match named {
                Some((end, places)) => {
                    found.extend(places);
                    at = end;
                }
                None => at += 1,
            }
        }
    }
}

/// Whether a word stands right before another one.
fn adjacent(one: &Word, other: &Word, text: &str) -> bool {
    text.get(one.at..other.at)
        .is_some_and(|between| between.split_whitespace().count() == 1 && !between.contains([',', '.', ':', ';', '(', '"']))
}

/// The places that a text names; `headline`: capitals of whole words mean nothing there.
fn named(text: &str, words: &[Word], language: &str, headline: bool) -> Vec<Place> {
    let tables: Vec<&Names> = [language, "*"].iter().filter_map(|key| TABLES.get(key)).map(|table| &**table).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        if word.wide {
            tables.iter().for_each(|names| names.within(&word.folded, &mut found));
            continue;
        }
        let letters = text.get(word.at..).unwrap_or_default();
        let cased = letters.starts_with(|c: char| c.is_uppercase() || c.is_lowercase());
        if cased && !word.capital {
            continue;
        }
        let rest = &words[at - 1..(at - 1 + LONGEST).min(words.len())];
        if let Some((length, places)) = tables.iter().find_map(|names| names.several(rest)) {
            found.extend(places);
            at += length - 1;
            continue;
        }
        let after = letters.trim_start_matches(char::is_alphabetic);
        if after.starts_with('.')
            && let Some(places) = tables.iter().find_map(|names| names.words.get(&format!("{}.", word.folded)))
        {
            found.extend(places);
            continue;
        }
        let capitals = letters.chars().take_while(|c| c.is_alphabetic()).all(char::is_uppercase);
        let short = word.folded.chars().nth(3).is_none();
        // "US" is no "us"; and where a report was written, which it says in capitals, is mostly not where it happened.
        if cased && (short && !capitals || !short && capitals && !headline) {
            continue;
        }
        let before = (at >= 2).then(|| &words[at - 2]).filter(|before| before.capital && adjacent(before, word, text));
        let after = words.get(at).filter(|after| after.name && !headline && adjacent(word, after, text));
        // A surname, or a first name.
        let person = cased && (before.is_some() || after.is_some());
        let places = tables.iter().map(|names| names.one(&word.folded)).find(|places| !places.is_empty()).unwrap_or_default();
        found.extend(places.iter().filter(|place| !(place.city && person)));
    }
    found
}

impl Places {
    /// The places of a headline and of the beginning of a text; `title` and `lead` are their words, `language` a
    /// [`family`](crate::text::language::family).
    pub fn of(headline: &str, title: &[Word], text: &str, lead: &[Word], language: &str) -> Self {
        let codes = |places: Vec<Place>| places.into_iter().map(|place| place.code).collect();
        Self { headline: codes(named(headline, title, language, true)), lead: codes(named(text, lead, language, false)) }
    }

    /// Countries of the headline.
    pub fn countries(&self) -> impl Iterator<Item = &'static str> {
        self.headline.iter().map(|code| country(code))
    }

    /// Regions of headline and lead.
    pub fn regions(&self) -> impl Iterator<Item = &'static str> {
        self.headline.iter().chain(&self.lead).copied().filter(|code| country(code) != *code)
    }
}

/// What readers of English call the place of a code: its region where that has a name, else its country; else the code.
pub fn name(code: &str) -> &str {
    let english = TABLE.lines().filter_map(|line| line.strip_prefix("en\t")).flat_map(|line| line.split(';'));
    let listed = |code: &str| english.clone().find_map(|place| place.strip_prefix(code)?.strip_prefix(':')?.split('|').next());
    listed(code).or_else(|| listed(country(code))).unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of those whose places are expected, which have to be all.
    #[test]
    fn places_of() {
        fn check(text: &str, language: &str, expected: &[&str]) {
            let mut found: Vec<u32> =
                named(text, &words::words(text, language), language, false).iter().map(|place| number(place.code)).collect();
            let mut numbers: Vec<u32> = expected.iter().map(|code| number(code)).collect();
            found.sort_unstable();
            found.dedup();
            numbers.sort_unstable();
            assert_eq!(found, numbers, "{text}");
        }
        check("A flood in Ohio and northern Kentucky", "en", &["US.OH", "US.KY"]);
        check("A Californian in Chicago, police said", "en", &["US.CA", "US.IL"]);
        check("SPRINGDALE, Ark. (AP) - A bridge fell", "en", &["US.AR"]);
        check("Hochwasser in Frankreich und der Schweiz", "de", &["FR", "CH"]);
        check("Poplave u Francuskoj, kaže Beograd", "sr", &["FR", "RS.SE"]);
        check("Поплаве у Француској, каже Београд", "sr", &["FR", "RS.SE"]);
        check("Наводнение в Германии и в Москве", "ru", &["DE", "RU.48"]);
        check("洪水袭击法国", "zh", &["FR"]);
        check("フランスで洪水", "ja", &["FR"]);
        check("Indian officials met in Indiana", "en", &["IN", "US.IN"]);
        check("The US sent them to South Korea and New Mexico", "en", &["US", "KR", "US.NM"]);
        // Not us, nobody's name, and not where it was written.
        check("Tell us of Michael Houston and Austin Reave", "en", &[]);
        check("CHICAGO (AP) - A bridge fell in Texas", "en", &["US.TX"]);
    }

    #[test]
    fn of_articles() {
        let (headline, text) = ("Flood in France", "Rain fell on Chicago and Germany.");
        let (title, lead) = (words::words(headline, "en"), words::words(text, "en"));
        let places = Places::of(headline, &title, text, &lead, "en");
        assert_eq!((&*places.headline, &*places.lead), (&["FR"][..], &["US.IL", "DE"][..]));
        assert_eq!((places.countries().collect::<Vec<_>>(), places.regions().collect::<Vec<_>>()), (vec!["FR"], vec!["US.IL"]));
        assert!(
            compatible("US.IL", "US")
                && compatible("US.IL", "US.IL")
                && !compatible("US.IL", "US.OH")
                && !compatible("US.IL", "FR")
        );
    }
}
