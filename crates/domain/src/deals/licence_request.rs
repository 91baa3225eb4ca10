//! Licence requests 许可意向: an enterprise says what it wants an achievement for; the seller answers in time.
//!
//! What it is not: the negotiation. An accepted request opens a deal, and offers are made there.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalogue::achievement;
use crate::catalogue::achievement::{Achievement, TransferMode};
use crate::deals::licence;
use crate::deals::licence::LicenceKind;
use crate::deals::party::Side;
use crate::field::{FieldError, Fields};
use crate::id::{AchievementId, DealId, LicenceRequestId, OrganisationId, UserId};
use crate::money::fen;
use crate::money::fen::Fen;
use crate::people::county;
use crate::people::organisation::OrganisationKind;
use crate::time::Timestamp;

/// Days in which a seller should answer. No source fixes them (assumed): a setting of the market, this is its default.
pub const ANSWER_WITHIN_DAYS: i64 = 10;

/// A request as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LicenceRequestInput {
    /// 转化方式.
    pub mode: Option<TransferMode>,
    /// 许可方式; only for a licence, non-exclusive when empty.
    pub licence_kind: Option<LicenceKind>,
    /// What the achievement is wanted for.
    pub purpose: String,
    /// Terms that the buyer proposes.
    pub proposed_terms: String,
    /// Price that the buyer proposes, in fen.
    pub proposed_price_fen: Option<Fen>,
    /// County where it will be used: division code or name; empty when outside the city.
    pub county: String,
    /// Person to ask.
    pub contact_name: String,
    /// Telephone or mail of that person.
    pub contact: String,
}

/// A checked request.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLicenceRequest {
    /// 转化方式.
    pub mode: TransferMode,
    /// 许可方式, exactly when the mode is a licence.
    pub licence_kind: Option<LicenceKind>,
    /// What the achievement is wanted for.
    pub purpose: String,
    /// Terms that the buyer proposes, or empty.
    pub proposed_terms: String,
    /// Price that the buyer proposes.
    pub proposed_price_fen: Option<Fen>,
    /// Division code of the county of use, or empty.
    pub county: String,
    /// Person to ask.
    pub contact_name: String,
    /// Telephone or mail of that person.
    pub contact: String,
}

impl LicenceRequestInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<NewLicenceRequest, Vec<FieldError>> {
        let mut fields = Fields::new();
        if self.mode.is_none() {
            fields.wrong("mode", "required", "请选择转化方式，例如：许可");
        }
        let licence_kind = licence::kind_for(&mut fields, self.mode, self.licence_kind);
        let purpose = fields.paragraphs("purpose", "用途", &self.purpose, 2000);
        if purpose.is_empty() {
            fields.wrong(
                "purpose",
                "required",
                "请说明用途，例如：用于年产 5 万吨水泥生产线的余热回收改造",
            );
        }
        let proposed_terms =
            fields.paragraphs("proposed_terms", "拟定条件", &self.proposed_terms, 5000);
        if let Some(fen) = self.proposed_price_fen
            && (fen <= Fen::ZERO || fen > fen::LARGEST)
        {
            fields.wrong(
                "proposed_price_fen",
                "range",
                "拟出价格应大于 0 元；暂不出价请留空",
            );
        }
        let county = county::checked(&mut fields, "county", &self.county);
        let contact_name = fields.required_line("contact_name", "联系人", &self.contact_name, 50);
        let contact = fields.required_line("contact", "联系方式", &self.contact, 100);
        match self.mode {
            Some(mode) => fields.finish(NewLicenceRequest {
                mode,
                licence_kind,
                purpose,
                proposed_terms,
                proposed_price_fen: self.proposed_price_fen,
                county,
                contact_name,
                contact,
            }),
            None => fields.finish(()).and(Err(Vec::new())),
        }
    }
}

/// Why an organisation cannot ask for an achievement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotAsk {
    /// Only enterprises buy here.
    #[error("许可意向由企业提出，贵单位的类型是“{}”", .0.label())]
    NotAnEnterprise(OrganisationKind),
    /// The listing is its own.
    #[error("这是贵单位自己的成果，不能向自己提出许可意向")]
    OwnAchievement,
    /// It is not on offer now.
    #[error("这项成果现在是“{}”，只能对已发布的成果提出许可意向", .0.label())]
    NotPublished(achievement::State),
}

/// Whether an organisation may ask for an achievement.
///
/// # Errors
/// The reason why it may not.
pub fn may_ask(
    buyer: &OrganisationId,
    kind: OrganisationKind,
    achievement: &Achievement,
) -> Result<(), CannotAsk> {
    if kind != OrganisationKind::Enterprise {
        return Err(CannotAsk::NotAnEnterprise(kind));
    }
    if achievement.organisation == *buyer {
        return Err(CannotAsk::OwnAchievement);
    }
    if achievement.state != achievement::State::Published {
        return Err(CannotAsk::NotPublished(achievement.state));
    }
    Ok(())
}

