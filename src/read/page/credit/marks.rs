//! Where a caption ends and its credit begins, as publishers print them together.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Words that stand before a credit, in the languages of the web; a colon or the like follows.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "photo credits", "photo credit", "photo courtesy of", "image credits", "image credit", "images credits",
    "images credit", "picture credits", "picture credit", "file photo", "photographs", "photograph", "photograph by",
    "photo by", "photos", "photo", "images", "image", "pictures", "picture", "credits", "credit", "courtesy of", "courtesy",
    "sources", "source", "copyright", "fotos di", "foto di", "foto", "fotos", "fotografie", "fotograf", "fotografía",
    "fotografia", "bild", "bilder", "bildquelle", "quelle", "bildnachweis", "bildrechte", "crédits photos", "crédits photo",
    "crédit photos", "crédit photo", "tous droits réservés", "crédits", "crédit", "photo d'archives", "photo d'archive",
    "photo d’archives", "photo d’archive", "imagen", "crédito", "créditos", "imágenes", "fuente", "fonte", "imagem",
    "reprodução", "divulgação", "beeld", "bron", "kuva", "kuvat", "kuvaaja", "foto av", "mynd", "ljósmynd", "zdroj",
    "autor", "izvor", "snimio", "snimila", "fotó", "forrás", "zdjęcie", "fot", "źródło", "фото", "фотография", "источник",
    "снимка", "фотографија", "джерело", "извор", "φωτογραφία", "φωτο", "πηγή", "ảnh", "nguồn", "hoto", "gambar", "sumber",
    "görsel", "fotoğraf", "kaynak", "صورة", "تصوير", "المصدر", "תמונה", "צילום", "사진 출처", "자료사진", "写真提供", "写真", "画像", "提供",
    "出典", "撮影", "图片来源", "图片", "摄影", "圖片來源", "攝影", "图", "圖", "사진", "사진제공", "사진 제공", "출처",
    "illustrations", "illustration", "graphics", "graphic", "artwork", "screenshot", "screengrab", "illustrazione", "ilustración", "ilustração",
    "ilustracija", "ilustracje", "grafik", "grafika", "иллюстрация", "илустрација", "графика", "скриншот", "図", "图源", "圖源",
];

/// What stands between a caption and its credit, where it is more than a word and a colon. None of them has a Unicode word boundary: that
/// keeps regular expressions from the quick way.
pub struct Marks {
    sign: Regex,
    copyright: Regex,
    /// A word for a photo, without which the next two find nothing.
    photos: Regex,
    /// "Photo by Jo / Agency".
    by: Regex,
    /// "Caption. Foto Jo Doe/Agency".
    photo: Regex,
    /// Two to four names.
    names: Regex,
}

pub static MARKS: LazyLock<Option<Marks>> = LazyLock::new(|| {
    Some(Marks {
        sign: Regex::new(r"(?i)(?:©|\(c\)|copyright:)\s*:?\s*(?:\d{4}\s+)?").ok()?,
        photos: Regex::new(r"(?i)photo|foto|image|picture|illustra|ilustra|graphic|artwork|screen|courtesy|imagen|bild|фото|снимка|zdj\.|fot\.").ok()?,
        copyright: Regex::new(r"(?i)(?:^|[\s|,;.–—-])copyright\s+(?:\d{4}\s+)?").ok()?,
        by: Regex::new(
            r"(?i)(?:^|[\s|,;.–—-]+|[^\p{L}\p{N}_])(?:photo|foto|photograph|image|picture|illustration|graphic|artwork|screenshot|screengrab|imagen|ilustración|bild|фото)s?\s+(?:by|via|courtesy of|courtesy|di|von|de|por|par)\s+",
        )
        .ok()?,
        photo: Regex::new(r"(?i)(?:^|[.|–—-]\s+)(?:photo|foto|bild|фото|снимка|zdj\.|fot\.|courtesy of|courtesy)\s+").ok()?,
        names: Regex::new(r"^(?:\p{Lu}[\p{L}.'’-]+\s?){2,4}$").ok()?,
    })
});

/// What a text must be like to be taken for a credit.
#[derive(Clone, Copy)]
pub enum Proof {
    /// A word before it says so.
    Label,
    /// It is a name.
    Name,
    /// It names an agency, or two names with a stroke between.
    Source,
}

