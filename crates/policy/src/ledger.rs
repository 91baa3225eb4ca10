//! The ledger 台账: the verified history from which subsidies are computed, as one JSON document.
//!
//! [`Document`] is what is written and read; [`Ledger`] is a document that was checked: every reference resolves,
//! shares add up, amounts are bounded so that no sum can overflow.

mod check;
mod checked;
pub(crate) mod document;
mod read;

use std::fmt;

use crate::strict::Fault;

pub use checked::Ledger;
pub use document::{
    Achievement, AsSigned, Contract, ContractKind, ContractStatus, Disbursement, Document,
    Organisation, Payment, Share, WHOLE_PPM,
};
pub use domain::money::payment::PaymentKind;

/// A ledger is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerError {
    /// Everything that is wrong, each with its JSON pointer.
    pub faults: Vec<Fault>,
}

impl fmt::Display for LedgerError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "台账有 {} 处错误", self.faults.len())?;
        for fault in &self.faults {
            write!(out, "\n{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for LedgerError {}

impl Ledger {
    /// Reads and checks a JSON document.
    ///
    /// # Errors
    /// Everything that is wrong: bad JSON, unknown or missing keys, wrong types, and whatever [`Ledger::check`] finds.
    pub fn parse(json: &[u8]) -> Result<Self, LedgerError> {
        let document = read::document(json).map_err(|faults| LedgerError { faults })?;
        Self::check(document)
    }

    /// Checks a document made elsewhere, from the market's own history for example.
    ///
    /// # Errors
    /// References that do not resolve, identifiers used twice, shares that do not add up, amounts out of bounds.
    pub fn check(document: Document) -> Result<Self, LedgerError> {
        check::ledger(document).map_err(|faults| LedgerError { faults })
    }
}
