use proptest::prelude::*;

use super::*;

fn document<'a>(title: &'a str, text: &'a str, language: &'a str) -> Document<'a> {
    Document { title, text, source: "S", language: Some(language), published: None, weight: 1.0, copy: false, guest: false }
}

const ONE: &str = "Two people died and 14 were injured when a bus left the road near Kessel on Monday. The driver was among the dead, the police said. \
    It had rained all night.";
const OTHER: &str = "A bus accident near Kessel killed two people on Monday morning. 12 people were injured, the fire brigade said. \
    The bus was on its way from Marport to the coast.";
const GERMAN: &str = "Bei einem Busunglück nahe Kessel sind am Montag zwei Menschen gestorben. 14 Menschen wurden verletzt.";

#[test]
fn sentences_are_verbatim_and_attributed() {
    let documents = [
        document("Bus crash kills two near Kessel", ONE, "en"),
        document("Two die", OTHER, "en"),
        document("Unglück", GERMAN, "de"),
    ];
    let summary = summarise(&documents, 40);
    let words: usize = summary.sentences.iter().map(|sentence| sentence.text.split_whitespace().count()).sum();
    assert!(words <= 40 && summary.sentences.len() >= 2);
    assert!(summary.sentences[0].text.starts_with("Two people died"));
    for sentence in &summary.sentences {
        assert!(documents[sentence.report].text.contains(&sentence.text));
        assert_ne!(sentence.report, 2, "one language");
    }
}

#[test]
fn what_another_report_said_is_not_said_again_in_other_words() {
    let check = |one: &str, other: &str, expected: &[&str]| {
        let documents = [document("Ferry line loses millions", one, "en"), document("Loss for the ferry line", other, "en")];
        let sentences = summarise(&documents, 60).sentences;
        assert_eq!(sentences.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>(), expected);
    };
    let loss = "The ferry line Ostra lost 85 million crowns in the spring, after a profit of 40 million a year before.";
    let blame = "Its head Aron Lund blamed freight rates and six idle weeks of the yard in Sarn.";
    // The profit is known, the dividend is not.
    check(loss, &format!("A year earlier it had earned 40 million. {blame}"), &[loss, blame]);
    let dividend = "Shareholders of Ostra get no dividend this summer.";
    check(loss, &format!("{blame} {dividend}"), &[loss, blame, dividend]);
    // Whoever tells more comes in, whatever was chosen before.
    let runners = "A tail wind along the Ilva helped the 16,200 runners of the marathon, and 150,000 people lined the streets of Marport and sang.";
    let start = "16,200 runners were at the start of the marathon on the Ilva.";
    check(&format!("{loss} {runners}"), &format!("{start} {blame}"), &[loss, runners, blame]);
}

/// Who said "from then on", and since when, is told with it or not at all.
#[test]
fn what_goes_on_from_a_sentence_stands_with_it() {
    let check = |words: usize, expected: &[&str]| {
        let text = "Kessel won the cup final against the Rovers on Sunday. The Rovers lost their goalkeeper Jan Pell after 33 minutes. \
            From then on, coach Ines Varga said, the cup final was a long evening for Kessel.";
        let told = summarise(&[document("Kessel wins cup final", text, "en")], words).sentences;
        assert_eq!(told.iter().map(|sentence| sentence.text.split(' ').next().unwrap()).collect::<Vec<_>>(), expected);
    };
    check(60, &["Kessel", "The", "From"]);
    check(26, &["Kessel", "The"]);
}

#[test]
fn a_sentence_is_told_without_its_dateline() {
    let check = |text: &str, language: &str, expected: &str| {
        let told = summarise(&[document("Fire in Kessel", text, language)], 40).sentences;
        assert_eq!(told.first().map(|sentence| sentence.text.as_str()), Some(expected));
    };
    check("KESSEL — Two watchmen died when a warehouse burned down.", "en", "Two watchmen died when a warehouse burned down.");
    check("Kessel, 3. mart (Hina) - Dva su čuvara poginula u požaru.", "hr", "Dva su čuvara poginula u požaru.");
    check("Kessel – zwei Wächter starben bei einem Brand.", "de", "Kessel – zwei Wächter starben bei einem Brand.");
    check("सरकार ने मंगलवार को नया जल कानून मंजूर किया। राज्यों को समय दिया।", "hi", "सरकार ने मंगलवार को नया जल कानून मंजूर किया।");
    // What a feed cuts off, and what is short, are better than nothing.
    check("Vlada je u utorak usvojila novi zakon", "hr", "Vlada je u utorak usvojila novi zakon");
    check("정부가 새 물관리법을 의결했다.", "ko", "정부가 새 물관리법을 의결했다.");
    // Wrongly decoded letters.
    let broken = "The Caf\u{fffd} Marport burned down in the night. Two watchmen died in the fire at the old port.";
    check(broken, "en", "Two watchmen died in the fire at the old port.");
    check("The Caf\u{fffd} Marport burned down in the night.", "en", "The Caf\u{fffd} Marport burned down in the night.");
    // A dateline makes no sentence of what is none.
    assert_eq!(summarise(&[document("Fire", "KESSEL, March 3 (AP) — No comment.", "en")], 40).sentences, []);
}

