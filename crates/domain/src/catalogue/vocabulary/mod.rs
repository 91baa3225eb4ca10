//! Vocabularies 词表: fields of application, industries (GB/T 4754), subjects (GB/T 13745) and the patent classification
//! (IPC), from which a value is chosen by its code or its name.
//!
//! The lists are files under `data`; each says at its head where it comes from and what it leaves out. What is finer than a
//! list (a four-digit industry, an IPC subgroup) is accepted by its form under an entry of the list, with the name that was
//! typed beside it.
//!
//! What it is not: a guess. What is neither code nor name of an entry is refused, with the entries that come near.

mod code;
mod entry;
mod near;
mod table;
#[cfg(test)]
mod tests;
mod which;

use crate::field::Fields;
use crate::text::{half_width, one_line};

pub use entry::{Entry, NoEntry};
pub use table::Listed;
pub use which::{TEXT_AT_MOST, Vocabulary};

/// Most entries that one question is answered with.
pub const SUGGESTED_AT_MOST: usize = 20;

impl Vocabulary {
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
        let typed: String = typed.chars().take(TEXT_AT_MOST).collect();
        near::suggest(self, &typed, self.read(&typed), most.min(SUGGESTED_AT_MOST))
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
