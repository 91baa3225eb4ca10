//! Subsidies 补助: lines with their steps, the public estimate, the ledger, the policy; and the log for the bureau.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::deals::contract::kind::ContractKind;
use domain::event::{Noun, deed};
use domain::people::organisation::OrganisationKind;
use domain::{Fen, Timestamp};
use jiff::civil::Date;
use market::desk::audit;
use market::desk::audit::Entry;
use market::money::subsidy::{EntitlementFilter, EntitlementLine};
use policy::file::Parameter;
use policy::ledger::Document as Ledger;
use policy::{EstimateRequest, Line, Outcome};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::caller::SignedIn;
use crate::http::extract::{Body, Params};
use crate::http::problem::Problem;
use crate::http::view::{List, Page};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_entitlements))
        .routes(routes!(estimate_subsidy))
        .routes(routes!(get_ledger))
        .routes(routes!(list_policies))
        .routes(routes!(get_policy))
        .routes(routes!(get_statistics))
        .routes(routes!(list_events))
}

/// A line with the names of everyone it concerns.
#[derive(Serialize, ToSchema)]
struct EntitlementOut {
    #[serde(flatten)]
    line: Line,
    achievement_title: String,
    beneficiary_name: String,
    /// 登记编号, once the contract is registered.
    registration_number: Option<String>,
}

/// A page of entitlements, and what all of them come to.
#[derive(Serialize, ToSchema)]
struct EntitlementsOut {
    #[serde(flatten)]
    list: List<EntitlementOut>,
    /// Identifier of the policy.
    policy: String,
    /// The day for which it was computed.
    as_of: Date,
    total_entitled_fen: Fen,
    /// What is to be paid less what is to be taken back.
    total_due_fen: Fen,
}

/// What contracts earn: the bureau sees all lines, everyone else those of their own contracts.
#[utoipa::path(get, path = "/subsidies/entitlements", tag = "补助", params(Page),
    responses((status = 200, body = EntitlementsOut), (status = 401, body = Problem)))]
