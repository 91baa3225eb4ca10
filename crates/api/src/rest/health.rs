//! Whether the server is alive and ready.

use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_health)).routes(routes!(get_readiness))
}

/// Whether the process is alive.
#[utoipa::path(get, path = "/healthz", tag = "运行", security(()), responses((status = 200, description = "在运行", body = String, content_type = "text/plain")))]
async fn get_health() -> &'static str {
    "ok"
}

/// Whether requests can be answered: the database answers.
#[utoipa::path(get, path = "/readyz", tag = "运行", security(()), responses((status = 200, description = "可服务", body = String, content_type = "text/plain"),
    (status = 503, description = "尚不可服务", body = String, content_type = "text/plain")))]
async fn get_readiness(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.market.is_ready().await { (StatusCode::OK, "ready") } else { (StatusCode::SERVICE_UNAVAILABLE, "not ready") }
}
