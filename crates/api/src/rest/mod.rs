//! The API under `/api/v1`: JSON in snake_case, problem documents, cursor paging, described by OpenAPI.
//!
//! A handler is named `<verb>_<resource>`, as its operation in the OpenAPI document.

pub mod achievement;
mod answers;
mod contract;
mod deal;
mod demand;
mod ending;
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

use axum::Router;
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
    (router, document)
}
