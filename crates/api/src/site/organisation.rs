//! Organisations 单位: the public page, one's own, and the bureau's list.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::kind;
use domain::organisation::{Organisation, OrganisationInput, OrganisationKind};
use domain::user::{Role, UserInput};
use domain::{FieldError, Id};

use super::results::card;
use super::routing::{Router, get};
use super::visitor::{Fault, Lenient, Member, OfPath, Typed, Visitor, after, once};
use crate::App;
use crate::pages::desk::{DeskOrganisationsPage, OrganisationRow};
use crate::pages::form_read::{Shape, read};
use crate::pages::organisation::OrganisationPage;
use crate::pages::parts::{Facts, Link, Pagination, Tag, Tone};
use crate::pages::people::MyOrganisationPage;
use crate::pages::{Form, Section, respond};
use crate::searching::Asked;

/// Listings and organisations on one page.
const PER_PAGE: usize = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/organisations/{id}", get(show_organisation))
        .route("/my/organisation", get(show_own).post(update_own))
        .route("/desk/organisations", get(show_list).post(create_organisation))
}

fn facts(organisation: &Organisation) -> Facts {
    let described = &organisation.described;
    Facts::new()
        .with("统一社会信用代码", described.credit_code.to_string())
        .with("所在地", domain::county::name_of(&described.division_code))
        .with("法定代表人", described.legal_representative.clone())
        .with("地址", described.address.clone())
        .with("电话", described.phone.clone())
}

