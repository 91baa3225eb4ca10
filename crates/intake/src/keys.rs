//! The keys of a JSON lines file as columns: known by their names, and where these say nothing by the values of the first
//! objects, as in a table.

use std::collections::HashMap;

use crate::cell::{Cell, RawRow};
use crate::layout::{Column, looks_like_a_title};
use crate::mapping::SheetMapping;
use crate::proposal;
use crate::target::Target;
use crate::value::money::unit_in;
use crate::{headings, limits};

/// A hostile file with new keys in every line teaches no more than so many.
const AT_MOST: usize = 10_000;
/// Lines among which the first objects are looked for.
const LINES: usize = 1000;

/// An object: its keys with their values.
pub(crate) type Object = Vec<(String, Cell)>;

/// The keys seen so far.
pub(crate) struct Keys {
    places: HashMap<String, usize>,
    columns: Vec<Column>,
    chosen: Option<SheetMapping>,
}

impl Keys {
    /// No key yet; where a person chose, nothing is judged by its values.
    pub(crate) fn new(chosen: Option<SheetMapping>) -> Self {
        Self {
            places: HashMap::new(),
            columns: Vec::new(),
            chosen,
        }
    }

    /// Whether so many lines with so many objects among them, and so much text, are enough to judge by.
    pub(crate) fn is_enough(&self, lines: usize, objects: usize, bytes: usize) -> bool {
        self.chosen.is_some()
            || objects >= limits::HEADING_WITHIN
            || lines >= LINES
            || bytes >= limits::RECORD_BYTES
    }

    /// Takes in the keys of an object.
    pub(crate) fn learn(&mut self, object: &Object) {
        if self.columns.len() > AT_MOST {
            self.places.clear();
            self.columns.clear();
        }
        for (key, _) in object {
            if self.places.contains_key(key) {
                continue;
            }
            let picked = self
                .chosen
                .as_ref()
                .and_then(|chosen| chosen.columns.iter().find(|column| column.heading == *key));
            let target = picked
                .map(|column| column.target)
                .or_else(|| headings::find(key))
                .unwrap_or(Target::Note);
            self.places.insert(key.clone(), self.columns.len());
            self.columns.push(Column {
                unit: unit_in(key),
                ..Column::new(key.clone(), target)
            });
        }
    }

    /// Judges the keys whose names say nothing by the values of these objects, whose keys are learnt.
    pub(crate) fn judge<'a>(&mut self, objects: impl Iterator<Item = &'a Object>) {
        if self.chosen.is_some() {
            return;
        }
        for pass in [headings::find_loosely, looks_like_a_title] {
            for at in 0..self.columns.len() {
                let Some(target) = pass(&self.columns[at].heading) else {
                    continue;
                };
                let taken = self.columns.iter().any(|column| column.target == target);
                let several =
                    matches!(target, Target::Field(field) if field.takes_several_columns());
                if self.columns[at].target == Target::Note && (several || !taken) {
                    self.columns[at].target = target;
                }
            }
        }
        let rows: Vec<RawRow> = objects
            .take(limits::HEADING_WITHIN)
            .map(|object| self.row(object))
            .collect();
        proposal::propose(&mut self.columns, &rows.iter().collect::<Vec<_>>());
    }

    /// What values say with enough certainty is done without asking.
    pub(crate) fn follow_proposals(&mut self) {
        for column in &mut self.columns {
            column.follow_proposal();
        }
    }

    fn row(&self, object: &Object) -> RawRow {
        let mut row = RawRow::default();
        for (key, cell) in object {
            let place = self.places[key];
            if row.cells.len() <= place {
                row.cells.resize(place + 1, Cell::Empty);
            }
            // What has parts of its own is no value to judge by.
            if !matches!(cell, Cell::Json(_)) {
                row.cells[place] = cell.clone();
            }
        }
        row
    }

    /// The columns, in the order of their keys.
    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column of a key that was learnt.
    pub(crate) fn column(&self, key: &str) -> &Column {
        &self.columns[self.places[key]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(objects: &[&[(&str, &str)]]) -> Vec<(String, &'static str)> {
        let objects: Vec<Object> = objects
            .iter()
            .map(|pairs| {
                pairs
                    .iter()
                    .map(|(key, text)| ((*key).to_owned(), Cell::from_text(text)))
                    .collect()
            })
            .collect();
        let mut keys = Keys::new(None);
        objects.iter().for_each(|object| keys.learn(object));
        keys.judge(objects.iter());
        keys.follow_proposals();
        keys.columns()
            .iter()
            .map(|column| (column.heading.clone(), column.target.name()))
            .collect()
    }

    #[test]
    fn keys_are_judged_by_their_values_where_their_names_say_nothing() {
        let of = |name: &str, to: &'static str| (name.to_owned(), to);
        let found = judged(&[
            &[
                ("bt", "x"),
                ("技术成果名称", "石墨烯膜"),
                ("zl", "ZL201710601862.3"),
                ("jd", "中试"),
                ("fs", "转让"),
            ],
            &[
                ("zl", "201710431918.5"),
                ("jd", "小试"),
                ("fs", "许可、转让"),
                ("je", "50万元"),
            ],
            &[
                ("zl", "无"),
                ("jd", "已量产"),
                ("fs", "均可"),
                ("je", "面议"),
            ],
            &[("je", "20万元")],
        ]);
        assert_eq!(
            found,
            [
                of("bt", "note"),
                of("技术成果名称", "title"),
                of("zl", "patents"),
                of("jd", "maturity"),
                of("fs", "modes"),
                // Only likely, and nobody is asked.
                of("je", "note"),
            ]
        );
    }
}
