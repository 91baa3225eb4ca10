//! The ledger as the computation reads it: its references are positions.

use serde::{Serialize, Serializer};

use super::document::Document;

/// A document that was checked, with its references resolved to positions.
#[derive(Clone, Debug)]
pub struct Ledger {
    pub(crate) document: Document,
    /// The buyer of each contract.
    pub(crate) buyers: Vec<usize>,
    /// The seller of each contract.
    pub(crate) sellers: Vec<usize>,
    /// The achievements of each contract, in the document's order.
    pub(crate) achievements: Vec<Vec<usize>>,
    /// The contract of each payment.
    pub(crate) payment_contracts: Vec<usize>,
    /// The contract of each disbursement, and the position of its achievement in that contract.
    pub(crate) disbursement_shares: Vec<(usize, usize)>,
    /// Nothing of it has happened: it is told as what is supposed.
    pub(crate) is_supposed: bool,
}

impl Serialize for Ledger {
    /// As the document that was checked: what is written is what can be read again.
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.document.serialize(out)
    }
}

impl Ledger {
    /// What was checked.
    pub fn document(&self) -> &Document {
        &self.document
    }
}