/// Whether a listing offers the mode that is asked for; one that names no mode is open to all.
///
/// # Errors
/// The field that is wrong, with what is offered.
pub fn offered(mode: TransferMode, by: &Achievement) -> Result<(), FieldError> {
    let modes = &by.listing.modes;
    if modes.is_empty() || modes.contains(&mode) {
        return Ok(());
    }
    let modes: Vec<&str> = modes.iter().map(|mode| mode.label()).collect();
    let message = format!(
        "这项成果不提供“{}”，可选：{}",
        mode.label(),
        modes.join("、")
    );
    Err(FieldError {
        field: "mode".into(),
        code: "not_offered",
        message,
    })
}

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

/// Where a request stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = LicenceRequestState))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待答复.
    Open,
    /// 已接受: a deal was opened.
    Accepted,
    /// 已婉拒.
    Declined,
    /// 已撤回.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Accepted, Self::Declined, Self::Withdrawn];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "待答复",
            Self::Accepted => "已接受",
            Self::Declined => "已婉拒",
            Self::Withdrawn => "已撤回",
        }
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种意向状态"))
    }
}

/// What can be done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// 接受, by the seller.
    Accept,
    /// 婉拒, by the seller.
    Decline,
    /// 撤回, by the buyer.
    Withdraw,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::Accept, Self::Decline, Self::Withdraw];

    /// As in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Withdraw => "withdraw",
        }
    }

    /// The verb on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Accept => "接受",
            Self::Decline => "婉拒",
            Self::Withdraw => "撤回",
        }
    }

    /// Who may.
    pub fn by(self) -> Side {
        match self {
            Self::Accept | Self::Decline => Side::Seller,
            Self::Withdraw => Side::Buyer,
        }
    }
}

/// Why an action is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It belongs to the other side.
    #[error("许可意向只能由{}{}", .0.by().label(), .0.label())]
    NotYours(Action),
    /// It does not fit the state.
    #[error("这条许可意向{}，不能再{}", .0.label(), .1.label())]
    NotNow(State, Action),
}

/// The state after an action.
///
/// # Errors
/// When the action belongs to the other side or does not fit the state.
pub fn next(state: State, action: Action, by: Side) -> Result<State, Refused> {
    if by != action.by() {
        return Err(Refused::NotYours(action));
    }
    match (state, action) {
        (State::Open, Action::Accept) => Ok(State::Accepted),
        (State::Open, Action::Decline) => Ok(State::Declined),
        (State::Open, Action::Withdraw) => Ok(State::Withdrawn),
        (
            State::Accepted | State::Declined | State::Withdrawn,
            Action::Accept | Action::Decline | Action::Withdraw,
        ) => Err(Refused::NotNow(state, action)),
    }
}

/// What a side can do next about a request, in words; every end has a way on.
pub fn way_on(state: State, side: Side) -> &'static str {
    match (state, side) {
        (State::Open, Side::Seller) => "请接受或婉拒",
        (State::Open, Side::Buyer) => "等待卖方答复；答复前可以撤回",
        (State::Accepted, Side::Seller | Side::Buyer) => "已开始洽谈，请在交易中继续",
        (State::Declined, Side::Buyer) => "可以按婉拒原因调整条件后重新提出，或查找相近的成果",
        (State::Declined, Side::Seller) => "无需办理；买方可能调整条件后重新提出",
        (State::Withdrawn, Side::Buyer) => "仍有需要时可以重新提出",
        (State::Withdrawn, Side::Seller) => "买方已撤回，无需办理",
    }
}

/// A request of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceRequest {
    /// Identifier.
    pub id: LicenceRequestId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// What is asked for.
    pub achievement: AchievementId,
    /// Who answers.
    pub seller: OrganisationId,
    /// Who asks.
    pub buyer: OrganisationId,
    /// The person who asked.
    pub asked_by: UserId,
    /// Where it stands.
    pub state: State,
    /// What was asked.
    pub asked: NewLicenceRequest,
    /// Why it was declined.
    pub decline: Option<Decline>,
    /// The deal that its acceptance opened.
    pub deal: Option<DealId>,
    /// Asked at.
    pub created_at: Timestamp,
    /// Answered or withdrawn at.
    pub answered_at: Option<Timestamp>,
}

impl LicenceRequest {
    /// The last day for an answer, when sellers have so many days.
    pub fn answer_due(&self, days: i64) -> Date {
        self.created_at.plus_days(days).day()
    }