/// Where a caption ends, and where its credit stands.
pub type Parts = (usize, Range<usize>);

/// What must be true of a credit, and a way to find it.
pub type Split = (Proof, fn(&str, &Marks) -> Option<Parts>);

/// The ways to part a text, in the order in which they are tried.
pub const SPLITS: [Split; 16] = [
    // "Caption (Photo by Jo / Agency)", "Caption （写真：Agency）", "Caption [사진 출처 = Agency]"
    (Proof::Label, |text, _| labelled(text, label)),
    (Proof::Name, |text, _| labelled(text, word)),
    // "Caption (AP Photo/Jo)", "Caption (Reuters/Jo)", "(dpa)"
    (Proof::Source, |text, _| bracketed(text).filter(|(_, inside)| fits(&text[inside.clone()], 80))),
    // "Caption（Jo撮影）"
    (Proof::Label, |text, _| {
        let (caption, inside) = bracketed(text)?;
        let name =
            ["撮影", "提供", "摄", "攝", "촬영", "제공"].iter().find_map(|done| text[inside.clone()].strip_suffix(done))?;
        (1..=16).contains(&name.chars().count()).then(|| (caption, inside.start..inside.start + name.len()))
    }),
    // "Caption | Photo credit: Agency", "Caption, Foto: Agency", "Caption. Photo : Jo / Agency", "写真＝Agency"
    (Proof::Label, |text, _| {
        // The first byte of full-width signs is always the same.
        let signs = memchr::memchr3_iter(b':', b'=', 0xef, text.as_bytes());
        let signs = signs.filter_map(|at| Some((at, text[at..].chars().next().filter(|c| SIGNS.contains(c))?)));
        signs.map(|(at, sign)| (at, at + sign.len_utf8())).find_map(|(at, end)| before_sign(text, at).zip(behind(text, end, 90)))
    }),
    // "Caption © Agency", "Caption (c) Agency"
    (Proof::Label, |text, marks| {
        let (caption, credit) = marked(text, &marks.sign, 91)?;
        let bare = text[credit.clone()].strip_suffix([')', ']']).unwrap_or(&text[credit.clone()]);
        fits(bare, 90).then(|| (caption, credit.start..credit.start + bare.len()))
    }),
    (Proof::Name, |text, marks| marked(text, &marks.copyright, 60)),
    (Proof::Name, |text, marks| marks.photos.is_match(text).then(|| marked(text, &marks.by, 90)).flatten()),
    (Proof::Name, |text, marks| marks.photos.is_match(text).then(|| marked(text, &marks.photo, 60)).flatten()),
    // "Caption。Jo 摄", "Caption　Jo撮影"
    (Proof::Label, |text, _| taken_by(text)),
    // "Caption。写真・Jo", "Caption 图/Jo", "Caption. 사진 Jo"
    (Proof::Label, |text, _| headed(text)),
    // "A sentence. (Jo Doe)"
    (Proof::Name, |text, marks| {
        let (caption, inside) = bracketed(text)?;
        let is_sentence = text[..caption].ends_with(['.', '!', '?', '»', '”', '“']);
        (is_sentence && marks.names.is_match(&text[inside.clone()])).then_some((caption, inside))
    }),
    // "Caption＝ＡＰ"
    (Proof::Source, |text, _| {
        let (at, sign) = text.char_indices().rev().find(|(_, c)| matches!(c, '＝' | '='))?;
        let credit = at + sign.len_utf8()..text.len();
        let short = (1..=12).contains(&text[credit.clone()].chars().take(13).count());
        (short && !text[credit.clone()].contains(['、', '。'])).then_some((at, credit))
    }),
    // "Caption | Jo/Agency"
    (Proof::Name, |text, _| parted(text, &['|'], &['|'], 60)),
    // "A sentence. Jo Doe / Agency"
    (Proof::Source, |text, _| {
        let end = text.strip_suffix('.').unwrap_or(text).len();
        let from = text[..end].rfind(['.', '!', '?', '|']).unwrap_or(0);
        let ends = |(at, c): (usize, char)| {
            let after = from + at + c.len_utf8();
            (matches!(c, '.' | '!' | '?' | '»' | '”' | '“' | '…') && text[after..].starts_with(char::is_whitespace))
                .then_some(after)
        };
        let caption = text[from..end].char_indices().rev().find_map(ends)?;
        let credit = text.len() - text[caption..].trim_start().len()..text.len();
        fits(&text[credit.start..end], 70).then_some((caption, credit))
    }),
    // "Caption - Agency"
    (Proof::Source, |text, _| parted(text, &['-', '–', '—'], &['.', '!', '?', '|', '–', '—'], 60)),
];

