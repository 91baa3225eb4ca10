//! Payments 支付: what the buyer says it paid, with invoice and bank receipt, until the bureau verifies or rejects it.
//!
//! What it is not: the doubts about it, those are `payment_check`; nor the subsidy that rests on it.

pub mod check;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Fields};
use crate::id::{ContractId, PaymentId, UserId};
use crate::money::fen;
use crate::money::fen::Fen;
use crate::money::voucher::InvoiceNumber;
use crate::text::folded;
use crate::time::{Timestamp, parse_day};

/// Which way the money went.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// 支付: from buyer to seller.
    #[default]
    Payment,
    /// 退款: from seller back to buyer.
    Refund,
}

impl PaymentKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Payment, Self::Refund];

    /// As stored, in the API and in the subsidy ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::Refund => "refund",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Payment => "支付",
            Self::Refund => "退款",
        }
    }
}

impl TryFrom<String> for PaymentKind {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种款项"))
    }
}

/// A payment as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PaymentInput {
    /// Payment or refund.
    pub kind: PaymentKind,
    /// Amount on the bank receipt, in fen; positive for a refund as well.
    pub amount_fen: Option<Fen>,
    /// Day on the bank receipt.
    pub paid_on: String,
    /// 发票代码; empty for a digital invoice 数电票.
    pub invoice_code: String,
    /// 发票号码; may be empty for a refund.
    pub invoice_number: String,
    /// Amount on the invoice, tax included, in fen.
    pub invoice_amount_fen: Option<Fen>,
    /// Day on the invoice.
    pub invoiced_on: String,
    /// 银行回单号.
    pub receipt_number: String,
    /// Holder of the account that paid.
    pub payer: String,
    /// Holder of the account that received.
    pub payee: String,
    /// What the bureau should know.
    pub note: String,
}

/// What an invoice says.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Its number.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub number: InvoiceNumber,
    /// Its amount, tax included.
    pub amount_fen: Fen,
    /// Its date.
    pub issued_on: Date,
}

/// A checked payment.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPayment {
    /// Payment or refund.
    pub kind: PaymentKind,
    /// Amount on the bank receipt.
    pub amount_fen: Fen,
    /// Day on the bank receipt.
    pub paid_on: Date,
    /// The invoice; always there for a payment, for a refund when a red one was issued.
    pub invoice: Option<Invoice>,
    /// 银行回单号.
    pub receipt_number: String,
    /// Holder of the account that paid.
    pub payer: String,
    /// Holder of the account that received.
    pub payee: String,
    /// What the bureau should know, or empty.
    pub note: String,
}

impl PaymentInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<NewPayment, Vec<FieldError>> {
        let mut fields = Fields::new();
        let amount_fen = amount(&mut fields, "amount_fen", "银行回单金额", self.amount_fen);
        let paid_on = fields.take("paid_on", "date", parse_day(&self.paid_on));
        let invoice = if self.has_invoice() {
            self.check_invoice(&mut fields)
        } else {
            None
        };
        let receipt_number =
            fields.required_line("receipt_number", "银行回单号", &self.receipt_number, 60);
        if !receipt_number.is_empty() && folded(&receipt_number).is_empty() {
            fields.wrong(
                "receipt_number",
                "required",
                "银行回单号没有数字或字母，请照回单填写，例如 HD20260301001",
            );
        }
        let payer = fields.required_line("payer", "付款账户户名", &self.payer, 100);
        let payee = fields.required_line("payee", "收款账户户名", &self.payee, 100);
        let note = fields.paragraphs("note", "说明", &self.note, 1000);
        match (amount_fen, paid_on) {
            (Some(amount_fen), Some(paid_on)) => fields.finish(NewPayment {
                kind: self.kind,
                amount_fen,
                paid_on,
                invoice,
                receipt_number,
                payer,
                payee,
                note,
            }),
            (None, _) | (_, None) => fields.finish(()).and(Err(Vec::new())),
        }
    }

    /// Whether an invoice belongs to it: always to a payment, to a refund when one is named.
    pub fn has_invoice(&self) -> bool {
        let texts = [&self.invoice_code, &self.invoice_number, &self.invoiced_on];
        self.kind == PaymentKind::Payment
            || self.invoice_amount_fen.is_some()
            || texts.iter().any(|text| !text.trim().is_empty())
    }

    fn check_invoice(&self, fields: &mut Fields) -> Option<Invoice> {
        let number = fields.take(
            "invoice_number",
            "invoice_number",
            InvoiceNumber::parse(&self.invoice_code, &self.invoice_number),
        );
        let amount_fen = amount(
            fields,
            "invoice_amount_fen",
            "发票价税合计",
            self.invoice_amount_fen,
        );
        let issued_on = fields.take("invoiced_on", "date", parse_day(&self.invoiced_on));
        Some(Invoice {
            number: number?,
            amount_fen: amount_fen?,
            issued_on: issued_on?,
        })
    }
}

