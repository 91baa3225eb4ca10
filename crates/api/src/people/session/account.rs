//! One's own account 账号与安全: where one is signed in, tokens, the password, for whom one acts.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use domain::FieldError;
use domain::id::kind;
use market::people::session::Session;

use crate::App;
use crate::http::caller::{CHANGE_PAGE, no_session_cookie};
use crate::people::member::page::{AccountPage, PasswordPage, SessionRow, TokenRow};
use crate::ui::address::OfPath;
use crate::ui::done::after;
use crate::ui::member::Member;
use crate::ui::parts::{Facts, PostButton, Weight};
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::{Form, Section, Sent, respond};

/// Days that a token lives when it is made on the page.
const TOKEN_DAYS: i64 = 90;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/my/account", get(show_account))
        .route("/my/account/password", post(change_password))
        .route("/my/account/tokens", post(issue_token))
        .route("/my/account/sessions/end", post(end_all_sessions))
        .route("/my/account/sessions/{id}/end", post(end_session))
        .route(
            CHANGE_PAGE,
            get(show_first_password).post(set_first_password),
        )
        .route("/my/account/organisations/{id}", post(act_for))
}

async fn page(app: &App, member: &Member, mut sent: Sent, new_token: String) -> Response {
    let found = async {
        let sessions = app.market.my_sessions(&member.actor).await?;
        let memberships = app.market.my_memberships(&member.actor).await?;
        Ok::<_, market::Error>((sessions, memberships))
    };
    let ((browsers, tokens), memberships) = match found.await {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let others = memberships
        .iter()
        .filter(|membership| membership.organisation != member.actor.organisation);
    let mut page = AccountPage {
        layout: member.visitor.layout("账号与安全", Section::My),
        facts: Facts::new()
            .with("姓名", member.actor.name.clone())
            .with("当前单位", member.actor.organisation_name.clone())
            .with("身份", member.actor.role.label()),
        act_for: others
            .map(|other| {
                PostButton::new(
                    format!("切换到{}", other.organisation_name),
                    format!("/my/account/organisations/{}", other.organisation),
                    None,
                )
            })
            .collect(),
        sessions: browsers
            .into_iter()
            .map(|session| session_row(member, session))
            .collect(),
        end_all: PostButton::new(
            "结束全部登录和令牌（含本次）",
            "/my/account/sessions/end",
            None,
        )
        .weighing(Weight::Danger),
        tokens: tokens.into_iter().map(token_row).collect(),
        new_token,
        token_form: sent.show("token", Form::new()),
        password_form: sent.show("password", Form::new()),
    };
    page.layout = sent.tell(page.layout);
    respond(sent.status(), &page)
}

fn session_row(member: &Member, session: Session) -> SessionRow {
    SessionRow {
        here: session.id == member.session,
        end: PostButton::new(
            "结束",
            format!("/my/account/sessions/{}/end", session.id),
            None,
        )
        .weighing(Weight::Danger),
        agent: session.label,
        created_at: session.created_at,
        last_seen: session.last_seen_at,
    }
}

fn token_row(session: Session) -> TokenRow {
    TokenRow {
        revoke: PostButton::new(
            "吊销",
            format!("/my/account/sessions/{}/end", session.id),
            None,
        )
        .weighing(Weight::Danger),
        name: session.label,
        created_at: session.created_at,
        last_used: (session.last_seen_at > session.created_at).then_some(session.last_seen_at),
    }
}

async fn show_account(State(app): State<App>, member: Member) -> Response {
    page(&app, &member, Sent::default(), String::new()).await
}

/// The name of the control for the name of the use case.
fn renamed(error: FieldError, names: &[(&str, &str)]) -> FieldError {
    match names.iter().find(|(from, _)| *from == error.field) {
        Some((_, to)) => FieldError {
            field: (*to).to_owned(),
            ..error
        },
        None => error,
    }
}

async fn change_password(State(app): State<App>, member: Member, typed: Typed) -> Response {
    let changed = app
        .market
        .change_password(
            &member.actor,
            &member.session,
            typed.value("current_password"),
            typed.value("password"),
        )
        .await;
    match changed {
        Ok(()) => after("/my/account", "password_changed"),
        Err(error) => match member.visitor.again("password", typed, error) {
            Ok(sent) => {
                let names = [
                    ("old_password", "current_password"),
                    ("new_password", "password"),
                ];
                let sent = sent.naming(|error| renamed(error, &names));
                page(&app, &member, sent, String::new()).await
            }
            Err(page) => *page,
        },
    }
}

/// The secret is shown on the page that answers, and never again.
async fn issue_token(State(app): State<App>, member: Member, typed: Typed) -> Response {
    match app
        .market
        .issue_token(
            &member.actor,
            &member.session,
            typed.value("name"),
            TOKEN_DAYS,
        )
        .await
    {
        Ok(opened) => page(&app, &member, Sent::default(), opened.secret).await,
        Err(error) => match member.visitor.again("token", typed, error) {
            Ok(sent) => {
                let sent = sent.naming(|error| renamed(error, &[("label", "name")]));
                page(&app, &member, sent, String::new()).await
            }
            Err(page) => *page,
        },
    }
}

async fn end_session(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Session>,
) -> Response {
    match app.market.sign_out(&member.actor, &id).await {
        Ok(()) => after("/my/account", "session_ended"),
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => page(&app, &member, sent, String::new()).await,
            Err(page) => *page,
        },
    }
}

async fn end_all_sessions(State(app): State<App>, member: Member, jar: CookieJar) -> Response {
    match app.market.sign_out_everywhere(&member.actor).await {
        Ok(()) => (
            jar.remove(no_session_cookie()),
            after("/sign-in", "signed_out_everywhere"),
        )
            .into_response(),
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => page(&app, &member, sent, String::new()).await,
            Err(page) => *page,
        },
    }
}

fn first_password_page(member: &Member, mut sent: Sent) -> Response {
    let page = PasswordPage {
        layout: member.visitor.layout("设置新密码", Section::My),
        form: sent.show("", Form::new()),
    };
    respond(sent.status(), &page)
}

async fn show_first_password(member: Member) -> Response {
    first_password_page(&member, Sent::default())
}

async fn set_first_password(State(app): State<App>, member: Member, typed: Typed) -> Response {
    match app
        .market
        .change_password(&member.actor, &member.session, "", typed.value("password"))
        .await
    {
        Ok(()) => after("/my", "password_changed"),
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(sent) => {
                let names = [("new_password", "password"), ("old_password", "password")];
                first_password_page(&member, sent.naming(|error| renamed(error, &names)))
            }
            Err(page) => *page,
        },
    }
}

async fn act_for(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Organisation>,
) -> Response {
    match app
        .market
        .act_for(&member.actor, &member.session, &id)
        .await
    {
        Ok(()) => after("/my", "switched"),
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => page(&app, &member, sent, String::new()).await,
            Err(page) => *page,
        },
    }
}
