//! Datelines: the place, day and agency before the first word of a report.

use super::fold::fold;
use super::months::is_month;
use super::words::is_wide;

/// Bytes of the longest dateline, and words of one.
const LONGEST: usize = 120;
const WORDS: usize = 10;

/// Agencies as datelines name them, folded.
const AGENCIES: &str = " reuters afp ap apnews dpa apa ansa efe tass interfax ria hina srna tanjug beta fena mina fonet pap ctk tasr sita sta mti agerpres mediafax bta mia ata tanjugu ukrinform unian \
    belta aa dha iha anp belga tt ntb ritzau stt bns leta elta xinhua kyodo jiji yonhap upi pti ani ians kna epd sid sda keystone ats lusa agi adnkronos lapresse askanews aki \
    efeverde telam ansamed bernama antara irna cna ina wam spa mena petra amna ape-mpe ape kathpress kap europapress cp aap pa ips rtr tasr agencje anadolu novosti rtrs hms nova رويترز شينخوا واس قنا وام بترا \
    reyters itar-tass tasc ria-novosti rian apn unn bbta makfaks mkd dw sat1 ";

/// Small words inside the names of places, folded.
const JOINTS: &str = " de la le les el al am an der den im in of on sur upon di da do du dos das del della na nad pri pod u v ob bei und and y e et i lez les aux ";

/// Where the first word of a text stands that begins with a dateline, as a byte position; 0 if it has none. A place in capital letters, a day, or an
/// agency make a dateline: "MARPORT — ", "Zagreb, 3. mart (Hina) - ", "（新华社北京3月2日电）". A lone name before a dash may be anything else.
pub fn end(text: &str) -> usize {
    let mut longest = text.len().min(LONGEST);
    while !text.is_char_boundary(longest) {
        longest -= 1;
    }
    let head = &text[..longest];
    let end = before_dash(head).or_else(|| east_asian(head)).unwrap_or(0);
    // Something must be told.
    if text[end..].contains(char::is_alphabetic) { end } else { 0 }
}

/// Of what begins as sentences do behind a dash, the first that a dateline stands before.
fn before_dash(head: &str) -> Option<usize> {
    let dashes = head.char_indices().filter(|(_, c)| matches!(c, '-' | '–' | '—' | '―' | '−'));
    // A chain such as "(ANSA) - ROMA, 3 MAR - " ends at its last dash.
    let mut end = None;
    let mut from = 0;
    for (at, dash) in dashes {
        if at < from {
            continue;
        }
        let before = head[from..at].trim_end_matches(['-', ' ', '\u{a0}']);
        let after = head[at + dash.len_utf8()..].trim_start_matches(['-', '–', '—', ' ', '\u{a0}']);
        let spaced = head[..at].ends_with([' ', '\u{a0}', '.', ')', '/', '-']) || dash == '—';
        let begins = after.trim_start_matches(['"', '“', '„', '«', '‘', '\'', '(', '¿', '¡']).chars().next();
        let begins = begins.is_some_and(|c| c.is_numeric() || c.is_alphabetic() && !c.is_lowercase());
        if !spaced || !head[at + dash.len_utf8()..].starts_with([' ', '\u{a0}', '-']) && dash != '—' {
            continue;
        }
        if !begins || !is_dateline(before) || from == 0 && is_capitals(before) && has_dash(after) {
            break;
        }
        from = head.len() - after.len();
        end = Some(from);
    }
    end
}

/// Whether it is but a name in capital letters, as organisations have too.
fn is_capitals(head: &str) -> bool {
    head.chars().all(|c| c.is_uppercase() || c.is_whitespace())
}

/// Whether another dash closes what one opened: "UEFA - Europe's governing body - fined …".
fn has_dash(after: &str) -> bool {
    let sentence = after.split_once(". ").map_or(after, |(sentence, _)| sentence);
    [" - ", " – ", " — "].iter().any(|dash| sentence.contains(dash))
}

/// Whether what stands before a dash is a place with an agency or a day, or one in capital letters.
fn is_dateline(head: &str) -> bool {
    let (place, agency) = without_agency(head.trim().trim_end_matches('.'));
    if place.is_empty() {
        return agency == Some(true);
    }
    let parts: Vec<&str> = place.split([',', '،']).map(str::trim).collect();
    let count = place.split_whitespace().count();
    let (Some(first), true) = (parts.first(), count <= WORDS && parts.len() <= 4) else { return false };
    let (first, dated) = without_day(first);
    let rest: Vec<(&str, bool)> = parts[1..].iter().map(|part| without_day(part)).collect();
    let dated = dated || rest.iter().any(|(_, dated)| *dated);
    // "Sarn, Dienstag, 3. März", "Sarn, 3. marta, utorak".
    let named = |part: &str| is_place(part) || dated && part.split_whitespace().count() <= 1;
    let places = is_place(first) && rest.iter().all(|(part, _)| named(part));
    let mut letters = first.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().count() > 2 && letters.all(char::is_uppercase);
    // What else stands in brackets belongs to a name: "Lena Ossen (Greens) – …".
    places && (agency == Some(true) || agency.is_none() && dated || capitals)
}

