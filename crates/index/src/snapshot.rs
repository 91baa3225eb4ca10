//! One state of the index that a whole search uses: segments, their columns opened once, and the statistics that
//! ranking needs. A new one is made after each commit; segments that stayed keep their columns.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tantivy::columnar::{Column, ColumnValues};
use tantivy::index::SegmentId;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};

use crate::error::IndexError;
use crate::meaning::{Directions, NUMBERS_OF_DOCUMENT};
use crate::places::Places;
use crate::price_band::price_band;
use crate::schema::FieldHandles;
use crate::tells::{Tells, tells};

/// No value; a place beyond every column.
const NONE: u16 = u16::MAX;

/// What filters and facets ask of a document, side by side and small: a search looks at this of every document that
/// matches, and what it costs is the memory it touches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Place in [`Columns::organisations`].
    pub(crate) organisation: u32,
    /// Place in [`Columns::fields`], or beyond.
    pub(crate) field: u16,
    /// Place in [`Columns::counties`], or beyond.
    pub(crate) county: u16,
    /// Place in [`Columns::years`], or beyond.
    pub(crate) year: u16,
    /// A bit for each of [`Columns::modes`].
    pub(crate) modes: u8,
    /// The level and the place of the price band, four bits each.
    bands: u8,
    /// The last day on which a granted patent protects, since 1970; 0 where there is none.
    pub(crate) protected_until: u16,
    /// Whether trial first, pay later is offered.
    pub(crate) trial_offered: bool,
}

impl Row {
    /// The level, or 0.
    pub(crate) fn maturity(self) -> u8 {
        self.bands >> 4
    }

