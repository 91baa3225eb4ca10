//! Refusals 登录失败和被拒绝的操作: the bureau's page, and the table on the page of members.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use market::people::refusal::RefusalView;

use crate::App;
use crate::people::refusal::page::{DeskRefusalsPage, RefusalRow, RefusalTable};
use crate::ui::member::Member;
use crate::ui::routing::{Router, get};
use crate::ui::{Section, respond};

/// Rows shown.
pub(crate) const SHOWN: i64 = 200;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/desk/refusals", get(show_refusals))
}

pub(crate) fn table(views: Vec<RefusalView>) -> RefusalTable {
    let row = |RefusalView { counted, kind }: RefusalView| RefusalRow {
        who: if counted.user.is_empty() {
            "没有人使用的登录名".into()
        } else {
            counted.user_name
        },
        login: counted.login,
        what: kind.map_or("其他", |kind| kind.label()).into(),
        times: counted.times,
        last_at: counted.last_at,
    };
    RefusalTable {
        rows: views.into_iter().map(row).collect(),
    }
}

async fn show_refusals(State(app): State<App>, member: Member) -> Response {
    match app.market.refusals(&member.actor, SHOWN).await {
        Ok(views) => {
            let layout = member
                .visitor
                .layout("登录安全", Section::Desk)
                .below("业务管理", "/desk");
            respond(
                StatusCode::OK,
                &DeskRefusalsPage {
                    layout,
                    refusals: table(views),
                },
            )
        }
        Err(error) => member.visitor.fail(error),
    }
}
