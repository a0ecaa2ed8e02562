//! What grammar makes of the names of places: "Brně" is Brno, "Helsingissä" Helsinki, "Čačku" Čačak.
//!
//! A form is led back to the names that it may be one of; whether there is such a place the table of places says. So a rule may be
//! generous: hardly any other word happens to give the name of a town.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::atlas::{Names, Place};
use crate::text::fold::fold;

/// Letters of a name that a form has to begin with.
const STEM: usize = 3;

/// How a language puts names into its sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grammar {
    /// As they are.
    Plain,
    /// "Ohioans", "Bavarian".
    Demonyms,
    /// With one of these behind them: "Frankreichs", "Győrben".
    Endings(&'static [String]),
    /// As endings, but the stem softens before them: "Turussa", "Lahdessa".
    Finnish,
    /// "Münchner", "Bremer".
    German,
    /// With one of these before them: "بالعراق".
    Joined(&'static [&'static str]),
    /// With other endings and a changed stem: "Praze", "Zadru", "Κερκύρας".
    Cases(Declension),
}

/// Whose cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declension {
    Polish,
    Slavic,
    Baltic,
    Greek,
    Albanian,
}

macro_rules! endings {
    ($name:ident, $($ending:literal)*) => {
        static $name: LazyLock<Vec<String>> = LazyLock::new(|| [$($ending),*].map(fold).to_vec());
    };
}

endings!(NORDIC, "s");
endings!(DUTCH, "s" "er" "ers");
endings!(KOREAN, "에서" "으로" "에" "의" "서" "는" "은" "도" "로" "시");
endings!(ESTONIAN, "s" "st" "sse" "l" "lt" "le" "ga" "ni");
endings!(HUNGARIAN, "ban" "ben" "ba" "be" "ból" "ből" "ról" "ről" "tól" "től" "on" "en" "ön" "n" "nál" "nél" "hoz" "hez" "höz" "ra" "re" "ig" "ett" "ott" "i" "iak" "é" "nak" "nek");
endings!(ROMANIAN, "ului" "lui" "ul" "i");
endings!(FINNISH, "ssa" "ssä" "sta" "stä" "lla" "llä" "lta" "ltä" "lle" "seen" "hin" "in" "en" "an" "än" "on" "un" "n" "ksi" "na");

impl Grammar {
    /// Of a language, by its [`family`](crate::text::language::family).
    pub fn of(language: &str) -> Self {
        match language {
            "en" => Self::Demonyms,
            "de" => Self::German,
            "nl" => Self::Endings(&DUTCH),
            "sv" | "da" | "no" => Self::Endings(&NORDIC),
            "ko" => Self::Endings(&KOREAN),
            "et" => Self::Endings(&ESTONIAN),
            "hu" => Self::Endings(&HUNGARIAN),
            "ro" => Self::Endings(&ROMANIAN),
            "fi" => Self::Finnish,
            "ar" => Self::Joined(&["ب", "و", "ف", "ل", "ك", "وب", "ول"]),
            "he" => Self::Joined(&["ב", "ל", "מ", "ו", "ה", "ש", "וב", "שב"]),
            "pl" => Self::Cases(Declension::Polish),
            "sr" | "sl" | "mk" | "bg" | "ru" | "uk" | "be" | "cs" | "sk" => Self::Cases(Declension::Slavic),
            "lt" | "lv" => Self::Cases(Declension::Baltic),
            "el" => Self::Cases(Declension::Greek),
            "sq" => Self::Cases(Declension::Albanian),
            _ => Self::Plain,
        }
    }

