//! What waits: the first list of everyone's workspace, one for what waits for them and one for what they wait for.
//!
//! Each noun tells what waits of it; here it is gathered, from one statement: every page tells how much it is.

pub(crate) mod list;

use domain::catalogue::achievement::CONFIRM_EVERY_DAYS;
use domain::people::user::Actor;

pub use crate::desk::waiting::list::{Waiting, WaitingItem};

use crate::Market;
use crate::catalogue::{achievement, matching};
use crate::deals::{contract, deal, ending, introduction, licence_request};
use crate::kernel::error::Result;
use crate::money::payment;
use crate::people::organisation_change;

/// Items of one kind that the list names one by one; the rest is one item with their number.
pub const SHOWN: i64 = 20;

impl Market {
    /// What waits for the actor's organisation, and what it waits for.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn waiting(&self, actor: &Actor) -> Result<Waiting> {
        let now = self.now();
        let confirmed_before = now.plus_days(-CONFIRM_EVERY_DAYS);
        let mut tx = self.read().await?;
        let all = store::desk::waiting::all(&mut tx, actor, confirmed_before, SHOWN).await?;
        let mut waiting = Waiting::default();
        licence_request::waits(&all, &mut waiting);
        introduction::waits(&all, &mut waiting);
        deal::waiting::waits(&all, &mut waiting);
        achievement::waiting::waits(&all, &mut waiting);
        organisation_change::waits(&all, actor, &mut waiting);
        contract::waiting::waits(&all, &mut waiting);
        ending::waits(&all, &mut waiting);
        payment::waiting::waits(&all, &mut waiting);
        // Last: what is unread in a deal is told with what else waits of it.
        deal::waiting::unread(&all, &mut waiting);
        matching::waits(&all, now, &mut waiting);
        waiting.sort();
        Ok(waiting)
    }
}
