//! The chain 全链条: achievement, request, deal, contract, registration, payments, subsidy, each with where it stands.
//! Every page of a deal shows it.
//!
//! What it is not: a right to see more. A step links only to what its viewer may open, and leaves out what is not theirs.

use domain::achievement::{Achievement, State as AchievementState};
use domain::contract::{Contract, State as ContractState};
use domain::deal::State as DealState;
use domain::id::{AchievementId, ContractId, DealId, LicenceRequestId};
use domain::licence_request::{LicenceRequest, State as RequestState};
use domain::payment::{Payment, State as PaymentState, net_paid};
use domain::user::Actor;
use domain::{Fen, Timestamp};
use jiff::civil::Date;
use store::contract::Named as NamedContract;
use store::deal::Named as NamedDeal;

use crate::Market;
use crate::achievement::may_see as may_see_achievement;
use crate::contract::{contract_of, may_see, roles_of_contract};
use crate::deal::deal_of;
use crate::error::{Error, Result};
use crate::permission::{Action, allowed};

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
struct Known {
    achievement: Achievement,
    seller_name: String,
    request: Option<(LicenceRequest, String)>,
    deal: Option<NamedDeal>,
    contract: Option<NamedContract>,
    payments: Vec<Payment>,
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
                let achievement = store::achievement::get(tx, id).await?;
                if !may_see_achievement(Some(actor), &achievement) {
                    return Err(Error::NotFound);
                }
                (achievement.id, None, store::deal::living_of(tx, id, &actor.organisation).await?, None)
            }
            ChainOf::Request(id) => {
                let request = self.licence_request(actor, id).await?.request;
                let deal = match &request.deal {
                    Some(deal) => Some(store::deal::get(tx, deal).await?),
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
                let deal = store::deal::get(tx, &contract.contract.deal).await?;
                (contract.contract.achievement.clone(), None, Some(deal), Some(contract))
            }
        };
        let request = match request.or_else(|| deal.as_ref().and_then(|named| named.deal.request.clone())) {
            Some(id) => Some(store::licence_request::get(tx, &id).await?),
            None => None,
        };
        let contract = match (contract, &deal) {
            (Some(contract), _) => Some(contract),
            // The newest that the actor may see: one that was cancelled shows only while no other took its place.
            (None, Some(named)) => {
                store::contract::of_deal(tx, &named.deal.id).await?.into_iter().find(|named| may_see(actor, &named.contract))
            }
            (None, None) => None,
        };
        let payments = match &contract {
            Some(named) => store::payment::of_contract(tx, &named.contract.id).await?,
            None => Vec::new(),
        };
        let achievement = store::achievement::get(tx, &achievement).await?;
        let seller_name = store::organisation::get(tx, &achievement.organisation).await?.described.name;
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
        let entitled = line.as_ref().map_or(Fen::ZERO, |line| line.line.entitled_fen);
        let progress = if entitled > Fen::ZERO { Progress::Done } else { Progress::Ahead };
        let state = if entitled > Fen::ZERO { format!("应得 {entitled}") } else { "登记并核验支付后计算".to_owned() };
        let who = line.map(|line| line.beneficiary_name).unwrap_or_default();
        Ok(ChainStep { link: Link::Subsidy, state, progress, on: None, who, id })
    }
}

fn ahead(link: Link, state: &str) -> ChainStep {
    ChainStep { link, state: state.to_owned(), progress: Progress::Ahead, on: None, who: String::new(), id: None }
}

/// What comes before there is a contract is for everyone who may ask at all; what comes after is as the table says.
fn sees(known: &Known, actor: &Actor, action: Action) -> bool {
    known.contract.as_ref().is_none_or(|named| allowed(&roles_of_contract(actor, &named.contract), action))
}

fn achievement_step(known: &Known) -> ChainStep {
    let achievement = &known.achievement;
    let progress = match achievement.state {
        AchievementState::Published => Progress::Done,
        AchievementState::Draft | AchievementState::Submitted | AchievementState::Returned => Progress::UnderWay,
        // Withdrawn because it found its buyer is no break in their chain.
        AchievementState::Withdrawn if known.deal.is_some() => Progress::Done,
        AchievementState::Withdrawn => Progress::Broken,
    };
    ChainStep {
        link: Link::Achievement,
        state: achievement.state.label().to_owned(),
        progress,
        on: achievement.published_at.map(Timestamp::day),
        who: known.seller_name.clone(),
        id: Some(achievement.id.to_string()),
    }
}

fn request_step(known: &Known) -> ChainStep {
    let Some((request, buyer_name)) = &known.request else { return ahead(Link::Request, "尚未提出") };
    let progress = match request.state {
        RequestState::Open => Progress::UnderWay,
        RequestState::Accepted => Progress::Done,
        RequestState::Declined | RequestState::Withdrawn => Progress::Broken,
    };
    ChainStep {
        link: Link::Request,
        state: request.state.label().to_owned(),
        progress,
        on: Some(request.answered_at.unwrap_or(request.created_at).day()),
        who: buyer_name.clone(),
        id: Some(request.id.to_string()),
    }
}

