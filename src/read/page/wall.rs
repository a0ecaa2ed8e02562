//! Walls: pages that show a demand to pay, to log in or to consent where the article would be.

use std::sync::LazyLock;

use regex::RegexSet;
use serde_json::Value;

use super::blocks;
use super::dom::Dom;
use super::metadata::Metadata;

/// A text that weighs less (in letters) is no article if there is a wall.
pub const STUB: usize = 600;

/// Words of classes of what stands over the pages of a site.
const BARS: [&str; 10] = [
    "masthead",
    "topbar",
    "top-bar",
    "navbar",
    "navigation",
    "site-header",
    "page-header",
    "global-header",
    "header-bar",
    "menu",
];

/// Beside a quotation of a wall, what weighs less is a label.
const LABEL: usize = 20;

static WALLS: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    RegexSet::new([
        r"(?i)(enable|activate|turn on|allow) (javascript|cookies)( and (cookies|javascript))?",
        r"(?i)(javascript|cookies) (is|are|must be) (disabled|required|enabled)",
        r"(?i)(verify|checking|confirm)[^.]{0,40}(you are (a )?human|not a (bot|robot)|your browser|connection is secure)",
        r"(?i)(^|\W)(subscribe|log ?in|sign in|register|become a member)\W([^.]{0,60}\W)?(to (continue|read|keep)|for (full )?access|unlock)",
        r"(?i)(this (article|content|story) is (for|reserved|only|exclusive)|exclusively for|reserved for)[^.]{0,40}(subscribers|members)",
        r"(?i)(continue|keep) reading (with|for)\W[^.]{0,40}(subscription|trial|account)|already a (subscriber|member)\?",
        r"(?i)before you continue|accept (all )?cookies to|consent to (the use of )?cookies",
        r"(?i)(attention required|just a moment|access denied|are you a robot)",
        // German, French, Spanish, Italian, Portuguese, Dutch.
        r"(?i)(nur für abonnent|exklusiv für (abonnent|mitglieder)|weiterlesen mit|jetzt (abonnieren|testen) und weiterlesen|sie haben bereits ein abo|mit werbung (weiterlesen|nutzen)|cookies (akzeptieren|zustimmen) )",
        r"(?i)(réservée? (aux|à nos) abonnés|abonnez-vous pour (lire|continuer|accéder)|déjà abonné|accepter (les cookies|et continuer)|la suite est réservée)",
        r"(?i)((solo|exclusivo) para suscriptores|suscríbe(te|ase) para (leer|seguir|continuar)|ya eres suscriptor|acepta(r)? (las )?cookies (para|y))",
        r"(?i)((solo|riservato agli?|esclusiv[oa] per gli) abbonati|abbonati per (leggere|continuare)|sei già abbonato|accetta (i cookie )?e continua)",
        r"(?i)((apenas|só|exclusivo) para assinantes|assine para (ler|continuar)|já é assinante)",
        r"(?i)((alleen|exclusief) voor abonnees|abonneer om (verder|te lezen)|al abonnee\?|cookies accepteren)",
        // The north and the east of Europe, Turkish.
        r"(?i)((bare|kun) for abonnenter|(endast|bara) för prenumeranter|logg inn for å lese|logga in för att läsa|log ind for at læse|vain tilaajille|(kirjaudu|tilaa) (sisään )?(ja )?(lukeaksesi|jatkaaksesi)|allerede abonnent\?|redan prenumerant\?)",
        r"(?i)(tylko dla (subskrybentów|prenumeratorów)|zaloguj się, aby (czytać|przeczytać)|pouze pro předplatitele|len pre predplatiteľov|csak előfizetők|doar pentru abonați|a cikk folytatása előfizet|přihlaste se (a|pro) (čtěte|čtení))",
        r"(?i)((только|лишь) (для подписчик|подписчикам)|(доступ\w*|читайте|открыт\w*) (\w+ )?(по подписке|для подписчик\w*|подписчик\w*)|(оформите|купите|продлите) (\w+ )?(подписку|доступ)|подпишитесь,? (и|чтобы) (чита|прочита|дочита|продолж|получ)|(войдите|авторизуйтесь|зарегистрируйтесь)[^.]{0,40},? чтобы (чита|прочита|дочита|продолж)|чтобы (чита|прочита|дочита|продолжить чтение)[^.]{0,40} (войдите|подпи|оформ|купите|авториз|зарегистр)|уже (подписаны|есть подписка|подписчик)\s*\?)",
        r"(?i)(само за претплатнике|(samo|isključivo|ekskluzivno) za (pretplatnike|članove)|(dostup\w*|namenjen\w*|namijenjen\w*) (\w+ ){0,2}(pretplatnicima|uz pretplatu|članovima)|pretplatite se (da|za|i|kako)\W|(da biste|kako biste|za) (nastavili|pročitali|nastavak|čitanje)[^.]{0,60}(pretplat|prijavite|ulogujte|registruj|registriraj)|(prijavite|ulogujte|registrujte|registrirajte) se[^.]{0,30} (da|kako) biste (čitali|pročitali|nastavili)|već (ste pretplatni|imate pretplatu)|potrebna (vam )?je pretplata|samo za naročnike|za branje[^.]{0,40}naročnin)",
        r"(?i)((само|искључиво|ексклузивно) за (претплатнике|чланове|претплатници)|(доступ|достап|намењен)\w* (\w+ ){0,2}(претплатницима|уз претплату|члановима|за претплатници)|претплатите се (да|за|и|како)( |$)|(да бисте|како бисте|за) (наставили|прочитали|наставак|читање)[^.]{0,60}(претплат|пријавите|улогујте|региструј)|(пријавите|улогујте|региструјте) се[^.]{0,30} (да|како) бисте (читали|прочитали|наставили)|већ (сте претплатни|имате претплату)|потребна (вам )?је претплата)",
        r"(?i)((лише|тільки) (для передплатник|передплатникам)|доступ\w* (\w+ )?(за передплатою|передплатникам)|оформіть передплату|передплатіть,? (і|щоб)|само за абонати|абонирайте се,? за да)",
        r"(?i)(sadece abonelere|abone ol(un)?,? (ve )?okumaya devam|okumaya devam etmek için[^.]{0,40}(abone|giriş|üye)|μόνο για συνδρομητές|(συνδεθείτε|εγγραφείτε) για να (διαβάσετε|συνεχίσετε)|للمشتركين فقط|اشترك (لقراءة|لمتابعة)|למנויים בלבד)",
        // East Asia.
        r"(この記事は(有料)?会員|会員限定|有料(会員|記事)|ログインして続き|残り.{0,12}文字|续阅读|订阅后|登录后(阅读|查看)|付费(阅读|内容)|仅限(订阅|会员)|訂閱|구독자 전용|로그인 후 (이용|계속)|유료 (회원|기사))",
    ])
    .ok()
});

