//! Sentences of a text, in any language.

use std::ops::Range;

use super::fold::fold;
use super::language::family;
use super::months::is_month;
use super::stopwords::is_stopword;

/// Words after which a full stop ends nothing; folded to lower case, without their last stop.
const ABBREVIATIONS: &str = " mr mrs ms dr prof sr jr st rev hon gen col lt sgt capt cmdr adm maj gov sen rep pres vs etc no nos inc ltd co corp dept univ est fig vol pp ed al approx jan feb mar apr jun jul aug \
    sep sept oct nov dec mon tue wed thu fri sat sun e.g i.e u.s u.k u.n a.m p.m d.c \
    z.b d.h u.a o.ä bzw ca str nr hr fr dipl ing abs art ggf inkl mio mrd vgl sog usw geb evtl max min \
    m mme mlle me mm av env p.ex cf éd \
    d.ª sra srta ud uds ee ee.uu pág núm aprox dña excmo \
    г гг т.е т.д т.п т.к и.о им ул д стр руб коп тыс млн млрд см др пр проф акад св \
    g gđa gđica god br tzv npr itd tj dr o.g sv prof ул бр год тзв нпр итд тј \
    sig dott ing avv ecc pag n tel \
    ul tzw np itp m.in dn godz wg \
    bv dhr mevr drs mr ir o.a d.w.z t.o.v nl ";

/// Languages that write an ordinal as a number and a full stop.
const ORDINALS: [&str; 17] =
    ["de", "sr", "sl", "mk", "cs", "sk", "pl", "hu", "da", "no", "is", "fi", "et", "lv", "tr", "lb", "eo"];

/// Words of theirs before an ordinal, folded: articles, possessives, prepositions.
const BEFORE_ORDINALS: &str = " am im der die das den dem des zum zur vom beim sein seine seinen ihr ihre ihren jeder jede jeden ein eine einen und \
    na u o po do od s sa za pred pri iz v ve ze z k ke w we pod nad i a az den det en et til fra i pa ja ";

/// Byte ranges of the sentences of `text`, trimmed, in order, whatever its language. Paragraphs (an empty line or a line break) end sentences.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    sentences_in(text, "")
}

/// As [`sentences`], of a text in `language` (a primary subtag): it says whether "12." may be an ordinal. Empty if it is not known.
pub fn sentences_in(text: &str, language: &str) -> Vec<Range<usize>> {
    let language = family(language);
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let ends = matches!(c, '\n' | '。' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '։' | '።' | '.' | '!' | '?' | '…');
        if !ends {
            continue;
        }
        if c == '\n' {
            push(text, start..at, &mut ranges);
            start = at + 1;
            continue;
        }
        // Further stops, closing quotes and brackets belong to the sentence.
        let mut end = at + c.len_utf8();
        while let Some((next, closing)) = characters.peek().copied() {
            if !".!?…。！？\"'”’»)]）」』".contains(closing) {
                break;
            }
            end = next + closing.len_utf8();
            characters.next();
        }
        if !".!?…".contains(c) || breaks(text, start, at..end, language) {
            push(text, start..end, &mut ranges);
            start = end;
        }
    }
    push(text, start..text.len(), &mut ranges);
    ranges
}

/// Whether a stop ends its sentence: white space and a beginning follow, and no abbreviation, initial or number precedes.
fn breaks(text: &str, start: usize, stop: Range<usize>, language: &str) -> bool {
    let rest = &text[stop.end..];
    let Some(next) = rest.chars().next() else { return true };
    if !next.is_whitespace() {
        return false;
    }
    let follows = rest.trim_start_matches([' ', '\u{a0}', '\t', '"', '\'', '“', '„', '«', '‘', '(', '—', '–', '-', '¿', '¡']);
    let Some(first) = follows.chars().next() else { return true };
    let small = first.is_lowercase();
    if !text[stop.start..].starts_with('.') {
        return !small;
    }
    let before = &text[start..stop.start];
    let word = before.rsplit(|c: char| c.is_whitespace() || "(\"“„«".contains(c)).next().unwrap_or_default();
    let lower = word.to_lowercase();
    let letters = word.chars().count();
    if small || ABBREVIATIONS.contains(&format!(" {lower} ")) && !lower.is_empty() {
        return false;
    }
    // "J. Smith", "U.S. troops"; but "in category C. The".
    let initial = letters == 1 && word.chars().all(char::is_uppercase);
    let dotted =
        word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2) && word.chars().any(char::is_alphabetic);
    let number = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()) && letters <= 2;
    !(initial || dotted || number && is_ordinal(before, follows, language))
}

/// Whether the number that ends `before` is an ordinal, or the number of a paragraph, if a stop stands behind it: "am 3. Mai", "na 35. Beogradskom
/// sajmu"; not "injuring 12. In Kessel", "verletzt wurden 12. Die Polizei".
fn is_ordinal(before: &str, follows: &str, language: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    let alone = words.next().is_none() || before.trim().chars().all(|c| c.is_ascii_digit());
    if alone || language.is_empty() {
        return true;
    }
    let next = follows.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let leads = |word: &str| BEFORE_ORDINALS.contains(&format!(" {} ", fold(word)));
    let mut of_thing = || {
        words.next().is_some_and(|word| leads(word) || word.ends_with(',')) && !leads(next) && !is_stopword(&fold(next), language)
    };
    ORDINALS.contains(&language) && (is_month(next) || of_thing())
}

