//! Suggestions while typing, and achievements similar to one.

use std::collections::HashMap;

use domain::id::AchievementId;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

use crate::analysis::fold;
use crate::document::PHRASE_SEPARATOR;
use crate::error::IndexError;
use crate::query::{Hit, Operators, Query};
use crate::snapshot::Snapshot;
use crate::writing::SearchIndex;

/// A suggestion: a whole keyword or title that begins with what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// As some achievement writes it.
    pub text: String,
    /// How many achievements have it, replaced ones included until they are merged away.
    pub achievements: u64,
}

/// Phrases that are looked at for one prefix; more would not be shown anyway.
const LOOKED_AT: usize = 2000;

impl SearchIndex {
    /// Keywords and titles that begin with the prefix, the most frequent first.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    pub fn suggest(&self, prefix: &str, limit: usize) -> Result<Vec<Suggestion>, IndexError> {
        let typed: String = domain::text::one_line(prefix).chars().take(40).collect();
        let folded = fold(&typed).text;
        if folded.is_empty() {
            return Ok(Vec::new());
        }
        let snapshot = self.snapshot();
        // By folded form: how often, and the first way of writing it.
        let mut phrases: HashMap<String, (u64, String)> = HashMap::new();
        for reader in snapshot.searcher.segment_readers() {
            let inverted = reader.inverted_index(self.fields.phrase)?;
            let mut stream = inverted.terms().range().ge(&folded).into_stream()?;
            let mut seen = 0;
            while let Some((bytes, info)) = stream.next() {
                if !bytes.starts_with(folded.as_bytes()) || seen >= LOOKED_AT {
                    break;
                }
                seen += 1;
                let Some((form, shown)) = std::str::from_utf8(bytes).ok().and_then(|text| text.split_once(PHRASE_SEPARATOR)) else {
                    continue;
                };
                let entry = phrases.entry(form.to_owned()).or_insert_with(|| (0, shown.to_owned()));
                entry.0 += u64::from(info.doc_freq);
            }
        }
        let mut suggestions: Vec<Suggestion> =
            phrases.into_values().map(|(achievements, text)| Suggestion { text, achievements }).collect();
        // The frequent first, of equals the short one.
        suggestions.sort_by(|a, b| {
            b.achievements
                .cmp(&a.achievements)
                .then_with(|| a.text.chars().count().cmp(&b.text.chars().count()))
                .then_with(|| a.text.cmp(&b.text))
        });
        suggestions.truncate(limit);
        Ok(suggestions)
    }

    /// Achievements whose text is like that of this one; none when it is not in the index.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    pub fn similar(&self, id: &AchievementId, limit: usize, now: Timestamp) -> Result<Vec<Hit>, IndexError> {
        let snapshot = self.snapshot();
        let Some(address) = self.address_of(&snapshot, id)? else { return Ok(Vec::new()) };
        let (_, card) = self.card(&snapshot, address)?;
        let text = format!("{} {}", card.title, card.keywords.join(" "));
        let details = format!("{} {}", card.summary, card.abstract_text);
        let query =
            Query { details, operators: Operators::Ignored, limit, exclude: vec![id.clone()], enough: usize::MAX, ..Query::new(text, now) };
        Ok(self.search(&query)?.hits)
    }

    fn address_of(&self, snapshot: &Snapshot, id: &AchievementId) -> Result<Option<DocAddress>, IndexError> {
        let term = Term::from_field_text(self.fields.id, id.as_str());
        for (ordinal, reader) in (0..).zip(snapshot.searcher.segment_readers()) {
            let Some(mut postings) = reader.inverted_index(self.fields.id)?.read_postings(&term, IndexRecordOption::Basic)? else {
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
