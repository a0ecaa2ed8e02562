//! Numbers as news writes them: 18.000 = 18,000 = 18 000 = 18 thousand = 18 тысяч.

use std::ops::Range;

use super::language::family;
use super::number_words::{self, Meaning, NumberWords};
use super::words::in_word;

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

/// All numbers of `text` in order, in the digits of any script and in the words of its language. Where that is "", as little is known of it, words
/// count that are nothing else in any language ("ten" is "this" in Polish); where it has no words here, digits alone do.
pub fn numbers(text: &str, language: &str) -> Vec<Number> {
    let words = number_words::of(family(language));
    // No letter of these scripts is of one byte.
    if text.is_ascii() || !text.chars().any(|c| ascii_digit(c).is_some()) {
        return in_ascii_digits(text, words);
    }
    // With a digit of one byte for each of several, and where each byte then came from.
    let (mut plain, mut origin) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, c) in text.char_indices() {
        let from = plain.len();
        plain.push(ascii_digit(c).unwrap_or(c));
        origin.extend((0..plain.len() - from).map(|byte| at + byte));
    }
    origin.push(text.len());
    let mut found = in_ascii_digits(&plain, words);
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

fn in_ascii_digits(text: &str, words: Option<&NumberWords>) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { break };
        let before = text[..at].chars().next_back();
        // Scripts without spaces; and "and 2,500", which is one word in Arabic.
        let starts_word = before.is_none_or(|c| !c.is_alphanumeric() || is_wide_unit(c) || is_arabic(c));
        if c.is_ascii_digit() && starts_word {
            let number = digits(text, at, words);
            at = number.span.end;
            found.push(number);
        } else if c.is_alphanumeric() && !is_wide_unit(c) {
            let end = at + word_end(rest, words);
            let number = words.filter(|_| starts_word && c.is_alphabetic()).and_then(|words| spelt(text, at..end, words));
            at = number.as_ref().map_or(end, |number| number.span.end);
            found.extend(number);
        } else if let Some(number) = words.filter(|words| words.may_begin_wide(c)).and_then(|words| wide(text, at, words)) {
            at = number.span.end;
            found.push(number);
        } else {
            at += c.len_utf8();
        }
    }
    found
}

/// Bytes of the word at the beginning of a text.
fn word_end(text: &str, words: Option<&NumberWords>) -> usize {
    let first = text.chars().next().unwrap_or(' ');
    let ends = |next: char| !in_word(next) || is_wide_unit(next) || next.is_ascii_digit() && is_arabic(first);
    let end = text.find(ends).unwrap_or(text.len());
    let behind = text[end..].strip_prefix(['\'', '’']).filter(|_| words.is_some_and(NumberWords::has_apostrophes));
    let joined = behind.filter(|behind| behind.starts_with(char::is_alphabetic));
    joined.map_or(end, |joined| text.len() - joined.len() + joined.find(ends).unwrap_or(joined.len()))
}

/// The word that a space or a hyphen parts from what stands before `end`.
fn next_word(text: &str, end: usize, words: &NumberWords) -> Option<Range<usize>> {
    let behind = text.get(end..)?.strip_prefix([' ', '\u{a0}', '-', '\u{2011}'])?;
    let start = text.len() - behind.len();
    let length = if behind.starts_with(char::is_alphabetic) { word_end(behind, Some(words)) } else { 0 };
    (length > 0).then_some(start..start + length)
}

/// A number that words add up to.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    /// What was multiplied, and by what.
    total: f64,
    unit: f64,
    /// What stands behind that.
    rest: f64,
}

impl Sum {
    fn value(self) -> f64 {
        self.total + self.rest
    }

