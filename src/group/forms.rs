//! Forms that news of a kind follows, whomever it is about: two obituaries, two verdicts, two crashes read alike and differ in the names.

use std::sync::LazyLock;

use regex::RegexSet;

use crate::text::fold::fold_serbian;

/// Names of forms, and what a headline of it holds, in small Latin letters without diacritics.
const FORMS: [(&str, &str); 6] = [
    (
        "death",
        r"\b(?:dies|died|dead|has died|passes away) (?:at|aged)\b|\bobituary\b|\b(?:gestorben|verstorben|ist tot)\b|\b(?:est mort|est morte|est decede|est decedee|mort de|deces de)\b|\b(?:fallece|fallecio|muere|murio)\b|\b(?:e morto|e morta|addio a)\b|\b(?:morre|morreu|faleceu)\b|\b(?:overleden|overlijdt)\b|\b(?:nie zyje|zmarl|zmarla)\b|\b(?:umer|umerla|skoncalsya|skoncalas)\b|\b(?:preminuo|preminula|umro|umrla)\b|\b(?:hayatini kaybetti|yasamini yitirdi|vefat etti)\b|\b(?:pomer|pomerla|pomerl[ao]?)\b|去世|逝世|死去|별세|타계|وفاة",
    ),
    (
        "results",
        r"\b(?:profits?|earnings|revenues?|net income|full-year outlook|guidance)\b|\b(?:gewinn|umsatz|jahresprognose|quartalszahlen)\b|\b(?:benefice|chiffre d.affaires|resultats (?:trimestriels|annuels))\b|\b(?:beneficio neto|ganancias|ingresos)\b|\b(?:utile netto|ricavi|lucro)\b|\b(?:winst|omzet)\b|\b(?:zysk|przychody)\b|\b(?:karini|cirosu)\b|\b(?:profitul|veniturile)\b|\b(?:pribyl|vyrucka|prihodi|dobit)\b|净利润|营收|営業利益|純利益|영업이익",
    ),
    (
        "accident",
        r"\b(?:crash|collision|fire|blaze|explosion|blast|flood|floods|landslide|avalanche|storm|capsizes?|sinks)\b.*\b(?:kill\w*|dead|dies?|injur\w*|hurt|missing)\b|\b(?:kill\w*|dead|dies?|injur\w*|hurt|missing)\b.*\b(?:crash|collision|fire|blaze|explosion|blast|flood|floods|landslide|avalanche|storm|capsizes?|sinks)\b|\b(?:unfall|brand|feuer|explosion|hochwasser|lawine|sturm|zusammenstoss)\b.*\b(?:tote?r?|verletzte?|getotet|stirbt|sterben)\b|\b(?:tote?r?|verletzte?|sterben|stirbt)\b.*\b(?:unfall|brand|feuer|explosion|hochwasser|lawine|sturm)\b|\b(?:accident|incendie|explosion|inondations?|tempete|naufrage|collision)\b.*\b(?:morts?|morte|blesses?|tue\w*|disparus)\b|\b(?:morts?|blesses?)\b.*\b(?:accident|incendie|explosion|inondations?|tempete|naufrage)\b|\b(?:accidente|incendio|explosion|inundaciones|naufragio)\b.*\b(?:muert[oe]s?|heridos?)\b|\b(?:muert[oe]s?|heridos?)\b.*\b(?:accidente|incendio|explosion|inundaciones|naufragio)\b|\b(?:sudar\w*|pozar\w*|nesrec\w*|nesreca|eksplozij\w*|poplav\w*)\b.*\b(?:mrtv\w*|poginu\w*|povredjen\w*|povreden\w*)\b|\b(?:mrtv\w*|poginu\w*)\b.*\b(?:sudar\w*|pozar\w*|nesrec\w*|eksplozij\w*)\b|\b(?:dtp|pozar\w*|vzryv\w*)\b.*\b(?:pogib\w*|postrad\w*)\b|\b(?:pogib\w*|postrad\w*)\b.*\b(?:dtp|pozar\w*|vzryv\w*)\b",
    ),
    (
        "verdict",
        r"\b(?:sentenced|jailed|convicted|acquitted|found guilty|pleads guilty|gets \w+ years)\b|\b(?:verurteilt|freigesprochen|schuldig gesprochen)\b|\b(?:condamnee?|acquittee?|relaxee?)\b|\b(?:condenad[oa]s?|absuelt[oa]s?)\b|\b(?:condannat[oa]|assolt[oa])\b|\b(?:veroordeeld|vrijgesproken)\b|\b(?:skazany|skazana|uniewinniony)\b|\b(?:prigovoren\w*|osuzden\w*|osudjen\w*|osuden\w*|oslobodjen\w*)\b",
    ),
    (
        "appointment",
        r"\b(?:names|appoints|hires|signs|signs for|joins)\b|\bappointed\b|\bnamed (?:as )?(?:new |chief|ceo|head|coach)|\b(?:verpflichtet|wechselt zu|wechselt zum|wird neuer|wird neue)\b|\b(?:nomme|nommee|recrute|s.engage)\b|\b(?:ficha por|nombra|nombrad[oa])\b|\b(?:imenovan\w*|potpisao za|novi trener)\b|\b(?:nominat[oa]|nuovo (?:amministratore delegato|allenatore|ceo))\b|\b(?:nomead[oa])\b|\b(?:benoemd)\b|\b(?:mianowan\w*|powolan\w*)\b|\b(?:naznachen\w*|pryznachen\w*)\b|\b(?:ernannt|neuer (?:chef|trainer))\b|\b(?:atandi)\b",
    ),
    (
        "election",
        r"\b(?:re-?elected|elected|wins (?:mayoral|the election|election|vote|runoff))\b|\b(?:gewahlt|wiedergewahlt|stichwahl)\b|\b(?:elue?|reelue?)\b|\b(?:elegid[oa]|reelegid[oa]|gana las elecciones)\b|\b(?:izabran\w*|pobijedi\w* na izborima|pobedi\w* na izborima)\b|\b(?:\w*wahl)\b.*\b(?:gewinnt|siegt|entschieden)\b|\bgewinnt\b.*\w*wahl\b|\b(?:remporte|gagne) (?:la presidentielle|l.election|les elections)\b|\b(?:vince le elezioni|vince il ballottaggio)\b|\b(?:eleito|eleita|vence (?:as )?eleicoes)\b",
    ),
];

