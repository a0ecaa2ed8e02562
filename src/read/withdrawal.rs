//! Notices that stand where an article stood which its publisher took back. A new language is a line in the list.
//!
//! Articles about withdrawals use the same words ("the ministry has withdrawn the report"). A notice speaks of the text that it stands for ("this
//! article"), says so first, and says little else.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use crate::text::sentences;

/// A notice, with its reasons and apologies, is no longer than this, in characters.
const MAX: usize = 700;

/// Sentences at the beginning in which a notice says what it is.
const OPENING: usize = 2;

/// Characters of a label before a notice ("Editor's note:").
const LABEL: usize = 40;

/// What the first words of a notice are.
static NOTICES: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    RegexSet::new([
        r"(?i)^(this|the above|the article|the post|the video)( (news|press))?( (article|story|report|post|page|content|item|piece|dispatch|video|text))? (has been|was|is|has since been) ((now|since|temporarily|permanently) )?(withdrawn|retracted|removed|deleted|taken (down|offline)|unpublished|pulled|revoked)\b",
        r"(?i)^(this|the) (article|story|report|post|page|content|item|video) is no longer (available|online|accessible)",
        r"(?i)^we (have|had to) ((now|since|temporarily) )?(withdrawn?|retract(ed)?|removed?|deleted?|taken? down|unpublish(ed)?|pull(ed)?) this (article|story|report|post|page|item|piece|video)\b",
        r"(?i)^(article|story|report|post|dispatch) (withdrawn|retracted|removed|deleted|unpublished)\W*$",
        r"^(\W?(WITHDRAWN|RETRACTED|RETRACTION|STORY KILL(ED)?|MANDATORY KILL)\W?\s*[:–—-]|\[(?i:withdrawn|retracted)\])|^(?i:retraction( notice)?:)",
        // German, Dutch, the north.
        r"(?i)^(diese[rs]?|der|die) (artikel|beitrag|bericht|text|meldung|nachricht|seite|inhalt) (wurde|ist) ([\w ]{0,40} )?(zurückgezogen|gelöscht|entfernt|depubliziert|zurückgenommen|offline genommen|nicht (mehr|länger) (verfügbar|abrufbar|online))",
        r"(?i)^wir haben (diesen|diese|den) (artikel|beitrag|bericht|text|meldung|nachricht) ([\w ]{0,40} )?(zurückgezogen|gelöscht|entfernt|depubliziert|offline genommen)",
        r"(?i)^(dit|het|deze) (artikel|bericht|verhaal|pagina) (is|werd) ([\w ]{0,30} )?(ingetrokken|verwijderd|teruggetrokken|offline gehaald|niet (meer|langer) beschikbaar)",
        r"(?i)^(den här |denna |denne |dette |det här )?(artikkelen|artikeln|artiklen|artikel|artikkel|saken|historien|texten|nyheten) (er|är|har|ble|blev) ([\w ]{0,30} )?(tagits bort|dragits tillbaka|avpublicer\w+|raderats?|borttagen|trukket( tilbake| tilbage)?|trukket|fjernet|slettet|avpublisert|afpubliceret)",
        r"(?i)^(tämä )?(artikkeli|juttu|uutinen) on (poistettu|vedetty (pois|takaisin))",
        // The south.
        r"(?i)^(cet article|cette (dépêche|page|information)|ce (contenu|texte)|l['’]article) (a été|n['’]est plus) ([\w ]{0,30} )?(retirée?|supprimée?|dépubliée?|disponible|en ligne)\b|^nous avons (retiré|supprimé|dépublié) cet article",
        r"(?i)^(este|esta|el) (artículo|noticia|información|contenido|texto) (ha sido|fue|ya no está) (retirad|eliminad|borrad|suprimid|despublicad|disponible)|^hemos (retirado|eliminado|borrado) (este|esta) (artículo|noticia|información)",
        r"(?i)^(questo|questa|quest['’]|l['’]) ?(articolo|contenuto|notizia|testo) (è stat[oa]|non è più) (ritirat|rimoss|eliminat|cancellat|disponibil)|^abbiamo (ritirato|rimosso|eliminato) quest[oa'’] ?(articolo|notizia)",
        r"(?i)^(este|esta|o) (artigo|notícia|conteúdo|reportagem|texto|matéria) (foi|já não está|não está mais) (retirad|removid|eliminad|apagad|despublicad|excluíd|disponível)",
        r"(?i)^(acest|această) (articol|știre|material) (a fost|nu mai este) (retras|șters|eliminat|ștears|disponibil)",
        r"(?i)^το (παρόν |συγκεκριμένο )?άρθρο (έχει )?(αποσυρθεί|αφαιρεθεί|διαγραφεί|αποσύρθηκε|αφαιρέθηκε|διαγράφηκε)",
        // The east.
        r"(?i)^(ten|niniejszy) (artykuł|tekst|materiał) (został (wycofany|usunięty|skasowany)|nie jest już dostępny)|^(artykuł|tekst) został (wycofany|usunięty)\W*$",
        r"(?i)^(tento )?(článek|článok) (byl|bol) (stažen|odstraněn|smazán|stiahnutý|odstránený|vymazaný)",
        r"(?i)^(ezt )?a (cikket|hírt) (visszavontuk|töröltük|eltávolítottuk)|^ez a cikk (már nem elérhető|törlésre került)",
        r"(?i)^(эт[аот]+|данн(ая|ый)) (стать|новост|публикаци|материал|текст|заметк)\w* (был[аои]? )?(удал[её]н|отозван|снят|больше не доступ)|^(статья|новость|публикация|материал|текст) (был[аои]? )?(удал[её]н|отозван|снят)[аоы]?( с публикации| редакцией| автором)?\W*$",
        r"(?i)^(ц[яе]й?|дан(а|ий)) (статт|новин|публікаці|матеріал|текст)\w* (бул[ао] |було |був )?(видален|відкликан|знят)",
        r"(?i)^(тази статия|този материал|тази новина) (е|беше) (премахнат|изтрит|оттеглен|свален)",
        r"(?i)^(ovaj|ova) (članak|tekst|vij?est|objava|prilog) je (povučen|uklonjen|obrisan|izbrisan)|^(članak|tekst|vij?est) je (povučen|uklonjen|obrisan)a?\W*$|^(овај|ова) (чланак|текст|вест|вијест|објава|прилог) је (повучен|уклоњен|обрисан|избрисан)|^(чланак|текст|вест) је (повучен|уклоњен|обрисан)а?\W*$",
        r"(?i)^bu (haber|yazı|makale|içerik) (geri çekil|(yayından )?kaldırıl|silin)(di|miştir|mıştır|dı)",
        r"(?i)^(تم|جرى) (سحب|حذف|إزالة) (هذا|هذه) (المقال|الخبر|التقرير|المادة)|^(هذا|هذه) (المقال|الخبر|التقرير|المقالة|المادة) (لم يعد|لم تعد) متاح",
        r"^(ה)?(כתבה|ידיעה|מאמר|כתבה זו|כתבה הזו) (הוסר|נמחק|נגנז)",
        // The far east.
        r"^(本|该|該|此)(文|文章|稿|稿件|报道|報導|内容|內容|新闻|新聞)(内容|內容)?(现|現)?(已|已经|已經|已被)(被)?(作者|发布者|發布者|编辑)?(撤回|删除|刪除|撤稿|撤下|下架|撤销)|^稿件(已)?撤(回|销|稿)",
        r"^(この|本|当該)(記事|ニュース|ページ|コンテンツ)は[^。]{0,20}(取り下げ|取り消|撤回|削除|公開を終了|掲載を終了|配信を終了)",
        r"^(이|본|해당) ?(기사|뉴스|게시물|페이지)(는|가|은)? ?[^.]{0,16}(삭제|철회|취소|비공개)",
        r"(?i)^(artikel|berita) ini (telah|sudah) (ditarik|dihapus|dicabut)|^bài viết (này )?(đã )?(bị |được )?(gỡ|xóa|rút)",
    ])
    .ok()
});

