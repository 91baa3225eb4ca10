//! A form that arrives after its session has ended: what was typed goes through sign-in and comes back, instead of
//! being lost. Files are no exception to the rule that nobody's files are kept: their names come back, beside controls to
//! choose them again.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::typed::{Typed, is_form, is_form_with_files};
use super::visitor::Visitor;
use crate::App;
use crate::http::arrival;
use crate::http::bounds;
use crate::http::caller::Caller;
use crate::people::session::site;
use crate::ui::message::ResumePage;
use crate::ui::{Form, Section, respond};

/// What goes before the names of the controls that wait behind a sign-in.
const KEPT: &str = "kept.";
/// The control with the path they are for.
const KEPT_TO: &str = "kept_to";
/// What goes before the names of the controls whose files were not kept; the value is the name of the file.
const KEPT_FILE: &str = "kept_file.";
/// The control that says that it is a form with files.
const KEPT_WITH_FILES: &str = "kept_with_files";
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
        && (is_form(request.headers()) || is_form_with_files(request.headers()))
        && !to.starts_with("/sign-")
        && !to.starts_with("/api/");
    if !kept {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(visitor) = Visitor::from_request_parts(&mut parts, &app).await;
    let with_files = is_form_with_files(&parts.headers);
    let request = Request::from_parts(parts, body);
    let arrived = if with_files {
        controls_beside_files(&app, request).await
    } else {
        controls(&app, request).await
    };
    let Some(Arrived { typed, files }) = arrived else {
        return visitor.fail(market::Error::SignedOut);
    };
    let typed = typed
        .into_iter()
        .filter(|(name, _)| !name.contains("password"));
    let mut values: Vec<(String, String)> = typed
        .map(|(name, value)| (format!("{KEPT}{name}"), value))
        .collect();
    values.push((KEPT_TO.to_owned(), to));
    if with_files {
        values.push((KEPT_WITH_FILES.to_owned(), "1".to_owned()));
    }
    let mut said = "登录已失效。请重新登录，刚才填写的内容会为您保留".to_owned();
    if !files.is_empty() {
        let names: Vec<&str> = files.iter().map(|(_, name)| name.as_str()).collect();
        said += &format!(
            "；选好的文件（{}）没有保留，登录后请重新选择",
            names.join("、")
        );
    }
    let files = files.into_iter();
    values.extend(files.map(|(control, name)| (format!("{KEPT_FILE}{control}"), name)));
    let said = domain::FieldError {
        field: String::new(),
        code: "signed_out",
        message: said,
    };
    respond(
        StatusCode::UNAUTHORIZED,
        &site::page(&app, &visitor, Form::new().refused(vec![said]), values),
    )
}

/// What came with a form.
#[derive(Default)]
struct Arrived {
    typed: Vec<(String, String)>,
    /// Controls of files, with the names of these.
    files: Vec<(String, String)>,
}

async fn controls(app: &App, request: Request) -> Option<Arrived> {
    let body = Bytes::from_request(request, app).await.ok()?;
    let typed = (body.len() <= KEPT_AT_MOST).then(|| bounds::controls(&body))??;
    Some(Arrived {
        typed,
        files: Vec::new(),
    })
}

/// The plain controls of a form with files. The files are read past: what was typed may stand behind them. Where the
/// transmission ends early, what came before is what there is.
async fn controls_beside_files(app: &App, mut request: Request) -> Option<Arrived> {
    DefaultBodyLimit::max(market::catalogue::import::UPLOAD_AT_MOST).apply(&mut request);
    let mut parts = Multipart::from_request(request, app).await.ok()?;
    let mut arrived = Arrived::default();
    let mut bytes = 0;
    while let Ok(Some(mut part)) = parts.next_field().await {
        let name = part.name().unwrap_or_default().to_owned();
        if !bounds::is_room_for_another(arrived.typed.len() + arrived.files.len(), &name) {
            return None;
        }
        if let Some(file) = arrival::file_name_of(&part) {
            while let Ok(Some(_)) = part.chunk().await {}
            if !file.is_empty() {
                arrived.files.push((name, domain::text::file_name(&file)));
            }
        } else {
            let text = arrival::text(part).await.ok()?;
            bytes += name.len() + text.len();
            if bytes > KEPT_AT_MOST {
                return None;
            }
            arrived.typed.push((name, text));
        }
    }
    Some(arrived)
}

/// The controls of a sign-in that others wait behind, as it is shown again.
pub(crate) fn waiting(typed: &Typed) -> Vec<(String, String)> {
    typed
        .0
        .iter()
        .filter(|(name, _)| {
            [KEPT_TO, KEPT_WITH_FILES].contains(&name.as_str())
                || name.starts_with(KEPT)
                || name.starts_with(KEPT_FILE)
        })
        .cloned()
        .collect()
}

/// The page that sends on what waited; nothing when nothing did. Only paths of ours are sent to.
pub(crate) fn resume(visitor: &Visitor, typed: &Typed) -> Option<Response> {
    let to = typed.value(KEPT_TO);
    if to.is_empty() || super::own_path::own_path(to) != to {
        return None;
    }
    let under = |prefix: &str| {
        let named = typed.0.iter().filter_map(|(name, value)| {
            Some((name.strip_prefix(prefix)?.to_owned(), value.clone()))
        });
        named.collect()
    };
    let page = ResumePage {
        layout: visitor.layout("继续提交", Section::My),
        action: to.to_owned(),
        values: under(KEPT),
        files: under(KEPT_FILE),
        takes_files: !typed.value(KEPT_WITH_FILES).is_empty(),
    };
    Some(respond(StatusCode::OK, &page))
}
