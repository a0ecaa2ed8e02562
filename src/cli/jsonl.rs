//! Lines of JSON on standard input: what is wrong with one costs no other.

use std::io::{self, BufRead};

use anyhow::Context as _;
use newsloom::read::json;
use serde_json::Value;

/// Hands every line that is not empty to `take`, with its number; says on standard error what is wrong with those that it cannot take, and how many those
/// are.
///
/// # Errors
/// Where standard input cannot be read, or `take` finds that nothing can be done any more.
pub fn each(mut take: impl FnMut(u64, Value) -> io::Result<anyhow::Result<()>>) -> anyhow::Result<usize> {
    let mut input = io::stdin().lock();
    let (mut bytes, mut left_out) = (Vec::new(), 0);
    for number in 1.. {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes).with_context(|| format!("standard input, line {number}"))? == 0 {
            break;
        }
        let (line, flaw) = repaired(&bytes);
        if line.trim().is_empty() {
            continue;
        }
        if let Some(flaw) = flaw {
            eprintln!("newsloom: standard input, line {number}: {flaw}, taken as U+FFFD");
        }
        let taken = match serde_json::from_str(line.trim_start_matches('\u{feff}')) {
            Ok(value) => take(number, value)?,
            Err(error) => Err(anyhow::anyhow!("{}", told(&error))),
        };
        if let Err(error) = taken {
            eprintln!("newsloom: standard input, line {number}: {error:#}; the line is left out");
            left_out += 1;
        }
    }
    Ok(left_out)
}

/// A field that holds text; `None` where it is not there, or null.
///
/// # Errors
/// Where it holds something else.
pub fn text<'a>(value: &'a Value, key: &str) -> anyhow::Result<Option<&'a str>> {
    let is = match value.get(key) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => return Ok(Some(text)),
        Some(Value::Number(_)) => "a number",
        Some(Value::Bool(_)) => "true or false",
        Some(Value::Array(_)) => "a list",
        Some(Value::Object(_)) => "an object",
    };
    anyhow::bail!("\"{key}\" is {is}, not text")
}

/// The line as characters, and what in it is none.
fn repaired(bytes: &[u8]) -> (String, Option<&'static str>) {
    let line = String::from_utf8_lossy(bytes);
    let whole = json::paired(&line);
    let flaw = match (&line, &whole) {
        (std::borrow::Cow::Owned(_), _) => Some("bytes that are no UTF-8"),
        (_, std::borrow::Cow::Owned(_)) => Some("half of a surrogate pair"),
        _ => None,
    };
    (whole.into_owned(), flaw)
}

/// The parser's words, which count lines of their own, as a place in this one.
fn told(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let what = words.split(" at line ").next().unwrap_or_default();
    if error.is_eof() { "not JSON: it is cut off".into() } else { format!("not JSON: {what} at column {}", error.column()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_character_is_replaced() {
        fn check(bytes: &[u8], expected: (&str, Option<&str>)) {
            let (line, flaw) = repaired(bytes);
            assert_eq!((line.as_str(), flaw), expected);
        }
        check(b"{\"a\":\"\\ud83d\\ude00\"}", ("{\"a\":\"\\ud83d\\ude00\"}", None));
        check(b"{\"a\":\"\\ud83d\"}", ("{\"a\":\"\u{fffd}\"}", Some("half of a surrogate pair")));
        check(b"{\"a\":\"\xff\"}", ("{\"a\":\"\u{fffd}\"}", Some("bytes that are no UTF-8")));
    }

    #[test]
    fn errors_name_a_column() {
        fn check(line: &str, expected: &str) {
            assert_eq!(told(&serde_json::from_str::<Value>(line).unwrap_err()), expected);
        }
        check("{\"a\":1,}", "not JSON: trailing comma at column 8");
        check("{\"a\":", "not JSON: it is cut off");
        check("no", "not JSON: expected ident at column 2");
    }
}
