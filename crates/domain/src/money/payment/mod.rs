//! Payments 支付: what the buyer says it paid, with invoice and bank receipt, until the bureau verifies or rejects it.
//!
//! What it is not: the doubts about it, those are `payment_check`; nor the subsidy that rests on it.

pub mod check;

mod input;
mod state;
#[cfg(test)]
mod tests;

use crate::id::{ContractId, PaymentId, UserId};
use crate::money::fen::Fen;
use crate::time::Timestamp;

pub use input::{Invoice, NewPayment, PaymentInput, PaymentKind};
pub use state::{Action, Refused, State, next};

/// A payment of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Identifier.
    pub id: PaymentId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// For which contract.
    pub contract: ContractId,
    /// Where it stands.
    pub state: State,
    /// What was paid.
    pub paid: NewPayment,
    /// Why it was rejected or withdrawn, or verified in spite of findings; empty when nothing was to be said.
    pub reason: String,
    /// Who recorded it.
    pub recorded_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// When it was last sent for verification: recorded or corrected.
    pub sent_at: Timestamp,
    /// Who verified, rejected or withdrew it.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
}

/// Payments less refunds: of the verified ones for a subsidy, of all that stand for `payment_check`.
pub fn net_paid<'a>(payments: impl Iterator<Item = &'a NewPayment>) -> Fen {
    let signed = payments.map(|paid| match paid.kind {
        PaymentKind::Payment => paid.amount_fen,
        PaymentKind::Refund => Fen(-paid.amount_fen.0),
    });
    signed.sum()
}
