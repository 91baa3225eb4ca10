//! Opening an index, applying changes, and the cursor that is committed with them.
//!
//! One writer in a process. An index directory is always disposable: what cannot be used is emptied and begins at
//! cursor 0, and whoever feeds it applies the log from there.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::LockError;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::merge_policy::LogMergePolicy;
use tantivy::store::Compressor;
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError,
    Term,
};

use crate::analysis::{self, Analyser};
use crate::document::Change;
use crate::error::IndexError;
use crate::ranking::Ranking;
use crate::schema::{self, FieldHandles};
use crate::snapshot::Snapshot;
use crate::suggest::refresh::Suggestions;
use crate::taken_in::fixed_order;

/// Threads that invert documents, and the memory of all of them; when it is full, what is there is written out.
const ON_DISK: (usize, usize) = (2, 240_000_000);
/// The same for an index in memory, which is small: the least that the engine takes.
const IN_MEMORY: (usize, usize) = (1, 15_000_000);
/// Segments with a greater share of replaced documents are merged, so that they leave the disk and the statistics.
const REPLACED_SHARE: f32 = 0.2;

/// So many segments of about one size become one while changes come in.
const MERGED_TOGETHER: usize = 6;
/// Segments up to this many documents count as of one size.
const SMALL: u32 = 1000;
/// When nothing comes in, a segment that is not so many times as large as all smaller ones together is merged with them:
/// a search looks every word up in every segment. A document is then rewritten some two dozen times for each tenfold growth
/// of the index, at most: each time the segment that holds it has grown by a tenth.
const TIDY: u64 = 10;

/// What a commit says of the index.
#[derive(Serialize, Deserialize)]
struct Payload {
    version: String,
    cursor: i64,
}

/// An opened index.
pub struct Opened {
    /// The index, ready for searches and changes.
    pub index: SearchIndex,
    /// Why it had to be emptied, when it had: everything must be applied again from cursor 0.
    pub emptied: Option<String>,
}

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

struct Writer {
    /// Nothing when the engine's writer was lost: in a panic, or in a failure that it could not be rolled back from.
    engine: Option<IndexWriter>,
    cursor: i64,
    /// Fingerprints of the identifiers that were added since searches last saw a commit.
    added: HashSet<u64>,
    /// Whether something was taken in since the last commit.
    has_more: bool,
}

impl Writer {
    fn engine(&mut self) -> Result<&mut IndexWriter, IndexError> {
        self.engine.as_mut().ok_or(IndexError::WriterStopped)
    }

    /// Forgets what was taken in since the last commit. An engine that cannot is given up: what is wrong with the disk is
    /// told by the failure that led here, and the next change opens it anew.
    fn roll_back(&mut self) {
        let rolled_back = self.engine.as_mut().map(IndexWriter::rollback);
        match (rolled_back, &self.engine) {
            // The engine begins anew, with its own policy.
            (Some(Ok(_)), Some(engine)) => engine.set_merge_policy(merge_policy()),
            _ => self.engine = None,
        }
        self.has_more = false;
    }
}

impl SearchIndex {
    /// Opens the index in a directory, making it if need be. An index that is damaged, incompatible, or made by another
    /// version of the analyser, the meanings or the schema is emptied; [`Opened::emptied`] says why.
    ///
    /// # Errors
    /// When another process uses the directory, or it cannot be written.
    pub fn open(directory: &Path) -> Result<Opened, IndexError> {
        std::fs::create_dir_all(directory)?;
        let is_new = !directory.join("meta.json").exists();
        if !is_new {
            match Self::open_existing(directory) {
                Ok(index) => {
                    return Ok(Opened {
                        index,
                        emptied: None,
                    });
                }
                Err(Unusable::Failed(error)) => return Err(error),
                Err(Unusable::Rebuild(reason)) => {
                    empty(directory)?;
                    return Ok(Opened {
                        index: Self::create(directory)?,
                        emptied: Some(reason),
                    });
                }
            }
        }
        Ok(Opened {
            index: Self::create(directory)?,
            emptied: None,
        })
    }

    /// An index that lives in memory, for tests and for the evaluation of ranking.
    ///
    /// # Errors
    /// When the engine cannot start its threads.
    pub fn in_memory() -> Result<Self, IndexError> {
        let (schema, fields) = schema::build();
        let index = Index::builder()
            .schema(schema)
            .settings(settings())
            .create_in_ram()?;
        Self::start(index, fields, 0, IN_MEMORY)
    }

    fn create(directory: &Path) -> Result<Self, IndexError> {
        let (schema, fields) = schema::build();
        let index = Index::builder()
            .schema(schema)
            .settings(settings())
            .create_in_dir(directory)?;
        let created = Self::start(index, fields, 0, ON_DISK)?;
        // An index says from its first commit on which version made it.
        created.commit(0)?;
        Ok(created)
    }