/// A head without what stands in brackets or strokes, and whether that is an agency; `None` if nothing stands there.
fn without_agency(head: &str) -> (&str, Option<bool>) {
    let parts = |open: char, close: char| {
        let (from, to) = (head.find(open)?, head.rfind(close)?);
        let inner = head.get(from + open.len_utf8()..to)?;
        let outer = (head[..from].trim(), head[to + close.len_utf8()..].trim());
        let outer = if outer.1.is_empty() {
            outer.0
        } else if outer.0.is_empty() {
            outer.1
        } else {
            return None;
        };
        let name = |word: &str| AGENCIES.contains(&format!(" {} ", fold(word)));
        Some((
            outer.trim_end_matches([',', '.']),
            Some(!inner.is_empty() && inner.split([' ', '/', ',', '–', '-', '\u{a0}']).any(name)),
        ))
    };
    parts('(', ')').or_else(|| parts('/', '/')).or_else(|| parts('[', ']')).unwrap_or((head, None))
}

/// A part without the day that it has, and whether it has one: "3. mart", "March 3", "3 de marzo de 2026", "2026. március 3."
fn without_day(part: &str) -> (&str, bool) {
    let plain = |word: &str| word.trim_matches(['.', ',']).to_owned();
    let day = |word: &str| plain(word).parse::<u32>().is_ok_and(|number| (1..=31).contains(&number));
    let year = |word: &str| plain(word).parse::<u32>().is_ok_and(|number| (1900..2100).contains(&number));
    let month = |word: &str| is_month(&plain(word));
    let joint = |word: &str| matches!(plain(word).as_str(), "de" | "a" | "of" | "den" | "DE" | "г" | "године" | "godine");
    let words: Vec<&str> = part.split_whitespace().collect();
    // The longest end of the part that is nothing but a day.
    let dated = |words: &[&str]| {
        let whole = words.iter().all(|word| day(word) || year(word) || month(word) || joint(word));
        let numeric = words.len() == 1
            && words[0].trim_end_matches('.').split(['.', '/']).filter(|part| day(part) || year(part)).count() >= 2;
        numeric || whole && words.iter().any(|word| month(word)) && words.iter().any(|word| day(word) || year(word))
    };
    let Some(from) = (0..words.len()).find(|from| dated(&words[*from..])) else { return (part, year(part)) };
    // Slices of the same text, so that what stands before is where it was.
    let kept = words.get(from).map_or(0, |word| word.as_ptr() as usize - part.as_ptr() as usize);
    (part.get(..kept).unwrap_or_default().trim(), true)
}

/// One to five words that begin with capital letters, small ones between them.
fn is_place(part: &str) -> bool {
    let words: Vec<&str> = part.split([' ', '\u{a0}', '/', '-', '–']).filter(|word| !word.is_empty()).collect();
    // Where letters have no case, nothing tells a place from a thought but that it is short.
    let cased = part.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    let most = if cased { 5 } else { 2 };
    let capital = |word: &&str| {
        word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase()) && !word.contains(|c: char| c.is_numeric())
    };
    let name = |word: &&str| capital(word) || JOINTS.contains(&format!(" {} ", fold(word)));
    let ends = words.first().is_some_and(capital) && words.last().is_some_and(capital);
    ends && words.len() <= most
        && words.iter().all(name)
        && !part.contains(['(', ')', '[', ']', ':', ';', '"', '“', '„', '«', '!', '?'])
}

