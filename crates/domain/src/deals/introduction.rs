//! Introductions 引荐: a broker brings a pair together; both acknowledge it, and it is protected for some months.
//!
//! What it is not: the broker's contract or commission; it is the evidence that both rest on.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalogue::achievement;
use crate::catalogue::achievement::Achievement;
use crate::deals::party::{Party, Side};
use crate::field::{FieldError, Fields};
use crate::id::{AchievementId, IntroductionId, OrganisationId, UserId};
use crate::people::organisation::OrganisationKind;
use crate::time::Timestamp;

/// Months for which an acknowledged introduction is protected. No source fixes them (assumed): a setting of the market,
/// this is its default.
pub const PROTECTED_FOR_MONTHS: i32 = 12;

/// An introduction as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IntroductionInput {
    /// The achievement, and with it the seller.
    pub achievement: String,
    /// The buyer.
    pub buyer: String,
    /// Why the two fit: both read it.
    pub note: String,
}

/// A checked introduction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIntroduction {
    /// The achievement.
    pub achievement: AchievementId,
    /// The buyer.
    pub buyer: OrganisationId,
    /// Why the two fit.
    pub note: String,
}

impl IntroductionInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<NewIntroduction, Vec<FieldError>> {
        let mut fields = Fields::new();
        let achievement = fields.take("achievement", "id", self.achievement.trim().parse());
        let buyer = fields.take("buyer", "id", self.buyer.trim().parse());
        let note = fields.paragraphs("note", "引荐说明", &self.note, 2000);
        if note.is_empty() {
            fields.wrong(
                "note",
                "required",
                "请说明引荐理由，例如：买方正在寻找余热回收技术，2026年3月5日电话介绍",
            );
        }
        match (achievement, buyer) {
            (Some(achievement), Some(buyer)) => fields.finish(NewIntroduction {
                achievement,
                buyer,
                note,
            }),
            (None, _) | (_, None) => fields.finish(()).and(Err(Vec::new())),
        }
    }
}

/// Why an organisation cannot introduce a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotIntroduce {
    /// Only transfer institutions broker.
    #[error("引荐由技术转移机构登记，贵单位的类型是“{}”", .0.label())]
    NotABroker(OrganisationKind),
    /// Only enterprises buy here.
    #[error("引荐的买方应为企业，该单位的类型是“{}”", .0.label())]
    NotABuyer(OrganisationKind),
    /// A side cannot be introduced to itself.
    #[error("买方就是这项成果的卖方，不需要引荐")]
    SamePair,
    /// It is not on offer now.
    #[error("这项成果现在是“{}”，只能引荐已发布的成果", .0.label())]
    NotPublished(achievement::State),
}

/// Whether a broker may introduce a buyer to an achievement.
///
/// # Errors
/// The reason why it may not.
pub fn may_introduce(
    broker: OrganisationKind,
    buyer: &OrganisationId,
    buyer_kind: OrganisationKind,
    achievement: &Achievement,
) -> Result<(), CannotIntroduce> {
    if broker != OrganisationKind::TransferInstitution {
        return Err(CannotIntroduce::NotABroker(broker));
    }
    if buyer_kind != OrganisationKind::Enterprise {
        return Err(CannotIntroduce::NotABuyer(buyer_kind));
    }
    if achievement.organisation == *buyer {
        return Err(CannotIntroduce::SamePair);
    }
    if achievement.state != achievement::State::Published {
        return Err(CannotIntroduce::NotPublished(achievement.state));
    }
    Ok(())
}

/// Where an introduction stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = IntroductionState))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待双方确认.
    Recorded,
    /// 卖方已确认.
    AcknowledgedBySeller,
    /// 买方已确认.
    AcknowledgedByBuyer,
    /// 双方已确认.
    Acknowledged,
    /// 未获确认: one side says that it knew the other already.
    Refused,
    /// 已撤回.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Recorded,
        Self::AcknowledgedBySeller,
        Self::AcknowledgedByBuyer,
        Self::Acknowledged,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::AcknowledgedBySeller => "acknowledged_by_seller",
            Self::AcknowledgedByBuyer => "acknowledged_by_buyer",
            Self::Acknowledged => "acknowledged",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The Chinese words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Recorded => "待双方确认",
            Self::AcknowledgedBySeller => "卖方已确认，待买方确认",
            Self::AcknowledgedByBuyer => "买方已确认，待卖方确认",
            Self::Acknowledged => "双方已确认",
            Self::Refused => "未获确认",
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
            .ok_or_else(|| format!("没有“{text}”这种引荐状态"))
    }
}

/// What can be done with an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// 确认, by each side for itself.
    Acknowledge,
    /// 不予确认, by a side that has not acknowledged it.
    Refuse,
    /// 撤回, by the broker.
    Withdraw,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::Acknowledge, Self::Refuse, Self::Withdraw];

    /// The verb on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Acknowledge => "确认引荐",
            Self::Refuse => "不予确认",
            Self::Withdraw => "撤回引荐",
        }
    }
}

