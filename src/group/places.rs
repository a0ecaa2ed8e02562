//! Where an article takes place: the countries, regions and towns that it names.
//!
//! Two reports on floods in two countries are two events, however alike they read.

use super::atlas::{self, Names, Place};
use super::inflection::{self, Grammar};
use crate::text::stopwords::is_stopword;
use crate::text::words::{Word, first};

/// Characters of a text in which places are looked for.
pub const REACH: usize = 600;

/// Words of the longest name that is looked for.
const LONGEST: usize = 4;

/// Characters of the longest name in a script without spaces.
const LONGEST_WIDE: usize = 8;

/// What an article names.
#[derive(Debug, Default)]
pub struct Places {
    /// What the headline names.
    pub headline: Vec<Place>,
    /// What the lead names.
    pub lead: Vec<Place>,
}

/// What the places of two articles, as [`Places::numbers`] has them, say of each other.
#[derive(Clone, Copy)]
pub struct Numbers<'a> {
    one: &'a [u32],
    other: &'a [u32],
}

impl<'a> Numbers<'a> {
    /// Of numbers as [`Places::numbers`] makes them.
    pub fn of(one: &'a [u32], other: &'a [u32]) -> Self {
        Self { one, other }
    }

    /// Whether they name one region; `None` where one of the two names none.
    pub fn one_region(self) -> Option<bool> {
        let regions = |numbers: &'a [u32]| all(numbers).filter(|place| !place.is_country());
        any(regions(self.one), regions(self.other), Place::may_be)
    }

    /// Whether the headlines name one country, or what lies in it; `None` where one of the two names none.
    pub fn one_country(self) -> Option<bool> {
        any(headline(self.one), headline(self.other), |one, other| one.country() == other.country())
    }

    /// How closely the places that both name fit what happened: of those that a headline has, and of all. A town is 1, a region less, and
    /// many things happen in one country.
    pub fn shared(self) -> [f64; 2] {
        let mut most = [0.0_f64; 2];
        for one in self.one {
            for other in self.other.iter().filter(|other| place_of(other) == place_of(one)) {
                let place = place_of(one);
                let fit = if place.is_country() {
                    0.3
                } else if place.is_town() {
                    1.0
                } else {
                    0.8
                };
                most[1] = most[1].max(fit);
                if (one | other) & 1 == 1 {
                    most[0] = most[0].max(fit);
                }
            }
        }
        most
    }

    /// Whether both headlines name places, and neither what the other report names.
    pub fn are_strangers(self) -> bool {
        let unknown = |of: &'a [u32], to: &'a [u32]| any(headline(of), all(to), Place::may_be) == Some(false);
        unknown(self.one, self.other) && unknown(self.other, self.one)
    }
}

fn place_of(number: &u32) -> Place {
    Place((number >> 1 & 0xffff) as u16)
}

fn all(numbers: &[u32]) -> impl Iterator<Item = Place> + Clone {
    numbers.iter().map(place_of)
}

fn headline(numbers: &[u32]) -> impl Iterator<Item = Place> + Clone {
    numbers.iter().filter(|number| **number & 1 == 1).map(place_of)
}

/// Whether any pair fits; `None` where there is none.
fn any(
    mut these: impl Iterator<Item = Place>,
    those: impl Iterator<Item = Place> + Clone,
    fits: fn(Place, Place) -> bool,
) -> Option<bool> {
    those.clone().next()?;
    let first = these.next()?;
    Some(std::iter::once(first).chain(these).any(|one| those.clone().any(|other| fits(one, other))))
}

