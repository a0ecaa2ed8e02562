//! Facts that reports of one event mostly share and look-alikes mostly do not: the day of the week, the age of a victim, a date, a share.
//!
//! Unlike [`slots`](super::slots) they decide nothing alone, since a report may well name several days: each is a signal of its own.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::places::{self, Places};
use crate::text::fold::fold;
use crate::text::numbers::{NumberKind, numbers};
use crate::text::words::{Word, is_wide};

/// Characters of a text in which facts are looked for.
pub const REACH: usize = 1_000;

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Monday to Sunday: 1 to 7.
    Weekday = 0,
    /// Somebody's age in years.
    Age = 1,
    /// A share of a hundred, in hundredths.
    Share = 2,
    /// Month and day: 32 × month + day.
    Date = 3,
    /// What the headline counts: people, houses, days.
    Count = 4,
}

/// Characters of a headline up to which its counts say what happened, in scripts with spaces and without.
const LONG: usize = 200;
const LONG_WIDE: usize = 60;

/// The kind of places, which are compared otherwise: [`places::Numbers`].
const PLACE: u32 = 5;

/// The facts of an article: kind in the upper eight bits, value below, sorted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts(Box<[u32]>);

/// The bits of a value.
const VALUE: u32 = 0xff_ffff;

/// Weekdays by the beginnings of folded words. Left out is what has a second meaning that is common: the Portuguese "segunda", the Serbian "nedelja", the Turkish "pazar".
const WEEKDAYS: [(&str, u32); 77] = [
    ("monday", 1),
    ("tuesday", 2),
    ("wednesday", 3),
    ("thursday", 4),
    ("friday", 5),
    ("saturday", 6),
    ("sunday", 7),
    ("montag", 1),
    ("dienstag", 2),
    ("mittwoch", 3),
    ("donnerstag", 4),
    ("freitag", 5),
    ("samstag", 6),
    ("sonnabend", 6),
    ("sonntag", 7),
    ("lundi", 1),
    ("mardi", 2),
    ("mercredi", 3),
    ("jeudi", 4),
    ("vendredi", 5),
    ("samedi", 6),
    ("dimanche", 7),
    ("lunes", 1),
    ("martes", 2),
    ("miercoles", 3),
    ("jueves", 4),
    ("viernes", 5),
    ("sabado", 6),
    ("domingo", 7),
    ("lunedi", 1),
    ("martedi", 2),
    ("mercoledi", 3),
    ("giovedi", 4),
    ("venerdi", 5),
    ("sabato", 6),
    ("domenica", 7),
    ("maandag", 1),
    ("dinsdag", 2),
    ("woensdag", 3),
    ("donderdag", 4),
    ("vrijdag", 5),
    ("zaterdag", 6),
    ("zondag", 7),
    ("poniedzial", 1),
    ("wtorek", 2),
    ("wtorku", 2),
    ("czwartek", 4),
    ("piatek", 5),
    ("sobot", 6),
    ("niedziel", 7),
    ("ponedelnik", 1),
    ("vtornik", 2),
    ("chetverg", 4),
    ("pyatnic", 5),
    ("subbot", 6),
    ("voskresen", 7),
    ("poned", 1),
    ("utor", 2),
    ("srijedu", 3),
    ("sredu", 3),
    ("cetvrt", 4),
    ("petak", 5),
    ("subot", 6),
    ("ponedilok", 1),
    ("vivtorok", 2),
    ("seredu", 3),
    ("pyatnyc", 5),
    ("carsamba", 3),
    ("persembe", 4),
    ("cumartesi", 6),
    ("월요일", 1),
    ("화요일", 2),
    ("수요일", 3),
    ("목요일", 4),
    ("금요일", 5),
    ("토요일", 6),
    ("일요일", 7),
];

