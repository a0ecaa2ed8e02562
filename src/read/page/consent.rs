//! Walls that ask for consent to cookies where the article would be.
//!
//! Nearly every page has a bar that asks the same under a whole article, so words alone say nothing. A wall is a page that has nothing else
//! to say: something to press, something said about cookies or privacy, and no prose besides.

use std::sync::LazyLock;

use regex::Regex;

use super::blocks::{self, Block};
use super::dom::Dom;
use super::lines;
use super::metadata::Metadata;

/// A page with more text than this (in letters) is no mere wall.
const LONG: usize = 8_000;

/// What can be pressed is not labelled with more letters than this.
const LABEL: usize = 60;

/// From this weight on, a sentence that does not speak of consent is something else that the page has to say.
const SENTENCE: usize = 20;

/// Headings with fewer letters ("Welcome") are no headlines.
const HEADLINE: usize = 12;

/// A wall leads to a policy or two, a list of partners and an imprint; a page with more links than this is a page.
const FEW_LINKS: usize = 20;

/// A guide of so many letters is an article.
const ARTICLE: usize = 200;

/// What walls speak of, a language a line, in lower case: cookies and privacy; agreeing; what else they talk about. Beginnings of words.
#[rustfmt::skip]
const WORDS: [[&str; 3]; 28] = [
    // English
    ["cookie|privacy|personal data", "accept|agree|allow|consent|continue|got it|enable", "partner|advert| ads|preferences|settings|vendor|device|tracking|policy|purpose|browser|imprint|legitimate|without ads"],
    // German
    ["datenschutz|privatsphäre|personenbezogen", "akzeptier|zustimm|stimmen sie|stimme zu|stimmst du|einverstanden|einwillig|erlaub|weiterlesen|weiter mit", "werbe|werbung|anzeigen|einstellung|zwecke|gerät|impressum|pur-abo|anbieter|widerruf"],
    // French
    ["vie privée|confidentialité|données personnelles|traceurs", "accepte|autoris|consent|continuer|j’accepte|d'accord|d’accord", "partenaire|publicit|paramètre|préférence|finalité|appareil|refus|abonn"],
    // Spanish
    ["privacidad|datos personales", "acept|permit|consent|continuar|de acuerdo", "socios|publicidad|anuncio|configura|preferencia|dispositivo|finalidad|rechaz|suscri"],
    // Italian
    ["riservatezza|dati personali", "accett|acconsent|consens|consenti|continua", "pubblicit|impostazion|preferenze|dispositivo|finalità|rifiut|abbon"],
    // Portuguese
    ["privacidade|dados pessoais", "aceit|concord|consent|prosseguir", "parceiro|publicidade|anúncio|definiç|configuraç|preferência|rejeit|recus"],
    // Dutch
    ["persoonsgegevens|persoonlijke gegevens", "accepteer|akkoord|toestemming|toestaan|sta toe|ga verder|doorgaan", "advertentie|instelling|voorkeur|apparaat|doeleind|weiger"],
    // Polish
    ["ciasteczk|prywatnoś|danych osobowych|dane osobowe", "akcept|zgadzam|zgodę|zgody|zgoda|zezw|przejdź do", "reklam|ustawieni|preferencj|urządzeni|odrzu|zaufan"],
    // Czech and Slovak
    ["soukrom|súkrom|osobních údaj|osobných údaj|osobní údaje|osobné údaje", "přijm|prijať|prijm|souhlas|súhlas|povol", "reklam|nastaven|předvol|zařízení|zariaden|odmít|odmiet|účel"],
    // Romanian
    ["confidențialit|confidenţialit|date personale|datele personale|datelor cu caracter personal", "accept|acord|consimț|consimţ|permite", "parteneri|reclam|publicit|setări|setăr|preferinț|refuz|scopuri"],
    // Hungarian
    ["sütik|süti |sütit|sütike|adatvéd|személyes adat", "elfogad|hozzájárul|engedély|egyetért", "hirdet|reklám|beállítás|eszköz|elutasít|célok"],
    // Swedish
    ["kakor|integritet|personuppgift", "accepter|godkänn|tillåt|samtyck|fortsätt", "annons|inställning|enhet|syfte|avvisa|neka"],
    // Danish
    ["privatliv|persondata|personoplysning", "godkend|tillad|samtyk|fortsæt", "annonce|reklame|indstilling|enhed|formål|afvis"],
    // Norwegian
    ["informasjonskaps|personvern|personopplysning", "godta|aksepter|tillat|samtykk|fortsett", "annonse|reklame|innstilling|formål|avvis"],
    // Finnish
    ["eväste|yksityisyy|henkilötie|tietosuoj", "hyväksy|salli|suostu|jatka ", "kumppani|mainon|mainok|asetuk|laittee|tarkoitu|hylkää|kieltäy"],
    // Russian
    ["куки|конфиденциальност|персональных данных|персональные данные", "принять|принима|согласи|согласен|согласн|соглаша|разреш|продолж", "партнёр|партнер|реклам|настройк|устройств|отказ|отклон"],
    // Ukrainian
    ["кукі|конфіденційн|персональних даних|персональні дані", "прийня|прийма|згод|погодж|дозвол|продовж", "партнер|реклам|налаштув|пристро|відмов|відхил"],
    // Croatian, Serbian, Bosnian, Slovene in Latin letters
    ["kolačić|kolacic|piškot|privatnost|zasebnost|ličnih podat|lične podat|osobnih podat|osobne podat|osebnih podat", "prihvat|prihvać|slažem|slažete|saglas|suglas|pristan|privol|dozvol|dopust|strinja|sprejm|nastavi", "partneri|oglas|reklam|postavk|podešavanj|nastavitv|uređaj|odbij|zavrn|svrhe"],
    // Serbian in Cyrillic, Macedonian
    ["колачић|колачињ|приватност|личних подат|личне подат|лични подат", "прихват|прихваћ|слажем|слажете|саглас|пристан|дозвол|согласн|прифат|настави", "партнери|оглас|реклам|подешавањ|поставк|уређај|одбиј"],
    // Bulgarian
    ["бисквитк|поверителност|лични данни", "прием|съглас|разреш|продълж", "партньор|реклам|настройк|устройств|отказ|отхвърл"],
    // Greek
    ["απόρρητ|απορρήτ|προσωπικά δεδομένα|προσωπικών δεδομένων|ιδιωτικ", "αποδοχή|αποδέχ|αποδεχ|συμφων|συγκατάθ|συναίν|επιτρέπ|συνέχεια", "διαφημίσ|διαφήμι|ρυθμίσ|προτιμήσ|συσκευ|απόρριψη|συνεργάτ"],
    // Turkish
    ["çerez|gizlilik|kişisel veri", "kabul|onayl|rıza|izin ver|devam", "reklam|ayarlar|tercih|cihaz|reddet|ortaklar"],
    // Arabic
    ["ملفات تعريف الارتباط|الكوكيز|كوكيز|خصوصية|الخصوصية|البيانات الشخصية", "قبول|أوافق|اوافق|موافق|نوافق|توافق|أقبل|السماح|متابعة|استمرار", "شركا|إعلان|اعلان|إعدادات|تفضيل|جهاز|رفض"],
    // Hebrew
    ["עוגיות|פרטיות|מידע אישי", "מסכים|אישור|מאשר|קבל|הסכמה|המשך", "שותפ|פרסומ|הגדרות|העדפות|מכשיר|דחה"],
    // Chinese
    ["隐私|隱私|个人数据|個人資料|个人信息", "接受|同意|允许|允許|继续|繼續", "广告|廣告|设置|設定|偏好|设备|拒绝|拒絕|合作伙伴"],
    // Japanese
    ["クッキー|プライバシー|個人データ|個人情報", "同意|許可|承諾|受け入れ|続行", "広告|設定|パートナー|端末|デバイス|拒否"],
    // Korean
    ["쿠키|개인정보|개인 정보", "동의|수락|허용|계속", "광고|설정|파트너|기기|거부"],
    // Vietnamese, Indonesian
    ["quyền riêng tư|dữ liệu cá nhân|privasi|data pribadi", "chấp nhận|đồng ý|cho phép|setuju|terima|izinkan|lanjutkan", "quảng cáo|cài đặt|đối tác|iklan|pengaturan|mitra|tolak"],
];

