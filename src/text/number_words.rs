//! Words for numbers, by language: "drei", "троє", "kolmea", "三".

use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::numbers::is_wide_unit;

/// A line a language; `number_words.md` says whose words they are, `scripts/number_words.py` what the fields are.
const TABLE: &str = include_str!("number_words.txt");

/// Bytes of the longest word that is looked up, and some to spare.
const LONGEST: usize = 72;

/// What a word is among numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Meaning {
    /// Its value, alone.
    pub value: Option<f64>,
    /// It more often means something else.
    pub doubtful: bool,
    /// What stands before it is multiplied by this.
    pub factor: Option<f64>,
    /// To what stands before it this is added.
    pub added: Option<f64>,
}

/// The words of a language.
#[derive(Debug, Default)]
pub struct NumberWords {
    meanings: FxHashMap<&'static str, Meaning>,
    longest: usize,
    and: Vec<&'static str>,
    counts: Vec<&'static str>,
    not_after: Vec<&'static str>,
    not_before: Vec<&'static str>,
    joined: Vec<char>,
    apostrophes: bool,
    /// First characters of the words of a script without spaces, or of one that joins what is counted.
    wide: Vec<char>,
}

static LANGUAGES: LazyLock<FxHashMap<&str, (&str, OnceLock<NumberWords>)>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter_map(|line| line.split_once('\t'));
    lines.map(|(language, fields)| (language, (fields, OnceLock::new()))).collect()
});

/// The words of the languages of a [`family`](super::language::family), or those that are safe in all where it is ""; `None` where they are not known.
pub fn of(family: &str) -> Option<&'static NumberWords> {
    let (fields, words) = LANGUAGES.get(if family.is_empty() { "und" } else { family })?;
    Some(words.get_or_init(|| NumberWords::new(fields)))
}

impl NumberWords {
    fn new(fields: &'static str) -> Self {
        let mut known = Self::default();
        for field in fields.split('\t') {
            let (key, words) = field.split_once(' ').unwrap_or((field, ""));
            let words = words.split(' ');
            match key {
                "and" => known.and = words.collect(),
                "counts" => known.counts = words.collect(),
                "not-after" => known.not_after = words.collect(),
                "not-before" => known.not_before = words.collect(),
                "joined" => known.joined = words.filter_map(|letter| letter.chars().next()).collect(),
                _ => words.for_each(|word| known.add(key, word)),
            }
        }
        known
    }

    fn add(&mut self, key: &str, word: &'static str) {
        let Ok(number) = key.trim_matches(['x', '+', '?']).parse::<f64>() else { return };
        let meaning = self.meanings.entry(word).or_default();
        match key.as_bytes().first() {
            Some(b'x') => meaning.factor = Some(number),
            Some(b'+') => meaning.added = Some(number),
            _ => (meaning.value, meaning.doubtful) = (Some(number), key.ends_with('?')),
        }
        self.longest = self.longest.max(word.len());
        self.apostrophes |= word.contains('’');
        self.wide.extend(word.chars().next().filter(|c| is_wide_unit(*c) && !self.wide.contains(c)));
    }

    /// What a word means, and whether "and" is joined to its front; in any case.
    pub fn read(&self, word: &str) -> Option<(Meaning, bool)> {
        // A letter joined to it takes two bytes, and small letters may take one less than capitals.
        if word.len() > self.longest + 4 {
            return None;
        }
        let mut letters = [0; LONGEST];
        let lower = lower(word, &mut letters)?;
        let known = |word: &str| self.meanings.get(word).copied();
        if let Some(meaning) = known(lower) {
            return Some((meaning, false));
        }
        let first = lower.chars().next().filter(|c| self.joined.contains(c))?;
        Some((known(&lower[first.len_utf8()..])?, self.joined.first() == Some(&first)))
    }

    /// Whether a word joins tens and units.
    pub fn is_and(&self, word: &str) -> bool {
        self.and.contains(&word)
    }

    /// Whether a word is what a number counts, where that says that it is one.
    pub fn is_counted(&self, word: &str) -> bool {
        is_in(word, &self.counts)
    }

