//! Doubts about a payment: each a finding with its reason; the bureau verifies in spite of one only with a written reason.
//!
//! What it is not: a proof of fraud. What needs outside data (shareholdings, money cycles) is not judged here.

mod decision;
mod finding;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::money::fen::Fen;
use crate::money::payment::check::finding::Findings;
use crate::money::payment::{NewPayment, PaymentKind};
use crate::people::organisation::NewOrganisation;
use crate::text::folded;
use crate::time::chinese_day;

pub use decision::{CannotVerify, DecisionInput, VoucherKey, may_verify, voucher_keys};
pub use finding::{Finding, OtherPayment, OtherVouchers};

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
