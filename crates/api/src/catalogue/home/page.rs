//! The home page 首页: one sentence, the search box, true numbers, what is new. No slogans.

use askama::Template;

use crate::ui::Layout;
use crate::ui::parts::{Link, ResultCard};

/// One true number about the market.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// The number as written for people; nothing while there is no data yet.
    pub value: Option<String>,
    /// Its unit.
    pub unit: String,
    /// The page where it can be checked, or empty.
    pub href: String,
}

/// `GET /`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/home/home.html")]
pub struct HomePage {
    /// Around the page.
    pub layout: Layout,
    /// Searches that find something, at most six.
    pub examples: Vec<Link>,
    /// Four numbers.
    pub figures: Vec<Figure>,
    /// Fields with their counts, the most frequent first.
    pub fields: Vec<(Link, u64)>,
    /// Listed or confirmed last.
    pub newest: Vec<ResultCard>,
}