#[test]
fn reports_that_disagree_on_a_figure() {
    let documents = [document("a", ONE, "en"), document("b", OTHER, "en"), document("c", GERMAN, "de")];
    let told: Vec<String> = summarise(&documents, 40)
        .figures
        .iter()
        .map(|figure| {
            let values: Vec<String> = figure.values.iter().map(|value| format!("{} ({})", value.value, value.report)).collect();
            format!("{}{}: {}", figure.what, if figure.conflict { "!" } else { "" }, values.join(", "))
        })
        .collect();
    assert_eq!(told, ["injured!: 14 (0), 12 (1), 14 (2)", "dead: Two (0), two (1), zwei (2)"]);
}

/// Only the last report of a publisher counts, where it gives the figure and both have a date.
#[test]
fn a_publisher_does_not_disagree_with_itself() {
    let check = |reports: &[(&'static str, i64, &'static str)], expected: &str| {
        let documents: Vec<Document<'_>> = reports
            .iter()
            .map(|(source, hour, text)| Document {
                source,
                published: DateTime::from_timestamp(hour * 3_600, 0).filter(|_| *hour > 0),
                ..document("Fire", text, "en")
            })
            .collect();
        let figures = summarise(&documents, 40).figures;
        let told = figures.iter().map(|figure| {
            let values: Vec<&str> = figure.values.iter().map(|value| value.value.as_str()).collect();
            format!("{}{}", values.join(" "), if figure.conflict { "!" } else { "" })
        });
        assert_eq!(told.collect::<Vec<_>>().join("; "), expected);
    };
    let (three, five) = ("The fire killed 3 people.", "The fire killed 5 people.");
    check(&[("a", 1, three), ("b", 2, three), ("a", 3, five), ("b", 4, five)], "5 5");
    check(&[("a", 1, three), ("a", 3, five), ("b", 2, three)], "5 3!");
    check(&[("a", 0, three), ("a", 3, five)], "3 5!");
    check(&[("a", 1, three), ("a", 3, "The fire is out.")], "3");
}

