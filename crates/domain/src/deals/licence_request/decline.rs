//! Why a seller declines 婉拒, as typed and as checked.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Fields};

/// Why a seller declines 婉拒原因.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclineReason {
    /// 已独占许可他人.
    LicensedExclusively,
    /// 买方条件不适合.
    BuyerUnsuitable,
    /// 价格不合适.
    Price,
    /// 暂不转化.
    NotForLicence,
    /// 信息不完整.
    InformationIncomplete,
    /// 其他: needs words.
    Other,
}

impl DeclineReason {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::LicensedExclusively,
        Self::BuyerUnsuitable,
        Self::Price,
        Self::NotForLicence,
        Self::InformationIncomplete,
        Self::Other,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LicensedExclusively => "licensed_exclusively",
            Self::BuyerUnsuitable => "buyer_unsuitable",
            Self::Price => "price",
            Self::NotForLicence => "not_for_licence",
            Self::InformationIncomplete => "information_incomplete",
            Self::Other => "other",
        }
    }

    /// What the buyer reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::LicensedExclusively => "已独占许可他人",
            Self::BuyerUnsuitable => "买方条件暂不适合实施",
            Self::Price => "价格未达预期",
            Self::NotForLicence => "该成果暂不对外转化",
            Self::InformationIncomplete => "意向信息不完整，请补充后重新提出",
            Self::Other => "其他原因",
        }
    }
}

impl TryFrom<String> for DeclineReason {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种婉拒原因"))
    }
}

/// A refusal as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeclineInput {
    /// Why.
    pub reason: Option<DeclineReason>,
    /// In words; required when the reason is another one.
    pub text: String,
}

/// A checked refusal.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decline {
    /// Why.
    pub reason: DeclineReason,
    /// In words, or empty.
    pub text: String,
}

impl DeclineInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<Decline, Vec<FieldError>> {
        let mut fields = Fields::new();
        let text = fields.paragraphs("text", "说明", &self.text, 1000);
        if self.reason == Some(DeclineReason::Other) && text.is_empty() {
            fields.wrong("text", "required", "选择“其他原因”时请写明原因");
        }
        let Some(reason) = self.reason else {
            fields.wrong("reason", "required", "请选择婉拒原因");
            return fields.finish(()).and(Err(Vec::new()));
        };
        fields.finish(Decline { reason, text })
    }
}
