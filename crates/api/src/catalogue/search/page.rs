//! The result page 检索结果.

use askama::Template;

use crate::ui::parts::{Facets, Link, Pagination, ResultCard};
use crate::ui::{Form, Layout};

/// One way to sort.
#[derive(Clone, Debug)]
pub struct Sort {
    /// Its name: `最相关`.
    pub label: String,
    /// Address of the list sorted so.
    pub href: String,
    /// Whether it is sorted so now.
    pub chosen: bool,
}

/// A filter in force, with the address of the list without it.
#[derive(Clone, Debug)]
pub struct ActiveFilter {
    /// `应用领域：新材料`.
    pub label: String,
    /// Address without it.
    pub remove_href: String,
}

/// What was done when not every word was found.
#[derive(Clone, Debug)]
pub struct Relaxed {
    /// What was left out or replaced, in one sentence.
    pub text: String,
}

/// Saving the search that is shown.
#[derive(Clone, Debug)]
pub enum Save {
    /// The form, sent to `POST /my/searches` with the query string of the search as `search`; its control is `name`.
    Form {
        /// The name to begin with, and what was wrong.
        form: Form,
        /// Query string of the search.
        search: String,
    },
    /// The address of sign-in, for whoever is not signed in.
    SignIn(String),
    /// Nothing was searched.
    Nothing,
}

/// `GET /achievements`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/search/results.html")]
pub struct ResultsPage {
    /// Around the page; its `query` is what was searched.
    pub layout: Layout,
    /// What was found, in words: `在“新材料”中找到 37 项与“碳化硅”有关、可许可的成果`.
    pub summary: String,
    /// What was relaxed; nothing when every word was found.
    pub relaxed: Option<Relaxed>,
    /// What was probably meant: a search for it.
    pub meant: Option<Link>,
    /// Similar searches, shown when little or nothing was found.
    pub similar: Vec<Link>,
    /// Filters in force.
    pub filters: Vec<ActiveFilter>,
    /// Ways to sort.
    pub sorts: Vec<Sort>,
    /// What the list can be narrowed to.
    pub facets: Facets,
    /// Results with fewer of the words, folded behind the others.
    pub related: Vec<ResultCard>,
    /// Address of the form that makes the search a demand, when little or nothing was found and the reader may; or empty.
    pub demand_href: String,
    /// How the search is saved.
    pub save: Save,
    /// The results of this page.
    pub cards: Vec<ResultCard>,
    /// The way on.
    pub pagination: Pagination,
    /// The last page there is, when the page asked for lies behind it.
    pub last_page: Option<Link>,
}