/// What was true in the evening is not told in the morning; where nobody knows who is right, both stand.
#[test]
fn the_latest_toll_is_told() {
    fn at<'a>((source, minute, text): &(&'a str, i64, &'a str)) -> Document<'a> {
        let published = DateTime::from_timestamp(86_400 + minute * 60, 0);
        Document { source, published, ..document("Bus crash near Kessel", text, "en") }
    }
    let check = |reports: &[(&str, i64, &str)], expected: &str, conflict: bool| {
        let told = summarise(&reports.iter().map(at).collect::<Vec<_>>(), 40);
        let sentences = told.sentences.iter().map(|sentence| format!("{}: {}", sentence.report, sentence.text));
        assert_eq!(sentences.collect::<Vec<_>>().join(" "), expected);
        assert_eq!(told.figures.iter().any(|figure| figure.conflict), conflict, "{expected}");
    };
    let first = ("a", 0, "Three people were killed when a bus left the road near Kessel on Monday. The driver was not hurt.");
    let same = "Seven people were killed when a bus left the road near Kessel on Monday, hospitals said.";
    let rose = "The number of dead in Monday's crash rose to seven.";
    check(
        &[first, ("b", 90, same)],
        "1: Seven people were killed when a bus left the road near Kessel on Monday, hospitals said. 0: The driver was not hurt.",
        true,
    );
    check(
        &[first, ("b", 10, same)],
        "0: Three people were killed when a bus left the road near Kessel on Monday. 0: The driver was not hurt.",
        true,
    );
    check(
        &[first, ("b", 1_500, rose)],
        "0: Three people were killed when a bus left the road near Kessel on Monday. 1: The number of dead in Monday's crash rose to seven. 0: The driver was not hurt.",
        false,
    );
    // Below the new count nobody reads of the old one.
    check(
        &[("b", 1_500, rose), first],
        "0: The number of dead in Monday's crash rose to seven. 1: The driver was not hurt.",
        false,
    );
    let short = |minute, count: &str| (minute, format!("{count} people were killed in the crash."));
    let (early, late) = (short(0, "Three"), short(600, "Five"));
    check(&[("a", early.0, &early.1), ("b", late.0, &late.1)], "1: Five people were killed in the crash.", false);
    // Who says less of the rest takes no place; nor does what nobody can believe, or what may be fewer.
    let hurt = ("a", 0, "Three people were killed and 20 injured when a bus left the road near Kessel on Monday.");
    let only_hurt = "Twenty-five people were injured when a bus left the road near Kessel on Monday.";
    check(&[hurt, ("b", 180, only_hurt)], &format!("0: {} 1: {only_hurt}", hurt.2), true);
    let mayor = ("a", 0, "A gunman shot dead mayor Aron Lund and injured three people at the town hall of Kessel.");
    let others = "A gunman injured four people at the town hall of Kessel.";
    check(&[mayor, ("b", 180, others)], &format!("0: {} 1: {others}", mayor.2), true);
    let opening = "0: Three people were killed when a bus left the road near Kessel on Monday. 0: The driver was not hurt.";
    for (many, conflict) in [("About 12", false), ("Up to 12", false), ("Three hundred", true)] {
        let text = format!("{many} people were killed when a bus left the road near Kessel on Monday.");
        check(&[first, ("b", 180, &text)], opening, conflict);
    }
    // What is said of another place, or further down, brings no older count back.
    let there = "Nine people were killed when a bus left the road near Marport on Monday.";
    let mixed = format!(
        "0: Three people were killed when a bus left the road near Kessel on Monday. 1: {there} 0: The driver was not hurt."
    );
    check(&[first, ("b", 180, there)], &mixed, true);
    let late = "The fire brigade left. The road is open again. Nine people were killed in all.";
    let told = "1: Seven people were killed when a bus left the road near Kessel on Monday, hospitals said.";
    for text in [late, "Neun Menschen kamen bei dem Busunglück nahe Kessel ums Leben."] {
        let reports = [first, ("b", 180, same), ("c", 300, text)];
        let language = if text == late { "en" } else { "de" };
        let mut documents: Vec<Document<'_>> = reports.iter().map(at).collect();
        documents[2].language = Some(language);
        let sentences = summarise(&documents, 40).sentences;
        assert!(sentences.iter().all(|sentence| !sentence.text.starts_with("Three")), "{sentences:?}");
        assert_eq!(format!("{}: {}", sentences[0].report, sentences[0].text), told);
    }
    // Who is slow to hear of it changes nothing; who corrects itself does.
    let seven =
        "1: Seven people were killed when a bus left the road near Kessel on Monday, hospitals said. 0: The driver was not hurt.";
    check(&[first, ("b", 180, same), ("c", 300, first.2)], seven, true);
    check(&[first, ("b", 180, same), ("b", 300, first.2)], opening, false);
    // What two said of one evening is no disagreement any more when both know of more in the morning; two mornings may be.
    let toll = |minutes: [i64; 4], counts: [&str; 4]| {
        let texts = counts.map(|count| format!("{count} people were killed when a bus left the road near Kessel on Monday."));
        let sources = ["a", "b", "c", "d"];
        let reports: Vec<(&str, i64, &str)> = (0..4).map(|at| (sources[at], minutes[at], texts[at].as_str())).collect();
        summarise(&reports.iter().map(at).collect::<Vec<_>>(), 40).figures[0].conflict
    };
    assert!(!toll([0, 60, 900, 960], ["Three", "Five", "Seven", "Seven"]));
    assert!(toll([0, 60, 900, 960], ["Three", "Five", "Seven", "Eight"]));
    assert!(toll([0, 60, 120, 180], ["Three", "Five", "Seven", "Seven"]));
    // A later report that counts fewer, and a first one that counted more than the last.
    check(
        &[("a", 0, same), ("b", 1_500, first.2)],
        "0: Seven people were killed when a bus left the road near Kessel on Monday, hospitals said. 1: The driver was not hurt.",
        true,
    );
}

