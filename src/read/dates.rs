//! Dates as feeds and pages write them.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, Timelike};

use crate::text::months;

/// As the names of months are folded, digits of any script as ASCII.
fn fold(text: &str) -> String {
    let plain = months::fold(text);
    if plain.is_ascii() { plain } else { plain.chars().map(ascii_digit).collect() }
}

/// Zone names and their offsets from UTC in minutes (RFC 5322 section 4.3, and those that news sites use).
const ZONES: [(&str, i32); 58] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 60),
    ("wat", 60),
    ("bst", 60),
    ("cet", 60),
    ("met", 60),
    ("mez", 60),
    ("cest", 120),
    ("mest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("cat", 120),
    ("sast", 120),
    ("eest", 180),
    ("eat", 180),
    ("msk", 180),
    ("trt", 180),
    ("irst", 210),
    ("gst", 240),
    ("pkt", 300),
    ("uzt", 300),
    ("ist", 330),
    ("npt", 345),
    ("ict", 420),
    ("wib", 420),
    ("sgt", 480),
    ("hkt", 480),
    ("myt", 480),
    ("pht", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("acst", 570),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("nst", -210),
    ("brt", -180),
    ("art", -180),
    ("clst", -180),
    ("adt", -180),
    ("ast", -240),
    ("edt", -240),
    ("et", -300),
    ("est", -300),
    ("cdt", -300),
    ("ct", -360),
    ("cst", -360),
    ("mdt", -360),
    ("mst", -420),
    ("pdt", -420),
    ("pst", -480),
    ("hst", -600),
];

/// The instant that `text` states, with the zone it states (UTC where it states none, Korea's where it is Korean); `None` if it is
/// no date.
///
/// A year alone, and a time or a zone that does not exist, are no date. Understands RFC 3339, W3CDTF, ISO 8601, RFC 822 and its sloppy cousins: names of months in some fifty languages, named zones,
/// two-digit years, AM and PM, `MM/DD/YYYY`, `DD.MM.YYYY`, `2024年5月1日`, seconds since 1970.
///
/// Of "03/04/2025" it takes the month to come first, as in the United States; [`parse_in`] knows better.
pub fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    read(text, false)
}

/// The same in a text of that language (BCP 47), in which the day may come first.
pub fn parse_in(text: &str, language: &str) -> Option<DateTime<FixedOffset>> {
    read(text, is_day_first(language))
}

/// Whether "03/04/2025" is in April: nearly everywhere but in the United States (Unicode CLDR, short date patterns).
fn is_day_first(language: &str) -> bool {
    let mut subtags = language.split(['-', '_']);
    let english = subtags.next().is_none_or(|primary| primary.is_empty() || primary.eq_ignore_ascii_case("en"));
    let region = subtags.find(|subtag| subtag.len() == 2).unwrap_or("US");
    !english || !["US", "PH", "CA"].iter().any(|known| known.eq_ignore_ascii_case(region))
}

fn read(text: &str, day_first: bool) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    if text.len() > 200 {
        return None;
    }
    let known = usual(text).or_else(|| DateTime::parse_from_rfc3339(text).ok());
    known.or_else(|| of_epoch(text)).or_else(|| loose(text, day_first)).filter(sensible)
}

