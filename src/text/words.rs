//! Words of a text as grouping compares them.

use unicode_segmentation::UnicodeSegmentation;

use super::fold::fold;
use super::stopwords::is_stopword;

/// Letters kept of a word: endings change with grammar.
const STEM: usize = 6;

/// Letters kept of a word that is compared across languages.
const COGNATE: usize = 5;

/// Whether a character is written without spaces between words.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{0e00}'..='\u{0e7f}' | '\u{1780}'..='\u{17ff}' | '\u{20000}'..='\u{2ffff}')
}

/// Stems of the words of a text, stop words out; pairs of characters for scripts without spaces.
pub fn stems(text: &str, language: &str) -> Vec<String> {
    let mut stems = Vec::new();
    for word in text.unicode_words() {
        if word.chars().any(is_wide) {
            continue;
        }
        let folded = fold(word);
        let digits = folded.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
        if digits || folded.chars().count() < 2 || is_stopword(&folded, language) {
            continue;
        }
        stems.push(folded.chars().take(STEM).collect());
    }
    // Segmentation gives single characters for Han: pairs are made over what was adjacent.
    let runs = text.split(|c: char| !is_wide(c)).filter(|run| run.chars().count() >= 2);
    for run in runs {
        let characters: Vec<char> = run.chars().collect();
        stems.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    stems
}

/// Names: capitalised words that do not merely open a sentence, folded and shortened.
pub fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut opens = true;
    for (at, word) in text.unicode_word_indices() {
        let before = text[..at].chars().rev().find(|c| !c.is_whitespace() && !"\"'“”„«»‘’(".contains(*c));
        opens = opens && at == 0 || before.is_none_or(|c| ".!?:…\n。".contains(c)) || text[..at].ends_with('\n');
        let mut letters = word.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let long = word.chars().count() >= 3;
        if capital && long && !opens {
            names.push(fold(word).chars().take(STEM).collect());
        }
        // Katakana writes foreign names.
        if word.chars().all(|c| ('\u{30a0}'..='\u{30ff}').contains(&c)) && long {
            names.push(word.to_owned());
        }
        opens = false;
    }
    names
}

/// Beginnings of the longer words: what related languages and alphabets share.
pub fn cognates(text: &str) -> Vec<String> {
    text.unicode_words()
        .filter(|word| !word.chars().any(is_wide))
        .map(fold)
        .filter(|word| word.chars().count() >= 4 && word.chars().any(char::is_alphabetic))
        .map(|word| word.chars().take(COGNATE).collect())
        .collect()
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
        check("Die Brücken sind gesperrt", "de", &["brucke", "gesper"]);
        check("北京大学", "zh", &["北京", "京大", "大学"]);
    }

    #[test]
    fn names_of() {
        fn check(text: &str, expected: &[&str]) {
            assert_eq!(names(text), expected, "{text}");
        }
        check("The mayor of Kursk met Ann Lee. Police said so.", &["kursk", "ann", "lee"]);
        check("Глава Курска встретил Анну", &["kurska", "annu"]);
    }
}
