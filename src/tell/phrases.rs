//! Phrases about figures: what was long ago, what only compares, and what makes a number a bound. Written as papers write them, folded when they are asked;
//! `_` stands for one to three words, `*` for any ending.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::fold::fold;

/// Words of the longest phrase before a number.
const LONGEST: usize = 4;

/// What tells another event than the report's own.
const LONG_AGO: &str = "years ago; year ago; decades ago; decade ago; months ago; last year; years earlier; year earlier; years before; the year before; \
    vor _ jahren; vor _ jahr; vor _ jahrzehnten; vor _ monaten; im vergangenen jahr; im letzten jahr; im vorjahr; letztes jahr; vergangenes jahr; jahre zuvor; jahre früher; \
    il y a _ ans; il y a _ an; il y a _ mois; il y a _ années; l an dernier; l année dernière; l an passé; ans plus tôt; ans auparavant; \
    hace _ años; hace _ año; hace _ meses; año pasado; años atrás; años antes; anni fa; anno fa; mesi fa; anno scorso; anni prima; \
    há _ anos; há _ ano; há _ meses; ano passado; anos atrás; лет назад; года назад; год назад; месяцев назад; месяца назад; в прошлом году; годами ранее; \
    prošle godine; прошле године; prije _ godina; prije _ godine; prije godinu dana; prije _ mjeseci; prije _ mjeseca; pre _ godina; pre _ godine; pre godinu dana; pre _ meseci; pre _ meseca; \
    пре _ година; пре _ године; пре годину дана; пре _ месеци; пре _ месеца; прије _ година; прије _ године; прије _ мјесеци; godina ranije; година раније; godine ranije; lani; lane; \
    pred _ leti; pred _ letoma; pred letom; pred _ meseci; lansko leto; évvel ezelőtt; hónappal ezelőtt; tavaly; \
    vjet më parë; vite më parë; muaj më parë; vitin e kaluar; vitin e shkuar; lat temu; lata temu; rok temu; miesięcy temu; miesiące temu; w zeszłym roku; w ubiegłym roku; \
    před _ lety; před rokem; před _ měsíci; loni; v loňském roce; minulý rok; pred _ rokmi; pred rokom; pred _ mesiacmi; vlani; \
    jaar geleden; jaren geleden; maanden geleden; vorig jaar; afgelopen jaar; år sedan; månader sedan; förra året; i fjol; år siden; måneder siden; sidste år; i fjor; \
    vuotta sitten; vuosi sitten; kuukautta sitten; viime vuonna; aastat tagasi; aasta tagasi; kuud tagasi; eelmisel aastal; mullu; \
    yıl önce; ay önce; geçen yıl; geçen sene; πριν από _ χρόνια; πριν από _ χρόνο; πριν _ χρόνια; χρόνια πριν; πέρυσι; πέρσι; πριν από _ μήνες; \
    років тому; роки тому; рік тому; місяців тому; місяці тому; торік; минулого року; преди _ години; преди година; преди _ месеца; миналата година; \
    пред _ години; пред _ година; пред _ месеци; минатата година; acum _ ani; acum un an; cu _ ani în urmă; ani în urmă; acum _ luni; luni în urmă; anul trecut; \
    prieš _ metų; prieš _ metus; prieš metus; pernai; praėjusiais metais; pirms _ gadiem; pirms gada; pagājušajā gadā; pērn";

/// What tells no event at all, but what happens each year.
const EACH_YEAR: &str = "people a year; deaths a year; lives a year; cases a year; killed a year; die a year; dead a year; injured a year; per year; each year; every year; every day; every week; \
    annually; yearly; pro jahr; jährlich; jedes jahr; alljährlich; par an; chaque année; tous les ans; al año; cada año; anualmente; all anno; ogni anno; por ano; cada ano; todos os anos; \
    per jaar; elk jaar; jaarlijks; om året; varje år; årligen; hvert år; årlig; årligt; vuodessa; vuosittain; aastas; igal aastal; gadā; katru gadu; per metus; kasmet; rocznie; każdego roku; co roku; \
    ročně; každý rok; každoročně; ročne; každoročne; na leto; letno; vsako leto; évente; minden évben; godišnje; svake godine; годишње; сваке године; годишно; всяка година; секоја година; \
    в год; ежегодно; каждый год; на рік; щороку; щорічно; pe an; anual; în fiecare an; në vit; çdo vit; κάθε χρόνο; ετησίως; τον χρόνο; her yıl; yılda";

