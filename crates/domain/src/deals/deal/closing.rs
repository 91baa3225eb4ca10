//! How a deal comes to nothing 未成交, with its reason.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Fields};

/// Why a deal came to nothing 未成交原因.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseReason {
    /// 价格未谈拢.
    Price,
    /// 条款未谈拢.
    Terms,
    /// 技术不适用.
    TechnologyUnfit,
    /// 买方资金不足.
    Funds,
    /// 买方另选他方.
    BuyerChoseAnother,
    /// 卖方另选他方.
    SellerChoseAnother,
    /// 对方长期未答复.
    NoAnswer,
    /// 其他: needs words.
    Other,
}

impl CloseReason {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Price,
        Self::Terms,
        Self::TechnologyUnfit,
        Self::Funds,
        Self::BuyerChoseAnother,
        Self::SellerChoseAnother,
        Self::NoAnswer,
        Self::Other,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Terms => "terms",
            Self::TechnologyUnfit => "technology_unfit",
            Self::Funds => "funds",
            Self::BuyerChoseAnother => "buyer_chose_another",
            Self::SellerChoseAnother => "seller_chose_another",
            Self::NoAnswer => "no_answer",
            Self::Other => "other",
        }
    }

    /// The Chinese words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Price => "价格未谈拢",
            Self::Terms => "条款未谈拢",
            Self::TechnologyUnfit => "技术不适用",
            Self::Funds => "买方资金不足",
            Self::BuyerChoseAnother => "买方另选他方",
            Self::SellerChoseAnother => "卖方另选他方",
            Self::NoAnswer => "对方长期未答复",
            Self::Other => "其他原因",
        }
    }
}

impl TryFrom<String> for CloseReason {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种未成交原因"))
    }
}

/// The end of a deal as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClosingInput {
    /// Why.
    pub reason: Option<CloseReason>,
    /// In words; required when the reason is another one.
    pub text: String,
}

/// The checked end of a deal.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Why.
    pub reason: CloseReason,
    /// In words, or empty.
    pub text: String,
}

impl ClosingInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<Closing, Vec<FieldError>> {
        let mut fields = Fields::new();
        let text = fields.paragraphs("text", "说明", &self.text, 1000);
        if self.reason == Some(CloseReason::Other) && text.is_empty() {
            fields.wrong("text", "required", "选择“其他原因”时请写明原因");
        }
        let Some(reason) = self.reason else {
            fields.wrong("reason", "required", "请选择未成交原因");
            return fields.finish(()).and(Err(Vec::new()));
        };
        fields.finish(Closing { reason, text })
    }
}
