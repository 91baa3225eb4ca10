//! Licence requests 许可意向: asked on the achievement's page, answered on their own.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::achievement::Achievement;
use domain::id::{AchievementId, LicenceRequestId, kind};
use domain::licence_request::{DeclineInput, LicenceRequestInput, State as Stand};
use domain::user::Actor;
use market::chain::ChainOf;
use market::licence_request::LicenceRequestView;
use market::permission::{Action, require, roles_of};

use super::chain::chain_of;
use super::routing::{Router, get, post};
use super::visitor::{Fault, Member, OfPath, Typed, Visitor, after, once};
use crate::App;
use crate::pages::form_read::{Shape, read};
use crate::pages::licence_request::{RequestFormPage, RequestPage};
use crate::pages::parts::{Due, Facts, Link, PostButton, Stage, Tag, Tone, Weight};
use crate::pages::{Form, Section, respond};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/achievements/{id}/request", get(show_request_form).post(request_licence))
        .route("/requests/{id}", get(show_request))
        .route("/requests/{id}/accept", post(accept_request))
        .route("/requests/{id}/decline", post(decline_request))
        .route("/requests/{id}/withdraw", post(withdraw_request))
}

/// How a request stands, as a tag.
pub(super) fn tag(state: Stand) -> Tag {
    let tone = match state {
        Stand::Open => Tone::Action,
        Stand::Accepted => Tone::Good,
        Stand::Declined => Tone::Danger,
        Stand::Withdrawn => Tone::Neutral,
    };
    Tag::new(tone, state.label())
}

async fn form_page(app: &App, visitor: &Visitor, actor: &Actor, id: &AchievementId, form: Form) -> market::Result<RequestFormPage> {
    let achievement = app.market.achievement(Some(actor), id).await?;
    let seller = app.market.organisation(&achievement.organisation).await?;
    let modes: Vec<&str> = achievement.listing.modes.iter().map(|mode| mode.label()).collect();
    let path = format!("/achievements/{id}");
    Ok(RequestFormPage {
        layout: visitor
            .layout("提出许可意向", Section::Achievements)
            .below("找成果", "/achievements")
            .below(achievement.listing.title.clone(), path.clone()),
        action: format!("{path}/request"),
        facts: Facts::new()
            .with("权利人", seller.described.name)
            .with("转化方式", modes.join("、"))
            .with("价格", achievement.listing.price.label()),
        achievement: Link::new(achievement.listing.title, path),
        form,
    })
}

async fn show_request_form(State(app): State<App>, member: Member, OfPath(id): OfPath<kind::Achievement>) -> Response {
    // Better refused now than after everything was filled in.
    if let Err(error) = require(&roles_of(Some(&member.actor)), Action::LicenceRequestCreate) {
        return member.visitor.fail(error);
    }
    let form = Form::new().with("contact_name", member.actor.name.clone());
    match form_page(&app, &member.visitor, &member.actor, &id, form).await {
        Ok(page) => respond(StatusCode::OK, &page),
        Err(error) => member.visitor.fail(error),
    }
}

async fn request_licence(State(app): State<App>, member: Member, OfPath(id): OfPath<kind::Achievement>, typed: Typed) -> Response {
    let input: Result<LicenceRequestInput, _> = read(&typed.0, &Shape::default());
    let asked = match input {
        Ok(input) => app.market.request_licence(&member.actor, &id, input, &once(&member, &typed)).await,
        Err(errors) => Err(errors.into()),
    };
    let error = match asked {
        Ok(request) => return after(&format!("/requests/{request}"), "requested"),
        Err(error) => error,
    };
    match Fault::of(error, &member.visitor) {
        Fault::Again(errors) => match form_page(&app, &member.visitor, &member.actor, &id, Form::filled(typed.0).refused(errors)).await {
            Ok(page) => respond(StatusCode::UNPROCESSABLE_ENTITY, &page),
            Err(error) => member.visitor.fail(error),
        },
        Fault::Instead(response) => *response,
    }
}

async fn show_request(State(app): State<App>, member: Member, OfPath(id): OfPath<kind::LicenceRequest>) -> Response {
    render(&app, &member, &id, None).await
}

/// The page of a request, with a refusal to decline where there was one.
async fn render(app: &App, member: &Member, id: &LicenceRequestId, refused: Option<Form>) -> Response {
    let filled = async {
        let view = app.market.licence_request(&member.actor, id).await?;
        let achievement = app.market.achievement(Some(&member.actor), &view.request.achievement).await.ok();
        let chain = chain_of(app, &member.actor, ChainOf::Request(id), Stage::Request).await?;
        Ok::<_, market::Error>(page(member, view, achievement, chain, refused.clone()))
    };
    match filled.await {
        Ok(page) => respond(if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page),
        Err(error) => member.visitor.fail(error),
    }
}

