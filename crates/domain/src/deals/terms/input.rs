//! Terms as two people type them into an offer, and what must be right about them.
//!
//! What it is not: a check against the law. `contract_check` does that, and says so with the article.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalogue::achievement::TransferMode;
use crate::deals::licence;
use crate::deals::licence::LicenceKind;
use crate::deals::licence_request::NewLicenceRequest;
use crate::deals::terms::{
    ImprovementsOwner, Instalment, NonTechnicalItem, PaymentMode, PaymentPlan, Terms, Trial,
};
use crate::field::{FieldError, Fields};
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

/// Terms as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TermsInput {
    /// 转化方式.
    pub mode: Option<TransferMode>,
    /// 许可方式; only for a licence, non-exclusive when empty.
    pub licence_kind: Option<LicenceKind>,
    /// 地域范围.
    pub territory: String,
    /// 使用领域.
    pub field_of_use: String,
    /// First day, or empty.
    pub period_from: String,
    /// Last day, or empty.
    pub period_to: String,
    /// 支付方式.
    pub payment_mode: Option<PaymentMode>,
    /// Price in fen, for a lump sum or instalments.
    pub price_fen: Option<Fen>,
    /// Day of a lump sum, or empty.
    pub due_on: String,
    /// Instalments.
    pub instalments: Vec<InstalmentInput>,
    /// 入门费, in fen.
    pub initial_fee_fen: Option<Fen>,
    /// 提成 rate in parts per million: 35000 is 3.5 %.
    pub royalty_rate_ppm: Option<i64>,
    /// What the royalty is a share of: `产品销售额`.
    pub royalty_base: String,
    /// Parts of the price that are no technology.
    pub non_technical: Vec<NonTechnicalInput>,
    /// What is handed over, when and how.
    pub delivery: String,
    /// How it is accepted.
    pub acceptance: String,
    /// Whose the later improvements are.
    pub improvements: ImprovementsOwner,
    /// 保密.
    pub confidentiality: String,
    /// Last day of a trial, or empty: 先使用后付费.
    pub trial_until: String,
    /// Last day to convert a trial into a paid licence.
    pub trial_convert_by: String,
    /// Whatever else.
    pub other_terms: String,
}

