//! Numbers as news writes them: 18.000 = 18,000 = 18 000 = 18 thousand = 18 тысяч.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A number found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its value.
    pub value: f64,
    /// Byte range in the text, the word for its magnitude included.
    pub span: Range<usize>,
    /// What sort of number it is.
    pub kind: NumberKind,
}

/// What sort of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// Counts something.
    Count,
    /// A share of a hundred.
    Percent,
    /// An amount of money.
    Money,
    /// A year.
    Year,
    /// A time of day, a date, a score, an ordinal, a code: counts nothing.
    Label,
}

/// Words for magnitudes; a word matches what begins with one of these, folded to lower case.
const MAGNITUDES: [(&str, f64); 34] = [
    ("thousand", 1e3),
    ("tausend", 1e3),
    ("mille", 1e3),
    ("mil", 1e3),
    ("mila", 1e3),
    ("duizend", 1e3),
    ("тысяч", 1e3),
    ("тыс", 1e3),
    ("hiljad", 1e3),
    ("хиљад", 1e3),
    ("tisuć", 1e3),
    ("tysi", 1e3),
    ("tisíc", 1e3),
    ("bin", 1e3),
    ("тисяч", 1e3),
    ("million", 1e6),
    ("mio", 1e6),
    ("millon", 1e6),
    ("millón", 1e6),
    ("milhão", 1e6),
    ("milhões", 1e6),
    ("miljoen", 1e6),
    ("миллион", 1e6),
    ("млн", 1e6),
    ("milion", 1e6),
    ("milijun", 1e6),
    ("милион", 1e6),
    ("milliard", 1e9),
    ("mrd", 1e9),
    ("billion", 1e9),
    ("миллиард", 1e9),
    ("млрд", 1e9),
    ("milijard", 1e9),
    ("милијард", 1e9),
];

/// Number words of the main languages, folded to lower case.
const WORDS: [(&str, f64); 93] = [
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("dozen", 12.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("hundred", 100.0),
    ("zwei", 2.0),
    ("drei", 3.0),
    ("vier", 4.0),
    ("fünf", 5.0),
    ("sechs", 6.0),
    ("sieben", 7.0),
    ("acht", 8.0),
    ("neun", 9.0),
    ("zehn", 10.0),
    ("elf", 11.0),
    ("zwölf", 12.0),
    ("dutzend", 12.0),
    ("zwanzig", 20.0),
    ("dreißig", 30.0),
    ("deux", 2.0),
    ("trois", 3.0),
    ("quatre", 4.0),
    ("cinq", 5.0),
    ("sept", 7.0),
    ("huit", 8.0),
    ("neuf", 9.0),
    ("dix", 10.0),
    ("onze", 11.0),
    ("douze", 12.0),
    ("vingt", 20.0),
    ("trente", 30.0),
    ("dos", 2.0),
    ("tres", 3.0),
    ("cuatro", 4.0),
    ("cinco", 5.0),
    ("seis", 6.0),
    ("siete", 7.0),
    ("ocho", 8.0),
    ("nueve", 9.0),
    ("diez", 10.0),
    ("doce", 12.0),
    ("veinte", 20.0),
    ("treinta", 30.0),
    ("два", 2.0),
    ("две", 2.0),
    ("двое", 2.0),
    ("двух", 2.0),
    ("три", 3.0),
    ("трое", 3.0),
    ("трёх", 3.0),
    ("трех", 3.0),
    ("четыре", 4.0),
    ("четверо", 4.0),
    ("пять", 5.0),
    ("пятеро", 5.0),
    ("шесть", 6.0),
    ("семь", 7.0),
    ("восемь", 8.0),
    ("девять", 9.0),
    ("десять", 10.0),
    ("двенадцать", 12.0),
    ("двадцать", 20.0),
    ("dva", 2.0),
    ("dvije", 2.0),
    ("dvoje", 2.0),
    ("tri", 3.0),
    ("troje", 3.0),
    ("četiri", 4.0),
    ("četvoro", 4.0),
    ("pet", 5.0),
    ("petoro", 5.0),
    ("šest", 6.0),
    ("sedam", 7.0),
    ("osam", 8.0),
    ("devet", 9.0),
    ("deset", 10.0),
    ("dvanaest", 12.0),
    ("dvadeset", 20.0),
    ("четири", 4.0),
    ("пет", 5.0),
    ("седам", 7.0),
];

static BY_WORD: LazyLock<FxHashMap<&str, f64>> = LazyLock::new(|| WORDS.into_iter().collect());

/// Bytes of the longest of them, written in capitals, and some to spare.
const LONGEST_WORD: usize = 24;

/// All numbers of `text` in order, in the digits of any script.
pub fn numbers(text: &str) -> Vec<Number> {
    // No letter of these scripts is of one byte.
    if text.is_ascii() || !text.chars().any(|c| ascii_digit(c).is_some()) {
        return in_ascii_digits(text);
    }
    // With a digit of one byte for each of several, and where each byte then came from.
    let (mut plain, mut origin) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, c) in text.char_indices() {
        let from = plain.len();
        plain.push(ascii_digit(c).unwrap_or(c));
        origin.extend((0..plain.len() - from).map(|byte| at + byte));
    }
    origin.push(text.len());
    let mut found = in_ascii_digits(&plain);
    found.iter_mut().for_each(|number| number.span = origin[number.span.start]..origin[number.span.end]);
    found
}

