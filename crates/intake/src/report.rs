//! The report that a person downloads: row, column, value, reason. What it repeats was written by strangers: it must not
//! become a formula when the report is opened.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use crate::csv_file::csv_file;
use crate::row::ReportLine;

const HEADINGS: [&str; 6] = [
    "工作表",
    "行号",
    "处理结果",
    "列名",
    "内容",
    "原因与修改办法",
];

/// The report as CSV.
pub fn report_csv(lines: &[ReportLine]) -> Vec<u8> {
    let rows = lines.iter().map(|line| {
        [
            line.sheet.clone(),
            line.line.to_string(),
            line.kind.label().to_owned(),
            line.column.clone(),
            line.value.clone(),
            line.reason.clone(),
        ]
    });
    csv_file(std::iter::once(HEADINGS.map(str::to_owned)).chain(rows))
}

/// The report as a workbook. Cells are written as text, which no spreadsheet evaluates.
///
/// # Errors
/// When the workbook cannot be written (more than 1,048,575 lines).
pub fn report_xlsx(lines: &[ReportLine]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("导入报告")?;
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for ((column, heading), width) in (0..).zip(HEADINGS).zip([14, 8, 16, 18, 40, 70]) {
        sheet
            .write_string_with_format(0, column, heading, &bold)?
            .set_column_width(column, width)?;
    }
    for (row, line) in (1..).zip(lines) {
        sheet.write_string(row, 0, &line.sheet)?;
        sheet.write_string(row, 1, line.line.to_string())?;
        sheet.write_string(row, 2, line.kind.label())?;
        sheet.write_string_with_format(row, 3, &line.column, &wrapped)?;
        sheet.write_string_with_format(row, 4, &line.value, &wrapped)?;
        sheet.write_string_with_format(row, 5, &line.reason, &wrapped)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::ReportKind;

    #[test]
    fn what_a_report_repeats_is_no_formula() {
        let line = ReportLine {
            sheet: String::new(),
            line: 3,
            kind: ReportKind::Rejected,
            column: "价格".into(),
            value: "=HYPERLINK(\"x\")".into(),
            reason: "看不懂".into(),
        };
        let csv = String::from_utf8(report_csv(&[line])).expect("UTF-8");
        assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{csv}");
    }
}
