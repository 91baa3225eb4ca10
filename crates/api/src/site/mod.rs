//! What browsers ask for: reads forms and addresses, asks the market, fills the pages. It decides nothing.
//!
//! A handler is named `show_<page>` or `<verb>_<noun>`. A write ends in a redirect (303) to where its result is seen,
//! with `?done=` and a word of [`visitor::DONE`]; a refused form is shown again with what was typed.

mod account;
mod achievement;
mod again;
mod calculator;
mod chain;
mod contract;
mod contract_page;
mod deal;
mod deal_page;
mod demand;
mod desk;
mod desk_organisation;
pub(crate) mod download;
mod ending;
mod file_form;
mod form_values;
mod home;
mod import;
mod interface;
mod introduction;
mod licence_request;
mod log;
mod lost_session;
mod matching;
mod member;
mod my_achievement;
mod my_demand;
mod organisation;
mod organisation_change;
mod own_path;
mod payment;
mod policy;
mod refusal;
pub(crate) mod register;
mod results;
mod robots;
mod routing;
mod saved_search;
mod search_log;
mod sign_in;
mod subsidy;
mod sum;
mod upload;
pub mod visitor;
mod workspace;

use axum::extract::Path;
use axum::http::Method;
use axum::middleware;
use axum::response::Response;
use routing::{Router, get};

use crate::App;
use crate::pages::assets::serve_asset;

/// Every page and form.
pub fn router(app: &App) -> axum::Router<App> {
    let (pages, _) = routes().into_parts();
    pages
        .layer(middleware::from_fn_with_state(
            app.clone(),
            lost_session::keep_form,
        ))
        .fallback(visitor::show_not_found)
}

/// Every page and form, and which they are.
pub fn pages_and_forms() -> Vec<(Method, String)> {
    routes().into_parts().1
}

fn routes() -> Router<App> {
    Router::new()
        .merge(calculator::routes())
        .merge(contract::routes())
        .merge(deal::routes())
        .merge(demand::routes())
        .merge(home::routes())
        .merge(licence_request::routes())
        .merge(log::routes())
        .merge(matching::routes())
        .merge(payment::routes())
        .merge(policy::routes())
        .merge(register::routes())
        .merge(results::routes())
        .merge(saved_search::routes())
        .merge(search_log::routes())
        .merge(sign_in::routes())
        .merge(subsidy::routes())
        .merge(account::routes())
        .merge(achievement::routes())
        .merge(desk::routes())
        .merge(import::routes())
        .merge(interface::routes())
        .merge(introduction::routes())
        .merge(member::routes())
        .merge(my_achievement::routes())
        .merge(my_demand::routes())
        .merge(desk_organisation::routes())
        .merge(organisation::routes())
        .merge(refusal::routes())
        .merge(workspace::routes())
        .merge(robots::routes())
        .route("/static/{*path}", get(get_asset))
}

async fn get_asset(Path(path): Path<String>) -> Response {
    serve_asset(&path)
}
