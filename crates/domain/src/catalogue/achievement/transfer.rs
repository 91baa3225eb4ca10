//! How rights or know-how pass to a buyer 转化方式.

use serde::{Deserialize, Serialize};

/// How rights or know-how pass to a buyer 转化方式.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferMode {
    /// 转让.
    Assignment,
    /// 许可.
    Licence,
    /// 作价入股.
    EquityContribution,
    /// 合作开发.
    JointDevelopment,
    /// 委托开发.
    CommissionedDevelopment,
    /// 技术咨询.
    Consulting,
    /// 技术服务.
    Service,
}

impl TransferMode {
    /// Every mode.
    pub const ALL: [Self; 7] = [
        Self::Assignment,
        Self::Licence,
        Self::EquityContribution,
        Self::JointDevelopment,
        Self::CommissionedDevelopment,
        Self::Consulting,
        Self::Service,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assignment => "assignment",
            Self::Licence => "licence",
            Self::EquityContribution => "equity_contribution",
            Self::JointDevelopment => "joint_development",
            Self::CommissionedDevelopment => "commissioned_development",
            Self::Consulting => "consulting",
            Self::Service => "service",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Assignment => "转让",
            Self::Licence => "许可",
            Self::EquityContribution => "作价入股",
            Self::JointDevelopment => "合作开发",
            Self::CommissionedDevelopment => "委托开发",
            Self::Consulting => "技术咨询",
            Self::Service => "技术服务",
        }
    }

    /// Reads a mode by its Chinese word or its word in the API.
    pub fn find(text: &str) -> Option<Self> {
        let wanted = text.trim();
        Self::ALL
            .into_iter()
            .find(|mode| mode.label() == wanted || mode.as_str() == wanted)
    }
}
