//! The engine's writer: what it takes in, commits and merges.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::merge_policy::LogMergePolicy;
use tantivy::{Index, IndexWriter, TantivyError};

use crate::error::IndexError;
use crate::schema;

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
pub(super) struct Payload {
    pub(super) version: String,
    pub(super) cursor: i64,
}

pub(super) struct Writer {
    /// Nothing when the engine's writer was lost: in a panic, or in a failure that it could not be rolled back from.
    pub(super) engine: Option<IndexWriter>,
    pub(super) cursor: i64,
    /// Fingerprints of the identifiers that were added since searches last saw a commit.
    pub(super) added: HashSet<u64>,
    /// Whether something was taken in since the last commit.
    pub(super) has_more: bool,
}

impl Writer {
    pub(super) fn engine(&mut self) -> Result<&mut IndexWriter, IndexError> {
        self.engine.as_mut().ok_or(IndexError::WriterStopped)
    }

    /// Forgets what was taken in since the last commit. An engine that cannot is given up: what is wrong with the disk is
    /// told by the failure that led here, and the next change opens it anew.
    pub(super) fn roll_back(&mut self) {
        let rolled_back = self.engine.as_mut().map(IndexWriter::rollback);
        match (rolled_back, &self.engine) {
            // The engine begins anew, with its own policy.
            (Some(Ok(_)), Some(engine)) => engine.set_merge_policy(merge_policy()),
            _ => self.engine = None,
        }
        self.has_more = false;
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
pub(super) fn to_merge(mut segments: Vec<SegmentMeta>) -> Vec<SegmentId> {
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

pub(super) fn begin_writing(
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

pub(super) fn delete_all(writer: &mut Writer) -> Result<(), IndexError> {
    writer.engine()?.delete_all_documents()?;
    Ok(())
}

/// Commits with the payload: an engine's commit without one would lose the cursor.
pub(super) fn commit(writer: &mut Writer, cursor: i64) -> Result<(), IndexError> {
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
