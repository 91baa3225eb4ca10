//! Doubts about a payment: each a finding with its reason; the bureau verifies in spite of one only with a written reason.
//!
//! What it is not: a proof of fraud. What needs outside data (shareholdings, money cycles) is not judged here.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Fields};
use crate::id::{ContractId, PaymentId};
use crate::money::fen::Fen;
use crate::money::payment::{NewPayment, PaymentKind};
use crate::money::voucher::InvoiceNumber;
use crate::people::organisation::NewOrganisation;
use crate::text::folded;
use crate::time::chinese_day;

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A stable word for programs.
    pub code: &'static str,
    /// Whether it bars verification whatever reason is given: what cannot be right must be corrected.
    pub bars: bool,
    /// What is doubtful, in Chinese, for everyone whom the payment concerns: it names nothing of anybody else.
    pub text: String,
    /// The payment that it collides with, for the bureau alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<OtherPayment>,
}

impl Finding {
    /// The same without what belongs to others.
    #[must_use]
    pub fn without_others(self) -> Self {
        Self {
            other: None,
            ..self
        }
    }

    /// The sentence with the payment that it collides with, for whoever may know of it.
    pub fn in_full(&self) -> String {
        match &self.other {
            Some(other) => format!(
                "{}：合同 {} 的款项 {}",
                self.text, other.contract, other.payment
            ),
            None => self.text.clone(),
        }
    }
}

/// A payment of any contract.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OtherPayment {
    /// Which payment.
    pub payment: PaymentId,
    /// Of which contract.
    pub contract: ContractId,
}

/// The vouchers of another payment, of any contract and year, that waits or was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherVouchers {
    /// Whose they are.
    pub of: OtherPayment,
    /// Whether they were verified: then nothing else is verified with them.
    pub verified: bool,
    /// Number of its invoice.
    pub invoice: Option<InvoiceNumber>,
    /// Number of its bank receipt.
    pub receipt_number: String,
    /// SHA-256 of its files.
    pub files: Vec<String>,
}

/// What a payment is judged against.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// 买方.
    pub buyer: &'a NewOrganisation,
    /// 卖方.
    pub seller: &'a NewOrganisation,
    /// Day on which the contract was signed.
    pub signed_on: Date,
    /// The most that the contract allows, in fen; nothing where a royalty runs.
    pub ceiling_fen: Option<Fen>,
    /// Payments less refunds of the contract so far, without this one and without rejected ones.
    pub paid_before_fen: Fen,
    /// SHA-256 of its files.
    pub files: &'a [String],
    /// Vouchers of all other payments that share a number or a file with this one, or of all others.
    pub others: &'a [OtherVouchers],
    /// Smallest amount at which the subsidy reaches its cap (cap divided by rate), in fen, when a policy has one.
    pub cap_reached_at_fen: Option<Fen>,
    /// Today.
    pub today: Date,
}

/// Every finding about a payment, barring ones first.
pub fn check(paid: &NewPayment, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    check_dates(&mut findings, paid, context);
    check_numbers(&mut findings, paid, context);
    check_amounts(&mut findings, paid, context);
    check_parties(&mut findings, paid, context);
    findings.0.sort_by_key(|finding| !finding.bars);
    findings.0
}

struct Findings(Vec<Finding>);

impl Findings {
    fn bar(&mut self, code: &'static str, text: impl Into<String>) {
        self.0.push(Finding {
            code,
            bars: true,
            text: text.into(),
            other: None,
        });
    }

    fn doubt(&mut self, code: &'static str, text: impl Into<String>) {
        self.0.push(Finding {
            code,
            bars: false,
            text: text.into(),
            other: None,
        });
    }

    /// A voucher that another payment has as well: of two that wait the bureau may choose one, what is verified stays alone.
    fn used(&mut self, code: &'static str, what: &str, other: &OtherVouchers) {
        let text = match other.verified {
            true => format!("{what}已用于另一笔已核验的款项，同一凭证只能核验一次"),
            false => format!("{what}也用于另一笔待核验的款项，两笔只能核验其一"),
        };
        self.0.push(Finding {
            code,
            bars: other.verified,
            text,
            other: Some(other.of.clone()),
        });
    }
}