/// Beginnings of words and their days.
type Days = Vec<(&'static str, u32)>;

/// By their first two characters.
static BY_BEGINNING: LazyLock<FxHashMap<(char, char), Days>> = LazyLock::new(|| {
    let mut table: FxHashMap<(char, char), Days> = FxHashMap::default();
    for (word, day) in WEEKDAYS {
        if let Some(beginning) = beginning(word) {
            table.entry(beginning).or_default().push((word, day));
        }
    }
    table
});

/// Weekdays of Chinese and Japanese.
static WIDE_WEEKDAYS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:周|星期|礼拜|週)([一二三四五六日天])|([月火水木金土日])曜").ok());

// Boundaries of words are those of ASCII here and in other patterns of this room: the fast engines of the crate know no others.
static AGES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?:
            (?-u:\b)(\d{1,3})(?:
                [-\ ]years?[-\ ]old | -?jährig | \ Jahre\ alt | -?jarige | \ jaar\ oud | -?летн | -?річн | -?god[ii]šnj | -?годишњ | \ lat\ | -?latk | -?letni
                | \ años\ de\ edad | \ anos\ de\ idade | enne(?-u:\b) | \ anni,? \ è | \ yaşında | \ tuổi)
            | aged\ (\d{1,3})(?-u:\b) | âgée?s?\ de\ (\d{1,3})\ ans | (?:hombre|mujer|joven|niño|niña|homem|mulher|jovem)\ de\ (\d{1,3})\ an\S?os | \p{Lu}\p{Ll}+,\ (\d{2}),\s)
        | (\d{1,3})(?:岁|歳|세|歲)",
    )
    .ok()
});

static SHARES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(\d{1,3}(?:[.,]\d{1,2})?) ?(?:%|percent|per cent|Prozent|pour cent|por ciento|por cento|procent|процент|odsto)",
    )
    .ok()
});

/// Days of Chinese and Japanese.
static WIDE_DATES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(\d{1,2})月(\d{1,2})日").ok());

/// January to December as they stand in dates, a language a line.
const MONTHS: [&str; 13] = [
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
];

/// By folded name.
static MONTH_OF: LazyLock<FxHashMap<String, u32>> =
    LazyLock::new(|| MONTHS.iter().flat_map(|names| names.split(' ').map(fold).zip(1..)).collect());

fn beginning(word: &str) -> Option<(char, char)> {
    let mut letters = word.chars();
    letters.next().zip(letters.next())
}

fn weekday(word: &Word) -> Option<u32> {
    let candidates = BY_BEGINNING.get(&beginning(&word.folded)?)?;
    candidates.iter().find(|(begins, _)| word.folded.starts_with(begins)).map(|(_, day)| *day)
}

/// Whether a word, in small letters, is a month.
pub fn is_month(word: &str) -> bool {
    MONTH_OF.contains_key(&fold(word))
}

/// "3 March", "March 3", "3 de marzo", "3. marta".
fn dates(words: &[&Word]) -> Vec<u32> {
    let day = |at: usize| words.get(at)?.folded.parse::<u32>().ok().filter(|day| (1..=31).contains(day));
    let date_at = |(at, word): (usize, &&Word)| {
        // Who may march is no month.
        let month = MONTH_OF.get(&*word.folded).filter(|_| word.capital || !matches!(&*word.folded, "may" | "march"))?;
        let joined = at.checked_sub(1).filter(|before| words[*before].folded == "de").unwrap_or(at);
        let before = joined.checked_sub(1).and_then(day);
        Some(32 * month + before.or_else(|| day(at + 1))?)
    };
    words.iter().enumerate().filter_map(date_at).collect()
}

