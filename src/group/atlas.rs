//! The table of places: what they are called, what lies in what, and how far apart towns are.
//!
//! `scripts/places.py` makes it; `places.md` says from what.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::language::family;
use crate::text::words::{self, first};

/// The first line holds all places; every other one a language, or `*`, and the names it has for places by their numbers, or, for `!`, words that
/// are names only where a capital letter says so.
const TABLE: &str = include_str!("places.txt");

/// How far apart towns may be that reports take for one place, in kilometres: a suburb, the next larger town.
const NEAR: f64 = 25.0;

/// A country, a region or a county of one, or a town: its line in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub u16);

/// What the table says of a place.
struct Entry {
    /// `GB.ENG.Kent.Maidstone`: a country (ISO 3166-1), a region as GeoNames numbers it, a county, a town.
    code: &'static str,
    /// What it lies in.
    within: Option<Place>,
    /// Of a town: latitude and longitude in tenths of degrees.
    at: Option<(i16, i16)>,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let listed = TABLE.lines().next().and_then(|line| line.strip_prefix("=\t")).unwrap_or_default();
    let mut entries: Vec<Entry> = Vec::new();
    // The places that the next one may lie in.
    let mut open: Vec<Place> = Vec::new();
    for (number, place) in (0..=u16::MAX).zip(listed.split(';')) {
        let (code, at) = place.split_once('@').map_or((place, None), |(code, at)| (code, Some(at)));
        let depth = code.matches('.').count();
        open.truncate(depth);
        let at = at.and_then(|at| at.split_once(',')).and_then(|(north, east)| Some((north.parse().ok()?, east.parse().ok()?)));
        entries.push(Entry { code, within: open.last().copied(), at });
        open.push(Place(number));
    }
    entries
});

impl Place {
    fn entry(self) -> Option<&'static Entry> {
        ENTRIES.get(usize::from(self.0))
    }

    /// The place of a code.
    #[cfg(test)]
    pub fn of(code: &str) -> Option<Self> {
        let at = ENTRIES.iter().position(|entry| entry.code == code)?;
        u16::try_from(at).ok().map(Self)
    }

    /// `GB.ENG.Kent.Maidstone`.
    pub fn code(self) -> &'static str {
        self.entry().map_or("", |entry| entry.code)
    }

    /// Whether it is a town, which are named after people, and the other way round.
    pub fn is_town(self) -> bool {
        self.entry().is_some_and(|entry| entry.at.is_some())
    }

    /// Whether it is a whole country.
    pub fn is_country(self) -> bool {
        self.entry().is_some_and(|entry| entry.within.is_none())
    }

    /// What it lies in, itself first.
    fn wholes(self) -> impl Iterator<Item = Place> {
        std::iter::successors(Some(self), |place| place.entry()?.within)
    }

    /// The country that it lies in, or is.
    pub fn country(self) -> Self {
        self.wholes().last().unwrap_or(self)
    }

    /// Whether what happened in one may be what happened in the other: one lies in the other, or the towns are near each other.
    pub fn may_be(self, other: Self) -> bool {
        self.wholes().any(|whole| whole == other) || other.wholes().any(|whole| whole == self) || near(self, other)
    }

    /// What readers of English call it.
    pub fn name(self) -> &'static str {
        let own = || self.code().rsplit('.').next().unwrap_or_default();
        if self.is_town() {
            return own();
        }
        let number = self.0.to_string();
        let english = ["en\t", "*\t"].into_iter().flat_map(|key| TABLE.lines().filter_map(move |line| line.strip_prefix(key)));
        let listed = english.flat_map(|line| line.split(';')).filter_map(|place| place.strip_prefix(&number)?.strip_prefix(':'));
        // "Ill." is short for it.
        let name = listed.flat_map(|names| names.split('|')).find(|name| !name.ends_with('.'));
        name.unwrap_or_else(|| self.entry().and_then(|entry| entry.within).map_or_else(own, Place::name))
    }
}

/// Whether two towns are near each other, on a plane that fits around them.
fn near(one: Place, other: Place) -> bool {
    let at = |place: Place| place.entry().and_then(|entry| entry.at).map(|(north, east)| (f64::from(north), f64::from(east)));
    let Some(((north, east), (other_north, other_east))) = at(one).zip(at(other)) else { return false };
    // A tenth of a degree of latitude is 11.1 km.
    let (up, across) = (north - other_north, (east - other_east) * (north / 10.0).to_radians().cos());
    up.hypot(across) * 11.1 <= NEAR
}

/// Names of one language, or of all.
#[derive(Default)]
pub struct Names {
    /// Names of one word, and of scripts without spaces; one of capitals alone ends with `^`, one that needs its full stop with that.
    words: FxHashMap<String, Vec<Place>>,
    /// Names of several words, by the first letters of the first one.
    longer: FxHashMap<String, Vec<(Vec<String>, Place)>>,
    /// Ordinary words, which are names only where a capital letter says so.
    ordinary: FxHashSet<String>,
}