fn check_dates(findings: &mut Findings, paid: &NewPayment, context: &Context<'_>) {
    let signed = chinese_day(context.signed_on);
    if paid.paid_on > context.today {
        findings.bar(
            "paid_in_the_future",
            format!("付款日 {} 晚于今天", chinese_day(paid.paid_on)),
        );
    }
    if paid.paid_on < context.signed_on {
        findings.doubt(
            "paid_before_signing",
            format!(
                "付款日 {} 早于合同签订日 {signed}",
                chinese_day(paid.paid_on)
            ),
        );
    }
    let Some(invoice) = &paid.invoice else { return };
    if invoice.issued_on > context.today {
        findings.bar(
            "invoiced_in_the_future",
            format!("开票日 {} 晚于今天", chinese_day(invoice.issued_on)),
        );
    }
    if invoice.issued_on < context.signed_on {
        findings.doubt(
            "invoiced_before_signing",
            format!(
                "开票日 {} 早于合同签订日 {signed}",
                chinese_day(invoice.issued_on)
            ),
        );
    }
    if let Some(year) = invoice.number.year()
        && i16::from(year) != invoice.issued_on.year() % 100
    {
        findings.doubt(
            "invoice_year",
            format!(
                "数电票号码的前两位（{year:02}）与开票日的年份（{}）不一致",
                invoice.issued_on.year()
            ),
        );
    }
}

fn check_numbers(findings: &mut Findings, paid: &NewPayment, context: &Context<'_>) {
    if let Some(invoice) = &paid.invoice {
        let number = &invoice.number;
        for other in context
            .others
            .iter()
            .filter(|other| other.invoice.as_ref() == Some(number))
        {
            findings.used("duplicate_invoice", &format!("发票 {number} "), other);
        }
        // The seller issues the invoice, for a refund the red one as well.
        let region = number.region().unwrap_or_default();
        if !number.region_is_a_province() {
            findings.doubt(
                "invoice_region",
                format!("数电票号码的第 3、4 位（{region}）不是省级行政区划代码，请核对"),
            );
        } else if !region.is_empty() && !context.seller.division_code.starts_with(region) {
            findings.doubt(
                "invoice_not_from_the_seller",
                format!(
                    "数电票号码的地区（{region}）与卖方所在地（{}）不一致",
                    context.seller.division_code
                ),
            );
        }
    }
    for other in context
        .others
        .iter()
        .filter(|other| folded(&other.receipt_number) == folded(&paid.receipt_number))
    {
        findings.used(
            "duplicate_receipt",
            &format!("银行回单号 {} ", paid.receipt_number),
            other,
        );
    }
    for other in context
        .others
        .iter()
        .filter(|other| other.files.iter().any(|file| context.files.contains(file)))
    {
        findings.used("duplicate_file", "上传的凭证文件（内容完全相同）", other);
    }
}

fn check_amounts(findings: &mut Findings, paid: &NewPayment, context: &Context<'_>) {
    if let Some(invoice) = &paid.invoice
        && invoice.amount_fen != paid.amount_fen
    {
        findings.doubt(
            "invoice_and_receipt_differ",
            format!(
                "发票金额 {} 与银行回单金额 {} 不一致",
                invoice.amount_fen, paid.amount_fen
            ),
        );
    }
    let before = context.paid_before_fen;
    let after = match paid.kind {
        PaymentKind::Payment => Fen(before.0.saturating_add(paid.amount_fen.0)),
        PaymentKind::Refund => {
            if paid.amount_fen > before {
                findings.bar(
                    "refund_above_payments",
                    format!("退款 {} 大于已付净额 {before}", paid.amount_fen),
                );
            }
            return;
        }
    };
    if let Some(ceiling) = context.ceiling_fen
        && after > ceiling
    {
        findings.doubt(
            "above_the_price",
            format!("累计支付 {after} 超过合同价款 {ceiling}"),
        );
    }
    if let Some(reached) = context.cap_reached_at_fen
        && (after == reached || paid.amount_fen == reached)
    {
        findings.doubt(
            "hits_the_cap_exactly",
            format!("金额恰好使补助达到最高限额（{reached}），请核对合同定价依据"),
        );
    }
}

