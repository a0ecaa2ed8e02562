//! Which language a text is in.

use whatlang::{Detector, Lang, Script};

/// Bytes that are looked at: more does not make it surer.
const SAMPLE: usize = 2_000;

/// ISO 639-1 codes of what whatlang tells apart.
const CODES: [(Lang, &str); 62] = [
    (Lang::Eng, "en"),
    (Lang::Rus, "ru"),
    (Lang::Cmn, "zh"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Ita, "it"),
    (Lang::Fra, "fr"),
    (Lang::Deu, "de"),
    (Lang::Ukr, "uk"),
    (Lang::Kat, "ka"),
    (Lang::Ara, "ar"),
    (Lang::Hin, "hi"),
    (Lang::Jpn, "ja"),
    (Lang::Heb, "he"),
    (Lang::Pol, "pl"),
    (Lang::Amh, "am"),
    (Lang::Jav, "jv"),
    (Lang::Kor, "ko"),
    (Lang::Nob, "no"),
    (Lang::Dan, "da"),
    (Lang::Swe, "sv"),
    (Lang::Fin, "fi"),
    (Lang::Tur, "tr"),
    (Lang::Nld, "nl"),
    (Lang::Hun, "hu"),
    (Lang::Ces, "cs"),
    (Lang::Ell, "el"),
    (Lang::Bul, "bg"),
    (Lang::Bel, "be"),
    (Lang::Mar, "mr"),
    (Lang::Kan, "kn"),
    (Lang::Ron, "ro"),
    (Lang::Slv, "sl"),
    (Lang::Hrv, "hr"),
    (Lang::Srp, "sr"),
    (Lang::Mkd, "mk"),
    (Lang::Lit, "lt"),
    (Lang::Lav, "lv"),
    (Lang::Est, "et"),
    (Lang::Tam, "ta"),
    (Lang::Vie, "vi"),
    (Lang::Urd, "ur"),
    (Lang::Tha, "th"),
    (Lang::Guj, "gu"),
    (Lang::Uzb, "uz"),
    (Lang::Pan, "pa"),
    (Lang::Aze, "az"),
    (Lang::Ind, "id"),
    (Lang::Tel, "te"),
    (Lang::Pes, "fa"),
    (Lang::Mal, "ml"),
    (Lang::Ori, "or"),
    (Lang::Mya, "my"),
    (Lang::Nep, "ne"),
    (Lang::Sin, "si"),
    (Lang::Khm, "km"),
    (Lang::Tuk, "tk"),
    (Lang::Zul, "zu"),
    (Lang::Afr, "af"),
    (Lang::Lat, "la"),
    (Lang::Slk, "sk"),
    (Lang::Cat, "ca"),
];

/// The likeliest language as an ISO 639-1 code; `None` where the text says too little.
pub fn detect(text: &str) -> Option<String> {
    guess(text).filter(|(_, confidence, letters)| *letters >= 12 && *confidence > 0.2).map(|(code, ..)| code)
}

/// The language, where there is no doubt: a long text, clearly in it.
pub fn detect_surely(text: &str) -> Option<String> {
    guess(text).filter(|(_, confidence, letters)| *letters >= 60 && *confidence > 0.9).map(|(code, ..)| code)
}

fn guess(text: &str) -> Option<(String, f64, usize)> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let info = Detector::new().detect(sample)?;
    let code = CODES.iter().find(|(lang, _)| *lang == info.lang()).map(|(_, code)| *code)?;
    // Serbian in Latin letters is Croatian to the detector; both read and group alike, so the script decides nothing here.
    let code = if info.script() == Script::Cyrillic && sample.contains(['ј', 'љ', 'њ', 'ђ', 'ћ', 'џ']) && code != "mk" {
        "sr"
    } else {
        code
    };
    Some((code.to_owned(), info.confidence(), letters))
}

