//! Payments 支付: recorded by the buyer with vouchers, verified or rejected by the bureau.

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{PaymentId, kind};
use domain::payment::PaymentInput;
use domain::payment_check::DecisionInput;
use market::payment::Vouchers;
use market::upload::Purpose;

use super::contract::{Refused, render};
use super::contract_page::shown_payment;
use super::download::download;
use super::routing::{Router, get, post};
use super::upload::{Multipart, read_parts};
use super::visitor::{Fault, Lenient, Member, OfPath, Typed, after, once};
use crate::App;
use crate::pages::desk::DeskPaymentsPage;
use crate::pages::form_read::{Shape, read};
use crate::pages::parts::{Link, Pagination};
use crate::pages::{Form, Section, respond};

/// Payments on one page of the queue.
const PER_PAGE: i64 = 20;

pub(super) fn routes() -> Router<App> {
    let files = 2 * market::attachment::FILE_AT_MOST + 1024 * 1024;
    let record = Router::new()
        .route("/contracts/{id}/payments", post(record_payment))
        .route("/payments/{id}/correct", post(correct_payment))
        .layer(DefaultBodyLimit::max(files));
    Router::new()
        .route("/payments/{id}", get(show_payment))
        .route("/payments/{id}/withdraw", post(withdraw_payment))
        .route("/payments/{id}/verify", post(verify_payment))
        .route("/payments/{id}/reject", post(reject_payment))
        .route("/payments/{id}/vouchers/{attachment}", get(get_voucher))
        .route("/desk/payments", get(show_queue))
        .merge(record)
}

async fn record_payment(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    multipart: Multipart,
) -> Response {
    let mut parts = match read_parts(&app, &member, Purpose::NewPayment(&id), multipart).await {
        Ok(parts) => parts,
        Err(error) => return member.visitor.fail(error),
    };
    let vouchers = Vouchers {
        invoice: parts.take("invoice_file"),
        receipt: parts.take("receipt_file"),
    };
    let input: Result<PaymentInput, _> = read(&parts.typed.0, &Shape::default());
    let recorded = match input {
        Ok(input) => {
            app.market
                .record_payment(
                    &member.actor,
                    &id,
                    input,
                    vouchers,
                    &once(&member, &parts.typed),
                )
                .await
        }
        Err(errors) => Err(errors.into()),
    };
    match recorded {
        Ok(_) => after(&format!("/contracts/{id}"), "recorded"),
        Err(error) => match Fault::of(error, &member.visitor) {
            Fault::Again(errors) => {
                let form = Form::filled(parts.typed.0).refused(errors);
                render(
                    &app,
                    &member,
                    &id,
                    StatusCode::UNPROCESSABLE_ENTITY,
                    Refused {
                        payment: Some(form),
                        ..Refused::default()
                    },
                )
                .await
            }
            Fault::Instead(response) => *response,
        },
    }
}

async fn correct_payment(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Payment>,
    multipart: Multipart,
) -> Response {
    // To know where its page is.
    let contract = match app.market.payment(&member.actor, &id).await {
        Ok(view) => view.payment.contract,
        Err(error) => return member.visitor.fail(error),
    };
    let mut parts = match read_parts(&app, &member, Purpose::Payment(&id), multipart).await {
        Ok(parts) => parts,
        Err(error) => return member.visitor.fail(error),
    };
    let vouchers = Vouchers {
        invoice: parts.take("invoice_file"),
        receipt: parts.take("receipt_file"),
    };
    let version = parts.typed.version();
    let corrected = match read::<PaymentInput>(&parts.typed.0, &Shape::default()) {
        Ok(input) => {
            app.market
                .correct_payment(&member.actor, &id, version, input, vouchers)
                .await
        }
        Err(errors) => Err(errors.into()),
    };
    match corrected {
        Ok(()) => after(&format!("/contracts/{contract}"), "corrected"),
        Err(error) => match Fault::of(error, &member.visitor) {
            Fault::Again(errors) => {
                let correction = Some((id, Form::filled(parts.typed.0).refused(errors)));
                let refused = Refused {
                    correction,
                    ..Refused::default()
                };
                render(
                    &app,
                    &member,
                    &contract,
                    StatusCode::UNPROCESSABLE_ENTITY,
                    refused,
                )
                .await
            }
            Fault::Instead(response) => *response,
        },
    }
}