/// The form that nearly all feeds use, "Wed, 30 Apr 2025 09:12:03 +0200", or `GMT`, to the letter.
fn usual(text: &str) -> Option<DateTime<FixedOffset>> {
    let bytes = text.as_bytes();
    let shape = |at: usize, expected: u8| bytes.get(at) == Some(&expected);
    let shaped = shape(3, b',') && [4, 7, 11, 16, 25].iter().all(|at| shape(*at, b' ')) && shape(19, b':') && shape(22, b':');
    if !shaped || !bytes[..3].iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let number = |from: usize, digits: usize| {
        let add = |sum: u32, digit: &u8| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0'));
        bytes.get(from..from + digits)?.iter().try_fold(0, add)
    };
    let months = [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    let month = months.iter().position(|name| bytes.get(8..11) == Some(name.as_slice()))? + 1;
    let minutes = match (bytes.get(26..)?, bytes.len()) {
        (b"GMT", _) => 0,
        ([b'+', ..], 31) => i32::try_from(number(27, 2)? * 60 + number(29, 2)?).ok()?,
        ([b'-', ..], 31) => -i32::try_from(number(27, 2)? * 60 + number(29, 2)?).ok()?,
        _ => return None,
    };
    let day = NaiveDate::from_ymd_opt(i32::try_from(number(12, 4)?).ok()?, u32::try_from(month).ok()?, number(5, 2)?)?;
    let time = day.and_hms_opt(number(17, 2)?, number(20, 2)?, number(23, 2)?)?;
    time.and_local_timezone(FixedOffset::east_opt(minutes * 60)?).single()
}

fn sensible(date: &DateTime<FixedOffset>) -> bool {
    (1900..=2100).contains(&chrono::Datelike::year(date))
}

/// Seconds since 1970, or milliseconds.
fn of_epoch(text: &str) -> Option<DateTime<FixedOffset>> {
    let seconds = match text.len() {
        10 => text.parse::<u32>().ok()?.into(),
        13 => text.parse::<u64>().ok()? / 1000,
        _ => return None,
    };
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0).map(|date| date.fixed_offset())
}

#[derive(Default)]
struct Parts {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    /// Days into the year, where that is how the day is told.
    ordinal: Option<u32>,
    time: Option<NaiveTime>,
    /// The time is 24:00.
    end_of_day: bool,
    offset: Option<i32>,
    afternoon: Option<bool>,
    /// A time or a zone that no clock shows: then the rest is not to be trusted either.
    impossible: bool,
}

/// A number whose meaning is settled later: its value, its digits, what follows it.
type Number = (u32, usize, char);

fn loose(text: &str, day_first: bool) -> Option<DateTime<FixedOffset>> {
    let folded = fold(text);
    let mut parts = Parts::default();
    let mut rest = folded.as_str();
    let mut numbers: Vec<Number> = Vec::new();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            number(rest, &mut parts, &mut numbers)
        } else if first.is_alphabetic() {
            word(rest, &mut parts, numbers.len())
        } else if (first == '+' || first == '-' || first == '−') && parts.time.is_some() && parts.offset.is_none() {
            sign(rest, first, &mut parts, &numbers)
        } else {
            first.len_utf8()
        };
        rest = &rest[length.min(rest.len())..];
    }
    settle(&mut parts, &numbers, day_first)?;
    let year = parts.year.filter(|_| !parts.impossible)?;
    // The Buddhist calendar of Thailand.
    let year =
        if (2443..=2643).contains(&year) && text.contains(|c| ('\u{e00}'..='\u{e7f}').contains(&c)) { year - 543 } else { year };
    let date = match parts.ordinal {
        Some(ordinal) => NaiveDate::from_yo_opt(year, ordinal)?,
        None => NaiveDate::from_ymd_opt(year, parts.month?, parts.day.unwrap_or(1))?,
    };
    let date = if parts.end_of_day { date.checked_add_days(Days::new(1))? } else { date };
    let mut time = parts.time.unwrap_or_default();
    let hour = time.hour();
    time = match parts.afternoon {
        Some(true) if hour < 12 => time.with_hour(hour + 12)?,
        Some(false) if hour == 12 => time.with_hour(0)?,
        _ => time,
    };
    let korean = text.contains(['년', '전', '후']);
    let offset = FixedOffset::east_opt(parts.offset.unwrap_or(if korean && parts.time.is_some() { 540 } else { 0 }) * 60)?;
    date.and_time(time).and_local_timezone(offset).single()
}

/// Digits that other scripts write.
fn ascii_digit(c: char) -> char {
    // Arabic, Persian, Devanagari, Bengali, Thai, full width.
    let zeros = ['٠', '۰', '०', '০', '๐', '０'];
    let digit = zeros.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|digit| *digit <= 9));
    digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)
}

