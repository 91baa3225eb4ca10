//! A finding, and the other payment it may collide with.

use serde::Serialize;

use crate::id::{ContractId, PaymentId};
use crate::money::voucher::InvoiceNumber;

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A stable word for programs.
    pub code: &'static str,
    /// Whether it bars verification whatever reason is given: what cannot be right must be corrected.
    pub bars: bool,
    /// What is doubtful, in Chinese, for everyone whom the payment concerns: it names nothing of anybody else.
    pub text: String,
    /// The payment that it collides with, for the bureau alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<OtherPayment>,
}

impl Finding {
    /// The same without what belongs to others.
    #[must_use]
    pub fn without_others(self) -> Self {
        Self {
            other: None,
            ..self
        }
    }

    /// The sentence with the payment that it collides with, for whoever may know of it.
    pub fn in_full(&self) -> String {
        match &self.other {
            Some(other) => format!(
                "{}：合同 {} 的款项 {}",
                self.text, other.contract, other.payment
            ),
            None => self.text.clone(),
        }
    }
}

/// A payment of any contract.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OtherPayment {
    /// Which payment.
    pub payment: PaymentId,
    /// Of which contract.
    pub contract: ContractId,
}

/// The vouchers of another payment, of any contract and year, that waits or was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherVouchers {
    /// Whose they are.
    pub of: OtherPayment,
    /// Whether they were verified: then nothing else is verified with them.
    pub verified: bool,
    /// Number of its invoice.
    pub invoice: Option<InvoiceNumber>,
    /// Number of its bank receipt.
    pub receipt_number: String,
    /// SHA-256 of its files.
    pub files: Vec<String>,
}

pub(super) struct Findings(pub(super) Vec<Finding>);

impl Findings {
    pub(super) fn bar(&mut self, code: &'static str, text: impl Into<String>) {
        self.0.push(Finding {
            code,
            bars: true,
            text: text.into(),
            other: None,
        });
    }

    pub(super) fn doubt(&mut self, code: &'static str, text: impl Into<String>) {
        self.0.push(Finding {
            code,
            bars: false,
            text: text.into(),
            other: None,
        });
    }

    /// A voucher that another payment has as well: of two that wait the bureau may choose one, what is verified stays alone.
    pub(super) fn used(&mut self, code: &'static str, what: &str, other: &OtherVouchers) {
        let text = match other.verified {
            true => format!("{what}已用于另一笔已核验的款项，同一凭证只能核验一次"),
            false => format!("{what}也用于另一笔待核验的款项，两笔只能核验其一"),
        };
        self.0.push(Finding {
            code,
            bars: other.verified,
            text,
            other: Some(other.of.clone()),
        });
    }
}