/// Why an action is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is somebody else's to do.
    #[error("{}不能{}", .1.label(), .0.label())]
    NotYours(Action, Party),
    /// It does not fit the state.
    #[error("这次引荐现在是“{}”，不能{}", .0.label(), .1.label())]
    NotNow(State, Action),
}

/// The state after an action.
///
/// # Errors
/// When the action is somebody else's or does not fit the state.
pub fn next(state: State, action: Action, by: Party) -> Result<State, Refused> {
    use State::{Acknowledged, AcknowledgedByBuyer, AcknowledgedBySeller, Recorded, Withdrawn};
    match (action, by.side()) {
        (Action::Withdraw, None) => match state {
            Recorded | AcknowledgedBySeller | AcknowledgedByBuyer => Ok(Withdrawn),
            Acknowledged | State::Refused | Withdrawn => Err(Refused::NotNow(state, action)),
        },
        (Action::Withdraw, Some(_)) | (Action::Acknowledge | Action::Refuse, None) => {
            Err(Refused::NotYours(action, by))
        }
        (Action::Acknowledge, Some(side)) => match (state, side) {
            (Recorded, Side::Seller) => Ok(AcknowledgedBySeller),
            (Recorded, Side::Buyer) => Ok(AcknowledgedByBuyer),
            (AcknowledgedBySeller, Side::Buyer) | (AcknowledgedByBuyer, Side::Seller) => {
                Ok(Acknowledged)
            }
            (AcknowledgedBySeller, Side::Seller)
            | (AcknowledgedByBuyer, Side::Buyer)
            | (Acknowledged | State::Refused | Withdrawn, Side::Seller | Side::Buyer) => {
                Err(Refused::NotNow(state, action))
            }
        },
        (Action::Refuse, Some(side)) => match (state, side) {
            (Recorded, Side::Seller | Side::Buyer)
            | (AcknowledgedBySeller, Side::Buyer)
            | (AcknowledgedByBuyer, Side::Seller) => Ok(State::Refused),
            (AcknowledgedBySeller, Side::Seller)
            | (AcknowledgedByBuyer, Side::Buyer)
            | (Acknowledged | State::Refused | Withdrawn, Side::Seller | Side::Buyer) => {
                Err(Refused::NotNow(state, action))
            }
        },
    }
}

/// Why a side refuses to acknowledge, as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = IntroductionRefusalInput))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RefusalInput {
    /// In words.
    pub reason: String,
}

impl RefusalInput {
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
                "请写明理由，例如：双方在 2025 年 6 月的展会上已经认识",
            );
        }
        fields.finish(reason)
    }
}

/// An introduction of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// Identifier.
    pub id: IntroductionId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Who introduced.
    pub broker: OrganisationId,
    /// The person who recorded it.
    pub recorded_by: UserId,
    /// Which achievement.
    pub achievement: AchievementId,
    /// Its seller.
    pub seller: OrganisationId,
    /// The buyer.
    pub buyer: OrganisationId,
    /// Why the two fit.
    pub note: String,
    /// Where it stands.
    pub state: State,
    /// Why it was refused, or empty.
    pub reason: String,
    /// Recorded at: the evidence of who was first.
    pub created_at: Timestamp,
    /// Acknowledged by the seller at.
    pub seller_acknowledged_at: Option<Timestamp>,
    /// Acknowledged by the buyer at.
    pub buyer_acknowledged_at: Option<Timestamp>,
}

impl Introduction {
    /// The last day of protection: so many months after the second side acknowledged; nothing before that.
    pub fn protected_until(&self, months: i32) -> Option<Date> {
        let seller = self.seller_acknowledged_at?;
        let buyer = self.buyer_acknowledged_at?;
        seller.max(buyer).day().checked_add(months.months()).ok()
    }

