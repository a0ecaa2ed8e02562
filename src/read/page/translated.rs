//! Pages that say of themselves that a machine translated them. A new language is one line in each list.
//!
//! Articles about translation use the same words. A notice speaks of the text that it stands by ("this article"), is labelled as one
//! ("Note:"), or is hardly more than the fact; and where it only may be one, no prose stands before it, or none behind it.

use std::sync::LazyLock;

use regex::Regex;

/// A notice is no longer than this, in bytes.
const MAX: usize = 500;

/// What every notice has in it, whatever else it says: asked first, since most lines of a page have nothing of it.
static STEMS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let stems = "translat|übersetz|tradu|tradott|traduz|vertaal|vertal|tłumacz|přelož|překlad|prelož|preklad|prev[eo]|prije?v|прев[еоє]|перев|
        переклад|fordít|çevir|çevril|tercüme|μετ[αά]φρ|översatt|översätt|oversat|oversett|oversæt|kään|ترجم|תרגו|תורגם|翻译|翻譯|翻訳|번역|dịch|terjemah";
    Regex::new(&format!("(?i){}", stems.replace(['\n', ' '], ""))).ok()
});

static BY_MACHINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let notices = [
        r"(?i)\b(machine|automatic(ally)?|auto|ai|a\.i\.)[ -](generated |assisted )?translat(ed|ions?)\b|\btranslated automatically\b",
        r"(?i)\btranslat(ed|ions?)\b[^.]{0,60}\b(by|with|using|through|via|thanks to)\b[^.]{0,40}\b(ai|a\.i\.|artificial intelligence|machine|automat\w+|google|deepl|chatgpt)\b",
        r"(?i)(maschinell|automatisch|künstlicher intelligenz|\bki\b)[^.]{0,40}übersetz|übersetz[^.]{0,60}(\bki\b|künstliche\w* intelligenz|maschinell|automatisch|deepl|google)",
        r"(?i)tradui\w*[^.]{0,60}(automatique|intelligence artificielle|\bia\b|deepl|google)|traduction (automatique|par (une )?ia\b)",
        r"(?i)tradu[cz]\w*[^.]{0,60}(automátic|inteligencia artificial|inteligência artificial|\bia\b|deepl|google)",
        r"(?i)(tradott|traduzion)\w*[^.]{0,60}(automatic|intelligenza artificiale|\bia\b|deepl|google)",
        r"(?i)(automatisch|machinaal|\bai\b)[^.]{0,40}vertaa?ld?|vertaa?ld?[^.]{0,40}(automatisch|machinaal|\bai\b|kunstmatige|deepl|google)",
        r"(?i)(przetłumacz|tłumacz)\w*[^.]{0,60}(automatyczn|maszynow|sztuczn\w* inteligencj|\bai\b|deepl|google)|(automatyczn|maszynow)\w*[^.]{0,30}tłumacz",
        r"(?i)(přelož|překlad|prelož|preklad)\w*[^.]{0,60}(automatick|strojov|uměl|umel|\bai\b|deepl)|(strojov|automatick)\w* p[rř](eklad|elož)",
        r"(?i)(automatsk|mašinsk|strojn|samodejn)\w*\s+(prevod|prijevod|preved|preveo)|(prevod|prijevod|prev[eo]d|preveo|prevel)\w*[^.]{0,60}(\bai\b|vj?eštačk|umjetn|umetn|automatsk|samodejn|mašin|strojn|deepl|google|gugl|chatgpt)",
        r"(?i)(аутоматск|автоматск|автоматич|машинск)\w*\s+(превод|превед|превео)|(превод|преведен|превео|превел)\w*[^.]{0,60}(гугл|google|deepl|chatgpt|машин|\bai\b|\bаи\b|вј?ештачк|аутоматск|автоматск|автоматич|машинс|машинен|изкуствен|вештачка)",
        r"(?i)перев(од|ед[её]н)\w*[^.]{0,60}(автоматическ|машинн|нейросет|нейронн|искусственн|робот|\bии\b|\bai\b|chatgpt|deepl|google|гугл|яндекс)|(машинн|автоматическ)\w*\s+перев|автоперевод",
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
    ];
    Regex::new(&notices.map(|notice| format!("(?:{notice})")).join("|")).ok()
});

