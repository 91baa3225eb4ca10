//! The register of an agency 登记簿.

use askama::Template;
use jiff::civil::Date;

use crate::ui::parts::{Choice, Link, Pagination};
use crate::ui::{Form, Layout};

/// One decision.
#[derive(Clone, Debug)]
pub struct RegisterRow {
    /// What the contract is about, with its page.
    pub subject: Link,
    /// Registration number, or empty.
    pub number: String,
    /// 卖方 → 买方.
    pub parties: String,
    /// What was decided.
    pub decision: &'static str,
    /// Why, or empty.
    pub reason: String,
    /// 合同成交额 in yuan, or empty.
    pub value: String,
    /// 技术交易额 in yuan, or empty.
    pub technology: String,
    /// Who decided.
    pub by: String,
    /// On which day.
    pub on: Date,
}

impl RegisterRow {}

/// `GET /my/register`.
#[derive(Clone, Debug, Template)]
#[template(path = "deals/register/register.html")]
pub struct RegisterPage {
    /// Around the page.
    pub layout: Layout,
    /// Filters: `q`, `from`, `to`, `decision`.
    pub form: Form,
    /// Decisions to choose from.
    pub decisions: Vec<Choice>,
    /// The newest first.
    pub rows: Vec<RegisterRow>,
    /// Address of the same as a file.
    pub export_href: String,
    /// The way on.
    pub pagination: Pagination,
}
