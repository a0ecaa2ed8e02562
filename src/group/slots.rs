//! Facts that an event has one of: two reports that differ on one tell two events, however alike they read.
//!
//! A kind of slot is one line of [`SLOTS`]; its pattern says what to look for, its words what they mean.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::atlas::Place;
use super::places::Places;
use super::{facts, forms};

/// The facts of an article, by kind of slot.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slots {
    found: Vec<(usize, BTreeSet<String>)>,
}

struct Slot {
    /// For the explanation.
    name: &'static str,
    /// Words that stand for a value: pattern and value.
    values: &'static [(&'static str, &'static str)],
}

const SLOTS: [Slot; 3] = [
    Slot {
        name: "leg",
        values: &[
            (
                r"\b(first leg|1st leg|first-leg|hinspiel|match aller|partido de ida|la ida|перв\w+ матч|prv\w+ (utakmic\w+|meč\w*)|прв\w+ утакмиц\w+)\b",
                "1",
            ),
            (
                r"\b(second leg|2nd leg|second-leg|return leg|rückspiel|match retour|partido de vuelta|la vuelta|ответн\w+ матч\w*|revanš\w*|uzvrat\w+|реванш\w*|узврат\w+)\b",
                "2",
            ),
        ],
    },
    Slot {
        name: "quarter",
        values: &[
            (
                r"(?-u:\b)q1(?-u:\b)|\b(i|1)(\.| -)? ?квартал\w*|(first|erste[nsrm]?|premier|primer|перв\w+|prv\w+|прв\w+)[ -](quarter|quartals?|trimestre|квартал\w*|kvartal\w*)\b",
                "1",
            ),
            (
                r"(?-u:\b)q2(?-u:\b)|(second|zweite[nsrm]?|deuxième|segundo|втор\w+|drug\w+|друг\w+)[ -](quarter|quartals?|trimestre|квартал\w*|kvartal\w*)\b",
                "2",
            ),
            (
                r"(?-u:\b)q3(?-u:\b)|(third|dritte[nsrm]?|troisième|tercer|трет\w+|treć\w+|трећ\w+)[ -](quarter|quartals?|trimestre|квартал\w*|kvartal\w*)\b",
                "3",
            ),
            (
                r"(?-u:\b)q4(?-u:\b)|(fourth|vierte[nsrm]?|quatrième|cuarto|четв\w+|četv\w+)[ -](quarter|quartals?|trimestre|квартал\w*|kvartal\w*)\b",
                "4",
            ),
        ],
    },
    Slot {
        name: "half-year",
        values: &[
            (r"\b(first half of|erstes halbjahr|ersten halbjahr|premier semestre|primer semestre|перв\w+ полугоди\w+)\b", "1"),
            (r"\b(second half of|zweites halbjahr|zweiten halbjahr|second semestre|segundo semestre|втор\w+ полугоди\w+)\b", "2"),
        ],
    },
];

/// Magnitude of an earthquake: index of its slot behind those of [`SLOTS`].
const MAGNITUDE: usize = SLOTS.len();
/// Result of a match.
const RESULT: usize = SLOTS.len() + 1;
/// Which one of a series: "round 3", "Artemis 2". Differs where two name the same series and no same number.
const SERIES: usize = SLOTS.len() + 2;
/// Magnitudes further down: of the earlier quakes that a report of an aftershock recalls. Keeps nothing apart.
const RECALLED: usize = SLOTS.len() + 3;
/// Forms of the headline. Keep nothing apart either.
const FORM: usize = SLOTS.len() + 4;
/// Where it happened, of what happens in one place: the places of the headline.
const PLACE: usize = SLOTS.len() + 5;
/// Places of the lead of such a report: who dies abroad is named by his own country there, too.
const KNOWN: usize = SLOTS.len() + 6;
/// Forms of what happens in one place, besides quakes.
const LOCAL: [&str; 4] = ["accident", "verdict", "election", "crime"];

