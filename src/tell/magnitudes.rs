//! How strong a quake was, as reports say it: "magnitude 5.8", "M5.8", "Stärke 5,8", "магнитудой 5,8", "5,8 stepeni po Rihteru".

use std::sync::LazyLock;

use super::counted::{Role, is};
use crate::text::fold::fold;
use crate::text::numbers::{Number, NumberKind};

/// Beginnings of words that speak of magnitudes, whatever else a sentence says.
const SURE: &str = "magnitud magnitid richter rihter magnitut magnitud";

/// Words that do so in a sentence on a quake.
const STRENGTHS: &str = "stärke force fuerza intensidad intensité forza scossa kracht snage jačine snagu jačinu јачине снаге силой силою балла баллов бала балів stopnje moči sile síla síly sílou siłę sile \
    erősségű styrke styrkan styrka voimakkuus voimakkuudeltaan büyüklüğünde şiddetinde μεγέθους ρίχτερ tugevusega stiprumo stepeni stepena степени степена grade grado graus degré strong quake earthquake temblor";

/// Beginnings of words for quakes.
const QUAKES: &str = "quake earthquake tremor erdbeben beben séisme seisme tremblement terremoto sismo seísmo temblor scossa aardbeving землетряс земетръс земјотрес землетрус potres zemljotres потрес земљотрес \
    trzęsien zemětřes zemetras földreng cutremur tërmet jordskælv jordskjelv jordskalv maanjärist maavärin zemestrīc žemės deprem σεισμ";

/// Beginnings of words for quakes before and after the main one.
const OTHERS: &str = "aftershock foreshock nachbeben vorbeben réplica réplique replik réplicas naknadn накнадн афтершок naschok naschokk naskok efterskalv etterskjelv efterskælv forskalv jälkijärist järeltõu wstrząs wtórn dotřes \
    utóreng pasgoditë artçı artci μετασεισμ афтершоков вторичн вторичен popotres replici folgebeben assestamento";

static LISTS: LazyLock<[Vec<String>; 4]> =
    LazyLock::new(|| [SURE, STRENGTHS, QUAKES, OTHERS].map(|words| words.split_whitespace().map(fold).collect()));

fn begins(word: &str, list: usize) -> bool {
    LISTS[list].iter().any(|known| word.starts_with(known.as_str()))
}

/// Places of the magnitudes among `numbers`; `words` are those of the sentence, folded, with the byte at which each begins and ends.
pub fn find(
    sentence: &str,
    words: &[(std::ops::Range<usize>, String)],
    numbers: &[Number],
) -> Vec<(f64, std::ops::Range<usize>)> {
    let about = words.iter().any(|(_, word)| begins(word, 0) || begins(word, 2) && !begins(word, 3));
    if !about {
        return Vec::new();
    }
    let quake = words.iter().any(|(_, word)| begins(word, 2));
    let mut found: Vec<(f64, std::ops::Range<usize>)> = numbers
        .iter()
        .filter(|number| is_magnitude(sentence, words, number, quake))
        .map(|number| (number.value, number.span.clone()))
        .collect();
    if quake {
        found.extend(in_short(sentence));
    }
    found.sort_by_key(|(_, span)| span.start);
    if words.iter().any(|(_, word)| begins(word, 3)) {
        // Beside another shock the main one is the strongest; alone it says nothing.
        let main = found.iter().map(|(value, _)| *value).fold(0.0, f64::max);
        let several = found.len() > 1;
        found.retain(|(value, _)| several && *value >= main);
    }
    found
}

fn is_magnitude(sentence: &str, words: &[(std::ops::Range<usize>, String)], number: &Number, quake: bool) -> bool {
    let written = &sentence[number.span.clone()];
    let tenths = written.split_once(['.', ',']).map(|(_, tenths)| tenths.len());
    let plain = (2.0..=9.9).contains(&number.value)
        && tenths.is_none_or(|digits| digits == 1)
        && written.starts_with(|c: char| c.is_ascii_digit());
    if !plain || matches!(number.kind, NumberKind::Percent | NumberKind::Money) {
        return false;
    }
    let at = words.partition_point(|(span, _)| span.start < number.span.start);
    let after = words.partition_point(|(span, _)| span.start < number.span.end);
    let word = |at: usize| words.get(at).map_or("", |(_, word)| word.as_str());
    if is(word(after), Role::Measure) || is(word(after), Role::Person) {
        return false;
    }
    let near = |list: usize, before: usize, behind: usize| {
        words[at.saturating_sub(before)..at]
            .iter()
            .chain(words.iter().skip(after).take(behind))
            .any(|(_, word)| begins(word, list))
    };
    let whole = tenths.is_none();
    let named = if whole { quake && near(0, 2, 1) } else { near(0, 6, 5) };
    named || !whole && quake && near(1, 3, 2)
}

/// "M5.8", "M 5.8", "Mw 5,8", "ML5.8".
fn in_short(sentence: &str) -> Vec<(f64, std::ops::Range<usize>)> {
    let magnitude = |(at, _): (usize, &str)| {
        let before = sentence[..at].chars().next_back();
        let rest =
            sentence[at + 1..].trim_start_matches(['w', 'W', 'l', 'L', 'b', 'B', 's', 'S']).trim_start_matches([' ', '\u{a0}']);
        let digits = rest.as_bytes().get(..3)?;
        let value = digits[0].is_ascii_digit() && matches!(digits[1], b'.' | b',') && digits[2].is_ascii_digit();
        let ends = rest.get(3..)?.chars().next().is_none_or(|c| !c.is_alphanumeric());
        if !value || !ends || before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let from = sentence.len() - rest.len();
        Some((rest[..3].replace(',', ".").parse().ok()?, from..from + 3))
    };
    sentence.match_indices('M').filter_map(magnitude).collect()
}
