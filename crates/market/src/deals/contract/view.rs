//! What the pages of a contract show: the contract with its findings and deadlines, and the lists of contracts.

use domain::catalogue::achievement::Listing;
use domain::deals::contract::basis::Difference;
use domain::deals::contract::check::Finding;
use domain::deals::contract::kind::ContractKind;
use domain::deals::contract::{Action as Step, Contract, State, next};
use domain::deals::ending::{Action as Answer, Ending, may_propose};
use domain::deals::party::Party;
use domain::deals::registration::recordation_due;
use domain::event::Noun;
use domain::id::{ContractId, DealId};
use domain::people::user::Actor;
use domain::working_days::{LastDay, WorkingDays};
use jiff::civil::Date;
use store::catalogue::attachment::Attachment;
use store::deals::contract::Named;
pub use store::deals::signed_party::SignedParty;

use crate::Market;
use crate::deals::contract::waiting::decision_due;
use crate::deals::contract::{by_of, contract_of, judged, may_see, roles_of_contract};
use crate::deals::deal::deal_of;
use crate::deals::ending::answers;
use crate::kernel::error::Result;
use crate::kernel::permission::{Action, allowed};

/// A contract in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractSummary {
    /// The contract.
    pub contract: Contract,
    /// What it is about.
    pub achievement_title: String,
    /// 卖方.
    pub seller_name: String,
    /// 买方.
    pub buyer_name: String,
    /// 技术经纪机构.
    pub broker_name: Option<String>,
    /// What the viewer's organisation is in it; nothing for the agency and the bureau.
    pub viewer: Option<Party>,
    /// What the viewer may do with it as it stands.
    pub can: Vec<Step>,
    /// The last day for the agency's decision, while one is due.
    pub decision_due: Option<LastDay>,
    /// That day has passed.
    pub overdue: bool,
}

/// The day on which a deadline is looked at, and which days are worked.
#[derive(Clone, Copy)]
pub(crate) struct Today<'a> {
    day: Date,
    known: &'a WorkingDays,
}

impl Market {
    pub(crate) fn today(&self) -> Today<'_> {
        Today {
            day: self.now().day(),
            known: self.working_days(),
        }
    }
}

impl ContractSummary {
    pub(crate) fn new(named: Named, actor: &Actor, when: Today<'_>) -> Self {
        let decision_due = decision_due(&named.contract, when.known);
        Self {
            viewer: party_of(&named.contract, actor),
            can: can(actor, &named.contract),
            overdue: decision_due.as_ref().is_some_and(|due| due.day < when.day),
            decision_due,
            contract: named.contract,
            achievement_title: named.achievement_title,
            seller_name: named.seller_name,
            buyer_name: named.buyer_name,
            broker_name: named.broker_name,
        }
    }
}

/// A contract with everything that its page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractView {
    /// The contract, its parties by name, and what the viewer may do.
    pub summary: ContractSummary,
    /// SHA-256 of the text: what a side confirms.
    pub text_hash: String,
    /// What the law says about it, bars first.
    pub findings: Vec<Finding>,
    /// Clauses that would be drafted otherwise today, while it can be drafted anew.
    pub differences: Vec<Difference>,
    /// The last day to have a patent licence recorded 备案, once it is signed.
    pub recordation_due: Option<Date>,
    /// The newest proposal to end it, for its parties and the agency.
    pub ending: Option<Ending>,
    /// Whether the viewer's side may propose to end it.
    pub may_propose_ending: bool,
    /// What the viewer's side may answer to the proposal.
    pub ending_answers: Vec<Answer>,
    /// What ended it after its registration.
    pub files: Vec<Attachment>,
    /// The parties as they signed, the seller first; none before that.
    pub signed_parties: Vec<SignedParty>,
}

impl ContractView {
    /// The contract itself.
    pub fn contract(&self) -> &Contract {
        &self.summary.contract
    }
}

