//! Introductions 引荐: recorded by a broker, acknowledged by both sides.

use axum::extract::State;
use axum::response::Response;
use domain::deals::introduction::{self, IntroductionInput, RefusalInput};
use domain::id::{IntroductionId, kind};
use market::deals::introduction::IntroductionView;
use serde::Deserialize;

use crate::App;
use crate::deals::introduction::page::{IntroductionPage, IntroductionRow, IntroductionsPage};
use crate::ui::address::{Lenient, OfPath, Onwards};
use crate::ui::done::after;
use crate::ui::member::{Member, once};
use crate::ui::parts::{Due, Facts, Link, Pagination, PostButton, Tag, Tone, Weight};
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::{Form, Section, Sent, respond};

/// Introductions on one page.
const PER_PAGE: i64 = 50;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/my/introductions", get(show_introductions).post(introduce))
        .route("/introductions/{id}", get(show_introduction))
        .route(
            "/introductions/{id}/acknowledge",
            post(acknowledge_introduction),
        )
        .route("/introductions/{id}/refuse", post(refuse_introduction))
        .route("/introductions/{id}/withdraw", post(withdraw_introduction))
}

/// A pair that a match proposes: fills the form in.
#[derive(Default, Deserialize)]
struct Pair {
    #[serde(default)]
    achievement: String,
    #[serde(default)]
    buyer: String,
}

fn tag(state: introduction::State) -> Tag {
    let tone = match state {
        introduction::State::Acknowledged => Tone::Good,
        introduction::State::Refused | introduction::State::Withdrawn => Tone::Neutral,
        introduction::State::Recorded
        | introduction::State::AcknowledgedBySeller
        | introduction::State::AcknowledgedByBuyer => Tone::Action,
    };
    Tag::new(tone, state.label())
}

