//! The page of the log 操作记录.

use askama::Template;
use domain::Timestamp;

use crate::ui::parts::{Choice, Facts, Link, Pagination};
use crate::ui::{Form, Layout};

/// One entry of the log.
#[derive(Clone, Debug)]
pub struct EventRow {
    /// Place in the log.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who; the system itself where nobody acted.
    pub who: String,
    /// For which organisation, or empty.
    pub organisation: String,
    /// What was done: `发布这项成果`.
    pub what: &'static str,
    /// To what kind of thing: `科技成果`.
    pub noun: &'static str,
    /// To which, by its title, with its page where the reader may see it.
    pub subject: Link,
    /// Identifiers, codes and hashes.
    pub record: Facts,
}

/// `GET /desk/events`.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/log/log.html")]
pub struct EventsPage {
    /// Around the page.
    pub layout: Layout,
    /// Filters: `noun`, `q`.
    pub form: Form,
    /// Nouns to choose from.
    pub nouns: Vec<Choice>,
    /// The latest first.
    pub rows: Vec<EventRow>,
    /// The way on.
    pub pagination: Pagination,
}