/// What a publisher takes over from another is not what it knows since.
#[test]
fn a_copy_supersedes_nothing() {
    let at = |source, hour: i64, copy| Document {
        source,
        published: DateTime::from_timestamp(hour * 3_600, 0),
        copy,
        ..document("Fire", "The fire killed 3 people.", "en")
    };
    let figures = summarise(&[at("a", 1, false), at("b", 2, false), at("a", 3, true)], 40).figures;
    assert_eq!(figures[0].values.iter().map(|value| value.report).collect::<Vec<_>>(), [0, 1]);
}

/// What a columnist thinks heads no story and is no news, and a live blog goes on about other things.
#[test]
fn opinions_lead_only_where_nothing_reports() {
    let guest = |document: Document<'static>| Document { guest: true, ..document };
    let opinion = guest(document(
        "Opinion: The road by Kessel must be closed",
        "How many buses must leave the road by Kessel before anybody closes it? The council has known for years how dangerous it is. Whoever drove \
         there in the rain remembers the bend, and nobody who knows it was surprised on Monday when the news of the bus came.",
        "en",
    ));
    let report = document("Bus crash kills two near Kessel", ONE, "en");
    assert_eq!(headline(&[opinion, report], None), 1);
    assert_eq!(headline(&[opinion, Document { copy: true, ..report }], None), 1);
    assert_eq!(headline(&[Document { weight: 2.0, ..opinion }, report], None), 1);
    // One that came first leads until there is a report.
    assert_eq!(overtaken(&[opinion, report], 0), Some(1));
    assert_eq!(overtaken(&[opinion, Document { language: Some("de"), ..report }], 0), None);
    // What it counts is of other years, or hearsay.
    let counting = Document { text: "In the last ten years 87 people were killed on this road.", ..opinion };
    let dead = |documents: &[Document<'_>]| {
        let figures = summarise(documents, 40).figures;
        figures.iter().find(|figure| figure.what == "dead").map(|figure| figure.values.iter().map(|value| value.report).collect())
    };
    assert_eq!(dead(&[report, counting]), Some(vec![0]));
    assert_eq!(dead(&[counting]), Some(vec![0]));
    let told_of = |documents: &[Document<'_>]| -> Vec<usize> {
        summarise(documents, 80).sentences.iter().map(|sentence| sentence.report).collect()
    };
    assert!(told_of(&[report, opinion]).iter().all(|report| *report == 0));
    assert!(told_of(&[opinion, opinion]).contains(&0));
    assert!(told_of(&[opinion, report]).contains(&0));
}

#[test]
fn estimates_do_not_conflict() {
    let check = |one: &str, other: &str, expected: bool| {
        let documents = [document("a", one, "en"), document("b", other, "de")];
        let figures = summarise(&documents, 40).figures;
        assert_eq!(figures.iter().any(|figure| figure.conflict), expected, "{one} / {other}");
    };
    check("Around 600 soldiers were killed.", "600 Soldaten wurden getötet.", false);
    check("At least 600 soldiers were killed.", "640 Soldaten wurden getötet.", false);
    check("4,700 soldiers were killed.", "4.700 Soldaten wurden getötet.", false);
    check("Three villages were evacuated.", "Four towns were evacuated.", false);
    check("The army said 600 soldiers were killed.", "Die Armee meldet 700 tote Soldaten.", true);
}

