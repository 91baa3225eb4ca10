//! Organisations 单位: the public page, and one's own.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::kind;
use domain::people::organisation::{Organisation, OrganisationKind, OrganisationUpdateInput};
use domain::people::organisation_change;
use domain::people::user::Role;

use crate::App;
use crate::catalogue::search::asked::Asked;
use crate::catalogue::search::site::card;
use crate::people::member::page::MyOrganisationPage;
use crate::people::organisation::page::OrganisationPage;
use crate::people::organisation_change::page::OwnChanges;
use crate::people::organisation_change::site::{change_input, change_part, identity_of};
use crate::ui::address::OfPath;
use crate::ui::done::after;
use crate::ui::member::{Member, once};
use crate::ui::parts::{Facts, Pagination, PostButton, Tag, Tone, Weight};
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::visitor::Visitor;
use crate::ui::{Form, Section, Sent, respond};

/// Listings on one page.
const PER_PAGE: usize = 50;
/// Changes shown on the page of an organisation.
pub(crate) const CHANGES_SHOWN: i64 = 50;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/organisations/{id}", get(show_organisation))
        .route("/my/organisation", get(show_own).post(update_own))
        .route("/my/organisation/changes", post(ask_change))
        .route(
            "/my/organisation/changes/{id}/withdraw",
            post(withdraw_change),
        )
}

fn facts(organisation: &Organisation) -> Facts {
    let described = &organisation.described;
    Facts::new()
        .with("统一社会信用代码", described.credit_code.to_string())
        .with(
            "所在地",
            domain::people::county::name_of(&described.division_code),
        )
        .with("法定代表人", described.legal_representative.clone())
        .with("地址", described.address.clone())
        .with("电话", described.phone.clone())
}

/// The same with the name and what it is, for pages that it does not head.
pub(crate) fn named_facts(organisation: &Organisation) -> Facts {
    let described = &organisation.described;
    let mut named = Facts::new()
        .with("单位名称", described.name.clone())
        .with("单位类型", described.kind.label());
    named.rows.extend(facts(organisation).rows);
    named
}

async fn show_organisation(
    State(app): State<App>,
    visitor: Visitor,
    OfPath(id): OfPath<kind::Organisation>,
) -> Response {
    let found = async {
        let organisation = app.market.organisation(&id).await?;
        let mut query = index::Query::new("", visitor.now);
        query.filters.organisation = vec![id.clone()];
        query.limit = PER_PAGE;
        Ok::<_, market::Error>((organisation, app.market.search(query).await?))
    };
    let (organisation, page) = match found.await {
        Ok(found) => found,
        Err(error) => return visitor.fail(error),
    };
    let more = page.total > page.hits.len();
    let all = Asked::of_text("")
        .toggled("organisation", id.as_str())
        .address();
    let described = &organisation.described;
    let shown = OrganisationPage {
        layout: visitor.layout(described.name.clone(), Section::Elsewhere),
        kind: Tag::new(Tone::Neutral, described.kind.label()),
        introduction: described.introduction.clone(),
        facts: facts(&organisation),
        published: page.total as u64,
        cards: page.hits.iter().map(card).collect(),
        pagination: Pagination {
            showing: String::new(),
            previous: String::new(),
            next: if more { all } else { String::new() },
        },
    };
    respond(StatusCode::OK, &shown)
}

fn contact_of(organisation: &Organisation) -> Form {
    let described = &organisation.described;
    let values = Form::new()
        .with("address", described.address.clone())
        .with("phone", described.phone.clone())
        .with("introduction", described.introduction.clone())
        .values;
    Form::stored(values, organisation.version)
}

async fn own_page(app: &App, member: &Member, mut sent: Sent) -> Response {
    let found = async {
        let organisation = app.market.organisation(&member.actor.organisation).await?;
        // Changes are the manager's business: to everyone else the page shows what stands.
        let changes = match member.actor.role {
            Role::Manager => {
                app.market
                    .changes_of_organisation(&member.actor, &organisation.id, "", CHANGES_SHOWN)
                    .await?
            }
            Role::Member => Vec::new(),
        };
        Ok::<_, market::Error>((organisation, changes))
    };
    let (organisation, changes) = match found.await {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let is_manager = member.actor.role == Role::Manager;
    let (open, decided): (Vec<_>, Vec<_>) = changes
        .into_iter()
        .partition(|view| view.change.state == organisation_change::State::Open);
    let open = open.into_iter().next().map(|view| {
        let withdraw = format!("/my/organisation/changes/{}/withdraw", view.change.id);
        let button = PostButton::new("撤回申请", withdraw, Some(view.change.version))
            .weighing(Weight::Danger);
        (change_part(view), button)
    });
    let change =
        (is_manager && open.is_none()).then(|| sent.show("change", identity_of(&organisation)));
    let mut page = MyOrganisationPage {
        layout: member.visitor.layout("单位信息", Section::My),
        facts: named_facts(&organisation),
        form: is_manager.then(|| sent.show("", contact_of(&organisation))),
        changes: OwnChanges {
            open,
            form: change,
            decided: decided.into_iter().map(change_part).collect(),
        },
    };
    page.layout = sent.tell(page.layout);
    respond(sent.status(), &page)
}

async fn show_own(State(app): State<App>, member: Member) -> Response {
    own_page(&app, &member, Sent::default()).await
}

async fn update_own(State(app): State<App>, member: Member, typed: Typed) -> Response {
    // What decides money and rights is no control of this form; whoever sends it all the same is told so by the market.
    let sent = |name: &str| {
        typed
            .0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    };
    let input = OrganisationUpdateInput {
        name: sent("name"),
        kind: OrganisationKind::try_from(typed.value("kind").to_owned()).ok(),
        credit_code: sent("credit_code"),
        credit_code_confirmed: false,
        division_code: sent("division_code"),
        legal_representative: sent("legal_representative"),
        address: typed.value("address").into(),
        phone: typed.value("phone").into(),
        introduction: typed.value("introduction").into(),
    };
    match app
        .market
        .update_organisation(
            &member.actor,
            &member.actor.organisation,
            typed.version(),
            input,
        )
        .await
    {
        Ok(()) => after("/my/organisation", "saved"),
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(sent) => own_page(&app, &member, sent).await,
            Err(page) => *page,
        },
    }
}

async fn ask_change(State(app): State<App>, member: Member, typed: Typed) -> Response {
    let asked = async {
        let input = change_input(&typed)?;
        app.market
            .ask_organisation_change(
                &member.actor,
                &member.actor.organisation,
                input,
                &once(&member, &typed),
            )
            .await
    };
    match asked.await {
        Ok(_) => after("/my/organisation", "change_asked"),
        Err(error) => match member.visitor.again("change", typed, error) {
            Ok(sent) => own_page(&app, &member, sent).await,
            Err(page) => *page,
        },
    }
}

async fn withdraw_change(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::OrganisationChange>,
    typed: Typed,
) -> Response {
    match app
        .market
        .withdraw_organisation_change(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after("/my/organisation", "change_withdrawn"),
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => own_page(&app, &member, sent).await,
            Err(page) => *page,
        },
    }
}
