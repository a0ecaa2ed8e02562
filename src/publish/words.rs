//! The few words that newsloom itself says in an entry, in the entry's language.

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
    /// Names of what is counted, in the order of [`COUNTED`].
    counted: [&'static str; 9],
}

/// What figures count, as telling names it.
const COUNTED: [&str; 9] =
    ["dead", "injured", "missing", "arrested", "evacuated", "homeless", "jobs", "passengers", "households"];

const ENGLISH: Words =
    Words { photo: "Photo", reports: "Reports", disagree: "Reports disagree", copy: "same text", counted: COUNTED };

const LANGUAGES: [(&str, Words); 6] = [
    ("en", ENGLISH),
    (
        "de",
        Words {
            photo: "Foto",
            reports: "Berichte",
            disagree: "Die Berichte widersprechen sich",
            copy: "gleicher Text",
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
            counted: ["morts", "blessés", "disparus", "interpellés", "évacués", "sans-abri", "emplois", "passagers", "foyers"],
        },
    ),
    (
        "es",
        Words {
            photo: "Foto",
            reports: "Noticias",
            disagree: "Las noticias difieren",
            copy: "mismo texto",
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
            ],
        },
    ),
    (
        "sr",
        Words {
            photo: "Foto",
            reports: "Izvještaji",
            disagree: "Izvještaji se razlikuju",
            copy: "isti tekst",
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
            ],
        },
    ),
];

/// The words of a language; English where it is not known.
pub fn of(language: Option<&str>) -> &'static Words {
    let primary = language.unwrap_or_default().split('-').next().unwrap_or_default();
    let primary = crate::text::language::family(primary);
    LANGUAGES.iter().find(|(code, _)| *code == primary).map_or(&LANGUAGES[0].1, |(_, words)| words)
}

impl Words {
    /// The name of what a figure counts; as it is where there is no word for it.
    pub fn counted<'a>(&self, what: &'a str) -> &'a str {
        COUNTED.iter().position(|known| *known == what).map_or(what, |at| self.counted[at])
    }
}
