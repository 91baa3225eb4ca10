//! What waits after two have agreed: contracts to confirm and to register, payments to record, to correct and to verify.
//!
//! What it is not: the whole list, that is `waiting`.

use domain::deals::contract::{Contract, State};
use domain::deals::ending::State as EndingState;
use domain::deals::party::Side;
use domain::event::Noun;
use domain::money::payment::State as PaymentState;
use domain::people::organisation::OrganisationKind;
use domain::people::user::Actor;
use store::Tx;
use store::deals::contract::Named;

use crate::deals::contract::view::decision_due;
use crate::desk::waiting::{SHOWN, Waiting, WaitingItem, Whose};
use crate::kernel::error::Result;

/// Adds what waits for an actor, and what the actor waits for.
pub(crate) async fn contracts_and_payments(
    tx: &mut Tx,
    actor: &Actor,
    waiting: &mut Waiting,
) -> Result<()> {
    match actor.organisation_kind {
        OrganisationKind::RegistrationAgency => {
            registrations(tx, waiting).await?;
            endings(tx, waiting).await
        }
        OrganisationKind::Bureau => verifications(tx, waiting).await,
        OrganisationKind::University
        | OrganisationKind::ResearchInstitute
        | OrganisationKind::Enterprise => {
            contracts(tx, actor, waiting).await?;
            proposals(tx, actor, waiting).await?;
            payments(tx, actor, waiting).await
        }
        OrganisationKind::TransferInstitution | OrganisationKind::CountyGovernment => Ok(()),
    }
}

/// Whose turn it is with a contract.
enum Turn {
    Both,
    One(Side),
    Agency,
}

