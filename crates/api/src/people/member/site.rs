//! Members 成员 of one's own organisation.

use axum::extract::State;
use axum::response::Response;
use domain::id::{UserId, kind};
use domain::people::user::{Role, UserInput};
use market::people::user::Membership;

use crate::App;
use crate::people::member::page::{MemberRow, MembersPage};
use crate::people::refusal::site::{SHOWN, table};
use crate::ui::address::OfPath;
use crate::ui::done::after;
use crate::ui::member::Member;
use crate::ui::parts::{PostButton, Tag, Tone, Weight};
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::{Form, Section, Sent, respond};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/my/members", get(show_members).post(add_member))
        .route("/my/members/{id}/reset-password", post(reset_password))
        .route("/my/members/{id}/disable", post(disable_member))
        .route("/my/members/{id}/enable", post(enable_member))
}

async fn page(
    app: &App,
    member: &Member,
    mut sent: Sent,
    code: Option<(&UserId, String)>,
) -> Response {
    let found = async {
        let members = app
            .market
            .members(&member.actor, &member.actor.organisation)
            .await?;
        Ok::<_, market::Error>((
            members,
            app.market
                .refusals_at(&member.actor, &member.actor.organisation, SHOWN)
                .await?,
        ))
    };
    let (members, refusals) = match found.await {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let name_of = |user: &UserId| {
        members
            .iter()
            .find(|one| one.user == *user)
            .map_or_else(String::new, |one| one.user_name.clone())
    };
    let mut page = MembersPage {
        layout: member.visitor.layout("成员", Section::My),
        members: members.iter().map(|one| row(member, one)).collect(),
        form: Some(sent.show("", empty_form())),
        code: code.map(|(user, code)| (name_of(user), code)),
        refusals: table(refusals),
    };
    page.layout = sent.tell(page.layout);
    respond(sent.status(), &page)
}

fn row(member: &Member, one: &Membership) -> MemberRow {
    let at = |verb: &str| format!("/my/members/{}/{verb}", one.user);
    let mut verbs = Vec::new();
    if one.user != member.actor.user {
        verbs.push(
            PostButton::new("重设密码", at("reset-password"), None).weighing(Weight::Secondary),
        );
        verbs.push(if one.active {
            PostButton::new("停用", at("disable"), None).weighing(Weight::Danger)
        } else {
            PostButton::new("启用", at("enable"), None)
        });
    }
    let role = if one.active {
        Tag::new(Tone::Neutral, one.role.label())
    } else {
        Tag::new(Tone::Danger, "已停用")
    };
    MemberRow {
        name: one.user_name.clone(),
        login: one.login.clone(),
        role,
        last_seen: one.last_sign_in_at,
        verbs,
    }
}

async fn show_members(State(app): State<App>, member: Member) -> Response {
    page(&app, &member, Sent::default(), None).await
}

async fn add_member(State(app): State<App>, member: Member, typed: Typed) -> Response {
    let input = UserInput {
        login: typed.value("login").into(),
        name: typed.value("name").into(),
        password: typed.value("password").into(),
    };
    let role = Role::try_from(typed.value("role").to_owned()).unwrap_or(Role::Member);
    match app
        .market
        .add_member(Some(&member.actor), &member.actor.organisation, input, role)
        .await
    {
        Ok(_) => after("/my/members", "member_added"),
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(sent) => page(&app, &member, sent, None).await,
            Err(page) => *page,
        },
    }
}

fn empty_form() -> Form {
    Form::new().with("role", Role::Member.as_str())
}

/// The one-time password is shown on the page that answers, and never again.
async fn reset_password(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::User>,
) -> Response {
    match app
        .market
        .reset_member_password(&member.actor, &member.actor.organisation, &id)
        .await
    {
        Ok(code) => page(&app, &member, Sent::default(), Some((&id, code))).await,
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => page(&app, &member, sent, None).await,
            Err(page) => *page,
        },
    }
}

async fn disable_member(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::User>,
) -> Response {
    match app
        .market
        .set_member_active(&member.actor, &member.actor.organisation, &id, false)
        .await
    {
        Ok(()) => after("/my/members", "member_disabled"),
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => page(&app, &member, sent, None).await,
            Err(page) => *page,
        },
    }
}

async fn enable_member(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::User>,
) -> Response {
    match app
        .market
        .set_member_active(&member.actor, &member.actor.organisation, &id, true)
        .await
    {
        Ok(()) => after("/my/members", "member_enabled"),
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => page(&app, &member, sent, None).await,
            Err(page) => *page,
        },
    }
}
