//! Contracts 技术合同: drafted from agreed terms, confirmed by both sides word for word, completed or cancelled.
//!
//! What it is not: their registration, that is `registration`; or what their pages show, that is `contract_view`.

pub mod view;
pub(crate) mod waiting;

use domain::Timestamp;
use domain::deals::contract::basis::{Basis, Difference, differences, findings};
use domain::deals::contract::check::Finding;
use domain::deals::contract::kind::ContractKind;
use domain::deals::contract::text::{ContractTextInput, Parties, draft};
use domain::deals::contract::{
    Action as Step, By, Confirmation, ConfirmationInput, Contract, NotConfirmed, State, next,
};
use domain::deals::deal;
use domain::deals::deal::{Action as DealStep, Deal};
use domain::deals::party::Side;
use domain::deals::terms::Terms;
use domain::event::Noun;
use domain::id::{ContractId, DealId};
use domain::people::organisation::OrganisationKind;
use domain::people::organisation_change::Identity;
use domain::people::user::Actor;
use jiff::civil::Date;
use serde_json::json;
use store::deals::contract::Named;
use store::deals::signed_party::SignedParty;

use crate::catalogue::achievement::required_reason;
use crate::deals::deal::{deal_of, step};
use crate::kernel::error::{Error, Result};
use crate::kernel::permission::{Action, Who, allowed, require, roles_between};
use crate::kernel::work::{Once, Work};
use crate::{Market, new_id};

impl Market {
    /// Drafts the contract of a deal from the terms that both sides accepted. A draft that is there already is drafted
    /// anew: whoever had confirmed it must confirm again.
    ///
    /// # Errors
    /// When nothing is agreed, the contract is signed, someone changed the deal in the meantime or the actor may not.
    pub async fn draft_contract(
        &self,
        actor: &Actor,
        deal: &DealId,
        version: i64,
        once: &Once,
    ) -> Result<ContractId> {
        let mut work = self.begin(Some(actor)).await?;
        let (named, party) = deal_of(&mut work.tx, actor, deal, Action::ContractDraft).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        let (deal, side) = step(&mut work, named.deal, version, DealStep::Draft, party).await?;
        let (terms, basis) = drafted(&mut work, &deal).await?;
        let id = match store::deals::contract::living(&mut work.tx, &deal.id).await? {
            Some(living) => redraft(&mut work, living.contract, side, terms, basis).await?,
            None => insert(&mut work, deal, terms, basis).await?,
        };
        work.remember(once, id.as_str()).await?;
        work.commit().await?;
        Ok(id)
    }

    /// Drafts the text of a contract anew from its terms and the data as they are now: whoever had confirmed it must confirm
    /// again, and what the sides had changed in it is gone.
    ///
    /// # Errors
    /// When it is signed, someone changed it in the meantime or the actor may not.
    pub async fn redraft_contract(
        &self,
        actor: &Actor,
        id: &ContractId,
        version: i64,
    ) -> Result<()> {
        let (mut work, contract) = self
            .begin_contract_step(actor, id, version, Action::ContractDraft)
            .await?;
        let side = side_of(actor, &contract)?;
        let deal = store::deals::deal::get(&mut work.tx, &contract.deal)
            .await?
            .deal;
        let terms = contract.terms.clone();
        let at = work.at;
        let basis = basis_now(&mut work.tx, &terms, &deal, at).await?;
        redraft(&mut work, contract, side, terms, basis).await?;
        work.commit().await
    }

    /// Changes the text of a contract that is not signed yet, or that was refused registration. Whoever had confirmed it
    /// must confirm again.
    ///
    /// # Errors
    /// When a field is wrong, it is signed, someone changed it in the meantime or the actor may not.
    pub async fn edit_contract(
        &self,
        actor: &Actor,
        id: &ContractId,
        version: i64,
        input: ContractTextInput,
    ) -> Result<()> {
        let text = input.check()?;
        let (mut work, contract) = self
            .begin_contract_step(actor, id, version, Action::ContractDraft)
            .await?;
        let side = side_of(actor, &contract)?;
        let edited = contract.edit(side, text, work.at);
        let edited = work.stepped(Noun::Contract, id.as_str(), edited).await?;
        store::deals::contract::update(&mut work.tx, &edited).await?;
        work.note(
            Noun::Contract,
            id,
            "edited",
            json!({ "by": side, "text_hash": edited.text.hash() }),
        );
        work.commit().await
    }

