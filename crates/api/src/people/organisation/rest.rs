//! Organisations 单位 and their members.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::kind;
use domain::people::organisation::{
    Organisation, OrganisationInput, OrganisationKind, OrganisationUpdateInput,
};
use domain::people::user::{Role, UserInput};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::caller::SignedIn;
use crate::http::extract::{Body, IdempotencyKey, IfMatch, OfPath, Params};
use crate::http::problem::Problem;
use crate::http::view::{Created, List, Page, created, versioned};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_organisations, create_organisation))
        .routes(routes!(get_organisation, update_organisation))
        .routes(routes!(list_members, create_member))
        .routes(routes!(reset_member_password))
}

/// What an organisation says of itself in public.
#[derive(Serialize, ToSchema)]
struct OrganisationView {
    id: String,
    version: i64,
    name: String,
    #[schema(value_type = OrganisationKind)]
    kind: &'static str,
    credit_code: String,
    division_code: String,
    county: String,
    legal_representative: String,
    address: String,
    phone: String,
    introduction: String,
    created_at: String,
}

impl From<Organisation> for OrganisationView {
    fn from(organisation: Organisation) -> Self {
        let described = organisation.described;
        Self {
            id: organisation.id.to_string(),
            version: organisation.version,
            name: described.name,
            kind: described.kind.as_str(),
            credit_code: described.credit_code.to_string(),
            county: domain::people::county::name_of(&described.division_code),
            division_code: described.division_code,
            legal_representative: described.legal_representative,
            address: described.address,
            phone: described.phone,
            introduction: described.introduction,
            created_at: organisation.created_at.rfc3339(),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only organisations of this kind.
    kind: Option<OrganisationKind>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Organisations.
#[utoipa::path(get, path = "/organisations", tag = "单位", security((), ("token" = [])), params(Which), responses((status = 200, body = List<OrganisationView>), (status = 400, body = Problem)))]
async fn list_organisations(
    State(app): State<App>,
    Params(which): Params<Which>,
) -> Result<Json<List<OrganisationView>>, Problem> {
    let page = Page {
        limit: which.limit,
        cursor: which.cursor,
    };
    let rows = app
        .market
        .organisations(
            page.cursor(),
            which.kind.map_or("", OrganisationKind::as_str),
            page.limit() + 1,
        )
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        None,
        |row| row.id.to_string(),
        OrganisationView::from,
    )))
}

/// Add an organisation (the bureau).
#[utoipa::path(post, path = "/organisations", tag = "单位", params(("Idempotency-Key" = Option<String>, Header)), request_body = OrganisationInput,
    responses((status = 201, body = Created), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn create_organisation(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    key: IdempotencyKey,
    Body(input): Body<OrganisationInput>,
) -> Result<Response, Problem> {
    let once = key.of(&input);
    Ok(created(
        "organisations",
        app.market
            .create_organisation(Some(&actor), input, &once)
            .await?,
    ))
}

/// One organisation.
#[utoipa::path(get, path = "/organisations/{id}", tag = "单位", security((), ("token" = [])), params(("id" = String, Path)),
    responses((status = 200, body = OrganisationView, headers(("ETag" = String))), (status = 404, body = Problem)))]
async fn get_organisation(
    State(app): State<App>,
    OfPath(id): OfPath<kind::Organisation>,
) -> Result<Response, Problem> {
    let organisation = app.market.organisation(&id).await?;
    Ok(versioned(
        organisation.version,
        OrganisationView::from(organisation),
    ))
}

/// An organisation to be changed: what was read, with other values. What cannot be changed may be sent back as it was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "what cannot be changed is taken and not looked at"
)]
struct OrganisationUpdate {
    /// Cannot be changed.
    id: Option<String>,
    /// Cannot be changed; `If-Match` says which version was read.
    version: Option<i64>,
    /// Follows from the division code.
    county: Option<String>,
    /// Cannot be changed.
    created_at: Option<String>,
    /// Registered name, as it stands.
    name: Option<String>,
    /// What it is, as it stands.
    kind: Option<OrganisationKind>,
    /// Unified social credit code, as it stands.
    credit_code: Option<String>,
    /// Allowed as in the description of a new organisation; the code that stands was looked at when it came.
    #[serde(default)]
    credit_code_confirmed: bool,
    /// Where it is registered, as it stands.
    division_code: Option<String>,
    /// Legal representative, as it stands.
    legal_representative: Option<String>,
    #[serde(default)]
    address: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    introduction: String,
}

