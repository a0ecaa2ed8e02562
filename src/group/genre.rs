//! What sort of piece an article is. Only reports of one event may tie other articles together.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::fold::{fold, fold_serbian};
use crate::text::language::joins;

/// A line of [`GENRES`].
type Name = u8;

/// What an article may do in a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Genre {
    /// A report: ties and is tied.
    Report,
    /// A live blog, an opinion, a video: may join a story that stands without it, and ties nothing to it.
    Guest(Name),
    /// Touches many events, or none: a roundup, a newsletter, a horoscope. Stands alone.
    Alone(Name),
}

/// How a genre is read off a headline.
struct Marks {
    name: &'static str,
    alone: bool,
    /// Anywhere in the headline.
    anywhere: &'static str,
    /// At its beginning.
    opening: &'static str,
    /// As a label: before a colon, a bar or a dash, in brackets, or behind the last bar or dash. Nearly all of these are plain words too.
    label: &'static str,
    /// Reports bear the label too where it does not begin with it: "Bridge collapses [VIDEO]".
    leads: bool,
}

/// Headlines in small Latin letters without diacritics; what is written in other scripts than Latin, Cyrillic and Greek as it stands. Both
/// Cyrillic and Latin Serbian are in here once, by the Latin spelling. A language a line, mostly.
static GENRES: [Marks; 6] = [
    Marks {
        name: "horoscope",
        alone: true,
        leads: false,
        anywhere: r"horoskop|goroskop|\b(?:horoscopes?|horoscopo|oroscopo|horoscoop|burc yorumlari|gunluk burc|star signs? today|zodiac signs? today)\b|星座(?:运势|運勢|占い)|(?:今日|每日|本周)(?:运势|運勢)|今日の運勢|오늘의 운세|별자리 운세|띠별 운세|حظك اليوم|توقعات الأبراج|أبراج اليوم|ดวงวันนี้|ดวงประจำ(?:วัน|สัปดาห์)|เช็กดวง|ดูดวง",
        opening: r"운세",
        label: r"运势|運勢|占い|운세|الأبراج",
    },
    Marks {
        name: "newsletter",
        alone: true,
        leads: false,
        anywhere: r"\b(?:morning|evening|daily|weekly|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day) newsletter\b|\bboletin (?:de la (?:manana|tarde|noche)|matutino|vespertino|diario|semanal|de noticias)\b|\b(?:gunun|sabah|aksam|haber) bulteni\b|النشرة (?:البريدية|الصباحية|المسائية)|뉴스레터[:|\]]",
        opening: r"(?:newsletter|nieuwsbrief)\b|ニュースレター|뉴스레터",
        label: r"newsletter|our newsletter|nieuwsbrief|boletin|infolettre|lettre d.information|rassylka|biuletyn|bulten|bilten|newsletteri",
    },
    Marks {
        name: "roundup",
        alone: true,
        leads: false,
        anywhere: concat!(
            r"\bnews (?:digest|roundup|round-up|wrap|bulletin)\b|\bnews in brief\b|\b(?:the )?week in (?:review|pictures|brief)\b|\b(?:\d\d?|two|three|four|five|six|seven|eight|nine|ten) things (?:to know|you need to know|you should know)\b|\b(?:morning|evening|daily|weekend|midday|weekly) (?:briefing|digest|roundup|round-up|wrap)\s*[:|–—]|\bwhat (?:you need )?to know (?:today|this morning|tonight|this week)\b|\btop (?:news )?stories (?:of|for|on|this)\b|\bwhat happened (?:today|overnight|this week)\b|\bon this day in history\b|\bwhat the papers say\b",
            r"|\bdas wichtigste (?:vom|von|am|in kurze|des tages)|\bdas war der (?:tag|morgen|abend|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b|\b(?:der|morgen|tag|abend|woche) (?:kompakt|in kurze)\b|\bnachrichten (?:am|vom) (?:morgen|mittag|abend|tag|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b|nachrichtenuberblick|\b(?:news|nachrichten|meldungen) des tages\b|presseschau|wochenruckblick|tagesruckblick|\bdie lage am (?:morgen|mittag|abend)\b|\bwas heute wichtig (?:ist|wird|war)\b",
            r"|\brevue de presse\b|\bl.essentiel (?:de l.actu|du jour|de la (?:journee|semaine|nuit|matinee))|\bles (?:infos?|actus?|titres|unes) (?:du (?:jour|matin|soir|midi)|de la (?:nuit|journee|matinee|semaine))\b|\bce qu.il (?:faut|fallait) (?:retenir|savoir) (?:ce (?:matin|soir|midi|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|de la (?:journee|nuit|semaine)|du jour|aujourd)|\bl.actu(?:alite)? (?:du jour|en bref)\b",
            r"|\bresumen (?:de (?:noticias|la (?:semana|jornada|manana))|semanal|del dia)\b|\b(?:noticias|claves|titulares|portadas|lo mas importante) (?:de hoy|del dia|de la (?:manana|jornada|semana|noche))\b|\blas noticias mas importantes\b|\blo que (?:debes|tienes que|hay que|necesitas) saber (?:hoy|este)\b",
            r"|\brassegna stampa\b|\ble (?:notizie|news) (?:del (?:giorno|mattino)|di oggi|della (?:sera|mattina|settimana)|in breve)\b|\bi fatti del giorno\b|\ble prime pagine\b",
            r"|\bresumo (?:do dia|da (?:semana|manha|noite)|de noticias)\b|\bas (?:principais )?noticias (?:do dia|de hoje|da (?:manha|semana|noite))\b|\bo que (?:voce )?precisa (?:de )?saber (?:hoje|esta)\b|\b(?:destaques|manchetes) do dia\b|\bcapas dos jornais\b|\brevista de imprensa\b",
            r"|nieuwsoverzicht|\bhet (?:belangrijkste )?nieuws (?:van (?:de dag|vandaag|vanochtend|(?:maan|dins|woens|donder|vrij|zater|zon)dag)|in het kort)\b|weekoverzicht|krantenoverzicht|\bdit moet je weten (?:vandaag|vanochtend)\b",
            r"|\bprzeglad (?:prasy|wydarzen|tygodnia|dnia)\b|\bpodsumowanie (?:dnia|tygodnia|weekendu)\b|\bnajwazniejsze (?:wydarzenia|informacje|wiadomosci|newsy) (?:dnia|tygodnia|z|poranka|wieczoru|minione)|\bprasowka\b|\b(?:dzien|poranek|tydzien) w skrocie\b",
            r"|\bglavnoe (?:za|k) |\bglavnye (?:novosti|sobytiya) |\bitogi (?:dnya|nedeli|sutok)\b|daidzhest|\bobzor (?:pressy|smi|dnya|nedeli|novostey)\b|\bkartina dnya\b|\bchto (?:proizoshlo|sluchilos) (?:za (?:noch|den|sutki|nedelyu)|nochyu|segodnya)\b|\bnovosti (?:k etomu chasu|za (?:noch|den|sutki|nedelyu))\b",
            r"|\bpregled (?:dana|vijesti|vesti|stampe|sedmice|nedelje|tjedna|dogad?j?aja)\b|\b(?:jutarnji|vecernji|dnevni|sedmicni|nedeljni|tjedni) (?:pregled|brifing)\b|\bnajvaznije (?:vijesti|vesti)\b|\b(?:vijesti|vesti) (?:dana|ukratko|u 60 sekundi)\b",
            r"|\bgunun (?:ozeti|one cikan|haberleri|mansetleri|gelismeleri)|\b(?:haftanin|haber) ozeti\b|\bgazete mansetleri\b|\bbugun neler oldu\b",
            r"|新闻早餐|早间新闻|晚间新闻|新闻速览|要闻(?:速递|速览|回顾)|(?:今日|每日|一周|本周)(?:要闻|新闻|回顾|重點新聞|要聞)|ニュースまとめ|(?:きょう|今日|今週)の(?:ニュース|出来事|主なニュース)|(?:모닝|뉴스|아침|조간|석간|이브닝) ?브리핑|오늘의 (?:주요 ?)?뉴스|간추린 ?뉴스|주간 ?뉴스",
            r"|نشرة (?:الأخبار|أخبار|الصباح|الظهيرة|المساء)|موجز (?:الأخبار|أخبار|الأنباء|أنباء|الصباح)|(?:أبرز|أهم) (?:أخبار|الأخبار|عناوين|الأنباء) (?:اليوم|الأسبوع|الصحف|صحف)|عناوين الصحف|حصاد (?:اليوم|الأسبوع)|สรุปข่าว|รวมข่าวเด่น|ข่าวเด่นประจำวัน",
        ),
        opening: r"(?:the |your |our )?(?:morning|evening|daily|midday|weekend|weekly|afternoon|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: news)? (?:briefing|digest|roundup|round-up|wrap|brief|headlines)\b|in brief\b|die nachrichten (?:am|vom)|morgenbriefing|kurz notiert\b|la matinale (?:du|de ce)\b|en bref\b|in breve\b",
        label: r"(?:morning|evening|daily|news|weekend|midday|weekly) (?:briefing|digest|roundup|round-up|wrap|brief)|the papers|in brief|week ahead|quiz|news quiz|kurz notiert|kurznachrichten|morgenbriefing|der morgen|die nachrichten|la matinale|le brief|le point|en bref|buenos dias|bom dia|buongiorno|in breve|kort nieuws|skrot|kratko|ukratko|早报|晚报|早餐|日报|朝刊|まとめ|브리핑|주요뉴스|موجز",
    },
    Marks {
        name: "live blog",
        alone: false,
        leads: false,
        anywhere: r"\b(?:live updates?|live ?-?blog|live ?-?ticker|live coverage|as it happened|minuto a minuto|minute par minute|ao minuto|minuto per minuto|iz minuta? u minut|minut po minut|minuta po minucie|dakika dakika|canli anlatim|relacja (?:na zywo|live)|(?:tekstovaya|onlain|onlain-)[ -]?translyaciya)\b|newsblog|图文直播|文字直播|(?:实时|即时|即時|滚动)更新|ライブブログ|随時更新|リアルタイム更新|실시간 (?:업데이트|중계)|라이브 ?블로그|لحظة بلحظة|تغطية (?:مباشرة|مستمرة|حية)|อัปเดตสด|รายงานสด",
        opening: r"follow live\b|volg (?:hier )?live\b",
        label: r"live|live now|live ?blog|live ?ticker|ticker|im ticker|en direct|direct|en vivo|directo|en directo|diretta|in diretta|la diretta|ao vivo|em direto|na zywo|relacja|onlain|pryamaya translyaciya|pryamoi efir|uzivo|canli|canli blog|直播|ライブ|詳報|라이브|실시간|مباشر|بث مباشر|สด|ไลฟ์สด",
    },
    Marks {
        name: "opinion",
        alone: false,
        leads: false,
        anywhere: r"\bletters? to the editor\b|\bthe \w+ view on\b|\bcartas al director\b|\blettere al direttore\b|\blist do redakcji\b|\bpisma citalaca\b",
        opening: r"社説|コラム[:：]|\[(?:사설|칼럼|기고|오피니언|시론|기자수첩)",
        label: r"opinion|op-?ed|editorial|commentary|comment|viewpoint|column|guest column|guest essay|my view|our view|letters?|kommentar|leitartikel|meinung|kolumne|gastbeitrag|gastkommentar|glosse|standpunkt|leserbriefe?|edito|tribune|chronique|billet|point de vue|columna|tribuna|punto de vista|commento|il commento|opinione|editoriale|l.editoriale|corsivo|opiniao|coluna|cronica|artigo de opiniao|ponto de vista|opinie|commentaar|hoofdcommentaar|ingezonden|opinia|komentarz|felieton|mnenie|kolonka|tochka zreniya|avtorskaya kolonka|komentar|kolumna|misljenje|stav|licni stav|autorski tekst|uvodnik|yorum|kose yazisi|gorus|评论|社评|社论|社論|观点|觀點|专栏|專欄|时评|快评|锐评|社説|論説|コラム|オピニオン|寄稿|主張|사설|칼럼|기고|오피니언|시론|رأي|مقال|مقال رأي|افتتاحية|وجهة نظر|บทความ|บทบรรณาธิการ|ความเห็น|คอลัมน์|ทัศนะ",
    },
    Marks {
        name: SHOWN,
        alone: false,
        leads: true,
        anywhere: r"\bphoto gallery\b|\bfotostrecke\b|\bbildergalerie\b|\bfotogaleri[aj]a?\b|\bfotogallery\b|\bfotoreportazh\b|\bfoto galeri\b",
        opening: r"in pictures\b|en images\b|en imagenes\b|em imagens\b|in beeld\b",
        label: r"video|watch|watch live|listen|podcast|photos|gallery|in video|bilder|fotos|galerie|ansehen|im video|en video|en images|diaporama|ecoutez|en imagenes|galeria|guarda|le immagini|veja|assista|ouca|kijk|beluister|podkast|wideo|zobacz|v video|na videu|pogledajte|fotogalerija|galerija|izle|视频|視頻|图集|圖集|组图|組圖|播客|動画|フォト|写真|ポッドキャスト|포토|화보|팟캐스트|بودكاست|ภาพชุด|พอดแคสต์",
    },
];

