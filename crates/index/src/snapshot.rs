//! One state of the index that a whole search uses: segments, their columns opened once, and the statistics that
//! ranking needs. A new one is made after each commit; segments that stayed keep their columns.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher, SegmentReader};

use crate::error::IndexError;
use crate::schema::FieldHandles;

/// A column of words: which of its words each document has, and all its words in order.
pub(crate) struct WordColumn {
    ordinals: Option<Column<u64>>,
    /// Words by ordinal.
    pub(crate) words: Vec<String>,
}

impl WordColumn {
    fn open(reader: &SegmentReader, name: &str) -> Result<Self, IndexError> {
        let Some(column) = reader.fast_fields().str(name)? else { return Ok(Self { ordinals: None, words: Vec::new() }) };
        let (dictionary, ordinals) = column.into_parts();
        let mut words = Vec::with_capacity(dictionary.num_terms());
        let mut stream = dictionary.stream()?;
        while let Some((bytes, ())) = stream.next() {
            words.push(String::from_utf8_lossy(bytes).into_owned());
        }
        Ok(Self { ordinals: Some(ordinals), words })
    }

    /// Positions in [`Self::words`] of the words of a document.
    pub(crate) fn of(&self, doc: DocId) -> impl Iterator<Item = usize> {
        self.ordinals
            .iter()
            .flat_map(move |column| column.values_for_doc(doc))
            .map(|ordinal| usize::try_from(ordinal).unwrap_or(usize::MAX))
    }
}

/// A column of numbers; a document may have none.
pub(crate) struct NumberColumn<T: PartialOrd>(Option<Column<T>>);

impl<T: PartialOrd + Copy + std::fmt::Debug + Send + Sync + 'static> NumberColumn<T> {
    /// The number of a document.
    pub(crate) fn of(&self, doc: DocId) -> Option<T> {
        self.0.as_ref().and_then(|column| column.first(doc))
    }
}

/// The columns of a segment by which documents are filtered, counted and sorted.
pub(crate) struct Columns {
    pub(crate) field: WordColumn,
    pub(crate) county: WordColumn,
    pub(crate) organisation: WordColumn,
    pub(crate) mode: WordColumn,
    pub(crate) maturity: NumberColumn<i64>,
    pub(crate) price_fen: NumberColumn<i64>,
    pub(crate) year: NumberColumn<i64>,
    pub(crate) published_at: NumberColumn<i64>,
    pub(crate) confirmed_at: NumberColumn<i64>,
    pub(crate) completeness: NumberColumn<u64>,
    /// A number made of the identifier: a fixed order of documents, however they lie in the index.
    pub(crate) order: NumberColumn<u64>,
}

impl Columns {
    fn open(reader: &SegmentReader) -> Result<Self, IndexError> {
        let number = |name: &str| reader.fast_fields().column_opt::<i64>(name).map(NumberColumn);
        Ok(Self {
            field: WordColumn::open(reader, "field")?,
            county: WordColumn::open(reader, "county")?,
            organisation: WordColumn::open(reader, "organisation")?,
            mode: WordColumn::open(reader, "mode")?,
            maturity: number("maturity")?,
            price_fen: number("price_fen")?,
            year: number("year")?,
            published_at: number("published_at")?,
            confirmed_at: number("confirmed_at")?,
            completeness: reader.fast_fields().column_opt::<u64>("completeness").map(NumberColumn)?,
            order: reader.fast_fields().column_opt::<u64>("order").map(NumberColumn)?,
        })
    }
}

/// How long the texts of a field are on average, in tokens.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MeanLengths {
    /// For the words of each of [`crate::SearchField::TEXTS`].
    pub(crate) words: [f32; 4],
    /// For their parts.
    pub(crate) parts: [f32; 4],
}

/// One state of the index.
pub(crate) struct Snapshot {
    pub(crate) searcher: Searcher,
    /// Columns of each segment, in the order of the searcher.
    pub(crate) columns: Vec<Arc<Columns>>,
    pub(crate) mean_lengths: MeanLengths,
}

impl Snapshot {
    /// Opens what is new since `before`.
    pub(crate) fn open(searcher: Searcher, fields: &FieldHandles, before: Option<&Snapshot>) -> Result<Self, IndexError> {
        let mut known: HashMap<SegmentId, Arc<Columns>> = HashMap::new();
        if let Some(before) = before {
            for (reader, columns) in before.searcher.segment_readers().iter().zip(&before.columns) {
                known.insert(reader.segment_id(), Arc::clone(columns));
            }
        }
        let mut columns = Vec::with_capacity(searcher.segment_readers().len());
        for reader in searcher.segment_readers() {
            columns.push(match known.remove(&reader.segment_id()) {
                Some(same) => same,
                None => Arc::new(Columns::open(reader)?),
            });
        }
        let mut mean_lengths = MeanLengths::default();
        for (at, (words, parts)) in fields.words.iter().zip(&fields.parts).enumerate() {
            mean_lengths.words[at] = mean_length(&searcher, *words)?;
            mean_lengths.parts[at] = mean_length(&searcher, *parts)?;
        }
        Ok(Self { searcher, columns, mean_lengths })
    }

    /// Documents in the index, replaced ones that are not yet merged away included, as its statistics count them.
    pub(crate) fn documents(&self) -> u64 {
        self.searcher.segment_readers().iter().map(|reader| u64::from(reader.max_doc())).sum()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a mean of lengths needs no more than seven digits")]
fn mean_length(searcher: &Searcher, field: tantivy::schema::Field) -> Result<f32, IndexError> {
    let (mut tokens, mut documents) = (0, 0);
    for reader in searcher.segment_readers() {
        tokens += reader.inverted_index(field)?.total_num_tokens();
        documents += u64::from(reader.max_doc());
    }
    Ok((tokens as f32 / documents.max(1) as f32).max(1.0))
}