    fn open_existing(directory: &Path) -> Result<Self, Unusable> {
        let engine_directory = MmapDirectory::open(directory)
            .map_err(|error| Unusable::Failed(TantivyError::from(error).into()))?;
        let index = Index::open(engine_directory)?;
        let (schema, fields) = schema::build();
        if index.schema() != schema {
            return Err(Unusable::Rebuild("the index has other fields".into()));
        }
        let payload = index.load_metas()?.payload.unwrap_or_default();
        let Ok(payload) = serde_json::from_str::<Payload>(&payload) else {
            return Err(Unusable::Rebuild(
                "the index does not say which version made it".into(),
            ));
        };
        if payload.version != schema::version() {
            return Err(Unusable::Rebuild(format!(
                "the index was made by {}, this is {}",
                payload.version,
                schema::version()
            )));
        }
        let damaged = index.validate_checksum()?;
        if !damaged.is_empty() {
            return Err(Unusable::Rebuild(format!(
                "{} files of the index are damaged",
                damaged.len()
            )));
        }
        match Self::start(index, fields, payload.cursor, ON_DISK) {
            Ok(opened) => Ok(opened),
            Err(IndexError::Engine(error)) => Err(Unusable::from(error)),
            Err(error) => Err(Unusable::Failed(error)),
        }
    }

    fn start(
        index: Index,
        fields: FieldHandles,
        cursor: i64,
        means: (usize, usize),
    ) -> Result<Self, IndexError> {
        let analyser = Analyser::shared();
        crate::meaning::warm_up();
        analysis::register(index.tokenizers());
        let engine = begin_writing(&index, means)?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let snapshot = Arc::new(Snapshot::open(reader.searcher(), &fields, None)?);
        let suggestions = Arc::new(Suggestions::default());
        suggestions.renew(Arc::clone(&snapshot), &fields);
        let writer = Writer {
            engine: Some(engine),
            cursor,
            added: HashSet::new(),
            has_more: false,
        };
        let (writer, snapshot) = (Mutex::new(writer), RwLock::new(snapshot));
        Ok(Self {
            fields,
            analyser,
            index,
            writer,
            reader,
            snapshot,
            suggestions,
            means,
            ranking: Ranking::default(),
        })
    }

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

fn merge_policy() -> Box<LogMergePolicy> {
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(REPLACED_SHARE);
    policy.set_min_num_segments(MERGED_TOGETHER);
    policy.set_min_layer_size(SMALL);
    Box::new(policy)
}

/// The segments that are small beside the others, if merging them leaves fewer.
fn to_merge(mut segments: Vec<SegmentMeta>) -> Vec<SegmentId> {
    segments.sort_unstable_by_key(SegmentMeta::num_docs);
    let (mut smaller, mut together) = (0, 0);
    for (count, segment) in (1..).zip(&segments) {
        if u64::from(segment.num_docs()) < TIDY * smaller {
            together = count;
        }
        smaller += u64::from(segment.num_docs());
    }
    segments[..together].iter().map(SegmentMeta::id).collect()
}

fn begin_writing(
    index: &Index,
    (threads, memory_bytes): (usize, usize),
) -> Result<IndexWriter, IndexError> {
    let engine: IndexWriter = index
        .writer_with_num_threads(threads, memory_bytes)
        .map_err(|error| match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => IndexError::InUse,
            other => IndexError::Engine(other),
        })?;
    engine.set_merge_policy(merge_policy());
    Ok(engine)
}

fn delete_all(writer: &mut Writer) -> Result<(), IndexError> {
    writer.engine()?.delete_all_documents()?;
    Ok(())
}

/// Commits with the payload: an engine's commit without one would lose the cursor.
fn commit(writer: &mut Writer, cursor: i64) -> Result<(), IndexError> {
    let payload = serde_json::to_string(&Payload {
        version: schema::version().to_owned(),
        cursor,
    })?;
    let mut prepared = writer.engine()?.prepare_commit()?;
    prepared.set_payload(&payload);
    prepared.commit()?;
    writer.cursor = cursor;
    writer.has_more = false;
    Ok(())
}

fn settings() -> IndexSettings {
    // A result page opens ten blocks of cards: zstd makes them a seventh smaller and takes a third of the page's time.
    IndexSettings {
        docstore_compression: Compressor::Lz4,
        docstore_blocksize: 4096,
        ..IndexSettings::default()
    }
}

/// Why an index that is there is not opened.
enum Unusable {
    /// It can be made anew.
    Rebuild(String),
    /// Making it anew would not help.
    Failed(IndexError),
}

impl From<TantivyError> for Unusable {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Failed(IndexError::InUse),
            other => Self::Rebuild(format!("the index cannot be read: {other}")),
        }
    }
}

/// Removes the files of an index, and nothing else that may lie in the directory.
fn empty(directory: &Path) -> Result<(), IndexError> {
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_file() {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_while_writing_costs_what_was_not_committed_and_whoever_sent_it_is_told_once() {
        let index = SearchIndex::in_memory().expect("memory");
        let gone = || {
            vec![Change::Remove(domain::Id::from_uuid(
                uuid::Uuid::from_u128(1),
            ))]
        };
        index.apply(gone(), 1).expect("applied");
        index.add(gone()).expect("taken in");
        let panicked = std::thread::scope(|scope| {
            let writing = scope.spawn(|| {
                let _alone = index.writer();
                panic!("on purpose");
            });
            writing.join().is_err()
        });
        assert!(panicked);
        assert!(
            matches!(index.commit(2), Err(IndexError::WriterStopped)),
            "it would be a commit without what was taken in"
        );
        index.add(gone()).expect("taken in");
        index.commit(2).expect("committed");
        assert_eq!(index.cursor(), 2);
    }
}