/// Pattern and the value that it stands for.
type Value = (Option<Regex>, &'static str);

static PATTERNS: LazyLock<Vec<Vec<Value>>> = LazyLock::new(|| {
    let compile = |(pattern, value): &(&str, &'static str)| {
        // What is no letter at either end says the same as a boundary of a word, and is found much faster.
        let pattern = pattern.replace(r"\b(", r"(?:^|\W)(").replace(r")\b", r")(?:\W|$)");
        (Regex::new(&format!("(?i){pattern}")).ok(), *value)
    };
    SLOTS.iter().map(|slot| slot.values.iter().map(compile).collect()).collect()
});

static QUAKE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:magnitude|quakes?,? measuring|tremors?,? measuring|magnitud|magnitudo|stärke|магнитуд\w*|jačin\w*|jacin\w*|јачин\w*|マグニチュード|규모|بقوة|بلغت قوته)[^\d.]{0,18}(\d[.,]\d)|(?-u:\b)(\d[.,]\d)[- ](?:magnitude|de magnitud|auf der|po rihteru|балл\w*|büyüklüğünde|ρίχτερ)|(\d[.,]\d)[级級]",
    )
    .ok()
});

static SCORE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s(])(\d{1,3})(\s?[:–-]\s?)(\d{1,3})(?:[\s,.;!?)]|$)").ok());

/// Words before or behind the number of a part of something.
const PARTS: &str = "round|stage|week|day|episode|season|part|game|match|matchday|chapter|phase|volume|issue|act|race|heat|runde|etappe|woche|tag|folge|staffel|teil|spieltag|journée|étape|épisode|saison|partie|jornada|etapa|episodio|temporada|parte|giornata|tappa|puntata|runda|kolo|epizoda|sezona|тур|этап|серия|сезон|часть|коло|рунда|епизода|сезона";

static NUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)\b({PARTS})\s(\d{{1,3}}(?:[.,]?\d{{3}})?)\b|\b(\d{{1,3}})(?:\.|st|nd|rd|th|ª|º|e)?\s({PARTS})\b"))
        .ok()
});

static ORDINAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?-u:\b)(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|(\d{1,2})(?:st|nd|rd|th))[ -](\w{4,})",
    )
    .ok()
});

/// Whether a number is that of a year rather than of a part.
fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// What is counted while an event goes on.
const ONGOING: [&str; 10] = ["person", "victim", "body", "death", "suspect", "arrest", "time", "year", "case", "patient"];

const ORDINALS: [&str; 10] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// A name and its number, or a version of something.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(\p{Lu}[\w-]*\p{L}[\w-]*)\sv?(\d{1,4}(?:\.\d+)*)((?i)\s(?:die|dies|dead|killed|people|injured|hurt|wounded|men|women|children|years?|months?|weeks?|days?|hours?|minutes?|points?|goals?|million|billion|percent|tote|verletzte|menschen|jahren?|tagen?|millionen|prozent|morts?|blessés|ans|jours|muertos|heridos|años|días|morti|feriti|anni|giorni|mortos|feridos|anos|mrtvih|osoba|godina|dana|погибших|человек|лет|homes|houses|dollars?|euros?|degrees|miles|kilomet\w+|met(?:er|re)s?|tonn?es?|bn|mn|mio|mrd|mld|mlrd|mia|milliarden?|milliards?|millions?|mil|millones|milioni|miliardi|milhões|bilhões|milion\w*|miliard\w*|milijun\w*|milijard\w*|тысяч\w*|млн|млрд|миллион\w*|миллиард\w*|милион\w*|милијард\w*|хиљад\w*|hiljad\w*|euros?|eura|dolar\w*|доллар\w*|евра|руб\w*)\b|\s?[%€$£¥₽]|[:,.–-]\d|\p{L})?").ok()
});

