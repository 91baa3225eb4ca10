//! Which row of a sheet is its heading, and what each column means: found under title rows, over merged cells, in one
//! row or in two.

use crate::cell::{RawRow, column_letter};
use crate::headings;
use crate::limits;
use crate::merges::Merges;
use crate::proposal::{self, Proposal};
use crate::target::{Field, Target};
use crate::value::money::{Unit, unit_above, unit_in};

/// A column of a sheet, or a key of a JSON lines file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// As it stands in the file, on one line; the letter when there is none. Unique within the sheet.
    pub heading: String,
    pub target: Target,
    /// Unit of money in which the numbers of the column count.
    pub unit: Option<Unit>,
    /// What its values say it is, when its heading does not.
    pub proposal: Option<Proposal>,
}

impl Column {
    /// A column of this name that goes there.
    pub(crate) fn new(heading: impl Into<String>, target: Target) -> Self {
        Self {
            heading: heading.into(),
            target,
            unit: None,
            proposal: None,
        }
    }

    /// Goes where its values say, when that is certain enough.
    pub(crate) fn follow_proposal(&mut self) {
        if let Some(proposal) = self
            .proposal
            .as_ref()
            .filter(|proposal| proposal.is_certain())
        {
            self.target = Target::Field(proposal.field);
        }
    }

    /// Its place in the listing was found by its values: what does not fit there is kept as a note.
    pub(crate) fn is_guessed(&self) -> bool {
        self.proposal
            .as_ref()
            .is_some_and(|proposal| self.target == Target::Field(proposal.field))
    }
}

/// The meaning of a sheet's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Row of the heading, from 1; 0 when there is none.
    pub heading_line: u64,
    /// Last row of the heading.
    pub heading_end: u64,
    pub columns: Vec<Column>,
    /// Headings of columns that are left out because there are too many notes.
    pub left_out: Vec<String>,
    /// Unit of money that a line above the table names.
    unit_above: Option<Unit>,
}

impl Layout {
    /// Finds the heading among the first rows of a sheet.
    pub(crate) fn find(rows: &[RawRow], merges: &Merges) -> Option<Self> {
        let at = rows
            .iter()
            .position(|row| is_heading(row, merges))
            .or_else(|| {
                // A sheet of one column: nothing but titles.
                let lone = |row: &RawRow| {
                    let mut written = row.cells.iter().filter(|cell| !cell.is_blank());
                    let text = written
                        .next()
                        .map(|cell| cell.text().into_owned())
                        .unwrap_or_default();
                    written.next().is_none()
                        && text.chars().count() >= 4
                        && headings::find(&text) == Some(Target::Field(Field::Title))
                };
                rows.iter().position(lone)
            });
        let at = at.or_else(|| rows.iter().position(may_be_heading))?;
        // The lower of two heading rows has most of the words; the title may stand in the upper one.
        let upper = at.checked_sub(1).filter(|upper| {
            let known = rows[*upper]
                .cells
                .iter()
                .any(|cell| matches!(headings::find(&cell.text()), Some(Target::Field(_))));
            known && continues(&rows[*upper], &rows[at])
        });
        let mut layout = Self::at(rows, upper.unwrap_or(at), merges);
        layout.apply_proposals();
        Some(layout)
    }

    /// The layout with this row as its heading.
    pub(crate) fn at(rows: &[RawRow], at: usize, merges: &Merges) -> Self {
        let heading_line = rows[at].line;
        // A heading merged down over two rows (or three) makes them all headings; so does a second row that only adds to it.
        let below = rows
            .get(at + 1)
            .filter(|below| continues(&rows[at], below))
            .map_or(heading_line, |below| below.line);
        let heading_end = merges
            .reach_down(heading_line)
            .min(heading_line + 2)
            .max(below);
        let parts: Vec<RawRow> = rows[at..]
            .iter()
            .take_while(|row| row.line <= heading_end)
            .map(|row| merges.spread(row))
            .collect();
        let width = parts.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let texts: Vec<Vec<String>> = (0..width).map(|column| texts_of(&parts, column)).collect();
        let mut layout = Self {
            heading_line,
            heading_end,
            columns: Vec::new(),
            left_out: Vec::new(),
            unit_above: None,
        };
        layout.columns = name_columns(&texts);
        layout.guess(&texts);
        layout.take_patents_as_titles();
        let above = rows[..at]
            .iter()
            .flat_map(|row| &row.cells)
            .filter_map(|cell| unit_above(&cell.text()))
            .next_back();
        for column in layout
            .columns
            .iter_mut()
            .filter(|column| column.target == Target::Field(Field::Price) && column.unit.is_none())
        {
            column.unit.clone_from(&above);
        }
        let data: Vec<&RawRow> = rows
            .iter()
            .filter(|row| row.line > heading_end)
            .take(limits::HEADING_WITHIN)
            .collect();
        proposal::propose(&mut layout.columns, &data);
        for column in layout.columns.iter_mut().filter(|column| {
            column
                .proposal
                .as_ref()
                .is_some_and(|found| found.field == Field::Price)
        }) {
            column.unit = unit_in(&column.heading).or_else(|| above.clone());
        }
        layout.unit_above = above;
        layout
    }

