//! Words of a text as grouping compares them.

use std::borrow::Cow;

use super::fold::{fold, fold_serbian};
use super::stopwords::is_stopword;

/// Letters kept of a word: endings change with grammar.
const STEM: usize = 6;

/// The same of names, and of words in languages where nouns have many endings: Vučić is Vučića and Vučiću there.
const SHORT_STEM: usize = 5;

/// Whether nouns have so many endings that names of five letters are met with another one mostly.
fn declines(language: &str) -> bool {
    matches!(
        language,
        "sr" | "sl"
            | "mk"
            | "bg"
            | "cs"
            | "sk"
            | "pl"
            | "ru"
            | "uk"
            | "be"
            | "lt"
            | "lv"
            | "et"
            | "fi"
            | "hu"
            | "tr"
            | "az"
            | "kk"
            | "ka"
            | "hy"
            | "eu"
            | "el"
            | "sq"
            | "ro"
            | "de"
            | "sv"
            | "da"
            | "no"
            | "is"
    )
}

/// Letters kept of a word that is compared across languages.
const COGNATE: usize = 5;

/// A word, or a run of characters of a script without spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// Byte position of its first letter.
    pub at: usize,
    /// Lower case, Latin letters; a run of a script without spaces stays as it is.
    pub folded: Cow<'a, str>,
    /// Of a script without spaces.
    pub wide: bool,
    /// Begins with a capital letter.
    pub capital: bool,
    /// Looks like a name: capitalised though it does not open a sentence, or written in katakana.
    pub name: bool,
}

impl Word<'_> {
    /// What is compared within a language; `None` for stop words, numbers and single letters.
    #[inline]
    pub fn stem(&self, language: &str) -> Option<&str> {
        let short = self.folded.len() < 2 || self.folded.chars().nth(1).is_none();
        let number = self.folded.bytes().all(|byte| byte.is_ascii_digit());
        let letters = if declines(language) { SHORT_STEM } else { STEM };
        (!short && !number && !is_stopword(&self.folded, language)).then(|| first(&self.folded, letters))
    }

    /// What is compared as a name.
    #[inline]
    pub fn as_name(&self) -> &str {
        first(&self.folded, SHORT_STEM)
    }

    /// What is compared across languages; `None` for short words and numbers.
    #[inline]
    pub fn cognate(&self) -> Option<&str> {
        let long = !self.wide && self.folded.chars().nth(3).is_some() && self.folded.chars().any(char::is_alphabetic);
        long.then(|| first(&self.folded, COGNATE))
    }

    /// Pairs of neighbouring characters of a run without spaces.
    pub fn pairs(&self) -> impl Iterator<Item = &str> {
        let starts = self.folded.char_indices().map(|(at, _)| at);
        let ends = self.folded.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
        starts.zip(ends).map(|(start, end)| &self.folded[start..end])
    }
}

/// At most so many characters of a text, from its beginning.
#[inline]
pub fn first(text: &str, characters: usize) -> &str {
    // A character takes a byte at least, and of most texts just one.
    if text.len() <= characters {
        return text;
    }
    if let Some((plain, _)) = text.split_at_checked(characters).filter(|(plain, _)| plain.is_ascii()) {
        return plain;
    }
    text.char_indices().nth(characters).map_or(text, |(at, _)| &text[..at])
}

/// Whether a character is written without spaces between words.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{0e00}'..='\u{0e7f}' | '\u{1780}'..='\u{17ff}' | '\u{20000}'..='\u{2ffff}')
}