/// The digit that a digit of another script is, or the sign that parts them.
fn ascii_digit(c: char) -> Option<char> {
    let zero = match c {
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        '\u{66b}' => return Some('.'),
        '\u{66c}' => return Some(','),
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

fn in_ascii_digits(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { break };
        let before = text[..at].chars().next_back();
        // Scripts without spaces; and "and 2,500", which is one word in Arabic.
        let starts_word = before.is_none_or(|c| !c.is_alphanumeric() || is_wide_unit(c) || is_arabic(c));
        if c.is_ascii_digit() && starts_word {
            let number = digits(text, at);
            at = number.span.end;
            found.push(number);
        } else if c.is_alphanumeric() && !is_wide_unit(c) {
            let ends = |next: char| !next.is_alphanumeric() || is_wide_unit(next) || next.is_ascii_digit() && is_arabic(c);
            let end = rest.find(ends).unwrap_or(rest.len());
            if starts_word && c.is_alphabetic() {
                found.extend(word(text, at..at + end));
            }
            at += end;
        } else {
            at += c.len_utf8();
        }
    }
    found
}

/// A number word; its magnitude with it ("two thousand").
fn word(text: &str, span: Range<usize>) -> Option<Number> {
    if span.len() > LONGEST_WORD {
        return None;
    }
    let word = &text[span.clone()];
    let mut letters = [0; LONGEST_WORD];
    let value = if word.is_ascii() {
        let lower = letters.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        BY_WORD.get(std::str::from_utf8(lower).ok()?)?
    } else {
        BY_WORD.get(word.to_lowercase().as_str())?
    };
    let (factor, end) = magnitude(text, span.end);
    Some(Number { value: value * factor, span: span.start..end, kind: NumberKind::Count })
}

/// A number in digits that starts at `start`.
fn digits(text: &str, start: usize) -> Number {
    let bytes = text.as_bytes();
    let run =
        |from: usize| from + bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count());
    let mut end = run(start);
    let mut plain: String = text[start..end].to_owned();
    let mut grouped = false;
    let mut fraction: Option<String> = None;
    while let Some((separator, next)) = separator(text, end) {
        let part_end = run(next);
        let length = part_end - next;
        let another = self::separator(text, part_end).is_some_and(|(again, _)| again == separator);
        let is_group = length == 3 && (plain.len() <= 3 || grouped) && plain != "0" && fraction.is_none();
        if is_group && (separator != ',' || another || !grouped_by_other(&text[start..end], ',')) {
            plain.push_str(&text[next..part_end]);
            grouped = true;
            end = part_end;
        } else if length > 0
            && fraction.is_none()
            && matches!(separator, '.' | ',')
            && (length != 3 || grouped || plain == "0")
            && !another
        {
            fraction = Some(text[next..part_end].to_owned());
            end = part_end;
        } else {
            break;
        }
    }
    let value: f64 = format!("{plain}.{}", fraction.as_deref().unwrap_or("0")).parse().unwrap_or(0.0);
    let label = is_label(text, start, end);
    let (factor, span_end) = if label { (1.0, end) } else { magnitude(text, end) };
    let kind = match () {
        () if label => NumberKind::Label,
        () if is_percent(text, span_end) => NumberKind::Percent,
        () if is_money(text, start, span_end) => NumberKind::Money,
        () if factor == 1.0 && !grouped && fraction.is_none() && plain.len() == 4 && (1900.0..2100.0).contains(&value) => {
            NumberKind::Year
        }
        () => NumberKind::Count,
    };
    Number { value: value * factor, span: start..span_end, kind }
}

