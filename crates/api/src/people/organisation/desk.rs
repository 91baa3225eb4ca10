//! The bureau's desk for organisations 单位: their list, new ones with their first account, one of them, and the queue of
//! changes that it decides.

use axum::extract::State;
use axum::response::Response;
use domain::id::kind;
use domain::people::organisation::{Organisation, OrganisationInput, OrganisationKind};
use domain::people::user::{Role, UserInput};
use market::people::organisation::Peopled;

use super::site::{CHANGES_SHOWN, named_facts};
use crate::App;
use crate::desk::queues::page::{DeskOrganisationsPage, OrganisationRow};
use crate::people::organisation_change::page::{ChangeRow, DeskChangesPage, DeskOrganisationPage};
use crate::people::organisation_change::site::{change_input, change_part, identity_of};
use crate::ui::address::{Lenient, OfPath, Onwards};
use crate::ui::done::after;
use crate::ui::form_read::{Shape, read};
use crate::ui::member::{Member, once};
use crate::ui::parts::{Link, Pagination};
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::{Form, Section, Sent, respond};

/// Organisations on one page.
const PER_PAGE: usize = 50;
/// Changes on one page: each takes much room.
const CHANGES_PER_PAGE: i64 = 20;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(
            "/desk/organisations",
            get(show_list).post(create_organisation),
        )
        .route("/desk/organisations/{id}", get(show_one))
        .route("/desk/organisations/{id}/members", post(appoint_first))
        .route(
            "/desk/organisations/{id}/correct",
            post(correct_organisation),
        )
        .route("/desk/changes", get(show_changes))
        .route("/desk/changes/{id}/approve", post(approve_change))
        .route("/desk/changes/{id}/refuse", post(refuse_change))
}

/// Which organisations the bureau looks at.
#[derive(Default, serde::Deserialize)]
struct Which {
    /// Part of a name, or a credit code.
    #[serde(default)]
    q: String,
    /// Where the list goes on.
    #[serde(default)]
    after: String,
}

async fn list_page(app: &App, member: &Member, which: &Which, mut sent: Sent) -> Response {
    if member.actor.organisation_kind != OrganisationKind::Bureau {
        return member.visitor.fail(market::Error::NotFound);
    }
    let most = i64::try_from(PER_PAGE).unwrap_or(i64::MAX) + 1;
    let text: String = which.q.trim().chars().take(100).collect();
    let found = app
        .market
        .peopled_organisations(&member.actor, &which.after, &text, most);
    let mut rows = match found.await {
        Ok(rows) => rows,
        Err(error) => return member.visitor.fail(error),
    };
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let next = rows
        .last()
        .filter(|_| more && text.is_empty())
        .map(|last| format!("/desk/organisations?after={}", last.organisation.id))
        .unwrap_or_default();
    let row = |of: &Peopled| {
        let described = &of.organisation.described;
        OrganisationRow {
            name: Link::new(
                described.name.clone(),
                format!("/desk/organisations/{}", of.organisation.id),
            ),
            kind: described.kind.label().into(),
            credit_code: described.credit_code.to_string(),
            code_confirmed: !described.credit_code.check_fits(),
            county: domain::people::county::name_of(&described.division_code),
            members: u64::try_from(of.members).unwrap_or_default(),
        }
    };
    let shown = rows.iter().map(row).collect();
    let page = DeskOrganisationsPage {
        layout: member
            .visitor
            .layout("单位", Section::Desk)
            .below("业务管理", "/desk"),
        query: text,
        rows: shown,
        pagination: Pagination {
            showing: if more && !which.q.is_empty() {
                format!("只显示前 {PER_PAGE} 个，请输入更完整的名称")
            } else {
                String::new()
            },
            previous: String::new(),
            next,
        },
        form: sent.show("", Form::new()),
    };
    respond(sent.status(), &page)
}

async fn show_list(
    State(app): State<App>,
    member: Member,
    Lenient(which): Lenient<Which>,
) -> Response {
    list_page(&app, &member, &which, Sent::default()).await
}

async fn create_organisation(State(app): State<App>, member: Member, typed: Typed) -> Response {
    const SHAPE: Shape = Shape {
        words: &[],
        several: &[],
        ticks: &["credit_code_confirmed"],
        numbers: &[],
        beside: &["manager.login", "manager.name", "manager.password"],
    };
    let made = async {
        let mut fields: Vec<(String, String)> = typed.0.clone();
        // A form leaves empty controls out; the type needs these, so that each is named as what it lacks.
        for name in ["name", "credit_code", "division_code"] {
            if typed.value(name).trim().is_empty() {
                fields.push((name.into(), " ".into()));
            }
        }
        if typed.value("kind").trim().is_empty() {
            return Err(market::Error::field("kind", "required", "请选择单位类型"));
        }
        fields.retain(|(name, _)| !name.starts_with("manager."));
        let input: OrganisationInput = read(&fields, &SHAPE)?;
        let manager = UserInput {
            login: typed.value("manager.login").into(),
            name: typed.value("manager.name").into(),
            password: typed.value("manager.password").into(),
        };
        app.market
            .create_organisation_with_manager(&member.actor, input, manager, &once(&member, &typed))
            .await
    };
    match made.await {
        Ok(_) => after("/desk/organisations", "organisation_created"),
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(sent) => list_page(&app, &member, &Which::default(), sent).await,
            Err(page) => *page,
        },
    }
}

