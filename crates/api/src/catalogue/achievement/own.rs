//! One's own achievements 本单位成果: the list, the form, and what is done to a listing.

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::achievement::{Achievement, Action, CONFIRM_EVERY_DAYS, State as Stand};
use domain::catalogue::revision::next;
use domain::id::{AchievementId, kind};
use domain::time::DAY_US;
use market::catalogue::attachment::Tier;
use market::kernel::permission;
use market::kernel::permission::{require, roles_at, roles_of};
use market::kernel::upload::Purpose;
use market::kernel::work::Once;
use serde::Deserialize;

use super::site::page_of as achievement_page;
use crate::App;
use crate::catalogue::achievement::form_page::{
    AchievementFormPage, MyAchievementsPage, OwnAchievement, Tab, values_of,
};
use crate::ui::file_form::FileForm;
use crate::ui::form_read::read_achievement;
use crate::ui::message::ConfirmPage;
use crate::ui::parts::{Link, Pagination, PostButton, Weight};
use crate::ui::routing::{Router, get, post};
use crate::ui::upload::Multipart;
use crate::ui::visitor::{Lenient, Member, OfPath, Typed, after, once};
use crate::ui::{Form, Section, Sent, respond};

/// Listings on one page.
const PER_PAGE: i64 = 50;

pub(crate) fn routes() -> Router<App> {
    let files = Router::new()
        .route("/my/achievements/{id}/files", post(add_file))
        .layer(DefaultBodyLimit::max(
            market::catalogue::attachment::FILE_AT_MOST + 1024 * 1024,
        ));
    Router::new()
        .route("/my/achievements", get(show_own))
        .route(
            "/my/achievements/new",
            get(show_new).post(create_achievement),
        )
        .route(
            "/my/achievements/{id}/edit",
            get(show_edit).post(edit_achievement),
        )
        .route("/my/achievements/{id}/submit", post(submit_achievement))
        .route("/my/achievements/{id}/confirm", post(confirm_achievement))
        .route(
            "/my/achievements/{id}/withdraw",
            get(show_withdraw).post(withdraw_achievement),
        )
        .route("/my/achievements/{id}/discard", post(discard_revision))
        .route(
            "/my/achievements/{id}/files/{attachment}/remove",
            post(remove_file),
        )
        .merge(files)
}

