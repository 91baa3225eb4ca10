//! Technology contracts 技术合同: who confirmed which text, and where the contract stands.
//!
//! What it is not: its kind (`kind`), the text (`text`), the checks against the law (`check`) or what the agency
//! decides (`registration`).

pub mod basis;
pub mod check;
pub mod kind;
pub mod text;

mod state;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::deals::contract::check::{Finding, Severity};
use crate::deals::contract::kind::ContractKind;
use crate::deals::contract::text::ContractText;
use crate::deals::party::Side;
use crate::deals::registration::{Application, Registration};
use crate::deals::terms::Terms;
use crate::id::{AchievementId, ContractId, DealId, OrganisationId, UserId};
use crate::time::Timestamp;

pub use state::{Action, By, Refused, State, next};

/// That a person confirmed a text for a side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Who.
    pub user: UserId,
    /// SHA-256 of the text that was shown.
    pub text_hash: String,
    /// When.
    pub at: Timestamp,
}

/// A confirmation as sent: the hash of the text that the person saw.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmationInput {
    /// SHA-256 in hexadecimal.
    pub text_hash: String,
}

/// Why a confirmation is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotConfirmed {
    /// It does not fit the state.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The text is another by now.
    #[error("合同正文在您阅读之后已被修改，请重新阅读后再确认")]
    OtherText,
    /// The law stands against it.
    #[error("合同还不能确认：{0}")]
    Barred(String),
}

/// A contract of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Identifier.
    pub id: ContractId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// The deal that it ends.
    pub deal: DealId,
    /// What it is about: one achievement, so its share of the contract is the whole.
    pub achievement: AchievementId,
    /// 卖方.
    pub seller: OrganisationId,
    /// 买方.
    pub buyer: OrganisationId,
    /// 技术经纪机构.
    pub broker: Option<OrganisationId>,
    /// Kind that the agreed terms make it; the agency's decision stands in the registration.
    pub kind: ContractKind,
    /// The accepted terms.
    pub terms: Terms,
    /// The text.
    pub text: ContractText,
    /// Where it stands.
    pub state: State,
    /// Why it was refused or cancelled, or empty.
    pub reason: String,
    /// The seller's confirmation of the text as it is.
    pub seller_confirmed: Option<Confirmation>,
    /// The buyer's confirmation of the text as it is.
    pub buyer_confirmed: Option<Confirmation>,
    /// What the seller applied for.
    pub application: Option<Application>,
    /// What the agency decided.
    pub registration: Option<Registration>,
    /// Drafted at.
    pub created_at: Timestamp,
    /// Last changed at.
    pub updated_at: Timestamp,
}

impl Contract {
    /// The day on which the second side confirmed.
    pub fn signed_on(&self) -> Option<Date> {
        let seller = self.seller_confirmed.as_ref()?;
        let buyer = self.buyer_confirmed.as_ref()?;
        Some(seller.at.max(buyer.at).day())
    }

    /// Whether both sides were ever bound by it: then neither ends it alone, even while its text is open again.
    pub fn was_signed(&self) -> bool {
        self.application.is_some() || self.signed_on().is_some()
    }

    /// The kind that counts: the agency's when it has decided.
    pub fn decided_kind(&self) -> ContractKind {
        self.registration
            .as_ref()
            .map_or(self.kind, |registration| registration.kind)
    }

    /// The contract after a side confirmed the text whose hash it saw.
    ///
    /// # Errors
    /// When the state does not allow it, the text is another by now, or a finding bars it.
    pub fn confirm(
        self,
        side: Side,
        confirmation: Confirmation,
        findings: &[Finding],
    ) -> Result<Contract, NotConfirmed> {
        let state = next(self.state, Action::Confirm, By::Side(side))?;
        if confirmation.text_hash != self.text.hash() {
            return Err(NotConfirmed::OtherText);
        }
        if let Some(bar) = findings
            .iter()
            .find(|finding| finding.severity == Severity::Bar)
        {
            return Err(NotConfirmed::Barred(bar.text.clone()));
        }
        let updated_at = confirmation.at;
        let mut confirmed = Contract {
            state,
            updated_at,
            ..self
        };
        match side {
            Side::Seller => confirmed.seller_confirmed = Some(confirmation),
            Side::Buyer => confirmed.buyer_confirmed = Some(confirmation),
        }
        Ok(confirmed)
    }

    /// The contract with another text: nobody has confirmed that one yet.
    ///
    /// # Errors
    /// When the state does not allow it.
    pub fn edit(self, side: Side, text: ContractText, at: Timestamp) -> Result<Contract, Refused> {
        let state = next(self.state, Action::Edit, By::Side(side))?;
        Ok(Contract {
            state,
            text,
            seller_confirmed: None,
            buyer_confirmed: None,
            updated_at: at,
            ..self
        })
    }
}
