//! Registration 认定登记: the seller applies, the agency decides kind, contract value and technology amount.
//!
//! What it is not: the state of the contract; `contract::next` moves that.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::deals::contract::kind::ContractKind;
use crate::deals::terms::Terms;
use crate::field::{FieldError, Fields};
use crate::id::UserId;
use crate::money::fen;
use crate::money::fen::Fen;
use crate::time::{Timestamp, chinese_day, parse_day};

/// Working days that an agency has for its decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionDays {
    /// For most contracts.
    pub ordinary: i64,
    /// For large ones.
    pub large: i64,
    /// From this contract value on a contract is large, in fen.
    pub large_from_fen: Fen,
}

impl DecisionDays {
    /// Published practice of registration agencies and the draft national rule of December 2024: 15 working days, 30 from
    /// 5,000,000 yuan. Not law in force: a setting of the market, this is its default.
    pub const DEFAULT: Self = Self {
        ordinary: 15,
        large: 30,
        large_from_fen: Fen(500_000_000),
    };

    /// Where the days come from, for whoever reads the deadline.
    pub const SOURCE: &'static str =
        "各地登记机构公布的办理时限及 2024 年 12 月国家征求意见稿（尚未生效），可由管理机构调整";

    /// The last day for a decision about an application of this day.
    pub fn due(&self, applied_on: Date, contract_value: Fen) -> Date {
        let days = if contract_value >= self.large_from_fen {
            self.large
        } else {
            self.ordinary
        };
        working_days_after(applied_on, days)
    }
}

/// What a deadline in working days leaves out, said beside it.
pub const HOLIDAYS_UNKNOWN: &str = "按周一至周五计算，未计入法定节假日和调休";

/// The day so many working days (Monday to Friday) after another; public holidays are not known here.
pub fn working_days_after(day: Date, days: i64) -> Date {
    let mut at = day;
    let mut left = days;
    while left > 0 {
        // The calendar ends in the year 9999; a deadline there is as good as none.
        let Ok(tomorrow) = at.tomorrow() else {
            return at;
        };
        at = tomorrow;
        if !matches!(at.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    at
}

/// The last day to have a patent licence recorded 备案: three months after it takes effect (Implementing Rules of the
/// Patent Law, Art. 15).
pub fn recordation_due(effective_on: Date) -> Date {
    effective_on.checked_add(3.months()).unwrap_or(Date::MAX)
}

/// An application as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApplicationInput {
    /// 合同成交额 as the seller states it, in fen; for a royalty the expected sum.
    pub contract_value_fen: Option<Fen>,
    /// 技术交易额 as the seller states it, in fen.
    pub technology_amount_fen: Option<Fen>,
    /// What the agency should know, or empty.
    pub note: String,
}

impl ApplicationInput {
    /// What an application starts from: the agreed terms.
    pub fn from_terms(terms: &Terms) -> Self {
        Self {
            contract_value_fen: terms.payment.fixed_fen(),
            technology_amount_fen: terms.technology_fen(),
            note: String::new(),
        }
    }

    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self, by: UserId, at: Timestamp) -> Result<Application, Vec<FieldError>> {
        let mut fields = Fields::new();
        let amounts = check_amounts(
            &mut fields,
            self.contract_value_fen,
            self.technology_amount_fen,
        );
        let note = fields.paragraphs("note", "说明", &self.note, 2000);
        match amounts {
            Some((contract_value_fen, technology_amount_fen)) => fields.finish(Application {
                contract_value_fen,
                technology_amount_fen,
                note,
                by,
                at,
            }),
            None => fields.finish(()).and(Err(Vec::new())),
        }
    }
}

/// An application.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// 合同成交额 as the seller states it.
    pub contract_value_fen: Fen,
    /// 技术交易额 as the seller states it.
    pub technology_amount_fen: Fen,
    /// What the agency should know, or empty.
    pub note: String,
    /// Who applied.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

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

fn check_amounts(
    fields: &mut Fields,
    value: Option<Fen>,
    technology: Option<Fen>,
) -> Option<(Fen, Fen)> {
    let mut amount = |name: &str, label: &str, typed: Option<Fen>| match typed {
        Some(fen) if fen > Fen::ZERO && fen <= fen::LARGEST => Some(fen),
        Some(_) | None => {
            fields.wrong(
                name,
                "range",
                format!("请填写{label}，应大于 0 元，例如 200000.00 元"),
            );
            None
        }
    };
    let value = amount("contract_value_fen", "合同成交额", value);
    let technology = amount("technology_amount_fen", "技术交易额", technology);
    let (value, technology) = (value?, technology?);
    if technology > value {
        fields.wrong(
            "technology_amount_fen",
            "order",
            format!("技术交易额 {technology} 不能大于合同成交额 {value}"),
        );
        return None;
    }
    Some((value, technology))
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

/// What is looked for in the register, as typed; what is empty does not narrow.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterSearchInput {
    /// Part of a registration number, of a party's name or of a title.
    pub q: String,
    /// First day of the decision.
    pub from: String,
    /// Last day of the decision.
    pub to: String,
    /// Only this decision.
    pub decision: String,
}

