//! The page of the API 数据接口.

use axum::http::StatusCode;
use axum::response::Response;

use super::routing::{Router, get};
use super::visitor::Visitor;
use crate::App;
use crate::pages::interface::InterfacePage;
use crate::pages::{Section, respond};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api", get(show_interface))
}

async fn show_interface(visitor: Visitor) -> Response {
    let layout = visitor.layout("数据接口", Section::Elsewhere);
    respond(StatusCode::OK, &InterfacePage::new(layout))
}
