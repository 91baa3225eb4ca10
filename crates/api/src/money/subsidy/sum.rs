//! How a sum came about, from the policy's outcome to the page.

use domain::Fen;
use market::money::subsidy::EntitlementLine;
use policy::{Line, Outcome};

use crate::deals::contract::page::SubsidyView;
use crate::ui::parts::{Explanation, Finding, Link, SumStep};

/// A line of a computation as the page explains it.
pub(crate) fn explained(caption: &str, line: &Line) -> Explanation {
    let step = |step: &policy::Step| SumStep {
        clause: step.clause.clone(),
        text: step.text.clone(),
        amount: Some(step.amount_fen),
    };
    let finding = |finding: &policy::Finding| Finding {
        article: String::new(),
        text: finding.text.to_string(),
        bars: finding.bars,
        mend: None,
    };
    Explanation {
        caption: caption.to_owned(),
        steps: line.steps.iter().map(step).collect(),
        total_label: "应享补助".into(),
        total: line.entitled_fen,
        findings: line.findings.iter().map(finding).collect(),
    }
}

/// What the one line of an estimate gets.
pub(crate) fn due(outcome: &Outcome) -> Fen {
    outcome.lines.first().map_or(Fen::ZERO, |line| line.due_fen)
}

/// A line of the subsidy as the page of its contract and the bureau's desk show it.
pub(crate) fn subsidy(entry: &EntitlementLine) -> SubsidyView {
    let line = &entry.line;
    SubsidyView {
        contract: Link::new(
            entry
                .registration_number
                .clone()
                .unwrap_or_else(|| "技术合同".into()),
            format!("/contracts/{}", line.contract),
        ),
        achievement: Link::new(
            entry.achievement_title.clone(),
            format!("/achievements/{}", line.achievement),
        ),
        beneficiary: Link::new(
            entry.beneficiary_name.clone(),
            format!("/organisations/{}", line.beneficiary),
        ),
        eligible: line.eligible_fen,
        entitled: line.entitled_fen,
        disbursed: line.disbursed_fen,
        due: line.due_fen,
        explanation: explained("补助核算过程", line),
    }
}
