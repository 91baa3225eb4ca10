//! Technical demands 技术需求: the open ones for everyone, one's own in any state, and what is done to a demand.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Timestamp;
use domain::catalogue::demand::{self, DemandInput, DemandText};
use domain::id::kind;
use jiff::civil::Date;
use market::catalogue::demand::{DemandFilter, Named, place};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::caller::{Caller, SignedIn};
use crate::http::extract::{Body, IdempotencyKey, IfMatch, OfPath, Params};
use crate::http::problem::Problem;
use crate::http::view::{Created, List, Page, created, versioned};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_demands, create_demand))
        .routes(routes!(get_demand, update_demand))
        .routes(routes!(publish_demand))
        .routes(routes!(withdraw_demand))
        .routes(routes!(list_own_demands))
}

/// A demand.
#[derive(Serialize, ToSchema)]
pub(crate) struct DemandView {
    id: String,
    version: i64,
    organisation_id: String,
    organisation_name: String,
    /// `draft`, `published` or `withdrawn`.
    #[schema(value_type = demand::State)]
    state: &'static str,
    /// Published, and its deadline has not passed.
    open: bool,
    /// The demand; handed in again as it is, nothing changes.
    text: DemandText,
    created_at: String,
    updated_at: String,
    /// Last published at.
    published_at: Option<String>,
}

impl DemandView {
    /// A demand as it stands on a day.
    pub(crate) fn on(today: Date, named: Named) -> Self {
        let demand = named.demand;
        Self {
            id: demand.id.to_string(),
            version: demand.version,
            organisation_id: demand.organisation.to_string(),
            organisation_name: named.organisation_name,
            state: demand.state.as_str(),
            open: demand.is_open(today),
            text: demand.text,
            created_at: demand.created_at.rfc3339(),
            updated_at: demand.updated_at.rfc3339(),
            published_at: demand.published_at.map(Timestamp::rfc3339),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Narrowed {
    /// Application field.
    #[serde(default)]
    field: String,
    /// Division code or name of the county of use.
    #[serde(default)]
    county: String,
    /// How many, 1 to 100; 20 when not said.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Open demands, the last published first.
#[utoipa::path(get, path = "/demands", tag = "技术需求", security((), ("token" = [])), params(Narrowed), responses((status = 200, body = List<DemandView>), (status = 400, body = Problem)))]
async fn list_demands(
    State(app): State<App>,
    Params(narrowed): Params<Narrowed>,
) -> Result<Json<List<DemandView>>, Problem> {
    let page = Page {
        limit: narrowed.limit,
        cursor: narrowed.cursor,
    };
    let filter = DemandFilter::new(&narrowed.field, &narrowed.county);
    let (rows, total) = app
        .market
        .list_open_demands(&filter, page.cursor(), page.limit() + 1)
        .await?;
    let today = app.market.now().day();
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        |row| place(&row.demand),
        |named| DemandView::on(today, named),
    )))
}

/// Enter a demand as a draft (an enterprise).
#[utoipa::path(post, path = "/demands", tag = "技术需求", params(("Idempotency-Key" = Option<String>, Header)), request_body = DemandInput,
    responses((status = 201, body = Created), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn create_demand(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    key: IdempotencyKey,
    Body(input): Body<DemandInput>,
) -> Result<Response, Problem> {
    let once = key.of(&input);
    Ok(created(
        "demands",
        app.market.create_demand(&actor, input, &once).await?,
    ))
}

/// One demand: published ones for everyone, others for their owner and the bureau.
#[utoipa::path(get, path = "/demands/{id}", tag = "技术需求", security((), ("token" = [])), params(("id" = String, Path)),
    responses((status = 200, body = DemandView, headers(("ETag" = String))), (status = 404, body = Problem)))]
async fn get_demand(
    State(app): State<App>,
    caller: Caller,
    OfPath(id): OfPath<kind::Demand>,
) -> Result<Response, Problem> {
    let named = app.market.demand(caller.actor.as_ref(), &id).await?;
    let today = app.market.now().day();
    Ok(versioned(
        named.demand.version,
        DemandView::on(today, named),
    ))
}

/// Change a demand; a published one stays public.
#[utoipa::path(put, path = "/demands/{id}", tag = "技术需求", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = DemandInput,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn update_demand(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Demand>,
    IfMatch(version): IfMatch,
    Body(input): Body<DemandInput>,
) -> Result<StatusCode, Problem> {
    app.market.edit_demand(&actor, &id, version, input).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Publish a draft, or again what was withdrawn.
#[utoipa::path(post, path = "/demands/{id}/publish", tag = "技术需求", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn publish_demand(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Demand>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market.publish_demand(&actor, &id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take it back; it can be published again.
#[utoipa::path(post, path = "/demands/{id}/withdraw", tag = "技术需求", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn withdraw_demand(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Demand>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market.withdraw_demand(&actor, &id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// `draft`, `published` or `withdrawn`; all when not said.
    state: Option<demand::State>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Demands of my organisation in any state, newest first.
#[utoipa::path(get, path = "/my/demands", tag = "技术需求", params(Which),
    responses((status = 200, body = List<DemandView>), (status = 401, body = Problem)))]
async fn list_own_demands(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(which): Params<Which>,
) -> Result<Json<List<DemandView>>, Problem> {
    let page = Page {
        limit: which.limit,
        cursor: which.cursor,
    };
    let (rows, total) = app
        .market
        .my_demands(&actor, which.state, page.cursor(), page.limit() + 1)
        .await?;
    let today = app.market.now().day();
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        |row| row.demand.id.to_string(),
        |named| DemandView::on(today, named),
    )))
}
