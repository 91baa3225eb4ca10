//! What browsers ask for: reads forms and addresses, asks the market, fills the pages. It decides nothing.
//!
//! A handler is named `show_<page>` or `<verb>_<noun>`. A write ends in a redirect (303) to where its result is seen,
//! with `?done=` and a word of [`visitor::DONE`]; a refused form is shown again with what was typed.

pub mod home;
pub mod results;
pub mod sign_in;
pub mod visitor;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;

use crate::App;
use crate::pages::assets::serve_asset;

/// Every page and form.
pub fn router() -> Router<App> {
    Router::new()
        .merge(home::routes())
        .merge(results::routes())
        .merge(sign_in::routes())
        .route("/static/{*path}", get(get_asset))
        .fallback(visitor::show_not_found)
}

async fn get_asset(Path(path): Path<String>) -> Response {
    serve_asset(&path)
}