fn page(
    member: &Member,
    view: LicenceRequestView,
    achievement: Option<Achievement>,
    chain: crate::pages::parts::Chain,
    refused: Option<Form>,
) -> RequestPage {
    let request = &view.request;
    let path = format!("/requests/{}", request.id);
    let open = request.state == Stand::Open;
    let (is_seller, is_buyer) = (member.actor.organisation == request.seller, member.actor.organisation == request.buyer);
    let today = member.visitor.now.day();
    let asked = &request.asked;
    let link = |name: &str, id: &dyn std::fmt::Display| Link::new(name, format!("/organisations/{id}"));
    let facts = Facts::new()
        .with_link("提出单位", link(&view.buyer_name, &request.buyer))
        .with_link("答复单位", link(&view.seller_name, &request.seller))
        .with("转化方式", asked.mode.label())
        .with("许可方式", asked.licence_kind.map(|kind| kind.label()).unwrap_or_default())
        .with("拟出价格", asked.proposed_price_fen.map(|fen| fen.to_string()).unwrap_or_default())
        .with("使用地点", if asked.county.is_empty() { String::new() } else { domain::county::name_of(&asked.county) })
        .with("联系人", format!("{}，{}", asked.contact_name, asked.contact))
        .with("提出人", view.asked_by_name.clone());
    let mut answer = Facts::new();
    if let Some(decline) = &request.decline {
        answer = answer.with("婉拒原因", decline.reason.label()).with("说明", decline.text.clone());
    }
    if let Some(at) = request.answered_at {
        answer = answer.with("答复时间", at.chinese_minute());
    }
    RequestPage {
        layout: member.visitor.layout("许可意向", Section::My).below("我的工作台", "/my"),
        id: request.id.to_string(),
        version: request.version,
        chain,
        tag: tag(request.state),
        achievement: match achievement {
            Some(found) => Link::new(view.achievement_title.clone(), format!("/achievements/{}", found.id)),
            None => Link::plain(view.achievement_title.clone()),
        },
        asked: facts,
        purpose: asked.purpose.clone(),
        proposed_terms: asked.proposed_terms.clone(),
        asked_at: request.created_at,
        due: open.then(|| Due::new(view.answer_due, today)),
        answer,
        deal: request.deal.as_ref().map(|deal| Link::new("进入洽谈", format!("/deals/{deal}"))),
        accept: (open && is_seller)
            .then(|| PostButton::new("接受并开始洽谈", format!("{path}/accept"), Some(request.version)).weighing(Weight::Primary)),
        decline_form: (open && is_seller).then(|| refused.unwrap_or_default()),
        decline_action: format!("{path}/decline"),
        withdraw: (open && is_buyer).then(|| PostButton::new("撤回意向", format!("{path}/withdraw"), Some(request.version))),
    }
}

async fn accept_request(State(app): State<App>, member: Member, OfPath(id): OfPath<kind::LicenceRequest>, typed: Typed) -> Response {
    match app.market.accept_licence_request(&member.actor, &id, typed.version(), &once(&member, &typed)).await {
        Ok(deal) => after(&format!("/deals/{deal}"), "accepted"),
        // A double click: the deal is open already.
        Err(market::Error::Stale) => Redirect::to(&format!("/requests/{id}")).into_response(),
        Err(error) => member.visitor.fail(error),
    }
}

async fn decline_request(State(app): State<App>, member: Member, OfPath(id): OfPath<kind::LicenceRequest>, typed: Typed) -> Response {
    let input: Result<DeclineInput, _> = read(&typed.0, &Shape::default());
    let declined = match input {
        Ok(input) => app.market.decline_licence_request(&member.actor, &id, typed.version(), input).await,
        Err(errors) => Err(errors.into()),
    };
    match declined {
        Ok(()) => after(&format!("/requests/{id}"), "declined"),
        Err(error) => match Fault::of(error, &member.visitor) {
            Fault::Again(errors) => render(&app, &member, &id, Some(Form::filled(typed.0).refused(errors))).await,
            Fault::Instead(response) => *response,
        },
    }
}

async fn withdraw_request(State(app): State<App>, member: Member, OfPath(id): OfPath<kind::LicenceRequest>, typed: Typed) -> Response {
    match app.market.withdraw_licence_request(&member.actor, &id, typed.version()).await {
        Ok(()) => after(&format!("/requests/{id}"), "withdrawn"),
        Err(error) => member.visitor.fail(error),
    }
}
