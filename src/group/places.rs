//! Where an article takes place: the countries, regions and cities that it names.
//!
//! Two reports on floods in two countries are two events, however alike they read. Names come from a table that `scripts/places.py`
//! makes; `places.md` says from what. A place is a country and, where a region or a city of it is named, the region.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::fold::fold;
use crate::text::language::family;
use crate::text::stopwords::is_stopword;
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
    may_be_one(number(one, false) >> 1, number(other, false) >> 1)
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

/// Bits of a place's number: the lowest says whether the headline names it, the next 13 are its region, the upper ones its country.
const REGION: u32 = 13;

/// The number of a place, of 24 bits; 0 stands for the country as a whole.
pub fn number(code: &str, headline: bool) -> u32 {
    let digits = |text: &str| {
        text.bytes().fold(0u32, |sum, byte| sum.wrapping_mul(37).wrapping_add(1 + (byte as char).to_digit(36).unwrap_or(0)))
    };
    let (country, region) = code.split_once('.').unwrap_or((code, ""));
    // Letters and digits of a region are mostly two, and so no two regions share a number.
    let country = digits(country).wrapping_sub(11 * 38) % (1 << 10);
    let region = match digits(region) {
        exact @ 0..1400 => exact,
        long => 1400 + long % ((1 << REGION) - 1400),
    };
    (country << REGION | region) << 1 | u32::from(headline)
}

/// What the numbers of the places of two articles say of each other.
#[derive(Clone, Copy)]
pub struct Numbers<'a> {
    one: &'a [u32],
    other: &'a [u32],
}

impl<'a> Numbers<'a> {
    /// Of numbers as [`number`] makes them.
    pub fn of(one: &'a [u32], other: &'a [u32]) -> Self {
        Self { one, other }
    }

    /// Whether they name one region; `None` where one of the two names none.
    pub fn one_region(self) -> Option<bool> {
        let regions = |numbers: &'a [u32]| all(numbers).filter(|place| !is_whole(*place));
        any(regions(self.one), regions(self.other), |one, other| one == other)
    }

    /// Whether the headlines name one country, or what lies in it; `None` where one of the two names none.
    pub fn one_country(self) -> Option<bool> {
        any(headline(self.one), headline(self.other), |one, other| one >> REGION == other >> REGION)
    }

    /// Whether both headlines name places, and neither what the other report names.
    pub fn are_strangers(self) -> bool {
        let unknown = |of: &'a [u32], to: &'a [u32]| any(headline(of), all(to), may_be_one) == Some(false);
        unknown(self.one, self.other) && unknown(self.other, self.one)
    }
}

fn is_whole(place: u32) -> bool {
    place & ((1 << REGION) - 1) == 0
}

fn all(numbers: &[u32]) -> impl Iterator<Item = u32> + Clone {
    numbers.iter().map(|number| (number & 0xff_ffff) >> 1)
}

fn headline(numbers: &[u32]) -> impl Iterator<Item = u32> + Clone {
    numbers.iter().filter(|number| **number & 1 == 1).map(|number| (number & 0xff_ffff) >> 1)
}

fn may_be_one(one: u32, other: u32) -> bool {
    one == other || one >> REGION == other >> REGION && (is_whole(one) || is_whole(other))
}

