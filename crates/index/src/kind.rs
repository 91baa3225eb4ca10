//! Kinds of queries: what is typed in a few words is ranked otherwise than a question or a description.

/// What a query is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A few words, or a title.
    #[default]
    Words,
    /// A question as people ask one another.
    Question,
    /// A description in sentences: it has details, or is long.
    Demand,
}
