//! Offers 报价: one side puts complete terms on the table, only the other side can accept them.
//!
//! What it is not: the terms themselves, those are `terms`.

use serde::{Deserialize, Serialize};

use crate::deals::party::Side;
use crate::deals::terms::Terms;
use crate::id::{DealId, OfferId, UserId};
use crate::time::Timestamp;

/// Where an offer stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = OfferState))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待答复.
    Open,
    /// 已接受.
    Accepted,
    /// 已被新报价取代.
    Superseded,
    /// 已撤回.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [
        Self::Open,
        Self::Accepted,
        Self::Superseded,
        Self::Withdrawn,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "待答复",
            Self::Accepted => "已接受",
            Self::Superseded => "已被新报价取代",
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
            .ok_or_else(|| format!("没有“{text}”这种报价状态"))
    }
}

/// What can be done with an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// 接受, by the side that did not make it.
    Accept,
    /// 撤回, by the side that made it.
    Withdraw,
    /// 取代: a new offer by either side takes its place.
    Supersede,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::Accept, Self::Withdraw, Self::Supersede];

    /// The verb on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Accept => "接受",
            Self::Withdraw => "撤回",
            Self::Supersede => "取代",
        }
    }
}

/// Why an action is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nobody agrees with themselves.
    #[error("这是本方的报价，只能由对方接受")]
    OwnOffer,
    /// Only who made an offer withdraws it.
    #[error("这是对方的报价，只能由对方撤回；不同意时请提出新报价")]
    NotYourOffer,
    /// It is no longer on the table.
    #[error("这份报价{}，不能再{}", .0.label(), .1.label())]
    NotNow(State, Action),
}

/// The state of an offer after an action. An accepted offer can still be superseded: both may reopen what they agreed
/// on until a contract is signed.
///
/// # Errors
/// When the action belongs to the other side or does not fit the state.
pub fn next(state: State, action: Action, offered_by: Side, by: Side) -> Result<State, Refused> {
    match (state, action) {
        (State::Open, Action::Accept) if by == offered_by => Err(Refused::OwnOffer),
        (State::Open, Action::Accept) => Ok(State::Accepted),
        (State::Open, Action::Withdraw) if by != offered_by => Err(Refused::NotYourOffer),
        (State::Open, Action::Withdraw) => Ok(State::Withdrawn),
        (State::Open | State::Accepted, Action::Supersede) => Ok(State::Superseded),
        (State::Accepted, Action::Accept | Action::Withdraw)
        | (
            State::Superseded | State::Withdrawn,
            Action::Accept | Action::Withdraw | Action::Supersede,
        ) => Err(Refused::NotNow(state, action)),
    }
}

/// An offer in a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Identifier.
    pub id: OfferId,
    /// In which deal.
    pub deal: DealId,
    /// Which side made it.
    pub offered_by: Side,
    /// The person who made it.
    pub author: UserId,
    /// Where it stands.
    pub state: State,
    /// What is offered.
    pub terms: Terms,
    /// Made at.
    pub created_at: Timestamp,
    /// Accepted, withdrawn or superseded at.
    pub answered_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_of_an_offer_of_the_seller() {
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
        待答复 卖方接受: 这是本方的报价，只能由对方接受
        待答复 买方接受: 已接受
        待答复 卖方撤回: 已撤回
        待答复 买方撤回: 这是对方的报价，只能由对方撤回；不同意时请提出新报价
        待答复 卖方取代: 已被新报价取代
        待答复 买方取代: 已被新报价取代
        已接受 卖方接受: 这份报价已接受，不能再接受
        已接受 买方接受: 这份报价已接受，不能再接受
        已接受 卖方撤回: 这份报价已接受，不能再撤回
        已接受 买方撤回: 这份报价已接受，不能再撤回
        已接受 卖方取代: 已被新报价取代
        已接受 买方取代: 已被新报价取代
        已被新报价取代 卖方接受: 这份报价已被新报价取代，不能再接受
        已被新报价取代 买方接受: 这份报价已被新报价取代，不能再接受
        已被新报价取代 卖方撤回: 这份报价已被新报价取代，不能再撤回
        已被新报价取代 买方撤回: 这份报价已被新报价取代，不能再撤回
        已被新报价取代 卖方取代: 这份报价已被新报价取代，不能再取代
        已被新报价取代 买方取代: 这份报价已被新报价取代，不能再取代
        已撤回 卖方接受: 这份报价已撤回，不能再接受
        已撤回 买方接受: 这份报价已撤回，不能再接受
        已撤回 卖方撤回: 这份报价已撤回，不能再撤回
        已撤回 买方撤回: 这份报价已撤回，不能再撤回
        已撤回 卖方取代: 这份报价已撤回，不能再取代
        已撤回 买方取代: 这份报价已撤回，不能再取代
        ");
    }
}
