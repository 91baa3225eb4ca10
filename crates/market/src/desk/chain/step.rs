//! How each link of the chain is told: where it stands, how far it is, since when, whose step it is, what to open.
//!
//! What it is not: the gathering of what is known, that is `chain`.

use domain::catalogue::achievement::State as AchievementState;
use domain::deals::contract::{Contract, State as ContractState};
use domain::deals::deal::State as DealState;
use domain::deals::licence_request::State as RequestState;
use domain::money::payment::{State as PaymentState, net_paid};
use domain::people::user::Actor;
use domain::{Fen, Timestamp};
use store::deals::contract::Named as NamedContract;

use crate::deals::contract::{may_see, roles_of_contract};
use crate::desk::chain::{ChainStep, Known, Link, Progress};
use crate::kernel::permission::{Action, allowed};

fn ahead(link: Link, state: &str) -> ChainStep {
    ChainStep {
        link,
        state: state.to_owned(),
        progress: Progress::Ahead,
        on: None,
        who: String::new(),
        id: None,
    }
}

/// What comes before there is a contract is for everyone who may ask at all; what comes after is as the table says.
pub(crate) fn sees(known: &Known, actor: &Actor, action: Action) -> bool {
    known
        .contract
        .as_ref()
        .is_none_or(|named| allowed(&roles_of_contract(actor, &named.contract), action))
}

pub(crate) fn achievement_step(known: &Known) -> ChainStep {
    let achievement = &known.achievement;
    let progress = match achievement.state {
        AchievementState::Published => Progress::Done,
        AchievementState::Draft | AchievementState::Submitted | AchievementState::Returned => {
            Progress::UnderWay
        }
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

pub(crate) fn request_step(known: &Known) -> ChainStep {
    let Some((request, buyer_name)) = &known.request else {
        return ahead(Link::Request, "尚未提出");
    };
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

pub(crate) fn deal_step(known: &Known, actor: &Actor) -> ChainStep {
    let Some(named) = &known.deal else {
        return ahead(Link::Deal, "尚未开始");
    };
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
        id: deal
            .party_of(&actor.organisation)
            .map(|_| deal.id.to_string()),
    }
}

pub(crate) fn contract_step(contract: Option<&NamedContract>, actor: &Actor) -> ChainStep {
    let Some(named) = contract else {
        return ahead(Link::Contract, "尚未起草");
    };
    let contract = &named.contract;
    let (state, progress) = match contract.state {
        ContractState::Draft | ContractState::SignedBySeller | ContractState::SignedByBuyer => {
            (contract.state, Progress::UnderWay)
        }
        ContractState::Signed
        | ContractState::Applied
        | ContractState::Registered
        | ContractState::RegistrationRefused
        | ContractState::Returned => (ContractState::Signed, Progress::Done),
        ContractState::Completed => (contract.state, Progress::Done),
        ContractState::Cancelled => (contract.state, Progress::Broken),
    };
    ChainStep {
        link: Link::Contract,
        state: state.label().to_owned(),
        progress,
        on: Some(
            contract
                .signed_on()
                .unwrap_or_else(|| contract.updated_at.day()),
        ),
        who: named.buyer_name.clone(),
        id: may_see(actor, contract).then(|| contract.id.to_string()),
    }
}

pub(crate) fn registration_step(contract: Option<&NamedContract>, actor: &Actor) -> ChainStep {
    let Some(named) = contract else {
        return ahead(Link::Registration, "签订后由卖方申请");
    };
    let contract = &named.contract;
    let applied_on = contract
        .application
        .as_ref()
        .map(|application| application.at.day());
    let (state, progress, on) = match (contract.state, &contract.registration) {
        (ContractState::Cancelled, Some(decided)) => (
            "登记后解除".to_owned(),
            Progress::Broken,
            Some(decided.certified_on),
        ),
        (ContractState::Cancelled, None) => ("未登记".to_owned(), Progress::Broken, None),
        (_, Some(decided)) => (
            format!("已登记 {}", decided.registration_number),
            Progress::Done,
            Some(decided.certified_on),
        ),
        (ContractState::Applied, None) => (
            contract.state.label().to_owned(),
            Progress::UnderWay,
            applied_on,
        ),
        (ContractState::Returned, None) => (
            contract.state.label().to_owned(),
            Progress::UnderWay,
            Some(contract.updated_at.day()),
        ),
        (ContractState::RegistrationRefused, None) => (
            contract.state.label().to_owned(),
            Progress::Broken,
            Some(contract.updated_at.day()),
        ),
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
    ChainStep {
        link: Link::Registration,
        state,
        progress,
        on,
        who: named.seller_name.clone(),
        id,
    }
}

pub(crate) fn payment_step(known: &Known) -> ChainStep {
    let Some(named) = &known.contract else {
        return ahead(Link::Payment, "签订后由买方登记");
    };
    let contract: &Contract = &named.contract;
    let verified = known
        .payments
        .iter()
        .filter(|payment| payment.state == PaymentState::Verified);
    let verified_fen = net_paid(verified.clone().map(|payment| &payment.paid));
    let waiting = known
        .payments
        .iter()
        .filter(|payment| payment.state == PaymentState::Recorded)
        .count();
    let signed = contract.signed_on().is_some();
    let due = contract.terms.payment.fixed_fen();
    let runs_on = contract.terms.payment.ceiling_fen().is_none()
        && contract.state != ContractState::Completed;
    let (state, progress) = match (verified_fen > Fen::ZERO, waiting) {
        (true, 0) => match due
            .and_then(|due| due.minus(verified_fen))
            .filter(|left| *left > Fen::ZERO)
        {
            Some(left) => (
                format!("已核验 {verified_fen}，尚余 {left}"),
                Progress::UnderWay,
            ),
            None if runs_on => (
                format!("已核验 {verified_fen}，提成继续"),
                Progress::UnderWay,
            ),
            None => (format!("已核验 {verified_fen}"), Progress::Done),
        },
        (true, waiting) => (
            format!("已核验 {verified_fen}，另 {waiting} 笔待核验"),
            Progress::UnderWay,
        ),
        (false, 0) if signed && contract.state != ContractState::Cancelled => {
            ("待买方登记".to_owned(), Progress::UnderWay)
        }
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
