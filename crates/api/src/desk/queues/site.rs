//! The bureau's desk 业务管理: queues with counts and age, review of listings.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::achievement::Achievement;
use domain::id::kind;
use domain::people::organisation::OrganisationKind;
use market::catalogue::achievement::place;
use market::desk::waiting::Pile;

use crate::App;
use crate::desk::queues::page::{DeskAchievementsPage, DeskPage, Queue, ReviewRow};
use crate::ui::address::{Lenient, OfPath, Onwards};
use crate::ui::done::after;
use crate::ui::member::Member;
use crate::ui::parts::{Link, Pagination, TaskList};
use crate::ui::routing::{Router, get, post};
use crate::ui::typed::Typed;
use crate::ui::{Form, Section, Sent, respond};

/// Rows on one page.
const PER_PAGE: i64 = 50;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/desk", get(show_desk))
        .route("/desk/achievements", get(show_queue))
        .route("/desk/achievements/{id}/publish", post(publish_achievement))
        .route("/desk/achievements/{id}/return", post(return_achievement))
}

async fn show_desk(State(app): State<App>, member: Member) -> Response {
    if member.actor.organisation_kind != OrganisationKind::Bureau {
        return member.visitor.fail(market::Error::NotFound);
    }
    let piles = match app.market.piles(&member.actor).await {
        Ok(piles) => piles,
        Err(error) => return member.visitor.fail(error),
    };
    let queue = |name: &str, href: &str, pile: Pile| Queue {
        name: Link::new(name, href),
        count: u64::try_from(pile.count).unwrap_or_default(),
        oldest: pile.oldest,
        overdue: 0,
    };
    let page = DeskPage {
        layout: member.visitor.layout("业务管理", Section::Desk),
        queues: vec![
            queue("成果审核", "/desk/achievements", piles.listings),
            queue("支付核验", "/desk/payments", piles.payments),
            queue("单位登记信息变更", "/desk/changes", piles.changes),
        ],
        urgent: TaskList {
            tasks: Vec::new(),
            none: "没有临近期限的事项".into(),
        },
        charts: Vec::new(),
    };
    respond(StatusCode::OK, &page)
}

async fn queue_page(app: &App, member: &Member, from: &str, mut sent: Sent) -> Response {
    let (mut rows, count) = match app
        .market
        .review_queue(&member.actor, from, PER_PAGE + 1)
        .await
    {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let most = usize::try_from(PER_PAGE).unwrap_or_default();
    let more = rows.len() > most;
    rows.truncate(most);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|last| format!("/desk/achievements?after={}", place(&last.achievement)))
        .unwrap_or_default();
    let shown = rows
        .iter()
        .map(|listed| review_row(&listed.achievement, listed.organisation_name.clone()))
        .collect();
    let failed = rows
        .iter()
        .map(|listed| &listed.achievement)
        .find(|achievement| achievement.id.as_str() == sent.scope())
        .map(|achievement| {
            let id = achievement.id.to_string();
            let form = sent.show(&id, Form::new().of_version(achievement.version));
            (id, form)
        });
    let mut page = DeskAchievementsPage {
        layout: member
            .visitor
            .layout("成果审核", Section::Desk)
            .below("业务管理", "/desk"),
        rows: shown,
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

fn review_row(achievement: &Achievement, owner: String) -> ReviewRow {
    let listing = achievement.working();
    let mut remarks: Vec<String> = listing
        .missing()
        .into_iter()
        .map(|error| error.message)
        .collect();
    if achievement.revision.is_some() {
        let changed: Vec<&str> = achievement
            .changes()
            .into_iter()
            .map(|change| change.label)
            .collect();
        remarks.push(if changed.is_empty() {
            "新附件待审核".into()
        } else {
            format!("修改：{}", changed.join("、"))
        });
    }
    ReviewRow {
        id: achievement.id.to_string(),
        version: achievement.version,
        title: Link::new(
            listing.title.clone(),
            format!("/achievements/{}", achievement.id),
        ),
        organisation: Link::new(
            owner,
            format!("/organisations/{}", achievement.organisation),
        ),
        field: listing.field.clone(),
        completeness: listing.completeness(),
        submitted_at: achievement.waits_since.unwrap_or(achievement.updated_at),
        due: None,
        remarks,
    }
}

async fn show_queue(
    State(app): State<App>,
    member: Member,
    Lenient(page): Lenient<Onwards>,
) -> Response {
    queue_page(&app, &member, &page.after, Sent::default()).await
}

async fn publish_achievement(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Achievement>,
    typed: Typed,
) -> Response {
    match app
        .market
        .publish_achievement(&member.actor, &id, typed.version())
        .await
    {
        Ok(()) => after("/desk/achievements", "published"),
        Err(error) => match member.visitor.pressed(error) {
            Ok(sent) => queue_page(&app, &member, "", sent).await,
            Err(page) => *page,
        },
    }
}

async fn return_achievement(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Achievement>,
    typed: Typed,
) -> Response {
    match app
        .market
        .return_achievement(&member.actor, &id, typed.version(), typed.value("reason"))
        .await
    {
        Ok(()) => after("/desk/achievements", "returned"),
        Err(error) => match member.visitor.again(id.to_string(), typed, error) {
            Ok(sent) => queue_page(&app, &member, "", sent).await,
            Err(page) => *page,
        },
    }
}
