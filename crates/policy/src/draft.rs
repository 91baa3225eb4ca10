//! A line in the making, and the two steps before its cap: what the rate is applied to, and the share it carries.

use domain::Fen;

use crate::exact::{Exact, whole};
use crate::file::Basis;
use crate::ledger::{Contract, WHOLE_PPM};
use crate::outcome::Line;

/// A line in the making.
pub(crate) struct Draft {
    pub(crate) line: Line,
    /// Position of its contract in the document.
    pub(crate) contract: usize,
    /// Position of its achievement in the document.
    pub(crate) achievement: usize,
    /// Its part of the contract.
    pub(crate) share_ppm: i64,
    /// The exact subsidy without a cap.
    pub(crate) raw: Exact,
    /// The same in whole fen.
    pub(crate) rounded: Fen,
}

/// What the rate is applied to, for the whole contract.
pub(crate) fn base(basis: Basis, contract: &Contract, eligible: Fen) -> Exact {
    match basis {
        Basis::Paid => whole(eligible),
        Basis::Min => whole(eligible.min(contract.technology_amount_fen)),
        Basis::Proportional => {
            // A royalty may pay more than the contract value: the proportion paid is at most 1.
            let paid = whole(eligible.min(contract.contract_value_fen));
            paid * whole(contract.technology_amount_fen) / whole(contract.contract_value_fen)
        }
    }
}

/// The part of an amount that a share of a contract carries.
pub(crate) fn part(amount: &Exact, share_ppm: i64) -> Exact {
    if share_ppm == WHOLE_PPM {
        return amount.clone();
    }
    Exact::new_raw(amount.numer() * share_ppm, amount.denom() * WHOLE_PPM)
}