/// Facts of a headline and the beginning of a text, the words of both included.
pub fn extract<'a>(title: &str, text: &str, words: impl Iterator<Item = &'a Word<'a>>, language: &str, places: &Places) -> Facts {
    let words: Vec<&Word> = words.collect();
    let mut values: Vec<u32> = Vec::new();
    let mut add = |fact: Fact, value: u32| values.push((fact as u32) << 24 | value);
    words.iter().filter_map(|word| weekday(word)).for_each(|day| add(Fact::Weekday, day));
    let both = [title, text];
    for found in both.iter().flat_map(|text| WIDE_WEEKDAYS.iter().flat_map(|pattern| pattern.captures_iter(text))) {
        let letter = found.get(1).or(found.get(2)).map_or("", |letter| letter.as_str());
        let day = ["一月", "二火", "三水", "四木", "五金", "六土", "日天"].iter().position(|letters| letters.contains(letter));
        day.into_iter().for_each(|day| add(Fact::Weekday, day as u32 + 1));
    }
    let all = |pattern: &'static LazyLock<Option<Regex>>| {
        both.into_iter().flat_map(move |text| pattern.iter().flat_map(move |pattern| pattern.captures_iter(text)))
    };
    for found in all(&AGES) {
        let age = found.iter().skip(1).flatten().find_map(|age| age.as_str().parse::<u32>().ok());
        age.filter(|age| *age < 120).into_iter().for_each(|age| add(Fact::Age, age));
    }
    for found in all(&SHARES) {
        let share = found.get(1).and_then(|share| share.as_str().replace(',', ".").parse::<f64>().ok());
        share.into_iter().for_each(|share| add(Fact::Share, (share * 100.0) as u32));
    }
    for found in all(&WIDE_DATES) {
        let part = |at: usize| found.get(at).and_then(|part| part.as_str().parse::<u32>().ok());
        part(1).zip(part(2)).into_iter().for_each(|(month, day)| add(Fact::Date, 32 * month + day));
    }
    dates(&words).into_iter().for_each(|date| add(Fact::Date, date));
    // A headline of several sentences counts many things.
    let short = if title.contains(is_wide) { title.chars().count() <= LONG_WIDE } else { title.chars().count() <= LONG };
    let counts =
        numbers(title, language).into_iter().filter(|number| short && number.kind == NumberKind::Count && number.value >= 2.0);
    counts.filter(|number| number.value < f64::from(1 << 24)).for_each(|number| add(Fact::Count, number.value as u32));
    values.extend(places.numbers().map(|number| PLACE << 24 | number));
    values.sort_unstable();
    values.dedup();
    Facts(values.into_boxed_slice())
}

impl Facts {
    fn of(&self, kind: u32) -> &[u32] {
        let from = self.0.partition_point(|value| value >> 24 < kind);
        let to = self.0.partition_point(|value| value >> 24 <= kind);
        &self.0[from..to]
    }
}

/// The places that two articles name.
pub fn places<'a>(one: &'a Facts, other: &'a Facts) -> places::Numbers<'a> {
    places::Numbers::of(one.of(PLACE), other.of(PLACE))
}

/// Whether two articles agree on a fact; `None` where one says nothing of it, or what they say could be one thing: a count that grew, say.
pub fn agree(one: &Facts, other: &Facts, fact: Fact) -> Option<bool> {
    let (one, other) = (one.of(fact as u32), other.of(fact as u32));
    let any = |holds: fn(Fact, u32, u32) -> bool| {
        one.iter().any(|value| other.iter().any(|other| holds(fact, *value & VALUE, *other & VALUE)))
    };
    if one.is_empty() || other.is_empty() {
        return None;
    }
    if any(is_one) { Some(true) } else { (!any(may_be_one)).then_some(false) }
}

/// Whether two values are one, exact or rounded.
fn is_one(fact: Fact, one: u32, other: u32) -> bool {
    let (low, high) = (one.min(other), one.max(other));
    match fact {
        Fact::Share if one.is_multiple_of(100) || other.is_multiple_of(100) => (low + 50) / 100 == (high + 50) / 100,
        Fact::Count => high - low <= high / 50,
        _ => one == other,
    }
}

