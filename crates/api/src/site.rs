//! What browsers ask for: reads forms and addresses, asks the market, fills the pages. It decides nothing.
//!
//! A handler is named `show_<page>` or `<verb>_<noun>`. A write ends in a redirect (303) to where its result is seen,
//! with `?done=` and a word of [`crate::ui::done::DONE`]; a refused form is shown again with what was typed.

use crate::ui::routing::{Router, get};
use axum::extract::Path;
use axum::http::Method;
use axum::middleware;
use axum::response::Response;

use crate::App;
use crate::ui::assets::serve_asset;

/// Every page and form.
pub fn router(app: &App) -> axum::Router<App> {
    let (pages, _) = routes().into_parts();
    pages
        .layer(middleware::from_fn_with_state(
            app.clone(),
            crate::ui::lost_session::keep_form,
        ))
        .fallback(crate::ui::failure::show_not_found)
}

/// Every page and form, and which they are.
pub fn pages_and_forms() -> Vec<(Method, String)> {
    routes().into_parts().1
}

fn routes() -> Router<App> {
    Router::new()
        .merge(crate::money::calculator::site::routes())
        .merge(crate::deals::contract::site::routes())
        .merge(crate::deals::ending::site::routes())
        .merge(crate::deals::deal::site::routes())
        .merge(crate::catalogue::demand::site::routes())
        .merge(crate::catalogue::home::site::routes())
        .merge(crate::deals::licence_request::moved::routes())
        .merge(crate::deals::licence_request::site::routes())
        .merge(crate::desk::log::site::routes())
        .merge(crate::catalogue::matching::site::routes())
        .merge(crate::money::payment::site::routes())
        .merge(crate::money::policy::site::routes())
        .merge(crate::deals::register::site::routes())
        .merge(crate::catalogue::search::site::routes())
        .merge(crate::catalogue::saved_search::site::routes())
        .merge(crate::catalogue::search_log::site::routes())
        .merge(crate::people::session::site::routes())
        .merge(crate::money::subsidy::site::routes())
        .merge(crate::people::session::account::routes())
        .merge(crate::catalogue::achievement::site::routes())
        .merge(crate::desk::queues::site::routes())
        .merge(crate::catalogue::import::site::routes())
        .merge(crate::ui::interface::site::routes())
        .merge(crate::deals::introduction::site::routes())
        .merge(crate::people::member::site::routes())
        .merge(crate::catalogue::achievement::own::routes())
        .merge(crate::catalogue::demand::own::routes())
        .merge(crate::people::organisation::desk::routes())
        .merge(crate::people::organisation::site::routes())
        .merge(crate::people::refusal::site::routes())
        .merge(crate::desk::workspace::site::routes())
        .merge(crate::ui::robots::routes())
        .route("/static/{*path}", get(get_asset))
}

async fn get_asset(Path(path): Path<String>) -> Response {
    serve_asset(&path)
}
