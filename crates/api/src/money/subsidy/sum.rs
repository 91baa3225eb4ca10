//! How a sum came about, from the policy's outcome to the page.

use domain::Fen;
use policy::{Line, Outcome};

use crate::ui::parts::{Explanation, Finding, SumStep};

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
