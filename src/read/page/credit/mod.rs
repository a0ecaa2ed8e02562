//! Captions and credits of photos, told apart as publishers print them together.

mod marks;

use marks::{MARKS, Proof, SPLITS, said_before, taker};

/// Agencies, archives and services that photos come from, in lower case. A word of them at a caption's end is a credit.
const AGENCIES: &[&str] = &[
    "ap",
    "afp",
    "reuters",
    "getty",
    "epa",
    "dpa",
    "ansa",
    "efe",
    "tass",
    "xinhua",
    "kyodo",
    "jiji",
    "keystone",
    "apa",
    "belga",
    "anp",
    "ntb",
    "tt",
    "ritzau",
    "lehtikuva",
    "pap",
    "čtk",
    "ctk",
    "tasr",
    "mti",
    "tanjug",
    "fena",
    "hina",
    "bta",
    "agerpres",
    "mediafax",
    "irna",
    "isna",
    "pti",
    "ani",
    "yonhap",
    "antara",
    "bernama",
    "vna",
    "ttxvn",
    "cna",
    "shutterstock",
    "istock",
    "istockphoto",
    "alamy",
    "imago",
    "unsplash",
    "pixabay",
    "pexels",
    "wikimedia",
    "wikipedia",
    "sipa",
    "magnum",
    "zuma",
    "bloomberg",
    "aap",
    "nasa",
    "esa",
    "upi",
    "ukrinform",
    "unian",
    "interfax",
    "sputnik",
    "ria",
    "anadolu",
    "aa",
    "dha",
    "iha",
    "pa",
    "rex",
    "cordon",
    "eyevine",
    "polaris",
    "laif",
    "ddp",
    "witters",
    "lapresse",
    "fotogramma",
    "europapress",
    "lusa",
    "telam",
    "notimex",
    "cuartoscuro",
    "afptv",
    "scanpix",
    "elta",
    "bns",
    "leta",
    "delfi",
    "adobe",
    "depositphotos",
    "fotolia",
    "handout",
    "ａｐ",
    "ａｆｐ",
    "ロイター",
    "共同",
    "時事",
];

/// Longer texts are no captions.
const MAX: usize = 1_500;

/// Caption and credit of the text under a photo. A text that names no credit is all caption.
pub fn split(text: &str) -> (Option<String>, Option<String>) {
    let text = text.trim();
    if text.is_empty() || text.len() > MAX {
        return (None, None);
    }
    let (mut caption, mut credit) = (text.to_owned(), None);
    // Some captions are signed twice: "(Photo by Jo / Agency) (Photo by JO/Agency)".
    for _ in 0..3 {
        let Some((before, named)) = split_once(&caption) else { break };
        credit = credit.or(Some(named));
        caption = before;
    }
    (tidy_caption(&caption), credit.as_deref().and_then(tidy_credit))
}

fn split_once(text: &str) -> Option<(String, String)> {
    let marks = MARKS.as_ref()?;
    SPLITS.iter().find_map(|(proof, split)| {
        let (caption, credit) = split(text, marks)?;
        let (caption, credit) = (&text[..caption], &text[credit]);
        let proven = match proof {
            Proof::Label => names_somebody(credit),
            Proof::Name => is_name(credit),
            Proof::Source => is_source(credit),
        };
        proven.then(|| with_initial(caption, credit))
    })
}

/// Where caption and credit were parted behind an initial ("Port / J. Doe / Agency"), the initial is the credit's.
fn with_initial(caption: &str, credit: &str) -> (String, String) {
    let (rest, last) = caption.rsplit_once(char::is_whitespace).unwrap_or(("", caption));
    let mut letters = last.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.as_str() == ".";
    match initial && credit.contains('/') {
        true => (rest.to_owned(), format!("{last} {credit}")),
        false => (caption.to_owned(), credit.to_owned()),
    }
}

/// A credit that says itself twice, with a word between or none, said once.
fn once(credit: &str) -> String {
    let words: Vec<&str> = credit.split_whitespace().collect();
    let half = words.len() / 2;
    let between = words.len() % 2;
    let twice = half + between > 1 && words[..half] == words[half + between..];
    if twice { words[..half].join(" ") } else { credit.to_owned() }
}

