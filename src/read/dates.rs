//! Dates as feeds and pages write them.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

/// Names of the twelve months, January first, folded to lower case; a token matches a name that begins with it, or that it
/// begins with, from three letters on. Groups: several spellings a month, separated by spaces.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier januari enero janeiro gennaio gen ianuarie styczeń stycznia sty leden ledna január ocak \
     январь января янв січень січня јануар siječanj ιανουαρίου ιαν يناير tammikuu jaanuar ינואר",
    "february february feb februar februari février fév febrero fevereiro febbraio februarie luty lutego únor února február şubat \
     февраль февраля фев лютий лютого фебруар veljača φεβρουαρίου φεβ فبراير helmikuu veebruar פברואר",
    "march mar märz mär mrz maart mars marzo março martie marzec marca březen března březn mart \
     март марта мар березень березня ožujak μαρτίου μαρ مارس maaliskuu märts מרץ",
    "april apr avril avr abril abr aprile aprilie kwiecień kwietnia kwi duben dubna apríl nisan \
     апрель апреля апр квітень квітня април travanj απριλίου απρ أبريل huhtikuu aprill אפריל",
    "may mai mei mayo maio maggio mag maj maja květen května kvě máj mayıs maí \
     май мая мај травень травня svibanj μαΐου μαϊ مايو toukokuu מאי",
    "june jun juni juin junio junho giugno giu iunie czerwiec czerwca cze červen června jún haziran júní \
     июнь июня июн јун червень червня lipanj ιουνίου ιουν يونيو kesäkuu juuni יוני",
    "july jul juli juillet juil julio julho luglio lug iulie lipiec lipca lip červenec července júl temmuz júlí \
     июль июля июл јул липень липня srpanj ιουλίου ιουλ يوليو heinäkuu juuli יולי",
    "august aug août aoû augustus agosto ago augusti sierpień sierpnia sie srpen srpna ağustos ágúst \
     август августа авг серпень серпня kolovoz αυγούστου αυγ أغسطس elokuu אוגוסט",
    "september sep sept septembre settembre set setembro septiembre septembrie wrzesień września wrz září eylül \
     сентябрь сентября сен септембар вересень вересня rujan σεπτεμβρίου σεπ سبتمبر syyskuu ספטמבר",
    "october oct oktober okt octobre octubre outubro out ottobre ott octombrie październik października paź říjen října október ekim \
     октябрь октября окт октобар жовтень жовтня listopad-hr οκτωβρίου οκτ أكتوبر lokakuu oktoober אוקטובר",
    "november nov novembre noviembre novembro noiembrie listopad listopada lis listopadu kasım nóvember \
     ноябрь ноября ноя нов новембар листопада studeni νοεμβρίου νοε نوفمبر marraskuu נובמבר",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre decembrie grudzień grudnia gru prosinec prosince aralık \
     desember des декабрь декабря дек децембар грудень грудня prosinac δεκεμβρίου δεκ ديسمبر joulukuu detsember דצמבר",
];

/// Zone names and their offsets from UTC in minutes (RFC 5322 section 4.3, and those that news sites use).
const ZONES: [(&str, i32); 37] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("trt", 180),
    ("ist", 330),
    ("pkt", 300),
    ("ict", 420),
    ("wib", 420),
    ("sgt", 480),
    ("hkt", 480),
    ("cst8", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("brt", -180),
];

/// The instant that `text` states, with the zone it states (UTC where it states none); `None` if it is no date.
///
/// Understands RFC 3339, W3CDTF, RFC 822 and its sloppy cousins: names of months in some thirty languages, named zones, two-digit
/// years, AM and PM, `MM/DD/YYYY`, `DD.MM.YYYY`, `2024年5月1日`.
pub fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    if text.len() > 200 {
        return None;
    }
    DateTime::parse_from_rfc3339(text).ok().filter(sensible).or_else(|| loose(text))
}

fn sensible(date: &DateTime<FixedOffset>) -> bool {
    (1970..=2100).contains(&chrono::Datelike::year(date))
}

#[derive(Default)]
struct Parts {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<NaiveTime>,
    offset: Option<i32>,
    afternoon: Option<bool>,
}

