//! The public page of an organisation 单位主页.

use askama::Template;

use crate::ui::Layout;
use crate::ui::parts::{Facts, Pagination, ResultCard, Tag};

/// `GET /organisations/{id}`.
#[derive(Clone, Debug, Template)]
#[template(path = "people/organisation/organisation.html")]
pub struct OrganisationPage {
    /// Around the page; its title is the name.
    pub layout: Layout,
    /// What it is.
    pub kind: Tag,
    /// What it says of itself.
    pub introduction: String,
    /// Code, place, how fast it answers.
    pub facts: Facts,
    /// How many achievements it has published.
    pub published: u64,
    /// Its achievements.
    pub cards: Vec<ResultCard>,
    /// The way on.
    pub pagination: Pagination,
}

impl OrganisationPage {
    /// The introduction, one string a paragraph.
    pub fn paragraphs(&self) -> Vec<&str> {
        crate::catalogue::achievement::page::paragraphs(&self.introduction)
    }
}