async fn show_organisation(State(app): State<App>, visitor: Visitor, OfPath(id): OfPath<kind::Organisation>) -> Response {
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
    let all = Asked::of_text("").toggled("organisation", id.as_str()).address();
    let described = &organisation.described;
    let shown = OrganisationPage {
        layout: visitor.layout(described.name.clone(), Section::Elsewhere),
        kind: Tag::new(Tone::Neutral, described.kind.label()),
        introduction: described.introduction.clone(),
        facts: facts(&organisation),
        published: page.total as u64,
        cards: page.hits.iter().map(card).collect(),
        pagination: Pagination { showing: String::new(), previous: String::new(), next: if more { all } else { String::new() } },
    };
    respond(StatusCode::OK, &shown)
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

fn values_of(organisation: &Organisation) -> Form {
    let described = &organisation.described;
    Form::new()
        .with("name", described.name.clone())
        .with("division_code", described.division_code.clone())
        .with("legal_representative", described.legal_representative.clone())
        .with("address", described.address.clone())
        .with("phone", described.phone.clone())
        .with("introduction", described.introduction.clone())
}

async fn own_page(app: &App, member: &Member, status: StatusCode, typed: Option<Form>) -> Response {
    let organisation = match app.market.organisation(&member.actor.organisation).await {
        Ok(organisation) => organisation,
        Err(error) => return member.visitor.fail(error),
    };
    let form = typed.unwrap_or_else(|| values_of(&organisation).of_version(organisation.version));
    let page = MyOrganisationPage {
        layout: member.visitor.layout("单位信息", Section::My),
        facts: facts(&organisation).with("单位类型", organisation.described.kind.label()),
        form: (member.actor.role == Role::Manager).then_some(form),
    };
    respond(status, &page)
}

async fn show_own(State(app): State<App>, member: Member) -> Response {
    own_page(&app, &member, StatusCode::OK, None).await
}

async fn update_own(State(app): State<App>, member: Member, typed: Typed) -> Response {
    let value = |name: &str| typed.value(name).to_owned();
    // Kind and credit code are not on the form: the market keeps those that stand.
    let input = OrganisationInput {
        name: value("name"),
        division_code: value("division_code"),
        legal_representative: value("legal_representative"),
        address: value("address"),
        phone: value("phone"),
        introduction: value("introduction"),
        ..OrganisationInput::default()
    };
    match app.market.update_organisation(&member.actor, &member.actor.organisation, typed.version(), input).await {
        Ok(()) => after("/my/organisation", "saved"),
        Err(error) => match Fault::of(error, &member.visitor) {
            Fault::Again(errors) => {
                let form = Form::filled(typed.0.clone()).of_version(typed.version()).refused(errors);
                own_page(&app, &member, StatusCode::UNPROCESSABLE_ENTITY, Some(form)).await
            }
            Fault::Instead(response) => *response,
        },
    }
}

async fn list_page(app: &App, member: &Member, which: &Which, status: StatusCode, form: Form) -> Response {
    if member.actor.organisation_kind != OrganisationKind::Bureau {
        return member.visitor.fail(market::Error::NotFound);
    }
    let most = i64::try_from(PER_PAGE).unwrap_or(i64::MAX) + 1;
    let text: String = which.q.trim().chars().take(100).collect();
    let found = if text.is_empty() {
        app.market.organisations(&which.after, "", most).await
    } else {
        app.market.find_organisations(&text, most).await
    };
    let mut rows = match found {
        Ok(rows) => rows,
        Err(error) => return member.visitor.fail(error),
    };
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let next =
        rows.last().filter(|_| more && text.is_empty()).map(|last| format!("/desk/organisations?after={}", last.id)).unwrap_or_default();
    let mut shown = Vec::new();
    for organisation in &rows {
        let members = app.market.members(&member.actor, &organisation.id).await.map_or(0, |members| members.len() as u64);
        let described = &organisation.described;
        shown.push(OrganisationRow {
            name: Link::new(described.name.clone(), format!("/organisations/{}", organisation.id)),
            kind: described.kind.label().into(),
            credit_code: described.credit_code.to_string(),
            code_confirmed: !described.credit_code.check_fits(),
            county: domain::county::name_of(&described.division_code),
            members,
        });
    }
    let page = DeskOrganisationsPage {
        layout: member.visitor.layout("单位", Section::Desk).below("业务管理", "/desk"),
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
        form,
    };
    respond(status, &page)
}

async fn show_list(State(app): State<App>, member: Member, Lenient(which): Lenient<Which>) -> Response {
    list_page(&app, &member, &which, StatusCode::OK, Form::new()).await
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
        // What the type needs even when it is left empty, so that the field is named and not the whole form.
        for name in ["name", "kind", "credit_code", "division_code"] {
            if typed.value(name).trim().is_empty() {
                return Err(market::Error::field(name, "required", "请填写这一项"));
            }
        }
        fields.retain(|(name, _)| !name.starts_with("manager."));
        let input: OrganisationInput = read(&fields, &SHAPE)?;
        let manager = UserInput {
            login: typed.value("manager.login").into(),
            name: typed.value("manager.name").into(),
            password: typed.value("manager.password").into(),
        };
        // Checked before anything is made: an organisation without its first account would be half a thing.
        manager.clone().check().map_err(below_manager)?;
        let id: Id<kind::Organisation> = app.market.create_organisation(Some(&member.actor), input, &once(&member, &typed)).await?;
        app.market.add_member(Some(&member.actor), &id, manager, Role::Manager).await.map_err(|error| match error {
            market::Error::Invalid(errors) => market::Error::Invalid(below_manager(errors)),
            other => other,
        })?;
        Ok(id)
    };
    match made.await {
        Ok(_) => after("/desk/organisations", "organisation_created"),
        Err(error) => match Fault::of(error, &member.visitor) {
            Fault::Again(errors) => {
                list_page(&app, &member, &Which::default(), StatusCode::UNPROCESSABLE_ENTITY, Form::filled(typed.0).refused(errors)).await
            }
            Fault::Instead(response) => *response,
        },
    }
}

fn below_manager(errors: Vec<FieldError>) -> Vec<FieldError> {
    errors.into_iter().map(|error| FieldError { field: format!("manager/{}", error.field), ..error }).collect()
}