    /// Whether the seller should have answered by now. A late answer is still an answer: nothing expires.
    pub fn is_overdue(&self, days: i64, today: Date) -> bool {
        self.state == State::Open && today > self.answer_due(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> LicenceRequestInput {
        LicenceRequestInput {
            mode: Some(TransferMode::Licence),
            purpose: "用于示例生产线".into(),
            contact_name: "示例联系人".into(),
            contact: "0350-1234567".into(),
            ..LicenceRequestInput::default()
        }
    }

    #[test]
    fn the_states_of_a_request() {
        let mut table = String::new();
        for state in State::ALL {
            for action in Action::ALL {
                for side in Side::ALL {
                    let then = next(state, action, side)
                        .map_or_else(|refused| refused.to_string(), |then| then.label().into());
                    table += &format!(
                        "{} {}{}: {then}\n",
                        state.label(),
                        side.label(),
                        action.label()
                    );
                }
            }
        }
        insta::assert_snapshot!(table, @"
        待答复 卖方接受: 已接受
        待答复 买方接受: 许可意向只能由卖方接受
        待答复 卖方婉拒: 已婉拒
        待答复 买方婉拒: 许可意向只能由卖方婉拒
        待答复 卖方撤回: 许可意向只能由买方撤回
        待答复 买方撤回: 已撤回
        已接受 卖方接受: 这条许可意向已接受，不能再接受
        已接受 买方接受: 许可意向只能由卖方接受
        已接受 卖方婉拒: 这条许可意向已接受，不能再婉拒
        已接受 买方婉拒: 许可意向只能由卖方婉拒
        已接受 卖方撤回: 许可意向只能由买方撤回
        已接受 买方撤回: 这条许可意向已接受，不能再撤回
        已婉拒 卖方接受: 这条许可意向已婉拒，不能再接受
        已婉拒 买方接受: 许可意向只能由卖方接受
        已婉拒 卖方婉拒: 这条许可意向已婉拒，不能再婉拒
        已婉拒 买方婉拒: 许可意向只能由卖方婉拒
        已婉拒 卖方撤回: 许可意向只能由买方撤回
        已婉拒 买方撤回: 这条许可意向已婉拒，不能再撤回
        已撤回 卖方接受: 这条许可意向已撤回，不能再接受
        已撤回 买方接受: 许可意向只能由卖方接受
        已撤回 卖方婉拒: 这条许可意向已撤回，不能再婉拒
        已撤回 买方婉拒: 许可意向只能由卖方婉拒
        已撤回 卖方撤回: 许可意向只能由买方撤回
        已撤回 买方撤回: 这条许可意向已撤回，不能再撤回
        ");
    }

    #[test]
    fn a_licence_is_non_exclusive_unless_something_else_is_said() {
        assert_eq!(
            input().check().expect("complete").licence_kind,
            Some(LicenceKind::NonExclusive)
        );
        let assignment = LicenceRequestInput {
            mode: Some(TransferMode::Assignment),
            ..input()
        };
        assert_eq!(
            assignment.clone().check().expect("complete").licence_kind,
            None
        );
        let both = LicenceRequestInput {
            licence_kind: Some(LicenceKind::Sole),
            ..assignment
        };
        assert_eq!(
            both.check().expect_err("no licence")[0].code,
            "not_for_mode"
        );
    }

    #[test]
    fn every_wrong_field_of_a_request_is_named_at_once() {
        let wrong = LicenceRequestInput {
            proposed_price_fen: Some(Fen::ZERO),
            county: "太原市".into(),
            ..LicenceRequestInput::default()
        };
        let errors = wrong.check().expect_err("many errors");
        let names: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            names,
            [
                "mode",
                "purpose",
                "proposed_price_fen",
                "county",
                "contact_name",
                "contact"
            ]
        );
    }

    #[test]
    fn another_reason_to_decline_needs_words() {
        let silent = DeclineInput {
            reason: Some(DeclineReason::Other),
            text: " ".into(),
        };
        assert_eq!(
            silent.check().expect_err("words are missing")[0].field,
            "text"
        );
        assert!(
            DeclineInput {
                reason: Some(DeclineReason::Price),
                text: String::new()
            }
            .check()
            .is_ok()
        );
        assert_eq!(
            DeclineInput::default()
                .check()
                .expect_err("a reason is missing")[0]
                .field,
            "reason"
        );
    }

    #[test]
    fn an_answer_is_overdue_on_the_day_after_its_last_day() {
        let id = uuid::Uuid::from_u128(1);
        let request = LicenceRequest {
            id: LicenceRequestId::from_uuid(id),
            version: 1,
            achievement: AchievementId::from_uuid(id),
            seller: OrganisationId::from_uuid(id),
            buyer: OrganisationId::from_uuid(id),
            asked_by: UserId::from_uuid(id),
            state: State::Open,
            asked: input().check().expect("complete"),
            decline: None,
            deal: None,
            created_at: serde_json::from_str("\"2026-03-01T02:00:00Z\"").expect("a moment"),
            answered_at: None,
        };
        assert_eq!(request.answer_due(10), Date::constant(2026, 3, 11));
        assert!(!request.is_overdue(10, Date::constant(2026, 3, 11)));
        assert!(request.is_overdue(10, Date::constant(2026, 3, 12)));
    }
}
