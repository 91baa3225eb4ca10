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

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

pub mod achievement;
pub mod achievement_form;
pub mod assets;
pub mod calculator;
pub mod contract;
pub mod deal;
pub mod demand;
pub mod demand_form;
pub mod desk;
pub mod form;
pub mod form_read;
pub mod home;
pub mod import;
pub mod interface;
pub mod introduction;
pub mod layout;
pub mod licence_request;
pub mod log;
pub mod matching;
pub mod message;
pub mod organisation;
pub mod organisation_change;
pub mod parts;
pub mod people;
pub mod policy;
pub mod refusal;
pub mod register;
pub mod results;
pub mod saved_search;
pub mod search_log;
pub mod sent;
pub mod sign_in;
pub mod workspace;

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
