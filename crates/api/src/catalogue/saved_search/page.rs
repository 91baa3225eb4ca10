//! One's own saved searches 我的检索.

use askama::Template;
use domain::Timestamp;

use crate::ui::Layout;
use crate::ui::parts::{Link, Pagination};

/// One saved search.
#[derive(Clone, Debug)]
pub struct SavedSearchRow {
    /// Its name, with the result page of now.
    pub name: Link,
    /// The search in one sentence, where the name says something else; or empty.
    pub sentence: String,
    /// Saved at.
    pub created_at: Timestamp,
    /// New listings found and not seen.
    pub unseen: i64,
    /// Address of the page that deletes it.
    pub delete_href: String,
}

/// `GET /my/searches`. `POST /my/searches` saves one, with `name` and the query string of its result page as `search`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/saved_search/own_list.html")]
pub struct SavedSearchesPage {
    /// Around the page.
    pub layout: Layout,
    /// The newest first.
    pub rows: Vec<SavedSearchRow>,
    /// `共 3 个，最多 50 个`.
    pub pagination: Pagination,
}
