//! Who asks: the bearer token of a program or the cookie of a browser, resolved once per request.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::id::SessionId;
use domain::user::Actor;
use market::search_log::Searcher;
use market::session::Holder;

use crate::App;
use crate::problem::Problem;

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
        Ok(Some(live)) => Caller { actor: Some(live.actor), session: Some(live.session) },
        Err(error) => return Problem::from(error).into_response(),
    };
    request.extensions_mut().insert(caller);
    next.run(request).await
}

fn secret_of(headers: &HeaderMap) -> Option<(String, Holder)> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let secret = value.to_str().ok()?.strip_prefix("Bearer ")?;
        return Some((secret.trim().to_owned(), Holder::Program));
    }
    CookieJar::from_headers(headers).get(COOKIE).map(|cookie| (cookie.value().to_owned(), Holder::Browser))
}

/// The cookie that carries a session's secret.
pub fn session_cookie(app: &App, secret: String) -> Cookie<'static> {
    Cookie::build((COOKIE, secret)).path("/").http_only(true).same_site(SameSite::Lax).secure(app.secure).permanent().build()
}

/// The cookie that takes a session's secret away.
pub fn no_session_cookie() -> Cookie<'static> {
    Cookie::build((COOKIE, "")).path("/").build()
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Caller>().cloned().unwrap_or_default())
    }
}

/// Whose search counts: the account's, else that of the address from which it comes.
pub fn searcher_of(parts: &Parts) -> Searcher {
    let account = parts.extensions.get::<Caller>().and_then(|caller| caller.actor.as_ref());
    let client = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    match (account, client) {
        (Some(actor), _) => Searcher::Account(actor.user.clone()),
        (None, Some(client)) => Searcher::Client(client.0.ip()),
        (None, None) => Searcher::Unknown,
    }
}

/// [`searcher_of`] a request of the API.
pub struct Searching(pub Searcher);

impl<S: Send + Sync> FromRequestParts<S> for Searching {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(searcher_of(parts)))
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
        let caller = parts.extensions.get::<Caller>().cloned().unwrap_or_default();
        match (caller.actor, caller.session) {
            (Some(actor), Some(session)) => Ok(Self { actor, session }),
            _ => Err(market::Error::SignedOut.into()),
        }
    }
}
