//! Terms as two people type them into an offer, and what must be right about them.
//!
//! What it is not: a check against the law. `contract::check` does that, and says so with the article.

mod begun;
mod payment;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::catalogue::achievement::TransferMode;
use crate::deals::licence;
use crate::deals::licence::LicenceKind;
use crate::deals::terms::input::payment::{
    amount, check_instalments, check_non_technical, check_trial, day,
};
use crate::deals::terms::{ImprovementsOwner, PaymentMode, PaymentPlan, Terms};
use crate::field::{FieldError, Fields};
use crate::money::fen::Fen;

pub use payment::{InstalmentInput, NonTechnicalInput};

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
