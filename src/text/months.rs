//! Names of the months in some fifty languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Names of the twelve months, January first; accents and case do not matter.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier januari enero ene janeiro gennaio gen ianuarie ian januarie styczeń stycznia sty leden ledna led      január januára január ocak oca январь января янв январи студзень студзеня січень січня січ януари јануари јануар siječanj siječnja sij      ιανουάριος ιανουαρίου ιαν يناير ژانویه tammikuu tammikuuta jaanuar ינואר janvāris janvārī sausio sausis janar gener      urtarrila xaneiro yanvar қаңтар იანვარი հունվար जनवरी জানুয়ারি জানুয়ারি جنوری ஜனவரி జనవరి มกราคม janúar     ",
    "february feb februar feber februari février fév fev febrero fevereiro febbraio februarie luty lutego lut únor února úno február februára      şubat şub февраль февраля фев февруари люты лютага лютий лютого лют фебруари фебруар veljača veljače velj φεβρουάριος φεβρουαρίου φεβ      فبراير شباط فوریه helmikuu helmikuuta veebruar פברואר februāris februārī vasario vasaris shkurt febrer otsaila febreiro fevral ақпан      თებერვალი փետրվար फरवरी फ़रवरी ফেব্রুয়ারি ফেব্রুয়ারি فروری பிப்ரவரி ఫిబ్రవరి กุมภาพันธ์ febrúar",
    "march mar märz mär mrz maart mrt mars marzo março martie marzec marca marcu březen března bře březnu marec mart март марта мар сакавік      сакавіка березень березня бер ožujak ožujka ožu μάρτιος μαρτίου μαρ مارس آذار maaliskuu maaliskuuta märts מרץ מרס marts martā kovo      kovas març martxoa наурыз მარტი մարտ मार्च মার্চ مارچ மார்ச் మార్చి มีนาคม mars maret mac machi március márc марты",
    "april apr avril avr abril abr aprile aprilie kwiecień kwietnia kwi duben dubna dub apríl apríla nisan nis апрель апреля апр април      красавік красавіка квітень квітня квіт кві travanj travnja tra απρίλιος απριλίου απρ أبريل ابريل نيسان آوریل huhtikuu huhtikuuta aprill      אפריל aprīlis aprīlī balandžio balandis prill apirila aprel сәуір აპრილი ապրիլ अप्रैल এপ্রিল اپریل ஏப்ரல் ఏప్రిల్ เมษายน april      april április ápr aprili",
    "may mai mei mayo maio maggio mag maj maja květen května kvě máj mája mayıs maí май мая мај май травень травня трав тра svibanj      svibnja svi μάιος μαΐου μάι μαϊ مايو أيار ايار مه toukokuu toukokuuta maijs maijā gegužės gegužė maig maiatza мамыр მაისი մայիս मई মে      مئی மே మే พฤษภาคม május meí מאי mei",
    "june jun juni juin junio junho giugno giu iunie iun czerwiec czerwca cze červen června čvn jún júna haziran haz июнь июня июн юни јуни      јун јуна червень червня чер чэрвень чэрвеня lipanj lipnja ιούνιος ιουνίου ιουν ιούν يونيو حزيران ژوئن kesäkuu kesäkuuta juuni יוני jūnijs      jūnijā birželio birželis qershor juny ekaina xuño iyun маусым ივნისი հունիս जून জুন جون ஜூன் జూన్ มิถุนายน június júní junij junija juni",
    "july jul juli juillet juil julio julho luglio lug iulie iul lipiec lipca lip července červenec čvc júl júla temmuz tem июль июля июл юли      јули јул јула липень липня лип ліпень ліпеня srpanj srpnja ιούλιος ιουλίου ιουλ ιούλ يوليو تموز ژوئیه heinäkuu heinäkuuta juuli יולי jūlijs      jūlijā liepos liepa korrik juliol uztaila xullo iyul шілде ივლისი հուլիս जुलाई জুলাই جولائی ஜூலை జూలై กรกฎาคม július júlí jula julij julija julai",
    "august aug août aout aoû agosto ago augustus augusti sierpień sierpnia sie srpen srpna srp ağustos ağu август августа авг жнівень жніўня      серпень серпня серп сер kolovoz kolovoza kol αύγουστος αυγούστου αυγ αύγ أغسطس اغسطس آب اوت elokuu elokuuta אוגוסט augusts augustā      rugpjūčio rugpjūtis gusht agost abuztua avqust avgust avgusta тамыз აგვისტო օգոստոս अगस्त আগস্ট اگست ஆகஸ்ட் ఆగస్టు สิงหาคม augusztus      ágúst agustus ogos agosti augusta",
    "september sep sept septembre settembre set setembro septiembre septembrie wrzesień września wrz září zář eylül eyl сентябрь сентября сен      сент септември септембри септембар верасень верасня вересень вересня вер rujan rujna ruj σεπτέμβριος σεπτεμβρίου σεπ سبتمبر أيلول ايلول      سپتامبر syyskuu syyskuuta ספטמבר septembris septembrī rugsėjo rugsėjis shtator setembre iraila sentyabr қыркүйек სექტემბერი սեպտեմբեր      सितंबर सितम्बर সেপ্টেম্বর ستمبر செப்டம்பர் సెప్టెంబర్ กันยายน szeptember szept septembra septemba",
    "october oct oktober okt octobre octubre outubro out ottobre ott octombrie październik października paź říjen října říj ekim eki октябрь      октября окт октомври октобар кастрычнік кастрычніка жовтень жовтня жовт οκτώβριος οκτωβρίου οκτ أكتوبر اكتوبر اکتبر lokakuu      lokakuuta oktoober אוקטובר oktobris oktobrī spalio spalis tetor urria oktyabr қазан ოქტომბერი հոկտեմբեր अक्टूबर অক্টোবর اکتوبر      அக்டோபர் అక్టోబర్ ตุลาคม október oktobar oktobra oktoba",
    "november nov novembre noviembre novembro noiembrie noi listopad listopada lis listopadu kasım kas ноябрь ноября ноя нояб ноември новембар      лістапад лістапада листопад листопада лис studeni studenoga stu νοέμβριος νοεμβρίου νοε νοέ نوفمبر نوامبر marraskuu marraskuuta נובמבר      novembris novembrī lapkričio lapkritis nëntor azaroa noyabr қараша ნოემბერი նոյեմբեր नवंबर नवम्बर নভেম্বর نومبر நவம்பர் నవంబర్      พฤศจิกายน nóvember novembar novembra novemba",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre decembrie grudzień grudnia gru prosinec prosince pro aralık ara      desember des декабрь декабря дек декември децембар снежань снежня грудень грудня груд prosinac prosinca δεκέμβριος δεκεμβρίου δεκ ديسمبر      دسامبر joulukuu joulukuuta detsember דצמבר decembris decembrī gruodžio gruodis dhjetor desembre abendua decembro dekabr желтоқсан      დეკემბერი դեկտեմբեր दिसंबर दिसम्बर ডিসেম্বর دسمبر டிசம்பர் డిసెంబర్ ธันวาคม desembar decembar decembra desemba",
];