/// What makes a clause on the past a comparison with today: "the worst since 2017".
const COMPARES: &str = "since; compared; worst; deadliest; biggest; largest; highest; most deaths; record; seit; verglichen; vergleich; schlimmste*; schwerste*; tödlichste*; größte*; \
    depuis; pire*; le plus; la plus; comparé; record; desde; peor*; el más; la más; mortífero; dal; dalla; il peggior*; peggior*; più grave; rispetto; pior*; o mais; a mais; \
    самый; самая; самое; самым; самой; крупнейш*; худш*; по сравнению; od; од; najtež*; најтеж*; najgor*; најгор*; najveć*; највећ*; u odnosu; у односу; najhujš*; najhuj*; v primerjavi; \
    óta; legsúlyosabb; legrosszabb; legnagyobb; legtöbb; najgorsz*; najtragicz*; największ*; w porównaniu; nejhorší*; nejtragičtější*; největší*; najhorši*; najhorší*; najtragickejš*; \
    sinds; ergste; dodelijkste; grootste; vergeleken; värsta; dödligaste; största; jämfört; værste; dødeligste; største; sammenlignet; verste; pahin; vakavin; suurin; halvim; rängim; \
    beri; en kötü; en ölümcül; en büyük; χειρότερο; χειρότερη; φονικότερο; μεγαλύτερο; найбільш*; найгірш*; порівняно; най; најстрашн*; cel mai; cea mai; cele mai; față de; smagākā*; didžiausi*";

/// What says that a count is not so. To deny a deed ("denied killing three") is not to deny how many there were.
const DENIALS: &str = "not true that; untrue that; denied it had; denies it had; es stimmt nicht; trifft nicht zu; wies berichte zurück; wies meldungen zurück; weist berichte zurück; \
    nije tačno da; nije točno da; није тачно да; nije istina da; није истина да; denied arresting; denied detaining; denies arresting; denies detaining; opovrga*; opovrgl*; опроврга*; опровргл*; denied that; denies that; denied reports; denies reports; denied claims; denies claims; denied rumours; denied rumors; rejected reports; \
    rejected claims; dismissed reports; dismissed claims; false reports; dementier* dass; dementier* berichte; dementier* meldungen; bestritt* dass; démenti que; dément que; \
    démenti les; dément les; desmintió que; desmintieron que; negó que; ha smentito che; smentisce che; smentito la; negato che; desmentiu que; negou que; \
    ontkend* dat; ontken* dat; negira* da; негира* да; demant* da; демант* да; porek* da; порек* да; опроверг*; спростува*; zaprzecz* że; popřel* že; poprel* že; cáfolt* hogy; dementerade att; dementerte at";

/// What denies the count right behind it: "police deny seven dead", "none of the 45 passengers".
const NONE: &str = "deny; denies; denied; none of; none of the; neither of; neither of the; nobody of the; not one of the; keiner der; keine der; keinen der; keines der; niemand der; niemand von; aucun des; aucune des; \
    ninguno de los; ninguna de las; nessuno dei; nessuna delle; nenhum dos; nenhuma das; geen van de; nitko od; niko od; нико од; nijedan od; nijedna od; ниједан од; žádný z; żaden z; никто из; ни один из";

/// What says that something else is so, after a denial.
const AND_YET: [&str; 14] = [
    "but",
    "saying",
    "said",
    "admitted",
    "confirmed",
    "confirming",
    "instead",
    "sondern",
    "aber",
    "mais",
    "sino",
    "ali",
    "nego",
    "potvrduje",
];