    /// Place of the price band.
    pub(crate) fn price_band(self) -> u8 {
        self.bands & 0x0f
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
    /// One for each document.
    pub(crate) rows: Vec<Row>,
    /// When each document was confirmed.
    pub(crate) confirmed_at: Vec<i64>,
    /// When the one was confirmed that was confirmed longest ago.
    pub(crate) oldest_confirmed_at: i64,
    pub(crate) fields: Vec<String>,
    pub(crate) counties: Vec<String>,
    pub(crate) organisations: Vec<String>,
    /// At most eight.
    pub(crate) modes: Vec<String>,
    pub(crate) years: Vec<i64>,
    pub(crate) price_fen: NumberColumn<i64>,
    pub(crate) published_at: NumberColumn<i64>,
    pub(crate) completeness: NumberColumn<u64>,
    /// A number made of the identifier: a fixed order of documents, however they lie in the index.
    pub(crate) order: NumberColumn<u64>,
    places: NumberColumn<u64>,
    /// How many places each of the texts takes in all documents together.
    all_places: [f64; 4],
    /// The numbers of all directions, those of each document behind those of the one before.
    directions: Option<Arc<dyn ColumnValues>>,
    /// How much title and keywords of each document tell.
    tells: Vec<Tells>,
    /// How much the keywords of all documents tell together.
    all_keywords_tell: f32,
}

impl Columns {
    fn open(
        reader: &SegmentReader,
        searcher: &Searcher,
        handles: &FieldHandles,
    ) -> Result<Self, IndexError> {
        let number = |name: &str| {
            reader
                .fast_fields()
                .column_opt::<i64>(name)
                .map(NumberColumn)
        };
        let (maturity, price_fen, year, confirmed_at) = (
            number("maturity")?,
            number("price_fen")?,
            number("year")?,
            number("confirmed_at")?,
        );
        let (protected_until, trial) = (number("protected_until")?, number("trial")?);
        let (fields, field_of) = words(reader, "field")?;
        let (counties, county_of) = words(reader, "county")?;
        let (organisations, organisation_of) = words(reader, "organisation")?;
        let (modes, modes_of) = words(reader, "mode")?;
        let years: Vec<i64> = (0..reader.max_doc())
            .filter_map(|doc| year.of(doc))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let first = |column: &Option<Column<u64>>, doc| {
            column.as_ref().and_then(|column| column.first(doc))
        };
        let place = |column: &Option<Column<u64>>, doc| {
            first(column, doc)
                .and_then(|at| u16::try_from(at).ok())
                .unwrap_or(NONE)
        };
        let mut rows = Vec::with_capacity(reader.max_doc() as usize);
        for doc in 0..reader.max_doc() {
            let modes = modes_of
                .iter()
                .flat_map(|column| column.values_for_doc(doc))
                .filter(|at| *at < 8)
                .fold(0, |bits, at| bits | 1 << at);
            let year_at = year
                .of(doc)
                .and_then(|year| years.binary_search(&year).ok())
                .and_then(|at| u16::try_from(at).ok());
            let level = maturity
                .of(doc)
                .and_then(|level| u8::try_from(level).ok())
                .unwrap_or(0);
            rows.push(Row {
                organisation: first(&organisation_of, doc)
                    .and_then(|at| u32::try_from(at).ok())
                    .unwrap_or(u32::MAX),
                field: place(&field_of, doc),
                county: place(&county_of, doc),
                year: year_at.unwrap_or(NONE),
                modes,
                bands: level.min(15) << 4 | price_band(price_fen.of(doc)),
                protected_until: protected_until
                    .of(doc)
                    .and_then(|day| u16::try_from(day).ok())
                    .unwrap_or(0),
                trial_offered: trial.of(doc).is_some(),
            });
        }
        let confirmed_at: Vec<i64> = (0..reader.max_doc())
            .map(|doc| confirmed_at.of(doc).unwrap_or(i64::MIN))
            .collect();
        let places = reader
            .fast_fields()
            .column_opt::<u64>("places")
            .map(NumberColumn)?;
        let mut all_places = [0.0; 4];
        for its in (0..reader.max_doc()).filter_map(|doc| places.of(doc)) {
            for (all, its) in all_places.iter_mut().zip(Places::unpacked(its).lengths()) {
                *all += f64::from(its);
            }
        }
        let tells = tells(reader, searcher, handles)?;
        Ok(Self {
            rows,
            places,
            all_places,
            oldest_confirmed_at: confirmed_at.iter().copied().min().unwrap_or(i64::MAX),
            confirmed_at,
            fields,
            counties,
            organisations,
            modes,
            years,
            price_fen,
            published_at: number("published_at")?,
            completeness: reader
                .fast_fields()
                .column_opt::<u64>("completeness")
                .map(NumberColumn)?,
            order: reader
                .fast_fields()
                .column_opt::<u64>("order")
                .map(NumberColumn)?,
            directions: reader
                .fast_fields()
                .column_opt::<u64>("directions")?
                .map(|column| column.values)
                .filter(|values| {
                    values.num_vals() as usize == reader.max_doc() as usize * NUMBERS_OF_DOCUMENT
                }),
            all_keywords_tell: tells.iter().map(|tells| tells.keywords()).sum(),
            tells,
        })
    }
}

impl Columns {
    /// How many places each text of a document takes.
    pub(crate) fn places(&self, doc: DocId) -> Places {
        self.places
            .of(doc)
            .map(Places::unpacked)
            .unwrap_or_default()
    }

    /// Where a document points.
    pub(crate) fn directions(&self, doc: DocId) -> Option<Directions> {
        let mut numbers = [0; NUMBERS_OF_DOCUMENT];
        let first = u64::from(doc) * NUMBERS_OF_DOCUMENT as u64;
        self.directions.as_ref()?.get_range(first, &mut numbers);
        Some(Directions::from_numbers(numbers))
    }

    /// What decides between equal scores: when it was published, then its place in a fixed order.
    pub(crate) fn tie(&self, doc: DocId) -> (i64, u64) {
        (
            self.published_at.of(doc).unwrap_or(i64::MIN),
            self.order.of(doc).unwrap_or(0),
        )
    }

