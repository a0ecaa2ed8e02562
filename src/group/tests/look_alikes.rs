//! Two events that read alike, and one event told twice.

use super::*;

#[test]
fn look_alikes_with_other_facts_stay_apart() {
    let quake = |magnitude: &str, place: &str, hurt: &str| {
        format!(
            "An earthquake of magnitude {magnitude} struck near {place} early on Sunday. At least {hurt} people were hurt, the national \
            seismological institute said. Houses were damaged and power was cut in several villages."
        )
    };
    let (one, other) = (quake("5.8", "Orlo", "12"), quake("6.4", "Vanda", "40"));
    let docs = [doc(1, "Quake near Orlo hurts 12", &one, "a"), doc(2, "Quake near Vanda hurts 40", &other, "b")];
    assert_eq!(stories(&docs), [vec![1], vec![2]]);
}

#[test]
fn one_form_in_two_countries_is_two_events() {
    let quake = |place: &str, country: &str| {
        format!(
            "An earthquake of magnitude 5.8 struck {place} in {country} early on Sunday. At least 12 people were hurt, the national \
            seismological institute said. Houses were damaged and power was cut in several villages."
        )
    };
    let check = |one: (&str, &str), other: (&str, &str), expected: &[Vec<u64>]| {
        assert_eq!(stories(&[doc(1, one.0, one.1, "a"), doc(2, other.0, other.1, "b")]), expected, "{one:?} {other:?}");
    };
    let (chile, peru) = (quake("the coast", "Chile"), quake("the coast", "Peru"));
    check(
        ("Quake of magnitude 5.8 in Chile hurts 12", &chile),
        ("Quake of magnitude 5.8 in Peru hurts 12", &peru),
        &[vec![1], vec![2]],
    );
    check(
        ("Quake of magnitude 5.8 in Chile hurts 12", &chile),
        ("Chile: 5.8-magnitude quake hurts 12", &chile.replace("struck", "shook")),
        &[vec![1, 2]],
    );
    check(
        ("Quake of magnitude 5.8 in Chile hurts 12", &chile),
        ("A 5.8-magnitude quake hurts 12", &chile.replace("struck", "shook")),
        &[vec![1, 2]],
    );

    let crash = |country: &str, whose: &str| {
        format!(
            "A bus of a {whose} firm left the road in {country} on Sunday and fell into a river. The police said that 22 passengers were killed."
        )
    };
    let (bolivia, pakistan, peruvian) = (crash("Bolivia", "local"), crash("Pakistan", "local"), crash("Bolivia", "Peruvian"));
    check(("Bus crash in Bolivia kills 22", &bolivia), ("Bus crash in Pakistan kills 22", &pakistan), &[vec![1], vec![2]]);
    check(("Bus crash in Bolivia kills 22", &peruvian), ("Peruvian bus crash: 22 killed", &peruvian), &[vec![1, 2]]);
    let fire = |state: &str| {
        format!(
            "A fire in a hotel in {state} killed three guests on Sunday night. Firefighters said that the cause is not known. Some 40 people were led out by a window."
        )
    };
    let (ohio, texas) = (fire("Ohio"), fire("Texas"));
    check(("Hotel fire in Ohio kills three", &ohio), ("Hotel fire in Texas kills three", &texas), &[vec![1], vec![2]]);
    check(
        ("Hotel fire in Ohio kills three", &ohio),
        ("Three dead in US hotel fire", &ohio.replace("killed", "took the lives of")),
        &[vec![1, 2]],
    );
}

