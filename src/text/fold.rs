//! Letters of many alphabets to plain Latin ones, so that a name is the same name everywhere.

use unicode_normalization::UnicodeNormalization;

/// Lower case, without diacritics, Cyrillic and Greek transliterated. Other scripts stay as they are.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd() {
        let lower = c.to_lowercase().next().unwrap_or(c);
        if ('\u{300}'..='\u{36f}').contains(&lower) {
            continue;
        }
        match latin(lower) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(lower),
        }
    }
    folded
}

/// As [`fold`], with Cyrillic letters as Serbian and Montenegrin write them in Latin ones: the same text is the same in both alphabets.
pub fn fold_serbian(text: &str) -> String {
    let latin = |c: char| match c {
        'ж' | 'Ж' => 'z',
        'ч' | 'Ч' => 'c',
        'ш' | 'Ш' => 's',
        'ђ' | 'Ђ' => 'd',
        'щ' | 'Щ' => 's',
        other => other,
    };
    let plain = |c: char| !('а'..='я').contains(&c) && !('А'..='Я').contains(&c) && c != 'ђ' && c != 'Ђ';
    if text.chars().all(plain) { fold(text) } else { fold(&text.chars().map(latin).collect::<String>()) }
}

/// Cyrillic by sound as English newsrooms write it, Greek alike, and Latin letters that do not decompose.
fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'α' => "a",
        'б' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'д' | 'δ' => "d",
        'ђ' => "dj",
        'е' | 'є' | 'э' | 'ё' | 'ε' => "e",
        'ж' => "zh",
        'з' | 'ζ' => "z",
        'и' | 'і' | 'ї' | 'ι' | 'η' | 'υ' => "i",
        'ы' | 'й' => "y",
        'ј' => "j",
        'к' | 'κ' => "k",
        'л' | 'λ' => "l",
        'љ' => "lj",
        'м' | 'μ' => "m",
        'н' | 'ν' => "n",
        'њ' => "nj",
        'о' | 'ο' | 'ω' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'σ' | 'ς' => "s",
        'т' | 'τ' => "t",
        'ћ' => "c",
        'у' | 'ў' => "u",
        'ф' | 'φ' => "f",
        'х' => "h",
        'χ' => "ch",
        'ц' => "c",
        'ч' => "ch",
        'џ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'θ' => "th",
        'ξ' => "x",
        'ψ' => "ps",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ı' => "i",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds() {
        fn check(input: &str, expected: &str) {
            assert_eq!(fold(input), expected);
        }
        check("Müller", "muller");
        check("Курск", "kursk");
        check("Северна Кореја", "severna koreja");
        check("Đoković", "dokovic");
        check("Αθήνα", "athina");
        check("北京", "北京");
    }

    #[test]
    fn serbian_is_one_language_in_two_alphabets() {
        fn check(cyrillic: &str, latin: &str) {
            assert_eq!(fold_serbian(cyrillic), fold_serbian(latin), "{cyrillic}, {latin}");
        }
        check("Ђорђе Шешељ", "Đorđe Šešelj");
        check("Џон Чејни", "Džon Čejni");
        check("Његош, Жабљак", "Njegoš, Žabljak");
        check("Предсједник", "Predsjednik");
    }
}
