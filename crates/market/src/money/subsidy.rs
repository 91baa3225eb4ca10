//! Subsidies 补助: what every contract is entitled to, computed from the whole verified history, with every step.
//!
//! What it is not: the arithmetic, that is `policy`; or the history as a ledger, that is `subsidy_ledger`.

use std::collections::HashMap;
use std::sync::Arc;

use domain::id::{AchievementId, ContractId, OrganisationId};
use domain::people::user::Actor;
use domain::{Fen, FieldError};
use jiff::civil::Date;
use policy::ledger::Document;
use policy::{EstimateRequest, Line, Outcome};
use tokio::sync::Mutex;

use crate::Market;
use crate::deals::contract::contract_of;
use crate::kernel::budget::FILES;
use crate::kernel::error::{Error, Result};
use crate::kernel::permission::{Action, Who, allowed, require, roles_between, roles_of};
use crate::money::ledger::{checked, document, restricted, to_json};

/// One line with the names of everyone it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntitlementLine {
    /// The line: amounts, steps with their clauses, findings.
    pub line: Line,
    /// Title of the achievement.
    pub achievement_title: String,
    /// Name of who gets the money.
    pub beneficiary_name: String,
    /// Name of the seller.
    pub seller_name: String,
    /// Name of the buyer.
    pub buyer_name: String,
    /// 登记编号, once the contract is registered.
    pub registration_number: Option<String>,
    seller: OrganisationId,
    buyer: OrganisationId,
    broker: Option<OrganisationId>,
}

/// Which lines are wanted; what is not given does not matter.
#[derive(Clone, Debug, Default)]
pub struct EntitlementFilter {
    /// Of one achievement.
    pub achievement: Option<AchievementId>,
    /// Of one beneficiary.
    pub beneficiary: Option<OrganisationId>,
    /// With a subsidy, without one, or owing some back.
    pub outcome: Option<LineOutcome>,
}

/// What came out for a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineOutcome {
    /// 应拨: money is to be paid.
    Due,
    /// 无须拨付: everything is paid, or nothing is earned.
    Settled,
    /// 应追回: money is to be taken back.
    Clawback,
}

impl LineOutcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Due, Self::Settled, Self::Clawback];

    /// As in addresses and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Settled => "settled",
            Self::Clawback => "clawback",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Due => "应拨",
            Self::Settled => "无须拨付",
            Self::Clawback => "应追回",
        }
    }

    fn of(line: &Line) -> Self {
        match line.due_fen.cmp(&Fen::ZERO) {
            std::cmp::Ordering::Greater => Self::Due,
            std::cmp::Ordering::Equal => Self::Settled,
            std::cmp::Ordering::Less => Self::Clawback,
        }
    }
}

/// A page of lines, with the sums of everything that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlements {
    /// Identifier of the policy.
    pub policy: String,
    /// The day for which it was computed.
    pub as_of: Date,
    /// The lines, by contract.
    pub lines: Vec<EntitlementLine>,
    /// How many there are in all.
    pub count: usize,
    /// What they are all entitled to.
    pub total_entitled_fen: Fen,
    /// What is to be paid less what is to be taken back, over all of them.
    pub total_due_fen: Fen,
}

/// One computation of everything.
struct Computed {
    document: Document,
    outcome: Outcome,
    /// In the order of the outcome, which is that of the contracts.
    lines: Vec<EntitlementLine>,
}

/// The last computation: it holds until the log grows by something that matters, or the day ends.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Option<(i64, Arc<Computed>)>>);