/// Names that are read from the table when first asked for.
type Table = LazyLock<Names, Box<dyn FnOnce() -> Names + Send>>;

/// By language family.
static TABLES: LazyLock<HashMap<&'static str, Table>> = LazyLock::new(|| {
    let mut lines: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
    for (language, places) in TABLE.lines().skip(1).filter_map(|line| line.split_once('\t')) {
        lines.entry(family(language)).or_default().push(places);
    }
    let table = |(language, lines): (&'static str, Vec<&'static str>)| {
        let made: Box<dyn FnOnce() -> Names + Send> = Box::new(move || Names::of(language, &lines));
        (language, LazyLock::new(made))
    };
    lines.into_iter().map(table).collect()
});

/// The names that texts of a language may use: its own, those of its alphabet, and those of all.
pub fn names_in(language: &str) -> Vec<&'static Names> {
    let tables: &'static HashMap<&'static str, Table> = &TABLES;
    let letters = match language {
        "ru" | "uk" | "be" | "bg" | "sr" | "mk" | "kk" | "ky" | "mn" => "*cyrillic",
        "el" => "*greek",
        _ => language,
    };
    let keys = [language, letters, "*"];
    keys.iter()
        .enumerate()
        .filter(|(at, key)| !keys[..*at].contains(key))
        .map(|(_, key)| key)
        .filter_map(|key| tables.get(*key))
        .map(|table| &**table)
        .collect()
}

impl Names {
    fn of(language: &str, lines: &[&'static str]) -> Self {
        let mut names = Self::default();
        for (number, listed) in lines.iter().flat_map(|line| line.split(';')).filter_map(|place| place.split_once(':')) {
            for name in listed.split('|') {
                // Runs without spaces are looked for as they stand there.
                let words = if name.contains(words::is_wide) {
                    vec![name.to_owned()]
                } else {
                    words::words(name, language).iter().map(|word| word.folded.clone().into_owned()).collect()
                };
                names.add(number, name, words);
            }
        }
        names
    }

    fn add(&mut self, number: &str, name: &str, mut words: Vec<String>) {
        let Ok(number) = number.parse() else {
            self.ordinary.extend(words);
            return;
        };
        let place = Place(number);
        match words.len() {
            0 => {}
            1 => {
                let mut word = words.swap_remove(0);
                let is_short = name.chars().nth(3).is_none();
                if name.ends_with('.') {
                    word.push('.');
                } else if is_short && name.chars().all(char::is_uppercase) {
                    word.push('^');
                }
                let places = self.words.entry(word).or_default();
                places.extend(Some(place).filter(|place| !places.contains(place)));
            }
            _ => self.longer.entry(first(&words[0], 3).to_owned()).or_default().push((words, place)),
        }
    }

    /// The places with exactly this name.
    pub fn get(&self, name: &str) -> Option<&[Place]> {
        self.words.get(name).map(Vec::as_slice)
    }

    /// The names of several words whose first begins with these letters.
    pub fn beginning(&self, letters: &str) -> &[(Vec<String>, Place)] {
        self.longer.get(letters).map_or(&[], Vec::as_slice)
    }

    /// Whether a word is an ordinary one of the language too.
    pub fn is_ordinary(&self, word: &str) -> bool {
        self.ordinary.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_what() {
        fn check(one: &str, other: &str, expected: bool) {
            let (one, other) = (Place::of(one).unwrap(), Place::of(other).unwrap());
            assert_eq!((one.may_be(other), other.may_be(one)), (expected, expected), "{one:?} {other:?}");
        }
        check("US.IL", "US", true);
        check("US.IL", "US.IL", true);
        check("US.IL", "US.OH", false);
        check("US.IL", "FR", false);
        check("GB.ENG.Leeds", "GB", true);
        check("GB.ENG.Leeds", "GB.ENG.Bristol", false);
        // Ten minutes by train.
        check("GB.ENG.Leeds", "GB.ENG.Bradford", true);
    }

    #[test]
    fn names_for_readers() {
        fn check(code: &str, expected: &str) {
            assert_eq!(Place::of(code).unwrap().name(), expected);
        }
        check("FR", "France");
        check("US.IL", "Illinois");
        check("GB.ENG.Leeds", "Leeds");
    }

    /// The table is in order: everything lies in what its code says.
    #[test]
    fn codes_and_wholes() {
        assert!(ENTRIES.len() > 10_000);
        for entry in ENTRIES.iter() {
            let whole = entry.code.rsplit_once('.').map(|(whole, _)| whole);
            assert_eq!(entry.within.map(Place::code), whole, "{}", entry.code);
        }
    }
}
