//! Payments 支付 with their vouchers.

use axum::Json;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::event::sha256_hex;
use domain::id::kind;
use domain::payment::PaymentInput;
use domain::payment_check::DecisionInput;
use market::attachment::Upload;
use market::payment::Vouchers;
use market::payment_view::PaymentView;
use market::upload::Purpose;
use serde_json::{Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::view::{Created, List, Page, created, versioned};
use crate::App;
use crate::caller::SignedIn;
use crate::extract::{Body, IdempotencyKey, IfMatch, OfPath, Params, read_json};
use crate::problem::Problem;

pub(super) fn routes() -> OpenApiRouter<App> {
    let files = 2 * market::attachment::FILE_AT_MOST + 1024 * 1024;
    OpenApiRouter::new()
        .routes(routes!(create_payment))
        .routes(routes!(update_payment))
        .layer(DefaultBodyLimit::max(files))
        .routes(routes!(list_payments))
        .routes(routes!(get_payment))
        .routes(routes!(withdraw_payment))
        .routes(routes!(verify_payment))
        .routes(routes!(reject_payment))
        .routes(routes!(get_voucher))
        .routes(routes!(list_payments_to_verify))
}

fn payment_view(view: &PaymentView) -> Value {
    let payment = &view.payment;
    let finding = |finding: &domain::payment_check::Finding| json!({ "code": finding.code, "bars": finding.bars, "text": finding.text, "other": finding.other });
    let file =
        |file: &market::attachment::Attachment| json!({ "id": file.id, "name": file.name, "size": file.size, "sha256": file.sha256 });
    json!({
        "id": payment.id, "version": payment.version, "state": payment.state, "contract_id": payment.contract, "paid": payment.paid,
        "achievement_title": view.achievement_title, "seller_name": view.seller_name, "buyer_name": view.buyer_name,
        "recorded_by": view.recorded_by_name, "recorded_at": payment.created_at, "sent_at": payment.sent_at, "decided_by": view.decided_by_name,
        "decided_at": payment.decided_at, "reason": payment.reason, "findings": view.findings.iter().map(finding).collect::<Vec<_>>(),
        "invoice_file": view.invoice_file.as_ref().map(file), "receipt_file": view.receipt_file.as_ref().map(file), "age_days": view.age_days,
    })
}

/// Record a payment or refund (the buyer): part `payment` as JSON, files `invoice` and `receipt`.
#[utoipa::path(post, path = "/contracts/{id}/payments", tag = "支付", params(("id" = String, Path)),
    request_body(content = PaymentInput, content_type = "multipart/form-data", description = "payment：PaymentInput 的 JSON；invoice、receipt：文件"),
    responses((status = 201, body = Created), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn create_payment(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    key: IdempotencyKey,
    multipart: Multipart,
) -> Result<Response, Problem> {
    app.market.may_send_file(&actor, Purpose::NewPayment(&id)).await?;
    let (input, vouchers) = read_parts(multipart).await?;
    let files = [&vouchers.invoice, &vouchers.receipt].map(|file| file.as_ref().map(|file| sha256_hex(&file.bytes)));
    let once = key.of(&(&input, files));
    Ok(created("payments", app.market.record_payment(&actor, &id, input, vouchers, &once).await?))
}

/// Correct and send again what was rejected or waits (the buyer): as when it was recorded; files that are not sent again stay.
#[utoipa::path(put, path = "/payments/{id}", tag = "支付", params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body(content = PaymentInput, content_type = "multipart/form-data", description = "payment：PaymentInput 的 JSON；invoice、receipt：文件，不更换的可不传"),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn update_payment(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Payment>,
    IfMatch(version): IfMatch,
    multipart: Multipart,
) -> Result<StatusCode, Problem> {
    app.market.may_send_file(&actor, Purpose::Payment(&id)).await?;
    let (input, vouchers) = read_parts(multipart).await?;
    app.market.correct_payment(&actor, &id, version, input, vouchers).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take back what nobody has decided on yet (the buyer).
#[utoipa::path(post, path = "/payments/{id}/withdraw", tag = "支付", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn withdraw_payment(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Payment>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market.withdraw_payment(&actor, &id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn read_parts(mut multipart: Multipart) -> Result<(PaymentInput, Vouchers), Problem> {
    let broken = |_| Problem::bad_request("multipart/form-data 不完整或文件过大");
    let mut input: Option<PaymentInput> = None;
    let mut vouchers = Vouchers::default();
    while let Some(part) = multipart.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(broken)?;
        match name.as_str() {
            "payment" => input = Some(read_json(&bytes)?),
            "invoice" => vouchers.invoice = Some(Upload { name: file_name, bytes: bytes.into() }),
            "receipt" => vouchers.receipt = Some(Upload { name: file_name, bytes: bytes.into() }),
            _ => return Err(Problem::bad_request("只接受 payment、invoice、receipt 三个部分")),
        }
    }
    let input = input.ok_or_else(|| Problem::bad_request("缺少 payment 部分（PaymentInput 的 JSON）"))?;
    Ok((input, vouchers))
}