    /// The places with a name that a word is, or is a form of. `sure`: its capital letter makes it a name; else only the name itself is taken for one,
    /// since some form of some word is like some form of some name.
    pub fn places<'n>(self, names: &'n Names, word: &str, sure: bool) -> Option<&'n [Place]> {
        if let Some(places) = names.get(word) {
            // "Ovo" and "Lani" begin sentences.
            let short = word.chars().count() <= STEM + 1 && matches!(self, Self::Cases(_) | Self::Finnish | Self::Endings(_));
            return (sure || !short || places.iter().all(|place| place.is_country())).then_some(places);
        }
        let mut found = None;
        if !sure && !matches!(self, Self::Demonyms | Self::German | Self::Joined(_)) {
            return found;
        }
        self.each_name(word, &mut |name| {
            found =
                names.get(name).filter(|places| self != Self::Demonyms || places.iter().all(|place| has_demonym(*place, word)));
            found.is_some()
        });
        found
    }

    /// Whether a word is a name, or a form of it.
    pub fn is_form(self, word: &str, name: &str) -> bool {
        if word == name {
            return true;
        }
        // A cheap look before the dear one.
        let begins = name.char_indices().nth(STEM - 1).is_none_or(|(at, _)| word.starts_with(&name[..at]));
        let mut is_one = false;
        if begins && matches!(self, Self::Cases(_) | Self::Finnish | Self::Endings(_)) {
            self.each_name(word, &mut |candidate| {
                is_one = candidate == name;
                is_one
            });
            // "Nižném Novgorode": adjectives have endings of their own.
            is_one |= matches!(self, Self::Cases(_)) && ending_of(word, name).is_some_and(|(one, other)| one <= 3 && other <= 2);
        }
        is_one
    }

    /// Hands on the names that a word may be a form of, until one is taken.
    fn each_name(self, word: &str, taken: &mut dyn FnMut(&str) -> bool) {
        let without = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.chars().count() >= STEM);
        let _ = match self {
            Self::Plain => false,
            Self::Demonyms => ["n", "ns", "an", "ans"].into_iter().filter_map(without).any(taken),
            Self::Endings(endings) => endings.iter().filter_map(|ending| without(ending)).any(|stem| {
                // "Constanței"; "Tallinnas".
                taken(stem) || self == Self::Endings(&ROMANIAN) && taken(&format!("{}a", stem.trim_end_matches('e')))
            }),
            Self::German => {
                ["s", "er", "ers"].into_iter().filter_map(without).any(&mut *taken)
                    || ["er", "ner"].into_iter().filter_map(without).any(|stem| taken(&format!("{stem}en")))
            }
            Self::Finnish => {
                FINNISH.iter().filter_map(|ending| without(ending)).any(|stem| softened(stem).any(|name| taken(&name)))
            }
            Self::Joined(prefixes) => prefixes.iter().filter_map(|prefix| word.strip_prefix(prefix)).any(|name| {
                // "للعراق" has lost the letter of "العراق".
                taken(name) || name.strip_prefix('ل').is_some_and(|rest| taken(&format!("ال{rest}")))
            }),
            Self::Cases(declension) => cases(word, declension, taken),
        };
    }
}

/// Whether a word in small letters may be the adjective of a place: "miskolci".
pub fn is_adjective(word: &str, language: &str) -> bool {
    language == "hu" && word.ends_with('i') && word.len() > STEM + 1
}

/// Whether people are called after a place: those of countries and of the states of the USA, and of regions by long names ("Gunman" is of no region
/// of Japan).
fn has_demonym(place: Place, word: &str) -> bool {
    !place.is_town() && (place.is_country() || place.code().starts_with("US.") || word.len() > 7)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// How many letters a word and a name have behind what both begin with, if that is most of the name.
fn ending_of(word: &str, name: &str) -> Option<(usize, usize)> {
    let shared = word.chars().zip(name.chars()).take_while(|(one, other)| one == other).count();
    let (one, other) = (word.chars().count() - shared, name.chars().count() - shared);
    (shared > STEM && name.chars().skip(shared).all(is_vowel)).then_some((one, other))
}

/// A Finnish stem and the names that soften to it: `k`, `p` and `t` between vowels, and a double vowel that is but an ending.
fn softened(stem: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let last = stem.chars().next_back();
    let shorter = last.map_or(stem, |last| &stem[..stem.len() - last.len_utf8()]);
    let doubled = shorter.chars().next_back() == last;
    let strong = |weak: &str, strong: &str| {
        let (before, after) = stem.rsplit_once(weak)?;
        (after.chars().count() <= 1).then(|| Cow::from(format!("{before}{strong}{after}")))
    };
    // "Turu-", "Lahde-".
    let hidden = last.filter(|last| is_vowel(*last)).map(|last| Cow::from(format!("{shorter}k{last}")));
    let of_i = stem.strip_suffix("de").map(|before| Cow::from(format!("{before}ti")));
    let of_e = stem.strip_suffix('e').map(|before| Cow::from(format!("{before}i")));
    let changes = [strong("ng", "nk"), strong("nn", "nt"), strong("mm", "mp"), strong("d", "t"), hidden, of_i, of_e];
    [Some(Cow::from(stem)), doubled.then_some(Cow::from(shorter))].into_iter().chain(changes).flatten()
}

impl Declension {
    /// What names end with where their forms end otherwise.
    fn nominative(self) -> &'static [&'static str] {
        match self {
            Self::Polish | Self::Slavic => &["", "a", "o", "e", "i", "y", "ia", "ya", "iy", "ii"],
            Self::Baltic => &["", "as", "is", "us", "ys", "s", "a", "e", "ai"],
            Self::Greek => &["", "os", "as", "is", "es", "a", "o", "i", "oi"],
            Self::Albanian => &["", "a", "e"],
        }
    }

    /// What forms end with.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Polish => &["a", "u", "e", "i", "y", "ie", "iu", "em", "iem", "om", "ow", "ach", "iach", "ami", "ej", "ego"],
            Self::Slavic => &[
                "a", "u", "e", "i", "y", "o", "om", "em", "am", "ami", "im", "ima", "ama", "ah", "akh", "ach", "ich", "ih",
                "ikh", "ym", "ou", "oj", "oy", "oi", "ej", "ey", "ei", "iu", "yu", "ia", "ya", "ie", "ye", "ii", "iyu", "iei",
                "og", "oga", "omu", "ove", "ovi", "evi",
            ],
            Self::Baltic => {
                &["e", "o", "u", "i", "a", "oje", "eje", "uje", "yje", "ai", "iu", "as", "is", "us", "es", "ei", "os", "iem"]
            }
            Self::Greek => &["ou", "o", "on", "as", "is", "i", "a", "es", "eos", "ous"],
            Self::Albanian => &["e", "a", "es", "en", "i", "in", "it", "u", "un", "ut"],
        }
    }

    /// What the last consonants of a stem were before a soft vowel: "Praze", "Rijeci", "Madrycie", "Belgradzie", "Manchesterze".
    fn harder(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Polish => &[("dz", "g"), ("dz", "d"), ("rz", "r"), ("c", "k"), ("c", "t"), ("sc", "st")],
            Self::Slavic => &[("c", "k"), ("z", "h"), ("z", "g"), ("p", "b")],
            _ => &[],
        }
    }
}

