//! The texts of a document as its card keeps them, for what is asked of the few documents that were gathered.

use std::borrow::Cow;

use serde::Deserialize;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

use crate::error::IndexError;
use crate::schema::FieldHandles;
use crate::snapshot::Snapshot;

/// The texts of a card; what else it holds is passed over.
#[derive(Deserialize)]
pub(crate) struct Stored<'a> {
    #[serde(borrow)]
    pub(crate) title: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) summary: Cow<'a, str>,
    #[serde(borrow, rename = "abstract")]
    pub(crate) abstract_text: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) problem: Cow<'a, str>,
}

impl Stored<'_> {
    /// The parts of its body.
    pub(crate) fn body(&self) -> [&str; 3] {
        [&self.summary, &self.abstract_text, &self.problem]
    }
}

/// Reads the texts of a document.
pub(crate) fn read<T>(
    snapshot: &Snapshot,
    fields: &FieldHandles,
    address: DocAddress,
    take: impl FnOnce(&Stored<'_>) -> T,
) -> Result<T, IndexError> {
    let stored: TantivyDocument = snapshot.searcher.doc(address)?;
    let card = stored
        .get_first(fields.card)
        .and_then(|value| value.as_str())
        .unwrap_or_default();
    Ok(take(&serde_json::from_str(card)?))
}