/// Payments of a contract.
#[utoipa::path(get, path = "/contracts/{id}/payments", tag = "支付", params(("id" = String, Path)), responses((status = 200, body = Object), (status = 404, body = Problem)))]
async fn list_payments(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
) -> Result<Json<Value>, Problem> {
    let found = app.market.payments(&actor, &id).await?;
    let items: Vec<Value> = found.payments.iter().map(payment_view).collect();
    Ok(Json(json!({ "items": items, "verified_fen": found.verified_fen, "recorded_fen": found.recorded_fen })))
}

/// One payment.
#[utoipa::path(get, path = "/payments/{id}", tag = "支付", params(("id" = String, Path)), responses((status = 200, body = Object), (status = 404, body = Problem)))]
async fn get_payment(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Payment>,
) -> Result<Response, Problem> {
    let view = app.market.payment(&actor, &id).await?;
    Ok(versioned(view.payment.version, payment_view(&view)))
}

/// Verify (the bureau): with a reason when there are findings.
#[utoipa::path(post, path = "/payments/{id}/verify", tag = "支付", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = DecisionInput,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn verify_payment(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Payment>,
    IfMatch(version): IfMatch,
    Body(input): Body<DecisionInput>,
) -> Result<StatusCode, Problem> {
    app.market.verify_payment(&actor, &id, version, input).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reject, with a reason (the bureau).
#[utoipa::path(post, path = "/payments/{id}/reject", tag = "支付", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = DecisionInput,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn reject_payment(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Payment>,
    IfMatch(version): IfMatch,
    Body(input): Body<DecisionInput>,
) -> Result<StatusCode, Problem> {
    app.market.reject_payment(&actor, &id, version, input).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A voucher. Looking at it is itself an event.
#[utoipa::path(get, path = "/payments/{id}/vouchers/{attachment}", tag = "支付", params(("id" = String, Path), ("attachment" = String, Path)),
    responses((status = 200, description = "文件"), (status = 404, body = Problem)))]
async fn get_voucher(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (Ok(payment), Ok(attachment)) = (path.0.parse(), path.1.parse()) else { return Err(Problem::not_found()) };
    Ok(crate::site::download::download(app.market.payment_voucher(&actor, &payment, &attachment).await?))
}

/// What waits for verification, longest waiting first (the bureau).
#[utoipa::path(get, path = "/desk/payments", tag = "支付", params(Page), responses((status = 200, body = List<Object>), (status = 403, body = Problem)))]
async fn list_payments_to_verify(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<Value>>, Problem> {
    let (rows, total) = app.market.payments_to_verify(&actor, page.cursor(), page.limit() + 1).await?;
    Ok(Json(List::cut(rows, page.limit(), Some(total), |row| row.payment.id.to_string(), |row| payment_view(&row))))
}