async fn withdraw_payment(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Payment>,
    typed: Typed,
) -> Response {
    let withdrawn = async {
        let contract = app
            .market
            .payment(&member.actor, &id)
            .await?
            .payment
            .contract;
        app.market
            .withdraw_payment(&member.actor, &id, typed.version())
            .await?;
        Ok::<_, market::Error>(contract)
    };
    match withdrawn.await {
        Ok(contract) => after(&format!("/contracts/{contract}"), "withdrawn"),
        Err(error) => member.visitor.fail(error),
    }
}

/// A payment is seen on the page of its contract.
async fn show_payment(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Payment>,
) -> Response {
    match app.market.payment(&member.actor, &id).await {
        Ok(view) => Redirect::to(&format!("/contracts/{}", view.payment.contract)).into_response(),
        Err(error) => member.visitor.fail(error),
    }
}

async fn verify_payment(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Payment>,
    typed: Typed,
) -> Response {
    let input = DecisionInput {
        reason: typed.value("reason").to_owned(),
    };
    let decided = app
        .market
        .verify_payment(&member.actor, &id, typed.version(), input)
        .await;
    end(&app, &member, &id, &typed, decided, "verified").await
}

async fn reject_payment(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Payment>,
    typed: Typed,
) -> Response {
    let input = DecisionInput {
        reason: typed.value("reason").to_owned(),
    };
    let decided = app
        .market
        .reject_payment(&member.actor, &id, typed.version(), input)
        .await;
    end(&app, &member, &id, &typed, decided, "rejected").await
}

/// Back to the queue, or the queue again with the decision that was refused.
async fn end(
    app: &App,
    member: &Member,
    id: &PaymentId,
    typed: &Typed,
    decided: market::Result<()>,
    done: &str,
) -> Response {
    match decided {
        Ok(()) => after("/desk/payments", done),
        Err(error) => match Fault::of(error, &member.visitor) {
            Fault::Again(errors) => {
                let form = Form::filled(typed.0.clone())
                    .refused(errors)
                    .scoped(id.to_string());
                queue(
                    app,
                    member,
                    "",
                    StatusCode::UNPROCESSABLE_ENTITY,
                    Some((id.to_string(), form)),
                )
                .await
            }
            Fault::Instead(response) => *response,
        },
    }
}

async fn get_voucher(
    State(app): State<App>,
    member: Member,
    Path(path): Path<(String, String)>,
) -> Response {
    let (Ok(payment), Ok(attachment)) = (path.0.parse(), path.1.parse()) else {
        return member.visitor.fail(market::Error::NotFound);
    };
    match app
        .market
        .payment_voucher(&member.actor, &payment, &attachment)
        .await
    {
        Ok(found) => download(found),
        Err(error) => member.visitor.fail(error),
    }
}

async fn show_queue(
    State(app): State<App>,
    member: Member,
    Lenient(page): Lenient<super::visitor::Onwards>,
) -> Response {
    queue(&app, &member, &page.after, StatusCode::OK, None).await
}

async fn queue(
    app: &App,
    member: &Member,
    from: &str,
    status: StatusCode,
    refused: Option<(String, Form)>,
) -> Response {
    let (mut payments, count) = match app
        .market
        .payments_to_verify(&member.actor, from, PER_PAGE + 1)
        .await
    {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let more = payments.len() > usize::try_from(PER_PAGE).unwrap_or_default();
    payments.truncate(usize::try_from(PER_PAGE).unwrap_or_default());
    let next = payments
        .last()
        .filter(|_| more)
        .map(|last| format!("/desk/payments?after={}", last.payment.id))
        .unwrap_or_default();
    let shown = payments.iter().map(|view| {
        let mut shown = shown_payment(
            view,
            Some(Link::new(
                view.achievement_title.clone(),
                format!("/contracts/{}", view.payment.contract),
            )),
        );
        if let Some((id, form)) = &refused
            && *id == shown.id
        {
            shown.decision_form = Some(form.clone());
        }
        shown
    });
    let page = DeskPaymentsPage {
        layout: member
            .visitor
            .layout("支付核验", Section::Desk)
            .below("业务管理", "/desk"),
        tabs: Vec::new(),
        payments: shown.collect(),
        pagination: Pagination {
            showing: format!("共 {count} 笔待核验"),
            previous: String::new(),
            next,
        },
    };
    respond(status, &page)
}
