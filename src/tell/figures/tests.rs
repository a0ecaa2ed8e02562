//! Figures in sentences as papers write them.

use super::*;

fn check_in(language: &str, text: &str, expected: &[(&str, f64)]) {
    let told = Told { family: family(language), published: DateTime::from_timestamp(1_790_000_000, 0) };
    let found: Vec<(&str, f64)> = in_text(text, told).iter().map(|found| (COUNTED[found.counted].0, found.value)).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn ages_are_no_tolls() {
    let check = |language: &str, text: &str| check_in(language, text, &[]);
    check("hr", "Poginuo je 34-godišnjak.");
    check("sl", "Umrl je 34-letnik.");
    check("ru", "Погиб 34-летний водитель.");
    check("pl", "Zginął 34-latek.");
    check("sk", "Zahynul 34-ročný vodič.");
    check("sq", "Ka vdekur 34-vjeçari.");
}

#[test]
fn what_is_counted() {
    let check = |text: &str, expected: &[(&str, f64)]| check_in("en", text, expected);
    check("Three people died and 12 were injured.", &[("dead", 3.0), ("injured", 12.0)]);
    check("The driver, 34, died at the scene.", &[]);
    check("Der Fahrer (52) wurde festgenommen.", &[]);
    check("One in five people died. Nine in ten passengers died.", &[]);
    check("A woman of 71 died in the fire on Tuesday.", &[]);
    check("A crowd of 71 people died in the fire.", &[("dead", 71.0)]);
    check("In all, 34 people died.", &[("dead", 34.0)]);
    check("Four passengers died.", &[("dead", 4.0)]);
    check("There were 45 passengers on board.", &[("passengers", 45.0)]);
    check("One person died and twenty-two were hurt.", &[("dead", 1.0), ("injured", 22.0)]);
    check("No one was killed.", &[]);
    check("One of them died later.", &[]);
    check("The death toll rose by two to nine.", &[("dead", 9.0)]);
    check("The storm claimed 14 lives.", &[("dead", 14.0)]);
    check("The surgeons saved 14 lives.", &[]);
    check("Fire killed three, injured 12 and destroyed 30 houses.", &[("dead", 3.0), ("injured", 12.0)]);
    check("Three villages were evacuated.", &[]);
}

#[test]
fn phrases_of_the_day() {
    check_in("en", "Seven die in bus crash near Kessel.", &[("dead", 7.0)]);
    check_in("en", "Up to 30 people could die of the heat.", &[]);
    check_in("de", "Sieben Menschen, die Polizei und die Feuerwehr kamen.", &[]);
    check_in("en", "Police arrested five suspects.", &[("arrested", 5.0)]);
    check_in("en", "Five suspects were arrested.", &[("arrested", 5.0)]);
    check_in("en", "Prosecutors say four suspects killed Ines Varga.", &[]);
    check_in("en", "One die-hard fan came.", &[]);
    check_in("de", "Die Polizei nahm am Mittwoch in Kessel fünf Verdächtige fest.", &[("arrested", 5.0)]);
    check_in("de", "Das Fest besuchten fünf Menschen.", &[]);
    check_in("de", "200 Menschen mussten ihre Häuser verlassen.", &[("evacuated", 200.0)]);
    check_in("de", "200 Menschen haben die Partei verlassen.", &[]);
    check_in("de", "15 Fahrgäste wurden verletzt.", &[("injured", 15.0)]);
    check_in("hr", "18 ih je povrijeđeno.", &[("injured", 18.0)]);
}

#[test]
fn what_is_denied_is_no_count() {
    check_in("en", "The army denied that eleven people were killed.", &[]);
    check_in("en", "The army denied reports that eleven people were killed.", &[]);
    check_in("de", "Die Armee dementierte, dass elf Menschen getötet wurden.", &[]);
    check_in("hr", "Vojska negira da je poginulo 11 osoba.", &[]);
    check_in("en", "He denied killing three people.", &[("dead", 3.0)]);
    check_in("en", "Police deny seven dead in coach crash.", &[]);
    check_in("en", "The hospital denied reports that seven people had died, saying four people died.", &[("dead", 4.0)]);
    check_in("en", "None of the 45 passengers was injured.", &[]);
    check_in("de", "Keiner der 45 Fahrgäste wurde verletzt.", &[]);
    check_in("de", "Es stimmt nicht, dass elf Menschen getötet wurden.", &[]);
    check_in("ru", "Военные опровергли, что погибли 11 человек.", &[]);
    check_in("hr", "Nije točno da je poginulo 11 osoba.", &[]);
}

/// Reports say whom they count; and German headlines do without auxiliaries.
#[test]
fn kinds_of_people_are_counted() {
    let check = |language: &str, text: &str, what: &str, value: f64| check_in(language, text, &[(what, value)]);
    check("en", "Two brothers die in farm accident near Marport", "dead", 2.0);
    check("en", "Four police officers were injured.", "injured", 4.0);
    check("en", "Ten people suffered minor injuries.", "injured", 10.0);
    check("de", "Vier Polizisten wurden bei einem Einsatz am Montag verletzt.", "injured", 4.0);
    check("de", "Zwölf Schüler bei Busunfall verletzt", "injured", 12.0);
    check("de", "Acht Bergleute werden vermisst.", "missing", 8.0);
    check("de", "700 tote Soldaten", "dead", 700.0);
    check("fr", "Quatre policiers ont été blessés.", "injured", 4.0);
    check("fr", "Dix migrants sont portés disparus.", "missing", 10.0);
    check("es", "Dos hermanos mueren en un accidente.", "dead", 2.0);
    check("es", "Once mineros siguen desaparecidos.", "missing", 11.0);
    check("it", "Quattro poliziotti sono rimasti feriti.", "injured", 4.0);
    check("pt", "Três turistas morreram afogados.", "dead", 3.0);
    check("sr", "Četiri policajca su povrijeđena.", "injured", 4.0);
    check("sr", "Троје туриста је погинуло.", "dead", 3.0);
    check("hr", "Četvorica vatrogasaca su ozlijeđena.", "injured", 4.0);
    check("sl", "Trije planinci so umrli.", "dead", 3.0);
    check("pl", "Czterech policjantów zostało rannych.", "injured", 4.0);
    check("ru", "Четверо полицейских ранены.", "injured", 4.0);
    check("nl", "Vier agenten raakten gewond.", "injured", 4.0);
    check("sv", "Två bröder döda i olycka.", "dead", 2.0);
    check_in("en", "Police denied arresting five protesters.", &[]);
    check_in("de", "Zwei Hunde wurden getötet.", &[]);
    check_in("en", "Three school buses were evacuated.", &[]);
}

/// Whoever kills is not killed.
#[test]
fn who_acts_is_not_counted() {
    check_in("en", "Two gunmen killed nine people.", &[("dead", 9.0)]);
    check_in("en", "Two sisters killed in crash", &[("dead", 2.0)]);
    check_in("en", "Three teenagers killed a homeless man.", &[]);
    check_in("en", "Two policemen arrested a man of 30.", &[]);
    check_in("en", "Ten people have died, three were injured.", &[("dead", 10.0), ("injured", 3.0)]);
    check_in("en", "Six people have been arrested.", &[("arrested", 6.0)]);
    check_in("en", "Ten people have suffered injuries.", &[("injured", 10.0)]);
    check_in("en", "Three injured passengers were rescued.", &[("injured", 3.0)]);
    check_in("de", "Drei Jugendliche haben einen Mann verletzt.", &[]);
    check_in("de", "Vier Jugendliche verletzten zwei Polizisten.", &[("injured", 2.0)]);
    check_in("de", "Zwei Polizisten nahmen den Mann fest.", &[]);
    check_in("fr", "Deux hommes ont tué une femme.", &[]);
    check_in("fr", "Deux femmes ont été tuées.", &[("dead", 2.0)]);
    check_in("it", "Due uomini hanno ucciso una donna.", &[]);
    check_in("it", "Due donne sono state uccise.", &[("dead", 2.0)]);
    check_in("sr", "Trojica mladića povrijedila su policajca.", &[]);
    check_in("sr", "Trojica mladića povrijeđena su u sudaru.", &[("injured", 3.0)]);
}

/// Whom nothing happened to, who is no human, and how old somebody is.
#[test]
fn nobody_is_counted() {
    check_in("en", "The two drivers were not injured.", &[]);
    check_in("en", "Neither of the two drivers was hurt.", &[]);
    check_in("de", "Zwei Polizisten wurden bei dem Einsatz nicht verletzt.", &[]);
    check_in("en", "The pope blessed 40 children.", &[]);
    check_in("en", "Farmers killed 200 sheep.", &[]);
    check_in("en", "Two boys aged 12 and 14 drowned, the police said.", &[]);
    check_in("en", "Four homeless people died.", &[("dead", 4.0)]);
    check_in("de", "Drei Männer stellen sich der Polizei.", &[]);
    check_in("de", "Zwei deutsche Schiffe vermisst", &[]);
    check_in("de", "Zwei Flüchtlingsboote vermisst", &[]);
    check_in("sr", "Евакуисане три школе.", &[]);
}

#[test]
fn some_of_these_and_some_of_those() {
    check_in("en", "Eight students and two teachers died.", &[("dead", 10.0)]);
    check_in("de", "Acht Schüler und zwei Lehrer starben.", &[("dead", 10.0)]);
    check_in("en", "Three tourists in two passenger buses were hurt.", &[]);
    check_in("en", "Two trapped miners died.", &[("dead", 2.0)]);
    check_in("en", "One police officer was injured.", &[("injured", 1.0)]);
    check_in("de", "Zwei Bergsteiger tot geborgen", &[("dead", 2.0)]);
    check_in("en", "The death toll from a bus crash rose to five.", &[("dead", 5.0)]);
    check_in("sr", "Lakše povrede zadobilo je 12 putnika.", &[("injured", 12.0)]);
}

/// Of how many they are is no count.
#[test]
fn parts_of_a_number() {
    check_in("en", "Eight of the 20 passengers were injured.", &[("injured", 8.0)]);
    check_in("en", "One of the 20 passengers was injured.", &[]);
    check_in("en", "A third of the 12 students arrested were released.", &[]);
    check_in("de", "Acht der 20 Fahrgäste wurden verletzt.", &[("injured", 8.0)]);
    check_in("hr", "Ozlijeđeno je osam od 20 putnika.", &[("injured", 8.0)]);
    check_in("es", "Ocho de los 20 pasajeros resultaron heridos.", &[("injured", 8.0)]);
}

/// Who died last is not all who died.
#[test]
fn totals_count() {
    check_in("en", "Two people died in hospital, bringing the death toll to nine.", &[("dead", 9.0)]);
    check_in("en", "Two more people died in hospital.", &[]);
    check_in("en", "Seven people die every day on the roads.", &[]);
    check_in("en", "If seven die, the law changes.", &[]);
    check_in("en", "Three die casters were sold.", &[]);
}

#[test]
fn what_other_events_counted_is_no_figure() {
    let check = |language: &str, text: &str, expected: &[(&str, f64)]| check_in(language, text, expected);
    check("en", "In May 2017 a flood in Orlo killed 31 people.", &[]);
    check("en", "Forty people died in a flood there 12 years ago.", &[]);
    check("en", "On 20 September 2026 a flood killed 31 people.", &[("dead", 31.0)]);
    check("de", "Bei einem Hochwasser im Jahr 2017 starben 31 Menschen.", &[]);
    check("hr", "U poplavi 2017. godine poginula je 31 osoba.", &[]);
    check("en", "The plant will cut 200 jobs by 2028.", &[("jobs", 200.0)]);
}

#[test]
fn what_is_counted_in_many_languages() {
    let dead =
        |language: &str, texts: &[&str], value: f64| texts.iter().for_each(|text| check_in(language, text, &[("dead", value)]));
    dead(
        "hr",
        &[
            "Tri osobe su poginule u Marportu.",
            "3 osobe su poginule.",
            "Poginule su tri osobe.",
            "Troje ljudi je poginulo.",
            "Broj poginulih porastao je na tri.",
            "Tri su osobe sinoć u sudaru kod Marporta poginule.",
            "Tri osobe izgubile su život.",
            "Smrtno su stradale tri osobe.",
            "Tri žrtve lavine.",
        ],
        3.0,
    );
    dead("hr", &["Četiri osobe su poginule.", "Četvero ljudi je poginulo.", "Poginula su četvorica rudara."], 4.0);
    dead("sr", &["Најмање троје људи је погинуло.", "Погинуле су три особе.", "Број мртвих порастао је на три."], 3.0);
    dead("sr", &["Погинуло је деветоро људи.", "Poginulo je devetoro ljudi.", "Devet ljudi je preminulo."], 9.0);
    dead("sr", &["Poginulo je dvadeset dvoje ljudi.", "Dvadeset i dva čoveka su poginula."], 22.0);
    dead("sr", &["Jedna osoba je poginula.", "Poginula je jedna osoba."], 1.0);
    dead(
        "sl",
        &[
            "Umrli so trije ljudje.",
            "Trije ljudje so v nesreči umrli.",
            "V lavini so umrle tri osebe.",
            "Število mrtvih se je povečalo na tri.",
            "Tri osebe so izgubile življenje.",
        ],
        3.0,
    );
    dead(
        "hu",
        &[
            "Hárman meghaltak.",
            "Három ember meghalt a balesetben.",
            "3 ember életét vesztette.",
            "A halottak száma háromra emelkedett.",
            "A halálos áldozatok száma 3-ra nőtt.",
            "Három ember a helyszínen meghalt.",
            "Három halott van.",
        ],
        3.0,
    );
    dead(
        "sq",
        &["Tre persona vdiqën.", "Tre njerëz humbën jetën.", "Numri i viktimave arriti në tre.", "Tre të vdekur në Marport."],
        3.0,
    );
    dead(
        "de",
        &[
            "Drei Menschen sind bei Marport gestorben.",
            "Drei Menschen kamen ums Leben.",
            "Bei dem Brand kamen drei Menschen ums Leben.",
            "Die Zahl der Toten ist auf drei gestiegen.",
            "Drei Menschen wurden am Sonntag bei einem Unfall getötet.",
            "Drei Menschen verloren ihr Leben.",
        ],
        3.0,
    );
    dead("de", &["Ein Toter in Marport.", "Eine Person starb."], 1.0);
    dead(
        "en",
        &[
            "Three people lost their lives.",
            "The number of dead has risen to three.",
            "A death toll of at least three was given.",
        ],
        3.0,
    );
    dead("fr", &["Trois personnes sont mortes.", "Trois personnes ont perdu la vie.", "Le bilan est de trois morts."], 3.0);
    dead("es", &["Tres personas murieron.", "Tres personas perdieron la vida."], 3.0);
    dead("it", &["Tre persone sono morte.", "Tre morti nel crollo."], 3.0);
    dead("pt", &["Três pessoas morreram.", "Três mortos em Marport."], 3.0);
    dead("pl", &["Zginęły trzy osoby.", "Troje ludzi zginęło."], 3.0);
    dead("nl", &["Drie mensen zijn omgekomen.", "Drie mensen kwamen om het leven."], 3.0);
    dead("bg", &["Трима души са загинали.", "Загинаха трима."], 3.0);
    let check = check_in;
    check("sr", "Povređeno je 12 osoba, a uhapšeno pet.", &[("injured", 12.0), ("arrested", 5.0)]);
    check("hr", "Ozlijeđeno je 14 osoba. Uhićeno je 7 osoba.", &[("injured", 14.0), ("arrested", 7.0)]);
    check("hr", "Ozlijeđene su tri osobe.", &[("injured", 3.0)]);
    check("hr", "Bez struje je ostalo 40.000 kućanstava.", &[("households", 40_000.0)]);
    check("sl", "Brez elektrike je ostalo 25.000 gospodinjstev.", &[("households", 25_000.0)]);
    check("sl", "Aretirali so 8 oseb. Poškodovanih je 15 ljudi.", &[("arrested", 8.0), ("injured", 15.0)]);
    check("sl", "Poškodovanih je 30 hiš.", &[]);
    check("sl", "V nesreči sta umrla dva človeka, pet je ranjenih.", &[("dead", 2.0), ("injured", 5.0)]);
    check("hu", "Négyen meghaltak, 12-en megsérültek.", &[("dead", 4.0), ("injured", 12.0)]);
    check("sq", "Pesë persona vdiqën dhe 12 u lënduan.", &[("dead", 5.0), ("injured", 12.0)]);
    check("de", "Drei Menschen wurden verletzt und zwei Häuser evakuiert.", &[("injured", 3.0)]);
    check("sr", "Tri osobe su rekle da je vozač poginuo.", &[]);
    check("sr", "17-godišnja osoba je poginula.", &[]);
    check("hu", "A 17 éves fiú meghalt.", &[]);
}

#[test]
fn a_rise_a_factor_and_a_time_are_no_toll() {
    let check = check_in;
    check("en", "The death toll is five times that of last week.", &[]);
    check("en", "The death toll rose by five.", &[]);
    check("en", "The death toll rose by two to nine.", &[("dead", 9.0)]);
    check("en", "The death toll has risen to five times what it was.", &[]);
    check("en", "Deaths rose to five times the usual number.", &[]);
    check("en", "He died around 6 a.m. in Kessel.", &[]);
    check("en", "Three died at five o'clock.", &[("dead", 3.0)]);
    check("en", "He died two days later.", &[]);
    check("en", "The victims died three days later in hospital.", &[]);
    check("en", "She was injured 12 hours before.", &[]);
    check("en", "The number of dead rose from five to nine.", &[("dead", 9.0)]);
    check("en", "The death toll in three days of fighting rose to 12.", &[("dead", 12.0)]);
    check("en", "The toll of the dead reached five villages.", &[]);
    check("de", "Die Zahl der Toten stieg auf das fünfmal Höhere.", &[]);
    check("de", "Die Zahl der Toten ist um fünf gestiegen.", &[]);
    check("de", "Die Zahl der Toten stieg um zwei auf neun.", &[("dead", 9.0)]);
    check("de", "Die Zahl der Toten liegt auf fünf Mal so hohem Stand.", &[]);
    check("de", "Er starb zwei Tage später.", &[]);
    check("hr", "Broj mrtvih porastao je za pet.", &[]);
    check("hr", "Broj mrtvih porastao je za dva na devet.", &[("dead", 9.0)]);
    check("hr", "Broj mrtvih porastao je na pet puta više.", &[]);
    check("sr", "Број мртвих је порастао пет пута.", &[]);
    check("fr", "Le bilan des morts a augmenté de cinq.", &[]);
    check("fr", "Le nombre de morts est passé de cinq à neuf.", &[("dead", 9.0)]);
    check("fr", "Le nombre de morts est de cinq fois plus.", &[]);
    check("fr", "Le bilan est de cinq morts.", &[("dead", 5.0)]);
    check("es", "El número de muertos aumentó en cinco.", &[]);
    check("es", "El número de muertos pasó de cinco a nueve.", &[("dead", 9.0)]);
    check("es", "El número de muertos es cinco veces mayor.", &[]);
    check("it", "Il numero dei morti è cinque volte più alto.", &[]);
    check("it", "Il numero dei morti è salito da cinque a nove.", &[("dead", 9.0)]);
    check("pt", "O número de mortos subiu em cinco.", &[]);
    check("pt", "O número de mortos é cinco vezes maior.", &[]);
    check("nl", "Het aantal doden is vijf keer zo hoog.", &[]);
    check("nl", "Het aantal doden steeg met vijf tot negen.", &[("dead", 9.0)]);
    check("ru", "Число погибших выросло на пять.", &[]);
    check("ru", "Число погибших выросло с 5 до 9.", &[("dead", 9.0)]);
    check("ru", "Число погибших в пять раз выше.", &[]);
    check("uk", "Щонайменше 12 людей поранено.", &[("injured", 12.0)]);
    check("ru", "12 жителей погибли, пять дней спустя умерли 7 детей.", &[("dead", 12.0), ("dead", 7.0)]);
    check("ro", "Cel puțin 12 persoane au fost rănite.", &[("injured", 12.0)]);
    check("mk", "Најмалку 12 лица се повредени.", &[("injured", 12.0)]);
    check("uk", "Кількість загиблих зросла на 5.", &[]);
    check("uk", "Кількість загиблих зросла до 9.", &[("dead", 9.0)]);
    check("pl", "Liczba ofiar wzrosła o 5.", &[]);
    check("pl", "Liczba ofiar wzrosła do 9.", &[("dead", 9.0)]);
    check("pl", "Liczba ofiar jest 5 razy wyższa.", &[]);
    check("cs", "Počet mrtvých vzrostl o 5 na 9.", &[("dead", 9.0)]);
    check("cs", "Počet mrtvých je 5 krát vyšší.", &[]);
    check("sk", "Počet mŕtvych stúpol na 9.", &[("dead", 9.0)]);
    check("sl", "Število mrtvih se je povečalo za pet.", &[]);
    check("sl", "Število mrtvih je pet krat večje.", &[]);
    check("hu", "A halottak száma öttel nőtt.", &[]);
    check("hu", "A halottak száma 9-re nőtt.", &[("dead", 9.0)]);
    check("ro", "Numărul morților a crescut cu 5 la 9.", &[("dead", 9.0)]);
    check("ro", "Numărul morților este de 5 ori mai mare.", &[]);
    check("bg", "Броят на загиналите нарасна с 5 на 9.", &[("dead", 9.0)]);
    check("sv", "Antalet döda steg med 5 till 9.", &[("dead", 9.0)]);
    check("sv", "Antalet döda är 5 gånger högre.", &[]);
    check("da", "Antallet af døde steg med 5 til 9.", &[("dead", 9.0)]);
    check("nb", "Antallet døde er 5 ganger høyere.", &[]);
    check("sq", "Numri i të vdekurve u rrit me pesë.", &[]);
    check("sr", "Пре десет година погинула је 31 особа.", &[]);
    check("en", "Floods kill 31 in Orlo.", &[("dead", 31.0)]);
    check("en", "The virus could kill 300 people.", &[]);
    check("en", "She was accused of plotting to kill three people.", &[]);
}

#[test]
fn what_happens_each_year_is_no_toll() {
    let check = check_in;
    check("en", "River fever causes about 2,000 deaths a year.", &[]);
    check("en", "Three people died on Monday, the fever kills 2,000 people each year.", &[("dead", 3.0)]);
    check("en", "Three people died in the worst accident in a year.", &[("dead", 3.0)]);
    check("de", "An dem Fieber sterben jährlich 2.000 Menschen.", &[]);
    check("sr", "Од грознице годишње умре 2.000 људи.", &[]);
    check("fr", "La fièvre tue 2 000 personnes par an.", &[]);
}

#[test]
fn what_was_long_ago_goes_with_its_clause() {
    let check = check_in;
    check("en", "Three people died, the worst accident since ten months ago.", &[("dead", 3.0)]);
    check("en", "Three people died, more than two years ago.", &[]);
    check("en", "Ten months ago, 31 people died in a flood there.", &[]);
    check("en", "31 people died in a flood there ten months ago.", &[]);
    check("en", "Three people died on Monday, two years ago 31 were killed.", &[("dead", 3.0)]);
    check("en", "Three people were killed, the worst crash since 2017.", &[("dead", 3.0)]);
    check("en", "The crash, the worst since 2017, killed three people.", &[("dead", 3.0)]);
    check("en", "Twelve people were injured, last year there were 30.", &[("injured", 12.0)]);
    check("sr", "Повређено је најмање 12 особа, а прошле године било их је 30.", &[("injured", 12.0)]);
    check("sv", "Minst 12 skadade, för ett år sedan var det 30.", &[("injured", 12.0)]);
    check("en", "In 2017, a flood killed 31 people.", &[]);
    check("en", "A flood, in 2017, killed 31 people.", &[]);
    check("de", "Drei Menschen starben, das schwerste Unglück seit zehn Jahren.", &[("dead", 3.0)]);
    check("de", "Vor zehn Jahren starben 31 Menschen.", &[]);
    check("de", "Drei Menschen starben am Montag, im vergangenen Jahr waren es 31 Tote.", &[("dead", 3.0)]);
    check("hr", "Tri osobe su poginule, a prije deset godina poginula je 31 osoba.", &[("dead", 3.0)]);
    check("hr", "Prije deset godina poginula je 31 osoba.", &[]);
    check("fr", "Trois personnes sont mortes, le pire accident depuis celui d'il y a dix ans.", &[("dead", 3.0)]);
    check("fr", "Il y a dix ans, 31 personnes sont mortes.", &[]);
    check("es", "Hace diez años murieron 31 personas.", &[]);
    check(
        "es",
        "Hubo 16 muertos y cinco heridos, en uno de los peores brotes desde hace diez años.",
        &[("dead", 16.0), ("injured", 5.0)],
    );
    check("es", "Tres personas murieron, el peor accidente desde hace diez años.", &[("dead", 3.0)]);
    check("it", "Dieci anni fa sono morte 31 persone.", &[]);
    check("pt", "Há dez anos morreram 31 pessoas.", &[]);
    check("ru", "Десять лет назад погибли 31 человек.", &[]);
    check("ru", "Погибли три человека, десять лет назад здесь погиб 31 человек.", &[("dead", 3.0)]);
    check("pl", "Dziesięć lat temu zginęło 31 osób.", &[]);
    check("cs", "Před deseti lety zahynulo 31 lidí.", &[]);
    check("sl", "Pred desetimi leti je umrlo 31 ljudi.", &[]);
    check("hu", "Tíz évvel ezelőtt 31 ember meghalt.", &[]);
    check("ro", "Acum zece ani au murit 31 de persoane.", &[]);
    check("nl", "Tien jaar geleden vielen er 31 doden.", &[]);
    check("sv", "För tio år sedan blev det 31 döda.", &[]);
    check("da", "For ti år siden døde 31 mennesker.", &[]);
    check("nb", "For ti år siden døde 31 mennesker.", &[]);
    check("fi", "Kymmenen vuotta sitten 31 ihmistä kuoli.", &[]);
    check("lt", "Prieš dešimt metų žuvo 31 žmogus.", &[]);
    check("lv", "Pirms desmit gadiem bojā gāja 31 cilvēks.", &[]);
    check("et", "Kümme aastat tagasi hukkus 31 inimest.", &[]);
    check("lt", "Žuvo 3 žmonės, dar 12 sužeista.", &[("dead", 3.0), ("injured", 12.0)]);
    check("lv", "Bojā gāja 3 cilvēki, 12 ievainoti.", &[("dead", 3.0), ("injured", 12.0)]);
    check("et", "Hukkus 3 inimest, 12 sai vigastada.", &[("dead", 3.0), ("injured", 12.0)]);
    check("el", "Πριν από δέκα χρόνια 31 άνθρωποι πέθαναν, νεκροί 31.", &[]);
    check("uk", "Десять років тому загинули 31 людина.", &[]);
    check("bg", "Преди десет години загинаха 31 души.", &[]);
    check("mk", "Пред десет години загинаа 31 лице.", &[]);
    check("sq", "Dhjetë vjet më parë vdiqën 31 persona.", &[]);
    check(
        "en",
        "At least 207 people were killed in eight blasts - the deadliest violence since a war ended a decade ago.",
        &[("dead", 207.0)],
    );
    check("en", "A 17-year-old girl died.", &[]);
}

#[test]
fn magnitudes_of_quakes() {
    let check = check_in;
    check("en", "A magnitude 5.8 earthquake shook Orlo.", &[("magnitude", 5.8)]);
    check("en", "An earthquake of magnitude 6 struck.", &[("magnitude", 6.0)]);
    check("en", "The 5.8-magnitude quake was felt in Kessel.", &[("magnitude", 5.8)]);
    check("en", "An M5.8 quake struck at a depth of 5.8 km.", &[("magnitude", 5.8)]);
    check("en", "An aftershock of magnitude 4.9 followed.", &[]);
    check("en", "The magnitude 6.4 quake was followed by an aftershock of magnitude 4.9.", &[("magnitude", 6.4)]);
    check("en", "The magnitude of 3 scandals shook Orlo.", &[]);
    check("en", "The quake measured 5.8 on the Richter scale.", &[("magnitude", 5.8)]);
    check("en", "A discovery of this magnitude in 5.8 million years.", &[]);
    check("de", "Ein Erdbeben der Stärke 5,8 hat Orlo erschüttert.", &[("magnitude", 5.8)]);
    check("de", "Windstärke 9 wurde gemessen.", &[]);
    check("de", "Ein Hurrikan der Stärke 4 traf Orlo.", &[]);
    check("fr", "Un séisme de magnitude 5,8 a secoué Orlo.", &[("magnitude", 5.8)]);
    check("es", "Un terremoto de magnitud 5,8 sacudió Orlo.", &[("magnitude", 5.8)]);
    check("it", "Una scossa di magnitudo 5.8 ha colpito Orlo.", &[("magnitude", 5.8)]);
    check("pt", "Um sismo de magnitude 5,8 abalou Orlo.", &[("magnitude", 5.8)]);
    check("ru", "Землетрясение магнитудой 5,8 произошло в Орло.", &[("magnitude", 5.8)]);
    check("hr", "Potres magnitude 5,8 pogodio je Orlo.", &[("magnitude", 5.8)]);
    check("hr", "Potres jačine 5,8 stupnjeva po Richteru pogodio je Orlo.", &[("magnitude", 5.8)]);
    check("sr", "Земљотрес јачине 5,8 степени Рихтерове скале погодио је Орло.", &[("magnitude", 5.8)]);
    check("sl", "Potres z magnitudo 5,8 je stresel Orlo.", &[("magnitude", 5.8)]);
    check("pl", "Trzęsienie ziemi o magnitudzie 5,8 nawiedziło Orlo.", &[("magnitude", 5.8)]);
    check("cs", "Zemětřesení o síle 5,8 stupně zasáhlo Orlo.", &[("magnitude", 5.8)]);
    check("hu", "Az 5,8-es erősségű földrengés megrázta Orlót.", &[("magnitude", 5.8)]);
    check("tr", "Orlo'da 5,8 büyüklüğünde deprem oldu.", &[("magnitude", 5.8)]);
    check("el", "Σεισμός 5,8 Ρίχτερ έπληξε το Όρλο.", &[("magnitude", 5.8)]);
    check("ro", "Un cutremur cu magnitudinea 5,8 a zguduit Orlo.", &[("magnitude", 5.8)]);
    check("bg", "Земетресение с магнитуд 5,8 удари Орло.", &[("magnitude", 5.8)]);
    check("uk", "Землетрус магнітудою 5,8 стався в Орло.", &[("magnitude", 5.8)]);
    check("sq", "Një tërmet me magnitudë 5.8 goditi Orlon.", &[("magnitude", 5.8)]);
    check("sv", "Ett jordskalv med magnituden 5,8 skakade Orlo.", &[("magnitude", 5.8)]);
    check("nl", "Een aardbeving met een kracht van 5,8 trof Orlo.", &[("magnitude", 5.8)]);
    check("fi", "Maanjäristys, jonka voimakkuus oli 5,8, ravisteli Orloa.", &[("magnitude", 5.8)]);
    check("mk", "Земјотрес со магнитуда од 5,8 степени го погоди Орло.", &[("magnitude", 5.8)]);
}

#[test]
fn crowds_of_protesters() {
    let check = check_in;
    check("en", "Some 20,000 protesters filled the square.", &[("protesters", 20_000.0)]);
    check("en", "20,000 people demonstrated in Orlo.", &[("protesters", 20_000.0)]);
    check("en", "Police arrested 130 protesters.", &[("arrested", 130.0)]);
    check("en", "Three protesters were killed.", &[("dead", 3.0)]);
    check("en", "Twelve protesters sat on the road.", &[]);
    check("en", "Protesters blocked 300 cars.", &[]);
    check("en", "The study demonstrated 300 effects.", &[]);
    check("de", "20.000 Demonstranten zogen durch Orlo.", &[("protesters", 20_000.0)]);
    check("de", "Rund 20.000 Menschen demonstrierten in Orlo.", &[("protesters", 20_000.0)]);
    check("fr", "20 000 manifestants ont défilé à Orlo.", &[("protesters", 20_000.0)]);
    check("fr", "Près de 20.000 personnes ont manifesté à Orlo.", &[("protesters", 20_000.0)]);
    check("es", "Unos 20.000 manifestantes llenaron la plaza.", &[("protesters", 20_000.0)]);
    check("it", "20.000 manifestanti hanno riempito la piazza.", &[("protesters", 20_000.0)]);
    check("hr", "Na trgu je prosvjedovalo 20.000 ljudi.", &[("protesters", 20_000.0)]);
    check("sr", "На тргу је било 20.000 демонстраната.", &[("protesters", 20_000.0)]);
    check("ru", "На площадь вышли 20 тысяч демонстрантов.", &[("protesters", 20_000.0)]);
    check("pl", "20 tysięcy demonstrantów przeszło przez Orlo.", &[("protesters", 20_000.0)]);
}
