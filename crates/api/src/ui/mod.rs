//! What people see 页面: a page is a struct, its template under `web/templates`, and the response. Handlers only fill it.
//!
//! * Every page holds a [`Layout`]; what pages are made of is in [`parts`].
//! * Data is plain and owned: domain values (`Fen`, `Timestamp`, enums), strings and small view structs. A page asks
//!   nobody and decides nothing: whether a button is there is the handler's answer (`Option`, a list of actions).
//! * Names of controls, and how errors find them: [`form`]; the way back into the domain: [`form_read`].
//! * Every address (`href`) is made by the program. Text is escaped by the templates; no page has a script or a style
//!   of its own, so the content security policy can forbid both.
//!
//! What it is not: it holds no handlers and no routes.

pub(crate) mod address;
pub(crate) mod again;
pub mod assets;
pub mod choices;
pub mod done;
pub(crate) mod download;
pub(crate) mod failure;
pub(crate) mod file_form;
pub mod form;
pub mod form_read;
pub(crate) mod form_values;
pub mod interface;
pub mod layout;
pub(crate) mod lost_session;
pub(crate) mod member;
pub mod message;
pub(crate) mod overtaken;
pub(crate) mod own_path;
pub mod parts;
pub(crate) mod robots;
pub(crate) mod routing;
pub mod sent;
pub(crate) mod typed;
pub(crate) mod upload;
pub mod visitor;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

pub use form::Form;
pub use layout::{Layout, Person, Section};
pub use sent::Sent;

/// A page as the response with this status.
pub fn respond(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        // Writing into a string does not fail; a template has no other way to.
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