/// The primary subtag by which the program knows the language of a tag (RFC 5646, section 2.2.1), in small letters: codes of three letters (ISO 639-2
/// and 639-3) and withdrawn ones for what has a code of two, and the languages that a macrolanguage stands for by its own. `None` where the tag says
/// that the language is not known, or is none: all subtags in use have two or three letters.
pub fn primary(tag: &str) -> Option<String> {
    let subtag = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let known = match subtag.as_str() {
        "und" | "xx" | "xxx" | "zxx" | "mul" | "mis" => return None,
        "iw" | "heb" => "he",
        "in" | "ind" => "id",
        "ji" | "yid" => "yi",
        "mo" | "ron" | "rum" | "mol" => "ro",
        "scc" | "srp" => "sr",
        "scr" | "hrv" => "hr",
        "bos" => "bs",
        "hbs" => "sh",
        "cmn" | "zho" | "chi" | "yue" | "wuu" => "zh",
        "arb" | "ara" | "arz" | "apc" | "acm" | "ary" => "ar",
        "pes" | "fas" | "per" | "prs" => "fa",
        "eng" => "en",
        "deu" | "ger" => "de",
        "fra" | "fre" => "fr",
        "spa" => "es",
        "ita" => "it",
        "por" => "pt",
        "nld" | "dut" => "nl",
        "rus" => "ru",
        "ukr" => "uk",
        "bel" => "be",
        "bul" => "bg",
        "mkd" | "mac" => "mk",
        "slv" => "sl",
        "ces" | "cze" => "cs",
        "slk" | "slo" => "sk",
        "pol" => "pl",
        "hun" => "hu",
        "sqi" | "alb" => "sq",
        "ell" | "gre" => "el",
        "tur" => "tr",
        "dan" => "da",
        "swe" => "sv",
        "nob" => "nb",
        "nno" => "nn",
        "nor" => "no",
        "fin" => "fi",
        "est" | "ekk" => "et",
        "lav" | "lvs" => "lv",
        "lit" => "lt",
        "isl" | "ice" => "is",
        "cat" => "ca",
        "glg" => "gl",
        "eus" | "baq" => "eu",
        "hin" => "hi",
        "urd" => "ur",
        "ben" => "bn",
        "jpn" => "ja",
        "kor" => "ko",
        "vie" => "vi",
        "tha" => "th",
        "msa" | "may" | "zsm" => "ms",
        "hye" | "arm" => "hy",
        "kat" | "geo" => "ka",
        "kaz" => "kk",
        "tgl" => "fil",
        _ => return (subtag.bytes().all(|byte| byte.is_ascii_alphabetic()) && (2..=3).contains(&subtag.len())).then_some(subtag),
    };
    Some(known.to_owned())
}

/// "And", by language family.
const AND: &str = "en and; de und; fr et; es y; it e; pt e; ca i; nl en; sv och; da og; no og; is og; fi ja; et ja; hu és; tr ve; ro și; sq dhe; lv un; \
    lt ir; id dan; vi và; sr i; sr и; sl in; cs a; sk a; pl i; ru и; uk і; uk та; uk й; be і; bg и; mk и; el και; th และ";

/// Whether a word in small letters, folded or not, is "and" in a language of this family.
pub fn joins(word: &str, family: &str) -> bool {
    AND.split("; ")
        .filter_map(|line| line.split_once(' '))
        .any(|(known, and)| known == family && (and == word || super::fold::fold(and) == word))
}

/// Languages that share most of their words, by a common name: texts in them are compared like texts of one language.
pub fn family(code: &str) -> &str {
    match code {
        "hr" | "bs" | "sr" | "me" | "cnr" | "sh" => "sr",
        "nb" | "nn" | "no" => "no",
        "id" | "ms" => "id",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detects() {
        fn check(text: &str, expected: &str) {
            assert_eq!(detect(text).as_deref().unwrap_or(""), expected, "{text}");
        }
        check("The bridge over the river was opened again on Tuesday after three years.", "en");
        check("Die Brücke über den Fluss wurde am Dienstag nach drei Jahren wieder eröffnet.", "de");
        check("Мост через реку снова открыли во вторник после трёх лет ремонта.", "ru");
        check("Мост преко реке поново је отворен у уторак, рекао је градоначелник Љубиша.", "sr");
        check("12 345", "");
    }

    #[test]
    fn primaries() {
        fn check(tag: &str, expected: &str) {
            assert_eq!(primary(tag).as_deref().unwrap_or(""), expected, "{tag}");
        }
        check("en-GB", "en");
        check(" SR_latn_ME ", "sr");
        check("iw", "he");
        check("srp", "sr");
        check("zho-Hant", "zh");
        check("und", "");
        check("xx-XX", "");
        check("fil", "fil");
        check("Norwegian", "");
        check("english language", "");
        check("", "");
    }
}