    /// With one more word: "twenty two", "two hundred", "dua belas", "خمسة وعشرون"; `None` where the word is none of this number.
    fn with(self, meaning: Meaning, and_joined: bool) -> Option<Self> {
        let Self { total, unit, rest } = self;
        let multiplies = |factor: &f64| {
            let larger = rest > 0.0 && rest < *factor && (total == 0.0 || *factor < unit);
            // Only "quatre-vingts" counts by twenties.
            larger && (*factor != 20.0 || rest == 4.0)
        };
        if let Some(factor) = meaning.factor.filter(multiplies) {
            return Some(Self { total: total + rest * factor, unit: factor, rest: 0.0 });
        }
        if let Some(added) = meaning.added.filter(|_| (1.0..10.0).contains(&rest)) {
            return Some(Self { rest: rest + added, ..self });
        }
        let value = meaning.value?;
        let fits = match () {
            () if and_joined && (1.0..10.0).contains(&rest) => (20.0..100.0).contains(&value),
            () if rest == 0.0 => total > 0.0 && value < unit,
            () if rest % 100.0 == 0.0 => value < 100.0,
            // "soixante-douze".
            () if rest == 60.0 && value >= 10.0 => value < 20.0,
            () => rest >= 10.0 && rest % 10.0 == 0.0 && value < 10.0,
        };
        fits.then_some(Self { rest: rest + value, ..self })
    }
}

/// The number whose first word this may be; its magnitude with it ("two thousand").
fn spelt(text: &str, first: Range<usize>, words: &NumberWords) -> Option<Number> {
    let (meaning, _) = words.read(&text[first.clone()])?;
    let mut sum = match meaning {
        Meaning { value: Some(value), .. } => Sum { rest: value, ..Sum::default() },
        // "Mil doscientas".
        Meaning { factor: Some(factor), .. } if factor >= 1e3 => Sum { total: factor, unit: factor, rest: 0.0 },
        _ => return None,
    };
    if stands_behind_thousand(&text[..first.start], words) {
        return None;
    }
    let (mut end, mut alone) = (first.end, true);
    while let Some(mut next) = next_word(text, end, words) {
        if words.is_and(&text[next.clone()]) && sum.value() >= 20.0 {
            let Some(behind) = next_word(text, next.end, words) else { break };
            next = behind;
        }
        let more = words.read(&text[next.clone()]).and_then(|(meaning, and_joined)| sum.with(meaning, and_joined));
        let Some(more) = more else { break };
        (sum, end, alone) = (more, next.end, false);
    }
    let (factor, span_end) = magnitude(text, end, Some(words));
    let next = || next_word(text, span_end, words).map_or("", |next| &text[next]);
    let told = !alone || !meaning.doubtful || words.is_counted(next()) || stands_behind_number(&text[..first.start], words);
    // What has no width joins the parts of a Persian word.
    let within = text[end..].starts_with('\u{200c}');
    if sum.value() * factor < 2.0
        || alone && meaning.value.is_none()
        || !told
        || within
        || words.is_label_after(&text[..first.start])
        || words.is_label_before(next())
    {
        return None;
    }
    let kind = match () {
        () if is_percent(text, span_end) => NumberKind::Percent,
        () if is_money(text, first.start, span_end) => NumberKind::Money,
        () => NumberKind::Count,
    };
    Some(Number { value: sum.value() * factor, span: first.start..span_end, kind })
}

/// Where what stands close before a place begins: a run without a space is not searched through for each number in it.
fn near(text: &str, place: usize) -> usize {
    let mut near = place.saturating_sub(REACH);
    while !text.is_char_boundary(near) {
        near += 1;
    }
    near
}

/// Bytes in which a short word and a number before it have room.
const REACH: usize = 48;

/// Whether it is the rest of a number that began in digits: "5 mil doscientas".
fn stands_behind_thousand(before: &str, words: &NumberWords) -> bool {
    let last = before[near(before, before.len())..].trim_end_matches([' ', '\u{a0}']).rsplit(|c: char| !c.is_alphabetic()).next();
    last.and_then(|word| words.read(word)).is_some_and(|(meaning, _)| meaning.factor.is_some_and(|factor| factor >= 1e3))
}

/// Whether a number stands before the last word, a short one: "de cinq à neuf", "cinco o seis".
fn stands_behind_number(before: &str, words: &NumberWords) -> bool {
    let mut last = before[near(before, before.len())..].trim_end_matches(' ').rsplit(' ');
    let short = last.next().is_some_and(|word| word.chars().all(char::is_alphabetic) && word.chars().nth(3).is_none());
    let number = last.next().filter(|_| short).and_then(|word| words.read(word));
    number.is_some_and(|(meaning, _)| !meaning.doubtful && meaning.value.is_some_and(|value| value > 1.0))
}

