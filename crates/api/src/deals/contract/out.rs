//! Contracts as programs read them.

use domain::Timestamp;
use domain::deals::contract;
use domain::deals::contract::basis::Difference;
use domain::deals::contract::check::{Finding, Severity};
use domain::deals::contract::kind::ContractKind;
use domain::deals::contract::text::ContractText;
use domain::deals::ending::{self, Ending};
use domain::deals::party::Side;
use domain::deals::registration::{Application, Registration};
use domain::deals::terms::Terms;
use domain::id::{AchievementId, ContractId, DealId, OrganisationId};
use domain::people::organisation_change::Identity;
use domain::working_days::LastDay;
use jiff::civil::Date;
use market::deals::contract::view::{ContractSummary, ContractView};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::file::FileOut;

/// A contract in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ContractSummaryOut {
    id: ContractId,
    version: i64,
    state: contract::State,
    /// As the agency decided; until then as the terms make it.
    kind: ContractKind,
    title: String,
    deal_id: DealId,
    achievement_id: AchievementId,
    achievement_title: String,
    seller_id: OrganisationId,
    seller_name: String,
    buyer_id: OrganisationId,
    buyer_name: String,
    broker_id: Option<OrganisationId>,
    broker_name: Option<String>,
    /// Why it was refused or cancelled, or empty.
    reason: String,
    /// The last day for the agency's decision, while one is due.
    decision_due: Option<Date>,
    /// What the day leaves out, or empty: holidays of a year that is not known yet.
    decision_due_note: String,
    /// That day has passed.
    overdue: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<&ContractSummary> for ContractSummaryOut {
    fn from(summary: &ContractSummary) -> Self {
        let contract = summary.contract.clone();
        Self {
            kind: contract.decided_kind(),
            id: contract.id,
            version: contract.version,
            state: contract.state,
            title: contract.text.title,
            deal_id: contract.deal,
            achievement_id: contract.achievement,
            achievement_title: summary.achievement_title.clone(),
            seller_id: contract.seller,
            seller_name: summary.seller_name.clone(),
            buyer_id: contract.buyer,
            buyer_name: summary.buyer_name.clone(),
            broker_id: contract.broker,
            broker_name: summary.broker_name.clone(),
            reason: contract.reason,
            decision_due: summary.decision_due.as_ref().map(|due| due.day),
            decision_due_note: summary
                .decision_due
                .as_ref()
                .map_or_else(String::new, LastDay::said),
            overdue: summary.overdue,
            created_at: contract.created_at,
            updated_at: contract.updated_at,
        }
    }
}

/// What the law says about a contract, or will say to one of an offer.
#[derive(Serialize, ToSchema)]
pub(crate) struct ContractFindingOut {
    /// A stable word for programs.
    code: &'static str,
    /// The article that it rests on.
    article: &'static str,
    /// The contract cannot be confirmed.
    bars: bool,
    /// What is wrong and what to do, in Chinese.
    text: String,
    /// Where to mend it.
    field: &'static str,
}

impl From<Finding> for ContractFindingOut {
    fn from(finding: Finding) -> Self {
        Self {
            code: finding.code,
            article: finding.article,
            bars: finding.severity == Severity::Bar,
            text: finding.text,
            field: finding.field,
        }
    }
}

/// A clause that would be drafted otherwise today.
#[derive(Serialize, ToSchema)]
pub(crate) struct DifferenceOut {
    heading: String,
    /// Its lines of then that are no longer.
    before: Vec<String>,
    /// Its lines of today that were not.
    now: Vec<String>,
}

/// The newest proposal to end a contract.
#[derive(Serialize, ToSchema)]
pub(crate) struct EndingOut {
    state: ending::State,
    proposed_by: Side,
    reason: String,
    proposed_at: Timestamp,
    /// Why the other side does not agree, or empty.
    answer: String,
    answered_at: Option<Timestamp>,
    /// What my side may answer: `agree`, `refuse`, `withdraw`.
    can: Vec<&'static str>,
}

/// A party as it signed.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignedPartyOut {
    side: Side,
    organisation_id: OrganisationId,
    identity: Identity,
}

/// A contract.
#[derive(Serialize, ToSchema)]
pub(crate) struct ContractOut {
    #[serde(flatten)]
    summary: ContractSummaryOut,
    text: ContractText,
    /// SHA-256 of the text: what a side confirms.
    text_hash: String,
    terms: Terms,
    findings: Vec<ContractFindingOut>,
    /// Clauses that would be drafted otherwise today, while it can be drafted anew.
    differences: Vec<DifferenceOut>,
    seller_confirmed_at: Option<Timestamp>,
    buyer_confirmed_at: Option<Timestamp>,
    application: Option<Application>,
    registration: Option<Registration>,
    /// For its parties and the agency.
    ending: Option<EndingOut>,
    /// My side may propose to end it.
    may_propose_ending: bool,
    /// What ended it after its registration.
    files: Vec<FileOut>,
    /// The parties as they signed, the seller first; none before that.
    signed_parties: Vec<SignedPartyOut>,
    /// The last day to have a patent licence recorded, once it is signed.
    recordation_due: Option<Date>,
}

impl From<ContractView> for ContractOut {
    fn from(view: ContractView) -> Self {
        let can: Vec<&'static str> = view
            .ending_answers
            .iter()
            .map(|answer| answer.as_str())
            .collect();
        let ending = |ending: Ending| EndingOut {
            state: ending.state,
            proposed_by: ending.proposed_by,
            reason: ending.reason,
            proposed_at: ending.proposed_at,
            answer: ending.answer,
            answered_at: ending.answered_at,
            can,
        };
        let difference = |found: Difference| DifferenceOut {
            heading: found.heading,
            before: found.before,
            now: found.now,
        };
        let summary = ContractSummaryOut::from(&view.summary);
        let contract = view.summary.contract;
        Self {
            summary,
            text: contract.text,
            text_hash: view.text_hash,
            terms: contract.terms,
            findings: view
                .findings
                .into_iter()
                .map(ContractFindingOut::from)
                .collect(),
            differences: view.differences.into_iter().map(difference).collect(),
            seller_confirmed_at: contract.seller_confirmed.map(|confirmed| confirmed.at),
            buyer_confirmed_at: contract.buyer_confirmed.map(|confirmed| confirmed.at),
            application: contract.application,
            registration: contract.registration,
            ending: view.ending.map(ending),
            may_propose_ending: view.may_propose_ending,
            files: view.files.into_iter().map(FileOut::from).collect(),
            signed_parties: view
                .signed_parties
                .into_iter()
                .map(|party| SignedPartyOut {
                    side: party.side,
                    organisation_id: party.organisation,
                    identity: party.identity,
                })
                .collect(),
            recordation_due: view.recordation_due,
        }
    }
}

/// Where a contract stands after a confirmation.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignedOut {
    pub(crate) state: contract::State,
}
