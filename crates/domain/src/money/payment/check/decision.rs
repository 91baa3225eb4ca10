//! What the bureau decides about a payment with findings, and the vouchers that it can verify once only.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Fields};
use crate::money::payment::NewPayment;
use crate::money::payment::check::finding::Finding;
use crate::text::folded;

/// What of a payment may be verified once only, in any contract: the numbers of its vouchers as they fold, and its files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VoucherKey {
    /// `file`, `invoice` or `receipt`.
    pub kind: &'static str,
    /// Folded number, or SHA-256.
    pub key: String,
}

/// The keys of a payment, each once and in one order for everybody, so that two verifications cannot wait for each other.
pub fn voucher_keys(paid: &NewPayment, files: &[String]) -> Vec<VoucherKey> {
    let invoice = paid.invoice.iter().map(|invoice| VoucherKey {
        kind: "invoice",
        key: invoice.number.to_string(),
    });
    let receipt = VoucherKey {
        kind: "receipt",
        key: folded(&paid.receipt_number),
    };
    let files = files.iter().map(|sha256| VoucherKey {
        kind: "file",
        key: sha256.clone(),
    });
    let mut keys: Vec<VoucherKey> = invoice.chain([receipt]).chain(files).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Why a payment cannot be verified.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotVerify {
    /// Something cannot be right.
    #[error("这笔款项不能核验通过：{0}。请退回更正")]
    Barred(String),
    /// There are doubts, and nothing was said about them.
    #[error("这笔款项有 {0} 项疑点，核验通过须写明理由")]
    ReasonMissing(usize),
}

/// Whether a payment may be verified with this reason.
///
/// # Errors
/// When a finding bars it, or there are findings and no reason.
pub fn may_verify(findings: &[Finding], reason: &str) -> Result<(), CannotVerify> {
    if let Some(bar) = findings.iter().find(|finding| finding.bars) {
        return Err(CannotVerify::Barred(bar.in_full()));
    }
    if !findings.is_empty() && reason.trim().is_empty() {
        return Err(CannotVerify::ReasonMissing(findings.len()));
    }
    Ok(())
}

/// A decision about a payment as typed: the reason to reject it, or to verify it in spite of findings.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionInput {
    /// In words.
    pub reason: String,
}

impl DecisionInput {
    /// The reason of a rejection: never empty.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn check_rejection(self) -> Result<String, Vec<FieldError>> {
        let mut fields = Fields::new();
        let reason = fields.paragraphs("reason", "理由", &self.reason, 1000);
        if reason.is_empty() {
            fields.wrong(
                "reason",
                "required",
                "请写明不予通过的理由，例如：银行回单户名与买方不符",
            );
        }
        fields.finish(reason)
    }

    /// The reason of a verification: empty when there are no findings.
    ///
    /// # Errors
    /// When it is missing or too long, or a finding bars the verification.
    pub fn check_verification(self, findings: &[Finding]) -> Result<String, Vec<FieldError>> {
        let mut fields = Fields::new();
        let reason = fields.paragraphs("reason", "理由", &self.reason, 1000);
        match may_verify(findings, &reason) {
            Ok(()) => {}
            Err(barred @ CannotVerify::Barred(_)) => {
                fields.wrong("reason", "barred", barred.to_string())
            }
            Err(missing @ CannotVerify::ReasonMissing(_)) => {
                fields.wrong("reason", "required", missing.to_string())
            }
        }
        fields.finish(reason)
    }
}