/// The parts of series that a headline names, as "series number". In title case every word is capitalised, so that names cannot be told.
fn series(title: &str, cased: bool) -> BTreeSet<String> {
    let mut series = BTreeSet::new();
    let text = |found: Option<regex::Match<'_>>| found.map(|found| found.as_str().to_lowercase());
    let numbered = title.contains(char::is_numeric);
    for found in NUMBERED.iter().filter(|_| numbered).flat_map(|pattern| pattern.captures_iter(title)) {
        let (name, number) = (text(found.get(1).or(found.get(4))), text(found.get(2).or(found.get(3))));
        let number = number.filter(|number| !is_year(number)).map(|number| number.replace(['.', ','], ""));
        series.extend(name.zip(number).map(|(name, number)| format!("{name} {number}")));
    }
    for found in ORDINAL.iter().flat_map(|pattern| pattern.captures_iter(title)) {
        // Another victim, another suspect, another time: the same event goes on.
        if found.get(3).is_some_and(|name| ONGOING.contains(&name.as_str().to_lowercase().as_str())) {
            continue;
        }
        let word = text(found.get(1)).unwrap_or_default();
        let spelled = ORDINALS.iter().position(|ordinal| *ordinal == word).map(|at| (at + 1).to_string());
        series.extend(spelled.or(text(found.get(2))).zip(text(found.get(3))).map(|(number, name)| format!("{name} {number}")));
    }
    for found in NAMED.iter().filter(|_| cased && numbered).flat_map(|pattern| pattern.captures_iter(title)) {
        // What a number counts or measures is no series: "Marport 12 people", "Ossen 40%", "Marport 3-2".
        let (name, number) = (text(found.get(1)).unwrap_or_default(), text(found.get(2)).unwrap_or_default());
        let year = is_year(&number);
        // Parts of a series are few; a hundred and more at once are counted, but for what ends a name: "Flight 370".
        let counted =
            number.len() >= 3 && !number.contains('.') && title[found.get(2).map_or(0, |number| number.end())..].starts_with(' ');
        if found.get(3).is_none() && !year && !counted && !facts::is_month(&name) {
            series.insert(format!("{name} {number}"));
        }
    }
    series
}

/// Which version of a report an agency sends: "UPDATE 2-Ossen wins".
static SLUG: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?:\p{Lu}+-)?\p{Lu}{4,} \d{1,2}-").ok());

fn without_slug(title: &str) -> &str {
    let slug = SLUG.as_ref().and_then(|pattern| pattern.find(title));
    slug.map_or(title, |slug| &title[slug.end()..])
}

fn magnitudes(text: &str) -> BTreeSet<String> {
    let found = QUAKE.iter().flat_map(|pattern| pattern.captures_iter(text));
    found.filter_map(|found| found.iter().skip(1).flatten().next().map(|value| value.as_str().replace(',', "."))).collect()
}