/// The verbs that fit the state of one's own listing.
pub(crate) fn verbs(achievement: &Achievement) -> Vec<PostButton> {
    let at = |verb: &str| format!("/my/achievements/{}/{verb}", achievement.id);
    let fits = |action| next(achievement.standing(), action).is_ok();
    let mut verbs = Vec::new();
    if fits(Action::Submit) {
        verbs.push(
            PostButton::new(
                Action::Submit.label(),
                at("submit"),
                Some(achievement.version),
            )
            .weighing(Weight::Primary),
        );
    }
    if fits(Action::Confirm) {
        verbs.push(PostButton::new(
            Action::Confirm.label(),
            at("confirm"),
            Some(achievement.version),
        ));
    }
    if fits(Action::Discard) {
        verbs.push(PostButton::new(
            Action::Discard.label(),
            at("discard"),
            Some(achievement.version),
        ));
    }
    if fits(Action::Withdraw) {
        verbs.push(
            PostButton::new(
                Action::Withdraw.label(),
                at("withdraw"),
                Some(achievement.version),
            )
            .weighing(Weight::Danger),
        );
    }
    verbs
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
    let wanted = Stand::try_from(which.state).ok();
    let found = app
        .market
        .my_achievements(&member.actor, wanted, &which.after, PER_PAGE + 1)
        .await;
    let (mut rows, counts) = match found {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let in_state = Stand::ALL
        .into_iter()
        .map(|state| (state.label(), Some(state)))
        .filter(|(_, state)| counts.of(*state) > 0);
    let tabs = std::iter::once(("全部", None))
        .chain(in_state)
        .map(|(label, state)| tab(label, state, counts.of(state), wanted))
        .collect();
    let count = counts.of(wanted);
    let most = usize::try_from(PER_PAGE).unwrap_or_default();
    let more = rows.len() > most;
    rows.truncate(most);
    let state = wanted.map_or("", Stand::as_str);
    let onwards = rows
        .last()
        .filter(|_| more)
        .map(|last| format!("/my/achievements?state={state}&after={}", last.id))
        .unwrap_or_default();
    let page = MyAchievementsPage {
        layout: member.visitor.layout("本单位成果", Section::My),
        tabs,
        rows: rows
            .into_iter()
            .map(|achievement| own(&member, achievement))
            .collect(),
        pagination: Pagination {
            showing: format!("共 {count} 项"),
            previous: String::new(),
            next: onwards,
        },
    };
    respond(StatusCode::OK, &page)
}

fn tab(label: &str, state: Option<Stand>, count: i64, here: Option<Stand>) -> Tab {
    let href = state.map_or("/my/achievements".to_owned(), |state| {
        format!("/my/achievements?state={}", state.as_str())
    });
    Tab {
        label: label.into(),
        count: u64::try_from(count).unwrap_or_default(),
        href,
        here: state == here,
    }
}

fn own(member: &Member, achievement: Achievement) -> OwnAchievement {
    let now = member.visitor.now;
    OwnAchievement {
        title: Link::new(
            achievement.working().title.clone(),
            format!("/achievements/{}", achievement.id),
        ),
        external_number: achievement.working_number().to_owned(),
        state: achievement.state,
        revision: achievement.standing().revision,
        reason: reason_of(&achievement),
        completeness: achievement.working().completeness(),
        confirmed_at: achievement.confirmed_at,
        stale: achievement.state == Stand::Published
            && achievement
                .confirmed_at
                .is_some_and(|at| now.0 - at.0 > CONFIRM_EVERY_DAYS * DAY_US),
        open_requests: 0,
        edit_href: format!("/my/achievements/{}/edit", achievement.id),
        verbs: verbs(&achievement),
    }
}

/// Why the listing, or its edit, was returned or withdrawn.
fn reason_of(achievement: &Achievement) -> String {
    achievement
        .revision
        .as_ref()
        .map_or(&achievement.reason, |revision| &revision.reason)
        .clone()
}

/// The form as its owner left it.
fn stored_form(achievement: &Achievement) -> Form {
    let values = values_of(achievement.working(), achievement.working_number());
    Form::stored(values, achievement.version)
}

fn form_page(member: &Member, existing: Option<&Achievement>, form: Form) -> AchievementFormPage {
    let (title, action) = match existing {
        None => ("登记成果", "/my/achievements/new".to_owned()),
        Some(achievement) => (
            "修改成果",
            format!("/my/achievements/{}/edit", achievement.id),
        ),
    };
    AchievementFormPage {
        layout: member
            .visitor
            .layout(title, Section::My)
            .below("本单位成果", "/my/achievements"),
        action,
        state: existing.map(|achievement| achievement.state),
        revision: existing.and_then(|achievement| achievement.standing().revision),
        reason: existing.map(reason_of).unwrap_or_default(),
        form,
    }
}

async fn show_new(member: Member) -> Response {
    // Better refused now than after everything was filled in.
    if let Err(error) = require(
        &roles_of(Some(&member.actor)),
        permission::Action::AchievementCreate,
    ) {
        return member.visitor.fail(error);
    }
    respond(StatusCode::OK, &form_page(&member, None, Form::new()))
}

async fn create_achievement(State(app): State<App>, member: Member, typed: Typed) -> Response {
    let created = match read_achievement(&typed.0) {
        Ok(input) => {
            app.market
                .create_achievement(&member.actor, input, &once(&member, &typed))
                .await
        }
        Err(errors) => Err(errors.into()),
    };
    let id = match created {
        Ok(id) => id,
        Err(error) => {
            return match member.visitor.again("", typed, error) {
                Ok(mut sent) => {
                    let form = sent.show("", Form::new());
                    respond(sent.status(), &form_page(&member, None, form))
                }
                Err(page) => *page,
            };
        }
    };
    submit_if_wanted(&app, &member, &id, &typed, "created").await
}

/// Hands a saved listing in when its form says so; what is missing then is shown on the form of the saved draft.
async fn submit_if_wanted(
    app: &App,
    member: &Member,
    id: &AchievementId,
    typed: &Typed,
    saved: &str,
) -> Response {
    let path = format!("/achievements/{id}");
    if typed.value("then") != "submit" {
        return after(&path, saved);
    }
    let achievement = match app.market.achievement(Some(&member.actor), id).await {
        Ok(achievement) => achievement,
        Err(error) => return member.visitor.fail(error),
    };
    if achievement.standing().awaits_review() {
        return after(
            &path,
            if achievement.revision.is_some() {
                "revision_submitted"
            } else {
                "submitted"
            },
        );
    }
    match app
        .market
        .submit_achievement(&member.actor, id, achievement.version)
        .await
    {
        Ok(()) => after(&path, "submitted"),
        Err(error) => not_submitted(app, member, id, error).await,
    }
}

async fn show_edit(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Achievement>,
) -> Response {
    edit_page(&app, &member, &id, Sent::default()).await
}

async fn edit_achievement(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Achievement>,
    typed: Typed,
) -> Response {
    let edited = match read_achievement(&typed.0) {
        Ok(input) => {
            app.market
                .edit_achievement(&member.actor, &id, typed.version(), input)
                .await
        }
        Err(errors) => Err(errors.into()),
    };
    match edited {
        Ok(()) => submit_if_wanted(&app, &member, &id, &typed, "saved").await,
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(sent) => edit_page(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}

/// The form of a listing, as it is stored or as it was sent.
async fn edit_page(app: &App, member: &Member, id: &AchievementId, mut sent: Sent) -> Response {
    match app.market.achievement(Some(&member.actor), id).await {
        Ok(achievement) if achievement.organisation == member.actor.organisation => {
            let form = sent.show("", stored_form(&achievement));
            respond(sent.status(), &form_page(member, Some(&achievement), form))
        }
        Ok(_) => member
            .visitor
            .fail(market::Error::Forbidden("修改其他单位的成果".into())),
        Err(error) => member.visitor.fail(error),
    }
}

/// What is missing for the review is shown on the form of what is saved; what else stands against it, on its page.
async fn not_submitted(
    app: &App,
    member: &Member,
    id: &AchievementId,
    error: market::Error,
) -> Response {
    let market::Error::Invalid(errors) = error else {
        return pressed(app, member, id, error).await;
    };
    match app.market.achievement(Some(&member.actor), id).await {
        Ok(achievement) => {
            let form = stored_form(&achievement).refused(errors);
            respond(
                StatusCode::UNPROCESSABLE_ENTITY,
                &form_page(member, Some(&achievement), form),
            )
        }
        Err(error) => member.visitor.fail(error),
    }
}

/// The page of the listing after a button was pressed in vain.
async fn pressed(app: &App, member: &Member, id: &AchievementId, error: market::Error) -> Response {
    match member.visitor.pressed(error) {
        Ok(sent) => achievement_page(app, member.visitor.clone(), id, sent).await,
        Err(page) => *page,
    }
}

async fn submit_achievement(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Achievement>,
    typed: Typed,
) -> Response {
    match app
        .market
        .submit_achievement(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after(&format!("/achievements/{id}"), "submitted"),
        Err(error) => not_submitted(&app, &member, &id, error).await,
    }
}

async fn confirm_achievement(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Achievement>,
    typed: Typed,
) -> Response {
    match app
        .market
        .confirm_achievement(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after(&format!("/achievements/{id}"), "confirmed"),
        Err(error) => pressed(&app, &member, &id, error).await,
    }
}

async fn withdraw_page(app: &App, member: &Member, id: &AchievementId, mut sent: Sent) -> Response {
    let achievement = match app.market.achievement(Some(&member.actor), id).await {
        Ok(achievement) => achievement,
        Err(error) => return member.visitor.fail(error),
    };
    if let Err(error) = require(
        &roles_at(Some(&member.actor), &achievement.organisation),
        permission::Action::AchievementManage,
    ) {
        return member.visitor.fail(error);
    }
    let path = format!("/achievements/{id}");
    let page = ConfirmPage {
        layout: member
            .visitor
            .layout("撤回成果", Section::My)
            .below(achievement.listing.title.clone(), path.clone()),
        consequences: vec![
            "撤回后不再出现在检索结果中。".into(),
            "已就它提出意向、洽谈或签约的单位仍能看到最后发布的版本，并看到已撤回。".into(),
            "修改后可以重新提交审核。".into(),
        ],
        action: format!("/my/achievements/{id}/withdraw"),
        form: sent.show("", Form::new().of_version(achievement.version)),
        reason_label: "撤回原因".into(),
        verb: "撤回成果".into(),
        back: Link::new("返回成果页", path),
    };
    respond(sent.status(), &page)
}

async fn show_withdraw(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Achievement>,
) -> Response {
    withdraw_page(&app, &member, &id, Sent::default()).await
}

/// Without a reason it asks for one first: the button of a list sends none.
async fn withdraw_achievement(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Achievement>,
    typed: Typed,
) -> Response {
    if typed.value("confirmed").is_empty() {
        return withdraw_page(&app, &member, &id, Sent::default()).await;
    }
    match app
        .market
        .withdraw_achievement(&member.actor, &id, typed.version(), typed.value("reason"))
        .await
    {
        Ok(()) => after(&format!("/achievements/{id}"), "withdrawn"),
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(sent) => withdraw_page(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}

async fn discard_revision(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Achievement>,
    typed: Typed,
) -> Response {
    match app
        .market
        .discard_revision(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after(&format!("/achievements/{id}"), "discarded"),
        Err(error) => pressed(&app, &member, &id, error).await,
    }
}

async fn remove_file(
    State(app): State<App>,
    member: Member,
    Path(path): Path<(String, String)>,
) -> Response {
    let (Ok(id), Ok(attachment)) = (path.0.parse(), path.1.parse()) else {
        return member.visitor.fail(market::Error::NotFound);
    };
    match app
        .market
        .detach_from_achievement(&member.actor, &id, &attachment)
        .await
    {
        Ok(()) => after(&format!("/achievements/{id}"), "file_removed"),
        Err(error) => pressed(&app, &member, &id, error).await,
    }
}

async fn add_file(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Achievement>,
    multipart: Multipart,
) -> Response {
    let mut form = match FileForm::read(&app, &member, Purpose::Achievement(&id), multipart).await {
        Ok(form) => form,
        Err(error) => return member.visitor.fail(error),
    };
    let added = async {
        let upload = form.file()?;
        let tier = Tier::read(form.typed().value("tier"));
        app.market
            .attach_to_achievement(&member.actor, &id, tier, upload, &Once::default())
            .await
    };
    match added.await {
        Ok(_) => {
            form.done(&app, &member).await;
            after(&format!("/achievements/{id}"), "file_added")
        }
        Err(error) => match form.again(&app, &member, "file", error).await {
            Ok(sent) => achievement_page(&app, member.visitor.clone(), &id, sent).await,
            Err(page) => *page,
        },
    }
}
