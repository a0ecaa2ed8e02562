//! Lines that stand in and under articles without belonging to them: counters, buttons, boxes, pleas. A new language is a line of [`WORDS`],
//! another kind of line one of [`LINES`].
//!
//! None of the expressions has a Unicode word boundary: that keeps regular expressions from the quick way.

use std::sync::LazyLock;

use regex::{RegexSet, RegexSetBuilder};

/// What a language calls it, between strokes: what is counted under articles; sharing; what leads to other articles; signing up and
/// following; how long reading takes.
struct Words {
    counted: &'static str,
    share: &'static str,
    more: &'static str,
    follow: &'static str,
    reading: &'static str,
}

const fn words(
    counted: &'static str,
    share: &'static str,
    more: &'static str,
    follow: &'static str,
    reading: &'static str,
) -> Words {
    Words { counted, share, more, follow, reading }
}

#[rustfmt::skip]
const WORDS: [Words; 26] = [
    // English
    words("views?|page ?views|comments?|shares?|reads|likes?|reactions?|claps", "share( this| on| via)?|share this( article| story| post)?( on| via)?|share (on|via)|share article|tweet this|email this( article)?", "read more|read also|also read|read next|see also|more on this( story)?|related( articles?| stories| news)?|you may also like|you might also like|recommended for you|more from|don.t miss", "subscribe to|sign up (for|to)|follow us|join our|get our|download our app", "reading time|read time|minutes? read|min read"),
    // German
    words("aufrufe|klicks|kommentare?|leser|likes|mal geteilt", "teilen|artikel teilen|diesen artikel teilen|per e-mail teilen|drucken", "lesen sie (auch|mehr|hier|dazu)|mehr (zum thema|dazu|lesen)|auch interessant|das könnte sie (auch )?interessieren|weitere (artikel|meldungen)|siehe auch|zum thema|mehr von", "newsletter (abonnieren|bestellen)|abonnieren sie|melden sie sich .{0,40}newsletter|jetzt (anmelden|abonnieren|registrieren)|folgen sie uns|hier geht es zum newsletter", "lesezeit|lesedauer|min[.]? lesezeit|minuten lesezeit"),
    // French
    words("vues?|lectures?|commentaires?|partages?|réactions?", "partager( cet article| l.article)?( sur| via)?|envoyer par e-mail|imprimer( l.article)?", "lire aussi|à lire( aussi| également)?|lire (également|la suite|plus)|lisez aussi|voir aussi|sur le même sujet|vous aimerez aussi|à voir( aussi)?|en savoir plus|pour aller plus loin", "abonnez-vous|inscrivez-vous|s.abonner|s.inscrire|recevez (notre|nos|la)|suivez-nous|rejoignez-nous", "temps de lecture|min de lecture|minutes? de lecture|lecture"),
    // Spanish
    words("vistas|visitas|visualizaciones|lecturas|comentarios?|compartidos?", "compartir( en| este artículo| la noticia)?|comparte( en| esta noticia)?|enviar por correo|imprimir", "lea? también|lee también|leer (también|más)|lea? más|te puede interesar|le puede interesar|también te puede interesar|ver (también|más)|vea también|más información|noticias relacionadas|relacionad[oa]s|mira también", "suscríbe(te|ase)|regístrate|síguenos|síganos|recibe (nuestro|el|las)|únete a", "tiempo de lectura|min de lectura|minutos? de lectura"),
    // Italian
    words("visualizzazioni|letture|commenti|commento|condivisioni", "condividi( su| questo articolo| via)?|invia per email|stampa", "leggi anche|leggi (pure|di più|tutto)|per approfondire|approfondisci|potrebbe interessarti( anche)?|ti potrebbe interessare|vedi anche|guarda anche|articoli correlati|sullo stesso argomento", "iscriviti|abbonati|seguici|registrati|ricevi (la|le|i)|unisciti", "tempo di lettura|min di lettura|minuti di lettura"),
    // Portuguese
    words("visualizações|visitas|leituras|comentários?|partilhas|compartilhamentos", "compartilhe|compartilhar( no| em| via)?|partilhar( no| em| via)?|partilhe|enviar por e-mail|imprimir", "leia (também|mais|ainda)|ler (também|mais)|veja (também|mais)|saiba mais|notícias relacionadas|relacionad[oa]s|pode (também )?interessar|confira também", "inscreva-se|assine (a|o|nossa)|subscreva|siga-nos|siga (o|a|nosso)|receba (a|as|o|nossa)|cadastre-se", "tempo de leitura|min de leitura|minutos de leitura"),
    // Dutch
    words("weergaven|reacties?|keer gelezen|keer bekeken|keer gedeeld", "deel (dit|op|via)( artikel| bericht)?|delen( via| op)?|dit artikel delen|artikel delen", "lees (ook|meer|verder|hier)|ook interessant|meer (over|lezen)|zie ook|bekijk ook|gerelateerd|meer nieuws", "schrijf je in|schrijf u in|meld je aan|meld u aan|abonneer je|volg ons|ontvang (onze|de)", "leestijd|min[.]? leestijd|minuten leestijd|min lezen"),
    // Polish
    words("wyświetle[ńn](ia)?|odsłon[ay]?|komentarzy?|komentarze|udostępnie[ńn](ia)?|polubie[ńn](ia)?", "udostępnij( na| artykuł)?|podziel się( na| artykułem)?|wyślij e-mailem|drukuj", "czytaj (też|także|również|więcej|dalej)|przeczytaj (też|także|również|więcej)?|zobacz (też|także|również|więcej)|sprawdź (też|także)|polecamy|powiązane|więcej na ten temat|warto przeczytać", "zapisz się|subskrybuj|obserwuj nas|śledź nas|dołącz do|zaprenumeruj|polub nas", "czas czytania|min czytania|minut(y)? czytania"),
    // Czech and Slovak
    words("zobrazení|zobrazenia|přečtení|prečítaní|komentářů|komentáře|komentárov|komentáre|diskuse|diskusia|sdílení|zdieľaní", "sdílet( na| článek)?|sdílejte|zdieľať( na| článok)?|zdieľajte|poslat e-mailem|vytisknout", "čtěte (také|více|dále|i)|přečtěte si( také| více| i)?|prečítajte si( aj| tiež)?|čítajte (aj|tiež|viac)|viz také|související( články)?|súvisiace( články)?|mohlo by vás zajímat|mohlo by vás zaujímať|více k tématu|viac k téme", "přihlaste se k|přihlásit k odběru|odebírejte|odoberajte|sledujte nás|prihláste sa|předplaťte si", "doba čtení|čas čtení|doba čítania|minut(y)? čtení"),
    // Romanian
    words("vizualizări|vizualizari|afișări|comentarii|comentariu|distribuiri|citiri", "distribuie( pe| articolul)?|distribuiți|trimite pe|partajează", "citește (și|mai mult|mai departe)|citeşte (şi|mai mult)|citiți și|vezi și|vezi mai multe|pe același subiect|articole similare|te-ar putea interesa|recomandări", "abonează-te|abonați-vă|înscrie-te|urmărește-ne|urmăriți-ne|alătură-te", "timp de citire|minute de citit|min citire"),
    // Hungarian
    words("megtekintés|megtekintések|hozzászólás|hozzászólások|komment|kommentek|megosztás", "megosztás( facebookon)?|megosztom|oszd meg|küldés e-mailben|nyomtatás", "olvass(a|on)? (el|tovább|még)|olvasd el( ezt is)?|olvassa el( ezt is)?|kapcsolódó( cikk(ek|ünk)?| cikkeink)?|ezt is ajánljuk|további cikkek|ajánló|bővebben", "iratkozz(on)? fel|kövess minket|kövessen minket|csatlakozz|feliratkozás", "olvasási idő|perc olvasás|perces olvasmány"),
    // Swedish
    words("visningar|kommentarer|kommentar|delningar|gillningar", "dela( på| via| artikeln)?|tipsa en vän|skriv ut", "läs (också|även|mer|vidare)|se också|se även|mer om|relaterat|missa inte|fler nyheter", "prenumerera på|följ oss|anmäl dig|skriv upp dig|få vårt", "lästid|min läsning|minuters läsning"),
    // Danish and Norwegian
    words("visninger|kommentarer|kommentar|delinger", "del (på|artiklen|artikkelen|denne|saken|via)|send til en ven|udskriv|skriv ut", "læs (også|mere|videre)|les (også|mer|videre|saken)|se også|se og|mere om|mer om|relaterede( artikler)?|relatert|gå ikke glip", "tilmeld dig|meld deg på|abonn[eé]r på|følg os|følg oss|skriv dig op|få vores", "læsetid|lesetid|min[.] læsetid|min lesetid|minutters læsning"),
    // Finnish
    words("katselukertaa|lukukertaa|kommenttia|kommentit|jakoa|näyttökertaa", "jaa( facebookissa| artikkeli| juttu| tämä)?|lähetä sähköpostilla|tulosta", "lue (myös|lisää)|katso myös|aiheesta lisää|lisää aiheesta|lue seuraavaksi|suosittelemme", "tilaa (uutiskirje|uutiskirjeemme)|seuraa meitä|liity (mukaan|jäseneksi)|rekisteröidy", "lukuaika|min lukuaika|minuutin lukuaika"),
    // Russian
    words("просмотр(ы|ов|а)?|прочтени(й|я|е)|комментари(и|ев|й|я)|репост(ы|ов)|лайк(и|ов)|поделились", "поделиться( в| новостью| статьей| статьёй)?|поделитесь|отправить по почте|распечатать|скопировать ссылку", "читайте (также|ещё|еще|по теме|далее|подробнее)|читать (также|далее|ещё|еще|полностью|по теме)|см[.] также|смотрите также|по теме|материалы по теме|подробнее|похожие (новости|статьи)|ещё по теме|еще по теме|рекомендуем|вам может быть интересно", "подпи(сывайтесь|шитесь) на|подписаться на|следите за нами|присоединяйтесь к|читайте нас в|оставайтесь с нами", "время (чтения|на чтение)|мин(ут(ы)?)? чтения|мин[.] чтения"),
    // Ukrainian
    words("перегляд(и|ів|у)?|коментар(і|ів|ь)|поширен(ь|ня)|прочитан(ь|ня)", "поділитися( в| новиною)?|поширити|надіслати поштою|роздрукувати", "читайте (також|ще|далі|більше)|читати (також|далі)|див(іться)? також|за темою|матеріали за темою|схожі новини|вас може зацікавити|докладніше|детальніше", "підпи(суйтесь|шіться|шіться) на|стежте за нами|приєднуйтесь до|читайте нас", "час читання|хв(илин)? читання"),
    // Croatian, Serbian, Bosnian, Slovene
    words("pregled[ai]?|čitanj[ai]|ogled(i|ov)|komentar[ai]?|komentarjev|podijeljeno|podeljeno|dijeljenj[ai]|deljenj[ai]|sviđanj[ai]|prikaz[ai]?", "podijeli(te)?( na| članak| vijest)?|podeli(te)?( na| članak| vest)?|deli(te)? na|deli članek|pošalji(te)? (prijatelju|mailom)|štampaj|ispiši|kopiraj link", "pročitaj(te)?( još| i| više| dalje| povezano)?|čitaj(te)? (još|i|više|dalje)|opširnije|povezan(e|i|o)( vijesti| vesti| članci| teme)?|vezane (vesti|vijesti)|vidi(te)? još|pogledajte (još|i|više)|saznajte više|možda će vas zanimati|preporučujemo|preberite (tudi|še|več)|beri(te)? (tudi|več)|poglejte tudi|sorodni članki|više o tome|još vesti|još vijesti|ne propustite", "prijavi(te)? se na|pretplati(te)? se na|pratite nas|zaprati(te)? nas|pridruži(te)? (nam )?se|preuzmite (našu )?aplikaciju|naročite se|sledite nam|budite u toku", "vr(ij)?eme čitanja|čas branja|min(uta)? čitanja|min branja"),
    // Serbian in Cyrillic, Macedonian
    words("преглед[аи]?|читањ[аа]|коментар[аи]?|подељено|дељењ[аа]|прикази?", "подели(те)?( на| чланак| вест)?|сподели(те)?( на)?|пошаљи(те)? пријатељу|штампај", "прочитај(те)?( још| и| више| даље| повеќе)?|читај(те)? (још|и|више|даље|повеќе)|опширније|повезан(е|и|о)( вести| теме| чланци)?|види(те)? још|погледајте (још|и)|поврзани (вести|содржини)|можда ће вас занимати|препоручујемо|више о томе|још вести", "пријави(те)? се на|претплати(те)? се на|пратите нас|запрати(те)? нас|придружи(те)? (нам )?се|следете нè|зачлени се", "време читања|минута читања|време за читање"),
    // Bulgarian
    words("преглеждания|прочитания|коментар(а|и)?|споделяния|гледания|видяна", "сподели(те)?( в| във| новината)?|изпрати на приятел|отпечатай", "прочетете( още| също| повече)?|прочети( още| повече)?|вижте (още|също|повече)|виж още|още по темата|по темата|свързани( новини| статии)?|научете повече|може да ви е интересно|препоръчваме", "абонирайте се|абонирай се|последвайте ни|следвайте ни|запишете се за|присъединете се", "време за четене|мин[.]? четене|минути четене"),
    // Greek
    words("προβολ(ές|ή)|αναγνώσεις|σχόλι(α|ο)|κοινοποιήσεις", "κοινοποίηση( στο)?|μοιράσου( το)?|μοιραστείτε( το)?|εκτύπωση", "διαβάστε (επίσης|ακόμα|ακόμη|περισσότερα|και|σχετικά)|δείτε (επίσης|ακόμα|περισσότερα|και)|διάβασε (επίσης|ακόμα|περισσότερα)|σχετικά( άρθρα| νέα)?|περισσότερα|μη χάσετε", "εγγραφείτε στο|ακολουθήστε μας|ακολουθήστε το|γίνετε μέλος|κάντε εγγραφή", "χρόνος ανάγνωσης|λεπτά ανάγνωσης|λεπτά ανάγνωση"),
    // Turkish
    words("görüntülenme|görüntüleme|okunma|yorum(lar)?|paylaşım|beğeni", "paylaş|facebook.ta paylaş|haberi paylaş|yazdır|arkadaşına gönder", "devamını oku|ayrıca (bakınız|oku(yun)?)|[iİ]lgili (haber(ler)?|konular|içerik(ler)?)|bunlar da ilginizi çekebilir|[iİ]lginizi çekebilir|bunları da oku|daha fazla(sı)?|önerilen haberler|haberin devamı", "abone ol(un)?|bizi takip edin|takip edin|kayıt ol(un)?|bültenimize|e-bültene", "okuma süresi|dakika okuma|dk okuma"),
    // Arabic
    words("مشاهدة|مشاهدات|المشاهدات|قراءة|تعليق|تعليقات|التعليقات|مشاركة|مشاركات", "شارك|شارك المقال|شاركها|مشاركة عبر|طباعة|انشر", "اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|اقرأ المزيد|اقرأ أكثر|قد يهمك( أيضا| أيضاً)?|شاهد أيضا|شاهد أيضاً|مواضيع ذات صلة|أخبار ذات صلة|ذات صلة|المزيد|للمزيد", "اشترك في|تابعنا|تابعونا|انضم إلى|سجل في|اشتركوا", "وقت القراءة|مدة القراءة|دقائق قراءة|دقيقة قراءة"),
    // Hebrew
    words("צפיות|תגובות|תגובה|שיתופים|קריאות", "שתפו|שתף|שיתוף|הדפסה", "קראו (עוד|גם)|קרא (עוד|גם)|לקריאה נוספת|כתבות נוספות|עוד בנושא|ראו גם|אולי יעניין אותך", "הירשמו|הרשמו|עקבו אחרינו|הצטרפו", "זמן קריאה|דקות קריאה"),
    // Chinese
    words("阅读|閱讀|阅读量|浏览|瀏覽|浏览量|评论|評論|留言|点赞|讚|转发|分享次数|人气|点击", "分享到|分享至|分享本文|转发到|转发至|打印", "相关阅读|相關閱讀|相关新闻|相關新聞|延伸阅读|延伸閱讀|推荐阅读|推薦閱讀|更多新闻|更多新聞|更多报道|阅读更多|閱讀更多|查看更多|看更多|猜你喜欢|热门推荐", "订阅我们|訂閱我們|关注我们|關注我們|扫码关注|扫描二维码|加入会员", "阅读时间|閱讀時間|阅读时长"),
    // Japanese
    words("閲覧数|閲覧|コメント|コメント数|シェア|いいね|ビュー|回表示", "シェアする|共有する|ツイートする|ツイート|印刷する|印刷", "関連記事|関連ニュース|あわせて読みたい|合わせて読みたい|こちらもおすすめ|おすすめ記事|続きを読む|もっと読む|もっと見る|こちらの記事も|この記事も読まれています|人気記事", "メルマガ登録|メールマガジン登録|ニュースレター登録|フォローする|会員登録|無料登録", "読了時間|この記事は約"),
    // Korean
    words("조회수|조회|댓글|공유|좋아요|추천", "공유하기|공유|페이스북 공유|트위터 공유|인쇄하기|인쇄", "관련 ?기사|관련 ?뉴스|함께 ?보면 ?좋은 ?기사|더 ?보기|더 ?읽기|이어서 ?읽기|추천 ?기사|많이 본 ?기사|이 기사도", "구독하기|뉴스레터 구독|팔로우|회원가입|구독신청", "읽는 ?시간"),
];