fn loose(text: &str) -> Option<DateTime<FixedOffset>> {
    let folded: String = digits_to_ascii(text).to_lowercase();
    let mut parts = Parts::default();
    let mut rest = folded.as_str();
    let mut numbers: Vec<(u32, usize, char)> = Vec::new();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            number(rest, &mut parts, &mut numbers)
        } else if first.is_alphabetic() {
            word(rest, &mut parts)
        } else if (first == '+' || first == '-' || first == '−') && parts.time.is_some() && parts.offset.is_none() {
            sign(rest, first, &mut parts)
        } else {
            first.len_utf8()
        };
        rest = &rest[length.min(rest.len())..];
    }
    settle(&mut parts, &numbers)?;
    let date = NaiveDate::from_ymd_opt(parts.year?, parts.month?, parts.day.unwrap_or(1))?;
    let mut time = parts.time.unwrap_or_default();
    let hour = chrono::Timelike::hour(&time);
    time = match parts.afternoon {
        Some(true) if hour < 12 => chrono::Timelike::with_hour(&time, hour + 12)?,
        Some(false) if hour == 12 => chrono::Timelike::with_hour(&time, 0)?,
        _ => time,
    };
    let offset = FixedOffset::east_opt(parts.offset.unwrap_or(0) * 60)?;
    date.and_time(time).and_local_timezone(offset).single().filter(sensible)
}

