//! The reader of the log that keeps the search index: applies events in order, at least once, to the same end.
//!
//! Its cursor lies in the index's own commit, so index and cursor are one atomic thing; a lost or damaged index
//! begins again at 0 and rebuilds itself.

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use index::{Change, SearchIndex};
use store::Tx;
use store::catalogue::achievement::Listed;

use crate::Market;
use crate::catalogue::matching::document_of;
use crate::kernel::blocking::blocking;
use crate::kernel::duty::Duty;
use crate::kernel::error::{Error, Result};
use crate::readers::follow::Reader;

/// So long nothing must come in before the index is tidied.
const QUIET: Duration = Duration::from_secs(2);

pub(crate) async fn open(directory: &Path) -> Result<SearchIndex> {
    let directory = directory.to_owned();
    let opened = blocking(move || SearchIndex::open(&directory)).await?;
    if let Some(reason) = opened.emptied {
        tracing::warn!(
            reason,
            "the index could not be used and is rebuilt from the log"
        );
    }
    Ok(opened.index)
}

/// Its cursor is the one in the index's own commit.
struct Indexer;

impl Reader for Indexer {
    const DUTY: Duty = Duty::Indexer;
    const LOOK_EVERY: Duration = Duration::from_millis(400);
    const BATCH: i64 = 1000;

    async fn came_to(&self, market: &Market, _: &mut Tx) -> Result<i64> {
        market.index()?;
        Ok(*market.inner.indexed.borrow())
    }

    async fn take(&self, market: &Market, listings: Vec<Listed>) -> Result<()> {
        let index = market.index()?;
        let changes: Vec<Change> = listings.into_iter().map(change_of).collect();
        blocking(move || index.add(changes)).await
    }

    async fn note(&self, market: &Market, place: i64) -> Result<()> {
        let index = market.index()?;
        blocking(move || index.commit(place)).await?;
        market.inner.indexed.send_replace(place);
        Ok(())
    }
}

impl Market {
    /// Keeps the index in step with the log, and tidy, until it fails or is dropped.
    pub(crate) async fn run_indexer(&self) -> Result<Infallible> {
        tokio::select! {
            failed = self.follow(&Indexer) => failed,
            never = self.keep_tidy() => match never {},
        }
    }

    /// Tidies the index whenever something was indexed and nothing has followed for a while.
    async fn keep_tidy(&self) -> Infallible {
        let mut indexed = self.inner.indexed.subscribe();
        loop {
            while tokio::time::timeout(QUIET, indexed.changed()).await.is_ok() {}
            let may_go_on = self.tidy_index().await.unwrap_or_else(|error| {
                tracing::warn!(%error, "the index could not be tidied");
                false
            });
            if !may_go_on {
                // The sender lives as long as the market: waiting does not fail.
                drop(indexed.changed().await);
            }
        }
    }

    /// Merges what is small in the index; whether it may be worth trying again.
    async fn tidy_index(&self) -> Result<bool> {
        let index = self.index()?;
        blocking(move || index.tidy()).await
    }

    /// Brings the index up to the newest event; its place.
    ///
    /// # Errors
    /// When the database or the index fails; what was applied stays applied.
    pub async fn index_new_events(&self) -> Result<i64> {
        self.catch_up(&Indexer).await
    }

    /// Waits until everything up to the newest event can be found.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn wait_until_indexed(&self) -> Result<()> {
        let newest = self.last_event().await?;
        let mut indexed = self.inner.indexed.subscribe();
        // The sender lives as long as the market: waiting does not fail.
        drop(indexed.wait_for(|seq| *seq >= newest).await);
        Ok(())
    }

    /// Empties the index and builds it again from the log.
    ///
    /// # Errors
    /// When the database or the index fails.
    pub async fn reindex(&self) -> Result<u64> {
        let index = self.index()?;
        let cleared = Arc::clone(&index);
        blocking(move || cleared.clear()).await?;
        self.inner.indexed.send_replace(0);
        self.index_new_events().await?;
        while self.tidy_index().await? {}
        Ok(index.documents())
    }

    /// Compares the index with the database.
    ///
    /// # Errors
    /// When the database or the index fails.
    pub async fn verify_index(&self) -> Result<IndexReport> {
        let index = self.index()?;
        let mut tx = self.read().await?;
        let published = store::catalogue::achievement::count_published(&mut tx).await?;
        let newest = store::kernel::event::last_seq(&mut tx).await?;
        let damaged = {
            let index = Arc::clone(&index);
            blocking(move || index.damaged_files()).await?
        };
        Ok(IndexReport {
            published,
            found: index.documents(),
            newest,
            cursor: index.cursor(),
            damaged,
        })
    }

    pub(crate) fn index(&self) -> Result<Arc<SearchIndex>> {
        self.inner.index.clone().ok_or(Error::IndexInUse)
    }
}

/// How index and database compare.
pub struct IndexReport {
    /// Published achievements in the database.
    pub published: i64,
    /// Achievements in the index.
    pub found: u64,
    /// Place of the newest event.
    pub newest: i64,
    /// Place up to which the index is.
    pub cursor: i64,
    /// Files of the index whose bytes are not what was written.
    pub damaged: Vec<String>,
}

fn change_of(row: Listed) -> Change {
    let id = row.achievement.id.clone();
    document_of(row).map_or(Change::Remove(id), |document| {
        Change::Put(Box::new(document))
    })
}
