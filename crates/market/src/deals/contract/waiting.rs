//! Contracts that wait: to be confirmed and to be registered, for their first payment.

use domain::deals::contract::{Contract, State};
use domain::deals::party::Side;
use domain::deals::registration::{Application, DecisionDays};
use domain::event::Noun;
use domain::working_days::{LastDay, WorkingDays};
use jiff::civil::Date;
use store::desk::waiting::{AllWaiting, Queue, Waits};

use crate::desk::waiting::list::{Waiting, WaitingItem, Whose};

/// Contracts of the organisation, or for the agency all applications.
pub(crate) fn waits(all: &AllWaiting, known: &WorkingDays, waiting: &mut Waiting) {
    for group in all.by_state(Queue::Contract) {
        for row in group {
            // The contract says more precisely what its deal waits for.
            waiting
                .for_me
                .retain(|item| item.noun != Noun::Deal || item.id.as_ref() != Some(&row.deal));
        }
        waiting.add_group(group, "份合同", |row| side_item(row, known));
    }
    for row in all.of(Queue::Unpaid) {
        let what = about_contract(row, "已认定登记，请登记支付并上传发票和银行回单");
        waiting.push(Whose::Mine, WaitingItem::new(Noun::Contract, row, what));
    }
    for group in all.by_state(Queue::Application) {
        waiting.add_group(group, "份登记申请", |row| {
            let what = format!("{}申请认定登记与{}的合同，请办理", row.seller, row.buyer);
            let item = WaitingItem::new(Noun::Contract, row, what).due(due(row, known));
            let since = row
                .application
                .as_ref()
                .map_or(row.since, |application| application.at);
            (Whose::Mine, WaitingItem { since, ..item })
        });
    }
}

/// Whose turn it is with a contract.
enum Turn {
    Both,
    One(Side),
    Agency,
}

fn side_item(row: &Waits, known: &WorkingDays) -> (Whose, WaitingItem) {
    let state = State::try_from(row.state.clone());
    let (turn, what) = state.ok().and_then(turn).unwrap_or((Turn::Agency, ""));
    let whose = match turn {
        Turn::Both => Whose::Mine,
        Turn::One(side) if side.as_str() == row.party => Whose::Mine,
        Turn::One(_) | Turn::Agency => Whose::Others,
    };
    let item = WaitingItem::new(Noun::Contract, row, about_contract(row, what));
    (whose, item.due(due(row, known)))
}

/// What a contract in a state waits for; nothing when it waits for nobody.
fn turn(state: State) -> Option<(Turn, &'static str)> {
    match state {
        State::Draft => Some((Turn::Both, "请核对并确认合同正文")),
        State::SignedBySeller => Some((Turn::One(Side::Buyer), "卖方已确认，等待买方确认合同正文")),
        State::SignedByBuyer => Some((Turn::One(Side::Seller), "买方已确认，等待卖方确认合同正文")),
        State::Signed => Some((Turn::One(Side::Seller), "合同已签订，等待卖方申请认定登记")),
        State::Applied => Some((Turn::Agency, "等待登记机构办理认定登记")),
        State::RegistrationRefused => {
            Some((Turn::One(Side::Seller), "未予登记，请卖方修改后重新申请"))
        }
        State::Returned => Some((
            Turn::One(Side::Seller),
            "登记机构退回补正，请卖方补正后重新申请",
        )),
        State::Registered | State::Completed | State::Cancelled => None,
    }
}

/// What a side is told of its contract with the other, and why it stands there.
fn about_contract(row: &Waits, what: &str) -> String {
    let other = if row.party == Side::Seller.as_str() {
        &row.buyer
    } else {
        &row.seller
    };
    match row.reason.as_str() {
        "" => format!("与{other}的合同：{what}"),
        reason => format!("与{other}的合同：{what}（{reason}）"),
    }
}

fn due(row: &Waits, known: &WorkingDays) -> Option<Date> {
    let applied = row.state == State::Applied.as_str();
    row.application
        .as_ref()
        .filter(|_| applied)
        .map(|application| decision_due_of(application, known).day)
}

/// The last day for the agency's decision, while one is due.
pub(crate) fn decision_due(contract: &Contract, known: &WorkingDays) -> Option<LastDay> {
    contract
        .application
        .as_ref()
        .filter(|_| contract.state == State::Applied)
        .map(|application| decision_due_of(application, known))
}

fn decision_due_of(application: &Application, known: &WorkingDays) -> LastDay {
    DecisionDays::DEFAULT.due(application.at.day(), application.contract_value_fen, known)
}