/// The lines that [`WORDS`] make up, and how many letters they have at most.
fn of_words() -> [(usize, String); 7] {
    let all = |of: fn(&Words) -> &'static str| WORDS.iter().map(of).collect::<Vec<_>>().join("|");
    let number = r"\d[\d.,\s\x{a0}]*[km]?";
    let (counted, reading, more) = (all(|words| words.counted), all(|words| words.reading), all(|words| words.more));
    let times = "(?:次|回|件|条|條|万|個|명|건|개|x)?";
    let before = format!(r"(?:{counted})\s?[:：(–-]?\s?{number}\s?{times}\)?");
    let behind = format!(r"\(?{number}\s?{times}\s?(?:{counted})(?:\(\p{{L}}*\))?");
    [
        // "Comments (12) | 1,204 views"
        (80, format!(r"(?i)^\W*(?:(?:{before}|{behind})[\s|,;·•/–-]*)+\W*$")),
        (60, format!(r"(?i)^\W*(?:{reading})\W*(?:ca\.?|約|约|약)?\s?\d+\D*$")),
        (40, format!(r"(?i)^\W*\d+\s?[-–]?\s?(?:{reading})\W*$")),
        // A button, or a row of them.
        (100, format!(r"(?i)^\W*(?:{})(?:[^\p{{L}}\p{{N}}.!?。！？][^.!?。！？]*)?$", all(|words| words.share))),
        // "Read also: Ten quiet places", and the same without its colon.
        (240, format!(r"(?i)^\W*(?:{more})(?:\s?[:：>»|–-]|\W*$)")),
        (180, format!(r"(?i)^\W*(?:{more})\s[^.!?。！？:]+$")),
        (200, format!(r"(?i)^\W*(?:{})(?:\W|$)", all(|words| words.follow))),
    ]
}