fn deal_step(known: &Known, actor: &Actor) -> ChainStep {
    let Some(named) = &known.deal else { return ahead(Link::Deal, "尚未开始") };
    let deal = &named.deal;
    let progress = match deal.state {
        DealState::Negotiating | DealState::Agreed => Progress::UnderWay,
        DealState::Contracted => Progress::Done,
        DealState::ClosedLost => Progress::Broken,
    };
    ChainStep {
        link: Link::Deal,
        state: deal.state.label().to_owned(),
        progress,
        on: Some(deal.created_at.day()),
        who: named.broker_name.clone().unwrap_or_default(),
        id: deal.party_of(&actor.organisation).map(|_| deal.id.to_string()),
    }
}

fn contract_step(contract: Option<&NamedContract>, actor: &Actor) -> ChainStep {
    let Some(named) = contract else { return ahead(Link::Contract, "尚未起草") };
    let contract = &named.contract;
    let (state, progress) = match contract.state {
        ContractState::Draft | ContractState::SignedBySeller | ContractState::SignedByBuyer => (contract.state, Progress::UnderWay),
        ContractState::Signed | ContractState::Applied | ContractState::Registered | ContractState::RegistrationRefused => {
            (ContractState::Signed, Progress::Done)
        }
        ContractState::Completed => (contract.state, Progress::Done),
        ContractState::Cancelled => (contract.state, Progress::Broken),
    };
    ChainStep {
        link: Link::Contract,
        state: state.label().to_owned(),
        progress,
        on: Some(contract.signed_on().unwrap_or_else(|| contract.updated_at.day())),
        who: named.buyer_name.clone(),
        id: may_see(actor, contract).then(|| contract.id.to_string()),
    }
}

fn registration_step(contract: Option<&NamedContract>, actor: &Actor) -> ChainStep {
    let Some(named) = contract else { return ahead(Link::Registration, "签订后由卖方申请") };
    let contract = &named.contract;
    let applied_on = contract.application.as_ref().map(|application| application.at.day());
    let (state, progress, on) = match (contract.state, &contract.registration) {
        (ContractState::Cancelled, Some(decided)) => ("登记后解除".to_owned(), Progress::Broken, Some(decided.certified_on)),
        (ContractState::Cancelled, None) => ("未登记".to_owned(), Progress::Broken, None),
        (_, Some(decided)) => (format!("已登记 {}", decided.registration_number), Progress::Done, Some(decided.certified_on)),
        (ContractState::Applied, None) => (contract.state.label().to_owned(), Progress::UnderWay, applied_on),
        (ContractState::RegistrationRefused, None) => {
            (contract.state.label().to_owned(), Progress::Broken, Some(contract.updated_at.day()))
        }
        (ContractState::Signed, None) => ("待卖方申请".to_owned(), Progress::UnderWay, None),
        (
            ContractState::Draft
            | ContractState::SignedBySeller
            | ContractState::SignedByBuyer
            | ContractState::Registered
            | ContractState::Completed,
            None,
        ) => ("签订后由卖方申请".to_owned(), Progress::Ahead, None),
    };
    let id = may_see(actor, contract).then(|| contract.id.to_string());
    ChainStep { link: Link::Registration, state, progress, on, who: named.seller_name.clone(), id }
}

fn payment_step(known: &Known) -> ChainStep {
    let Some(named) = &known.contract else { return ahead(Link::Payment, "签订后由买方登记") };
    let contract: &Contract = &named.contract;
    let verified = known.payments.iter().filter(|payment| payment.state == PaymentState::Verified);
    let verified_fen = net_paid(verified.clone().map(|payment| &payment.paid));
    let waiting = known.payments.iter().filter(|payment| payment.state == PaymentState::Recorded).count();
    let signed = contract.signed_on().is_some();
    let (state, progress) = match (verified_fen > Fen::ZERO, waiting) {
        (true, 0) => (format!("已核验 {verified_fen}"), Progress::Done),
        (true, waiting) => (format!("已核验 {verified_fen}，另 {waiting} 笔待核验"), Progress::UnderWay),
        (false, 0) if signed && contract.state != ContractState::Cancelled => ("待买方登记".to_owned(), Progress::UnderWay),
        (false, 0) => return ahead(Link::Payment, "无支付记录"),
        (false, waiting) => (format!("{waiting} 笔待核验"), Progress::UnderWay),
    };
    ChainStep {
        link: Link::Payment,
        state,
        progress,
        on: verified.map(|payment| payment.paid.paid_on).max(),
        who: named.buyer_name.clone(),
        id: Some(contract.id.to_string()),
    }
}
