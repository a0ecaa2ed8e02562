//! What is wrong with a configuration, and where.

use std::cell::RefCell;
use std::fmt;
use std::path::{Path, PathBuf};

/// More than this is a file of another kind; the rest is counted, not listed.
const LISTED: usize = 100;

/// Where a [`Problem`] lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Line and column count from 1; a column is one character.
    Position {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
    },
    /// The file as a whole.
    File(PathBuf),
    /// An environment variable.
    Variable(String),
}

/// One thing that is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// `what is wrong; what to do`, one line.
    pub message: String,
}

/// Everything that keeps a configuration from being used, in the order of the file; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigErrors(pub Vec<Problem>);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Position { path, line, column } => write!(f, "{}:{line}:{column}", path.display()),
            Place::File(path) => write!(f, "{}", path.display()),
            Place::Variable(name) => f.write_str(name),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigErrors {}

impl ConfigErrors {
    pub(super) fn of_file(path: &Path, message: impl Into<String>) -> Self {
        ConfigErrors(vec![Problem { place: Place::File(path.to_owned()), message: message.into() }])
    }
}

/// Where a value was read; the order is the order of reporting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum At<'a> {
    /// Byte of the text.
    Offset(usize),
    /// Name of an environment variable.
    Variable(&'a str),
}

/// Collects problems while reading goes on.
#[derive(Debug, Default)]
pub(super) struct Findings<'a> {
    errors: RefCell<Vec<(At<'a>, String)>>,
    warnings: RefCell<Vec<(At<'a>, String)>>,
}

impl<'a> Findings<'a> {
    pub fn error(&self, at: At<'a>, message: impl Into<String>) {
        self.errors.borrow_mut().push((at, message.into()));
    }

    pub fn warn(&self, at: At<'a>, message: impl Into<String>) {
        self.warnings.borrow_mut().push((at, message.into()));
    }

    /// Errors and warnings with their places in `text`.
    pub fn placed(&self, text: &str, path: &Path) -> (Vec<Problem>, Vec<Problem>) {
        (placed(self.errors.take(), text, path), placed(self.warnings.take(), text, path))
    }
}

fn placed(mut found: Vec<(At<'_>, String)>, text: &str, path: &Path) -> Vec<Problem> {
    found.sort();
    let more = found.len().saturating_sub(LISTED);
    found.truncate(LISTED);
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let place = |at: At<'_>| match at {
        At::Variable(name) => Place::Variable(name.to_owned()),
        At::Offset(offset) => {
            let line = starts.partition_point(|start| *start <= offset).max(1);
            let start = starts.get(line - 1).copied().unwrap_or(0);
            let rest = text.get(start..).unwrap_or_default();
            let column = 1 + rest.char_indices().take_while(|(at, _)| start + at < offset).count();
            Place::Position { path: path.to_owned(), line, column }
        }
    };
    let mut problems: Vec<_> = found.into_iter().map(|(at, message)| Problem { place: place(at), message }).collect();
    if more > 0 {
        problems.push(Problem { place: Place::File(path.to_owned()), message: format!("and {more} more; fix these first") });
    }
    problems
}
