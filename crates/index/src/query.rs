//! What is asked of the index and what it answers.

use domain::catalogue::achievement::TransferMode;
use domain::id::{AchievementId, OrganisationId};
use domain::money::fen::Fen;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::document::Card;
use crate::facet::Facet;
use crate::highlight::Segment;
use crate::schema::SearchField;

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
    /// Into [`Page::related`]: totals and facets count what answers the question, and the list holds nothing else.
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

/// How strictly the results had to match.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strictness {
    /// There was no text.
    Everything,
    /// Every word, or an exact identifier.
    AllWords,
    /// Most of the words.
    MostWords,
    /// At least one word.
    SomeWords,
    /// Only pairs of characters.
    Parts,
}

/// What an operator in the text demands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionKind {
    /// The text stands there as it is.
    Phrase,
    /// The text does not stand there.
    Without,
    /// The words of the text stand in this field.
    Within(SearchField),
}

/// A demand that an operator in the text makes.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// What is demanded.
    pub kind: ConditionKind,
    /// Of which text.
    pub text: String,
}

/// How the text was matched, so that the page can say it in words.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Matching {
    /// How strictly.
    pub strictness: Strictness,
    /// Words that were looked for.
    pub words: Vec<String>,
    /// Words that no achievement has; they were left aside.
    pub unknown: Vec<String>,
    /// Other names of what was typed (锂离子电池 for 锂电池), which count as well.
    pub other_names: Vec<String>,
    /// How many achievements have all words (before filters); at most [`Query::enough`] are counted.
    pub with_all_words: usize,
    /// Identifiers in the text that name an achievement.
    pub identifiers: Vec<String>,
    /// What the operators in the text demand.
    pub conditions: Vec<Condition>,
    /// Whether no achievement has the phrases as they are, so that only their words were looked for.
    pub phrases_dropped: bool,
}

/// A part of the score of a hit.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = ScoreReason))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// The word or part, or what else counted.
    pub what: String,
    /// Where it stands in the achievement.
    pub fields: Vec<SearchField>,
    /// What it adds.
    pub score: f32,
}

/// One result.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// Which achievement.
    pub id: AchievementId,
    /// Its score; comparable within one page only.
    pub score: f32,
    /// What a result shows.
    pub card: Card,
    /// The title, with what matched marked.
    pub title: Vec<Segment>,
    /// The stretch of text that matches best, with what matched marked.
    pub snippet: Vec<Segment>,
    /// Where it matched.
    pub matched: Vec<SearchField>,
    /// How the score came about, when asked for.
    pub reasons: Vec<Reason>,
}

/// A page of results.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// How many achievements match, on all pages; of weaker ones that stand apart none.
    pub total: usize,
    /// The results of this page.
    pub hits: Vec<Hit>,
    /// The best of those that have fewer of the words, where they stand apart: behind the last page that answers, and only
    /// where that is the first one.
    pub related: Vec<Hit>,
    /// Counts by value, when asked for.
    pub facets: Vec<Facet>,
    /// How the text was matched.
    pub matching: Matching,
    /// What was probably meant, when words are unknown or no achievement has them all.
    pub did_you_mean: Option<String>,
}
