//! Kinds of people that reports count: police officers, tourists, pupils. Written as papers write them, folded when they are asked; `*` stands for
//! any ending. A new language is a few words in each line.

use std::sync::LazyLock;

use super::counted::{List, Role, is};
use crate::text::fold::fold;

/// A line a kind. Who is of one may be of others, and others may have fared alike: a number of them is a part of those that are counted.
const KINDS: [&str; 27] = [
    // civilians
    "civilian* zivilist* civils civiles civili civis burgers civila civilov цивил* мирных cywil* civilist*",
    // passengers and guests
    "passenger* guest guests passagier* fahrgast* fahrgäst* insass* gäste passager* pasajer* passegger* passageir* putnik putnika putnici putnike putnica путник* пассажир* пасажир* pasażer* cestujíc* utas* passasjer* passagerare",
    // men
    "man men male gentlemen mann männer männern hommes homme hombre* varón varones uomo uomini homem homens man mannen muškar* мушкарц* moški moška moških мужчин* чоловік* mężczyzn* muž muži mužů mužov bărbat* férfi* mannar menn mænd miestä burra άνδρ* άντρ*",
    // women
    "woman women female* frau frauen femme* mujer* donna donne mulher* vrouw vrouwen žena žene ženu ženama женщин* жена жене жену жінок жінки kobiet* femei asszony* kvinn* kvinder kvinde naista gra γυναίκ*",
    // police officers
    "police officer policijsk* einsatzkräft* polizeikräft* officers policeman policemen policewoman policewomen constable* sheriff* deputies trooper* cop cops polizist* polizeibeamt* beamte beamten policier* gendarme* policía policías agente agentes agenti poliziott* \
 carabinier* policial policiais politieagent* agenten policajac policajc* policajk* policajaca полицај* policist* policjant* funkcjonariusz* policisté полицейск* поліцейськ* полицаи полицая polițiș* jandarm* rendőr* poliser polismän \
 politibetjent* betjent* politimenn politifolk poliisi* polisler αστυνομικ*",
    // firefighters
    "firefighter* fireman firemen feuerwehrmann feuerwehrmänner feuerwehrleute pompier* bombero* bombeiro* vigili del fuoco brandweerlieden brandweermannen vatrogas* gasilec gasilc* strażak* hasič* пожарных пожарника пожарникара пожежник* tűzoltó* brandmän \
 brannmenn brandfolk palomies* itfaiyeci* zjarrfik* πυροσβέστ*",
    // soldiers
    "soldier* troops servicemen serviceman marines paratrooper* airmen reservist* reservisten soldat* soldad* vojnik* војник* војника воєн* военн* militaire* militar militares militari żołnierz* voják vojáci vojáků vojak* vojac* katona katonát asker askeri στρατιώτ* ushtar* військов* бойцов бійц*",
    // who fights, and who attacks
    "fighter* militant* rebel* insurgent* gunman gunmen attacker* attackers terrorist* jihadist* assailant* kämpfer* angreifer* rebell* combattant* assaillant* terrorist* combatiente* guerriller* atacante* combattent* attentator* napadač* terorist* \
 боевик* нападавш* bojownik* bojovní* teroryst* napastni* útoční* támadó*",
    // tourists
    "tourist* holidaymaker* visitor* traveller* traveler* sightseer* urlauber* reisende* besucher* touriste* vacancier* voyageur* turist* veraneant* viajer* visitant* vacanzier* visitator* toerist* bezoeker* reiziger* posjetitelj* posetil* туріст* \
 турист* посетител* turyst* návštěvní* látogató* besökare* matkailija* τουρίστ*",
    // hikers, climbers and skiers
    "hiker* climber* mountaineer* skier* snowboarder* trekker* wanderer* bergsteiger* kletterer* skifahrer* tourengeher* randonneur* alpiniste* skieur* grimpeur* senderista* montañer* escalador* esquiador* alpinist* escursionist* sciator* \
 scialpinist* montanhist* wandelaar* bergbeklimmer* planinar* planinc* planinec skijaš* альпинист* лыжник* скијаш* планинар* narciarz* wspinacz* lyžař* horolez* hegymász* síelő* vandrare* skidåkare* fjellklatrer*",
    // miners
    "miner миньор* miners bergleute* kumpel bergarbeiter* mineur mineurs minero* minator* mineiro* mijnwerker* rudar* рудар* шахтёр* шахтер* горняк* гірник* górnik* horníci horníků horník horníkov baníci baníkov baník bányász* gruvarbet*",
    // migrants
    "migrant* vluchteling* refugee* flüchtling* geflüchtet* réfugié* migrante* refugiad* profug* migranat* izbjeglic* izbeglic* мигрант* мігрант* беженц* біженц* uchodźc* uprchlí* utečen* menekült* flykting* flygtning* pakolai* göçmen* mülteci*",
    // pupils, students and teenagers
    "pupil* maturant* student* schoolchildren schoolboy* schoolgirl* teen teens teenager* youths youngster* adolescent* minors schüler* jugendliche* studenten studentinnen mladić* младић* momak momci momka devojk* djevojk* studierende* élève* écolier* lycéen* collégien* étudiant* alumn* estudiante* escolar* menores student* \
 studentess* alunn* ragazz* aluno* aluna* estudante* jovem jovens scholier* leerling* tiener* jongeren učenik* učenic* tinejdžer* maloljet* malolet* ученик* студент* подрост* школьник* школяр* uczniów uczniowie uczennic* nastolat* dijak* \
 učenc* žáci žáků žáky školák* diák* tanuló* elever eleverna elevi elevilor skolelev* tonåring* oppilas oppilasta nuorta öğrenci* μαθητ* φοιτητ* nxënës*",
    // children
    "child children boy boys girl girls kind kinder kindern jungen mädchen enfant* garçon* fille niño niños niña niñas bambin* bambina crianç* menin* kinderen jongen* meisje* djeca djece djeci djecu djeteta dijete dece deci decu dete deteta devojčic* djevojčic* otrok otroci otroka otroke дети детей детям діти дітей ребёнок ребенка \
 мальчик* девоч* деца деце деци децу дете dzieci dziec* chłopc* dziewcz* dětí děti detí deti dítě copii copil* gyerek* gyermek* barn lasta fëmijë* παιδι* baby babies toddler* infant* newborn* kleinkinder* säugling* bébé* nourrisson* bebé* neonat* bambin* beba bebe niemowlęt* kojenc*",
    // teachers
    "teacher* lehrer* enseignant* professeur* maestr* profesor* insegnant* leraren nastavni* učitelj* учител* nauczyciel* učitel*",
    // drivers
    "driver* motorist* trucker* fahrer autofahrer* autofahrerinnen conducteur* chauffeur* automobiliste* conductor* chofer* camioner* camionist* automobilist* condutor* motorista* bestuurder* vozač* voznik* водител* возач* kierowc* řidič* vodič* \
 sofőr* șofer* förare* chauffør* şoför* sürücü*",
    // cyclists and motorcyclists
    "cyclist* bicyclist* biker* motorcyclist* radfahrer* radler* motorradfahrer* cycliste* motard* motocycliste* ciclist* motociclist* fietser* biciklist* motociklist* kolesar* rowerzyst* motocyklist* cyklist* motorkář* kerékpáros* motoros*",
    // pedestrians
    "pedestrian* passersby bystander* fußgänger* passant* piéton* peaton* peatón transeúnte* pedon* pedestre* peões voetganger* pješak pješaka pješaci pešak pešaka pešaci prolaznik* pešc* пешеход* пешак* пешака pieszych chodc* gyalogos*",
    // crews, and fishermen
    "crew member members seafarer* sailor* seamen fisherman fishermen pilot* attendants besatzungsmitglied* crewmitglied* mitglied* seeleute matrosen fischer* matelot* marins pêcheur* membre* équipage marinero* tripulante* pescador* miembro* marinai \
 pescator* membri equipaggio tripulant* membros bemanningsleden leden vissers zeelieden članova članovi član člana posade posadu mornar* pomoraca pomorci pomorca ribar* pilot* моряк* рыбак* пилот* членов члена чланова посаде marynarz* rybak* członk* załogi námořní* rybář* členů \
 členové pilóta halász* tagja besättningsmän fiskare medlem* besetningsmedlem*",
    //
    "brother brothers sister sisters sibling* relative* cousin* parents grandparents mothers fathers sons daughters couple same bruder brüder schwestern geschwister* angehörige* eltern söhne töchter frère* sœur* soeur* \
 proches parents cousin* fils filles même hermano* hermana* familiares primos padres hijos hijas misma fratell* sorell* familiari genitori figli stessa cugin* irmão* irmãs familiares filhos mesma broers zussen \
 familieleden ouders brata braće braća sestr* rođak rođaka rođaci rodbin* roditelj* bracia braci siostr* siostry krewn* rodzeństw* rodziców bratř* bratři sourozen* rodičů bratia bratov súroden* testvér* szülő* syskon bröder \
 systrar familjemedlemmar søsken brødre søskende veljes* sisarus* kardeş* akraba* αδέλφια αδελφ* брат братья братьев брата браће сестр* родственник* ",
    // who lives there
    "villager* farmer* locals homeowner* tenant* dorfbewohner* landwirt* anwohner* mieter villageois* agriculteur* riverain* campesin* aldean* lugareñ* agricultor* contadin* abitant* agricoltor* bewoner* seljak* seljan* mještan* фермер* rolników rolnicy \
 mieszkańc* vesničan* obyvatel* lakos* invånare* pensioner* rentner* senioren retraité* jubilad* pensionat* umirovljeni* penzioner* пенсионер* emeryt* důchodc* nyugdíjas*",
    // who works there
    "worker* građevinac građevinca građevinaca građevinari čuvar* službenik* carinik* carinic* inspektor* employee* staff staffer* labourer* laborer* builder* engineer* technician* guard guards mitarbeiter* beschäftigte* arbeiter* bauarbeiter* angestellte* employé* salarié* ouvrier* emplead* trabajador* obrer* operario* operai* lavorator* dipendent* \
 trabalhador* funcionári* operári* werknemer* arbeiders bouwvakker* radnik radnika radnici radnike radnica zaposlen* delavc* delavec рабоч* сотрудник* работник* праців* радник* pracownik* robotni* zaměstnan* dělníci dělníků dělník robotníci robotníkov munkás* dolgozó* arbetare* anställd* arbejder* \
 arbeider* työntekij* işçi* punëtor* muncitor* angajaț* εργάτ* εργαζόμεν*",
    // who helps
    "doctor* doktor* medicinsk* nurse* medic medics paramedic* patient* rescuer* volunteer* ärzte ärztinnen pfleger* pflegerinnen sanitäter* rettungskräfte helfer* retter médecin* infirmi* soignant* secouriste* bénévole* médico* enfermer* paciente* \
 rescatist* socorrist* voluntari* medici infermier* pazient* soccorritor* volontari enfermeir* doentes artsen verpleeg* patiënt* hulpverlener* ljekar ljekara ljekari lekar lekara lekari lekare liječni* pacijent* bolesni* spasilac spasila* spasioc* zdravni* reševal* врач* медик* \
 медсест* пациент* спасател* лекара лекари лекаря lekarz* pielęgniar* pacjent* ratowni* lékaře lékaři lékařů zdravotní* záchranář* orvos* beteg* läkare* räddningsarbet*",
    // who writes, and who governs
    "journalist* funkcioner* reporter* correspondent* cameramen photographer* official* politician* lawmaker* mps councillor* judges prosecutor* lawyers diplomat* activist* politiker* abgeordnete* aktivist* richter anwälte députés élus avocats periodist* \
 funcionari* diputad* abogad* giornalist* deputati attivist* jornalist* deputados novinar* poslani* sudij* advokat* новинар* журналист* чиновник* депутат* активист* dziennikarz* działacz* novinář* újságíró* gazetar*",
    // who watches, plays, prays, shops and swims
    "fan fans sportist* monah* supporter* spectator* player* footballer* athlete* concertgoer* worshipper* worshiper* pilgrim* priests monks nuns customer* shopper* diners partygoer* reveller* reveler* swimmer* bather* divers fan fans zuschauer* anhänger* spieler* \
 gläubige* pilger* priester* kunden badegäste* schwimmer* taucher* supporteur* spectateur* joueur* fidèle* pèlerin* clients baigneur* nageur* plongeur* aficionad* hinchas espectador* jugador* fieles peregrin* clientes bañist* nadador* tifos* \
 spettator* giocator* calciator* fedeli pellegrin* clienti bagnant* adeptos torcedor* banhist* toeschouwer* spelers zwemmer* duiker* navijač* igrač* gledalac gledala* vjernika vjernici vernika vernici hodočasni* kupač* ronilac ronilaca ronioc* plivač* болельщик* зрител* \
 паломник* верующ* kibic* wiernych pielgrzym* fanouš* divák* szurkoló* åskådar*",
    // prisoners and hostages, and who does wrong
    "prisoner* inmate* hostage* captive* häftling* gefangene* geiseln wärter* détenu* prisonnier* otage* preso presos prisioner* rehenes detenut* ostaggi prigionier* reféns reclus* gevangenen gijzelaars zatvorenik* zatvorenic* talac taoc* talaca \
 заключённ* заключенн* заложник* пленн* więźni* zakładnik* vězňů vězni rukojmí* foglyot túsz* fångar gisslan gangster* dealer* trafficker* smuggler* robber* burglar* hooligan* rioter* looter* thieves schleuser* räuber* einbrecher* diebe \
 randalierer* trafiquant* passeurs braqueur* cambrioleur* émeutier* narcotrafic* traficant* ladron* asaltant* scafist* spacciator* ladri rapinator* trafficant* ladrões smokkelaar* dieven krijumčar* razbojni* lopov* huligan* bandyt* \
 przemytnik* złodziei",
    // where they come from
    "citizen* njemac njemca njemaca njemci њемаца nationals foreigner* palestinian* israeli* ukrainian* russians russian americans american germans german briton* british italian* spaniard* turks turkish syrian* chinese indian* pakistani* afghan* iraqi* iranian* lebanese yemeni* egyptian* \
 nigerian* kenyan* mexican* brazilian* colombian* venezuelan* japanese korean* filipino* serb* croat* montenegrin* bosnian* albanian* poles polish czech* hungarian* dutch swede* norwegian* danes finns greek* irish french canadian* australian* \
 staatsbürger* ausländer* palästinenser* israelis ukrainer* russen deutsche* franzosen briten italiener* spanier* türken syrer* amerikaner* chinesen österreicher* schweizer* ressortissant* étrangers palestinien* israélien* ukrainien* russes \
 américain* allemand* français* britannique* italiens espagnol* turcs syrien* chinois belges suisses ciudadan* extranjer* palestin* israelí* ucranian* rusos estadounidens* aleman* franceses británic* italian* español* chinos mexican* venezolan* \
 cittadin* stranier* israelian* ucrain* russi american* tedesch* francesi britannic* spagnol* cinesi albanes* cidadã* estrangeir* brasileir* portugues* americanos burgers palestijn* israëli* oekraïn* duitsers državljan* stranac stranaca \
 strani stranih izrael* ukrajin* amerik* nijemac* nijemc* nemac* nemc* britan* italijan* albanac* albanc* srba srbina hrvata crnogor* граждан* иностран* украинц* палестин* израил* россиян* држављан* странац* obywatel* cudzoziem* ukraińc* \
 palestyńczy* rosjan* niemc* občan* cizinc* palestinc* állampolgár* külföldi* medborgar* utlänning*",
];

