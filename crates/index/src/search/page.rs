//! The documents of a page, in order.

use std::cmp::Reverse;

use tantivy::DocAddress;
use tantivy::query::Query as EngineQuery;

use crate::answer::Strictness;
use crate::collect::{best_by_score, first_by_column, nearest};
use crate::error::IndexError;
use crate::filter::SegmentFilter;
use crate::kind::Kind;
use crate::plan::Plan;
use crate::query::{DEEPEST, LIMIT_AT_MOST, Neighbours, Query, Sort};
use crate::rank::{Evidence, examine};
use crate::snapshot::Snapshot;
use crate::writing::SearchIndex;

/// So many gathered documents are looked at again, and so many more for every word: the more words, the less sure is the
/// order in which documents are gathered. More change nothing that can be measured (docs/search.md).
const EXAMINED: usize = 10;

const EXAMINED_FOR_WORD: usize = 10;

const EXAMINED_AT_MOST: usize = 100;

/// The same for a question in sentences.
const EXAMINED_FOR_QUESTION: usize = 200;

/// So many achievements with none of the words are ranked where they are wanted.
const NEIGHBOURS: usize = 100;

impl SearchIndex {
    /// The documents of the page, in order.
    pub(super) fn ranked(
        &self,
        snapshot: &Snapshot,
        filters: &[SegmentFilter<'_>],
        plan: &Plan,
        wanted: &dyn EngineQuery,
        strictness: Strictness,
        query: &Query,
    ) -> Result<Vec<Evidence>, IndexError> {
        let limit = query.limit.min(LIMIT_AT_MOST);
        let end = query.offset.saturating_add(limit);
        if limit == 0 || end > DEEPEST {
            return Ok(Vec::new());
        }
        if query.sort != Sort::Relevance || strictness == Strictness::Everything {
            let first = first_by_column(snapshot, filters, wanted, query.sort, end)?;
            let page: Vec<DocAddress> = first.into_iter().skip(query.offset).collect();
            return examine(
                snapshot,
                &self.fields,
                &self.ranking,
                plan,
                &page,
                query.now,
                query.explain,
            );
        }
        let most = examined(plan);
        let gathered = best_by_score(snapshot, filters, wanted, end.max(most))?;
        let addresses: Vec<DocAddress> = gathered.iter().map(|scored| scored.address).collect();
        let (near, far) = addresses.split_at(addresses.len().min(most));
        let mut near = near.to_vec();
        if let (Neighbours::Ranked, Some(direction)) = (query.neighbours, &plan.direction) {
            let others = nearest(snapshot, filters, direction, NEIGHBOURS);
            near.extend(
                others
                    .into_iter()
                    .filter(|other| !addresses.contains(other)),
            );
        }
        let mut examined = examine(
            snapshot,
            &self.fields,
            &self.ranking,
            plan,
            &near,
            query.now,
            query.explain,
        )?;
        let by_score = |a: &Evidence, b: &Evidence| b.tally.score.total_cmp(&a.tally.score);
        examined.sort_unstable_by(by_score);
        for equal in examined.chunk_by_mut(|a, b| by_score(a, b).is_eq()) {
            if equal.len() > 1 {
                equal.sort_by_cached_key(|one| Reverse(snapshot.tie(one.address)));
            }
        }
        let mut page: Vec<Evidence> = examined
            .into_iter()
            .skip(query.offset)
            .take(limit)
            .collect();
        if page.len() < limit {
            let skipped = query.offset.saturating_sub(most);
            let rest: Vec<DocAddress> = far
                .iter()
                .skip(skipped)
                .take(limit - page.len())
                .copied()
                .collect();
            page.extend(examine(
                snapshot,
                &self.fields,
                &self.ranking,
                plan,
                &rest,
                query.now,
                query.explain,
            )?);
        }
        Ok(page)
    }
}

/// How many gathered documents are looked at again.
fn examined(plan: &Plan) -> usize {
    if plan.kind != Kind::Words {
        EXAMINED_FOR_QUESTION
    } else {
        (EXAMINED + EXAMINED_FOR_WORD * plan.count_of_words()).min(EXAMINED_AT_MOST)
    }
}
