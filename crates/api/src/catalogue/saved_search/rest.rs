//! Saved searches 保存的检索: one's own, and nobody else's.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::catalogue::saved_search::{Chosen, SavedSearchInput};
use domain::id::kind;
use market::catalogue::saved_search::{Saved, Watched};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::catalogue::search::asked::Asked;
use crate::http::caller::SignedIn;
use crate::http::extract::{Body, OfPath, Params};
use crate::http::problem::Problem;
use crate::http::view::{Created, List, Page, created};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_saved_searches, create_saved_search))
        .routes(routes!(delete_saved_search))
}

/// A saved search.
#[derive(Serialize, ToSchema)]
struct SavedSearchView {
    id: String,
    name: String,
    text: String,
    filters: Chosen,
    /// Path and query of the result page.
    address: String,
    /// New listings found since its owner last marked the alerts as seen.
    unseen: i64,
    created_at: String,
}

impl From<Watched> for SavedSearchView {
    fn from(watched: Watched) -> Self {
        let search = watched.search;
        Self {
            id: search.id.to_string(),
            name: search.name,
            address: Asked::of_saved(&search.wanted).address(),
            text: search.wanted.text,
            filters: search.wanted.filters,
            unseen: watched.unseen,
            created_at: search.created_at.rfc3339(),
        }
    }
}

/// My saved searches, newest first.
#[utoipa::path(get, path = "/saved-searches", tag = "保存的检索", params(Page),
    responses((status = 200, body = List<SavedSearchView>), (status = 401, body = Problem)))]
async fn list_saved_searches(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<SavedSearchView>>, Problem> {
    let (rows, total) = app
        .market
        .saved_searches(&actor, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        |row| row.search.id.to_string(),
        SavedSearchView::from,
    )))
}

/// Save a search. The same search is saved once: then the answer is 200 with the identifier of the earlier one.
#[utoipa::path(post, path = "/saved-searches", tag = "保存的检索", request_body = SavedSearchInput,
    responses((status = 201, body = Created), (status = 200, body = Created), (status = 401, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn create_saved_search(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Body(input): Body<SavedSearchInput>,
) -> Result<Response, Problem> {
    Ok(match app.market.save_search(&actor, input).await? {
        Saved::New(id) => created("saved-searches", id),
        Saved::Before(id) => Json(Created { id: id.to_string() }).into_response(),
    })
}

/// Delete a saved search; its alerts go with it.
#[utoipa::path(delete, path = "/saved-searches/{id}", tag = "保存的检索", params(("id" = String, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
async fn delete_saved_search(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::SavedSearch>,
) -> Result<StatusCode, Problem> {
    app.market.delete_saved_search(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