/// A run of digits: a time, a packed date, or a number whose meaning is settled later. Answers the bytes taken.
fn number(rest: &str, parts: &mut Parts, numbers: &mut Vec<Number>) -> usize {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let dated = numbers.len() + usize::from(parts.month.is_some()) >= 3;
    if parts.time.is_none() && digits <= 2 {
        if let Some((time, end_of_day, length)) = time(rest, dated) {
            (parts.time, parts.end_of_day) = (Some(time), end_of_day);
            return length;
        }
        let behind = rest[digits..].strip_prefix(':').unwrap_or_default();
        parts.impossible |= behind.bytes().take_while(u8::is_ascii_digit).count() == 2;
    }
    let after = rest[digits..].chars().next().unwrap_or(' ');
    let part = |range: std::ops::Range<usize>| rest[range].parse().unwrap_or(0);
    match digits {
        8 if numbers.is_empty() && parts.month.is_none() => {
            numbers.extend([(part(0..4), 4, '-'), (part(4..6), 2, '-'), (part(6..8), 2, after)]);
            if let Some((time, length)) = packed_time(&rest[8..]) {
                parts.time = Some(time);
                return digits + length;
            }
        }
        7 if numbers.is_empty() && parts.month.is_none() => numbers.extend([(part(0..4), 4, '-'), (part(4..7), 3, after)]),
        6 if numbers.is_empty() && parts.month.is_none() => {
            numbers.extend([(part(0..2), 2, '-'), (part(2..4), 2, '-'), (part(4..6), 2, after)]);
        }
        _ => numbers.extend(rest[..digits].parse().ok().map(|value| (value, digits, after))),
    }
    digits
}

/// `Thhmm[ss]` (ISO 8601, basic format), and its length.
fn packed_time(rest: &str) -> Option<(NaiveTime, usize)> {
    let digits = rest.strip_prefix(['T', 't'])?;
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let part = |from: usize| digits.get(from..from + 2).map_or(Some(0), |two| two.parse().ok());
    let time = NaiveTime::from_hms_opt(part(0)?, part(2)?, if length == 6 { part(4)?.min(59) } else { 0 })?;
    matches!(length, 4 | 6).then_some((time, 1 + length))
}

/// `hh:mm[:ss[.fraction]]`, also with `h`, with the hour's character of East Asia, and with `.` behind a whole date; whether it is 24:00; its length.
fn time(rest: &str, dated: bool) -> Option<(NaiveTime, bool, usize)> {
    let bytes = rest.as_bytes();
    let two = |from: usize| -> Option<(u32, usize)> {
        let digits = bytes.get(from..)?.iter().take(2).take_while(|byte| byte.is_ascii_digit()).count();
        (digits > 0).then(|| rest[from..from + digits].parse().ok().map(|value| (value, from + digits)))?
    };
    let (hour, at) = two(0)?;
    let separator = *bytes.get(at)?;
    let width = match separator {
        b':' | b'h' => 1,
        b'.' if dated => 1,
        _ if rest[at..].starts_with(['時', '时', '시']) => {
            let after = &rest[at + '時'.len_utf8()..];
            '時'.len_utf8() + after.len() - after.trim_start_matches(' ').len()
        }
        _ => return None,
    };
    let (minute, mut at) = two(at + width)?;
    let mut second = 0;
    if matches!(bytes.get(at), Some(b':' | b'.'))
        && bytes.get(at) == Some(&separator)
        && let Some((value, end)) = two(at + 1)
    {
        (second, at) = (value, end);
        if matches!(bytes.get(at), Some(b'.' | b',')) {
            at += 1 + bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        }
    }
    // Leap seconds exist in feeds, not in clocks.
    let time = NaiveTime::from_hms_opt(hour % 24, minute, second.min(59)).filter(|_| hour <= 24 && second <= 60)?;
    Some((time, hour == 24, at))
}

fn word(rest: &str, parts: &mut Parts, numbers: usize) -> usize {
    let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let (word, after) = rest.split_at(length);
    let half = match word {
        "am" => Some(false),
        "pm" => Some(true),
        "a" | "p" if parts.time.is_some() && after.trim_start_matches(['.', ' ']).starts_with('m') => Some(word == "p"),
        _ if word.ends_with(&fold("오전")) || word.ends_with("上午") || word.ends_with("午前") => Some(false),
        _ if word.ends_with(&fold("오후")) || word.ends_with("下午") || word.ends_with("午後") => Some(true),
        _ => None,
    };
    if half.is_some() {
        parts.afternoon = parts.afternoon.or(half);
        return length;
    }
    let zone = ZONES.iter().find(|(name, _)| *name == word);
    if let (Some((_, minutes)), true) = (zone, parts.offset.is_none() && parts.time.is_some()) {
        // "GMT+2": the sign that follows says more.
        parts.offset = if after.starts_with(['+', '-']) { None } else { Some(*minutes) };
    } else if parts.month.is_none() || numbers < 2 && parts.time.is_none() {
        // "mar, 01 abr": the first was a day of the week.
        parts.month = months::beginning(word).or(parts.month);
    }
    length
}

