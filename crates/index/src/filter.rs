//! Which documents may be in an answer: alive, fresh, allowed, and inside every filter.

use std::collections::HashSet;

use domain::catalogue::achievement::CONFIRM_EVERY_DAYS;
use domain::id::AchievementId;
use tantivy::fastfield::AliveBitSet;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentOrdinal, SegmentReader, TERMINATED, Term};

use crate::document::day_number;
use crate::error::IndexError;
use crate::query::{Filters, Query};
use crate::schema::FieldHandles;
use crate::snapshot::{Columns, Snapshot};

/// The bit of each filter in [`SegmentFilter::failing`].
pub(crate) mod bit {
    pub(crate) const FIELD: u16 = 1;
    pub(crate) const COUNTY: u16 = 1 << 1;
    pub(crate) const ORGANISATION: u16 = 1 << 2;
    pub(crate) const MODE: u16 = 1 << 3;
    pub(crate) const MATURITY: u16 = 1 << 4;
    pub(crate) const PRICE: u16 = 1 << 5;
    pub(crate) const YEAR: u16 = 1 << 6;
    pub(crate) const PATENT: u16 = 1 << 7;
    pub(crate) const TRIAL: u16 = 1 << 8;
}

/// The filters of a query, made ready for one segment.
pub(crate) struct SegmentFilter<'a> {
    columns: &'a Columns,
    alive: Option<&'a AliveBitSet>,
    fresh_from: i64,
    /// Whether every document of the segment is.
    is_fresh: bool,
    only: Option<HashSet<DocId>>,
    excluded: HashSet<DocId>,
    field: Option<Vec<bool>>,
    county: Option<Vec<bool>>,
    organisation: Option<Vec<bool>>,
    modes: Option<u8>,
    maturity_min: Option<i64>,
    price_max_fen: Option<i64>,
    year: Option<Vec<bool>>,
    patent_in_force: bool,
    trial_offered: bool,
    /// The day of asking, since 1970.
    today: u16,
    is_open: bool,
}

impl<'a> SegmentFilter<'a> {
    /// Makes the filters ready for every segment of a snapshot.
    pub(crate) fn for_segments(
        snapshot: &'a Snapshot,
        fields: &FieldHandles,
        query: &Query,
    ) -> Result<Vec<Self>, IndexError> {
        let ordinals = 0..snapshot.columns.len();
        ordinals
            .map(|at| {
                Self::new(
                    snapshot,
                    SegmentOrdinal::try_from(at).unwrap_or(SegmentOrdinal::MAX),
                    fields,
                    query,
                )
            })
            .collect()
    }

    fn new(
        snapshot: &'a Snapshot,
        ordinal: SegmentOrdinal,
        fields: &FieldHandles,
        query: &Query,
    ) -> Result<Self, IndexError> {
        let reader = snapshot.searcher.segment_reader(ordinal);
        let columns = snapshot.columns[ordinal as usize].as_ref();
        let filters = &query.filters;
        let fresh_from = query.now.plus_days(-2 * CONFIRM_EVERY_DAYS).0;
        let organisations: Vec<String> = filters
            .organisation
            .iter()
            .map(|id| format!("{id} "))
            .collect();
        let modes: Vec<&str> = filters.mode.iter().map(|mode| mode.as_str()).collect();
        let only = query
            .restrict_to
            .as_ref()
            .map(|ids| documents_of(reader, fields, ids))
            .transpose()?;
        Ok(Self {
            columns,
            alive: reader.alive_bitset(),
            fresh_from,
            is_fresh: columns.oldest_confirmed_at >= fresh_from,
            only,
            excluded: documents_of(reader, fields, &query.exclude)?,
            field: chosen(&columns.fields, &filters.field, |word, wanted| {
                word == wanted
            }),
            county: chosen(&columns.counties, &filters.county, |word, wanted| {
                word == wanted
            }),
            organisation: chosen(&columns.organisations, &organisations, |word, wanted| {
                word.starts_with(wanted.as_str())
            }),
            modes: chosen(&columns.modes, &modes, |word, wanted| word == *wanted)
                .map(|modes| bits(&modes)),
            maturity_min: filters.maturity_min,
            price_max_fen: filters.price_max_fen.map(|fen| fen.0),
            year: chosen(&columns.years, &filters.year, |year, wanted| year == wanted),
            patent_in_force: filters.patent_in_force,
            trial_offered: filters.trial_offered,
            today: u16::try_from(day_number(query.now.day())).unwrap_or(0),
            is_open: *filters == Filters::default(),
        })
    }

