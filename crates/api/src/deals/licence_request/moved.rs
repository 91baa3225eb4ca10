//! Addresses of licence requests before they bore the noun of the API: they lead on, with what a form sends.

use axum::extract::OriginalUri;
use axum::response::Redirect;

use crate::App;
use crate::ui::routing::{Router, get, post};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/my/requests", get(moved))
        .route("/requests/{id}", get(moved))
        .route("/requests/{id}/{verb}", post(moved))
        .route("/achievements/{id}/request", get(moved).post(moved))
}

/// Leads on to the address that is in force, with its query.
async fn moved(OriginalUri(uri): OriginalUri) -> Redirect {
    let path = uri.path();
    let now = match path.strip_suffix("/request") {
        Some(achievement) => format!("{achievement}/licence-requests"),
        None => path.replacen("/requests", "/licence-requests", 1),
    };
    match uri.query() {
        Some(query) => Redirect::permanent(&format!("{now}?{query}")),
        None => Redirect::permanent(&now),
    }
}
