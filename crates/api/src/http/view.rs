//! What many answers share: lists with a cursor, created things, versions.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where the next page begins; nothing on the last one.
    pub next_cursor: Option<String>,
    /// How many there are in all, where that is known.
    pub total: Option<i64>,
}

/// Most entries of one page.
pub const LIMIT_AT_MOST: i64 = 100;

/// Which page of a list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// How many entries, 1 to 100; 20 when not said.
    pub limit: Option<i64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl Page {
    /// How many entries.
    pub fn limit(&self) -> i64 {
        self.limit.unwrap_or(20).clamp(1, LIMIT_AT_MOST)
    }

    /// Where it begins; empty for the first page.
    pub fn cursor(&self) -> &str {
        self.cursor.as_deref().unwrap_or_default()
    }
}

impl<T> List<T> {
    /// A page of what was read with one entry more than asked for: the surplus one tells that there is a next page.
    pub fn cut<S>(
        mut rows: Vec<S>,
        limit: i64,
        total: Option<i64>,
        cursor_of: impl Fn(&S) -> String,
        view: impl Fn(S) -> T,
    ) -> Self {
        let limit = usize::try_from(limit).unwrap_or(0);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = if more {
            rows.last().map(cursor_of)
        } else {
            None
        };
        Self {
            items: rows.into_iter().map(view).collect(),
            next_cursor,
            total,
        }
    }
}

/// Something was made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Created {
    /// Identifier.
    pub id: String,
}

/// 201 with the identifier and the address of what was made.
pub fn created(collection: &str, id: impl ToString) -> Response {
    let id = id.to_string();
    let location = format!("/api/v1/{collection}/{id}");
    (
        StatusCode::CREATED,
        [(header::LOCATION, location)],
        Json(Created { id }),
    )
        .into_response()
}

/// 200 with the version as `ETag`, for the next `If-Match`.
pub fn versioned(version: i64, view: impl Serialize) -> Response {
    ([(header::ETAG, format!("\"{version}\""))], Json(view)).into_response()
}
