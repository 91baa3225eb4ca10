//! Opening an index: what is there is used, or emptied with the reason why.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, RwLock};

use tantivy::directory::MmapDirectory;
use tantivy::directory::error::LockError;
use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings, ReloadPolicy, TantivyError};

use crate::analysis::Analyser;
use crate::error::IndexError;
use crate::ranking::Ranking;
use crate::schema::FieldHandles;
use crate::snapshot::Snapshot;
use crate::suggest::refresh::Suggestions;
use crate::writing::SearchIndex;
use crate::writing::engine::{Payload, Writer, begin_writing};
use crate::{analysis, schema};

/// Threads that invert documents, and the memory of all of them; when it is full, what is there is written out.
const ON_DISK: (usize, usize) = (2, 240_000_000);

/// The same for an index in memory, which is small: the least that the engine takes.
const IN_MEMORY: (usize, usize) = (1, 15_000_000);

/// An opened index.
pub struct Opened {
    /// The index, ready for searches and changes.
    pub index: SearchIndex,
    /// Why it had to be emptied, when it had: everything must be applied again from cursor 0.
    pub emptied: Option<String>,
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