/// The same, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterSearch {
    /// Part of a registration number, of a party's name or of a title; empty for all.
    pub q: String,
    /// First day of the decision.
    pub from: Option<Date>,
    /// Last day of the decision.
    pub to: Option<Date>,
    /// Only this decision.
    pub decision: Option<Decision>,
}

impl RegisterSearchInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<RegisterSearch, Vec<FieldError>> {
        let mut fields = Fields::new();
        let q = fields.line("q", "查找内容", &self.q, 100);
        let mut day = |name: &str, typed: &str| match typed.trim() {
            "" => None,
            typed => fields.take(name, "date", parse_day(typed)),
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        if let (Some(first), Some(last)) = (from, to)
            && first > last
        {
            fields.wrong(
                "to",
                "order",
                format!("截止日不能早于起始日（{}）", chinese_day(first)),
            );
        }
        let decision = match self.decision.as_str() {
            "" => None,
            _ => fields.take("decision", "unknown", Decision::try_from(self.decision)),
        };
        fields.finish(RegisterSearch {
            q,
            from,
            to,
            decision,
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNED: Date = Date::constant(2026, 1, 10);
    const TODAY: Date = Date::constant(2026, 2, 1);

    fn input() -> RegistrationInput {
        RegistrationInput {
            kind: Some(ContractKind::Licence),
            contract_value_fen: Some(Fen(100_000_000)),
            technology_amount_fen: Some(Fen(80_000_000)),
            registration_number: "示例登〔2026〕1号".into(),
            certified_on: "2026-02-01".into(),
        }
    }

    #[test]
    fn the_technology_amount_is_part_of_the_contract_value() {
        assert!(input().check(SIGNED, TODAY).is_ok());
        let amounts = |value, technology| {
            let input = RegistrationInput {
                contract_value_fen: Some(Fen(value)),
                technology_amount_fen: Some(Fen(technology)),
                ..input()
            };
            input.check(SIGNED, TODAY).is_ok()
        };
        assert!(amounts(100, 100) && !amounts(100, 101) && !amounts(100, 0) && !amounts(0, 0));
    }

    #[test]
    fn a_certificate_is_dated_between_the_signing_and_today() {
        for (day, right) in [
            ("2026-01-09", false),
            ("2026-01-10", true),
            ("2026-02-01", true),
            ("2026-02-02", false),
            ("", false),
        ] {
            let dated = RegistrationInput {
                certified_on: day.into(),
                ..input()
            };
            assert_eq!(dated.check(SIGNED, TODAY).is_ok(), right, "{day}");
        }
    }

    #[test]
    fn a_registration_number_is_opaque_and_at_most_sixty_characters_long() {
        for (number, right) in [
            (String::new(), false),
            ("一".repeat(60), true),
            ("一".repeat(61), false),
        ] {
            let numbered = RegistrationInput {
                registration_number: number,
                ..input()
            };
            assert_eq!(numbered.check(SIGNED, TODAY).is_ok(), right);
        }
    }

    #[test]
    fn a_decision_is_due_in_working_days_and_later_from_five_million_yuan() {
        let monday = Date::constant(2026, 3, 2);
        assert_eq!(
            DecisionDays::DEFAULT.due(monday, Fen(499_999_999)),
            Date::constant(2026, 3, 23)
        );
        assert_eq!(
            DecisionDays::DEFAULT.due(monday, Fen(500_000_000)),
            Date::constant(2026, 4, 13)
        );
        assert_eq!(
            working_days_after(Date::constant(2026, 3, 7), 1),
            Date::constant(2026, 3, 9),
            "from a Saturday"
        );
    }

    #[test]
    fn a_search_of_the_register_names_every_wrong_field() {
        let typed = RegisterSearchInput {
            from: "2026-02-30".into(),
            to: "昨天".into(),
            decision: "x".into(),
            ..RegisterSearchInput::default()
        };
        let names: Vec<String> = typed
            .check()
            .expect_err("three are wrong")
            .into_iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(names, ["from", "to", "decision"]);
        let turned = RegisterSearchInput {
            from: "2026-03-02".into(),
            to: "2026-03-01".into(),
            ..RegisterSearchInput::default()
        };
        assert_eq!(turned.check().expect_err("turned round")[0].field, "to");
        assert_eq!(
            RegisterSearchInput::default().check(),
            Ok(RegisterSearch::default())
        );
    }

    #[test]
    fn a_patent_licence_is_recorded_within_three_months() {
        assert_eq!(
            recordation_due(Date::constant(2025, 11, 30)),
            Date::constant(2026, 2, 28)
        );
    }

    #[test]
    fn an_application_starts_from_the_terms_and_a_refusal_needs_words() {
        let by = UserId::from_uuid(uuid::Uuid::from_u128(1));
        let errors = ApplicationInput::default()
            .check(by, Timestamp(0))
            .expect_err("no amounts");
        assert_eq!(errors.len(), 2);
        assert!(RefusalInput::default().check().is_err());
    }
}