static PATTERNS: LazyLock<Option<RegexSet>> =
    LazyLock::new(|| RegexSet::new(FORMS.map(|(_, pattern)| pattern.replace(r"\b", r"(?-u:\b)"))).ok());

/// The forms that a headline follows.
pub fn of(title: &str) -> impl Iterator<Item = &'static str> {
    let title = fold_serbian(title);
    let found: Vec<usize> = PATTERNS.iter().flat_map(|patterns| patterns.matches(&title).into_iter()).collect();
    found.into_iter().map(|at| FORMS[at].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        fn check(title: &str, expected: &[&str]) {
            assert_eq!(of(title).collect::<Vec<_>>(), expected, "{title}");
        }
        check("Actor Pelle Vanz dies at 81", &["death"]);
        check("Schauspieler Pelle Vanz gestorben", &["death"]);
        check("Преминуо глумац Пеле Ванц", &["death"]);
        check("著名画家王建国去世", &["death"]);
        check("Ann Lee nominata nuovo amministratore delegato di Siltra", &["appointment"]);
        check("Ossen gewinnt Bürgermeisterwahl in Tarn", &["election"]);
        check("Siltra profit doubles", &["results"]);
        check("Bus crash near Kessel kills three", &["accident"]);
        check("Three dead in Kessel fire", &["accident"]);
        check("Судар аутобуса код Кесела: троје мртвих", &["accident"]);
        check("Mayor of Orlo jailed for bribes", &["verdict"]);
        check("Siltra names Ann Lee finance chief", &["appointment"]);
        check("Ossen re-elected in Tarn", &["election"]);
        check("Bridge over the Ilva opens", &[]);
    }
}