impl From<OrganisationUpdate> for OrganisationUpdateInput {
    fn from(sent: OrganisationUpdate) -> Self {
        Self {
            name: sent.name,
            kind: sent.kind,
            credit_code: sent.credit_code,
            credit_code_confirmed: sent.credit_code_confirmed,
            division_code: sent.division_code,
            legal_representative: sent.legal_representative,
            address: sent.address,
            phone: sent.phone,
            introduction: sent.introduction,
        }
    }
}

/// Change what an organisation says of itself: address, telephone, introduction. What decides money and rights may be
/// sent as it stands and is changed only by a change that the bureau approves.
#[utoipa::path(put, path = "/organisations/{id}", tag = "单位", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = OrganisationUpdate,
    responses((status = 204), (status = 403, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn update_organisation(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Organisation>,
    IfMatch(version): IfMatch,
    Body(sent): Body<OrganisationUpdate>,
) -> Result<StatusCode, Problem> {
    app.market
        .update_organisation(&actor, &id, version, sent.into())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A member of an organisation.
#[derive(Serialize, ToSchema)]
struct MemberView {
    user_id: String,
    login: String,
    name: String,
    #[schema(value_type = Role)]
    role: &'static str,
    /// Whether the person may act for this organisation.
    active: bool,
    since: String,
    /// When the person last signed in.
    last_sign_in_at: Option<String>,
}

/// Members (its managers, and the bureau).
#[utoipa::path(get, path = "/organisations/{id}/members", tag = "单位", params(("id" = String, Path)),
    responses((status = 200, body = Vec<MemberView>), (status = 403, body = Problem)))]
async fn list_members(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Organisation>,
) -> Result<Json<Vec<MemberView>>, Problem> {
    let members = app.market.members(&actor, &id).await?;
    let view = |member: market::people::user::Membership| MemberView {
        user_id: member.user.to_string(),
        login: member.login,
        name: member.user_name,
        role: member.role.as_str(),
        active: member.active,
        since: member.since.rfc3339(),
        last_sign_in_at: member.last_sign_in_at.map(|at| at.rfc3339()),
    };
    Ok(Json(members.into_iter().map(view).collect()))
}

/// A new member as typed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMember {
    login: String,
    name: String,
    password: String,
    role: Role,
}

/// Add a member with an account (its managers; the bureau for the first one). The person must change the password at the
/// first sign-in.
#[utoipa::path(post, path = "/organisations/{id}/members", tag = "单位", params(("id" = String, Path)), request_body = NewMember,
    responses((status = 201, body = Created), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn create_member(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Organisation>,
    Body(typed): Body<NewMember>,
) -> Result<Response, Problem> {
    let input = UserInput {
        login: typed.login,
        name: typed.name,
        password: typed.password,
    };
    let user = app
        .market
        .add_member(Some(&actor), &id, input, typed.role)
        .await?;
    Ok(created(&format!("organisations/{id}/members"), user))
}

/// A one-time password, told only once.
#[derive(Serialize, ToSchema)]
struct OneTimePassword {
    /// Lets in once and must be changed then.
    password: String,
    /// Hours after which it ends unused.
    hours: i64,
}

/// Give a member a one-time password (its managers). The old one and every session of the person end.
#[utoipa::path(post, path = "/organisations/{id}/members/{user_id}/reset-password", tag = "单位",
    params(("id" = String, Path), ("user_id" = String, Path)),
    responses((status = 200, body = OneTimePassword), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn reset_member_password(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path((id, user)): Path<(String, String)>,
) -> Result<Json<OneTimePassword>, Problem> {
    let (Ok(id), Ok(user)) = (id.parse(), user.parse()) else {
        return Err(Problem::not_found());
    };
    let password = app.market.reset_member_password(&actor, &id, &user).await?;
    Ok(Json(OneTimePassword {
        password,
        hours: market::people::user::CODE_HOURS,
    }))
}
