//! The states of a request: what each side can do, and the way on from every end.

use serde::{Deserialize, Serialize};

use crate::deals::party::Side;

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
