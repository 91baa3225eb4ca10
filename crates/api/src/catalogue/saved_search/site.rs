//! One's own saved searches 我的检索: saved on the result page, listed, deleted after a question.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::FieldError;
use domain::catalogue::saved_search::EACH_AT_MOST;
use domain::id::kind;
use market::catalogue::saved_search::{Saved, Watched};

use crate::App;
use crate::catalogue::saved_search::page::{SavedSearchRow, SavedSearchesPage};
use crate::catalogue::search::asked::Asked;
use crate::catalogue::search::site;
use crate::ui::address::{Lenient, OfPath, Onwards};
use crate::ui::done::after;
use crate::ui::member::Member;
use crate::ui::message::ConfirmPage;
use crate::ui::parts::{Link, Pagination};
use crate::ui::routing::{Router, get};
use crate::ui::typed::Typed;
use crate::ui::{Form, Section, respond};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(
            "/my/searches",
            get(show_saved_searches).post(create_saved_search),
        )
        .route(
            "/my/searches/{id}/delete",
            get(show_delete).post(delete_saved_search),
        )
}

async fn show_saved_searches(
    State(app): State<App>,
    member: Member,
    Lenient(page): Lenient<Onwards>,
) -> Response {
    // All of them fit one page; the address may still ask for what comes after one.
    let (rows, count) = match app
        .market
        .saved_searches(&member.actor, &page.after, EACH_AT_MOST)
        .await
    {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let showing = if count == 0 {
        String::new()
    } else {
        format!("共 {count} 个，最多可保存 {EACH_AT_MOST} 个")
    };
    let page = SavedSearchesPage {
        layout: member.visitor.layout("我的检索", Section::My),
        rows: rows.into_iter().map(row).collect(),
        pagination: Pagination {
            showing,
            ..Pagination::default()
        },
    };
    respond(StatusCode::OK, &page)
}

fn row(watched: Watched) -> SavedSearchRow {
    let search = watched.search;
    let sentence = search.wanted.sentence(&[]);
    // A name that is the sentence need not be said twice; one that names organisations says more than it.
    let is_named = search.name != sentence && search.wanted.filters.organisation.is_empty();
    SavedSearchRow {
        name: Link::new(search.name, Asked::of_saved(&search.wanted).address()),
        sentence: if is_named { sentence } else { String::new() },
        created_at: search.created_at,
        unseen: watched.unseen,
        delete_href: format!("/my/searches/{}/delete", search.id),
    }
}

async fn create_saved_search(State(app): State<App>, member: Member, typed: Typed) -> Response {
    let asked = Asked::read(typed.value("search"));
    let error = match app
        .market
        .save_search(&member.actor, asked.to_save(typed.value("name")))
        .await
    {
        Ok(Saved::New(_)) => return after("/my/searches", "search_saved"),
        Ok(Saved::Before(_)) => return after("/my/searches", "search_saved_before"),
        Err(error) => error,
    };
    // The name is the only control of the form: what is wrong with the search is told there too.
    let at_name = |error: FieldError| FieldError {
        field: "name".into(),
        ..error
    };
    match member.visitor.again("save", typed, error) {
        Ok(sent) => {
            let visitor = member.visitor.at(asked.address());
            site::show(&app, &visitor, &asked, sent.naming(at_name)).await
        }
        Err(page) => *page,
    }
}

async fn show_delete(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::SavedSearch>,
) -> Response {
    let search = match app.market.saved_search(&member.actor, &id).await {
        Ok(search) => search,
        Err(error) => return member.visitor.fail(error),
    };
    let page = ConfirmPage {
        layout: member
            .visitor
            .layout("删除保存的检索", Section::My)
            .below("我的检索", "/my/searches"),
        consequences: vec![
            format!("“{}”将被删除，它的匹配提醒一并删除。", search.name),
            "以后有新成果符合，不再告诉您。".into(),
        ],
        action: format!("/my/searches/{id}/delete"),
        form: Form::new(),
        reason_label: String::new(),
        verb: "删除检索".into(),
        back: Link::new("返回我的检索", "/my/searches"),
    };
    respond(StatusCode::OK, &page)
}

async fn delete_saved_search(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::SavedSearch>,
) -> Response {
    match app.market.delete_saved_search(&member.actor, &id).await {
        Ok(()) => after("/my/searches", "search_deleted"),
        Err(error) => member.visitor.fail(error),
    }
}
