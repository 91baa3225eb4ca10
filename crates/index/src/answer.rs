//! What the index answers.

use domain::id::AchievementId;
use serde::{Deserialize, Serialize};

use crate::document::Card;
use crate::facet::Facet;
use crate::highlight::Segment;
use crate::schema::SearchField;

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
    /// How many achievements have all words (before filters); at most [`crate::Query::enough`] are counted.
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