/// [`MONTHS`] by folded name.
static MONTH_NAMES: LazyLock<HashMap<String, u32>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (month, spellings) in (1..).zip(MONTHS) {
        for name in spellings.split_whitespace() {
            names.entry(fold(name)).or_insert(month);
        }
    }
    names
});

/// Lower case without accents.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let plain = text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    plain.flat_map(char::to_lowercase).map(|c| if c == 'ı' { 'i' } else { c }).collect()
}

/// Whether a word is the name of a month, in any language, whole or in a usual abbreviation.
pub fn is_month(word: &str) -> bool {
    MONTH_NAMES.contains_key(&fold(word))
}

/// The month, 1 to 12, whose name a folded word is, or, from four letters on, the beginning of one, or one of them with an ending.
pub fn beginning(word: &str) -> Option<u32> {
    if word.is_ascii() && word.len() < 3 {
        return None;
    }
    if let Some(month) = MONTH_NAMES.get(word) {
        return Some(*month);
    }
    // Hebrew writes "in" and the month as one word.
    if let Some(month) = word.strip_prefix('ב').and_then(|month| MONTH_NAMES.get(month)) {
        return Some(*month);
    }
    let letters = word.chars().count();
    let begins = |name: &str| {
        let length = name.chars().count();
        letters >= 4 && name.starts_with(word) || length >= 4 && letters <= length + 3 && word.starts_with(name)
    };
    // By number, so that the answer does not depend on the order of a map.
    (letters >= 4).then(|| MONTH_NAMES.iter().filter(|(name, _)| begins(name)).map(|(_, month)| *month).min()).flatten()
}
