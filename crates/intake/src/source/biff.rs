//! Whether the records of an `.xls` workbook may be handed to the workbook library: it reserves memory for whatever
//! rectangle the cells span. Records are looked at the way the library does: from the beginning, and from where each
//! sheet is said to begin. ([MS-XLS] describes the records.)

use super::compound::{u16_at, u32_at};
use crate::error::FileError;
use crate::limits;

const END: u16 = 0x000a;
const PASSWORD: u16 = 0x002f;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const SEVERAL_NUMBERS: u16 = 0x00bd;
/// Records that hold one cell; they begin with its row and column.
const CELLS: [u16; 8] = [0x0006, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e];

/// Looks at all records that the library will read.
///
/// # Errors
/// When the workbook has a password, is damaged, or a sheet is larger than `limits` allow.
pub(crate) fn check(stream: &[u8]) -> Result<(), FileError> {
    let mut sheets = Vec::new();
    for record in Records(stream) {
        let (kind, data) = record?;
        match kind {
            PASSWORD if u16_at(data, 0)? != 0 => return Err(FileError::Encrypted),
            SHEET => sheets.push(u32_at(data, 0)? as usize),
            END => break,
            _ => {}
        }
    }
    if sheets.len() > limits::SHEETS {
        return Err(FileError::Bomb(format!("有 {} 张工作表", sheets.len())));
    }
    // Sheets that overlap would be read over and over.
    let mut seen = 0;
    for start in sheets {
        let sheet = stream.get(start..).ok_or_else(|| FileError::Broken("工作表位置".into()))?;
        seen += check_sheet(sheet)?;
        if seen > stream.len() * 4 {
            return Err(FileError::Broken("工作表互相重叠".into()));
        }
    }
    Ok(())
}

/// Checks one sheet; how many bytes were looked at.
fn check_sheet(sheet: &[u8]) -> Result<usize, FileError> {
    let mut seen = 0;
    let mut spans = Spans::default();
    // Charts inside a sheet have a beginning and an end of their own.
    let mut depth = 0_usize;
    for record in Records(sheet) {
        let (kind, data) = record?;
        seen += data.len() + 4;
        match kind {
            0x0809 => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS if data.len() == 10 => spans.see_area(u32::from(u16_at(data, 2)?), u16_at(data, 6)?)?,
            DIMENSIONS => spans.see_area(u32_at(data, 4)?, u16_at(data, 10)?)?,
            SEVERAL_NUMBERS => spans.see(u16_at(data, 0)?, u16_at(data, data.len().saturating_sub(2))?)?,
            _ if CELLS.contains(&kind) => spans.see(u16_at(data, 0)?, u16_at(data, 2)?)?,
            _ => {}
        }
    }
    Ok(seen)
}

/// The rectangle from the first cell of the sheet to the furthest seen.
#[derive(Default)]
struct Spans {
    rows: u64,
    columns: u64,
}

impl Spans {
    fn see(&mut self, row: u16, column: u16) -> Result<(), FileError> {
        self.rows = self.rows.max(u64::from(row) + 1);
        self.columns = self.columns.max(u64::from(column) + 1);
        self.bounded()
    }

    fn see_area(&mut self, rows: u32, columns: u16) -> Result<(), FileError> {
        let declared = Self { rows: u64::from(rows), columns: u64::from(columns) };
        declared.bounded()
    }

    fn bounded(&self) -> Result<(), FileError> {
        if self.rows * self.columns > limits::XLS_CELLS {
            return Err(FileError::Bomb(format!("一张表 {} 行 {} 列", self.rows, self.columns)));
        }
        Ok(())
    }
}

struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = Result<(u16, &'a [u8]), FileError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (header, rest) = self.0.split_first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([header[2], header[3]]));
        let Some((data, after)) = rest.split_at_checked(length) else {
            self.0 = &[];
            return Some(Err(FileError::Broken("记录不完整".into())));
        };
        self.0 = after;
        Some(Ok((u16::from_le_bytes([header[0], header[1]]), data)))
    }
}