/// Of "two tourists" nobody knows how many others there are.
#[test]
fn some_are_not_all() {
    let check = |texts: [&str; 3], told: &[(usize, &str)], conflict: bool| {
        let documents = texts.map(|text| document("a", text, "en"));
        let figures = summarise(&documents, 40).figures;
        let values: Vec<(usize, &str)> = figures[0].values.iter().map(|value| (value.report, value.value.as_str())).collect();
        assert_eq!((values.as_slice(), figures[0].conflict), (told, conflict), "{texts:?}");
    };
    check(["Ten people died.", "Eight students died.", ""], &[(0, "Ten")], false);
    let both = "Eight students and two teachers";
    check(["Ten people died.", &format!("{both} died."), ""], &[(0, "Ten"), (1, both)], false);
    check(["Nine people died.", &format!("{both} died."), ""], &[(0, "Nine"), (1, both)], true);
    // What three publishers count alike is all that there is.
    check(["Ten miners died.", "Ten miners died.", "Thirty people died."], &[(2, "Thirty")], false);
    check(["Ten people died.", "Ten students died.", "Two tourists died."], &[(0, "Ten"), (1, "Ten")], false);
    check(["Ten people died.", "Twelve students died.", ""], &[(0, "Ten"), (1, "Twelve")], true);
    check(["Nine students died.", "Ten pupils died.", "Four teachers died."], &[(0, "Nine"), (1, "Ten"), (2, "Four")], true);
    check(["Nine students died.", "Four teachers died.", ""], &[(0, "Nine"), (1, "Four")], false);
    check(["Four students died. Three people died in hospital.", "Four people died.", ""], &[(0, "Four"), (1, "Four")], false);
    // Two tourists are among the nine; and nobody takes a toll back who counts them.
    let at = |source, hour: i64, title, text| Document {
        source,
        published: DateTime::from_timestamp(hour * 3_600, 0),
        ..document(title, text, "en")
    };
    let three =
        at("a", 0, "Three dead in bus crash near Kessel", "Three people died when a bus left the road near Kessel on Monday.");
    let nine =
        at("b", 8, "Nine dead in bus crash near Kessel", "Nine people died when a bus left the road near Kessel on Monday.");
    let some = |source, hour| {
        at(source, hour, "Two tourists killed in Kessel", "Two tourists were killed when the bus left the road near Kessel.")
    };
    assert_eq!(overtaken(&[three, nine, some("c", 10), some("d", 11)], 0), Some(1));
    assert_eq!(overtaken(&[some("c", 1), nine], 0), Some(1));
    // How many there are in all is news at once.
    let at_once = Document { published: DateTime::from_timestamp(3_700, 0), ..nine };
    assert_eq!(overtaken(&[some("c", 1), at_once], 0), Some(1));
    assert_eq!(overtaken(&[at("c", 1, "Two killed in Kessel", "Two people were killed near Kessel."), at_once], 0), None);
}

#[test]
fn what_a_bound_rules_out_conflicts() {
    let check = |language: &str, one: &str, other: &str, expected: bool| {
        let figures = summarise(&[document("a", one, language), document("b", other, "en")], 40).figures;
        let told: Vec<(usize, bool)> = figures.iter().map(|figure| (figure.values.len(), figure.conflict)).collect();
        assert_eq!(told, [(2, expected)], "{one} / {other}");
    };
    // Four at least, and four at most.
    let least = |language: &str, text: &str| {
        check(language, text, "Three people died.", true);
        check(language, text, "Six people died.", false);
    };
    let most = |language: &str, text: &str| {
        check(language, text, "Three people died.", false);
        check(language, text, "Six people died.", true);
    };
    // Who is in hospital still was hurt with others.
    check("en", "22 injured people are still in hospital.", "24 people were injured.", false);
    check("en", "26 injured people are still in hospital.", "24 people were injured.", true);
    check("sr", "У болницама је и даље 22 повређених.", "24 people were injured.", false);
    check("de", "22 Verletzte sind noch im Krankenhaus.", "24 people were injured.", false);
    least("en", "At least four people died.");
    most("en", "Up to 4 people died.");
    least("en", "More than four people died.");
    most("en", "Fewer than four people died.");
    least("en", "No fewer than four people died.");
    most("en", "No more than four people died.");
    least("de", "Mindestens vier Menschen starben.");
    most("de", "Bis zu vier Menschen starben.");
    least("de", "Mehr als vier Menschen starben.");
    most("de", "Höchstens vier Menschen starben.");
    least("fr", "Au moins quatre personnes sont mortes.");
    most("fr", "Moins de quatre personnes sont mortes.");
    least("es", "Al menos cuatro personas murieron.");
    most("es", "Menos de cuatro personas murieron.");
    least("it", "Almeno quattro persone sono morte.");
    most("it", "Fino a quattro persone sono morte.");
    least("pt", "Pelo menos quatro pessoas morreram.");
    most("pt", "No máximo 4 pessoas morreram.");
    least("nl", "Minstens vier mensen zijn omgekomen.");
    most("nl", "Maximaal vier mensen zijn omgekomen.");
    least("ru", "Погибли не менее 4 человек.");
    most("ru", "Погибли не более 4 человек.");
    least("hr", "Poginule su najmanje četiri osobe.");
    most("hr", "Poginulo je najviše 4 ljudi.");
    least("sr", "Погинуло је више од 4 људи.");
    most("sr", "Погинуло је мање од 4 људи.");
    least("sl", "Umrlo je najmanj 4 ljudi.");
    most("sl", "Umrlo je največ 4 ljudi.");
    least("hu", "Legalább 4 ember meghalt.");
    most("hu", "Legfeljebb 4 ember meghalt.");
    least("sq", "Të paktën 4 persona vdiqën.");
    least("pl", "Zginęło co najmniej 4 osób.");
    most("pl", "Zginęło co najwyżej 4 osób.");
    least("cs", "Nejméně 4 lidé zahynuli.");
    most("cs", "Zahynulo méně než 4 lidí.");
    least("sk", "Najmenej 4 ľudia zahynuli.");
    least("ro", "Cel puțin 4 persoane au murit.");
    least("bg", "Най-малко 4 души загинаха.");
    most("bg", "Най-много 4 души загинаха.");
    least("mk", "Загинаа најмалку 4 лица.");
    least("uk", "Загинули щонайменше 4 людей.");
    most("uk", "Загинули не більше 4 людей.");
    least("sv", "Minst 4 döda i Orlo.");
    least("da", "Mindst 4 mennesker omkom.");
    most("da", "Op til 4 mennesker omkom.");
    least("fi", "Ainakin 4 ihmistä kuoli, ainakin 4 kuollut.");
    least("en", "The death toll has risen to at least four.");
    least("de", "Die Zahl der Toten stieg auf mindestens vier.");
    check("en", "About four people died.", "Three people died.", false);
    check("en", "A magnitude 5.8 quake struck.", "A magnitude 6.1 quake struck.", true);
    check("en", "A magnitude 5.8 quake struck.", "A magnitude 5.9 quake struck.", false);
    check("en", "A magnitude 5.8 quake struck.", "The quake measured between 5.8 and 6.1 on the Richter scale.", false);
    check("de", "Rund 20.000 Menschen demonstrierten.", "50,000 protesters marched.", true);
    check("de", "Rund 20.000 Menschen demonstrierten.", "25,000 protesters marched.", false);
    check("de", "20.500 Demonstranten kamen.", "20,000 protesters marched.", false);
}