/// [`WORDS`] by what they are about.
static TALK: LazyLock<Option<[Regex; 3]>> = LazyLock::new(|| {
    let about = |column: usize| {
        let words: Vec<&str> = WORDS.iter().flat_map(|line| line[column].split('|')).map(str::trim_end).collect();
        // Scripts without spaces, and those that write the article and the word as one, have no beginnings of words.
        Regex::new(&format!(r"(?:^|[^\p{{Latin}}\p{{Cyrillic}}\p{{Greek}}])(?:{})", words.join("|"))).ok()
    };
    Some([about(0)?, about(1)?, about(2)?])
});

/// What a text speaks of: cookies and privacy, agreeing, the rest.
#[derive(Clone, Copy, Default)]
struct Talk {
    cookies: bool,
    agreeing: bool,
    rest: bool,
}

impl Talk {
    fn of(text: &str) -> Self {
        let Some([cookies, agreeing, rest]) = TALK.as_ref() else { return Self::default() };
        // The dot that a capital of Turkish leaves behind.
        let lower = text.to_lowercase().replace('\u{307}', "");
        Self { cookies: cookies.is_match(&lower), agreeing: agreeing.is_match(&lower), rest: rest.is_match(&lower) }
    }

    fn any(self) -> bool {
        self.cookies || self.agreeing || self.rest
    }

