//! Tables of the configuration, key by key: the environment first, then the file. A wrong value is noted and reading goes on, so
//! that one run shows every error.

use toml::de::{DeTable, DeValue};

use super::problem::{At, Findings};

/// `NEWSLOOM_SECTION__KEY=value`, taken apart.
#[derive(Debug, Clone)]
pub(super) struct Override {
    pub variable: String,
    pub section: String,
    pub key: String,
    pub value: String,
}

/// A value and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a> {
    pub at: At<'a>,
    raw: Raw<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Raw<'a> {
    Toml(&'a DeValue<'a>),
    Variable(&'a str),
}

impl<'a> Node<'a> {
    pub fn toml(at: usize, value: &'a DeValue<'a>) -> Self {
        Node { at: At::Offset(at), raw: Raw::Toml(value) }
    }

    fn wrong(&self, wanted: &str) -> String {
        match self.raw {
            Raw::Toml(value) => format!("is of type {}; write {wanted}", value.type_str()),
            Raw::Variable(text) => format!("{text:?} will not do; write {wanted}"),
        }
    }

    pub fn text(&self) -> Result<&'a str, String> {
        match self.raw {
            Raw::Toml(DeValue::String(text)) => Ok(text),
            Raw::Variable(text) => Ok(text),
            Raw::Toml(_) => Err(self.wrong("text in quotes")),
        }
    }

    pub fn boolean(&self) -> Result<bool, String> {
        match self.raw {
            Raw::Toml(DeValue::Boolean(value)) => Ok(*value),
            Raw::Variable(text) => text.parse().map_err(|_| self.wrong("true or false")),
            Raw::Toml(_) => Err(self.wrong("true or false, without quotes")),
        }
    }

    /// A whole number of `from..=to`.
    pub fn integer(&self, from: u64, to: u64) -> Result<u64, String> {
        let wanted = format!("a whole number from {from} to {to}");
        let value = match self.raw {
            Raw::Toml(DeValue::Integer(number)) => i128::from_str_radix(number.as_str(), number.radix()).ok(),
            Raw::Variable(text) => text.parse().ok(),
            Raw::Toml(_) => None,
        };
        match value {
            None => Err(self.wrong(&wanted)),
            Some(value) => u64::try_from(value)
                .ok()
                .filter(|value| (from..=to).contains(value))
                .ok_or_else(|| format!("{value} is out of range; write {wanted}")),
        }
    }

    /// Above zero, at most `to`.
    pub fn positive(&self, to: f64) -> Result<f64, String> {
        let value = match self.raw {
            Raw::Toml(DeValue::Float(number)) => number.as_str().parse::<f64>().ok(),
            Raw::Toml(DeValue::Integer(number)) => {
                i64::from_str_radix(number.as_str(), number.radix()).ok().map(|value| value as f64)
            }
            Raw::Variable(text) => text.parse().ok(),
            Raw::Toml(_) => None,
        };
        let wanted = format!("a number above 0, at most {to}");
        let value = value.ok_or_else(|| self.wrong(&wanted))?;
        if value > 0.0 && value <= to { Ok(value) } else { Err(format!("{value} is out of range; write {wanted}")) }
    }

    /// The elements; of a variable, the parts between commas.
    pub fn list(&self) -> Result<Vec<Node<'a>>, String> {
        match self.raw {
            Raw::Toml(DeValue::Array(array)) => {
                Ok(array.iter().map(|item| Node::toml(item.span().start, item.get_ref())).collect())
            }
            Raw::Variable(text) => Ok(text
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| Node { at: self.at, raw: Raw::Variable(part) })
                .collect()),
            Raw::Toml(_) => Err(self.wrong("a list in square brackets")),
        }
    }

    pub fn table(&self) -> Option<&'a DeTable<'a>> {
        match self.raw {
            Raw::Toml(value) => value.as_table(),
            Raw::Variable(_) => None,
        }
    }
}

/// One table, with the variables that override it.
pub(super) struct Section<'a> {
    /// As the documentation calls it: `fetch`, `source`.
    name: &'static str,
    /// Where the table begins.
    pub at: At<'a>,
    table: Option<&'a DeTable<'a>>,
    overrides: &'a [Override],
    known: Vec<&'static str>,
    findings: &'a Findings<'a>,
}

