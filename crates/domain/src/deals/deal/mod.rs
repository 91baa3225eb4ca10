//! Deals 交易: seller, buyer and perhaps a broker talk, exchange offers and agree, or part.
//!
//! What it is not: an offer (`offer`) or the contract that a deal ends in (`contract`).

pub mod turn;

use serde::{Deserialize, Serialize};

use crate::deals::party::Party;
use crate::field::{FieldError, Fields};
use crate::id::{
    AchievementId, DealId, IntroductionId, LicenceRequestId, MessageId, OrganisationId, UserId,
};
use crate::time::Timestamp;

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

/// Why a deal came to nothing 未成交原因.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseReason {
    /// 价格未谈拢.
    Price,
    /// 条款未谈拢.
    Terms,
    /// 技术不适用.
    TechnologyUnfit,
    /// 买方资金不足.
    Funds,
    /// 买方另选他方.
    BuyerChoseAnother,
    /// 卖方另选他方.
    SellerChoseAnother,
    /// 对方长期未答复.
    NoAnswer,
    /// 其他: needs words.
    Other,
}

impl CloseReason {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Price,
        Self::Terms,
        Self::TechnologyUnfit,
        Self::Funds,
        Self::BuyerChoseAnother,
        Self::SellerChoseAnother,
        Self::NoAnswer,
        Self::Other,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Terms => "terms",
            Self::TechnologyUnfit => "technology_unfit",
            Self::Funds => "funds",
            Self::BuyerChoseAnother => "buyer_chose_another",
            Self::SellerChoseAnother => "seller_chose_another",
            Self::NoAnswer => "no_answer",
            Self::Other => "other",
        }
    }

    /// The Chinese words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Price => "价格未谈拢",
            Self::Terms => "条款未谈拢",
            Self::TechnologyUnfit => "技术不适用",
            Self::Funds => "买方资金不足",
            Self::BuyerChoseAnother => "买方另选他方",
            Self::SellerChoseAnother => "卖方另选他方",
            Self::NoAnswer => "对方长期未答复",
            Self::Other => "其他原因",
        }
    }
}

impl TryFrom<String> for CloseReason {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种未成交原因"))
    }
}

/// The end of a deal as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClosingInput {
    /// Why.
    pub reason: Option<CloseReason>,
    /// In words; required when the reason is another one.
    pub text: String,
}

/// The checked end of a deal.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Why.
    pub reason: CloseReason,
    /// In words, or empty.
    pub text: String,
}

impl ClosingInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<Closing, Vec<FieldError>> {
        let mut fields = Fields::new();
        let text = fields.paragraphs("text", "说明", &self.text, 1000);
        if self.reason == Some(CloseReason::Other) && text.is_empty() {
            fields.wrong("text", "required", "选择“其他原因”时请写明原因");
        }
        let Some(reason) = self.reason else {
            fields.wrong("reason", "required", "请选择未成交原因");
            return fields.finish(()).and(Err(Vec::new()));
        };
        fields.finish(Closing { reason, text })
    }
}

/// A message as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MessageInput {
    /// What is said.
    pub text: String,
}

impl MessageInput {
    /// The text, checked.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn check(self) -> Result<String, Vec<FieldError>> {
        let mut fields = Fields::new();
        let text = fields.paragraphs("text", "留言", &self.text, 5000);
        if text.is_empty() {
            fields.wrong("text", "required", "请填写留言");
        }
        fields.finish(text)
    }
}

/// A message in a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Identifier.
    pub id: MessageId,
    /// In which deal.
    pub deal: DealId,
    /// For whom its author spoke.
    pub by: Party,
    /// Who wrote it.
    pub author: UserId,
    /// What was said.
    pub text: String,
    /// Said at.
    pub created_at: Timestamp,
}

/// A deal of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deal {
    /// Identifier.
    pub id: DealId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// What it is about.
    pub achievement: AchievementId,
    /// The request that opened it.
    pub request: Option<LicenceRequestId>,
    /// The introduction that it goes back to.
    pub introduction: Option<IntroductionId>,
    /// 卖方.
    pub seller: OrganisationId,
    /// 买方.
    pub buyer: OrganisationId,
    /// 技术经纪机构.
    pub broker: Option<OrganisationId>,
    /// Where it stands.
    pub state: State,
    /// Why it came to nothing.
    pub closing: Option<Closing>,
    /// Opened at.
    pub created_at: Timestamp,
    /// Last changed at.
    pub updated_at: Timestamp,
}

