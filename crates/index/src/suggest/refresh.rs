//! Keeps the table of suggestions near the index: made anew in the background, at once when that costs nothing.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::table::Table;
use crate::error::IndexError;
use crate::schema::FieldHandles;
use crate::snapshot::Snapshot;

/// With so few achievements the table is made while the change waits.
const AT_ONCE_UP_TO: u64 = 2000;
/// After making the table so many times as long passes before it is made again: two hundredths of one core.
const REST: u32 = 50;

/// The current table, and what is to be made of it next.
#[derive(Default)]
pub(crate) struct Suggestions {
    table: RwLock<Arc<Table>>,
    next: Mutex<Next>,
}

#[derive(Default)]
struct Next {
    /// What was searched with success, and how often.
    asked: Vec<(String, u32)>,
    /// The newest state of the index that has no table yet.
    waiting: Option<Arc<Snapshot>>,
    /// Whether a thread is at work.
    is_working: bool,
}

impl Suggestions {
    pub(crate) fn table(&self) -> Arc<Table> {
        Arc::clone(&self.table.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn set_asked(&self, asked: Vec<(String, u32)>) {
        self.next().asked = asked;
    }

    /// Makes the table of this state of the index, sooner or later.
    pub(crate) fn renew(self: &Arc<Self>, snapshot: Arc<Snapshot>, fields: &FieldHandles) {
        if snapshot.documents() <= AT_ONCE_UP_TO {
            if let Err(error) = self.build(&snapshot, fields) {
                report(&error);
            }
            return;
        }
        let mut next = self.next();
        next.waiting = Some(snapshot);
        if next.is_working {
            return;
        }
        next.is_working = true;
        drop(next);
        let (suggestions, fields) = (Arc::clone(self), fields.clone());
        // Without a thread the old table stays until the next change.
        if std::thread::Builder::new()
            .name("suggestions".into())
            .spawn(move || suggestions.work(&fields))
            .is_err()
        {
            self.next().is_working = false;
        }
    }

    fn work(&self, fields: &FieldHandles) {
        loop {
            let mut next = self.next();
            let Some(snapshot) = next.waiting.take() else {
                next.is_working = false;
                return;
            };
            drop(next);
            let started = Instant::now();
            if let Err(error) = self.build(&snapshot, fields) {
                report(&error);
            }
            // An old state of the index must not be kept for the rest.
            drop(snapshot);
            std::thread::sleep(
                started
                    .elapsed()
                    .saturating_mul(REST)
                    .min(Duration::from_secs(60)),
            );
        }
    }

    fn build(&self, snapshot: &Snapshot, fields: &FieldHandles) -> Result<(), IndexError> {
        let asked = self.next().asked.clone();
        let table = Table::build(snapshot, fields, &asked)?;
        *self.table.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(table);
        Ok(())
    }

    fn next(&self) -> MutexGuard<'_, Next> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Suggestions are a help: without new ones the old ones serve.
fn report(error: &IndexError) {
    tracing::warn!(%error, "suggestions could not be renewed");
}
