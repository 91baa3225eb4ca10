//! Which column goes where: guessed, shown to a person, changed by that person, and used for reading.

use serde::{Deserialize, Serialize};

use crate::format::Format;
use crate::proposal::Proposal;
use crate::target::{Field, Target};

/// What is in a file, for a person to look at before it is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The format, told from the content.
    pub format: Format,
    /// How bytes became text; empty for workbooks.
    pub encoding: String,
    /// The sheets; one without a name for files that have none.
    pub sheets: Vec<SheetPreview>,
}

/// One sheet of a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetPreview {
    /// Its name.
    pub sheet: String,
    /// Hidden sheets hold lists and drafts: they are imported only when a person says so.
    pub hidden: bool,
    /// Row of the heading, from 1; 0 when none was found (or none is needed, as in JSON lines).
    pub heading_line: u64,
    /// The columns, from the first.
    pub columns: Vec<ColumnPreview>,
    /// The first rows under the heading; all first rows when there is none.
    pub rows: Vec<PreviewRow>,
    /// Whether reading without a mapping imports this sheet.
    pub imported: bool,
}

/// One column of a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnPreview {
    /// `A`, `B`, …; empty for JSON lines.
    pub letter: String,
    /// The heading on one line.
    pub heading: String,
    /// The guess: by the heading, else by the values.
    pub target: Target,
    /// Why, when it is the values that say so, and how sure that is.
    pub proposal: Option<Proposal>,
    /// How many of the values seen are entries of the field's vocabulary; nothing where it has none.
    #[serde(default)]
    pub mapped: Option<Mapped>,
}

/// What the first values of a column are to the vocabulary of its field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapped {
    /// So many are entries.
    pub entries: u64,
    /// So many are none, and become notes.
    pub others: u64,
    /// Some of those.
    pub examples: Vec<String>,
}

impl Mapped {
    /// For people.
    pub fn told(&self) -> String {
        let all = self.entries + self.others;
        if self.others == 0 {
            return format!("前 {all} 个值都在词表中");
        }
        format!(
            "前 {all} 个值中 {} 个在词表中，{} 个不在，将保留为附加信息，例如“{}”",
            self.entries,
            self.others,
            self.examples.join("”“")
        )
    }
}

impl ColumnPreview {
    /// Whether the column goes there when nobody is asked; what is only likely stays a note.
    pub fn taken(&self) -> Target {
        match &self.proposal {
            Some(proposal) if !proposal.is_certain() => Target::Note,
            Some(_) | None => self.target,
        }
    }

    /// For people: by what it was found where it goes.
    pub fn found_by(&self) -> String {
        let by = match (&self.proposal, self.target) {
            (Some(proposal), _) => format!("按内容推测，把握 {}%", proposal.certainty),
            (None, Target::Field(_)) => "按表头".into(),
            (None, Target::Note | Target::Ignore) => "表头和内容都不能识别".into(),
        };
        match &self.mapped {
            Some(mapped) => format!("{by}；{}", mapped.told()),
            None => by,
        }
    }
}

/// One row of a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Row or line in the file, from 1.
    pub line: u64,
    /// Its cells as text, each cut to 60 characters.
    pub cells: Vec<String>,
}

/// Where the columns of a file go. Sheets that it does not name are not imported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The sheets to import.
    pub sheets: Vec<SheetMapping>,
}

/// Where the columns of one sheet go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetMapping {
    /// Name of the sheet; empty for files that have none.
    pub sheet: String,
    /// Row of the heading, from 1; 0 when the sheet has none and data begins in its first row.
    pub heading_line: u64,
    /// The columns, from the first; of JSON lines, the keys in any order. Columns further right are guessed no more:
    /// they become notes.
    pub columns: Vec<ColumnMapping>,
}

/// Where one column goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    /// Its heading, or key; only JSON lines need it.
    pub heading: String,
    /// Where it goes.
    pub target: Target,
}

impl Preview {
    /// What becomes of every column when nobody is asked, a line each, for people.
    pub fn told(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for sheet in self.sheets.iter().filter(|sheet| sheet.imported) {
            let place = if sheet.sheet.is_empty() {
                String::new()
            } else {
                format!("工作表“{}”", sheet.sheet)
            };
            for column in &sheet.columns {
                let letter = if column.letter.is_empty() {
                    String::new()
                } else {
                    format!("{} 列", column.letter)
                };
                let likely = if column.taken() == column.target {
                    String::new()
                } else {
                    format!("可能是“{}”，", column.target.label())
                };
                lines.push(format!(
                    "{place}{letter}“{}”→ {}（{likely}{}）",
                    column.heading,
                    column.taken().label(),
                    column.found_by()
                ));
            }
        }
        lines
    }

    /// The guess as a mapping, to be shown and changed.
    pub fn mapping(&self) -> Mapping {
        let sheets = self
            .sheets
            .iter()
            .filter(|sheet| sheet.imported)
            .map(|sheet| SheetMapping {
                sheet: sheet.sheet.clone(),
                heading_line: sheet.heading_line,
                columns: sheet
                    .columns
                    .iter()
                    .map(|column| ColumnMapping {
                        heading: column.heading.clone(),
                        target: column.target,
                    })
                    .collect(),
            });
        Mapping {
            sheets: sheets.collect(),
        }
    }
}

impl Mapping {
    /// What a person should mend before reading with it, in Chinese; empty when it can be used.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.sheets.is_empty() {
            problems.push("请至少选择一张工作表".to_owned());
        }
        for sheet in &self.sheets {
            let place = if sheet.sheet.is_empty() {
                String::new()
            } else {
                format!("工作表“{}”：", sheet.sheet)
            };
            let count = |field: Field| {
                sheet
                    .columns
                    .iter()
                    .filter(|column| column.target == Target::Field(field))
                    .count()
            };
            if count(Field::Title) == 0 {
                problems.push(format!("{place}请指定哪一列是成果名称"));
            }
            for field in Field::ALL {
                if count(field) > 1 && !field.takes_several_columns() {
                    problems.push(format!(
                        "{place}“{}”只能对应一列，现有 {} 列",
                        field.label(),
                        count(field)
                    ));
                }
            }
        }
        problems
    }
}