/// Lines of other kinds by what they begin with, and how many letters they have at most.
#[rustfmt::skip]
const LINES: &[(usize, &str)] = &[
    // Counters.
    (100, r"(?i)^\d[\d.,\s]*\s*(views?|reads?|shares?|comments?(\(s\))?|reactions?|likes?|pregleda|komentara?|просмотр\w*|комментари\w*|vues?|commentaires?|kommentare?|aufrufe|vistas|comentarios?)(\W|$)"),
    (260, r"(?i)^(views?|comments?|shares?|просмотры|комментарии)\s*:?\s*\d[\d.,]*$"),
    // Follows, newsletters.
    (40, r"(?i)^(follow|folge|suivez|siga|подпи(сывайтесь|шитесь)|pratite|zapratite|seguici|volg)(\W|$)"),
    (160, r"(?i)^(follow|folge|suivez|siga|подпи(сывайтесь|шитесь)|pratite|zapratite|seguici|volg)(?:\W[^.!?。！？]*)?$"),
    (200, r"(?i)^(subscribe|sign up|register|abonnieren|jetzt abonnieren|abonnez-vous|inscrivez-vous|suscr[ií]b(ete|ase)|prijavite se|iscriviti|melde dich|get (the|our) .*newsletter)"),
    // Read more.
    (240, r"(?i)^(read (more|also|next)|also read|see also|more on this( story)?|more:|related( articles?| stories)?|recommended|lesen sie (auch|mehr)|mehr zum thema|lesen sie dazu|lire aussi|à lire( aussi)?|lisez aussi|lea? (también|más)|leer (también|más)|читайте (также|ещё|еще)|читать (также|далее)|leggi anche|lees ook|leia (também|mais)|pročitajte( još| i)?|čitajte|преберете|прочитајте( још)?|zobacz (też|także)|czytaj (też|także|więcej)|přečtěte si|čtěte také|läs (också|mer)|les også|lue myös|devamını oku|xem thêm|đọc thêm|延伸阅读|相关(阅读|新闻)|あわせて読みたい|関連記事|관련 ?기사)(?:\s?[–-]|(?:\s[^.!?。！？,]{0,16})?[:：>»|]|\W*$)"),
    (180, r"(?i)^(read (more|also|next)|also read|see also|more on this( story)?|more:|related( articles?| stories)?|recommended|lesen sie (auch|mehr)|mehr zum thema|lesen sie dazu|lire aussi|à lire( aussi)?|lisez aussi|lea? (también|más)|leer (también|más)|читайте (также|ещё|еще)|читать (также|далее)|leggi anche|lees ook|leia (também|mais)|pročitajte( još| i)?|čitajte|преберете|прочитајте( још)?|zobacz (też|także)|czytaj (też|także|więcej)|přečtěte si|čtěte také|läs (också|mer)|les også|lue myös|devamını oku|xem thêm|đọc thêm|延伸阅读|相关(阅读|新闻)|あわせて読みたい|関連記事|관련 ?기사)\s[^.!?。！？:]+$"),
    // Videos.
    (260, r"(?i)^(bonus )?video\s*:?\s*$"),
    (180, r"(?i)^(watch|vidéo|бонус видео|bonus video|(v|w)ideo)\s*:"),
    (180, r"(?i)^bonus video(\W|$)"),
    // Advertisements, cookies, rights.
    (100, r"(?i)^(advertisement|anzeige|werbung|publicité|publicidad|реклама|reklama|oglas|pubblicità|advertentie|annons|広告|广告)(?:\s?[:：|–-]|\W*$)"),
    (240, r"(?i)^(we|this (web)?site|our partners|diese (web)?seite|nous|este sitio) (.{0,80}\W)?cookies?(\W|$)"),
    (160, r"(?i)^(all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|все права защищены|sva prava zadržana)(\W|$)"),
    (180, r"^(©|\(c\)|Copyright)"),
    (200, r"(?i)^no part of this "),
    // Comments.
    (100, r"(?i)^(reply|report( this)? comment|leave a (comment|reply)|post a comment|log ?in to comment|comments? (are closed|\(\d+\)))(\W|$)"),
    (100, r"(?i)^(kommentare?|commentaires?|comentarios?|комментарии|komentari)\s*([:(\d]|\W*$)"),
    (30, r"(?i)^(kommentare?|commentaires?|comentarios?|комментарии|komentari)(\W|$)"),
    (160, r"(?i)^(share your (thoughts|views|opinion)|join the (conversation|discussion)|have your say|what do you think\?)"),
    (160, r"(?i)^opinions? expressed in the comments(\W|$)"),
    // Times and datelines that stand alone.
    (70, r"(?i)^(\d{1,2}[:h]\d{2}|\d{1,2}\.\d{2} (uhr|h)(\W|$)|\d+ (seconds?|minutes?|mins?|hours?|days?) ago|(vor|il y a|hace|há|fa|för|for) \d+ \p{L}+).{0,30}$"),
    (48, r"(?i)^(\p{L}{2,12},? )?\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}(,? |T| \| | - )?(\p{L}{1,3} )?(\d{1,2}[:.h]\d{2})?.{0,8}$"),
    // Buttons to share and to print.
    (260, r"(?i)^(e-?mail|twitter|x|facebook|whatsapp|telegram|linkedin|pinterest|reddit|messenger|xing|pocket|flipboard|tumblr|viber|threads|bluesky|вконтакте|одноклассники|copy link|link kopieren|print|drucken|imprimer|imprimir|stampa|печать|feedback|merken|kommentieren|fehler melden|report an error)$"),
    // Boxes around embedded media.
    (120, r"(?i)^(empfohlener (redaktioneller|externer) inhalt|externer inhalt|ein klick für den datenschutz|recommended editorial content)(\W|$)"),
    (200, r"(?i)^(to (view|watch|see) this (video|content)|this (video|slideshow|content|embed) (requires|is not|cannot)|your browser does not)(\W|$)"),
    (80, r"(?i)^((personen-)?box (auf|zu)klappen\s*)+"),
    // Labels.
    (260, r"(?i)^(up next|watch now|don.t miss|explore further|advert|most read|must read|in this (article|story)|contents|sommaire|inhalt|kort fortalt|weitere informationen|ende der weiteren informationen|à découvrir|tags?|etiketler|schlagwörter|live ?blog|key (points|event)|video\s?\d.{0,10}|click here( to .{0,60})?|see all|view (all|gallery)( .{0,30})?|play video|gallery|back to top)\s*[:.]?$"),
    (260, r"^[【\[［]?(関連記事|関連ニュース|あわせて読みたい|こちらもおすすめ|相关新闻|相关阅读|延伸閱讀|관련기사)[】\]］]?$"),
    // Pleas of the house.
    (240, r"(?i)^(follow|like|join) (us|@\w+|[\p{Lu}][\w. ]{1,40}) on(\W|$)"),
    (240, r"(?i)^(got|have|do you have) (a|an|any) (story|tip|news tip|question|confidential tip)(\W|$)"),
    (240, r"(?i)^(get in touch|contact us|email (us|the author|the newsroom)|reach (the|our) (newsroom|reporter))(\W|$)"),
    (200, r"(?i)^for more (stories|news|articles?|information on this)(\W|$)"),
    (240, r"(?i)^(hat (ihnen|dir) dieser artikel gefallen|vous avez aimé cet article|did you (like|enjoy) this (article|story))(\W|$)"),
    (160, r"(?i)^(create an account|sign in or create|sign in|log in|enjoy additional articles|access articles from|get email updates|your subscription)(\W|$)"),
    // Loading, enabling, photos.
    (200, r"(?i)^(please )?(enable|activate|turn on) (javascript|cookies)(\W|$)"),
    (260, r"(?i)^(loading|lade|chargement|cargando|загрузка)\s*(\.\.\.|…)?$"),
    (160, r"(?i)^(photo|foto|фото|bild|image|photographs?|fotos?|写真|图片来源)( by| credit)?\s*[:：]"),
    (240, r"(?i)^(image|photo) (caption|source|credit)(\W|$)"),
    (200, r"(?i)^(this|the) (article|story|post) (was )?(originally|first) (appeared|published|ran) (on|in|at)(\W|$)"),
    (160, r"(?i)^the post .{0,200} appeared first on "),
    (240, r"(?i)^(tags?|topics?|themen|schlagworte?|mots-clés|etiquetas|теги|tagovi|temas)\s*:"),
    (260, r"^(?i:by|von|par|por|автор|autor|piše)\s*:?(\s+\p{Lu}[\p{L}.'’-]*){1,4}$"),
    (80, r"(?i)^(last )?(updated|published|modified|aktualisiert|veröffentlicht|stand|publié|mis à jour|publicado|actualizado|опубликовано|обновлено|objavljeno)\W.{0,60}\d{1,4}"),
    (100, r"(?i)^(listen to (this|the) article|hear this story|artikel anhören|écouter l'article|text size|font size|print this|print|copy link|link copied)(\W|$)"),
];

