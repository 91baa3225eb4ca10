//! What the agency decides: to register, with kind and amounts, or not, with words.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::deals::contract::kind::ContractKind;
use crate::deals::registration::amounts::check_amounts;
use crate::deals::registration::application::Application;
use crate::field::{FieldError, Fields};
use crate::money::fen::Fen;
use crate::time::{chinese_day, parse_day};

/// A decision to register, as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RegistrationInput {
    /// Kind that the agency finds the contract to be.
    pub kind: Option<ContractKind>,
    /// 合同成交额, in fen.
    pub contract_value_fen: Option<Fen>,
    /// 技术交易额, in fen.
    pub technology_amount_fen: Option<Fen>,
    /// 登记编号: opaque, as on the certificate.
    pub registration_number: String,
    /// Date of the certificate.
    pub certified_on: String,
}

/// What the agency decided: what a subsidy rests on.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Kind of contract.
    pub kind: ContractKind,
    /// 合同成交额.
    pub contract_value_fen: Fen,
    /// 技术交易额: without equipment, material and other costs that are no technology.
    pub technology_amount_fen: Fen,
    /// 登记编号: unique in the market; no format is known, so none is checked.
    pub registration_number: String,
    /// Date of the certificate.
    pub certified_on: Date,
}

/// Longest registration number, in characters.
pub const REGISTRATION_NUMBER_AT_MOST: usize = 60;

impl RegistrationInput {
    /// What a decision starts from: the application.
    pub fn from_application(kind: ContractKind, application: &Application) -> Self {
        Self {
            kind: Some(kind),
            contract_value_fen: Some(application.contract_value_fen),
            technology_amount_fen: Some(application.technology_amount_fen),
            ..Self::default()
        }
    }

    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self, signed_on: Date, today: Date) -> Result<Registration, Vec<FieldError>> {
        let mut fields = Fields::new();
        if self.kind.is_none() {
            fields.wrong("kind", "required", "请选择认定的合同类型");
        }
        let amounts = check_amounts(
            &mut fields,
            self.contract_value_fen,
            self.technology_amount_fen,
        );
        let registration_number = fields.required_line(
            "registration_number",
            "登记编号",
            &self.registration_number,
            REGISTRATION_NUMBER_AT_MOST,
        );
        let certified_on = fields.take("certified_on", "date", parse_day(&self.certified_on));
        if let Some(day) = certified_on {
            if day > today {
                fields.wrong("certified_on", "future", "登记证明的日期不能晚于今天");
            }
            if day < signed_on {
                fields.wrong(
                    "certified_on",
                    "order",
                    format!(
                        "登记证明的日期不能早于合同签订日（{}）",
                        chinese_day(signed_on)
                    ),
                );
            }
        }
        match (self.kind, amounts, certified_on) {
            (Some(kind), Some((contract_value_fen, technology_amount_fen)), Some(certified_on)) => {
                fields.finish(Registration {
                    kind,
                    contract_value_fen,
                    technology_amount_fen,
                    registration_number,
                    certified_on,
                })
            }
            (None, _, _) | (_, None, _) | (_, _, None) => fields.finish(()).and(Err(Vec::new())),
        }
    }
}

/// What an agency decided about a contract: an entry of its register.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// 予以登记.
    Registered,
    /// 退回补正.
    Returned,
    /// 不予登记.
    Refused,
    /// 登记解除.
    EndingRecorded,
}

impl Decision {
    /// Every decision.
    pub const ALL: [Self; 4] = [
        Self::Registered,
        Self::Returned,
        Self::Refused,
        Self::EndingRecorded,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Returned => "returned",
            Self::Refused => "refused",
            Self::EndingRecorded => "ending_recorded",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Registered => "予以登记",
            Self::Returned => "退回补正",
            Self::Refused => "不予登记",
            Self::EndingRecorded => "登记解除",
        }
    }
}

impl TryFrom<String> for Decision {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|decision| decision.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种登记决定"))
    }
}

/// A decision not to register, as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RefusalInput {
    /// Why, in words.
    pub reason: String,
}

impl RefusalInput {
    /// What is to be completed, checked.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn check_return(self) -> Result<String, Vec<FieldError>> {
        let mut fields = Fields::new();
        let reason = fields.paragraphs("reason", "补正内容", &self.reason, 1000);
        if reason.is_empty() {
            fields.wrong(
                "reason",
                "required",
                "请写明需要补正的内容，例如：请补充专利实施许可备案材料",
            );
        }
        fields.finish(reason)
    }

    /// The reason, checked.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn check(self) -> Result<String, Vec<FieldError>> {
        let mut fields = Fields::new();
        let reason = fields.paragraphs("reason", "理由", &self.reason, 1000);
        if reason.is_empty() {
            fields.wrong(
                "reason",
                "required",
                "请写明不予登记的理由，例如：合同名称为技术服务，内容是设备买卖",
            );
        }
        fields.finish(reason)
    }
}