/// Whatever the form: two headlines that name places, neither of which the other report knows.
#[test]
fn news_of_two_places_is_two_events() {
    fn check(one: (&str, &str, &str), other: (&str, &str, &str), expected: &[Vec<u64>]) {
        let docs = [(1, one, "a"), (2, other, "b")]
            .map(|(id, (language, title, text), publisher)| Doc { language: Some(language), ..doc(id, title, text, publisher) });
        assert_eq!(stories(&docs), expected, "{one:?} {other:?}");
    }
    let ferry = "A ferry with 200 people on board sank in the night. At least 18 people drowned, the coast guard said; divers search for 30 more.";
    let two = [vec![1], vec![2]];
    check(("en", "Ferry sinks in Indonesia, 18 drown", ferry), ("en", "Ferry sinks in Bangladesh, 18 drown", ferry), &two);
    check(
        (
            "ar",
            "مقتل 15 شخصا في فيضانات في المغرب",
            "قالت السلطات إن 15 شخصا قتلوا في فيضانات اجتاحت عدة قرى ليلة الأحد، ولا يزال البحث جاريا عن مفقودين.",
        ),
        (
            "ar",
            "مقتل 15 شخصا في فيضانات في اليمن",
            "قالت السلطات إن 15 شخصا قتلوا في فيضانات اجتاحت عدة قرى ليلة الأحد، ولا يزال البحث جاريا عن مفقودين.",
        ),
        &two,
    );
    let rates = "The central bank cut its key rate by a quarter of a point. Inflation has slowed more than it had expected, the governor said.";
    check(
        ("en", "Bank of Canada cuts rates by 25 basis points", rates),
        ("en", "Bank of Mexico cuts rates by 25 basis points", rates),
        &two,
    );
    // Who is named on both sides may act from two capitals.
    check(
        (
            "en",
            "Indonesia protests as ferry sinks",
            "A ferry of captain Arno Blick sank in the night; minister Tilda Ossen protested. At least 18 people drowned, the coast guard said.",
        ),
        (
            "en",
            "Ferry from Bangladesh sinks",
            "A ferry of captain Arno Blick sank in the night; at least 18 people drowned, the coast guard said. Minister Tilda Ossen protested.",
        ),
        &[vec![1, 2]],
    );
    // The one names the place of the other further down, or a place in which it lies.
    check(
        ("en", "Ferry sinks in Indonesia, 18 drown", ferry),
        (
            "en",
            "Ferry from Bangladesh sinks, 18 drown",
            "A ferry with 200 people on board sank off Indonesia in the night. At least 18 people drowned, the coast guard said; divers search for 30 more.",
        ),
        &[vec![1, 2]],
    );
    check(("en", "Ferry sinks in Indonesia, 18 drown", ferry), ("en", "Ferry sinks off Jakarta, 18 drown", ferry), &[vec![1, 2]]);
}

#[test]
fn one_form_with_other_names_is_no_repetition() {
    let results = |firm: &str, town: &str, chief: &str| {
        format!(
            "{firm} has nearly doubled its profit in the past year, the maker of machines said on Thursday in {town}. Orders rose in all \
            markets, above all in Asia, and the dividend is to rise as well. The outlook for the coming year is good, said {chief}, who leads \
            the company. The shares rose at the opening of the stock exchange, and analysts had expected less than that."
        )
    };
    let texts = [results("Siltra", "Vanda", "Maria Ossen"), results("Aixmar", "Kessel", "Jonas Brandt")];
    for publisher in ["wire", "other"] {
        let docs =
            [doc(1, "Siltra doubles its profit", &texts[0], "wire"), doc(2, "Aixmar doubles its profit", &texts[1], publisher)];
        let mut grouper = Grouper::new(Options::default());
        docs.iter().for_each(|doc| grouper.add(*doc, None));
        let groups = grouper.finish();
        assert_eq!((groups.copy_of(2), groups.repost_of(2)), (None, None), "{publisher}");
    }
}

#[test]
fn reports_of_other_days_and_other_victims_are_other_events() {
    let shooting = |day: &str, age: u32, street: &str| {
        format!(
            "A {age}-year-old man was shot dead in Marport on {day} night, police said. Officers found him with several wounds on {street} \
            shortly before midnight. He was taken to the Ilva hospital, where he died. Nobody has been arrested, and police ask for witnesses."
        )
    };
    let texts = [
        shooting("Tuesday", 24, "Mill Street"),
        shooting("Friday", 31, "Mill Street"),
        shooting("Tuesday", 24, "Mill Street near the harbour"),
    ];
    let docs = [
        doc(1, "Man shot dead in Marport", &texts[0], "a"),
        doc(2, "Man shot dead in Marport", &texts[1], "b"),
        doc(3, "Marport: man dies after shooting", &texts[2], "c"),
    ];
    assert_eq!(stories(&docs), [vec![1, 3], vec![2]]);
}

