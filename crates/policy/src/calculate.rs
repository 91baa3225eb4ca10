//! From the text of two files to the text of the answer: what the command `calculate` does between reading and printing.

use crate::entitlement::entitlement;
use crate::file::{Policy, PolicyError};
use crate::ledger::{Ledger, LedgerError};

/// One of the two files is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalculateError {
    /// The policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// Computes a ledger under a policy; the answer is one JSON document. `policy_file` is the name of the policy file, for messages.
///
/// # Errors
/// Everything that is wrong in the policy file, or else in the ledger.
pub fn calculate(policy_file: &str, policy: &str, ledger: &[u8]) -> Result<String, CalculateError> {
    let policy = Policy::parse(policy_file, policy)?;
    let ledger = Ledger::parse(ledger)?;
    Ok(entitlement(&policy, &ledger).to_json())
}