/// The name of several words that begins here: how many, and the places that have it.
fn several(names: &Names, words: &[Word], grammar: Grammar) -> Option<(usize, Vec<Place>)> {
    let candidates = names.beginning(first(&words.first()?.folded, 3));
    let fits = |name: &[String]| {
        name.len() <= words.len() && name.iter().zip(words).all(|(name, word)| grammar.is_form(&word.folded, name))
    };
    let longest = candidates.iter().filter(|(name, _)| fits(name)).map(|(name, _)| name.len()).max()?;
    let places = candidates.iter().filter(|(name, _)| name.len() == longest && fits(name)).map(|(_, place)| *place);
    Some((longest, places.collect()))
}

/// The places that a run of characters without spaces names.
fn within(tables: &[&'static Names], run: &str, found: &mut Vec<Place>) {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let mut at = 0;
    while at + 2 < starts.len() {
        let longest = (at + LONGEST_WIDE).min(starts.len() - 1);
        let places_of = |name: &str| tables.iter().find_map(|names| names.get(name));
        let named = (at + 2..=longest).rev().find_map(|end| Some((end, places_of(&run[starts[at]..starts[end]])?)));
        match named {
            Some((end, places)) => {
                found.extend(places);
                at = end;
            }
            None => at += 1,
        }
    }
}

/// Whether a word stands right before another one.
fn adjacent(one: &Word, other: &Word, text: &str) -> bool {
    text.get(one.at..other.at)
        .is_some_and(|between| between.split_whitespace().count() == 1 && !between.contains([',', '.', ':', ';', '(', '"']))
}

/// Whether a country or a region shares its name with people, or firms are named after it: "Chad Smith", "Alaska Airlines".
fn is_namesake(place: Place) -> bool {
    place.code().starts_with("US.") || ["TD", "JO", "GE", "IL", "KE", "IN"].contains(&place.code())
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
    let tables = atlas::names_in(language);
    let grammar = Grammar::of(language);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        if word.wide {
            within(&tables, &word.folded, &mut found);
            continue;
        }
        let letters = text.get(word.at..).unwrap_or_default();
        let cased = letters.starts_with(|c: char| c.is_uppercase() || c.is_lowercase());
        if cased && !word.capital && !inflection::is_adjective(&word.folded, language) {
            continue;
        }
        let rest = &words[at - 1..(at - 1 + LONGEST).min(words.len())];
        if let Some((length, places)) = tables.iter().find_map(|names| several(names, rest, grammar)) {
            found.extend(places);
            at += length - 1;
            continue;
        }
        let after = letters.trim_start_matches(char::is_alphabetic);
        if after.starts_with('.')
            && let Some(places) = tables.iter().find_map(|names| names.get(&format!("{}.", word.folded)))
        {
            found.extend(places);
            continue;
        }
        let capitals = letters.chars().take_while(|c| c.is_alphabetic()).all(char::is_uppercase);
        let short = word.folded.chars().nth(3).is_none();
        if cased && capitals {
            // "US" is no "us"; and where a report was written, which it says in capitals, is mostly not where it happened.
            if short && let Some(places) = tables.iter().find_map(|names| names.get(&format!("{}^", word.folded))) {
                found.extend(places);
                continue;
            }
            if !headline {
                continue;
            }
        }
        let last = at.checked_sub(2).map(|last| &words[last]).filter(|last| last.capital && adjacent(last, word, text));
        // In German every noun has a capital.
        let names = cased && language != "de";
        // "In Paris" is nobody, and "Tulipalo Oulussa", a fire in Oulu, neither: a case other than the first says where.
        let in_case = last.is_some_and(|last| !last.name) && tables.iter().all(|names| names.get(&word.folded).is_none());
        let before = names && !in_case && last.is_some_and(|last| !is_stopword(&last.folded, language));
        let exact = language != "de" || !word.folded.ends_with("er");
        let after = cased && exact && telling && words.get(at).is_some_and(|after| after.capital && adjacent(word, after, text));
        let inside = before && capitals_are == Capitals::Headline;
        let is_person = |place: Place| inside || place.is_town() && (before || after) || after && headline && is_namesake(place);
        // Behind a dash or an opening quote another sentence may begin.
        let opens = text[..word.at].trim_end().ends_with(['-', '–', '—', '„', '“', '«', '»', '"', '|', '/', '‘', '¿', '¡']);
        let sure = !cased || telling && names && word.name && !opens || !word.capital;
        // In English headlines words have capitals for too many reasons, and other scripts have none.
        let ordinary = tables.iter().any(|names| names.is_ordinary(&word.folded));
        if ordinary && (!sure || !cased || language == "en") {
            continue;
        }
        // What the language calls a region may be a town to all.
        let places = tables.iter().filter_map(|names| grammar.places(names, &word.folded, sure)).flatten();
        found.extend(places.filter(|place| !is_person(**place)));
    }
    found
}

