//! Signing in and out, who am I, tokens.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use domain::id::kind;
use domain::user::Actor;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::caller::{SignedIn, no_session_cookie, session_cookie};
use crate::extract::{Body, OfPath};
use crate::problem::Problem;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_session, create_session, delete_session))
        .routes(routes!(list_tokens, create_token))
        .routes(routes!(delete_token))
}

/// What is typed at sign-in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    /// Login.
    login: String,
    /// Password.
    password: String,
}

/// Who acts, and for whom.
#[derive(Serialize, ToSchema)]
struct ActorView {
    user_id: String,
    name: String,
    organisation_id: String,
    organisation_name: String,
    #[schema(value_type = domain::organisation::OrganisationKind)]
    organisation_kind: &'static str,
    #[schema(value_type = domain::user::Role)]
    role: &'static str,
}

impl From<Actor> for ActorView {
    fn from(actor: Actor) -> Self {
        Self {
            user_id: actor.user.to_string(),
            name: actor.name,
            organisation_id: actor.organisation.to_string(),
            organisation_name: actor.organisation_name,
            organisation_kind: actor.organisation_kind.as_str(),
            role: actor.role.as_str(),
        }
    }
}

/// The browser's own name, for the list of one's sessions.
pub(crate) fn agent_of(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("未知浏览器")
}

/// The address that a request came from, for throttling. Behind a proxy all share its address, so there only the
/// login is throttled by name; a header that anyone can write is not believed.
pub(crate) type Address = Option<axum::Extension<axum::extract::ConnectInfo<std::net::SocketAddr>>>;

pub(crate) fn address_text(address: Address) -> String {
    address.map_or_else(|| "unknown".to_owned(), |info| info.0.0.ip().to_string())
}

/// Sign in; the session comes as a cookie.
#[utoipa::path(post, path = "/session", tag = "登录", security((), ("token" = [])), request_body = SignIn,
    responses((status = 200, body = ActorView), (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn create_session(
    State(app): State<App>,
    address: Address,
    headers: HeaderMap,
    jar: CookieJar,
    Body(typed): Body<SignIn>,
) -> Result<(CookieJar, Json<ActorView>), Problem> {
    let opened = app.market.sign_in(&typed.login, &typed.password, agent_of(&headers), &address_text(address)).await?;
    Ok((jar.add(session_cookie(&app, opened.secret)), Json(opened.actor.into())))
}

/// Who am I.
#[utoipa::path(get, path = "/session", tag = "登录", responses((status = 200, body = ActorView), (status = 401, body = Problem)))]
async fn get_session(SignedIn { actor, .. }: SignedIn) -> Json<ActorView> {
    Json(actor.into())
}

/// Sign out.
#[utoipa::path(delete, path = "/session", tag = "登录", responses((status = 204), (status = 401, body = Problem)))]
async fn delete_session(
    State(app): State<App>,
    SignedIn { actor, session }: SignedIn,
    jar: CookieJar,
) -> Result<(CookieJar, StatusCode), Problem> {
    app.market.sign_out(&actor, &session).await?;
    Ok((jar.remove(no_session_cookie()), StatusCode::NO_CONTENT))
}

/// What a token is for, and for how long.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewToken {
    /// What it is for.
    label: String,
    /// Days until it ends, 1 to 366.
    days: i64,
}

/// A token. The secret is told only once.
#[derive(Serialize, ToSchema)]
struct TokenView {
    id: String,
    label: String,
    expires_at: Option<String>,
    last_seen_at: Option<String>,
    /// To be sent as `Authorization: Bearer …`; only in the answer that issues it.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

/// My tokens.
#[utoipa::path(get, path = "/session/tokens", tag = "登录", responses((status = 200, body = Vec<TokenView>), (status = 401, body = Problem)))]
async fn list_tokens(State(app): State<App>, SignedIn { actor, .. }: SignedIn) -> Result<Json<Vec<TokenView>>, Problem> {
    let (_, tokens) = app.market.my_sessions(&actor).await?;
    let view = |token: market::session::Session| TokenView {
        id: token.id.to_string(),
        label: token.label,
        expires_at: Some(token.expires_at.rfc3339()),
        last_seen_at: Some(token.last_seen_at.rfc3339()),
        secret: None,
    };
    Ok(Json(tokens.into_iter().map(view).collect()))
}

/// Issue a token.
#[utoipa::path(post, path = "/session/tokens", tag = "登录", request_body = NewToken,
    responses((status = 201, body = TokenView), (status = 401, body = Problem), (status = 422, body = Problem)))]
async fn create_token(State(app): State<App>, SignedIn { actor, .. }: SignedIn, Body(typed): Body<NewToken>) -> Result<Response, Problem> {
    let opened = app.market.issue_token(&actor, &typed.label, typed.days).await?;
    let view =
        TokenView { id: opened.session.to_string(), label: typed.label, expires_at: None, last_seen_at: None, secret: Some(opened.secret) };
    let location = format!("/api/v1/session/tokens/{}", view.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(view)).into_response())
}

/// Revoke a token or end a session of mine.
#[utoipa::path(delete, path = "/session/tokens/{id}", tag = "登录", params(("id" = String, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
async fn delete_token(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Session>,
) -> Result<StatusCode, Problem> {
    app.market.sign_out(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
