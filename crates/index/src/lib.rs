//! The search index: Chinese analysis, fields, ranking, facets, highlights, suggestions.
//!
//! It knows listings (from `domain`) and no database: whoever feeds it keeps it in step by applying changes together
//! with a cursor, which is stored in the same commit. A lost index is rebuilt from the log.

pub mod analysis;
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
mod manner_of_asking;
mod matching;
mod meaning;
mod pairs;
mod places;
mod plan;
mod query;
mod rank;
mod ranking;
mod schema;
mod search;
mod signs;
mod similar;
mod snapshot;
mod standing;
mod stored;
mod suggest;
mod synonym;
mod tells;
mod texts;
mod writing;

pub use document::{Card, CardPatent, Change, Document};
pub use error::IndexError;
pub use facet::{Dimension, Facet, FacetValue, VALUES_AT_MOST, YES};
pub use highlight::{Highlighter, Segment};
pub use matching::{Criterion, Match, Part, Verdict, Wish};
pub use query::{
    Condition, ConditionKind, DEEPEST, ENOUGH, Explain, Facets, Filters, Hit, LIMIT_AT_MOST,
    Matching, Neighbours, Operators, Page, Query, Reason, Sort, Strictness, TEXT_AT_MOST, Weaker,
};
pub use ranking::{Manner, Ranking};
pub use schema::SearchField;
pub use standing::{Answered, Standing, StandingQuery};
pub use suggest::Suggestion;
pub use writing::{Opened, SearchIndex};