    /// What values say with enough certainty is done without asking.
    fn apply_proposals(&mut self) {
        for column in &mut self.columns {
            column.follow_proposal();
        }
        self.bound_notes();
    }

    /// In a list of patents with the project of each, the patent is what is listed: one project has several.
    fn take_patents_as_titles(&mut self) {
        let has_numbers = self
            .columns
            .iter()
            .any(|column| column.target == Target::Field(Field::Patents));
        let name = |column: &Column| headings::fold(&column.heading);
        let patent = self.columns.iter().position(|column| {
            matches!(name(column).as_str(), "专利名称" | "发明名称" | "专利题名")
        });
        let project = self.columns.iter().position(|column| {
            column.target == Target::Field(Field::Title) && name(column).contains("项目")
        });
        let (Some(patent), Some(project), true) = (patent, project, has_numbers) else {
            return;
        };
        self.columns[patent].target = Target::Field(Field::Title);
        self.columns[project].target = Target::Note;
        // Its number is that of the project as well.
        for column in &mut self.columns {
            if column.target == Target::Field(Field::ExternalNumber)
                && headings::fold(&column.heading).contains("项目")
            {
                column.target = Target::Note;
            }
        }
    }

    /// A layout that a person decided on: targets column by column.
    pub(crate) fn chosen(mut self, targets: &[Target]) -> Self {
        for (column, target) in targets.iter().take(limits::COLUMNS).enumerate() {
            match self.columns.get_mut(column) {
                Some(known) => {
                    known.target = *target;
                    // A person decided: what does not fit there is told.
                    known.proposal = None;
                    if *target == Target::Field(Field::Price) && known.unit.is_none() {
                        known.unit = unit_in(&known.heading).or_else(|| self.unit_above.clone());
                    }
                }
                None => self
                    .columns
                    .push(Column::new(format!("{}列", column_letter(column)), *target)),
            }
        }
        self
    }

    /// A sheet without a heading.
    pub(crate) fn without_heading() -> Self {
        Self {
            heading_line: 0,
            heading_end: 0,
            columns: Vec::new(),
            left_out: Vec::new(),
            unit_above: None,
        }
    }

    fn guess(&mut self, texts: &[Vec<String>]) {
        let mut taken: Vec<Field> = Vec::new();
        let mut settled = vec![false; texts.len()];
        let passes: [fn(&str) -> Option<Target>; 3] =
            [headings::find, headings::find_loosely, looks_like_a_title];
        for pass in passes {
            for (column, parts) in texts
                .iter()
                .enumerate()
                .filter(|(_, parts)| !parts.is_empty())
            {
                let joined = parts.concat();
                let found = parts
                    .last()
                    .and_then(|last| pass(last))
                    .or_else(|| pass(&joined))
                    .or_else(|| pass(&parts[0]));
                let Some(target) = found.filter(|_| !settled[column]) else {
                    continue;
                };
                if let Target::Field(field) = target {
                    if taken.contains(&field) && !field.takes_several_columns() {
                        continue;
                    }
                    taken.push(field);
                    if field == Field::Price {
                        self.columns[column].unit = unit_in(&parts.join(" "));
                    }
                }
                settled[column] = true;
                self.columns[column].target = target;
            }
        }
    }

    fn bound_notes(&mut self) {
        let extra = self
            .columns
            .iter_mut()
            .filter(|column| column.target == Target::Note)
            .skip(limits::NOTE_COLUMNS);
        for column in extra {
            column.target = Target::Ignore;
            self.left_out.push(column.heading.clone());
        }
    }
}

