//! Ending 协议解除 on the page of a contract: proposed, answered, and recorded by the agency.

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::Response;
use domain::deals::ending::Action;
use domain::id::{ContractId, kind};
use market::kernel::upload::Purpose;

use crate::App;
use crate::deals::contract::site::{end, render};
use crate::ui::address::OfPath;
use crate::ui::done::after;
use crate::ui::download::download;
use crate::ui::file_form::FileForm;
use crate::ui::member::Member;
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::upload::Multipart;

pub(crate) fn routes() -> Router<App> {
    let record = Router::new()
        .route("/contracts/{id}/ending/record", post(record_ending))
        .layer(DefaultBodyLimit::max(
            market::catalogue::attachment::FILE_AT_MOST + 1024 * 1024,
        ));
    Router::new()
        .route("/contracts/{id}/ending", post(propose_ending))
        .route("/contracts/{id}/ending/agree", post(agree))
        .route("/contracts/{id}/ending/refuse", post(refuse))
        .route("/contracts/{id}/ending/withdraw", post(withdraw))
        .route("/contracts/{id}/files/{attachment}", get(get_file))
        .merge(record)
}

async fn propose_ending(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    typed: Typed,
) -> Response {
    let proposed = app
        .market
        .propose_ending(&member.actor, &id, typed.version(), typed.value("reason"))
        .await;
    end(
        &app,
        &member,
        &id,
        proposed.map(|()| "ending-proposed"),
        ("ending", typed),
    )
    .await
}

async fn answer(
    app: App,
    member: Member,
    id: ContractId,
    typed: Typed,
    action: Action,
) -> Response {
    let answered = app
        .market
        .answer_ending(
            &member.actor,
            &id,
            typed.version(),
            action,
            typed.value("reason"),
        )
        .await;
    end(
        &app,
        &member,
        &id,
        answered.map(|()| "ending-answered"),
        ("ending", typed),
    )
    .await
}

async fn agree(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    typed: Typed,
) -> Response {
    answer(app, member, id, typed, Action::Agree).await
}

async fn refuse(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    typed: Typed,
) -> Response {
    answer(app, member, id, typed, Action::Refuse).await
}

async fn withdraw(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    typed: Typed,
) -> Response {
    answer(app, member, id, typed, Action::Withdraw).await
}

async fn record_ending(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    multipart: Multipart,
) -> Response {
    let mut form = match FileForm::read(&app, &member, Purpose::Ending(&id), multipart).await {
        Ok(form) => form,
        Err(error) => return member.visitor.fail(error),
    };
    let recorded = match form.take("document") {
        Ok(document) => {
            let typed = form.typed();
            app.market
                .record_ending(
                    &member.actor,
                    &id,
                    typed.version(),
                    typed.value("reason"),
                    document,
                )
                .await
        }
        Err(error) => Err(error),
    };
    match recorded {
        Ok(()) => {
            form.done(&app, &member).await;
            after(&format!("/contracts/{id}"), "cancelled")
        }
        Err(error) => match form.again(&app, &member, "ending", error).await {
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
    let (Ok(contract), Ok(attachment)) = (path.0.parse(), path.1.parse()) else {
        return member.visitor.fail(market::Error::NotFound);
    };
    match app
        .market
        .contract_file(&member.actor, &contract, &attachment)
        .await
    {
        Ok(found) => download(found),
        Err(error) => member.visitor.fail(error),
    }
}
