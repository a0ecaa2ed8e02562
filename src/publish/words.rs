//! The few words that newsloom itself says in an entry, in the entry's language.

use crate::text::language::family;

/// Words of one language.
pub struct Words {
    /// Before a photo's credit.
    pub photo: &'static str,
    /// Over the list of reports.
    pub reports: &'static str,
    /// Over the figures on which reports disagree.
    pub disagree: &'static str,
    /// Of a report that repeats another one.
    pub copy: &'static str,
    /// Leads keyboards past the links of a page.
    pub skip: &'static str,
    /// Over the links to feeds.
    pub subscribe: &'static str,
    /// On a page without stories.
    pub nothing: &'static str,
    /// Leads from a follow-up to the entry before.
    pub before: &'static str,
    /// At the end of a page; the program's name follows.
    pub footer: &'static str,
    /// How many publishers tell a story, and in how many languages: one number `#`, then two, `#` and `%`.
    voices: [&'static str; 2],
    /// Names of what is counted, in the order of [`COUNTED`].
    counted: [&'static str; 11],
}

/// What figures count, as telling names it.
const COUNTED: [&str; 11] = [
    "dead",
    "injured",
    "missing",
    "arrested",
    "evacuated",
    "homeless",
    "jobs",
    "passengers",
    "households",
    "protesters",
    "magnitude",
];

const ENGLISH: Words = Words {
    photo: "Photo",
    reports: "Reports",
    disagree: "Reports disagree",
    copy: "same text",
    skip: "Skip to the stories",
    subscribe: "Subscribe in your feed reader",
    nothing: "No stories yet.",
    before: "How the story began",
    footer: "Every story once, with all its sources. Texts and photos belong to their publishers. Made by",
    voices: ["# publishers", "# publishers in % languages"],
    counted: COUNTED,
};

const LANGUAGES: [(&str, Words); 15] = [
    ("en", ENGLISH),
    (
        "de",
        Words {
            photo: "Foto",
            reports: "Berichte",
            disagree: "Die Berichte widersprechen sich",
            copy: "gleicher Text",
            skip: "Zu den Meldungen",
            subscribe: "Im Feedreader abonnieren",
            nothing: "Noch keine Meldungen.",
            before: "Wie die Geschichte begann",
            footer: "Jede Geschichte einmal, mit allen Quellen. Texte und Fotos gehören ihren Verlagen. Gemacht von",
            voices: ["# Medien", "# Medien in % Sprachen"],
            counted: [
                "Tote",
                "Verletzte",
                "Vermisste",
                "Festgenommene",
                "Evakuierte",
                "Obdachlose",
                "Stellen",
                "Passagiere",
                "Haushalte",
                "Demonstrierende",
                "Magnitude",
            ],
        },
    ),
    (
        "fr",
        Words {
            photo: "Photo",
            reports: "Articles",
            disagree: "Les articles divergent",
            copy: "même texte",
            skip: "Aller aux articles",
            subscribe: "S’abonner dans un lecteur de flux",
            nothing: "Pas encore d’articles.",
            before: "Le début de l’affaire",
            footer: "Chaque sujet une fois, avec toutes ses sources. Textes et photos appartiennent à leurs éditeurs. Réalisé par",
            voices: ["# médias", "# médias en % langues"],
            counted: [
                "morts",
                "blessés",
                "disparus",
                "interpellés",
                "évacués",
                "sans-abri",
                "emplois",
                "passagers",
                "foyers",
                "manifestants",
                "magnitude",
            ],
        },
    ),
    (
        "es",
        Words {
            photo: "Foto",
            reports: "Noticias",
            disagree: "Las noticias difieren",
            copy: "mismo texto",
            skip: "Ir a las noticias",
            subscribe: "Suscribirse en un lector",
            nothing: "Todavía no hay noticias.",
            before: "Cómo empezó la historia",
            footer: "Cada noticia una vez, con todas sus fuentes. Textos y fotos pertenecen a sus editores. Hecho por",
            voices: ["# medios", "# medios en % idiomas"],
            counted: [
                "muertos",
                "heridos",
                "desaparecidos",
                "detenidos",
                "evacuados",
                "sin hogar",
                "empleos",
                "pasajeros",
                "hogares",
                "manifestantes",
                "magnitud",
            ],
        },
    ),
    (
        "ru",
        Words {
            photo: "Фото",
            reports: "Сообщения",
            disagree: "Сообщения расходятся",
            copy: "тот же текст",
            skip: "К новостям",
            subscribe: "Подписаться в читалке",
            nothing: "Новостей пока нет.",
            before: "С чего всё началось",
            footer: "Каждая новость один раз, со всеми источниками. Тексты и фото принадлежат изданиям. Сделано программой",
            voices: ["Изданий: #", "Изданий: #, языков: %"],
            counted: [
                "погибшие",
                "пострадавшие",
                "пропавшие",
                "задержанные",
                "эвакуированные",
                "бездомные",
                "рабочие места",
                "пассажиры",
                "хозяйства",
                "участники протеста",
                "магнитуда",
            ],
        },
    ),
    (
        "sr",
        Words {
            photo: "Foto",
            reports: "Izveštaji",
            disagree: "Izveštaji se razlikuju",
            copy: "isti tekst",
            skip: "Na vesti",
            subscribe: "Pretplata u čitaču",
            nothing: "Još nema vesti.",
            before: "Kako je počelo",
            footer: "Svaka vest jednom, sa svim izvorima. Tekstovi i fotografije pripadaju izdavačima. Napravio",
            voices: ["Medija: #", "Medija: #, jezika: %"],
            counted: [
                "poginuli",
                "povređeni",
                "nestali",
                "uhapšeni",
                "evakuisani",
                "beskućnici",
                "radna mesta",
                "putnici",
                "domaćinstva",
                "demonstranti",
                "magnituda",
            ],
        },
    ),
    (
        "sr-Cyrl",
        Words {
            photo: "Фото",
            reports: "Извештаји",
            disagree: "Извештаји се разликују",
            copy: "исти текст",
            skip: "На вести",
            subscribe: "Претплата у читачу",
            nothing: "Још нема вести.",
            before: "Како је почело",
            footer: "Свака вест једном, са свим изворима. Текстови и фотографије припадају издавачима. Направио",
            voices: ["Медија: #", "Медија: #, језика: %"],
            counted: [
                "погинули",
                "повређени",
                "нестали",
                "ухапшени",
                "евакуисани",
                "бескућници",
                "радна места",
                "путници",
                "домаћинства",
                "демонстранти",
                "магнитуда",
            ],
        },
    ),
    (
        "hr",
        Words {
            photo: "Foto",
            reports: "Izvješća",
            disagree: "Izvješća se razlikuju",
            copy: "isti tekst",
            skip: "Na vijesti",
            subscribe: "Pretplata u čitaču",
            nothing: "Još nema vijesti.",
            before: "Kako je počelo",
            footer: "Svaka vijest jednom, sa svim izvorima. Tekstovi i fotografije pripadaju izdavačima. Izradio",
            voices: ["Medija: #", "Medija: #, jezika: %"],
            counted: [
                "poginuli",
                "ozlijeđeni",
                "nestali",
                "uhićeni",
                "evakuirani",
                "beskućnici",
                "radna mjesta",
                "putnici",
                "kućanstva",
                "prosvjednici",
                "magnituda",
            ],
        },
    ),
    (
        "cnr",
        Words {
            photo: "Foto",
            reports: "Izvještaji",
            disagree: "Izvještaji se razlikuju",
            copy: "isti tekst",
            skip: "Na vijesti",
            subscribe: "Pretplata u čitaču",
            nothing: "Još nema vijesti.",
            before: "Kako je počelo",
            footer: "Svaka vijest jednom, sa svim izvorima. Tekstovi i fotografije pripadaju izdavačima. Napravio",
            voices: ["Medija: #", "Medija: #, jezika: %"],
            counted: [
                "poginuli",
                "povrijeđeni",
                "nestali",
                "uhapšeni",
                "evakuisani",
                "beskućnici",
                "radna mjesta",
                "putnici",
                "domaćinstva",
                "demonstranti",
                "magnituda",
            ],
        },
    ),
    (
        "it",
        Words {
            photo: "Foto",
            reports: "Articoli",
            disagree: "Gli articoli non concordano",
            copy: "stesso testo",
            skip: "Vai alle notizie",
            subscribe: "Abbonati in un lettore di feed",
            nothing: "Ancora nessuna notizia.",
            before: "Come è iniziata la storia",
            footer: "Ogni notizia una volta, con tutte le sue fonti. Testi e foto appartengono ai loro editori. Realizzato da",
            voices: ["# testate", "# testate in % lingue"],
            counted: [
                "morti",
                "feriti",
                "dispersi",
                "arrestati",
                "evacuati",
                "senzatetto",
                "posti di lavoro",
                "passeggeri",
                "famiglie",
                "manifestanti",
                "magnitudo",
            ],
        },
    ),
    (
        "nl",
        Words {
            photo: "Foto",
            reports: "Berichten",
            disagree: "De berichten spreken elkaar tegen",
            copy: "zelfde tekst",
            skip: "Naar het nieuws",
            subscribe: "Abonneren in een feedlezer",
            nothing: "Nog geen nieuws.",
            before: "Hoe het begon",
            footer: "Elk verhaal één keer, met alle bronnen. Teksten en foto’s zijn van hun uitgevers. Gemaakt door",
            voices: ["# media", "# media in % talen"],
            counted: [
                "doden",
                "gewonden",
                "vermisten",
                "arrestanten",
                "geëvacueerden",
                "daklozen",
                "banen",
                "passagiers",
                "huishoudens",
                "betogers",
                "magnitude",
            ],
        },
    ),
    (
        "pt",
        Words {
            photo: "Foto",
            reports: "Notícias",
            disagree: "As notícias divergem",
            copy: "mesmo texto",
            skip: "Ir para as notícias",
            subscribe: "Assinar num leitor de feeds",
            nothing: "Ainda não há notícias.",
            before: "Como a história começou",
            footer: "Cada notícia uma vez, com todas as suas fontes. Textos e fotos pertencem aos seus editores. Feito por",
            voices: ["# meios", "# meios em % línguas"],
            counted: [
                "mortos",
                "feridos",
                "desaparecidos",
                "detidos",
                "retirados",
                "desalojados",
                "empregos",
                "passageiros",
                "famílias",
                "manifestantes",
                "magnitude",
            ],
        },
    ),
    (
        "ca",
        Words {
            photo: "Foto",
            reports: "Notícies",
            disagree: "Les notícies difereixen",
            copy: "mateix text",
            skip: "Ves a les notícies",
            subscribe: "Subscriu-te en un lector",
            nothing: "Encara no hi ha notícies.",
            before: "Com va començar",
            footer: "Cada notícia una vegada, amb totes les fonts. Textos i fotos pertanyen als seus editors. Fet per",
            voices: ["# mitjans", "# mitjans en % llengües"],
            counted: [
                "morts",
                "ferits",
                "desapareguts",
                "detinguts",
                "evacuats",
                "sense llar",
                "llocs de treball",
                "passatgers",
                "llars",
                "manifestants",
                "magnitud",
            ],
        },
    ),
    (
        "pl",
        Words {
            photo: "Fot.",
            reports: "Doniesienia",
            disagree: "Doniesienia są rozbieżne",
            copy: "ten sam tekst",
            skip: "Do wiadomości",
            subscribe: "Subskrybuj w czytniku",
            nothing: "Nie ma jeszcze wiadomości.",
            before: "Jak to się zaczęło",
            footer: "Każda wiadomość raz, ze wszystkimi źródłami. Teksty i zdjęcia należą do wydawców. Przygotował",
            voices: ["Wydawców: #", "Wydawców: #, języków: %"],
            counted: [
                "zabici",
                "ranni",
                "zaginieni",
                "zatrzymani",
                "ewakuowani",
                "bezdomni",
                "miejsca pracy",
                "pasażerowie",
                "gospodarstwa",
                "protestujący",
                "magnituda",
            ],
        },
    ),
    (
        "tr",
        Words {
            photo: "Fotoğraf",
            reports: "Haberler",
            disagree: "Haberler farklı söylüyor",
            copy: "aynı metin",
            skip: "Haberlere geç",
            subscribe: "Okuyucuda abone ol",
            nothing: "Henüz haber yok.",
            before: "Nasıl başladı",
            footer: "Her haber bir kez, bütün kaynaklarıyla. Metin ve fotoğraflar yayıncılarına aittir. Hazırlayan:",
            voices: ["# yayıncı", "% dilde # yayıncı"],
            counted: [
                "ölü",
                "yaralı",
                "kayıp",
                "gözaltı",
                "tahliye edilen",
                "evsiz",
                "iş",
                "yolcu",
                "hane",
                "gösterici",
                "büyüklük",
            ],
        },
    ),
];

/// The words of a language, in the script of the text that they stand beside; English where it is not known.
pub fn of(language: Option<&str>, text: &str) -> &'static Words {
    let primary = language.unwrap_or_default().split('-').next().unwrap_or_default();
    let code = match primary {
        "sr" if text.contains(is_cyrillic) => "sr-Cyrl",
        "sr" | "hr" => primary,
        _ if family(primary) == "sr" => "cnr",
        _ => primary,
    };
    LANGUAGES.iter().find(|(known, _)| *known == code).map_or(&LANGUAGES[0].1, |(_, words)| words)
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{4ff}').contains(&c)
}

impl Words {
    /// What a feed promises: the first sentence of the footer.
    pub fn promise(&self) -> &'static str {
        self.footer.split_inclusive('.').next().unwrap_or(self.footer)
    }

    /// "5 publishers in 3 languages"
    pub fn voices(&self, publishers: usize, languages: usize) -> String {
        let pattern = self.voices[usize::from(languages > 1)];
        pattern.replace('#', &publishers.to_string()).replace('%', &languages.to_string())
    }

    /// The name of what a figure counts; as it is where there is no word for it.
    pub fn counted<'a>(&self, what: &'a str) -> &'a str {
        COUNTED.iter().position(|known| *known == what).map_or(what, |at| self.counted[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of() {
        fn check(language: &str, text: &str, expected: &str) {
            assert_eq!(of(Some(language), text).disagree, expected, "{language} {text}");
        }
        check("de-AT", "Brücke offen", "Die Berichte widersprechen sich");
        check("sr", "Most otvoren", "Izveštaji se razlikuju");
        check("sr-Cyrl-RS", "Мост отворен", "Извештаји се разликују");
        check("cnr", "Most otvoren", "Izvještaji se razlikuju");
        check("bs", "Most otvoren", "Izvještaji se razlikuju");
        check("hr", "Most otvoren", "Izvješća se razlikuju");
        check("tlh", "", "Reports disagree");
    }
}