/// What stands before a notice: signs, and a label.
static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!(r"^[^.!?。:：]{{1,{LABEL}}}[:：]\s+")).ok());

/// Whether headline and text are a notice that an article was taken back, and not an article.
pub fn is_notice(title: &str, text: &str) -> bool {
    let text = text.trim();
    if says_so(title) {
        return text.chars().count() <= MAX;
    }
    // The longest text is as long as a feed; whatever is longer than a notice is none.
    let short = text.char_indices().nth(MAX).is_none();
    short && sentences::sentences(text).into_iter().take(OPENING).filter_map(|range| text.get(range)).any(says_so)
}

fn says_so(sentence: &str) -> bool {
    let Some(notices) = NOTICES.as_ref() else { return false };
    let bare = sentence.trim_start_matches(|c: char| c.is_whitespace() || "*(-–—•".contains(c));
    let label = BEFORE.as_ref().and_then(|before| before.find(bare)).map_or(0, |label| label.end());
    notices.is_match(bare) || label > 0 && notices.is_match(&bare[label..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_in_many_languages() {
        for text in [
            "This article has been withdrawn.",
            "This story has been removed following a legal complaint. We apologise to our readers.",
            "Editor's note: This article has been retracted because its figures could not be confirmed.",
            "(This report was withdrawn on Monday.)",
            "We have removed this article while we look into it.",
            "This story is no longer available.",
            "Dieser Artikel wurde zurückgezogen.",
            "Anmerkung der Redaktion: Dieser Beitrag wurde wegen falscher Angaben gelöscht.",
            "Wir haben diesen Bericht nach Hinweisen von Lesern entfernt.",
            "Cet article a été retiré.",
            "Este artículo ha sido retirado por la redacción.",
            "Questo articolo è stato rimosso.",
            "Este artigo foi removido.",
            "Dit artikel is ingetrokken.",
            "Denna artikel har avpublicerats.",
            "Denne artikkelen er trukket tilbake.",
            "Tämä artikkeli on poistettu.",
            "Ten artykuł został usunięty.",
            "Tento článek byl stažen.",
            "Ezt a cikket visszavontuk.",
            "Acest articol a fost retras.",
            "Το άρθρο αποσύρθηκε.",
            "Эта статья была удалена.",
            "Материал снят с публикации.",
            "Ця стаття була видалена.",
            "Тази статия беше премахната.",
            "Ovaj tekst je povučen.",
            "Овај текст је повучен.",
            "Bu haber yayından kaldırılmıştır.",
            "تم حذف هذا المقال.",
            "הכתבה הוסרה.",
            "本文已被作者删除。",
            "該文章已下架。",
            "この記事は取り下げられました。",
            "해당 기사는 삭제되었습니다.",
            "Artikel ini telah ditarik.",
        ] {
            assert!(is_notice("Fire in Kessel", text), "{text}");
        }
    }

    #[test]
    fn headlines_that_are_notices() {
        let check = |title: &str, text: &str, expected: bool| assert_eq!(is_notice(title, text), expected, "{title}");
        check("Article withdrawn", "", true);
        check("WITHDRAWN: Fire in Kessel", "The agency has withdrawn its report on a fire in Kessel.", true);
        check("[Retracted] Fire in Kessel", "", true);
        check("Retraction: Fire in Kessel", "An earlier report on a fire in Kessel was wrong.", true);
        check("Article removed from constitution", "", false);
        check("Withdrawn candidate speaks in Orlo", "", false);
        check("Removed: three statues in Marport", "The council had three statues taken down.", false);
    }

    #[test]
    fn articles_about_withdrawals_are_articles() {
        let check = |title: &str, text: &str| assert!(!is_notice(title, text), "{text}");
        let title = "Ministry and its report";
        check(title, "The ministry has withdrawn its report on the bridge.");
        check(title, "The report was withdrawn by the ministry on Monday.");
        check(title, "Der Bericht des Ministeriums wurde zurückgezogen.");
        check(title, "This article of the constitution has been removed, the court said.");
        check(title, "This year the drug was withdrawn from pharmacies in Marport.");
        check(title, "\"This article has been withdrawn\", the magazine wrote where its story stood.");
        check(title, "Статья 12 закона удалена из проекта.");
        check(title, "Este artículo explica qué fue retirado del mercado.");
        // With the old article below it is no mere notice.
        check(title, &format!("This article has been updated. {}", "The bridge opened. ".repeat(50)));
        check(title, "");
    }
}
