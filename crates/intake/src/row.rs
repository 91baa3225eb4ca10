//! What becomes of one row of a file: an achievement, problems, or nothing with a reason.

use domain::catalogue::achievement::NewAchievement;
use serde::{Deserialize, Serialize};

use crate::target::Field;

/// One row of a file that is not blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Worksheet; empty for files that have none.
    pub sheet: String,
    /// Row or line in the file, from 1.
    pub line: u64,
    /// What became of it.
    pub outcome: Outcome,
    /// What whoever sent the file should know although the row was taken.
    pub notices: Vec<Problem>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is right and can be stored.
    Achievement(Box<NewAchievement>),
    /// It is an achievement, but something in it is wrong: nothing of it is imported.
    Problems(Vec<Problem>),
    /// It is no achievement: a title, a total, a repeated heading, an example.
    Skipped {
        /// Why, in Chinese.
        reason: String,
    },
}

/// One thing wrong in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Heading of the column as it stands in the file, or the field's name when the file has no such column; empty when
    /// the row as a whole is meant.
    pub column: String,
    /// Field as in the API, with `/` before nested names and positions; empty when the row as a whole is meant.
    pub field: String,
    /// What stands there, cut to [`VALUE_SHOWN`] characters.
    pub value: String,
    /// A stable word for programs: those of `domain::FieldError`, and `unreadable`, `duplicate`, `merged`, `error_cell`,
    /// `formula_without_value`, `wrong_type`, `encoding`, `digits_lost`, `misfit`, `contradiction`, `too_many_rows`,
    /// `too_much_text`, `damaged`; of notices `contradiction`, `hidden_row`, `carried`, `picture`, `note`, `vocabulary`.
    pub code: String,
    /// What is wrong and what is right, in Chinese.
    pub reason: String,
}

/// How many characters of a value a report shows.
pub const VALUE_SHOWN: usize = 60;

impl Problem {
    pub(crate) fn of_row(code: &str, reason: impl Into<String>) -> Self {
        Self {
            column: String::new(),
            field: String::new(),
            value: String::new(),
            code: code.to_owned(),
            reason: reason.into(),
        }
    }

    pub(crate) fn at(
        column: &str,
        field: Field,
        value: &str,
        code: &str,
        reason: impl Into<String>,
    ) -> Self {
        Self {
            column: column.to_owned(),
            field: field.name().to_owned(),
            value: shown(value),
            code: code.to_owned(),
            reason: reason.into(),
        }
    }
}

/// A value on one line, cut for a report.
pub(crate) fn shown(value: &str) -> String {
    let head: String = value.chars().take(VALUE_SHOWN * 4).collect();
    let line = domain::text::one_line(&head);
    let cut: String = line.chars().take(VALUE_SHOWN).collect();
    if cut.len() < line.len() || head.len() < value.len() {
        format!("{cut}…")
    } else {
        cut
    }
}

/// One line of the report that a person downloads and works through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportLine {
    /// Worksheet; empty for files that have none.
    pub sheet: String,
    /// Row or line in the file, from 1.
    pub line: u64,
    /// What became of the row.
    pub kind: ReportKind,
    /// Heading of the column, or empty.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is wrong and what is right.
    pub reason: String,
}

/// What a report says about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// Needs mending: the row was not imported.
    Rejected,
    /// No achievement, nothing to do.
    Skipped,
    /// Imported, and something in it should be looked at.
    Noticed,
}

impl ReportKind {
    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Rejected => "未导入，请修改",
            Self::Skipped => "跳过，不是成果",
            Self::Noticed => "已导入，请留意",
        }
    }
}

impl Row {
    /// How many values of a row that was taken are entries of the vocabulary of their field, and how many are none and were
    /// kept as notes.
    pub fn classified(&self) -> (usize, usize) {
        let Outcome::Achievement(achievement) = &self.outcome else {
            return (0, 0);
        };
        let listing = &achievement.listing;
        let single = [&listing.field, &listing.industry, &listing.subject];
        let entries = single.iter().filter(|entry| !entry.is_empty()).count() + listing.ipc.len();
        let others = self.notices.iter();
        let others = others.filter(|notice| notice.code == "vocabulary").count();
        (entries, others)
    }

    /// What a report says about this row: a line for each problem or notice, none when there is nothing to say.
    pub fn report(&self) -> Vec<ReportLine> {
        let line = |kind, column: &str, value: &str, reason: &str| ReportLine {
            sheet: self.sheet.clone(),
            line: self.line,
            kind,
            column: column.to_owned(),
            value: value.to_owned(),
            reason: reason.to_owned(),
        };
        match &self.outcome {
            Outcome::Achievement(_) => self
                .notices
                .iter()
                .map(|notice| {
                    line(
                        ReportKind::Noticed,
                        &notice.column,
                        &notice.value,
                        &notice.reason,
                    )
                })
                .collect(),
            Outcome::Problems(problems) => problems
                .iter()
                .map(|problem| {
                    line(
                        ReportKind::Rejected,
                        &problem.column,
                        &problem.value,
                        &problem.reason,
                    )
                })
                .collect(),
            Outcome::Skipped { reason } => vec![line(ReportKind::Skipped, "", "", reason)],
        }
    }
}