/// Whether a text asks for money, an account, consent or a script.
pub fn asks(text: &str) -> bool {
    let asks = |text: &str| WALLS.as_ref().is_some_and(|lines| lines.is_match(text));
    asks(text) && unquoted(text).is_none_or(|rest| asks(&rest))
}

/// What a text says in its own words, where it quotes others and says much besides.
fn unquoted(text: &str) -> Option<String> {
    let (mut rest, mut until): (String, &[char]) = (String::new(), &[]);
    for c in text.chars() {
        match (until, c) {
            ([], '"') => until = &['"'],
            ([], '“') => until = &['”'],
            // Closed in one way in German, in another in Polish, Serbian and Hungarian.
            ([], '„') => until = &['“', '”'],
            ([], '«') => until = &['»'],
            ([], '「') => until = &['」'],
            ([], c) => rest.push(c),
            (ends, c) if ends.contains(&c) => until = &[],
            _ => {}
        }
    }
    let quotes = rest.len() < text.len() && until.is_empty();
    (quotes && blocks::weight(&rest) >= LABEL).then_some(rest)
}

/// Whether a wall stands in the place of the article under that headline, or of its greater part: declared so by the page, or `seen` by
/// its text.
pub fn stands(dom: &Dom, metadata: &Metadata, headline: usize, text: &str, seen: bool) -> bool {
    let free = metadata.article.as_ref().and_then(|article| article.get("isAccessibleForFree"));
    let declared = match free {
        Some(Value::Bool(free)) => !free,
        Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
        _ => metadata.meta(&["article:content_tier"]).is_some_and(|tier| tier != "free"),
    };
    if declared || !is_stub(text) {
        return declared;
    }
    seen || asks(text) || blocks::weight(text) < STUB / 3 && asks_around(dom, headline)
}

