//! Signing in and out 登录、退出.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use super::routing::{Router, get, post};
use super::visitor::{Fault, Lenient, Member, Typed, Visitor, after};
use crate::App;
use crate::caller::{no_session_cookie, session_cookie};
use crate::pages::sign_in::SignInPage;
use crate::pages::{Form, Section, respond};
use crate::rest::session::{Address, address_text, agent_of};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sign-in", get(show_sign_in).post(sign_in)).route("/sign-out", post(sign_out))
}

#[derive(Default, Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

/// Only a path of this site: a link elsewhere must not use our sign-in as its doormat.
fn own_path(next: &str) -> &str {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    if own { next } else { "/my" }
}

fn page(app: &App, visitor: &Visitor, form: Form) -> SignInPage {
    SignInPage { layout: visitor.layout("登录", Section::Elsewhere), form, demo: app.demo.to_vec() }
}

async fn show_sign_in(State(app): State<App>, visitor: Visitor, Lenient(next): Lenient<Next>) -> Response {
    if visitor.actor.is_some() {
        return Redirect::to(own_path(&next.next)).into_response();
    }
    respond(StatusCode::OK, &page(&app, &visitor, Form::new().with("next", own_path(&next.next))))
}

async fn sign_in(State(app): State<App>, visitor: Visitor, address: Address, headers: HeaderMap, jar: CookieJar, typed: Typed) -> Response {
    let opened = app.market.sign_in(typed.value("login"), typed.value("password"), agent_of(&headers), &address_text(address)).await;
    match opened {
        Ok(opened) => (jar.add(session_cookie(&app, opened.secret)), Redirect::to(own_path(typed.value("next")))).into_response(),
        Err(error) => match Fault::of(error, &visitor) {
            Fault::Again(errors) => {
                let form = Form::new().with("next", typed.value("next")).with("login", typed.value("login")).refused(errors);
                respond(StatusCode::UNPROCESSABLE_ENTITY, &page(&app, &visitor, form))
            }
            Fault::Instead(response) => *response,
        },
    }
}

async fn sign_out(State(app): State<App>, member: Member, jar: CookieJar) -> Response {
    match app.market.sign_out(&member.actor, &member.session).await {
        Ok(()) => (jar.remove(no_session_cookie()), after("/", "signed_out")).into_response(),
        Err(error) => member.visitor.fail(error),
    }
}