fn check_parties(findings: &mut Findings, paid: &NewPayment, context: &Context<'_>) {
    let (buyer, seller) = (context.buyer, context.seller);
    if buyer.credit_code == seller.credit_code {
        findings.bar("same_party", "买方和卖方是同一单位");
        return;
    }
    let shared = [
        (
            "same_legal_representative",
            "法定代表人",
            &buyer.legal_representative,
            &seller.legal_representative,
        ),
        ("same_address", "地址", &buyer.address, &seller.address),
        ("same_phone", "电话", &buyer.phone, &seller.phone),
    ];
    for (code, label, of_buyer, of_seller) in shared {
        if !folded(of_buyer).is_empty() && folded(of_buyer) == folded(of_seller) {
            findings.doubt(
                code,
                format!("买卖双方的{label}相同（{of_buyer}），可能是关联方"),
            );
        }
    }
    let (from, to) = match paid.kind {
        PaymentKind::Payment => (buyer, seller),
        PaymentKind::Refund => (seller, buyer),
    };
    if folded(&paid.payer) != folded(&from.name) {
        findings.doubt(
            "payer_is_another",
            format!("付款账户户名“{}”不是“{}”", paid.payer, from.name),
        );
    }
    if folded(&paid.payee) != folded(&to.name) {
        findings.doubt(
            "payee_is_another",
            format!("收款账户户名“{}”不是“{}”", paid.payee, to.name),
        );
    }
}

/// What of a payment may be verified once only, in any contract: the numbers of its vouchers as they fold, and its files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VoucherKey {
    /// `file`, `invoice` or `receipt`.
    pub kind: &'static str,
    /// Folded number, or SHA-256.
    pub key: String,
}

/// The keys of a payment, each once and in one order for everybody, so that two verifications cannot wait for each other.
pub fn voucher_keys(paid: &NewPayment, files: &[String]) -> Vec<VoucherKey> {
    let invoice = paid.invoice.iter().map(|invoice| VoucherKey {
        kind: "invoice",
        key: invoice.number.to_string(),
    });
    let receipt = VoucherKey {
        kind: "receipt",
        key: folded(&paid.receipt_number),
    };
    let files = files.iter().map(|sha256| VoucherKey {
        kind: "file",
        key: sha256.clone(),
    });
    let mut keys: Vec<VoucherKey> = invoice.chain([receipt]).chain(files).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Why a payment cannot be verified.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotVerify {
    /// Something cannot be right.
    #[error("这笔款项不能核验通过：{0}。请退回更正")]
    Barred(String),
    /// There are doubts, and nothing was said about them.
    #[error("这笔款项有 {0} 项疑点，核验通过须写明理由")]
    ReasonMissing(usize),
}

/// Whether a payment may be verified with this reason.
///
/// # Errors
/// When a finding bars it, or there are findings and no reason.
pub fn may_verify(findings: &[Finding], reason: &str) -> Result<(), CannotVerify> {
    if let Some(bar) = findings.iter().find(|finding| finding.bars) {
        return Err(CannotVerify::Barred(bar.in_full()));
    }
    if !findings.is_empty() && reason.trim().is_empty() {
        return Err(CannotVerify::ReasonMissing(findings.len()));
    }
    Ok(())
}

/// A decision about a payment as typed: the reason to reject it, or to verify it in spite of findings.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionInput {
    /// In words.
    pub reason: String,
}

impl DecisionInput {
    /// The reason of a rejection: never empty.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn check_rejection(self) -> Result<String, Vec<FieldError>> {
        let mut fields = Fields::new();
        let reason = fields.paragraphs("reason", "理由", &self.reason, 1000);
        if reason.is_empty() {
            fields.wrong(
                "reason",
                "required",
                "请写明不予通过的理由，例如：银行回单户名与买方不符",
            );
        }
        fields.finish(reason)
    }

    /// The reason of a verification: empty when there are no findings.
    ///
    /// # Errors
    /// When it is missing or too long, or a finding bars the verification.
    pub fn check_verification(self, findings: &[Finding]) -> Result<String, Vec<FieldError>> {
        let mut fields = Fields::new();
        let reason = fields.paragraphs("reason", "理由", &self.reason, 1000);
        match may_verify(findings, &reason) {
            Ok(()) => {}
            Err(barred @ CannotVerify::Barred(_)) => {
                fields.wrong("reason", "barred", barred.to_string())
            }
            Err(missing @ CannotVerify::ReasonMissing(_)) => {
                fields.wrong("reason", "required", missing.to_string())
            }
        }
        fields.finish(reason)
    }
}

#[cfg(test)]
mod tests;