/// Caption and credit that stand in elements of their own; either may hold some of the other.
pub fn join(caption: &str, credit: &str) -> (Option<String>, Option<String>) {
    let named = tidy_credit(credit).filter(|named| !is_label(named));
    let (caption, inline) = split(caption);
    match named {
        // The "credit" is the whole text.
        Some(named) if caption.is_none() && inline.is_none() && !names_somebody(&named) => split(&named),
        Some(named) => {
            let again = caption.as_deref().and_then(tidy_credit).is_some_and(|caption| caption == named || is_label(&caption));
            (caption.filter(|_| !again), Some(named))
        }
        None => (caption, inline),
    }
}

/// A word before a credit, and nothing else.
fn is_label(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty() || said_before(&format!("{bare}: ")).is_some_and(|end| end >= bare.len())
}

/// A credit is a name, not a sentence.
fn names_somebody(credit: &str) -> bool {
    let words = credit.split_whitespace().count();
    words <= 12 && !breaks(credit) && credit.chars().any(char::is_alphabetic)
}

/// Whether a full stop within ends a sentence, and not an initial.
fn breaks(text: &str) -> bool {
    let ends = |at: usize| text[..at].chars().rev().take_while(|c| c.is_alphanumeric()).count() != 1;
    text.match_indices(". ").any(|(at, _)| ends(at))
}

/// A few words that begin like a name.
pub fn is_name(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic());
    let words = text.split_whitespace().count();
    names_somebody(text)
        && words <= 9
        && (!text.ends_with(['.', '!', '?']) || is_source(text))
        && (first.is_some_and(|first| !first.is_lowercase()) || is_source(text))
}

/// Whether it names an agency, or two names with a stroke between.
fn is_source(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let lower = text.to_lowercase();
    let agency =
        lower.split(|c: char| !c.is_alphanumeric()).any(|word| AGENCIES.contains(&word)) || lower.contains("picture alliance");
    let capital = |part: &str| part.trim().chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let stroke = text
        .split_once('/')
        .is_some_and(|(one, other)| capital(one) && capital(other) && !text.chars().any(|c| c.is_ascii_digit()));
    let words = text.split_whitespace().count();
    words <= 9 && names_somebody(text) && (stroke || agency && words <= 6 && !tells_of_agency(text))
}

/// Lower-case words that may follow an agency in a credit.
const FOLLOW: [&str; 12] = ["via", "and", "und", "et", "for", "für", "pour", "photo", "pool", "handout", "file", "images"];

/// Whether an agency, or somebody of its name, does something: "Bloomberg campaigns in Houston".
fn tells_of_agency(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    let named = first.split(|c: char| !c.is_alphanumeric()).any(|word| AGENCIES.contains(&word));
    named && words.any(|word| word.starts_with(char::is_lowercase) && !FOLLOW.contains(&word))
}

/// A credit without the words before it and the brackets around it.
pub fn tidy_credit(credit: &str) -> Option<String> {
    let mut credit = credit.trim();
    for _ in 0..2 {
        credit = credit.trim_matches(|c: char| c.is_whitespace() || "()[]（）|,;:–—-".contains(c));
        credit = &credit[said_before(credit).unwrap_or(0)..];
    }
    let credit = credit.trim_end_matches('.').trim();
    let credit = taker(credit).unwrap_or(credit);
    (!credit.is_empty()).then(|| once(credit))
}

