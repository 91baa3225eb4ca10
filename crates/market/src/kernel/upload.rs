//! May this person send a file here? Asked before a body of many megabytes is read: the use case asks again, in its own
//! transaction.

use domain::id::{AchievementId, ContractId, DealId, PaymentId};
use domain::people::user::Actor;

use crate::Market;
use crate::kernel::error::Result;
use crate::kernel::permission::{Action, require, roles_at, roles_of};

/// What a file is sent for.
#[derive(Clone, Copy, Debug)]
pub enum Purpose<'a> {
    /// A list of achievements to import.
    Import,
    /// A file of an achievement.
    Achievement(&'a AchievementId),
    /// A file of a deal.
    Deal(&'a DealId),
    /// Vouchers of a new payment of a contract.
    NewPayment(&'a ContractId),
    /// The document by which an agency records that a contract has ended.
    Ending(&'a ContractId),
    /// Vouchers of a payment that is corrected.
    Payment(&'a PaymentId),
}

impl Market {
    /// Whether the actor may send a file for a purpose.
    ///
    /// # Errors
    /// When they may not, or may not know what it is for.
    pub async fn may_send_file(&self, actor: &Actor, purpose: Purpose<'_>) -> Result<()> {
        match purpose {
            Purpose::Import => require(&roles_of(Some(actor)), Action::AchievementCreate),
            Purpose::Achievement(id) => {
                let achievement = self.achievement(Some(actor), id).await?;
                require(
                    &roles_at(Some(actor), &achievement.organisation),
                    Action::AchievementManage,
                )
            }
            Purpose::Deal(id) => {
                let mut tx = self.read().await?;
                crate::deals::deal::deal_of(&mut tx, actor, id, Action::DealSpeak)
                    .await
                    .map(drop)
            }
            Purpose::NewPayment(id) => {
                let mut tx = self.read().await?;
                crate::deals::contract::contract_of(&mut tx, actor, id, Action::PaymentRecord)
                    .await
                    .map(drop)
            }
            Purpose::Ending(id) => {
                let mut tx = self.read().await?;
                crate::deals::contract::contract_of(
                    &mut tx,
                    actor,
                    id,
                    Action::ContractRecordEnding,
                )
                .await
                .map(drop)
            }
            Purpose::Payment(id) => {
                let mut tx = self.read().await?;
                crate::money::payment::payment_of(&mut tx, actor, id, Action::PaymentRecord)
                    .await
                    .map(drop)
            }
        }
    }
}
