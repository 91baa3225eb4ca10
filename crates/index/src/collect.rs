//! Walking the documents that match: the best by score (with pruning), the first by a column, and the counts.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::query::{EnableScoring, Query as EngineQuery};
use tantivy::{DocAddress, SegmentOrdinal};

use crate::error::IndexError;
use crate::facet::{Counts, SegmentCounts};
use crate::filter::SegmentFilter;
use crate::meaning::Direction;
use crate::query::Sort;
use crate::snapshot::{Columns, Snapshot};

/// A document and its score; the higher score is greater, and of equals the one that stands earlier in the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scored {
    pub(crate) score: f32,
    pub(crate) address: DocAddress,
}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score
            .total_cmp(&other.score)
            .then_with(|| other.address.cmp(&self.address))
    }
}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Scored {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Scored {}

/// Keeps the greatest `most` of what it is given.
struct Best<T: Ord> {
    most: usize,
    heap: BinaryHeap<Reverse<T>>,
}

impl<T: Ord + Copy> Best<T> {
    fn new(most: usize) -> Self {
        Self {
            most,
            heap: BinaryHeap::with_capacity(most + 1),
        }
    }

    fn offer(&mut self, one: T) {
        if self.heap.len() < self.most {
            self.heap.push(Reverse(one));
        } else if let Some(mut least) = self.heap.peek_mut()
            && one > least.0
        {
            *least = Reverse(one);
        }
    }

    /// The least that is kept, once nothing more is kept without replacing it.
    fn threshold(&self) -> Option<T> {
        if self.heap.len() < self.most {
            None
        } else {
            self.heap.peek().map(|least| least.0)
        }
    }

    /// Greatest first.
    fn in_order(self) -> Vec<T> {
        self.heap
            .into_sorted_vec()
            .into_iter()
            .map(|one| one.0)
            .collect()
    }
}

fn segments<'a>(
    snapshot: &'a Snapshot,
    filters: &'a [SegmentFilter<'a>],
) -> impl Iterator<Item = (SegmentOrdinal, &'a SegmentFilter<'a>, &'a Columns)> {
    (0..)
        .zip(filters)
        .zip(&snapshot.columns)
        .map(|((ordinal, filter), columns)| (ordinal, filter, columns.as_ref()))
}

/// The best `most` documents by score. Whole blocks of documents that cannot reach the best are passed over, and
/// filters are asked only for documents that would enter.
pub(crate) fn best_by_score(
    snapshot: &Snapshot,
    filters: &[SegmentFilter<'_>],
    query: &dyn EngineQuery,
    most: usize,
) -> Result<Vec<Scored>, IndexError> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(&snapshot.searcher))?;
    let mut best = Best::new(most);
    for (ordinal, filter, _) in segments(snapshot, filters) {
        let threshold = |best: &Best<Scored>| {
            best.threshold()
                .map_or(f32::MIN, |least: Scored| least.score)
        };
        let from = threshold(&best);
        weight.for_each_pruning(
            from,
            snapshot.searcher.segment_reader(ordinal),
            &mut |doc, score| {
                if filter.passes(doc) {
                    best.offer(Scored {
                        score,
                        address: DocAddress::new(ordinal, doc),
                    });
                }
                threshold(&best)
            },
        )?;
    }
    Ok(best.in_order())
}

/// The `most` documents that point most alike, whatever their words. Looks at every document.
pub(crate) fn nearest(
    snapshot: &Snapshot,
    filters: &[SegmentFilter<'_>],
    direction: &Direction,
    most: usize,
) -> Vec<DocAddress> {
    let mut best = Best::new(most);
    for (ordinal, filter, columns) in segments(snapshot, filters) {
        for doc in (0..)
            .take(columns.rows.len())
            .filter(|doc| filter.passes(*doc))
        {
            let directions = columns.directions(doc);
            if let Some(score) = directions.and_then(|its| its.title_like(direction)) {
                best.offer(Scored {
                    score,
                    address: DocAddress::new(ordinal, doc),
                });
            }
        }
    }
    best.in_order()
        .into_iter()
        .map(|scored| scored.address)
        .collect()
}

/// The first `most` documents in the order of a column.
pub(crate) fn first_by_column(
    snapshot: &Snapshot,
    filters: &[SegmentFilter<'_>],
    query: &dyn EngineQuery,
    sort: Sort,
    most: usize,
) -> Result<Vec<DocAddress>, IndexError> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(&snapshot.searcher))?;
    let mut best = Best::new(most);
    for (ordinal, filter, columns) in segments(snapshot, filters) {
        weight.for_each_no_score(snapshot.searcher.segment_reader(ordinal), &mut |docs| {
            for doc in docs {
                if filter.passes(*doc) {
                    let published = columns.published_at.of(*doc).unwrap_or(i64::MIN);
                    let first = match sort {
                        Sort::Relevance | Sort::Newest => published,
                        Sort::Confirmed => columns.confirmed_at[*doc as usize],
                        // Cheapest first; without a price last.
                        Sort::PriceLow => columns.price_fen.of(*doc).map_or(i64::MIN, |fen| -fen),
                    };
                    best.offer((first, published, Reverse(DocAddress::new(ordinal, *doc))));
                }
            }
        })?;
    }
    Ok(best
        .in_order()
        .into_iter()
        .map(|(_, _, address)| address.0)
        .collect())
}

/// How many documents match, and how many for each value of each facet.
pub(crate) fn count_all(
    snapshot: &Snapshot,
    filters: &[SegmentFilter<'_>],
    query: &dyn EngineQuery,
) -> Result<Counts, IndexError> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(&snapshot.searcher))?;
    let mut counts = Counts::default();
    for (ordinal, filter, columns) in segments(snapshot, filters) {
        let mut segment = SegmentCounts::new(columns, filter);
        weight.for_each_no_score(snapshot.searcher.segment_reader(ordinal), &mut |docs| {
            for doc in docs {
                segment.count(*doc);
            }
        })?;
        counts.add(segment);
    }
    Ok(counts)
}

/// How many documents match.
pub(crate) fn count_total(
    snapshot: &Snapshot,
    filters: &[SegmentFilter<'_>],
    query: &dyn EngineQuery,
) -> Result<usize, IndexError> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(&snapshot.searcher))?;
    let mut total = 0;
    for (ordinal, filter, _) in segments(snapshot, filters) {
        weight.for_each_no_score(snapshot.searcher.segment_reader(ordinal), &mut |docs| {
            total += docs.iter().filter(|doc| filter.passes(**doc)).count();
        })?;
    }
    Ok(total)
}

/// How many documents match and may be shown, whatever the filters say; counting ends at `enough`.
pub(crate) fn count_up_to(
    snapshot: &Snapshot,
    filters: &[SegmentFilter<'_>],
    query: &dyn EngineQuery,
    enough: usize,
) -> Result<usize, IndexError> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(&snapshot.searcher))?;
    let mut total = 0;
    for (ordinal, filter, _) in segments(snapshot, filters) {
        let mut scorer = weight.scorer(snapshot.searcher.segment_reader(ordinal), 1.0)?;
        let mut doc = scorer.doc();
        while doc != tantivy::TERMINATED && total < enough {
            total += usize::from(filter.admits(doc));
            doc = scorer.advance();
        }
    }
    Ok(total)
}
