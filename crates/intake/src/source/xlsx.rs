//! `.xlsx` read cell by cell: the sheet is never in memory as a whole, only its shared strings are (bounded by
//! `limits::STRINGS_BYTES`). Formulas are not evaluated: the result that Excel saved is used.

use std::io::BufReader;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};

use super::{Event, Flow, Listener, SheetStart, archive, bounded};
use crate::cell::{Cell, RawRow, put};
use crate::error::FileError;
use crate::file::{File, Input};
use crate::limits;
use crate::merges::Merge;

type Workbook = Xlsx<BufReader<Box<dyn Input>>>;

/// Reads every worksheet.
pub(crate) fn stream(file: &File, listener: &mut Listener<'_>) -> Result<(), FileError> {
    archive::check(file)?;
    let mut workbook: Workbook = Xlsx::new(BufReader::new(file.open()?)).map_err(failed)?;
    let sheets = workbook.sheets_metadata().to_vec();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).take(limits::SHEETS) {
        let merges = workbook.merge_cells_by_sheet_name(&sheet.name).map_err(failed)?;
        let merges = merges.iter().map(|merge| Merge::new(merge.start, merge.end)).collect();
        let start = SheetStart { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible, merges, encoding: "" };
        match listener(Event::Sheet(start)) {
            Flow::Continue => {}
            Flow::NextSheet => continue,
            Flow::Stop => return Ok(()),
        }
        if stream_sheet(&mut workbook, &sheet.name, listener)? == Flow::Stop {
            return Ok(());
        }
    }
    Ok(())
}

fn stream_sheet(workbook: &mut Workbook, name: &str, listener: &mut Listener<'_>) -> Result<Flow, FileError> {
    let mut cells = match workbook.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart or a dialogue in the place of a sheet.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Flow::Continue),
        Err(error) => return Err(failed(error)),
    };
    let mut row = RawRow::default();
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(failed)? {
        let line = u64::from(cell.pos.0) + 1;
        if line < row.line {
            return Err(FileError::Broken(format!("第 {line} 行排在第 {} 行之后", row.line)));
        }
        if line > row.line {
            let done = std::mem::replace(&mut row, RawRow { line, ..RawRow::default() });
            if done.line > 0 && !done.is_blank() {
                match listener(Event::Row(done)) {
                    Flow::Continue => {}
                    flow @ (Flow::NextSheet | Flow::Stop) => return Ok(flow),
                }
            }
        }
        put(&mut row, cell.pos.1 as usize, understand(&cell.value, cell.formula));
    }
    if row.line > 0 && !row.is_blank() { Ok(listener(Event::Row(row))) } else { Ok(Flow::Continue) }
}

fn understand(value: &DataRef<'_>, formula: Option<XlsxFormulaMetadata>) -> Cell {
    match value {
        DataRef::Empty => match formula {
            Some(XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. }) => Cell::Formula(bounded(&formula)),
            Some(XlsxFormulaMetadata::SharedDerived { .. }) => Cell::Formula("…".into()),
            Some(_) | None => Cell::Empty,
        },
        DataRef::String(text) => Cell::from_text(bounded(text)),
        DataRef::SharedString(text) => Cell::from_text(bounded(text)),
        DataRef::Int(number) => Cell::Number(number.to_string()),
        DataRef::Float(number) => Cell::from_number(*number),
        DataRef::Bool(yes) => Cell::Bool(*yes),
        DataRef::DateTime(day) => day_or_number(day),
        DataRef::DateTimeIso(text) => Cell::Day(bounded(text)),
        DataRef::DurationIso(text) => Cell::from_text(bounded(text)),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

/// `2026-03-19`, with its time when it has one; a duration stays a number.
pub(super) fn day_or_number(day: &ExcelDateTime) -> Cell {
    // Beyond year 9999 the number is no day; spreadsheets show it as ####.
    if !day.is_datetime() || !(0.0..2_958_466.0).contains(&day.as_f64()) {
        return Cell::from_number(day.as_f64());
    }
    let (year, month, date, hour, minute, ..) = day.to_ymd_hms_milli();
    if (hour, minute) == (0, 0) {
        Cell::Day(format!("{year:04}-{month:02}-{date:02}"))
    } else {
        Cell::Day(format!("{year:04}-{month:02}-{date:02} {hour:02}:{minute:02}"))
    }
}

fn failed(error: XlsxError) -> FileError {
    match error {
        XlsxError::Password => FileError::Encrypted,
        XlsxError::Io(error) => FileError::Open(error),
        other => FileError::Broken(other.to_string()),
    }
}
