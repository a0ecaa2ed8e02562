//! Expected ids and vectors are those of the package that the model comes from (models/NOTICE); the texts are ours.

use super::dense::{Dense, quantize};
use super::*;
use crate::embed;

fn encoder() -> &'static Encoder<'static> {
    embed::builtin().unwrap()
}

#[test]
fn pieces_are_those_of_the_model() {
    let check = |text: &str, expected: &[u32]| assert_eq!(encoder().tokenizer.ids(text, PIECES), expected, "{text:?}");
    check(
        "The bridge over the Ilva was opened again on Tuesday.",
        &[1, 76, 18043, 393, 12, 481, 835, 64, 8700, 1470, 54, 7196, 8, 2],
    );
    check(
        "Мост через Ильву снова открыт во вторник.",
        &[1, 2874, 35702, 6870, 2064, 114520, 449, 35227, 29052, 3193, 6, 50349, 9636, 8, 2],
    );
    check(
        "イルヴァ川に架かる橋が火曜日に再開通した。",
        &[1, 6, 14991, 30342, 2966, 147, 4874, 31867, 4657, 80, 1473, 49574, 147, 622, 58055, 595, 27, 2],
    );
    check("สะพานข้ามแม่น้ำอิลวาเปิดอีกครั้งเมื่อวันอังคาร", &[1, 6, 44545, 43549, 23355, 95295, 9830, 15517, 23106, 7243, 8013, 94573, 2]);
    // Nothing to say; wide letters, a ligature and a fraction; marks, joiners and line ends; what no piece knows.
    check("", &[1, 0, 2]);
    check("  \n ", &[1, 0, 2]);
    check("Ｆｕｌｌ　ｗｉｄｔｈ ﬁne ½", &[1, 17004, 16050, 1668, 32259, 2]);
    check("a\u{301} cafe\u{301}\u{200d} x\u{ad} y\tz\r\n", &[1, 23183, 15567, 0, 257, 127_940, 51, 381, 2]);
    check("👩\u{200d}🚀 ☃ 𝕏 \0 ﷺ", &[1, 6, 0, 0, 0, 6, 0, 829, 6, 0, 1312, 40632, 9681, 15314, 102_894, 2]);
}

#[test]
fn vectors_are_those_of_the_model() {
    let check = |text: &str, expected: [f32; 6]| {
        let vector = encoder().encode(text);
        assert_eq!(vector.len(), WIDTH);
        for (is, expected) in vector.iter().zip(expected) {
            assert!((is - expected).abs() < 0.000_2, "{text:?}: {:?}", &vector[..6]);
        }
        vector
    };
    let texts = [
        check("The bridge over the Ilva was opened again on Tuesday.", [-0.0571, -0.0213, -0.0283, -0.0038, 0.0353, 0.0284]),
        check(
            "Die Brücke über die Ilva wurde am Dienstag wieder geöffnet.",
            [-0.0609, -0.0446, -0.0672, -0.0359, 0.0201, 0.0353],
        ),
        check("أعيد فتح الجسر فوق نهر إيلفا يوم الثلاثاء", [-0.0146, 0.0298, 0.0021, -0.004, -0.0482, 0.0587]),
        check("A goat was elected mayor of a village for the third time.", [-0.0724, 0.0521, 0.0711, -0.0307, -0.0321, -0.0696]),
    ];
    let cosine = |one: usize, other: usize| texts[one].iter().zip(&texts[other]).map(|(a, b)| a * b).sum::<f32>();
    for (one, other, expected) in
        [(0, 0, 1.0), (0, 1, 0.838), (0, 2, 0.599), (1, 2, 0.529), (0, 3, 0.241), (1, 3, 0.157), (2, 3, 0.076)]
    {
        assert!((cosine(one, other) - expected).abs() < 0.001, "{one} {other}: {}", cosine(one, other));
    }
}

#[test]
fn hostile_texts_end_soon() {
    for letter in ["\u{301}", "x", "ﷺ", "漢", " a", "\u{10FFFF}", "<s>"] {
        let ids = encoder().tokenizer.ids(&letter.repeat(1_000_000), PIECES);
        assert!(ids.len() <= PIECES + 2);
    }
}

