//! Licence requests 许可意向: asked on the achievement's page, answered on their own.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::achievement::Achievement;
use domain::deals::licence_request::{self, DeclineInput, LicenceRequestInput};
use domain::deals::party::Side;
use domain::id::{AchievementId, LicenceRequestId, kind};
use domain::people::organisation::OrganisationKind;
use domain::people::user::Actor;
use market::deals::licence_request::LicenceRequestView;
use market::desk::chain::ChainOf;
use market::kernel::error::where_allowed;
use market::kernel::permission::{Action, require, roles_of};

use crate::App;
use crate::catalogue::achievement::form_page::Tab;
use crate::deals::licence_request::page::{RequestFormPage, RequestPage, RequestRow, RequestsPage};
use crate::desk::chain::chain_of;
use crate::ui::address::{Lenient, OfPath};
use crate::ui::done::after;
use crate::ui::form_read::{Shape, read};
use crate::ui::member::{Member, once};
use crate::ui::parts::{Due, Facts, Link, Pagination, PostButton, Stage, Tag, Tone, Weight};
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::visitor::Visitor;
use crate::ui::{Form, Section, Sent, respond};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(
            "/achievements/{id}/licence-requests",
            get(show_request_form).post(request_licence),
        )
        .route("/my/licence-requests", get(show_requests))
        .route("/licence-requests/{id}", get(show_request))
        .route("/licence-requests/{id}/accept", post(accept_request))
        .route("/licence-requests/{id}/decline", post(decline_request))
        .route("/licence-requests/{id}/withdraw", post(withdraw_request))
}

/// How a request stands, as a tag.
pub(crate) fn tag(state: licence_request::State) -> Tag {
    let tone = match state {
        licence_request::State::Open => Tone::Action,
        licence_request::State::Accepted => Tone::Good,
        licence_request::State::Declined => Tone::Danger,
        licence_request::State::Withdrawn => Tone::Neutral,
    };
    Tag::new(tone, state.label())
}

async fn form_page(
    app: &App,
    visitor: &Visitor,
    actor: &Actor,
    id: &AchievementId,
    form: Form,
) -> market::Result<RequestFormPage> {
    let achievement = app.market.achievement(Some(actor), id).await?;
    let seller = app.market.organisation(&achievement.organisation).await?;
    let modes: Vec<&str> = achievement
        .listing
        .modes
        .iter()
        .map(|mode| mode.label())
        .collect();
    let path = format!("/achievements/{id}");
    Ok(RequestFormPage {
        layout: visitor
            .layout("提出许可意向", Section::Achievements)
            .below("找成果", "/achievements")
            .below(achievement.listing.title.clone(), path.clone()),
        action: format!("{path}/licence-requests"),
        modes: crate::ui::choices::modes_of(&achievement.listing.modes),
        facts: Facts::new()
            .with("权利人", seller.described.name)
            .with("转化方式", modes.join("、"))
            .with("价格", achievement.listing.price.label()),
        achievement: Link::new(achievement.listing.title, path),
        form,
    })
}

async fn show_request_form(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Achievement>,
) -> Response {
    // Better refused now than after everything was filled in.
    if let Err(error) = require(&roles_of(Some(&member.actor)), Action::LicenceRequestCreate) {
        return member.visitor.fail(error);
    }
    let begun = async {
        let open = app.market.open_request(&member.actor, &id).await?;
        Ok::<_, market::Error>((
            open,
            app.market.organisation(&member.actor.organisation).await?,
        ))
    };
    let (open, own) = match begun.await {
        Ok(begun) => begun,
        Err(error) => return member.visitor.fail(error),
    };
    if let Some(request) = open {
        return after(&format!("/licence-requests/{request}"), "requested_before");
    }
    let form = Form::new()
        .with("contact_name", member.actor.name.clone())
        .with("contact", own.described.phone);
    match form_page(&app, &member.visitor, &member.actor, &id, form).await {
        Ok(page) => respond(StatusCode::OK, &page),
        Err(error) => member.visitor.fail(error),
    }
}

async fn request_licence(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Achievement>,
    typed: Typed,
) -> Response {
    let input: Result<LicenceRequestInput, _> = read(&typed.0, &Shape::default());
    let asked = match input {
        Ok(input) => {
            app.market
                .request_licence(&member.actor, &id, input, &once(&member, &typed))
                .await
        }
        Err(errors) => Err(errors.into()),
    };
    let error = match asked {
        Ok(request) => return after(&format!("/licence-requests/{request}"), "requested"),
        Err(error) => error,
    };
    let mut sent = match member.visitor.again("", typed, error) {
        Ok(sent) => sent,
        Err(page) => return *page,
    };
    let form = sent.show("", Form::new());
    match form_page(&app, &member.visitor, &member.actor, &id, form).await {
        Ok(page) => respond(sent.status(), &page),
        Err(error) => member.visitor.fail(error),
    }
}

