//! Vocabularies 词表: fields of application, industries (GB/T 4754), subjects (GB/T 13745) and the patent classification
//! (IPC), from which a value is chosen by its code or its name.
//!
//! The lists are files under `data`; each says at its head where it comes from and what it leaves out. What is finer than a
//! list (a four-digit industry, an IPC subgroup) is accepted by its form under an entry of the list, with the name that was
//! typed beside it.
//!
//! What it is not: a guess. What is neither code nor name of an entry is refused, with the entries that come near.

mod code;
mod near;
mod table;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::field::Fields;
use crate::text::{half_width, one_line};

pub use table::Listed;

/// Most entries that one question is answered with.
pub const SUGGESTED_AT_MOST: usize = 20;
/// Longest text that is looked up, in characters.
pub const TEXT_AT_MOST: usize = 100;
/// How many near entries an error names.
const NEAR_AT_MOST: usize = 3;

/// A list from which values are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vocabulary {
    /// 应用领域: by name only.
    Field,
    /// 国民经济行业, GB/T 4754-2017.
    Industry,
    /// 学科, GB/T 13745-2009.
    Subject,
    /// 国际专利分类.
    Ipc,
}

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

impl Vocabulary {
    /// Every vocabulary.
    pub const ALL: [Self; 4] = [Self::Field, Self::Industry, Self::Subject, Self::Ipc];

    /// As in the API, and as the field of a listing that is chosen from it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Industry => "industry",
            Self::Subject => "subject",
            Self::Ipc => "ipc",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Field => "应用领域",
            Self::Industry => "国民经济行业",
            Self::Subject => "学科",
            Self::Ipc => "IPC 分类号",
        }
    }

    /// Where the list comes from.
    pub fn source(self) -> &'static str {
        match self {
            Self::Field => {
                "《国家重点支持的高新技术领域》（2016）、技术合同认定登记的技术领域与本市产业链（示例）"
            }
            Self::Industry => "GB/T 4754-2017 门类与大类",
            Self::Subject => "GB/T 13745-2009 一级学科",
            Self::Ipc => "IPC 2024.01 部与大类",
        }
    }

    /// How an entry is written.
    pub fn example(self) -> &'static str {
        match self {
            Self::Field => "新材料",
            Self::Industry => "C26 化学原料和化学制品制造业",
            Self::Subject => "430 材料科学",
            Self::Ipc => "C30B 29/36",
        }
    }

    /// Reads [`Vocabulary::as_str`].
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }

    /// The entries of the list, in its order.
    pub fn entries(self) -> &'static [Listed] {
        &table::of(self).entries
    }

    /// Reads an entry by its code, its name, or both: `C26`, `26`, `化学原料和化学制品制造业`,
    /// `C26 化学原料和化学制品制造业`.
    ///
    /// # Errors
    /// When the text is none of these; with the entries that come near.
    pub fn parse(self, text: &str) -> Result<Entry, NoEntry> {
        let typed = one_line(&half_width(text));
        if typed.is_empty() || typed.chars().count() > TEXT_AT_MOST {
            return Err(near::unknown(self, &typed));
        }
        if let Some(listed) = table::of(self).named(&typed) {
            return Ok(Entry::of(self, listed));
        }
        let Some(found) = code::read(self, &typed) else {
            return Err(near::unknown(self, &typed));
        };
        let name = one_line(found.rest);
        if !found.is_listed {
            // Two codes in one text are no entry.
            if code::read(self, &name).is_some() {
                return Err(near::unknown(self, &typed));
            }
            return Ok(Entry {
                code: Some(found.code),
                name,
                listed: found.listed,
            });
        }
        if name.is_empty() || found.listed.is_called(&name) {
            return Ok(Entry::of(self, found.listed));
        }
        Err(NoEntry {
            code: "mismatch",
            message: format!(
                "{} {}是“{}”，与所写的名称“{name}”不符，请核对代码，或只填代码",
                self.label(),
                found.code,
                found.listed.name
            ),
        })
    }

    /// Reads the entries of a text that may name several, parted by marks. The name of one may have such marks itself.
    ///
    /// # Errors
    /// The first part that is none.
    pub fn parse_several(self, text: &str) -> Result<Vec<Entry>, NoEntry> {
        let parts = text
            .split(['；', ';', '、', '，', ',', '|', '\n'])
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let apart: Result<Vec<Entry>, NoEntry> = parts.map(|part| self.parse(part)).collect();
        match (apart, self.parse(text)) {
            (Err(_), Ok(whole)) if whole.is_listed() => Ok(vec![whole]),
            (apart, _) => apart,
        }
    }

    /// A stored value for people, with the entry it stands under; as it is, when it is none.
    pub fn label_of(self, stored: &str) -> String {
        self.read(stored)
            .map_or_else(|| stored.to_owned(), |entry| entry.label())
    }

    /// What a stored value is, when it is an entry: what was stored before there were vocabularies may be none.
    pub fn read(self, stored: &str) -> Option<Entry> {
        self.parse(stored).ok()
    }

    /// A value as it is stored, shown and counted today, when it is an entry; else as it is.
    pub fn canonical(self, stored: &str) -> String {
        self.read(stored)
            .map_or_else(|| stored.to_owned(), |entry| entry.written(self))
    }

    /// The texts by which a listing with this value is searched: the value as it is written, the listed name above it, and
    /// what people call that. The titles of IPC classes are none: in the words of the law they say little of a listing.
    pub fn search_texts(self, stored: &str) -> Vec<String> {
        let Some(entry) = self.read(stored) else {
            return vec![stored.to_owned()];
        };
        let mut texts = vec![entry.written(self)];
        if self != Self::Ipc {
            if entry.name != entry.listed.name {
                texts.push(entry.listed.name.to_owned());
            }
            texts.extend(entry.listed.words.iter().map(|word| (*word).to_owned()));
        }
        texts
    }

    /// The entries that a text being typed may mean, best first; the first ones of the list for an empty text.
    pub fn suggest(self, typed: &str, most: usize) -> Vec<Entry> {
        near::suggest(self, typed, most.min(SUGGESTED_AT_MOST))
    }

    /// The entry that a field names, as it is stored; empty when the field is, or when it names none, which is noted.
    pub fn checked(self, fields: &mut Fields, field: &str, text: &str) -> String {
        let line = fields.line(field, self.label(), text, TEXT_AT_MOST);
        if line.is_empty() || line.chars().count() > TEXT_AT_MOST {
            return String::new();
        }
        match self.parse(&line) {
            Ok(entry) => entry.written(self),
            Err(refused) => {
                fields.wrong(field, refused.code, refused.message);
                String::new()
            }
        }
    }
}

impl Entry {
    fn of(vocabulary: Vocabulary, listed: &'static Listed) -> Self {
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