/// Lines that say something anywhere, and how many letters they have at most.
#[rustfmt::skip]
const ANYWHERE: &[(usize, &str)] = &[
    (260, r"(?i)(^|\W)(our|unser(en)?|notre|nuestro|la nostra|nosso) newsletter(\W|$)"),
    (200, r"(?i)(an dieser stelle (findest|finden) (du|sie)|at this point you will find) "),
    (200, r"(?i)(inhalte? von .{1,30} (angezeigt|geladen)|externe inhalte|drittplattformen|third[- ]party (content|platforms)|contenu externe|contenido externo|externe content|contenuti esterni)"),
    (260, r"(?i)(^|\W)(affiliate[- ]links?|earn (us )?an? (affiliate )?commission|may earn (us )?a commission|partnerlinks|provision vom händler)(\W|$)"),
    (260, r"(?i)\((image|picture|pic|photo|foto|bild|immagine|imagen|фото)s?( (by|credit))?\s?[:/].{1,80}\)$"),
    (260, r"\| (Getty Images|AFP|Reuters|AP|Bloomberg)$"),
];

/// Kinds of lines, and how many letters each has at most.
struct Kinds {
    expressions: RegexSet,
    lengths: Vec<usize>,
}

impl Kinds {
    fn new(kinds: impl Iterator<Item = (usize, String)>) -> Option<Self> {
        let (lengths, lines): (Vec<usize>, Vec<String>) = kinds.unzip();
        let expressions = RegexSetBuilder::new(lines).size_limit(SIZE).dfa_size_limit(SIZE).build().ok()?;
        Some(Self { expressions, lengths })
    }

