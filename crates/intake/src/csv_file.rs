//! CSV files that people download and open in a spreadsheet. What they repeat was written by strangers: it must not
//! become a formula when the file is opened.

use csv::{Terminator, WriterBuilder};

/// Rows as a CSV file: UTF-8 with its mark, as Excel expects it, lines ended as in Windows, every cell harmless.
pub fn csv_file<const CELLS: usize>(rows: impl IntoIterator<Item = [String; CELLS]>) -> Vec<u8> {
    written("\u{feff}".as_bytes().to_vec(), rows)
}

/// More rows of such a file, where it is too long to be made at once.
pub fn csv_rows<const CELLS: usize>(rows: impl IntoIterator<Item = [String; CELLS]>) -> Vec<u8> {
    written(Vec::new(), rows)
}

fn written<const CELLS: usize>(
    begun: Vec<u8>,
    rows: impl IntoIterator<Item = [String; CELLS]>,
) -> Vec<u8> {
    let mut file = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(begun);
    for row in rows {
        // Rows of an array have the same cells, and a vector takes every byte: nothing can go wrong.
        drop(file.write_record(row.map(harmless)));
    }
    file.into_inner().unwrap_or_default()
}

/// A text that a spreadsheet does not take for a formula when it opens a CSV file.
fn harmless(cell: String) -> String {
    let first = domain::text::half_width(&cell).trim_start().chars().next();
    let formula =
        matches!(first, Some('=' | '+' | '-' | '@')) || cell.starts_with(['\t', '\r', '\n']);
    if formula { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_defused() {
        for bad in [
            "=1+1",
            "=cmd|' /C calc'!A1",
            "+cmd",
            "-1",
            "@x",
            " =1",
            "＝1",
            "\t=1",
            "\r=1",
            "\n1",
        ] {
            assert!(harmless(bad.to_owned()).starts_with('\''), "{bad}");
        }
        for good in ["石墨烯=碳", "示例登〔2026〕1号", "3", ""] {
            assert_eq!(harmless(good.to_owned()), good);
        }
    }

    #[test]
    fn a_file_has_its_mark_and_cells_that_need_quotes_have_them() {
        let rows = [
            ["名称", "数量"],
            ["=HYPERLINK(\"x\")", "2"],
            ["甲,乙\n丙", ""],
        ];
        let file = String::from_utf8(csv_file(rows.map(|row| row.map(str::to_owned))));
        assert_eq!(
            file.expect("UTF-8"),
            "\u{feff}名称,数量\r\n\"'=HYPERLINK(\"\"x\"\")\",2\r\n\"甲,乙\n丙\",\r\n"
        );
    }
}