async fn list_entitlements(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<EntitlementsOut>, Problem> {
    let most = usize::try_from(page.limit()).unwrap_or(1);
    let found = app
        .market
        .entitlements(
            &actor,
            &EntitlementFilter::default(),
            page.cursor(),
            most + 1,
        )
        .await?;
    let view = |entry: EntitlementLine| EntitlementOut {
        line: entry.line,
        achievement_title: entry.achievement_title,
        beneficiary_name: entry.beneficiary_name,
        registration_number: entry.registration_number,
    };
    Ok(Json(EntitlementsOut {
        list: List::cut(
            found.lines,
            page.limit(),
            i64::try_from(found.count).ok(),
            |entry| entry.line.contract.clone(),
            view,
        ),
        policy: found.policy,
        as_of: found.as_of,
        total_entitled_fen: found.total_entitled_fen,
        total_due_fen: found.total_due_fen,
    }))
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
#[utoipa::path(post, path = "/subsidies/estimate", tag = "补助", security((), ("token" = [])), request_body = Estimate, responses((status = 200, body = Outcome), (status = 422, body = Problem)))]
async fn estimate_subsidy(
    State(app): State<App>,
    Body(asked): Body<Estimate>,
) -> Result<Json<Outcome>, Problem> {
    let value = asked.contract_value_fen.unwrap_or(asked.paid_fen);
    Ok(Json(app.market.estimate(&EstimateRequest {
        as_of: app.market.now().day(),
        paid_fen: asked.paid_fen,
        contract_kind: asked.contract_kind.unwrap_or(ContractKind::Licence).into(),
        contract_value_fen: value,
        technology_amount_fen: asked.technology_amount_fen.or(Some(value)),
        already_disbursed_fen: asked.already_disbursed_fen.unwrap_or_default(),
        buyer_division_code: asked.buyer_division_code,
        buyer_kind: asked.buyer_kind.unwrap_or(OrganisationKind::Enterprise),
    })?))
}

/// The ledger as `jiqiao calculate` reads it: whole for the bureau, for an enterprise what its own lines depend on.
#[utoipa::path(get, path = "/subsidies/ledger", tag = "补助", responses((status = 200, body = Ledger), (status = 403, body = Problem)))]
async fn get_ledger(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
) -> Result<Response, Problem> {
    let json = app.market.export_ledger(&actor).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}

/// A policy in a list.
#[derive(Serialize, ToSchema)]
struct PolicySummaryOut {
    id: String,
    title: String,
}

/// The policies that are computed.
#[utoipa::path(get, path = "/policies", tag = "补助", security((), ("token" = [])), responses((status = 200, body = List<PolicySummaryOut>)))]
async fn list_policies(State(app): State<App>) -> Json<List<PolicySummaryOut>> {
    let policy = app.market.policy();
    let items = vec![PolicySummaryOut {
        id: policy.id.clone(),
        title: policy.title.clone(),
    }];
    Json(List {
        items,
        next_cursor: None,
        total: Some(1),
    })
}

/// What nobody knows yet.
#[derive(Serialize, ToSchema)]
struct UnknownOut {
    subject: String,
    /// What that means, and what is done meanwhile.
    note: String,
}

/// A policy.
#[derive(Serialize, ToSchema)]
struct PolicyOut {
    id: String,
    title: String,
    issuer: String,
    /// Name of the document on which it rests.
    document: String,
    /// Name of the programme.
    programme: String,
    /// The clause that founds the programme.
    clause: String,
    parameters: Vec<Parameter>,
    unknown: Vec<UnknownOut>,
}

/// One policy: every parameter with its clause, and what is not known.
#[utoipa::path(get, path = "/policies/{id}", tag = "补助", security((), ("token" = [])), params(("id" = String, Path)), responses((status = 200, body = PolicyOut), (status = 404, body = Problem)))]
async fn get_policy(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<PolicyOut>, Problem> {
    let policy = app.market.policy();
    if id != policy.id {
        return Err(Problem::not_found());
    }
    let unknown = |one: &policy::file::Unknown| UnknownOut {
        subject: one.subject.clone(),
        note: one.note.clone(),
    };
    Ok(Json(PolicyOut {
        id: policy.id.clone(),
        title: policy.title.clone(),
        issuer: policy.issuer.clone(),
        document: policy.document.title.clone(),
        programme: policy.programme.name.clone(),
        clause: policy.programme.clause.clone(),
        parameters: policy.programme.parameters(),
        unknown: policy.unknown.iter().map(unknown).collect(),
    }))
}

/// The public numbers.
#[derive(Serialize, ToSchema)]
struct StatisticsOut {
    /// Published achievements that their owner confirmed within the last year.
    confirmed_achievements: i64,
    /// Days within which half of the licence requests of the last year were answered.
    median_answer_days: Option<i64>,
    open_demands: i64,
    /// Contracts registered and not cancelled.
    registered_contracts: i64,
    /// What they are entitled to as of today.
    entitled_fen: Fen,
}

/// The public numbers.
#[utoipa::path(get, path = "/statistics", tag = "补助", security((), ("token" = [])), responses((status = 200, body = StatisticsOut)))]
async fn get_statistics(State(app): State<App>) -> Result<Json<StatisticsOut>, Problem> {
    let stats = app.market.stats().await?;
    Ok(Json(StatisticsOut {
        confirmed_achievements: stats.confirmed_achievements,
        median_answer_days: stats.median_answer_days,
        open_demands: stats.open_demands,
        registered_contracts: stats.registered_contracts,
        entitled_fen: stats.entitled_fen,
    }))
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

/// An event.
#[derive(Serialize, ToSchema)]
struct EventOut {
    /// Place in the log, from 1 without gaps.
    seq: i64,
    id: String,
    at: Timestamp,
    /// Identifier of the user, or empty.
    actor: String,
    /// Name of the user; nothing when the system itself acted.
    actor_name: Option<String>,
    /// Identifier of the organisation the user acted for, or empty.
    organisation: String,
    /// Name of the organisation.
    organisation_name: Option<String>,
    /// What about.
    noun: String,
    noun_id: String,
    /// Title or name of what it is about.
    title: Option<String>,
    /// What happened.
    kind: String,
    /// What happened, in words.
    deed: Option<&'static str>,
    /// What else is told, by kind; empty where the thing itself is not for the reader (the messages, offers and files of a
    /// deal, a contract that is not signed).
    #[schema(value_type = Object)]
    payload: Value,
    previous_hash: String,
    hash: String,
}

impl From<Entry> for EventOut {
    fn from(entry: Entry) -> Self {
        let event = entry.event;
        let noun = Noun::ALL
            .into_iter()
            .find(|noun| noun.as_str() == event.noun);
        Self {
            seq: event.seq,
            id: event.id,
            at: event.at,
            actor: event.actor,
            actor_name: entry.actor_name,
            organisation: event.organisation,
            organisation_name: entry.organisation_name,
            deed: noun.and_then(|noun| deed(noun, &event.kind)),
            noun: event.noun,
            noun_id: event.noun_id,
            title: entry.title,
            kind: event.kind,
            payload: serde_json::from_str(&event.payload).unwrap_or_default(),
            previous_hash: event.previous_hash,
            hash: event.hash,
        }
    }
}

/// The log, newest first (the bureau).
#[utoipa::path(get, path = "/events", tag = "操作记录", params(Which), responses((status = 200, body = List<EventOut>), (status = 403, body = Problem)))]
async fn list_events(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(which): Params<Which>,
) -> Result<Json<List<EventOut>>, Problem> {
    let page = Page {
        limit: which.limit,
        cursor: which.cursor,
    };
    let before = match page.cursor() {
        "" => i64::MAX,
        text => text
            .parse()
            .map_err(|_| Problem::bad_request("参数 cursor 应为上一页的 next_cursor"))?,
    };
    let about = audit::Which {
        noun: which.noun.unwrap_or_default(),
        noun_id: which.noun_id.unwrap_or_default(),
        text: String::new(),
    };
    let rows = app
        .market
        .events(&actor, before, &about, page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        None,
        |entry| entry.event.seq.to_string(),
        EventOut::from,
    )))
}
