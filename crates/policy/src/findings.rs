//! What a person should know about a line, in Chinese, with a stable code.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use ::domain::Fen;
use ::domain::time::chinese_day;
use jiff::civil::Date;

use crate::file::{Beneficiary, Programme, Unprovable};
use crate::ledger::{Contract, ContractKind, Ledger, Organisation};
use crate::outcome::Finding;
use crate::tally::{NetPayment, Tallies};

fn finding(code: &'static str, bars: bool, text: impl Into<Cow<'static, str>>) -> Finding {
    Finding {
        code,
        bars,
        text: text.into(),
    }
}

pub(crate) fn not_registered(bars: bool) -> Finding {
    finding(
        "not_registered",
        bars,
        "合同尚未认定登记。请由卖方向登记机构申请认定登记，登记后重新计算",
    )
}

pub(crate) fn registered_later(bars: bool, day: Date) -> Finding {
    finding(
        "not_registered",
        bars,
        format!(
            "合同于{}登记，晚于计算截止日，当日尚未登记",
            chinese_day(day)
        ),
    )
}

pub(crate) fn registered_outside_window(day: Date) -> Finding {
    finding(
        "registration_outside_window",
        true,
        format!("合同于{}登记，不在政策规定的登记时间内", chinese_day(day)),
    )
}

pub(crate) fn cancelled(bars: bool) -> Finding {
    finding("cancelled", bars, "合同登记已撤销，已拨付的补助应予追回")
}

pub(crate) fn kind_not_covered(kind: ContractKind) -> Finding {
    finding(
        "contract_kind_not_covered",
        true,
        format!("政策不包括{}合同", kind.label()),
    )
}

pub(crate) fn beneficiary_kind(
    bars: bool,
    programme: &Programme,
    organisation: &Organisation,
) -> Finding {
    let kinds: Vec<&str> = programme
        .beneficiary_kinds
        .iter()
        .map(|kind| kind.label())
        .collect();
    let text = format!(
        "{}“{}”是{}，补助对象应为{}",
        party(programme),
        organisation.name,
        organisation.kind.label(),
        kinds.join("、")
    );
    finding("beneficiary_kind", bars, text)
}

pub(crate) fn beneficiary_elsewhere(
    bars: bool,
    programme: &Programme,
    organisation: &Organisation,
    prefix: &str,
) -> Finding {
    let text = format!(
        "{}“{}”登记地的行政区划代码为 {}，不在本地（代码应以 {prefix} 开头）",
        party(programme),
        organisation.name,
        organisation.division_code
    );
    finding("beneficiary_elsewhere", bars, text)
}

pub(crate) fn below_minimum(eligible: Fen, minimum: Fen) -> Finding {
    finding(
        "below_minimum",
        true,
        format!(
            "计入的支付额 {} 元低于起补线 {} 元",
            eligible.in_yuan(),
            minimum.in_yuan()
        ),
    )
}

/// What of the payments does not count, and what looks odd about them.
pub(crate) fn of_payments(
    ledger: &Ledger,
    contract: &Contract,
    tallies: &Tallies,
    net_paid: Fen,
    findings: &mut Vec<Finding>,
) {
    let as_of = ledger.document.as_of;
    let mut note = |code, text: String| findings.push(finding(code, false, text));
    let told =
        |tally: crate::tally::Tally| format!("{} 笔合计 {} 元", tally.count, tally.sum.in_yuan());
    if tallies.paid.count == 0 {
        note("nothing_paid", "截至计算日没有已核验的支付".to_owned());
    }
    if tallies.unverified_payments.count > 0 {
        note(
            "payments_not_verified",
            format!(
                "未核验的支付 {}，未计入；核验后重新计算",
                told(tallies.unverified_payments)
            ),
        );
    }
    if tallies.unverified_refunds.count > 0 {
        note(
            "refunds_not_verified",
            format!(
                "未核验的退款 {}，未扣减；请尽快核验",
                told(tallies.unverified_refunds)
            ),
        );
    }
    if tallies.later.count > 0 {
        note(
            "payments_after_as_of",
            format!(
                "晚于计算截止日（{}）的收支 {}，未计入",
                chinese_day(as_of),
                told(tallies.later)
            ),
        );
    }
    if tallies.outside_windows.count > 0 {
        note(
            "payments_outside_window",
            format!(
                "不在政策规定时间内的支付 {}，未计入",
                told(tallies.outside_windows)
            ),
        );
    }
    if tallies.refunded.sum > tallies.paid.sum {
        note(
            "refunds_exceed_payments",
            format!(
                "退款 {} 多于支付 {}，按 0 元计",
                told(tallies.refunded),
                told(tallies.paid)
            ),
        );
    }
    if net_paid > contract.contract_value_fen {
        let text = format!(
            "净支付额 {} 元超过合同成交额 {} 元；提成支付可能如此，请核对",
            net_paid.in_yuan(),
            contract.contract_value_fen.in_yuan()
        );
        note("paid_above_value", text);
    }
}