#[test]
fn a_corrected_headline_counts_before_the_text_below_it() {
    let text = "Two people died when a warehouse burned down in Kessel.";
    let check = |titles: [&str; 3], texts: [&str; 3], copy: bool, expected: &[&str]| {
        let mut documents: Vec<Document<'_>> =
            titles.into_iter().zip(texts).map(|(title, text)| document(title, text, "en")).collect();
        documents[1].copy = copy;
        let told: Vec<String> = summarise(&documents, 40)
            .figures
            .iter()
            .map(|figure| {
                let values: Vec<String> =
                    figure.values.iter().map(|value| format!("{} ({})", value.value, value.report)).collect();
                format!("{}{}: {}", figure.what, if figure.conflict { "!" } else { "" }, values.join(", "))
            })
            .collect();
        assert_eq!(told, expected, "{titles:?}");
    };
    let two = "Warehouse fire kills two in Kessel";
    let three = "Warehouse fire kills three in Kessel";
    check([two, two, two], [text; 3], false, &["dead: Two (0), Two (1), Two (2)"]);
    check([two, three, two], [text; 3], false, &["dead!: Two (0), three (1), Two (2)"]);
    check([three; 3], [text; 3], false, &["dead: three (0), three (1), three (2)"]);
    // A copy corroborates nothing, but its own headline may contradict.
    check([two, two, two], [text; 3], true, &["dead: Two (0), Two (2)"]);
    check([two, three, two], [text; 3], true, &["dead!: Two (0), three (1), Two (2)"]);
    // Without a number in the text the headline's stands.
    check([two, "Kessel mourns", two], ["", "Firefighters mourn.", text], false, &["dead: two (0), Two (2)"]);
    // A headline that picks one number of the text changes nothing.
    let of_five = "Five people died in the fire, among them two children.";
    let plain = "Kessel mourns";
    check(["Fire kills two children", plain, plain], [of_five, "Five people died.", ""], false, &["dead: Five (0), Five (1)"]);
    let as_two = "Nine dead as two die in hospital";
    check([as_two, plain, plain], ["Nine people were killed in the fire.", "", ""], false, &["dead: Nine (0)"]);
}

