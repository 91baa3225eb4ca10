//! Reading the log, and proving that nobody altered it.

use domain::user::Actor;
pub use store::event::{Chain, Event};

use crate::Market;
use crate::error::Result;
use crate::permission::{Action, require, roles_of};

impl Market {
    /// The newest events before a place, newest first; of one noun and one of it where those are given.
    ///
    /// # Errors
    /// When the actor may not see the log.
    pub async fn events(
        &self,
        actor: &Actor,
        before: i64,
        noun: &str,
        noun_id: &str,
        most: i64,
    ) -> Result<Vec<Event>> {
        require(&roles_of(Some(actor)), Action::EventSee)?;
        let mut tx = self.read().await?;
        Ok(store::event::before(&mut tx, before, noun, noun_id, most).await?)
    }

    /// Walks the whole chain of events: for the operator at the machine.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn verify_chain(&self) -> Result<Chain> {
        let mut tx = self.read().await?;
        Ok(store::event::verify(&mut tx).await?)
    }

    /// Place of the newest event.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn last_event(&self) -> Result<i64> {
        let mut tx = self.read().await?;
        Ok(store::event::last_seq(&mut tx).await?)
    }

    /// Writes a consistent copy of the embedded database: for the operator at the machine.
    ///
    /// # Errors
    /// When the disk refuses, or the database is a server's.
    pub async fn backup_database(&self, file: &std::path::Path) -> Result<()> {
        Ok(self.inner.db.copy_to(file).await?)
    }
}