/// What stands behind the name of who took a photo, where brackets may be missing.
const TAKEN: [&str; 6] = ["撮影", "摄影", "攝影", "摄", "攝", "촬영"];

/// What stands before it there.
const HEADS: [&str; 10] = ["写真提供", "写真", "画像", "图源", "图片", "图", "圖", "사진 제공", "사진제공", "사진"];

/// What ends a caption of East Asia before its credit.
const STOPS: [char; 16] = ['。', '！', '？', '」', '』', '）', '＝', '=', '|', '｜', '/', '／', '.', '!', '?', '：'];

/// The name without the word behind it that says that its owner took the photo.
pub fn taker(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(['。', '.']);
    let name = TAKEN.iter().find_map(|taken| text.strip_suffix(taken))?.trim_end().trim_end_matches(['/', '／']);
    // "taken in March", "taken from a helicopter"
    let place = ['で', 'に', 'ら', 'を', 'は', 'が', 'の', 'て', 'た', 'も', 'り', '年', '月', '日', '時', '内', '区'];
    let named = !name.ends_with(place) && !name.contains(|c: char| c.is_numeric()) && (2..=20).contains(&name.chars().count());
    named.then_some(name)
}

/// A name at the end of a caption of East Asia with the word for taking photos behind it, without brackets.
fn taken_by(text: &str) -> Option<Parts> {
    let end = text.trim_end_matches(['。', '.']);
    let end = TAKEN.iter().find_map(|taken| end.strip_suffix(taken))?.trim_end().trim_end_matches(['/', '／']).len();
    let stop = text[..end].char_indices().rev().find(|(_, c)| STOPS.contains(c)).map_or(0, |(at, c)| at + c.len_utf8());
    let run = &text[stop..end];
    let words: Vec<&str> = run.split_whitespace().collect();
    let last = words.last()?;
    // "新华社记者 张三": the agency's word belongs to it.
    let agency = words
        .len()
        .checked_sub(2)
        .map(|at| words[at])
        .filter(|word| word.ends_with(['者', '社', '员', '員', '網', '网', '报', '報']));
    let start = match agency {
        _ if stop > 0 && run.trim().chars().count() <= 20 => stop + run.len() - run.trim_start().len(),
        Some(agency) => agency.as_ptr() as usize - text.as_ptr() as usize,
        None => last.as_ptr() as usize - text.as_ptr() as usize,
    };
    taker(text[start..].trim())?;
    Some((text[..start].trim_end_matches(|c: char| c.is_whitespace() || "＝=|｜/／：".contains(c)).len(), start..end))
}

/// A word for a photo and a name at the end of a caption of East Asia, without brackets.
fn headed(text: &str) -> Option<Parts> {
    let places = HEADS.iter().filter_map(|head| text.rfind(head).map(|at| (at, head.len())));
    let (at, length) = places.max_by_key(|(at, length)| (at + length, *length))?;
    let (caption, rest) = (text[..at].trim_end(), &text[at + length..]);
    let apart = caption.is_empty() || caption.len() < at || caption.ends_with(STOPS);
    let credit = rest.trim_start_matches(|c: char| c.is_whitespace() || "・/／|｜".contains(c));
    let signed = rest[..rest.len() - credit.len()].contains(|c: char| !c.is_whitespace());
    // A space may as well go on with a sentence.
    let spaced = credit.len() < rest.len() && caption.ends_with(['。', '.', '!', '?', '」']);
    let start = text.len() - credit.len();
    let credit = credit.trim_end();
    let words = credit.split_whitespace().count();
    let named = (2..=24).contains(&credit.chars().count()) && words <= 3 && !credit.contains(['。', '、', '，', '.']);
    (apart && named && (signed || spaced)).then(|| (caption.len(), start..start + credit.len()))
}

