//! Whether people before a verb do what it says or suffer it: "two gunmen killed nine people", "two sisters killed in crash".

use super::counted::{ARRESTED, COUNTED, DEAD, INJURED, counted};
use super::people;

/// Verbs that kill, folded: beginnings. All others of [`DEAD`] are died of.
const KILL: [&str; 8] = ["kill", "getotet", "tue", "uccis", "gedood", "ubi", "zabi", "usmr"];

/// Nouns among the words of [`INJURED`]: who has them did nothing.
const HARM: [&str; 8] = ["injuries", "injury", "verletzung", "blessures", "heridas", "ferite", "povrede", "ozljede"];

/// Forms that say what somebody does, and of the Slavic ones the endings.
const DOES: &str = "toten toteten verletzen verletzten verhaften verhafteten evakuieren evakuierten";
const DID: [&str; 4] = ["lo", "la", "li", "le"];

/// Who has done something.
const HAVE: &str = "have has had haben hat hatten hatte hebben heeft hadden ont avaient avait hanno avevano ha aveva han habian habia nahm nahmen nimmt nehmen";

/// To whom something was done; and who has what happened to him.
const BE: &str = "was were is are be been being got worden wurde wurden wird werden ete sont furent sido fueron fue foram stati state stato stata suffered sustained erlitten";

/// Articles and the like that open an object.
const ARTICLES: &str = "a an the his her its their another einen eine einem ein den een un une una uno";

/// Auxiliaries behind the verb, which has its object after them in Slavic languages.
const BEHIND: &str = "su je se";

/// Words that deny what happened between a number and the word for it: "the two drivers were not injured".
const NOT: &str = "not never nicht niet non nisu nije ne nie nejsou neni ikke inte ei nem nao";

/// Whether words between a number and what it would count deny that.
pub fn denies(between: &[&str]) -> bool {
    between.iter().any(|word| NOT.split(' ').any(|not| not == *word))
}

/// Whether those whom a number counts do what the word behind them says. `between`: the words between the two; `after`: what follows the word, up to a
/// comma or the like; all folded.
pub fn acts(between: &[&str], verb: &str, after: &[&str], family: &str, is_number: impl Fn(&str) -> bool) -> bool {
    let among = |word: &str, list: &str| list.split_whitespace().any(|known| known == word);
    let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| verb.starts_with(beginning));
    let done = match counted(verb).map(|counted| COUNTED[counted].0) {
        Some(DEAD) => begins(&KILL),
        Some(INJURED) => !begins(&HARM),
        Some(what) => what == ARRESTED || what == "evacuated",
        None => false,
    };
    if !done || between.iter().any(|word| among(word, BE)) {
        return false;
    }
    let object = after.iter().find(|word| !among(word, BEHIND));
    let object = object
        .is_some_and(|word| is_number(word) || people::are(word) || among(word, ARTICLES) && (*word != "a" || family == "en"));
    let taken = matches!(counted(verb).map(|counted| COUNTED[counted].0), Some(ARRESTED | "evacuated"));
    let does = among(verb, DOES) || taken && DID.iter().any(|ending| verb.ends_with(ending));
    between.iter().any(|word| among(word, HAVE)) || (object || does) && between.iter().any(|word| people::are(word))
}
