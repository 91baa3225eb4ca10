//! The lists as they lie in `data`, read once.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;

use super::which::Vocabulary;

/// One line of a list.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Its code; of a field, the list it comes from.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Names that mean the same and are read as it.
    #[serde(skip)]
    pub same: Vec<&'static str>,
    /// What people call it: searched and suggested by, never read as it.
    #[serde(skip)]
    pub words: Vec<&'static str>,
}

impl Listed {
    /// Whether a text is its name, however it is written.
    pub(crate) fn is_called(&self, text: &str) -> bool {
        let wanted = folded(text);
        self.names().any(|name| folded(name) == wanted)
    }

    /// Its name, and those that mean the same.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.same.iter().copied())
    }

    /// Whether a city made it up for itself, and nobody confirmed it.
    pub fn is_unconfirmed(&self) -> bool {
        self.code == "local"
    }
}

/// A list with its ways in.
pub(crate) struct Table {
    pub(crate) entries: Vec<Listed>,
    by_name: HashMap<String, usize>,
    by_code: HashMap<&'static str, usize>,
}

impl Table {
    fn read(file: &'static str) -> Self {
        let lines = file.lines().filter(|line| !line.starts_with('#')).skip(1);
        let entries: Vec<Listed> = lines.filter_map(entry).collect();
        let mut by_name = HashMap::new();
        let mut by_code = HashMap::new();
        for (at, listed) in entries.iter().enumerate() {
            by_code.insert(listed.code, at);
            // A section of one division shares its name (教育): the division is meant, which comes later.
            for name in listed.names() {
                by_name.insert(folded(name), at);
            }
        }
        Self {
            entries,
            by_name,
            by_code,
        }
    }

    /// The entry of this name, however it is written.
    pub(crate) fn named(&self, text: &str) -> Option<&Listed> {
        self.by_name.get(&folded(text)).map(|at| &self.entries[*at])
    }

    /// The entry of this code.
    pub(crate) fn coded(&self, code: &str) -> Option<&Listed> {
        self.by_code.get(code).map(|at| &self.entries[*at])
    }
}

/// A line `code,name,same,words`; a test reads that every line is one.
fn entry(line: &'static str) -> Option<Listed> {
    let mut cells = line.split(',');
    let (code, name) = (cells.next()?, cells.next()?);
    let mut list = || {
        let cell = cells.next().unwrap_or_default();
        cell.split(';').filter(|part| !part.is_empty()).collect()
    };
    Some(Listed {
        code,
        name,
        same: list(),
        words: list(),
    })
}

static FIELD: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_str!("../../../data/field.csv")));
static INDUSTRY: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_str!("../../../data/industry.csv")));
static SUBJECT: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_str!("../../../data/subject.csv")));
static IPC: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../../../data/ipc.csv")));

/// The list of a vocabulary.
pub(crate) fn of(vocabulary: Vocabulary) -> &'static Table {
    match vocabulary {
        Vocabulary::Field => &FIELD,
        Vocabulary::Industry => &INDUSTRY,
        Vocabulary::Subject => &SUBJECT,
        Vocabulary::Ipc => &IPC,
    }
}

/// What stays of a name however it is written: without spaces and marks, and with one word for "and".
pub(crate) fn folded(name: &str) -> String {
    crate::text::folded(name)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| if matches!(c, '及' | '与') { '和' } else { c })
        .collect()
}
