//! How the price is paid, as typed: the plan, its instalments, what of it is no technology, and a trial.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::deals::terms::{Instalment, NonTechnicalItem, PaymentPlan, Trial};
use crate::field::Fields;
use crate::money::fen;
use crate::money::fen::Fen;
use crate::time::{chinese_day, parse_day};

/// One part of the price as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InstalmentInput {
    /// Due on this day.
    pub due_on: String,
    /// In fen.
    pub amount_fen: Option<Fen>,
}

/// A part that is no technology, as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NonTechnicalInput {
    /// What it is.
    pub name: String,
    /// In fen.
    pub amount_fen: Option<Fen>,
}

pub(super) fn day(fields: &mut Fields, name: &str, text: &str) -> Option<Date> {
    if text.trim().is_empty() {
        None
    } else {
        fields.take(name, "date", parse_day(text))
    }
}

pub(super) fn amount(
    fields: &mut Fields,
    name: &str,
    label: &str,
    typed: Option<Fen>,
) -> Option<Fen> {
    match typed {
        Some(fen) if fen > Fen::ZERO && fen <= fen::LARGEST => Some(fen),
        Some(_) => {
            fields.wrong(
                name,
                "range",
                format!("{label}应大于 0 元且不超过 {}", fen::LARGEST.in_prose()),
            );
            None
        }
        None => {
            fields.wrong(
                name,
                "required",
                format!("请填写{label}，例如 200000.00 元"),
            );
            None
        }
    }
}

pub(super) fn check_instalments(
    fields: &mut Fields,
    rows: &[InstalmentInput],
    price: Option<Fen>,
) -> Option<Vec<Instalment>> {
    let mut kept: Vec<Instalment> = Vec::new();
    let mut complete = true;
    for (at, row) in rows.iter().enumerate() {
        if row.amount_fen.is_none() && row.due_on.trim().is_empty() {
            continue;
        }
        let due_on = fields.take(
            &format!("instalments/{at}/due_on"),
            "date",
            parse_day(&row.due_on),
        );
        let amount_fen = amount(
            fields,
            &format!("instalments/{at}/amount_fen"),
            "本期金额",
            row.amount_fen,
        );
        match (due_on, amount_fen) {
            (Some(due_on), Some(amount_fen)) => kept.push(Instalment { due_on, amount_fen }),
            (None, _) | (_, None) => complete = false,
        }
    }
    if !complete {
        return None;
    }
    if !(2..=36).contains(&kept.len()) {
        fields.wrong(
            "instalments",
            "count",
            format!("分期支付应有 2 至 36 期，现有 {} 期", kept.len()),
        );
        return None;
    }
    kept.sort_by_key(|part| part.due_on);
    let sum: Fen = kept.iter().map(|part| part.amount_fen).sum();
    if let Some(price) = price
        && sum != price
    {
        fields.wrong(
            "instalments",
            "sum",
            format!("各期金额合计 {sum}，应等于价款 {price}"),
        );
        return None;
    }
    Some(kept)
}

pub(super) fn check_non_technical(
    fields: &mut Fields,
    rows: &[NonTechnicalInput],
    payment: Option<&PaymentPlan>,
) -> Vec<NonTechnicalItem> {
    let mut kept = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if row.name.trim().is_empty() && row.amount_fen.is_none() {
            continue;
        }
        let name = fields.required_line(
            &format!("non_technical/{at}/name"),
            "非技术项目名称",
            &row.name,
            100,
        );
        if let Some(amount_fen) = amount(
            fields,
            &format!("non_technical/{at}/amount_fen"),
            "非技术项目金额",
            row.amount_fen,
        ) {
            kept.push(NonTechnicalItem { name, amount_fen });
        }
    }
    if kept.len() > 30 {
        fields.wrong("non_technical", "too_many", "非技术项目最多 30 项");
    }
    let sum: Fen = kept.iter().map(|item| item.amount_fen).sum();
    match payment.map(PaymentPlan::fixed_fen) {
        Some(Some(fixed)) if sum >= fixed && !kept.is_empty() => {
            fields.wrong(
                "non_technical",
                "sum",
                format!("非技术部分合计 {sum}，应小于价款 {fixed}：技术合同必须有技术部分"),
            );
        }
        Some(None) if !kept.is_empty() => {
            fields.wrong(
                "non_technical",
                "not_for_mode",
                "纯提成支付没有固定价款，不能从中分出非技术部分；请改为入门费加提成，或另订买卖合同",
            );
        }
        Some(_) | None => {}
    }
    kept
}

pub(super) fn check_trial(
    fields: &mut Fields,
    until: &str,
    convert_by: &str,
    payment: Option<&PaymentPlan>,
) -> Option<Trial> {
    if until.trim().is_empty() && convert_by.trim().is_empty() {
        return None;
    }
    let until = fields.take("trial_until", "date", parse_day(until));
    let convert_by = fields.take("trial_convert_by", "date", parse_day(convert_by));
    let (until, convert_by) = (until?, convert_by?);
    if convert_by < until {
        fields.wrong(
            "trial_convert_by",
            "order",
            "决定是否转为付费使用的期限不能早于试用期结束",
        );
    }
    let first_due = match payment {
        Some(PaymentPlan::LumpSum { due_on, .. }) => *due_on,
        Some(PaymentPlan::Instalments { instalments, .. }) => {
            instalments.first().map(|part| part.due_on)
        }
        Some(PaymentPlan::Royalty { .. } | PaymentPlan::InitialFeeAndRoyalty { .. }) | None => None,
    };
    if let Some(due) = first_due
        && due <= until
    {
        fields.wrong(
            "trial_until",
            "order",
            format!(
                "先使用后付费在试用期内不付款，首笔付款日 {} 应晚于试用期结束",
                chinese_day(due)
            ),
        );
    }
    Some(Trial { until, convert_by })
}
