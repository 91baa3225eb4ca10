//! Achievements similar to one.

use domain::id::AchievementId;
use domain::time::Timestamp;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

use crate::answer::Hit;
use crate::error::IndexError;
use crate::query::{Operators, Query};
use crate::snapshot::Snapshot;
use crate::writing::SearchIndex;

impl SearchIndex {
    /// Achievements whose text is like that of this one; none when it is not in the index.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    pub fn similar(
        &self,
        id: &AchievementId,
        limit: usize,
        now: Timestamp,
    ) -> Result<Vec<Hit>, IndexError> {
        let snapshot = self.snapshot();
        let Some(address) = self.address_of(&snapshot, id)? else {
            return Ok(Vec::new());
        };
        let (_, card) = self.card(&snapshot, address)?;
        let text = format!("{} {}", card.title, card.keywords.join(" "));
        let details = format!("{} {}", card.summary, card.abstract_text);
        let query = Query {
            details,
            operators: Operators::Ignored,
            limit,
            exclude: vec![id.clone()],
            enough: usize::MAX,
            ..Query::new(text, now)
        };
        Ok(self.search(&query)?.hits)
    }

    fn address_of(
        &self,
        snapshot: &Snapshot,
        id: &AchievementId,
    ) -> Result<Option<DocAddress>, IndexError> {
        let term = Term::from_field_text(self.fields.id, id.as_str());
        for (ordinal, reader) in (0..).zip(snapshot.searcher.segment_readers()) {
            let Some(mut postings) = reader
                .inverted_index(self.fields.id)?
                .read_postings(&term, IndexRecordOption::Basic)?
            else {
                continue;
            };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if !reader.is_deleted(doc) {
                    return Ok(Some(DocAddress::new(ordinal, doc)));
                }
                doc = postings.advance();
            }
        }
        Ok(None)
    }
}
