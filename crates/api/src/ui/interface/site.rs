//! The page of the API 数据接口.

use axum::http::StatusCode;
use axum::response::Response;

use crate::App;
use crate::ui::interface::page::InterfacePage;
use crate::ui::routing::{Router, get};
use crate::ui::visitor::Visitor;
use crate::ui::{Section, respond};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/api", get(show_interface))
}

async fn show_interface(visitor: Visitor) -> Response {
    let layout = visitor.layout("数据接口", Section::Elsewhere);
    respond(StatusCode::OK, &InterfacePage::new(layout))
}
