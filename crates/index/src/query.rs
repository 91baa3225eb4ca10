//! What is asked of the index.

use domain::catalogue::achievement::TransferMode;
use domain::id::{AchievementId, OrganisationId};
use domain::money::fen::Fen;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The most results of one page.
pub const LIMIT_AT_MOST: usize = 100;

/// Results beyond this place are not reached by paging: a person narrows the query instead.
pub const DEEPEST: usize = 10_000;

/// The longest text of a query that is looked at, in characters.
pub const TEXT_AT_MOST: usize = 10_000;

/// From so many results with all words on, fewer words are not tried.
pub const ENOUGH: usize = 10;

/// In which order results come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// 相关度; the newest first where no text is asked for.
    #[default]
    Relevance,
    /// 最新发布.
    Newest,
    /// 最近确认.
    Confirmed,
    /// 价格从低到高; negotiable ones last.
    PriceLow,
}

/// Which achievements are wanted: within one filter any of its values, across filters all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Application fields.
    pub field: Vec<String>,
    /// Division codes of the county of origin.
    pub county: Vec<String>,
    /// Who lists it.
    pub organisation: Vec<OrganisationId>,
    /// Modes on offer.
    pub mode: Vec<TransferMode>,
    /// At least this level; achievements without a level are left out.
    pub maturity_min: Option<i64>,
    /// The least a buyer would pay is at most this; negotiable prices are left out.
    pub price_max_fen: Option<Fen>,
    /// Years of completion.
    pub year: Vec<i64>,
    /// With a granted patent whose protection has not ended.
    pub patent_in_force: bool,
    /// Trial first, pay later.
    pub trial_offered: bool,
}

/// Whether facets are counted; it costs a look at every result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Facets {
    /// Count them.
    Counted,
    /// Leave them out.
    #[default]
    Omitted,
}

/// Whether every hit says how its score came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Explain {
    /// Say it.
    Given,
    /// Leave it out.
    #[default]
    Omitted,
}

/// Whether achievements with none of the words are ranked as well when their titles mean something alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Neighbours {
    /// They are: a demand is to be answered, in whatever words.
    Ranked,
    /// They are not: what was typed must stand there. Totals and facets count nothing else.
    #[default]
    Omitted,
}

/// Where results go that have fewer of the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weaker {
    /// Into [`crate::Page::related`]: totals and facets count what answers the question, and the list holds nothing else.
    Apart,
    /// Behind the others, in one list, where few have all words.
    #[default]
    Mixed,
}

/// Whether quotes, minus and the names of fields in the text mean something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operators {
    /// They do: the text was typed into a search box.
    #[default]
    Read,
    /// They do not: the text is a title or a description.
    Ignored,
}

/// A search. Any text is allowed; an empty one browses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What was typed.
    pub text: String,
    /// The long part of a question (a demand's description): weighs less than `text`.
    pub details: String,
    /// Whether the text may hold operators.
    pub operators: Operators,
    /// Which achievements are wanted.
    pub filters: Filters,
    /// In which order.
    pub sort: Sort,
    /// How many results to pass over.
    pub offset: usize,
    /// How many results to give, at most [`LIMIT_AT_MOST`].
    pub limit: usize,
    /// Whether facets are counted.
    pub facets: Facets,
    /// Whether hits say how their scores came about.
    pub explain: Explain,
    /// Whether achievements with none of the words are ranked as well.
    pub neighbours: Neighbours,
    /// Where results go that have fewer of the words.
    pub weaker: Weaker,
    /// Achievements that are left out.
    pub exclude: Vec<AchievementId>,
    /// When given, only these achievements are ranked.
    pub restrict_to: Option<Vec<AchievementId>>,
    /// From so many results with all words on, fewer words are not tried.
    pub enough: usize,
    /// The moment of asking: listings not confirmed for two periods before it are left out.
    pub now: Timestamp,
}

impl Query {
    /// The first ten results for a text.
    pub fn new(text: impl Into<String>, now: Timestamp) -> Self {
        Self {
            text: text.into(),
            details: String::new(),
            operators: Operators::default(),
            filters: Filters::default(),
            sort: Sort::default(),
            offset: 0,
            limit: 10,
            facets: Facets::default(),
            explain: Explain::default(),
            neighbours: Neighbours::default(),
            weaker: Weaker::default(),
            exclude: Vec::new(),
            restrict_to: None,
            enough: ENOUGH,
            now,
        }
    }
}
