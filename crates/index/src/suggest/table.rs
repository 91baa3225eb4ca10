//! The phrases that suggestions and corrections come from, and how they are typed. In memory, made from a snapshot.

use std::collections::HashMap;

use tantivy::DocSet;
use tantivy::schema::{Field, IndexRecordOption};

use super::sorted::Sorted;
use super::spoken::spoken;
use crate::analysis::is_han;
use crate::error::IndexError;
use crate::phrase::read_phrase;
use crate::schema::FieldHandles;
use crate::snapshot::Snapshot;

/// A phrase as it is shown, how many achievements have it, and how often it was searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) form: Box<str>,
    pub(super) shown: Box<str>,
    pub(super) count: u32,
    /// Some achievement has it; else it was only searched.
    pub(super) is_listed: bool,
}

/// All phrases, found by how they are written, spoken and abbreviated.
#[derive(Default)]
pub(crate) struct Table {
    phrases: Vec<Phrase>,
    pub(super) written: Sorted,
    pub(super) spoken: Sorted,
    pub(super) initials: Sorted,
}

impl Table {
    /// Keywords and words of titles, and what was searched with success.
    pub(super) fn build(
        snapshot: &Snapshot,
        fields: &FieldHandles,
        asked: &[(String, u32)],
    ) -> Result<Self, IndexError> {
        let mut phrases: HashMap<Box<str>, Phrase> = HashMap::new();
        let mut add = |form: &str, shown: &str, count: u32, is_listed: bool| {
            let new = || Phrase {
                form: form.into(),
                shown: shown.into(),
                count: 0,
                is_listed: false,
            };
            let phrase = phrases.entry(form.into()).or_insert_with(new);
            phrase.count = phrase.count.saturating_add(count);
            phrase.is_listed |= is_listed;
        };
        each_term(snapshot, fields.keyword, |term, count| {
            let (form, shown) = read_phrase(term);
            add(form, shown, count, true);
        })?;
        let [title, _, _] = fields.narrow;
        each_term(snapshot, title, |word, count| {
            if word.starts_with(is_han) && word.chars().nth(1).is_some() {
                add(word, word, count, true);
            }
        })?;
        for (text, times) in asked {
            add(&crate::analysis::fold(text).text, text, *times, false);
        }
        Ok(Self::of(phrases.into_values().collect()))
    }

    fn of(mut phrases: Vec<Phrase>) -> Self {
        phrases.sort_unstable_by(|a, b| a.form.cmp(&b.form));
        let (mut written, mut full, mut initials) =
            (Vec::with_capacity(phrases.len()), Vec::new(), Vec::new());
        for (at, phrase) in (0..).zip(&phrases) {
            written.push((phrase.form.clone(), at, phrase.count));
            let mut short: Vec<String> = Vec::new();
            for spoken in spoken(&phrase.form) {
                full.push((spoken.full.into(), at, phrase.count));
                short.push(spoken.initials);
            }
            short.sort_unstable();
            short.dedup();
            initials.extend(
                short
                    .into_iter()
                    .map(|letters| (letters.into(), at, phrase.count)),
            );
        }
        Self {
            phrases,
            written: Sorted::new(written),
            spoken: Sorted::new(full),
            initials: Sorted::new(initials),
        }
    }

    pub(super) fn phrase(&self, at: u32) -> Option<&Phrase> {
        self.phrases.get(at as usize)
    }

    /// The phrase that is written exactly so.
    pub(super) fn known(&self, form: &str) -> Option<&Phrase> {
        self.written
            .exactly(form)
            .next()
            .and_then(|at| self.phrase(at))
    }
}

/// Hands over the terms of a field, segment by segment, with how many documents have them there: those that were taken
/// out of the index or replaced do not count, so that nothing outlives its listing.
fn each_term(
    snapshot: &Snapshot,
    field: Field,
    mut take: impl FnMut(&str, u32),
) -> Result<(), IndexError> {
    for reader in snapshot.searcher.segment_readers() {
        let inverted = reader.inverted_index(field)?;
        let mut stream = inverted.terms().stream()?;
        while let Some((bytes, info)) = stream.next() {
            let Ok(term) = std::str::from_utf8(bytes) else {
                continue;
            };
            let alive = match reader.alive_bitset() {
                None => info.doc_freq,
                Some(alive) => inverted
                    .read_postings_from_terminfo(info, IndexRecordOption::Basic)?
                    .count(alive),
            };
            if alive > 0 {
                take(term, alive);
            }
        }
    }
    Ok(())
}