async fn one_page(
    app: &App,
    member: &Member,
    id: &domain::id::OrganisationId,
    mut sent: Sent,
) -> Response {
    if member.actor.organisation_kind != OrganisationKind::Bureau {
        return member.visitor.fail(market::Error::NotFound);
    }
    let found = async {
        let organisation = app.market.organisation(id).await?;
        let members = app.market.members(&member.actor, id).await?;
        let changes = app
            .market
            .changes_of_organisation(&member.actor, id, "", CHANGES_SHOWN)
            .await?;
        Ok::<_, market::Error>((organisation, members, changes))
    };
    let (organisation, members, changes) = match found.await {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let layout = member
        .visitor
        .layout(organisation.described.name.clone(), Section::Desk);
    let mut page = DeskOrganisationPage {
        layout: layout
            .below("业务管理", "/desk")
            .below("单位", "/desk/organisations"),
        path: format!("/desk/organisations/{id}"),
        facts: named_facts(&organisation).with("账号", format!("{} 个", members.len())),
        public: Link::new("单位主页", format!("/organisations/{id}")),
        first_form: members.is_empty().then(|| sent.show("first", Form::new())),
        correct_form: sent.show("change", correction_of(&organisation)),
        changes: changes.into_iter().map(change_part).collect(),
    };
    page.layout = sent.tell(page.layout);
    respond(sent.status(), &page)
}

fn correction_of(organisation: &Organisation) -> Form {
    identity_of(organisation).of_version(organisation.version)
}

async fn show_one(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Organisation>,
) -> Response {
    one_page(&app, &member, &id, Sent::default()).await
}

async fn appoint_first(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Organisation>,
    typed: Typed,
) -> Response {
    let input = UserInput {
        login: typed.value("login").into(),
        name: typed.value("name").into(),
        password: typed.value("password").into(),
    };
    match app
        .market
        .add_member(Some(&member.actor), &id, input, Role::Manager)
        .await
    {
        Ok(_) => after(&format!("/desk/organisations/{id}"), "member_added"),
        Err(error) => match member.visitor.again("first", typed, error) {
            Ok(sent) => one_page(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}

async fn correct_organisation(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Organisation>,
    typed: Typed,
) -> Response {
    let corrected = async {
        let input = change_input(&typed)?;
        app.market
            .correct_organisation(&member.actor, &id, typed.version(), input)
            .await
    };
    match corrected.await {
        Ok(()) => after(&format!("/desk/organisations/{id}"), "saved"),
        Err(error) => match member.visitor.again("change", typed, error) {
            Ok(sent) => one_page(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}

async fn changes_page(app: &App, member: &Member, from: &str, mut sent: Sent) -> Response {
    let (mut views, count) = match app
        .market
        .organisation_change_queue(&member.actor, from, CHANGES_PER_PAGE + 1)
        .await
    {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let most = usize::try_from(CHANGES_PER_PAGE).unwrap_or_default();
    let more = views.len() > most;
    views.truncate(most);
    let next = views
        .last()
        .filter(|_| more)
        .map(|last| format!("/desk/changes?after={}", last.change.id))
        .unwrap_or_default();
    let row = |view: market::people::organisation_change::ChangeView| ChangeRow {
        id: view.change.id.to_string(),
        version: view.change.version,
        change: change_part(view),
    };
    let failed = views
        .iter()
        .find(|view| view.change.id.as_str() == sent.scope())
        .map(|view| {
            let id = view.change.id.to_string();
            let form = sent.show(&id, Form::new().of_version(view.change.version));
            (id, form)
        });
    let mut page = DeskChangesPage {
        layout: member
            .visitor
            .layout("单位登记信息变更", Section::Desk)
            .below("业务管理", "/desk"),
        rows: views.into_iter().map(row).collect(),
        pagination: Pagination {
            showing: format!("共 {count} 项待审核"),
            previous: String::new(),
            next,
        },
        failed,
    };
    page.layout = sent.tell(page.layout);
    respond(sent.status(), &page)
}

async fn show_changes(
    State(app): State<App>,
    member: Member,
    Lenient(page): Lenient<Onwards>,
) -> Response {
    changes_page(&app, &member, &page.after, Sent::default()).await
}

async fn approve_change(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::OrganisationChange>,
    typed: Typed,
) -> Response {
    match app
        .market
        .approve_organisation_change(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after("/desk/changes", "change_approved"),
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => changes_page(&app, &member, "", sent).await,
            Err(page) => *page,
        },
    }
}

async fn refuse_change(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::OrganisationChange>,
    typed: Typed,
) -> Response {
    match app
        .market
        .refuse_organisation_change(&member.actor, &id, typed.version(), typed.value("reason"))
        .await
    {
        Ok(()) => after("/desk/changes", "change_refused"),
        Err(error) => match member.visitor.again(id.to_string(), typed, error) {
            Ok(sent) => changes_page(&app, &member, "", sent).await,
            Err(page) => *page,
        },
    }
}
