//! Rows of a file in batches: read on a thread of their own, at most a few batches ahead.

use intake::{File, FileError, Mapping, Row};
use tokio::sync::mpsc::{Receiver, channel};

use super::unreadable;
use crate::kernel::error::Result;

/// Rows of one transaction.
const BATCH: usize = 500;
/// Batches read ahead: bounds the memory of a file of any length.
const AHEAD: usize = 4;

/// The batches of a file.
pub(crate) struct Rows {
    batches: Receiver<std::result::Result<Vec<Row>, FileError>>,
}

impl Rows {
    /// Begins to read.
    pub(crate) fn begin(file: File, mapping: Option<Mapping>) -> Self {
        let (sender, batches) = channel(AHEAD);
        tokio::task::spawn_blocking(move || {
            let rows = match intake::read(&file, mapping) {
                Ok(rows) => rows,
                Err(error) => return drop(sender.blocking_send(Err(error))),
            };
            let mut batch = Vec::with_capacity(BATCH);
            for row in rows {
                batch.push(row);
                if batch.len() == BATCH
                    && sender
                        .blocking_send(Ok(std::mem::take(&mut batch)))
                        .is_err()
                {
                    // Nobody listens any more.
                    return;
                }
            }
            drop(sender.blocking_send(Ok(batch)));
        });
        Self { batches }
    }

    /// The next batch; nothing at the end of the file.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<Row>>> {
        self.batches.recv().await.transpose().map_err(unreadable)
    }
}