/// What looks odd about the contract itself and its amounts.
pub(crate) fn of_amounts(
    suspicious: Option<&RangeInclusive<Fen>>,
    ledger: &Ledger,
    at: usize,
    eligible: Fen,
    payments: &[NetPayment],
    findings: &mut Vec<Finding>,
) {
    let document = &ledger.document;
    let contract = &document.contracts[at];
    if contract.technology_amount_fen > contract.contract_value_fen {
        findings.push(finding(
            "technology_above_value",
            false,
            "技术交易额大于合同成交额，请核对登记证明",
        ));
    }
    let signed = contract.signed_on;
    let registered_early = contract.registered_on.is_some_and(|day| day < signed);
    if registered_early
        || payments
            .iter()
            .any(|net| document.payments[net.payment].paid_on < signed)
    {
        findings.push(finding(
            "dates_out_of_order",
            false,
            format!(
                "登记或支付早于合同签订日（{}），请核对日期",
                chinese_day(signed)
            ),
        ));
    }
    if ledger.buyers[at] == ledger.sellers[at] {
        findings.push(finding(
            "same_party",
            false,
            "买卖双方是同一单位，请核查关联关系",
        ));
    }
    let mut amounts = payments
        .iter()
        .map(|net| document.payments[net.payment].amount_fen)
        .chain([eligible]);
    if let Some(hit) = suspicious.and_then(|range| amounts.find(|amount| range.contains(amount))) {
        findings.push(finding(
            "amount_at_cap",
            false,
            format!(
                "金额 {} 元恰好达到最高限额，请重点核查合同与凭证",
                hit.in_yuan()
            ),
        ));
    }
}

/// What the ledger cannot prove and a person must.
pub(crate) fn unprovable(programme: &Programme, findings: &mut Vec<Finding>) {
    if programme.provincial_support == Unprovable::Finding {
        findings.push(finding(
            "provincial_support_unknown",
            false,
            "台账没有省级补助的记录：请核对省级补助证明，避免重复补助",
        ));
    }
    if programme.related_party == Unprovable::Finding {
        findings.push(finding(
            "related_party_unknown",
            false,
            "台账没有关联关系的记录：请核查买卖双方是否为关联方",
        ));
    }
}

/// Money that went out after the day of computation is out all the same.
pub(crate) fn disbursed_later() -> Finding {
    finding(
        "disbursed_after_as_of",
        false,
        "有拨付晚于计算截止日：款项已付，仍计为已拨付",
    )
}

/// More was taken back than was ever paid out.
pub(crate) fn disbursed_below_zero(disbursed: Fen) -> Finding {
    finding(
        "disbursed_below_zero",
        false,
        format!(
            "已追回的多于已拨付的，净额 {} 元，请核对拨付记录",
            disbursed.in_yuan()
        ),
    )
}

fn party(programme: &Programme) -> &'static str {
    match programme.beneficiary {
        Beneficiary::Buyer => "买方",
        Beneficiary::Seller => "卖方",
    }
}