async fn contracts(tx: &mut Tx, actor: &Actor, waiting: &mut Waiting) -> Result<()> {
    for state in State::ALL {
        let Some((turn, what)) = turn(state) else {
            continue;
        };
        let list = store::deals::contract::waiting(tx, &actor.organisation, state, SHOWN).await?;
        let count = store::deals::contract::count_of(tx, &actor.organisation, Some(state)).await?;
        let mut items = Vec::with_capacity(list.len());
        for named in list {
            let side = if named.contract.seller == actor.organisation {
                Side::Seller
            } else {
                Side::Buyer
            };
            // The contract says more precisely what its deal waits for.
            let deal = Some(named.contract.deal.to_string());
            waiting
                .for_me
                .retain(|item| item.noun != Noun::Deal || item.id != deal);
            let whose = match turn {
                Turn::Both => Whose::Mine,
                Turn::One(turn) if turn == side => Whose::Mine,
                Turn::One(_) | Turn::Agency => Whose::Others,
            };
            items.push((whose, contract_item(named, side, what)));
        }
        waiting.add(items, count, "份合同");
    }
    Ok(())
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

fn contract_item(named: Named, side: Side, what: &str) -> WaitingItem {
    let other = match side {
        Side::Seller => &named.buyer_name,
        Side::Buyer => &named.seller_name,
    };
    let reason = &named.contract.reason;
    let why = if reason.is_empty() {
        String::new()
    } else {
        format!("（{reason}）")
    };
    WaitingItem {
        noun: Noun::Contract,
        id: Some(named.contract.id.to_string()),
        what: format!("与{other}的合同：{what}{why}"),
        title: named.achievement_title,
        since: named.contract.updated_at,
        due: decision_due(&named.contract),
    }
}

async fn payments(tx: &mut Tx, actor: &Actor, waiting: &mut Waiting) -> Result<()> {
    for named in store::deals::contract::without_payment(tx, &actor.organisation, SHOWN).await? {
        let what = "已认定登记，请登记支付并上传发票和银行回单";
        waiting.for_me.push(contract_item(named, Side::Buyer, what));
    }
    for state in [PaymentState::Rejected, PaymentState::Recorded] {
        let list = store::money::payment::of_buyer(tx, &actor.organisation, state, SHOWN).await?;
        let items = list.into_iter().map(|named| {
            let amount = named.payment.paid.amount_fen;
            WaitingItem {
                noun: Noun::Payment,
                id: Some(named.payment.id.to_string()),
                what: match state {
                    PaymentState::Rejected => {
                        format!(
                            "{amount}的{}核验未通过，请更正：{}",
                            named.payment.paid.kind.label(),
                            named.payment.reason
                        )
                    }
                    PaymentState::Recorded | PaymentState::Verified | PaymentState::Withdrawn => {
                        format!(
                            "等待科技局核验 {amount}的{}",
                            named.payment.paid.kind.label()
                        )
                    }
                },
                title: named.achievement_title,
                since: named.payment.decided_at.unwrap_or(named.payment.sent_at),
                due: None,
            }
        });
        match state {
            PaymentState::Rejected => waiting.for_me.extend(items),
            PaymentState::Recorded | PaymentState::Verified | PaymentState::Withdrawn => {
                waiting.for_others.extend(items)
            }
        }
    }
    Ok(())
}

async fn registrations(tx: &mut Tx, waiting: &mut Waiting) -> Result<()> {
    let list = store::deals::contract::queue(tx, State::Applied, "", SHOWN).await?;
    let count = store::deals::contract::count(tx, State::Applied).await?;
    let items = list.into_iter().map(|named| WaitingItem {
        noun: Noun::Contract,
        id: Some(named.contract.id.to_string()),
        what: format!(
            "{}申请认定登记与{}的合同，请办理",
            named.seller_name, named.buyer_name
        ),
        since: applied_at(&named.contract),
        due: decision_due(&named.contract),
        title: named.achievement_title,
    });
    waiting.add(
        items.map(|item| (Whose::Mine, item)).collect(),
        count,
        "份登记申请",
    );
    Ok(())
}

/// Proposals to end a contract that wait for an answer.
async fn proposals(tx: &mut Tx, actor: &Actor, waiting: &mut Waiting) -> Result<()> {
    for found in
        store::deals::ending::waiting(tx, EndingState::Proposed, Some(&actor.organisation), SHOWN)
            .await?
    {
        let side = if found.named.contract.seller == actor.organisation {
            Side::Seller
        } else {
            Side::Buyer
        };
        let mine = side != found.ending.proposed_by;
        let what = if mine {
            "对方提议解除，请答复"
        } else {
            "等待对方答复解除提议"
        };
        let item = contract_item(found.named, side, what);
        let item = WaitingItem {
            what: format!("{}（{}）", item.what, found.ending.reason),
            since: found.ending.proposed_at,
            due: None,
            ..item
        };
        if mine {
            waiting.for_me.push(item)
        } else {
            waiting.for_others.push(item)
        }
    }
    Ok(())
}

/// Registered contracts whose sides agreed to end them: the agency records it.
async fn endings(tx: &mut Tx, waiting: &mut Waiting) -> Result<()> {
    for found in store::deals::ending::waiting(tx, EndingState::Agreed, None, SHOWN).await? {
        let named = found.named;
        waiting.for_me.push(WaitingItem {
            noun: Noun::Contract,
            id: Some(named.contract.id.to_string()),
            what: format!(
                "{}与{}已同意解除，请凭解除协议登记解除",
                named.seller_name, named.buyer_name
            ),
            title: named.achievement_title,
            since: found.ending.answered_at.unwrap_or(found.ending.proposed_at),
            due: None,
        });
    }
    Ok(())
}

fn applied_at(contract: &Contract) -> domain::Timestamp {
    contract
        .application
        .as_ref()
        .map_or(contract.updated_at, |application| application.at)
}

/// The bureau sees its queue as one item: it is worked through in its own list.
async fn verifications(tx: &mut Tx, waiting: &mut Waiting) -> Result<()> {
    let oldest = store::money::payment::queue(tx, PaymentState::Recorded, "", 1).await?;
    let count = store::money::payment::count(tx, PaymentState::Recorded).await?;
    if let Some(oldest) = oldest.into_iter().next() {
        waiting.for_me.push(WaitingItem {
            noun: Noun::Payment,
            id: None,
            title: format!("{count} 笔支付"),
            what: "等待核验，请核对发票和银行回单".into(),
            since: oldest.payment.sent_at,
            due: None,
        });
    }
    Ok(())
}