    /// Whether the document may be shown at all, whatever the filters say.
    pub(crate) fn admits(&self, doc: DocId) -> bool {
        self.alive.is_none_or(|alive| alive.is_alive(doc))
            && (self.is_fresh || self.columns.confirmed_at[doc as usize] >= self.fresh_from)
            && self.only.as_ref().is_none_or(|only| only.contains(&doc))
            && (self.excluded.is_empty() || !self.excluded.contains(&doc))
    }

    /// The filters that the document fails, as bits of [`bit`].
    pub(crate) fn failing(&self, doc: DocId) -> u16 {
        if self.is_open {
            return 0;
        }
        let row = self.columns.rows[doc as usize];
        let mut failing = 0;
        let words = [
            (bit::FIELD, &self.field, usize::from(row.field)),
            (bit::COUNTY, &self.county, usize::from(row.county)),
            (
                bit::ORGANISATION,
                &self.organisation,
                row.organisation as usize,
            ),
            (bit::YEAR, &self.year, usize::from(row.year)),
        ];
        for (its_bit, wanted, at) in words {
            if let Some(wanted) = wanted
                && !wanted.get(at).copied().unwrap_or(false)
            {
                failing |= its_bit;
            }
        }
        if self.modes.is_some_and(|wanted| row.modes & wanted == 0) {
            failing |= bit::MODE;
        }
        if let Some(least) = self.maturity_min
            && (row.maturity() == 0 || i64::from(row.maturity()) < least)
        {
            failing |= bit::MATURITY;
        }
        if let Some(most) = self.price_max_fen
            && self.columns.price_fen.of(doc).is_none_or(|fen| fen > most)
        {
            failing |= bit::PRICE;
        }
        if self.patent_in_force && !self.has_patent_in_force(doc) {
            failing |= bit::PATENT;
        }
        if self.trial_offered && !row.trial_offered {
            failing |= bit::TRIAL;
        }
        failing
    }

    /// Whether a granted patent of the document protects on the day of asking.
    pub(crate) fn has_patent_in_force(&self, doc: DocId) -> bool {
        let until = self.columns.rows[doc as usize].protected_until;
        until > 0 && until >= self.today
    }

    /// Whether the document belongs in the answer.
    pub(crate) fn passes(&self, doc: DocId) -> bool {
        self.admits(doc) && self.failing(doc) == 0
    }
}

/// For every value of a column, whether a filter wants it; nothing when the filter is not set.
fn chosen<V, T>(values: &[V], wanted: &[T], matches: impl Fn(&V, &T) -> bool) -> Option<Vec<bool>> {
    (!wanted.is_empty()).then(|| {
        values
            .iter()
            .map(|value| wanted.iter().any(|one| matches(value, one)))
            .collect()
    })
}

fn bits(chosen: &[bool]) -> u8 {
    chosen
        .iter()
        .take(8)
        .enumerate()
        .filter(|(_, chosen)| **chosen)
        .fold(0, |bits, (at, _)| bits | 1 << at)
}

/// The documents of a segment that carry these identifiers.
fn documents_of(
    reader: &SegmentReader,
    fields: &FieldHandles,
    ids: &[AchievementId],
) -> Result<HashSet<DocId>, IndexError> {
    let mut documents = HashSet::new();
    if ids.is_empty() {
        return Ok(documents);
    }
    let inverted = reader.inverted_index(fields.id)?;
    for id in ids {
        let term = Term::from_field_text(fields.id, id.as_str());
        let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
            continue;
        };
        let mut doc = postings.doc();
        while doc != TERMINATED {
            documents.insert(doc);
            doc = postings.advance();
        }
    }
    Ok(documents)
}
