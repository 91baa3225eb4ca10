//! The API under `/api/v1`: JSON in snake_case, problem documents, cursor paging, described by OpenAPI.
//!
//! A handler is named `<verb>_<resource>`, as its operation in the OpenAPI document.

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
    components(schemas(crate::http::problem::Problem)),
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
        .merge(crate::people::session::rest::routes())
        .merge(crate::people::organisation::rest::routes())
        .merge(crate::people::organisation_change::rest::routes())
        .merge(crate::people::refusal::rest::routes())
        .merge(crate::catalogue::achievement::rest::routes())
        .merge(crate::catalogue::attachment::rest::routes())
        .merge(crate::catalogue::search::rest::routes())
        .merge(crate::catalogue::saved_search::rest::routes())
        .merge(crate::catalogue::search_log::rest::routes())
        .merge(crate::catalogue::import::rest::routes())
        .merge(crate::catalogue::demand::rest::routes())
        .merge(crate::catalogue::vocabulary::rest::routes())
        .merge(crate::deals::licence_request::rest::routes())
        .merge(crate::catalogue::matching::rest::routes())
        .merge(crate::deals::deal::rest::routes())
        .merge(crate::deals::contract::rest::routes())
        .merge(crate::money::payment::rest::routes())
        .merge(crate::money::subsidy::rest::routes());
    let described = OpenApiRouter::with_openapi(Described::openapi())
        .nest("/api/v1", v1)
        .merge(crate::http::health::routes());
    let (router, mut document) = described.split_for_parts();
    crate::http::answers::complete(&mut document);
    crate::http::words::tell(&mut document);
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