    /// Beyond doubt, also where an article may stand beside it.
    fn surely(self) -> bool {
        self.cookies || self.agreeing && self.rest
    }
}

/// Whether the page asks for consent and has nothing else to say.
pub fn stands(dom: &Dom, metadata: &Metadata, site: &str) -> bool {
    let told = metadata.ld("articleBody").is_some_and(|text| blocks::weight(&text) >= ARTICLE);
    let links = || dom.tags("a").filter(|at| !is_furniture(dom, *at)).take(FEW_LINKS + 1).count();
    if told || links() > FEW_LINKS {
        return false;
    }
    let blocks = blocks::cut(dom);
    if blocks.iter().map(|block| block.weight).sum::<usize>() > LONG {
        return false;
    }
    let talks: Vec<Talk> = blocks.iter().map(|block| Talk::of(&block.text)).collect();
    let Some(wall) = wall(dom, &blocks, &talks) else { return false };
    let declared = is_article(metadata);
    let headline = declared || headline(dom, &blocks, &talks, site, wall);
    if headline && shows_something(dom) {
        return false;
    }
    let apart = !matches!(dom.nodes[wall].tag.as_str(), "body" | "html" | "main" | "article" | "#document");
    let (mut consent, mut other) = (0, 0);
    for (block, talk) in blocks.iter().zip(&talks).filter(|(block, _)| !is_heading(dom, block.at)) {
        if apart && dom.inside(wall).contains(&block.from) {
            consent += block.weight;
            continue;
        }
        if is_furniture(dom, block.from) || block.is_linky() || lines::is_boilerplate(&block.text) && !talk.cookies {
            continue;
        }
        for sentence in sentences(&block.text) {
            let (weight, talk) = (blocks::weight(sentence), Talk::of(sentence));
            // An article may be about cookies.
            match if declared {
                false
            } else if headline {
                talk.surely()
            } else {
                talk.any()
            } {
                true => consent += weight,
                false => other += if weight >= SENTENCE { weight } else { 0 },
            }
        }
    }
    if headline || apart { other == 0 } else { other * 2 <= consent }
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', '。', '！', '？', '…'])
}

/// Whether a text asks to agree to cookies.
pub fn asks(text: &str) -> bool {
    let talk = Talk::of(text);
    talk.cookies && talk.agreeing
}

/// The smallest element that holds something said about cookies and something to press that agrees to them.
fn wall(dom: &Dom, blocks: &[Block], talks: &[Talk]) -> Option<usize> {
    let said: Vec<usize> = blocks.iter().zip(talks).filter(|(_, talk)| talk.cookies).map(|(block, _)| block.from).collect();
    // A bar may have "OK" on its button, and say in its text what that means.
    let press = |block: &Block, talk: &Talk| {
        let short = block.text.chars().count() <= LABEL;
        talk.agreeing && !is_furniture(dom, block.from) && (short || talk.cookies && sentences(&block.text).any(asks))
    };
    let shown = blocks.iter().zip(talks).filter(|(block, talk)| press(block, talk)).map(|(block, _)| block.at);
    let inputs = dom.tags("input").filter(|at| dom.nodes[*at].attribute("value").is_some_and(|value| Talk::of(value).agreeing));
    let holds = |at: usize| said.iter().any(|said| dom.inside(at).contains(said));
    let mut found = shown.take(50).chain(inputs.take(20)).filter_map(|at| dom.around(at).find(|at| holds(*at)));
    let first = found.next()?;
    // The widest: a notice in several parts, each with something to press.
    Some(found.fold(first, |wall, other| if dom.inside(other).contains(&wall) { other } else { wall }))
}

