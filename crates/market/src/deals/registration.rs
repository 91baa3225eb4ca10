//! Registration 认定登记: the seller applies once, the agency decides with kind, contract value and technology amount.
//!
//! What it is not: the cancelling of a registered contract, that is `contract`.

use domain::deals::contract::{Action as Step, By, Contract, State, next};
use domain::deals::party::Side;
use domain::deals::registration::{
    ApplicationInput, Decision, RefusalInput, RegisterSearchInput, RegistrationInput,
};
use domain::event::Noun;
use domain::id::ContractId;
use domain::people::user::Actor;
use serde_json::json;
pub use store::deals::register::Entry;
use store::deals::register::NewEntry;

use crate::Market;
use crate::deals::contract::view::{ContractSummary, summaries};
use crate::kernel::error::{Error, Result, taken};
use crate::kernel::permission::{Action, require, roles_of};
use crate::kernel::work::Work;

const NUMBER_TAKEN: &str = "已有合同使用这个登记编号，请核对登记证明";

impl Market {
    /// Applies for the registration of a signed contract, or again after a refusal.
    ///
    /// # Errors
    /// When a field is wrong, it is not signed or was applied for, someone changed it in the meantime or the actor is not
    /// the seller.
    pub async fn apply_for_registration(
        &self,
        actor: &Actor,
        id: &ContractId,
        version: i64,
        input: ApplicationInput,
    ) -> Result<()> {
        let (mut work, contract) = self
            .begin_contract_step(actor, id, version, Action::RegistrationApply)
            .await?;
        let state = work
            .stepped(
                Noun::Contract,
                id.as_str(),
                next(contract.state, Step::Apply, By::Side(Side::Seller)),
            )
            .await?;
        let application = input.check(actor.user.clone(), work.at)?;
        let payload = json!({
            "contract_value_fen": application.contract_value_fen, "technology_amount_fen": application.technology_amount_fen,
        });
        let reason = String::new();
        let applied = Contract {
            state,
            application: Some(application),
            reason,
            updated_at: work.at,
            ..contract
        };
        store::deals::contract::update(&mut work.tx, &applied).await?;
        work.note(Noun::Contract, id, "applied", payload);
        work.commit().await
    }

    /// Registers a contract with what the agency found.
    ///
    /// # Errors
    /// When a field is wrong, the number is taken, it was decided already, someone changed it in the meantime or the
    /// actor may not.
    pub async fn register_contract(
        &self,
        actor: &Actor,
        id: &ContractId,
        version: i64,
        input: RegistrationInput,
    ) -> Result<()> {
        let (mut work, contract) = self
            .begin_contract_step(actor, id, version, Action::RegistrationDecide)
            .await?;
        let state = work
            .stepped(
                Noun::Contract,
                id.as_str(),
                next(contract.state, Step::Register, By::Agency),
            )
            .await?;
        let signed_on = contract.signed_on().ok_or(Error::NotFound)?;
        let registration = input.check(signed_on, work.at.day())?;
        let payload = json!({
            "kind": registration.kind, "contract_value_fen": registration.contract_value_fen,
            "technology_amount_fen": registration.technology_amount_fen, "registration_number": registration.registration_number,
            "certified_on": registration.certified_on,
        });
        let registered = Contract {
            state,
            registration: Some(registration),
            reason: String::new(),
            updated_at: work.at,
            ..contract
        };
        let update = store::deals::contract::update(&mut work.tx, &registered).await;
        update.map_err(|error| taken(error, "registration_number", NUMBER_TAKEN))?;
        enter(&mut work, actor, id, Decision::Registered, "").await?;
        work.note(Noun::Contract, id, "registered", payload);
        work.commit().await
    }

