//! Terms 条款清单: what two sides agree on, as values, so that it can be compared, checked and drafted from.
//!
//! What it is not: the text of a contract. `contract::text` writes that from these terms.

pub mod input;

mod plan;
mod words;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalogue::achievement::TransferMode;
use crate::deals::licence::LicenceKind;
use crate::money::fen::Fen;
use crate::time::chinese_day;

pub use plan::{Instalment, PaymentMode, PaymentPlan};
pub use words::percent;
pub(crate) use words::{instalment_text, period_text};

/// Whose the later improvements are 后续改进成果的归属 (Civil Code 875).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ImprovementsOwner {
    /// 谁改进归谁: what the law says when nothing is agreed.
    #[default]
    WhoMakesThem,
    /// 双方共有.
    Both,
    /// 归卖方.
    Seller,
    /// 归买方.
    Buyer,
}

impl ImprovementsOwner {
    /// Every answer.
    pub const ALL: [Self; 4] = [Self::WhoMakesThem, Self::Both, Self::Seller, Self::Buyer];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WhoMakesThem => "who_makes_them",
            Self::Both => "both",
            Self::Seller => "seller",
            Self::Buyer => "buyer",
        }
    }

    /// The Chinese words.
    pub fn label(self) -> &'static str {
        match self {
            Self::WhoMakesThem => "归改进方所有",
            Self::Both => "归双方共有",
            Self::Seller => "归卖方所有",
            Self::Buyer => "归买方所有",
        }
    }
}

impl TryFrom<String> for ImprovementsOwner {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|owner| owner.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种归属约定"))
    }
}

/// 先使用后付费: nothing is due in the trial; until the deadline the buyer decides whether to go on.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// Last day of the trial.
    pub until: Date,
    /// Last day to convert into a paid licence.
    pub convert_by: Date,
}

/// A part of the price that is no technology: equipment, material, travel (interpretation, Art. 14).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NonTechnicalItem {
    /// What: `试验设备一套`.
    pub name: String,
    /// In fen.
    pub amount_fen: Fen,
}

/// Checked terms.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// 转化方式.
    pub mode: TransferMode,
    /// 许可方式, exactly when the mode is a licence.
    pub licence_kind: Option<LicenceKind>,
    /// 地域范围, or empty.
    pub territory: String,
    /// 使用领域, or empty.
    pub field_of_use: String,
    /// First day.
    pub period_from: Option<Date>,
    /// Last day.
    pub period_to: Option<Date>,
    /// How it is paid.
    pub payment: PaymentPlan,
    /// Parts of the fixed sum that are no technology.
    pub non_technical: Vec<NonTechnicalItem>,
    /// What is handed over, when and how, or empty.
    pub delivery: String,
    /// How it is accepted 验收标准和方法, or empty.
    pub acceptance: String,
    /// Whose the later improvements are.
    pub improvements: ImprovementsOwner,
    /// 保密, or empty.
    pub confidentiality: String,
    /// Trial first, pay later.
    pub trial: Option<Trial>,
    /// Whatever else, or empty.
    pub other_terms: String,
}

impl Terms {
    /// Sum of the parts that are no technology.
    pub fn non_technical_fen(&self) -> Fen {
        self.non_technical.iter().map(|item| item.amount_fen).sum()
    }

    /// The fixed sum without the parts that are no technology 技术部分; nothing for a mere royalty.
    pub fn technology_fen(&self) -> Option<Fen> {
        self.payment
            .fixed_fen()
            .and_then(|fixed| fixed.minus(self.non_technical_fen()))
    }

    /// Labelled rows for a page; what does not apply is left out.
    pub fn rows(&self) -> Vec<(&'static str, String)> {
        self.every_row()
            .into_iter()
            .filter_map(|(label, value)| value.map(|value| (label, value)))
            .collect()
    }

    /// What changed from one offer to the next: label, old value, new value; `—` where a row does not apply.
    pub fn difference(old: &Terms, new: &Terms) -> Vec<(&'static str, String, String)> {
        let dash = |value: Option<String>| value.unwrap_or_else(|| "—".into());
        let pairs = old.every_row().into_iter().zip(new.every_row());
        pairs
            .filter(|(before, after)| before != after)
            .map(|((label, before), (_, after))| (label, dash(before), dash(after)))
            .collect()
    }

    /// The same labels in the same order for all terms, so that two can be laid side by side.
    fn every_row(&self) -> Vec<(&'static str, Option<String>)> {
        let said = |text: &str| {
            Some(if text.is_empty() {
                "未约定".to_owned()
            } else {
                text.to_owned()
            })
        };
        let day = |day: Option<Date>| day.map_or_else(|| "未约定".to_owned(), chinese_day);
        let (price, plan) = match &self.payment {
            PaymentPlan::LumpSum { price_fen, due_on } => (
                Some(price_fen.in_prose()),
                Some(format!("付款日：{}", day(*due_on))),
            ),
            PaymentPlan::Instalments {
                price_fen,
                instalments,
            } => (
                Some(price_fen.in_prose()),
                Some(instalment_text(instalments)),
            ),
            PaymentPlan::Royalty { .. } => (None, None),
            PaymentPlan::InitialFeeAndRoyalty {
                initial_fee_fen, ..
            } => (Some(format!("入门费 {}", initial_fee_fen.in_prose())), None),
        };
        let items = self
            .non_technical
            .iter()
            .map(|item| format!("{} {}", item.name, item.amount_fen.in_prose()));
        let items = items.collect::<Vec<_>>().join("；");
        let trial = self.trial.map(|t| {
            format!(
                "试用至{}，{}前决定是否转为付费使用",
                chinese_day(t.until),
                chinese_day(t.convert_by)
            )
        });
        vec![
            ("转化方式", Some(self.mode.label().to_owned())),
            (
                "许可方式",
                self.licence_kind.map(|kind| kind.label().to_owned()),
            ),
            ("地域范围", said(&self.territory)),
            ("使用领域", said(&self.field_of_use)),
            ("期限", Some(period_text(self.period_from, self.period_to))),
            ("支付方式", Some(self.payment.mode().label().to_owned())),
            ("价款", price),
            ("付款安排", plan),
            (
                "提成",
                self.payment
                    .royalty()
                    .map(|(rate_ppm, base)| format!("{base}的 {}", percent(rate_ppm))),
            ),
            ("其中技术部分", self.technology_fen().map(Fen::in_prose)),
            (
                "其中非技术部分",
                self.payment.fixed_fen().map(|_| {
                    if items.is_empty() {
                        "无".to_owned()
                    } else {
                        items
                    }
                }),
            ),
            ("交付", said(&self.delivery)),
            ("验收", said(&self.acceptance)),
            ("后续改进成果", Some(self.improvements.label().to_owned())),
            ("保密", said(&self.confidentiality)),
            ("先使用后付费", trial),
            ("其他约定", said(&self.other_terms)),
        ]
    }
}
