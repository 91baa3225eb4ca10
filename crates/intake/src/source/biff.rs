//! Whether the records of an `.xls` workbook may be handed to the workbook library: it reserves memory for whatever
//! rectangle the cells span. Records are looked at the way the library does: from the beginning, and from where each
//! sheet is said to begin. What the library does not tell is taken along: number formats and hidden rows.
//! ([MS-XLS] describes the records.)

use std::collections::{HashMap, HashSet};

use super::compound::{u16_at, u32_at};
use crate::error::FileError;
use crate::limits;
use crate::number_format::NumberFormat;

const END: u16 = 0x000a;
const PASSWORD: u16 = 0x002f;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const SEVERAL_NUMBERS: u16 = 0x00bd;
const DATE_MODE: u16 = 0x0022;
const FORMAT: u16 = 0x041e;
const STYLE: u16 = 0x00e0;
const ROW: u16 = 0x0208;
const STRINGS: u16 = 0x00fc;
/// Of the records below, those that hold a number.
const NUMBERS: [u16; 3] = [0x0006, 0x0203, 0x027e];
/// Records that hold one cell; they begin with its row and column.
const CELLS: [u16; 8] = [
    0x0006, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e,
];

/// How numbers look, and which rows are hidden.
pub(crate) struct Formats {
    pub from_1904: bool,
    codes: HashMap<u16, NumberFormat>,
    /// Format of each style.
    styles: Vec<u16>,
    /// Styles of cells that are not plain numbers, by sheet, row from 1 and column from 0.
    cells: HashMap<(usize, u64, usize), u16>,
    hidden: HashSet<(usize, u64)>,
}

impl Formats {
    pub(crate) fn of(&self, place: (usize, u64, usize)) -> &NumberFormat {
        const GENERAL: &NumberFormat = &NumberFormat::General;
        let format = self
            .cells
            .get(&place)
            .and_then(|style| self.styles.get(usize::from(*style)));
        format
            .and_then(|format| self.codes.get(format))
            .unwrap_or(GENERAL)
    }

    pub(crate) fn hides(&self, sheet: usize, line: u64) -> bool {
        self.hidden.contains(&(sheet, line))
    }

    fn see_cell(&mut self, sheet: usize, row: u16, column: u16, style: u16) {
        let format = self
            .styles
            .get(usize::from(style))
            .and_then(|format| self.codes.get(format));
        if format.is_some_and(|format| *format != NumberFormat::General) {
            self.cells
                .insert((sheet, u64::from(row) + 1, usize::from(column)), style);
        }
    }

    fn see_style(&mut self, format: u16) {
        self.codes
            .entry(format)
            .or_insert_with(|| NumberFormat::built_in(u32::from(format)));
        self.styles.push(format);
    }
}

/// Looks at all records that the library will read.
///
/// # Errors
/// When the workbook has a password, is damaged, or a sheet is larger than `limits` allow.
pub(crate) fn check(stream: &[u8]) -> Result<Formats, FileError> {
    let mut sheets = Vec::new();
    let mut formats = Formats {
        from_1904: false,
        codes: HashMap::new(),
        styles: Vec::new(),
        cells: HashMap::new(),
        hidden: HashSet::new(),
    };
    for record in Records(stream) {
        let (kind, data) = record?;
        match kind {
            PASSWORD if u16_at(data, 0)? != 0 => return Err(FileError::Encrypted),
            SHEET => sheets.push(u32_at(data, 0)? as usize),
            DATE_MODE => formats.from_1904 = u16_at(data, 0)? == 1,
            FORMAT => {
                let code = format_code(data);
                formats
                    .codes
                    .insert(u16_at(data, 0)?, NumberFormat::of(&code));
            }
            STYLE => formats.see_style(u16_at(data, 2)?),
            STRINGS if u32_at(data, 4)? as usize > limits::STRINGS => {
                return Err(FileError::Bomb(format!("文字超过 {} 条", limits::STRINGS)));
            }
            END => break,
            _ => {}
        }
    }
    if sheets.len() > limits::SHEETS {
        return Err(FileError::Bomb(format!("有 {} 张工作表", sheets.len())));
    }
    // Sheets that overlap would be read over and over.
    let mut seen = 0;
    for (at, start) in sheets.into_iter().enumerate() {
        let sheet = stream
            .get(start..)
            .ok_or_else(|| FileError::Broken("工作表位置".into()))?;
        seen += check_sheet(sheet, at, &mut formats)?;
        if seen > stream.len() * 4 {
            return Err(FileError::Broken("工作表互相重叠".into()));
        }
    }
    Ok(formats)
}

/// The code of a format: a count of characters, whether they are wide, the characters.
fn format_code(data: &[u8]) -> String {
    let Some(text) = data.get(5..) else {
        return String::new();
    };
    if data[4] & 1 == 0 {
        return text.iter().map(|b| char::from(*b)).collect();
    }
    let units: Vec<u16> = text
        .chunks_exact(2)
        .map(|two| u16::from_le_bytes([two[0], two[1]]))
        .collect();
    String::from_utf16_lossy(&units)
}

/// Checks one sheet; how many bytes were looked at.
fn check_sheet(sheet: &[u8], at: usize, formats: &mut Formats) -> Result<usize, FileError> {
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
            DIMENSIONS if data.len() == 10 => {
                spans.see_area(u32::from(u16_at(data, 2)?), u16_at(data, 6)?)?
            }
            DIMENSIONS => spans.see_area(u32_at(data, 4)?, u16_at(data, 10)?)?,
            ROW if data.len() >= 14 && u16_at(data, 12)? & 0x20 != 0 => {
                formats.hidden.insert((at, u64::from(u16_at(data, 0)?) + 1));
            }
            SEVERAL_NUMBERS => {
                let (row, first) = (u16_at(data, 0)?, u16_at(data, 2)?);
                spans.see(row, u16_at(data, data.len().saturating_sub(2))?)?;
                for (column, number) in
                    (first..).zip(data.get(4..).unwrap_or_default().chunks_exact(6))
                {
                    formats.see_cell(at, row, column, u16_at(number, 0)?);
                }
            }
            _ if CELLS.contains(&kind) => {
                let (row, column) = (u16_at(data, 0)?, u16_at(data, 2)?);
                spans.see(row, column)?;
                if NUMBERS.contains(&kind) {
                    formats.see_cell(at, row, column, u16_at(data, 4)?);
                }
            }
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
        let declared = Self {
            rows: u64::from(rows),
            columns: u64::from(columns),
        };
        declared.bounded()
    }

    fn bounded(&self) -> Result<(), FileError> {
        if self.rows * self.columns > limits::XLS_CELLS {
            return Err(FileError::Bomb(format!(
                "一张表 {} 行 {} 列",
                self.rows, self.columns
            )));
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