#[test]
fn the_lead_speaks_the_preferred_language() {
    let documents =
        [document("Bus crash kills two near Kessel", ONE, "en"), document("Zwei Tote bei Busunglück nahe Kessel", GERMAN, "de")];
    assert_eq!((headline(&documents, None), headline(&documents, Some("de")), headline(&[], None)), (0, 1, 0));
}

/// Nobody wants to read of three dead above a text that says seven.
#[test]
fn a_headline_with_an_old_toll_leads_no_longer() {
    let three = ("a", 0, "Three dead after bus crash near Kessel", "en");
    let seven = ("b", 180, "Seven people killed in bus crash near Kessel", "en");
    let check = |reports: &[(&str, i64, &str, &str)], expected: Option<usize>| {
        let documents: Vec<Document<'_>> = reports
            .iter()
            .map(|(source, minute, title, language)| {
                let weight = if *source == "light" { 0.5 } else { 1.0 };
                let published = DateTime::from_timestamp(86_400 + minute * 60, 0);
                Document { source, published, weight, copy: *source == "copy", ..document(title, "", language) }
            })
            .collect();
        assert_eq!(overtaken(&documents, 0), expected, "{reports:?}");
    };
    check(&[three, seven], Some(1));
    check(&[three, ("b", 180, "Bus crash near Kessel: what we know", "en"), seven, ("c", 200, seven.2, "en")], Some(2));
    check(&[three, seven, ("b", 900, "Nine people are dead now after Kessel bus crash", "en")], Some(2));
    // What nobody bears out leads no longer; nor does anything that is older, or only of a part.
    let ninety = ("b", 200, "Ninety people killed in bus crash near Kessel", "en");
    let ten = ("c", 500, "Ten dead in bus crash near Kessel", "en");
    check(&[ninety, ("a", 0, "Nine dead in bus crash near Kessel", "en"), ten], None);
    check(&[ninety, ("a", 0, "Nine dead in bus crash near Kessel", "en"), ten, ("d", 560, ten.2, "en")], Some(2));
    check(&[("b", 900, seven.2, "en"), ("a", 0, three.2, "en"), ("c", 300, "Nine dead near Kessel", "en")], None);
    // What nobody would head it with: in another language, a copy, a source that counts less, one of the same minute, one that says as much.
    check(&[three, ("b", 180, "Sieben Tote bei Busunglück nahe Kessel", "de")], None);
    check(&[three, ("copy", 180, seven.2, "en")], None);
    check(&[three, ("light", 180, seven.2, "en")], None);
    check(&[three, ("b", 5, seven.2, "en")], None);
    check(&[three, ("b", 180, "Three people dead in Kessel bus crash", "en")], None);
    // Nothing is counted in the headline; and what rose is told already.
    check(&[("a", 0, "Bus leaves the road near Kessel", "en"), seven], None);
    check(&[seven, ("b", 0, three.2, "en")], None);
    check(&[], None);
    // A part of it is no toll.
    let at = |hour: i64, title: &'static str, text: &'static str| Document {
        published: DateTime::from_timestamp(hour * 3_600, 0),
        ..document(title, text, "en")
    };
    let storm = at(0, "Three dead as storm hits the coast", "Three people died in the storm.");
    let leeds = "Across the coast seven people have died. Four of them were killed in Marport.";
    assert_eq!(overtaken(&[storm, at(8, "Storm: four killed in Marport", leeds)], 0), None);
    let coast = at(8, "Storm: seven killed on the coast", leeds);
    assert_eq!(overtaken(&[storm, coast], 0), Some(1));
    assert_eq!(overtaken(&[storm, Document { guest: true, ..coast }], 0), None);
}

proptest! {
    #[test]
    fn summaries_keep_to_their_limit(texts in proptest::collection::vec("([A-Z][a-z]{2,6}( [a-z]{2,7}){3,12}\\. ){0,6}", 1..4), limit in 5usize..60) {
        let documents: Vec<Document<'_>> = texts.iter().map(|text| document("T", text, "en")).collect();
        let summary = summarise(&documents, limit);
        let words: usize = summary.sentences.iter().map(|sentence| sentence.text.split_whitespace().count()).sum();
        prop_assert!(words <= limit || summary.sentences.len() == 1);
        for sentence in &summary.sentences {
            prop_assert!(texts[sentence.report].contains(&sentence.text));
        }
    }

    #[test]
    fn never_panics(text in "\\PC{0,120}") {
        let _ = summarise(&[document(&text, &text, "en")], 20);
    }
}
