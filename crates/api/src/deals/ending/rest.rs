//! Ending 协议解除: proposed and answered by the two sides, recorded by the agency after a registration.

use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::deals::ending::Action;
use domain::id::kind;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::catalogue::achievement::rest::Reason;
use crate::http::arrival;
use crate::http::arrival::Cut;
use crate::http::caller::SignedIn;
use crate::http::extract::{Body, IfMatch, MultipartBody, OfPath};
use crate::http::file::{FileBytes, OfFile};
use crate::http::problem::Problem;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(record_ending))
        .layer(DefaultBodyLimit::max(
            market::catalogue::attachment::FILE_AT_MOST + 1024 * 1024,
        ))
        .routes(routes!(propose_ending))
        .routes(routes!(agree_to_ending))
        .routes(routes!(refuse_ending))
        .routes(routes!(withdraw_ending))
        .routes(routes!(get_contract_file))
}

/// Propose to the other side to end a signed contract, with the reason.
#[utoipa::path(post, path = "/contracts/{id}/ending", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn propose_ending(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(typed): Body<Reason>,
) -> Result<StatusCode, Problem> {
    app.market
        .propose_ending(&actor, &id, version, &typed.reason)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Agree to the other side's proposal: an unregistered contract has ended, a registered one waits for the agency.
#[utoipa::path(post, path = "/contracts/{id}/ending/agree", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn agree_to_ending(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market
        .answer_ending(&actor, &id, version, Action::Agree, "")
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Do not agree to the other side's proposal, with the reason.
#[utoipa::path(post, path = "/contracts/{id}/ending/refuse", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn refuse_ending(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(typed): Body<Reason>,
) -> Result<StatusCode, Problem> {
    app.market
        .answer_ending(&actor, &id, version, Action::Refuse, &typed.reason)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take one's own proposal back.
#[utoipa::path(post, path = "/contracts/{id}/ending/withdraw", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn withdraw_ending(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market
        .answer_ending(&actor, &id, version, Action::Withdraw, "")
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The parts of a recorded ending.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the parts, which are read one by one")]
struct EndingParts {
    /// 解除依据.
    reason: String,
    /// 解除协议、裁判文书等.
    #[schema(value_type = String, format = Binary)]
    document: Vec<u8>,
}

/// Record the end of a registered contract (the agency): text `reason` and file `document`.
#[utoipa::path(post, path = "/contracts/{id}/ending/record", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body(content = EndingParts, content_type = "multipart/form-data", description = "reason：解除依据；document：解除协议、裁判文书等文件"),
    responses((status = 204), (status = 400, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn record_ending(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    MultipartBody(mut multipart): MultipartBody,
) -> Result<StatusCode, Problem> {
    app.market
        .may_send_file(&actor, market::kernel::upload::Purpose::Ending(&id))
        .await?;
    let (mut reason, mut document) = (String::new(), None);
    while let Some(part) = multipart.next_field().await.map_err(Cut::from)? {
        match part.name().unwrap_or_default() {
            "reason" => reason = arrival::text(part).await?,
            "document" => document = Some(arrival::file(&app.market, part).await?),
            _ => return Err(Problem::bad_request("只接受 reason、document 两个部分")),
        }
    }
    app.market
        .record_ending(&actor, &id, version, &reason, document)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A file of a contract.
#[utoipa::path(get, path = "/contracts/{id}/files/{attachment}", tag = "技术合同", params(("id" = String, Path), ("attachment" = String, Path)),
    responses((status = 200, description = "文件", body = FileBytes, content_type = "application/octet-stream"), (status = 404, body = Problem)))]
async fn get_contract_file(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfFile(contract, attachment): OfFile<kind::Contract>,
) -> Result<Response, Problem> {
    Ok(crate::ui::download::download(
        app.market
            .contract_file(&actor, &contract, &attachment)
            .await?,
    ))
}
