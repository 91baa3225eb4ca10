//! Bulk import 批量导入: upload, check the columns, watch it run, read what happened to every row.

use askama::Template;
use domain::Timestamp;

use crate::ui::parts::{Choice, Field, Link, Progress, Tag};
use crate::ui::{Form, Layout};

/// An import of before.
#[derive(Clone, Debug)]
pub struct PastImport {
    /// Name of the file, with the page of the run.
    pub file: Link,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// Rows imported new, changed, unchanged and reported.
    pub tally: ImportTally,
    /// How it stands.
    pub tag: Tag,
}

/// What became of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportTally {
    /// Rows read.
    pub rows: u64,
    /// New listings.
    pub added: u64,
    /// Listings changed.
    pub changed: u64,
    /// Listings that were the same already.
    pub unchanged: u64,
    /// Rows not imported, each with its reason.
    pub reported: u64,
    /// Values that are entries of the vocabulary of their field.
    pub mapped: u64,
    /// Values that are none, and were kept as notes.
    pub noted: u64,
}

/// `GET /my/import`. The file is sent as `file` to `POST /my/import` as `multipart/form-data`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/import/start.html")]
pub struct ImportStartPage {
    /// Around the page.
    pub layout: Layout,
    /// Control `file`.
    pub form: Form,
    /// Templates to download.
    pub templates: Vec<Link>,
    /// Largest file, for people: `50 MB`.
    pub largest: String,
    /// Imports of before, the latest first.
    pub past: Vec<PastImport>,
}

impl ImportStartPage {
    /// What files are taken.
    pub fn file_hint(&self) -> String {
        format!(
            ".xlsx、.xls、.csv（UTF-8 或 GB18030）、.jsonl，最大 {}",
            self.largest
        )
    }
}

/// One column of the file.
#[derive(Clone, Debug)]
pub struct ImportColumn {
    /// Heading as it stands in the file.
    pub heading: String,
    /// The first values.
    pub samples: Vec<String>,
    /// Where it goes: name of the target; the control is `columns.N`.
    pub target: String,
    /// By what that was found: the heading, or the values and how sure they are.
    pub found_by: String,
}

/// `GET /my/import/{id}` before it runs. `POST /my/import/{id}` sends `columns.N`, one for each column,
/// and `publish_as` (`draft` or `submitted`), and starts it.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/import/preview.html")]
pub struct ImportPreviewPage {
    /// Around the page.
    pub layout: Layout,
    /// Where it is sent.
    pub action: String,
    /// Name of the file.
    pub file: String,
    /// What was recognised: format, encoding, sheet, the row of the headings; one sentence each.
    pub recognised: Vec<String>,
    /// The columns.
    pub columns: Vec<ImportColumn>,
    /// Where a column can go: fields, `note` 附加信息, `ignore` 不导入.
    pub targets: Vec<Choice>,
    /// What is wrong with the mapping.
    pub form: Form,
}

impl ImportPreviewPage {
    /// The control of a column.
    pub fn column_field(&self, at: &usize, column: &ImportColumn) -> Field {
        let field = self
            .form
            .select(
                format!("columns.{at}"),
                &format!("“{}”导入到", column.heading),
                &self.targets,
            )
            .label_hidden();
        let typed = !field.values.is_empty();
        Field {
            values: if typed {
                field.values
            } else {
                vec![column.target.clone()]
            },
            ..field
        }
    }
}

/// `GET /my/import/{id}` while it runs; the layout's `refresh_s` loads it again.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/import/running.html")]
pub struct ImportRunningPage {
    /// Around the page.
    pub layout: Layout,
    /// Name of the file.
    pub file: String,
    /// How many others come first, while it has not begun.
    pub waits_behind: Option<usize>,
    /// How far it is.
    pub progress: Progress,
    /// What became of the rows so far.
    pub tally: ImportTally,
}

/// Something to know about a row.
#[derive(Clone, Debug)]
pub struct ImportProblem {
    /// Row in the file, from 1.
    pub row: u64,
    /// What became of it.
    pub result: &'static str,
    /// Heading of the column, or empty when the whole row is meant.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why it cannot be imported, and what would be right.
    pub reason: String,
}

/// `GET /my/import/{id}` when it is over.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/import/finished.html")]
pub struct ImportFinishedPage {
    /// Around the page.
    pub layout: Layout,
    /// Name of the file.
    pub file: String,
    /// What became of the rows.
    pub tally: ImportTally,
    /// Why it stopped before the end, or empty.
    pub failure: String,
    /// The first rows that were not imported, or of which something should be known.
    pub problems: Vec<ImportProblem>,
    /// Address of the whole report; empty when there is nothing to report.
    pub report_href: String,
}