    /// Refuses to register a contract, with the reason: the two may change its text and apply again.
    ///
    /// # Errors
    /// When the reason is missing, it was decided already, someone changed it in the meantime or the actor may not.
    pub async fn refuse_registration(
        &self,
        actor: &Actor,
        id: &ContractId,
        version: i64,
        input: RefusalInput,
    ) -> Result<()> {
        let reason = input.check()?;
        let (mut work, contract) = self
            .begin_contract_step(actor, id, version, Action::RegistrationDecide)
            .await?;
        let state = work
            .stepped(
                Noun::Contract,
                id.as_str(),
                next(contract.state, Step::Refuse, By::Agency),
            )
            .await?;
        let payload = json!({ "reason": reason });
        enter(&mut work, actor, id, Decision::Refused, &reason).await?;
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
        work.note(Noun::Contract, id, "registration_refused", payload);
        work.commit().await
    }

    /// Returns an application for completion, saying what is missing: the seller completes it and applies again.
    ///
    /// # Errors
    /// When it is not said what is missing, it was decided already, someone changed it in the meantime or the actor may not.
    pub async fn return_registration(
        &self,
        actor: &Actor,
        id: &ContractId,
        version: i64,
        input: RefusalInput,
    ) -> Result<()> {
        let reason = input.check_return()?;
        let (mut work, contract) = self
            .begin_contract_step(actor, id, version, Action::RegistrationDecide)
            .await?;
        let state = work
            .stepped(
                Noun::Contract,
                id.as_str(),
                next(contract.state, Step::Return, By::Agency),
            )
            .await?;
        let payload = json!({ "reason": reason });
        enter(&mut work, actor, id, Decision::Returned, &reason).await?;
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
        work.note(Noun::Contract, id, "registration_returned", payload);
        work.commit().await
    }

    /// The register of the actor's agency: every decision that it took and that answers a search, the newest first, after an
    /// [`Entry::place`] (empty: from the newest); with how many there are.
    ///
    /// # Errors
    /// When a field of the search is wrong or the actor may not decide.
    pub async fn register(
        &self,
        actor: &Actor,
        input: RegisterSearchInput,
        after: &str,
        most: i64,
    ) -> Result<(Vec<Entry>, i64)> {
        require(&roles_of(Some(actor)), Action::RegistrationDecide)?;
        let search = input.check()?;
        let mut tx = self.read().await?;
        let list = store::deals::register::list(&mut tx, &actor.organisation, &search, after, most)
            .await?;
        let count = store::deals::register::count(&mut tx, &actor.organisation, &search).await?;
        Ok((list, count))
    }

    /// The applications that wait for a decision, the longest waiting first, after an identifier; with how many there are.
    ///
    /// # Errors
    /// When the actor may not decide.
    pub async fn registration_queue(
        &self,
        actor: &Actor,
        after: &str,
        most: i64,
    ) -> Result<(Vec<ContractSummary>, i64)> {
        require(&roles_of(Some(actor)), Action::RegistrationDecide)?;
        let mut tx = self.read().await?;
        let list = store::deals::contract::queue(&mut tx, State::Applied, after, most).await?;
        let count = store::deals::contract::count(&mut tx, State::Applied).await?;
        Ok((summaries(list, actor, self.today()), count))
    }

    /// The contracts that the agencies have registered, the oldest first, after an identifier; with how many there are.
    ///
    /// # Errors
    /// When the actor may not decide.
    pub async fn registered_contracts(
        &self,
        actor: &Actor,
        after: &str,
        most: i64,
    ) -> Result<(Vec<ContractSummary>, i64)> {
        require(&roles_of(Some(actor)), Action::RegistrationDecide)?;
        let mut tx = self.read().await?;
        let list = store::deals::contract::queue(&mut tx, State::Registered, after, most).await?;
        let count = store::deals::contract::count(&mut tx, State::Registered).await?;
        Ok((summaries(list, actor, self.today()), count))
    }
}

/// Enters a decision into the register of the actor's agency.
pub(crate) async fn enter(
    work: &mut Work,
    actor: &Actor,
    contract: &ContractId,
    decision: Decision,
    reason: &str,
) -> Result<()> {
    let entry = NewEntry {
        contract,
        decision,
        agency: &actor.organisation,
        user: &actor.user,
        at: work.at,
        reason,
    };
    Ok(store::deals::register::insert(&mut work.tx, &entry).await?)
}
