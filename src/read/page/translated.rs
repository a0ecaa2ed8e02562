//! Pages that say of themselves that a machine translated them. A new language is one line in each list.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

/// A notice is no longer than this, in bytes.
const MAX: usize = 500;

static BY_MACHINE: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    RegexSet::new([
        r"(?i)\b(machine|automatic(ally)?|auto|ai|a\.i\.)[ -](generated |assisted )?translat(ed|ions?)\b|\btranslated automatically\b",
        r"(?i)\btranslat(ed|ions?)\b[^.]{0,60}\b(by|with|using|through|via|thanks to)\b[^.]{0,40}\b(ai|a\.i\.|artificial intelligence|machine|automat\w+|google|deepl|chatgpt)\b",
        r"(?i)(maschinell|automatisch|künstlicher intelligenz|\bki\b)[^.]{0,40}übersetz|übersetz[^.]{0,60}(\bki\b|künstliche\w* intelligenz|maschinell|automatisch|deepl|google)",
        r"(?i)tradui\w*[^.]{0,60}(automatique|intelligence artificielle|\bia\b|deepl|google)|traduction (automatique|par (une )?ia\b)",
        r"(?i)tradu[cz]\w*[^.]{0,60}(automátic|inteligencia artificial|inteligência artificial|\bia\b|deepl|google)",
        r"(?i)(tradott|traduzion)\w*[^.]{0,60}(automatic|intelligenza artificiale|\bia\b|deepl|google)",
        r"(?i)(automatisch|machinaal|\bai\b)[^.]{0,40}vertaa?ld?|vertaa?ld?[^.]{0,40}(automatisch|machinaal|\bai\b|kunstmatige|deepl|google)",
        r"(?i)(przetłumacz|tłumacz)\w*[^.]{0,60}(automatyczn|maszynow|sztuczn\w* inteligencj|\bai\b|deepl|google)|(automatyczn|maszynow)\w*[^.]{0,30}tłumacz",
        r"(?i)(přelož|překlad|prelož|preklad)\w*[^.]{0,60}(automatick|strojov|uměl|umel|\bai\b|deepl)|(strojov|automatick)\w* p[rř](eklad|elož)",
        r"(?i)(automatsk|mašinsk|strojn|samodejn)\w*\s+(prevod|prijevod|preved)|(prevod|prijevod|preveden)\w*[^.]{0,60}(\bai\b|vj?eštačk|umjetn|umetn|automatsk|samodejn|mašinsk|strojn|deepl|google)",
        r"(?i)(аутоматск|автоматск|автоматич|машинск)\w*\s+(превод|превед)|(превод|преведен)\w*[^.]{0,60}(\bai\b|\bаи\b|вј?ештачк|аутоматск|автоматск|автоматич|машинс|машинен|изкуствен|вештачка)",
        r"(?i)перев(од|ед[её]н)\w*[^.]{0,60}(автоматическ|машинн|нейросет|искусственн|\bии\b|deepl|google)|(машинн|автоматическ)\w*\s+перев",
        r"(?i)переклад\w*[^.]{0,60}(автоматичн|машинн|штучн|нейромереж|\bші\b)|(машинн|автоматичн)\w*\s+переклад",
        r"(?i)(tradus|traducere)\w*[^.]{0,60}(automat|inteligen\w+ artificial|\bai\b)",
        r"(?i)gépi fordítás|(automatikus|géppel|mesterséges intelligenci)\w*[^.]{0,40}fordít",
        r"(?i)(makine|otomatik|yapay zek)\w*[^.]{0,40}(çevir|çeviri|çevril|tercüme)",
        r"(?i)αυτόματη μετάφραση|μεταφρ\w*[^.]{0,40}(αυτόματ|τεχνητή)",
        r"(?i)(maskin|automatisk|\bai\b|\bki\b)[^.]{0,30}(översatt|oversatt|oversat|översättning|oversettelse|oversættelse)|(översatt|oversatt|oversat)\w*[^.]{0,50}(maskin|automatisk|\bai\b|\bki\b)",
        r"(?i)konekään|(automaattis|tekoäly)\w*[^.]{0,30}kään|kään\w*[^.]{0,40}(tekoäly|koneell|automaattis)",
        r"ترجمة (آلية|تلقائية)|(ترجم|مترجم)[^.]{0,50}(آلي|الذكاء الاصطناعي|تلقائي)",
        r"תרגום (מכונה|אוטומטי)|תורגם[^.]{0,40}(אוטומטי|בינה מלאכותית)",
        r"(?i)机器翻译|機器翻譯|(自动|自動|人工智能|人工智慧|ai)[^。]{0,12}(翻译|翻譯)|機械翻訳|自動翻訳|ai[^。]{0,12}翻訳|기계 ?번역|자동 ?번역|(ai|인공지능)[^.]{0,12}번역",
        r"(?i)dịch (tự động|máy|bằng ai)|diterjemahkan[^.]{0,40}(otomatis|mesin|\bai\b)|terjemahan (mesin|otomatis)",
    ])
    .ok()
});