/// `+hh:mm`, `-hhmm`, `+h`.
fn sign(rest: &str, first: char, parts: &mut Parts, numbers: &[Number]) -> usize {
    let from = first.len_utf8();
    let digits: String = rest[from..].chars().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
    let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
    let value: i32 = plain.parse().unwrap_or(-1);
    let minutes = match plain.len() {
        1 | 2 => value * 60,
        3 | 4 => value / 100 * 60 + value % 100,
        _ => return from,
    };
    // A date behind a dash.
    let dated = numbers.len() + usize::from(parts.month.is_some()) >= 3;
    if !dated && first != '+' && minutes > 14 * 60 {
        return from;
    }
    match (0..=14 * 60).contains(&minutes) && (plain.len() < 3 || minutes % 60 == value % 100) {
        true => parts.offset = Some(if first == '+' { minutes } else { -minutes }),
        false => parts.impossible = true,
    }
    from + digits.len()
}

/// Which number is year, month and day.
fn settle(parts: &mut Parts, numbers: &[Number], day_first: bool) -> Option<()> {
    let year_of = |value: u32, digits: usize| -> Option<i32> {
        match digits {
            4 => i32::try_from(value).ok(),
            // RFC 5322 section 4.3.
            2 if value < 50 => i32::try_from(value + 2000).ok(),
            2 | 3 => i32::try_from(value + 1900).ok(),
            _ => None,
        }
    };
    match (parts.month, numbers) {
        (Some(_), [(year, 4, _), (day, ..), ..]) | (Some(_), [(day, ..), (year, 4, _), ..]) => {
            parts.year = year_of(*year, 4);
            parts.day = Some(*day);
        }
        (Some(_), [(day, ..), (year, digits, _), ..]) => {
            parts.year = year_of(*year, *digits);
            parts.day = Some(*day);
        }
        (None, [(year, 4, _), (month, ..), (day, ..), ..]) => {
            parts.year = year_of(*year, 4);
            (parts.month, parts.day) = (Some(*month), Some(*day));
        }
        (None, [(year, 4, _), (ordinal, 3, _), ..]) => {
            parts.year = year_of(*year, 4);
            parts.ordinal = Some(*ordinal);
        }
        (None, [(year, 4, _), (month, 1..=2, _)]) => {
            parts.year = year_of(*year, 4);
            parts.month = Some(*month);
        }
        // ISO 8601 without its century; the other order is written with dots and slashes.
        (None, [(year, 2, '-'), (month @ 1..=12, 2, '-'), (day @ 1..=31, 2, _), ..]) => {
            parts.year = year_of(*year, 2);
            (parts.month, parts.day) = (Some(*month), Some(*day));
        }
        (None, [(one, 1..=2, separator), (other, 1..=2, _), (year, digits, _), ..]) => {
            let month_first = *separator == '/' && *one <= 12 && (!day_first || *other > 12);
            let (month, day) = if month_first && *other != 0 { (*one, *other) } else { (*other, *one) };
            let (month, day) = if month > 12 { (day, month) } else { (month, day) };
            parts.year = year_of(*year, *digits);
            (parts.month, parts.day) = (Some(month), Some(day));
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(input: &str, expected: &str) {
        assert_eq!(parse(input).map(|date| date.to_rfc3339()).unwrap_or_default(), expected, "{input}");
    }

    #[test]
    fn standard() {
        check("2025-04-30T09:12:00+02:00", "2025-04-30T09:12:00+02:00");
        check("Wed, 30 Apr 2025 09:12:00 GMT", "2025-04-30T09:12:00+00:00");
        check("2025-04-30T09:12:00.123Z", "2025-04-30T09:12:00.123+00:00");
    }

    #[test]
    fn the_day_comes_first_in_most_languages() {
        fn check(language: &str, expected: &str) {
            assert_eq!(
                parse_in("03/04/2025", language).map(|date| date.date_naive().to_string()).as_deref(),
                Some(expected),
                "{language}"
            );
            assert_eq!(parse_in("04/30/2025", language), parse("30/04/2025"));
        }
        for language in ["fr", "vi", "en-GB", "pt-BR", "sr-Latn-RS"] {
            check(language, "2025-04-03");
        }
        for language in ["", "en", "en-US", "en_us"] {
            check(language, "2025-03-04");
        }
    }

    #[test]
    fn sloppy() {
        check("2025-04-30 09:12", "2025-04-30T09:12:00+00:00");
        check("2025-04-30T09:12:00+0200", "2025-04-30T09:12:00+02:00");
        check("Wed, 30 Apr 25 09:12:00 EST", "2025-04-30T09:12:00-05:00");
        check("30 Apr 1999 9:05 PM PDT", "1999-04-30T21:05:00-07:00");
        check("04/30/2025 12:15 AM", "2025-04-30T00:15:00+00:00");
        check("30/04/2025 10:15", "2025-04-30T10:15:00+00:00");
        check("30.04.2025, 10:15", "2025-04-30T10:15:00+00:00");
        check("20250430", "2025-04-30T00:00:00+00:00");
        check("20250430T091200Z", "2025-04-30T09:12:00+00:00");
        check("20250430T0912+0200", "2025-04-30T09:12:00+02:00");
        check("2025-04", "2025-04-01T00:00:00+00:00");
        check("April 30, 2025 at 3:04 p.m. EDT", "2025-04-30T15:04:00-04:00");
        check("Wed, 30 Apr 2025 24:00:00 +0000", "2025-05-01T00:00:00+00:00");
        check("Sun Jan  4 16:29:06 PST 2004", "2004-01-04T16:29:06-08:00");
        check("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T08:19:53-04:00");
        check("2003-335", "2003-12-01T00:00:00+00:00");
        check("2003335", "2003-12-01T00:00:00+00:00");
        check("03-12-31", "2003-12-31T00:00:00+00:00");
        check("031231", "2003-12-31T00:00:00+00:00");
        check("1746004320", "2025-04-30T09:12:00+00:00");
        check("1746004320000", "2025-04-30T09:12:00+00:00");
        check("30.04.2025, 10.15 Uhr", "2025-04-30T10:15:00+00:00");
        check("1 de mayo de 2025 a las 12:30", "2025-05-01T12:30:00+00:00");
        check("Wed,30 Apr 2025 09:12:00 -0000", "2025-04-30T09:12:00+00:00");
        check("Wed, 30 Apr 2025 09:12:00 GMT+2", "2025-04-30T09:12:00+02:00");
        check("09:12 - 30.04.2025", "2025-04-30T09:12:00+00:00");
        check("09:12 -30.04.2025", "2025-04-30T09:12:00+00:00");
        check("01 Jan 49 10:00 GMT", "2049-01-01T10:00:00+00:00");
        check("01 Jan 69 10:00 GMT", "1969-01-01T10:00:00+00:00");
    }

    #[test]
    fn in_other_tongues() {
        check("2025年4月30日 9時12分", "2025-04-30T09:12:00+00:00");
        check("2025年4月30日9时12分30秒", "2025-04-30T09:12:00+00:00");
        check("Ср, 30 апр 2025 09:12:00 +0300", "2025-04-30T09:12:00+03:00");
        check("1er février 2025 à 10h30", "2025-02-01T10:30:00+00:00");
        check("2024年5月1日 10:30", "2024-05-01T10:30:00+00:00");
        check("2024年5月1日下午3:30", "2024-05-01T15:30:00+00:00");
        check("2024년 5월 1일", "2024-05-01T00:00:00+00:00");
        check("2004년 05월 28일  01:31:15", "2004-05-28T01:31:15+09:00");
        check("2004-05-25 오후 11:23:17", "2004-05-25T23:23:17+09:00");
        check("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T12:00:00-05:00");
        check("2004-július-13T9:15-05:00", "2004-07-13T09:15:00-05:00");
        check("30 tháng 4, 2025", "2025-04-30T00:00:00+00:00");
        check("٣٠ أبريل ٢٠٢٥", "2025-04-30T00:00:00+00:00");
        check("30 เมษายน 2568", "2025-04-30T00:00:00+00:00");
        check("३० अप्रैल २०२५", "2025-04-30T00:00:00+00:00");
        check("30 באפריל 2025", "2025-04-30T00:00:00+00:00");
    }

    #[test]
    fn a_day_of_the_week_is_no_month() {
        check("mar, 01 abr 2025 08:00:00 +0000", "2025-04-01T08:00:00+00:00");
        check("marți, 1 iulie 2025", "2025-07-01T00:00:00+00:00");
        check("mar. 4 mars 2025", "2025-03-04T00:00:00+00:00");
        check("30 Apr 2025 10:00 (Mar del Plata)", "2025-04-30T10:00:00+00:00");
    }

    #[test]
    fn months_of_many_languages() {
        fn check(month: u32, names: &str) {
            let expected = parse(&format!("2025-{month:02}-04"));
            let missed: Vec<&str> = names.split(' ').filter(|name| parse(&format!("4 {name} 2025")) != expected).collect();
            assert!(missed.is_empty(), "{missed:?}");
        }
        check(
            1,
            "January Januar Jänner janvier enero janeiro gennaio ianuarie stycznia ledna januára siječnja januari januar tammikuuta",
        );
        check(
            1,
            "jaanuar janvāris sausio Ocak января січня студзеня януари јануара Ιανουαρίου ינואר يناير ژانویه जनवरी জানুয়ারি มกราคม",
        );
        check(
            3,
            "March März mars marzo março marzo martie marca března marca ožujka maart marts maaliskuuta märts marts kovo Mart",
        );
        check(3, "марта березня сакавіка март марта Μαρτίου מרץ مارس مارس मार्च মার্চ มีนาคม március Maret març martxoa");
        check(
            6,
            "June Juni juin junio junho giugno iunie czerwca června júna lipnja juni juni kesäkuuta juuni jūnijs birželio Haziran",
        );
        check(6, "июня червня чэрвеня юни јуна Ιουνίου יוני يونيو ژوئن जून জুন มิถุนายน június Juni juny");
        check(
            8,
            "August août agosto augusti sierpnia srpna augusta kolovoza augustus elokuuta augusts rugpjūčio Ağustos августа серпня",
        );
        check(
            10,
            "October Oktober octobre octubre outubro ottobre octombrie października října októbra oktober lokakuuta spalio Ekim",
        );
        check(
            11,
            "November novembre noviembre novembro noiembrie listopada listopadu novembra studenoga marraskuuta lapkričio Kasım ноября листопада",
        );
        check(
            12,
            "December Dezember décembre diciembre dezembro dicembre decembrie grudnia prosince decembra prosinca desember joulukuuta gruodžio Aralık",
        );
    }

    #[test]
    fn no_dates() {
        for text in
            ["2025", "2025-04-30 25:61", "2025-04-30T10:61:00Z", "2025-04-30T10:00:00+99:00", "Wed, 30 Apr 2025 10:00:00 +9900"]
        {
            check(text, "");
        }
        for text in ["", "yesterday", "12:30", "99/99/9999", "2025-13-40", "0000-00-00T00:00:00Z", "May", "🦀"] {
            check(text, "");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,60}") {
            let _ = parse(&text);
        }

        #[test]
        fn the_usual_form_means_what_it_means_among_others(seconds in 0i64..4_000_000_000, zone in -14i32..=14) {
            let date = DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&FixedOffset::east_opt(zone * 3600).unwrap());
            for format in ["%a, %d %b %Y %H:%M:%S %z", "%a, %d %b %Y %H:%M:%S GMT", "%a, %d %b %Y %H:%M:60 GMT"] {
                let text = date.format(format).to_string();
                prop_assert!(usual(&text).is_none() || usual(&text) == loose(&text, false), "{}", text);
                prop_assert_eq!(usual(&text).is_some(), !format.contains("60"), "{}", text);
            }
        }

        #[test]
        fn reads_what_chrono_writes(seconds in 0i64..4_000_000_000, zone in -14i32..=14) {
            let offset = FixedOffset::east_opt(zone * 3600).unwrap();
            let date = DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&offset);
            prop_assert_eq!(parse(&date.to_rfc2822()), Some(date));
            prop_assert_eq!(parse(&date.format("%Y-%m-%d %H:%M:%S %z").to_string()), Some(date));
        }
    }
}