/// What stands between a word for a credit and the credit.
const SIGNS: [char; 4] = [':', '：', '=', '＝'];

/// The lengths of the words for a credit that begin here.
fn words_at_start(text: &str) -> impl Iterator<Item = usize> {
    let first = text.chars().next().map(lower);
    WORDS.iter().filter(move |word| word.chars().next() == first).filter_map(move |word| {
        let mut letters = text.char_indices();
        let same = word.chars().all(|expected| letters.next().is_some_and(|(_, found)| lower(found) == expected));
        same.then(|| letters.offset())
    })
}

/// Where the word for a credit begins that ends here; the longest.
fn word_at_end(text: &str) -> Option<usize> {
    let ends = |word: &&str| -> Option<usize> {
        let mut letters = text.char_indices().rev();
        let mut start = text.len();
        let same = word.chars().rev().all(|expected| {
            letters.next().is_some_and(|(at, found)| {
                start = at;
                lower(found) == expected
            })
        });
        same.then_some(start)
    };
    let last = text.chars().next_back().map(lower);
    WORDS.iter().filter(|word| word.chars().next_back() == last).filter_map(ends).min()
}

fn lower(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// Where a caption ends, if a word for a credit stands between it and the sign at `at`: "Caption, Photo by:".
fn before_sign(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].trim_end();
    let by = ["by", "von", "par"].iter().find_map(|by| {
        let cut = before.len().checked_sub(by.len())?;
        let rest = before.get(..cut)?;
        (before[cut..].eq_ignore_ascii_case(by) && rest.ends_with(char::is_whitespace)).then(|| rest.trim_end())
    });
    let start = by.and_then(word_at_end).or_else(|| word_at_end(before))?;
    let caption = text[..start].trim_end();
    let bare = caption.strip_suffix(['|', ',', ';', '.', '–', '—', '/', '·', '-', '。', '、', '，', '（']);
    (bare.is_some() || caption.len() < start || start == 0).then(|| bare.unwrap_or(caption).len())
}

/// The length of a word for a credit and a sign behind it.
fn label(text: &str) -> Option<usize> {
    let (at, sign) = text.char_indices().find(|(_, c)| matches!(c, ':' | '：' | '=' | '＝' | '／'))?;
    let named = text[..at].trim_end();
    words_at_start(named).any(|end| end == named.len()).then(|| at + sign.len_utf8())
}

/// The length of a word for a credit, with "by" behind it or without.
fn word(text: &str) -> Option<usize> {
    let end = words_at_start(text).filter(|end| text[*end..].starts_with(char::is_whitespace)).max()?;
    let rest = text[end..].trim_start();
    Some(text.len() - rest.len() + one_of(rest, &["by", "von", "par", "di", "por"]).unwrap_or(0))
}

/// The length of the one of these words, of ASCII letters, that begins here, with white space behind it.
fn one_of(text: &str, words: &[&str]) -> Option<usize> {
    let begins = |word: &&&str| {
        text.get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word))
            && text[word.len()..].starts_with(char::is_whitespace)
    };
    words.iter().find(begins).map(|word| word.len())
}

/// The length of what says that a credit follows, and of the white space behind that.
pub fn said_before(credit: &str) -> Option<usize> {
    let spaces = |end: usize| credit.len() - credit[end..].trim_start().len();
    let labelled = words_at_start(credit).filter_map(|end| {
        let (start, rest) = (spaces(end), credit[end..].trim_start());
        let sign = rest.chars().next().filter(|c| matches!(c, ':' | '：' | '=' | '＝' | '／'));
        let dash = || (start > end && rest.starts_with('-') && rest[1..].starts_with(char::is_whitespace)).then_some(1);
        let by = || (start > end).then(|| one_of(rest, &["by"])).flatten();
        sign.map(char::len_utf8).or_else(dash).or_else(by).map(|length| start + length)
    });
    let word = || one_of(credit, &["copyright"]).or_else(|| credit.eq_ignore_ascii_case("copyright").then_some(credit.len()));
    let copyright = || copyright_sign(credit).or_else(word).map(|end| end + year(&credit[end..]));
    let by = || {
        let works = ["photo", "foto", "image", "picture", "illustration", "graphic", "artwork", "screenshot", "screengrab"];
        let end = spaces(one_of(credit, &works)?);
        one_of(&credit[end..], &["by", "via", "courtesy of", "courtesy", "di", "von"]).map(|by| end + by)
    };
    let photo = || {
        let cyrillic = || words_at_start(credit).find(|end| spaces(*end) > *end && credit[..*end].to_lowercase() == "фото");
        one_of(credit, &["photo", "photos", "foto", "fotos", "bild", "courtesy of", "courtesy"]).or_else(cyrillic)
    };
    labelled.max().or_else(copyright).or_else(by).or_else(photo).map(spaces)
}