#[test]
fn knows_its_languages_by_any_tag() {
    let check = |tag: &str, expected: bool| assert_eq!(knows(tag), expected, "{tag}");
    check("zh-TW", true);
    check("PT_br", true);
    check("en", true);
    check("sr", true);
    check("nb-NO", true);
    check("hi", false);
    check("fil", false);
    check("", false);
}

#[test]
fn unrelated_reports_have_little_in_common_but_their_language() {
    // Every fourth report of the sample newsroom: few of them tell one event.
    let reports = crate::demo::Newsroom::load().unwrap().reports;
    let reports: Vec<_> = reports.iter().filter(|report| knows(&report.language)).step_by(4).collect();
    let vectors = encoder().map_all(&reports, |encoder, report| {
        let text = format!("{} {}", report.standfirst, report.paragraphs.join(" "));
        embed::Embedder::Builtin.passage(&report.title, &text, Some(&report.language)).unwrap().meaning(encoder)
    });
    let mean_cosine = |centred: bool| {
        let unit = |vector: &Vec<f32>, language: &str| {
            let mean = if centred { mean(language) } else { vec![0.0; WIDTH] };
            let vector: Vec<f32> = vector.iter().zip(mean).map(|(value, mean)| value - mean).collect();
            let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
            vector.into_iter().map(|value| value / length).collect::<Vec<f32>>()
        };
        let units: Vec<Vec<f32>> = vectors.iter().zip(&reports).map(|(vector, report)| unit(vector, &report.language)).collect();
        let cosine = |one: usize, other: usize| units[one].iter().zip(&units[other]).map(|(a, b)| a * b).sum::<f32>();
        let pairs: Vec<f32> = (1..units.len())
            .flat_map(|one| (0..one).map(move |other| (one, other)))
            .map(|(one, other)| cosine(one, other))
            .collect();
        pairs.iter().sum::<f32>() / pairs.len() as f32
    };
    let (raw, centred) = (mean_cosine(false), mean_cosine(true));
    // Reports of one sample newsroom share more than a language; most of what they share goes.
    assert!(centred < 0.6 * raw, "{raw} {centred}");
    assert_eq!(
        (mean("zh").len(), mean("xx").len(), mean("xx") == mean("hi"), mean("ko") == mean("xx")),
        (WIDTH, WIDTH, true, false)
    );
}

#[test]
fn a_file_that_is_no_model_is_refused() {
    let check = |bytes: &[u8]| assert!(Encoder::load(bytes).is_err());
    check(b"");
    check(b"NLENC\0\0\x01");
    check(b"NLENC\0\0\x01\xFF\xFF\xFF\xFF");
    check(b"NLENC\0\0\x01\0\0\0\0");
}

#[test]
fn products_are_those_of_the_definition_whatever_the_processor_has() {
    let (inputs, outputs, rows) = (6, 64, 11);
    let weights: Vec<i8> = (0..inputs * outputs).map(|at| ((at * 37 + 11) % 255) as u8 as i8).collect();
    let input: Vec<i16> = (0..rows * inputs).map(|at| ((at * 7919) % 16_383) as i16 - 8_191).collect();
    let expected: Vec<i32> = (0..rows * outputs)
        .map(|at| {
            (0..inputs)
                .map(|k| i32::from(input[at / outputs * inputs + k]) * i32::from(weights[k * outputs + at % outputs]))
                .sum()
        })
        .collect();
    let dense = Dense::of(&weights, inputs, outputs, 1.0).unwrap();
    let mut out = vec![0; rows * outputs];
    dense.multiply(&input, inputs, &mut out);
    assert_eq!(out, expected);
    out.fill(0);
    dense.multiply_portably(&input, inputs, &mut out);
    assert_eq!(out, expected);
}

#[test]
fn quantizes_to_the_nearest() {
    let mut numbers = [0; 4];
    let scale = quantize(&[2.0, -1.0, 0.0001, 0.0], &mut numbers);
    assert_eq!(numbers, [8191, -4096, 0, 0]);
    assert!((scale * 8191.0 - 2.0).abs() < 1e-6);
    assert_eq!((quantize(&[0.0; 4], &mut numbers), numbers), (0.0, [0; 4]));
}
