//! Matching 供需对接: what answers what, with its score explained; the pairs for brokers; alerts.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Timestamp;

use crate::ui::Layout;
use crate::ui::parts::{Link, Tag};

/// One point of a score: `应用领域 10/10 同为新材料`.
#[derive(Clone, Debug)]
pub struct VerdictPart {
    /// By what.
    pub name: &'static str,
    /// How many points of how many, as they are written.
    pub points: String,
    /// The points as whole per cent of what is possible, for the bar.
    pub percent: u8,
    /// Why.
    pub says: String,
}

/// A match with its score.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/matching/row.html")]
pub struct MatchRow {
    /// The other side: an achievement or a demand.
    pub subject: Link,
    /// Whose it is.
    pub organisation: Link,
    /// What more is known: field, maturity, price; empty ones are left out.
    pub facts: Vec<String>,
    /// From 0 to 100.
    pub score: i64,
    /// What it is made of.
    pub parts: Vec<VerdictPart>,
    /// Address at which a broker introduces the pair, or empty.
    pub introduce_href: String,
}

impl HtmlSafe for MatchRow {}

/// A demand with what answers it.
#[derive(Clone, Debug)]
pub struct PairGroup {
    /// The demand.
    pub demand: Link,
    /// Whose it is.
    pub organisation: Link,
    /// What answers it, the best first.
    pub rows: Vec<MatchRow>,
}

/// `GET /my/matches`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/matching/list.html")]
pub struct PairsPage {
    /// Around the page.
    pub layout: Layout,
    /// Open demands, the last published first.
    pub groups: Vec<PairGroup>,
}

/// One alert.
#[derive(Clone, Debug)]
pub struct AlertRow {
    /// The new listing.
    pub subject: Link,
    /// Who lists it.
    pub seller: String,
    /// The demand or saved search.
    pub about: Link,
    /// Score, or empty for a saved search.
    pub score: String,
    /// The words both say.
    pub terms: String,
    /// Whether nobody has seen it.
    pub tag: Option<Tag>,
    /// When it was found.
    pub at: Timestamp,
}

/// `GET /my/alerts`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/matching/alerts.html")]
pub struct AlertsPage {
    /// Around the page.
    pub layout: Layout,
    /// The newest first.
    pub rows: Vec<AlertRow>,
    /// How many nobody has seen.
    pub unseen: i64,
}
