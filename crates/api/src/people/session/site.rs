//! Signing in and out 登录、退出.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use crate::App;
use crate::http::caller::{end_replaced, no_session_cookie, session_cookie};
use crate::http::client::Client;
use crate::people::session::page::SignInPage;
use crate::people::session::rest::agent_of;
use crate::ui::address::Lenient;
use crate::ui::done::after;
use crate::ui::lost_session;
use crate::ui::member::Member;
use crate::ui::own_path::own_path;
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::visitor::Visitor;
use crate::ui::{Form, Section, respond};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(show_sign_in).post(sign_in))
        .route("/sign-out", post(sign_out))
}

#[derive(Default, Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

/// The page, with what was typed elsewhere before a session ended.
pub(crate) fn page(
    app: &App,
    visitor: &Visitor,
    form: Form,
    kept: Vec<(String, String)>,
) -> SignInPage {
    SignInPage {
        layout: visitor.layout("登录", Section::Elsewhere),
        form,
        kept,
        demo: app.demo.to_vec(),
    }
}

async fn show_sign_in(
    State(app): State<App>,
    visitor: Visitor,
    Lenient(next): Lenient<Next>,
) -> Response {
    if visitor.actor.is_some() {
        return Redirect::to(&own_path(&next.next)).into_response();
    }
    respond(
        StatusCode::OK,
        &page(
            &app,
            &visitor,
            Form::new().with("next", own_path(&next.next)),
            Vec::new(),
        ),
    )
}

async fn sign_in(
    State(app): State<App>,
    visitor: Visitor,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    jar: CookieJar,
    typed: Typed,
) -> Response {
    let opened = app
        .market
        .sign_in(
            typed.value("login"),
            typed.value("password"),
            agent_of(&headers),
            &client.name(),
        )
        .await;
    match opened {
        Ok(opened) => {
            end_replaced(&app, &jar).await;
            let visitor = visitor.signed_in(opened.actor);
            let on = lost_session::resume(&visitor, &typed);
            let on =
                on.unwrap_or_else(|| Redirect::to(&own_path(typed.value("next"))).into_response());
            (jar.add(session_cookie(&app, opened.secret)), on).into_response()
        }
        Err(error) => {
            let kept = lost_session::waiting(&typed);
            let own = ["next", "login"]
                .map(|name| (name.to_owned(), typed.value(name).to_owned()))
                .to_vec();
            match visitor.again("", Typed(own), error) {
                Ok(mut sent) => {
                    let form = sent.show("", Form::new());
                    respond(sent.status(), &page(&app, &visitor, form, kept))
                }
                Err(page) => *page,
            }
        }
    }
}

async fn sign_out(State(app): State<App>, member: Member, jar: CookieJar) -> Response {
    match app.market.sign_out(&member.actor, &member.session).await {
        Ok(()) => (jar.remove(no_session_cookie()), after("/", "signed_out")).into_response(),
        Err(error) => member.visitor.fail(error),
    }
}
