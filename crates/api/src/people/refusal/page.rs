//! Refusals 登录失败和被拒绝的操作: a table for the manager of an organisation and for the bureau.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Timestamp;

use crate::ui::Layout;

/// Refusals of one kind that one person met in one hour.
#[derive(Clone, Debug)]
pub struct RefusalRow {
    /// Who, or that nobody has the login.
    pub who: String,
    /// The name typed at sign-in, or empty.
    pub login: String,
    /// What was refused.
    pub what: String,
    /// How often.
    pub times: i64,
    /// The last one.
    pub last_at: Timestamp,
}

/// The table.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "people/refusal/table.html")]
pub struct RefusalTable {
    /// The latest first.
    pub rows: Vec<RefusalRow>,
}

impl HtmlSafe for RefusalTable {}

/// `GET /desk/refusals`.
#[derive(Clone, Debug, Template)]
#[template(path = "people/refusal/desk_list.html")]
pub struct DeskRefusalsPage {
    /// Around the page.
    pub layout: Layout,
    /// The table.
    pub refusals: RefusalTable,
}
