//! The chain 全链条: achievement, request, deal, contract, registration, payments, subsidy, each with where it stands.
//! Every page of a deal shows it.
//!
//! What it is not: a right to see more. A step links only to what its viewer may open, and leaves out what is not theirs.

pub(crate) mod step;

use domain::Fen;
use domain::catalogue::achievement::Achievement;
use domain::deals::licence_request::LicenceRequest;
use domain::id::{AchievementId, ContractId, DealId, LicenceRequestId};
use domain::money::payment::Payment;
use domain::people::user::Actor;
use jiff::civil::Date;
use store::deals::contract::Named as NamedContract;
use store::deals::deal::Named as NamedDeal;

use crate::Market;
use crate::catalogue::achievement::sees as sees_achievement;
use crate::deals::contract::{contract_of, may_see};
use crate::deals::deal::deal_of;
use crate::desk::chain::step::{
    achievement_step, contract_step, deal_step, payment_step, registration_step, request_step, sees,
};
use crate::kernel::error::{Error, Result};
use crate::kernel::permission::Action;

/// From where the chain is looked at.
#[derive(Clone, Copy, Debug)]
pub enum ChainOf<'a> {
    /// An achievement: with the viewer's own deal about it, if there is one.
    Achievement(&'a AchievementId),
    /// A licence request.
    Request(&'a LicenceRequestId),
    /// A deal.
    Deal(&'a DealId),
    /// A contract.
    Contract(&'a ContractId),
}

/// The links of the chain, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Link {
    /// 成果.
    Achievement,
    /// 许可意向.
    Request,
    /// 交易.
    Deal,
    /// 合同.
    Contract,
    /// 认定登记.
    Registration,
    /// 支付.
    Payment,
    /// 补助.
    Subsidy,
}

impl Link {
    /// As in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Achievement => "achievement",
            Self::Request => "licence_request",
            Self::Deal => "deal",
            Self::Contract => "contract",
            Self::Registration => "registration",
            Self::Payment => "payment",
            Self::Subsidy => "subsidy",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Achievement => "成果",
            Self::Request => "许可意向",
            Self::Deal => "交易",
            Self::Contract => "合同",
            Self::Registration => "认定登记",
            Self::Payment => "支付",
            Self::Subsidy => "补助",
        }
    }
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Progress {
    /// 已完成.
    Done,
    /// 进行中: someone should do something.
    UnderWay,
    /// 未开始.
    Ahead,
    /// 中止: it ended here.
    Broken,
}

impl Progress {
    /// As in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::UnderWay => "under_way",
            Self::Ahead => "ahead",
            Self::Broken => "broken",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "已完成",
            Self::UnderWay => "进行中",
            Self::Ahead => "未开始",
            Self::Broken => "中止",
        }
    }
}

/// One link, as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainStep {
    /// Which.
    pub link: Link,
    /// Where it stands, in Chinese.
    pub state: String,
    /// How far it is.
    pub progress: Progress,
    /// Since when.
    pub on: Option<Date>,
    /// Whose step it was or is, by name; empty where that says nothing.
    pub who: String,
    /// What to open; nothing where there is none that the viewer may open.
    pub id: Option<String>,
}

/// Everything that is known of one chain.
pub(crate) struct Known {
    pub(crate) achievement: Achievement,
    pub(crate) seller_name: String,
    pub(crate) request: Option<(LicenceRequest, String)>,
    pub(crate) deal: Option<NamedDeal>,
    pub(crate) contract: Option<NamedContract>,
    pub(crate) payments: Vec<Payment>,
}

impl Market {
    /// The chain around something that the actor may see.
    ///
    /// # Errors
    /// When there is nothing that the actor may see.
    pub async fn chain(&self, actor: &Actor, of: ChainOf<'_>) -> Result<Vec<ChainStep>> {
        let known = {
            let mut tx = self.read().await?;
            self.known(&mut tx, actor, of).await?
        };
        let mut steps = vec![achievement_step(&known)];
        steps.push(request_step(&known));
        steps.push(deal_step(&known, actor));
        steps.push(contract_step(known.contract.as_ref(), actor));
        steps.push(registration_step(known.contract.as_ref(), actor));
        if sees(&known, actor, Action::PaymentSee) {
            steps.push(payment_step(&known));
        }
        if sees(&known, actor, Action::SubsidySee) {
            steps.push(self.subsidy_step(&known).await?);
        }
        Ok(steps)
    }

