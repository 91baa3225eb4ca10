//! Signing in and out, who am I, tokens.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use axum_extra::extract::CookieJar;
use domain::id::kind;
use domain::people::user::Actor;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::caller::{SignedIn, end_replaced, no_session_cookie, session_cookie};
use crate::http::client::Client;
use crate::http::extract::{Body, OfPath};
use crate::http::problem::Problem;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_session, create_session, delete_session))
        .routes(routes!(list_tokens, create_token))
        .routes(routes!(delete_token))
        .routes(routes!(delete_sessions))
        .routes(routes!(change_password))
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
    #[schema(value_type = domain::people::organisation::OrganisationKind)]
    organisation_kind: &'static str,
    #[schema(value_type = domain::people::user::Role)]
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
    headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("未知浏览器")
}

/// Sign in; the session comes as a cookie.
#[utoipa::path(post, path = "/session", tag = "登录", security((), ("token" = [])), request_body = SignIn,
    responses((status = 200, body = ActorView), (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn create_session(
    State(app): State<App>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    jar: CookieJar,
    Body(typed): Body<SignIn>,
) -> Result<(CookieJar, Json<ActorView>), Problem> {
    let opened = app
        .market
        .sign_in(
            &typed.login,
            &typed.password,
            agent_of(&headers),
            &client.name(),
        )
        .await?;
    end_replaced(&app, &jar).await;
    Ok((
        jar.add(session_cookie(&app, opened.secret)),
        Json(opened.actor.into()),
    ))
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
async fn list_tokens(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
) -> Result<Json<Vec<TokenView>>, Problem> {
    let (_, tokens) = app.market.my_sessions(&actor).await?;
    let view = |token: market::people::session::Session| TokenView {
        id: token.id.to_string(),
        label: token.label,
        expires_at: Some(token.expires_at.rfc3339()),
        last_seen_at: Some(token.last_seen_at.rfc3339()),
        secret: None,
    };
    Ok(Json(tokens.into_iter().map(view).collect()))
}

/// Issue a token. Only a session of a browser may: a token cannot issue another.
#[utoipa::path(post, path = "/session/tokens", tag = "登录", request_body = NewToken,
    responses((status = 201, body = TokenView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn create_token(
    State(app): State<App>,
    SignedIn { actor, session }: SignedIn,
    Body(typed): Body<NewToken>,
) -> Result<Response, Problem> {
    let opened = app
        .market
        .issue_token(&actor, &session, &typed.label, typed.days)
        .await?;
    let view = TokenView {
        id: opened.session.to_string(),
        label: typed.label,
        expires_at: None,
        last_seen_at: None,
        secret: Some(opened.secret),
    };
    let location = format!("/api/v1/session/tokens/{}", view.id);
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, location)],
        Json(view),
    )
        .into_response())
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

/// End every session and token of mine, this one too.
#[utoipa::path(delete, path = "/sessions", tag = "登录", responses((status = 204), (status = 401, body = Problem)))]
async fn delete_sessions(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    jar: CookieJar,
) -> Result<(CookieJar, StatusCode), Problem> {
    app.market.sign_out_everywhere(&actor).await?;
    Ok((jar.remove(no_session_cookie()), StatusCode::NO_CONTENT))
}

/// A new password as typed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordChange {
    /// The password that stands; not asked when someone else set it.
    #[serde(default)]
    old_password: String,
    /// The new one: 8 to 200 characters, not a common one, without the login in it.
    new_password: String,
}

/// Change my password; every other session and token of mine ends.
#[utoipa::path(put, path = "/session/password", tag = "登录", request_body = PasswordChange,
    responses((status = 204), (status = 401, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn change_password(
    State(app): State<App>,
    SignedIn { actor, session }: SignedIn,
    Body(typed): Body<PasswordChange>,
) -> Result<StatusCode, Problem> {
    app.market
        .change_password(&actor, &session, &typed.old_password, &typed.new_password)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