/// The length of the sign of copyright that begins here, with the colon behind it.
fn copyright_sign(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let sign = if text.starts_with('©') {
        '©'.len_utf8()
    } else if bytes.get(..3)?.eq_ignore_ascii_case(b"(c)") {
        3
    } else {
        bytes.get(..10).filter(|word| word.eq_ignore_ascii_case(b"copyright:"))?.len()
    };
    let rest = text[sign..].trim_start();
    Some(text.len() - rest.strip_prefix(':').unwrap_or(rest).len())
}

/// The length of a year and the white space around it.
fn year(text: &str) -> usize {
    let rest = text.trim_start();
    let is_year =
        rest.len() > 4 && rest.as_bytes()[..4].iter().all(u8::is_ascii_digit) && rest[4..].starts_with(char::is_whitespace);
    if is_year { text.len() - rest.len() + 4 } else { 0 }
}

/// Whether it has two letters at least, and so many at most.
fn fits(credit: &str, most: usize) -> bool {
    let letters = credit.chars().take(most + 1).count();
    (2..=most).contains(&letters)
}

/// Where the last brackets of a text begin, without the white space before them, and what they hold; they end the text.
fn bracketed(text: &str) -> Option<Parts> {
    let inside = text.strip_suffix('.').unwrap_or(text).strip_suffix([')', '）', ']', '】'])?;
    let (open, bracket) = inside.char_indices().rev().find(|(_, c)| "()（）[]【".contains(*c))?;
    let inner = open + bracket.len_utf8()..inside.len();
    (!matches!(bracket, ')' | '）' | ']')).then(|| (text[..open].trim_end().len(), inner))
}

/// The same, without the label that the brackets' content begins with.
fn labelled(text: &str, label: fn(&str) -> Option<usize>) -> Option<Parts> {
    let (caption, inside) = bracketed(text)?;
    let credit = behind(&text[..inside.end], inside.start + label(&text[inside])?, 90)?;
    Some((caption, credit))
}

/// What follows, if that is no more than `most` letters.
fn behind(text: &str, at: usize, most: usize) -> Option<Range<usize>> {
    let credit = text[at..].trim_start();
    fits(credit, most).then(|| text.len() - credit.len()..text.len())
}

/// Before and behind the first mark that no more than `most` letters follow.
fn marked(text: &str, mark: &Regex, most: usize) -> Option<Parts> {
    mark.find_iter(text).find_map(|mark| Some((mark.start(), behind(text, mark.end(), most)?)))
}

/// Before and behind the first of `signs` between spaces that none of them and none of `not` follows.
fn parted(text: &str, signs: &[char], not: &[char], most: usize) -> Option<Parts> {
    // The first byte of long dashes is always the same.
    let places = memchr::memchr3_iter(b'-', b'|', 0xe2, text.as_bytes());
    let mut places = places.filter_map(|at| Some((at, text[at..].chars().next().filter(|c| signs.contains(c))?)));
    places.find_map(|(at, sign)| {
        let (before, after) = (&text[..at], &text[at + sign.len_utf8()..]);
        let credit = after.trim_start();
        let alone = before.ends_with(char::is_whitespace) && credit.len() < after.len();
        let caption = before.trim_end();
        let sound = alone && caption.chars().take(12).count() == 12 && fits(credit, most) && !credit.contains(not);
        sound.then(|| (caption.len(), text.len() - credit.len()..text.len()))
    })
}
