//! Contracts 技术合同 and their registration 认定登记.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Timestamp;
use domain::deals::contract::basis::Difference;
use domain::deals::contract::check::{Finding, Severity};
use domain::deals::contract::kind::ContractKind;
use domain::deals::contract::text::{ContractText, ContractTextInput};
use domain::deals::contract::{self, ConfirmationInput};
use domain::deals::ending::{self, Ending};
use domain::deals::party::Side;
use domain::deals::registration::{
    Application, ApplicationInput, Decision, RefusalInput, RegisterSearchInput, Registration,
    RegistrationInput,
};
use domain::deals::terms::Terms;
use domain::id::{AchievementId, ContractId, DealId, OrganisationId, kind};
use domain::people::organisation_change::Identity;
use jiff::civil::Date;
use market::deals::contract::view::{ContractSummary, ContractView};
use market::deals::registration::Entry;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::catalogue::achievement::rest::Reason;
use crate::http::caller::SignedIn;
use crate::http::extract::{Body, IfMatch, OfPath, Params};
use crate::http::file::FileOut;
use crate::http::problem::Problem;
use crate::http::view::{List, Page, versioned};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_contracts))
        .routes(routes!(get_contract))
        .routes(routes!(update_contract_text))
        .routes(routes!(redraft_contract))
        .routes(routes!(sign_contract))
        .routes(routes!(apply_for_registration))
        .routes(routes!(register_contract))
        .routes(routes!(refuse_registration))
        .routes(routes!(return_registration))
        .routes(routes!(complete_contract))
        .routes(routes!(cancel_contract))
        .routes(routes!(list_registrations))
        .routes(routes!(list_register))
        .routes(routes!(export_register))
        .merge(crate::deals::ending::rest::routes())
}

/// A contract in a list.
#[derive(Serialize, ToSchema)]
struct ContractSummaryOut {
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
            decision_due: summary.decision_due,
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
struct DifferenceOut {
    heading: String,
    /// Its lines of then that are no longer.
    before: Vec<String>,
    /// Its lines of today that were not.
    now: Vec<String>,
}

/// The newest proposal to end a contract.
#[derive(Serialize, ToSchema)]
struct EndingOut {
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
struct SignedPartyOut {
    side: Side,
    organisation_id: OrganisationId,
    identity: Identity,
}

/// A contract.
#[derive(Serialize, ToSchema)]
struct ContractOut {
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
struct SignedOut {
    state: contract::State,
}

/// Contracts that concern my organisation, newest first.
#[utoipa::path(get, path = "/contracts", tag = "技术合同", params(Page), responses((status = 200, body = List<ContractSummaryOut>), (status = 401, body = Problem)))]
async fn list_contracts(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<ContractSummaryOut>>, Problem> {
    let (rows, total) = app
        .market
        .contracts(&actor, None, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        |row| row.contract.id.to_string(),
        |row| ContractSummaryOut::from(&row),
    )))
}

/// One contract.
#[utoipa::path(get, path = "/contracts/{id}", tag = "技术合同", params(("id" = String, Path)),
    responses((status = 200, body = ContractOut, headers(("ETag" = String))), (status = 404, body = Problem)))]
async fn get_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
) -> Result<Response, Problem> {
    let view = app.market.contract(&actor, &id).await?;
    Ok(versioned(view.contract().version, ContractOut::from(view)))
}