/// Facts of a headline, its lead and what follows; `cased`: the headline is not in title case.
pub fn extract((title, lead, rest): (&str, &str, &str), language: &str, cased: bool, places: &Places) -> Slots {
    let title = without_slug(title);
    let text = format!("{title}\n{lead}");
    let mut slots = Slots::default();
    for (at, patterns) in PATTERNS.iter().enumerate() {
        let matching = patterns.iter().filter(|(pattern, _)| pattern.as_ref().is_some_and(|pattern| pattern.is_match(&text)));
        let values: BTreeSet<String> = matching.map(|(_, value)| (*value).to_owned()).collect();
        slots.add(at, values);
    }
    slots.add(MAGNITUDE, magnitudes(&text));
    let results = SCORE.iter().flat_map(|pattern| pattern.captures_iter(&text)).filter_map(|found| {
        let goals = |at: usize| found.get(at)?.as_str().parse::<u32>().ok();
        let (one, other) = (goals(1)?, goals(3)?);
        let colon = found.get(2)?.as_str().contains(':');
        // Points of basketball, if the first won: "80-120" is how many there may be.
        let points = || [one, other].iter().all(|points| (40..=180).contains(points)) && (colon || one > other);
        if one.max(other) >= 60 && !points() {
            return None;
        }
        // "9:05" and "21:30" are times of the day.
        let clock = colon && found.get(3)?.len() == 2 && one <= 24;
        if clock || is_record(&text[found.get(3)?.end()..]) {
            return None;
        }
        Some(format!("{}:{}", one.max(other), one.min(other)))
    });
    slots.add(RESULT, results.collect());
    slots.add(FORM, forms::of(title, language).map(str::to_owned).collect());
    if slots.of(MAGNITUDE).is_some() || slots.of(FORM).is_some() {
        slots.add(PLACE, places.headline.iter().map(|place| place.0.to_string()).collect());
        slots.add(KNOWN, places.lead.iter().map(|place| place.0.to_string()).collect());
    }
    if slots.of(MAGNITUDE).is_some() {
        slots.add(RECALLED, magnitudes(rest));
    } else {
        slots.add(SERIES, series(title, cased));
    }
    slots
}

impl Slots {
    /// Whether no fact was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    fn add(&mut self, slot: usize, values: BTreeSet<String>) {
        if !values.is_empty() {
            self.found.push((slot, values));
        }
    }

    fn of(&self, slot: usize) -> Option<&BTreeSet<String>> {
        self.found.iter().find(|(known, _)| *known == slot).map(|(_, values)| values)
    }
}

/// Whether both articles follow one form: they state a fact of the same kind, or their headlines say the same of somebody.
pub fn of_one_form(one: &Slots, other: &Slots) -> bool {
    one.found.iter().any(|(slot, values)| match *slot {
        SERIES | RECALLED | PLACE | KNOWN => false,
        FORM => other.of(FORM).is_some_and(|forms| !forms.is_disjoint(values)),
        slot => other.of(slot).is_some(),
    })
}

/// Whether two articles agree on a slot; `None` where they speak of different things, or one knows what the other speaks of.
fn agree_on(slot: usize, one: (&Slots, &BTreeSet<String>), other: (&Slots, &BTreeSet<String>)) -> Option<bool> {
    let close =
        |these: &BTreeSet<String>, those: &BTreeSet<String>| these.iter().any(|one| those.iter().any(|other| near(one, other)));
    let recalled = |by: &Slots, values: &BTreeSet<String>| by.of(RECALLED).is_some_and(|known| close(known, values));
    match slot {
        RECALLED | FORM | KNOWN => None,
        MAGNITUDE if close(one.1, other.1) => Some(true),
        MAGNITUDE if recalled(one.0, other.1) || recalled(other.0, one.1) => None,
        MAGNITUDE => Some(false),
        SERIES => same_parts(one.1, other.1),
        PLACE => in_one_place(one, other),
        _ => Some(!one.1.is_disjoint(other.1)),
    }
}

/// What two articles say of every slot that both fill: slot, both values, whether they agree.
fn compared<'s>(
    one: &'s Slots,
    other: &'s Slots,
) -> impl Iterator<Item = (usize, &'s BTreeSet<String>, &'s BTreeSet<String>, bool)> {
    one.found.iter().filter_map(|(slot, values)| {
        let others = other.of(*slot)?;
        Some((*slot, values, others, agree_on(*slot, (one, values), (other, others))?))
    })
}

/// Whether two articles agree on all facts that both state; `None` where there are none.
pub fn agree(one: &Slots, other: &Slots) -> Option<bool> {
    compared(one, other).map(|(.., agree)| agree).reduce(|all, agree| all && agree)
}