/// Whether any pair fits; `None` where there is none.
fn any(
    mut these: impl Iterator<Item = u32>,
    those: impl Iterator<Item = u32> + Clone,
    fits: fn(u32, u32) -> bool,
) -> Option<bool> {
    those.clone().next()?;
    let first = these.next()?;
    Some(std::iter::once(first).chain(these).any(|one| those.clone().any(|other| fits(one, other))))
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

/// What grammar may put behind a name.
#[derive(Debug, Clone, Copy)]
enum Endings {
    None,
    Listed(&'static [String]),
    Demonyms,
    Any,
}

static GERMANIC: LazyLock<[String; 3]> = LazyLock::new(|| ["s", "er", "ers"].map(str::to_owned));

static PARTICLES: LazyLock<[String; 9]> = LazyLock::new(|| ["에서", "으로", "에", "의", "서", "는", "은", "도", "로"].map(fold));

impl Endings {
    /// Of a language, by its [`family`].
    fn of(language: &str) -> Self {
        match language {
            "en" => Self::Demonyms,
            // "Frankreichs", "Berliner".
            "de" | "nl" | "sv" | "da" | "no" => Self::Listed(&*GERMANIC),
            "ko" => Self::Listed(&*PARTICLES),
            "fr" | "es" | "it" | "pt" | "ca" | "vi" | "id" | "zh" | "ja" | "th" | "ar" | "he" | "fa" | "hi" => Self::None,
            _ => Self::Any,
        }
    }
}

/// Whether a word is another one, or another form of it.
fn alike(word: &str, name: &str, endings: Endings) -> bool {
    let (letters, of_name) = (word.chars().count(), name.chars().count());
    word == name
        || matches!(endings, Endings::Any) && of_name >= CHANGING && letters <= of_name + 2 && word.starts_with(root(name))
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
    fn several(&self, words: &[Word], endings: Endings) -> Option<(usize, Vec<Place>)> {
        let candidates = self.longer.get(first(&words.first()?.folded, 3))?;
        let fits = |name: &[String]| {
            name.len() <= words.len() && name.iter().zip(words).all(|(name, word)| alike(&word.folded, name, endings))
        };
        let longest = candidates.iter().filter(|(name, _)| fits(name)).map(|(name, _)| name.len()).max()?;
        let places = candidates.iter().filter(|(name, _)| name.len() == longest && fits(name)).map(|(_, place)| *place);
        Some((longest, places.collect()))
    }

    /// The places with a name of one word, in whatever form it stands there.
    fn one(&self, word: &str, endings: Endings) -> &[Place] {
        if let Some(places) = self.words.get(word) {
            return places;
        }
        let named = |ending: &str| {
            word.strip_suffix(ending).filter(|stem| stem.chars().count() >= CHANGING).and_then(|stem| self.words.get(stem))
        };
        match endings {
            Endings::None => &[],
            Endings::Listed(listed) => listed.iter().find_map(|ending| named(ending)).map_or(&[], Vec::as_slice),
            Endings::Demonyms => {
                // "Ohioans"; but no region of Japan makes a gunman.
                let known = |place: &Place| !place.city && (country(place.code) == place.code || place.code.starts_with("US."));
                let places = ["n", "ns", "an", "ans"].iter().find_map(|ending| named(ending));
                places.filter(|places| places.iter().all(known)).map_or(&[], Vec::as_slice)
            }
            Endings::Any => self.inflected(word),
        }
    }

    /// The places with a name that grammar changed in its last letters.
    fn inflected(&self, word: &str) -> &[Place] {
        let ends = word.char_indices().map(|(at, _)| at).rev().take(3);
        for end in ends {
            let (stem, ending) = word.split_at(end);
            // Of short names less may be ending.
            if stem.chars().count() < CHANGING.max(ending.chars().count() + 2) {
                break;
            }
            let vowel = ending.starts_with(is_vowel);
            // "Irana", "Rusiji".
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

/// Whether a country or a region shares its name with people, or firms are named after it: "Chad Smith", "Alaska Airlines".
fn is_namesake(place: &Place) -> bool {
    place.code.starts_with("US.") || ["TD", "JO", "GE", "IL", "KE", "IN"].contains(&place.code)
}

/// What capitals say in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capitals {
    /// Of a headline every word of which has one: nothing.
    TitleCase,
    /// Of any other headline: there, a place in the middle of a name is part of it: "Red Hot Chili Peppers".
    Headline,
    /// Of a text; words in capitals altogether are where it was written.
    Text,
}

/// The places that a text names.
fn named(text: &str, words: &[Word], language: &str, capitals_are: Capitals) -> Vec<Place> {
    let headline = capitals_are != Capitals::Text;
    let telling = capitals_are != Capitals::TitleCase;
    let tables: Vec<&Names> = [language, "*"].iter().filter_map(|key| TABLES.get(key)).map(|table| &**table).collect();
    let endings = Endings::of(language);
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
        if let Some((length, places)) = tables.iter().find_map(|names| names.several(rest, endings)) {
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
        let last = at.checked_sub(2).map(|last| &words[last]).filter(|last| last.capital && adjacent(last, word, text));
        // In German every noun has a capital.
        let names = cased && language != "de";
        // "In Paris" is nobody.
        let before = names && last.is_some_and(|last| !is_stopword(&last.folded, language));
        let exact = language != "de" || !word.folded.ends_with("er");
        let after = cased && exact && telling && words.get(at).is_some_and(|after| after.capital && adjacent(word, after, text));
        let inside = before && capitals_are == Capitals::Headline;
        let is_person = |place: &Place| inside || place.city && (before || after) || after && headline && is_namesake(place);
        let places =
            tables.iter().map(|names| names.one(&word.folded, endings)).find(|places| !places.is_empty()).unwrap_or_default();
        found.extend(places.iter().filter(|place| !is_person(place)));
    }
    found
}

impl Places {
    /// The places of a headline and of the beginning of a text; `title` and `lead` are their words, `language` a
    /// [`family`](crate::text::language::family).
    pub fn of((headline, title, capitals): (&str, &[Word], Capitals), (text, lead): (&str, &[Word]), language: &str) -> Self {
        let codes = |places: Vec<Place>| places.into_iter().map(|place| place.code).collect();
        Self {
            headline: codes(named(headline, title, language, capitals)),
            lead: codes(named(text, lead, language, Capitals::Text)),
        }
    }

    /// Their numbers.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        let of_lead = self.lead.iter().filter(|code| !self.headline.contains(*code));
        self.headline.iter().map(|code| number(code, true)).chain(of_lead.map(|code| number(code, false)))
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
            let mut found: Vec<u32> = named(text, &words::words(text, language), language, Capitals::Text)
                .iter()
                .map(|place| number(place.code, false))
                .collect();
            let mut numbers: Vec<u32> = expected.iter().map(|code| number(code, false)).collect();
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
        check("Die Berliner Polizei warnt Frankreichs Regierung", "de", &["DE.16", "FR"]);
        check("Malatya'da deprem", "tr", &["TR.44"]);
        check("Russland greift Kiew an", "de", &["RU", "UA.12"]);
        check("Атака на Киев", "ru", &["UA.12"]);
        check("北海道で地震", "ja", &[]);
        check("Auto sulla folla a Monaco di Baviera", "it", &["DE.02"]);
        check("서울에서 화재", "ko", &["KR.11"]);
        // Ordinary words that grammar, a translation or somebody's name makes look like places.
        check("Gunman at the White House; Reunion of Liberal Crime Writers", "en", &[]);
        check("Bernie, George and Kamala met", "en", &[]);
        // Not us, nobody's name, and not where it was written.
        check("Tell us of Michael Houston and Austin Reave", "en", &[]);
        check("CHICAGO (AP) - A bridge fell in Texas", "en", &["US.TX"]);
    }

    #[test]
    fn places_of_headlines() {
        fn check(headline: &str, capitals: Capitals, expected: &[&str]) {
            let found: Vec<&str> =
                named(headline, &words::words(headline, "en"), "en", capitals).iter().map(|place| place.code).collect();
            assert_eq!(found, expected, "{headline}");
        }
        check("Chad leaves the bloc", Capitals::Headline, &["TD"]);
        check("Drummer Chad Smith leaves", Capitals::Headline, &[]);
        check("Red Hot Turkey Peppers split", Capitals::Headline, &[]);
        check("Red Hot Turkey Votes Again", Capitals::TitleCase, &["TR"]);
        check("Houston Astros win", Capitals::Headline, &[]);
        check("Virginia Gollan dies at 41", Capitals::Headline, &[]);
    }

    #[test]
    fn numbers_of_places() {
        fn check(one: &[(&str, bool)], other: &[(&str, bool)], region: Option<bool>, country: Option<bool>, strangers: bool) {
            let of = |places: &[(&str, bool)]| places.iter().map(|(code, headline)| number(code, *headline)).collect::<Vec<_>>();
            let (one, other) = (of(one), of(other));
            let numbers = Numbers::of(&one, &other);
            let found = (numbers.one_region(), numbers.one_country(), numbers.are_strangers());
            assert_eq!(found, (region, country, strangers), "{one:?} {other:?}");
        }
        let (ohio, texas, us, fr) = (("US.OH", true), ("US.TX", true), ("US", true), ("FR", true));
        check(&[ohio], &[texas], Some(false), Some(true), true);
        check(&[ohio], &[ohio], Some(true), Some(true), false);
        check(&[ohio], &[us], None, Some(true), false);
        check(&[ohio], &[fr], None, Some(false), true);
        // The one report names the place of the other's headline below its own.
        check(&[ohio, ("FR", false)], &[fr], None, Some(false), false);
        check(&[("US.OH", false)], &[texas], Some(false), None, false);
        check(&[], &[texas], None, None, false);
    }

    /// No two places of the table have one number.
    #[test]
    fn numbers_are_unique() {
        let codes: std::collections::BTreeSet<&str> = TABLE
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .flat_map(|(_, places)| places.split(';'))
            .filter_map(|place| place.split_once(':').map(|(code, _)| code))
            .collect();
        let numbers: std::collections::BTreeSet<u32> = codes.iter().map(|code| number(code, false)).collect();
        assert_eq!(numbers.len(), codes.len());
        assert!(numbers.last().is_some_and(|last| *last < 1 << 24));
    }

    #[test]
    fn of_articles() {
        let (headline, text) = ("Flood in France", "Rain fell on Chicago and Germany.");
        let (title, lead) = (words::words(headline, "en"), words::words(text, "en"));
        let places = Places::of((headline, &title, Capitals::Headline), (text, &lead), "en");
        assert_eq!((&*places.headline, &*places.lead), (&["FR"][..], &["US.IL", "DE"][..]));
        assert!(
            compatible("US.IL", "US")
                && compatible("US.IL", "US.IL")
                && !compatible("US.IL", "US.OH")
                && !compatible("US.IL", "FR")
        );
    }
}