    /// Whether what follows a number of a script without spaces is what it counts.
    pub fn begins_counted(&self, rest: &str) -> bool {
        self.counts.iter().any(|counted| rest.starts_with(counted))
    }

    /// Whether what stands before a word says that it is no number.
    pub fn is_label_after(&self, before: &str) -> bool {
        !self.not_after.is_empty() && {
            let before = before.trim_end_matches([' ', '\u{a0}', '-']);
            let from =
                before.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map_or(before.len(), |(at, _)| at);
            is_in(&before[from..], &self.not_after)
        }
    }

    /// The same of a script without spaces.
    pub fn is_wide_label_after(&self, before: &str) -> bool {
        before.ends_with(|c: char| c.is_ascii_digit()) || self.not_after.iter().any(|word| before.ends_with(word))
    }

    /// Whether the word behind a number says that it is none.
    pub fn is_label_before(&self, next: &str) -> bool {
        is_in(next, &self.not_before)
    }

    /// Whether words of the language have apostrophes.
    pub fn has_apostrophes(&self) -> bool {
        self.apostrophes
    }

    /// Whether a word of a script without spaces may begin with this.
    #[inline]
    pub fn may_begin_wide(&self, c: char) -> bool {
        self.wide.contains(&c)
    }

    /// The longest word of a script without spaces that this begins with, and its bytes.
    pub fn wide(&self, rest: &str) -> Option<(Meaning, usize)> {
        let ends = rest.char_indices().take(MOST_WIDE).map(|(at, c)| at + c.len_utf8());
        ends.filter_map(|end| Some((*self.meanings.get(&rest[..end])?, end))).last()
    }
}

/// Characters of the longest word of a script without spaces.
const MOST_WIDE: usize = 4;

/// A word in small letters; `None` where it is too long for a number.
fn lower<'l>(word: &str, letters: &'l mut [u8; LONGEST]) -> Option<&'l str> {
    if word.is_ascii() {
        let lower = letters.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        return std::str::from_utf8(lower).ok();
    }
    let mut end = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        let c = match c {
            // The dot that is left of a Turkish capital.
            '\u{307}' => continue,
            '\'' | 'ʼ' => '’',
            c => c,
        };
        let to = letters.get_mut(end..end + c.len_utf8())?;
        c.encode_utf8(to);
        end += to.len();
    }
    std::str::from_utf8(letters.get(..end)?).ok()
}

/// Whether a list has a word, or its beginning before "*".
fn is_in(word: &str, list: &[&str]) -> bool {
    let mut letters = [0; LONGEST];
    let matches =
        |lower: &str, known: &str| known.strip_suffix('*').map_or(lower == known, |beginning| lower.starts_with(beginning));
    !list.is_empty() && lower(word, &mut letters).is_some_and(|lower| list.iter().any(|known| matches(lower, known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_can_be_found() {
        for (language, (fields, _)) in LANGUAGES.iter() {
            let words = of(language).unwrap();
            assert!(words.longest < LONGEST - 4, "{language}");
            for field in fields.split('\t').filter(|field| field.starts_with(|c: char| c.is_ascii_digit() || "x+".contains(c))) {
                let (_, listed) = field.split_once(' ').unwrap();
                for word in listed.split(' ') {
                    if word.starts_with(is_wide_unit) {
                        assert_eq!(words.wide(word).map(|(_, length)| length), Some(word.len()), "{language} {word}");
                    } else {
                        assert!(words.read(word).is_some(), "{language} {word}");
                    }
                }
            }
        }
    }

    #[test]
    fn words_that_are_other_words_are_doubtful() {
        fn check(language: &str, word: &str, doubtful: bool) {
            let (meaning, _) = of(language).unwrap().read(word).unwrap();
            assert_eq!(meaning.doubtful, doubtful, "{word}");
        }
        check("fr", "neuf", true);
        check("it", "sei", true);
        check("vi", "ba", true);
        check("tr", "Altı", true);
        check("de", "Sechs", false);
    }
}