async fn list_page(
    app: &App,
    member: &Member,
    from: &str,
    proposed: Form,
    mut sent: Sent,
) -> Response {
    let (mut views, count) = match app
        .market
        .introductions(&member.actor, None, from, PER_PAGE + 1)
        .await
    {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let most = usize::try_from(PER_PAGE).unwrap_or_default();
    let more = views.len() > most;
    views.truncate(most);
    let next = views
        .last()
        .filter(|_| more)
        .map(|last| {
            format!(
                "/my/introductions?after={}",
                crate::ui::layout::in_query(&last.place())
            )
        })
        .unwrap_or_default();
    let today = member.visitor.now.day();
    let row = |view: &IntroductionView| IntroductionRow {
        subject: Link::new(
            view.achievement_title.clone(),
            format!("/introductions/{}", view.introduction.id),
        ),
        seller: view.seller_name.clone(),
        buyer: view.buyer_name.clone(),
        tag: tag(view.introduction.state),
        at: view.introduction.created_at,
        protected_until: view.protected_until.map(|day| Due::new(day, today)),
        deal: None,
    };
    let broker = member.actor.organisation_kind
        == domain::people::organisation::OrganisationKind::TransferInstitution;
    let mut page = IntroductionsPage {
        layout: member.visitor.layout("引荐", Section::My),
        form: broker.then(|| sent.show("", proposed)),
        rows: views.iter().map(row).collect(),
        pagination: Pagination {
            showing: format!("共 {count} 条"),
            previous: String::new(),
            next,
        },
    };
    page.layout = sent.tell(page.layout);
    respond(sent.status(), &page)
}

async fn show_introductions(
    State(app): State<App>,
    member: Member,
    Lenient(page): Lenient<Onwards>,
    Lenient(pair): Lenient<Pair>,
) -> Response {
    let typed = [("achievement", pair.achievement), ("buyer", pair.buyer)]
        .map(|(name, value)| (name.to_owned(), value));
    list_page(
        &app,
        &member,
        &page.after,
        Form::filled(typed.to_vec()),
        Sent::default(),
    )
    .await
}

/// People paste the address of a page as readily as an identifier: the last part of either is the same.
fn last_part(text: &str) -> String {
    let path = text.trim().split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

async fn introduce(State(app): State<App>, member: Member, typed: Typed) -> Response {
    let input = IntroductionInput {
        achievement: last_part(typed.value("achievement")),
        buyer: last_part(typed.value("buyer")),
        note: typed.value("note").to_owned(),
    };
    match app
        .market
        .introduce(&member.actor, input, &once(&member, &typed))
        .await
    {
        Ok(id) => after(&format!("/introductions/{id}"), "introduced"),
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(sent) => list_page(&app, &member, "", Form::new(), sent).await,
            Err(page) => *page,
        },
    }
}

async fn render(app: &App, member: &Member, id: &IntroductionId, mut sent: Sent) -> Response {
    let view = match app.market.introduction(&member.actor, id).await {
        Ok(view) => view,
        Err(error) => return member.visitor.fail(error),
    };
    let mut page = fill(member, &view, &mut sent);
    page.layout = sent.tell(page.layout);
    respond(sent.status(), &page)
}

fn fill(member: &Member, view: &IntroductionView, sent: &mut Sent) -> IntroductionPage {
    let introduction = &view.introduction;
    let path = format!("/introductions/{}", introduction.id);
    let own = &member.actor.organisation;
    let open = matches!(
        introduction.state,
        introduction::State::Recorded
            | introduction::State::AcknowledgedBySeller
            | introduction::State::AcknowledgedByBuyer
    );
    let waits = open
        && (introduction.seller == *own
            && introduction.state != introduction::State::AcknowledgedBySeller
            || introduction.buyer == *own
                && introduction.state != introduction::State::AcknowledgedByBuyer);
    let organisation = |name: &str, id: &domain::id::OrganisationId| {
        Link::new(name, format!("/organisations/{id}"))
    };
    let facts = Facts::new()
        .with_link(
            "成果",
            Link::new(
                view.achievement_title.clone(),
                format!("/achievements/{}", introduction.achievement),
            ),
        )
        .with_link(
            "卖方",
            organisation(&view.seller_name, &introduction.seller),
        )
        .with_link("买方", organisation(&view.buyer_name, &introduction.buyer))
        .with_link(
            "技术转移机构",
            organisation(&view.broker_name, &introduction.broker),
        )
        .with("记录人", view.recorded_by_name.clone())
        .with("记录时间", introduction.created_at.chinese_minute())
        .with(
            "引荐保护期至",
            view.protected_until
                .map(domain::time::chinese_day)
                .unwrap_or_default(),
        )
        .with("理由", introduction.reason.clone());
    IntroductionPage {
        layout: member
            .visitor
            .layout("引荐", Section::My)
            .below("我的工作台", "/my"),
        tag: tag(introduction.state),
        facts,
        note: introduction.note.clone(),
        acknowledge: waits.then(|| {
            PostButton::new(
                "确认引荐属实",
                format!("{path}/acknowledge"),
                Some(introduction.version),
            )
            .weighing(Weight::Primary)
        }),
        refuse_form: waits.then(|| sent.show("", Form::new().of_version(introduction.version))),
        refuse_action: format!("{path}/refuse"),
        withdraw: (open && introduction.broker == *own).then(|| {
            PostButton::new(
                "撤回引荐",
                format!("{path}/withdraw"),
                Some(introduction.version),
            )
        }),
    }
}

async fn show_introduction(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Introduction>,
) -> Response {
    render(&app, &member, &id, Sent::default()).await
}

async fn acknowledge_introduction(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Introduction>,
    typed: Typed,
) -> Response {
    match app
        .market
        .acknowledge_introduction(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after(&format!("/introductions/{id}"), "acknowledged"),
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => render(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}

async fn refuse_introduction(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Introduction>,
    typed: Typed,
) -> Response {
    let input = RefusalInput {
        reason: typed.value("reason").to_owned(),
    };
    match app
        .market
        .refuse_introduction(&member.actor, &id, typed.version(), input)
        .await
    {
        Ok(()) => after(&format!("/introductions/{id}"), "refused"),
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(sent) => render(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}

async fn withdraw_introduction(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Introduction>,
    typed: Typed,
) -> Response {
    match app
        .market
        .withdraw_introduction(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after(&format!("/introductions/{id}"), "withdrawn"),
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => render(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}