impl<'a> Section<'a> {
    pub fn new(
        name: &'static str,
        at: At<'a>,
        table: Option<&'a DeTable<'a>>,
        overrides: &'a [Override],
        findings: &'a Findings<'a>,
    ) -> Self {
        Section { name, at, table, overrides, known: Vec::new(), findings }
    }

    /// The value of a key, which is known from now on.
    pub fn node(&mut self, key: &'static str) -> Option<Node<'a>> {
        self.known.push(key);
        let variable = self.overrides.iter().find(|variable| variable.section == self.name && variable.key == key);
        if let Some(variable) = variable {
            return Some(Node { at: At::Variable(&variable.variable), raw: Raw::Variable(&variable.value) });
        }
        let value = self.table?.get(key)?;
        Some(Node::toml(value.span().start, value.get_ref()))
    }

    /// A value that `read` accepts; otherwise its complaint is noted.
    pub fn get<T>(&mut self, key: &'static str, read: impl FnOnce(&Node<'a>) -> Result<T, String>) -> Option<T> {
        let node = self.node(key)?;
        read(&node).map_err(|message| self.complain(node.at, key, &message)).ok()
    }

    /// As [`Section::get`], for text.
    pub fn text<T>(&mut self, key: &'static str, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        self.get(key, |node| read(node.text()?))
    }

    /// As [`Section::get`], for a key that must be there.
    pub fn required<T>(&mut self, key: &'static str, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        if self.table.is_none_or(|table| !table.contains_key(key)) {
            let name = self.name;
            self.findings.error(self.at, format!("this [[{name}]] has no {key}; add {key} = \"…\""));
        }
        self.text(key, read)
    }

    /// The elements that `read` accepts, each with its place; every other one is noted.
    pub fn list<T>(&mut self, key: &'static str, read: impl Fn(&str) -> Result<T, String>) -> Option<Vec<(At<'a>, T)>> {
        let items = self.get(key, Node::list)?;
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            match item.text().and_then(&read) {
                Ok(value) => values.push((item.at, value)),
                Err(message) => self.complain(item.at, key, &message),
            }
        }
        Some(values)
    }

    /// Notes an error about a key.
    pub fn complain(&self, at: At<'a>, key: &str, message: &str) {
        self.findings.error(at, format!("{}.{key}: {message}", self.name));
    }

    /// Notes every key that nobody asked for.
    pub fn finish(self) {
        let keys = self.table.into_iter().flat_map(|table| table.keys());
        for key in keys.filter(|key| !self.known.contains(&key.get_ref().as_ref())) {
            let message = format!("{}.{} is no known key; {}", self.name, key.get_ref(), suggestion(key.get_ref(), &self.known));
            self.findings.error(At::Offset(key.span().start), message);
        }
        for variable in self.overrides.iter().filter(|variable| variable.section == self.name) {
            if !self.known.contains(&variable.key.as_str()) {
                let message =
                    format!("{}.{} is no known key; {}", self.name, variable.key, suggestion(&variable.key, &self.known));
                self.findings.error(At::Variable(&variable.variable), message);
            }
        }
    }
}

/// `did you mean …?`, or else all that there are.
pub(super) fn suggestion(given: &str, known: &[impl AsRef<str>]) -> String {
    let near = known.iter().map(|name| (distance(given, name.as_ref()), name.as_ref())).min();
    match near {
        Some((distance, name)) if distance <= 1 + name.len() / 4 && distance < name.len() => format!("did you mean {name}?"),
        _ if known.len() > 16 || known.is_empty() => "see docs/configuration.md".to_owned(),
        _ => {
            let mut names: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
            names.sort_unstable();
            names.dedup();
            format!("there are: {}", names.join(", "))
        }
    }
}

/// Levenshtein's, of at most 64 characters.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(65).collect(), b.chars().take(65).collect());
    if a.len() > 64 || b.len() > 64 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        let mut left = i + 1;
        for (y, pair) in b.iter().zip(row.windows(2)) {
            let (corner, above) = match pair {
                [corner, above] => (*corner, *above),
                _ => return usize::MAX,
            };
            left = (left + 1).min(above + 1).min(corner + usize::from(x != y));
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}
