//! The log 操作记录: who did what to which thing, in words; the technical record of each entry folded below.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::event::{Noun, deed};
use market::desk::audit::{Entry, Which};
use serde::Deserialize;

use crate::App;
use crate::desk::log::page::{EventRow, EventsPage};
use crate::ui::address::Lenient;
use crate::ui::layout::in_query;
use crate::ui::member::Member;
use crate::ui::parts::{Choice, Facts, Link, Pagination};
use crate::ui::routing::{Router, get};
use crate::ui::{Form, Section, respond};

/// Rows on one page.
const PER_PAGE: usize = 50;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/desk/events", get(show_events))
}

#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    noun: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    before: String,
}

async fn show_events(
    State(app): State<App>,
    member: Member,
    Lenient(asked): Lenient<Asked>,
) -> Response {
    let before = asked.before.parse().unwrap_or(i64::MAX);
    let which = Which {
        noun: asked.noun.clone(),
        noun_id: String::new(),
        text: asked.q.trim().to_owned(),
    };
    let most = i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX);
    let found = app.market.events(&member.actor, before, &which, most);
    let mut entries = match found.await {
        Ok(entries) => entries,
        Err(error) => return member.visitor.fail(error),
    };
    let more = entries.len() > PER_PAGE;
    entries.truncate(PER_PAGE);
    let filters = format!("noun={}&q={}", in_query(&asked.noun), in_query(&asked.q));
    let next = entries
        .last()
        .filter(|_| more)
        .map(|last| format!("/desk/events?{filters}&before={}", last.event.seq))
        .unwrap_or_default();
    let page = EventsPage {
        layout: member
            .visitor
            .layout("操作记录", Section::Desk)
            .below("业务管理", "/desk"),
        form: Form::new().with("noun", asked.noun).with("q", asked.q),
        nouns: Noun::ALL
            .map(|noun| Choice::new(noun.as_str(), noun.label()))
            .into(),
        rows: entries.into_iter().map(row).collect(),
        pagination: Pagination {
            showing: String::new(),
            previous: String::new(),
            next,
        },
    };
    respond(StatusCode::OK, &page)
}

fn row(entry: Entry) -> EventRow {
    let event = entry.event;
    let noun = Noun::ALL
        .into_iter()
        .find(|noun| noun.as_str() == event.noun);
    let folder = match noun {
        Some(Noun::Achievement) => "achievements",
        Some(Noun::Demand) => "demands",
        Some(Noun::LicenceRequest) => "requests",
        Some(Noun::Contract) => "contracts",
        Some(Noun::Payment) => "payments",
        Some(Noun::Organisation) => "desk/organisations",
        Some(Noun::Introduction) => "introductions",
        Some(Noun::User | Noun::Import | Noun::Deal | Noun::SavedSearch) | None => "",
    };
    let title = entry.title.unwrap_or_default();
    let record = Facts::new()
        .with("事件编号", &event.id)
        .with("事项代码", format!("{} {}", event.noun, event.kind))
        .with("对象编号", &event.noun_id)
        .with("经办人编号", &event.actor)
        .with("单位编号", &event.organisation)
        .with("上一条哈希", &event.previous_hash)
        .with("本条哈希", &event.hash);
    EventRow {
        seq: event.seq,
        at: event.at,
        who: entry.actor_name.unwrap_or_else(|| "系统".into()),
        organisation: entry.organisation_name.unwrap_or_default(),
        what: noun
            .and_then(|noun| deed(noun, &event.kind))
            .unwrap_or("其他操作"),
        noun: noun.map_or("", Noun::label),
        subject: if entry.is_open && !folder.is_empty() {
            Link::new(title, format!("/{folder}/{}", event.noun_id))
        } else {
            Link::plain(title)
        },
        record,
    }
}
