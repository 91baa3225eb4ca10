//! A table of sums 金额表: right-aligned, in yuan with two decimals, the unit in the heading.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Fen;

use super::tag::Link;

/// One row of sums.
#[derive(Clone, Debug)]
pub struct MoneyRow {
    /// What the sums belong to.
    pub label: Link,
    /// A remark, or empty.
    pub note: String,
    /// One for each column; nothing is shown as a dash.
    pub amounts: Vec<Option<Fen>>,
}

/// Sums in rows and columns.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/parts/money_table.html")]
pub struct MoneyTable {
    /// What is shown.
    pub caption: String,
    /// Heading of the labels.
    pub label_heading: String,
    /// Headings of the sums, without the unit.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<MoneyRow>,
    /// The last line, when the columns can be added up.
    pub total: Option<Vec<Fen>>,
}

impl HtmlSafe for MoneyTable {}