/// What `*` may stand for, folded: up to so many letters, or one of these. "Flüchtlingsboote" and "gendarmeries" are no people.
const ENDING: usize = 3;
const ENDINGS: [&str; 10] = ["innen", "cima", "ores", "oras", "arna", "erna", "ilor", "ovima", "ovaca", "ices"];

static LISTED: LazyLock<List> = LazyLock::new(|| List::of(KINDS.map(fold)));

/// The kind of people that a folded word stands for.
pub fn kind(word: &str) -> Option<usize> {
    LISTED.find_with(word, |ending| ending.chars().count() <= ENDING || ENDINGS.contains(&ending))
}

/// Whether a folded word means people, of whatever kind.
pub fn are(word: &str) -> bool {
    is(word, Role::Person) || kind(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::counted::{COUNTED, counted};
    use super::*;

    #[test]
    fn kinds() {
        fn check(language: &str, words: &str) {
            let kinds: Vec<Option<usize>> = words.split(' ').map(|word| kind(&fold(word))).collect();
            assert!(kinds[0].is_some() && kinds.iter().all(|kind| *kind == kinds[0]), "{language}: {words}: {kinds:?}");
        }
        check("police", "officers Polizisten policiers policías poliziotti policajca полицейских policjantów");
        check("tourists", "tourists Touristen touristes turistas turista туриста turystów");
        check("pupils", "schoolchildren Schüler élèves alumnos učenika ученика uczniów dijakov");
        check("families", "brothers Brüder frères hermanos fratelli irmãos brata братьев bracia");
        for word in [
            "bridge",
            "fluchtlingsboote",
            "gendarmeries",
            "elevators",
            "detonators",
            "details",
            "zentren",
            "lekarny",
            "guesthouses",
        ] {
            assert_eq!(kind(word), None, "{word}");
        }
    }

    /// What happened to people is no kind of them: "cinco detenidos" are all there are.
    #[test]
    fn what_is_counted_is_nobody() {
        let passengers = counted("passengers");
        for word in COUNTED.iter().flat_map(|(_, words)| words.split_whitespace()) {
            let word = word.trim_end_matches('*');
            assert!(kind(word).is_none() || counted(word) == passengers, "{word}");
        }
        for line in KINDS {
            for word in fold(line).split_whitespace() {
                let known = counted(word.trim_end_matches('*'));
                assert!(known.is_none() || known == passengers, "{word}");
            }
        }
    }
}
