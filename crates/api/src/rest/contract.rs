//! Contracts 技术合同 and their registration 认定登记.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::contract::ConfirmationInput;
use domain::contract_check::Severity;
use domain::contract_text::ContractTextInput;
use domain::id::kind;
use domain::registration::{ApplicationInput, RefusalInput, RegisterSearchInput, RegistrationInput};
use market::contract_view::{ContractSummary, ContractView, SignedParty};
use market::registration::Entry;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::achievement::Reason;
use super::view::{List, Page, versioned};
use crate::App;
use crate::caller::SignedIn;
use crate::extract::{Body, IfMatch, OfPath, Params};
use crate::problem::Problem;

pub(super) fn routes() -> OpenApiRouter<App> {
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
        .merge(super::ending::routes())
}

fn summary_view(summary: &ContractSummary) -> Value {
    let contract = &summary.contract;
    json!({
        "id": contract.id, "version": contract.version, "state": contract.state, "kind": contract.decided_kind(), "title": contract.text.title,
        "deal_id": contract.deal, "achievement_id": contract.achievement, "achievement_title": summary.achievement_title,
        "seller_id": contract.seller, "seller_name": summary.seller_name, "buyer_id": contract.buyer, "buyer_name": summary.buyer_name,
        "broker_id": contract.broker, "broker_name": summary.broker_name, "reason": contract.reason,
        "decision_due": summary.decision_due.map(|day| day.to_string()), "overdue": summary.overdue,
        "created_at": contract.created_at, "updated_at": contract.updated_at,
    })
}

fn contract_view(view: &ContractView) -> Value {
    let contract = view.contract();
    let mut value = summary_view(&view.summary);
    let finding = |finding: &domain::contract_check::Finding| json!({ "code": finding.code, "article": finding.article, "bars": finding.severity == Severity::Bar, "text": finding.text, "field": finding.field });
    value["text"] = json!({ "title": contract.text.title, "clauses": contract.text.clauses });
    let difference =
        |found: &domain::contract_basis::Difference| json!({ "heading": found.heading, "before": found.before, "now": found.now });
    value["differences"] = view.differences.iter().map(difference).collect();
    value["text_hash"] = json!(view.text_hash);
    value["terms"] = json!(contract.terms);
    value["findings"] = view.findings.iter().map(finding).collect();
    value["seller_confirmed_at"] = json!(contract.seller_confirmed.as_ref().map(|confirmed| confirmed.at));
    value["buyer_confirmed_at"] = json!(contract.buyer_confirmed.as_ref().map(|confirmed| confirmed.at));
    value["application"] = json!(contract.application);
    value["registration"] = json!(contract.registration);
    value["ending"] = json!(view.ending.as_ref().map(|ending| json!({
        "state": ending.state, "proposed_by": ending.proposed_by, "reason": ending.reason, "proposed_at": ending.proposed_at,
        "answer": ending.answer, "answered_at": ending.answered_at,
        "can": view.ending_answers.iter().map(|answer| answer.as_str()).collect::<Vec<_>>(),
    })));
    value["may_propose_ending"] = json!(view.may_propose_ending);
    let file =
        |file: &market::attachment::Attachment| json!({ "id": file.id, "name": file.name, "size": file.size, "sha256": file.sha256 });
    value["files"] = view.files.iter().map(file).collect();
    let party = |party: &SignedParty| json!({ "side": party.side, "organisation_id": party.organisation, "identity": party.identity });
    value["signed_parties"] = view.signed_parties.iter().map(party).collect();
    value["recordation_due"] = json!(view.recordation_due.map(|day| day.to_string()));
    value
}

/// Contracts that concern my organisation, newest first.
#[utoipa::path(get, path = "/contracts", tag = "技术合同", params(Page), responses((status = 200, body = List<Object>), (status = 401, body = Problem)))]
async fn list_contracts(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<Value>>, Problem> {
    let (rows, total) = app.market.contracts(&actor, None, page.cursor(), page.limit() + 1).await?;
    Ok(Json(List::cut(rows, page.limit(), Some(total), |row| row.contract.id.to_string(), |row| summary_view(&row))))
}

/// One contract.
#[utoipa::path(get, path = "/contracts/{id}", tag = "技术合同", params(("id" = String, Path)), responses((status = 200, body = Object), (status = 404, body = Problem)))]
async fn get_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
) -> Result<Response, Problem> {
    let view = app.market.contract(&actor, &id).await?;
    Ok(versioned(view.contract().version, contract_view(&view)))
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
    app.market.edit_contract(&actor, &id, version, input).await?;
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
    responses((status = 200, body = Object), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn sign_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    Body(input): Body<ConfirmationInput>,
) -> Result<Json<Value>, Problem> {
    let state = app.market.sign_contract(&actor, &id, input).await?;
    Ok(Json(json!({ "state": state })))
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
    app.market.apply_for_registration(&actor, &id, version, input).await?;
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
    app.market.register_contract(&actor, &id, version, input).await?;
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
    app.market.refuse_registration(&actor, &id, version, RefusalInput { reason: typed.reason }).await?;
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
    app.market.return_registration(&actor, &id, version, RefusalInput { reason: typed.reason }).await?;
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
    app.market.cancel_contract(&actor, &id, version, &typed.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Applications that wait for a decision, longest waiting first (the agency).
#[utoipa::path(get, path = "/registrations", tag = "技术合同", params(Page), responses((status = 200, body = List<Object>), (status = 403, body = Problem)))]
async fn list_registrations(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<Value>>, Problem> {
    let (rows, total) = app.market.registration_queue(&actor, page.cursor(), page.limit() + 1).await?;
    Ok(Json(List::cut(rows, page.limit(), Some(total), |row| row.contract.id.to_string(), |row| summary_view(&row))))
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
        RegisterSearchInput { q: text(&self.q), from: text(&self.from), to: text(&self.to), decision: text(&self.decision) }
    }
}

fn entry_view(entry: &Entry) -> Value {
    let contract = &entry.named.contract;
    json!({
        "contract_id": contract.id, "decision": entry.decision, "decided_on": entry.decided_on.to_string(), "decided_at": entry.decided_at,
        "decided_by": entry.decided_by_name, "reason": entry.reason, "achievement_title": entry.named.achievement_title,
        "seller_name": entry.named.seller_name, "buyer_name": entry.named.buyer_name, "state": contract.state,
        "registration": contract.registration,
    })
}

/// The register of my agency: every decision that it took, newest first.
#[utoipa::path(get, path = "/registrations/decided", tag = "技术合同", params(Searched),
    responses((status = 200, body = List<Object>), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn list_register(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(searched): Params<Searched>,
) -> Result<Json<List<Value>>, Problem> {
    let page = Page { limit: searched.limit, cursor: searched.cursor.clone() };
    let (rows, total) = app.market.register(&actor, searched.input(), page.cursor(), page.limit() + 1).await?;
    Ok(Json(List::cut(rows, page.limit(), Some(total), Entry::place, |row| entry_view(&row))))
}

/// The same as a CSV file (UTF-8), all that answers the search.
#[utoipa::path(get, path = "/registrations/decided.csv", tag = "技术合同", params(Searched),
    responses((status = 200, description = "CSV 文件", content_type = "text/csv"), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn export_register(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(searched): Params<Searched>,
) -> Result<Response, Problem> {
    Ok(crate::site::register::exported(&app, &actor, searched.input()).await?)
}