fn push(text: &str, range: Range<usize>, ranges: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let left = part.len() - part.trim_start().len();
    let trimmed = part.trim();
    if trimmed.chars().any(char::is_alphanumeric) {
        ranges.push(range.start + left..range.start + left + trimmed.len());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn splits() {
        fn check(text: &str, expected: &[&str]) {
            let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected);
        }
        check("One. Two! Three?", &["One.", "Two!", "Three?"]);
        check("Mr. Lee met Dr. Kim. They spoke.", &["Mr. Lee met Dr. Kim.", "They spoke."]);
        check("It rose 4.7 percent. Then it fell.", &["It rose 4.7 percent.", "Then it fell."]);
        check("\"It is over.\" He left.", &["\"It is over.\"", "He left."]);
        check("Am 3. Mai kam er. Er blieb.", &["Am 3. Mai kam er.", "Er blieb."]);
        check("The U.S. troops left. Rep. Lee stayed.", &["The U.S. troops left.", "Rep. Lee stayed."]);
        check("Это было в 2024 г. в Москве. Потом он уехал.", &["Это было в 2024 г. в Москве.", "Потом он уехал."]);
        check("北京下雨了。上海没有。", &["北京下雨了。", "上海没有。"]);
        check("SEOUL — One. Two", &["SEOUL — One.", "Two"]);
        check("A headline\n\nA paragraph.", &["A headline", "A paragraph."]);
        check("", &[]);
    }

    #[test]
    fn a_number_may_end_a_sentence() {
        fn check(language: &str, text: &str, expected: usize) {
            assert_eq!(sentences_in(text, language).len(), expected, "{language}: {text}");
        }
        check("en", "A bus left the road, injuring 12. In November there had been another crash.", 2);
        check("en", "The dead were aged 7 to 12. May Ossen saw them fall.", 2);
        check("en", "He was born on May 12. March is his home.", 2);
        check("en", "It struck house No. 12. Nobody was in it.", 2);
        check("en", "1. The council of Orlo met.", 1);
        check("fr", "Le bilan est de 12. Mardi, un autre bus avait brûlé.", 2);
        check("fr", "L'accident a fait 12 morts et 14 blessés, pas 15. Mai reste le pire mois.", 2);
        check("es", "Los heridos son 12. En noviembre hubo otro accidente.", 2);
        check("it", "I feriti sono 12. In novembre un altro incidente.", 2);
        check("pt", "Os feridos são 12. Em novembro houve outro.", 2);
        check("nl", "Het aantal gewonden steeg naar 12. In november was er nog een ongeluk.", 2);
        check("ru", "Число погибших выросло до 12. В ноябре там была авария.", 2);
        check("uk", "Кількість загиблих зросла до 12. У листопаді була аварія.", 2);
        check("sv", "Antalet skadade är 12. I november var det en olycka.", 2);
        check("ro", "Numărul răniților a ajuns la 12. În noiembrie a fost alt accident.", 2);
        check("el", "Οι νεκροί είναι 12. Τον Νοέμβριο έγινε άλλο δυστύχημα.", 2);
        check("bg", "Ранените са 12. През ноември имаше друга катастрофа.", 2);
        check("de", "Die Zahl der Verletzten stieg auf 12. In Kessel gab es im November ein Unglück.", 2);
        check("de", "Verletzt wurden 12. Polizisten sperrten die Straße.", 2);
        check("de", "Am 12. November brannte es. Am 3. Mai auch.", 2);
        check("de", "Sie feiern das 12. Jubiläum und den 35. Geburtstag.", 1);
        check("de", "Der Vertrag vom 3. Oktober galt bis zum 31. Dezember.", 1);
        check("hr", "Ozlijeđeno ih je 12. Policija je zatvorila cestu.", 2);
        check("hr", "Broj poginulih porastao je na 12. U studenome se dogodila druga nesreća.", 2);
        check("hr", "Dana 12. Studenoga se dogodila nesreća.", 1);
        check("sr", "Изложба је отворена на 35. Београдском сајму.", 1);
        check("sr", "Погинуло их је 12. Полиција је затворила пут.", 2);
        check("sl", "Ranjenih je 12. Policija je zaprla cesto.", 2);
        check("cs", "Zraněných je 12. Policie uzavřela silnici.", 2);
        check("cs", "Film uvedou na 35. Pražském festivalu.", 1);
        check("pl", "Rannych jest 12. Policja zamknęła drogę.", 2);
        check("hu", "A sebesültek száma 12. A rendőrség lezárta az utat.", 2);
        check("fi", "Loukkaantuneita on 12. Poliisi sulki tien.", 2);
        check("da", "Antallet af sårede er 12. Politiet spærrede vejen.", 2);
        check("tr", "Yaralı sayısı 12. Polis yolu kapattı.", 2);
        // Whoever does not know the language keeps together what may belong together.
        check("", "A bus left the road, injuring 12. In November there had been another crash.", 1);
    }

    proptest! {
        #[test]
        fn ranges_are_sound(text in "\\PC{0,80}") {
            let mut last = 0;
            for range in sentences(&text) {
                prop_assert!(range.start >= last && range.end <= text.len());
                prop_assert!(!text[range.clone()].trim().is_empty());
                last = range.end;
            }
        }
    }
}
