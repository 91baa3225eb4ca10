//! Deals 交易: messages, offers, files, and the way to the contract.

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::deals::deal::{ClosingInput, MessageInput};
use domain::deals::terms::input::TermsInput;
use domain::id::{DealId, OfferId, kind};
use market::desk::chain::ChainOf;
use market::kernel::upload::Purpose;

use super::filled::fill;
use crate::App;
use crate::desk::chain::chain_of;
use crate::ui::address::OfPath;
use crate::ui::done::after;
use crate::ui::file_form::FileForm;
use crate::ui::form_read::{Shape, read};
use crate::ui::member::{Member, once};
use crate::ui::parts::Stage;
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::upload::Multipart;
use crate::ui::{Sent, respond};

pub(crate) fn routes() -> Router<App> {
    let files = Router::new()
        .route("/deals/{id}/files", post(add_file))
        .layer(DefaultBodyLimit::max(
            market::catalogue::attachment::FILE_AT_MOST + 1024 * 1024,
        ));
    Router::new()
        .route("/deals/{id}", get(show_deal))
        .route("/deals/{id}/messages", post(post_message))
        .route("/deals/{id}/offers", post(make_offer))
        .route("/deals/{id}/offers/{offer}/accept", post(accept_offer))
        .route("/deals/{id}/offers/{offer}/withdraw", post(withdraw_offer))
        .route("/deals/{id}/close", post(close_deal))
        .route("/deals/{id}/contract", post(draft_contract))
        .route("/deals/{id}/files/{attachment}", get(get_file))
        .route("/deals/{id}/files/{attachment}/remove", post(remove_file))
        .merge(files)
}

/// The controls of an offer that are no plain text.
const OFFER: Shape = Shape {
    words: &[],
    several: &[],
    ticks: &[],
    numbers: &[],
    beside: &[],
};

async fn show_deal(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Deal>,
) -> Response {
    let page = render(&app, &member, &id, Sent::default()).await;
    // The page still marks what was new; the next one does not. A page that was shown is not taken back for this.
    if page.status() == StatusCode::OK
        && let Err(error) = app.market.see_deal(&member.actor, &id).await
    {
        tracing::warn!(%error, "that a deal was looked at could not be noted");
    }
    page
}

async fn render(app: &App, member: &Member, id: &DealId, mut sent: Sent) -> Response {
    let filled = async {
        let view = app.market.deal(&member.actor, id).await?;
        let contracts = app.market.contracts_of_deal(&member.actor, id).await?;
        let chain = chain_of(app, &member.actor, ChainOf::Deal(id), Stage::Deal).await?;
        Ok::<_, market::Error>((view, contracts, chain))
    };
    match filled.await {
        Ok((view, contracts, chain)) => {
            let mut page = fill(app, member, view, contracts, chain, &mut sent);
            page.layout = sent.tell(page.layout);
            respond(sent.status(), &page)
        }
        Err(error) => member.visitor.fail(error),
    }
}

/// On to the deal, or its page again with the form that was refused.
async fn end(
    app: &App,
    member: &Member,
    id: &DealId,
    result: market::Result<&str>,
    form: (&str, Typed),
) -> Response {
    match result {
        Ok(done) => after(&format!("/deals/{id}"), done),
        Err(error) => match member.visitor.again(form.0, form.1, error) {
            Ok(sent) => render(app, member, id, sent).await,
            Err(page) => *page,
        },
    }
}

/// The page of the deal after a button was pressed in vain.
async fn pressed(app: &App, member: &Member, id: &DealId, error: market::Error) -> Response {
    match member.visitor.pressed(error) {
        Ok(sent) => render(app, member, id, sent).await,
        Err(page) => *page,
    }
}

async fn post_message(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Deal>,
    typed: Typed,
) -> Response {
    let input = MessageInput {
        text: typed.value("text").to_owned(),
    };
    let posted = app
        .market
        .post_message(
            &member.actor,
            &id,
            input,
            &market::kernel::work::Once::default(),
        )
        .await
        .map(|_| "sent");
    end(&app, &member, &id, posted, ("message", typed)).await
}

