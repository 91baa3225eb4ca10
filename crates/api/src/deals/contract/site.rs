//! Contracts 技术合同: confirmed by hash, registered, completed or cancelled.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::deals::contract::ConfirmationInput;
use domain::deals::contract::text::ContractTextInput;
use domain::deals::registration::{ApplicationInput, RefusalInput, RegistrationInput};
use domain::id::{ContractId, kind};
use market::desk::chain::ChainOf;
use market::kernel::error::where_allowed;
use market::kernel::permission::{Action, require, roles_between};

use super::filled::{Shown, fill};
use crate::App;
use crate::desk::chain::chain_of;
use crate::ui::address::OfPath;
use crate::ui::done::after;
use crate::ui::form_read::{Shape, read};
use crate::ui::member::Member;
use crate::ui::message::ConfirmPage;
use crate::ui::parts::{Link, Stage};
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::{Form, Section, Sent, respond};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/contracts/{id}", get(show_contract))
        .route("/contracts/{id}/sign", post(sign_contract))
        .route("/contracts/{id}/text", post(edit_contract))
        .route("/contracts/{id}/redraft", post(redraft_contract))
        .route("/contracts/{id}/apply", post(apply_for_registration))
        .route("/contracts/{id}/decide", post(decide_registration))
        .route(
            "/contracts/{id}/complete",
            get(show_complete).post(complete_contract),
        )
        .route(
            "/contracts/{id}/cancel",
            get(show_cancel).post(cancel_contract),
        )
}

async fn show_contract(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
) -> Response {
    render(&app, &member, &id, Sent::default()).await
}

