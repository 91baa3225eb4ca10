//! Opening an index, applying changes, and the cursor that is committed with them.
//!
//! One writer in a process. An index directory is always disposable: what cannot be used is emptied and begins at
//! cursor 0, and whoever feeds it applies the log from there.

mod engine;
pub(crate) mod opening;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tantivy::{Index, IndexReader, TantivyDocument, TantivyError, Term};

use crate::analysis::Analyser;
use crate::document::Change;
use crate::error::IndexError;
use crate::ranking::Ranking;
use crate::schema::FieldHandles;
use crate::snapshot::Snapshot;
use crate::suggest::refresh::Suggestions;
use crate::taken_in::fixed_order;
use crate::writing::engine::{Writer, begin_writing, commit, delete_all, to_merge};

/// The search index of achievements. Cheap to share behind an `Arc`; searches never wait for changes.
pub struct SearchIndex {
    pub(crate) fields: FieldHandles,
    pub(crate) analyser: Analyser,
    index: Index,
    writer: Mutex<Writer>,
    reader: IndexReader,
    snapshot: RwLock<Arc<Snapshot>>,
    pub(crate) suggestions: Arc<Suggestions>,
    /// Threads and memory of the writer, which is opened anew after a failure.
    means: (usize, usize),
    pub(crate) ranking: Ranking,
}

impl SearchIndex {
    /// Ranks by other weights from now on: for measuring them.
    pub fn rank_by(&mut self, ranking: Ranking) {
        self.ranking = ranking;
    }

    /// Up to where the log is in the index, as committed.
    pub fn cursor(&self) -> i64 {
        self.writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .cursor
    }

    /// How many achievements can be found.
    pub fn documents(&self) -> u64 {
        self.snapshot().searcher.num_docs()
    }

    /// How many segments a search walks through; the engine merges small ones.
    pub fn segments(&self) -> usize {
        self.snapshot().columns.len()
    }

    /// Applies changes and commits them with the cursor, as one atomic step; searches that begin afterwards see them.
    ///
    /// # Errors
    /// When the engine fails (a full disk, say): then nothing of these changes is in the index, and the cursor stays.
    pub fn apply(&self, changes: Vec<Change>, cursor: i64) -> Result<(), IndexError> {
        let mut writer = self.writer()?;
        let applied = self
            .take_in(&mut writer, changes)
            .and_then(|()| commit(&mut writer, cursor));
        if let Err(error) = applied {
            // What was taken in but not committed must not be committed with a later cursor.
            writer.roll_back();
            return Err(error);
        }
        self.show(&mut writer)
    }

    /// Takes changes in without committing them: for many, in bounded memory. [`Self::commit`] makes them visible.
    ///
    /// # Errors
    /// When the engine fails; what was taken in since the last commit is then gone.
    pub fn add(&self, changes: Vec<Change>) -> Result<(), IndexError> {
        let mut writer = self.writer()?;
        let taken = self.take_in(&mut writer, changes);
        if taken.is_err() {
            writer.roll_back();
        }
        taken
    }

    /// Commits everything that was taken in, with the cursor.
    ///
    /// # Errors
    /// When the engine fails; what was taken in since the last commit is then gone, and the cursor stays.
    pub fn commit(&self, cursor: i64) -> Result<(), IndexError> {
        let mut writer = self.writer()?;
        if let Err(error) = commit(&mut writer, cursor) {
            writer.roll_back();
            return Err(error);
        }
        self.show(&mut writer)
    }

    /// Takes every achievement out and begins at cursor 0 again.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn clear(&self) -> Result<(), IndexError> {
        let mut writer = self.writer()?;
        // What was taken in and not committed goes first.
        writer.roll_back();
        let cleared = delete_all(&mut writer).and_then(|()| commit(&mut writer, 0));
        if let Err(error) = cleared {
            writer.roll_back();
            return Err(error);
        }
        self.show(&mut writer)
    }

    /// Merges segments that are small beside the others, and waits for it; whether it may be worth trying again. Changes and
    /// searches go on meanwhile.
    ///
    /// # Errors
    /// When the engine fails (a full disk, say): then the segments stay as they are.
    pub fn tidy(&self) -> Result<bool, IndexError> {
        let before = self.index.searchable_segment_ids()?;
        let together = to_merge(self.index.searchable_segment_metas()?);
        if together.is_empty() {
            return Ok(false);
        }
        let merging = self.writer()?.engine()?.merge(&together);
        match merging.wait() {
            // Another merge that was under way took some of them.
            Ok(_) | Err(TantivyError::InvalidArgument(_)) => {
                let alone = self.writer()?;
                self.renew(&alone)?;
                Ok(self.index.searchable_segment_ids()? != before)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Names of files whose bytes are not what was written; empty when the index is whole. Reads every byte.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn damaged_files(&self) -> Result<Vec<String>, IndexError> {
        Ok(self
            .index
            .validate_checksum()?
            .into_iter()
            .map(|path| path.display().to_string())
            .collect())
    }

    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The writer; opened anew where the last one was lost.
    ///
    /// # Errors
    /// [`IndexError::WriterStopped`] when something taken in was lost with it and nobody has been told yet.
    fn writer(&self) -> Result<MutexGuard<'_, Writer>, IndexError> {
        let mut writer = self.writer.lock().unwrap_or_else(|poisoned| {
            // Someone panicked while writing: what the engine has by now nobody knows.
            self.writer.clear_poison();
            let mut writer = poisoned.into_inner();
            writer.engine = None;
            writer
        });
        if writer.engine.is_none() {
            writer.engine = Some(begin_writing(&self.index, self.means)?);
            if std::mem::take(&mut writer.has_more) {
                return Err(IndexError::WriterStopped);
            }
        }
        Ok(writer)
    }

    fn take_in(&self, writer: &mut Writer, changes: Vec<Change>) -> Result<(), IndexError> {
        let committed = self.snapshot();
        writer.has_more = true;
        for change in changes {
            let id = match &change {
                Change::Put(document) => &document.id,
                Change::Remove(id) => id,
            };
            let term = Term::from_field_text(self.fields.id, id.as_str());
            let mark = fixed_order(id);
            // The engine keeps every deletion until the next commit and asks every segment for it: of many new documents
            // that would be most of the memory.
            if writer.added.contains(&mark) || committed.searcher.doc_freq(&term)? > 0 {
                writer.engine()?.delete_term(term);
            }
            if let Change::Put(document) = change {
                let stored: TantivyDocument = document.to_engine(&self.fields)?;
                writer.engine()?.add_document(stored)?;
                writer.added.insert(mark);
            }
        }
        Ok(())
    }

    /// Ends a commit: searches see it.
    fn show(&self, writer: &mut Writer) -> Result<(), IndexError> {
        self.renew(writer)?;
        // Only what searches see counts as committed.
        writer.added.clear();
        Ok(())
    }

    /// Lets searches see the newest state. Whoever writes waits, so that an older one never replaces it.
    fn renew(&self, _alone: &Writer) -> Result<(), IndexError> {
        self.reader.reload()?;
        let before = self.snapshot();
        let renewed = Arc::new(Snapshot::open(
            self.reader.searcher(),
            &self.fields,
            Some(&before),
        )?);
        *self
            .snapshot
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::clone(&renewed);
        self.suggestions.renew(renewed, &self.fields);
        Ok(())
    }
}
