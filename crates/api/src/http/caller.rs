//! Who asks: the bearer token of a program or the cookie of a browser, resolved once per request.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::id::SessionId;
use domain::people::user::Actor;
use market::people::session::{BROWSER_DAYS_AT_MOST, Holder};

use crate::App;
use crate::http::problem::Problem;

/// Name of the session cookie.
pub const COOKIE: &str = "jiqiao_session";

/// Who asks; nobody when not signed in.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    /// Who, and for whom.
    pub actor: Option<Actor>,
    /// In which session or with which token.
    pub session: Option<SessionId>,
}

/// Resolves the caller of every request.
pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let found = match secret_of(request.headers()) {
        None => Ok(None),
        Some((secret, holder)) => app.market.who(&secret, holder).await,
    };
    let caller = match found {
        Ok(None) => Caller::default(),
        Ok(Some(live))
            if live.must_change_password && !is_open_before_the_change(request.uri().path()) =>
        {
            return change_first(request.uri().path());
        }
        Ok(Some(live)) if !live.must_change_password && request.uri().path() == CHANGE_PAGE => {
            return Redirect::to("/my/account").into_response();
        }
        Ok(Some(live)) => Caller {
            actor: Some(live.actor),
            session: Some(live.session),
        },
        Err(error) => return Problem::from(error).into_response(),
    };
    let actor = caller.actor.clone();
    request.extensions_mut().insert(caller);
    let response = next.run(request).await;
    if response.status() == StatusCode::FORBIDDEN
        && let Some(actor) = actor
    {
        app.market.note_forbidden(&actor).await;
    }
    response
}

/// The page on which a password that someone else set is changed.
pub const CHANGE_PAGE: &str = "/my/password";

/// What someone may reach before changing a password that someone else set.
fn is_open_before_the_change(path: &str) -> bool {
    const OPEN: [&str; 5] = [
        CHANGE_PAGE,
        "/sign-in",
        "/sign-out",
        "/api/v1/session",
        "/api/v1/session/password",
    ];
    OPEN.contains(&path) || path.starts_with("/static/")
}

fn change_first(path: &str) -> Response {
    if !path.starts_with("/api/") {
        return Redirect::to(CHANGE_PAGE).into_response();
    }
    let detail = "当前密码由他人设置，请先用 PUT /api/v1/session/password 设置自己的密码，或在网页登录后修改";
    Problem::new(
        StatusCode::FORBIDDEN,
        "password_change_required",
        "请先修改密码",
        detail,
    )
    .into_response()
}

/// Ends the session that this browser had before it signed in anew. When that fails the old session ends by itself, and
/// the new one is there already.
pub async fn end_replaced(app: &App, jar: &CookieJar) {
    let Some(cookie) = jar.get(COOKIE) else {
        return;
    };
    if let Err(error) = app.market.end_replaced(cookie.value()).await {
        tracing::warn!(%error, "the session that a browser had before could not be ended");
    }
}

fn secret_of(headers: &HeaderMap) -> Option<(String, Holder)> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let secret = value.to_str().ok()?.strip_prefix("Bearer ")?;
        return Some((secret.trim().to_owned(), Holder::Program));
    }
    CookieJar::from_headers(headers)
        .get(COOKIE)
        .map(|cookie| (cookie.value().to_owned(), Holder::Browser))
}

/// The cookie that carries a session's secret, as long as a session can last.
pub fn session_cookie(app: &App, secret: String) -> Cookie<'static> {
    let cookie = Cookie::build((COOKIE, secret))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.secure);
    cookie
        .max_age(time::Duration::days(BROWSER_DAYS_AT_MOST))
        .build()
}

/// The cookie that takes a session's secret away.
pub fn no_session_cookie() -> Cookie<'static> {
    Cookie::build((COOKIE, "")).path("/").build()
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts
            .extensions
            .get::<Caller>()
            .cloned()
            .unwrap_or_default())
    }
}

/// A caller of the API who is signed in; others get 401.
pub struct SignedIn {
    /// Who, and for whom.
    pub actor: Actor,
    /// In which session or with which token.
    pub session: SessionId,
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let caller = parts
            .extensions
            .get::<Caller>()
            .cloned()
            .unwrap_or_default();
        match (caller.actor, caller.session) {
            (Some(actor), Some(session)) => Ok(Self { actor, session }),
            _ => Err(market::Error::SignedOut.into()),
        }
    }
}