/// Change the text while it is not signed; both sides confirm anew.
#[utoipa::path(put, path = "/contracts/{id}/text", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = ContractTextInput,
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn update_contract_text(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(input): Body<ContractTextInput>,
) -> Result<StatusCode, Problem> {
    app.market
        .edit_contract(&actor, &id, version, input)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Draft the text anew from the terms and the data as they are now; both sides confirm anew.
#[utoipa::path(post, path = "/contracts/{id}/redraft", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn redraft_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market.redraft_contract(&actor, &id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Confirm the text whose hash was seen.
#[utoipa::path(post, path = "/contracts/{id}/sign", tag = "技术合同", params(("id" = String, Path)), request_body = ConfirmationInput,
    responses((status = 200, body = SignedOut), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn sign_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    Body(input): Body<ConfirmationInput>,
) -> Result<Json<SignedOut>, Problem> {
    Ok(Json(SignedOut {
        state: app.market.sign_contract(&actor, &id, input).await?,
    }))
}

/// Apply for registration (the seller).
#[utoipa::path(post, path = "/contracts/{id}/apply", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = ApplicationInput,
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn apply_for_registration(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(input): Body<ApplicationInput>,
) -> Result<StatusCode, Problem> {
    app.market
        .apply_for_registration(&actor, &id, version, input)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Register (the agency).
#[utoipa::path(post, path = "/contracts/{id}/register", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = RegistrationInput,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn register_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(input): Body<RegistrationInput>,
) -> Result<StatusCode, Problem> {
    app.market
        .register_contract(&actor, &id, version, input)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuse to register, with a reason (the agency).
#[utoipa::path(post, path = "/contracts/{id}/refuse", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn refuse_registration(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(typed): Body<Reason>,
) -> Result<StatusCode, Problem> {
    app.market
        .refuse_registration(
            &actor,
            &id,
            version,
            RefusalInput {
                reason: typed.reason,
            },
        )
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Return for completion, saying what is missing (the agency): the seller completes it and applies again.
#[utoipa::path(post, path = "/contracts/{id}/return", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn return_registration(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(typed): Body<Reason>,
) -> Result<StatusCode, Problem> {
    app.market
        .return_registration(
            &actor,
            &id,
            version,
            RefusalInput {
                reason: typed.reason,
            },
        )
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say that everything was delivered (the buyer).
#[utoipa::path(post, path = "/contracts/{id}/complete", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn complete_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market.complete_contract(&actor, &id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give up a contract that was never signed, with a reason. What both signed they end together: `ending`.
#[utoipa::path(post, path = "/contracts/{id}/cancel", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn cancel_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(typed): Body<Reason>,
) -> Result<StatusCode, Problem> {
    app.market
        .cancel_contract(&actor, &id, version, &typed.reason)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Applications that wait for a decision, longest waiting first (the agency).
#[utoipa::path(get, path = "/registrations", tag = "技术合同", params(Page), responses((status = 200, body = List<ContractSummaryOut>), (status = 403, body = Problem)))]
async fn list_registrations(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<ContractSummaryOut>>, Problem> {
    let (rows, total) = app
        .market
        .registration_queue(&actor, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        |row| row.contract.id.to_string(),
        |row| ContractSummaryOut::from(&row),
    )))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Searched {
    /// Part of a registration number, of a party's name or of a title.
    q: Option<String>,
    /// First day of the decision, `2026-03-05`.
    from: Option<String>,
    /// Last day of the decision.
    to: Option<String>,
    /// `registered`, `returned`, `refused` or `ending_recorded`.
    decision: Option<String>,
    /// How many entries, 1 to 100; 20 when not said.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl Searched {
    fn input(&self) -> RegisterSearchInput {
        let text = |typed: &Option<String>| typed.clone().unwrap_or_default();
        RegisterSearchInput {
            q: text(&self.q),
            from: text(&self.from),
            to: text(&self.to),
            decision: text(&self.decision),
        }
    }
}

/// A decision in the register of an agency.
#[derive(Serialize, ToSchema)]
struct EntryOut {
    contract_id: ContractId,
    decision: Decision,
    decided_on: Date,
    decided_at: Timestamp,
    /// The person who decided.
    decided_by: String,
    /// Why, or empty.
    reason: String,
    achievement_title: String,
    seller_name: String,
    buyer_name: String,
    /// Where the contract stands now.
    state: contract::State,
    registration: Option<Registration>,
}

impl From<Entry> for EntryOut {
    fn from(entry: Entry) -> Self {
        let contract = entry.named.contract;
        Self {
            contract_id: contract.id,
            decision: entry.decision,
            decided_on: entry.decided_on,
            decided_at: entry.decided_at,
            decided_by: entry.decided_by_name,
            reason: entry.reason,
            achievement_title: entry.named.achievement_title,
            seller_name: entry.named.seller_name,
            buyer_name: entry.named.buyer_name,
            state: contract.state,
            registration: contract.registration,
        }
    }
}

/// The register of my agency: every decision that it took, newest first.
#[utoipa::path(get, path = "/registrations/decided", tag = "技术合同", params(Searched),
    responses((status = 200, body = List<EntryOut>), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn list_register(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(searched): Params<Searched>,
) -> Result<Json<List<EntryOut>>, Problem> {
    let page = Page {
        limit: searched.limit,
        cursor: searched.cursor.clone(),
    };
    let (rows, total) = app
        .market
        .register(&actor, searched.input(), page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        Entry::place,
        EntryOut::from,
    )))
}

/// The same as a CSV file (UTF-8), all that answers the search: sent while it is read. One that breaks off is not whole.
#[utoipa::path(get, path = "/registrations/decided.csv", tag = "技术合同", params(Searched),
    responses((status = 200, description = "CSV 文件", content_type = "text/csv"), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn export_register(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(searched): Params<Searched>,
) -> Result<Response, Problem> {
    Ok(crate::deals::register::site::exported(&app, &actor, searched.input()).await?)
}