/// Whether a headline stands on the page that is not the wall's own and not the name of the site.
fn headline(dom: &Dom, blocks: &[Block], talks: &[Talk], site: &str, wall: usize) -> bool {
    let fold = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let site = fold(site);
    blocks.iter().zip(talks).any(|(block, talk)| {
        let heads = matches!(dom.nodes[block.at].tag.as_str(), "h1" | "h2") && block.weight >= HEADLINE;
        let own = talk.any() || !site.is_empty() && fold(&block.text).contains(&site);
        heads && !own && (!dom.inside(wall).contains(&block.from) || dom.nodes[block.at].tag == "h1")
    })
}

fn is_heading(dom: &Dom, at: usize) -> bool {
    matches!(dom.nodes[at].tag.as_str(), "h1" | "h2" | "h3" | "h4")
}

/// Whether the page says of itself that it is an article.
fn is_article(metadata: &Metadata) -> bool {
    metadata.article.is_some()
        || metadata.meta(&["article:published_time", "datepublished"]).is_some()
        || metadata.meta(&["og:type"]).is_some_and(|kind| kind.eq_ignore_ascii_case("article"))
}

/// Whether there is something to watch or to look at, which needs no words.
fn shows_something(dom: &Dom) -> bool {
    dom.nodes.iter().any(|node| matches!(node.tag.as_str(), "video" | "audio" | "figcaption"))
}

