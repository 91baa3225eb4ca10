//! Delimited text: commas, semicolons, tabs or bars, quoted as Excel quotes. Rows are counted as a spreadsheet shows them: a
//! line break inside quotes begins no row, a blank line does.

use std::io::Read;

use super::budget::Budget;
use super::decode::{Decoding, detect};
use super::{Event, Flow, Listener, SheetStart};
use crate::cell::{Cell, RawRow, put};
use crate::error::FileError;
use crate::file::File;
use crate::format::{HEAD_BYTES, encoding_label};
use crate::{headings, limits};

/// Reads the file as one sheet without a name.
pub(crate) fn stream(file: &File, listener: &mut Listener<'_>) -> Result<(), FileError> {
    let decoding = detect(file)?;
    let delimiter = guess_delimiter(file, decoding)?;
    let start = SheetStart {
        name: String::new(),
        hidden: false,
        merges: Vec::new(),
        encoding: if decoding.mixed {
            "UTF-8 与 GB18030 混用"
        } else {
            encoding_label(decoding.encoding)
        },
    };
    if listener(Event::Sheet(start)) != Flow::Continue {
        return Ok(());
    }
    let budget = Budget::new();
    let text = decoding.text(file.open()?);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(budget.over(text));
    let mut record = csv::StringRecord::new();
    let (mut line, mut breaks_inside) = (0, 0);
    loop {
        budget.renew();
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            // Only an opening quote without its end makes a record this long.
            Err(error) if error.is_io_error() && budget.is_spent() => {
                return Err(FileError::Broken(format!(
                    "从第 {} 行起引号没有配对，整段文字超过 {} MiB",
                    line + 1,
                    limits::RECORD_BYTES >> 20
                )));
            }
            Err(error) => return Err(FileError::Broken(error.to_string())),
        }
        breaks_inside += record.as_slice().bytes().filter(|b| *b == b'\n').count() as u64;
        // The reader stands at the beginning of the next line.
        line = reader.position().line() - 1 - breaks_inside;
        let row = understand(&record, line, decoding.lossy);
        if !row.is_blank() && listener(Event::Row(row)) != Flow::Continue {
            return Ok(());
        }
    }
}

fn understand(record: &csv::StringRecord, line: u64, lossy: bool) -> RawRow {
    let mut row = RawRow {
        line,
        ..RawRow::default()
    };
    for (column, text) in record.iter().enumerate() {
        row.undecodable |= lossy && text.contains('\u{fffd}');
        if !text.is_empty() {
            put(&mut row, column, Cell::from_text(text));
        }
    }
    row
}

/// The delimiter under which the beginning has most known headings in one row, then the most columns.
fn guess_delimiter(file: &File, decoding: Decoding) -> Result<u8, FileError> {
    let mut head = String::new();
    // Cutting a character in two at the end is harmless here.
    let bytes = file.head(HEAD_BYTES)?;
    decoding.text(bytes.as_slice()).read_to_string(&mut head)?;
    let mut best = (b',', (0, 0));
    for delimiter in [b',', b'\t', b';', b'|'] {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(head.as_bytes());
        let mut score = (0, 0);
        for record in reader.records().take(limits::HEADING_WITHIN).flatten() {
            let known = record
                .iter()
                .filter(|text| headings::find(text).is_some())
                .count();
            score = score.max((known, record.len()));
        }
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    let wide_commas = head.lines().take(limits::HEADING_WITHIN).any(|line| {
        let known = line
            .split('，')
            .filter(|text| headings::find(text).is_some())
            .count();
        known >= 2 && known > best.1.0
    });
    if wide_commas {
        // They stand inside of texts as well: dividing there would move values into other columns.
        return Err(FileError::Format(
            "这个文件用全角逗号“，”分列，正文里的逗号也会被当成分列，请改用半角逗号或制表符",
        ));
    }
    Ok(best.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<(u64, Vec<String>)>, FileError> {
        let mut rows = Vec::new();
        let file = File::in_memory("a.csv", text.as_bytes().to_vec());
        stream(&file, &mut |event| {
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
    fn commas_semicolons_and_tabs_are_told_apart() {
        for delimiter in [",", ";", "\t"] {
            let text = format!(
                "汇总表\n成果名称{delimiter}摘要\n\n\"膜{delimiter}一\n种\"{delimiter}好，很好\n最后{delimiter}x\n"
            );
            let read = rows(&text).expect("reads");
            assert_eq!(read[1].1, ["成果名称", "摘要"]);
            assert_eq!(
                read[2],
                (4, vec![format!("膜{delimiter}一\n种"), "好，很好".into()])
            );
            assert_eq!(read[3].0, 5);
        }
    }

    #[test]
    fn a_quote_without_its_end_does_not_swallow_the_file() {
        let text = format!(
            "成果名称,摘要\n一,\"{}",
            "二,三\n".repeat(limits::RECORD_BYTES / 4)
        );
        let error = rows(&text).expect_err("too long");
        assert!(error.to_string().contains("引号没有配对"), "{error}");
    }
}
