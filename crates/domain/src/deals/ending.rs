//! Ending 协议解除: what two signed, two end. One side proposes with its reason, the other agrees or does not.
//!
//! What it is not: the end itself, that is a step of `contract`; nor the record of the agency after a registration.

use serde::{Deserialize, Serialize};

use crate::deals::contract;
use crate::deals::party::Side;
use crate::id::UserId;
use crate::time::Timestamp;

/// Where a proposal stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = EndingState))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待答复.
    Proposed,
    /// 双方已同意.
    Agreed,
    /// 对方不同意.
    Refused,
    /// 已撤回.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Proposed, Self::Agreed, Self::Refused, Self::Withdrawn];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Proposed => "待对方答复",
            Self::Agreed => "双方已同意解除",
            Self::Refused => "对方不同意解除",
            Self::Withdrawn => "解除提议已撤回",
        }
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种解除状态"))
    }
}

/// What can be done with a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// 同意解除, by the other side.
    Agree,
    /// 不同意, by the other side.
    Refuse,
    /// 撤回, by the side that proposed.
    Withdraw,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::Agree, Self::Refuse, Self::Withdraw];

    /// As in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Refuse => "refuse",
            Self::Withdraw => "withdraw",
        }
    }

    /// The verb on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Agree => "同意解除",
            Self::Refuse => "不同意解除",
            Self::Withdraw => "撤回解除提议",
        }
    }
}

/// Why an action is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nobody answers their own proposal.
    #[error("解除须经对方同意，提出的一方不能自己答复")]
    OwnProposal,
    /// Only who proposed takes it back.
    #[error("这是对方提出的解除，只能由对方撤回；不同意时请选择“不同意解除”")]
    NotYours,
    /// It is answered.
    #[error("{}，不能再{}", .0.label(), .1.label())]
    NotNow(State, Action),
    /// Another proposal waits or was agreed to.
    #[error("已有解除提议（{}），不能再提出", .0.label())]
    ThereIsOne(State),
    /// There is nothing to end by agreement.
    #[error("这份合同现在是“{}”，不能提议解除", .0.label())]
    NothingToEnd(contract::State),
}

/// Whether a side may propose to end a contract: signed once, not ended yet, and no proposal that waits or was agreed to.
///
/// # Errors
/// When it may not.
pub fn may_propose(
    state: contract::State,
    was_signed: bool,
    current: Option<State>,
) -> Result<(), Refused> {
    match current {
        Some(current @ (State::Proposed | State::Agreed)) => {
            return Err(Refused::ThereIsOne(current));
        }
        Some(State::Refused | State::Withdrawn) | None => {}
    }
    if was_signed && state != contract::State::Cancelled {
        Ok(())
    } else {
        Err(Refused::NothingToEnd(state))
    }
}

/// The state after an action.
///
/// # Errors
/// When the action belongs to the other side or the proposal is answered.
pub fn next(state: State, action: Action, proposed_by: Side, by: Side) -> Result<State, Refused> {
    match (state, action) {
        (State::Proposed, Action::Agree | Action::Refuse) if by == proposed_by => {
            Err(Refused::OwnProposal)
        }
        (State::Proposed, Action::Withdraw) if by != proposed_by => Err(Refused::NotYours),
        (State::Proposed, Action::Agree) => Ok(State::Agreed),
        (State::Proposed, Action::Refuse) => Ok(State::Refused),
        (State::Proposed, Action::Withdraw) => Ok(State::Withdrawn),
        (
            State::Agreed | State::Refused | State::Withdrawn,
            Action::Agree | Action::Refuse | Action::Withdraw,
        ) => Err(Refused::NotNow(state, action)),
    }
}

/// The newest proposal to end a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Where it stands.
    pub state: State,
    /// Which side proposed.
    pub proposed_by: Side,
    /// The person who did.
    pub proposer: UserId,
    /// Why.
    pub reason: String,
    /// When.
    pub proposed_at: Timestamp,
    /// Why the other side does not agree, or empty.
    pub answer: String,
    /// When it was answered or withdrawn.
    pub answered_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_of_a_proposal_of_the_seller() {
        let mut table = String::new();
        for state in State::ALL {
            for action in Action::ALL {
                for by in Side::ALL {
                    let then = next(state, action, Side::Seller, by)
                        .map_or_else(|refused| refused.to_string(), |then| then.label().into());
                    table += &format!(
                        "{} {}{}: {then}\n",
                        state.label(),
                        by.label(),
                        action.label()
                    );
                }
            }
        }
        insta::assert_snapshot!(table, @"
        待对方答复 卖方同意解除: 解除须经对方同意，提出的一方不能自己答复
        待对方答复 买方同意解除: 双方已同意解除
        待对方答复 卖方不同意解除: 解除须经对方同意，提出的一方不能自己答复
        待对方答复 买方不同意解除: 对方不同意解除
        待对方答复 卖方撤回解除提议: 解除提议已撤回
        待对方答复 买方撤回解除提议: 这是对方提出的解除，只能由对方撤回；不同意时请选择“不同意解除”
        双方已同意解除 卖方同意解除: 双方已同意解除，不能再同意解除
        双方已同意解除 买方同意解除: 双方已同意解除，不能再同意解除
        双方已同意解除 卖方不同意解除: 双方已同意解除，不能再不同意解除
        双方已同意解除 买方不同意解除: 双方已同意解除，不能再不同意解除
        双方已同意解除 卖方撤回解除提议: 双方已同意解除，不能再撤回解除提议
        双方已同意解除 买方撤回解除提议: 双方已同意解除，不能再撤回解除提议
        对方不同意解除 卖方同意解除: 对方不同意解除，不能再同意解除
        对方不同意解除 买方同意解除: 对方不同意解除，不能再同意解除
        对方不同意解除 卖方不同意解除: 对方不同意解除，不能再不同意解除
        对方不同意解除 买方不同意解除: 对方不同意解除，不能再不同意解除
        对方不同意解除 卖方撤回解除提议: 对方不同意解除，不能再撤回解除提议
        对方不同意解除 买方撤回解除提议: 对方不同意解除，不能再撤回解除提议
        解除提议已撤回 卖方同意解除: 解除提议已撤回，不能再同意解除
        解除提议已撤回 买方同意解除: 解除提议已撤回，不能再同意解除
        解除提议已撤回 卖方不同意解除: 解除提议已撤回，不能再不同意解除
        解除提议已撤回 买方不同意解除: 解除提议已撤回，不能再不同意解除
        解除提议已撤回 卖方撤回解除提议: 解除提议已撤回，不能再撤回解除提议
        解除提议已撤回 买方撤回解除提议: 解除提议已撤回，不能再撤回解除提议
        ");
    }

    #[test]
    fn only_what_was_signed_is_ended_by_agreement_and_one_proposal_at_a_time() {
        assert_eq!(
            may_propose(contract::State::Draft, false, None),
            Err(Refused::NothingToEnd(contract::State::Draft))
        );
        assert_eq!(
            may_propose(contract::State::Draft, true, None),
            Ok(()),
            "its text is open again after a refusal"
        );
        assert_eq!(
            may_propose(contract::State::Registered, true, Some(State::Refused)),
            Ok(())
        );
        assert_eq!(
            may_propose(contract::State::Signed, true, Some(State::Proposed)),
            Err(Refused::ThereIsOne(State::Proposed))
        );
        assert_eq!(
            may_propose(contract::State::Cancelled, true, None),
            Err(Refused::NothingToEnd(contract::State::Cancelled))
        );
    }
}
