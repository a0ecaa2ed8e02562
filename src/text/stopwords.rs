//! Words too common to tell events apart.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// By language; folded, as [`fold`](super::fold::fold) writes them.
const LISTS: [(&str, &str); 12] = [
    (
        "en",
        "the a an and or but if of to in on at by for from with about into over after before between under again further then once here there \
         when where why how all any both each few more most other some such no nor not only own same so than too very can will just should now is \
         are was were be been being have has had having do does did doing would could ought i you he she it we they them his her its our their my your \
         this that these those who whom which what as until while during above below up down out off against because through also said says say told \
         new one two first last year years day days time people man men woman women according including since may might must",
    ),
    (
        "de",
        "der die das den dem des ein eine einer eines einem einen und oder aber wenn von zu zum zur in im an am auf bei fur mit uber nach vor \
         zwischen unter aus durch gegen ohne um bis seit wahrend ist sind war waren sein wird werden wurde wurden worden hat haben hatte hatten kann konnen \
         konnte soll sollen muss mussen mehr als auch noch nur schon so wie was wer wo dass ob nicht kein keine es er sie wir ihr ihre ihrer ihren sein seine \
         seiner seinen sich man sagte sagt jahr jahre jahren tag tagen zwei ersten laut sowie diese dieser dieses diesem dort dabei damit dann doch",
    ),
    (
        "fr",
        "le la les un une des du de d l et ou mais si en dans sur au aux par pour avec sans sous entre vers chez apres avant depuis pendant est sont \
         etait etaient etre ete sera seront a ont avait avaient avoir fait faire plus moins tres aussi encore deja ne pas que qui quoi dont ou ce cet cette ces \
         il elle ils elles on nous vous je tu se sa son ses leur leurs notre votre y selon dit declare an ans annee jour jours deux premier premiere comme meme tout tous toute",
    ),
    (
        "es",
        "el la los las un una unos unas y o pero si de del al a en con por para sin sobre entre hasta desde tras durante segun es son era eran ser sido \
         sera fue fueron esta estan estaba ha han habia haber hace mas menos muy tambien ya no ni que quien cual donde cuando como se su sus lo le les nos este \
         esta estos estas ese esa eso dijo ano anos dia dias dos primer primera todo todos otra otro contra",
    ),
    (
        "it",
        "il lo la i gli le un uno una e o ma se di del della dei delle dello degli a al alla ai alle da dal dalla in nel nella nei con su sul sulla per tra fra \
         e sono era erano essere stato stata stati ha hanno aveva avere piu meno molto anche gia non ne che chi cui dove quando come si suo sua suoi loro questo questa \
         ha detto secondo anno anni giorno giorni due primo prima dopo contro",
    ),
    (
        "pt",
        "o a os as um uma e ou mas se de do da dos das em no na nos nas por pelo pela para com sem sobre entre ate desde apos durante segundo foi foram e sao era eram ser \
         sido esta estao tem tinha ha mais menos muito tambem ja nao nem que quem qual onde quando como sua seu suas seus ele ela eles elas este esta isso disse ano anos dia dias dois",
    ),
    (
        "nl",
        "de het een en of maar als van naar in op aan bij voor met over na tussen onder uit door tegen zonder om tot sinds is zijn was waren wordt worden werd werden heeft hebben had hadden kan \
         kunnen zal zullen moet meer dan ook nog alleen al zo hoe wat wie waar dat niet geen het hij zij ze we er die deze dit zei jaar jaren dag dagen twee eerste volgens",
    ),
    (
        "ru",
        "i v na s so po k o ob iz u za ot do dlya pri pod nad bez cherez mezhdu vo ko ne ni no a ili esli chto kak kto gde kogda eto etot eta eti etogo etom tot ta te togo on ona ono oni ego ee ih im emu \
         my vy ya byl byla bylo byli budet budut est uzhe eshche tolko takzhe bolee menee samyy vse vseh chtoby poka posle pered iz-za soobshchil soobshchila zayavil skazal \
         god goda godu let den dnya dva odin pervyy sredi okolo slovam dannym",
    ),
    (
        "sr",
        "i u na s sa po k o ob iz od do za pri pod nad bez kroz izmedju ka ne ni ali a ili ako da sto kako ko gde gdje kad kada ovo ovaj ova ovi taj ta te to tog on ona ono oni njegov njen njihov \
         je su sam smo ste bio bila bilo bili biti ce se vec jos samo takodje vise manje sve svi koji koja koje kojeg kojima kazao kazala rekao rekla saopstio saopstila \
         godine godina dan dana dva jedan prvi oko prema nakon poslije posle pre prije zbog",
    ),
    (
        "pl",
        "i w na z ze po do o od za przy pod nad bez przez miedzy we nie ni ale a lub jesli co jak kto gdzie kiedy to ten ta te tego tym on ona ono oni jego jej ich sie jest sa byl byla bylo byli bedzie \
         byc juz jeszcze tylko takze wiecej mniej wszystkie ktory ktora ktore powiedzial rok roku lat dzien dni dwa pierwszy oraz wedlug",
    ),
    (
        "tr",
        "ve ile bir bu su o da de mi icin gibi kadar daha cok en ama veya ki ne nasil kim nerede olarak olan oldu oldugu olduğunu dedi gore sonra once yil gun iki ilk her hem",
    ),
    (
        "vi",
        "va cua la co cho voi trong tren duoi tai den tu nay do khi nhung cac mot hai ba da dang se khong duoc bi ve theo nhu vao ra nguoi nam ngay",
    ),
];

static SETS: LazyLock<FxHashMap<&str, FxHashSet<&str>>> =
    LazyLock::new(|| LISTS.iter().map(|(code, words)| (*code, words.split_ascii_whitespace().collect())).collect());

/// Whether a folded word is too common in that language.
pub fn is_stopword(word: &str, language: &str) -> bool {
    SETS.get(super::language::family(language)).is_some_and(|words| words.contains(word))
}
