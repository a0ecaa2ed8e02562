//! Forms that news of a kind follows, whomever it is about: two obituaries, two verdicts, two crashes read alike and differ in the names.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::fold::fold_serbian;
use crate::text::language::family;

/// Forms with their words, by language; the file says how to read it.
const TABLE: &str = include_str!("forms.txt");

/// A form and its groups of what is looked for in a headline, of each of which one has to be there.
type Form = (&'static str, Vec<Vec<String>>);

/// By language family.
static FORMS: LazyLock<HashMap<&'static str, Vec<Form>>> = LazyLock::new(|| {
    let mut forms: HashMap<&str, Vec<Form>> = HashMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        if let [form, language, words] = line.split('\t').collect::<Vec<_>>()[..] {
            let needles = |group: &str| group.split(' ').map(|word| needle(word, language)).collect();
            forms.entry(family(language)).or_default().push((form, words.split('+').map(needles).collect()));
        }
    }
    forms
});

fn is_spaced(language: &str) -> bool {
    !["zh", "ja", "ko", "th"].contains(&language)
}

/// What is looked for in a headline as [`spread`] makes it.
fn needle(word: &str, language: &str) -> String {
    let letters = spread(&word.trim_matches('*').replace('_', " "));
    let (begins, ends) = (is_spaced(language) && !word.starts_with('*'), is_spaced(language) && !word.ends_with('*'));
    format!("{}{}{}", if begins { " " } else { "" }, letters.trim(), if ends { " " } else { "" })
}

/// Words in small Latin letters without diacritics, a space before and behind each.
fn spread(text: &str) -> String {
    let mut spread = String::with_capacity(text.len() + 2);
    spread.push(' ');
    for letter in fold_serbian(text).chars() {
        let letter = if letter.is_alphanumeric() { letter } else { ' ' };
        if letter != ' ' || !spread.ends_with(' ') {
            spread.push(letter);
        }
    }
    if !spread.ends_with(' ') {
        spread.push(' ');
    }
    spread
}

/// The forms that a headline in a language (its [`family`]) follows.
pub fn of(title: &str, language: &str) -> impl Iterator<Item = &'static str> {
    let title = spread(title);
    let forms = FORMS.get(language).map(Vec::as_slice).unwrap_or_default();
    forms
        .iter()
        .filter(move |(_, groups)| groups.iter().all(|group| group.iter().any(|needle| title.contains(&**needle))))
        .map(|(form, _)| *form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        fn check(title: &str, language: &str, expected: &[&str]) {
            assert_eq!(of(title, language).collect::<Vec<_>>(), expected, "{title}");
        }
        check("Actor Pelle Vanz dies at 81", "en", &["death"]);
        check("Schauspieler Pelle Vanz gestorben", "de", &["death"]);
        check("Преминуо глумац Пеле Ванц", "sr", &["death"]);
        check("Preminuo glumac Pele Vanc", "sr", &["death"]);
        check("Zemřela herečka Jana Vanz", "cs", &["death"]);
        check("著名画家王建国去世", "zh", &["death"]);
        check("Ann Lee nominata nuovo amministratore delegato di Siltra", "it", &["appointment"]);
        check("Ossen gewinnt Bürgermeisterwahl in Tarn", "de", &["election"]);
        check("Siltra profit doubles", "en", &["results"]);
        check("Bus crash near Kessel kills three", "en", &["accident"]);
        check("Three dead in Kessel fire", "en", &["accident"]);
        check("Wohnungsbrand in Kessel: zwei Verletzte", "de", &["accident"]);
        check("Судар аутобуса код Кесела: троје мртвих", "sr", &["accident"]);
        check("केसेल में बस खाई में गिरी, 8 लोगों की मौत", "hi", &["accident"]);
        check("Mayor of Orlo jailed for bribes", "en", &["verdict"]);
        check("Siltra names Ann Lee finance chief", "en", &["appointment"]);
        check("Ossen re-elected in Tarn", "en", &["election"]);
        check("Two arrested after stabbing in Kessel", "en", &["crime"]);
        check("Bridge over the Ilva opens", "en", &[]);
        // A fire is no form of a language that the word is not of.
        check("Brand new ship sinks no dead", "de", &[]);
        check("Bus crash near Kessel kills three", "xx", &[]);
    }

    /// Every line is read, and finds a headline of its own words.
    #[test]
    fn table() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let [form, language, words] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let first = |group: &str| group.split(' ').next().unwrap_or_default().replace('*', "").replace('_', " ");
            let title = words.split('+').map(first).collect::<Vec<_>>().join(" ");
            assert!(of(&title, family(language)).any(|found| found == form), "{line}: {title}");
        }
    }
}
