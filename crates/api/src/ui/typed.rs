//! The controls of a form as typed.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, header};
use axum::response::Response;

use super::visitor::Visitor;
use crate::App;
use crate::http::bounds;

/// Whether a body is a form without files.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    })
}

/// Whether a body is a form with files.
pub(crate) fn is_form_with_files(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

/// The controls of a form as typed: names and values in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// The first value of a control, or nothing.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// The version of the row that the form shows; 0, which no row has, when it is missing.
    pub(crate) fn version(&self) -> i64 {
        // A page that forgot it means none, never any.
        self.value("version").parse().unwrap_or(0).max(0)
    }
}

impl FromRequest<App> for Typed {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(visitor) = Visitor::from_request_parts(&mut parts, app).await;
        // A verb's button sends no control at all, and so no type.
        let empty = !parts.headers.contains_key(header::CONTENT_TYPE);
        if empty {
            return Ok(Self::default());
        }
        let is_form = is_form(&parts.headers);
        let body = Bytes::from_request(Request::from_parts(parts, body), app).await;
        match body
            .ok()
            .filter(|_| is_form)
            .and_then(|bytes| bounds::controls(&bytes))
        {
            Some(pairs) => Ok(Self(pairs)),
            None => Err(visitor.fail(vec![bounds::no_form_of_ours()].into())),
        }
    }
}
