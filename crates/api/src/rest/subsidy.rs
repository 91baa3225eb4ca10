//! Subsidies 补助: lines with their steps, the public estimate, the ledger, the policy; and the log for the bureau.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::Fen;
use domain::contract_kind::ContractKind;
use domain::organisation::OrganisationKind;
use market::subsidy::{EntitlementFilter, EntitlementLine};
use policy::EstimateRequest;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::view::{List, Page};
use crate::App;
use crate::caller::SignedIn;
use crate::extract::{Body, Params};
use crate::problem::Problem;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_entitlements))
        .routes(routes!(estimate_subsidy))
        .routes(routes!(get_ledger))
        .routes(routes!(list_policies))
        .routes(routes!(get_policy))
        .routes(routes!(get_statistics))
        .routes(routes!(list_events))
}

/// What contracts earn: the bureau sees all lines, everyone else those of their own contracts.
#[utoipa::path(get, path = "/subsidies/entitlements", tag = "补助", params(Page), responses((status = 200, body = Object), (status = 401, body = Problem)))]
async fn list_entitlements(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<Value>, Problem> {
    let most = usize::try_from(page.limit()).unwrap_or(1);
    let found = app.market.entitlements(&actor, &EntitlementFilter::default(), page.cursor(), most + 1).await?;
    let total = i64::try_from(found.count).ok();
    let view = |entry: EntitlementLine| {
        let mut value = json!(entry.line);
        value["achievement_title"] = json!(entry.achievement_title);
        value["beneficiary_name"] = json!(entry.beneficiary_name);
        value["registration_number"] = json!(entry.registration_number);
        value
    };
    let list = List::cut(found.lines, page.limit(), total, |entry| entry.line.contract.clone(), view);
    let mut answer = json!(list);
    answer["policy"] = json!(found.policy);
    answer["as_of"] = json!(found.as_of);
    answer["total_entitled_fen"] = json!(found.total_entitled_fen);
    answer["total_due_fen"] = json!(found.total_due_fen);
    Ok(Json(answer))
}

/// What to estimate.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Estimate {
    /// What the buyer has paid, in fen.
    paid_fen: Fen,
    /// Kind of contract; a licence when not said.
    contract_kind: Option<ContractKind>,
    /// 合同成交额, in fen; what was paid when not said.
    contract_value_fen: Option<Fen>,
    /// 技术交易额, in fen; the contract value when not said.
    technology_amount_fen: Option<Fen>,
    /// What was already disbursed under the same cap, in fen.
    already_disbursed_fen: Option<Fen>,
    /// Where the buyer is registered: six digits.
    buyer_division_code: String,
    /// What the buyer is; an enterprise when not said.
    buyer_kind: Option<OrganisationKind>,
}

/// Estimate the subsidy of one contract: public, by the same arithmetic as the bureau's.
#[utoipa::path(post, path = "/subsidies/estimate", tag = "补助", request_body = Estimate, responses((status = 200, body = Object), (status = 422, body = Problem)))]
async fn estimate_subsidy(State(app): State<App>, Body(asked): Body<Estimate>) -> Result<Json<Value>, Problem> {
    let value = asked.contract_value_fen.unwrap_or(asked.paid_fen);
    let outcome = app.market.estimate(&EstimateRequest {
        as_of: domain::Timestamp::now().day(),
        paid_fen: asked.paid_fen,
        contract_kind: asked.contract_kind.unwrap_or(ContractKind::Licence).into(),
        contract_value_fen: value,
        technology_amount_fen: asked.technology_amount_fen.or(Some(value)),
        already_disbursed_fen: asked.already_disbursed_fen.unwrap_or_default(),
        buyer_division_code: asked.buyer_division_code,
        buyer_kind: asked.buyer_kind.unwrap_or(OrganisationKind::Enterprise),
    })?;
    Ok(Json(json!(outcome)))
}

/// The ledger as `jiqiao calculate` reads it: whole for the bureau, for an enterprise what its own lines depend on.
#[utoipa::path(get, path = "/subsidies/ledger", tag = "补助", responses((status = 200, body = Object), (status = 403, body = Problem)))]
async fn get_ledger(State(app): State<App>, SignedIn { actor, .. }: SignedIn) -> Result<Response, Problem> {
    let json = app.market.export_ledger(&actor).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}

/// The policies that are computed.
#[utoipa::path(get, path = "/policies", tag = "补助", responses((status = 200, body = Object)))]
async fn list_policies(State(app): State<App>) -> Json<Value> {
    let policy = app.market.policy();
    Json(json!({ "items": [{ "id": policy.id, "title": policy.title }], "next_cursor": null, "total": 1 }))
}

/// One policy: every parameter with its clause, and what is not known.
#[utoipa::path(get, path = "/policies/{id}", tag = "补助", params(("id" = String, Path)), responses((status = 200, body = Object), (status = 404, body = Problem)))]
async fn get_policy(State(app): State<App>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let policy = app.market.policy();
    if id != policy.id {
        return Err(Problem::not_found());
    }
    let parameter = |one: policy::file::Parameter| json!({ "key": one.key, "label": one.label, "value": one.value, "clause": one.clause, "confirmed": one.confirmed, "question": one.question });
    let parameters: Vec<Value> = policy.programme.parameters().into_iter().map(parameter).collect();
    let unknown: Vec<Value> = policy.unknown.iter().map(|one| json!({ "subject": one.subject, "note": one.note })).collect();
    Ok(Json(json!({
        "id": policy.id, "title": policy.title, "issuer": policy.issuer, "document": policy.document.title,
        "programme": policy.programme.name, "clause": policy.programme.clause, "parameters": parameters, "unknown": unknown,
    })))
}

/// The public numbers.
#[utoipa::path(get, path = "/statistics", tag = "补助", responses((status = 200, body = Object)))]
async fn get_statistics(State(app): State<App>) -> Result<Json<Value>, Problem> {
    let stats = app.market.stats().await?;
    Ok(Json(json!({
        "confirmed_achievements": stats.confirmed_achievements, "median_answer_days": stats.median_answer_days,
        "open_demands": stats.open_demands, "registered_contracts": stats.registered_contracts, "entitled_fen": stats.entitled_fen,
    })))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only events of this noun.
    noun: Option<String>,
    /// Only events of this one.
    noun_id: Option<String>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// The log, newest first (the bureau).
#[utoipa::path(get, path = "/events", tag = "操作记录", params(Which), responses((status = 200, body = List<Object>), (status = 403, body = Problem)))]
async fn list_events(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(which): Params<Which>,
) -> Result<Json<List<Value>>, Problem> {
    let page = Page { limit: which.limit, cursor: which.cursor };
    let before = match page.cursor() {
        "" => i64::MAX,
        text => text.parse().map_err(|_| Problem::bad_request("参数 cursor 应为上一页的 next_cursor"))?,
    };
    let (noun, noun_id) = (which.noun.unwrap_or_default(), which.noun_id.unwrap_or_default());
    let rows = app.market.events(&actor, before, &noun, &noun_id, page.limit() + 1).await?;
    let view = |event: market::audit::Event| {
        json!({
            "seq": event.seq, "id": event.id, "at": event.at, "actor": event.actor, "organisation": event.organisation, "noun": event.noun,
            "noun_id": event.noun_id, "kind": event.kind, "payload": serde_json::from_str::<Value>(&event.payload).unwrap_or_default(),
            "previous_hash": event.previous_hash, "hash": event.hash,
        })
    };
    Ok(Json(List::cut(rows, page.limit(), None, |event| event.seq.to_string(), view)))
}