/// The number of a script without spaces, or of Korean, that begins at `start` and counts something: "三人", "二十三名", "세 명".
fn wide(text: &str, start: usize, words: &NumberWords) -> Option<Number> {
    let hangul = |c: char| ('\u{ac00}'..='\u{d7af}').contains(&c);
    if words.is_wide_label_after(&text[..start]) || text[..start].ends_with(hangul) {
        return None;
    }
    let mut sum: Option<Sum> = None;
    let mut end = start;
    while let Some((meaning, length)) = words.wide(&text[end..]) {
        sum = Some(match (sum, meaning) {
            (Some(sum), meaning) => sum.with(meaning, false)?,
            (None, Meaning { value: Some(value), .. }) => Sum { rest: value, ..Sum::default() },
            (None, Meaning { factor: Some(factor), .. }) => Sum { total: factor, unit: factor, rest: 0.0 },
            _ => return None,
        });
        end += length;
    }
    let (factor, end) = magnitude(text, end, Some(words));
    let value = sum?.value() * factor;
    let counted = text[end..].strip_prefix(' ').unwrap_or(&text[end..]);
    (value >= 2.0 && words.begins_counted(counted)).then_some(Number { value, span: start..end, kind: NumberKind::Count })
}

/// Whether a word is "one", which is an article in many languages.
pub fn is_one(word: &str, language: &str) -> bool {
    let read = number_words::of(family(language)).and_then(|words| words.read(word));
    read.is_some_and(|(meaning, _)| meaning.value == Some(1.0))
}

