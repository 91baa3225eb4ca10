//! One's own demands 我的需求: the list, the form, and what is done to a demand.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::demand::{self, Demand};
use domain::id::{DemandId, kind};
use market::kernel::permission;
use market::kernel::permission::{require, roles_of};
use serde::Deserialize;

use super::site::{page_of as demand_page, tag};
use super::verbs::{edit_href, verbs};
use crate::App;
use crate::catalogue::achievement::form_page::Tab;
use crate::catalogue::demand::form_page::{DemandFormPage, MyDemandsPage, OwnDemand, values_of};
use crate::ui::address::{Lenient, OfPath};
use crate::ui::done::after;
use crate::ui::form_read::read_demand;
use crate::ui::member::{Member, once};
use crate::ui::parts::{Due, Link, Pagination};
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::{Form, Section, Sent, respond};

/// Demands on one page.
const PER_PAGE: i64 = 50;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/my/demands", get(show_own))
        .route("/my/demands/new", get(show_new).post(create_demand))
        .route("/my/demands/{id}", get(show_edit).post(edit_demand))
        .route("/my/demands/{id}/publish", post(publish_demand))
        .route("/my/demands/{id}/withdraw", post(withdraw_demand))
}

#[derive(Default, Deserialize)]
struct Which {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

async fn show_own(
    State(app): State<App>,
    member: Member,
    Lenient(which): Lenient<Which>,
) -> Response {
    let wanted = demand::State::try_from(which.state).ok();
    let found = async {
        let rows = app
            .market
            .my_demands(&member.actor, wanted, &which.after, PER_PAGE + 1)
            .await?;
        let mut tabs = vec![tab(
            "全部",
            None,
            app.market.my_demands(&member.actor, None, "", 1).await?.1,
            wanted,
        )];
        for state in demand::State::ALL {
            let (_, count) = app
                .market
                .my_demands(&member.actor, Some(state), "", 1)
                .await?;
            if count > 0 {
                tabs.push(tab(state.label(), Some(state), count, wanted));
            }
        }
        Ok::<_, market::Error>((rows, tabs))
    };
    let ((mut rows, count), tabs) = match found.await {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let most = usize::try_from(PER_PAGE).unwrap_or_default();
    let more = rows.len() > most;
    rows.truncate(most);
    let state = wanted.map_or("", demand::State::as_str);
    let onwards = rows
        .last()
        .filter(|_| more)
        .map(|last| format!("/my/demands?state={state}&after={}", last.demand.id))
        .unwrap_or_default();
    let page = MyDemandsPage {
        layout: member.visitor.layout("我的需求", Section::My),
        tabs,
        rows: rows
            .into_iter()
            .map(|named| own(&member, &named.demand))
            .collect(),
        pagination: Pagination {
            showing: format!("共 {count} 项"),
            previous: String::new(),
            next: onwards,
        },
    };
    respond(StatusCode::OK, &page)
}

fn tab(label: &str, state: Option<demand::State>, count: i64, here: Option<demand::State>) -> Tab {
    let href = state.map_or("/my/demands".to_owned(), |state| {
        format!("/my/demands?state={}", state.as_str())
    });
    Tab {
        label: label.into(),
        count: u64::try_from(count).unwrap_or_default(),
        href,
        here: state == here,
    }
}

fn own(member: &Member, demand: &Demand) -> OwnDemand {
    let today = member.visitor.now.day();
    OwnDemand {
        title: Link::new(demand.text.title.clone(), format!("/demands/{}", demand.id)),
        tag: tag(demand, today),
        deadline: demand.text.deadline.map(|day| Due::new(day, today)),
        published_at: demand.published_at,
        edit_href: edit_href(&demand.id),
        verbs: verbs(demand),
    }
}

fn form_page(member: &Member, existing: Option<&Demand>, form: Form) -> DemandFormPage {
    let (title, action) = match existing {
        None => ("发布技术需求", "/my/demands/new".to_owned()),
        Some(demand) => ("修改技术需求", edit_href(&demand.id)),
    };
    DemandFormPage {
        layout: member
            .visitor
            .layout(title, Section::My)
            .below("我的需求", "/my/demands"),
        action,
        state: existing.map(|demand| demand.state),
        form,
    }
}

/// The form with what is stored.
fn stored_form(demand: &Demand) -> Form {
    Form::stored(values_of(&demand.text), demand.version)
}

/// An empty form; `?title=` fills in the title: what somebody searched for in vain.
async fn show_new(member: Member, RawQuery(raw): RawQuery) -> Response {
    // Better refused now than after everything was filled in.
    if let Err(error) = require(
        &roles_of(Some(&member.actor)),
        permission::Action::DemandCreate,
    ) {
        return member.visitor.fail(error);
    }
    let raw = raw.unwrap_or_default();
    let title = form_urlencoded::parse(raw.as_bytes())
        .find(|(name, _)| name == "title")
        .map(|(_, value)| domain::text::one_line(&value));
    // What an enterprise looks for it will most often use where it is.
    let county = domain::people::county::find(&member.actor.division_code)
        .map(|county| county.code)
        .unwrap_or_default();
    let form = Form::new()
        .with("title", title.unwrap_or_default())
        .with("county", county);
    respond(StatusCode::OK, &form_page(&member, None, form))
}

async fn create_demand(State(app): State<App>, member: Member, typed: Typed) -> Response {
    let created = match read_demand(&typed.0) {
        Ok(input) => {
            app.market
                .create_demand(&member.actor, input, &once(&member, &typed))
                .await
        }
        Err(errors) => Err(errors.into()),
    };
    match created {
        Ok(id) => publish_if_wanted(&app, &member, &id, &typed, "demand_saved").await,
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(mut sent) => {
                let form = sent.show("", Form::new());
                respond(sent.status(), &form_page(&member, None, form))
            }
            Err(page) => *page,
        },
    }
}

/// Publishes a saved demand when its form says so; what stands against it is shown on the form of what was saved.
async fn publish_if_wanted(
    app: &App,
    member: &Member,
    id: &DemandId,
    typed: &Typed,
    saved: &str,
) -> Response {
    if typed.value("then") != "publish" {
        return after(&format!("/demands/{id}"), saved);
    }
    match app.market.demand(Some(&member.actor), id).await {
        // A double click: the first one has published it.
        Ok(named) if named.demand.state == demand::State::Published => {
            after(&format!("/demands/{id}"), "demand_published")
        }
        Ok(named) => publish(app, member, id, named.demand.version).await,
        Err(error) => member.visitor.fail(error),
    }
}

async fn publish(app: &App, member: &Member, id: &DemandId, version: i64) -> Response {
    let errors = match app.market.publish_demand(&member.actor, id, version).await {
        Ok(()) => return after(&format!("/demands/{id}"), "demand_published"),
        Err(market::Error::Invalid(errors)) => errors,
        Err(error) => return pressed(app, member, id, error).await,
    };
    match app.market.demand(Some(&member.actor), id).await {
        Ok(named) => {
            let form = stored_form(&named.demand).refused(errors);
            respond(
                StatusCode::UNPROCESSABLE_ENTITY,
                &form_page(member, Some(&named.demand), form),
            )
        }
        Err(error) => member.visitor.fail(error),
    }
}

async fn show_edit(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Demand>,
) -> Response {
    edit_page(&app, &member, &id, Sent::default()).await
}

/// The form of a demand, as it is stored or as it was sent.
async fn edit_page(app: &App, member: &Member, id: &DemandId, mut sent: Sent) -> Response {
    match app.market.demand(Some(&member.actor), id).await {
        Ok(named) if named.demand.organisation == member.actor.organisation => {
            let form = sent.show("", stored_form(&named.demand));
            respond(sent.status(), &form_page(member, Some(&named.demand), form))
        }
        Ok(_) => member
            .visitor
            .fail(market::Error::Forbidden("修改其他单位的需求".into())),
        Err(error) => member.visitor.fail(error),
    }
}

/// The page of the demand after a button was pressed in vain.
async fn pressed(app: &App, member: &Member, id: &DemandId, error: market::Error) -> Response {
    match member.visitor.pressed(error) {
        Ok(sent) => demand_page(app, member.visitor.clone(), id, &sent).await,
        Err(page) => *page,
    }
}

async fn edit_demand(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Demand>,
    typed: Typed,
) -> Response {
    let edited = match read_demand(&typed.0) {
        Ok(input) => {
            app.market
                .edit_demand(&member.actor, &id, typed.version(), input)
                .await
        }
        Err(errors) => Err(errors.into()),
    };
    match edited {
        Ok(()) => publish_if_wanted(&app, &member, &id, &typed, "saved").await,
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(sent) => edit_page(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}

async fn publish_demand(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Demand>,
    typed: Typed,
) -> Response {
    publish(&app, &member, &id, typed.version()).await
}

async fn withdraw_demand(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Demand>,
    typed: Typed,
) -> Response {
    match app
        .market
        .withdraw_demand(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after(&format!("/demands/{id}"), "demand_withdrawn"),
        Err(error) => pressed(&app, &member, &id, error).await,
    }
}