/// What says of people who were hurt how many of them are in hospital by now.
const REMAINDERS: &str = "still in hospital; still in hospitals; remain in hospital; remained in hospital; remain hospitalised; remain hospitalized; still hospitalised; still hospitalized; \
    noch im krankenhaus; noch in krankenhäusern; noch in kliniken; noch in der klinik; liegen noch in; weiterhin im krankenhaus; encore hospitalis*; toujours hospitalis*; encore à l hôpital; \
    siguen hospitalizad*; siguen ingresad*; continúan hospitalizad*; ancora ricoverat*; ancora in ospedale; ainda internad*; ainda hospitalizad*; nog in het ziekenhuis; \
    još u bolnici; још у болници; bolnici je još; болници је још; bolnici je i dalje; болници је и даље; bolnicama je još; болницама је још; \
    bolnicama je i dalje; болницама је и даље; bolnicama su i dalje; болницама су и даље; i dalje u bolnici; и даље у болници; još uvijek u bolnici; još uvek u bolnici; остаются в больниц*; wciąż w szpital*; nadal w szpital*; stále v nemocnici; \
    še v bolnišnici; még kórházban; ännu på sjukhus; fortfarande på sjukhus";

/// What a bound is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// "at least", "more than"
    Least,
    /// "at most", "fewer than"
    Most,
}

/// Phrases before a number.
const LEAST: &str = "at least; no fewer than; no less than; not less than; more than; over; upwards of; above; mindestens; wenigstens; zumindest; mehr als; über; \
    au moins; plus de; al menos; por lo menos; cuando menos; como mínimo; más de; almeno; più di; oltre; pelo menos; ao menos; no mínimo; mais de; \
    minstens; ten minste; op zijn minst; zeker; meer dan; ruim; не менее; не меньше; как минимум; по меньшей мере; более; больше; свыше; \
    najmanje; најмање; barem; барем; bar; бар; više od; више од; preko; преко; vsaj; najmanj; več kot; legalább; minimum; több mint; të paktën; së paku; më shumë se; mbi; \
    co najmniej; przynajmniej; ponad; więcej niż; nejméně; alespoň; přes; více než; najmenej; aspoň; viac ako; vyše; cel puțin; cel puţin; pe puțin; peste; mai mult de; \
    най малко; поне; повече от; над; најмалку; повеќе од; щонайменше; принаймні; не менше; понад; більше; minst; åtminstone; mer än; över; mindst; mere end; flere end; over; mer enn; flere enn; \
    vähintään; ainakin; yli; en az; τουλάχιστον; πάνω από; περισσότεροι από; περισσότερους από; mažiausiai; ne mažiau kaip; daugiau kaip; vismaz; vairāk nekā; vähemalt; üle; rohkem kui";
const MOST: &str = "up to; at most; as many as; no more than; not more than; fewer than; less than; below; bis zu; höchstens; maximal; weniger als; \
    jusqu à; au plus; moins de; hasta; como máximo; menos de; fino a; al massimo; meno di; até; no máximo; tot wel; maximaal; hooguit; minder dan; \
    не более; не больше; менее; меньше; максимум; najviše; највише; manje od; мање од; maksimalno; največ; manj kot; legfeljebb; kevesebb mint; deri në; më pak se; \
    co najwyżej; maksymalnie; mniej niż; nejvýše; maximálně; méně než; najviac; menej ako; cel mult; până la; mai puțin de; най много; по малко от; најмногу; помалку од; \
    щонайбільше; не більше; менше; högst; upp till; färre än; mindre än; højst; op til; færre end; mindre end; høyst; opp til; færre enn; enintään; jopa; \
    en fazla; το πολύ; λιγότεροι από; ne daugiau kaip; mažiau nei; mazāk nekā; ne vairāk kā; vähem kui";

/// Phrases as their words, by the first one; those whose first word has any ending stand under none.
struct Phrases(FxHashMap<String, Vec<Vec<String>>>);

impl Phrases {
    fn new(list: &str) -> Self {
        let mut by_first: FxHashMap<String, Vec<Vec<String>>> = FxHashMap::default();
        for phrase in list.split(';') {
            let words: Vec<String> = phrase.split_whitespace().map(fold).collect();
            let first = words.first().filter(|word| !word.ends_with('*')).cloned().unwrap_or_default();
            by_first.entry(first).or_default().push(words);
        }
        Self(by_first)
    }

    /// Those that may begin with a word.
    fn of(&self, word: &str) -> impl Iterator<Item = &Vec<String>> {
        self.0.get(word).into_iter().chain(self.0.get("")).flatten()
    }

