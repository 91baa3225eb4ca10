//! The page of a contract 技术合同: text and findings, confirmation by hash, registration, payments, subsidy.

use askama::Template;
use domain::deals::contract::basis::Difference;
use domain::deals::contract::text::{ContractText, clause_number};
use domain::deals::party::Side;
use domain::money::payment::PaymentKind;
use domain::{Fen, Timestamp};
use jiff::civil::Date;

use crate::ui::parts::{Chain, Due, Explanation, Facts, FileList, Finding, Link, PostButton, Tag};
use crate::ui::{Form, Layout};

/// Whether a side confirmed the text.
#[derive(Clone, Debug)]
pub struct ConfirmationView {
    /// Which side.
    pub side: Side,
    /// The organisation.
    pub organisation: Link,
    /// Who confirmed, when; nothing while it waits.
    pub by: Option<(String, Timestamp)>,
}

/// A payment with its vouchers.
#[derive(Clone, Debug)]
pub struct PaymentView {
    /// Identifier, as it is quoted; also the anchor on the page.
    pub id: String,
    /// Version, for the verbs.
    pub version: i64,
    /// Payment or refund.
    pub kind: PaymentKind,
    /// In fen.
    pub amount: Fen,
    /// Day on the bank receipt.
    pub paid_on: Date,
    /// How it stands.
    pub tag: Tag,
    /// Its contract, where payments of several are listed.
    pub contract: Option<Link>,
    /// Invoice, receipt, payer and payee.
    pub vouchers: Facts,
    /// The files.
    pub files: FileList,
    /// What is doubtful.
    pub findings: Vec<Finding>,
    /// Who recorded it, when.
    pub recorded: (String, Timestamp),
    /// Who decided, when, and why; nothing while it waits.
    pub decided: Option<(String, Timestamp, String)>,
    /// Control `reason`, shared by `POST /payments/{id}/verify` and `/reject`; its scope is the payment's. When the reader may.
    pub decision_form: Option<Form>,
    /// Whether a finding bars the verification.
    pub barred: bool,
    /// The payment as it was sent, to be corrected and sent again: controls of `PaymentInput` and both files; its scope is
    /// the payment's. When the reader may.
    pub correct_form: Option<Form>,
    /// 撤回, when the reader may.
    pub withdraw: Option<PostButton>,
}

impl PaymentView {
    /// When a reason is needed.
    pub fn reason_hint(&self) -> &'static str {
        if self.findings.is_empty() {
            "不予通过时必填"
        } else {
            "有疑点仍通过，或不予通过，都必须写明理由"
        }
    }

    /// The day, in Chinese.
    pub fn day(&self) -> String {
        domain::time::chinese_day(self.paid_on)
    }
}

/// What one contract earns with one achievement.
#[derive(Clone, Debug)]
pub struct SubsidyView {
    /// The contract, where lines of several are listed.
    pub contract: Link,
    /// The achievement.
    pub achievement: Link,
    /// Who gets the money.
    pub beneficiary: Link,
    /// Verified payments that count.
    pub eligible: Fen,
    /// What may be kept in all.
    pub entitled: Fen,
    /// Paid out so far.
    pub disbursed: Fen,
    /// To be paid now; negative when it is to be taken back.
    pub due: Fen,
    /// How it came about.
    pub explanation: Explanation,
}

/// How two end a contract, and how the agency records it.
#[derive(Clone, Debug)]
pub struct EndingView {
    /// The newest proposal; empty when there is none.
    pub facts: Facts,
    /// Control `reason`, sent to `{path}/ending`, when the reader may propose.
    pub propose_form: Option<Form>,
    /// 同意解除, when the reader may.
    pub agree: Option<PostButton>,
    /// Control `reason`, sent to `{path}/ending/refuse`, when the reader may.
    pub refuse_form: Option<Form>,
    /// 撤回, when the reader may.
    pub withdraw: Option<PostButton>,
    /// Control `reason` and file `document`, sent to `{path}/ending/record`, for the agency.
    pub record_form: Option<Form>,
    /// Whether it is registered, so that an agreement is not yet its end.
    pub registered: bool,
}

/// `GET /contracts/{id}`. Forms are there when the reader may use them.
#[derive(Clone, Debug, Template)]
#[template(path = "deals/contract/contract.html")]
pub struct ContractPage {
    /// Around the page.
    pub layout: Layout,
    /// Identifier, as it is quoted.
    pub id: String,
    /// Path of this contract: verbs are sent below it.
    pub path: String,
    /// Version, for the verbs.
    pub version: i64,
    /// The whole chain.
    pub chain: Chain,
    /// How it stands.
    pub tag: Tag,
    /// Why it was refused or cancelled, or empty.
    pub reason: String,
    /// Kind, sides, price, broker.
    pub facts: Facts,
    /// What the law says to it, bars first.
    pub findings: Vec<Finding>,
    /// Clauses that would be drafted otherwise from today's data.
    pub differences: Vec<Difference>,
    /// 按最新资料重新起草, when the reader may.
    pub redraft: Option<PostButton>,
    /// The text.
    pub text: ContractText,
    /// SHA-256 of the text: what is confirmed.
    pub text_hash: String,
    /// The two sides.
    pub confirmations: Vec<ConfirmationView>,
    /// Whether the reader may confirm now: sends `text_hash`.
    pub can_sign: bool,
    /// Controls `title`, `clauses.N.heading`, `clauses.N.body`; scope `text`; sent to `{path}/text`.
    pub text_form: Option<Form>,
    /// Controls `contract_value_yuan`, `technology_amount_yuan`, `note`; scope `apply`.
    pub apply_form: Option<Form>,
    /// Controls of `RegistrationInput`, and `decision` (`register`, `refuse`) with `reason`; scope `decide`; for the agency.
    pub decide_form: Option<Form>,
    /// Until when the agency should decide.
    pub decide_due: Option<(Due, String)>,
    /// What the seller applied for, and what was decided; empty before.
    pub registration: Facts,
    /// What two do to end it; nothing while there is nothing to say.
    pub ending: Option<EndingView>,
    /// What ended it after its registration.
    pub files: FileList,
    /// Address of the page that asks before it is said to be done, or empty.
    pub complete_href: String,
    /// Address of the page that asks before a draft is given up, or empty.
    pub cancel_href: String,
    /// Payments and refunds, by day.
    pub payments: Vec<PaymentView>,
    /// Verified payments less verified refunds.
    pub paid: Fen,
    /// Controls of `PaymentInput`, and files `invoice_file`, `receipt_file`; scope `payment`.
    pub payment_form: Option<Form>,
    /// What it earns, line by line.
    pub subsidies: Vec<SubsidyView>,
}

impl ContractPage {
    /// `第三条`, for the clause at this place from zero.
    pub fn number(&self, at: &usize) -> String {
        clause_number(at + 1)
    }

    /// Whether a finding bars the confirmation.
    pub fn barred(&self) -> bool {
        self.findings.iter().any(|finding| finding.bars)
    }
}