impl Places {
    /// The places of a headline and of the beginning of a text; `title` and `lead` are their words, `language` a
    /// [`family`](crate::text::language::family).
    pub fn of((headline, title, capitals): (&str, &[Word], Capitals), (text, lead): (&str, &[Word]), language: &str) -> Self {
        Self { headline: named(headline, title, language, capitals), lead: named(text, lead, language, Capitals::Text) }
    }

    /// A number for each, of 17 bits: the lowest says whether the headline names it.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        let of_lead = self.lead.iter().filter(|place| !self.headline.contains(*place));
        self.headline.iter().map(|place| number(*place, true)).chain(of_lead.map(|place| number(*place, false)))
    }
}

fn number(place: Place, headline: bool) -> u32 {
    u32::from(place.0) << 1 | u32::from(headline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    fn codes(places: &[Place]) -> Vec<&'static str> {
        let mut codes: Vec<&str> = places.iter().map(|place| place.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// The codes of those whose places are expected, which have to be all.
    #[test]
    fn places_of() {
        fn check(text: &str, language: &str, expected: &[&str]) {
            assert_eq!(codes(&named(text, &words::words(text, language), language, Capitals::Text)), expected, "{text}");
        }
        check("A flood in Ohio and northern Kentucky", "en", &["US.KY", "US.OH"]);
        check("A Californian in Chicago, police said", "en", &["US.CA", "US.IL.Chicago"]);
        check("SPRINGDALE, Ark. (AP) - A bridge fell", "en", &["US.AR"]);
        check("Hochwasser in Frankreich und der Schweiz", "de", &["CH", "FR"]);
        check("Poplave u Francuskoj, kaže Beograd", "sr", &["FR", "RS.SE.Belgrade"]);
        check("Поплаве у Француској, каже Београд", "sr", &["FR", "RS.SE.Belgrade"]);
        check("Наводнение в Германии и в Москве", "ru", &["DE", "RU.48"]);
        check("洪水袭击法国", "zh", &["FR"]);
        check("フランスで洪水", "ja", &["FR"]);
        check("青森県で地震", "ja", &["JP.03"]);
        check("北海道で地震", "ja", &["JP.12"]);
        check("Indian officials met in Indiana", "en", &["IN", "US.IN"]);
        check("The US sent them to South Korea and New Mexico", "en", &["KR", "US", "US.NM"]);
        check("Die Berliner Polizei warnt Frankreichs Regierung", "de", &["DE.16", "FR"]);
        check("Malatya'da deprem", "tr", &["TR.44"]);
        check("Russland greift Kiew an", "de", &["RU", "UA.12.Kyiv", "UA.13"]);
        check("Атака на Киев", "ru", &["UA.12.Kyiv", "UA.13"]);
        check("Auto sulla folla a Monaco di Baviera", "it", &["DE.02.Munich"]);
        check("Leiden storingen tot chaos op het spoor?", "nl", &[]);
        check("Brand in een flat in Leiden", "nl", &["NL.11.Leiden"]);
        check("El Consejo aprueba la ley", "es", &[]);
        check("Požar u fabrici – Nema povređenih", "sr", &[]);
        check("Knivdåd på skola i Uleåborg", "sv", &["FI.17.Oulu"]);
        check("Bura nasukala teretni brod kod Splita", "sr", &["HR.15.Split"]);
        check("Die Software nutzt Split Screens an der Bar", "de", &[]);
        check("서울에서 화재", "ko", &["KR.11"]);
        check("حريق بالعراق", "ar", &["IQ"]);
        check("Landtagswahl in Sachsen, nicht in Thüringen", "de", &["DE.13", "DE.15"]);
        check("Požar u Čačku, nesreća kod Zadra", "sr", &["HR.19.Zadar", "RS.SE.Moravica.Čačak"]);
        check("Srážka tramvají v Brně", "cs", &["CZ.78.Brno"]);
        check("Tűz egy miskolci raktárban", "hu", &["HU.04.Miskolc"]);
        check("Tulipalo Oulussa", "fi", &["FI.17.Oulu"]);
        // What begins a sentence is a place by its very name alone, and not in other letters.
        check("Kiša i grmljavina", "sr", &[]);
        check("En man skjuten", "sv", &[]);
        check("Konec sporu", "cs", &[]);
        check("اگر باران ببارد", "fa", &[]);
        check("Siegen oder verlieren", "de", &[]);
        // Ordinary words that grammar, a translation or somebody's name makes look like places.
        check("Gunman at the White House; Reunion of Liberal Crime Writers", "en", &[]);
        check("Bernie, George and Kamala met", "en", &[]);
        // Not us, nobody's name, and not where it was written.
        check("Tell us of Michael Houston and Austin Reave", "en", &[]);
        check("CHICAGO (AP) - A bridge fell in Texas", "en", &["US.TX"]);
        // "They are": no form of Niš, which a capital in the middle of a sentence would be (or of Nysa, which is called Nisa).
        check("Nisu stigli", "sr", &[]);
        check("Požar u Nišu", "sr", &["PL.79.Nysa", "RS.SE.Nišava.Niš"]);
    }

    #[test]
    fn places_of_headlines() {
        fn check(headline: &str, capitals: Capitals, expected: &[&str]) {
            assert_eq!(codes(&named(headline, &words::words(headline, "en"), "en", capitals)), expected, "{headline}");
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
            let of = |places: &[(&str, bool)]| -> Vec<u32> {
                places.iter().map(|(code, headline)| number(Place::of(code).unwrap(), *headline)).collect()
            };
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
        // Towns of one region are two places.
        check(&[("US.TX.Houston", true)], &[("US.TX.Dallas", true)], Some(false), Some(true), true);
        check(&[("US.TX.Houston", true)], &[texas], Some(true), Some(true), false);
    }

    #[test]
    fn what_reports_share() {
        fn check(one: &[(&str, bool)], other: &[(&str, bool)], expected: [f64; 2]) {
            let of = |places: &[(&str, bool)]| -> Vec<u32> {
                places.iter().map(|(code, headline)| number(Place::of(code).unwrap(), *headline)).collect()
            };
            assert_eq!(Numbers::of(&of(one), &of(other)).shared(), expected, "{one:?} {other:?}");
        }
        check(&[("US.OH", true)], &[("US.OH", false)], [0.8, 0.8]);
        check(&[("FR", false), ("US.TX.Houston", false)], &[("FR", true), ("US.TX.Houston", false)], [0.3, 1.0]);
        check(&[("US.TX", true)], &[("US.TX.Houston", true)], [0.0, 0.0]);
    }

    #[test]
    fn of_articles() {
        let (headline, text) = ("Flood in France", "Rain fell on Chicago and Germany.");
        let (title, lead) = (words::words(headline, "en"), words::words(text, "en"));
        let places = Places::of((headline, &title, Capitals::Headline), (text, &lead), "en");
        assert_eq!((codes(&places.headline), codes(&places.lead)), (vec!["FR"], vec!["DE", "US.IL.Chicago"]));
    }
}