/// A report of a quake, at a publisher of its own; no magnitude where it is 0.
fn quake(id: u64, magnitude: u32) -> (u64, String, String) {
    let told = match magnitude {
        0 => "An earthquake".to_owned(),
        tenths => format!("An earthquake of magnitude {}.{}", tenths / 10, tenths % 10),
    };
    let own =
        ["Schools stay shut.", "The railway was stopped.", "A church lost its tower.", "Power is out in Tarn."][id as usize % 4];
    let text = format!(
        "{told} struck the valley of the Ilva near Marport on Sunday morning. Mayor Tilda Ossen said that houses were damaged in several villages \
        and people ran into the streets. {own}"
    );
    (id, format!("Quake shakes Marport {}", ["and Tarn", "on Sunday", "again", "hard"][id as usize % 4]), text)
}

fn of_quakes(magnitudes: &[u32], published: &[u64], published_as: Option<u64>) -> Vec<Vec<u64>> {
    let reports: Vec<(u64, String, String)> = magnitudes.iter().zip(0..).map(|(magnitude, id)| quake(id, *magnitude)).collect();
    let publishers: Vec<String> = reports.iter().map(|(id, ..)| format!("p{id}")).collect();
    let mut grouper = Grouper::new(Options { window: None, ..Options::default() });
    for ((id, title, text), publisher) in reports.iter().zip(&publishers) {
        grouper.add(doc(*id, title, text, publisher), None);
    }
    grouper.publish(|id| published_as.filter(|_| published.contains(&id)), |_| false);
    grouper.finish().stories()
}

