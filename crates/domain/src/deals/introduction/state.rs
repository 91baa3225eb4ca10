//! The states of an introduction: what each side and the broker can do.

use serde::{Deserialize, Serialize};

use crate::deals::party::{Party, Side};

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