    async fn known(&self, tx: &mut store::Tx, actor: &Actor, of: ChainOf<'_>) -> Result<Known> {
        let (achievement, request, deal, contract) = match of {
            ChainOf::Achievement(id) => {
                let achievement = store::catalogue::achievement::get(tx, id).await?;
                if !sees_achievement(tx, Some(actor), &achievement).await? {
                    return Err(Error::NotFound);
                }
                (
                    achievement.id,
                    None,
                    store::deals::deal::living_of(tx, id, &actor.organisation).await?,
                    None,
                )
            }
            ChainOf::Request(id) => {
                let request = self.licence_request(actor, id).await?.request;
                let deal = match &request.deal {
                    Some(deal) => Some(store::deals::deal::get(tx, deal).await?),
                    None => None,
                };
                (request.achievement, Some(request.id), deal, None)
            }
            ChainOf::Deal(id) => {
                let (deal, _) = deal_of(tx, actor, id, Action::DealSee).await?;
                (deal.deal.achievement.clone(), None, Some(deal), None)
            }
            ChainOf::Contract(id) => {
                let contract = contract_of(tx, actor, id, Action::ContractSee).await?;
                let deal = store::deals::deal::get(tx, &contract.contract.deal).await?;
                (
                    contract.contract.achievement.clone(),
                    None,
                    Some(deal),
                    Some(contract),
                )
            }
        };
        let request =
            match request.or_else(|| deal.as_ref().and_then(|named| named.deal.request.clone())) {
                Some(id) => Some(store::deals::licence_request::get(tx, &id).await?),
                None => None,
            };
        let contract = match (contract, &deal) {
            (Some(contract), _) => Some(contract),
            // The newest that the actor may see: one that was cancelled shows only while no other took its place.
            (None, Some(named)) => store::deals::contract::of_deal(tx, &named.deal.id)
                .await?
                .into_iter()
                .find(|named| may_see(actor, &named.contract)),
            (None, None) => None,
        };
        let payments = match &contract {
            Some(named) => store::money::payment::of_contract(tx, &named.contract.id).await?,
            None => Vec::new(),
        };
        let achievement = store::catalogue::achievement::get(tx, &achievement).await?;
        let seller_name = store::people::organisation::get(tx, &achievement.organisation)
            .await?
            .described
            .name;
        Ok(Known {
            achievement,
            seller_name,
            request: request.map(|named| (named.request, named.buyer_name)),
            deal,
            contract,
            payments: payments.into_iter().map(|named| named.payment).collect(),
        })
    }

    async fn subsidy_step(&self, known: &Known) -> Result<ChainStep> {
        let line = match &known.contract {
            Some(named) => self.line_of(&named.contract.id).await?,
            None => None,
        };
        let id = line.as_ref().map(|line| line.line.contract.clone());
        let entitled = line
            .as_ref()
            .map_or(Fen::ZERO, |line| line.line.entitled_fen);
        let disbursed = line
            .as_ref()
            .map_or(Fen::ZERO, |line| line.line.disbursed_fen);
        let (state, progress) = if entitled <= Fen::ZERO {
            ("登记并核验支付后计算".to_owned(), Progress::Ahead)
        } else if disbursed >= entitled {
            (format!("已拨付 {disbursed}"), Progress::Done)
        } else {
            (
                format!("应得 {entitled}，已拨付 {disbursed}"),
                Progress::UnderWay,
            )
        };
        let who = line.map(|line| line.beneficiary_name).unwrap_or_default();
        Ok(ChainStep {
            link: Link::Subsidy,
            state,
            progress,
            on: None,
            who,
            id,
        })
    }
}
