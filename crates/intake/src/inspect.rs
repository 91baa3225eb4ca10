//! What is in a file, for a person to look at: sheets, headings, guessed fields, first rows. Reads the beginning only.

use crate::cell::{Cell, RawRow, column_letter};
use crate::error::FileError;
use crate::file::File;
use crate::keys::{Keys, Object};
use crate::layout::{Column, Layout};
use crate::limits;
use crate::mapping::{ColumnPreview, Preview, PreviewRow, SheetPreview};
use crate::merges::Merges;
use crate::row::shown;
use crate::source::{self, Event, Flow, Record, SheetStart};
use crate::target::Target;
use crate::value::terms;

/// Rows that a preview shows.
const ROWS_SHOWN: usize = 5;

/// Looks at the beginning of a file.
///
/// # Errors
/// When the file cannot be read at all. A file without a heading is no error here: a person may point it out.
pub fn inspect(file: &File) -> Result<Preview, FileError> {
    let format = source::format(file)?;
    let mut inspecting = Inspecting::default();
    let result = source::stream(file, &mut |event| inspecting.event(event));
    inspecting.end_sheet();
    // What was seen before the damage is still worth showing; reading will tell of the damage.
    if let Err(error) = result
        && inspecting.sheets.is_empty()
    {
        return Err(error);
    }
    Ok(Preview {
        format,
        encoding: inspecting.encoding.to_owned(),
        sheets: inspecting.sheets,
    })
}

#[derive(Default)]
struct Inspecting {
    encoding: &'static str,
    start: Option<SheetStart>,
    rows: Vec<RawRow>,
    records: Vec<(u64, Object)>,
    sheets: Vec<SheetPreview>,
}

impl Inspecting {
    fn event(&mut self, event: Event) -> Flow {
        match event {
            Event::Sheet(start) => {
                self.end_sheet();
                self.encoding = start.encoding;
                self.start = Some(start);
                Flow::Continue
            }
            Event::Row(row) => {
                self.rows.push(row);
                if self.rows.len() >= limits::HEADING_WITHIN + ROWS_SHOWN {
                    Flow::NextSheet
                } else {
                    Flow::Continue
                }
            }
            Event::Record(Record { line, content }) => {
                self.records.extend(content.ok().map(|pairs| (line, pairs)));
                if self.records.len() >= limits::HEADING_WITHIN {
                    Flow::Stop
                } else {
                    Flow::Continue
                }
            }
        }
    }

    fn end_sheet(&mut self) {
        let Some(start) = self.start.take() else {
            return;
        };
        let rows = std::mem::take(&mut self.rows);
        let records = std::mem::take(&mut self.records);
        self.sheets.push(if records.is_empty() {
            sheet(start, &rows)
        } else {
            objects(&records)
        });
    }
}

fn sheet(start: SheetStart, rows: &[RawRow]) -> SheetPreview {
    let merges = Merges::new(start.merges);
    let within = &rows[..rows.len().min(limits::HEADING_WITHIN)];
    let layout = Layout::find(within, &merges);
    let found = layout.is_some();
    let layout = layout.unwrap_or_else(Layout::without_heading);
    let below = || rows.iter().filter(|row| row.line > layout.heading_end);
    let data = below().take(ROWS_SHOWN);
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let columns = (0..width).map(|at| {
        let letter = column_letter(at);
        match layout.columns.get(at) {
            None => ColumnPreview {
                heading: format!("{letter}列"),
                letter,
                target: Target::Note,
                proposal: None,
                mapped: None,
            },
            Some(column) => {
                shown_column(column, letter, below().filter_map(|row| row.cells.get(at)))
            }
        }
    });
    SheetPreview {
        sheet: start.name,
        hidden: start.hidden,
        heading_line: layout.heading_line,
        columns: columns.collect(),
        rows: data
            .map(|row| PreviewRow {
                line: row.line,
                cells: row.cells.iter().map(|cell| shown(&cell.text())).collect(),
            })
            .collect(),
        imported: found && !start.hidden,
    }
}

fn shown_column<'a>(
    column: &Column,
    letter: String,
    cells: impl Iterator<Item = &'a Cell>,
) -> ColumnPreview {
    let target = column
        .proposal
        .as_ref()
        .map_or(column.target, |proposal| Target::Field(proposal.field));
    ColumnPreview {
        letter,
        heading: column.heading.clone(),
        target,
        proposal: column.proposal.clone(),
        mapped: terms::count(target, cells),
    }
}

fn objects(records: &[(u64, Object)]) -> SheetPreview {
    let mut keys = Keys::new(None);
    records.iter().for_each(|(_, object)| keys.learn(object));
    keys.judge(records.iter().map(|(_, object)| object));
    let columns: Vec<ColumnPreview> = keys
        .columns()
        .iter()
        .take(limits::COLUMNS)
        .map(|column| {
            let cells = records.iter().flat_map(|(_, object)| object.iter());
            let own = cells.filter(|(key, _)| *key == column.heading);
            shown_column(column, String::new(), own.map(|(_, cell)| cell))
        })
        .collect();
    let text = |pairs: &Object, key: &str| {
        pairs
            .iter()
            .find(|(known, _)| known == key)
            .map_or_else(String::new, |(_, cell)| shown(&cell.text()))
    };
    let rows = records
        .iter()
        .take(ROWS_SHOWN)
        .map(|(line, pairs)| PreviewRow {
            line: *line,
            cells: columns
                .iter()
                .map(|column| text(pairs, &column.heading))
                .collect(),
        })
        .collect();
    SheetPreview {
        sheet: String::new(),
        hidden: false,
        heading_line: 0,
        columns,
        rows,
        imported: true,
    }
}
