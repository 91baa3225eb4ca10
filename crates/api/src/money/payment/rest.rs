//! Payments 支付 with their vouchers.

use axum::Json;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{ContractId, PaymentId, kind};
use domain::money::payment::check::{DecisionInput, Finding, OtherPayment};
use domain::money::payment::{self, NewPayment, PaymentInput};
use domain::{Fen, Timestamp};
use market::kernel::upload::Purpose;
use market::money::payment::Vouchers;
use market::money::payment::view::PaymentView;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::arrival;
use crate::http::arrival::Cut;
use crate::http::caller::SignedIn;
use crate::http::extract::{
    Body, IdempotencyKey, IfMatch, MultipartBody, OfPath, Params, read_json,
};
use crate::http::file::{FileBytes, FileOut, OfFile};
use crate::http::problem::Problem;
use crate::http::view::{Created, List, Page, created, versioned};

pub(crate) fn routes() -> OpenApiRouter<App> {
    let files = 2 * market::catalogue::attachment::FILE_AT_MOST + 1024 * 1024;
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

/// A doubt about a payment.
#[derive(Serialize, ToSchema)]
struct PaymentFindingOut {
    /// A stable word for programs.
    code: &'static str,
    /// It bars verification whatever reason is given.
    bars: bool,
    /// What is doubtful, in Chinese.
    text: String,
    /// The payment that it collides with, for the bureau alone.
    other: Option<OtherPayment>,
}

impl From<Finding> for PaymentFindingOut {
    fn from(finding: Finding) -> Self {
        Self {
            code: finding.code,
            bars: finding.bars,
            text: finding.text,
            other: finding.other,
        }
    }
}

/// A payment.
#[derive(Serialize, ToSchema)]
struct PaymentOut {
    id: PaymentId,
    version: i64,
    state: payment::State,
    contract_id: ContractId,
    paid: NewPayment,
    achievement_title: String,
    seller_name: String,
    buyer_name: String,
    recorded_by: String,
    recorded_at: Timestamp,
    /// When it was last sent for verification: recorded or corrected.
    sent_at: Timestamp,
    decided_by: Option<String>,
    decided_at: Option<Timestamp>,
    /// Why it was rejected or withdrawn, or verified in spite of findings; or empty.
    reason: String,
    /// The doubts about it, barring ones first.
    findings: Vec<PaymentFindingOut>,
    /// For whoever may see vouchers.
    invoice_file: Option<FileOut>,
    /// For whoever may see vouchers.
    receipt_file: Option<FileOut>,
    /// Whole days since it was sent for verification.
    age_days: i64,
}

impl From<PaymentView> for PaymentOut {
    fn from(view: PaymentView) -> Self {
        let payment = view.payment;
        Self {
            id: payment.id,
            version: payment.version,
            state: payment.state,
            contract_id: payment.contract,
            paid: payment.paid,
            achievement_title: view.achievement_title,
            seller_name: view.seller_name,
            buyer_name: view.buyer_name,
            recorded_by: view.recorded_by_name,
            recorded_at: payment.created_at,
            sent_at: payment.sent_at,
            decided_by: view.decided_by_name,
            decided_at: payment.decided_at,
            reason: payment.reason,
            findings: view
                .findings
                .into_iter()
                .map(PaymentFindingOut::from)
                .collect(),
            invoice_file: view.invoice_file.map(FileOut::from),
            receipt_file: view.receipt_file.map(FileOut::from),
            age_days: view.age_days,
        }
    }
}

/// The payments of a contract.
#[derive(Serialize, ToSchema)]
struct PaymentsOut {
    /// In the order in which they were recorded.
    items: Vec<PaymentOut>,
    /// Verified payments less verified refunds.
    verified_fen: Fen,
    /// All that was not rejected, less refunds.
    recorded_fen: Fen,
}

/// The parts of a recorded payment.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the parts, which are read one by one")]
struct PaymentParts {
    payment: PaymentInput,
    /// 发票.
    #[schema(value_type = Option<String>, format = Binary)]
    invoice: Option<Vec<u8>>,
    /// 银行回单.
    #[schema(value_type = String, format = Binary)]
    receipt: Vec<u8>,
}

/// The parts of a correction.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the parts, which are read one by one")]
struct CorrectionParts {
    payment: PaymentInput,
    /// 发票; left out, it stays.
    #[schema(value_type = Option<String>, format = Binary)]
    invoice: Option<Vec<u8>>,
    /// 银行回单; left out, it stays.
    #[schema(value_type = Option<String>, format = Binary)]
    receipt: Option<Vec<u8>>,
}

/// Record a payment or refund (the buyer): part `payment` as JSON, files `invoice` and `receipt`.
#[utoipa::path(post, path = "/contracts/{id}/payments", tag = "支付", params(("Idempotency-Key" = Option<String>, Header), ("id" = String, Path)),
    request_body(content = PaymentParts, content_type = "multipart/form-data", description = "payment：PaymentInput 的 JSON；invoice、receipt：文件"),
    responses((status = 201, body = Created), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn create_payment(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    key: IdempotencyKey,
    MultipartBody(multipart): MultipartBody,
) -> Result<Response, Problem> {
    app.market
        .may_send_file(&actor, Purpose::NewPayment(&id))
        .await?;
    let (input, vouchers) = read_parts(&app, multipart).await?;
    let files = [&vouchers.invoice, &vouchers.receipt]
        .map(|file| file.as_ref().map(|file| file.content.sha256()));
    let once = key.of(&(&input, files));
    Ok(created(
        "payments",
        app.market
            .record_payment(&actor, &id, input, vouchers, &once)
            .await?,
    ))
}

/// Correct and send again what was rejected or waits (the buyer): as when it was recorded; files that are not sent again stay.
#[utoipa::path(put, path = "/payments/{id}", tag = "支付", params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body(content = CorrectionParts, content_type = "multipart/form-data", description = "payment：PaymentInput 的 JSON；invoice、receipt：文件，不更换的可不传"),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn update_payment(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Payment>,
    IfMatch(version): IfMatch,
    MultipartBody(multipart): MultipartBody,
) -> Result<StatusCode, Problem> {
    app.market
        .may_send_file(&actor, Purpose::Payment(&id))
        .await?;
    let (input, vouchers) = read_parts(&app, multipart).await?;
    app.market
        .correct_payment(&actor, &id, version, input, vouchers)
        .await?;
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

async fn read_parts(
    app: &App,
    mut multipart: Multipart,
) -> Result<(PaymentInput, Vouchers), Problem> {
    let mut input: Option<PaymentInput> = None;
    let mut vouchers = Vouchers::default();
    while let Some(part) = multipart.next_field().await.map_err(Cut::from)? {
        match part.name().unwrap_or_default() {
            "payment" => input = Some(read_json(arrival::text(part).await?.as_bytes())?),
            "invoice" => vouchers.invoice = Some(arrival::file(&app.market, part).await?),
            "receipt" => vouchers.receipt = Some(arrival::file(&app.market, part).await?),
            _ => {
                return Err(Problem::bad_request(
                    "只接受 payment、invoice、receipt 三个部分",
                ));
            }
        }
    }
    let input =
        input.ok_or_else(|| Problem::bad_request("缺少 payment 部分（PaymentInput 的 JSON）"))?;
    Ok((input, vouchers))
}

/// Payments of a contract.
#[utoipa::path(get, path = "/contracts/{id}/payments", tag = "支付", params(("id" = String, Path)),
    responses((status = 200, body = PaymentsOut), (status = 404, body = Problem)))]