    /// Confirms the text whose hash the actor saw. When both sides have, the contract is signed and the deal is done.
    ///
    /// # Errors
    /// When the text is another by now, a finding bars it, the side confirmed already or the actor may not.
    pub async fn sign_contract(
        &self,
        actor: &Actor,
        id: &ContractId,
        input: ConfirmationInput,
    ) -> Result<State> {
        let mut work = self.begin(Some(actor)).await?;
        let contract = contract_of(&mut work.tx, actor, id, Action::ContractConfirm)
            .await?
            .contract;
        let side = side_of(actor, &contract)?;
        refuse_both_hands(actor, &contract, side)?;
        let (findings, _) = judged(&mut work.tx, &contract, work.at.day()).await?;
        let confirmation = Confirmation {
            user: actor.user.clone(),
            text_hash: input.text_hash,
            at: work.at,
        };
        let confirmed = match contract.confirm(side, confirmation, &findings) {
            // What the law bars is mended in the text, whoever did what last.
            Err(barred @ NotConfirmed::Barred(_)) => return Err(barred.into()),
            confirmed => work.stepped(Noun::Contract, id.as_str(), confirmed).await?,
        };
        let text_hash = confirmed.text.hash();
        if confirmed.state == State::Signed {
            // The deal first, as whoever reopens the terms does: of the two at the same moment, one waits and is stale.
            close_successfully(&mut work, &confirmed, side).await?;
            keep_parties(&mut work, &confirmed).await?;
        }
        store::deals::contract::update(&mut work.tx, &confirmed).await?;
        work.note(
            Noun::Contract,
            id,
            "confirmed",
            json!({ "by": side, "text_hash": text_hash }),
        );
        if confirmed.state == State::Signed {
            work.note(
                Noun::Contract,
                id,
                "signed",
                json!({ "text_hash": text_hash, "deal": confirmed.deal }),
            );
        }
        work.commit().await?;
        Ok(confirmed.state)
    }

    /// The buyer says that everything was delivered.
    ///
    /// # Errors
    /// When it is not registered, someone changed it in the meantime or the actor may not.
    pub async fn complete_contract(
        &self,
        actor: &Actor,
        id: &ContractId,
        version: i64,
    ) -> Result<()> {
        let (mut work, contract) = self
            .begin_contract_step(actor, id, version, Action::ContractComplete)
            .await?;
        let state = next(contract.state, Step::Complete, by_of(actor, &contract)?);
        let state = work.stepped(Noun::Contract, id.as_str(), state).await?;
        store::deals::contract::update(
            &mut work.tx,
            &Contract {
                state,
                updated_at: work.at,
                ..contract
            },
        )
        .await?;
        work.note(Noun::Contract, id, "completed", json!({}));
        work.commit().await
    }

    /// Gives up a contract that was never signed. What both signed they end together: [`Market::propose_ending`].
    ///
    /// # Errors
    /// When the reason is missing, it was signed, someone changed it in the meantime or the actor may not.
    pub async fn cancel_contract(
        &self,
        actor: &Actor,
        id: &ContractId,
        version: i64,
        reason: &str,
    ) -> Result<()> {
        let reason = required_reason(reason, "请写明放弃的原因，例如：条款需要重新洽谈")?;
        let (mut work, contract) = self
            .begin_contract_step(actor, id, version, Action::ContractCancel)
            .await?;
        let by = by_of(actor, &contract)?;
        let state = work
            .stepped(
                Noun::Contract,
                id.as_str(),
                next(contract.state, Step::Cancel, by),
            )
            .await?;
        if contract.was_signed() {
            return Err(Error::Refused(
                "这份合同曾经双方签订，解除须经双方同意，请提议解除".into(),
            ));
        }
        let payload = json!({ "reason": reason, "by": by.label(), "before": contract.state });
        store::deals::contract::update(
            &mut work.tx,
            &Contract {
                state,
                reason,
                updated_at: work.at,
                ..contract
            },
        )
        .await?;
        work.note(Noun::Contract, id, "cancelled", payload);
        work.commit().await
    }

    /// Permission, the row and its version, checked in one transaction that goes on with the step.
    pub(crate) async fn begin_contract_step(
        &self,
        actor: &Actor,
        id: &ContractId,
        version: i64,
        action: Action,
    ) -> Result<(Work, Contract)> {
        let mut work = self.begin(Some(actor)).await?;
        let contract = contract_of(&mut work.tx, actor, id, action).await?.contract;
        work.require_version(Noun::Contract, id.as_str(), contract.version, version)
            .await?;
        Ok((work, contract))
    }
}

