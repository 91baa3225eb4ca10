//! The edge of the marketplace: what people see (pages) and what machines read (rest). It translates and decides
//! nothing: permission and transactions belong to `market`.

pub mod catalogue;
pub mod deals;
pub mod desk;
pub mod http;
pub mod money;
pub mod people;
pub mod ui;

pub mod rest;
pub mod site;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use market::Market;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

/// What handlers need.
#[derive(Clone)]
pub struct App {
    /// The market.
    pub market: Market,
    /// Whether cookies are for TLS only.
    pub secure: bool,
    /// Whose headers are believed, and what was asked for of late.
    pub edge: std::sync::Arc<http::client::Edge>,
    /// Accounts shown at sign-in; none except in a demonstration.
    pub demo: std::sync::Arc<[people::session::page::DemoAccount]>,
}

/// Largest JSON body or form without a file, in bytes.
const BODY_AT_MOST: usize = 1024 * 1024;
/// A request that takes longer is given up.
const REQUEST_AT_MOST: Duration = Duration::from_secs(60);

/// The description of the API.
pub fn document() -> utoipa::openapi::OpenApi {
    rest::router().1
}

/// Every page and form, by method and path; what the API answers is in its [`document`].
pub fn pages_and_forms() -> Vec<(axum::http::Method, String)> {
    site::pages_and_forms()
}

/// Everything the server answers.
pub fn router(app: App) -> Router {
    let (rest, described) = rest::router();
    Router::new()
        .merge(rest)
        .merge(site::router(&app))
        .merge(rest::document_routes(&described))
        .layer(DefaultBodyLimit::max(BODY_AT_MOST))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            http::client::budget,
        ))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            http::caller::identify,
        ))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            http::client::tell_client,
        ))
        .layer(middleware::from_fn(http::guard::guard))
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::SERVICE_UNAVAILABLE,
            REQUEST_AT_MOST,
        ))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(
            http::refused::Now(std::sync::Arc::new({
                let market = app.market.clone();
                move || market.now()
            })),
            http::refused::say_why,
        ))
        .layer(middleware::from_fn_with_state(
            http::guard::Tls(app.secure),
            http::guard::headers,
        ))
        .with_state(app)
}