/// Two known headings with the title among them, three without, or several that all mean the title: no row of data looks
/// like that.
fn is_heading(row: &RawRow, merges: &Merges) -> bool {
    let mut fields: Vec<Field> = Vec::new();
    let mut titles: Vec<String> = Vec::new();
    let mut unknown = 0;
    for cell in &merges.spread(row).cells {
        let text = cell.text();
        match headings::find(&text) {
            Some(Target::Field(field)) => {
                let folded = headings::fold(&text);
                if field == Field::Title && !titles.contains(&folded) {
                    titles.push(folded);
                }
                if !fields.contains(&field) {
                    fields.push(field);
                }
            }
            Some(Target::Note | Target::Ignore) => {}
            None => unknown += usize::from(!text.trim().is_empty()),
        }
    }
    let only_titles = titles.len() >= 2 && unknown == 0;
    fields.len() >= 3 || (fields.len() == 2 && fields.contains(&Field::Title)) || only_titles
}

/// A known heading for the title beside others that are not known: nothing but short words, and no number among them.
fn may_be_heading(row: &RawRow) -> bool {
    let texts: Vec<String> = row
        .cells
        .iter()
        .filter(|cell| !cell.is_blank())
        .map(|cell| domain::text::one_line(&cell.text()))
        .collect();
    let words = |text: &String| {
        text.chars().count() <= 20
            && !text
                .chars()
                .any(|c| c.is_ascii_digit() || "。，；：".contains(c))
    };
    let title = texts.iter().any(|text| {
        headings::find(text) == Some(Target::Field(Field::Title)) && text.chars().count() >= 4
    });
    title && texts.len() >= 3 && texts.iter().all(words)
}

/// Whether a row only adds to the heading right above it: known words where that has none or names a group, or units.
fn continues(heading: &RawRow, below: &RawRow) -> bool {
    if below.line != heading.line + 1 {
        return false;
    }
    let known = |text: &str| matches!(headings::find(text), Some(Target::Field(_)));
    let unit = |text: &str| {
        text.chars().count() <= 12
            && unit_in(text).is_some()
            && !text.chars().any(|c| c.is_ascii_digit())
    };
    let mut written = 0;
    let width = heading.cells.len().max(below.cells.len());
    let fits = (0..width).all(|column| {
        let (upper, lower) = (heading.cell(column).text(), below.cell(column).text());
        if lower.trim().is_empty() {
            return true;
        }
        written += 1;
        unit(&lower) || (known(&lower) && (!known(&upper) || upper.trim().is_empty()))
    });
    fits && written > 0
}

/// The distinct texts above a column, from the top.
fn texts_of(parts: &[RawRow], column: usize) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for row in parts {
        let text = domain::text::one_line(&row.cell(column).text());
        if !text.is_empty() && texts.last() != Some(&text) {
            texts.push(text);
        }
    }
    texts
}

fn name_columns(texts: &[Vec<String>]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (at, parts) in texts.iter().enumerate() {
        let letter = column_letter(at);
        let mut heading: String = parts.join(" ").chars().take(80).collect();
        if heading.is_empty() {
            heading = format!("{letter}列");
        } else if columns.iter().any(|column| column.heading == heading) {
            heading = format!("{heading}（{letter}列）");
        }
        columns.push(Column::new(heading, Target::Note));
    }
    columns
}