/// A draft falls when the two no longer agree: the terms it was drafted from are off the table.
pub(crate) async fn drop_draft(work: &mut Work, deal: &DealId, side: Side) -> Result<()> {
    let Some(living) = store::deals::contract::living(&mut work.tx, deal).await? else {
        return Ok(());
    };
    let contract = living.contract;
    let state = work
        .stepped(
            Noun::Contract,
            contract.id.as_str(),
            next(contract.state, Step::Cancel, By::Side(side)),
        )
        .await?;
    let reason = "双方重新洽谈，据以起草的条款已失效".to_owned();
    let id = contract.id.clone();
    store::deals::contract::update(
        &mut work.tx,
        &Contract {
            state,
            reason,
            updated_at: work.at,
            ..contract
        },
    )
    .await?;
    work.note(
        Noun::Contract,
        &id,
        "cancelled",
        json!({ "by": side, "because": "terms_reopened" }),
    );
    Ok(())
}

/// The contract, hidden from whoever may not see it, with the permission for an action checked.
pub(crate) async fn contract_of(
    tx: &mut store::Tx,
    actor: &Actor,
    id: &ContractId,
    action: Action,
) -> Result<Named> {
    let named = store::deals::contract::get(tx, id).await?;
    if !may_see(actor, &named.contract) {
        return Err(Error::NotFound);
    }
    require(&roles_of_contract(actor, &named.contract), action)?;
    Ok(named)
}

/// The parties see their contract from the draft on, the bureau what is signed, the agency what it is to decide.
pub(crate) fn may_see(actor: &Actor, contract: &Contract) -> bool {
    let roles = roles_of_contract(actor, contract);
    let party = [Who::Owner, Who::Buyer, Who::DealBroker]
        .iter()
        .any(|who| roles.contains(who));
    let applied = contract.application.is_some();
    let theirs = party
        || (roles.contains(&Who::Bureau) && (applied || contract.signed_on().is_some()))
        || (roles.contains(&Who::Agency) && applied);
    theirs && allowed(&roles, Action::ContractSee)
}

pub(crate) fn roles_of_contract(actor: &Actor, contract: &Contract) -> Vec<Who> {
    roles_between(
        Some(actor),
        &contract.seller,
        &contract.buyer,
        contract.broker.as_ref(),
    )
}

/// As what an actor acts on a contract.
pub(crate) fn by_of(actor: &Actor, contract: &Contract) -> Result<By> {
    if actor.organisation == contract.seller {
        Ok(By::Side(Side::Seller))
    } else if actor.organisation == contract.buyer {
        Ok(By::Side(Side::Buyer))
    } else if actor.organisation_kind == OrganisationKind::RegistrationAgency {
        Ok(By::Agency)
    } else {
        Err(Error::NotFound)
    }
}

pub(crate) fn side_of(actor: &Actor, contract: &Contract) -> Result<Side> {
    match by_of(actor, contract)? {
        By::Side(side) => Ok(side),
        By::Agency => Err(Error::NotFound),
    }
}

/// A contract takes two: whoever works for both sides confirms for one of them at most.
fn refuse_both_hands(actor: &Actor, contract: &Contract, side: Side) -> Result<()> {
    let other = match side {
        Side::Seller => &contract.buyer_confirmed,
        Side::Buyer => &contract.seller_confirmed,
    };
    if other
        .as_ref()
        .is_some_and(|confirmation| confirmation.user == actor.user)
    {
        return Err(Error::Refused(
            "您已代表另一方确认了这份合同，请由本单位其他人员确认".into(),
        ));
    }
    Ok(())
}

/// The accepted terms of a deal, and what follows from them.
async fn drafted(work: &mut Work, deal: &Deal) -> Result<(Terms, Basis)> {
    let offer = store::deals::offer::current(&mut work.tx, &deal.id).await?;
    let accepted = offer.filter(|offer| offer.state == domain::deals::offer::State::Accepted);
    let Some(terms) = accepted.map(|offer| offer.terms) else {
        return Err(Error::Refused(
            "双方还没有接受的报价，请先就条款达成一致".into(),
        ));
    };
    let at = work.at;
    let basis = basis_now(&mut work.tx, &terms, deal, at).await?;
    Ok((terms, basis))
}

/// What terms of a deal are drafted to from the data as they are now.
pub(crate) async fn basis_now(
    tx: &mut store::Tx,
    terms: &Terms,
    deal: &Deal,
    drafted_at: Timestamp,
) -> Result<Basis> {
    let listing = store::catalogue::achievement::get(tx, &deal.achievement)
        .await?
        .listing;
    let seller = store::people::organisation::get(tx, &deal.seller)
        .await?
        .described;
    let buyer = store::people::organisation::get(tx, &deal.buyer)
        .await?
        .described;
    let broker = match &deal.broker {
        Some(broker) => Some(
            store::people::organisation::get(tx, broker)
                .await?
                .described,
        ),
        None => None,
    };
    let parties = Parties {
        seller: &seller,
        buyer: &buyer,
        broker: broker.as_ref(),
    };
    let drafted = draft(terms, &parties, &listing, drafted_at);
    Ok(Basis {
        listing,
        drafted,
        drafted_at,
    })
}