/// The page of a contract.
pub(crate) async fn render(
    app: &App,
    member: &Member,
    id: &ContractId,
    mut sent: Sent,
) -> Response {
    let actor = &member.actor;
    let found = async {
        let view = app.market.contract(actor, id).await?;
        let chain = chain_of(app, actor, ChainOf::Contract(id), Stage::Contract).await?;
        // Whoever may see the contract need not see its money.
        let payments = where_allowed(app.market.payments(actor, id).await)?;
        let entitlement =
            where_allowed(app.market.contract_entitlement(actor, id).await)?.flatten();
        Ok::<_, market::Error>((view, chain, payments, entitlement))
    };
    let (view, chain, payments, entitlement) = match found.await {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let shown = Shown {
        view,
        chain,
        payments,
        entitlement,
    };
    let mut page = fill(member, shown, &mut sent);
    page.layout = sent.tell(page.layout);
    respond(sent.status(), &page)
}

/// On to the contract, or its page again with the form that was refused.
pub(crate) async fn end(
    app: &App,
    member: &Member,
    id: &ContractId,
    result: market::Result<&str>,
    form: (&str, Typed),
) -> Response {
    match result {
        Ok(done) => after(&format!("/contracts/{id}"), done),
        Err(error) => match member.visitor.again(form.0, form.1, error) {
            Ok(sent) => render(app, member, id, sent).await,
            Err(page) => *page,
        },
    }
}

/// The page of the contract after a button was pressed in vain.
pub(crate) async fn pressed(
    app: &App,
    member: &Member,
    id: &ContractId,
    error: market::Error,
) -> Response {
    match member.visitor.pressed(error) {
        Ok(sent) => render(app, member, id, sent).await,
        Err(page) => *page,
    }
}

async fn sign_contract(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    typed: Typed,
) -> Response {
    let input = ConfirmationInput {
        text_hash: typed.value("text_hash").to_owned(),
    };
    match app.market.sign_contract(&member.actor, &id, input).await {
        Ok(_) => after(&format!("/contracts/{id}"), "signed"),
        Err(error) => pressed(&app, &member, &id, error).await,
    }
}

async fn edit_contract(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    typed: Typed,
) -> Response {
    let input: Result<ContractTextInput, _> = read(&typed.0, &Shape::default());
    let edited = match input {
        Ok(input) => app
            .market
            .edit_contract(&member.actor, &id, typed.version(), input)
            .await
            .map(|()| "saved"),
        Err(errors) => Err(errors.into()),
    };
    end(&app, &member, &id, edited, ("text", typed)).await
}

async fn redraft_contract(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    typed: Typed,
) -> Response {
    match app
        .market
        .redraft_contract(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after(&format!("/contracts/{id}"), "drafted"),
        Err(error) => pressed(&app, &member, &id, error).await,
    }
}

async fn apply_for_registration(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    typed: Typed,
) -> Response {
    let input: Result<ApplicationInput, _> = read(&typed.0, &Shape::default());
    let applied = match input {
        Ok(input) => app
            .market
            .apply_for_registration(&member.actor, &id, typed.version(), input)
            .await
            .map(|()| "applied"),
        Err(errors) => Err(errors.into()),
    };
    end(&app, &member, &id, applied, ("apply", typed)).await
}

async fn decide_registration(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    typed: Typed,
) -> Response {
    const REGISTER: Shape = Shape {
        words: &[],
        several: &[],
        ticks: &[],
        numbers: &[],
        beside: &["decision", "reason"],
    };
    let (actor, version) = (&member.actor, typed.version());
    let because = || RefusalInput {
        reason: typed.value("reason").to_owned(),
    };
    let decided = if typed.value("decision") == "refuse" {
        app.market
            .refuse_registration(actor, &id, version, because())
            .await
            .map(|()| "refused")
    } else if typed.value("decision") == "return" {
        app.market
            .return_registration(actor, &id, version, because())
            .await
            .map(|()| "returned")
    } else {
        match read::<RegistrationInput>(&typed.0, &REGISTER) {
            Ok(input) => app
                .market
                .register_contract(actor, &id, version, input)
                .await
                .map(|()| "registered"),
            Err(errors) => Err(errors.into()),
        }
    };
    end(&app, &member, &id, decided, ("decide", typed)).await
}

async fn complete_contract(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    typed: Typed,
) -> Response {
    match app
        .market
        .complete_contract(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after(&format!("/contracts/{id}"), "completed"),
        Err(error) => pressed(&app, &member, &id, error).await,
    }
}

/// Asks before a contract is said to be done, and warns about what is unpaid.
async fn show_complete(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
) -> Response {
    let found = async {
        let view = app.market.contract(&member.actor, &id).await?;
        let paid = app.market.payments(&member.actor, &id).await?;
        Ok::<_, market::Error>((view, paid))
    };
    let (view, paid) = match found.await {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let contract = view.contract();
    let roles = roles_between(
        Some(&member.actor),
        &contract.seller,
        &contract.buyer,
        contract.broker.as_ref(),
    );
    if let Err(error) = require(&roles, Action::ContractComplete) {
        return member.visitor.fail(error);
    }
    let mut consequences = vec!["确认后不能撤销，合同按履行完毕归档。".to_owned()];
    if let Some(price) = contract.terms.payment.fixed_fen()
        && let Some(left) = price
            .minus(paid.verified_fen)
            .filter(|left| *left > domain::Fen::ZERO)
    {
        let verified = paid.verified_fen;
        consequences.push(format!("合同价款 {price}，已核验支付 {verified}，尚有 {left} 未支付或未核验；未核验的支付不计入补助。"));
    }
    let path = format!("/contracts/{id}");
    let page = ConfirmPage {
        layout: member
            .visitor
            .layout("确认合同履行完毕", Section::My)
            .below(contract.text.title.clone(), path.clone()),
        consequences,
        action: format!("{path}/complete"),
        form: Form::new().of_version(contract.version),
        reason_label: String::new(),
        verb: "确认履行完毕".into(),
        back: Link::new("返回合同", path),
    };
    respond(StatusCode::OK, &page)
}

async fn cancel_page(app: &App, member: &Member, id: &ContractId, mut sent: Sent) -> Response {
    let view = match app.market.contract(&member.actor, id).await {
        Ok(view) => view,
        Err(error) => return member.visitor.fail(error),
    };
    let contract = view.contract();
    let roles = roles_between(
        Some(&member.actor),
        &contract.seller,
        &contract.buyer,
        contract.broker.as_ref(),
    );
    if let Err(error) = require(&roles, Action::ContractCancel) {
        return member.visitor.fail(error);
    }
    let path = format!("/contracts/{id}");
    let page = ConfirmPage {
        layout: member
            .visitor
            .layout("放弃合同草案", Section::My)
            .below(view.contract().text.title.clone(), path.clone()),
        consequences: vec!["放弃后不能恢复；双方可以在交易中重新起草。".into()],
        action: format!("{path}/cancel"),
        form: sent.show("", Form::new().of_version(view.contract().version)),
        reason_label: "放弃原因".into(),
        verb: "放弃合同草案".into(),
        back: Link::new("返回合同", path),
    };
    respond(sent.status(), &page)
}

async fn show_cancel(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
) -> Response {
    cancel_page(&app, &member, &id, Sent::default()).await
}

async fn cancel_contract(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Contract>,
    typed: Typed,
) -> Response {
    match app
        .market
        .cancel_contract(&member.actor, &id, typed.version(), typed.value("reason"))
        .await
    {
        Ok(()) => after(&format!("/contracts/{id}"), "cancelled"),
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(sent) => cancel_page(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}
