//! Words beside which a number is a figure: for what news counts, for people and for bounds. A new language is a few words in
//! each list. All are folded; `*` stands for any ending.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Who was aboard, whatever became of them.
pub const ABOARD: &str = "passengers";

/// Who took to the streets.
pub const PROTESTERS: &str = "protesters";

/// Who lost their lives.
pub const DEAD: &str = "dead";

/// Who was hurt.
pub const INJURED: &str = "injured";

/// Who was taken by the police.
pub const ARRESTED: &str = "arrested";

/// How strong a quake was; its words stand in [`super::magnitudes`].
pub const MAGNITUDE: &str = "magnitude";

/// What news counts: a name, and words for it.
pub const COUNTED: [(&str, &str); 11] = [
    (
        DEAD,
        "dead death deaths died dies kill killed kills killing fatalit* perished drowned tote toten toter todesopfer* getotet* gestorben* starb* sterben umgekommen* ums mort morts morte mortes morti morto tue tues tuees deces decede* \
         muert* mueren murieron fallec* victimas-mortales vittime uccis* decedut* decedat* mortos mortas morreram morreu \
         pogib* zagibl* zhertv* umer umerli umerlo skonchal* ubit ubity ubiyen* ubijen* poginu* nastrada* stradal* preminu* smrtno mrtv mrtvi* mrtvo mrtva mrtve mrtvy* mrtvog mrtvaca umrlo umrli umrla umrle umrl zrtve zrtava zrtav zrtev zhrtve zhrtava \
         zagina zaginaa zaginaha zaginale zaginali zaginalite zaginatite zaginala zaginul* pochinal* pomerl* zginel* zginal* mortilor zmarl* murit zuvo zuvus* mirusiu boja bojagajus* hukkus hukkunu* surma surnud zabityh zabitych smierteln* ofiar ofiary zemrel* zomrel* zahynul* usmrcen* \
         doden dode omgekomen overleden omkom omkommet doda dodades drept draebt kuoli kuollut halott* meghalt* aldozat* vdiq vdiqen vdekur* vdekje* vrare viktima* nekro*",
    ),
    (
        INJURED,
        "injur* wounded hurt lesionad* suzeist* suzalot* ievainot* vigastat* vigastada verletz* blesse blesses blessee blessees blessure* blesser herid* ranen* raneny* postradav* postradal* povrij* povredj* povreden* povrede povreda povredu ozljede ozljeda povredjen* ozlijed* ozlijedj* ranjen* rannyh* ferit* ferid* ranit raniti* ranite ranne ranni ranny* \
         poskodovan* poskodoval* poranen* zranen* poszkodowan* gewond* skadad* skadats skadades skadet skadde tilskadekom* loukkaant* serult* megserult* megsebesult* sebesult* lendua* plagos* traimati*",
    ),
    (
        "missing",
        "missing vermiss* dispar* desaparecid* propa* nestal nestao nestal* pogresan* pogresa* pogreshan* nestan* dispersi disperso dispersa disparut* vermist* zaginion* pohresovan* eltunt* zhdukur* savnet* saknas",
    ),
    (
        ARRESTED,
        "arrest* detained detains detain detaining detention* festgenommen* festnahme* verhaftet* interpell* detenid* detid* zaderzhan* arestova* areshtova* aretira* uhap* uhic* uhit* privede* priveden* zadrzan* zatriman* aangehouden* retinut* zatrzyman* aresztowan* \
         zadrzen* letartoztat* elfogt* orizetbe ndaluar* pranga* gripits gripna pagrepet anholdt*",
    ),
    (
        "evacuated",
        "evacuat* evakui* evacue* evacuad* evakuir* evakuis* evakuov* evakual* evakuua* ewakuow* geevacueerd* kitelepit* kimenekit* sfollat*",
    ),
    ("homeless", "homeless obdachlos* sans-abri damnificad* beskucnik* beskucnic* brezdom* hajlektalan* pastrehe"),
    ("jobs", "jobs job-cuts stellen* arbeitsplatz* emplois* empleos* rabochih-mest radnih-mjesta radnih-mesta munkahely*"),
    (
        ABOARD,
        "passengers* passagier* fahrgast* insassen* passagers* pasajeros* passazhir* putnik* potnik* utas utasok pasagjer* pasager*",
    ),
    (
        "households",
        "households* haushalt* foyers* hogares* domohozyaistv* domacinst* kucanst* gospodinjst* haztartas* gospodarstw* domacnost* huishoudens",
    ),
    (
        PROTESTERS,
        "protester* protestor* protested protesting demonstrators demonstrated demonstrating marchers marched rallied demonstranten demonstrierende demonstrierten demonstriert protestierten protestierende \
         manifestants manifestant manifeste manifestaient protestataires manifestantes manifestante manifestaron manifestado protestaron manifestanti manifestato manifestaram protestaram \
         betogers betoogden demonstreerden demonstranata demonstranti demonstrant* prosvjednik* protestovalo protestvuval* prosvjedovalo protestnik* protestiralo protestuyushchih mitinguyushchih demonstrantov \
         protestuvalnik* protestuval* demonstraciju manifestantow manifestujacych protestujacych demonstrujicich demonstrantu protestujucich tuntet* tunteto* demonstranter demonstranterna demonstrerade demonstrerte \
         demonstrerede mielenosoitta* gostericiler gosterici protestocu diadilotes diadiloton protestatari manifestant* protestues* protestuan meeleavalda* protestetaj* protestuotoj*",
    ),
    (MAGNITUDE, ""),
];