/// "新华社北京3月2日电", "（中央社記者王小明台北2日電）", "【東京共同】", "(서울=연합뉴스) 홍길동 기자 = ".
fn east_asian(head: &str) -> Option<usize> {
    let wide = |c: char| is_wide(c) || ('\u{ac00}'..='\u{d7af}').contains(&c);
    let first = head.chars().find(|c| c.is_alphanumeric())?;
    if !wide(first) {
        return None;
    }
    let skip = |from: usize| {
        let rest = &head[from..];
        from + rest.len() - rest.trim_start_matches([' ', '　', '—', '-', '―', '=', '＝', '\u{a0}']).len()
    };
    if let Some(rest) = head.strip_prefix('【') {
        let length = rest.find('】')?;
        return (rest[..length].chars().count() <= 16).then(|| skip('【'.len_utf8() + length + '】'.len_utf8()));
    }
    if head.starts_with(['(', '（', '[']) {
        let (close, bracket) = head.char_indices().find(|(_, c)| matches!(c, ')' | '）' | ']'))?;
        let inner = &head[..close];
        let signed = inner.contains(['=', '＝']);
        let wired = inner.ends_with(['電', '电', '訊', '讯']);
        let end = close + bracket.len_utf8();
        // The reporter's name, up to another equals sign.
        let named = head[end..].find(['=', '＝']).filter(|length| head[end..end + length].chars().count() <= 24);
        return (signed || wired).then(|| skip(named.map_or(end, |length| end + length)));
    }
    // A day, and that the news was wired.
    let (at, wired) = head.char_indices().find(|(_, c)| matches!(c, '电' | '電' | '讯' | '訊'))?;
    let inner = &head[..at];
    let from = at + wired.len_utf8();
    let bracket = head[from..].trim_start().starts_with(['(', '（']);
    let named = head[from..].find([')', '）']).filter(|length| bracket && head[from..from + length].chars().count() <= 30);
    let end = named.map_or(from, |length| from + length + head[from + length..].chars().next().map_or(0, char::len_utf8));
    let spaced = named.is_some() || head[from..].starts_with([' ', '　']);
    (spaced && inner.chars().count() <= 24 && inner.contains('日') && inner.contains(['社', '网', '網'])).then(|| skip(end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn datelines_are_told_from_sentences() {
        fn check(text: &str, expected: &str) {
            assert_eq!(&text[end(text)..], expected, "{text}");
        }
        let cut = |dateline: &str, rest: &str| check(&format!("{dateline}{rest}"), rest);
        let told = "Three people died in a fire.";
        check("UEFA - Europe's governing body - fined a club.", "UEFA - Europe's governing body - fined a club.");
        check("EPS – Elektroprivreda – poskupljuje struju.", "EPS – Elektroprivreda – poskupljuje struju.");
        for dateline in [
            "MARPORT — ",
            "MARPORT—",
            "MARPORT - ",
            "MARPORT -- ",
            "NEW ORM, Tarn — ",
            "ORM, March 3 — ",
            "HALDEN (Reuters) - ",
            "Halden (AP) — ",
            "(Reuters) - ",
            "Marport, 3 March (Reuters) – ",
            "Halden/Orm (dpa) - ",
            "Orm am See (dpa/lno) – ",
            "(ANSA) - MARPORT, 03 MAR - ",
            "Marport, 3 mar (EFE).- ",
            "Zagreb, 3. mart (Hina) - ",
            "Zagreb, 3. ožujka 2026. (Hina) – ",
            "BEOGRAD, 3. marta /SRNA/ - ",
            "Ljubljana, 3. marca (STA) - ",
            "Praha 3. března (ČTK) - ",
            "Warszawa, 3 marca (PAP) - ",
            "Budapest, 2026. március 3., kedd (MTI) – ",
            "București, 3 mar /Agerpres/ - ",
            "ОСТРОВ, 3 марта /ТАСС/ — ",
            "МОСКВА, 3 мар — ",
            "Київ, 3 березня (Укрінформ) — ",
            "ΑΘΗΝΑ (ΑΠΕ) - ",
            "ANKARA (AA) - ",
            "Paris, le 3 mars (AFP) – ",
            "القاهرة، 3 يناير (رويترز) - ",
            "القاهرة (رويترز) - ",
        ] {
            cut(dateline, told);
        }
        for dateline in [
            "新华社北京3月2日电 ",
            "中新网北京3月2日电 (记者 王明)",
            "（中央社記者王小明台北2日電）",
            "(서울=연합뉴스) 홍길동 기자 = ",
            "【東京共同】",
        ] {
            cut(dateline, "火灾造成三人死亡。");
        }
        for sentence in [
            told,
            "Rekord — nie wieder",
            "Rekord – Das gab es in Orm noch nie.",
            "Marport – Das Schiff liegt im Hafen.",
            "Lena Ossen (Greens) – The minister said nothing.",
            "Lena Ossen, 34 – She won again.",
            "The dam — THE dam — held.",
            "NATO — the alliance — will send 300 soldiers.",
            "HALDEN 3, MARPORT 2 — Late goals decided it.",
            "Marport-based Norvik - A shipping line - lost millions.",
            "He said: NO — And left.",
            "UN - 300",
            "“We won” — Ossen said it again.",
            "北京3日下雨，电台说。",
            "在比赛中获胜的球队 ORLO —— 市长说。",
            "(MARPORT - The Ferry Line) Three people died.",
            "قال رئيس البلدية في مؤتمر 3 يناير - ثلاثة قتلى",
            "MARPORT — ",
        ] {
            check(sentence, sentence);
        }
    }

    proptest! {
        #[test]
        fn ends_are_sound(text in "([A-ZÄa-zäЖ中】電日社]{0,6}[ ,.()/—=-]{0,3}){0,30}") {
            prop_assert!(text.get(end(&text)..).is_some());
        }
    }
}
