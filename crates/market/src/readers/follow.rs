//! The one loop of everything that follows the log: from the place to which a reader came, listing by listing that the
//! events after it touched, to the newest event; then the reader notes how far it came, and waits for the next.
//!
//! A reader that fails or is stopped before it noted its place reads the same again: what it does with a listing must
//! come to the same however often it is done.

use std::convert::Infallible;
use std::time::Duration;

use store::Tx;
use store::catalogue::achievement::Listed;

use crate::Market;
use crate::kernel::duty::Duty;
use crate::kernel::error::Result;

/// What follows the log, with a cursor of its own that outlives the process.
pub(crate) trait Reader: Sync {
    /// As what it runs: failing, it is begun again, later each time.
    const DUTY: Duty;
    /// How often the log is looked at when nothing of this process woke the reader: other processes write as well.
    const LOOK_EVERY: Duration;
    /// Listings taken at once: bounds the memory of a rebuild.
    const BATCH: i64;

    /// The place of the log to which it came.
    fn came_to(&self, market: &Market, tx: &mut Tx) -> impl Future<Output = Result<i64>> + Send;

    /// Takes listings as they are now, whatever they were when the events happened.
    fn take(
        &self,
        market: &Market,
        listings: Vec<Listed>,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Notes durably that everything up to a place was taken.
    fn note(&self, market: &Market, place: i64) -> impl Future<Output = Result<()>> + Send;
}

impl Market {
    /// Lets a reader follow the log until it fails or is dropped.
    pub(crate) async fn follow<R: Reader>(&self, reader: &R) -> Result<Infallible> {
        let mut appended = self.inner.appended.subscribe();
        loop {
            self.catch_up(reader).await?;
            self.did(R::DUTY);
            // Whether woken or not, the log is read again: a wake-up is a hint, never the news itself.
            drop(tokio::time::timeout(R::LOOK_EVERY, appended.changed()).await);
        }
    }

    /// Brings a reader up to the newest event; its place.
    pub(crate) async fn catch_up<R: Reader>(&self, reader: &R) -> Result<i64> {
        let mut tx = self.read().await?;
        let from = reader.came_to(self, &mut tx).await?;
        let to = store::kernel::event::last_seq(&mut tx).await?;
        if to <= from {
            return Ok(from);
        }
        let mut after = String::new();
        loop {
            let listings =
                store::catalogue::achievement::touched(&mut tx, from, to, &after, R::BATCH).await?;
            let Some(last) = listings.last() else { break };
            after = last.achievement.id.to_string();
            reader.take(self, listings).await?;
        }
        drop(tx);
        reader.note(self, to).await?;
        Ok(to)
    }
}
