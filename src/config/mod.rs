//! `config.toml` and the environment to validated [`Settings`]; every error at once, each with its place.

pub mod edit;
mod parse;
mod problem;
mod reader;
mod settings;
#[cfg(test)]
mod tests;
mod value;

use std::io::Read;
use std::path::{Path, PathBuf};

pub use parse::{Loaded, parse};
pub use problem::{ConfigErrors, Place, Problem};
pub use settings::*;
pub use value::{parse_duration, parse_encoder, parse_size, parse_window};

/// Bytes; no configuration that people write comes near.
const LARGEST: u64 = 4 << 20;

/// Variables that hold secrets: `…_FILE` names a file that holds the value instead.
const SECRETS: [&str; 1] = ["NEWSLOOM_SERVER__ADMIN_TOKEN"];

/// Reads and validates the configuration file; `environment` is `std::env::vars()`, or a part of it.
///
/// # Errors
/// Everything that is wrong, each with its place; or, if the file cannot be read, why.
pub fn load(path: &Path, environment: impl IntoIterator<Item = (String, String)>) -> Result<Loaded, ConfigErrors> {
    let text = read_text(path)?;
    let absolute =
        std::path::absolute(path).map_err(|error| ConfigErrors::of_file(path, format!("{error}; write another path")))?;
    let base = absolute.parent().map_or_else(PathBuf::new, Path::to_owned);
    let mut variables = Vec::new();
    let mut unread = Vec::new();
    for (name, value) in environment {
        match secret_of_file(&name, &value) {
            None => variables.push((name, value)),
            Some(Ok(secret)) => variables.push(secret),
            Some(Err(problem)) => unread.push(problem),
        }
    }
    match parse(&text, path, &base, variables) {
        loaded if unread.is_empty() => loaded,
        Ok(_) => Err(ConfigErrors(unread)),
        Err(ConfigErrors(errors)) => Err(ConfigErrors(errors.into_iter().chain(unread).collect())),
    }
}

fn read_text(path: &Path) -> Result<String, ConfigErrors> {
    let wrong = |message: String| ConfigErrors::of_file(path, message);
    if path.is_dir() {
        return Err(wrong("is a folder; give the file in it, such as --config config.toml".to_owned()));
    }
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            wrong("there is no such file; give another with --config PATH, or let newsloom add URL begin one".to_owned())
        }
        _ => wrong(format!("cannot be read ({error}); check its permissions")),
    })?;
    if bytes.len() as u64 > LARGEST {
        return Err(wrong("is larger than 4 MiB; is it a configuration?".to_owned()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
        wrong(format!("line {line} is not UTF-8; save the file as UTF-8"))
    })
}

/// `NEWSLOOM_…_FILE` of a secret: the variable that it stands for, and what the file holds.
fn secret_of_file(name: &str, path: &str) -> Option<Result<(String, String), Problem>> {
    let variable = name.strip_suffix("_FILE").filter(|variable| SECRETS.contains(variable))?;
    Some(match std::fs::read_to_string(path) {
        Ok(secret) => Ok((variable.to_owned(), secret.trim_end_matches(['\r', '\n']).to_owned())),
        Err(error) => Err(Problem {
            place: Place::Variable(name.to_owned()),
            message: format!("{path} cannot be read ({error}); check path and permissions"),
        }),
    })
}
