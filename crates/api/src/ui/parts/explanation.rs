//! How a sum came about 计算说明: every step with its clause and its amount, so that a reader can redo it by hand.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Fen;

use super::tag::Link;

/// One step of the arithmetic.
#[derive(Clone, Debug)]
pub struct SumStep {
    /// Clause it rests on, such as `措施九`.
    pub clause: String,
    /// The arithmetic in words and figures.
    pub text: String,
    /// What stands after this step; nothing when the step decides no amount.
    pub amount: Option<Fen>,
}

/// Something found while checking: a reason, and whether it stands in the way.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The article or clause that says so.
    pub article: String,
    /// What was found and what to do.
    pub text: String,
    /// Whether it bars the next step; otherwise it is only shown.
    pub bars: bool,
    /// Where it is mended, for a reader who can.
    pub mend: Option<Link>,
}

/// A sum with its steps and findings.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/parts/explanation.html")]
pub struct Explanation {
    /// What was computed.
    pub caption: String,
    /// The steps, in the order applied.
    pub steps: Vec<SumStep>,
    /// What the result is called.
    pub total_label: String,
    /// The result.
    pub total: Fen,
    /// What was found on the way.
    pub findings: Vec<Finding>,
}

impl HtmlSafe for Explanation {}
