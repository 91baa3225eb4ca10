//! The API under `/api/v1`: JSON in snake_case, problem documents, cursor paging, described by OpenAPI.
//!
//! A handler is named `<verb>_<resource>`, as its operation in the OpenAPI document.

pub mod achievement;
mod answers;
mod attachment;
mod contract;
mod deal;
mod demand;
mod ending;
mod file;
pub mod health;
mod import;
mod licence_request;
mod matching;
pub mod organisation;
mod organisation_change;
mod payment;
mod refusal;
mod saved_search;
mod search;
mod search_log;
pub mod session;
mod subsidy;
pub mod view;
mod vocabulary;
pub(crate) mod words;

use axum::Router;
use axum::http::header;
use axum::response::Redirect;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;

use crate::App;

#[derive(OpenApi)]
#[openapi(
    info(title = "技桥 API", description = "科技成果转化平台的开放接口。金额一律为整数分，时间为 RFC 3339，错误为 RFC 9457 问题文档。"),
    modifiers(&Tokens),
    components(schemas(crate::problem::Problem)),
    security(("token" = []))
)]
struct Described;

/// Names the bearer token in the document.
struct Tokens;

impl utoipa::Modify for Tokens {
    fn modify(&self, document: &mut Document) {
        use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
        if let Some(components) = document.components.as_mut() {
            components.add_security_scheme(
                "token",
                SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
            );
        }
    }
}

/// The routes of the API and their description.
pub fn router() -> (Router<App>, Document) {
    let v1 = OpenApiRouter::new()
        .merge(session::routes())
        .merge(organisation::routes())
        .merge(organisation_change::routes())
        .merge(refusal::routes())
        .merge(achievement::routes())
        .merge(attachment::routes())
        .merge(search::routes())
        .merge(saved_search::routes())
        .merge(search_log::routes())
        .merge(import::routes())
        .merge(demand::routes())
        .merge(vocabulary::routes())
        .merge(licence_request::routes())
        .merge(matching::routes())
        .merge(deal::routes())
        .merge(contract::routes())
        .merge(payment::routes())
        .merge(subsidy::routes());
    let described = OpenApiRouter::with_openapi(Described::openapi())
        .nest("/api/v1", v1)
        .merge(health::routes());
    let (router, mut document) = described.split_for_parts();
    answers::complete(&mut document);
    words::tell(&mut document);
    (router, document)
}

/// The document itself; and on to the page that shows it, from where a browser of it used to be.
pub fn document_routes(document: &Document) -> Router<App> {
    let text = document.to_json().unwrap_or_default();
    let shown = || async { Redirect::permanent("/api") };
    Router::new()
        .route(
            "/api/v1/openapi.json",
            get(async move || ([(header::CONTENT_TYPE, "application/json")], text)),
        )
        .route("/api/v1/docs", get(shown))
        .route("/api/v1/docs/", get(shown))
        .route("/api/v1/docs/{*file}", get(shown))
}
