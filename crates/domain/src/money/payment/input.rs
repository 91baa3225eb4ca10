//! A payment as typed and as checked, with its invoice.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Fields};
use crate::money::fen;
use crate::money::fen::Fen;
use crate::money::voucher::InvoiceNumber;
use crate::text::folded;
use crate::time::parse_day;

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
