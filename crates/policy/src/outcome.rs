//! What a computation says: lines, their steps and their findings, in the key order of the published format.

use std::borrow::Cow;

use domain::Fen;
use jiff::civil::Date;
use serde::Serialize;

/// The result of one computation.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = SubsidyOutcome))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Identifier of the policy.
    pub policy: String,
    /// The day for which it was computed.
    pub as_of: Date,
    /// One line for each contract and achievement, by contract then achievement in byte order.
    pub lines: Vec<Line>,
    /// What all lines are entitled to.
    pub total_entitled_fen: Fen,
    /// What is to be paid less what is to be taken back.
    pub total_due_fen: Fen,
}

/// What one contract earns with one achievement.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = SubsidyLine))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Identifier of the programme.
    pub programme: String,
    /// Identifier of the contract.
    pub contract: String,
    /// Identifier of the achievement.
    pub achievement: String,
    /// Identifier of the organisation that gets the money.
    pub beneficiary: String,
    /// The line's part of the contract's eligible payments, rounded for reading; 0 when the contract earns nothing.
    pub eligible_fen: Fen,
    /// What the line may keep in all: disbursed + due, before a shortage of the pool.
    pub entitled_fen: Fen,
    /// Net of what was paid out and taken back so far.
    pub disbursed_fen: Fen,
    /// What is to be paid now 应拨, after a shortage of the pool; negative when it is to be taken back 应追回.
    pub due_fen: Fen,
    /// The arithmetic, in the order applied.
    pub steps: Vec<Step>,
    /// What a person should know about the line.
    pub findings: Vec<Finding>,
}

/// One step of the arithmetic.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = SubsidyStep))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The clause on which it rests.
    pub clause: String,
    /// What is done, in Chinese, with every number that it needs.
    pub text: String,
    /// What comes out.
    pub amount_fen: Fen,
}

/// Something noticed about a line.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = SubsidyFinding))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A stable word for programs.
    pub code: &'static str,
    /// Whether it keeps the line from earning anything.
    pub bars: bool,
    /// What it is, in Chinese.
    pub text: Cow<'static, str>,
}

impl Outcome {
    /// The published form: one JSON document with a line end; the same outcome always gives the same bytes.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("an outcome has only text keys");
        json.push('\n');
        json
    }
}