/// The names whose cases a word may be.
fn cases(word: &str, declension: Declension, taken: &mut dyn FnMut(&str) -> bool) -> bool {
    let mut name = String::new();
    for stem in declension.endings().iter().filter_map(|ending| word.strip_suffix(ending)) {
        if stem.chars().count() < STEM {
            continue;
        }
        let mut ends_with = |stem: &str, harder: &str| {
            declension.nominative().iter().any(|end| {
                name.clear();
                name.extend([stem, harder, end]);
                taken(&name)
            })
        };
        let hardened = |(soft, hard): &(&str, &'static str)| Some((stem.strip_suffix(soft)?, *hard));
        if ends_with(stem, "") || declension.harder().iter().filter_map(hardened).any(|(stem, hard)| ends_with(stem, hard)) {
            return true;
        }
        if !matches!(declension, Declension::Polish | Declension::Slavic) {
            continue;
        }
        // A vowel that only stands where nothing follows: "Zadru", "Plzni", "Čačku", "Šapcu"; one that changes: "Львові".
        let last = stem.chars().next_back().map_or(0, char::len_utf8);
        let (before, consonant) = stem.split_at(stem.len() - last);
        let closed = !before.ends_with(is_vowel) && !consonant.starts_with(is_vowel);
        let softer = before.strip_suffix('p').map(|before| format!("{before}b"));
        let with_vowel = |before: &str, taken: &mut dyn FnMut(&str) -> bool| {
            ["a", "e", "o"].iter().any(|vowel| taken(&format!("{before}{vowel}{consonant}")))
        };
        if closed && (with_vowel(before, taken) || softer.is_some_and(|before| with_vowel(&before, taken))) {
            return true;
        }
        let open = before.strip_suffix(['o', 'e']).filter(|_| !consonant.starts_with(is_vowel));
        if open.is_some_and(|before| taken(&format!("{before}i{consonant}"))) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        fn check(language: &str, form: &str, name: &str, expected: bool) {
            assert_eq!(Grammar::of(language).is_form(&fold(form), &fold(name)), expected, "{form} {name}");
        }
        for (language, form, name) in [
            ("cs", "Brně", "Brno"),
            ("cs", "Praze", "Praha"),
            ("cs", "Plzni", "Plzeň"),
            ("cs", "Košicích", "Košice"),
            ("pl", "Pradze", "Praga"),
            ("pl", "Belgradzie", "Belgrad"),
            ("pl", "Madrycie", "Madryt"),
            ("pl", "Wiedniu", "Wieden"),
            ("sr", "Zadru", "Zadar"),
            ("sr", "Čačku", "Čačak"),
            ("sr", "Rijeci", "Rijeka"),
            ("sr", "Šapcu", "Šabac"),
            ("sq", "Prishtinë", "Prishtina"),
            ("sq", "Tiranës", "Tirana"),
            ("sl", "Celju", "Celje"),
            ("uk", "Львові", "Львів"),
            ("uk", "Києві", "Київ"),
            ("ru", "Рязани", "Рязань"),
            ("ru", "Нижнем", "Нижний"),
            ("el", "Κερκύρας", "Κέρκυρα"),
            ("el", "Θεσσαλονίκης", "Θεσσαλονίκη"),
            ("lt", "Kaune", "Kaunas"),
            ("fi", "Helsingissä", "Helsinki"),
            ("fi", "Turussa", "Turku"),
            ("fi", "Lahdessa", "Lahti"),
            ("fi", "Tampereella", "Tampere"),
            ("hu", "Győrben", "Győr"),
            ("hu", "miskolci", "Miskolc"),
            ("ro", "Constanței", "Constanța"),
            ("et", "Tartus", "Tartu"),
        ] {
            check(language, form, name, true);
        }
        check("cs", "Brána", "Brno", false);
        check("sr", "Kotoru", "Kota", false);
        check("sr", "Lani", "Lanus", false);
        check("pl", "Prezydent", "Praga", false);
        check("en", "Leedser", "Leeds", false);
    }
}
