//! Sentences of a text, in any language.

use std::ops::Range;

/// Words after which a full stop ends nothing; folded to lower case, without their last stop.
const ABBREVIATIONS: &str = " mr mrs ms dr prof sr jr st rev hon gen col lt sgt capt cmdr adm maj gov sen rep pres vs etc no nos inc ltd co corp dept univ est fig vol pp ed al approx jan feb mar apr jun jul aug \
    sep sept oct nov dec mon tue wed thu fri sat sun e.g i.e u.s u.k u.n a.m p.m d.c \
    z.b d.h u.a o.ä bzw ca str nr hr fr dipl ing abs art ggf inkl mio mrd vgl sog usw geb evtl max min \
    m mme mlle me mm av env p.ex cf éd \
    d.ª sra srta ud uds ee.uu pág núm aprox dña excmo \
    г гг т.е т.д т.п т.к и.о им ул д стр руб коп тыс млн млрд см др пр проф акад св \
    g gđa gđica god br tzv npr itd tj dr o.g sv prof ул бр год тзв нпр итд тј \
    sig dott ing avv ecc pag n tel \
    ul tzw np itp m.in dn godz wg \
    bv dhr mevr drs mr ir o.a d.w.z t.o.v nl ";

/// Byte ranges of the sentences of `text`, trimmed, in order. Paragraphs (an empty line or a line break) end sentences.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let ends = matches!(c, '\n' | '。' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '.' | '!' | '?' | '…');
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
        if !".!?…".contains(c) || breaks(text, start, at, end, c) {
            push(text, start..end, &mut ranges);
            start = end;
        }
    }
    push(text, start..text.len(), &mut ranges);
    ranges
}

/// Whether a stop ends its sentence: white space and a beginning follow, and no abbreviation, initial or number precedes.
fn breaks(text: &str, start: usize, at: usize, end: usize, stop: char) -> bool {
    let rest = &text[end..];
    let Some(next) = rest.chars().next() else { return true };
    if !next.is_whitespace() {
        return false;
    }
    let follows = rest.trim_start_matches([' ', '\u{a0}', '\t', '"', '\'', '“', '„', '«', '‘', '(', '—', '–', '-', '¿', '¡']);
    let Some(first) = follows.chars().next() else { return true };
    let small = first.is_lowercase();
    if stop != '.' {
        return !small;
    }
    let before = &text[start..at];
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
    // "am 3. Mai", "21. века": an ordinal before a name of a month or a century.
    let ordinal = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()) && letters <= 2;
    !(initial || dotted || ordinal)
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
