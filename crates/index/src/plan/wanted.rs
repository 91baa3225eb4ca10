//! Words and parts that are looked for, what they are worth, and where they stand.

use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, Term};

use crate::error::IndexError;
use crate::rarity::rarity;
use crate::snapshot::Snapshot;

/// A word or part that is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// As in the index.
    pub(crate) text: String,
    /// How much the query stresses it.
    pub(crate) weight: f32,
    /// How rare it is: the logarithmic inverse document frequency.
    pub(crate) rarity: f32,
    /// Where its list of documents lies in each segment that has it.
    pub(crate) lists: Vec<Option<TermInfo>>,
}

impl Wanted {
    pub(super) fn is_known(&self) -> bool {
        self.lists.iter().any(Option::is_some)
    }

    /// What it is worth: stress by rarity.
    pub(crate) fn value(&self) -> f32 {
        self.weight * self.rarity
    }
}

/// A thing that has several names: a document has it that has all words of one of them.
#[derive(Clone, Debug)]
pub(crate) struct Alike {
    /// The words of the name that was typed.
    pub(crate) typed: Vec<String>,
    /// Each name that stands in some document, as its words; the typed one first, where it does.
    pub(crate) names: Vec<Vec<Wanted>>,
}

impl Alike {
    fn is_typed(&self, name: &[Wanted]) -> bool {
        name.iter().map(|word| &word.text).eq(&self.typed)
    }

    /// The words of the name that was typed, where they are known.
    pub(crate) fn typed_words(&self) -> impl Iterator<Item = &Wanted> {
        self.names
            .iter()
            .filter(|name| self.is_typed(name))
            .flatten()
    }

    /// The names that were not typed.
    pub(crate) fn other_names(&self) -> impl Iterator<Item = &[Wanted]> {
        self.names
            .iter()
            .filter(|name| !self.is_typed(name))
            .map(Vec::as_slice)
    }

    /// How many words of a name a document must have for it to count.
    pub(crate) fn needed(&self, name: &[Wanted]) -> usize {
        if self.is_typed(name) { 1 } else { name.len() }
    }

    /// What having it is worth.
    pub(crate) fn value(&self) -> f32 {
        self.names
            .first()
            .map_or(0.0, |words| words.iter().map(Wanted::value).sum())
    }
}

/// Two words that touch each other in the query.
#[derive(Clone, Debug)]
pub(crate) struct Neighbours {
    /// Place of the first in [`Plan::words`].
    pub(crate) first: usize,
    /// Place of the second.
    pub(crate) second: usize,
    /// What it is worth to stand side by side.
    pub(crate) value: f32,
}

/// Weighs words so that together they are worth as much.
pub(super) fn make_worth(words: &mut [Wanted], worth: f32) {
    let now: f32 = words.iter().map(Wanted::value).sum();
    for word in words {
        word.weight *= worth / now.max(f32::MIN_POSITIVE);
    }
}

/// Looks words or parts up in all segments.
pub(super) struct Counting {
    field: Field,
    segments: Vec<Arc<InvertedIndexReader>>,
    documents: u64,
}

impl Counting {
    pub(super) fn of(snapshot: &Snapshot, field: Field) -> Result<Self, IndexError> {
        let readers = snapshot.searcher.segment_readers().iter();
        let segments = readers
            .map(|reader| reader.inverted_index(field))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            field,
            segments,
            documents: snapshot.documents(),
        })
    }

    pub(super) fn wanted(&self, text: String, weight: f32) -> Result<Wanted, IndexError> {
        let term = Term::from_field_text(self.field, &text);
        let lists: Vec<Option<TermInfo>> = self
            .segments
            .iter()
            .map(|segment| segment.get_term_info(&term))
            .collect::<Result<_, _>>()?;
        let frequency = lists
            .iter()
            .flatten()
            .map(|list| u64::from(list.doc_freq))
            .sum();
        Ok(Wanted {
            text,
            weight,
            rarity: rarity(frequency, self.documents),
            lists,
        })
    }
}

/// Keeps the `most` that tell most, in their order.
pub(super) fn keep_most_telling(wanted: &mut Vec<Wanted>, most: usize) {
    if wanted.len() <= most {
        return;
    }
    let mut values: Vec<f32> = wanted.iter().map(Wanted::value).collect();
    values.sort_by(|a, b| b.total_cmp(a));
    let least = values[most - 1];
    wanted.retain(|one| one.value() >= least);
    wanted.truncate(most);
}
