//! Texts in letters that the model reads better: it was not trained on Ukrainian, but knows most of its words once they are written with
//! Russian letters.
//!
//! Which languages gain by what was measured on translations of one text (`scripts/encoder_means.py`).

use unicode_normalization::UnicodeNormalization;

use crate::text::language::{self, family};

/// Ukrainian and Belarusian letters, and Russian ones that stand for them.
const EAST: &str = "і=и ї=и є=е ґ=г ў=в І=И Є=Е Ў=В '=ъ";

/// Serbian and Macedonian ones; of two letters before single ones.
const SOUTH: &str =
    "ја=я је=е ју=ю ји=и Ја=Я Је=Е Ју=Ю ј=й Ј=Й ђ=дж Ђ=Дж љ=ль Љ=Ль њ=нь Њ=Нь ћ=ч Ћ=Ч џ=дж Џ=Дж ѓ=г Ѓ=Г ќ=к Ќ=К ѕ=з Ѕ=З";

/// Persian letters that Arabic has others for.
const PERSIAN: &str = "ی=ي ک=ك گ=ك پ=ب چ=ج ژ=ز ۀ=ه";

/// The Latin alphabet of Serbian, Montenegrin, Bosnian and Croatian, and the Cyrillic one; of two letters before single ones.
const ALPHABETS: &str = "dž=џ Dž=Џ DŽ=Џ nj=њ Nj=Њ NJ=Њ lj=љ Lj=Љ LJ=Љ a=а b=б v=в g=г d=д đ=ђ e=е ž=ж z=з i=и j=ј k=к l=л m=м n=н o=о p=п r=р s=с t=т ć=ћ u=у f=ф h=х c=ц č=ч š=ш A=А B=Б V=В G=Г D=Д Đ=Ђ E=Е Ž=Ж Z=З I=И J=Ј K=К L=Л M=М N=Н O=О P=П R=Р S=С T=Т Ć=Ћ U=У F=Ф H=Х C=Ц Č=Ч Š=Ш";

/// Letters that do not come apart into a plain one and a mark.
const WHOLE: &str = "đ=d Đ=D ø=o Ø=O æ=ae Æ=Ae ł=l Ł=L ð=d Ð=D þ=th Þ=Th";

/// A text as the model is to read it: once, or in two ways of which the mean is taken.
pub fn readings(text: &str, language: &str) -> Vec<String> {
    let primary = language::primary(language).unwrap_or_default();
    match family(&primary) {
        // Their words are Slavic, their Latin letters like those of the model's western languages: each alone is worth less.
        "sr" => {
            let latin = replaced(text, pairs(ALPHABETS).map(|(latin, cyrillic)| (cyrillic, latin)));
            let cyrillic = replaced(&latin, pairs(ALPHABETS));
            vec![plain(&latin), replaced(&cyrillic, pairs(SOUTH))]
        }
        "mk" => vec![replaced(text, pairs(SOUTH))],
        "uk" | "be" => vec![replaced(text, pairs(EAST))],
        "fa" => vec![replaced(&text.replace('\u{200c}', " "), pairs(PERSIAN))],
        "cs" | "sk" | "ro" | "sv" | "da" | "no" | "is" | "fi" | "hu" | "lv" | "ca" | "fo" => vec![plain(text)],
        _ => vec![text.to_owned()],
    }
}

fn pairs(listed: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    listed.split(' ').filter_map(|pair| pair.split_once('='))
}

/// Every place where one of the first stands, with the second; the earlier pair first.
fn replaced<'p>(text: &str, pairs: impl Iterator<Item = (&'p str, &'p str)>) -> String {
    let pairs: Vec<_> = pairs.collect();
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let (from, to) =
            pairs.iter().find(|(from, _)| rest.starts_with(from)).copied().unwrap_or((&rest[..letter.len_utf8()], ""));
        out.push_str(if to.is_empty() { from } else { to });
        rest = &rest[from.len()..];
    }
    out
}

/// Without the marks on letters.
fn plain(text: &str) -> String {
    let unmarked: String = text.nfd().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).collect();
    replaced(&unmarked, pairs(WHOLE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_in_other_letters() {
        fn check(text: &str, language: &str, expected: &[&str]) {
            assert_eq!(readings(text, language), expected, "{text}");
        }
        check("Пожежа в Києві", "uk", &["Пожежа в Киеви"]);
        check("Češi v Brně", "cs-CZ", &["Cesi v Brne"]);
        check("Brann i Ålesund, smørøy", "nb", &["Brann i Alesund, smoroy"]);
        check("Überfall in Łódź", "de", &["Überfall in Łódź"]);
        check("آتش‌سوزی در کرج", "fa", &["آتش سوزي در كرج"]);
        // Both alphabets say the same.
        let both = ["Pozar u Cacku, kod Ljiga", "Пожар у Чачку, код Льига"];
        check("Požar u Čačku, kod Ljiga", "sr-Latn", &both);
        check("Пожар у Чачку, код Љига", "sr", &both);
        check("Njegoš i džez", "hr", &["Njegos i dzez", "Ньегош и джез"]);
    }
}