/// Lives, which count as dead where they were lost.
const LIVES: &str =
    "lives leben vie vida vidas vita vite vies zivot zivote zhivot zhivote zivljenje zivljenja eletet jeten viata zycie leven";
const LOST: &str = "lost lose losing loses claim* verlor* perd* pers* pierd* perdu* izgub* vesztett* humb* stracil* ztratil* kwamen kwam pierdut*";

/// What may stand between a number and the word for what it counts: people, auxiliaries. Anything else is counted itself: in "three villages were
/// evacuated" nobody says how many people were.
const BETWEEN: &str = "persons others more suffered sustained minor serious severe young elderly local foreign unarmed innocent teenage junge jungen jeunes jovenes giovani jonge mladih erlitten erlitt leichte schwere raakten raakte rimasti rimaste portes siguen remained left found shot stabbed off duty of them were was are have has been had to be is \
    now known confirmed already also seriously critically slightly badly lost lose their his her claimed \
    weitere wurden wurde sind ist haben worden seien davon kamen kam gekommen verloren ihr wird werden starker schwer leicht \
    autres ont a ete sont etaient etait de perdu la trouve grievement gravement legerement \
    otras otros resultaron resulto fueron fue han ha sido quedaron gravemente perdieron perdio perdido al menos \
    byli bylo byl \
    ih je su se bilo bila bili sta so ste sa osobnih izgub* ostalo zadobil* lakse teze tesko lake \
    smrtno na mestu mjestu licu mesta sme \
    sono stati stata stato state hanno perso almeno zijn werden kwamen kwam om het hun \
    foram sao ficaram perderam \
    au fost sunt si pierdut viata \
    a az vesztette vesztettek is mar \
    jane u kane i te ka humben humbi kishin \
    zostalo zostali zostal byly boli bol har blev ble det er ar gaja sai har-mist";

/// Whom the police arrest. "Four suspects killed" somebody.
const SUSPECTS: &str = "murder terror suspect suspects verdachtige* tatverdachtige* sospechos* sospett* suspeit* verdachten osumnjicen* podozrevaem* podejrzan* podezrel*";

/// People, whoever they are. Where they follow a number it counts them, whatever stands between them and the verb at the end of the clause.
const PERSONS: &str = "stanara gradana gradani residents inhabitants bewohner einwohner habitants vecinos zhitelei zhiteley stanovnika mestana mjestana people person persons menschen mensch person personen personne personnes personas persona \
    chelovek* lyudei lyudey lyudi osoba osobe osobu osobi osobo oseba oseb osebe osebi osob ljud* lic lica lice covek* covjek* clovek* chovek* chovjek* \
    persone persona pessoa pessoas persoane persoana oameni ember* embert ember szemely* fo persona* njerez* veta \
    osoby osob ludzi ludzie lidi lide ludi ludia dushi hora luge lugje lyudy osib osobi zmones zmoniu zmogus cilveki cilveku cilveks inimest inimene mensen personer manniskor mennesker ihmista henkiloa anthropo* atoma";