impl TermsInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<Terms, Vec<FieldError>> {
        let mut fields = Fields::new();
        if self.mode.is_none() {
            fields.wrong("mode", "required", "请选择转化方式，例如：许可");
        }
        let licence_kind = licence::kind_for(&mut fields, self.mode, self.licence_kind);
        let territory = fields.line("territory", "地域范围", &self.territory, 200);
        let field_of_use = fields.line("field_of_use", "使用领域", &self.field_of_use, 200);
        let period_from = day(&mut fields, "period_from", &self.period_from);
        let period_to = day(&mut fields, "period_to", &self.period_to);
        if let (Some(from), Some(to)) = (period_from, period_to)
            && to < from
        {
            fields.wrong("period_to", "order", "期限的止日不能早于起日");
        }
        let payment = self.check_payment(&mut fields);
        let non_technical = check_non_technical(&mut fields, &self.non_technical, payment.as_ref());
        let trial = check_trial(
            &mut fields,
            &self.trial_until,
            &self.trial_convert_by,
            payment.as_ref(),
        );
        let delivery = fields.paragraphs("delivery", "交付", &self.delivery, 2000);
        let acceptance = fields.paragraphs("acceptance", "验收", &self.acceptance, 2000);
        let confidentiality =
            fields.paragraphs("confidentiality", "保密", &self.confidentiality, 2000);
        let other_terms = fields.paragraphs("other_terms", "其他约定", &self.other_terms, 5000);
        match (self.mode, payment) {
            (Some(mode), Some(payment)) => fields.finish(Terms {
                mode,
                licence_kind,
                territory,
                field_of_use,
                period_from,
                period_to,
                payment,
                non_technical,
                delivery,
                acceptance,
                improvements: self.improvements,
                confidentiality,
                trial,
                other_terms,
            }),
            (None, _) | (_, None) => fields.finish(()).and(Err(Vec::new())),
        }
    }

    /// The plan, or nothing when an error was noted.
    fn check_payment(&self, fields: &mut Fields) -> Option<PaymentPlan> {
        let Some(mode) = self.payment_mode else {
            fields.wrong(
                "payment_mode",
                "required",
                "请选择支付方式：一次总付、分期支付、提成支付，或入门费加提成",
            );
            return None;
        };
        self.refuse_what_belongs_to_another_mode(fields, mode);
        match mode {
            PaymentMode::LumpSum => {
                let due_on = day(fields, "due_on", &self.due_on);
                let price_fen = amount(fields, "price_fen", "价款", self.price_fen)?;
                Some(PaymentPlan::LumpSum { price_fen, due_on })
            }
            PaymentMode::Instalments => {
                let price = amount(fields, "price_fen", "价款", self.price_fen);
                let instalments = check_instalments(fields, &self.instalments, price);
                Some(PaymentPlan::Instalments {
                    price_fen: price?,
                    instalments: instalments?,
                })
            }
            PaymentMode::Royalty => {
                let (rate_ppm, base) = self.check_royalty(fields)?;
                Some(PaymentPlan::Royalty { rate_ppm, base })
            }
            PaymentMode::InitialFeeAndRoyalty => {
                let fee = amount(fields, "initial_fee_fen", "入门费", self.initial_fee_fen);
                let (rate_ppm, base) = self.check_royalty(fields)?;
                Some(PaymentPlan::InitialFeeAndRoyalty {
                    initial_fee_fen: fee?,
                    rate_ppm,
                    base,
                })
            }
        }
    }

    /// Money that was typed and would be lost silently is an error.
    fn refuse_what_belongs_to_another_mode(&self, fields: &mut Fields, mode: PaymentMode) {
        let has_royalty = matches!(
            mode,
            PaymentMode::Royalty | PaymentMode::InitialFeeAndRoyalty
        );
        let typed = [
            ("price_fen", "价款", self.price_fen.is_some() && has_royalty),
            (
                "instalments",
                "分期",
                self.filled_instalments() && mode != PaymentMode::Instalments,
            ),
            (
                "initial_fee_fen",
                "入门费",
                self.initial_fee_fen.is_some() && mode != PaymentMode::InitialFeeAndRoyalty,
            ),
            (
                "royalty_rate_ppm",
                "提成比例",
                self.royalty_rate_ppm.is_some() && !has_royalty,
            ),
        ];
        for (field, label, misplaced) in typed {
            if misplaced {
                fields.wrong(
                    field,
                    "not_for_mode",
                    format!(
                        "支付方式为“{}”时不填{label}，请留空或改选支付方式",
                        mode.label()
                    ),
                );
            }
        }
    }

    fn filled_instalments(&self) -> bool {
        self.instalments
            .iter()
            .any(|row| row.amount_fen.is_some() || !row.due_on.trim().is_empty())
    }

    fn check_royalty(&self, fields: &mut Fields) -> Option<(i64, String)> {
        let base = fields.line("royalty_base", "提成基数", &self.royalty_base, 100);
        if base.is_empty() {
            fields.wrong(
                "royalty_base",
                "required",
                "请填写提成基数，例如：合同产品的净销售额",
            );
        }
        match self.royalty_rate_ppm {
            Some(rate_ppm) if (1..=1_000_000).contains(&rate_ppm) => Some((rate_ppm, base)),
            Some(_) | None => {
                fields.wrong(
                    "royalty_rate_ppm",
                    "range",
                    "请填写提成比例，大于 0 且不超过 100%，例如 3.5%",
                );
                None
            }
        }
    }
}

fn day(fields: &mut Fields, name: &str, text: &str) -> Option<Date> {
    if text.trim().is_empty() {
        None
    } else {
        fields.take(name, "date", parse_day(text))
    }
}