/// Whether a value may have become the other in the course of an event: first reports count too few dead.
fn may_be_one(fact: Fact, one: u32, other: u32) -> bool {
    fact == Fact::Count && one.min(other) >= 10 && one.max(other) * 2 <= one.min(other) * 3
}

/// Whether two articles differ in any fact of their texts, or name other countries. Else headlines are written anew where a text is taken over.
pub fn differ(one: &Facts, other: &Facts) -> bool {
    let of_texts = [Fact::Weekday, Fact::Age, Fact::Share, Fact::Date];
    let places = places(one, other);
    let elsewhere = places.one_region() == Some(false) || places.one_country() == Some(false);
    elsewhere || of_texts.into_iter().any(|fact| agree(one, other, fact) == Some(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::words;

    fn facts(text: &str, language: &str) -> Facts {
        extract("", text, words(text, language).iter(), language, &Places::default())
    }

    #[test]
    fn facts_of() {
        fn check(text: &str, language: &str, expected: &[(Fact, u32)]) {
            let expected: Vec<u32> = expected.iter().map(|(fact, value)| (*fact as u32) << 24 | value).collect();
            assert_eq!(*facts(text, language).0, *expected, "{text}");
        }
        use Fact::{Age, Date, Share, Weekday};
        check("A 15-year-old boy was shot on Tuesday night", "en", &[(Weekday, 2), (Age, 15)]);
        check("Ann Lee, 42, and a man aged 37 were hurt", "en", &[(Age, 37), (Age, 42)]);
        check("Ein 15-Jähriger starb am Dienstagabend", "de", &[(Weekday, 2)]);
        check("Der 15-jährige Schüler, 12,5 Prozent", "de", &[(Age, 15), (Share, 1250)]);
        check("Un homme âgé de 40 ans, mercredi 3 mars", "fr", &[(Weekday, 3), (Age, 40), (Date, 99)]);
        check("У уторак и среду", "sr", &[(Weekday, 2), (Weekday, 3)]);
        check("U srijedu, 12. marta", "sr", &[(Weekday, 3), (Date, 108)]);
        check("В пятницу, 5 мая, 17-летний", "ru", &[(Weekday, 5), (Age, 17), (Date, 165)]);
        check("15歳の少年が火曜日に", "ja", &[(Weekday, 2), (Age, 15)]);
        check("星期三，一名15岁男孩", "zh", &[(Weekday, 3), (Age, 15)]);
        check("March 3, 4.5% and 5 percent", "en", &[(Share, 450), (Share, 500), (Date, 99)]);
        // A number of something else, and a name, are no facts of these kinds.
        check("After 15 years the bridge of 1950 opened", "en", &[]);
        check("The second of 3 marches; 12 may follow", "en", &[]);
    }

    #[test]
    fn agreement() {
        fn check(one: &str, other: &str, expected: Option<bool>) {
            assert_eq!(agree(&facts(one, "en"), &facts(other, "en"), Fact::Weekday), expected, "{one} / {other}");
        }
        check("on Tuesday", "a Tuesday or Friday", Some(true));
        check("on Tuesday", "on Friday", Some(false));
        check("on Tuesday", "yesterday", None);
    }

    #[test]
    fn numbers_that_are_one() {
        fn check(fact: Fact, one: &str, other: &str, expected: Option<bool>) {
            let of = |title: &str| extract(title, "", words(title, "en").iter(), "en", &Places::default());
            assert_eq!(agree(&of(one), &of(other), fact), expected, "{one} / {other}");
        }
        check(Fact::Share, "up 12%", "up 11.8 percent", Some(true));
        check(Fact::Share, "up 12.1%", "up 11.8%", Some(false));
        check(Fact::Count, "2,270 homes lost", "2,300 homes lost", Some(true));
        // More were found since.
        check(Fact::Count, "12 dead", "17 dead", None);
        check(Fact::Count, "12 dead", "40 dead", Some(false));
    }
}
