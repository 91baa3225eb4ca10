//! Technical demands 技术需求: the public list and the page of one.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Timestamp;
use domain::catalogue::achievement::{Maturity, TransferMode};
use domain::catalogue::demand::DemandText;

use crate::catalogue::achievement::page::paragraphs;
use crate::catalogue::matching::page::MatchRow;
use crate::catalogue::search::page::ActiveFilter;
use crate::ui::Layout;
use crate::ui::parts::{Due, Facets, Facts, Link, Pagination, PostButton, Tag};

/// One demand in a list.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/demand/card.html")]
pub struct DemandCard {
    /// Title, with its page.
    pub title: Link,
    /// How its description begins.
    pub beginning: String,
    /// Whose it is.
    pub organisation: Link,
    /// Application field, or empty.
    pub field: String,
    /// Name of the county of use, or empty.
    pub county: String,
    /// What it would spend: `50万元`, `面议`.
    pub budget: String,
    /// Least maturity: `中试（6 级）及以上`, `不限`.
    pub maturity: String,
    /// Modes, in one line: `许可、转让`, `不限`.
    pub modes: String,
    /// Until when it is open; always when there is none.
    pub deadline: Option<Due>,
    /// Last published at.
    pub published_at: Option<Timestamp>,
}

impl HtmlSafe for DemandCard {}

/// `GET /demands`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/demand/list.html")]
pub struct DemandsPage {
    /// Around the page.
    pub layout: Layout,
    /// What was found, in words: `“新材料”有 3 项正在征集的技术需求`.
    pub summary: String,
    /// Filters in force.
    pub filters: Vec<ActiveFilter>,
    /// What the list can be narrowed to.
    pub facets: Facets,
    /// The demands of this page.
    pub cards: Vec<DemandCard>,
    /// The way on.
    pub pagination: Pagination,
    /// Address of the form of a new one, when the reader may fill it in; or empty.
    pub new_href: String,
}

/// What the owner of a demand can do on its page.
#[derive(Clone, Debug)]
pub struct OwnDemandVerbs {
    /// Address of the form.
    pub edit_href: String,
    /// The verbs that fit its state.
    pub verbs: Vec<PostButton>,
}

/// `GET /demands/{id}`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/demand/demand.html")]
pub struct DemandPage {
    /// Around the page.
    pub layout: Layout,
    /// Identifier, as it is quoted.
    pub id: String,
    /// What is looked for.
    pub text: DemandText,
    /// How it stands, unless it is simply open.
    pub tag: Option<Tag>,
    /// Whose it is.
    pub organisation: Link,
    /// What that organisation is.
    pub organisation_kind: String,
    /// Last published at.
    pub published_at: Option<Timestamp>,
    /// Field, county, budget, maturity, modes, deadline.
    pub facts: Facts,
    /// For its owner.
    pub own: Option<OwnDemandVerbs>,
    /// Achievements that answer it, the best first.
    pub matches: Vec<MatchRow>,
    /// Address of a search for it among the achievements.
    pub search_href: String,
}

impl DemandPage {
    /// The description, one string a paragraph.
    pub fn description_paragraphs(&self) -> Vec<&str> {
        paragraphs(&self.text.description)
    }
}

/// What it would spend, for people.
pub fn budget_words(text: &DemandText) -> String {
    text.budget_fen
        .map_or_else(|| "面议".into(), domain::Fen::in_prose)
}

/// The least maturity, for people.
pub fn maturity_words(text: &DemandText) -> String {
    text.maturity_min.map_or_else(
        || "不限".into(),
        |level| format!("{}（{level} 级）及以上", Maturity::trl(level).word()),
    )
}

/// The modes, for people.
pub fn mode_words(text: &DemandText) -> String {
    if text.modes.is_empty() {
        "不限".into()
    } else {
        text.modes
            .iter()
            .map(|mode| TransferMode::label(*mode))
            .collect::<Vec<_>>()
            .join("、")
    }
}
