//! Rows of a sheet that are no achievements: totals, repeated headings, remarks, the example of the template.

use crate::cell::{Cell, RawRow};
use crate::headings;
use crate::layout::Layout;
use crate::target::Field;

/// What the title of the template's example row begins with.
pub(crate) const EXAMPLE: &str = "【示例】";

const TOTALS: [&str; 7] = ["合计", "总计", "小计", "共计", "总数", "total", "subtotal"];
const REMARKS: [&str; 12] = [
    "注",
    "备注",
    "说明",
    "填表说明",
    "填报说明",
    "填表人",
    "制表人",
    "审核人",
    "负责人",
    "单位盖章",
    "填报单位",
    "填表日期",
];

/// Why a row is no achievement; nothing when it is one. `widest` is the widest merge in the row, in columns.
pub(crate) fn reason(row: &RawRow, layout: &Layout, widest: usize) -> Option<String> {
    let written: Vec<(usize, &Cell)> = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_blank())
        .collect();
    if written
        .iter()
        .any(|(_, cell)| cell.text().trim_start().starts_with(EXAMPLE))
    {
        return Some("模板中的示例行".into());
    }
    let repeated = written
        .iter()
        .filter(|(column, cell)| {
            layout.columns.get(*column).is_some_and(|heading| {
                headings::fold(&cell.text()) == headings::fold(&heading.heading)
            })
        })
        .count();
    if repeated >= 2 && repeated * 2 > written.len() {
        return Some("重复的表头".into());
    }
    let has = |field: Field| {
        written.iter().any(|(column, _)| {
            layout
                .columns
                .get(*column)
                .is_some_and(|c| c.target == crate::target::Target::Field(field))
        })
    };
    let first = headings::fold(
        &written
            .first()
            .map(|(_, cell)| cell.text().into_owned())
            .unwrap_or_default(),
    );
    // An achievement has an abstract or several fields; a total has a word and a number or two.
    let total = TOTALS.iter().any(|word| {
        first.strip_prefix(word).is_some_and(|rest| {
            rest.chars()
                .all(|c| c.is_ascii_digit() || "项条个件共".contains(c))
        })
    });
    if total && !has(Field::Abstract) {
        return Some("合计行".into());
    }
    let single = written.len() == 1;
    let text = written
        .first()
        .map(|(_, cell)| cell.text().into_owned())
        .unwrap_or_default();
    if single && widest >= 3 {
        return Some(format!("跨列合并的说明文字：{}", crate::row::shown(&text)));
    }
    let remark = domain::text::half_width(&text)
        .split_once(':')
        .is_some_and(|(word, _)| {
            REMARKS.contains(&headings::fold(&without_brackets(word)).as_str())
        });
    if remark && !has(Field::Abstract) && written.len() <= 4 {
        return Some(format!("说明文字：{}", crate::row::shown(&text)));
    }
    None
}

fn without_brackets(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '(' | ')')).collect()
}