async fn list_payments(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
) -> Result<Json<PaymentsOut>, Problem> {
    let found = app.market.payments(&actor, &id).await?;
    let items = found.payments.into_iter().map(PaymentOut::from).collect();
    Ok(Json(PaymentsOut {
        items,
        verified_fen: found.verified_fen,
        recorded_fen: found.recorded_fen,
    }))
}

/// One payment.
#[utoipa::path(get, path = "/payments/{id}", tag = "支付", params(("id" = String, Path)),
    responses((status = 200, body = PaymentOut, headers(("ETag" = String))), (status = 404, body = Problem)))]
async fn get_payment(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Payment>,
) -> Result<Response, Problem> {
    let view = app.market.payment(&actor, &id).await?;
    Ok(versioned(view.payment.version, PaymentOut::from(view)))
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
    app.market
        .verify_payment(&actor, &id, version, input)
        .await?;
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
    app.market
        .reject_payment(&actor, &id, version, input)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A voucher. Looking at it is itself an event.
#[utoipa::path(get, path = "/payments/{id}/vouchers/{attachment}", tag = "支付", params(("id" = String, Path), ("attachment" = String, Path)),
    responses((status = 200, description = "文件", body = FileBytes, content_type = "application/octet-stream"), (status = 404, body = Problem)))]
async fn get_voucher(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfFile(payment, attachment): OfFile<kind::Payment>,
) -> Result<Response, Problem> {
    Ok(crate::ui::download::download(
        app.market
            .payment_voucher(&actor, &payment, &attachment)
            .await?,
    ))
}

/// What waits for verification, longest waiting first (the bureau).
#[utoipa::path(get, path = "/desk/payments", tag = "支付", params(Page), responses((status = 200, body = List<PaymentOut>), (status = 403, body = Problem)))]
async fn list_payments_to_verify(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<PaymentOut>>, Problem> {
    let (rows, total) = app
        .market
        .payments_to_verify(&actor, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        |row| row.payment.id.to_string(),
        PaymentOut::from,
    )))
}
