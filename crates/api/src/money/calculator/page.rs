//! The calculator 补助测算: a few inputs, the answer at once, every step with its clause. Shared by its address.

use askama::Template;
use domain::Fen;

use crate::ui::parts::{Choice, Explanation, Link};
use crate::ui::{Form, Layout};

/// The answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What is paid to the seller.
    pub paid: Fen,
    /// The subsidy on it.
    pub subsidy: Fen,
    /// What remains to be borne.
    pub net: Fen,
    /// How the subsidy came about.
    pub explanation: Explanation,
}

/// `GET /calculator`.
#[derive(Clone, Debug, Template)]
#[template(path = "money/calculator/calculator.html")]
pub struct CalculatorPage {
    /// Around the page.
    pub layout: Layout,
    /// Controls `policy`, `paid_yuan`, `already_disbursed_yuan`, `contract_value_yuan`, `technology_amount_yuan`,
    /// `contract_kind`, `buyer_division_code`.
    pub form: Form,
    /// The policies that can be computed, the one in force first.
    pub policies: Vec<Choice>,
    /// The policy that was used, with its page and how it stands (draft, issued).
    pub policy: Link,
    /// How that policy stands, in one sentence, when that matters: a draft pays nothing.
    pub policy_remark: String,
    /// The answer; nothing before a sum was given, or when something is wrong.
    pub answer: Option<Answer>,
}
