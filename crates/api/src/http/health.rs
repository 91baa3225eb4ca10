//! Whether the server is alive and ready.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_health))
        .routes(routes!(get_readiness))
}

/// Whether the process is alive.
#[utoipa::path(get, path = "/healthz", tag = "运行", security(()), responses((status = 200, description = "在运行", body = String, content_type = "text/plain")))]
async fn get_health() -> &'static str {
    "ok"
}

/// Whether requests can be answered.
#[derive(Serialize, ToSchema)]
struct Ready {
    /// Nothing is wrong.
    ready: bool,
    /// The database answers.
    database: bool,
    /// What should run beside the server and does not.
    down: Vec<DutyDown>,
}

/// Something that should run beside the server and does not.
#[derive(Serialize, ToSchema)]
struct DutyDown {
    /// `indexer`, `alerts`, `search_log`, `imports` or `clearing`.
    duty: &'static str,
    /// Since its first failure.
    #[schema(value_type = String)]
    since: domain::Timestamp,
}

/// Whether requests can be answered: the database answers, and everything runs that runs beside the server.
#[utoipa::path(get, path = "/readyz", tag = "运行", security(()),
    responses((status = 200, body = Ready, description = "可服务"), (status = 503, body = Ready, description = "尚不可服务，或有后台任务停顿")))]
async fn get_readiness(State(app): State<App>) -> (StatusCode, Json<Ready>) {
    let readiness = app.market.readiness().await;
    let status = if readiness.is_ready() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let down = readiness
        .down
        .iter()
        .map(|down| DutyDown {
            duty: down.duty.as_str(),
            since: down.since,
        })
        .collect();
    (
        status,
        Json(Ready {
            ready: readiness.is_ready(),
            database: readiness.database,
            down,
        }),
    )
}