/// The words of a text in order. The language, a [`family`](super::language::family), says how its alphabet is read.
pub fn words<'a>(text: &'a str, language: &str) -> Vec<Word<'a>> {
    let fold = if language == "sr" { fold_serbian } else { fold };
    // Most words are small Latin letters already.
    let plain = |word: &str| word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    let folded = |word: &'a str| if plain(word) { Cow::Borrowed(word) } else { Cow::Owned(fold(word)) };
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut opens = true;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if !c.is_alphanumeric() && !is_wide(c) {
            opens = opens && c != ',' || matches!(c, '.' | '!' | '?' | ':' | '…' | '\n' | '。');
            continue;
        }
        let wide = is_wide(c);
        let mut end = at + c.len_utf8();
        while let Some((next, following)) = characters.peek().copied() {
            let goes_on = if wide { is_wide(following) } else { in_word(following) && !is_wide(following) };
            if !goes_on {
                break;
            }
            end = next + following.len_utf8();
            characters.next();
        }
        let word = &text[at..end];
        let long = word.chars().nth(2).is_some();
        let katakana = |c: char| ('\u{30a0}'..='\u{30ff}').contains(&c);
        if wide {
            // Katakana writes foreign names: a run of it is a word of its own, and the run as a whole still gives its pairs.
            for run in word.split(|c| !katakana(c)).filter(|run| run.chars().nth(2).is_some()) {
                words.push(Word { at, folded: Cow::Borrowed(run), wide: false, capital: false, name: true });
            }
            words.push(Word { at, folded: Cow::Borrowed(word), wide, capital: false, name: false });
        } else {
            words.push(Word {
                at,
                folded: folded(word),
                wide,
                capital: c.is_uppercase(),
                name: c.is_uppercase() && long && !opens,
            });
        }
        opens = false;
    }
    words
}

/// Letters, digits, and marks that belong to a letter.
pub(super) fn in_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}' | '\u{200d}')
}

/// Stems of the words of a text, stop words out; pairs of characters for scripts without spaces.
pub fn stems(text: &str, language: &str) -> Vec<String> {
    let mut stems = Vec::new();
    for word in words(text, language) {
        if word.wide {
            stems.extend(word.pairs().map(str::to_owned));
        } else {
            stems.extend(word.stem(language).map(str::to_owned));
        }
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_of() {
        fn check(text: &str, language: &str, expected: &[&str]) {
            assert_eq!(stems(text, language), expected, "{text}");
        }
        check("The soldiers were killed in 2025", "en", &["soldie", "killed"]);
        check("Die Brücken sind gesperrt", "de", &["bruck", "gespe"]);
        check("Vučić, Vučića i Vučiću", "sr", &["vucic", "vucic", "vucic"]);
        check("the mayor's bridge", "en", &["mayor", "bridge"]);
        check("l'homme arrêté", "fr", &["homme", "arrete"]);
        check("Чачански воћњаци", "sr", &["cacan", "vocnj"]);
        check("Čačanski voćnjaci", "sr", &["cacan", "vocnj"]);
        check("北京大学", "zh", &["北京", "京大", "大学"]);
        check("北京の kilo", "ja", &["北京", "京の", "kilo"]);
    }

    #[test]
    fn names_of() {
        fn check(text: &str, expected: &[&str]) {
            let words = words(text, "");
            let names: Vec<&str> = words.iter().filter(|word| word.name).map(Word::as_name).collect();
            assert_eq!(names, expected, "{text}");
        }
        check("The mayor of Kursk met Ann Lee. Police said so.", &["kursk", "ann", "lee"]);
        check("Глава Курска встретил Анну", &["kursk", "annu"]);
        check("“We won,” Ossen said. “They lost,” Blick said.", &["ossen", "blick"]);
        check("首相はマクロン氏と会った", &["マクロン"]);
    }

    #[test]
    fn cognates_of() {
        fn check(text: &str, expected: &[&str]) {
            let words = words(text, "");
            let cognates: Vec<&str> = words.iter().filter_map(Word::cognate).collect();
            assert_eq!(cognates, expected, "{text}");
        }
        check("Der Präsident in Kiew, 2025", &["prasi", "kiew"]);
        check("Предсједник у Кијеву", &["preds", "kijev"]);
    }
}