    /// Whether a deal of this pair about this achievement, opened on this day, goes back to this introduction.
    pub fn protects(
        &self,
        seller: &OrganisationId,
        buyer: &OrganisationId,
        achievement: &AchievementId,
        today: Date,
        months: i32,
    ) -> bool {
        let same =
            self.seller == *seller && self.buyer == *buyer && self.achievement == *achievement;
        same && self.state == State::Acknowledged
            && self
                .protected_until(months)
                .is_some_and(|last| today <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_of_an_introduction() {
        let mut table = String::new();
        for state in State::ALL {
            for action in Action::ALL {
                for party in Party::ALL {
                    let then = next(state, action, party).map_or("-", State::label);
                    table += &format!(
                        "{} / {}{}: {then}\n",
                        state.label(),
                        party.label(),
                        action.label()
                    );
                }
            }
        }
        insta::assert_snapshot!(table, @"
        待双方确认 / 卖方确认引荐: 卖方已确认，待买方确认
        待双方确认 / 买方确认引荐: 买方已确认，待卖方确认
        待双方确认 / 技术经纪人确认引荐: -
        待双方确认 / 卖方不予确认: 未获确认
        待双方确认 / 买方不予确认: 未获确认
        待双方确认 / 技术经纪人不予确认: -
        待双方确认 / 卖方撤回引荐: -
        待双方确认 / 买方撤回引荐: -
        待双方确认 / 技术经纪人撤回引荐: 已撤回
        卖方已确认，待买方确认 / 卖方确认引荐: -
        卖方已确认，待买方确认 / 买方确认引荐: 双方已确认
        卖方已确认，待买方确认 / 技术经纪人确认引荐: -
        卖方已确认，待买方确认 / 卖方不予确认: -
        卖方已确认，待买方确认 / 买方不予确认: 未获确认
        卖方已确认，待买方确认 / 技术经纪人不予确认: -
        卖方已确认，待买方确认 / 卖方撤回引荐: -
        卖方已确认，待买方确认 / 买方撤回引荐: -
        卖方已确认，待买方确认 / 技术经纪人撤回引荐: 已撤回
        买方已确认，待卖方确认 / 卖方确认引荐: 双方已确认
        买方已确认，待卖方确认 / 买方确认引荐: -
        买方已确认，待卖方确认 / 技术经纪人确认引荐: -
        买方已确认，待卖方确认 / 卖方不予确认: 未获确认
        买方已确认，待卖方确认 / 买方不予确认: -
        买方已确认，待卖方确认 / 技术经纪人不予确认: -
        买方已确认，待卖方确认 / 卖方撤回引荐: -
        买方已确认，待卖方确认 / 买方撤回引荐: -
        买方已确认，待卖方确认 / 技术经纪人撤回引荐: 已撤回
        双方已确认 / 卖方确认引荐: -
        双方已确认 / 买方确认引荐: -
        双方已确认 / 技术经纪人确认引荐: -
        双方已确认 / 卖方不予确认: -
        双方已确认 / 买方不予确认: -
        双方已确认 / 技术经纪人不予确认: -
        双方已确认 / 卖方撤回引荐: -
        双方已确认 / 买方撤回引荐: -
        双方已确认 / 技术经纪人撤回引荐: -
        未获确认 / 卖方确认引荐: -
        未获确认 / 买方确认引荐: -
        未获确认 / 技术经纪人确认引荐: -
        未获确认 / 卖方不予确认: -
        未获确认 / 买方不予确认: -
        未获确认 / 技术经纪人不予确认: -
        未获确认 / 卖方撤回引荐: -
        未获确认 / 买方撤回引荐: -
        未获确认 / 技术经纪人撤回引荐: -
        已撤回 / 卖方确认引荐: -
        已撤回 / 买方确认引荐: -
        已撤回 / 技术经纪人确认引荐: -
        已撤回 / 卖方不予确认: -
        已撤回 / 买方不予确认: -
        已撤回 / 技术经纪人不予确认: -
        已撤回 / 卖方撤回引荐: -
        已撤回 / 买方撤回引荐: -
        已撤回 / 技术经纪人撤回引荐: -
        ");
    }

    #[test]
    fn an_introduction_names_its_pair_and_its_reason() {
        let errors = IntroductionInput {
            buyer: "ach_1".into(),
            ..IntroductionInput::default()
        }
        .check()
        .expect_err("three errors");
        let names: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(names, ["achievement", "buyer", "note"]);
        assert!(RefusalInput::default().check().is_err());
    }

    #[test]
    fn protection_starts_when_the_second_side_acknowledges_and_ends_after_its_months() {
        let id = uuid::Uuid::from_u128(1);
        let (seller, buyer) = (
            OrganisationId::from_uuid(id),
            OrganisationId::from_uuid(uuid::Uuid::from_u128(2)),
        );
        let at = |text: &str| -> Option<Timestamp> {
            serde_json::from_str(&format!("\"{text}T02:00:00Z\"")).ok()
        };
        let introduction = Introduction {
            id: IntroductionId::from_uuid(id),
            version: 3,
            broker: OrganisationId::from_uuid(uuid::Uuid::from_u128(3)),
            recorded_by: UserId::from_uuid(id),
            achievement: AchievementId::from_uuid(id),
            seller: seller.clone(),
            buyer: buyer.clone(),
            note: "示例".into(),
            state: State::Acknowledged,
            reason: String::new(),
            created_at: at("2026-01-01").expect("a moment"),
            seller_acknowledged_at: at("2026-01-31"),
            buyer_acknowledged_at: at("2026-01-10"),
        };
        assert_eq!(
            introduction.protected_until(1),
            Some(Date::constant(2026, 2, 28))
        );
        let protects = |seller: &OrganisationId, day| {
            introduction.protects(seller, &buyer, &introduction.achievement, day, 12)
        };
        assert!(protects(&seller, Date::constant(2027, 1, 31)));
        assert!(!protects(&seller, Date::constant(2027, 2, 1)));
        assert!(
            !protects(&buyer, Date::constant(2026, 2, 1)),
            "another pair"
        );
        let half = Introduction {
            buyer_acknowledged_at: None,
            ..introduction.clone()
        };
        assert_eq!(half.protected_until(12), None);
    }
}
