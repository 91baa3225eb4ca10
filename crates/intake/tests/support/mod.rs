//! What the tests of this crate share: reading a file made in the test, and looking at what came out.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses a part of it"
)]

use domain::catalogue::achievement::NewAchievement;
use intake::{File, FileError, Outcome, Row, read};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

/// A file read to its end.
pub struct Read {
    pub rows: Vec<Row>,
}

pub fn read_bytes(name: &str, bytes: impl Into<Vec<u8>>) -> Result<Read, FileError> {
    Ok(Read {
        rows: read(&File::in_memory(name, bytes.into()), None)?.collect(),
    })
}

/// Reads a file whose reading must begin.
pub fn rows_of(name: &str, bytes: impl Into<Vec<u8>>) -> Read {
    read_bytes(name, bytes).unwrap_or_else(|error| panic!("{name} should be read: {error}"))
}

/// Why a file cannot be read.
pub fn refusal(name: &str, bytes: impl Into<Vec<u8>>) -> String {
    match read_bytes(name, bytes) {
        Ok(read) => panic!("{name} should be refused, but gave {:?}", read.rows),
        Err(error) => error.to_string(),
    }
}

impl Read {
    pub fn achievements(&self) -> Vec<&NewAchievement> {
        self.rows
            .iter()
            .filter_map(|row| match &row.outcome {
                Outcome::Achievement(achievement) => Some(&**achievement),
                Outcome::Problems(_) | Outcome::Skipped { .. } => None,
            })
            .collect()
    }

    pub fn titles(&self) -> Vec<&str> {
        self.achievements()
            .into_iter()
            .map(|achievement| achievement.listing.title.as_str())
            .collect()
    }

    /// `row column|code|reason` of everything that was rejected.
    pub fn problems(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for row in &self.rows {
            if let Outcome::Problems(problems) = &row.outcome {
                lines.extend(problems.iter().map(|problem| {
                    format!(
                        "{} {}|{}|{}",
                        row.line, problem.column, problem.code, problem.reason
                    )
                }));
            }
        }
        lines
    }

    /// `row column|code|reason` of what is told of rows that were taken.
    pub fn notices(&self) -> Vec<String> {
        let lines = self.rows.iter().flat_map(|row| {
            row.notices.iter().map(move |notice| {
                format!(
                    "{} {}|{}|{}",
                    row.line, notice.column, notice.code, notice.reason
                )
            })
        });
        lines.collect()
    }

    /// `row reason` of everything that was skipped.
    pub fn skipped(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for row in &self.rows {
            if let Outcome::Skipped { reason } = &row.outcome {
                lines.push(format!("{} {reason}", row.line));
            }
        }
        lines
    }
}

/// A workbook with one sheet.
pub fn workbook(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet()).expect("cells can be written");
    workbook.save_to_buffer().expect("a workbook")
}

/// A workbook with one sheet of texts.
pub fn sheet_of(rows: &[&[&str]]) -> Vec<u8> {
    workbook(|sheet| {
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*cells) {
                sheet.write_string(row, column, *text)?;
            }
        }
        Ok(())
    })
}
