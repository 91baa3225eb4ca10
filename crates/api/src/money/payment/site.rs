//! Payments 支付: recorded by the buyer with vouchers, verified or rejected by the bureau.

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{PaymentId, kind};
use domain::money::payment::PaymentInput;
use domain::money::payment::check::DecisionInput;
use market::kernel::upload::Purpose;
use market::money::payment::Vouchers;

use super::filled::shown_payment;
use crate::App;
use crate::deals::contract::site::{pressed, render};
use crate::desk::queues::page::DeskPaymentsPage;
use crate::ui::address::{Lenient, OfPath};
use crate::ui::done::after;
use crate::ui::download::download;
use crate::ui::file_form::FileForm;
use crate::ui::form_read::{Shape, read};
use crate::ui::member::{Member, once};
use crate::ui::parts::{Link, Pagination};
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::upload::Multipart;
use crate::ui::{Section, Sent, respond};

/// Payments on one page of the queue.
const PER_PAGE: i64 = 20;

pub(crate) fn routes() -> Router<App> {
    let files = 2 * market::catalogue::attachment::FILE_AT_MOST + 1024 * 1024;
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
    let mut form = match FileForm::read(&app, &member, Purpose::NewPayment(&id), multipart).await {
        Ok(form) => form,
        Err(error) => return member.visitor.fail(error),
    };
    let recorded = async {
        let vouchers = vouchers(&mut form)?;
        let typed = form.typed();
        let input: PaymentInput = read(&typed.0, &Shape::default())?;
        let once = once(&member, typed);
        app.market
            .record_payment(&member.actor, &id, input, vouchers, &once)
            .await
    };
    match recorded.await {
        Ok(_) => {
            form.done(&app, &member).await;
            after(&format!("/contracts/{id}"), "recorded")
        }
        Err(error) => match form.again(&app, &member, "payment", error).await {
            Ok(sent) => render(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}

/// The files of the form of a payment.
fn vouchers(form: &mut FileForm) -> market::Result<Vouchers> {
    Ok(Vouchers {
        invoice: form.take("invoice_file")?,
        receipt: form.take("receipt_file")?,
    })
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
    let mut form = match FileForm::read(&app, &member, Purpose::Payment(&id), multipart).await {
        Ok(form) => form,
        Err(error) => return member.visitor.fail(error),
    };
    let corrected = async {
        let vouchers = vouchers(&mut form)?;
        let typed = form.typed();
        let input: PaymentInput = read(&typed.0, &Shape::default())?;
        app.market
            .correct_payment(&member.actor, &id, typed.version(), input, vouchers)
            .await
    };
    match corrected.await {
        Ok(()) => {
            form.done(&app, &member).await;
            after(&format!("/contracts/{contract}"), "corrected")
        }
        Err(error) => match form.again(&app, &member, id.as_str(), error).await {
            Ok(sent) => render(&app, &member, &contract, sent).await,
            Err(page) => *page,
        },
    }
}

async fn withdraw_payment(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Payment>,
    typed: Typed,
) -> Response {
    // To know where its page is.
    let contract = match app.market.payment(&member.actor, &id).await {
        Ok(view) => view.payment.contract,
        Err(error) => return member.visitor.fail(error),
    };
    match app
        .market
        .withdraw_payment(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after(&format!("/contracts/{contract}"), "withdrawn"),
        Err(error) => pressed(&app, &member, &contract, error).await,
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
    end(&app, &member, &id, typed, decided, "verified").await
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
    end(&app, &member, &id, typed, decided, "rejected").await
}

/// Back to the queue, or the queue again with the decision that was refused.
async fn end(
    app: &App,
    member: &Member,
    id: &PaymentId,
    typed: Typed,
    decided: market::Result<()>,
    done: &str,
) -> Response {
    match decided {
        Ok(()) => after("/desk/payments", done),
        Err(error) => match member.visitor.again(id.as_str(), typed, error) {
            Ok(sent) => queue(app, member, "", sent).await,
            Err(page) => *page,
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
    Lenient(page): Lenient<crate::ui::address::Onwards>,
) -> Response {
    queue(&app, &member, &page.after, Sent::default()).await
}

async fn queue(app: &App, member: &Member, from: &str, mut sent: Sent) -> Response {
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
        shown.decision_form = shown.decision_form.map(|form| sent.show(&shown.id, form));
        shown
    });
    let shown: Vec<_> = shown.collect();
    let mut page = DeskPaymentsPage {
        layout: member
            .visitor
            .layout("支付核验", Section::Desk)
            .below("业务管理", "/desk"),
        tabs: Vec::new(),
        payments: shown,
        pagination: Pagination {
            showing: format!("共 {count} 笔待核验"),
            previous: String::new(),
            next,
        },
    };
    page.layout = sent.tell(page.layout);
    respond(sent.status(), &page)
}
