//! Importing many achievements 批量导入: upload, start, look, read the report.

use axum::Json;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Timestamp;
use domain::catalogue::achievement;
use domain::id::{ImportId, kind};
use market::catalogue::import::ImportRun;
use market::kernel::upload::Purpose;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::arrival;
use crate::http::arrival::Cut;
use crate::http::caller::SignedIn;
use crate::http::extract::{Body, MultipartBody, OfPath};
use crate::http::problem::Problem;
use crate::http::view::{Created, created};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_import))
        .layer(DefaultBodyLimit::max(
            market::catalogue::import::UPLOAD_AT_MOST + 1024 * 1024,
        ))
        .routes(routes!(get_import))
        .routes(routes!(start_import))
        .routes(routes!(get_import_report))
}

/// Upload a file (part `file`); nothing is imported before it is started.
#[utoipa::path(post, path = "/achievements/import", tag = "批量导入",
    request_body(content = ImportParts, content_type = "multipart/form-data", description = "file：.xlsx、.xls、.csv 或 .jsonl 文件"),
    responses((status = 201, body = Created), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn create_import(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    MultipartBody(mut multipart): MultipartBody,
) -> Result<Response, Problem> {
    app.market.may_send_file(&actor, Purpose::Import).await?;
    while let Some(part) = multipart.next_field().await.map_err(Cut::from)? {
        if part.name() == Some("file") {
            let upload = arrival::file(&app.market, part).await?;
            return Ok(created(
                "imports",
                app.market.open_import(&actor, upload).await?,
            ));
        }
    }
    Err(Problem::field("/file", "required", "请上传要导入的文件"))
}

/// An import.
#[derive(Serialize, ToSchema)]
struct ImportOut {
    id: ImportId,
    /// `waiting`, `running`, `finished` or `failed`.
    state: String,
    /// Name of the file as uploaded.
    file: String,
    sha256: String,
    /// State that imported listings get.
    publish_as: String,
    /// Why it failed, or empty.
    error: String,
    /// Rows read so far.
    rows: i64,
    created: i64,
    updated: i64,
    unchanged: i64,
    rejected: i64,
    /// Values of rows taken that are entries of the vocabulary of their field.
    mapped: i64,
    /// Values that are none, and were kept as notes.
    noted: i64,
    started_at: Timestamp,
    finished_at: Option<Timestamp>,
    /// How many pieces of work come before one that was started and has not begun.
    waits_behind: Option<usize>,
}

impl ImportOut {
    fn of(app: &App, run: ImportRun) -> Self {
        Self {
            waits_behind: app.market.import_waits_behind(&run.id),
            id: run.id,
            state: run.state,
            file: run.file_name,
            sha256: run.sha256,
            publish_as: run.publish_as,
            error: run.error,
            rows: run.tally.rows,
            created: run.tally.created,
            updated: run.tally.updated,
            unchanged: run.tally.unchanged,
            rejected: run.tally.rejected,
            mapped: run.tally.mapped,
            noted: run.tally.noted,
            started_at: run.started_at,
            finished_at: run.finished_at,
        }
    }
}

/// The one part of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the part, which is read as it comes")]
struct ImportParts {
    /// `.xlsx`, `.xls`, `.csv` or `.jsonl`.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// How far an import is: `waiting`, `running`, `finished` or `failed`.
#[utoipa::path(get, path = "/imports/{id}", tag = "批量导入", params(("id" = String, Path)),
    responses((status = 200, body = ImportOut), (status = 404, body = Problem)))]
async fn get_import(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Import>,
) -> Result<Json<ImportOut>, Problem> {
    Ok(Json(ImportOut::of(
        &app,
        app.market.import_run(&actor, &id).await?,
    )))
}

/// What imported listings become.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Start {
    /// `draft` or `submitted`.
    publish_as: achievement::State,
}

/// Start it, with the columns as its headings name them.
#[utoipa::path(post, path = "/imports/{id}/start", tag = "批量导入", params(("id" = String, Path)), request_body = Start,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn start_import(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Import>,
    Body(typed): Body<Start>,
) -> Result<StatusCode, Problem> {
    app.market
        .start_import(&actor, &id, None, typed.publish_as)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was not imported, row by row, as CSV.
#[utoipa::path(get, path = "/imports/{id}/report", tag = "批量导入", params(("id" = String, Path)),
    responses((status = 200, description = "CSV", body = String, content_type = "text/csv"), (status = 404, body = Problem)))]
async fn get_import_report(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Import>,
) -> Result<Response, Problem> {
    let report = app.market.import_report_csv(&actor, &id).await?;
    Ok(crate::ui::download::saved(
        "导入报告.csv",
        "text/csv; charset=utf-8",
        report,
    ))
}
