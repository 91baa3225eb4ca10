//! Entries of a vocabulary, as they are stored and shown.

use serde::Serialize;

use super::table::Listed;
use super::which::Vocabulary;

/// An entry of a vocabulary, or what is finer than one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// `C26`, `C3985`, `43045`, `C30B 29/36`; nothing for fields, which have only names.
    pub code: Option<String>,
    /// As listed; of what is finer than the list as it was typed, or empty.
    pub name: String,
    /// The entry of the list: itself, or under which it stands.
    pub listed: &'static Listed,
}

/// Why a text is no entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct NoEntry {
    /// A stable word for programs: `unknown`, or `mismatch` of a code and a name.
    pub code: &'static str,
    /// What is wrong and what is near, in Chinese.
    pub message: String,
}

impl Entry {
    pub(super) fn of(vocabulary: Vocabulary, listed: &'static Listed) -> Self {
        Self {
            code: (vocabulary != Vocabulary::Field).then(|| listed.code.to_owned()),
            name: listed.name.to_owned(),
            listed,
        }
    }

    /// As it is stored: a field by its name, an IPC class by its symbol, others by code and name.
    pub fn written(&self, vocabulary: Vocabulary) -> String {
        match &self.code {
            Some(code) if vocabulary == Vocabulary::Ipc && self.is_listed() => code.clone(),
            _ => self.code_and_name(),
        }
    }

    fn code_and_name(&self) -> String {
        match &self.code {
            None => self.name.clone(),
            Some(code) if self.name.is_empty() => code.clone(),
            Some(code) => format!("{code} {}", self.name),
        }
    }

    /// For people: code and name, and above what is finer than the list, the entry it stands under.
    pub fn label(&self) -> String {
        let said = self.code_and_name();
        if self.is_listed() {
            said
        } else {
            format!("{said}（{} {}）", self.listed.code, self.listed.name)
        }
    }

    /// Whether the list itself has it.
    pub fn is_listed(&self) -> bool {
        self.code
            .as_deref()
            .is_none_or(|code| code == self.listed.code)
    }
}