fn grouped_by_other(written: &str, separator: char) -> bool {
    written.contains(['.', '\u{a0}', ' ']) && !written.contains(separator)
}

/// What parts the digits at `at` from those that follow it.
fn separator(text: &str, at: usize) -> Option<(char, usize)> {
    let mut rest = text.get(at..)?.chars();
    let separator = rest.next().filter(|c| matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}' | ' ' | '\'' | '’'))?;
    let next = rest.next().filter(char::is_ascii_digit)?;
    let _ = next;
    // "in 2024 600 people": a plain space groups exactly three digits, and only after one to three.
    let from = at + separator.len_utf8();
    if separator == ' ' {
        let digits = text[from..].chars().take_while(char::is_ascii_digit).count();
        let before = text[..at].chars().rev().take_while(char::is_ascii_digit).count();
        if digits != 3 || before > 3 {
            return None;
        }
    }
    Some((separator, from))
}

/// The factor that the word after a number gives, and where that word ends.
fn magnitude(text: &str, end: usize) -> (f64, usize) {
    let rest = &text[end..];
    for (sign, factor) in [("万", 1e4), ("萬", 1e4), ("만", 1e4), ("億", 1e8), ("亿", 1e8), ("억", 1e8)] {
        if rest.starts_with(sign) {
            return (factor, end + sign.len());
        }
    }
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '-']).len();
    let after = &rest[gap..];
    let length = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let word = after[..length].to_lowercase();
    if gap > 2 || word.is_empty() {
        return (1.0, end);
    }
    let matches = |known: &str| {
        word == known
            || known.len() >= 4
                && word.starts_with(known)
                && word.len() <= known.len() + 6
                && known != "mille"
                && known != "billion"
    };
    let found = MAGNITUDES
        .iter()
        .rev()
        .find(|(known, _)| matches(known) || *known == "billion" && (word == "billion" || word == "billions"));
    found.map_or((1.0, end), |(_, factor)| (*factor, end + gap + length))
}

fn is_percent(text: &str, end: usize) -> bool {
    let rest = text[end..].trim_start_matches([' ', '\u{a0}', '-']);
    let lower: String = rest.chars().take(9).collect::<String>().to_lowercase();
    ["%", "percent", "per cent", "prozent", "pour cent", "por ciento", "процент", "posto", "odsto", "per cento", "procent"]
        .iter()
        .any(|sign| lower.starts_with(sign))
}

fn is_money(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end().chars().next_back();
    let rest = text[end..].trim_start_matches([' ', '\u{a0}', '-']);
    let lower: String = rest.chars().take(8).collect::<String>().to_lowercase();
    before.is_some_and(|c| "$€£¥₽".contains(c))
        || ["$", "€", "£", "euro", "dollar", "dólar", "доллар", "евро", "рубл", "pound", "evra", "kroner", "franc", "yen", "yuan"]
            .iter()
            .any(|sign| lower.starts_with(sign))
}

