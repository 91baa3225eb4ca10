//! Licence requests 许可意向: an enterprise says what it wants an achievement for; the seller answers in time.
//!
//! What it is not: the negotiation. An accepted request opens a deal, and offers are made there.

mod decline;
mod input;
mod state;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::id::{AchievementId, DealId, LicenceRequestId, OrganisationId, UserId};
use crate::time::Timestamp;

pub use decline::{Decline, DeclineInput, DeclineReason};
pub use input::{CannotAsk, LicenceRequestInput, NewLicenceRequest, may_ask, offered};
pub use state::{Action, Refused, State, next, way_on};

/// Days in which a seller should answer. No source fixes them (assumed): a setting of the market, this is its default.
pub const ANSWER_WITHIN_DAYS: i64 = 10;

/// A request of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceRequest {
    /// Identifier.
    pub id: LicenceRequestId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// What is asked for.
    pub achievement: AchievementId,
    /// Who answers.
    pub seller: OrganisationId,
    /// Who asks.
    pub buyer: OrganisationId,
    /// The person who asked.
    pub asked_by: UserId,
    /// Where it stands.
    pub state: State,
    /// What was asked.
    pub asked: NewLicenceRequest,
    /// Why it was declined.
    pub decline: Option<Decline>,
    /// The deal that its acceptance opened.
    pub deal: Option<DealId>,
    /// Asked at.
    pub created_at: Timestamp,
    /// Answered or withdrawn at.
    pub answered_at: Option<Timestamp>,
}

impl LicenceRequest {
    /// The last day for an answer, when sellers have so many days.
    pub fn answer_due(&self, days: i64) -> Date {
        self.created_at.plus_days(days).day()
    }

    /// Whether the seller should have answered by now. A late answer is still an answer: nothing expires.
    pub fn is_overdue(&self, days: i64, today: Date) -> bool {
        self.state == State::Open && today > self.answer_due(days)
    }
}