/// When no heading is known as the title's: one that speaks of a name.
pub(crate) fn looks_like_a_title(heading: &str) -> Option<Target> {
    let folded = headings::fold(heading);
    let other = ["单位", "企业", "公司", "学校", "联系"]
        .iter()
        .any(|word| folded.contains(word));
    let name = ["名称", "题目", "题名"]
        .iter()
        .any(|word| folded.contains(word));
    (name && !other).then_some(Target::Field(Field::Title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cell;
    use crate::merges::Merge;

    fn rows(texts: &[&[&str]]) -> Vec<RawRow> {
        (1..)
            .zip(texts)
            .map(|(line, row)| RawRow {
                line,
                cells: row.iter().map(|text| Cell::from_text(text)).collect(),
                ..RawRow::default()
            })
            .collect()
    }

    fn targets(layout: &Layout) -> Vec<&'static str> {
        layout
            .columns
            .iter()
            .map(|column| column.target.name())
            .collect()
    }

    #[test]
    fn the_heading_is_found_under_title_rows() {
        let rows = rows(&[
            &["2026年科技成果汇总表"],
            &["填表人：", "", "联系电话：", "0350"],
            &[
                "序号",
                "项目名称 ",
                "简 介",
                "价格\n（万元）",
                "备注",
                "备注",
            ],
            &["1", "膜"],
        ]);
        let layout = Layout::find(&rows, &Merges::new(Vec::new())).expect("found");
        assert_eq!((layout.heading_line, layout.heading_end), (3, 3));
        assert_eq!(
            targets(&layout),
            ["ignore", "title", "abstract", "price", "note", "note"]
        );
        assert_eq!(layout.columns[3].unit, Some(Unit::Zeros(4)));
        assert_eq!(layout.columns[5].heading, "备注（F列）");
    }

    #[test]
    fn a_heading_in_two_rows_is_read_with_its_merged_groups() {
        let rows = rows(&[
            &["成果名称", "专利", "", "联系人"],
            &["", "专利号", "状态", ""],
            &["膜", "x", "y", "z"],
        ]);
        let merge = |top, bottom, left, right| Merge {
            top,
            bottom,
            left,
            right,
        };
        let merges = Merges::new(vec![
            merge(1, 2, 0, 0),
            merge(1, 1, 1, 2),
            merge(1, 2, 3, 3),
        ]);
        let layout = Layout::find(&rows, &merges).expect("found");
        assert_eq!(layout.heading_end, 2);
        assert_eq!(
            targets(&layout),
            ["title", "patents", "patent_status", "contact_name"]
        );
        assert_eq!(layout.columns[2].heading, "专利 状态");
    }

    #[test]
    fn a_heading_in_two_rows_needs_no_merges() {
        let upper = rows(&[
            &["成果名称", "专利情况", "", "联系信息", "", "意向价格"],
            &["", "专利号", "法律状态", "联系人", "联系电话", "（万元）"],
            &["膜", "x", "y", "z", "1", "5"],
        ]);
        let layout = Layout::find(&upper, &Merges::new(Vec::new())).expect("found");
        assert_eq!((layout.heading_line, layout.heading_end), (1, 2));
        assert_eq!(
            targets(&layout),
            [
                "title",
                "patents",
                "patent_status",
                "contact_name",
                "contact",
                "price"
            ]
        );
        assert_eq!(layout.columns[5].unit, Some(Unit::Zeros(4)));
    }

    #[test]
    fn a_title_among_unknown_words_is_a_heading() {
        let rows = rows(&[
            &["汇总"],
            &["项目名称", "要点", "对外", "进度"],
            &["石墨烯膜的制备", "x", "y", "z"],
        ]);
        assert_eq!(
            Layout::find(&rows, &Merges::new(Vec::new())).map(|layout| layout.heading_line),
            Some(2)
        );
    }

    #[test]
    fn a_unit_above_the_table_counts_for_its_prices() {
        let rows = rows(&[
            &["汇总表"],
            &["填报单位：示例大学", "单位：万元"],
            &["成果名称", "意向价格", "年份"],
            &["膜", "5", "2024"],
        ]);
        let layout = Layout::find(&rows, &Merges::new(Vec::new())).expect("found");
        assert_eq!(layout.columns[1].unit, Some(Unit::Zeros(4)));
    }

    #[test]
    fn a_patent_beside_its_project_is_what_is_listed() {
        let rows = rows(&[
            &["专利名称", "申请号", "项目名称", "项目编号"],
            &["一种膜", "201710601862.3", "导热项目", "X-1"],
        ]);
        let layout = Layout::find(&rows, &Merges::new(Vec::new())).expect("found");
        assert_eq!(targets(&layout), ["title", "patents", "note", "note"]);
    }

    #[test]
    fn the_second_column_of_a_field_becomes_a_note_unless_it_may_have_several() {
        let rows = rows(&[&["专利名称", "成果名称", "关键词1", "关键词2", "摘要", "简介"]]);
        let layout = Layout::find(&rows, &Merges::new(Vec::new())).expect("found");
        assert_eq!(
            targets(&layout),
            ["note", "title", "keywords", "keywords", "abstract", "note"]
        );
    }

    #[test]
    fn two_headings_that_both_mean_the_title_are_a_heading() {
        let rows = rows(&[&["title", "name"], &["联通", "x"]]);
        let layout = Layout::find(&rows, &Merges::new(Vec::new())).expect("found");
        assert_eq!(targets(&layout), ["title", "note"]);
    }

    #[test]
    fn rows_of_data_are_no_heading() {
        let rows = rows(&[
            &["石墨烯导热膜", "一种膜", "专利"],
            &["成果", "x"],
            &["", ""],
        ]);
        assert_eq!(Layout::find(&rows, &Merges::new(Vec::new())), None);
        assert!(
            Layout::find(
                &super::tests::rows(&[&["成果名称"], &["膜"]]),
                &Merges::new(Vec::new())
            )
            .is_some()
        );
    }
}