/// Requests on one page.
const PER_PAGE: i64 = 50;

#[derive(Default, serde::Deserialize)]
struct Which {
    #[serde(default)]
    side: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

async fn show_requests(
    State(app): State<App>,
    member: Member,
    Lenient(which): Lenient<Which>,
) -> Response {
    let lists = member.actor.organisation_kind.lists_achievements();
    let side = match which.side.as_str() {
        "sent" => Side::Buyer,
        "received" => Side::Seller,
        // Who lists nothing receives nothing; an enterprise asks more often than it is asked.
        _ if lists && member.actor.organisation_kind != OrganisationKind::Enterprise => {
            Side::Seller
        }
        _ => Side::Buyer,
    };
    let state = licence_request::State::try_from(which.state).ok();
    match requests_page(&app, &member, side, state, &which.after).await {
        Ok(page) => respond(StatusCode::OK, &page),
        Err(error) => member.visitor.fail(error),
    }
}

fn requests_href(side: Side, state: Option<licence_request::State>) -> String {
    let side = if side == Side::Buyer {
        "sent"
    } else {
        "received"
    };
    format!(
        "/my/licence-requests?side={side}&state={}",
        state.map_or("", licence_request::State::as_str)
    )
}

async fn requests_page(
    app: &App,
    member: &Member,
    here: Side,
    state: Option<licence_request::State>,
    from: &str,
) -> market::Result<RequestsPage> {
    let actor = &member.actor;
    let mut tabs = Vec::new();
    for side in Side::ALL {
        for wanted in [None]
            .into_iter()
            .chain(licence_request::State::ALL.map(Some))
        {
            let (_, count) = app
                .market
                .licence_requests(actor, side, wanted, "", 0)
                .await?;
            let name = if side == Side::Buyer {
                "我方提出"
            } else {
                "收到"
            };
            let shown = side == here && wanted == state;
            if count > 0 || shown {
                let label = format!(
                    "{name} · {}",
                    wanted.map_or("全部", licence_request::State::label)
                );
                let count = u64::try_from(count).unwrap_or_default();
                tabs.push(Tab {
                    label,
                    count,
                    href: requests_href(side, wanted),
                    here: shown,
                });
            }
        }
    }
    let (mut views, count) = app
        .market
        .licence_requests(actor, here, state, from, PER_PAGE + 1)
        .await?;
    let most = usize::try_from(PER_PAGE).unwrap_or_default();
    let more = views.len() > most;
    views.truncate(most);
    let next = views
        .last()
        .filter(|_| more)
        .map(|last| format!("{}&after={}", requests_href(here, state), last.place()))
        .unwrap_or_default();
    Ok(RequestsPage {
        layout: member
            .visitor
            .layout("许可意向", Section::My)
            .below("我的工作台", "/my"),
        tabs,
        rows: views.iter().map(|view| request_row(view, here)).collect(),
        pagination: Pagination {
            showing: format!("共 {count} 条"),
            previous: String::new(),
            next,
        },
    })
}

fn request_row(view: &LicenceRequestView, side: Side) -> RequestRow {
    let request = &view.request;
    let declined = |decline: &domain::deals::licence_request::Decline| {
        let words = if decline.text.is_empty() {
            String::new()
        } else {
            format!("：{}", decline.text)
        };
        format!("{}{words}", decline.reason.label())
    };
    RequestRow {
        subject: Link::new(
            view.achievement_title.clone(),
            format!("/licence-requests/{}", request.id),
        ),
        counterpart: if side == Side::Buyer {
            view.seller_name.clone()
        } else {
            view.buyer_name.clone()
        },
        tag: tag(request.state),
        reason: request.decline.as_ref().map(declined).unwrap_or_default(),
        way_on: view.way_on,
        asked_at: request.created_at,
        answered_at: request.answered_at,
    }
}

async fn show_request(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::LicenceRequest>,
) -> Response {
    render(&app, &member, &id, Sent::default()).await
}

/// The page of a request, with what was sent from it in vain.
async fn render(app: &App, member: &Member, id: &LicenceRequestId, mut sent: Sent) -> Response {
    let filled = async {
        let view = app.market.licence_request(&member.actor, id).await?;
        let achievement = where_allowed(
            app.market
                .achievement(Some(&member.actor), &view.request.achievement)
                .await,
        )?;
        let chain = chain_of(app, &member.actor, ChainOf::Request(id), Stage::Request).await?;
        Ok::<_, market::Error>((view, achievement, chain))
    };
    match filled.await {
        Ok((view, achievement, chain)) => {
            let mut page = page(member, view, achievement, chain, &mut sent);
            page.layout = sent.tell(page.layout);
            respond(sent.status(), &page)
        }
        Err(error) => member.visitor.fail(error),
    }
}

fn page(
    member: &Member,
    view: LicenceRequestView,
    achievement: Option<Achievement>,
    chain: crate::ui::parts::Chain,
    sent: &mut Sent,
) -> RequestPage {
    let request = &view.request;
    let path = format!("/licence-requests/{}", request.id);
    let open = request.state == licence_request::State::Open;
    let (is_seller, is_buyer) = (
        member.actor.organisation == request.seller,
        member.actor.organisation == request.buyer,
    );
    let today = member.visitor.now.day();
    let asked = &request.asked;
    let link =
        |name: &str, id: &dyn std::fmt::Display| Link::new(name, format!("/organisations/{id}"));
    let facts = Facts::new()
        .with_link("提出单位", link(&view.buyer_name, &request.buyer))
        .with_link("答复单位", link(&view.seller_name, &request.seller))
        .with("转化方式", asked.mode.label())
        .with(
            "许可方式",
            asked
                .licence_kind
                .map(|kind| kind.label())
                .unwrap_or_default(),
        )
        .with(
            "拟出价格",
            asked
                .proposed_price_fen
                .map(|fen| fen.to_string())
                .unwrap_or_default(),
        )
        .with(
            "使用地点",
            if asked.county.is_empty() {
                String::new()
            } else {
                domain::people::county::name_of(&asked.county)
            },
        )
        .with(
            "联系人",
            format!("{}，{}", asked.contact_name, asked.contact),
        )
        .with("提出人", view.asked_by_name.clone());
    let mut answer = Facts::new();
    if let Some(decline) = &request.decline {
        answer = answer
            .with("婉拒原因", decline.reason.label())
            .with("说明", decline.text.clone());
    }
    if let Some(at) = request.answered_at {
        answer = answer.with("答复时间", at.chinese_minute());
    }
    RequestPage {
        layout: member
            .visitor
            .layout("许可意向", Section::My)
            .below("我的工作台", "/my")
            .below("许可意向", "/my/licence-requests"),
        id: request.id.to_string(),
        chain,
        tag: tag(request.state),
        achievement: match &achievement {
            Some(found) => Link::new(
                view.achievement_title.clone(),
                format!("/achievements/{}", found.id),
            ),
            None => Link::plain(view.achievement_title.clone()),
        },
        asked: facts,
        purpose: asked.purpose.clone(),
        proposed_terms: asked.proposed_terms.clone(),
        asked_at: request.created_at,
        due: open.then(|| Due::new(view.answer_due, today)),
        answer,
        ask_again: (is_buyer
            && matches!(
                request.state,
                licence_request::State::Declined | licence_request::State::Withdrawn
            ))
        .then_some(achievement.as_ref())
        .flatten()
        .filter(|found| found.state == domain::catalogue::achievement::State::Published)
        .map(|found| {
            Link::new(
                "重新提出意向",
                format!("/achievements/{}/licence-requests", found.id),
            )
        }),
        way_on: view.way_on.to_owned(),
        // The bureau sees the request; the deal is its parties'.
        deal: request
            .deal
            .as_ref()
            .filter(|_| is_seller || is_buyer)
            .map(|deal| Link::new("进入洽谈", format!("/deals/{deal}"))),
        accept: (open && is_seller).then(|| {
            PostButton::new(
                "接受并开始洽谈",
                format!("{path}/accept"),
                Some(request.version),
            )
            .weighing(Weight::Primary)
        }),
        decline_form: (open && is_seller)
            .then(|| sent.show("", Form::new().of_version(request.version))),
        decline_action: format!("{path}/decline"),
        withdraw: (open && is_buyer).then(|| {
            PostButton::new(
                "撤回意向",
                format!("{path}/withdraw"),
                Some(request.version),
            )
        }),
    }
}

async fn accept_request(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::LicenceRequest>,
    typed: Typed,
) -> Response {
    match app
        .market
        .accept_licence_request(&member.actor, &id, typed.version(), &once(&member, &typed))
        .await
    {
        Ok(deal) => after(&format!("/deals/{deal}"), "accepted"),
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => render(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}

async fn decline_request(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::LicenceRequest>,
    typed: Typed,
) -> Response {
    let input: Result<DeclineInput, _> = read(&typed.0, &Shape::default());
    let declined = match input {
        Ok(input) => {
            app.market
                .decline_licence_request(&member.actor, &id, typed.version(), input)
                .await
        }
        Err(errors) => Err(errors.into()),
    };
    match declined {
        Ok(()) => after(&format!("/licence-requests/{id}"), "declined"),
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(sent) => render(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}

async fn withdraw_request(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::LicenceRequest>,
    typed: Typed,
) -> Response {
    match app
        .market
        .withdraw_licence_request(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after(&format!("/licence-requests/{id}"), "withdrawn"),
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => render(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}