/// Auxiliaries of languages whose clauses end in the word for what happened.
const AUXILIARIES: &str = "sind wurden wurde haben hat ist mussten musste su je sta so zijn werden";

/// Words that begin another thought in the same clause.
const BREAKS: &str = "und oder aber als wenn da dass i ali ili a kako dok kad kada jer ter pa ker ko kot nego en maar dat toen and or but when while as that who";

/// The same in Romance languages.
const ROMANCE_BREAKS: &str = "et y i mais pero ma mas si dar iar cuando quando quand mientras mentre tandis que";

/// Words that make a number a bound or an estimate.
const VAGUE: &str = "about around roughly some nearly almost approximately up least more over than dozens etwa rund circa ca mindestens mehr als uber fast knapp bis wenigstens environ pres plus moins quelque \
    unos unas alrededor cerca casi menos mas aproximadamente okolo primerno bolee menee pochti oko vise preko najmanje barem bar skoro priblizno gotovo najmanj skoraj vec kot \
    almeno circa oltre quasi pelo menos cerca minstens ongeveer ruim legalabb mintegy korulbelul tobb mint pakten rreth afro mbi najmniej ponad okolo nejmene asi pres najmenej cel putin peste aproape minst omkring pone okoli nad";

/// Words for how many there are ("the number of the dead"), and what then leads to the number that counts.
const TOLLS: &str = "toll number zahl bilan nombre numero cifra broj br chislo stevilo bilanca numri szama kilkist broyat brojot broyot sayisi maara luku skaicius skaits arv arithmos apologismos liczba pocet numarul aantal antalet antallet bilancio";
const LEADS: &str = "to at of reached reaches reaching auf bei liegt na je iznosi dosegao dostigao dosegla dostigla dosegel sada trenutno do dostiglo sostavlyaet a de es est ha alle sale naar til till tot uz iki lidz kuni se ne ka arritur numeri la pe si is now stands ist elerte vyrostlo";

/// Things that are hit as people are, and are none.
const THINGS: &str = "shkole shkola szkoly skoly doma domova internata dogs dog sheep cattle cows horses animals birds whales psa pasa konja ovaca krava sobaki sobak hunde tiere schafe kuhe pferde chiens moutons vaches perros ovejas vacas cani pecore porodica porodice obitelji rodzin rodiny families familien familles familias famiglie schools school hospitals hospital hotels hotel flats apartments shops towns settlements stations boats ships trains buses skola skole skolu skol bolnica bolnice hotela vrtica vrtic shkoly shkol bolnitsy bolnits schulen hotels krankenhauser wohnungen schiffe boote ecoles hopitaux escuelas hospitales scuole ospedali houses house homes buildings building villages vehicles cars hauser gebaude fahrzeuge autos his hisa hise hisi objekt* vozil* stavb* avtomobil* streh* kuca kuce kuch* zgrad* automobil* stan* sela selo maisons voitures immeubles casas coches edificios edifici case auto hazat \
    haz epulet* shtepi* makina* domov";

