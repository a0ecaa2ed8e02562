//! What sort of piece an article is. Only reports of one event may tie other articles together.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::fold::fold;

/// What an article may do in a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Genre {
    /// A report: ties and is tied.
    Report,
    /// A live blog, an opinion, a video: may join a story that stands without it, and ties nothing to it.
    Guest(&'static str),
    /// Touches many events, or none: a roundup, a newsletter, a horoscope. Stands alone.
    Alone(&'static str),
}

/// Name, whether it stands alone, and what its headline matches once folded to small Latin letters.
///
/// Words that only mark a genre at the beginning or as a label are anchored: "live" and "column" also are plain words.
const GENRES: [(&str, bool, &str); 6] = [
    ("horoscope", true, r"horoskop|goroskop|\b(?:horoscopes?|horoscopo|oroscopo|burc yorumlari|gunluk burc|star signs? today)\b"),
    ("newsletter", true, r"^(?:newsletter|boletin|nieuwsbrief|bulten)\b|\b(?:newsletter|nieuwsbrief)$"),
    (
        "roundup",
        true,
        r"\b(?:(?:morning|evening|daily|news|weekend|midday) (?:briefing|digest|roundup|round-up|wrap)|news in brief|(?:the )?week in (?:review|pictures)|(?:five|ten|5|10|six|6|three|3) things (?:to know|you need to know)|top (?:news )?stories (?:of|for|on|this) |what happened (?:today|overnight|this week)|on this day in history|das wichtigste (?:vom|von|am|in kurze)|nachrichtenuberblick|news des tages|presseschau|wochenruckblick|revue de presse|l.essentiel de l.actualite|resumen (?:de noticias|semanal|del dia)|las noticias (?:de hoy|mas importantes|del dia)|rassegna stampa|le notizie (?:del giorno|di oggi)|resumo (?:do dia|da semana)|nieuwsoverzicht|przeglad prasy|podsumowanie (?:dnia|tygodnia)|pregled (?:dana|vijesti|vesti|stampe|sedmice|nedelje)|najvaznije (?:vijesti|vesti)|glavnoe (?:za|k) |glavnye (?:novosti|sobytiya) |itogi (?:dnya|nedeli)|gunun (?:ozeti|one cikan))",
    ),
    (
        "live blog",
        false,
        r"^(?:live ?blog|live ?ticker|live updates?|live|newsblog|ticker|en direct|direct|en vivo|directo|diretta|in diretta|ao vivo|liveblog|na zywo|relacja|onlayn|uzivo|canli)\s*[:|–—-]|\b(?:live updates?|live ?blog|live ?ticker|minuto a minuto|minute par minute|ao minuto|iz minuta u minut|minuta po minucie)\b|[|–—-]\s*(?:live|en direct|en vivo|uzivo)$",
    ),
    (
        "opinion",
        false,
        r"^(?:opinion|op-?ed|editorial|commentary|comment|kommentar|leitartikel|meinung|kolumne|gastbeitrag|tribune|chronique|editorial|opinión|columna|commento|l.editoriale|opiniao|komentarz|felieton|mnenie|kolonka|kolumna|komentar|kose yazisi|letters? to the editor)\s*[:|–—-]|[|–—-]\s*(?:opinion|editorial|kommentar|meinung|kolumne|tribune|columna|opinione|opiniao|mnenie|kolumna)(?: (?:by|von|de|par) .{1,40})?$",
    ),
    (
        "video",
        false,
        r"^(?:video|watch|watch live|v video|na videu|pogledajte|ansehen|en video|in video)\s*[:|–—-]|^in pictures\b|^(?:bilder|fotos|photos|galerie|gallery|fotogalerija)\s*[:|–—-]",
    ),
];

static PATTERNS: LazyLock<Vec<(Genre, Regex)>> = LazyLock::new(|| {
    let compile = |(name, alone, pattern): (&'static str, bool, &str)| {
        let genre = if alone { Genre::Alone(name) } else { Genre::Guest(name) };
        Some((genre, Regex::new(pattern).ok()?))
    };
    GENRES.into_iter().filter_map(compile).collect()
});

impl Genre {
    /// Read off a headline.
    pub fn of(title: &str) -> Self {
        let title = fold(title.trim());
        PATTERNS.iter().find(|(_, pattern)| pattern.is_match(&title)).map_or(Self::Report, |(genre, _)| *genre)
    }

    /// The one with that [`Genre::name`], "" for reports; `None` for a name that no genre has.
    pub fn named(name: &str) -> Option<Self> {
        if name.is_empty() {
            return Some(Self::Report);
        }
        let (name, alone, _) = GENRES.iter().find(|(known, ..)| *known == name)?;
        Some(if *alone { Self::Alone(name) } else { Self::Guest(name) })
    }

    /// For explanations; `None` for reports.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Report => None,
            Self::Guest(name) | Self::Alone(name) => Some(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genres() {
        fn check(title: &str, expected: Option<&str>) {
            assert_eq!(Genre::of(title).name(), expected, "{title}");
        }
        check("Horoscope for Tuesday: Aries should rest", Some("horoscope"));
        check("Tageshoroskop: Was die Sterne sagen", Some("horoscope"));
        check("Dnevni horoskop za 3. mart", Some("horoscope"));
        check("Гороскоп на завтра", Some("horoscope"));
        check("Morning briefing: dam, strike, cup final", Some("roundup"));
        check("Five things to know before the vote", Some("roundup"));
        check("Das Wichtigste am Montagabend", Some("roundup"));
        check("Pregled dana: most, štrajk, fudbal", Some("roundup"));
        check("Live: flood reaches Marport", Some("live blog"));
        check("Flood reaches Marport – live updates", Some("live blog"));
        check("Liveticker: Hochwasser in Marport", Some("live blog"));
        check("UŽIVO | Poplava u Marportu", Some("live blog"));
        check("Opinion: Marport deserves its bridge", Some("opinion"));
        check("Kommentar: Eine Brücke für Marport", Some("opinion"));
        check("Video: bridge collapses", Some("video"));
        // Plain words stay plain.
        check("Live rounds fired near the border", None);
        check("Column of smoke over Kessel", None);
        check("Opinion polls see Ossen ahead", None);
        check("Court publishes its opinion on the dam", None);
        check("Video games maker cuts jobs", None);
        check("Three killed in bridge collapse", None);
    }
}