impl Deal {
    /// What an organisation is in this deal; nothing for a stranger.
    pub fn party_of(&self, organisation: &OrganisationId) -> Option<Party> {
        if self.seller == *organisation {
            Some(Party::Seller)
        } else if self.buyer == *organisation {
            Some(Party::Buyer)
        } else if self.broker.as_ref() == Some(organisation) {
            Some(Party::Broker)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_of_a_deal() {
        let mut table = String::new();
        for state in State::ALL {
            for action in Action::ALL {
                for party in Party::ALL {
                    let then = next(state, action, party).map_or("-", State::label);
                    table += &format!(
                        "{} {}{}: {then}\n",
                        state.label(),
                        party.label(),
                        action.label()
                    );
                }
            }
        }
        insta::assert_snapshot!(table, @"
        洽谈中 卖方留言: 洽谈中
        洽谈中 买方留言: 洽谈中
        洽谈中 技术经纪人留言: 洽谈中
        洽谈中 卖方报价: 洽谈中
        洽谈中 买方报价: 洽谈中
        洽谈中 技术经纪人报价: -
        洽谈中 卖方撤回报价: 洽谈中
        洽谈中 买方撤回报价: 洽谈中
        洽谈中 技术经纪人撤回报价: -
        洽谈中 卖方接受报价: 已达成一致
        洽谈中 买方接受报价: 已达成一致
        洽谈中 技术经纪人接受报价: -
        洽谈中 卖方起草合同: -
        洽谈中 买方起草合同: -
        洽谈中 技术经纪人起草合同: -
        洽谈中 卖方签约: -
        洽谈中 买方签约: -
        洽谈中 技术经纪人签约: -
        洽谈中 卖方结束洽谈: 未成交
        洽谈中 买方结束洽谈: 未成交
        洽谈中 技术经纪人结束洽谈: -
        已达成一致 卖方留言: 已达成一致
        已达成一致 买方留言: 已达成一致
        已达成一致 技术经纪人留言: 已达成一致
        已达成一致 卖方报价: 洽谈中
        已达成一致 买方报价: 洽谈中
        已达成一致 技术经纪人报价: -
        已达成一致 卖方撤回报价: -
        已达成一致 买方撤回报价: -
        已达成一致 技术经纪人撤回报价: -
        已达成一致 卖方接受报价: -
        已达成一致 买方接受报价: -
        已达成一致 技术经纪人接受报价: -
        已达成一致 卖方起草合同: 已达成一致
        已达成一致 买方起草合同: 已达成一致
        已达成一致 技术经纪人起草合同: -
        已达成一致 卖方签约: 已签约
        已达成一致 买方签约: 已签约
        已达成一致 技术经纪人签约: -
        已达成一致 卖方结束洽谈: 未成交
        已达成一致 买方结束洽谈: 未成交
        已达成一致 技术经纪人结束洽谈: -
        已签约 卖方留言: 已签约
        已签约 买方留言: 已签约
        已签约 技术经纪人留言: 已签约
        已签约 卖方报价: -
        已签约 买方报价: -
        已签约 技术经纪人报价: -
        已签约 卖方撤回报价: -
        已签约 买方撤回报价: -
        已签约 技术经纪人撤回报价: -
        已签约 卖方接受报价: -
        已签约 买方接受报价: -
        已签约 技术经纪人接受报价: -
        已签约 卖方起草合同: -
        已签约 买方起草合同: -
        已签约 技术经纪人起草合同: -
        已签约 卖方签约: -
        已签约 买方签约: -
        已签约 技术经纪人签约: -
        已签约 卖方结束洽谈: -
        已签约 买方结束洽谈: -
        已签约 技术经纪人结束洽谈: -
        未成交 卖方留言: -
        未成交 买方留言: -
        未成交 技术经纪人留言: -
        未成交 卖方报价: -
        未成交 买方报价: -
        未成交 技术经纪人报价: -
        未成交 卖方撤回报价: -
        未成交 买方撤回报价: -
        未成交 技术经纪人撤回报价: -
        未成交 卖方接受报价: -
        未成交 买方接受报价: -
        未成交 技术经纪人接受报价: -
        未成交 卖方起草合同: -
        未成交 买方起草合同: -
        未成交 技术经纪人起草合同: -
        未成交 卖方签约: -
        未成交 买方签约: -
        未成交 技术经纪人签约: -
        未成交 卖方结束洽谈: -
        未成交 买方结束洽谈: -
        未成交 技术经纪人结束洽谈: -
        ");
    }

    #[test]
    fn a_deal_is_closed_with_a_reason_and_another_reason_with_words() {
        assert_eq!(
            ClosingInput::default().check().expect_err("no reason")[0].field,
            "reason"
        );
        let silent = ClosingInput {
            reason: Some(CloseReason::Other),
            text: String::new(),
        };
        assert_eq!(silent.check().expect_err("no words")[0].field, "text");
        assert!(MessageInput { text: " \n".into() }.check().is_err());
    }
}
