//! Walls: pages that show a demand to pay, to log in or to consent where the article would be.

use std::sync::LazyLock;

use regex::RegexSet;
use serde_json::Value;

use super::blocks;
use super::dom::Dom;
use super::metadata::Metadata;

/// A text that weighs less (in letters) is no article if there is a wall.
pub const STUB: usize = 600;

static WALLS: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    RegexSet::new([
        r"(?i)(enable|activate|turn on|allow) (javascript|cookies)( and (cookies|javascript))?",
        r"(?i)(javascript|cookies) (is|are|must be) (disabled|required|enabled)",
        r"(?i)(verify|checking|confirm)[^.]{0,40}(you are (a )?human|not a (bot|robot)|your browser|connection is secure)",
        r"(?i)\b(subscribe|log ?in|sign in|register|become a member)\b[^.]{0,60}\b(to (continue|read|keep)|for (full )?access|unlock)",
        r"(?i)(this (article|content|story) is (for|reserved|only|exclusive)|exclusively for|reserved for)[^.]{0,40}(subscribers|members)",
        r"(?i)(continue|keep) reading (with|for)\b[^.]{0,40}(subscription|trial|account)|already a (subscriber|member)\?",
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
        r"(?i)((bare|kun) for abonnenter|(endast|bara) för prenumeranter|logg inn for å lese|logga in för att läsa|log ind for at læse|vain tilaajille)",
        r"(?i)(tylko dla (subskrybentów|prenumeratorów)|zaloguj się, aby (czytać|przeczytać)|pouze pro předplatitele|csak előfizetők)",
        r"(?i)(только для подписчиков|доступ\w* (только )?по подписке|оформите подписку|само за претплатнике|samo za pretplatnike|pretplatite se (da|za)|лише для передплатників|само за абонати)",
        r"(?i)(sadece abonelere|abone ol(un)?,? (ve )?okumaya devam|μόνο για συνδρομητές|للمشتركين فقط|اشترك (لقراءة|لمتابعة)|למנויים בלבד)",
        // East Asia.
        r"(この記事は(有料)?会員|会員限定|有料(会員|記事)|ログインして続き|残り.{0,12}文字|续阅读|订阅后|登录后(阅读|查看)|付费(阅读|内容)|仅限(订阅|会员)|訂閱|구독자 전용|로그인 후 (이용|계속)|유료 (회원|기사))",
    ])
    .ok()
});

/// Whether a text asks for money, an account, consent or a script.
pub fn asks(text: &str) -> bool {
    WALLS.as_ref().is_some_and(|lines| lines.is_match(text))
}

/// Whether a wall stands in the place of the article, or of its greater part: declared so by the page, or `seen` by its text.
pub fn stands(dom: &Dom, metadata: &Metadata, text: &str, seen: bool) -> bool {
    let free = metadata.article.as_ref().and_then(|article| article.get("isAccessibleForFree"));
    let declared = match free {
        Some(Value::Bool(free)) => !free,
        Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
        _ => metadata.meta(&["article:content_tier"]).is_some_and(|tier| tier != "free"),
    };
    if declared || !is_stub(text) {
        return declared;
    }
    let body = dom.tags("body").next().map(|at| dom.text(at)).unwrap_or_default();
    let short = blocks::weight(&body) < 4 * STUB;
    seen || asks(text) || short && blocks::weight(text) < STUB / 3 && asks(&body)
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
        check("Please enable JavaScript and cookies.", true);
        check("The council voted to continue the work on the bridge.", false);
        // The bar under many a whole article.
        check("We and our 842 partners store information on a device, such as cookies.", false);
        check("Members of the club were told on Monday.", false);
    }
}
