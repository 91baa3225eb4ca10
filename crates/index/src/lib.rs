//! The search index: Chinese analysis, fields, ranking, facets, highlights, suggestions.
//!
//! It knows listings (from `domain`) and no database: whoever feeds it keeps it in step by applying changes together
//! with a cursor, which is stored in the same commit. A lost index is rebuilt from the log.

pub mod analysis;
mod answer;
mod asking;
mod clauses;
mod collect;
mod document;
mod error;
pub mod evaluate;
mod facet;
mod filter;
mod highlight;
mod identifier;
mod kind;
mod manner_of_asking;
mod matching;
mod meaning;
mod pairs;
mod phrase;
mod places;
mod plan;
mod price_band;
mod query;
mod rank;
mod ranking;
mod rarity;
mod schema;
mod search;
mod signs;
mod similar;
mod snapshot;
mod standing;
mod stored;
mod suggest;
mod synonym;
mod taken_in;
mod tells;
mod texts;
mod writing;

pub use answer::{Condition, ConditionKind, Hit, Matching, Page, Reason, Strictness};
pub use document::{Card, CardPatent, Change, Document};
pub use error::IndexError;
pub use facet::{Dimension, Facet, FacetValue, VALUES_AT_MOST, YES};
pub use highlight::{Highlighter, Segment};
pub use matching::{Criterion, Match, Part, Verdict, Wish};
pub use query::{
    DEEPEST, ENOUGH, Explain, Facets, Filters, LIMIT_AT_MOST, Neighbours, Operators, Query, Sort,
    TEXT_AT_MOST, Weaker,
};
pub use ranking::{Manner, Ranking};
pub use schema::SearchField;
pub use standing::{Answered, Standing, StandingQuery};
pub use suggest::Suggestion;
pub use writing::SearchIndex;
pub use writing::opening::Opened;