/// Where two articles state different facts, a line each.
pub fn conflicts(one: &Slots, other: &Slots) -> Vec<String> {
    let differing = compared(one, other).filter(|(.., agree)| !agree);
    let line = |(slot, values, others, _): (usize, &BTreeSet<String>, &BTreeSet<String>, bool)| {
        let name = match slot {
            MAGNITUDE => "magnitude",
            RESULT => "result",
            SERIES => "part of a series:",
            PLACE => "place",
            at => SLOTS[at].name,
        };
        let list = |values: &BTreeSet<String>| values.iter().cloned().collect::<Vec<_>>().join("/");
        format!("{name} {} and {}", list(values), list(others))
    };
    differing.map(line).collect()
}

/// Whether what happens in one place may have happened in the same; `None` of what happens anywhere, and where one of the two reports names the place
/// of the other's headline further down.
fn in_one_place(one: (&Slots, &BTreeSet<String>), other: (&Slots, &BTreeSet<String>)) -> Option<bool> {
    let any = |these: &BTreeSet<String>, those: &BTreeSet<String>| {
        let places =
            |values: &BTreeSet<String>| values.iter().filter_map(|value| value.parse().ok().map(Place)).collect::<Vec<_>>();
        let those = places(those);
        places(these).into_iter().any(|one| those.iter().any(|other| one.may_be(*other)))
    };
    let both = |holds: &dyn Fn(&Slots) -> bool| holds(one.0) && holds(other.0);
    let local = |form: &&str| both(&|slots| slots.of(FORM).is_some_and(|forms| forms.contains(*form)));
    if !both(&|slots| slots.of(MAGNITUDE).is_some()) && !LOCAL.iter().any(local) {
        return None;
    }
    if any(one.1, other.1) {
        return Some(true);
    }
    let knows = |by: &Slots, headline| by.of(KNOWN).is_some_and(|known| any(known, headline));
    (!knows(one.0, other.1) && !knows(other.0, one.1)).then_some(false)
}

