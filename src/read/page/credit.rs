//! Captions and credits of photos, told apart as publishers print them together.

use std::sync::LazyLock;

use regex::Regex;

/// Words that stand before a credit, in the languages of the web; a colon or the like follows.
const WORDS: &str = "photo credits?|photo courtesy of|image credits?|picture credits?|file photo|photographs?|photograph by|photo by|photos?|images?|pictures?|credits?|courtesy|source|copyright|handout|\
    fotos? di|foto:?|fotos?|fotografie|fotograf|fotografía|fotografia|bild|bilder|bildquelle|quelle|bildnachweis|bildrechte|\
    crédits? photo|crédits?|photo d['’]archives?|image|imagen|crédito|créditos|imágenes|fuente|fonte|imagem|reprodução|divulgação|\
    beeld|bron|kuva|kuvat|mynd|ljósmynd|zdroj|autor|izvor|snimio|snimila|fotó|forrás|zdjęcie|fot|źródło|\
    фото|фотография|источник|снимка|фотографија|джерело|извор|φωτογραφία|φωτο|πηγή|\
    ảnh|nguồn|hoto|gambar|sumber|görsel|fotoğraf|kaynak|صورة|تصوير|المصدر|תמונה|צילום|\
    写真|画像|提供|出典|撮影|图片来源|图片|摄影|圖片來源|攝影|图|圖|사진|출처";

static SPLITS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        // "Caption (Photo by Jo / Agency)", "Caption （写真：Agency）"
        format!(
            r"(?i)^(?P<caption>.*?)[\s]*[(（\[](?:{WORDS})\s*(?:[:：=＝]|\bby\b|\bvon\b|\bpar\b|\bdi\b|\bpor\b|\s)\s*(?P<credit>[^()（）\[\]]{{2,90}})[)）\]]\.?$"
        ),
        // "Caption (AP Photo/Jo)", "Caption (Reuters/Jo)", "(dpa)"
        r"^(?P<caption>.*\S)\s+[(\[](?P<credit>(?:[A-Z][\w.&\-]*|dpa|picture alliance)(?:[ /][\p{L}.&\- /]{1,60})?)[)\]]\.?$"
            .to_owned(),
        // "Caption | Photo credit: Agency", "Caption, Foto: Agency", "Caption. Photo : Jo / Agency", "写真＝Agency"
        format!(
            r"(?i)^(?P<caption>.*?)(?:^|[\s|,;.–—/·-]|[。、，（])\s*(?:{WORDS})\s*(?:\b(?:by|von|par)\b\s*)?[:：=＝]\s*(?P<credit>.{{2,90}})$"
        ),
        // "Caption © Agency", "Caption (c) Agency"
        r"(?i)^(?P<caption>.*?)[\s|,;–—-]*(?:[(\[])?(?:©|\(c\)|copyright)\s*:?\s*(?:\d{4}\s+)?(?P<credit>.{2,90}?)[)\]]?$"
            .to_owned(),
        // "Photo by Jo / Agency"
        r"(?i)^(?P<caption>.*?)[\s|,;.–—-]*\b(?:photo|foto|photograph|image|picture|imagen|bild|фото)s?\s+(?:by|courtesy of|di|von|de|por|par)\s+(?P<credit>.{2,90})$"
            .to_owned(),
        // "Caption | Jo/Agency"
        r"^(?P<caption>.{12,}?)\s+\|\s+(?P<credit>[^|]{2,60})$".to_owned(),
    ];
    patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
});

static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)^(?:(?:{WORDS})\s*(?:[:：=＝]|\bby\b|\s-\s)\s*|(?:©|\(c\))\s*(?:\d{{4}}\s+)?)")).ok()
});

/// Longer texts are no captions.
const MAX: usize = 1_500;

/// Caption and credit of the text under a photo. A text that names no credit is all caption.
pub fn split(text: &str) -> (Option<String>, Option<String>) {
    let text = text.trim();
    if text.is_empty() || text.len() > MAX {
        return (None, None);
    }
    for pattern in SPLITS.iter() {
        if let Some(found) = pattern.captures(text)
            && let (Some(caption), Some(credit)) = (found.name("caption"), found.name("credit"))
            && names_somebody(credit.as_str())
        {
            return (tidy_caption(caption.as_str()), tidy_credit(credit.as_str()));
        }
    }
    (Some(text.to_owned()), None)
}

/// A credit is a name, not a sentence.
fn names_somebody(credit: &str) -> bool {
    let words = credit.split_whitespace().count();
    words <= 12 && !credit.contains(". ") && credit.chars().any(char::is_alphabetic)
}

/// A credit without the words before it and the brackets around it.
pub fn tidy_credit(credit: &str) -> Option<String> {
    let mut credit = credit.trim();
    for _ in 0..2 {
        credit = credit.trim_matches(|c: char| c.is_whitespace() || "()[]（）|,;:–—-".contains(c));
        if let Some(label) = LABEL.as_ref().and_then(|label| label.find(credit)) {
            credit = &credit[label.end()..];
        }
    }
    let credit = credit.trim_end_matches('.').trim();
    (!credit.is_empty()).then(|| credit.to_owned())
}

fn tidy_caption(caption: &str) -> Option<String> {
    let caption = caption.trim().trim_end_matches(|c: char| c.is_whitespace() || "|,;–—-/·(（[".contains(c)).trim();
    (!caption.is_empty()).then(|| caption.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        check(
            "The source: a river that nobody knew. It flows north.",
            "The source: a river that nobody knew. It flows north.",
            "",
        );
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
    }
}
