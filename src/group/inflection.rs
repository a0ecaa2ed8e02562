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
    Cases,
}

macro_rules! endings {
    ($name:ident, $($ending:literal)*) => {
        static $name: LazyLock<Vec<String>> = LazyLock::new(|| [$($ending),*].map(fold).to_vec());
    };
}

endings!(NORDIC, "s");
endings!(DUTCH, "s" "er" "ers");
endings!(KOREAN, "에서" "으로" "에" "의" "서" "는" "은" "도" "로" "시" "도");
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
            "sr" | "sl" | "mk" | "bg" | "ru" | "uk" | "be" | "cs" | "sk" | "pl" | "lt" | "lv" | "el" => Self::Cases,
            _ => Self::Plain,
        }
    }

    /// The places with a name that a word is, or is a form of. `sure` says whether its capital letter makes it a name.
    pub fn places<'n>(self, names: &'n Names, word: &str, sure: bool) -> Option<&'n [Place]> {
        if let Some(places) = names.get(word) {
            return (sure || !names.is_ordinary(word)).then_some(places);
        }
        let mut found = None;
        self.each_name(word, &mut |name| {
            let letters = name.chars().count();
            // Names of few letters are easily met by chance.
            if letters > STEM + 1 || sure {
                found = names
                    .get(name)
                    .filter(|places| self != Self::Demonyms || places.iter().all(|place| has_demonym(*place, word)));
            }
            found.is_some()
        });
        found.filter(|_| sure || !names.is_ordinary(word))
    }

    /// Whether a word is a name, or a form of it.
    pub fn is_form(self, word: &str, name: &str) -> bool {
        if word == name {
            return true;
        }
        // A cheap look before the dear one.
        let begins = name.char_indices().nth(STEM - 1).is_none_or(|(at, _)| word.starts_with(&name[..at]));
        let mut is_one = false;
        if begins && matches!(self, Self::Cases | Self::Finnish | Self::Endings(_)) {
            self.each_name(word, &mut |candidate| {
                is_one = candidate == name;
                is_one
            });
            // "Nižném Novgorode": adjectives have endings of their own.
            is_one |= self == Self::Cases && ending_of(word, name).is_some_and(|(one, other)| one <= 3 && other <= 2);
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
            Self::Cases => cases(word, taken),
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

/// What names end with where their forms end otherwise.
const NOMINATIVE: [&str; 17] = ["", "a", "o", "e", "i", "y", "u", "ia", "ya", "as", "is", "os", "us", "es", "s", "iy", "ii"];

/// What the last consonants of a stem were before a soft vowel: "Praze", "Rijeci", "Madrycie", "Belgradzie", "Manchesterze".
const HARDER: [(&str, &str); 8] =
    [("dz", "g"), ("dz", "d"), ("rz", "r"), ("c", "k"), ("c", "t"), ("z", "h"), ("z", "g"), ("st", "t")];

/// The names whose cases a word may be in Slavic and Baltic languages and Greek.
fn cases(word: &str, taken: &mut dyn FnMut(&str) -> bool) -> bool {
    let cuts = word.char_indices().map(|(at, _)| at).rev().take(3);
    let mut name = String::new();
    for at in cuts {
        let (stem, ending) = word.split_at(at);
        if stem.chars().count() < STEM.max(ending.chars().count()) {
            return false;
        }
        let is_case = ending.starts_with(is_vowel);
        if !is_case && !ending.starts_with(['n', 's']) {
            continue;
        }
        // "Irana", "Kievski".
        if taken(stem) {
            return true;
        }
        if !is_case {
            continue;
        }
        let mut ends_with = |stem: &str, harder: &str| {
            NOMINATIVE.iter().any(|end| {
                name.clear();
                name.extend([stem, harder, end]);
                taken(&name)
            })
        };
        let hardened = |(soft, hard): &(&str, &'static str)| Some((stem.strip_suffix(soft)?, *hard));
        if ends_with(stem, "") || HARDER.iter().filter_map(hardened).any(|(stem, hard)| ends_with(stem, hard)) {
            return true;
        }
        // A vowel that only stands where nothing follows: "Zadru", "Plzni", "Čačku"; one that changes: "Львові".
        let last = stem.chars().next_back().map_or(0, char::len_utf8);
        let (before, consonant) = stem.split_at(stem.len() - last);
        let closed = !before.ends_with(is_vowel) && !consonant.starts_with(is_vowel);
        if closed && ["a", "e", "o"].iter().any(|vowel| taken(&format!("{before}{vowel}{consonant}"))) {
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
            ("sl", "Celju", "Celje"),
            ("uk", "Львові", "Львів"),
            ("uk", "Києві", "Київ"),
            ("ru", "Рязани", "Рязань"),
            ("ru", "Нижнем", "Нижний"),
            ("el", "Σάμου", "Σάμος"),
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
        check("pl", "Prezydent", "Praga", false);
        check("en", "Leedser", "Leeds", false);
    }
}