impl Market {
    /// The ledger of everything that happened, for a day: what is paid later does not count.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn ledger(&self, as_of: Date) -> Result<policy::Ledger> {
        checked(self.ledger_document(as_of).await?)
    }

    /// The same as the command `calculate` reads it: for the operator at the machine.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn whole_ledger(&self, as_of: Date) -> Result<String> {
        Ok(to_json(&self.ledger_document(as_of).await?))
    }

    async fn ledger_document(&self, as_of: Date) -> Result<Document> {
        let mut tx = self.read().await?;
        let contracts = store::money::ledger::contracts(&mut tx).await?;
        let organisations = store::money::ledger::organisations(&mut tx).await?;
        let payments = store::money::ledger::payments(&mut tx).await?;
        Ok(document(as_of, &contracts, organisations, payments))
    }

    /// The lines that the actor may see, after a contract's identifier (empty: from the first): the bureau all, everyone
    /// else those of the contracts in which their organisation takes part.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn entitlements(
        &self,
        actor: &Actor,
        filter: &EntitlementFilter,
        after: &str,
        most: usize,
    ) -> Result<Entitlements> {
        let computed = self.computed().await?;
        let wanted =
            |entry: &&EntitlementLine| may_see(actor, entry) && filter.matches(&entry.line);
        let all: Vec<&EntitlementLine> = computed.lines.iter().filter(wanted).collect();
        Ok(Entitlements {
            policy: computed.outcome.policy.clone(),
            as_of: computed.outcome.as_of,
            count: all.len(),
            total_entitled_fen: all.iter().map(|entry| entry.line.entitled_fen).sum(),
            total_due_fen: all.iter().map(|entry| entry.line.due_fen).sum(),
            lines: all
                .into_iter()
                .filter(|entry| entry.line.contract.as_str() > after)
                .take(most)
                .cloned()
                .collect(),
        })
    }

    /// The line of a contract; nothing before it is signed, and for a mere royalty before its value is stated.
    ///
    /// # Errors
    /// When there is no contract that the actor may see, or its subsidy is not theirs to see.
    pub async fn contract_entitlement(
        &self,
        actor: &Actor,
        id: &ContractId,
    ) -> Result<Option<EntitlementLine>> {
        {
            let mut tx = self.read().await?;
            contract_of(&mut tx, actor, id, Action::SubsidySee).await?;
        }
        self.line_of(id).await
    }

    /// The line of a contract, for a use case that has asked for permission itself.
    pub(crate) async fn line_of(&self, id: &ContractId) -> Result<Option<EntitlementLine>> {
        let computed = self.computed().await?;
        Ok(computed
            .lines
            .iter()
            .find(|entry| entry.line.contract == id.as_str())
            .cloned())
    }

    /// The ledger as the command `calculate` reads it: for the bureau the whole, for an enterprise what its own lines
    /// depend on, with everyone else under a pseudonym.
    ///
    /// # Errors
    /// When the actor may not.
    pub async fn export_ledger(&self, actor: &Actor) -> Result<String> {
        let _turn = FILES.turn().await?;
        let roles = roles_of(Some(actor));
        require(&roles, Action::LedgerExport)?;
        let computed = self.computed().await?;
        if roles.contains(&Who::Bureau) {
            return Ok(to_json(&computed.document));
        }
        Ok(to_json(&restricted(
            &computed.document,
            &actor.organisation,
        )))
    }

    /// The whole computation in its published form, byte for byte what `calculate` prints for the whole ledger.
    ///
    /// # Errors
    /// When the actor is not the bureau.
    pub async fn calculation(&self, actor: &Actor) -> Result<String> {
        let roles = roles_of(Some(actor));
        require(&roles, Action::SubsidySee)?;
        Ok(self.computed().await?.outcome.to_json())
    }

    /// What a contract would earn, for anyone who asks.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn estimate(&self, request: &EstimateRequest) -> Result<Outcome> {
        policy::estimate(&self.policy(), request).map_err(|error| {
            let fields = error.faults.into_iter().map(|fault| FieldError {
                field: fault.pointer.trim_start_matches('/').to_owned(),
                code: "range",
                message: fault.message,
            });
            Error::Invalid(fields.collect())
        })
    }

    /// What all contracts together are entitled to, as of today.
    pub(crate) async fn total_entitled(&self) -> Result<Fen> {
        Ok(self.computed().await?.outcome.total_entitled_fen)
    }

    /// The computation of today over everything that happened. Whoever comes while it runs waits for it.
    async fn computed(&self) -> Result<Arc<Computed>> {
        let today = self.now().day();
        let mut last = self.inner.entitlements.0.lock().await;
        let mut tx = self.read().await?;
        let seq = store::kernel::event::last_seq(&mut tx).await?;
        if let Some((known, computed)) = last.as_mut()
            && computed.document.as_of == today
            && store::money::ledger::changes_after(&mut tx, *known).await? == 0
        {
            *known = seq;
            return Ok(computed.clone());
        }
        let contracts = store::money::ledger::contracts(&mut tx).await?;
        let organisations = store::money::ledger::organisations(&mut tx).await?;
        let payments = store::money::ledger::payments(&mut tx).await?;
        drop(tx);
        let policy = self.policy();
        let computing = tokio::task::spawn_blocking(move || {
            let ledger = checked(document(today, &contracts, organisations, payments))?;
            let outcome = policy::entitlement(&policy, &ledger);
            let document = ledger.document().clone();
            let lines = named(&document, &outcome, contracts);
            Ok::<_, Error>(Arc::new(Computed {
                document,
                outcome,
                lines,
            }))
        });
        let computed = computing
            .await
            .map_err(|error| store::Error::File(std::io::Error::other(error)))??;
        *last = Some((seq, computed.clone()));
        Ok(computed)
    }
}

impl EntitlementFilter {
    fn matches(&self, line: &Line) -> bool {
        self.achievement
            .as_ref()
            .is_none_or(|id| line.achievement == id.as_str())
            && self
                .beneficiary
                .as_ref()
                .is_none_or(|id| line.beneficiary == id.as_str())
            && self
                .outcome
                .is_none_or(|outcome| LineOutcome::of(line) == outcome)
    }
}

fn may_see(actor: &Actor, entry: &EntitlementLine) -> bool {
    let roles = roles_between(
        Some(actor),
        &entry.seller,
        &entry.buyer,
        entry.broker.as_ref(),
    );
    allowed(&roles, Action::SubsidySee)
}

/// The lines with their names. A line whose contract is not among these cannot be: the ledger was made of them.
fn named(
    document: &Document,
    outcome: &Outcome,
    contracts: Vec<store::money::ledger::LedgerContract>,
) -> Vec<EntitlementLine> {
    let names: HashMap<&str, &str> = document
        .organisations
        .iter()
        .map(|of| (of.id.as_str(), of.name.as_str()))
        .collect();
    let name = |id: &str| names.get(id).copied().unwrap_or_default().to_owned();
    let mut contracts: HashMap<String, _> = contracts
        .into_iter()
        .map(|contract| (contract.id.to_string(), contract))
        .collect();
    let mut lines = Vec::with_capacity(outcome.lines.len());
    for line in &outcome.lines {
        // One achievement a contract, so one line takes it.
        let Some(contract) = contracts.remove(&line.contract) else {
            continue;
        };
        lines.push(EntitlementLine {
            achievement_title: contract.achievement_title,
            beneficiary_name: name(&line.beneficiary),
            seller_name: name(contract.seller.as_str()),
            buyer_name: name(contract.buyer.as_str()),
            registration_number: contract
                .registration
                .map(|decided| decided.registration_number),
            seller: contract.seller,
            buyer: contract.buyer,
            broker: contract.broker,
            line: line.clone(),
        });
    }
    lines
}