impl Market {
    /// One contract: for its parties from the draft on, for the bureau once signed, for the agency once it is to decide.
    ///
    /// # Errors
    /// When there is none that the actor may see.
    pub async fn contract(&self, actor: &Actor, id: &ContractId) -> Result<ContractView> {
        let mut tx = self.read().await?;
        let named = contract_of(&mut tx, actor, id, Action::ContractSee).await?;
        let listing = store::catalogue::achievement::get(&mut tx, &named.contract.achievement)
            .await?
            .listing;
        let summary = ContractSummary::new(named, actor, self.today());
        let contract = &summary.contract;
        let (findings, differences) = judged(&mut tx, contract, self.now().day()).await?;
        let ending = store::deals::ending::of(&mut tx, id).await?;
        let side = summary.viewer.and_then(Party::side);
        let proposable = may_propose(
            contract.state,
            contract.was_signed(),
            ending.as_ref().map(|ending| ending.state),
        )
        .is_ok();
        let signed_parties = match contract.signed_on() {
            Some(_) => store::deals::signed_party::of_contract(&mut tx, id).await?,
            None => Vec::new(),
        };
        Ok(ContractView {
            signed_parties,
            may_propose_ending: side.is_some() && proposable,
            ending_answers: if contract.state == State::Cancelled {
                Vec::new()
            } else {
                answers(ending.as_ref(), side)
            },
            ending,
            files: store::catalogue::attachment::of(&mut tx, Noun::Contract, id.as_str()).await?,
            text_hash: contract.text.hash(),
            findings,
            differences,
            recordation_due: recordation(contract, &listing),
            summary,
        })
    }

    /// The contracts of a deal, cancelled ones too, the newest first: for the parties of the deal.
    ///
    /// # Errors
    /// When there is no deal that the actor may see.
    pub async fn contracts_of_deal(
        &self,
        actor: &Actor,
        deal: &DealId,
    ) -> Result<Vec<ContractSummary>> {
        let mut tx = self.read().await?;
        deal_of(&mut tx, actor, deal, Action::DealSee).await?;
        let list = store::deals::contract::of_deal(&mut tx, deal).await?;
        Ok(summaries(list, actor, self.today()))
    }

    /// The contracts in which the actor's organisation is seller, buyer or broker, in a state where given, the newest
    /// first, before an identifier (empty: from the newest); with how many there are.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn contracts(
        &self,
        actor: &Actor,
        state: Option<State>,
        before: &str,
        most: i64,
    ) -> Result<(Vec<ContractSummary>, i64)> {
        let mut tx = self.read().await?;
        let list =
            store::deals::contract::list(&mut tx, &actor.organisation, state, before, most).await?;
        let count = store::deals::contract::count_of(&mut tx, &actor.organisation, state).await?;
        Ok((summaries(list, actor, self.today()), count))
    }
}

pub(crate) fn summaries(list: Vec<Named>, actor: &Actor, when: Today<'_>) -> Vec<ContractSummary> {
    let seen = list
        .into_iter()
        .filter(|named| may_see(actor, &named.contract));
    seen.map(|named| ContractSummary::new(named, actor, when))
        .collect()
}

/// A licence of a patent is recorded; of mere know-how it is not.
fn recordation(contract: &Contract, listing: &Listing) -> Option<Date> {
    let licence = contract.decided_kind() == ContractKind::Licence && !listing.patents.is_empty();
    if licence && contract.state != State::Cancelled {
        contract.signed_on().map(recordation_due)
    } else {
        None
    }
}

fn party_of(contract: &Contract, actor: &Actor) -> Option<Party> {
    if contract.seller == actor.organisation {
        Some(Party::Seller)
    } else if contract.buyer == actor.organisation {
        Some(Party::Buyer)
    } else if contract.broker.as_ref() == Some(&actor.organisation) {
        Some(Party::Broker)
    } else {
        None
    }
}

fn can(actor: &Actor, contract: &Contract) -> Vec<Step> {
    let Ok(by) = by_of(actor, contract) else {
        return Vec::new();
    };
    let roles = roles_of_contract(actor, contract);
    let steps = Step::ALL.into_iter();
    let fits = |step: &Step| match step {
        // What was signed is ended by two, through a proposal.
        Step::End => false,
        Step::Cancel => !contract.was_signed(),
        _ => true,
    };
    let may = |step: &Step| {
        allowed(&roles, permission_for(*step)) && next(contract.state, *step, by).is_ok()
    };
    steps.filter(|step| fits(step) && may(step)).collect()
}

/// The row of the permission table for a step.
fn permission_for(step: Step) -> Action {
    match step {
        Step::Edit => Action::ContractDraft,
        Step::Confirm => Action::ContractConfirm,
        Step::Apply => Action::RegistrationApply,
        Step::Register | Step::Refuse | Step::Return => Action::RegistrationDecide,
        Step::Complete => Action::ContractComplete,
        Step::Cancel => Action::ContractCancel,
        Step::End => Action::ContractEnd,
        Step::RecordEnding => Action::ContractRecordEnding,
    }
}