/// What the law says about a contract, and what would be drafted otherwise today. Once both are bound by a text, later
/// changes of the data are none of its, nor does what expires afterwards undo it.
pub(crate) async fn judged(
    tx: &mut store::Tx,
    contract: &Contract,
    today: Date,
) -> Result<(Vec<Finding>, Vec<Difference>)> {
    let basis = store::deals::basis::of(tx, &contract.id).await?;
    let open = next(contract.state, Step::Edit, By::Side(Side::Seller)).is_ok();
    let deal = store::deals::deal::get(tx, &contract.deal).await?.deal;
    let drafted_at = basis
        .as_ref()
        .map_or(contract.created_at, |basis| basis.drafted_at);
    let now = basis_now(tx, &contract.terms, &deal, drafted_at).await?;
    let listing = (open || basis.is_none()).then_some(&now.listing);
    let found = findings(
        &contract.terms,
        &contract.text,
        basis.as_ref(),
        listing,
        contract.signed_on().unwrap_or(today),
    );
    let differ = match &basis {
        Some(basis) if open => differences(&basis.drafted, &now.drafted),
        Some(_) | None => Vec::new(),
    };
    Ok((found, differ))
}

async fn insert(work: &mut Work, deal: Deal, terms: Terms, basis: Basis) -> Result<ContractId> {
    let contract = Contract {
        id: new_id(),
        version: 1,
        deal: deal.id,
        achievement: deal.achievement,
        seller: deal.seller,
        buyer: deal.buyer,
        broker: deal.broker,
        kind: ContractKind::from(terms.mode),
        terms,
        text: basis.drafted.clone(),
        state: State::Draft,
        reason: String::new(),
        seller_confirmed: None,
        buyer_confirmed: None,
        application: None,
        registration: None,
        created_at: work.at,
        updated_at: work.at,
    };
    store::deals::contract::insert(&mut work.tx, &contract).await?;
    store::deals::basis::put(&mut work.tx, &contract.id, &basis).await?;
    let payload = json!({
        "deal": contract.deal, "achievement": contract.achievement, "seller": contract.seller, "buyer": contract.buyer,
        "broker": contract.broker, "kind": contract.kind, "text_hash": contract.text.hash(),
    });
    work.note(Noun::Contract, &contract.id, "drafted", payload);
    Ok(contract.id)
}

async fn redraft(
    work: &mut Work,
    contract: Contract,
    side: Side,
    terms: Terms,
    basis: Basis,
) -> Result<ContractId> {
    let id = contract.id.clone();
    let edited = contract.edit(side, basis.drafted.clone(), work.at);
    let edited = work.stepped(Noun::Contract, id.as_str(), edited).await?;
    store::deals::basis::put(&mut work.tx, &id, &basis).await?;
    let redrafted = Contract {
        kind: ContractKind::from(terms.mode),
        terms,
        ..edited
    };
    store::deals::contract::update(&mut work.tx, &redrafted).await?;
    work.note(
        Noun::Contract,
        &redrafted.id,
        "redrafted",
        json!({ "by": side, "text_hash": redrafted.text.hash() }),
    );
    Ok(redrafted.id)
}

/// A contract keeps what its parties are as they sign: what they become later changes nothing in it.
async fn keep_parties(work: &mut Work, contract: &Contract) -> Result<()> {
    for (side, organisation) in [
        (Side::Seller, &contract.seller),
        (Side::Buyer, &contract.buyer),
    ] {
        let described = store::people::organisation::get(&mut work.tx, organisation)
            .await?
            .described;
        let party = SignedParty {
            side,
            organisation: organisation.clone(),
            identity: Identity::of(&described),
        };
        store::deals::signed_party::put(&mut work.tx, &contract.id, &party).await?;
    }
    Ok(())
}

/// The deal ends with the second signature. A contract that is signed again, after the agency refused its first text,
/// finds its deal done already.
async fn close_successfully(work: &mut Work, contract: &Contract, side: Side) -> Result<()> {
    let deal = store::deals::deal::get(&mut work.tx, &contract.deal)
        .await?
        .deal;
    if deal.state == deal::State::Contracted {
        return Ok(());
    }
    let version = deal.version;
    let (deal, _) = step(work, deal, version, DealStep::Contract, side.into()).await?;
    work.note(
        Noun::Deal,
        &deal.id,
        "contracted",
        json!({ "contract": contract.id }),
    );
    Ok(())
}