fn digits_to_ascii(text: &str) -> String {
    let digit = |c: char| match c {
        '٠'..='٩' => char::from_digit(c as u32 - '٠' as u32, 10),
        '۰'..='۹' => char::from_digit(c as u32 - '۰' as u32, 10),
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
        _ => None,
    };
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// A run of digits: a time, a packed date, or a number whose meaning is settled later. Answers the bytes taken.
fn number(rest: &str, parts: &mut Parts, numbers: &mut Vec<(u32, usize, char)>) -> usize {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if parts.time.is_none()
        && digits <= 2
        && let Some((time, length)) = time(rest)
    {
        parts.time = Some(time);
        return length;
    }
    let after = rest[digits..].chars().next().unwrap_or(' ');
    if digits == 8 && numbers.is_empty() && parts.month.is_none() {
        let part = |range: std::ops::Range<usize>| rest[range].parse().unwrap_or(0);
        numbers.extend([(part(0..4), 4, '-'), (part(4..6), 2, '-'), (part(6..8), 2, after)]);
    } else if let Ok(value) = rest[..digits].parse() {
        numbers.push((value, digits, after));
    }
    digits
}

/// `hh:mm[:ss[.fraction]]`, also with `h` or `.` where nothing else fits.
fn time(rest: &str) -> Option<(NaiveTime, usize)> {
    let bytes = rest.as_bytes();
    let two = |from: usize| -> Option<(u32, usize)> {
        let digits = bytes.get(from..)?.iter().take(2).take_while(|byte| byte.is_ascii_digit()).count();
        (digits > 0).then(|| rest[from..from + digits].parse().ok().map(|value| (value, from + digits)))?
    };
    let (hour, at) = two(0)?;
    if !matches!(bytes.get(at), Some(b':' | b'h')) {
        return None;
    }
    let (minute, mut at) = two(at + 1)?;
    let mut second = 0;
    if bytes.get(at) == Some(&b':')
        && let Some((value, end)) = two(at + 1)
    {
        (second, at) = (value, end);
        if matches!(bytes.get(at), Some(b'.' | b',')) {
            at += 1 + bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        }
    }
    // Leap seconds exist in feeds, not in clocks.
    NaiveTime::from_hms_opt(hour % 24, minute, second.min(59)).filter(|_| hour <= 24).map(|time| (time, at))
}

fn word(rest: &str, parts: &mut Parts) -> usize {
    let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let word = &rest[..length];
    match word {
        "am" | "a" => parts.afternoon = parts.afternoon.or(Some(false)),
        "pm" | "p" => parts.afternoon = parts.afternoon.or(Some(true)),
        _ => {
            let zone = ZONES.iter().find(|(name, _)| *name == word);
            if let (Some((_, minutes)), true) = (zone, parts.offset.is_none() && parts.time.is_some()) {
                // "GMT+2": the sign that follows says more.
                let signed = rest[length..].starts_with(['+', '-']);
                parts.offset = if signed { None } else { Some(*minutes) };
            } else if parts.month.is_none() {
                parts.month = month(word);
            }
        }
    }
    length
}

fn month(word: &str) -> Option<u32> {
    let letters = word.chars().count();
    if letters < 3 {
        return None;
    }
    let exact = |names: &str| names.split_whitespace().any(|name| name == word);
    let begins = |names: &str| {
        names.split_whitespace().any(|name| {
            let (short, long) = if name.chars().count() < letters { (name, word) } else { (word, name) };
            short.chars().count() >= 4 && long.starts_with(short)
        })
    };
    let at = MONTHS.iter().position(|names| exact(names)).or_else(|| MONTHS.iter().position(|names| begins(names)))?;
    u32::try_from(at + 1).ok()
}

/// `+hh:mm`, `-hhmm`, `+h`.
fn sign(rest: &str, first: char, parts: &mut Parts) -> usize {
    let from = first.len_utf8();
    let digits: String = rest[from..].chars().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
    let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
    let value: i32 = plain.parse().unwrap_or(-1);
    let minutes = match plain.len() {
        1 | 2 => value * 60,
        3 | 4 => value / 100 * 60 + value % 100,
        _ => return from,
    };
    if (0..=14 * 60).contains(&minutes) {
        parts.offset = Some(if first == '+' { minutes } else { -minutes });
    }
    from + digits.len()
}

/// Which number is year, month and day.
fn settle(parts: &mut Parts, numbers: &[(u32, usize, char)]) -> Option<()> {
    let year_of = |value: u32, digits: usize| -> Option<i32> {
        match digits {
            4 => i32::try_from(value).ok(),
            // RFC 5322 section 4.3.
            2 if value < 70 => i32::try_from(value + 2000).ok(),
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
        (None, [(year, 4, _), (month, 1..=2, _)]) => {
            parts.year = year_of(*year, 4);
            parts.month = Some(*month);
        }
        (None, [(year, 4, _)]) => {
            parts.year = year_of(*year, 4);
            parts.month = Some(1);
        }
        (None, [(one, 1..=2, separator), (other, 1..=2, _), (year, digits, _), ..]) => {
            let month_first = *separator == '/' && *one <= 12;
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
    fn sloppy() {
        check("2025-04-30 09:12", "2025-04-30T09:12:00+00:00");
        check("2025-04-30T09:12:00+0200", "2025-04-30T09:12:00+02:00");
        check("Wed, 30 Apr 25 09:12:00 EST", "2025-04-30T09:12:00-05:00");
        check("30 Apr 1999 9:05 PM PDT", "1999-04-30T21:05:00-07:00");
        check("04/30/2025 12:15 AM", "2025-04-30T00:15:00+00:00");
        check("30/04/2025 10:15", "2025-04-30T10:15:00+00:00");
        check("30.04.2025, 10:15", "2025-04-30T10:15:00+00:00");
        check("20250430", "2025-04-30T00:00:00+00:00");
        check("2025-04", "2025-04-01T00:00:00+00:00");
        check("April 30, 2025 at 3:04 p.m. EDT", "2025-04-30T15:04:00-04:00");
        check("Wed, 30 Apr 2025 24:00:00 +0000", "2025-04-30T00:00:00+00:00");
        check("Wed, 30 Apr 2025 09:12:00 GMT+2", "2025-04-30T09:12:00+02:00");
    }

    #[test]
    fn in_other_tongues() {
        check("Ср, 30 апр 2025 09:12:00 +0300", "2025-04-30T09:12:00+03:00");
        check("30. März 2025 10:15", "2025-03-30T10:15:00+00:00");
        check("sáb, 01 ago 2025 08:00:00 +0000", "2025-08-01T08:00:00+00:00");
        check("1er février 2025 à 10h30", "2025-02-01T10:30:00+00:00");
        check("2024年5月1日 10:30", "2024-05-01T10:30:00+00:00");
        check("2024년 5월 1일", "2024-05-01T00:00:00+00:00");
        check("12 lipca 2025", "2025-07-12T00:00:00+00:00");
        check("12 července 2025", "2025-07-12T00:00:00+00:00");
        check("٣٠ أبريل ٢٠٢٥", "2025-04-30T00:00:00+00:00");
    }

    #[test]
    fn no_dates() {
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
        fn reads_what_chrono_writes(seconds in 0i64..4_000_000_000, zone in -14i32..=14) {
            let offset = FixedOffset::east_opt(zone * 3600).unwrap();
            let date = DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&offset);
            prop_assert_eq!(parse(&date.to_rfc2822()), Some(date));
            prop_assert_eq!(parse(&date.format("%Y-%m-%d %H:%M:%S %z").to_string()), Some(date));
        }
    }
}