/// What a number measures or how often, which it then does not count: "two days later", "five times as many".
const MEASURES: &str = "times fold am pm uhr days day hours hour weeks week months month years year decades minutes minute seconds km kilometres kilometers miles metres meters feet percent degrees euros dollars pounds tonnes \
    mal tage tagen tag stunden stunde wochen woche monate monaten jahre jahren jahr minuten kilometer kilometern metern meter euro tonnen grad \
    fois jours jour heures heure semaines semaine mois ans annees minutes kilometres metres tonnes degres veces vez dias dia horas hora semanas meses anos ano minutos kilometros metros toneladas \
    volte volta giorni giorno ore ora settimane settimana mesi anni anno minuti chilometri metri tonnellate vezes quilometros \
    keer maal dagen dag uur weken week maanden maand jaar minuten kilometer raz raza dnei dnya sutok chasov chasa nedel nedeli mesyatsev mesyaca mesyacev mesyatsa let goda minut minuty kilometrov metrov \
    puta dana dan sati sata nedelja nedelje nedjelja tjedana meseci meseca mjeseci mjeseca godina godine minuta minute kilometara metara sekundi \
    krat dni dneva ur ure tednov leti leta mesecev mesece minut kilometrov metrov nap napon napja ora oran orakor oraval evvel eve honap honappal perc perccel kilometerre \
    dite ore oresh jave vjet vite muaj minuta razy godzin godziny tygodni lat lata miesiecy miesiace hodin hodiny tydnu lety roku mesicu mesice rokov rokmi tyzdnov mesiacov \
    ganger gange gang dagar dage dager timmar timer veckor uger uker manader maneder ar minuter minutter kertaa paivaa paivan tuntia viikkoa kuukautta vuotta vuoden minuuttia \
    kat kez saat hafta ay yil dakika fores meres ores evdomades mines hronia lepta kartus dienas dienu valandas valandu savaites metu metus reizes dienam stundas stundam gadiem gadus gadu korda paeva tundi nadalat kuud aastat \
    ori zile luni saptamani ani puti dena chasa sedmitsi godini metra raziv dniv godin tizhniv rokiv roki pati meseci";

/// Lists as they are asked.
pub struct List {
    whole: FxHashMap<String, usize>,
    beginnings: FxHashMap<String, usize>,
}

impl List {
    /// Of folded words with white space between, `*` for any ending.
    pub fn of(lists: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let (mut whole, mut beginnings) = (FxHashMap::default(), FxHashMap::default());
        for (at, list) in lists.into_iter().enumerate() {
            for word in list.as_ref().split_whitespace() {
                match word.strip_suffix('*') {
                    Some(beginning) => drop(beginnings.insert(beginning.to_owned(), at)),
                    None => drop(whole.entry(word.to_owned()).or_insert(at)),
                }
            }
        }
        Self { whole, beginnings }
    }

    /// The number of the list that has the word.
    fn find(&self, word: &str) -> Option<usize> {
        self.find_with(word, |_| true)
    }

    /// The same, where `may_end` is true of what `*` stands for; the longest beginning counts.
    pub fn find_with(&self, word: &str, may_end: impl Fn(&str) -> bool) -> Option<usize> {
        let begins = |end: usize| {
            let (beginning, ending) = word.split_at_checked(end)?;
            self.beginnings.get(beginning).filter(|_| may_end(ending)).copied()
        };
        let known = || if self.beginnings.is_empty() { None } else { (1..=word.len()).rev().find_map(begins) };
        self.whole.get(word).copied().or_else(known)
    }

    fn has(&self, word: &str) -> bool {
        self.find(word).is_some()
    }
}

static OF_COUNTED: LazyLock<List> = LazyLock::new(|| List::of(COUNTED.map(|(_, words)| words)));
static OTHERS: LazyLock<[List; 13]> = LazyLock::new(|| {
    [BETWEEN, PERSONS, AUXILIARIES, BREAKS, VAGUE, TOLLS, LEADS, THINGS, LIVES, LOST, MEASURES, ROMANCE_BREAKS, SUSPECTS]
        .map(|words| List::of([words]))
});
/// What a folded word is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Between,
    Person,
    Auxiliary,
    Break,
    Vague,
    Toll,
    Lead,
    Thing,
    Life,
    Lost,
    Measure,
    RomanceBreak,
    Suspect,
}

/// Whether a folded word may be that.
pub fn is(word: &str, role: Role) -> bool {
    OTHERS[role as usize].has(word)
}

/// What of [`COUNTED`] a folded word stands for.
pub fn counted(word: &str) -> Option<usize> {
    OF_COUNTED.find(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_folded() {
        let lists = [BETWEEN, PERSONS, AUXILIARIES, BREAKS, VAGUE, TOLLS, LEADS, THINGS, LIVES, LOST, MEASURES, ROMANCE_BREAKS];
        for word in COUNTED.iter().map(|(_, words)| *words).chain(lists).flat_map(str::split_whitespace) {
            assert_eq!(crate::text::fold::fold(word), word);
        }
    }
}