#[test]
fn facts_that_differ_are_not_outvoted() {
    let check =
        |magnitudes: &[u32], expected: &[&[u64]]| assert_eq!(of_quakes(magnitudes, &[], None), expected, "{magnitudes:?}");
    // Whoever states nothing would tie them all.
    check(&[58, 0, 70], &[&[0, 1], &[2]]);
    check(&[58, 0, 0, 58, 0, 70], &[&[0, 1, 2, 3, 4], &[5]]);
    check(&[58, 58, 58, 70, 70, 70], &[&[0, 1, 2], &[3, 4, 5]]);
    // Two agencies on one quake.
    check(&[70, 74, 70, 74], &[&[0, 1, 2, 3]]);
    // A misread number keeps nobody out for ever.
    let mut many = [58; 24];
    many[5] = 0;
    let mut ids: Vec<u64> = (0..24).collect();
    check(&many, &[&ids]);
    many[7] = 85;
    ids.remove(7);
    check(&many, &[&ids, &[7]]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// However many reports tie them, no story is made of reports that mostly contradict each other; and what an editor keeps apart is apart.
    #[test]
    fn no_story_holds_what_differs(
        picks in proptest::collection::vec(0usize..4, 2..16),
        apart in (0u64..16, 0u64..16),
        published in proptest::collection::btree_set(0u64..16, 0..6),
    ) {
        let magnitudes: Vec<u32> = picks.iter().map(|pick| [0, 45, 58, 70][*pick]).collect();
        for story in of_quakes(&magnitudes, &[], None) {
            let stated = |id: &u64| magnitudes[*id as usize] > 0;
            let (mut all, mut both, mut differ) = (0, 0, 0);
            for (at, one) in story.iter().enumerate() {
                for other in &story[..at] {
                    all += 1;
                    both += usize::from(stated(one) && stated(other));
                    differ += usize::from(stated(one) && stated(other) && magnitudes[*one as usize] != magnitudes[*other as usize]);
                }
            }
            prop_assert!(differ * 10 <= all || differ * 3 <= both, "{story:?} of {magnitudes:?}");
            prop_assert!(story.len() > 3 || differ == 0, "{story:?} of {magnitudes:?}");
        }
        let reports: Vec<(u64, String, String)> = magnitudes.iter().zip(0..).map(|(magnitude, id)| quake(id, *magnitude)).collect();
        let mut grouper = Grouper::new(Options { window: None, ..Options::default() });
        // Copies, reports of all sorts and published stories alike.
        reports.iter().for_each(|(id, title, text)| grouper.add(doc(*id, title, text, ["a", "b", "c"][*id as usize % 3]), None));
        grouper.publish(|id| published.contains(&id).then_some(1), |_| false);
        let (one, other) = (apart.0 % picks.len() as u64, apart.1 % picks.len() as u64);
        if one != other {
            grouper.keep_apart([one], [other]);
            let stories = grouper.finish().stories();
            prop_assert!(!stories.iter().any(|story| story.contains(&one) && story.contains(&other)), "{one} {other} in {stories:?}");
        }
    }
}

#[test]
fn news_of_one_form_is_told_apart_by_whom_it_is_about() {
    let check = |one: (&str, &str), other: (&str, &str), same: bool| {
        let docs = [doc(1, one.0, one.1, "a"), doc(2, other.0, other.1, "b"), doc(3, "Marport bridge open again", BRIDGE, "c")];
        assert_eq!(stories(&docs).len(), if same { 2 } else { 3 }, "{} / {}", one.0, other.0);
    };
    let died = "the actor known for roles on stage and television, has died at 81, the family said on Monday. The actor died at home after a \
        short illness. Colleagues paid tribute, and the theatre in which the career had begun lowered its flag.";
    let (vanz, lund) = (format!("Pelle Vanz, {died}"), format!("Maria Lundqvis, {died}"));
    check(("Actor Pelle Vanz dies at 81", &vanz), ("Actor Maria Lundqvis dies at 81", &lund), false);
    let mourned = "Theatres mourn the actor Pelle Vanz, who died at home at the age of 81 after a short illness. His family made it known on \
        Monday; colleagues from stage and television paid tribute.";
    check(("Actor Pelle Vanz dies at 81", &vanz), ("Stage star Vanz, 81, dead", mourned), true);

    let crash = |town: &str| {
        format!(
            "Three people were killed on Thursday when a lorry and a bus collided on the road near {town}. The road was closed for hours, police \
            said. The bus was taking workers home from a factory; twelve of them are in hospital."
        )
    };
    check(
        ("Bus crash near Kessel kills three", &crash("Kessel")),
        ("Bus crash near Tarnholm kills three", &crash("Tarnholm")),
        false,
    );
    let workers = "The bus that collided with a lorry near Kessel on Thursday was taking workers home from a factory. Three were killed and twelve \
        are in hospital, police said.";
    check(("Bus crash near Kessel kills three", &crash("Kessel")), ("Three workers killed as lorry hits bus", workers), true);

    let verdict = |who: &str| {
        format!(
            "{who} was sentenced to five years in prison on Friday for taking bribes from builders. The judge spoke of a betrayal of the voters; \
            the defence is to appeal. The prosecution had asked for seven years."
        )
    };
    check(
        ("Tilda Ossen jailed for bribes", &verdict("Tilda Ossen")),
        ("Arno Blickmann jailed for bribes", &verdict("Arno Blickmann")),
        false,
    );
    // What is a common word all the same names somebody if the text has it for a name.
    let results = |firm: &str| {
        format!(
            "The profit of {firm} grew by 12 percent in the first half of the year, the company {firm} said on Thursday. It raised its outlook for \
            the year, since customers pay higher prices without buying less. Shares rose by two percent."
        )
    };
    check(
        ("Ford profit grows by 12 percent", &results("the carmaker Ford")),
        ("Apple profit grows by 12 percent", &results("the phone maker Apple")),
        false,
    );
    check(
        ("Tilda Ossen jailed for bribes", &verdict("Tilda Ossen")),
        ("Five years in prison for mayor who took bribes", &verdict("Ossen, the mayor of Marport,")),
        true,
    );
}

/// Those who name nobody would tie two firms' results together.
#[test]
fn strangers_of_one_form_are_not_outvoted() {
    let results = |firm: &str| {
        format!(
            "{firm} doubled its profit in the past year, the maker of machines said on Thursday. Orders rose in all markets, above all in Asia, \
            and the dividend is to rise as well. The outlook for the coming year is good."
        )
    };
    let texts = ["Siltra", "Siltra", "The firm", "Aixmar", "Aixmar"].map(results);
    let titles = [
        "Siltra doubles profit",
        "Siltra profit twice as high",
        "Maker of machines sees profit double",
        "Aixmar doubles profit",
        "Aixmar profit twice as high",
    ];
    let publishers = ["a", "b", "c", "d", "e"];
    let own = ["", " Shares rose.", " Unions ask for more pay.", " The board meets in May.", " A plant opens in Tarn."];
    let texts: Vec<String> = texts.iter().zip(own).map(|(text, own)| format!("{text}{own}")).collect();
    let docs: Vec<Doc<'_>> = (0..5).map(|at| doc(at as u64, titles[at], &texts[at], publishers[at])).collect();
    let stories = stories(&docs);
    let home = |id: u64| stories.iter().position(|story| story.contains(&id));
    assert!(home(0) == home(1) && home(3) == home(4) && home(0) != home(3), "{stories:?}");
}