impl From<&NewPayment> for PaymentInput {
    /// What was sent, as it is corrected and sent again.
    fn from(paid: &NewPayment) -> Self {
        let invoice = paid.invoice.as_ref();
        Self {
            kind: paid.kind,
            amount_fen: Some(paid.amount_fen),
            paid_on: paid.paid_on.to_string(),
            invoice_code: invoice
                .map(|invoice| invoice.number.code().to_owned())
                .unwrap_or_default(),
            invoice_number: invoice
                .map(|invoice| invoice.number.number().to_owned())
                .unwrap_or_default(),
            invoice_amount_fen: invoice.map(|invoice| invoice.amount_fen),
            invoiced_on: invoice
                .map(|invoice| invoice.issued_on.to_string())
                .unwrap_or_default(),
            receipt_number: paid.receipt_number.clone(),
            payer: paid.payer.clone(),
            payee: paid.payee.clone(),
            note: paid.note.clone(),
        }
    }
}

fn amount(fields: &mut Fields, name: &str, label: &str, typed: Option<Fen>) -> Option<Fen> {
    match typed {
        Some(fen) if fen > Fen::ZERO && fen <= fen::LARGEST => Some(fen),
        Some(_) | None => {
            fields.wrong(
                name,
                "range",
                format!("请填写{label}，应大于 0 元，例如 200000.00 元；退款也填正数"),
            );
            None
        }
    }
}

/// Where a payment stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = PaymentState))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待核验.
    Recorded,
    /// 已核验: counts for the subsidy.
    Verified,
    /// 未通过: the buyer may correct it and send it again.
    Rejected,
    /// 已撤回, by the buyer before it was decided.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [
        Self::Recorded,
        Self::Verified,
        Self::Rejected,
        Self::Withdrawn,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Verified => "verified",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Recorded => "待核验",
            Self::Verified => "已核验",
            Self::Rejected => "核验未通过",
            Self::Withdrawn => "已撤回",
        }
    }

    /// Whether it stands: what was rejected or withdrawn counts nowhere.
    pub fn stands(self) -> bool {
        match self {
            Self::Recorded | Self::Verified => true,
            Self::Rejected | Self::Withdrawn => false,
        }
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种支付状态"))
    }
}

/// What can be done with a payment; the buyer corrects, the bureau verifies and rejects (the permission table says so).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// 更正: back to the start with other data.
    Correct,
    /// 核验通过.
    Verify,
    /// 不予通过: also what was verified by mistake; a subsidy that rests on it is computed anew.
    Reject,
    /// 撤回: by the buyer, while nobody has decided.
    Withdraw,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 4] = [Self::Correct, Self::Verify, Self::Reject, Self::Withdraw];

    /// The verb on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Correct => "更正",
            Self::Verify => "核验通过",
            Self::Reject => "不予通过",
            Self::Withdraw => "撤回",
        }
    }
}

/// The action does not fit the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("这笔款项现在是“{}”，不能{}", state.label(), action.label())]
pub struct Refused {
    /// Where the payment stands.
    pub state: State,
    /// What was wanted.
    pub action: Action,
}

/// The state after an action.
///
/// # Errors
/// When the action does not fit the state.
pub fn next(state: State, action: Action) -> Result<State, Refused> {
    match (state, action) {
        (State::Recorded | State::Rejected, Action::Correct) => Ok(State::Recorded),
        (State::Recorded, Action::Verify) => Ok(State::Verified),
        (State::Recorded | State::Verified, Action::Reject) => Ok(State::Rejected),
        (State::Recorded, Action::Withdraw) => Ok(State::Withdrawn),
        (State::Verified, Action::Correct | Action::Verify | Action::Withdraw)
        | (State::Rejected, Action::Verify | Action::Reject | Action::Withdraw)
        | (
            State::Withdrawn,
            Action::Correct | Action::Verify | Action::Reject | Action::Withdraw,
        ) => Err(Refused { state, action }),
    }
}