/// The genre that shows and does not tell. With more text than a caption, it is a report that has pictures.
const SHOWN: &str = "video";
const CAPTION: usize = 600;

static PATTERNS: LazyLock<Vec<(Genre, Regex)>> = LazyLock::new(|| {
    let compile = |(name, marks): (Name, &Marks)| {
        let Marks { anywhere, opening, label, leads, .. } = marks;
        let before = format!(r"{anywhere}|^(?:{opening})|^[\[【(]?(?:{label})(?:\s*[:：|丨–—]|\s+[-/]\s)");
        // A label behind the headline may name its author: "| Opinion by Ann Lee".
        let elsewhere = format!(
            r"^[\[【(](?:{label})[\]】)]|(?:[|丨–—]|\s-)\s*(?:{label})(?:\s+(?:by|von|de|par|di) .{{1,40}})?$|[\[【](?:{label})[\]】]$"
        );
        let pattern = if *leads { before } else { format!("{before}|{elsewhere}") };
        Some((Genre::bearing(name, marks), Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).ok()?))
    };
    (0..).zip(&GENRES).filter_map(compile).collect()
});

impl Genre {
    /// Read off a headline; `length` is that of the text, in characters.
    pub fn of(title: &str, length: usize) -> Self {
        let title = title.trim();
        // Hangul falls into its letters where it is folded, and Arabic loses its hamzas: those stand as they are.
        let readings = [fold(title), fold_serbian(title), title.to_lowercase()];
        let marked = |pattern: &Regex| readings.iter().any(|reading| pattern.is_match(reading));
        let genre = PATTERNS.iter().find(|(_, pattern)| marked(pattern)).map_or(Self::Report, |(genre, _)| *genre);
        if genre.name() == Some(SHOWN) && length > CAPTION { Self::Report } else { genre }
    }