/// What a notice says of which text it speaks: the one that it stands by.
static OF_ITSELF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = r"(?i)\b(?:(?:this|these)\s(?:\w+\s)?(?:article|story|text|page|content|translation|version|post|report|piece)s?|
        (?:diese[rs]?|dies)\s(?:\w+\s)?(?:text|artikel|beitrag|seite|inhalt|meldung|übersetzung|fassung)\w*|
        (?:cet|cette|ce)\s(?:article|texte|page|contenu|traduction|version|dépêche)|
        (?:este|esta|estos)\s(?:artículo|texto|página|contenido|noticia|traducción|versión|artigo|conteúdo|notícia|tradução|matéria|versão)s?|
        (?:questo|questa)\s(?:articolo|testo|pagina|contenuto|traduzione|notizia|versione)|
        (?:deze|dit)\s(?:artikel|tekst|bericht|pagina|vertaling|inhoud|versie|verhaal)|
        (?:ten|ta|niniejszy|tego)\s(?:artykuł|tekst|strona|treść|materiał|tłumaczenie|artykułu|tekstu)|
        (?:tento|tato|toto|táto|tohto)\s(?:článek|článok|text|stránka|překlad|preklad|obsah|zpráva|správa|článku)|
        (?:ovaj|ova|ovo|ovog|ovaj)\s(?:\w+\s)?(?:tekst|članak|vest|vijest|sadržaj|strani\w+|prevod|prijevod|priča|teksta|članka)|
        ta\s(?:članek|prispevek|besedilo|prevod)|
        (?:овај|ова|ово|овог|оваа|овој)\s(?:\p{L}+\s)?(?:текст|чланак|вест|садржај|страниц\p{L}+|превод|прича|статија|текста|чланка)|
        (?:този|тази|това)\s(?:текст|статия|материал|превод|новина|съдържание)|
        (?:этот|эта|это|данный|данная|этого)\s(?:текст|статья|материал|новость|перевод|страница|публикация|текста|материала)|
        (?:цей|ця|це|даний)\s(?:текст|стаття|матеріал|новина|переклад|сторінка)|
        (?:acest|această|acesta)\s(?:articol|text|material|conținut|știre|traducere|pagină)|(?:ez|ezt|jelen)\s(?:a\s|az\s)?(?:cikk|szöveg|fordítás|oldal|tartalom)\w*|
        bu\s(?:haber|metin|içerik|makale|yazı|çeviri|sayfa)\w*|(?:αυτό|αυτή|το παρόν)\s(?:το\s|η\s)?(?:άρθρο|κείμενο|μετάφραση|σελίδα)|
        (?:denna|detta|den här|det här|denne|dette|denne her)\s(?:artikel\w*|text\w*|tekst\w*|sak\w*|nyhe\w*|översättning|oversettels\w*|oversættels\w*|innhold\w*|indhold|side\w*|artikkel\w*)|
        (?:tämä|tämän)\s(?:juttu|artikkeli|teksti|uutinen|käännös|sivu|artikkelin|tekstin|jutun)|bài (?:viết )?này|(?:artikel|berita|teks) ini)\b|
        (?:هذا|هذه)\s(?:المقال|النص|الخبر|المحتوى|الترجمة|الصفحة|المادة)|(?:הכתבה|המאמר|הטקסט|התרגום)\sה?ז[הו]|本文|此文|本篇|本稿|この(?:記事|文章|翻訳|ページ)|이\s?(?:기사|글|번역|페이지)";
    Regex::new(&words.replace("\n        ", "")).ok()
});

/// What notices are labelled with.
static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = r"(?i)^\W*(?:disclaimer|note|notice|editor.s note|hinweis|anmerkung|avertissement|nota|aviso|avviso|avvertenza|let op|opmerking|uwaga|poznámka|
        upozornění|upozornenie|napomena|opomba|напомена|забелешка|примечание|внимание|примітка|увага|забележка|бележка|notă|megjegyzés|not|σημείωση|obs|notera|
        bemærk|merk|huom|huomautus|ملاحظة|تنويه|הערה|注|说明|說明|声明|※|참고|catatan|lưu ý)\s*[:：.!–—-]";
    Regex::new(&words.replace("\n        ", "")).ok()
});

/// How sure it is that a line is a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// It speaks of the text that it stands by.
    Sure,
    /// It says so of some text.
    Likely,
}

/// Whether a line of the page says that a machine translated it.
pub fn says(text: &str) -> Option<Notice> {
    if text.len() > MAX || !STEMS.as_ref()?.is_match(text) {
        return None;
    }
    let machine = BY_MACHINE.as_ref()?;
    let labelled = LABEL.as_ref()?.is_match(text);
    let mut begins = true;
    for sentence in text.split_inclusive(['.', '!', '?', '。', '！', '？']).map(str::trim) {
        let first = std::mem::take(&mut begins);
        let Some(found) = machine.find(sentence) else { continue };
        // What somebody is quoted with, and what is asked, is no notice.
        if sentence[..found.start()].contains(['"', '“', '„', '«', '「', '”']) || sentence.ends_with(['?', '？']) {
            continue;
        }
        if labelled || OF_ITSELF.as_ref()?.is_match(sentence) {
            return Some(Notice::Sure);
        }
        // Hardly more than the fact, or the first thing said.
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let end = sentence[found.end()..].find(|c: char| !c.is_alphabetic()).map_or(sentence.len(), |end| found.end() + end);
        let bare = letters(&sentence[found.start()..end]) * 2 >= letters(sentence);
        if first && bare {
            return Some(Notice::Likely);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices() {
        fn check(text: &str, expected: bool) {
            assert_eq!(says(text).is_some(), expected, "{text}");
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
        for text in [
            "Текст переведён с помощью нейросети.",
            "Перевод выполнен автоматически.",
            "Машинный перевод. Оригинал читайте здесь.",
            "Данный материал переведён с помощью ИИ.",
            "Tekst je automatski preveden.",
            "Prevod je urađen uz pomoć veštačke inteligencije.",
            "Napomena: Članak je preveo ChatGPT.",
            "Овај чланак је преведен уз помоћ вештачке интелигенције.",
            "Напомена: превод је урадила машина.",
            "Translated by AI.",
            "Automatically translated from Finnish.",
        ] {
            check(text, true);
        }
        assert_eq!(says("This article was translated by AI."), Some(Notice::Sure));
        assert_eq!(says("Der Text wurde maschinell übersetzt."), Some(Notice::Likely));
        // What articles about translation say.
        for text in [
            "The company says that its machine translation makes every text easier to read, without errors.",
            "Researchers compared the original with an automatic translation of the novel.",
            "“This article was translated automatically”, says a line under each of the reports.",
            "Machine translation has made great strides since the first systems of the fifties.",
            "Издательство заявило, что машинный перевод романа не будет опубликован до конца года.",
            "Ministar kaže da automatski prevodi zakona nisu dovoljno dobri za sud u Strazburu.",
            "Can machine translation replace people?",
        ] {
            check(text, false);
        }
        check("She translated the novel in 1990.", false);
        check("The company unveils a translation AI for 200 languages.", false);
        check("The mayor wants a machine for each ward, translated into numbers: twelve.", false);
    }
}