async fn make_offer(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Deal>,
    typed: Typed,
) -> Response {
    let input: Result<TermsInput, _> = read(&typed.0, &OFFER);
    let made = match input {
        Ok(input) => app
            .market
            .make_offer(
                &member.actor,
                &id,
                typed.version(),
                input,
                &once(&member, &typed),
            )
            .await
            .map(|_| "offered"),
        Err(errors) => Err(errors.into()),
    };
    end(&app, &member, &id, made, ("offer", typed)).await
}

/// The deal and the offer of a path.
async fn of_path(member: &Member, path: (String, String)) -> Result<(DealId, OfferId), Response> {
    match (path.0.parse(), path.1.parse()) {
        (Ok(deal), Ok(offer)) => Ok((deal, offer)),
        _ => Err(member.visitor.fail(market::Error::NotFound)),
    }
}

async fn accept_offer(
    State(app): State<App>,
    member: Member,
    Path(path): Path<(String, String)>,
    typed: Typed,
) -> Response {
    let (deal, offer) = match of_path(&member, path).await {
        Ok(ids) => ids,
        Err(response) => return response,
    };
    match app
        .market
        .accept_offer(&member.actor, &deal, typed.version(), &offer)
        .await
    {
        Ok(()) => after(&format!("/deals/{deal}"), "agreed"),
        Err(error) => pressed(&app, &member, &deal, error).await,
    }
}

async fn withdraw_offer(
    State(app): State<App>,
    member: Member,
    Path(path): Path<(String, String)>,
    typed: Typed,
) -> Response {
    let (deal, offer) = match of_path(&member, path).await {
        Ok(ids) => ids,
        Err(response) => return response,
    };
    match app
        .market
        .withdraw_offer(&member.actor, &deal, typed.version(), &offer)
        .await
    {
        Ok(()) => after(&format!("/deals/{deal}"), "withdrawn"),
        Err(error) => pressed(&app, &member, &deal, error).await,
    }
}

async fn close_deal(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Deal>,
    typed: Typed,
) -> Response {
    let input: Result<ClosingInput, _> = read(&typed.0, &Shape::default());
    let closed = match input {
        Ok(input) => app
            .market
            .close_deal(&member.actor, &id, typed.version(), input)
            .await
            .map(|()| "closed"),
        Err(errors) => Err(errors.into()),
    };
    end(&app, &member, &id, closed, ("close", typed)).await
}

async fn draft_contract(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Deal>,
    typed: Typed,
) -> Response {
    match app
        .market
        .draft_contract(&member.actor, &id, typed.version(), &once(&member, &typed))
        .await
    {
        Ok(contract) => after(&format!("/contracts/{contract}"), "drafted"),
        Err(error) => pressed(&app, &member, &id, error).await,
    }
}

async fn add_file(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Deal>,
    multipart: Multipart,
) -> Response {
    let mut form = match FileForm::read(&app, &member, Purpose::Deal(&id), multipart).await {
        Ok(form) => form,
        Err(error) => return member.visitor.fail(error),
    };
    let added = match form.file() {
        Ok(upload) => app.market.attach_to_deal(&member.actor, &id, upload).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(_) => {
            form.done(&app, &member).await;
            after(&format!("/deals/{id}"), "file_added")
        }
        Err(error) => match form.again(&app, &member, "file", error).await {
            Ok(sent) => render(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}

async fn get_file(
    State(app): State<App>,
    member: Member,
    Path(path): Path<(String, String)>,
) -> Response {
    let (Ok(deal), Ok(attachment)) = (path.0.parse(), path.1.parse()) else {
        return member.visitor.fail(market::Error::NotFound);
    };
    match app
        .market
        .deal_file(&member.actor, &deal, &attachment)
        .await
    {
        Ok(found) => crate::ui::download::download(found),
        Err(error) => member.visitor.fail(error),
    }
}

async fn remove_file(
    State(app): State<App>,
    member: Member,
    Path(path): Path<(String, String)>,
) -> Response {
    let (Ok(deal), Ok(attachment)) = (path.0.parse(), path.1.parse()) else {
        return member.visitor.fail(market::Error::NotFound);
    };
    match app
        .market
        .detach_from_deal(&member.actor, &deal, &attachment)
        .await
    {
        Ok(()) => after(&format!("/deals/{deal}"), "file_removed"),
        Err(error) => pressed(&app, &member, &deal, error).await,
    }
}
