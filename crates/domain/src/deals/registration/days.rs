//! Days that registration takes: for the decision, and for the record of a licence at the patent office.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::money::fen::Fen;
use crate::working_days::{LastDay, WorkingDays};

/// Working days that an agency has for its decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionDays {
    /// For most contracts.
    pub ordinary: i64,
    /// For large ones.
    pub large: i64,
    /// From this contract value on a contract is large, in fen.
    pub large_from_fen: Fen,
}

impl DecisionDays {
    /// Published practice of registration agencies and the draft national rule of December 2024: 15 working days, 30 from
    /// 5,000,000 yuan. Not law in force: a setting of the market, this is its default.
    pub const DEFAULT: Self = Self {
        ordinary: 15,
        large: 30,
        large_from_fen: Fen(500_000_000),
    };

    /// Where the days come from, for whoever reads the deadline.
    pub const SOURCE: &'static str =
        "各地登记机构公布的办理时限及 2024 年 12 月国家征求意见稿（尚未生效），可由管理机构调整";

    /// The last day for a decision about an application of this day.
    pub fn due(&self, applied_on: Date, contract_value: Fen, known: &WorkingDays) -> LastDay {
        let days = if contract_value >= self.large_from_fen {
            self.large
        } else {
            self.ordinary
        };
        known.after(applied_on, days)
    }
}

/// The last day to have a patent licence recorded 备案: three months after it takes effect (Implementing Rules of the
/// Patent Law, Art. 15).
pub fn recordation_due(effective_on: Date) -> Date {
    effective_on.checked_add(3.months()).unwrap_or(Date::MAX)
}