/// Whether of every series that both name they name one part in common; `None` where they name none that is the same.
fn same_parts(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Option<bool> {
    let name = |part: &str| part.rsplit_once(' ').map_or(String::new(), |(name, _)| name.to_owned());
    let told = one.iter().filter_map(|part| {
        let others: Vec<&String> = other.iter().filter(|other| name(other) == name(part)).collect();
        let mut own = one.iter().filter(|own| name(own) == name(part));
        (!others.is_empty()).then(|| own.any(|own| others.contains(&own)))
    });
    told.reduce(|all, agree| all && agree)
}

/// Whether two numbers are the record of somebody, by what follows: of "won 52-3, 46 by knockout" no match ended so.
fn is_record(rest: &str) -> bool {
    let next = rest.strip_prefix(", ").unwrap_or_default();
    let behind = next.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.len() < next.len() && !behind.starts_with(['-', '–', ':'])
}

/// Two agencies measure one quake half a point apart, and correct what they said first.
fn near(one: &str, other: &str) -> bool {
    apart(one, other) < 0.55
}

fn apart(one: &str, other: &str) -> f64 {
    let value = |text: &str| text.parse::<f64>().unwrap_or(0.0);
    (value(one) - value(other)).abs()
}

/// Whether two magnitudes are one only if two agencies measured it: if nothing else differs.
pub fn barely_agree(one: &Slots, other: &Slots) -> bool {
    let both = one.of(MAGNITUDE).zip(other.of(MAGNITUDE));
    both.is_some_and(|(these, those)| these.iter().all(|one| those.iter().all(|other| apart(one, other) > 0.35)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_differ() {
        fn check(one: &str, other: &str, expected: &[&str]) {
            assert_eq!(
                conflicts(
                    &extract((one, "", ""), "en", true, &Places::default()),
                    &extract((other, "", ""), "en", true, &Places::default())
                ),
                expected,
                "{one} / {other}"
            );
        }
        check("Quake of magnitude 5.8 hits coast", "Erdbeben der Stärke 6,4", &["magnitude 5.8 and 6.4"]);
        check("Quake of magnitude 5.8 hits coast", "6.0-magnitude quake hits coast", &[]);
        check("Malatya'da 4,9 büyüklüğünde deprem", "甘肃发生6.2级地震", &["magnitude 4.9 and 6.2"]);
        check("제주 규모 4.9 지진", "زلزال بقوة 6.2 درجات", &["magnitude 4.9 and 6.2"]);
        // One agency's estimate and another's.
        check("Quake of magnitude 7.0 hits coast", "7.4-magnitude quake hits coast", &[]);
        check("Ossen (52-3, 46 by knockout) wins", "Ossen, now 53-3, 47 by knockout, wins", &[]);
        check("Ossen wins 6-3, 6-4", "Ossen wins 7-5, 7-6", &["result 6:3/6:4 and 7:5/7:6"]);
        check("Profit falls to Ossen 2.3bn", "Profit falls to Ossen 2.27bn", &[]);
        check("Ossen 2.3 Mrd. ärmer", "Ossen 2.27 Mrd. ärmer", &[]);
        check("Third person dies in Marport", "Fourth person dies in Marport", &[]);
        check("UPDATE 1-Ossen wins", "UPDATE 2-Ossen wins", &[]);
        check("Fire kills in Marport 300 sheep", "Fire kills in Marport 310 sheep", &[]);
        check("City win first leg 2-1", "City lose second leg 0-3", &["leg 1 and 2", "result 2:1 and 3:0"]);
        check("City win 2-1", "City siegt 2:1", &[]);
        check("City win 28-25", "City siegt 31:25", &["result 28:25 and 31:25"]);
        check("Serbia beat Iceland 98-61", "Montenegro beat Iceland 2-1", &["result 98:61 and 2:1"]);
        check("Storm: 80-120 houses lost", "Storm: 40-100 houses lost", &[]);
        check("Man shot at 9:30 p.m. in Marport", "Marport man dead, shots heard at 10:05 pm", &[]);
        check("Profit up in first quarter", "Gewinn im dritten Quartal", &["quarter 1 and 3"]);
        check("Profit up in first quarter", "Profit up again", &[]);
        check("Ossen leads after round 3", "Ossen still leads after Round 4", &["part of a series: round 3 and round 4"]);
        check("Ossen leads after the third round", "Ossen leads after round 3", &[]);
        check("Key events on day 1,470", "What we know on day 1471", &["part of a series: day 1470 and day 1471"]);
        check("Key events on day 1,470", "What we know on day 1470", &[]);
        check("Voting Rights Act 1965 upheld", "Voting Rights Act 2026 upheld", &[]);
        check("Blick gewinnt am 3. Spieltag", "Blick verliert am 4. Spieltag", &["part of a series: spieltag 3 and spieltag 4"]);
        check("Third debate ends in shouts", "Second debate ends early", &["part of a series: debate 3 and debate 2"]);
        check("Rocket Selene 2 lifts off", "Rocket Selene 3 lifts off", &["part of a series: selene 2 and selene 3"]);
        check("Loom v1.4.2 is out", "Loom 1.4.3 is out", &["part of a series: loom 1.4.2 and loom 1.4.3"]);
        check("Flood in Marport 12 dead", "Flood in Marport 14 dead", &[]);
        check("In Marport 3 die", "In Marport 4 die", &[]);
        check("On March 3 Ossen votes", "On March 4 Ossen voted", &[]);
    }

    #[test]
    fn an_aftershock_knows_its_quake() {
        let of = |lead: &str, rest: &str| extract(("Quake in Orlo", lead, rest), "en", true, &Places::default());
        let (first, after) = (
            of("Magnitude 7.6.", ""),
            of("A 6.1-magnitude quake shook Orlo.", "On Sunday one of magnitude 7.5 had killed four."),
        );
        assert_eq!(agree(&first, &after), None);
        assert_eq!(agree(&first, &of("A 6.1-magnitude quake shook Orlo.", "")), Some(false));
    }
}