/// A caption without what parted it from its credit.
pub fn tidy_caption(caption: &str) -> Option<String> {
    let caption = caption.trim().trim_end_matches(|c: char| c.is_whitespace() || "|,;–—-/·(（[".contains(c)).trim();
    (!caption.is_empty()).then(|| caption.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_said_twice_is_said_once() {
        fn check(credit: &str, expected: &str) {
            assert_eq!(once(credit), expected);
        }
        check("Ann Lee/NLP Copyright Ann Lee/NLP", "Ann Lee/NLP");
        check("All rights reserved Nordlicht All rights reserved Nordlicht", "All rights reserved Nordlicht");
        check("Nordlicht Copyright Nordlicht", "Nordlicht");
        check("Duran Duran", "Duran Duran");
        check("Ann Lee", "Ann Lee");
        check("Nordlicht", "Nordlicht");
    }

    #[test]
    fn splits() {
        fn check(text: &str, caption: &str, credit: &str) {
            let (found_caption, found_credit) = split(text);
            assert_eq!(
                (found_caption.as_deref().unwrap_or(""), found_credit.as_deref().unwrap_or("")),
                (caption, credit),
                "{text}"
            );
        }
        check("The harbour at dawn, Photo: Nordlicht", "The harbour at dawn", "Nordlicht");
        check("The harbour at dawn (Photo by Ann Lee/Nordlicht)", "The harbour at dawn", "Ann Lee/Nordlicht");
        check("The harbour at dawn | Photo credit: Nordlicht", "The harbour at dawn", "Nordlicht");
        check("The harbour at dawn. Credit: Ann Lee / Nordlicht", "The harbour at dawn", "Ann Lee / Nordlicht");
        check("Der Hafen am Morgen © Nordlicht", "Der Hafen am Morgen", "Nordlicht");
        check("Der Hafen am Morgen (Foto: Ann Lee/dpa)", "Der Hafen am Morgen", "Ann Lee/dpa");
        check("Le port à l'aube. Photo : Ann Lee / Nordlicht", "Le port à l'aube", "Ann Lee / Nordlicht");
        check("Le port à l'aube | Crédit photo : Nordlicht", "Le port à l'aube", "Nordlicht");
        check("Порт на рассвете. Фото: Норд", "Порт на рассвете", "Норд");
        check("夜明けの港（写真：北光）", "夜明けの港", "北光");
        check("夜明けの港 写真＝北光", "夜明けの港", "北光");
        check("黎明的港口（图片来源：北光）", "黎明的港口", "北光");
        check("The harbour (AP Photo/Ann Lee)", "The harbour", "AP Photo/Ann Lee");
        check("Il porto all'alba. Foto di Ann Lee/Nordlicht", "Il porto all'alba", "Ann Lee/Nordlicht");
        check("Photo: Nordlicht", "", "Nordlicht");
        check("The harbour at dawn", "The harbour at dawn", "");
        check("The harbour at dawn (Picture: Ann Lee/AP)", "The harbour at dawn", "Ann Lee/AP");
        check("The harbour at dawn. Credit: AFP/Nordlicht", "The harbour at dawn", "AFP/Nordlicht");
        check("The harbour at dawn. Ann Lee / Nordlicht", "The harbour at dawn.", "Ann Lee / Nordlicht");
        check("The harbour at dawn. Reuters", "The harbour at dawn.", "Reuters");
        check("The harbour at dawn. Reuters via Nordlicht", "The harbour at dawn.", "Reuters via Nordlicht");
        check("The plan failed. Reuters journalists wait outside.", "The plan failed. Reuters journalists wait outside.", "");
        check("Michael R. Bloomberg speaks in Marport.", "Michael R. Bloomberg speaks in Marport.", "");
        check("The harbour at dawn (Ann Lee/Nordlicht)", "The harbour at dawn", "Ann Lee/Nordlicht");
        check(
            "The harbour (Photo by Ann Lee / AFP) (Photo by ANN LEE/AFP via Getty Images)",
            "The harbour",
            "ANN LEE/AFP via Getty Images",
        );
        check("夜明けの港＝ＡＰ", "夜明けの港", "ＡＰ");
        check("夜明けの港＝１３日（北光太郎撮影）", "夜明けの港＝１３日", "北光太郎");
        check("새벽의 항구. [사진 출처 = 북광]", "새벽의 항구.", "북광");
        check("The harbour at dawn. (Ann Lee)", "The harbour at dawn.", "Ann Lee");
        check("Uostas auštant | J. Jonaičio / Šviesos nuotr.", "Uostas auštant", "J. Jonaičio / Šviesos nuotr");
        check("Uosto kapitonas / J. Jonaičio / Šviesos nuotr.", "Uosto kapitonas", "J. Jonaičio / Šviesos nuotr");
        // East Asia without brackets.
        check("黎明的港口。张三 摄", "黎明的港口。", "张三");
        check("黎明的港口。新华社记者 张三 摄", "黎明的港口。", "新华社记者 张三");
        check("黎明的港口 张三摄", "黎明的港口", "张三");
        check("黎明的港口 图/张三", "黎明的港口", "张三");
        check("黎明的港口。（圖／北光攝）", "黎明的港口。", "北光");
        check("夜明けの港　北光太郎撮影", "夜明けの港", "北光太郎");
        check("夜明けの港＝北光太郎撮影", "夜明けの港", "北光太郎");
        check("夜明けの港。写真・北光", "夜明けの港。", "北光");
        check("夜明けの港。写真 ・北光", "夜明けの港。", "北光");
        check("새벽의 항구. 사진 북광", "새벽의 항구.", "북광");
        check("새벽의 항구. 사진제공=북광", "새벽의 항구", "북광");
        for text in [
            "夜明けの港＝３月撮影",
            "夜明けの港、本社ヘリから撮影",
            "写真の男性は北光さん",
            "사진 속 남자가 웃고 있다",
            "黎明的港口。图为港口",
        ] {
            check(text, text, "");
        }
        check("The harbour at dawn. Image via Nordlicht", "The harbour at dawn", "Nordlicht");
        check("The harbour at dawn. Illustration by Ann Lee", "The harbour at dawn", "Ann Lee");
        check("The harbour at dawn. Photo courtesy of Nordlicht", "The harbour at dawn", "Nordlicht");
        check("The harbour at dawn. Courtesy of Nordlicht", "The harbour at dawn", "Nordlicht");
        check("The harbour at dawn. Graphic: Ann Lee", "The harbour at dawn", "Ann Lee");
        check("Illustration by Ann Lee", "", "Ann Lee");
        check("Лука у зору. Илустрација: Норд", "Лука у зору", "Норд");
        check("Лука у зору (Фото: Норд)", "Лука у зору", "Норд");
        check("The image via satellite shows the harbour", "The image via satellite shows the harbour", "");
        // Brackets and strokes that name nobody.
        check("Ann Lee (CDU) at the harbour (2019)", "Ann Lee (CDU) at the harbour (2019)", "");
        check("The mayor, Ann Lee (left)", "The mayor, Ann Lee (left)", "");
        check("It was dark. Ships were at sea", "It was dark. Ships were at sea", "");
        check("The photo by the door shows ships", "The photo by the door shows ships", "");
        check(
            "The source: a river that nobody knew. It flows north.",
            "The source: a river that nobody knew. It flows north.",
            "",
        );
    }

    proptest! {
        #[test]
        fn splitting_never_panics(text in "[写真图撮影摄사진記者。．・／/（）＝ a.北é]{0,30}") {
            let (caption, credit) = split(&text);
            prop_assert!(caption.is_none_or(|caption| text.contains(&caption)) && credit.is_none_or(|credit| !credit.is_empty()));
        }
    }

    #[test]
    fn elements_of_their_own() {
        fn check(caption: &str, credit: &str, expected: (&str, &str)) {
            let (found_caption, found_credit) = join(caption, credit);
            assert_eq!(
                (found_caption.as_deref().unwrap_or(""), found_credit.as_deref().unwrap_or("")),
                expected,
                "{caption} {credit}"
            );
        }
        check("The harbour at dawn", "Photo: Nordlicht", ("The harbour at dawn", "Nordlicht"));
        check("The harbour at dawn. Photo: Nordlicht", "Copyright", ("The harbour at dawn", "Nordlicht"));
        check("The harbour at dawn (Photo: Nordlicht)", "Nordlicht", ("The harbour at dawn", "Nordlicht"));
        check("Photo: Nordlicht", "Nordlicht", ("", "Nordlicht"));
        check("", "© Nordlicht", ("", "Nordlicht"));
    }

    #[test]
    fn credits() {
        fn check(text: &str, expected: &str) {
            assert_eq!(tidy_credit(text).as_deref().unwrap_or(""), expected);
        }
        check("Foto: Beispiel/dpa", "Beispiel/dpa");
        check("(© 2025 Ann Lee)", "Ann Lee");
        check("Ann Lee", "Ann Lee");
        check("Photo by: Ann Lee", "Ann Lee");
        check("Image Credits: Nordlicht", "Nordlicht");
        check("Copyright Ann Lee/AP", "Ann Lee/AP");
    }
}