    fn bearing(name: Name, marks: &Marks) -> Self {
        if marks.alone { Self::Alone(name) } else { Self::Guest(name) }
    }

    /// The one with that [`Genre::name`], "" for reports; `None` for a name that no genre has.
    pub fn named(name: &str) -> Option<Self> {
        if name.is_empty() {
            return Some(Self::Report);
        }
        (0..).zip(&GENRES).find(|(_, marks)| marks.name == name).map(|(name, marks)| Self::bearing(name, marks))
    }

    /// For explanations; `None` for reports.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Report => None,
            Self::Guest(name) | Self::Alone(name) => GENRES.get(usize::from(name)).map(|marks| marks.name),
        }
    }
}

/// Whether an article is a report, as far as its headline says and the length of its text.
pub fn is_report(title: &str, text: &str) -> bool {
    Genre::of(title, text.chars().count()) == Genre::Report
}

/// What stands before a list of three matters at least in a headline: "Today" of "Today: a fire, a vote and a final".
pub fn label_of_list<'a>(title: &'a str, language: &str) -> Option<&'a str> {
    let (label, list) = title.split_once([':', '：', '】', ']'])?;
    let marks = list.chars().filter(|c| matches!(c, ',' | ';' | '،' | '、' | '，' | '；' | '·' | '|' | '/')).count();
    let joined = list.split_whitespace().filter(|word| joins(&word.to_lowercase(), language)).count();
    (marks >= 1 && marks + joined >= 2).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, expected: Option<&str>) {
        assert_eq!(Genre::of(title, 100).name(), expected, "{title}");
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(PATTERNS.len(), GENRES.len());
    }

    #[test]
    fn lists_of_matters() {
        fn check(language: &str, title: &str, expected: bool) {
            assert_eq!(label_of_list(title, language).is_some(), expected, "{title}");
        }
        check("en", "Today: a fire in Marport, a vote in Hesk and the cup final", true);
        check("de", "Der Abend: Brand, Wahl, Pokal", true);
        check("zh", "【早安重点】降准、地震、股价", true);
        check("ko", "[뉴스 헤드라인] 금리 동결·침수·리콜", true);
        check("sr", "Дан: пожар, избори и финале", true);
        check("hu", "A nap: tűz, választás és döntő", true);
        check("en", "Marport: a warehouse burns, avoid the ring road", false);
        // What is "and" in Dutch and in Polish.
        check("es", "Marport: arde un almacén, caos en la ronda", false);
        check("sv", "Marport: lager brinner, kaos i trafiken", false);
        check("en", "A fire, a vote and a final", false);
        check("en", "Ossen: \"We have lost the bridge and the road\"", false);
    }

    #[test]
    fn genres() {
        check("Horoscope for Tuesday: Aries should rest", Some("horoscope"));
        check("Tageshoroskop: Was die Sterne sagen", Some("horoscope"));
        check("Dnevni horoskop za 3. mart", Some("horoscope"));
        check("Гороскоп на завтра", Some("horoscope"));
        check("Дневни хороскоп за 3. март", Some("horoscope"));
        check("حظك اليوم: برج الحمل", Some("horoscope"));
        check("今日星座运势：白羊座", Some("horoscope"));
        check("오늘의 운세 (3월 3일)", Some("horoscope"));
        check("Morning briefing: dam, strike, cup final", Some("roundup"));
        check("Wednesday briefing: a bridge opens", Some("roundup"));
        check("What you need to know today: bridge and fire", Some("roundup"));
        check("5 things to know for March 3: bridge", Some("roundup"));
        check("Five things to know before the vote", Some("roundup"));
        check("Das Wichtigste am Montagabend", Some("roundup"));
        check("Der Morgen kompakt: Brücke in Marport", Some("roundup"));
        check("Das war der Tag: Brand in Kessel", Some("roundup"));
        check("Les infos de la nuit : incendie à Kessel", Some("roundup"));
        check("La matinale : un pont à Marport", Some("roundup"));
        check("Ce qu'il faut retenir ce mercredi : Marport", Some("roundup"));
        check("Las noticias del día: puente en Marport", Some("roundup"));
        check("Le notizie di oggi: ponte a Marport", Some("roundup"));
        check("As notícias de hoje: ponte em Marport", Some("roundup"));
        check("Het nieuws van woensdag: brug open", Some("roundup"));
        check("Najważniejsze wydarzenia dnia: most otwarty", Some("roundup"));
        check("Главное за день: мост открыт", Some("roundup"));
        check("Дайджест: мост и пожар", Some("roundup"));
        check("Pregled dana: most, štrajk, fudbal", Some("roundup"));
        check("Јутарњи преглед вести: мост у Марпорту", Some("roundup"));
        check("Večernji pregled: most u Marportu", Some("roundup"));
        check("Günün özeti: köprü açıldı", Some("roundup"));
        check("早报：大桥开通", Some("roundup"));
        check("今日要闻：大桥开通", Some("roundup"));
        check("【今日のニュース】橋が開通", Some("roundup"));
        check("[모닝 브리핑] 다리 개통", Some("roundup"));
        check("نشرة الصباح: افتتاح الجسر", Some("roundup"));
        check("สรุปข่าววันนี้: เปิดสะพาน", Some("roundup"));
        check("Newsletter: bridge, fire and more", Some("newsletter"));
        check("Boletín de la mañana: puente en Marport", Some("newsletter"));
        check("Live: flood reaches Marport", Some("live blog"));
        check("Flood reaches Marport – live updates", Some("live blog"));
        check("Liveticker: Hochwasser in Marport", Some("live blog"));
        check("EN DIRECT - Crue à Marport", Some("live blog"));
        check("UŽIVO | Poplava u Marportu", Some("live blog"));
        check("УЖИВО: Поплава у Марпорту", Some("live blog"));
        check("Поплава у Марпорту – уживо", Some("live blog"));
        check("مباشر: الفيضان يصل إلى ماربورت", Some("live blog"));
        check("洪水抵达马波特 文字直播", Some("live blog"));
        check("Opinion: Marport deserves its bridge", Some("opinion"));
        check("Marport deserves its bridge | Opinion by Ann Lee", Some("opinion"));
        check("Kommentar: Eine Brücke für Marport", Some("opinion"));
        check("Мишљење: Мост за Марпорт", Some("opinion"));
        check("Editoryal – köprü | Yorum", Some("opinion"));
        check("社説：橋の値段", Some("opinion"));
        check("[사설] 다리의 값", Some("opinion"));
        check("رأي: جسر لماربورت", Some("opinion"));
        check("Video: bridge collapses", Some("video"));
        check("Podcast: the bridge of Marport", Some("video"));
        check("视频：大桥开通", Some("video"));
    }

    #[test]
    fn a_report_with_pictures_is_one() {
        assert_eq!(Genre::of("Watch: bridge collapses", 2_000), Genre::Report);
        assert_eq!(Genre::of("Live: bridge collapses", 2_000).name(), Some("live blog"));
    }

    #[test]
    fn plain_words_stay_plain() {
        let check = |title: &str| check(title, None);
        check("Live rounds fired near the border");
        check("Live Nation sued over ticket prices");
        check("Live-fire exercise kills two near Kessel");
        check("Column of smoke over Kessel");
        check("Opinion polls see Ossen ahead");
        check("Opinion poll: Ossen ahead in Marport");
        check("Court publishes its opinion on the dam");
        check("Video games maker cuts jobs");
        check("Watchdog: bridge was unsafe");
        check("Briefing cancelled as minister resigns");
        check("Ossen skips the daily briefing of his staff");
        check("Newspaper publisher of Marport goes bankrupt");
        check("Weekly jobless claims fall");
        check("Horror film opens in Kessel");
        check("El Boletín Oficial publica el decreto");
        check("Directeur de la banque arrêté");
        check("Tribune collapses in Kessel stadium, 12 hurt");
        check("Le pont de Marport diffusé en direct à la télévision");
        check("Die Lage am Fluss bleibt ernst");
        check("Ce qu'il faut savoir sur le nouveau pont");
        check("Komentar predsednika izazvao protest");
        check("Коментар председника изазвао протест");
        check("Pregled dojke spasio život");
        check("Главный редактор уволен");
        check("网红直播带货被罚");
        check("联合早报记者获释");
        check("실시간 검색어 폐지");
        check("Podcaster of Marport jailed");
        // A report that has pictures is one.
        check("Bridge collapses in Marport [VIDEO]");
        check("بالصور .. افتتاح الجسر");
        check("Most otvoren u Marportu (FOTO)");
        check("Three killed in bridge collapse");
    }
}
