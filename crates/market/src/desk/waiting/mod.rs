//! What waits: the first list of everyone's workspace, one for what waits for them and one for what they wait for.
//!
//! Each noun tells what waits of it; here it is gathered, from one statement: every page tells how much it is.

pub(crate) mod list;

use domain::Timestamp;
use domain::catalogue::achievement::CONFIRM_EVERY_DAYS;
use domain::people::user::Actor;
use store::desk::waiting::Queue;

pub use crate::desk::waiting::list::{Waiting, WaitingItem};

use crate::Market;
use crate::catalogue::{achievement, matching};
use crate::deals::{contract, deal, ending, introduction, licence_request};
use crate::kernel::error::Result;
use crate::kernel::permission::{Action, require, roles_of};
use crate::money::payment;
use crate::people::organisation_change;

/// Items of one kind that the list names one by one; the rest is one item with their number.
pub const SHOWN: i64 = 20;

/// How much waits in a queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pile {
    /// How many things.
    pub count: i64,
    /// Since when the first of them waits.
    pub oldest: Option<Timestamp>,
}

/// How much waits in each queue of the bureau.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piles {
    /// Listings to review.
    pub listings: Pile,
    /// Payments to verify.
    pub payments: Pile,
    /// Changes of organisations to decide.
    pub changes: Pile,
}

impl Market {
    /// How much waits in each queue of the bureau.
    ///
    /// # Errors
    /// When the actor may not work through one of them.
    pub async fn piles(&self, actor: &Actor) -> Result<Piles> {
        let roles = roles_of(Some(actor));
        require(&roles, Action::AchievementReview)?;
        require(&roles, Action::PaymentVerify)?;
        require(&roles, Action::OrganisationChangeDecide)?;
        let mut tx = self.read().await?;
        let all = store::desk::waiting::all(&mut tx, actor, self.now(), SHOWN).await?;
        let pile = |queue| {
            all.of(queue).next().map_or(Pile::default(), |row| Pile {
                count: row.total,
                oldest: Some(row.since),
            })
        };
        Ok(Piles {
            listings: pile(Queue::Review),
            payments: pile(Queue::Verification),
            changes: pile(Queue::Change),
        })
    }

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
        contract::waiting::waits(&all, self.working_days(), &mut waiting);
        ending::waits(&all, &mut waiting);
        payment::waiting::waits(&all, &mut waiting);
        // Last: what is unread in a deal is told with what else waits of it.
        deal::waiting::unread(&all, &mut waiting);
        matching::waits(&all, now, &mut waiting);
        waiting.sort();
        Ok(waiting)
    }
}