/// Whether a page of few words asks anywhere.
fn asks_around(dom: &Dom, headline: usize) -> bool {
    let blocks = blocks::cut(dom);
    let short = blocks.iter().map(|block| block.weight).sum::<usize>() < 4 * STUB;
    short && blocks.iter().any(|block| !is_standing(dom, block.from, headline) && asks(&block.text))
}

/// Whether what stands there stands on every page of the site, and asks nothing of who reads this one: in navigation, header or footer, or
/// before the headline.
pub fn is_standing(dom: &Dom, at: usize, headline: usize) -> bool {
    let of_site = |around: usize| match dom.nodes[around].tag.as_str() {
        "nav" | "footer" | "menu" => true,
        "header" => !dom.around(around).any(|outer| matches!(dom.nodes[outer].tag.as_str(), "article" | "main")),
        "body" | "html" | "main" | "article" => false,
        _ => dom.nodes[around].hints(&BARS),
    };
    at < headline || dom.around(at).any(of_site)
}

/// Whether a text is too short for an article.
pub fn is_stub(text: &str) -> bool {
    blocks::weight(text) < STUB
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demands() {
        fn check(text: &str, expected: bool) {
            assert_eq!(asks(text), expected, "{text}");
        }
        check("Subscribe now to continue reading.", true);
        check("This story is only for members.", true);
        check("Dieser Text ist nur für Abonnenten.", true);
        check("Cet article est réservé aux abonnés.", true);
        check("Статья доступна только по подписке.", true);
        check("この記事は会員限定です。", true);
        check("Ovaj tekst je samo za pretplatnike.", true);
        for text in [
            "Материал доступен только подписчикам.",
            "Полный текст доступен по подписке.",
            "Подпишитесь, чтобы читать дальше.",
            "Чтобы продолжить чтение, оформите подписку.",
            "Войдите или зарегистрируйтесь, чтобы прочитать статью.",
            "Уже есть подписка? Войти",
            "Nastavak teksta dostupan je samo pretplatnicima.",
            "Da biste nastavili čitanje, prijavite se.",
            "Za čitanje celog teksta potrebna je pretplata.",
            "Već ste pretplatnik? Prijavite se.",
            "Наставак текста доступан је само претплатницима.",
            "Да бисте прочитали цео текст, пријавите се.",
            "Претплатите се и читајте без ограничења.",
            "Okumaya devam etmek için abone olun.",
        ] {
            check(text, true);
        }
        check("Число подписчиков канала выросло до миллиона.", false);
        check("Vlada je dostupna za pregovore, rekao je ministar.", false);
        check("Купите билеты заранее, советует министерство.", false);
        check("Please enable JavaScript and cookies.", true);
        check("The council voted to continue the work on the bridge.", false);
        // The bar under many a whole article.
        check("We and our 842 partners store information on a device, such as cookies.", false);
        check("Members of the club were told on Monday.", false);
        // What an article quotes.
        check("The message \"This content is for subscribers only\" appeared on screens all over the country.", false);
        check("„Cookies akzeptieren und weiter“ stand auf allen Knöpfen, die die Behörde prüfte.", false);
        check("„Ten artykuł jest tylko dla prenumeratorów” – taki napis zobaczyli wczoraj wszyscy czytelnicy.", false);
        check("\"This content is for subscribers only\"", true);
    }
}
