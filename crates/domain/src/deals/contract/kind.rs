//! Kinds of technology contract 技术合同类型, and what the law calls the two sides of each.

use serde::{Deserialize, Serialize};

use crate::catalogue::achievement::TransferMode;
use crate::deals::party::Side;

/// Kinds of technology contract since the Civil Code (Art. 843 to 887).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractKind {
    /// 委托开发.
    CommissionedDevelopment,
    /// 合作开发.
    CooperativeDevelopment,
    /// 技术转让.
    Assignment,
    /// 技术许可.
    Licence,
    /// 技术咨询.
    Consulting,
    /// 技术服务.
    Service,
}

impl ContractKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::CommissionedDevelopment,
        Self::CooperativeDevelopment,
        Self::Assignment,
        Self::Licence,
        Self::Consulting,
        Self::Service,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CommissionedDevelopment => "commissioned_development",
            Self::CooperativeDevelopment => "cooperative_development",
            Self::Assignment => "assignment",
            Self::Licence => "licence",
            Self::Consulting => "consulting",
            Self::Service => "service",
        }
    }

    /// The name that the law gives it.
    pub fn label(self) -> &'static str {
        match self {
            Self::CommissionedDevelopment => "技术开发（委托）合同",
            Self::CooperativeDevelopment => "技术开发（合作）合同",
            Self::Assignment => "技术转让合同",
            Self::Licence => "技术许可合同",
            Self::Consulting => "技术咨询合同",
            Self::Service => "技术服务合同",
        }
    }

    /// The kind as the subsidy ledger writes it: both kinds of development are one there.
    pub fn ledger_kind(self) -> &'static str {
        match self {
            Self::CommissionedDevelopment | Self::CooperativeDevelopment => "development",
            Self::Assignment => "assignment",
            Self::Licence => "licence",
            Self::Consulting => "consulting",
            Self::Service => "service",
        }
    }

    /// What the law calls the seller in a contract of this kind.
    pub fn role_of(self, side: Side) -> &'static str {
        match (self, side) {
            (Self::CommissionedDevelopment, Side::Seller) => "研究开发人",
            (Self::CommissionedDevelopment | Self::Consulting | Self::Service, Side::Buyer) => {
                "委托人"
            }
            (Self::CooperativeDevelopment, Side::Seller | Side::Buyer) => "合作开发方",
            (Self::Assignment, Side::Seller) => "让与人",
            (Self::Assignment, Side::Buyer) => "受让人",
            (Self::Licence, Side::Seller) => "许可人",
            (Self::Licence, Side::Buyer) => "被许可人",
            (Self::Consulting | Self::Service, Side::Seller) => "受托人",
        }
    }

    /// The article that wants it in writing, if one does.
    pub fn written_form(self) -> Option<&'static str> {
        match self {
            Self::CommissionedDevelopment | Self::CooperativeDevelopment => {
                Some("民法典第八百五十一条")
            }
            Self::Assignment | Self::Licence => Some("民法典第八百六十三条"),
            Self::Consulting | Self::Service => None,
        }
    }
}

impl From<TransferMode> for ContractKind {
    /// A contribution as equity passes the right itself, so it is an assignment.
    fn from(mode: TransferMode) -> Self {
        match mode {
            TransferMode::Assignment | TransferMode::EquityContribution => Self::Assignment,
            TransferMode::Licence => Self::Licence,
            TransferMode::JointDevelopment => Self::CooperativeDevelopment,
            TransferMode::CommissionedDevelopment => Self::CommissionedDevelopment,
            TransferMode::Consulting => Self::Consulting,
            TransferMode::Service => Self::Service,
        }
    }
}

impl TryFrom<String> for ContractKind {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种合同类型"))
    }
}
