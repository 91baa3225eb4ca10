//! `.xls` and `.et`: read as a whole, since at most 65,536 rows fit into a sheet and records are scattered.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};

use super::xlsx::day_or_number;
use super::{Event, Flow, Listener, SheetStart, biff, bounded, compound};
use crate::cell::{Cell, RawRow, put};
use crate::error::FileError;
use crate::file::File;
use crate::limits;
use crate::merges::Merge;

/// Reads every worksheet.
pub(crate) fn stream(file: &File, listener: &mut Listener<'_>) -> Result<(), FileError> {
    let mut bytes = Vec::new();
    file.open()?.take(limits::FILE_BYTES).read_to_end(&mut bytes)?;
    let records = compound::workbook_stream(&bytes)?;
    drop(bytes);
    biff::check(&records)?;
    let mut workbook = Xls::new(Cursor::new(compound::wrap(records))).map_err(failed)?;
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let merges = workbook.merge_cells_by_sheet_name(&sheet.name).map_err(failed)?;
        let merges = merges.iter().map(|merge| Merge::new(merge.start, merge.end)).collect();
        let start = SheetStart { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible, merges, encoding: "" };
        match listener(Event::Sheet(start)) {
            Flow::Continue => {}
            Flow::NextSheet => continue,
            Flow::Stop => return Ok(()),
        }
        let range = workbook.worksheet_range(&sheet.name).map_err(failed)?;
        let Some((top, left)) = range.start() else { continue };
        for (line, cells) in (u64::from(top) + 1..).zip(range.rows()) {
            let mut row = RawRow { line, ..RawRow::default() };
            for (column, value) in (left as usize..).zip(cells) {
                put(&mut row, column, understand(value));
            }
            if row.is_blank() {
                continue;
            }
            match listener(Event::Row(row)) {
                Flow::Continue => {}
                Flow::NextSheet => break,
                Flow::Stop => return Ok(()),
            }
        }
    }
    Ok(())
}

fn understand(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::from_text(bounded(text)),
        Data::Int(number) => Cell::Number(number.to_string()),
        Data::Float(number) => Cell::from_number(*number),
        Data::Bool(yes) => Cell::Bool(*yes),
        Data::DateTime(day) => day_or_number(day),
        Data::DateTimeIso(text) => Cell::Day(bounded(text)),
        Data::DurationIso(text) => Cell::from_text(bounded(text)),
        Data::Error(error) => Cell::Error(error.to_string()),
    }
}

fn failed(error: XlsError) -> FileError {
    match error {
        XlsError::Password => FileError::Encrypted,
        other => FileError::Broken(other.to_string()),
    }
}
