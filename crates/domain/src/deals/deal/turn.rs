//! Whose turn it is in a deal, and what they should do next.
//!
//! What it is not: what they may do, that is `deal::next`. A side may always talk, offer anew or part.

use crate::deals::deal::State;
use crate::deals::party::{Party, Side};

/// What a deal waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Turn {
    /// Nothing is on the table: either side may put terms there.
    Offer,
    /// The other side's offer is on the table: this side answers.
    Answer(Side),
    /// An offer was accepted: either side drafts the contract or confirms the draft.
    Contract,
    /// Nothing more: it is signed or over.
    Nothing,
}

/// What a deal waits for, given the side whose offer is open.
pub fn turn(state: State, open_offer_by: Option<Side>) -> Turn {
    match (state, open_offer_by) {
        (State::Negotiating, None) => Turn::Offer,
        (State::Negotiating, Some(side)) => Turn::Answer(side.other()),
        (State::Agreed, None | Some(_)) => Turn::Contract,
        (State::Contracted | State::ClosedLost, None | Some(_)) => Turn::Nothing,
    }
}

impl Turn {
    /// Whether it is this party's turn; never the broker's, who binds nobody.
    pub fn is_for(self, party: Party) -> bool {
        match self {
            Self::Offer | Self::Contract => party.side().is_some(),
            Self::Answer(side) => party.side() == Some(side),
            Self::Nothing => false,
        }
    }

    /// What should be done, with who should do it; empty when nothing waits.
    pub fn what(self) -> &'static str {
        match self {
            Self::Offer => "双方均可提出报价",
            Self::Answer(Side::Seller) => "等待卖方答复买方的报价",
            Self::Answer(Side::Buyer) => "等待买方答复卖方的报价",
            Self::Contract => "已达成一致，请起草并确认合同",
            Self::Nothing => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_turns_of_a_deal() {
        let mut table = String::new();
        for state in State::ALL {
            for open in [None, Some(Side::Seller), Some(Side::Buyer)] {
                let waits = turn(state, open);
                let whose: Vec<&str> = Party::ALL
                    .into_iter()
                    .filter(|party| waits.is_for(*party))
                    .map(Party::label)
                    .collect();
                let offer = open.map_or("无报价", |side| {
                    if side == Side::Seller {
                        "卖方报价"
                    } else {
                        "买方报价"
                    }
                });
                table += &format!(
                    "{} {offer}: {} {}\n",
                    state.label(),
                    whose.join("、"),
                    waits.what()
                );
            }
        }
        insta::assert_snapshot!(table, @"
        洽谈中 无报价: 卖方、买方 双方均可提出报价
        洽谈中 卖方报价: 买方 等待买方答复卖方的报价
        洽谈中 买方报价: 卖方 等待卖方答复买方的报价
        已达成一致 无报价: 卖方、买方 已达成一致，请起草并确认合同
        已达成一致 卖方报价: 卖方、买方 已达成一致，请起草并确认合同
        已达成一致 买方报价: 卖方、买方 已达成一致，请起草并确认合同
        已签约 无报价:  
        已签约 卖方报价:  
        已签约 买方报价:  
        未成交 无报价:  
        未成交 卖方报价:  
        未成交 买方报价:  
        ");
    }
}