fn amount(fields: &mut Fields, name: &str, label: &str, typed: Option<Fen>) -> Option<Fen> {
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

fn check_instalments(
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

fn check_non_technical(
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

fn check_trial(
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

impl From<&NewLicenceRequest> for TermsInput {
    /// What a first offer starts from: the request that opened the deal.
    fn from(asked: &NewLicenceRequest) -> Self {
        Self {
            mode: Some(asked.mode),
            licence_kind: asked.licence_kind,
            payment_mode: asked.proposed_price_fen.map(|_| PaymentMode::LumpSum),
            price_fen: asked.proposed_price_fen,
            other_terms: asked.proposed_terms.clone(),
            ..Self::default()
        }
    }
}

impl From<&Terms> for TermsInput {
    /// What a counter-offer starts from: the offer before it.
    fn from(terms: &Terms) -> Self {
        let written = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let mut input = Self {
            mode: Some(terms.mode),
            licence_kind: terms.licence_kind,
            territory: terms.territory.clone(),
            field_of_use: terms.field_of_use.clone(),
            period_from: written(terms.period_from),
            period_to: written(terms.period_to),
            payment_mode: Some(terms.payment.mode()),
            non_technical: terms
                .non_technical
                .iter()
                .map(|item| NonTechnicalInput {
                    name: item.name.clone(),
                    amount_fen: Some(item.amount_fen),
                })
                .collect(),
            delivery: terms.delivery.clone(),
            acceptance: terms.acceptance.clone(),
            improvements: terms.improvements,
            confidentiality: terms.confidentiality.clone(),
            trial_until: written(terms.trial.map(|trial| trial.until)),
            trial_convert_by: written(terms.trial.map(|trial| trial.convert_by)),
            other_terms: terms.other_terms.clone(),
            ..Self::default()
        };
        match &terms.payment {
            PaymentPlan::LumpSum { price_fen, due_on } => {
                input.price_fen = Some(*price_fen);
                input.due_on = written(*due_on);
            }
            PaymentPlan::Instalments {
                price_fen,
                instalments,
            } => {
                input.price_fen = Some(*price_fen);
                let rows = instalments.iter();
                input.instalments = rows
                    .map(|part| InstalmentInput {
                        due_on: part.due_on.to_string(),
                        amount_fen: Some(part.amount_fen),
                    })
                    .collect();
            }
            PaymentPlan::Royalty { rate_ppm, base } => {
                input.royalty_rate_ppm = Some(*rate_ppm);
                input.royalty_base = base.clone();
            }
            PaymentPlan::InitialFeeAndRoyalty {
                initial_fee_fen,
                rate_ppm,
                base,
            } => {
                input.initial_fee_fen = Some(*initial_fee_fen);
                input.royalty_rate_ppm = Some(*rate_ppm);
                input.royalty_base = base.clone();
            }
        }
        input
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instalments() -> TermsInput {
        let row = |due_on: &str, fen| InstalmentInput {
            due_on: due_on.into(),
            amount_fen: Some(Fen(fen)),
        };
        TermsInput {
            mode: Some(TransferMode::Licence),
            period_from: "2026-03-01".into(),
            period_to: "2031-02-28".into(),
            payment_mode: Some(PaymentMode::Instalments),
            price_fen: Some(Fen(60_000_000)),
            instalments: vec![row("2026-09-01", 40_000_000), row("2026-03-15", 20_000_000)],
            non_technical: vec![NonTechnicalInput {
                name: "试验设备一套".into(),
                amount_fen: Some(Fen(10_000_000)),
            }],
            ..TermsInput::default()
        }
    }

    fn royalty() -> TermsInput {
        TermsInput {
            mode: Some(TransferMode::Licence),
            payment_mode: Some(PaymentMode::InitialFeeAndRoyalty),
            initial_fee_fen: Some(Fen(5_000_000)),
            royalty_rate_ppm: Some(35_000),
            royalty_base: "合同产品的净销售额".into(),
            ..TermsInput::default()
        }
    }

    fn wrong(input: TermsInput) -> Vec<(String, &'static str)> {
        input
            .check()
            .expect_err("something is wrong")
            .into_iter()
            .map(|error| (error.field, error.code))
            .collect()
    }

    #[test]
    fn terms_are_shown_as_labelled_rows() {
        let rows = instalments().check().expect("right").rows();
        let lines: Vec<String> = rows
            .into_iter()
            .map(|(label, value)| format!("{label}: {value}"))
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @"
        转化方式: 许可
        许可方式: 普通许可
        地域范围: 未约定
        使用领域: 未约定
        期限: 2026年3月1日至2031年2月28日
        支付方式: 分期支付
        价款: 60万元
        付款安排: 第1期 2026年3月15日前 20万元；第2期 2026年9月1日前 40万元
        其中技术部分: 50万元
        其中非技术部分: 试验设备一套 10万元
        交付: 未约定
        验收: 未约定
        后续改进成果: 归改进方所有
        保密: 未约定
        其他约定: 未约定
        ");
    }

    #[test]
    fn what_changed_between_two_offers_is_told_row_by_row() {
        let old = instalments().check().expect("right");
        let new = royalty().check().expect("right");
        let lines: Vec<String> = Terms::difference(&old, &new)
            .into_iter()
            .map(|(label, from, to)| format!("{label}: {from} -> {to}"))
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @"
        期限: 2026年3月1日至2031年2月28日 -> 未约定
        支付方式: 分期支付 -> 入门费加提成
        价款: 60万元 -> 入门费 5万元
        付款安排: 第1期 2026年3月15日前 20万元；第2期 2026年9月1日前 40万元 -> —
        提成: — -> 合同产品的净销售额的 3.5%
        其中技术部分: 50万元 -> 5万元
        其中非技术部分: 试验设备一套 10万元 -> 无
        ");
        assert!(Terms::difference(&old, &old).is_empty());
    }

    #[test]
    fn a_counter_offer_starts_from_the_offer_before_it() {
        for input in [instalments(), royalty()] {
            let terms = input.check().expect("right");
            assert_eq!(TermsInput::from(&terms).check(), Ok(terms));
        }
    }

    #[test]
    fn instalments_add_up_to_the_price() {
        let short = TermsInput {
            price_fen: Some(Fen(60_000_001)),
            ..instalments()
        };
        assert_eq!(wrong(short), [("instalments".to_owned(), "sum")]);
        let single = TermsInput {
            price_fen: Some(Fen(40_000_000)),
            instalments: instalments().instalments[..1].to_vec(),
            ..instalments()
        };
        assert_eq!(wrong(single), [("instalments".to_owned(), "count")]);
    }

    #[test]
    fn the_technology_part_is_what_the_itemised_sums_leave() {
        let terms = instalments().check().expect("right");
        assert_eq!(terms.technology_fen(), Some(Fen(50_000_000)));
        let mut all = instalments();
        all.non_technical[0].amount_fen = all.price_fen;
        assert_eq!(wrong(all), [("non_technical".to_owned(), "sum")]);
    }

    #[test]
    fn a_royalty_needs_a_rate_and_a_base_and_no_price() {
        let bare = TermsInput {
            payment_mode: Some(PaymentMode::Royalty),
            price_fen: Some(Fen(1)),
            ..TermsInput::default()
        };
        assert_eq!(
            wrong(TermsInput {
                mode: Some(TransferMode::Licence),
                ..bare
            }),
            [
                ("price_fen".to_owned(), "not_for_mode"),
                ("royalty_base".to_owned(), "required"),
                ("royalty_rate_ppm".to_owned(), "range")
            ]
        );
        let rate = |ppm| {
            TermsInput {
                royalty_rate_ppm: Some(ppm),
                ..royalty()
            }
            .check()
            .is_ok()
        };
        assert!(!rate(0) && rate(1) && rate(1_000_000) && !rate(1_000_001));
    }

    #[test]
    fn nothing_is_due_while_a_trial_runs() {
        let trial = TermsInput {
            trial_until: "2026-06-01".into(),
            trial_convert_by: "2026-05-01".into(),
            ..instalments()
        };
        assert_eq!(
            wrong(trial),
            [
                ("trial_convert_by".to_owned(), "order"),
                ("trial_until".to_owned(), "order")
            ]
        );
        let right = TermsInput {
            trial_until: "2026-03-10".into(),
            trial_convert_by: "2026-03-14".into(),
            ..instalments()
        };
        assert!(right.check().is_ok());
    }
}
