//! `.xls` and `.et`: read as a whole, since at most 65,536 rows fit into a sheet and records are scattered.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};

use super::biff::{self, Formats};
use super::{Event, Flow, Listener, SheetStart, compound, serial};
use crate::cell::{Cell, RawRow, put};
use crate::error::FileError;
use crate::file::File;
use crate::limits;
use crate::merges::Merge;

/// Reads every worksheet.
pub(crate) fn stream(file: &File, listener: &mut Listener<'_>) -> Result<(), FileError> {
    let mut bytes = Vec::new();
    file.open()?
        .take(limits::FILE_BYTES)
        .read_to_end(&mut bytes)?;
    let records = compound::workbook_stream(&bytes)?;
    drop(bytes);
    let formats = biff::check(&records)?;
    let mut workbook = Xls::new(Cursor::new(compound::wrap(records))).map_err(failed)?;
    for (at, sheet) in workbook.sheets_metadata().to_vec().into_iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let merges = workbook
            .merge_cells_by_sheet_name(&sheet.name)
            .map_err(failed)?;
        let merges = merges
            .iter()
            .map(|merge| Merge::new(merge.start, merge.end))
            .collect();
        let start = SheetStart {
            name: sheet.name.clone(),
            hidden: sheet.visible != SheetVisible::Visible,
            merges,
            encoding: "",
        };
        match listener(Event::Sheet(start)) {
            Flow::Continue => {}
            Flow::NextSheet => continue,
            Flow::Stop => return Ok(()),
        }
        let range = workbook.worksheet_range(&sheet.name).map_err(failed)?;
        let Some((top, left)) = range.start() else {
            continue;
        };
        for (line, cells) in (u64::from(top) + 1..).zip(range.rows()) {
            let mut row = RawRow {
                line,
                hidden: formats.hides(at, line),
                ..RawRow::default()
            };
            for (column, value) in (left as usize..).zip(cells) {
                put(
                    &mut row,
                    column,
                    understand(value, &formats, (at, line, column)),
                );
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

/// `place` is the sheet, the row from 1 and the column from 0.
fn understand(value: &Data, formats: &Formats, place: (usize, u64, usize)) -> Cell {
    let number = |number: f64| serial::numeric(number, formats.of(place), formats.from_1904);
    match value {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::from_text(text),
        Data::Int(whole) => number(*whole as f64),
        Data::Float(float) => number(*float),
        Data::Bool(yes) => Cell::Bool(*yes),
        Data::DateTime(day) => number(day.as_f64()),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::from_text(text),
        Data::Error(error) => Cell::Error(error.to_string()),
    }
}

fn failed(error: XlsError) -> FileError {
    match error {
        XlsError::Password => FileError::Encrypted,
        other => FileError::Broken(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("a short record");
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let count = u16::try_from(units.len() / 2).expect("a short text");
        record(
            0x0204,
            &[
                &row.to_le_bytes()[..],
                &column.to_le_bytes(),
                &[0, 0],
                &count.to_le_bytes(),
                &[1],
                &units,
            ]
            .concat(),
        )
    }

    /// Records of a workbook with one sheet.
    fn records(sheet: &[Vec<u8>]) -> Vec<u8> {
        let begin = |kind: u16| {
            record(
                0x0809,
                &[&0x0600_u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat(),
            )
        };
        let name = [&[0_u8; 4][..], &[0, 0, 1, 0, b'S']].concat();
        let mut globals = [begin(5), record(0x0085, &name), record(0x000a, &[])].concat();
        let start = u32::try_from(globals.len()).expect("short");
        let at = begin(5).len() + 4;
        globals[at..at + 4].copy_from_slice(&start.to_le_bytes());
        [globals, begin(0x10), sheet.concat(), record(0x000a, &[])].concat()
    }

    fn read(file: Vec<u8>) -> Result<Vec<(u64, Vec<String>)>, FileError> {
        let mut rows = Vec::new();
        crate::source::stream(&File::in_memory("a.xls", file), &mut |event| {
            if let Event::Row(row) = event {
                rows.push((
                    row.line,
                    row.cells
                        .iter()
                        .map(|cell| cell.text().into_owned())
                        .collect(),
                ));
            }
            Flow::Continue
        })?;
        Ok(rows)
    }

    #[test]
    fn rows_keep_their_place() {
        let number = record(
            0x0203,
            &[
                &3_u16.to_le_bytes()[..],
                &2_u16.to_le_bytes(),
                &[0, 0],
                &50.5_f64.to_le_bytes(),
            ]
            .concat(),
        );
        let sheet = [
            label(1, 1, "成果名称"),
            label(1, 2, "价格"),
            label(3, 1, "石墨烯导热膜"),
            number,
        ];
        let rows = read(compound::wrap(records(&sheet))).expect("a workbook");
        assert_eq!(
            rows,
            [
                (2, vec![String::new(), "成果名称".into(), "价格".into()]),
                (4, vec![String::new(), "石墨烯导热膜".into(), "50.5".into()])
            ]
        );
    }

    #[test]
    fn sheets_that_would_fill_the_memory_are_refused() {
        let corner = label(65_535, 60_000, "x");
        let declared = record(
            0x0200,
            &[
                &[0; 4][..],
                &u32::MAX.to_le_bytes(),
                &[0, 0],
                &u16::MAX.to_le_bytes(),
                &[0, 0],
            ]
            .concat(),
        );
        for sheet in [
            [label(0, 0, "成果名称"), corner],
            [declared, label(0, 0, "成果名称")],
        ] {
            assert!(matches!(
                read(compound::wrap(records(&sheet))),
                Err(FileError::Bomb(_))
            ));
        }
    }

    #[test]
    fn a_password_is_told() {
        let stream = [
            record(0x0809, &[0, 6, 5, 0]),
            record(0x002f, &[1, 0, 1, 0]),
            record(0x000a, &[]),
        ]
        .concat();
        assert!(matches!(
            read(compound::wrap(stream)),
            Err(FileError::Encrypted)
        ));
    }

    proptest! {
        #[test]
        fn a_damaged_workbook_is_a_broken_file(at in 0.0..1.0_f64, by in any::<u8>(), in_records in any::<bool>()) {
            let mut stream = records(&[label(0, 0, "成果名称"), label(1, 0, "石墨烯导热膜")]);
            let flip = |bytes: &mut [u8]| {
                let place = (bytes.len() as f64 * at) as usize;
                bytes[place] ^= by;
            };
            if in_records {
                flip(&mut stream);
            }
            let mut file = compound::wrap(stream);
            if !in_records {
                flip(&mut file);
            }
            let _ = read(file);
        }
    }
}
