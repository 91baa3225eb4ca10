//! How a price is paid: the four ways of Civil Code 846, with what each needs.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::money::fen::Fen;

/// One part of the price and when it is due.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// Due on this day.
    pub due_on: Date,
    /// In fen.
    pub amount_fen: Fen,
}

/// How the price is paid: the four ways of Civil Code 846, each with what it needs.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PaymentPlan {
    /// 一次总算、一次总付.
    LumpSum {
        /// The price, in fen.
        price_fen: Fen,
        /// Due on this day, when agreed.
        due_on: Option<Date>,
    },
    /// 一次总算、分期支付.
    Instalments {
        /// The price, in fen: the sum of the instalments.
        price_fen: Fen,
        /// By due date; at least two.
        instalments: Vec<Instalment>,
    },
    /// 提成支付.
    Royalty {
        /// Share of the base, in parts per million.
        rate_ppm: i64,
        /// What it is a share of: `产品销售额`.
        base: String,
    },
    /// 提成支付附加预付入门费.
    InitialFeeAndRoyalty {
        /// 入门费, in fen.
        initial_fee_fen: Fen,
        /// Share of the base, in parts per million.
        rate_ppm: i64,
        /// What it is a share of.
        base: String,
    },
}

impl PaymentPlan {
    /// Which of the four ways.
    pub fn mode(&self) -> PaymentMode {
        match self {
            Self::LumpSum { .. } => PaymentMode::LumpSum,
            Self::Instalments { .. } => PaymentMode::Instalments,
            Self::Royalty { .. } => PaymentMode::Royalty,
            Self::InitialFeeAndRoyalty { .. } => PaymentMode::InitialFeeAndRoyalty,
        }
    }

    /// The sum that is certain from the start; nothing for a mere royalty.
    pub fn fixed_fen(&self) -> Option<Fen> {
        match self {
            Self::LumpSum { price_fen, .. } | Self::Instalments { price_fen, .. } => {
                Some(*price_fen)
            }
            Self::InitialFeeAndRoyalty {
                initial_fee_fen, ..
            } => Some(*initial_fee_fen),
            Self::Royalty { .. } => None,
        }
    }

    /// The most that can ever be paid; nothing where a royalty runs.
    pub fn ceiling_fen(&self) -> Option<Fen> {
        match self {
            Self::LumpSum { price_fen, .. } | Self::Instalments { price_fen, .. } => {
                Some(*price_fen)
            }
            Self::Royalty { .. } | Self::InitialFeeAndRoyalty { .. } => None,
        }
    }

    pub(super) fn royalty(&self) -> Option<(i64, &str)> {
        match self {
            Self::Royalty { rate_ppm, base }
            | Self::InitialFeeAndRoyalty { rate_ppm, base, .. } => Some((*rate_ppm, base)),
            Self::LumpSum { .. } | Self::Instalments { .. } => None,
        }
    }
}

/// 支付方式 (Civil Code 846).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMode {
    /// 一次总付.
    LumpSum,
    /// 分期支付.
    Instalments,
    /// 提成支付.
    Royalty,
    /// 入门费加提成.
    InitialFeeAndRoyalty,
}

impl PaymentMode {
    /// Every way.
    pub const ALL: [Self; 4] = [
        Self::LumpSum,
        Self::Instalments,
        Self::Royalty,
        Self::InitialFeeAndRoyalty,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LumpSum => "lump_sum",
            Self::Instalments => "instalments",
            Self::Royalty => "royalty",
            Self::InitialFeeAndRoyalty => "initial_fee_and_royalty",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::LumpSum => "一次总付",
            Self::Instalments => "分期支付",
            Self::Royalty => "提成支付",
            Self::InitialFeeAndRoyalty => "入门费加提成",
        }
    }
}

impl TryFrom<String> for PaymentMode {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|mode| mode.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种支付方式"))
    }
}
