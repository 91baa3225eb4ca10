//! Merged cells: a value that spans rows belongs to each of them, a heading that spans columns stands above each.

use crate::cell::{Cell, RawRow};
use crate::limits;

/// A merged rectangle. Rows are lines of the file, from 1; columns count from 0; all bounds are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub top: u64,
    pub bottom: u64,
    pub left: usize,
    pub right: usize,
}

impl Merge {
    /// From positions counted from 0, as workbooks have them.
    pub(crate) fn new(start: (u32, u32), end: (u32, u32)) -> Self {
        Self {
            top: u64::from(start.0) + 1,
            bottom: u64::from(end.0) + 1,
            left: start.1 as usize,
            right: end.1 as usize,
        }
    }
}

/// The merges of one sheet, used while its rows go by.
pub(crate) struct Merges {
    /// Sorted by their top.
    merges: Vec<Merge>,
    next: usize,
    /// For each column the value that is being carried down: until which row, from which row, what.
    carried: Vec<Option<(u64, u64, Cell)>>,
}

impl Merges {
    pub(crate) fn new(mut merges: Vec<Merge>) -> Self {
        merges.sort_by_key(|merge| (merge.top, merge.left));
        Self {
            merges,
            next: 0,
            carried: Vec::new(),
        }
    }

    /// Puts into a row what is merged down into it from a row above. Rows come in ascending order.
    pub(crate) fn carry(&mut self, row: &mut RawRow) {
        for (column, slot) in self.carried.iter_mut().enumerate() {
            let Some((until, from, value)) = slot else {
                continue;
            };
            if row.line > *until {
                *slot = None;
            } else if row.cell(column).is_blank() {
                if row.cells.len() <= column {
                    row.cells.resize(column + 1, Cell::Empty);
                }
                row.cells[column] = Cell::Carried {
                    value: Box::new(value.clone()),
                    line: *from,
                };
            }
        }
        while let Some(merge) = self
            .merges
            .get(self.next)
            .filter(|merge| merge.top <= row.line)
        {
            self.next += 1;
            let begins_here =
                merge.top == row.line && merge.bottom > merge.top && merge.left < limits::COLUMNS;
            if begins_here && !row.cell(merge.left).is_blank() {
                if self.carried.len() <= merge.left {
                    self.carried.resize(merge.left + 1, None);
                }
                self.carried[merge.left] =
                    Some((merge.bottom, row.line, row.cell(merge.left).clone()));
            }
        }
    }

    /// A copy of a heading row in which a heading that spans columns stands in each of them.
    pub(crate) fn spread(&self, row: &RawRow) -> RawRow {
        let mut spread = row.clone();
        for merge in self.starting_at(row.line) {
            let value = row.cell(merge.left).value().clone();
            for column in merge.left..=merge.right.min(limits::COLUMNS - 1) {
                crate::cell::put(&mut spread, column, value.clone());
            }
        }
        spread
    }

    /// How many columns the widest merge spans that begins in this row.
    pub(crate) fn widest(&self, line: u64) -> usize {
        self.starting_at(line)
            .map(|merge| merge.right.saturating_sub(merge.left) + 1)
            .max()
            .unwrap_or(1)
    }

    /// The last row that merges beginning in this row reach down to.
    pub(crate) fn reach_down(&self, line: u64) -> u64 {
        self.starting_at(line)
            .map(|merge| merge.bottom)
            .max()
            .unwrap_or(line)
    }

    fn starting_at(&self, line: u64) -> impl Iterator<Item = &Merge> {
        let first = self.merges.partition_point(|merge| merge.top < line);
        self.merges[first..]
            .iter()
            .take_while(move |merge| merge.top == line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u64, texts: &[&str]) -> RawRow {
        RawRow {
            line,
            cells: texts.iter().map(|text| Cell::from_text(text)).collect(),
            ..RawRow::default()
        }
    }

    #[test]
    fn a_value_is_carried_down_as_far_as_its_merge_reaches() {
        let mut merges = Merges::new(vec![Merge {
            top: 2,
            bottom: 3,
            left: 1,
            right: 1,
        }]);
        let mut rows = [row(2, &["a", "新材料"]), row(3, &["b"]), row(4, &["c"])];
        for row in &mut rows {
            merges.carry(row);
        }
        assert_eq!(
            rows[1].cell(1),
            &Cell::Carried {
                value: Box::new(Cell::Text("新材料".into())),
                line: 2
            }
        );
        assert_eq!(rows[2].cell(1), &Cell::Empty);
    }

    #[test]
    fn a_heading_is_spread_over_its_columns() {
        let merges = Merges::new(vec![Merge {
            top: 1,
            bottom: 1,
            left: 1,
            right: 2,
        }]);
        let spread = merges.spread(&row(1, &["名称", "专利"]));
        assert_eq!(
            spread
                .cells
                .iter()
                .map(|cell| cell.text().into_owned())
                .collect::<Vec<_>>(),
            ["名称", "专利", "专利"]
        );
        assert_eq!((merges.widest(1), merges.reach_down(1)), (2, 1));
    }
}
