//! Who is who in a deal: the two sides that bind themselves, and the broker between them.
//!
//! What it is not: the organisations themselves; those are `organisation`.

use serde::{Deserialize, Serialize};

/// One of the two sides of a deal: only they make offers and sign.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 卖方: lists the achievement.
    Seller,
    /// 买方: wants to use it.
    Buyer,
}

impl Side {
    /// Both sides.
    pub const ALL: [Self; 2] = [Self::Seller, Self::Buyer];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seller => "seller",
            Self::Buyer => "buyer",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Seller => "卖方",
            Self::Buyer => "买方",
        }
    }

    /// The other side.
    pub fn other(self) -> Self {
        match self {
            Self::Seller => Self::Buyer,
            Self::Buyer => Self::Seller,
        }
    }
}

impl TryFrom<String> for Side {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|side| side.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这一方"))
    }
}

/// Everyone who takes part in a deal.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// 卖方.
    Seller,
    /// 买方.
    Buyer,
    /// 技术经纪人: advises and reminds, binds nobody.
    Broker,
}

impl Party {
    /// Every party.
    pub const ALL: [Self; 3] = [Self::Seller, Self::Buyer, Self::Broker];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seller => "seller",
            Self::Buyer => "buyer",
            Self::Broker => "broker",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Seller => "卖方",
            Self::Buyer => "买方",
            Self::Broker => "技术经纪人",
        }
    }

    /// The side that this party is; the broker is none.
    pub fn side(self) -> Option<Side> {
        match self {
            Self::Seller => Some(Side::Seller),
            Self::Buyer => Some(Side::Buyer),
            Self::Broker => None,
        }
    }
}

impl From<Side> for Party {
    fn from(side: Side) -> Self {
        match side {
            Side::Seller => Self::Seller,
            Side::Buyer => Self::Buyer,
        }
    }
}

impl TryFrom<String> for Party {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|party| party.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种参与方"))
    }
}