/// A payment of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Identifier.
    pub id: PaymentId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// For which contract.
    pub contract: ContractId,
    /// Where it stands.
    pub state: State,
    /// What was paid.
    pub paid: NewPayment,
    /// Why it was rejected or withdrawn, or verified in spite of findings; empty when nothing was to be said.
    pub reason: String,
    /// Who recorded it.
    pub recorded_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// When it was last sent for verification: recorded or corrected.
    pub sent_at: Timestamp,
    /// Who verified, rejected or withdrew it.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
}

/// Payments less refunds: of the verified ones for a subsidy, of all that stand for `payment_check`.
pub fn net_paid<'a>(payments: impl Iterator<Item = &'a NewPayment>) -> Fen {
    let signed = payments.map(|paid| match paid.kind {
        PaymentKind::Payment => paid.amount_fen,
        PaymentKind::Refund => Fen(-paid.amount_fen.0),
    });
    signed.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> PaymentInput {
        PaymentInput {
            amount_fen: Some(Fen(60_000_000)),
            paid_on: "2026-03-01".into(),
            invoice_number: "26142000000012345678".into(),
            invoice_amount_fen: Some(Fen(60_000_000)),
            invoiced_on: "2026-02-28".into(),
            receipt_number: "示例回单-1".into(),
            payer: "示例公司".into(),
            payee: "示例大学".into(),
            ..PaymentInput::default()
        }
    }

    #[test]
    fn the_states_of_a_payment() {
        let mut table = String::new();
        for state in State::ALL {
            for action in Action::ALL {
                let then = next(state, action).map_or("-", State::label);
                table += &format!("{} {}: {then}\n", state.label(), action.label());
            }
        }
        insta::assert_snapshot!(table, @"
        待核验 更正: 待核验
        待核验 核验通过: 已核验
        待核验 不予通过: 核验未通过
        待核验 撤回: 已撤回
        已核验 更正: -
        已核验 核验通过: -
        已核验 不予通过: 核验未通过
        已核验 撤回: -
        核验未通过 更正: 待核验
        核验未通过 核验通过: -
        核验未通过 不予通过: -
        核验未通过 撤回: -
        已撤回 更正: -
        已撤回 核验通过: -
        已撤回 不予通过: -
        已撤回 撤回: -
        ");
    }

    #[test]
    fn a_payment_has_an_invoice_and_a_refund_may_go_without() {
        assert!(input().check().is_ok());
        let bare = PaymentInput {
            invoice_number: String::new(),
            invoice_amount_fen: None,
            invoiced_on: String::new(),
            ..input()
        };
        let missing: Vec<String> = bare
            .clone()
            .check()
            .expect_err("no invoice")
            .into_iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(
            missing,
            ["invoice_number", "invoice_amount_fen", "invoiced_on"]
        );
        let refund = PaymentInput {
            kind: PaymentKind::Refund,
            ..bare
        };
        assert_eq!(refund.check().expect("no invoice is needed").invoice, None);
        let half = PaymentInput {
            kind: PaymentKind::Refund,
            invoiced_on: String::new(),
            ..input()
        };
        assert_eq!(
            half.check().expect_err("half an invoice")[0].field,
            "invoiced_on"
        );
    }

    #[test]
    fn every_wrong_field_of_a_payment_is_named_at_once() {
        let errors = PaymentInput {
            amount_fen: Some(Fen(-1)),
            ..PaymentInput::default()
        }
        .check()
        .expect_err("many errors");
        let names: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        let expected = [
            "amount_fen",
            "paid_on",
            "invoice_number",
            "invoice_amount_fen",
            "invoiced_on",
            "receipt_number",
            "payer",
            "payee",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn what_was_sent_is_sent_again_unchanged() {
        let paid = input().check().expect("right");
        assert_eq!(PaymentInput::from(&paid).check(), Ok(paid));
        let older = PaymentInput {
            invoice_code: "014002600111".into(),
            invoice_number: "12345678".into(),
            ..input()
        };
        let paid = older.check().expect("right");
        assert_eq!(PaymentInput::from(&paid).check(), Ok(paid));
    }

    #[test]
    fn a_receipt_number_has_a_letter_or_a_digit() {
        let dashes = PaymentInput {
            receipt_number: "——\u{200b}-".into(),
            ..input()
        };
        assert_eq!(
            dashes.check().expect_err("nothing is left of it")[0].field,
            "receipt_number"
        );
    }

    #[test]
    fn refunds_lessen_what_was_paid() {
        let paid = input().check().expect("right");
        let back = NewPayment {
            kind: PaymentKind::Refund,
            amount_fen: Fen(10_000_000),
            ..paid.clone()
        };
        assert_eq!(net_paid([&paid, &back].into_iter()), Fen(50_000_000));
    }
}
