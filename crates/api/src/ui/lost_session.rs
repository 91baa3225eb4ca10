//! A form that arrives after its session has ended: what was typed goes through sign-in and comes back, instead of
//! being lost.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::typed::{Typed, is_form};
use super::visitor::Visitor;
use crate::App;
use crate::http::bounds;
use crate::http::caller::Caller;
use crate::people::session::site;
use crate::ui::message::ResumePage;
use crate::ui::{Form, Section, respond};

/// What goes before the names of the controls that wait behind a sign-in.
const KEPT: &str = "kept.";
/// The control with the path they are for.
const KEPT_TO: &str = "kept_to";
/// Bytes that are kept at most: a form of a listing with everything filled in has a tenth of it.
const KEPT_AT_MOST: usize = 256 * 1024;

/// Answers a form of nobody with the page of sign-in, which takes along what was typed.
pub(crate) async fn keep_form(State(app): State<App>, request: Request, next: Next) -> Response {
    let nobody = request
        .extensions()
        .get::<Caller>()
        .is_none_or(|caller| caller.actor.is_none());
    let to = request.uri().path().to_owned();
    let kept = nobody
        && *request.method() == Method::POST
        && is_form(request.headers())
        && !to.starts_with("/sign-")
        && !to.starts_with("/api/");
    if !kept {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(visitor) = Visitor::from_request_parts(&mut parts, &app).await;
    let body = Bytes::from_request(Request::from_parts(parts, body), &app)
        .await
        .ok();
    let typed = body
        .filter(|body| body.len() <= KEPT_AT_MOST)
        .and_then(|body| bounds::controls(&body));
    let Some(typed) = typed else {
        return visitor.fail(market::Error::SignedOut);
    };
    let typed = typed
        .into_iter()
        .filter(|(name, _)| !name.contains("password"));
    let mut values: Vec<(String, String)> = typed
        .map(|(name, value)| (format!("{KEPT}{name}"), value))
        .collect();
    values.push((KEPT_TO.to_owned(), to));
    let said = "登录已失效。请重新登录，刚才填写的内容会为您保留";
    let said = domain::FieldError {
        field: String::new(),
        code: "signed_out",
        message: said.into(),
    };
    respond(
        StatusCode::UNAUTHORIZED,
        &site::page(&app, &visitor, Form::new().refused(vec![said]), values),
    )
}

/// The controls of a sign-in that others wait behind, as it is shown again.
pub(crate) fn waiting(typed: &Typed) -> Vec<(String, String)> {
    typed
        .0
        .iter()
        .filter(|(name, _)| name == KEPT_TO || name.starts_with(KEPT))
        .cloned()
        .collect()
}

/// The page that sends on what waited; nothing when nothing did. Only paths of ours are sent to.
pub(crate) fn resume(visitor: &Visitor, typed: &Typed) -> Option<Response> {
    let to = typed.value(KEPT_TO);
    if to.is_empty() || super::own_path::own_path(to) != to {
        return None;
    }
    let values = typed
        .0
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(KEPT)?.to_owned(), value.clone())));
    let page = ResumePage {
        layout: visitor.layout("继续提交", Section::My),
        action: to.to_owned(),
        values: values.collect(),
    };
    Some(respond(StatusCode::OK, &page))
}
