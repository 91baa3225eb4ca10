//! The states of a payment and what can be done with one.

use serde::{Deserialize, Serialize};

/// Where a payment stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = PaymentState))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待核验.
    Recorded,
    /// 已核验: counts for the subsidy.
    Verified,
    /// 未通过: the buyer may correct it and send it again.
    Rejected,
    /// 已撤回, by the buyer before it was decided.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [
        Self::Recorded,
        Self::Verified,
        Self::Rejected,
        Self::Withdrawn,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Verified => "verified",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Recorded => "待核验",
            Self::Verified => "已核验",
            Self::Rejected => "核验未通过",
            Self::Withdrawn => "已撤回",
        }
    }

    /// Whether it stands: what was rejected or withdrawn counts nowhere.
    pub fn stands(self) -> bool {
        match self {
            Self::Recorded | Self::Verified => true,
            Self::Rejected | Self::Withdrawn => false,
        }
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种支付状态"))
    }
}

/// What can be done with a payment; the buyer corrects, the bureau verifies and rejects (the permission table says so).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// 更正: back to the start with other data.
    Correct,
    /// 核验通过.
    Verify,
    /// 不予通过: also what was verified by mistake; a subsidy that rests on it is computed anew.
    Reject,
    /// 撤回: by the buyer, while nobody has decided.
    Withdraw,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 4] = [Self::Correct, Self::Verify, Self::Reject, Self::Withdraw];

    /// The verb on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Correct => "更正",
            Self::Verify => "核验通过",
            Self::Reject => "不予通过",
            Self::Withdraw => "撤回",
        }
    }
}

/// The action does not fit the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("这笔款项现在是“{}”，不能{}", state.label(), action.label())]
pub struct Refused {
    /// Where the payment stands.
    pub state: State,
    /// What was wanted.
    pub action: Action,
}

/// The state after an action.
///
/// # Errors
/// When the action does not fit the state.
pub fn next(state: State, action: Action) -> Result<State, Refused> {
    match (state, action) {
        (State::Recorded | State::Rejected, Action::Correct) => Ok(State::Recorded),
        (State::Recorded, Action::Verify) => Ok(State::Verified),
        (State::Recorded | State::Verified, Action::Reject) => Ok(State::Rejected),
        (State::Recorded, Action::Withdraw) => Ok(State::Withdrawn),
        (State::Verified, Action::Correct | Action::Verify | Action::Withdraw)
        | (State::Rejected, Action::Verify | Action::Reject | Action::Withdraw)
        | (
            State::Withdrawn,
            Action::Correct | Action::Verify | Action::Reject | Action::Withdraw,
        ) => Err(Refused { state, action }),
    }
}
