//! How it is paid, and whether the text says the same.

use crate::deals::contract::check::finding::{CIVIL_846, Finding, INTERPRETATION_14, Severity};
use crate::deals::contract::text::ContractText;
use crate::deals::terms::{PaymentPlan, Terms};
use crate::money::fen::Fen;

/// Words that betray a part which is no technology.
const NON_TECHNICAL_WORDS: [&str; 8] = [
    "设备", "仪器", "材料", "原料", "样机", "备件", "安装", "土建",
];

/// Civil Code 846 (how it is paid) and interpretation 14 (what is no technology is itemised).
pub(super) fn check_payment(findings: &mut Vec<Finding>, terms: &Terms, text: &ContractText) {
    match &terms.payment {
        PaymentPlan::LumpSum { due_on: None, .. } => {
            let text = "一次总付未约定付款日。请在条款中填写付款日".to_owned();
            findings.push(Finding {
                code: "payment_day_missing",
                article: CIVIL_846,
                severity: Severity::Warn,
                text,
                field: "terms/due_on",
            });
        }
        PaymentPlan::Royalty { .. } | PaymentPlan::InitialFeeAndRoyalty { .. }
            if !text.plain().contains("账目") =>
        {
            let text =
                "提成支付宜约定查阅会计账目的办法。请在正文“价款和支付方式”中写明".to_owned();
            findings.push(Finding {
                code: "accounts_not_agreed",
                article: CIVIL_846,
                severity: Severity::Warn,
                text,
                field: "text/clauses",
            });
        }
        PaymentPlan::LumpSum { .. }
        | PaymentPlan::Instalments { .. }
        | PaymentPlan::Royalty { .. }
        | PaymentPlan::InitialFeeAndRoyalty { .. } => {}
    }
    if let Some(price) = terms.payment.fixed_fen()
        && !names_amount(&text.plain(), price)
    {
        let text =
            format!("正文中没有双方接受的金额 {price}。请核对价款条款，金额有变时请先重新报价");
        findings.push(Finding {
            code: "price_not_in_text",
            article: CIVIL_846,
            severity: Severity::Bar,
            text,
            field: "text/clauses",
        });
    }
    let words = NON_TECHNICAL_WORDS
        .into_iter()
        .filter(|word| terms.delivery.contains(word) || terms.other_terms.contains(word));
    let words: Vec<&str> = words.collect();
    if terms.non_technical.is_empty() && !words.is_empty() {
        let text = format!(
            "条款中提到“{}”，但没有分项列出非技术性款项。价款含这些费用的，请在“非技术部分”逐项填写金额",
            words.join("”“")
        );
        findings.push(Finding {
            code: "non_technical_not_itemised",
            article: INTERPRETATION_14,
            severity: Severity::Warn,
            text,
            field: "terms/non_technical",
        });
    }
}

/// Whether a text names an amount in one of the ways people write it, and not only as the tail of a larger one.
fn names_amount(text: &str, amount: Fen) -> bool {
    let full = amount.in_yuan();
    let round = full.trim_end_matches(".00").to_owned();
    let plain = round.replace(',', "");
    let ways = [
        amount.in_prose(),
        format!("{round}元"),
        format!("{plain}元"),
        format!("{}元", full.replace(',', "")),
        full,
    ];
    ways.iter().any(|way| {
        let mut places = text.match_indices(way.as_str());
        places.any(|(at, _)| {
            !text[..at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'))
        })
    })
}