/// Times, dates, scores, ordinals, model names.
fn is_label(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back().unwrap_or(' ');
    let mut rest = text[end..].chars();
    let (next, after) = (rest.next().unwrap_or(' '), rest.next().unwrap_or(' '));
    let joined = |c: char, other: char| matches!(c, ':' | '-' | '–' | '/') && other.is_ascii_digit();
    let previous = text[..start].chars().rev().nth(1).unwrap_or(' ');
    let ordinal = ["st", "nd", "rd", "th", "er", "ème", "e ", "º", "ª", "-й", "-го", "-я"]
        .iter()
        .any(|ending| text[end..].starts_with(ending));
    let german_ordinal = next == '.'
        && after == ' '
        && text[end..].chars().nth(2).is_some_and(char::is_uppercase)
        && end - start <= 2
        && month_follows(&text[end + 1..]);
    joined(next, after)
        || joined(before, previous)
        || before == '#'
        || matches!(before, '第' | '제')
        || DATED.contains(&next)
        || before == '-' && previous.is_alphabetic()
        || ordinal
        || german_ordinal
        || next.is_alphabetic() && !is_wide_unit(next)
}

fn is_arabic(c: char) -> bool {
    ('\u{620}'..='\u{64a}').contains(&c)
}

/// What stands behind the numbers of years, months, days, hours, minutes and what is counted through.
const DATED: [char; 19] =
    ['年', '月', '日', '号', '號', '時', '时', '分', '秒', '点', '點', '期', '届', '屆', '년', '월', '일', '시', '분'];

fn is_wide_unit(c: char) -> bool {
    super::words::is_wide(c) || ('\u{ac00}'..='\u{d7af}').contains(&c)
}

fn month_follows(rest: &str) -> bool {
    let word: String = rest.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]
        .contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values() {
        fn check(text: &str, expected: &[f64]) {
            let found: Vec<f64> = numbers(text).into_iter().map(|number| number.value).collect();
            assert_eq!(found, expected, "{text}");
        }
        for eighteen in [
            "18.000",
            "18,000",
            "18 000",
            "18\u{a0}000",
            "18 thousand",
            "18 Tausend",
            "18 mil",
            "18 тысяч",
            "18 hiljada",
            "1.8万",
            "18000",
        ] {
            check(eighteen, &[18_000.0]);
        }
        check("4.7 percent", &[4.7]);
        check("4,7 Prozent", &[4.7]);
        check("1,234.5", &[1234.5]);
        check("1.234.567", &[1_234_567.0]);
        check("1,2 Millionen", &[1_200_000.0]);
        check("3 billion", &[3e9]);
        check("2 Milliarden", &[2e9]);
        check("0.125", &[0.125]);
        check("two people and 14 dogs", &[2.0, 14.0]);
        check("in 2024 600 people", &[2024.0, 600.0]);
        check("600, 700", &[600.0, 700.0]);
        check("芮氏規模5.8地震，620人", &[5.8, 620.0]);
        check("울진 산불 주민 620명 대피", &[620.0]);
        check("٣٤ قتيلا و٢٬٥٠٠ مصاب", &[34.0, 2500.0]);
        check("۱۸ کشته", &[18.0]);
        check("८४ छात्र", &[84.0]);
        check("ผู้เสียชีวิต๑๘คน", &[18.0]);
        check("the A320 and B52s", &[]);
    }

    #[test]
    fn kinds() {
        fn check(text: &str, expected: NumberKind) {
            assert_eq!(numbers(text)[0].kind, expected, "{text}");
        }
        check("600 soldiers", NumberKind::Count);
        check("40 percent", NumberKind::Percent);
        check("$40", NumberKind::Money);
        check("5 million euros", NumberKind::Money);
        check("2025", NumberKind::Year);
        check("12:30", NumberKind::Label);
        check("2-1", NumberKind::Label);
        check("21st century", NumberKind::Label);
        check("3. Mai", NumberKind::Label);
        check("10日凌晨", NumberKind::Label);
        check("第3次", NumberKind::Label);
        check("34人", NumberKind::Count);
    }

    proptest! {
        #[test]
        fn spans_are_sound(text in "[0-9.,: a-zäд万٣۳-]{0,60}") {
            for number in numbers(&text) {
                prop_assert!(text.get(number.span.clone()).is_some());
            }
        }
    }
}