    /// How much title and keywords of a document tell.
    pub(crate) fn tells(&self, doc: DocId) -> Tells {
        self.tells.get(doc as usize).copied().unwrap_or_default()
    }
}

/// The words of a column in order, and which of them each document has.
fn words(
    reader: &SegmentReader,
    name: &str,
) -> Result<(Vec<String>, Option<Column<u64>>), IndexError> {
    let Some(column) = reader.fast_fields().str(name)? else {
        return Ok((Vec::new(), None));
    };
    let (dictionary, ordinals) = column.into_parts();
    let mut words = Vec::with_capacity(dictionary.num_terms());
    let mut stream = dictionary.stream()?;
    while let Some((bytes, ())) = stream.next() {
        words.push(String::from_utf8_lossy(bytes).into_owned());
    }
    Ok((words, Some(ordinals)))
}

/// How long texts are on average.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MeanLengths {
    /// Each of [`crate::SearchField::TEXTS`], in places.
    pub(crate) words: [f32; 4],
    /// The parts together, as often as they count.
    pub(crate) parts: f32,
    /// How much keywords tell, from 0 to 1.
    pub(crate) keywords_tell: f32,
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
    pub(crate) fn open(
        searcher: Searcher,
        fields: &FieldHandles,
        before: Option<&Snapshot>,
    ) -> Result<Self, IndexError> {
        let mut known: HashMap<SegmentId, Arc<Columns>> = HashMap::new();
        if let Some(before) = before {
            for (reader, columns) in before
                .searcher
                .segment_readers()
                .iter()
                .zip(&before.columns)
            {
                known.insert(reader.segment_id(), Arc::clone(columns));
            }
        }
        let mut columns = Vec::with_capacity(searcher.segment_readers().len());
        for reader in searcher.segment_readers() {
            columns.push(match known.remove(&reader.segment_id()) {
                Some(same) => same,
                None => Arc::new(Columns::open(reader, &searcher, fields)?),
            });
        }
        let mean_lengths = MeanLengths {
            words: mean_places(&columns),
            parts: mean_length(&searcher, fields.parts)?,
            keywords_tell: mean_keywords(&columns),
        };
        Ok(Self {
            searcher,
            columns,
            mean_lengths,
        })
    }

    /// What decides between equal scores of documents.
    pub(crate) fn tie(&self, address: DocAddress) -> (i64, u64) {
        self.columns[address.segment_ord as usize].tie(address.doc_id)
    }

    /// Documents in the index, replaced ones that are not yet merged away included, as its statistics count them.
    pub(crate) fn documents(&self) -> u64 {
        self.searcher
            .segment_readers()
            .iter()
            .map(|reader| u64::from(reader.max_doc()))
            .sum()
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a mean needs no more than seven digits"
)]
fn mean_keywords(columns: &[Arc<Columns>]) -> f32 {
    let told = columns
        .iter()
        .map(|segment| segment.all_keywords_tell)
        .sum::<f32>();
    told / columns
        .iter()
        .map(|segment| segment.rows.len())
        .sum::<usize>()
        .max(1) as f32
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a mean of lengths needs no more than seven digits"
)]
fn mean_places(columns: &[Arc<Columns>]) -> [f32; 4] {
    let documents = columns
        .iter()
        .map(|segment| segment.rows.len())
        .sum::<usize>()
        .max(1) as f64;
    [0, 1, 2, 3].map(|at| {
        (columns
            .iter()
            .map(|segment| segment.all_places[at])
            .sum::<f64>()
            / documents)
            .max(1.0) as f32
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a mean of lengths needs no more than seven digits"
)]
fn mean_length(searcher: &Searcher, field: tantivy::schema::Field) -> Result<f32, IndexError> {
    let (mut tokens, mut documents) = (0, 0);
    for reader in searcher.segment_readers() {
        tokens += reader.inverted_index(field)?.total_num_tokens();
        documents += u64::from(reader.max_doc());
    }
    Ok((tokens as f32 / documents.max(1) as f32).max(1.0))
}