    /// The most words of a phrase that ends where `words` do.
    fn longest_at_end(&self, words: &[&str]) -> usize {
        let nearest = words.len().saturating_sub(LONGEST);
        let here = |from: &usize| self.of(words[*from]).any(|phrase| is_at(phrase, &words[*from..], true));
        (nearest..words.len()).find(here).map_or(0, |from| words.len() - from)
    }

    fn is_in(&self, words: &[&str]) -> bool {
        (0..words.len()).any(|from| self.of(words[from]).any(|phrase| is_at(phrase, &words[from..], false)))
    }
}

/// Whether a phrase stands at the beginning of `words`; `whole`: and nothing else.
fn is_at(phrase: &[String], words: &[&str], whole: bool) -> bool {
    let Some((first, rest)) = phrase.split_first() else { return !whole || words.is_empty() };
    if first == "_" {
        return (1..=3).any(|gap| words.get(gap..).is_some_and(|after| is_at(rest, after, whole)));
    }
    let same = |word: &str| first.strip_suffix('*').map_or(word == first, |beginning| word.starts_with(beginning));
    words.split_first().is_some_and(|(word, after)| same(word) && is_at(rest, after, whole))
}

static PAST: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(LONG_AGO));
static RATES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(EACH_YEAR));
static COMPARISONS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(COMPARES));
static AT_LEAST: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(LEAST));
static AT_MOST: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(MOST));

static DENIED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(DENIALS));
static NOBODY: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(NONE));
static REMAINING: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(REMAINDERS));

/// Whether the folded words before a count deny it.
pub fn is_denied(before: &[&str]) -> bool {
    let since = before.iter().rposition(|word| AND_YET.contains(word)).map_or(0, |at| at + 1);
    DENIED.is_in(&before[since..]) || NOBODY.longest_at_end(before) > 0
}

/// Whether folded words say who is left of those that were counted before.
pub fn is_remainder(words: &[&str]) -> bool {
    REMAINING.is_in(words)
}

/// Whether folded words speak of the past, or of what happens each year.
pub fn is_of_other_times(words: &[&str]) -> bool {
    PAST.is_in(words) || RATES.is_in(words)
}

/// Whether folded words compare.
pub fn compares(words: &[&str]) -> bool {
    COMPARISONS.is_in(words)
}

/// Which bound a number is behind folded words, and how many of them say so. One word may stand between: "at least another four".
pub fn bound(before: &[&str]) -> Option<(Bound, usize)> {
    let of = |words: &[&str]| {
        let (least, most) = (AT_LEAST.longest_at_end(words), AT_MOST.longest_at_end(words));
        // "no more than" is not "more than".
        (least.max(most) > 0).then_some(if most > least { (Bound::Most, most) } else { (Bound::Least, least) })
    };
    of(before).or_else(|| of(before.split_last()?.1).map(|(bound, words)| (bound, words + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_with_gaps_and_endings() {
        let past = |text: &str, expected: bool| {
            let folded = fold(text);
            assert_eq!(is_of_other_times(&folded.split(' ').collect::<Vec<_>>()), expected, "{text}");
        };
        past("it burned ten months ago", true);
        past("vor mehr als zehn Jahren", true);
        past("zwei Kinder von 12 Jahren", false);
        past("il y a trois morts", false);
        past("il y a dix ans", true);
        past("пре две године", true);
        past("prije dvije godine", true);
        let bounded = |text: &str, expected: Option<Bound>| {
            let folded = fold(text);
            assert_eq!(bound(&folded.split(' ').collect::<Vec<_>>()).map(|(bound, _)| bound), expected, "{text}");
        };
        bounded("killing at least", Some(Bound::Least));
        bounded("killing no more than", Some(Bound::Most));
        bounded("no fewer than", Some(Bound::Least));
        bounded("не менее", Some(Bound::Least));
        bounded("менее", Some(Bound::Most));
        bounded("najmanje", Some(Bound::Least));
        bounded("najmanje još", Some(Bound::Least));
        bounded("the least of them was", None);
        bounded("killing", None);
        bounded("", None);
    }
}
