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

/// What the first words of a notice are. Where a text speaks of "the article", what follows must be of a notice too.
static NOTICES: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    RegexSet::new([
        r"(?i)^(sorry,? )?(this|an earlier version of this|the above|the article)( (news|press))?( (article|story|report|post|page|content|item|piece|dispatch|video|text))? (has been|was|is|has since been) ((now|since|temporarily|permanently) )?(withdrawn|retracted|removed|deleted|taken (down|offline)|unpublished|pulled|revoked)(\W*$|[.;:(–—]|,? (at (the|our|its)|following|because|due to|owing to|after|for |while|as |pending|until|upon|since|in (full|its entirety)|over (legal|copyright|concern|error|doubt)|by (the|its|our) (author|editor|publisher|newsroom|agency)|from (our|this|the) (site|website|web|archive|feed|page)|on (\d|(mon|tues|wednes|thurs|fri|satur|sun)day|[a-z]+ \d)|and (is|we|will|should)|an earlier))",
        r"(?i)^(this|the) article is no longer (available|online|accessible)|^this (story|report|post|page|content|item|video) is no longer (available|online|accessible)",
        r"(?i)^(we['’]ve|[^.!?]{1,40} (have|has|had to)) ((now|since|temporarily) )?(withdrawn?|retract(ed)?|removed?|deleted?|taken? down|unpublish(ed)?|pull(ed)?) this (article|story|report|post|page|item|piece|video|dispatch)\b",
        r"(?i)^(article|story|report|post|dispatch) (withdrawn|retracted|removed|deleted|unpublished)\W*$",
        r"^(\W?(WITHDRAWN|RETRACTED|RETRACTION|STORY KILL(ED)?|MANDATORY KILL)\W?\s*[:–—-]|\[(?i:withdrawn|retracted)\])|^(?i:retraction( notice)?:)",
        // German, Dutch, the north.
        r"(?i)^diese[rs]? (artikel|beitrag|bericht|text|meldung|nachricht|seite|inhalt) (wurde|ist) ([^.!?]{0,40} )?(zurückgezogen|gelöscht|entfernt|depubliziert|zurückgenommen|offline genommen|nicht (mehr|länger) (verfügbar|abrufbar|online))",
        r"(?i)^(der|dieser) (artikel|beitrag) (wurde|ist) ((von der redaktion|vom autor|vom verlag|inzwischen|leider) )?(zurückgezogen|gelöscht|entfernt|depubliziert|nicht (mehr|länger) (verfügbar|abrufbar|online))",
        r"(?i)^[^.!?]{1,40} (hat|haben) (diesen|diese|dieses) (artikel|beitrag|bericht|text|meldung|nachricht) ([^.!?]{0,40} )?(zurückgezogen|gelöscht|entfernt|depubliziert|offline genommen)|^wir haben den (artikel|beitrag) (zurückgezogen|gelöscht|entfernt)|^(artikel|beitrag|meldung) (zurückgezogen|gelöscht|entfernt|depubliziert)\W*$",
        r"(?i)^(dit|deze) (artikel|bericht|verhaal|pagina) (is|werd) ([^.!?]{0,30} )?(ingetrokken|verwijderd|teruggetrokken|offline gehaald|niet (meer|langer) beschikbaar)|^het artikel is (ingetrokken|verwijderd)",
        r"(?i)^(den här |denna |denne |dette |det här )?(artikkelen|artikeln|artiklen|artikel|artikkel|saken|historien|texten|nyheten) (er|är|har|ble|blev) ([^.!?]{0,30} )?(tagits bort|dragits tillbaka|avpublicer\w+|raderats?|borttagen|trukket (tilbake|tilbage)|slettet|fjernet|avpublisert|afpubliceret)",
        r"(?i)^(tämä )?(artikkeli|juttu|uutinen) on (poistettu|vedetty (pois|takaisin))",
        // The south.
        r"(?i)^(cet article|cette (dépêche|page|information)|ce (contenu|texte)|l['’]article) (a été|n['’]est plus) ([^.!?]{0,30} )?(retirée?|supprimée?|annulée?|dépubliée?|disponible|en ligne)\b|^[^.!?]{1,40} (a|avons) (retiré|supprimé|dépublié|annulé) (cet article|cette dépêche|ce texte|cette information)|^(article|dépêche) (retiré|supprimé|dépublié|annulé)e?\W*$",
        r"(?i)^(este|esta|el) (artículo|noticia|información|contenido|texto) (ha sido|fue|ya no está) (retirad|eliminad|borrad|suprimid|despublicad|disponible)|^([^.!?]{1,40} )?((ha|hemos) (retirado|eliminado|borrado)|retiró|eliminó) (este|esta) (artículo|noticia|información|texto)|^(artículo|noticia) (retirad|eliminad)[oa]\W*$",
        r"(?i)^(questo|questa|quest['’]|l['’]) ?(articolo|contenuto|notizia|testo) (è stat[oa]|non è più) (ritirat|rimoss|eliminat|cancellat|disponibil)|^([^.!?]{1,40} )?(ha|abbiamo) (ritirato|rimosso|eliminato) quest[oa'’] ?(articolo|notizia|testo)|^articolo (ritirato|rimosso)\W*$",
        r"(?i)^(este|esta) (artigo|not[ií]cia|conteúdo|reportagem|texto|matéria) (foi|já não está|não está mais) (retirad|removid|eliminad|apagad|despublicad|excluíd|disponível)|^([^.!?]{1,40} )?(removeu|retirou|removemos|retirámos|retiramos|apagou) (este|esta) (artigo|not[ií]cia|reportagem|texto|matéria)|^(artigo|notícia) (removid|retirad)[oa]\W*$",
        r"(?i)^(acest|această) (articol|știre|material) (a fost|nu mai este) (retras|șters|eliminat|ștears|disponibil)|^(articolul|știrea) a fost (retras|șters|eliminat|ștears)ă?\W*$|^([^.!?]{1,40} )?(a|am) (retras|șters|eliminat) (acest|această) (articol|știre|material|text)",
        r"(?i)^(αυτό )?το (παρόν |συγκεκριμένο )?άρθρο (έχει )?(αποσυρθεί|αφαιρεθεί|διαγραφεί|αποσύρθηκε|αφαιρέθηκε|διαγράφηκε)|^η (σύνταξη|συντακτική ομάδα) ([^.!?]{0,30} )?(απέσυρε|αφαίρεσε|διέγραψε) (αυτό )?το άρθρο",
        // The east.
        r"(?i)^(ten|niniejszy) (artykuł|tekst|materiał) (został (wycofany|usunięty|skasowany)|nie jest już dostępny)|^(artykuł|tekst) został (wycofany|usunięty)(\W*$| (przez (redakcję|wydawcę|autora)|na (prośbę|wniosek|żądanie)|z powodu|ponieważ|ze względu))|^([^.!?]{1,40} )?(wycofała|usunęła|wycofaliśmy|usunęliśmy) (ten|niniejszy) (artykuł|tekst|materiał)",
        r"(?i)^(tento )?(článek|článok) (byl|bol) (stažen|odstraněn|smazán|stiahnutý|odstránený|vymazaný)|^redak(ce|cia) ((tento|ten) )?člán(ek|ok) (stáhla|odstranila|smazala|stiahla|odstránila|vymazala)|^([^.!?]{1,40} )?(stáhla|odstranila|smazala|stiahla|odstránila|vymazala|stáhli jsme|stiahli sme) tento člán(ek|ok)|^tento člán(ek|ok) (jsme (stáhli|odstranili|smazali)|sme (stiahli|odstránili|vymazali))",
        r"(?i)^(ezt )?a (cikket|hírt) (visszavontuk|töröltük|eltávolítottuk)|^ez a cikk (már nem elérhető|törlésre került)|^a szerkesztőség (ezt )?(a cikket|a hírt) (visszavonta|törölte|eltávolította)|^a szerkesztőség (visszavonta|törölte|eltávolította) (ezt )?(a cikket|a hírt)",
        r"(?i)^(эт[аот]+|данн(ая|ый)) (стать|новост|публикаци|материал|текст|заметк)\w* (был[аои]? )?(удал[её]н|отозван|снят|больше не доступ)|^(статья|новость|публикация|материал|текст) (был[аои]? )?(удал[её]н|отозван|снят)[аоы]?( с публикации| редакцией| автором)?(\W*$| (по (просьбе|требованию|решению)|из-за|в связи|с сайта))|^([^.!?]{1,40} )?(отозвала|удалила|сняла|отозвали|удалили) (эту|этот|данную|данный) (стать|новост|публикаци|материал|текст|заметк)",
        r"(?i)^(ц[яе]й?|дан(а|ий)) (статт|новин|публікаці|матеріал|текст)\w* (бул[ао] |було |був )?(видален|відкликан|знят)|^(цю|цей|дану|даний) (статтю|новину|публікацію|матеріал|текст) (було )?(видалено|відкликано|знято)|^([^.!?]{1,40} )?(відкликала|видалила|зняла) (цю|цей) (статтю|новину|публікацію|матеріал|текст)",
        r"(?i)^(тази статия|този материал|тази новина) (е|беше) (премахнат|изтрит|оттеглен|свален)|^([^.!?]{1,40} )?(оттегли|премахна|изтри|свали) (тази|този) (статия|материал|новина|текст)|^статията (е|беше) (премахната|изтрита|оттеглена|свалена)\W*$",
        r"(?i)^(ovaj|ova) (članak|tekst|v(ij)?est|objava|prilog) (je (povučen|uklonjen|obrisan|izbrisan)|više nije dostup)|^(članak|tekst|v(ij)?est) je (povučen|uklonjen|obrisan)a?(\W*$| (na zaht[ej]|zbog|sa sajta|usled|nakon))|^([^.!?]{1,40} )?(povukl[ao]|uklonil[ao]|obrisal[ao]|izbrisal[ao]|povukli smo|uklonili smo) (ovaj|ovu) (članak|tekst|v(ij)?est)|^(redakcija|uredništvo) je ((ovaj|ovu) )?(članak|tekst|v(ij)?est) (povukl|uklonil|obrisal|izbrisal)[ao]|^(redakcija|uredništvo) je (povukl|uklonil|obrisal|izbrisal)[ao] (članak|tekst|v(ij)?est)\b",
        r"(?i)^(овај|ова) (чланак|текст|в(иј)?ест|објава|прилог) (је (повучен|уклоњен|обрисан|избрисан)|више није доступ)|^(чланак|текст|в(иј)?ест) је (повучен|уклоњен|обрисан)а?(\W*$| (на захт[еј]|због|са сајта|услед|након))|^([^.!?]{1,40} )?(повукл[ао]|уклонил[ао]|обрисал[ао]|избрисал[ао]|повукли смо|уклонили смо) (овај|ову) (чланак|текст|в(иј)?ест)|^(редакција|уредништво) је ((овај|ову) )?(чланак|текст|в(иј)?ест) (повукл|уклонил|обрисал|избрисал)[ао]|^(редакција|уредништво) је (повукл|уклонил|обрисал|избрисал)[ао] (чланак|текст|в(иј)?ест)\b",
        r"(?i)^bu (haber|yazı|makale|içerik) (geri çekil|(yayından )?kaldırıl|silin)(di|miştir|mıştır|dı)",
        r"(?i)^(تم|جرى) (سحب|حذف|إزالة) (هذا|هذه) (المقال|الخبر|التقرير|المادة)|^(هذا|هذه) (المقال|الخبر|التقرير|المقالة|المادة) (لم يعد|لم تعد) متاح|^(حُ?ذف|سُ?حب) هذا (المقال|الخبر|التقرير)",
        r"^(ה)?(כתבה|ידיעה|מאמר|כתבה זו|כתבה הזו) (הוסר|נמחק|נגנז)",
        // The editors by name, where the line of the language above has none.
        r"(?i)^de redactie heeft (dit artikel|dit bericht|dit verhaal) ([^.!?]{0,30} )?(ingetrokken|verwijderd|teruggetrokken|offline gehaald)|^(redaktionen|redaksjonen) har ([^.!?]{0,30} )?(tagit bort|dragit tillbaka|avpublicerat|raderat|trukket|fjernet|slettet|avpublisert|afpubliceret) (den här |denna |denne |dette )?(artikkelen|artikeln|artiklen|artikel|saken|texten|nyheten)|^den+[ea] (saka|artikkelen) er (trekt|fjerna|sletta)|^toimitus on (poistanut|vetänyt pois) (tämän )?(artikkelin|jutun|uutisen)",
        // Small languages of the south.
        r"(?i)^(ta |to |ta spletni )?(članek|prispevek|novica|vest|besedilo) (je (bil[ao]? )?(umaknjen|odstranjen|izbrisan)[ao]?(\W*$|[.;:(–—]|,? (ker|zaradi|na (zahtevo|željo|predlog)|s (spletne )?(strani|portala)|po (pritožbi|opozorilu)))|ni več (na voljo|dostop))|^uredništvo je (ta |to )?(članek|prispevek|novico|vest|besedilo) (umaknilo|odstranilo|izbrisalo)|^uredništvo je (umaknilo|odstranilo|izbrisalo) (ta |to )?(članek|prispevek|novico|vest|besedilo)\b|^(ta |to )?(članek|prispevek|novico|vest|besedilo) smo (umaknili|odstranili|izbrisali)",
        r"(?i)^(ky|kjo) (artikull|lajm|shkrim|tekst|material|raport) (u (hoq|tërhoq|fshi)|është (hequr|tërhequr|fshirë)|nuk është më)|^(artikulli|lajmi|shkrimi) (u (hoq|tërhoq|fshi)|është (hequr|tërhequr|fshirë))(\W*$|,? (sepse|pasi|për shkak|nga redaksia|me kërkesë))|^redaksia e (ka )?(hoqi|tërhoqi|fshiu|hequr|tërhequr|fshirë) (këtë )?(artikull|lajm|shkrim|tekst)",
        r"(?i)^(овој|оваа) (статија|вест|текст|напис|објава) (е|беше) (повлечен|отстранет|избришан)|^(статијата|веста|текстот|написот) (е|беше) (повлечен|отстранет|избришан)а?(\W*$| (поради|бидејќи|на барање|од редакцијата))|^редакцијата (ја|го) (повлече|отстрани|избриша) (оваа |овој )?(статија|вест|текст|напис)",
        r"(?i)^(aquest|aquesta|l['’]) ?(article|notícia|text|contingut) (ha estat (retira|elimina|esborra)|s['’]ha (retira|elimina|esborra)|ja no (està|és) disponible)|^([^.!?]{1,40} )?(ha|hem) (retirat|eliminat|esborrat) aquesta? (article|notícia|text)|^artikulu hau (kendu|ezabatu|erretiratu)|^([^.!?]{1,40} )?(artikulu hau|albiste hau) (kendu|ezabatu|erretiratu) (egin )?(du|dugu|da)\b",
        r"(?i)^(dan )?l-artiklu (ġie (rtirat|irtirat|mneħħi|mħassar)|tneħħa|tħassar)\b",
        // The Baltic, the islands, Luxembourg.
        r"(?i)^(see|käesolev) (artikkel|lugu|uudis) (on ([^.!?]{0,20} )?(eemaldatud|kustutatud|tagasi võetud|maha võetud)|eemaldati|kustutati)|^toimetus (on )?(eemaldas|kustutas|eemaldanud|kustutanud|võttis maha|võttis tagasi) (selle )?(artikli|loo|uudise)",
        r"(?i)^š(is|ī) (raksts|ziņa|publikācija) (ir|tika) (atsaukt|dzēst|izdzēst|noņemt|izņemt)|^raksts (ir |tika )?(atsaukts|dzēsts|noņemts)\W*$|^redakcija (ir )?(atsauca|atsaukusi|dzēsa|dzēsusi|izdzēsa|noņēma|noņēmusi) (šo )?(rakstu|ziņu|publikāciju)",
        r"(?i)^š(is|i) (straipsnis|naujiena|publikacija|tekstas) (buvo |yra )?(pašalint|atšaukt|ištrint)|^straipsnis (buvo |yra )?(pašalintas|atšauktas|ištrintas)\W*$|^redakcija (atšaukė|pašalino|ištrynė) (šį |šią )?(straipsnį|tekstą|naujieną|publikaciją)",
        r"(?i)^þessi (grein|frétt) hefur verið (fjarlægð|dregin til baka|tekin (út|niður|úr birtingu))|^(greinin|fréttin) hefur verið (fjarlægð|dregin til baka|tekin (út|niður|úr birtingu))|^ritstjórn(in)? hefur (fjarlægt|dregið) þessa (grein|frétt)",
        r"(?i)^(tá|bhí) an t-alt seo (bainte|tarraingthe|scriosta)|^(baineadh|tarraingíodh|scriosadh) ([^.!?]{0,12} )?an t-alt seo|^mae['’]r erthygl hon wedi ([^.!?]{0,12} )?(t?h?ynnu|dileu)|^mae['’]r erthygl hon wedi['’]i (thynnu|dileu)",
        r"(?i)^dësen (artikel|bericht|bäitrag) (gouf|ass) ([^.!?]{0,30} )?(zréckgezunn|zeréckgezunn|geläscht|ewechgeholl|erausgeholl)",
        // Belarus and the Caucasus.
        r"(?i)^(гэты|гэта|гэтая) (артыкул|навін|матэрыял|тэкст|публікацы)\w* (быў |была |было )?(выдален|адкліка|зняты|знята)|^([^.!?]{1,40} )?(выдаліла|адклікала|зняла) (гэты|гэтую) (артыкул|навіну|матэрыял|тэкст|публікацыю)",
        r"(?i)^bu (xəbər|məqalə|yazı) (silin|geri (götürül|çağırıl)|saytdan (çıxarıl|silin))|^այս (հոդվածը|նյութը|լուրը) (հեռացվել|ջնջվել|հետ է կանչվել)|^ეს (სტატია|მასალა|ახალი ამბავი) (წაშლილია|ამოღებულია|წაიშალა|გაუქმებულია)",
        // The far east.
        r"^(本|该|該|此|原)(文|文章|稿|稿件|报道|報導|内容|內容|新闻|新聞)(内容|內容)?(现|現)?(已|已经|已經|已被)(被)?(作者|发布者|發布者|编辑)?(撤回|删除|刪除|撤稿|撤下|下架|撤销)|^稿件(已)?撤(回|销|稿)",
        r"^(この|本|当該)(記事|ニュース|ページ|コンテンツ)は[^。]{0,20}(取り下げ|取り消|撤回|削除|公開を終了|掲載を終了|配信を終了)|^記事は(取り下げ|取り消|撤回|削除)[^。]{0,8}。?$",
        r"^(이|본|해당) ?(기사|뉴스|게시물|페이지)(는|가|은)? ?[^.]{0,16}(삭제|철회|취소|비공개)|^삭제된 (기사|게시물)입니다",
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
            "This article was removed from our website on 3 March.",
            "The Gazette has retracted this story after doubts about its sources.",
            "Die Redaktion hat diesen Artikel zurückgezogen.",
            "La rédaction a retiré cet article.",
            "Redakcja wycofała ten artykuł.",
            "Статья удалена по просьбе редакции.",
            "Ova vest je povučena.",
            "Овај чланак више није доступан.",
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
            "Članek je bil umaknjen.",
            "Uredništvo je članek umaknilo, ker je vseboval napačne podatke.",
            "Ta novica ni več na voljo.",
            "Prispevek smo odstranili.",
            "Ky artikull u hoq.",
            "Redaksia e tërhoqi këtë artikull.",
            "Ky lajm është hequr sepse nuk ishte i saktë.",
            "Оваа статија е повлечена.",
            "Редакцијата ја повлече веста.",
            "Редакцията оттегли тази статия.",
            "Гэты артыкул быў выдалены.",
            "Редакція відкликала цю статтю.",
            "Uredništvo je povuklo članak jer sadrži netočne podatke.",
            "Redakcija je ovu vest povukla.",
            "Уредништво је овај чланак уклонило.",
            "Redakce tento článek stáhla.",
            "Redakcia stiahla tento článok.",
            "A szerkesztőség visszavonta a cikket.",
            "Artykuł został usunięty przez redakcję.",
            "Redacția a retras acest articol.",
            "Η σύνταξη απέσυρε το άρθρο.",
            "Aquest article ha estat retirat.",
            "Artikulu hau kendu dugu.",
            "Dan l-artiklu ġie rtirat.",
            "See artikkel on eemaldatud.",
            "Toimetus kustutas selle loo.",
            "Šis raksts ir dzēsts.",
            "Redakcija atšaukė šį straipsnį.",
            "Þessi frétt hefur verið fjarlægð.",
            "Tá an t-alt seo bainte anuas.",
            "Mae'r erthygl hon wedi'i thynnu yn ôl.",
            "Dësen Artikel gouf geläscht.",
            "De redactie heeft dit artikel ingetrokken.",
            "Redaktionen har tagit bort artikeln.",
            "Redaksjonen har slettet denne artikkelen.",
            "Denne artikel er fjernet.",
            "Toimitus on poistanut jutun.",
            "La redacción retiró este artículo.",
            "Bu məqalə silinib.",
            "Այս հոդվածը հեռացվել է։",
            "ეს სტატია წაშლილია.",
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
        check("Članek je bil umaknjen", "Uredništvo je članek umaknilo, ker je vseboval napačne podatke.", true);
        check("Ky artikull u hoq", "Redaksia e tërhoqi këtë artikull.", true);
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
        check(title, "The article was removed from the constitution in 1990, historians said.");
        check(title, "This video was removed by the platform after an hour, the company said.");
        check(title, "This item was removed from the agenda, the mayor said.");
        check(title, "The Lancet has retracted a study on heart drugs.");
        check(title, "This year the drug was withdrawn from pharmacies in Marport.");
        check(title, "\"This article has been withdrawn\", the magazine wrote where its story stood.");
        check(title, "Статья 12 закона удалена из проекта.");
        check(title, "Članek je bil umaknjen iz ustave leta 1990, so povedali zgodovinarji.");
        check(title, "Ministrstvo je poročilo umaknilo.");
        check(title, "Ministria e tërhoqi projektligjin.");
        check(title, "Ky lajm u prit mirë në Marport.");
        check(title, "Министерството го повлече предлогот.");
        check(title, "Uredništvo časopisa povuklo je prijedlog.");
        check(title, "Redaktionen har fått ett pris för artikeln.");
        check(title, "See artikkel räägib eemaldatud mälestusmärgist.");
        check(title, "Este artículo explica qué fue retirado del mercado.");
        // With the old article below it is no mere notice.
        check(title, &format!("This article has been updated. {}", "The bridge opened. ".repeat(50)));
        check(title, "");
    }
}