fn is_furniture(dom: &Dom, at: usize) -> bool {
    dom.around(at).any(|around| matches!(dom.nodes[around].tag.as_str(), "nav" | "footer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: bool) {
        let dom = Dom::parse(&format!("<html><head><title>The Ledger</title></head><body>{html}</body></html>"));
        let metadata = super::super::metadata::collect(&dom);
        assert_eq!(stands(&dom, &metadata, "The Ledger"), expected, "{html}");
    }

    /// What a wall says about cookies, and what is on its button.
    #[rustfmt::skip]
    const WALLS: [(&str, &str); 29] = [
        ("We and our partners use cookies to show you advertising that suits you. You can change your mind at any time.", "Accept all"),
        ("Wir und unsere Partner verwenden Cookies, um Ihnen passende Werbung zu zeigen. Ihre Auswahl können Sie jederzeit ändern.", "Alle akzeptieren"),
        ("Nos partenaires et nous déposons des cookies pour vous proposer des publicités adaptées.", "Tout accepter"),
        ("Nosotros y nuestros socios usamos cookies para mostrarle publicidad a su medida.", "Aceptar todo"),
        ("Noi e i nostri partner usiamo i cookie per mostrarti pubblicità su misura.", "Accetta tutto"),
        ("Nós e os nossos parceiros usamos cookies para mostrar publicidade à sua medida.", "Aceitar tudo"),
        ("Wij en onze partners gebruiken cookies om u passende advertenties te tonen.", "Alles accepteren en akkoord"),
        ("My i nasi partnerzy używamy plików cookie, aby wyświetlać dopasowane reklamy.", "Zgadzam się"),
        ("My a naši partneři používáme cookies, abychom vám ukázali reklamu na míru.", "Přijmout vše"),
        ("Noi și partenerii noștri folosim cookie-uri pentru a vă arăta reclame potrivite.", "Sunt de acord"),
        ("Mi és partnereink sütiket használunk, hogy személyre szabott hirdetéseket mutassunk.", "Elfogadom"),
        ("Vi och våra partner använder kakor för att visa annonser som passar dig.", "Godkänn alla"),
        ("Vi og vores partnere bruger cookies til at vise dig annoncer, der passer til dig.", "Accepter alle og fortsæt"),
        ("Vi og våre partnere bruker informasjonskapsler for å vise deg annonser som passer.", "Godta alle"),
        ("Me ja kumppanimme käytämme evästeitä näyttääksemme sinulle sopivia mainoksia.", "Hyväksy kaikki"),
        ("Мы и наши партнёры используем файлы cookie, чтобы показывать вам подходящую рекламу.", "Принять все"),
        ("Ми та наші партнери використовуємо файли cookie, щоб показувати вам рекламу.", "Прийняти все"),
        ("Mi i naši partneri koristimo kolačiće kako bismo vam prikazali oglase po mjeri.", "Prihvaćam sve"),
        ("Ми и наши партнери користимо колачиће да бисмо вам приказали огласе по мери.", "Прихватам све"),
        ("Ние и нашите партньори използваме бисквитки, за да ви показваме подходящи реклами.", "Приемам всички"),
        ("Εμείς και οι συνεργάτες μας χρησιμοποιούμε cookies για να σας δείχνουμε διαφημίσεις.", "Αποδοχή όλων"),
        ("Biz ve ortaklarımız size uygun reklamlar göstermek için çerezler kullanıyoruz.", "Tümünü kabul et"),
        ("نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لنعرض لك إعلانات تناسبك.", "أوافق"),
        ("אנחנו והשותפים שלנו משתמשים בעוגיות כדי להציג לך פרסומות.", "אני מסכים"),
        ("我们和合作伙伴使用Cookie向您展示合适的广告。", "全部接受"),
        ("当サイトとパートナーはクッキーを使用してお客様に合った広告を表示します。", "すべて同意する"),
        ("저희와 파트너는 맞춤 광고를 보여 드리기 위해 쿠키를 사용합니다.", "모두 동의"),
        ("Mi in naši partnerji uporabljamo piškotke za prikaz oglasov.", "Strinjam se"),
        ("Kami dan mitra kami memakai cookie untuk menampilkan iklan yang sesuai.", "Terima semua"),
    ];

    #[test]
    fn walls_in_many_languages() {
        for (said, button) in WALLS {
            check(&format!("<p>{said}</p><button>{button}</button>"), true);
            check(
                &format!("<h1>The Ledger</h1><div><div><h2>Cookies</h2><p>{said}</p></div><a href=/ok>{button}</a></div>"),
                true,
            );
        }
    }

    #[test]
    fn a_bar_under_a_short_article_is_no_wall() {
        for (said, button) in WALLS {
            let bar = format!("<p>{said}</p><button>{button}</button>");
            for bar in [bar.clone(), format!("<div class=bar>{bar}</div>"), format!("<footer>{bar}</footer>")] {
                check(&format!("<h1>River rises again</h1><p>On Monday the river rose again.</p>{bar}"), false);
                check(&format!("{bar}<article><h1>河水上涨三米</h1><p>周一河水再次上涨。</p></article>"), false);
            }
            check(&format!("<article><p>On Monday the river rose again.</p></article><div>{bar}</div>"), false);
        }
    }

    #[test]
    fn what_else_walls_and_articles_say() {
        let bar = "<div><p>We and our partners use cookies.</p><button>Accept</button></div>";
        // A wall of several parts.
        check(
            "<h1>Read on with advertising</h1><p>Visit us as ever, with tracking.</p><p>We use cookies and the like to keep the lights on. Those we work with: 214.</p><button>Accept and continue</button><p>Or without ads, for 3.99 a month.</p><a href=/privacy>Privacy</a><footer>Imprint</footer>",
            true,
        );
        // The headline of the article behind it.
        check(&format!("<h1>River rises again</h1>{bar}"), true);
        // Something to watch, and an article on cookies.
        check(&format!("<h1>River rises again</h1><video src=/a.mp4></video>{bar}"), false);
        check(
            &format!(
                "<h1>New rules for cookies</h1><p>The council voted on cookies. Members now go home for the summer.</p>{bar}"
            ),
            false,
        );
        check(
            "<h1>Privacy policy</h1><p>We use cookies to keep you logged in, and keep what you tell us for two years. You can withdraw your consent when you like.</p>",
            false,
        );
        check("<p>This site uses cookies. By reading on you accept them.</p><button>OK</button>", true);
        check("<p>Nous utilisons des cookies.</p><form><input type=submit value='Tout accepter'></form>", true);
        check("<p>Bitte stimmen Sie der Verwendung von Cookies zu, um den Artikel zu lesen.</p>", true);
        check("<h1>Our offices</h1><p>We accept letters at Old Street 1.</p>", false);
        // An article about cookies that says that it is one.
        let kind = "<meta property=og:type content=article>";
        let fine = "<h1>Fine for a cookie banner</h1><p>The authority fined the shop for its cookie banner on Monday.</p><p>Users could click 'Accept all' but not refuse.</p>";
        check(&format!("{kind}{fine}{bar}"), false);
        check(&format!("{kind}<h1>Fine for a cookie banner</h1>{bar}"), true);
        let links = "<a href=/x>River rises again</a>".repeat(30);
        check(&format!("{links}{bar}"), false);
        let body = "On Monday the river rose again, said the mayor. ".repeat(9);
        let ld = format!(r#"<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script>"#);
        check(&format!("{ld}{bar}"), false);
    }
}
