//! What is asked for an achievement, and what a price may be.

use serde::{Deserialize, Serialize};

use crate::field::Fields;
use crate::money::fen;
use crate::money::fen::Fen;

/// What is asked for an achievement.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Price {
    /// 面议.
    #[default]
    Negotiable,
    /// One amount.
    Fixed {
        /// In fen.
        amount_fen: Fen,
    },
    /// Between two amounts.
    Range {
        /// In fen.
        min_fen: Fen,
        /// In fen.
        max_fen: Fen,
    },
}

impl Price {
    /// For people: `面议`, `20万元`, `20万元至50万元`.
    pub fn label(&self) -> String {
        match self {
            Self::Negotiable => "面议".into(),
            Self::Fixed { amount_fen } => amount_fen.in_prose(),
            Self::Range { min_fen, max_fen } => {
                format!("{}至{}", min_fen.in_prose(), max_fen.in_prose())
            }
        }
    }

    /// The least a buyer would pay; nothing when negotiable.
    pub fn least(&self) -> Option<Fen> {
        match self {
            Self::Negotiable => None,
            Self::Fixed { amount_fen } => Some(*amount_fen),
            Self::Range { min_fen, .. } => Some(*min_fen),
        }
    }
}

pub(super) fn check_price(fields: &mut Fields, price: &Price) {
    let bounded = |fields: &mut Fields, name: &str, fen: Fen| {
        if fen <= Fen::ZERO || fen > fen::LARGEST {
            fields.wrong(
                format!("price/{name}"),
                "range",
                "价格应大于 0 元；不定价请选“面议”",
            );
        }
    };
    match price {
        Price::Negotiable => {}
        Price::Fixed { amount_fen } => bounded(fields, "amount_fen", *amount_fen),
        Price::Range { min_fen, max_fen } => {
            bounded(fields, "min_fen", *min_fen);
            bounded(fields, "max_fen", *max_fen);
            if min_fen > max_fen {
                fields.wrong("price/max_fen", "order", "最高价不能低于最低价");
            }
        }
    }
}
