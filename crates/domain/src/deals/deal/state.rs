//! The states of a deal: who can do what, and where it leads.

use serde::{Deserialize, Serialize};

use crate::deals::party::Party;

/// Where a deal stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = DealState))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 洽谈中.
    Negotiating,
    /// 已达成一致: an offer was accepted; a contract can be drafted.
    Agreed,
    /// 已签约: both sides confirmed the contract.
    Contracted,
    /// 未成交.
    ClosedLost,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [
        Self::Negotiating,
        Self::Agreed,
        Self::Contracted,
        Self::ClosedLost,
    ];

    /// Whether a file may still be taken off: what a contract was signed upon, and what is over, stays as it was.
    pub fn lets_files_go(self) -> bool {
        matches!(self, Self::Negotiating | Self::Agreed)
    }

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Negotiating => "negotiating",
            Self::Agreed => "agreed",
            Self::Contracted => "contracted",
            Self::ClosedLost => "closed_lost",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Negotiating => "洽谈中",
            Self::Agreed => "已达成一致",
            Self::Contracted => "已签约",
            Self::ClosedLost => "未成交",
        }
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种交易状态"))
    }
}

/// What can be done in a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// 留言.
    Message,
    /// 报价: supersedes the offer before it, an accepted one as well; a draft contract falls with it.
    Offer,
    /// 撤回报价: nothing else is decided by it.
    WithdrawOffer,
    /// 接受报价: `offer::next` says by whom.
    AcceptOffer,
    /// 起草合同.
    Draft,
    /// 签约: when the second side confirms the contract.
    Contract,
    /// 结束洽谈.
    Close,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 7] = [
        Self::Message,
        Self::Offer,
        Self::WithdrawOffer,
        Self::AcceptOffer,
        Self::Draft,
        Self::Contract,
        Self::Close,
    ];

    /// The verb on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Message => "留言",
            Self::Offer => "报价",
            Self::WithdrawOffer => "撤回报价",
            Self::AcceptOffer => "接受报价",
            Self::Draft => "起草合同",
            Self::Contract => "签约",
            Self::Close => "结束洽谈",
        }
    }
}

/// Why an action is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A broker binds nobody.
    #[error("技术经纪人可以留言，但不能代双方{}", .0.label())]
    NotForBroker(Action),
    /// It does not fit the state.
    #[error("这笔交易现在是“{}”，不能{}", .0.label(), .1.label())]
    NotNow(State, Action),
}

/// The state after an action.
///
/// # Errors
/// When the action is not the broker's or does not fit the state.
pub fn next(state: State, action: Action, by: Party) -> Result<State, Refused> {
    use State::{Agreed, ClosedLost, Contracted, Negotiating};
    if by == Party::Broker && action != Action::Message {
        return Err(Refused::NotForBroker(action));
    }
    match (state, action) {
        (Negotiating | Agreed | Contracted, Action::Message) => Ok(state),
        (Negotiating | Agreed, Action::Offer) | (Negotiating, Action::WithdrawOffer) => {
            Ok(Negotiating)
        }
        (Negotiating, Action::AcceptOffer) | (Agreed, Action::Draft) => Ok(Agreed),
        (Agreed, Action::Contract) => Ok(Contracted),
        (Negotiating | Agreed, Action::Close) => Ok(ClosedLost),
        (Negotiating, Action::Draft | Action::Contract)
        | (Agreed, Action::WithdrawOffer | Action::AcceptOffer)
        | (
            Contracted,
            Action::Offer
            | Action::WithdrawOffer
            | Action::AcceptOffer
            | Action::Draft
            | Action::Contract
            | Action::Close,
        )
        | (
            ClosedLost,
            Action::Message
            | Action::Offer
            | Action::WithdrawOffer
            | Action::AcceptOffer
            | Action::Draft
            | Action::Contract
            | Action::Close,
        ) => Err(Refused::NotNow(state, action)),
    }
}
