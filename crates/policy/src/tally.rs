//! What was counted of a contract's payments, on the way to what counts.

use domain::Fen;

/// A payment after its contract's refunds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NetPayment {
    /// Position in the document.
    pub(crate) payment: usize,
    /// What is left of it.
    pub(crate) amount: Fen,
}

/// How many, and how much together.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) count: usize,
    pub(crate) sum: Fen,
}

impl Tally {
    pub(crate) fn add(&mut self, amount: Fen) {
        self.count += 1;
        self.sum.0 += amount.0;
    }
}

/// A contract's payments by what becomes of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tallies {
    pub(crate) paid: Tally,
    pub(crate) refunded: Tally,
    pub(crate) unverified_payments: Tally,
    pub(crate) unverified_refunds: Tally,
    pub(crate) later: Tally,
    /// Left over after refunds, but outside the policy's windows.
    pub(crate) outside_windows: Tally,
}
