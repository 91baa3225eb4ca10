//! Deals 交易: seller, buyer and perhaps a broker talk, exchange offers and agree, or part.
//!
//! What it is not: an offer (`offer`) or the contract that a deal ends in (`contract`).

pub mod turn;

mod closing;
mod state;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::deals::party::Party;
use crate::field::{FieldError, Fields};
use crate::id::{
    AchievementId, DealId, IntroductionId, LicenceRequestId, MessageId, OrganisationId, UserId,
};
use crate::time::Timestamp;

pub use closing::{CloseReason, Closing, ClosingInput};
pub use state::{Action, Refused, State, next};

/// A message as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MessageInput {
    /// What is said.
    pub text: String,
}

impl MessageInput {
    /// The text, checked.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn check(self) -> Result<String, Vec<FieldError>> {
        let mut fields = Fields::new();
        let text = fields.paragraphs("text", "留言", &self.text, 5000);
        if text.is_empty() {
            fields.wrong("text", "required", "请填写留言");
        }
        fields.finish(text)
    }
}

/// A message in a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Identifier.
    pub id: MessageId,
    /// In which deal.
    pub deal: DealId,
    /// For whom its author spoke.
    pub by: Party,
    /// Who wrote it.
    pub author: UserId,
    /// What was said.
    pub text: String,
    /// Said at.
    pub created_at: Timestamp,
}

/// A deal of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deal {
    /// Identifier.
    pub id: DealId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// What it is about.
    pub achievement: AchievementId,
    /// The request that opened it.
    pub request: Option<LicenceRequestId>,
    /// The introduction that it goes back to.
    pub introduction: Option<IntroductionId>,
    /// 卖方.
    pub seller: OrganisationId,
    /// 买方.
    pub buyer: OrganisationId,
    /// 技术经纪机构.
    pub broker: Option<OrganisationId>,
    /// Where it stands.
    pub state: State,
    /// Why it came to nothing.
    pub closing: Option<Closing>,
    /// Opened at.
    pub created_at: Timestamp,
    /// Last changed at.
    pub updated_at: Timestamp,
}

impl Deal {
    /// What an organisation is in this deal; nothing for a stranger.
    pub fn party_of(&self, organisation: &OrganisationId) -> Option<Party> {
        if self.seller == *organisation {
            Some(Party::Seller)
        } else if self.buyer == *organisation {
            Some(Party::Buyer)
        } else if self.broker.as_ref() == Some(organisation) {
            Some(Party::Broker)
        } else {
            None
        }
    }
}