    fn is_match(&self, text: &str) -> bool {
        let of_length = || {
            let length = text.chars().count();
            self.expressions.matches(text).iter().any(|kind| length <= self.lengths[kind])
        };
        // Hardly ever: the quick question first.
        self.expressions.is_match(text) && of_length()
    }
}

/// Those of [`LINES`] and [`WORDS`] apart from [`ANYWHERE`]: most lines are no such line by their first letters.
static KINDS: LazyLock<Option<[Kinds; 2]>> = LazyLock::new(|| {
    let owned = |lines: &'static [(usize, &str)]| lines.iter().map(|(length, line)| (*length, (*line).to_owned()));
    Some([Kinds::new(owned(LINES).chain(of_words()))?, Kinds::new(owned(ANYWHERE))?])
});

/// Bytes that the expressions may take.
const SIZE: usize = 32 << 20;

/// Lines longer than this, in bytes, are prose, whatever they begin with.
const MAX_LINE: usize = 400;

/// Whether a paragraph is boilerplate by its own words.
pub fn is_boilerplate(text: &str) -> bool {
    if !text.chars().any(char::is_alphanumeric) {
        return true;
    }
    let kinds = KINDS.as_ref().filter(|_| text.len() <= MAX_LINE);
    kinds.is_some_and(|kinds| kinds.iter().any(|kinds| kinds.is_match(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        fn check(text: &str, expected: bool) {
            assert_eq!(is_boilerplate(text), expected, "{text}");
        }
        assert!(KINDS.is_some());
        check("6905 views 0 comment(s)", true);
        check("Bonus video:", true);
        check("Read more: Ten quiet places", true);
        check("Anzeige", true);
        check("Follow us on Telegram.", true);
        // What only begins so.
        check("Read more than fifty books a year and you live longer, a study says.", false);
        check("Anzeige hat die Staatsanwaltschaft am Montag gegen drei frühere Vorstände der Bank erstattet.", false);
        check("Реклама табака в интернете будет полностью запрещена с 2027 года, сообщил министр.", false);
        check("Related stories of abuse surfaced in May, when three former pupils spoke.", false);
        check("Suivez la consigne et restez chez vous, a répété le préfet lundi soir.", false);
        check("Read also: Ten quiet places", true);
        check("Lesen Sie auch: Zehn stille Orte", true);
        check("Share on Facebook Share on X Copy link", true);
        check("Subscribe to our newsletter and never miss a headline", true);
        check("Advertisement - scroll down to continue reading", true);
        check("* * *", true);
        for text in [
            "Pregleda: 123",
            "Komentara 5",
            "Прегледа: 1.204",
            "Коментари (12)",
            "Просмотров: 3 410",
            "Комментарии 7",
            "12 Kommentare | 1.204 Aufrufe",
            "Komentarze (3)",
            "1,2K vues",
            "1204 görüntülenme",
            "阅读 1204",
            "조회수 1,204",
            "コメント：5件",
            "Lesezeit: 3 Minuten",
            "3 min de lecture",
            "Время чтения: 5 минут",
            "Teilen Facebook X WhatsApp",
            "Podeli na Facebook-u",
            "Udostępnij na Facebooku",
            "Читайте также: Десять тихих мест",
            "Lees ook: Tien stille plekken",
            "Czytaj też: Dziesięć cichych miejsc",
            "Прочитајте још: Десет тихих места",
            "Pročitajte i ovo: Deset tihih mjesta!",
            "Διαβάστε επίσης: Δέκα ήσυχα μέρη",
            "İlgili haberler",
            "Lue myös Kymmenen hiljaista paikkaa",
            "اقرأ أيضا: عشرة أماكن هادئة",
            "相关阅读：十个安静的地方",
            "관련 기사",
            "Zapisz się do naszego newslettera",
            "Подпишитесь на наш канал",
            "Пратите нас на друштвеним мрежама",
            "Meld je aan voor onze nieuwsbrief",
        ] {
            check(text, true);
        }
        // Sentences that begin alike.
        for text in [
            "Delen van de stad stonden maandag onder water.",
            "Share prices fell on Monday in the capital.",
            "Commentaires et critiques se multiplient depuis lundi, dit le maire de la ville.",
            "Po temu sodeč bo reka rasla še v torek, pravijo na agenciji.",
            "По теме бюджета депутаты спорили до утра, сообщила мэрия.",
            "Pregled stanja na rijeci objavljen je u ponedjeljak.",
            "Mais de 300 pessoas deixaram as suas casas.",
            "123 personnes ont quitté leurs maisons.",
            "Relacionados con la mafia, los dos hombres fueron detenidos el lunes.",
            "评论员认为，河水还会上涨。",
            "Jaa, sanoi pormestari, joki nousee vielä tiistaina.",
            "Del av byen sto under vann mandag, ifølge ordføreren.",
        ] {
            check(text, false);
        }
        check(
            "Comments from the minister were not available on Monday, a spokesman for the government said in the capital.",
            false,
        );
        check("600 soldiers have died.", false);
        check("The video shows two men leaving the bank.", false);
        check("By Monday the river had fallen again.", false);
    }
}