/// A number in digits that starts at `start`.
fn digits(text: &str, start: usize, words: Option<&NumberWords>) -> Number {
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
    let (factor, span_end) = if label { (1.0, end) } else { magnitude(text, end, words) };
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
fn magnitude(text: &str, end: usize, words: Option<&NumberWords>) -> (f64, usize) {
    let rest = &text[end..];
    for (sign, factor) in [("万", 1e4), ("萬", 1e4), ("만", 1e4), ("億", 1e8), ("亿", 1e8), ("억", 1e8)] {
        if rest.starts_with(sign) {
            return (factor, end + sign.len());
        }
    }
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '-']).len();
    let after = &rest[gap..];
    let length = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    if gap > 2 || length == 0 {
        return (1.0, end);
    }
    let of_language = words.and_then(|words| {
        let next = next_word(text, end, words)?;
        let (meaning, _) = words.read(&text[next.clone()])?;
        Some((meaning.factor.filter(|factor| *factor >= 100.0)?, next.end))
    });
    if let Some(found) = of_language {
        return found;
    }
    let word = after[..length].to_lowercase();
    let matches = |known: &str| {
        word == known
            || known.len() >= 4
                && word.starts_with(known)
                && word.len() <= known.len() + 6
                && !["mille", "mila"].contains(&known)
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

/// Whether a number and what it counts may stand without a space between them.
pub(super) fn is_wide_unit(c: char) -> bool {
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
            let found: Vec<f64> = numbers(text, "en").into_iter().map(|number| number.value).collect();
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
    fn words_of_languages() {
        fn check(language: &str, text: &str, expected: &[f64]) {
            let found: Vec<f64> = numbers(text, language).into_iter().map(|number| number.value).collect();
            assert_eq!(found, expected, "{text}");
        }
        check("en", "Twenty-two dead, two hundred hurt, dozens missing", &[22.0, 200.0]);
        check("en", "Two dozen houses and one hundred and twenty people", &[24.0, 120.0]);
        check("en", "Two hundred and five people; twenty and thirty", &[205.0, 20.0, 30.0]);
        check("pt", "Cento e vinte pessoas", &[120.0]);
        check("es", "Mil doscientas personas", &[1200.0]);
        check("fr", "Mille deux cents personnes", &[1200.0]);
        check("de", "Tausend zweihundert Menschen", &[1200.0]);
        check("es", "Mil personas", &[]);
        // What is not read in full gives no half of it.
        check("es", "Unas 5 mil doscientas personas", &[5000.0]);
        check("en", "Police arrested 5 Milan fans", &[5.0]);
        check("en", "Phase two and the sept of Fife, ten", &[10.0]);
        check("de", "Zweiundzwanzig Tote, zweihundert Verletzte, drei Millionen Euro", &[22.0, 200.0, 3e6]);
        check("fr", "Quatre-vingt-dix-sept morts, soixante-douze blessés, dix pour cent", &[97.0, 72.0, 10.0]);
        check("fr", "Un pont neuf, neuf morts; de cinq à neuf", &[9.0, 5.0, 9.0]);
        check("es", "Treinta y dos muertos; dos o tres heridos", &[32.0, 2.0, 3.0]);
        check("it", "Ci sei? Sei morti", &[6.0]);
        check("pt", "Vinte e dois mortos", &[22.0]);
        check("pl", "Ten pożar: dwóch rannych, troje dzieci", &[2.0, 3.0]);
        check("cs", "Dvaadvacet zraněných, tři sta lidí", &[22.0, 300.0]);
        check("ru", "Двое погибших, двадцать два раненых, в трёх и трех домах", &[2.0, 22.0, 3.0, 3.0]);
        check("ru", "Семью спасли", &[]);
        check("uk", "П'ять загиблих, дев’ятеро поранених", &[5.0, 9.0]);
        check("sr", "Dvadeset i dva mrtva, троје повређених, sto za ručavanje", &[22.0, 3.0]);
        check("hr", "Dvojica uhićena, cetvero ozlijeđeno", &[2.0, 4.0]);
        check("fi", "Kolme kuollutta, kahdessa talossa", &[3.0, 2.0]);
        check("hu", "Négy halott, tizenketten megsérültek, egy hét múlva hét halott, 5 ezer", &[4.0, 12.0, 7.0, 5000.0]);
        check("tr", "Enkaz altı: altı kişi, on iki yaralı, üç bin asker", &[6.0, 12.0, 3000.0]);
        check("tr", "ÜÇ ÖLÜ, İKİ YARALI", &[3.0, 2.0]);
        check("el", "Τρεις νεκροί, είκοσι δύο τραυματίες", &[3.0, 22.0]);
        check("id", "Dua belas tewas, tiga puluh dua luka", &[12.0, 32.0]);
        check("vi", "Ba người chết hôm thứ ba, ba của em, hai mươi lăm nhà", &[3.0, 25.0]);
        check("ar", "مقتل ثلاثة وإصابة خمسة وعشرين، خمسة عشر", &[3.0, 25.0, 15.0]);
        check("ar", "وثلاثة", &[3.0]);
        check("he", "שלושה הרוגים ועשרים ושניים פצועים ביום שני, באר שבע", &[3.0, 22.0]);
        check("fa", "سه کشته و بیست و دو زخمی روز سه\u{200c}شنبه", &[3.0, 22.0]);
        check("hi", "तीन की मौत, उन्नीस घायल, पाँच", &[3.0, 19.0, 5.0]);
        check("zh", "火灾致三人死亡，二十三人受伤，一百二十名，第三名，周三人", &[3.0, 23.0, 120.0]);
        check("zh", "三江口", &[]);
        check("ja", "二人死亡、十人けが、一人", &[2.0, 10.0]);
        check("ko", "세 명 사망, 열두 명 부상, 세계", &[3.0, 12.0]);
        check("th", "เสียชีวิตสามคน บาดเจ็บยี่สิบสองราย ที่สองคน", &[3.0, 22.0]);
        // "ten" is another word in Polish, "dos" in French.
        check("", "Two or ten people, trzy lub dos, 14 dogs", &[2.0, 3.0, 14.0]);
        check("tlh", "ten people", &[]);
        check("en", &"two".repeat(1_000), &[]);
    }

    #[test]
    fn kinds() {
        fn check(text: &str, expected: NumberKind) {
            assert_eq!(numbers(text, "en")[0].kind, expected, "{text}");
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
        fn spans_are_sound(
            text in "([0-9.,: a-zäд万٣۳-]|two |hundred|vingt-|ثلاثة|وعشرون|三|十|人|สิบ|세 |명|п'ять){0,60}",
            language in prop::sample::select(vec!["", "en", "fr", "ar", "zh", "th", "ko", "uk"]),
        ) {
            for number in numbers(&text, language) {
                prop_assert!(text.get(number.span.clone()).is_some());
            }
        }
    }
}