/// What a notice speaks of: the text that it stands by, and how right it is.
static OF_ITSELF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = r"(?i)\b(this|article|story|text|page|content|disclaimer|note|original|accura\w*|errors?|mistakes?|
        dieser?s?|artikel|beitrag|hinweis|fehler|cet|cette|texte|erreurs?|este|esta|artículo|artigo|texto|nota|questo|questa|articolo|testo|
        deze|dit|tekst|ten|artykuł|tento|tato|článek|článok|ovaj|ova|ovo|članak|vest|vijest|prispevek|овај|ова|овај|текст|чланак|вест|този|тази|
        статия|этот|эта|это|статья|материал|новость|цей|ця|стаття|матеріал|acest|această|articol|ez|cikk|bu|haber|metin|άρθρο|κείμενο|αυτό|
        denna|denne|dette|artikeln|artikkelen|saken|teksten|texten|tämä|juttu|artikkeli|هذا|هذه|النص|المقال|זה|הכתבה|המאמר|bài|ini)\b|
        本文|此文|原文|本稿|記事|이 기사|기사|원문";
    Regex::new(&words.replace(['\n', ' '], "").replace("이기사", "이 ?기사")).ok()
});

/// Whether a line of the page says that a machine translated it.
pub fn says(text: &str) -> bool {
    text.len() <= MAX
        && BY_MACHINE.as_ref().is_some_and(|machine| machine.is_match(text))
        && OF_ITSELF.as_ref().is_some_and(|itself| itself.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices() {
        fn check(text: &str, expected: bool) {
            assert_eq!(says(text), expected, "{text}");
        }
        check("Disclaimer: These texts are mostly translated through an AI translator and may hold mistakes.", true);
        check("This article was translated automatically from Finnish.", true);
        check("Machine translation. The original can be found here.", true);
        check("Dieser Text wurde maschinell übersetzt.", true);
        check("Cet article a été traduit par une IA.", true);
        check("Este artículo ha sido traducido con inteligencia artificial.", true);
        check("Questo testo è stato tradotto automaticamente.", true);
        check("Ten artykuł został przetłumaczony automatycznie.", true);
        check("Ovaj tekst je preveden pomoću AI alata.", true);
        check("Овај текст је аутоматски преведен.", true);
        check("Этот материал переведён автоматически.", true);
        check("Bu haber yapay zekâ ile çevrilmiştir.", true);
        check("本文由机器翻译。", true);
        check("この記事は自動翻訳されています。", true);
        check("이 기사는 기계 번역되었습니다.", true);
        check("She translated the novel in 1990.", false);
        check("The company unveils a translation AI for 200 languages.", false);
        check("The mayor wants a machine for each ward, translated into numbers: twelve.", false);
    }
}
