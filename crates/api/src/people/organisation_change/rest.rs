//! Changes of what decides money and rights of an organisation 单位登记信息变更.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::kind;
use domain::people::organisation_change::{self, Identity, OrganisationChangeInput};
use market::people::organisation_change::ChangeView;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::caller::SignedIn;
use crate::http::extract::{Body, IdempotencyKey, IfMatch, OfPath, Params};
use crate::http::problem::Problem;
use crate::http::view::{Created, List, Page, created, versioned};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(
            list_changes_of_organisation,
            create_organisation_change
        ))
        .routes(routes!(correct_organisation))
        .routes(routes!(list_organisation_changes))
        .routes(routes!(get_organisation_change))
        .routes(routes!(approve_organisation_change))
        .routes(routes!(refuse_organisation_change))
        .routes(routes!(withdraw_organisation_change))
}

/// A change of an organisation.
#[derive(Serialize, ToSchema)]
struct OrganisationChangeOut {
    id: String,
    version: i64,
    organisation_id: String,
    organisation_name: String,
    state: organisation_change::State,
    /// What it was registered as when it was asked for.
    held: Identity,
    /// What it is to be.
    wanted: Identity,
    reason: String,
    evidence: String,
    /// What the bureau said.
    answer: String,
    asked_by: String,
    asked_at: String,
    decided_by: Option<String>,
    decided_at: Option<String>,
}

impl From<ChangeView> for OrganisationChangeOut {
    fn from(view: ChangeView) -> Self {
        let change = view.change;
        Self {
            id: change.id.to_string(),
            version: change.version,
            organisation_id: change.organisation.to_string(),
            organisation_name: view.organisation_name,
            state: change.state,
            held: change.held,
            wanted: change.wanted,
            reason: change.reason,
            evidence: change.evidence,
            answer: change.answer,
            asked_by: view.asked_by_name,
            asked_at: change.asked_at.rfc3339(),
            decided_by: view.decided_by_name,
            decided_at: change.decided_at.map(|at| at.rfc3339()),
        }
    }
}

/// Ask for a change of what my organisation is registered as (its managers). What is left out stays.
#[utoipa::path(post, path = "/organisations/{id}/changes", tag = "单位", params(("id" = String, Path)), request_body = OrganisationChangeInput,
    responses((status = 201, body = Created), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn create_organisation_change(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Organisation>,
    key: IdempotencyKey,
    Body(input): Body<OrganisationChangeInput>,
) -> Result<Response, Problem> {
    let once = key.of(&(&id, &input));
    Ok(created(
        "organisation-changes",
        app.market
            .ask_organisation_change(&actor, &id, input, &once)
            .await?,
    ))
}

/// Changes of an organisation, newest first (its managers, and the bureau).
#[utoipa::path(get, path = "/organisations/{id}/changes", tag = "单位", params(("id" = String, Path), Page),
    responses((status = 200, body = List<OrganisationChangeOut>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list_changes_of_organisation(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Organisation>,
    Params(page): Params<Page>,
) -> Result<Json<List<OrganisationChangeOut>>, Problem> {
    let rows = app
        .market
        .changes_of_organisation(&actor, &id, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        None,
        |row| row.change.id.to_string(),
        OrganisationChangeOut::from,
    )))
}

/// Correct what an organisation is registered as (the bureau); the log keeps what was and why.
#[utoipa::path(post, path = "/organisations/{id}/correct", tag = "单位", params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body = OrganisationChangeInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn correct_organisation(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Organisation>,
    IfMatch(version): IfMatch,
    Body(input): Body<OrganisationChangeInput>,
) -> Result<StatusCode, Problem> {
    app.market
        .correct_organisation(&actor, &id, version, input)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes that wait for the bureau, the oldest first.
#[utoipa::path(get, path = "/organisation-changes", tag = "单位", params(Page),
    responses((status = 200, body = List<OrganisationChangeOut>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list_organisation_changes(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<OrganisationChangeOut>>, Problem> {
    let (rows, total) = app
        .market
        .organisation_change_queue(&actor, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        |row| row.change.id.to_string(),
        OrganisationChangeOut::from,
    )))
}

/// One change.
#[utoipa::path(get, path = "/organisation-changes/{id}", tag = "单位", params(("id" = String, Path)),
    responses((status = 200, body = OrganisationChangeOut), (status = 401, body = Problem), (status = 404, body = Problem)))]
async fn get_organisation_change(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::OrganisationChange>,
) -> Result<Response, Problem> {
    let view = app.market.organisation_change(&actor, &id).await?;
    Ok(versioned(
        view.change.version,
        OrganisationChangeOut::from(view),
    ))
}

/// Approve a change (somebody of the bureau who did not ask for it).
#[utoipa::path(post, path = "/organisation-changes/{id}/approve", tag = "单位", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn approve_organisation_change(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::OrganisationChange>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market
        .approve_organisation_change(&actor, &id, version)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why something is not approved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeRefusal {
    /// At most 500 characters.
    reason: String,
}

/// Refuse a change, with the reason (somebody of the bureau who did not ask for it).
#[utoipa::path(post, path = "/organisation-changes/{id}/refuse", tag = "单位", params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body = ChangeRefusal,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn refuse_organisation_change(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::OrganisationChange>,
    IfMatch(version): IfMatch,
    Body(typed): Body<ChangeRefusal>,
) -> Result<StatusCode, Problem> {
    app.market
        .refuse_organisation_change(&actor, &id, version, &typed.reason)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take back what my organisation asked for.
#[utoipa::path(post, path = "/organisation-changes/{id}/withdraw", tag = "单位", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn withdraw_organisation_change(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::OrganisationChange>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market
        .withdraw_organisation_change(&actor, &id, version)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
