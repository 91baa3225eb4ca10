//! What is looked for in the register of decisions.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::deals::registration::decision::Decision;
use crate::field::{FieldError, Fields};
use crate::time::{chinese_day, parse_day};

/// What is looked for in the register, as typed; what is empty does not narrow.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterSearchInput {
    /// Part of a registration number, of a party's name or of a title.
    pub q: String,
    /// First day of the decision.
    pub from: String,
    /// Last day of the decision.
    pub to: String,
    /// Only this decision.
    pub decision: String,
}

/// The same, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterSearch {
    /// Part of a registration number, of a party's name or of a title; empty for all.
    pub q: String,
    /// First day of the decision.
    pub from: Option<Date>,
    /// Last day of the decision.
    pub to: Option<Date>,
    /// Only this decision.
    pub decision: Option<Decision>,
}

impl RegisterSearchInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<RegisterSearch, Vec<FieldError>> {
        let mut fields = Fields::new();
        let q = fields.line("q", "查找内容", &self.q, 100);
        let mut day = |name: &str, typed: &str| match typed.trim() {
            "" => None,
            typed => fields.take(name, "date", parse_day(typed)),
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        if let (Some(first), Some(last)) = (from, to)
            && first > last
        {
            fields.wrong(
                "to",
                "order",
                format!("截止日不能早于起始日（{}）", chinese_day(first)),
            );
        }
        let decision = match self.decision.as_str() {
            "" => None,
            _ => fields.take("decision", "unknown", Decision::try_from(self.decision)),
        };
        fields.finish(RegisterSearch {
            q,
            from,
            to,
            decision,
        })
    }
}
